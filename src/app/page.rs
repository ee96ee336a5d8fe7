//! The page of the selected item: what it says, laid out, and its links.
//!
//! Owns what the detail pane shows of it: scrolling, the link and the match selected in it. It
//! must not read files or lay out notes: those arrive later than the page, laid out, and until
//! they do it shows what it has, its header or the notes as they were laid out before.

use ratatui::text::Span;

use crate::episode::Episode;
use crate::library::{Edition, Item, Library};
use crate::markdown::{self, Place, Rendered};
use crate::pattern::Pattern;
use crate::query::Query;
use crate::sheet::{Sheet, Target};
use crate::theme;
use crate::view::{MOST, View};

use super::found::Found;
use super::{Body, Document, Marks, PageLinks};

/// Lines longer than this are tiring to read, in columns.
pub(super) const MEASURE: u16 = 96;

/// Lines kept in sight above a match or link that is walked to.
const AROUND: usize = 3;

/// An item on show.
#[derive(Debug)]
pub struct Page {
    /// Whose page it is.
    pub item: Item,
    /// The body of an episode's notes.
    pub notes: PageNotes,
    /// Everything the detail pane shows, laid out.
    pub document: Document,
    /// Index of the first line shown.
    pub scroll: usize,
    /// The links, with their labels.
    pub links: PageLinks,
    /// The link selected in the text, by its index in the document.
    pub link: Option<usize>,
    /// The match walked to last, by its index in the document.
    pub at_match: Option<usize>,
    /// What the filter asked for when it was followed last, if it was.
    query: Option<Query>,
    /// Where the links have what it asks for; `None` until that is looked for.
    found: Option<Found>,
    sheet: Sheet,
    /// The width `document` was laid out for last, once it has been.
    laid_out: Option<u16>,
    /// Whether there is something to lay out that is not in `document`.
    is_due: bool,
    /// What was searched for in it.
    sought: Vec<Pattern>,
    /// The width an episode's notes were last asked for.
    asked: Option<u16>,
    edition: Edition,
    /// How many of a kind the page lists: as many as there are lines on the screen, until
    /// somebody does more with it than look.
    most: usize,
    /// What was shown before the page became wider or narrower, until it is scrolled or says
    /// something else: so it comes back to where it was when its width does.
    anchor: Option<Anchor>,
    /// Where the page was when it was left, until there is enough of it to go back there.
    left: Option<PagePlace>,
}

/// The body of an episode's notes on its way to the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageNotes {
    /// There is none: the page is of something else.
    None,
    /// Being read.
    Waiting,
    /// Read, and laid out for a width: its lines are the document's, above whose notes the sheet
    /// stands.
    Ready {
        /// What they say.
        episode: Box<Episode>,
        /// The width, in columns.
        width: u16,
    },
    /// Unreadable, for this reason.
    Failed(String),
}

/// A line of a page, to be found again where lines are broken elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Anchor {
    /// The width it is this row at.
    width: Option<u16>,
    row: usize,
    letters_above: usize,
}

/// Where in a page somebody was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PagePlace {
    top: Anchor,
    links: PageLinks,
    link: Option<usize>,
}

impl Page {
    /// The page of an item as far as it is in sight on a screen of so many lines; whole, where
    /// somebody comes back to it. An episode's notes are still to come.
    pub(super) fn new(
        item: Item,
        library: &Library,
        lines: usize,
        left: Option<PagePlace>,
    ) -> Self {
        let notes = match item {
            Item::Episode(_) => PageNotes::Waiting,
            Item::Person(_) | Item::Pick(_, _) | Item::Tag(_) => PageNotes::None,
        };
        let mut page = Self {
            item,
            notes,
            document: Document::default(),
            scroll: 0,
            links: PageLinks::default(),
            link: None,
            at_match: None,
            query: None,
            found: None,
            sheet: Sheet::default(),
            laid_out: None,
            is_due: true,
            sought: Vec::new(),
            asked: None,
            edition: library.edition(),
            anchor: None,
            most: if left.is_some() { MOST } else { lines.min(MOST) },
            left,
        };
        page.make(library);
        page
    }

    /// Takes in a library that has changed, if that changed this page: scroll and selection stay.
    pub(super) fn refresh(&mut self, library: &Library) {
        if self.edition != library.edition() {
            self.edition = library.edition();
            self.make(library);
        }
    }

    /// Makes all of the page, beyond what is in sight. Whether it has to be laid out again.
    pub(super) fn complete(&mut self, library: &Library) -> bool {
        if self.most < MOST {
            self.most = MOST;
            self.make(library);
        }
        self.is_due
    }

