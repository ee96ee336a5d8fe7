//! What lies over the panes: the keys, and what had to be repaired or could not be read.
//!
//! Owns the popups' text as rows, their place and their scrolling. It must not draw.

use ratatui::layout::{Rect, Size};

use crate::keymap::{self, Section};
use crate::layout;
use crate::loader::{FileProblem, Repairs};
use crate::markdown;
use crate::query;
use crate::view::more_of;
use crate::width;

use super::{Layer, Model};

/// A text over the panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Popup {
    /// What it shows.
    pub kind: PopupKind,
    /// Index of the first row shown.
    pub scroll: usize,
    /// Whether a filter is being typed below it, to be gone on with when it is closed.
    pub over_filter: bool,
}

/// What a popup shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PopupKind {
    /// The keys.
    Help,
    /// What can be typed as a filter.
    Queries,
    /// What had to be repaired or could not be read.
    Problems,
}

/// A row of a popup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PopupRow {
    /// Air.
    Gap,
    /// What the rows below are about.
    Heading(String),
    /// Keys and what they do; where both have no room side by side, the words come below.
    Keys(String, String),
    /// A sentence.
    Text(String),
}

/// Columns for the keys, beside what they do.
pub const KEYS_WIDTH: usize = 20;

/// Columns a popup's text takes at most, the frame and its air left out.
const TEXT_WIDTH: u16 = 74;

/// Columns of the frame and its air, on both sides together.
const FRAME_WIDTH: u16 = 4;

impl Popup {
    /// A popup, at its top.
    pub const fn new(kind: PopupKind) -> Self {
        Self { kind, scroll: 0, over_filter: false }
    }

    /// The words on the popup's frame.
    pub const fn title(self) -> &'static str {
        match self.kind {
            PopupKind::Help => "Keys",
            PopupKind::Queries => "Filter",
            PopupKind::Problems => "Problems",
        }
    }
}

/// Columns of the palette, and rows of entries it shows at most.
const PALETTE: Size = Size { width: 64, height: 16 };

impl Model {
    /// Where the palette is, with its frame.
    pub fn palette_area(&self) -> Rect {
        let height = PALETTE.height + 3;
        layout::popup(self.size, Size { width: PALETTE.width + FRAME_WIDTH, height })
    }

    /// Where the entries of the palette are, below what is typed; empty where there is no room for
    /// the palette.
    pub fn palette_rows(&self) -> Rect {
        let Rect { x, y, width, height } = self.palette_area();
        if width < 5 || height < 4 {
            return Rect::default();
        }
        Rect { x: x + 1, y: y + 2, width: width - 2, height: height - 3 }
    }

    /// How many entries of the palette are in sight.
    pub fn palette_height(&self) -> usize {
        self.palette_rows().height.into()
    }

    /// The rows of a popup, wrapped to the screen.
    pub fn popup_rows(&self, popup: Popup) -> Vec<PopupRow> {
        let width = TEXT_WIDTH.min(self.size.width.saturating_sub(FRAME_WIDTH)).max(1);
        match popup.kind {
            PopupKind::Help => help(width),
            PopupKind::Queries => queries(width),
            PopupKind::Problems => self.problem_rows(width),
        }
    }

    /// Where a popup is, with its frame.
    pub fn popup_area(&self, popup: Popup) -> Rect {
        self.area_of(&self.popup_rows(popup))
    }

    /// Where a popup with these rows is, with its frame.
    pub fn area_of(&self, rows: &[PopupRow]) -> Rect {
        let height = u16::try_from(rows.len() + 2).unwrap_or(u16::MAX);
        let widest = rows.iter().map(columns).max().unwrap_or(0);
        let width = u16::try_from(widest).unwrap_or(u16::MAX).clamp(24, TEXT_WIDTH);
        layout::popup(self.size, Size { width: width + FRAME_WIDTH, height })
    }

    /// Scrolls the popup by rows, as far as there is something to show.
    pub(super) fn scroll_popup(&mut self, delta: isize) {
        let Layer::Popup(popup) = self.layer else {
            return;
        };
        let rows = self.popup_rows(popup);
        let height = usize::from(self.area_of(&rows).height.saturating_sub(2));
        let last = rows.len().saturating_sub(height);
        let scroll = popup.scroll.saturating_add_signed(delta).min(last);
        self.layer = Layer::Popup(Popup { scroll, ..popup });
    }

