//! A terminal browser for podcast show notes.

pub mod address;
pub mod app;
pub mod browser;
pub mod catalogue;
pub mod cli;
pub mod desktop;
pub mod episode;
pub mod error;
pub mod export;
pub mod fold;
pub mod fuzzy;
pub mod input;
pub mod keymap;
pub mod layout;
pub mod library;
pub mod loader;
pub mod markdown;
pub mod notes;
pub mod run;
pub mod sanitize;
pub mod start;
pub mod terminal;
pub mod theme;
pub mod view;
pub mod width;
