//! What a user reads when the program cannot start or go on.
//!
//! Owns the sentences. Each says what was wrong and, where it helps, what to do instead.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::address::Address;
use crate::browser::BadCommand;
use crate::loader::read_failure;
use crate::sanitize;
use crate::view::{Order, View};

/// Why the program ends without having done what was asked.
#[derive(Debug)]
pub enum Error {
    /// A path that cannot be read, and the reason.
    Unreadable(PathBuf, String),
    /// A folder that holds no notes.
    NoNotes(PathBuf),
    /// A `--browser` command that makes no sense.
    Browser(String, BadCommand),
    /// `--foreground` without a command to give the terminal to.
    NoForeground,
    /// A query that was not understood, and why.
    Query(String),
    /// An order that a list cannot be in.
    Order(View, Order),
    /// Words that no episode matches.
    NoEpisode(String),
    /// The title of an episode, and a label none of its links has.
    NoLabel(String, char),
    /// An address no browser was started for, and why.
    NotOpened(Address, String),
    /// Output that is no terminal, so there is no screen to draw on.
    NoTerminal,
    /// The terminal failed.
    Terminal(io::Error),
    /// Output could not be written.
    Output(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(path, reason) => write!(f, "cannot read {}: {reason}", shown(path)),
            Self::NoNotes(path) => write!(
                f,
                "there are no notes in {}: no file below it ends in .md or .markdown",
                shown(path)
            ),
            Self::Browser(command, reason) => {
                write!(f, "cannot use the browser ‘{}’: {reason}", sanitize::line(command))
            }
            Self::NoForeground => f.write_str(
                "--foreground needs a command to give the terminal to, by --browser or $BROWSER",
            ),
            Self::Query(problem) => write!(f, "the query was not understood: {problem}"),
            Self::Order(view, order) => {
                let listing = view.listing();
                let orders: Vec<&str> = listing.orders().iter().map(|order| order.name()).collect();
                let (_, several) = listing.nouns();
                let (order, orders) = (order.words(), orders.join(", "));
                write!(f, "{several} cannot be sorted {order}; for them --sort knows {orders}")
            }
            Self::NoEpisode(wanted) => {
                write!(f, "no episode matches ‘{}’", sanitize::line(wanted))
            }
            Self::NoLabel(title, label) => {
                write!(
                    f,
                    "no link of ‘{title}’ has the label {}",
                    sanitize::line(&label.to_string())
                )
            }
            Self::NotOpened(address, reason) => write!(f, "{reason}; the address is {address}"),
            Self::NoTerminal => f.write_str(
                "the output is no terminal, so there is no screen to browse on; \
                 try ‘shownotes list’ or ‘shownotes export’ for use in a pipe",
            ),
            Self::Terminal(error) => write!(f, "the terminal failed: {}", read_failure(error)),
            Self::Output(error) => write!(f, "cannot write the output: {}", read_failure(error)),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Terminal(error) | Self::Output(error) => Some(error),
            Self::Browser(_, reason) => Some(reason),
            Self::Unreadable(..)
            | Self::NoNotes(_)
            | Self::NoForeground
            | Self::Query(_)
            | Self::Order(..)
            | Self::NoEpisode(_)
            | Self::NoLabel(..)
            | Self::NotOpened(..)
            | Self::NoTerminal => None,
        }
    }
}

fn shown(path: &Path) -> String {
    sanitize::line(&path.to_string_lossy()).into_owned()
}