    fn problem_rows(&self, width: u16) -> Vec<PopupRow> {
        let mut rows = Vec::new();
        for (skipped, heading) in [(true, "Left out"), (false, "Read, but damaged")] {
            let of_kind = self.problems.iter().filter(|problem| problem.skipped == skipped);
            let told = of_kind.map(|FileProblem { file, line, reason, .. }| match line {
                Some(line) => format!("{file}:{line}: {reason}"),
                None => format!("{file}: {reason}"),
            });
            add_group(&mut rows, heading, told, width);
        }
        let Some(Repairs { told, count }) = &self.repairs else {
            rows.push(PopupRow::Text("Looking for what had to be repaired…".to_owned()));
            return rows;
        };
        let repairs = told
            .iter()
            .map(|repair| format!("{}:{}: {}", repair.file, repair.line, repair.message));
        add_group(&mut rows, "Repaired while reading", repairs, width);
        let more = count.saturating_sub(told.len());
        if more > 0 {
            rows.push(PopupRow::Text(format!("{}: shownotes check lists all", more_of(more))));
        }
        if rows.is_empty() {
            rows.push(PopupRow::Text("Every file was read as it stands.".to_owned()));
        }
        rows
    }
}

fn columns(row: &PopupRow) -> usize {
    match row {
        PopupRow::Gap => 0,
        PopupRow::Heading(text) | PopupRow::Text(text) => width::columns(text),
        PopupRow::Keys(_, help) => KEYS_WIDTH + width::columns(help),
    }
}

fn help(width: u16) -> Vec<PopupRow> {
    let mut rows = Vec::new();
    for section in Section::ALL {
        add_table(&mut rows, section.title(), keymap::section(section), width);
    }
    rows
}

fn queries(width: u16) -> Vec<PopupRow> {
    let mut rows = Vec::new();
    let forms = query::FORMS.iter().map(|&(form, finds)| (form.to_owned(), finds));
    add_table(&mut rows, "What can be typed", forms, width);
    let rules = [
        "All of it must match, in any order. Case and accents do not matter.",
        "What has spaces in it is quoted: @\"Cory Benfield\".",
        "Words find people, picks and tags by their own names, the other forms by their episodes: \
         #web among the people finds who was on an episode about it.",
    ];
    add_group(&mut rows, "How it is read", rules.into_iter().map(str::to_owned), width);
    rows
}

/// Adds a heading and below it keys, or what can be typed, and what that does.
fn add_table(
    rows: &mut Vec<PopupRow>,
    heading: &str,
    table: impl Iterator<Item = (String, &'static str)>,
    width: u16,
) {
    if !rows.is_empty() {
        rows.push(PopupRow::Gap);
    }
    rows.push(PopupRow::Heading(heading.to_owned()));
    for (keys, help) in table {
        let beside = KEYS_WIDTH + width::columns(help) <= usize::from(width);
        if beside && width::columns(&keys) < KEYS_WIDTH {
            rows.push(PopupRow::Keys(keys, help.to_owned()));
            continue;
        }
        rows.push(PopupRow::Keys(keys, String::new()));
        let lines = markdown::wrap(&[help.into()], width.saturating_sub(2));
        rows.extend(lines.iter().map(|line| PopupRow::Text(format!("  {line}"))));
    }
}

/// Adds a heading and sentences below it, unless there are none.
fn add_group(
    rows: &mut Vec<PopupRow>,
    heading: &str,
    sentences: impl Iterator<Item = String>,
    width: u16,
) {
    let mut sentences = sentences.peekable();
    if sentences.peek().is_none() {
        return;
    }
    if !rows.is_empty() {
        rows.push(PopupRow::Gap);
    }
    rows.push(PopupRow::Heading(heading.to_owned()));
    for sentence in sentences {
        let lines = markdown::wrap(&[sentence.as_str().into()], width);
        rows.extend(lines.iter().map(|line| PopupRow::Text(line.to_string())));
    }
}
