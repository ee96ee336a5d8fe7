//! Everything the screen shows.
//!
//! Owns the state as one value and what follows from it: which layer has the keyboard, where
//! the panes are, what the status says. Only [`super::update`] and [`super::settle`] change it.

use std::borrow::Cow;
use std::collections::{HashSet, VecDeque};

use jiff::civil::Date;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use crate::address::Address;
use crate::keymap::Context;
use crate::layout::{Pane, Screen};
use crate::library::{EpisodeId, Item, Library};
use crate::loader::{Changed, FileProblem, Repairs};
use crate::markdown;
use crate::pattern::Pattern;
use crate::query::{Sought, Want, Within};
use crate::search::Hits;
use crate::sheet::Target;
use crate::theme;
use crate::view::{Order, View};
use crate::width;

use super::ahead::Waiting;
use super::history::{History, Reading};
use super::page::{MEASURE, PagePlace};
use super::{Header, List, Page, Palette, Popup, Task};

/// Everything the screen shows.
#[derive(Debug)]
pub struct Model {
    /// The size of the terminal.
    pub size: Size,
    /// Where the episodes come from, as people say it: `./episodes`, `built-in catalogue`.
    pub source: String,
    /// All episodes read so far.
    pub library: Library,
    /// How far the loader is.
    pub loading: Loading,
    /// What could not be read.
    pub problems: Vec<FileProblem>,
    /// What had to be repaired in what was read, once somebody has asked.
    pub(super) repairs: Option<Repairs>,
    /// What the list pane lists.
    pub view: View,
    /// The list of each view, in the order of the bar.
    pub(super) lists: [List; View::ALL.len()],
    /// What was found in the text of the notes.
    pub hits: Hits,
    /// How far the search through the notes is.
    pub searching: Searching,
    /// Whether notes have changed since they were searched.
    pub(super) search_due: bool,
    /// The pane that has the focus.
    pub focus: Pane,
    /// What has the keyboard.
    pub layer: Layer,
    /// The page of the selected item.
    pub page: Option<Page>,
    /// Whether links are opened as the Wayback Machine kept them.
    pub archive: bool,
    /// Whether links are to be the terminal's own as well.
    pub hyperlinks: bool,
    /// What was just done or went wrong, until the next key.
    pub notice: Option<Notice>,
    /// Where one was before.
    pub(super) history: History,
    /// What was read when the filter that is being typed was begun.
    pub(super) read_before: Option<Reading>,
    /// Where to go back to in the page about to be made.
    pub(super) returning: Option<(Item, PagePlace)>,
    /// What the user has done before the notes it is meant for were read, in its order.
    pub(super) ahead: VecDeque<Waiting>,
}

/// What to begin with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beginning {
    /// The view on show.
    pub view: View,
    /// The order of its list; the view's own when `None`.
    pub order: Option<Order>,
    /// Its filter.
    pub filter: String,
}

/// What has the keyboard; one thing at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layer {
    /// The panes.
    Browse,
    /// The filter being typed.
    Filter,
    /// The label of a link in the notes being typed.
    Follow(String),
    /// The palette.
    Palette(Palette),
    /// A text over the panes.
    Popup(Popup),
}

/// Columns before what is said of a filter.
pub const TOLD_INDENT: u16 = 3;

/// From this width on the rows of the list have a date and what stands at their end, in columns.
pub const TAIL_FROM: u16 = 30;

/// The parts of the list pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListAreas {
    /// The filter's lines, when there are any.
    pub prompt: Option<Rect>,
    /// The line that says what stands at the end of the rows, when that needs saying.
    pub heading: Option<Rect>,
    /// The rows.
    pub rows: Rect,
}

impl ListAreas {
    /// Takes lines off the top of the rows.
    fn take(&mut self, lines: u16) -> Rect {
        let lines = lines.min(self.rows.height);
        let taken = Rect { height: lines, ..self.rows };
        self.rows = Rect { y: self.rows.y + lines, height: self.rows.height - lines, ..self.rows };
        taken
    }
}

/// How far the search through the notes is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Searching {
    /// Which search is under way or was last; what others say is ignored.
    pub number: u64,
    /// Whether it is under way.
    pub running: bool,
    /// How many notes have been searched.
    pub searched: usize,
}

/// How far the loader is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loading {
    /// Which load is under way or was last; what others say is ignored.
    pub number: u64,
    /// Whether it is under way.
    pub running: bool,
    /// How many files there are, once that is known.
    pub found: Option<usize>,
    /// How many of them were read.
    pub read: usize,
    /// The episodes this load has seen, to forget the others at its end.
    pub(super) seen: HashSet<EpisodeId>,
    /// Whether nobody asked for it: it follows a change on disk.
    pub(super) unasked: bool,
    /// Whether single files are being read again, under the number of this load.
    pub(super) again: bool,
    /// What has changed on disk since it was read, to be read again when nothing else is read.
    pub(super) changed: Option<Changed>,
}

