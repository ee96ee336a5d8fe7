//! The line on top: what it says of the show, the views and what goes on, and where.
//!
//! Owns which of it goes where there is no room. It must not know what it looks like: that is for
//! whoever draws it.

use crate::view::{View, grouped};
use crate::width;

use super::Model;

/// Columns left free on either side.
pub const MARGIN: u16 = 1;

/// Columns between what stands on either side, at least.
const BETWEEN: usize = 2;

/// What the header says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// From the left.
    pub left: Vec<HeaderPiece>,
    /// Up to the right.
    pub right: Vec<HeaderPiece>,
}

/// A piece of the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderPiece {
    /// Its text.
    pub text: String,
    /// What it is.
    pub kind: HeaderKind,
}

/// What a piece of the header is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderKind {
    /// The name of the show.
    Show,
    /// The name of a view.
    View(View),
    /// How many items a view has.
    Count(View),
    /// Where the notes are from.
    Source,
    /// A mode that holds.
    Mode,
    /// How far loading or searching is.
    Progress,
    /// Air.
    Gap,
}

impl Header {
    /// What there is room for in so many columns.
    pub(super) fn new(model: &Model, width: u16) -> Self {
        let room = usize::from(width.saturating_sub(2 * MARGIN));
        let right = right(model, room / 2);
        let taken = columns(&right);
        let left = left(model, room.saturating_sub(if taken == 0 { 0 } else { taken + BETWEEN }));
        Self { left, right }
    }

    /// The view whose name or count stands in a column.
    pub fn view_at(&self, column: u16) -> Option<View> {
        let mut at = usize::from(MARGIN);
        let piece = self.left.iter().find(|piece| {
            let start = at;
            at += width::columns(&piece.text);
            (start..at).contains(&usize::from(column))
        });
        match piece?.kind {
            HeaderKind::View(view) | HeaderKind::Count(view) => Some(view),
            HeaderKind::Show
            | HeaderKind::Source
            | HeaderKind::Mode
            | HeaderKind::Progress
            | HeaderKind::Gap => None,
        }
    }
}

impl HeaderPiece {
    fn new(text: impl Into<String>, kind: HeaderKind) -> Self {
        Self { text: text.into(), kind }
    }

    fn gap(columns: usize) -> Self {
        Self::new(" ".repeat(columns), HeaderKind::Gap)
    }
}

/// How many columns pieces take.
fn columns(pieces: &[HeaderPiece]) -> usize {
    pieces.iter().map(|piece| width::columns(&piece.text)).sum()
}

/// The show and the views. What has no room goes: where the notes are from, then the counts of
/// the views not on show, then the show's name.
fn left(model: &Model, room: usize) -> Vec<HeaderPiece> {
    let show = model.library.show().unwrap_or("Show notes");
    let show = vec![HeaderPiece::new(show, HeaderKind::Show), HeaderPiece::gap(3)];
    let source =
        vec![HeaderPiece::gap(3), HeaderPiece::new(model.source.as_str(), HeaderKind::Source)];
    let (full, brief) = (views(model, true), views(model, false));
    let candidates = [
        [show.clone(), full.clone(), source].concat(),
        [show.clone(), full.clone()].concat(),
        full,
        [show, brief.clone()].concat(),
        brief,
    ];
    let fitting = candidates.into_iter().find(|pieces| columns(pieces) <= room);
    fitting.unwrap_or_else(|| {
        let name = width::truncate(model.view.listing().title(), room);
        vec![HeaderPiece::new(name, HeaderKind::View(model.view))]
    })
}

fn views(model: &Model, counts: bool) -> Vec<HeaderPiece> {
    let mut pieces = Vec::new();
    for view in View::ALL {
        if !pieces.is_empty() {
            pieces.push(HeaderPiece::gap(if counts { 3 } else { 2 }));
        }
        pieces.push(HeaderPiece::new(view.listing().title(), HeaderKind::View(view)));
        if counts && !model.library.is_empty() {
            let count = grouped(view.listing().count(&model.library));
            pieces.push(HeaderPiece::new(format!(" {count}"), HeaderKind::Count(view)));
        }
    }
    pieces
}

/// Which mode holds, and what goes on.
fn right(model: &Model, room: usize) -> Vec<HeaderPiece> {
    let mut pieces = Vec::new();
    if model.archive {
        pieces.push(HeaderPiece::new(" archive ", HeaderKind::Mode));
    }
    let progress = width::truncate(&progress(model), room);
    if !progress.is_empty() {
        if !pieces.is_empty() {
            pieces.push(HeaderPiece::gap(2));
        }
        pieces.push(HeaderPiece::new(progress, HeaderKind::Progress));
    }
    pieces
}

fn progress(model: &Model) -> String {
    match (model.loading.running, model.loading.found) {
        (true, None) => "Looking for notes…".to_owned(),
        (true, Some(found)) => {
            format!("Reading {} of {}…", grouped(model.loading.read), grouped(found))
        }
        (false, _) if model.searching.running => {
            let (searched, all) = (model.searching.searched, model.library.len());
            format!("Searching {} of {}…", grouped(searched), grouped(all))
        }
        (false, _) => String::new(),
    }
}
