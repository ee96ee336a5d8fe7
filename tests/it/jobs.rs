//! Sharing the terminal: with the shell that started the program, and with a browser that needs
//! it.

use crate::pty::{CORY_ON_GITHUB, CTRL_C, catalogue, started};
use crate::terminal::{Launch, Terminal};

const CTRL_Z: &str = "\u{1a}";

/// What the shell of a test shows when it waits for a command.
const PROMPT: &str = "ready> ";

/// The program, started by typing its name into a shell.
fn in_a_shell(launch: Launch) -> Terminal {
    let mut terminal = launch.inside("/bin/sh").variable("PS1", PROMPT).start(100, 30);
    terminal.wait_for(PROMPT);
    terminal.keys(&format!("{}\r", env!("CARGO_BIN_EXE_shownotes"))).wait_for("1/81");
    terminal
}

#[test]
fn a_text_browser_is_lent_the_terminal_and_its_keys() {
    let script = r#"echo "READING $1"; read -r line; echo "$line" > "$HOME/typed""#;
    let mut terminal = started(catalogue().script("w3m", script).variable("BROWSER", "w3m"));
    terminal.keys("/wsgi cory\r").wait_for("1/1 of 81").keys("2");
    terminal.wait_for(&format!("READING {CORY_ON_GITHUB}"));
    terminal.keys("qqq typed into the browser\r").wait_for("Opened https");
    let typed = std::fs::read_to_string(terminal.path("typed")).unwrap();
    assert_eq!(typed, "qqq typed into the browser\n");
    terminal.wait_for("Cory Benfield").keys("q");
    assert_eq!(terminal.wait_for_end(), 0);
    assert!(terminal.is_given_back());
}

#[test]
fn a_text_browser_opened_by_a_label_typed_ahead_gets_every_key() {
    let script = r#"echo "READING $1"; read -r line; echo "$line" > "$HOME/typed""#;
    let mut terminal = started(catalogue().script("w3m", script).variable("BROWSER", "w3m"));
    terminal.keys("j1").wait_for("READING").keys("q typed into it\r").wait_for("Opened ");
    let typed = std::fs::read_to_string(terminal.path("typed")).unwrap();
    assert_eq!(typed, "q typed into it\n");
}

#[test]
fn ctrl_z_gives_the_shell_its_terminal_until_the_program_goes_on() {
    let mut terminal = in_a_shell(catalogue());
    terminal.keys(CTRL_Z).wait_for("Stopped");
    assert!(terminal.is_given_back());
    terminal.keys("fg\r").wait_until("the program's screen", |screen| {
        screen.alternate_screen() && screen.contents().contains("1/81")
    });
    terminal.keys("j").wait_for("2/81").keys("q");
    terminal.wait_until("the shell's screen", |screen| !screen.alternate_screen());
    assert!(terminal.is_given_back());
}

#[test]
fn without_a_shell_to_come_back_from_ctrl_z_says_so() {
    let mut terminal = started(catalogue());
    terminal.keys(CTRL_Z).wait_for("There is no shell to come back from");
}

#[test]
fn a_shell_that_has_no_jobs_is_none_to_come_back_from() {
    let command = format!("{}; echo over", env!("CARGO_BIN_EXE_shownotes"));
    let launch = catalogue().inside("/bin/sh").argument("-c").argument(&command);
    let mut terminal = launch.start(100, 30);
    terminal.wait_for("1/81").keys(CTRL_Z).wait_for("There is no shell to come back from");
    terminal.keys("q").wait_for("over");
}

#[test]
fn ctrl_z_in_a_text_browser_stops_both_and_fg_continues_both() {
    let script = r#"echo "READING $1"; read -r line; echo "$line" > "$HOME/typed""#;
    let launch = catalogue().script("w3m", script).variable("BROWSER", "w3m");
    let mut terminal = in_a_shell(launch);
    terminal.keys("1").wait_for("READING").keys(CTRL_Z).wait_for("Stopped");
    // Once as it was typed to start it, once as it stopped, once as it goes on.
    terminal
        .keys("fg\r")
        .wait_until("the job's name", |screen| screen.contents().matches("shownotes").count() == 3);
    terminal.keys("typed\r").wait_for("Opened mailto:");
    let typed = std::fs::read_to_string(terminal.path("typed")).unwrap();
    assert_eq!(typed, "typed\n");
}

#[test]
fn without_a_shell_to_come_back_from_ctrl_z_leaves_a_text_browser_running() {
    let script = r#"echo "READING $1"; read -r line; kill -STOP $$; read -r line"#;
    let mut terminal = started(catalogue().script("w3m", script).variable("BROWSER", "w3m"));
    terminal.keys("1").wait_for("READING").keys(CTRL_Z);
    // Nor can one that stops itself, as some do when they see the key, be left so.
    terminal.keys("not stopped\r").keys("continued\r").wait_for("Opened mailto:");
}

#[test]
fn ctrl_c_in_a_text_browser_ends_only_the_browser() {
    let script = r#"echo "READING $1"; read -r line"#;
    let mut terminal = in_a_shell(catalogue().script("w3m", script).variable("BROWSER", "w3m"));
    terminal.keys("1").wait_for("READING").keys(CTRL_C).wait_for("1/81");
    terminal.keys("j").wait_for("2/81");
}

#[test]
fn a_text_browser_that_leaves_the_terminal_raw_does_not_spoil_the_shell() {
    let launch = catalogue().script("w3m", "/bin/stty raw -echo || /usr/bin/stty raw -echo");
    let mut terminal = in_a_shell(launch.variable("BROWSER", "w3m"));
    terminal.keys("1").wait_for("Opened mailto:").keys("q");
    terminal.wait_until("a second prompt", |screen| screen.contents().matches(PROMPT).count() == 2);
    // A line is echoed and taken in as before.
    terminal.keys("echo gi''ven back\r").wait_for("given back").wait_for("echo gi''ven back");
}
