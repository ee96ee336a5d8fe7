//! Everything the screen shows.
//!
//! Owns the state as one value and what follows from it: which layer has the keyboard, where
//! the panes are, what the status says. Only [`super::update`] changes it.

use ratatui::layout::{Rect, Size};

use crate::address::Address;
use crate::keymap::Context;
use crate::layout::{Pane, Screen};
use crate::library::{Entry, Library};
use crate::loader::FileProblem;
use crate::width;

use super::{Effect, List, Page, Popup};

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
    /// The pane that has the focus.
    pub focus: Pane,
    /// What has the keyboard.
    pub layer: Layer,
    /// The list pane.
    pub list: List,
    /// The page of the selected episode.
    pub page: Option<Page>,
    /// What was just done or went wrong, until the next key.
    pub notice: Option<Notice>,
}

/// What has the keyboard; one thing at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// The panes.
    Browse,
    /// The filter being typed.
    Filter,
    /// A text over the panes.
    Popup(Popup),
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
    pub(super) seen: std::collections::HashSet<crate::library::EpisodeId>,
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
}

impl Notice {
    /// What it says.
    pub fn text(&self) -> &str {
        match self {
            Self::Info(text) | Self::Done(text) | Self::Failed(text) => text,
        }
    }
}

/// Columns left free on either side of the status.
pub const STATUS_MARGIN: u16 = 1;

impl Model {
    /// The state at the start, and the load to begin with.
    pub fn new(size: Size, source: String, notice: Option<Notice>) -> (Self, Vec<Effect>) {
        let mut model = Self {
            size,
            source,
            library: Library::default(),
            loading: Loading::default(),
            problems: Vec::new(),
            focus: Pane::List,
            layer: Layer::Browse,
            list: List::default(),
            page: None,
            notice,
        };
        let load = model.start_load();
        (model, vec![load])
    }

    /// Begins a load; what an earlier one still says is ignored from now on.
    pub(super) fn start_load(&mut self) -> Effect {
        let number = self.loading.number + 1;
        self.loading = Loading { number, running: true, ..Loading::default() };
        self.problems.clear();
        Effect::Load(number)
    }

    /// Which keys hold.
    pub const fn context(&self) -> Context {
        match self.layer {
            Layer::Browse => Context::Browse,
            Layer::Filter => Context::Filter,
            Layer::Popup(_) => Context::Popup,
        }
    }

    /// Where everything is.
    pub fn screen(&self) -> Screen {
        Screen::new(self.size, self.focus, self.status_rows())
    }

    /// The filter's line in the list pane, when there is one, and the rows below it.
    pub fn list_areas(&self) -> (Option<Rect>, Rect) {
        let inner = self.screen().inner(Pane::List);
        let shown = self.layer == Layer::Filter || !self.list.filter.is_empty();
        if !shown || inner.is_empty() {
            return (None, inner);
        }
        let prompt = Rect { height: 1, ..inner };
        (Some(prompt), Rect { y: inner.y + 1, height: inner.height - 1, ..inner })
    }

    /// The rows a pane's text has.
    pub fn pane_height(&self, pane: Pane) -> usize {
        let area = match pane {
            Pane::List => self.list_areas().1,
            Pane::Detail | Pane::Links => self.screen().inner(pane),
        };
        usize::from(area.height)
    }

    /// The selected episode.
    pub fn selected_entry(&self) -> Option<&Entry> {
        let id = self.list.selected()?;
        self.library.get(id).map(AsRef::as_ref)
    }

    /// The address of the selected link.
    pub fn selected_address(&self) -> Option<&Address> {
        self.page.as_ref()?.links.selected_entry()?.address.as_ref()
    }

    /// What the status says on its left: a notice, else the selected link's whole address.
    pub fn status(&self) -> &str {
        match (&self.notice, self.layer, self.selected_address()) {
            (Some(notice), _, _) => notice.text(),
            (None, Layer::Browse | Layer::Filter, Some(address)) => address.as_str(),
            (None, Layer::Popup(_), _) | (None, _, None) => "",
        }
    }

    /// The columns the status has for its text.
    pub fn status_width(&self) -> usize {
        usize::from(self.size.width.saturating_sub(2 * STATUS_MARGIN)).max(1)
    }

    /// The lines of the status: an address is shown whole, however long it is.
    pub fn status_lines(&self) -> Vec<&str> {
        width::pieces(self.status(), self.status_width())
    }

    fn status_rows(&self) -> u16 {
        u16::try_from(self.status_lines().len()).unwrap_or(u16::MAX)
    }
}
