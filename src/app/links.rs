//! The links of a page, in their order, with the labels that open them.
//!
//! Owns which link is selected, which rows are shown, and the labels, dealt in the order of the
//! rows. What links a page has, its view says ([`crate::view`]). It must not draw.

use std::collections::HashMap;

use crate::keymap;
use crate::sheet::{GroupKind, Link, Sheet, Target};

/// One row of the links pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkRow {
    /// Air between groups.
    Gap,
    /// Whose or what the links below are.
    Heading(String, GroupKind),
    /// A link, or a pick without one.
    Entry(LinkEntry),
    /// How many more of them there are, which the page leaves out.
    More(usize),
}

/// A link of the page, or a pick without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkEntry {
    /// The key that opens it; `None` when it leads nowhere or labels have run out.
    pub label: Option<char>,
    /// The link.
    pub link: Link,
}

/// The links of a page and which is selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageLinks {
    /// The rows, in their order.
    pub rows: Vec<LinkRow>,
    /// Index of the selected row; always one that leads somewhere.
    pub selected: Option<usize>,
    /// Index of the first row shown.
    pub offset: usize,
    /// Whether the user has scrolled away from the selected row.
    scrolled: bool,
    /// How many links the page has that have no row yet.
    beyond: usize,
    /// Who selected the link.
    chosen_by: Chooser,
}

/// Who selected a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Chooser {
    /// Nobody: it is the first.
    #[default]
    Nobody,
    /// The filter asks for it.
    Filter,
    /// The user, who keeps it until the filter asks for something else.
    User,
}

impl PageLinks {
    /// The links of a page, the first one selected.
    pub fn new(sheet: &Sheet) -> Self {
        let mut labels = keymap::labels();
        // What is listed twice is opened by one label.
        let mut dealt: HashMap<&Target, Option<char>> = HashMap::new();
        let mut rows = Vec::new();
        for group in &sheet.groups {
            if !rows.is_empty() {
                rows.push(LinkRow::Gap);
            }
            rows.push(LinkRow::Heading(group.heading.clone(), group.kind));
            rows.extend(group.links.iter().map(|link| {
                let deal = |target| *dealt.entry(target).or_insert_with(|| labels.next());
                let label = link.target.as_ref().and_then(deal);
                LinkRow::Entry(LinkEntry { label, link: link.clone() })
            }));
            if group.more > 0 {
                rows.push(LinkRow::More(group.more));
            }
        }
        let mut links = Self { rows, beyond: sheet.beyond, ..Self::default() };
        let first = links.linked().next();
        links.selected = first;
        links
    }

    /// How many links there are.
    pub fn count(&self) -> usize {
        self.linked().count() + self.beyond
    }

    /// The place of the selected link among the links, from 1.
    pub fn position(&self) -> Option<usize> {
        let selected = self.selected?;
        self.linked().position(|at| at == selected).map(|at| at + 1)
    }

    /// The selected link.
    pub fn selected_entry(&self) -> Option<&LinkEntry> {
        self.entry(self.selected?)
    }

    /// Where the row with this index leads.
    pub fn target(&self, row: usize) -> Option<&Target> {
        self.entry(row)?.link.target.as_ref()
    }

    /// The row whose link this label opens.
    pub fn labelled(&self, label: char) -> Option<usize> {
        self.linked().find(|&row| self.entry(row).is_some_and(|entry| entry.label == Some(label)))
    }

    /// Selects the row with this index, if it leads somewhere.
    pub fn select(&mut self, row: usize) {
        if self.target(row).is_some() {
            (self.selected, self.chosen_by, self.scrolled) = (Some(row), Chooser::User, false);
        }
    }

    /// Selects the row with this index, which leads somewhere, until the user chooses another.
    pub(super) fn point_at(&mut self, row: usize) {
        (self.selected, self.chosen_by, self.scrolled) = (Some(row), Chooser::Filter, false);
    }

    /// Whether the first link is selected because nobody chose another.
    pub(super) fn is_at_start(&self) -> bool {
        self.chosen_by == Chooser::Nobody
    }

    /// Selects the first link that leads there, if one does.
    pub(super) fn select_target(&mut self, target: &Target) {
        let mut linked = self.linked();
        let row = linked.find(|&row| self.target(row) == Some(target));
        drop(linked);
        if let Some(row) = row {
            self.select(row);
        }
    }