/// Something to tell, on the status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A fact.
    Info(String),
    /// Something done.
    Done(String),
    /// Something that went wrong.
    Failed(String),
    /// Files are missing; taken back when they are no longer.
    Missing(String),
}

impl Notice {
    /// What it says.
    pub fn text(&self) -> &str {
        match self {
            Self::Info(text) | Self::Done(text) | Self::Failed(text) | Self::Missing(text) => text,
        }
    }
}

/// Columns left free on either side of the status.
pub const STATUS_MARGIN: u16 = 1;

impl Model {
    /// The state at the start, and the load to begin with.
    pub fn new(size: Size, source: String, notice: Option<Notice>) -> (Self, Task) {
        let mut model = Self {
            size,
            source,
            library: Library::default(),
            loading: Loading::default(),
            problems: Vec::new(),
            repairs: None,
            view: View::default(),
            lists: View::ALL.map(List::new),
            hits: Hits::default(),
            searching: Searching::default(),
            search_due: false,
            focus: Pane::List,
            layer: Layer::Browse,
            page: None,
            archive: false,
            hyperlinks: false,
            notice,
            history: History::default(),
            read_before: None,
            returning: None,
            ahead: VecDeque::new(),
        };
        let number = model.start_load();
        (model, Task::Load(number))
    }

    /// Begins with another view, order and filter than the usual.
    pub fn begin(&mut self, beginning: &Beginning) {
        self.view = beginning.view;
        let list = self.list_mut();
        if let Some(order) = beginning.order {
            list.set_order(order);
        }
        list.edit_filter(|filter| filter.insert(&beginning.filter));
    }

    /// Begins a load and gives its number; what an earlier one still says is ignored from now on.
    pub(super) fn start_load(&mut self) -> u64 {
        let number = self.loading.number + 1;
        self.loading = Loading { number, running: true, ..Loading::default() };
        self.problems.clear();
        number
    }

    /// The list of the view on show.
    pub fn list(&self) -> &List {
        &self.lists[self.view.index()]
    }

    /// The list of the view on show, to be changed.
    pub(super) fn list_mut(&mut self) -> &mut List {
        &mut self.lists[self.view.index()]
    }

    /// Which keys hold.
    pub const fn context(&self) -> Context {
        match self.layer {
            Layer::Browse => Context::Browse,
            Layer::Filter => Context::Filter,
            Layer::Follow(_) => Context::Follow,
            Layer::Palette(_) => Context::Palette,
            Layer::Popup(_) => Context::Popup,
        }
    }

    /// Where everything is.
    pub fn screen(&self) -> Screen {
        Screen::new(self.size, self.focus, self.status_rows())
    }

    /// The columns a page is laid out for: those of its pane, or those that would have on a
    /// screen that shows one at a time.
    pub fn page_width(&self) -> u16 {
        let screen = Screen::new(self.size, Pane::Detail, 1);
        screen.inner(Pane::Detail).width.min(MEASURE)
    }

    /// The parts of the list pane.
    pub fn list_areas(&self) -> ListAreas {
        let inner = self.screen().inner(Pane::List);
        let mut areas = ListAreas { prompt: None, heading: None, rows: inner };
        let typing = self.is_filtering();
        if (typing || !self.list().filter.is_empty()) && !inner.is_empty() {
            let told = self.told_lines(inner.width).len().min(usize::from(inner.height / 4));
            areas.prompt = Some(areas.take(1 + u16::try_from(told).unwrap_or(0)));
        }
        let headed = self.view.listing().has_headings();
        if headed && inner.width >= TAIL_FROM && areas.rows.height > 3 {
            areas.heading = Some(areas.take(1));
        }
        areas
    }

    /// Whether a filter is being typed, with or without something over it.
    pub fn is_filtering(&self) -> bool {
        matches!(self.layer, Layer::Filter | Layer::Popup(Popup { over_filter: true, .. }))
    }

    /// What is to be said of the filter below it: what it was not understood as, or while it is
    /// typed, what it was.
    pub fn filter_told(&self) -> Option<Result<String, String>> {
        let query = &self.list().query;
        if let Some(problem) = query.problems().first() {
            return Some(Err(problem.message.clone()));
        }
        let is_plain = query.terms().iter().all(|term| matches!(term.want, Want::Word(_)));
        let told = self.is_filtering() && !is_plain;
        told.then(|| Ok(query.explain()))
    }

