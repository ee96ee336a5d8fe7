//! From arguments to something that runs: which notes, which browser.
//!
//! Owns everything that can be wrong before the screen is taken over, so that a slip is told in
//! a sentence on the command line.

use std::env;
use std::path::{Path, PathBuf};

use crate::app::Notice;
use crate::browser::Browser;
use crate::error::Error;
use crate::loader::{self, Cache, Source};
use crate::sanitize;

/// Where notes are looked for when no path is given.
const DEFAULT_FOLDER: &str = "episodes";

/// Notes to open and how to speak of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Where the notes come from.
    pub source: Source,
    /// The source as people say it.
    pub name: String,
    /// What a user who gave no path should know.
    pub notice: Option<Notice>,
}

impl Opening {
    /// The notes at these paths; without any, `./episodes` if it has notes, else the catalogue
    /// built into the program. What is read of them may be kept in the cache. Fails when
    /// a path cannot be read or holds no notes.
    pub fn new(paths: &[PathBuf], cache: Option<Cache>) -> Result<Self, Error> {
        if paths.is_empty() {
            let folder = Path::new(DEFAULT_FOLDER);
            let absence = match folder.is_dir().then(|| loader::has_notes(folder)) {
                None => "There is no folder",
                Some(Ok(false)) => "There are no notes in",
                Some(Ok(true)) => {
                    let source = Source::Paths { roots: vec![folder.to_owned()], cache };
                    let name = format!("./{DEFAULT_FOLDER}");
                    let notice = Some(Notice::Info(format!("Opened the folder {name}")));
                    return Ok(Self { source, name, notice });
                }
                Some(Err(reason)) => return Err(Error::Unreadable(folder.to_owned(), reason)),
            };
            let text = format!("{absence} ./{DEFAULT_FOLDER}: this is the built-in catalogue");
            return Ok(Self {
                source: Source::Catalogue,
                name: "built-in catalogue".to_owned(),
                notice: Some(Notice::Info(text)),
            });
        }
        for path in paths {
            check(path)?;
        }
        let shown: Vec<String> = paths.iter().map(|path| shown(path)).collect();
        let source = Source::Paths { roots: paths.to_vec(), cache };
        Ok(Self { source, name: shown.join(", "), notice: None })
    }
}

/// The browser asked for: by argument, by `$BROWSER`, or the system's.
pub fn browser(argument: Option<&str>, foreground: bool) -> Result<Browser, Error> {
    if let Some(command) = argument {
        return Browser::named(command, foreground)
            .map_err(|reason| Error::Browser(command.to_owned(), reason));
    }
    let variable = env::var("BROWSER").unwrap_or_default();
    match Browser::from_variable(&variable, foreground) {
        Browser::System if foreground => Err(Error::NoForeground),
        browser => Ok(browser),
    }
}

fn check(path: &Path) -> Result<(), Error> {
    let unreadable = |reason| Error::Unreadable(path.to_owned(), reason);
    if path.is_dir() {
        return match loader::has_notes(path) {
            Ok(true) => Ok(()),
            Ok(false) => Err(Error::NoNotes(path.to_owned())),
            Err(reason) => Err(unreadable(reason)),
        };
    }
    loader::check_file(path).map_err(unreadable)
}

fn shown(path: &Path) -> String {
    sanitize::line(&path.to_string_lossy()).into_owned()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn complaint(path: &Path) -> String {
        Opening::new(&[path.to_owned()], None).unwrap_err().to_string()
    }

    #[test]
    fn what_cannot_be_opened_is_said_in_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("none");
        assert!(complaint(&missing).ends_with("none: no such file or folder"));
        assert!(complaint(folder.path()).contains("there are no notes in"));
        let binary = folder.path().join("binary.md");
        fs::write(&binary, b"\x80\x81").unwrap();
        assert!(complaint(&binary).ends_with("not a text file in UTF-8"));
    }

    #[test]
    fn a_folder_with_one_damaged_file_is_opened_all_the_same() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("damaged.md"), b"\x80").unwrap();
        assert!(Opening::new(&[folder.path().to_owned()], None).is_ok());
    }

    #[test]
    fn a_browser_command_that_makes_no_sense_is_refused() {
        let error = browser(Some("firefox 'x"), false).unwrap_err();
        assert_eq!(
            error.to_string(),
            "cannot use the browser ‘firefox 'x’: a quote in it is not closed"
        );
    }

    #[test]
    fn a_complaint_cannot_carry_an_escape_sequence() {
        let shown = complaint(Path::new("a\u{1b}]0;x\u{7}b"));
        assert!(!shown.contains('\u{1b}'), "{shown:?}");
    }
}
