//! Terminal events → messages, on a thread of its own.
//!
//! Owns reading the keyboard and the mouse. The thread reads a burst, hands it over and waits
//! for its [`Turn`] to come back before it reads on: so a program that is lent the terminal
//! (a text browser, the shell) gets every key typed meanwhile, and nothing polls while nothing is
//! typed.

#[cfg(unix)]
use std::fs::File;
use std::io;
#[cfg(unix)]
use std::io::IsTerminal as _;
#[cfg(unix)]
use std::os::fd::AsFd;
use std::sync::mpsc::{Sender, sync_channel};
#[cfg(unix)]
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event, KeyEventKind};
use ratatui::layout::Size;
#[cfg(unix)]
use rustix::event::{PollFd, PollFlags, poll};
#[cfg(unix)]
use rustix::io::Errno;

use crate::app::Message;
use crate::keymap::Key;
use crate::run::{Incoming, Turn};
use crate::terminal::size_or_assumed;

/// How long is waited for more of a burst. Asked to wait for nothing at all, the library does not
/// even look at what it has read already.
const MORE: Duration = Duration::from_micros(10);

/// The most of a burst that is handed over at once: what never ends must be seen, too.
const MOST: usize = 4096;

/// What a terminal that is gone is reported as: the signal it would have sent.
const HANG_UP: i32 = 1;

/// Notices from now on that the terminal changes its size. To be called before the size of the
/// first frame is asked for: a window manager may change it while the program starts, and even
/// a size that is back when events are read has cost the terminal what it showed.
pub fn listen() -> io::Result<()> {
    // The library begins to listen when it is first asked for events.
    event::poll(Duration::ZERO).map(drop)
}

/// Reads events until the loop is gone or the terminal is.
pub fn read(inbox: &Sender<Incoming>) {
    #[cfg(unix)]
    {
        let inbox = inbox.clone();
        thread::spawn(move || {
            if wait_for_hang_up().is_ok() {
                tell_gone(&inbox);
            }
        });
    }
    let (give_back, returned) = sync_channel(1);
    loop {
        let Ok(messages) = burst() else {
            tell_gone(inbox);
            return;
        };
        let turn = Turn::new(give_back.clone());
        if inbox.send(Incoming::Input(messages, turn)).is_err() || returned.recv().is_err() {
            return;
        }
    }
}

fn tell_gone(inbox: &Sender<Incoming>) {
    // When the loop has ended too, nobody needs to know.
    let _ = inbox.send(Incoming::Message(Message::Terminated(HANG_UP)));
}

/// Returns when the terminal is gone. A program outside the terminal's session gets no signal
/// then, and a read of events never returns: it finds an end of the input again and again.
#[cfg(unix)]
fn wait_for_hang_up() -> io::Result<()> {
    let input = io::stdin();
    // As the events are read: a file or a pipe on the standard input is not the terminal.
    let terminal = if input.is_terminal() { None } else { Some(File::open("/dev/tty")?) };
    let terminal = terminal.as_ref().map_or_else(|| input.as_fd(), AsFd::as_fd);
    // Asked for nothing, the system tells only what it always tells.
    let mut told = [PollFd::from_borrowed_fd(terminal, PollFlags::empty())];
    while let Err(error) = poll(&mut told, None) {
        if error != Errno::INTR {
            return Err(error.into());
        }
    }
    // There are systems that cannot watch a terminal, and say so at once.
    let is_gone = told.iter().any(|told| told.revents().contains(PollFlags::HUP));
    if is_gone { Ok(()) } else { Err(io::ErrorKind::Unsupported.into()) }
}

/// Waits for an event and takes what has arrived with it.
fn burst() -> io::Result<Vec<Message>> {
    let mut messages: Vec<Message> = message(event::read()?).into_iter().collect();
    while messages.len() < MOST && event::poll(MORE)? {
        messages.extend(message(event::read()?));
    }
    Ok(messages)
}

/// What an event means to the model, if anything.
fn message(event: Event) -> Option<Message> {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Release => None,
        Event::Key(key) => Some(Message::Key(Key::from(key))),
        Event::Mouse(mouse) => Some(Message::Mouse(mouse)),
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Resize(width, height) => {
            Some(Message::Resize(size_or_assumed(Size { width, height })))
        }
        Event::FocusGained | Event::FocusLost => None,
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    use super::*;

    #[test]
    fn letting_go_of_a_key_is_not_pressing_it() {
        let press = KeyEvent::new(KeyCode::Char('q'), KeyModifiers::NONE);
        let mut release = press;
        release.kind = KeyEventKind::Release;
        assert_eq!(message(Event::Key(press)), Some(Message::Key(Key::char('q'))));
        assert_eq!(message(Event::Key(release)), None);
    }
}
