//! Text put on the clipboard of whoever sits at the terminal, near or far.
//!
//! Owns the ways there. The terminal is asked by OSC 52, which works over SSH too. tmux drops
//! that unless told otherwise, so inside it the text also goes to tmux itself, which hands it on.

use std::env;
use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::thread;

use crossterm::clipboard::CopyToClipboard;
use crossterm::queue;

/// Puts a text on the clipboard. Whether the terminal obeys cannot be known.
pub fn copy(text: &str, terminal: &mut impl Write) -> io::Result<()> {
    queue!(terminal, CopyToClipboard::to_clipboard_from(text))?;
    terminal.flush()?;
    if env::var_os("TMUX").is_some() {
        let text = text.to_owned();
        thread::spawn(move || {
            // The terminal has been asked already; tmux is a second chance.
            let _ = give_to_tmux(&text);
        });
    }
    Ok(())
}

/// Loads a text into tmux's buffer, and from there to its terminal's clipboard (`-w`).
fn give_to_tmux(text: &str) -> io::Result<()> {
    let mut tmux = Command::new("tmux")
        .args(["load-buffer", "-w", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    if let Some(mut input) = tmux.stdin.take() {
        input.write_all(text.as_bytes())?;
    }
    tmux.wait().map(drop)
}