    /// Takes the place of an older reading of the page: what was selected there is selected,
    /// the same target as near to its old row as there is one, else the link in its place; and
    /// as much is scrolled.
    pub(super) fn take_place_of(&mut self, older: &Self) {
        let (Some(row), Some(entry)) = (older.selected, older.selected_entry()) else {
            return;
        };
        let same = self.linked().filter(|&at| self.target(at) == entry.link.target.as_ref());
        let nearest = same.min_by_key(|at| at.abs_diff(row));
        match older.chosen_by {
            Chooser::Nobody if !older.scrolled => return,
            // The filter asks for another one now.
            Chooser::Filter if nearest.is_none() => return,
            Chooser::Nobody | Chooser::Filter | Chooser::User => {}
        }
        let in_its_place = || self.linked().min_by_key(|at| at.abs_diff(row));
        self.selected = nearest.or_else(in_its_place);
        (self.offset, self.chosen_by) = (older.offset, older.chosen_by);
    }

    /// Comes back to where the page was left.
    pub(super) fn return_to(&mut self, left: &Self) {
        let (offset, scrolled) = (left.offset, left.scrolled);
        self.take_place_of(left);
        (self.offset, self.scrolled) = (offset, scrolled);
    }

    /// Moves the selection by links, stopping at either end.
    pub fn move_by(&mut self, delta: isize) {
        let linked: Vec<usize> = self.linked().collect();
        let at = linked.iter().position(|&row| Some(row) == self.selected).unwrap_or(0);
        let to = at.saturating_add_signed(delta).min(linked.len().saturating_sub(1));
        if let Some(&row) = linked.get(to) {
            self.select(row);
        }
    }

    /// Selects the last link no further than `delta` rows away, or the next one beyond.
    pub fn page_by(&mut self, delta: isize) {
        let from = self.selected.unwrap_or(0);
        let target = from.saturating_add_signed(delta);
        let found = if delta > 0 {
            self.linked().filter(|&row| row <= target).last().filter(|&row| row > from)
        } else {
            self.linked().find(|&row| row >= target).filter(|&row| row < from)
        };
        match found {
            Some(row) => self.select(row),
            None => self.move_by(delta.signum()),
        }
    }

    /// Shows `height` rows: the selected link among them unless the user has scrolled away, and
    /// no empty ones below the last while there are rows above.
    pub fn show(&mut self, height: usize) {
        if height == 0 {
            return;
        }
        if let (Some(selected), false) = (self.selected, self.scrolled) {
            self.reveal(selected, height);
        }
        self.offset = self.offset.min(self.rows.len().saturating_sub(height));
    }

    /// Scrolls without moving the selection.
    pub fn scroll_by(&mut self, delta: isize, height: usize) {
        self.scrolled = true;
        self.offset = self.offset.saturating_add_signed(delta);
        self.show(height);
    }

    /// Brings a row into sight, with what belongs to it: the heading right above it, and what
    /// comes before the first link or after the last, which no selection reaches.
    fn reveal(&mut self, row: usize, height: usize) {
        let above = row.checked_sub(1).and_then(|row| self.rows.get(row));
        let is_headed = height > 1 && matches!(above, Some(LinkRow::Heading(..)));
        let mut first = row - usize::from(is_headed);
        let mut last = row;
        if self.linked().next() == Some(row) && row < height {
            first = 0;
        }
        if self.linked().last() == Some(row) && self.rows.len() - first <= height {
            last = self.rows.len() - 1;
        }
        if last >= self.offset + height {
            self.offset = last + 1 - height;
        }
        self.offset = self.offset.min(first);
    }

    fn entry(&self, row: usize) -> Option<&LinkEntry> {
        match self.rows.get(row)? {
            LinkRow::Entry(entry) => Some(entry),
            LinkRow::Gap | LinkRow::Heading(..) | LinkRow::More(_) => None,
        }
    }

    /// Indices of the rows that lead somewhere.
    fn linked(&self) -> impl Iterator<Item = usize> {
        (0..self.rows.len()).filter(|&row| self.target(row).is_some())
    }
}

#[cfg(test)]
mod tests {
    use crate::address::Address;

    use super::*;

    #[test]
    fn what_is_listed_twice_is_opened_by_one_label() {
        let link =
            |title: &str, address: &str| Link::out(title, Address::parse(address).unwrap(), None);
        let mut sheet = Sheet::default();
        sheet.group(GroupKind::Contacts, "Ada", vec![link("Blog", "https://a.example")]);
        sheet.group(
            GroupKind::Other,
            "Links",
            vec![link("Ada", "https://a.example"), link("Bob", "https://b.example")],
        );
        let links = PageLinks::new(&sheet);
        let labels = links.rows.iter().filter_map(|row| match row {
            LinkRow::Entry(entry) => Some(entry.label),
            LinkRow::Gap | LinkRow::Heading(..) | LinkRow::More(_) => None,
        });
        assert_eq!(labels.collect::<Vec<_>>(), [Some('1'), Some('1'), Some('2')]);
        assert_eq!(links.labelled('1'), links.linked().next());
        assert_eq!(links.count(), 3);
    }
}