    /// Notes that they are asked for, for a width in columns. Whether they were not before.
    pub(super) fn ask(&mut self, width: u16) -> bool {
        self.asked.replace(width) != Some(width)
    }

    /// Whether notes are still to come that are asked for.
    pub fn is_awaited(&self) -> bool {
        match self.notes {
            PageNotes::Waiting => true,
            PageNotes::Ready { width, .. } => self.asked != Some(width),
            PageNotes::None | PageNotes::Failed(_) => false,
        }
    }

    /// Takes in the notes. Those for another width than the last one asked for come too late.
    pub(super) fn set_notes(&mut self, notes: Result<Box<Body>, String>, library: &Library) {
        self.notes = match notes {
            Ok(body) if self.asked != Some(body.width) => return,
            Ok(body) => {
                let Body { mut episode, width, document } = *body;
                if self.laid_out.is_some_and(|before| before != width) {
                    self.anchor = Some(self.top());
                }
                library.complete(&mut episode);
                self.document = document;
                PageNotes::Ready { episode: Box::new(episode), width }
            }
            Err(reason) => PageNotes::Failed(reason),
        };
        self.is_due = true;
        self.make(library);
    }

    /// What the notes say, once they are read.
    fn episode(&self) -> Option<&Episode> {
        match &self.notes {
            PageNotes::Ready { episode, .. } => Some(episode),
            PageNotes::None | PageNotes::Waiting | PageNotes::Failed(_) => None,
        }
    }

    fn make(&mut self, library: &Library) {
        let listing = View::of(self.item).listing();
        let mut sheet = listing.page(library, self.item, self.episode(), self.most);
        // Labels dealt before the notes are read would open something else once they are.
        if self.notes == PageNotes::Waiting {
            sheet.groups.clear();
        }
        if sheet == self.sheet {
            return;
        }
        let old = std::mem::replace(&mut self.links, PageLinks::new(&sheet));
        self.links.take_place_of(&old);
        self.found = None;
        self.sheet = sheet;
        self.is_due = true;
    }

    /// Lays the page out for a width in columns with these patterns found, unless it already is.
    pub(super) fn lay_out(&mut self, width: u16, patterns: &[Pattern]) {
        // Notes for another width are still to come: until then all stays as it is.
        let width = match self.notes {
            PageNotes::Ready { width, .. } => width,
            PageNotes::None | PageNotes::Waiting | PageNotes::Failed(_) => width,
        };
        let is_wider_or_narrower = self.laid_out.is_some_and(|before| before != width);
        if is_wider_or_narrower || self.is_due {
            // What says something else stays at its row.
            self.anchor = is_wider_or_narrower.then(|| self.top());
            if let PageNotes::Failed(reason) = &self.notes {
                self.document = Document::of_notes(failure(reason, width), None);
            }
            self.document.set_sheet(&self.sheet, width);
            self.link = self.link.filter(|&link| link < self.document.links.len());
            (self.laid_out, self.is_due) = (Some(width), false);
            self.scroll = self.anchor.map_or(self.scroll, |anchor| self.row_of(anchor));
        } else if self.sought == patterns {
            return;
        }
        self.document.search(patterns);
        let is_there = |at: &usize| self.sought == patterns && *at < self.document.matches.len();
        self.at_match = self.at_match.filter(is_there);
        self.sought = patterns.to_vec();
    }

    /// The first line shown.
    fn top(&self) -> Anchor {
        self.anchor.unwrap_or_else(|| Anchor {
            width: self.laid_out,
            row: self.scroll,
            letters_above: self.document.letters_above(self.scroll),
        })
    }

    /// The row that a line is now.
    fn row_of(&self, line: Anchor) -> usize {
        let is_as_it_was = line.width == self.laid_out;
        if is_as_it_was { line.row } else { self.document.row_below(line.letters_above) }
    }

    /// Goes back to where the page was left and to the first match, once all of it is there;
    /// leaves no empty lines below the last one while there are lines above.
    pub(super) fn settle(&mut self, height: usize) {
        if !self.is_awaited() {
            if let Some(left) = self.left.take() {
                (self.scroll, self.anchor) = (self.row_of(left.top), Some(left.top));
                self.link = left.link.filter(|&link| link < self.document.links.len());
                self.links.return_to(&left.links);
                self.at_match = self.document.matches.first().map(|_| 0);
            } else if self.at_match.is_none() && !self.document.matches.is_empty() {
                self.at_match = Some(0);
                self.reveal_match(height);
            }
        }
        self.clamp(height);
    }

