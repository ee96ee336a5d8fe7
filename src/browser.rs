//! Which browser opens a link, and how it is started.
//!
//! Owns starting other programs. An address is always one argument of its own, never part of a
//! shell's line, and cannot begin with `-`. It must not know the screen: whether the terminal is
//! lent to the browser is the caller's business.

use std::io;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::address::Address;
use crate::job;
use crate::sanitize;

/// A browser that still runs after this time is taken to have opened the page.
const STARTED: Duration = Duration::from_secs(3);

/// Text browsers, which need the terminal.
const TEXT_BROWSERS: &[&str] = &[
    "w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl", "cha", "chawan", "edbrowse",
];

/// What opens links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Whatever the system has for it.
    System,
    /// The first of these commands that can be started.
    Commands(Vec<BrowserCommand>),
}

/// A command that opens a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrowserCommand {
    program: String,
    /// Arguments; `%s` stands for the address, which else comes last.
    arguments: Vec<String>,
    in_terminal: bool,
}

/// Why a browser command cannot be understood, as a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadCommand {
    /// Nothing is named.
    Empty,
    /// A quote is not closed.
    Quotes,
}

impl Browser {
    /// The browser of a `--browser` argument. `in_terminal` says that it needs the terminal,
    /// which is known of the usual text browsers.
    ///
    /// ```
    /// use shownotes::browser::Browser;
    /// assert!(Browser::named("w3m -o confirm_qq=false", false).unwrap().needs_terminal());
    /// assert!(!Browser::named("firefox --new-window %s", false).unwrap().needs_terminal());
    /// assert!(Browser::named("firefox 'unclosed", false).is_err());
    /// ```
    pub fn named(command: &str, in_terminal: bool) -> Result<Self, BadCommand> {
        Ok(Self::Commands(vec![BrowserCommand::parse(command, in_terminal)?]))
    }

    /// The browser of a `$BROWSER` variable: commands separated by colons, tried in order.
    /// What cannot be understood is passed over; an empty variable leaves the system's choice.
    pub fn from_variable(value: &str, in_terminal: bool) -> Self {
        let commands: Vec<_> = value
            .split(':')
            .filter_map(|command| BrowserCommand::parse(command, in_terminal).ok())
            .collect();
        if commands.is_empty() { Self::System } else { Self::Commands(commands) }
    }

    /// Whether the terminal must be lent to it: the first command decides.
    pub fn needs_terminal(&self) -> bool {
        match self {
            Self::System => false,
            Self::Commands(commands) => commands.first().is_some_and(|command| command.in_terminal),
        }
    }

    /// Opens an address and waits until that is known to have worked or not. The browser's
    /// output goes nowhere, unless it has the terminal. Blocks: up to three seconds for a
    /// browser with a window, as long as it is used for one in the terminal.
    pub fn open(&self, address: &Address) -> Result<(), String> {
        let commands = match self {
            Self::System => {
                return open::that_detached_with_timeout(address.as_str(), STARTED).map_err(
                    |error| plainly(&error, "No browser was found", "No browser could be started"),
                );
            }
            Self::Commands(commands) => commands,
        };
        let mut failure = String::new();
        let lent = self.needs_terminal();
        // A text browser further down the list would have no terminal.
        for command in commands.iter().filter(|command| lent || !command.in_terminal) {
            match command.run(address) {
                Ok(status) if status.is_none_or(|status| status.success()) => return Ok(()),
                Ok(status) => failure = command.ended(status),
                Err(error) => {
                    let reason = plainly(&error, "there is no such program", "it cannot be run");
                    failure = format!("{} cannot be started: {reason}", command.shown());
                }
            }
        }
        Err(failure)
    }
}

impl BrowserCommand {
    fn parse(command: &str, in_terminal: bool) -> Result<Self, BadCommand> {
        let words = shell_words::split(command).map_err(|_unclosed| BadCommand::Quotes)?;
        let mut words = words.into_iter();
        let program = words.next().filter(|word| !word.is_empty()).ok_or(BadCommand::Empty)?;
        let name = program.rsplit('/').next().unwrap_or(&program);
        let in_terminal = in_terminal || TEXT_BROWSERS.contains(&name);
        Ok(Self { arguments: words.collect(), in_terminal, program })
    }

