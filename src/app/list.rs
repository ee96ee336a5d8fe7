//! The list pane's state, for one view: the filter, the rows it leaves, which is selected.
//!
//! Owns selection by identity: rows may come and go around the selected item. It must not know
//! the screen beyond how many rows it shows.

use crate::library::{Item, Library};
use crate::query::Query;
use crate::search::{Hits, Ranking, Search};
use crate::view::{Order, View};

use super::Input;

/// Rows kept in sight beyond the selected one.
const NEIGHBOURS: usize = 2;

/// The list of a view.
#[derive(Debug)]
pub struct List {
    /// What it lists.
    pub view: View,
    /// The order of its rows.
    pub order: Order,
    /// Whether that goes before how well a row matches the words of the filter.
    sorted: bool,
    /// What the list is filtered by.
    pub filter: Input,
    /// The filter as understood.
    pub query: Query,
    /// The rows, in their order.
    pub rows: Vec<Item>,
    /// Index of the selected row; meaningless when there are no rows.
    pub cursor: usize,
    /// Index of the first row shown.
    pub offset: usize,
    /// The selected item, which outlives its row.
    selected: Option<Item>,
    /// Whether the selection was chosen rather than given; until then it is the first row.
    chosen: bool,
    /// What has changed since the rows were filled.
    due: Due,
    /// Where the selected row is to be kept.
    sight: Sight,
    /// What the list was like when the filter was started.
    origin: Option<ListPlace>,
    search: Search,
}

/// What has changed since the rows were filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Due {
    #[default]
    Nothing,
    /// The library, or what was found in texts: the selection stays where it is.
    Rows,
    /// The filter: the best match is selected.
    Match,
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

/// Everything about a list that going back restores, or dropping a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ListPlace {
    order: Order,
    sorted: bool,
    filter: Input,
    selected: Option<Item>,
    offset: usize,
    chosen: bool,
}

impl List {
    /// The list of a view, with everything in it.
    pub fn new(view: View) -> Self {
        let order = view.default_order();
        Self {
            view,
            order,
            sorted: false,
            filter: Input::default(),
            query: Query::default(),
            rows: Vec::new(),
            cursor: 0,
            offset: 0,
            selected: None,
            chosen: false,
            due: Due::Rows,
            sight: Sight::default(),
            origin: None,
            search: Search::default(),
        }
    }

    /// The selected item, if a row is.
    pub fn selected(&self) -> Option<Item> {
        self.selected.filter(|_| !self.rows.is_empty())
    }

    /// Moves the selection by rows, stopping at either end.
    pub fn move_by(&mut self, delta: isize) {
        self.sight = Sight::Near;
        let last = self.rows.len().saturating_sub(1);
        self.select_row(self.cursor.saturating_add_signed(delta).min(last));
    }

    /// Selects the row with this index.
    pub fn select_row(&mut self, index: usize) {
        if let Some(&item) = self.rows.get(index) {
            self.cursor = index;
            self.chosen = true;
            self.selected = Some(item);
        }
    }

    /// Selects an item, dropping a filter that leaves it out.
    pub fn select(&mut self, item: Item, library: &Library, hits: &Hits) {
        self.refresh(library, hits);
        if !self.rows.contains(&item) {
            self.filter.clear();
            self.query = Query::default();
            self.fill(library, hits);
        }
        (self.origin, self.sight) = (None, Sight::Middle);
        (self.selected, self.chosen) = (Some(item), true);
        self.find_selected();
    }

    /// Says that the library, or what was found in texts, has changed.
    pub fn rows_changed(&mut self) {
        if self.due == Due::Nothing {
            self.due = Due::Rows;
        }
    }

    /// Keeps what is selected, as if it had been chosen.
    pub fn stay(&mut self) {
        self.chosen |= self.selected.is_some();
    }

    /// Puts the rows in the next order the view has. With words in the filter, the best match
    /// first is one more.
    pub fn next_order(&mut self) {
        let orders = self.view.listing().orders();
        let next = orders.iter().position(|&order| order == self.order).unwrap_or(0) + 1;
        if self.is_ranked() {
            self.set_order(self.order);
        } else if let Some(&order) = orders.get(next) {
            self.set_order(order);
        } else {
            self.set_order(self.view.default_order());
            self.sorted = !self.has_words();
        }
    }

    /// Puts the rows in an order, if the view has it.
    pub fn set_order(&mut self, order: Order) {
        if self.view.listing().orders().contains(&order) {
            (self.order, self.sorted) = (order, true);
            self.sight = Sight::Middle;
            self.rows_changed();
        }
    }

