//! The list pane's state: the filter, the rows it leaves, which is selected.
//!
//! Owns selection by identity: rows may come and go around the selected episode. It must not
//! know the screen beyond how many rows it shows.

use crate::fuzzy::Finder;
use crate::library::{EpisodeId, Library};

use super::Input;

/// Rows kept in sight beyond the selected one.
const NEIGHBOURS: usize = 2;

/// A row of the list: an episode's place in the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row(pub usize);

/// The list of episodes.
#[derive(Debug, Default)]
pub struct List {
    /// What the list is filtered by.
    pub filter: Input,
    /// The words of the filter, ready to match.
    pub finder: Finder,
    /// The rows, in their order.
    pub rows: Vec<Row>,
    /// Index of the selected row; meaningless when there are no rows.
    pub cursor: usize,
    /// Index of the first row shown.
    pub offset: usize,
    /// The selected episode, which outlives its row.
    selected: Option<EpisodeId>,
    /// Whether the selection was chosen rather than given; until then it is the first row.
    chosen: bool,
    /// Whether the filter was edited since it was last matched.
    edited: bool,
    /// Where the selected row is to be kept.
    sight: Sight,
    /// What the list was like when the filter was started.
    origin: Option<Origin>,
}

/// Where the selected row is to be kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Sight {
    /// In sight, with its neighbours.
    #[default]
    Near,
    /// In the middle, unless it is in sight already.
    Middle,
    /// Wherever it is: the user scrolls.
    Free,
}

/// What a dropped filter returns to.
#[derive(Clone, Debug)]
struct Origin {
    selected: Option<EpisodeId>,
    offset: usize,
    chosen: bool,
}

impl List {
    /// The selected episode, if a row is.
    pub fn selected(&self) -> Option<&EpisodeId> {
        self.selected.as_ref().filter(|_| !self.rows.is_empty())
    }

    /// Moves the selection by rows, stopping at either end.
    pub fn move_by(&mut self, delta: isize, library: &Library) {
        self.sight = Sight::Near;
        let last = self.rows.len().saturating_sub(1);
        self.select_row(self.cursor.saturating_add_signed(delta).min(last), library);
    }

    /// Selects the row with this index.
    pub fn select_row(&mut self, index: usize, library: &Library) {
        if let Some(row) = self.rows.get(index) {
            self.cursor = index;
            self.chosen = true;
            self.selected = library.entries().get(row.0).map(|entry| entry.id.clone());
        }
    }

    /// Takes in a changed library: the selected episode stays selected and stays where it is
    /// on the screen.
    pub fn library_changed(&mut self, library: &Library) {
        let before = self.cursor;
        self.fill(library);
        if self.chosen {
            self.find_selected(library);
            self.offset = (self.offset + self.cursor).saturating_sub(before);
        } else {
            self.select_first(library);
        }
    }

    /// Remembers where the filter was started, to return to when it is dropped.
    pub fn start_filter(&mut self) {
        if self.origin.is_none() {
            let Self { selected, offset, chosen, .. } = self;
            let (selected, offset, chosen) = (selected.clone(), *offset, *chosen);
            self.origin = Some(Origin { selected, offset, chosen });
        }
        self.sight = Sight::Near;
        self.filter.to_end();
    }

    /// Changes the text of the filter; [`Self::apply_filter`] matches it.
    pub fn edit_filter(&mut self, change: impl FnOnce(&mut Input)) {
        change(&mut self.filter);
        self.edited = true;
    }

    /// Matches a filter that was edited: the best match is selected.
    pub fn apply_filter(&mut self, library: &Library) {
        if !std::mem::take(&mut self.edited) {
            return;
        }
        self.finder = Finder::new(&self.filter.text());
        self.fill(library);
        if self.finder.is_empty() {
            let origin = self.origin.clone();
            self.return_to(origin, library);
        } else {
            // Until a match is chosen, better ones that are still being read come first.
            self.chosen = false;
            self.sight = Sight::Near;
            self.select_first(library);
        }
    }

