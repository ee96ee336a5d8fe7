//! What a user reads when the program cannot start or go on.
//!
//! Owns the sentences. Each says what was wrong and, where it helps, what to do instead.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::browser::BadCommand;
use crate::loader::read_failure;
use crate::sanitize;

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
            Self::NoTerminal => f.write_str(
                "the output is no terminal, so there is no screen to browse on; \
                 try ‘shownotes export’ for use in a pipe",
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
            Self::Unreadable(..) | Self::NoNotes(_) | Self::NoForeground | Self::NoTerminal => None,
        }
    }
}

fn shown(path: &Path) -> String {
    sanitize::line(&path.to_string_lossy()).into_owned()
}
