//! What stands at the right end of the rows of a list, in columns.
//!
//! Owns how wide they are, the same for all rows, and what a row has of them. It must not know
//! what they say.

use ratatui::text::Span;

use crate::fuzzy::Found;
use crate::theme;
use crate::view::{End, EndKind, Field, Place};
use crate::width;

use super::pane;

/// Columns a row leaves to what it is about, before anything stands at its end.
const MAIN: usize = 11;

/// Columns between that and what stands at its end.
const BETWEEN: usize = 2;

/// The most columns a name takes.
const NAME: usize = 20;

/// The columns at the end of the rows that are in sight.
pub(super) struct Ends {
    ends: &'static [End],
    widths: Vec<usize>,
}

impl Ends {
    /// The columns for rows that have these cells and so much room, that for what they are about
    /// counted in; none of figures, where that leaves too little.
    pub(super) fn new(ends: &'static [End], rows: &[&[String]], room: usize) -> Self {
        let left = room.saturating_sub(MAIN + BETWEEN);
        let widths: Vec<usize> = ends
            .iter()
            .enumerate()
            .map(|(at, end)| {
                let cells = rows.iter().filter_map(|cells| cells.get(at));
                let widest = cells.map(|cell| width::columns(cell)).max().unwrap_or(0);
                match end.kind {
                    EndKind::Word | EndKind::Count => widest.max(width::columns(end.heading)),
                    // Whoever scrolls would see a column as wide as its names move.
                    EndKind::Name if widest > 0 => (room / 2).min(NAME).min(left),
                    EndKind::Name => 0,
                }
            })
            .collect();
        let all = Self { ends, widths };
        // Half a column of figures would mislead.
        let is_cut = all.has_heading() && all.columns() > left;
        if is_cut { Self { ends: &[], widths: Vec::new() } } else { all }
    }

    /// What stands above the columns, if that needs saying.
    pub(super) fn heading(&self) -> Option<String> {
        let headings: Vec<String> = self.ends.iter().map(|end| end.heading.to_owned()).collect();
        let spans = self.spans(&headings, &[], &[])?;
        let texts: Vec<&str> = spans.iter().map(|span| span.content.as_ref()).collect();
        Some(texts.concat().trim_start().to_owned())
    }

    /// The end of a row, with what was found of the fields it shows marked. What the row is about
    /// may take the columns in front that the row has nothing in.
    pub(super) fn spans(
        &self,
        cells: &[String],
        fields: &[Field<'_>],
        found: &[Found],
    ) -> Option<Vec<Span<'static>>> {
        let from = cells.iter().position(|cell| !cell.is_empty())?;
        let shown = self.ends.iter().zip(&self.widths).zip(cells).skip(from);
        let mut spans = Vec::new();
        for ((end, &room), cell) in shown.filter(|((_, room), _)| **room > 0) {
            let before = if spans.is_empty() { BETWEEN } else { end.kind.between() };
            let air = " ".repeat(room.saturating_sub(width::columns(cell)));
            let field = fields.iter().position(|field| {
                field.place == Place::Aside && !field.text.is_empty() && field.text == *cell
            });
            let found = found.iter().find(|found| Some(found.field) == field);
            let marks = found.map_or(&[][..], |found| &found.characters);
            let text = pane::marked(cell, marks, room, theme::QUIET);
            spans.push(Span::raw(" ".repeat(before)));
            match end.kind {
                EndKind::Word | EndKind::Name => {
                    spans.extend(text);
                    spans.push(Span::raw(air));
                }
                EndKind::Count => {
                    spans.push(Span::raw(air));
                    spans.extend(text);
                }
            }
        }
        (!spans.is_empty()).then_some(spans)
    }

    fn has_heading(&self) -> bool {
        self.ends.iter().any(|end| !end.heading.is_empty())
    }

    fn columns(&self) -> usize {
        let between = self.ends.iter().skip(1).map(|end| end.kind.between());
        self.widths.iter().sum::<usize>() + between.sum::<usize>()
    }
}

impl EndKind {
    /// Columns before it, when another column comes first: enough to tell a text from a figure.
    const fn between(self) -> usize {
        match self {
            Self::Word | Self::Name => 2,
            Self::Count => 1,
        }
    }
}
