//! An episode's notes, understood and laid out.
//!
//! Owns what is made of notes before the model sees them, so that a page of any length is made
//! on another thread than the loop's. It must not know the library or what is on show.

use crate::episode::Episode;
use crate::loader::Notes;
use crate::markdown;
use crate::theme;

use super::Document;

/// An episode's notes, laid out for one width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// What they say.
    pub episode: Episode,
    /// The width they are laid out for, in columns.
    pub width: u16,
    /// Their lines and links.
    pub document: Document,
}

impl Body {
    /// Lays notes out for a width in columns.
    pub fn new(notes: Notes, width: u16) -> Self {
        let Notes { episode, markdown } = notes;
        let body = markdown::render(&markdown, width, &theme::NOTES);
        let document = Document::of_notes(body, episode.date);
        Self { episode, width, document }
    }
}