    /// The order of the rows, as it is told.
    pub fn order_words(&self) -> &'static str {
        if self.is_ranked() { "best match first" } else { self.order.words() }
    }

    /// Whether the best match of a filter is the first row.
    fn is_ranked(&self) -> bool {
        !self.sorted && self.has_words()
    }

    fn has_words(&self) -> bool {
        self.query.words().next().is_some()
    }

    /// Remembers where the filter was started, to return to when it is dropped.
    pub fn start_filter(&mut self) {
        if self.origin.is_none() {
            self.origin = Some(self.place());
        }
        // Who looks for something wants to see it first.
        self.sorted &= self.has_words();
        self.sight = Sight::Near;
        self.filter.to_end();
    }

    /// Changes the text of the filter; [`Self::refresh`] matches it.
    pub fn edit_filter(&mut self, change: impl FnOnce(&mut Input)) {
        change(&mut self.filter);
        self.due = Due::Match;
    }

    /// Reads the filter anew, if it was edited.
    pub fn read_filter(&mut self) {
        if self.due == Due::Match {
            self.query = Query::parse(&self.filter.text());
            // Who looks for something else wants to see it first.
            self.sorted &= self.has_words();
        }
    }

    /// Fills the rows anew, if they are out of date: after an edited filter the best match is
    /// selected, else the selected item stays selected and stays where it is on the screen.
    pub fn refresh(&mut self, library: &Library, hits: &Hits) {
        self.read_filter();
        let before = self.cursor;
        match std::mem::take(&mut self.due) {
            Due::Nothing => {}
            Due::Rows => {
                self.fill(library, hits);
                if self.chosen {
                    self.find_selected();
                    self.offset = (self.offset + self.cursor).saturating_sub(before);
                } else {
                    self.select_first();
                }
            }
            Due::Match => {
                self.fill(library, hits);
                if self.query.is_empty() {
                    let place = self.origin.clone().unwrap_or_else(|| self.place());
                    self.show_again(&place);
                } else {
                    // Until a match is chosen, better ones that are still being read come first.
                    self.chosen = false;
                    self.sight = Sight::Near;
                    self.select_first();
                }
            }
        }
    }

    /// Does a little of what the next letter of a filter will need; whether there is more of it.
    pub(super) fn prepare(&mut self, library: &Library) -> bool {
        self.search.prepare(library)
    }

    /// Keeps the filter; dropping it later stays on the item selected then.
    pub fn keep_filter(&mut self) {
        if let (true, Some(origin)) = (self.rows.is_empty(), &self.origin) {
            // Nothing was found to stay on.
            self.selected = origin.selected;
        }
        // Before anything is read there is nothing to choose.
        self.chosen = self.selected.is_some();
        self.sight = Sight::Near;
        self.origin = None;
    }

    /// Drops the filter. While it is typed, this returns to the item it started from, and to what
    /// the list was filtered by then; once kept, the selected item stays.
    pub fn drop_filter(&mut self, library: &Library, hits: &Hits) {
        let unfiltered = || ListPlace { filter: Input::default(), ..self.place() };
        let place = self.origin.clone().unwrap_or_else(unfiltered);
        self.return_to(&place, library, hits);
    }

    /// Where the list is, to come back to.
    pub(super) fn place(&self) -> ListPlace {
        let Self { order, sorted, selected, offset, chosen, .. } = *self;
        ListPlace { order, sorted, filter: self.filter.clone(), selected, offset, chosen }
    }

    /// Comes back to a place.
    pub(super) fn return_to(&mut self, place: &ListPlace, library: &Library, hits: &Hits) {
        (self.order, self.sorted) = (place.order, place.sorted);
        self.filter = place.filter.clone();
        self.query = Query::parse(&self.filter.text());
        (self.due, self.origin) = (Due::Nothing, None);
        self.fill(library, hits);
        self.show_again(place);
    }

    /// Selects what was selected at a place and shows what was shown there, as far as that has
    /// the selected item.
    fn show_again(&mut self, place: &ListPlace) {
        let ListPlace { selected, offset, chosen, .. } = *place;
        (self.selected, self.offset, self.chosen) = (selected, offset, chosen);
        self.sight = Sight::Middle;
        if self.chosen { self.find_selected() } else { self.select_first() }
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

    fn fill(&mut self, library: &Library, hits: &Hits) {
        let ranking = if self.sorted { Ranking::Listed } else { Ranking::Best }(self.order);
        self.rows = self.search.rows(library, self.view, ranking, &self.query, hits);
    }

    fn select_first(&mut self) {
        let chosen = self.chosen;
        self.select_row(0);
        self.cursor = 0;
        self.chosen = chosen;
    }

    /// Puts the cursor on the selected item; when it is gone, on the row in its place.
    fn find_selected(&mut self) {
        if let Some(at) = self.rows.iter().position(|row| Some(*row) == self.selected) {
            self.cursor = at;
            return;
        }
        let chosen = self.chosen;
        self.select_row(self.cursor.min(self.rows.len().saturating_sub(1)));
        self.chosen = chosen;
    }
}
