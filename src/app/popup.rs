//! What lies over the panes: the help, and the files that could not be read.
//!
//! Owns the popups' text as rows and their scrolling. It must not draw.

use ratatui::layout::{Rect, Size};

use crate::keymap::{self, Section};
use crate::layout;
use crate::loader::FileProblem;
use crate::width;

/// A text over the panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Popup {
    /// What it shows.
    pub kind: PopupKind,
    /// Index of the first row shown.
    pub scroll: usize,
}

/// What a popup shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PopupKind {
    /// The keys.
    Help,
    /// What could not be read.
    Problems,
}

/// A row of a popup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PopupRow {
    /// Air.
    Gap,
    /// What the rows below are about.
    Heading(String),
    /// Keys and what they do.
    Keys(String, String),
    /// A sentence.
    Text(String),
}

/// Columns for the keys, beside what they do.
pub const KEYS_WIDTH: usize = 18;

/// Columns a popup's text takes at most, the frame and its air left out.
const TEXT_WIDTH: u16 = 74;

impl Popup {
    /// A popup, at its top.
    pub const fn new(kind: PopupKind) -> Self {
        Self { kind, scroll: 0 }
    }

    /// The words on the popup's frame.
    pub const fn title(self) -> &'static str {
        match self.kind {
            PopupKind::Help => "Keys",
            PopupKind::Problems => "What could not be read",
        }
    }

    /// The rows, for a screen of this size.
    pub fn rows(self, problems: &[FileProblem], size: Size) -> Vec<PopupRow> {
        match self.kind {
            PopupKind::Help => help(),
            PopupKind::Problems => problem_rows(problems, Self::text_width(size)),
        }
    }

    /// Where the popup is on a screen of this size, with its frame.
    pub fn area(self, problems: &[FileProblem], size: Size) -> Rect {
        let rows = self.rows(problems, size).len().saturating_add(2);
        let height = u16::try_from(rows).unwrap_or(u16::MAX);
        let widest = self
            .rows(problems, size)
            .iter()
            .map(columns)
            .max()
            .unwrap_or(0);
        let width = u16::try_from(widest)
            .unwrap_or(u16::MAX)
            .clamp(24, TEXT_WIDTH)
            + 4;
        layout::popup(size, Size { width, height })
    }

    /// Scrolls by rows, as far as there is something to show.
    pub fn scroll_by(&mut self, delta: isize, problems: &[FileProblem], size: Size) {
        let height = usize::from(self.area(problems, size).height.saturating_sub(2));
        let last = self.rows(problems, size).len().saturating_sub(height);
        self.scroll = self.scroll.saturating_add_signed(delta).min(last);
    }

    fn text_width(size: Size) -> u16 {
        TEXT_WIDTH.min(size.width.saturating_sub(4)).max(1)
    }
}

fn columns(row: &PopupRow) -> usize {
    match row {
        PopupRow::Gap => 0,
        PopupRow::Heading(text) | PopupRow::Text(text) => width::columns(text),
        PopupRow::Keys(_, help) => KEYS_WIDTH + width::columns(help),
    }
}

fn help() -> Vec<PopupRow> {
    let mut rows = Vec::new();
    for section in Section::ALL {
        if !rows.is_empty() {
            rows.push(PopupRow::Gap);
        }
        rows.push(PopupRow::Heading(section.title().to_owned()));
        rows.extend(
            keymap::section(section).map(|(keys, help)| PopupRow::Keys(keys, help.to_owned())),
        );
    }
    rows
}

fn problem_rows(problems: &[FileProblem], width: u16) -> Vec<PopupRow> {
    let wrapped = |text: String| {
        let lines = crate::markdown::wrap(&[text.into()], width);
        lines
            .into_iter()
            .map(|line| PopupRow::Text(line.to_string()))
            .collect::<Vec<_>>()
    };
    if problems.is_empty() {
        return wrapped("Every file was read.".to_owned());
    }
    let mut rows = Vec::new();
    for (skipped, heading) in [(true, "Left out"), (false, "Read, but damaged")] {
        let mut of_kind = problems.iter().filter(|p| p.skipped == skipped).peekable();
        if of_kind.peek().is_none() {
            continue;
        }
        if !rows.is_empty() {
            rows.push(PopupRow::Gap);
        }
        rows.push(PopupRow::Heading(heading.to_owned()));
        for FileProblem { file, reason, .. } in of_kind {
            rows.extend(wrapped(format!("{file}: {reason}")));
        }
    }
    rows
}