    /// Runs the command. Without the terminal: gives its status when it ends soon, else `None`.
    fn run(&self, address: &Address) -> io::Result<Option<ExitStatus>> {
        let mut command = Command::new(&self.program);
        command.args(self.arguments_for(address));
        if self.in_terminal {
            return job::wait(&mut command.spawn()?).map(Some);
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        // In a group of its own, so that a signal meant for this program does not end it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        let (ended, end) = mpsc::channel();
        thread::spawn(move || {
            // Nobody waits any more when the browser outlives the time it was given.
            let _ = ended.send(child.wait());
        });
        match end.recv_timeout(STARTED) {
            Ok(status) => status.map(Some),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Ok(None),
        }
    }

    fn arguments_for(&self, address: &Address) -> Vec<String> {
        let named = self.arguments.iter().any(|argument| argument.contains("%s"));
        let replaced = self.arguments.iter().map(|word| word.replace("%s", address.as_str()));
        replaced.chain((!named).then(|| address.as_str().to_owned())).collect()
    }

    /// How it ended, when not well.
    fn ended(&self, status: Option<ExitStatus>) -> String {
        match status.and_then(|status| status.code()) {
            Some(code) => format!("{} ended with status {code}", self.shown()),
            None => format!("{} was ended by a signal", self.shown()),
        }
    }

    fn shown(&self) -> String {
        sanitize::line(&self.program).into_owned()
    }
}

impl std::fmt::Display for BadCommand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Empty => "it names no program",
            Self::Quotes => "a quote in it is not closed",
        })
    }
}

impl std::error::Error for BadCommand {}

/// An error in plain words, short enough for the status line.
fn plainly(error: &io::Error, not_found: &str, otherwise: &str) -> String {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => not_found,
        io::ErrorKind::PermissionDenied => "it is no program",
        // What a launcher says may span lines and quote anything.
        _ => otherwise,
    };
    reason.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address() -> Address {
        Address::parse("https://a.example/?q='; rm -rf $HOME'&x=`id`").unwrap()
    }

    fn command(text: &str) -> BrowserCommand {
        BrowserCommand::parse(text, false).unwrap()
    }

    #[test]
    fn the_address_comes_last_or_where_it_is_asked_for() {
        let a = address();
        assert_eq!(command("firefox -P x").arguments_for(&a), ["-P", "x", a.as_str()]);
        let placed = command("app --url=%s --now").arguments_for(&a);
        assert_eq!(placed, [format!("--url={a}"), "--now".to_owned()]);
    }

    #[test]
    fn an_address_is_one_argument_whatever_it_holds() {
        let arguments = command("browser").arguments_for(&address());
        assert_eq!(arguments.len(), 1);
        assert!(arguments[0].starts_with("https://"));
    }

    #[test]
    fn text_browsers_are_known_by_name_and_others_by_wish() {
        assert!(command("/usr/bin/w3m").in_terminal);
        assert!(!command("firefox").in_terminal);
        assert!(BrowserCommand::parse("my-browser", true).unwrap().in_terminal);
    }

    #[test]
    fn a_variable_lists_commands_to_try() {
        let Browser::Commands(commands) = Browser::from_variable("firefox:w3m %s::", false) else {
            panic!("two commands were named");
        };
        let programs: Vec<_> = commands.iter().map(|command| &command.program).collect();
        assert_eq!(programs, ["firefox", "w3m"]);
        assert_eq!(Browser::from_variable("", false), Browser::System);
    }

    #[test]
    fn a_command_that_makes_no_sense_is_refused() {
        assert_eq!(Browser::named("  ", false), Err(BadCommand::Empty));
        assert_eq!(Browser::named("''", false), Err(BadCommand::Empty));
        assert_eq!(Browser::named("a 'b", false), Err(BadCommand::Quotes));
    }

    #[cfg(unix)]
    #[test]
    fn the_first_command_that_works_is_used_and_failures_are_named() {
        let browser = Browser::from_variable("/no/such/program:false:true", false);
        assert_eq!(browser.open(&address()), Ok(()));
        let browser = Browser::from_variable("/no/such/program", false);
        let failure = browser.open(&address()).unwrap_err();
        assert_eq!(failure, "/no/such/program cannot be started: there is no such program");
        assert_eq!(
            Browser::named("false", false).unwrap().open(&address()).unwrap_err(),
            "false ended with status 1"
        );
    }
}