    /// Marks what the filter asks for among the links and selects the best of it: whenever it
    /// asks for something else, and until a link is chosen.
    pub(super) fn follow(&mut self, query: &Query) {
        let asks_else = self.query.as_ref().is_some_and(|before| before != query);
        if self.query.as_ref() != Some(query) {
            (self.query, self.found) = (Some(query.clone()), None);
        }
        if self.found.is_none() {
            let found = self.found.insert(Found::new(&self.links.rows, query));
            if let Some(best) = found.best.filter(|_| asks_else || self.links.is_at_start()) {
                self.links.point_at(best);
            }
        }
    }

    /// What is marked in the row of links with this index.
    pub fn marks(&self, row: usize) -> Option<&Marks> {
        self.found.as_ref()?.marks(row)
    }

    /// Where the page is, to come back to.
    pub(super) fn place(&self) -> PagePlace {
        if let Some(left) = &self.left {
            // It has not been come back to yet.
            return left.clone();
        }
        PagePlace { top: self.top(), links: self.links.clone(), link: self.link }
    }

    /// Scrolls by lines, as far as there is something to show.
    pub fn scroll_by(&mut self, delta: isize, height: usize) {
        (self.scroll, self.anchor) = (self.scroll.saturating_add_signed(delta), None);
        self.clamp(height);
    }

    fn clamp(&mut self, height: usize) {
        self.scroll = self.scroll.min(self.document.lines.len().saturating_sub(height));
    }

    /// Walks to the next or previous match, around. Whether there is one.
    pub(super) fn walk_matches(&mut self, delta: isize, height: usize) -> bool {
        let count = self.document.matches.len();
        if count == 0 {
            return false;
        }
        let step = if delta < 0 { count - 1 } else { 1 };
        self.at_match = Some(self.at_match.map_or(0, |at| (at + step) % count));
        self.reveal_match(height);
        true
    }

    fn reveal_match(&mut self, height: usize) {
        let places = self.at_match.and_then(|at| self.document.matches.get(at));
        if let Some(row) = places.and_then(|places| first_row(places)) {
            self.reveal(row, height);
        }
    }

    /// Selects the next or previous link of the text: from the selected one, else from the first
    /// line shown. Whether there is one.
    pub(super) fn walk_links(&mut self, delta: isize, height: usize) -> bool {
        let links = &self.document.links;
        let row = |at: usize| links.get(at).and_then(|link| first_row(&link.places));
        let in_sight = |at: &usize| {
            row(*at).is_some_and(|row| (self.scroll..self.scroll + height).contains(&row))
        };
        let from = self.link.filter(in_sight);
        let next = match from {
            Some(at) => at.checked_add_signed(delta).filter(|&at| at < links.len()),
            None if delta > 0 => (0..links.len()).find(|&at| row(at) >= Some(self.scroll)),
            None => (0..links.len()).rev().find(|&at| row(at) < Some(self.scroll + height)),
        };
        let Some(at) = next.or(from) else {
            return false;
        };
        self.link = Some(at);
        if let Some(row) = row(at) {
            self.reveal(row, height);
        }
        if let Some(target) = self.link_target().cloned() {
            self.links.select_target(&target);
        }
        true
    }

    /// Where the link selected in the text leads.
    pub fn link_target(&self) -> Option<&Target> {
        self.link.and_then(|at| self.document.links.get(at)).map(|link| &link.target)
    }

    /// The links with a place among the lines shown, in the order of the text, each with the
    /// first such place.
    pub fn links_in_sight(&self, height: usize) -> impl Iterator<Item = (&Target, &Place)> {
        let rows = self.scroll..self.scroll + height;
        self.document.links.iter().filter_map(move |link| {
            let place = link.places.iter().find(|place| rows.contains(&place.row))?;
            Some((&link.target, place))
        })
    }

    /// Scrolls so that a line is shown with some of what is around it.
    fn reveal(&mut self, row: usize, height: usize) {
        let around = AROUND.min(height.saturating_sub(1) / 2);
        let highest = (row + around + 1).saturating_sub(height);
        let lowest = row.saturating_sub(around);
        self.scroll = self.scroll.clamp(highest.min(lowest), lowest);
        self.anchor = None;
        self.clamp(height);
    }
}

/// What stands in place of notes that could not be read.
fn failure(reason: &str, width: u16) -> Rendered {
    let text = format!("The notes could not be read: {reason}.");
    let lines = markdown::wrap(&[Span::styled(text, theme::FAILED)], width);
    Rendered { lines, links: Vec::new() }
}

fn first_row(places: &[Place]) -> Option<usize> {
    places.first().map(|place| place.row)
}
