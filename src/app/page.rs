//! The page of the selected episode: its header, its notes laid out, its links.
//!
//! Owns what the detail pane scrolls through, as lines for one width. It must not read files:
//! the notes arrive later than the page, which says so until they do.

use std::sync::Arc;

use jiff::civil::Date;
use ratatui::text::{Line, Span};

use crate::address::Address;
use crate::episode::{Episode, Role};
use crate::library::{Entry, EpisodeId, Library};
use crate::markdown::{self, LinkSpan, Place, Rendered};
use crate::notes;
use crate::theme;

use super::PageLinks;

/// Lines longer than this are tiring to read, in columns.
const MEASURE: u16 = 96;

/// An episode on show.
#[derive(Clone, Debug)]
pub struct Page {
    /// Whose page it is.
    pub id: EpisodeId,
    /// The body of the notes.
    pub notes: PageNotes,
    /// Everything the detail pane shows, laid out for `width`.
    pub document: Rendered,
    /// Index of the first line shown.
    pub scroll: usize,
    /// The links, with their labels.
    pub links: PageLinks,
    /// The width `document` was laid out for, in columns.
    width: u16,
    /// The reading of the episode, and its address on the show's site, that `links` and the
    /// header were made from.
    made_from: (Arc<Entry>, Option<Address>),
}

/// The body of the notes on its way to the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageNotes {
    /// Being read.
    Waiting,
    /// As Markdown, without the header.
    Ready(String),
    /// Unreadable, for this reason.
    Failed(String),
}

impl Page {
    /// The page of an episode whose notes are still to come.
    pub fn new(entry: &Arc<Entry>, library: &Library) -> Self {
        Self {
            id: entry.id.clone(),
            notes: PageNotes::Waiting,
            document: Rendered::default(),
            scroll: 0,
            links: PageLinks::of_episode(&entry.episode, library),
            width: 0,
            made_from: (Arc::clone(entry), library.page_address(&entry.episode)),
        }
    }

    /// Takes in a library that has changed, if that changed this page: scroll and selection stay.
    pub fn refresh(&mut self, entry: &Arc<Entry>, library: &Library) {
        let address = library.page_address(&entry.episode);
        let (made_from, made_with) = &self.made_from;
        if Arc::ptr_eq(made_from, entry) && *made_with == address {
            return;
        }
        self.made_from = (Arc::clone(entry), address);
        let old =
            std::mem::replace(&mut self.links, PageLinks::of_episode(&entry.episode, library));
        self.links.offset = old.offset;
        self.links.select_as_in(&old);
        self.width = 0;
    }

    /// Takes in the text of the notes file.
    pub fn set_notes(&mut self, text: Result<String, String>) {
        self.notes = match text {
            Ok(text) => PageNotes::Ready(notes::readable(&text)),
            Err(reason) => PageNotes::Failed(reason),
        };
        self.width = 0;
    }

    /// Lays the page out for a width in columns, unless it already is.
    pub fn lay_out(&mut self, width: u16, episode: &Episode) {
        let width = width.min(MEASURE);
        if self.width == width {
            return;
        }
        self.width = width;
        let mut lines = header(episode, width);
        let body = match &self.notes {
            PageNotes::Waiting => Rendered::default(),
            PageNotes::Ready(markdown) => markdown::render(markdown, width, &theme::NOTES),
            PageNotes::Failed(reason) => {
                let text = format!("The notes could not be read: {reason}.");
                let lines = markdown::wrap(&[Span::styled(text, theme::FAILED)], width);
                Rendered { lines, links: Vec::new() }
            }
        };
        if !body.lines.is_empty() {
            lines.push(Line::default());
        }
        let down = lines.len();
        lines.extend(body.lines);
        let links = body.links.into_iter().map(|link| moved(link, down)).collect();
        self.document = Rendered { lines, links };
    }

    /// Scrolls by lines, as far as there is something to show.
    pub fn scroll_by(&mut self, delta: isize, height: usize) {
        self.scroll = self.scroll.saturating_add_signed(delta);
        self.clamp(height);
    }

    /// Leaves no empty lines below the last one while there are lines above.
    pub fn clamp(&mut self, height: usize) {
        self.scroll = self.scroll.min(self.document.lines.len().saturating_sub(height));
    }

    /// The link whose text covers a cell of the document.
    pub fn link_at(&self, row: usize, column: u16) -> Option<&LinkSpan> {
        let covers = |place: &Place| place.row == row && place.columns.contains(&column);
        self.document.links.iter().find(|link| link.places.iter().any(covers))
    }
}

fn moved(mut link: LinkSpan, down: usize) -> LinkSpan {
    for place in &mut link.places {
        place.row += down;
    }
    link
}

/// Title, date, people and tags.
fn header(episode: &Episode, width: u16) -> Vec<Line<'static>> {
    let mut lines = markdown::wrap(&[Span::styled(episode.title.clone(), theme::STRONG)], width);
    if let Some(date) = episode.date {
        lines.extend(markdown::wrap(&[Span::styled(long_date(date), theme::QUIET)], width));
    }
    for (role, before) in [(Role::Guest, "with "), (Role::Host, "hosted by ")] {
        let names: Vec<&str> = episode.people_in(role).map(|person| person.name.as_str()).collect();
        if !names.is_empty() {
            let style = match role {
                Role::Guest => theme::STRONG,
                Role::Host => theme::QUIET,
            };
            let spans =
                [Span::styled(before, theme::QUIET), Span::styled(enumerated(&names), style)];
            lines.extend(markdown::wrap(&spans, width));
        }
    }
    if !episode.tags.is_empty() {
        let tags: Vec<String> = episode.tags.iter().map(|tag| format!("#{tag}")).collect();
        lines.extend(markdown::wrap(&[Span::styled(tags.join("  "), theme::TAG)], width));
    }
    lines
}

/// `A`, `A and B`, `A, B and C`.
fn enumerated(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// `25 January 2016`.
fn long_date(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}
