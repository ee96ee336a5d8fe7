//! The real terminal: taken over, and given back on every way out.
//!
//! Owns raw mode, the alternate screen, the mouse, pasting, and the panic hook. Whatever ends
//! the program passes [`leave`], which gives the shell its terminal back as it was.

mod canvas;

use std::io::{self, IsTerminal as _, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste};
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::Terminal;

pub use self::canvas::{Canvas, size_or_assumed};

/// The terminal as the program uses it.
pub type Screen = Terminal<Canvas<Frames<io::Stdout>>>;

/// Whether the terminal is taken over: the panic hook, which can be given nothing, must know.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Begin and end of a synchronized update: terminals that know it show the frame at once.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// How the terminal is taken over, and what it was before.
#[derive(Clone, Debug)]
pub struct Mode {
    mouse: bool,
    /// The shell's mode, to be restored whatever another program left behind.
    #[cfg(unix)]
    shell: Option<rustix::termios::Termios>,
}

/// The terminal while it is taken over; dropping it gives the terminal back.
#[derive(Debug)]
pub struct Taken(());

impl Mode {
    /// With the mouse or without it, and the shell's mode as it is now. Ask before the terminal
    /// is taken over.
    pub fn new(mouse: bool) -> Self {
        Self {
            mouse,
            #[cfg(unix)]
            shell: keyboard().and_then(|tty| rustix::termios::tcgetattr(tty).ok()),
        }
    }

    /// Takes the terminal over again, after [`leave`] or after another program had it.
    pub fn enter_again(&self) -> io::Result<()> {
        disable_raw_mode()?;
        // What is saved now is restored in the end: it must be the shell's mode, not what
        // another program has made of it.
        #[cfg(unix)]
        if let (Some(shell), Some(tty)) = (&self.shell, keyboard()) {
            rustix::termios::tcsetattr(tty, rustix::termios::OptionalActions::Now, shell)?;
        }
        self.enter()
    }

    fn enter(&self) -> io::Result<()> {
        TAKEN.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        // Written with the first frame, before which there is nothing to see: each write wakes
        // the terminal up, which may want the processor.
        let mut out = io::stdout();
        queue!(out, EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
        if self.mouse {
            // Buttons and the wheel, in the form without limit to columns. What the library
            // asks for reports every movement too, which nothing here uses.
            out.write_all(b"\x1b[?1000h\x1b[?1006h")?;
        }
        Ok(())
    }
}

impl Taken {
    /// Takes the terminal over, and sees to it that a panic in any thread gives it back before
    /// saying what happened.
    pub fn take(mode: &Mode) -> io::Result<Self> {
        if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
            let reason = "it can show no screen, as $TERM says (dumb)";
            return Err(io::Error::new(io::ErrorKind::Unsupported, reason));
        }
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            leave();
            previous(info);
        }));
        // Made first, so that the terminal is given back if only half of this succeeds.
        let taken = Self(());
        mode.enter()?;
        Ok(taken)
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        leave();
    }
}

/// Gives the terminal back, if it is taken over. Goes on when a step fails: the terminal may be
/// gone already.
pub fn leave() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    // A panic may come in the middle of a frame.
    let _ = out.write_all(END);
    let _ = execute!(
        out,
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    );
    let _ = disable_raw_mode();
}

/// Where keys come from: standard input, or the terminal itself when that is something else.
#[cfg(unix)]
fn keyboard() -> Option<std::os::fd::OwnedFd> {
    use std::os::fd::AsFd as _;

    let stdin = io::stdin();
    if stdin.is_terminal() {
        return stdin.as_fd().try_clone_to_owned().ok();
    }
    std::fs::File::open("/dev/tty").ok().map(Into::into)
}

/// Whether the terminal can be told of hyperlinks (OSC 8), by these variables of the
/// environment. Most that do not know them pass over them; those that would print them have no
/// name, as on Windows, or one of these. GNU Screen prints what is longer than it keeps.
pub fn knows_hyperlinks(variable: impl Fn(&str) -> String) -> bool {
    let term = variable("TERM");
    let family = term.split(['-', '.']).next().unwrap_or_default();
    match family {
        "" => !variable("WT_SESSION").is_empty(),
        // Within tmux, which says the same and knows them.
        "screen" => !variable("TMUX").is_empty(),
        "dumb" | "linux" | "eterm" | "cons25" | "vt52" | "vt100" | "vt102" | "vt220" => false,
        _other => true,
    }
}

/// What a [`Screen`] is made of, which is drawn on once the terminal is taken over.
pub fn canvas() -> Canvas<Frames<io::Stdout>> {
    Canvas::new(Frames::new(io::stdout()), in_colour())
}

/// Whether colours are wanted: see <https://no-color.org>.
pub fn in_colour() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// A writer that hands on what was written when it is flushed: in one piece, as one
/// synchronized update, so that no half-drawn frame is ever seen.
#[derive(Debug)]
pub struct Frames<W> {
    out: W,
    buffer: Vec<u8>,
}

impl<W: Write> Frames<W> {
    /// Frames for a terminal.
    pub const fn new(out: W) -> Self {
        Self { out, buffer: Vec::new() }
    }
}

impl<W: Write> Write for Frames<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.buffer.is_empty() {
            self.buffer.extend_from_slice(BEGIN);
        }
        self.buffer.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.buffer.is_empty() {
            self.buffer.extend_from_slice(END);
            let written = self.out.write_all(&self.buffer);
            self.buffer.clear();
            written?;
        }
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts writes.
    #[derive(Default)]
    struct Counted(Vec<Vec<u8>>);

    impl Write for Counted {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.push(bytes.to_vec());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_frame_is_one_write_between_the_marks_of_an_update() {
        let mut frames = Frames::new(Counted::default());
        frames.write_all(b"one ").unwrap();
        frames.write_all(b"frame").unwrap();
        frames.flush().unwrap();
        assert_eq!(frames.out.0, [b"\x1b[?2026hone frame\x1b[?2026l".to_vec()]);
    }

    #[test]
    fn hyperlinks_are_left_out_where_they_would_be_printed() {
        let knows = |variables: &[(&str, &str)]| {
            knows_hyperlinks(|name| {
                let found = variables.iter().find(|(known, _)| *known == name);
                found.map_or_else(String::new, |(_, value)| (*value).to_owned())
            })
        };
        for term in ["xterm-256color", "tmux-256color", "alacritty", "xterm-kitty", "foot"] {
            assert!(knows(&[("TERM", term)]), "{term}");
        }
        for term in ["", "dumb", "linux", "linux-16color", "eterm-color", "vt100", "screen.xterm"] {
            assert!(!knows(&[("TERM", term)]), "{term}");
        }
        assert!(!knows(&[("TERM", "screen-256color")]));
        assert!(knows(&[("TERM", "screen-256color"), ("TMUX", "/tmp/tmux-0/default,1,0")]));
        assert!(knows(&[("WT_SESSION", "6f0b")]));
    }

    #[test]
    fn nothing_drawn_is_nothing_written() {
        let mut frames = Frames::new(Counted::default());
        frames.flush().unwrap();
        assert!(frames.out.0.is_empty());
    }
}
