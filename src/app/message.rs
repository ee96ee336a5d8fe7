//! What reaches the model and what it asks for.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossterm::event::MouseEvent;
use ratatui::layout::Size;

use crate::address::Address;
use crate::fulltext::SearchEvent;
use crate::keymap::Key;
use crate::library::EpisodeId;
use crate::loader::{Again, Changed, LoadEvent, Repairs};
use crate::query::Sought;

use super::Body;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// The terminal has a new size.
    Resize(Size),
    /// The loader, started with this number, has something.
    Load(u64, LoadEvent),
    /// Notes have changed on disk.
    FilesChanged(Changed),
    /// What came of reading some files again, asked for under this number.
    Again(u64, Box<Again>),
    /// Changes on disk are not noticed, or not all of them, for this reason.
    NotWatched(String),
    /// The notes of an episode, or why they could not be read.
    Notes(EpisodeId, Result<Box<Body>, String>),
    /// What had to be repaired in all notes.
    Repairs(Repairs),
    /// The search through all notes, started with this number, has something.
    Searched(u64, SearchEvent),
    /// An address was given to the browser, or why it could not be.
    Opened(Address, Result<(), String>),
    /// The program is asked to leave the foreground.
    SuspendRequested,
    /// The program cannot leave the foreground: nobody could bring it back.
    CannotSuspend,
    /// The program was stopped and goes on: another may have used the terminal.
    Continued,
    /// The program is asked to end, by a signal with this number.
    Terminated(i32),
}

/// Something to be done outside the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Do something beside the program, which goes on.
    Task(Task),
    /// Give an address to the browser; answer with [`Message::Opened`].
    Open(Address),
    /// Put a text on the clipboard.
    Copy(String),
    /// Leave the foreground until told to continue.
    Suspend,
    /// Take the terminal over again.
    Resume,
    /// Draw everything anew.
    Redraw,
    /// End the program, with the number of the signal that asked for it, if one did.
    Quit(Option<i32>),
}

/// Something to be done that needs no terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Load all notes; answer with [`Message::Load`] under this number.
    Load(u64),
    /// The same, and read every file, whatever was kept of it.
    Reload(u64),
    /// Read these files again; answer with [`Message::Again`] under this number.
    ReadAgain(u64, Vec<PathBuf>),
    /// Read the notes of an episode and lay them out for a width in columns; answer with
    /// [`Message::Notes`].
    ReadNotes(EpisodeId, Arc<Path>, u16),
    /// Read all notes for what has to be repaired in them; answer with [`Message::Repairs`].
    ReadRepairs,
    /// Look for texts in the notes of these episodes, in this order; answer with
    /// [`Message::Searched`] under this number.
    SearchFiles(u64, FileSearch),
    /// Stop looking for texts.
    StopSearch,
}

/// What is looked for, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSearch {
    /// What is looked for.
    pub sought: Vec<Sought>,
    /// Where, in this order.
    pub files: Vec<(EpisodeId, Arc<Path>)>,
}
