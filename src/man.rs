//! The manual page, in roff.
//!
//! Owns its sections. What they say comes from the command line's definitions and the key
//! table, so that the page cannot fall behind.

use std::io::{self, Write};

use clap::CommandFactory as _;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::cli::{Args, EXAMPLES};
use crate::keymap::{self, Section};
use crate::query;

/// What the environment can say, and what it means.
const ENVIRONMENT: &[(&str, &str)] = &[
    (
        "BROWSER",
        "Commands to open links with, separated by colons, tried in order; %s in one stands for the address, which else comes last. --browser comes before it.",
    ),
    ("NO_COLOR", "When set, no colours are used."),
    (
        "TMUX",
        "Set by tmux; a copied link is then also given to tmux, which drops what terminals are asked unless its option set-clipboard is on.",
    ),
];

/// What the program writes, and why.
const FILES: &[(&str, &str)] = &[(
    "~/.cache/shownotes",
    "What was read of folders with a thousand notes or more, so that the next start has little to read but what has changed. Safe to delete. $XDG_CACHE_HOME stands for ~/.cache where it is set; on Windows it is in the local application data. Where nothing can be written, nothing is kept.",
)];

/// How the program ends, and when.
const EXIT_STATUS: &[(&str, &str)] = &[
    ("0", "All went well."),
    (
        "1",
        "The notes or the terminal could not be used; for export, a file was left out; for check, there was something to tell.",
    ),
    ("2", "The command line was not understood."),
    ("128 + N", "Signal N ended the program."),
];

/// The manual page.
pub fn page() -> Vec<u8> {
    let mut page = Vec::new();
    let written = write(&mut page);
    // Writing to memory does not fail.
    debug_assert!(written.is_ok());
    page
}

fn write(page: &mut impl Write) -> io::Result<()> {
    let man = Man::new(Args::command());
    man.render_title(page)?;
    man.render_name_section(page)?;
    let mut synopsis = Roff::new();
    synopsis.control("SH", ["SYNOPSIS"]);
    for usage in usages() {
        synopsis.text([roman(usage)]);
        synopsis.control("br", []);
    }
    synopsis.to_writer(page)?;
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    let command = Args::command();
    let commands = command.get_subcommands().map(|command| {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        (command.get_name().to_owned(), about)
    });
    tagged("COMMANDS", commands).to_writer(page)?;
    let mut keys = Roff::new();
    keys.control("SH", ["KEYS"]);
    for section in Section::ALL {
        keys.control("SS", [section.title()]);
        add_tagged(&mut keys, keymap::section(section));
    }
    keys.to_writer(page)?;
    let forms = query::FORMS.iter().copied();
    tagged("QUERIES", forms).to_writer(page)?;
    tagged("EXAMPLES", EXAMPLES.iter().copied()).to_writer(page)?;
    tagged("ENVIRONMENT", ENVIRONMENT.iter().copied()).to_writer(page)?;
    tagged("FILES", FILES.iter().copied()).to_writer(page)?;
    tagged("EXIT STATUS", EXIT_STATUS.iter().copied()).to_writer(page)?;
    man.render_version_section(page)
}

/// How the program and its commands are called, a line each.
fn usages() -> Vec<String> {
    let mut command = Args::command();
    command.build();
    let plain = |usage: String| usage.replace("Usage: ", "").replace('\n', " ");
    let mut usages: Vec<String> = Vec::new();
    let own = plain(command.render_usage().to_string());
    usages.extend(own.split("shownotes <COMMAND>").next().map(|own| own.trim().to_owned()));
    for command in command.get_subcommands_mut() {
        if command.get_name() != "help" {
            usages.push(plain(command.render_usage().to_string()));
        }
    }
    usages
}

fn tagged<K: Into<String>, T: Into<String>>(
    title: &str,
    rows: impl Iterator<Item = (K, T)>,
) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", [title]);
    add_tagged(&mut roff, rows);
    roff
}

fn add_tagged<K: Into<String>, T: Into<String>>(
    roff: &mut Roff,
    rows: impl Iterator<Item = (K, T)>,
) {
    for (key, text) in rows {
        roff.control("TP", []);
        roff.text([bold(key.into())]);
        roff.text([roman(text.into())]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_every_key_command_and_example() {
        let page = String::from_utf8(page()).unwrap().replace("\\*(Aq", "'").replace('\\', "");
        for section in Section::ALL {
            assert!(page.contains(section.title()), "{section:?}");
            for (_, help) in keymap::section(section) {
                assert!(page.contains(help), "{help}");
            }
        }
        for command in Args::command().get_subcommands() {
            assert!(page.contains(command.get_name()), "{}", command.get_name());
        }
        for (example, _) in EXAMPLES {
            assert!(page.contains(example), "{example}");
        }
    }
}
