//! Terminal events → messages, on a thread of its own.
//!
//! Owns reading the keyboard and the mouse. The thread reads a burst, hands it over and waits
//! for its [`Turn`] to come back before it reads on: so a program that is lent the terminal
//! (a text browser, the shell) gets every key typed meanwhile, and nothing ever polls.

use std::io;
use std::sync::mpsc::{Sender, sync_channel};
use std::time::Duration;

use crossterm::event::{self, Event, KeyEventKind};
use ratatui::layout::Size;

use crate::app::Message;
use crate::keymap::Key;
use crate::run::{Incoming, Turn};

/// What a terminal that is gone is reported as: the signal it would have sent.
const HANG_UP: i32 = 1;

/// Reads events until the loop is gone or the terminal is.
pub fn read(inbox: &Sender<Incoming>) {
    let (give_back, returned) = sync_channel(1);
    loop {
        let Ok(messages) = burst() else {
            let gone = Message::Terminated(HANG_UP);
            // When the loop has ended too, nobody needs to know.
            let _ = inbox.send(Incoming::Message(gone));
            return;
        };
        let turn = Turn::new(give_back.clone());
        if inbox.send(Incoming::Input(messages, turn)).is_err() || returned.recv().is_err() {
            return;
        }
    }
}

/// Waits for an event and takes all that have arrived with it.
fn burst() -> io::Result<Vec<Message>> {
    let mut messages: Vec<Message> = message(event::read()?).into_iter().collect();
    while event::poll(Duration::ZERO)? {
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
        Event::Resize(width, height) => Some(Message::Resize(Size { width, height })),
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
