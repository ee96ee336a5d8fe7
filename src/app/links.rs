//! The links of a page, in their order, with the labels that open them.
//!
//! Owns what the links pane lists: guests with their contacts, then picks by person, then the
//! Links section, sponsors, the episode's own page and player, and whatever else the notes link
//! to in passing. It must not draw.

use std::collections::HashSet;

use crate::address::Address;
use crate::episode::{Episode, Link, Role, SectionLink};
use crate::keymap;
use crate::library::Library;

/// One row of the links pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkRow {
    /// Air between groups.
    Gap,
    /// Whose or what the links below are.
    Heading(String),
    /// A link, or a pick without one.
    Entry(LinkEntry),
}

/// A link of the page, or a pick without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkEntry {
    /// The key that opens it; `None` when it has no address or labels have run out.
    pub label: Option<char>,
    /// What it is called.
    pub text: String,
    /// What the notes add, such as `by Tim Wu`.
    pub note: String,
    /// Where it leads.
    pub address: Option<Address>,
}

/// The links of a page and which is selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageLinks {
    /// The rows, in their order.
    pub rows: Vec<LinkRow>,
    /// Index of the selected row; always one with an address.
    pub selected: Option<usize>,
    /// Index of the first row shown.
    pub offset: usize,
    /// Whether the user has scrolled away from the selected row.
    scrolled: bool,
}

impl PageLinks {
    /// The links of an episode, the first one selected.
    pub fn of_episode(episode: &Episode, library: &Library) -> Self {
        let mut rows = Builder::new();
        for guest in episode.people_in(Role::Guest) {
            rows.links(&guest.name, &guest.links);
        }
        rows.links("Contacts", &episode.contacts);
        let mut givers: Vec<&str> = Vec::new();
        for pick in &episode.picks {
            if !givers.contains(&pick.by.as_str()) {
                givers.push(&pick.by);
            }
        }
        for giver in givers {
            let heading =
                if giver.is_empty() { "Picks".to_owned() } else { format!("Picks · {giver}") };
            rows.heading(&heading);
            for pick in episode.picks.iter().filter(|pick| pick.by == giver) {
                let mut links = pick.links.iter();
                rows.entry(&pick.title, &pick.note, links.next().map(|link| link.url.clone()));
                for link in links {
                    rows.entry(&link.label, "", Some(link.url.clone()));
                }
            }
        }
        for host in episode.people_in(Role::Host) {
            rows.links(&host.name, &host.links);
        }
        for link in &episode.links {
            rows.in_section(link);
        }
        if !episode.sponsors.is_empty() {
            rows.heading("Sponsors");
            for sponsor in &episode.sponsors {
                rows.entry(&sponsor.name, "", sponsor.url.clone());
            }
        }
        let own = [
            ("Page", library.page_address(episode)),
            ("Player", episode.player.clone()),
            ("Audio", episode.audio.clone()),
        ];
        if own.iter().any(|(_, address)| address.is_some()) {
            rows.heading("This episode");
            for (text, address) in own {
                if address.is_some() {
                    rows.entry(text, "", address);
                }
            }
        }
        for link in &episode.mentioned {
            if !rows.listed.contains(&link.url) {
                rows.in_section(link);
            }
        }
        rows.finish()
    }

    /// How many links there are.
    pub fn count(&self) -> usize {
        self.linked().count()
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

    /// The address of the row with this index.
    pub fn address(&self, row: usize) -> Option<&Address> {
        self.entry(row)?.address.as_ref()
    }

    /// The row whose link this label opens.
    pub fn labelled(&self, label: char) -> Option<usize> {
        self.linked().find(|&row| self.entry(row).is_some_and(|entry| entry.label == Some(label)))
    }

    /// Selects the row with this index, if it has an address.
    pub fn select(&mut self, row: usize) {
        if self.address(row).is_some() {
            self.selected = Some(row);
            self.scrolled = false;
        }
    }

    /// Selects the link that was selected in an older reading of the page: the same address, as
    /// near to its old row as there is one; else the link in its place.
    pub fn select_as_in(&mut self, older: &Self) {
        let (Some(row), Some(entry)) = (older.selected, older.selected_entry()) else {
            return;
        };
        let same = self.linked().filter(|&at| self.address(at) == entry.address.as_ref());
        let nearest = same.min_by_key(|at| at.abs_diff(row));
        let in_its_place = || self.linked().min_by_key(|at| at.abs_diff(row));
        self.selected = nearest.or_else(in_its_place);
    }

    /// Moves the selection by links, stopping at either end.
    pub fn move_by(&mut self, delta: isize) {
        self.scrolled = false;
        let linked: Vec<usize> = self.linked().collect();
        let at = linked.iter().position(|&row| Some(row) == self.selected).unwrap_or(0);
        let to = at.saturating_add_signed(delta).min(linked.len().saturating_sub(1));
        self.selected = linked.get(to).copied();
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
        self.scrolled = false;
        match found {
            Some(row) => self.selected = Some(row),
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
        let is_headed = height > 1 && matches!(above, Some(LinkRow::Heading(_)));
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
            LinkRow::Gap | LinkRow::Heading(_) => None,
        }
    }

    /// Indices of the rows that lead somewhere.
    fn linked(&self) -> impl Iterator<Item = usize> {
        (0..self.rows.len()).filter(|&row| self.address(row).is_some())
    }
}

/// Rows being put together.
struct Builder {
    rows: Vec<LinkRow>,
    labels: std::vec::IntoIter<char>,
    /// The section of the links being added.
    section: Option<String>,
    /// Every address that has a row.
    listed: HashSet<Address>,
}

impl Builder {
    fn new() -> Self {
        let labels: Vec<char> = keymap::labels().collect();
        Self { rows: Vec::new(), labels: labels.into_iter(), section: None, listed: HashSet::new() }
    }

    fn links(&mut self, heading: &str, links: &[Link]) {
        if links.is_empty() {
            return;
        }
        self.heading(heading);
        for link in links {
            self.entry(&link.label, "", Some(link.url.clone()));
        }
    }

    fn heading(&mut self, text: &str) {
        let text = if text.is_empty() { "In the notes" } else { text };
        if !self.rows.is_empty() {
            self.rows.push(LinkRow::Gap);
        }
        self.rows.push(LinkRow::Heading(text.to_owned()));
    }

    /// Adds a link below its section's heading, which is put above the first.
    fn in_section(&mut self, link: &SectionLink) {
        if self.section.as_ref() != Some(&link.section) {
            self.heading(&link.section);
            self.section = Some(link.section.clone());
        }
        self.entry(&link.label, "", Some(link.url.clone()));
    }

    fn entry(&mut self, text: &str, note: &str, address: Option<Address>) {
        let label = address.as_ref().and_then(|_| self.labels.next());
        self.listed.extend(address.clone());
        let (text, note) = (text.to_owned(), note.to_owned());
        self.rows.push(LinkRow::Entry(LinkEntry { label, text, note, address }));
    }

    fn finish(self) -> PageLinks {
        let mut links = PageLinks { rows: self.rows, ..PageLinks::default() };
        let first = links.linked().next();
        links.selected = first;
        links
    }
}
