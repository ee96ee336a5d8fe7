//! The program from outside: whole screens, journeys, the command line, a real terminal.
#![expect(clippy::unwrap_used, reason = "in a test a failure is told by panicking")]

mod ahead;
mod cache;
mod catalogue;
mod command_line;
mod commands;
mod documents;
mod filtering;
mod finding;
mod generated;
mod hostile;
mod hyperlinks;
#[cfg(unix)]
mod jobs;
mod journeys;
mod layers;
mod loading;
mod mouse;
mod picture;
mod pointing;
#[cfg(unix)]
mod pty;
mod screens;
mod screenshots;
mod session;
mod sizes;
mod survival;
#[cfg(unix)]
mod terminal;
mod views;
mod watching;