    /// The same in lines for a width, behind an indent.
    pub fn told_lines(&self, width: u16) -> Vec<Line<'static>> {
        let (text, style) = match self.filter_told() {
            None => return Vec::new(),
            Some(Ok(understood)) => (understood, theme::QUIET),
            Some(Err(problem)) => (problem, theme::FAILED),
        };
        markdown::wrap(&[Span::styled(text, style)], width.saturating_sub(TOLD_INDENT + 1))
    }

    /// Lines a row of the list takes: another one where the notes are searched, for the line
    /// found in them.
    pub fn row_height(&self) -> u16 {
        let is_shown = self.sought().next().is_some() && self.view == View::Episodes;
        if is_shown { 2 } else { 1 }
    }

    /// What is searched for in the text of the notes, to be marked on the page.
    pub(super) fn patterns(&self) -> impl Iterator<Item = Pattern> {
        let is_text = |sought: &Sought| sought.within == Within::Text;
        self.sought().filter(is_text).map(|sought| sought.pattern)
    }

    /// What is wanted of the notes files.
    fn sought(&self) -> impl Iterator<Item = Sought> {
        let wanted = self.list().query.sought().filter(|(term, _)| !term.negated);
        wanted.map(|(_, sought)| sought)
    }

    /// The rows a pane shows.
    pub fn pane_height(&self, pane: Pane) -> usize {
        let area = match pane {
            Pane::List => {
                let rows = self.list_areas().rows;
                return usize::from(rows.height / self.row_height());
            }
            Pane::Detail | Pane::Links => self.screen().inner(pane),
        };
        usize::from(area.height)
    }

    /// Where the selected link leads: the one selected in the text while that has the focus,
    /// else the one in the links pane.
    pub fn selected_target(&self) -> Option<&Target> {
        let page = self.page.as_ref()?;
        let in_text = page.link_target().filter(|_| self.focus == Pane::Detail);
        in_text.or_else(|| page.links.selected_entry()?.link.target.as_ref())
    }

    /// The address of the selected link, as it would be opened.
    pub fn selected_address(&self) -> Option<Address> {
        match self.selected_target()? {
            Target::Address(address, date) => Some(self.as_opened(address, *date)),
            Target::Item(_) => None,
        }
    }

    /// An address as it is opened: as it is, or as it was on a day.
    pub fn as_opened(&self, address: &Address, date: Option<Date>) -> Address {
        let archived = self.archive.then(|| address.archived(date)).flatten();
        archived.unwrap_or_else(|| address.clone())
    }

    /// What the line on top says.
    pub fn header(&self) -> Header {
        Header::new(self, self.size.width)
    }

    /// What the status says on its left: a notice, else the selected link's whole address, or
    /// the page it leads to.
    pub fn status(&self) -> Cow<'_, str> {
        if let Some(notice) = &self.notice {
            return notice.text().into();
        }
        match (&self.layer, self.selected_target()) {
            (Layer::Follow(_), _) => Cow::Borrowed("Type the label of a link"),
            (Layer::Browse | Layer::Filter, Some(Target::Address(..))) => {
                let address = self.selected_address();
                address.map_or(Cow::Borrowed(""), |address| address.to_string().into())
            }
            (Layer::Browse | Layer::Filter, Some(&Target::Item(item))) => {
                let listing = View::of(item).listing();
                let main = listing.main(&self.library, item);
                format!("{} · {main}", listing.name(&self.library, item)).into()
            }
            (Layer::Palette(_) | Layer::Popup(_), _) | (_, None) => Cow::Borrowed(""),
        }
    }

    /// The columns the status has for its text.
    pub fn status_width(&self) -> usize {
        usize::from(self.size.width.saturating_sub(2 * STATUS_MARGIN)).max(1)
    }

    /// The lines of the status: an address is there whole, however long it is. The screen has room
    /// for as many as half of it holds.
    pub fn status_lines(&self) -> Vec<String> {
        let (status, width) = (self.status(), self.status_width());
        // More lines than the screen has nobody sees.
        let most = usize::from(self.size.height);
        if self.notice.is_some() {
            return width::lines(&status, width).take(most).map(str::to_owned).collect();
        }
        match (&self.layer, self.selected_target()) {
            // Of an address every character must be seen.
            (Layer::Browse | Layer::Filter, Some(Target::Address(..))) => {
                width::pieces(&status, width).take(most).map(str::to_owned).collect()
            }
            _ => vec![width::truncate(&status, width)],
        }
    }

    fn status_rows(&self) -> u16 {
        u16::try_from(self.status_lines().len()).unwrap_or(u16::MAX)
    }
}