    /// Keeps the filter; dropping it later stays on the episode selected then.
    pub fn keep_filter(&mut self) {
        self.chosen = true;
        self.sight = Sight::Near;
        self.origin = None;
    }

    /// Drops the filter. While it is typed, this returns to the episode it started from;
    /// once kept, the selected episode stays.
    pub fn drop_filter(&mut self, library: &Library) {
        let origin = self.origin.take();
        self.filter.clear();
        self.finder = Finder::default();
        self.fill(library);
        self.return_to(origin, library);
    }

    /// Selects what was selected and shows what was shown; without an origin, the selected
    /// episode in the middle.
    fn return_to(&mut self, origin: Option<Origin>, library: &Library) {
        self.sight = Sight::Middle;
        if let Some(origin) = origin {
            self.selected = origin.selected;
            self.offset = origin.offset;
            self.chosen = origin.chosen;
        }
        if self.chosen { self.find_selected(library) } else { self.select_first(library) }
    }

    /// Shows `height` rows: the selected one among them unless the user has scrolled away, and
    /// no empty ones below the last while there are rows above.
    pub fn show(&mut self, height: usize) {
        if height == 0 {
            // Not on the screen: where it is scrolled to is kept for when it comes back.
            return;
        }
        match self.sight {
            Sight::Near => self.reveal(height),
            Sight::Middle => {
                self.sight = Sight::Near;
                self.center(height);
            }
            Sight::Free => {}
        }
        self.clamp(height);
    }

    /// Moves the shown rows so that the selected one is among `height` of them, with some of its
    /// neighbours.
    fn reveal(&mut self, height: usize) {
        let around = NEIGHBOURS.min(height.saturating_sub(1) / 2);
        let highest = (self.cursor + around + 1).saturating_sub(height);
        let lowest = self.cursor.saturating_sub(around);
        self.offset = self.offset.clamp(highest.min(lowest), lowest);
    }

    /// Moves the shown rows so that the selected one is in the middle, unless it is in sight.
    fn center(&mut self, height: usize) {
        if !(self.offset..self.offset + height).contains(&self.cursor) {
            self.offset = self.cursor.saturating_sub(height / 2);
        }
        self.reveal(height);
    }

    /// Scrolls without moving the selection.
    pub fn scroll_by(&mut self, delta: isize, height: usize) {
        self.sight = Sight::Free;
        self.offset = self.offset.saturating_add_signed(delta);
        self.clamp(height);
    }

    fn clamp(&mut self, height: usize) {
        self.offset = self.offset.min(self.rows.len().saturating_sub(height));
    }

    /// The rows the filter leaves: all in the library's order, or the best match first.
    fn fill(&mut self, library: &Library) {
        self.rows.clear();
        let entries = library.entries();
        if self.finder.is_empty() {
            self.rows.extend((0..entries.len()).map(Row));
            return;
        }
        let mut matches: Vec<(i64, usize)> = entries
            .iter()
            .enumerate()
            .filter_map(|(at, entry)| Some((self.finder.score(&entry.episode)?, at)))
            .collect();
        matches.sort_by_key(|&(score, at)| (std::cmp::Reverse(score), at));
        self.rows.extend(matches.into_iter().map(|(_, at)| Row(at)));
    }

    fn select_first(&mut self, library: &Library) {
        let chosen = self.chosen;
        self.select_row(0, library);
        self.cursor = 0;
        self.chosen = chosen;
    }

    /// Puts the cursor on the selected episode; when it is gone, on the row in its place.
    fn find_selected(&mut self, library: &Library) {
        let selected = self.selected.as_ref();
        let at = self
            .rows
            .iter()
            .position(|row| library.entries().get(row.0).map(|entry| &entry.id) == selected);
        if let Some(at) = at {
            self.cursor = at;
            return;
        }
        let chosen = self.chosen;
        self.select_row(self.cursor.min(self.rows.len().saturating_sub(1)), library);
        self.chosen = chosen;
    }
}
