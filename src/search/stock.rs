//! Everything a view lists, ready to be searched and in order.
//!
//! Owns keeping up with the library: what only grew is added to, what changed is made anew.

use crate::fuzzy::Haystack;
use crate::library::{Edition, Extent, Item, Library};
use crate::view::{Order, View};

/// The fields of more items than this are collected when they are first searched: who only looks
/// through a long list need not wait for that.
const SHORT: usize = 200_000;

/// And of more than this, when a view is entered that has not been on show.
const ENTERED: usize = 8_192;

/// The items of a view.
#[derive(Debug, Default)]
pub(super) struct Stock {
    /// Every item the library has numbered, ascending; some may be gone.
    items: Vec<Item>,
    /// Their fields, by the same index, as far as they have been collected.
    haystack: Haystack,
    /// The index of the first pick of each episode, by its number.
    first_picks: Vec<u32>,
    /// Indices of those that are there, in order.
    ordered: Vec<u32>,
    made_of: Option<(View, Order, Edition)>,
    extent: Extent,
}

impl Stock {
    /// Brings the stock up to date. Whether indices mean other items than before.
    pub(super) fn update(&mut self, library: &Library, view: View, order: Order) -> bool {
        let edition = library.edition();
        if self.made_of == Some((view, order, edition)) {
            return false;
        }
        let grown = matches!(self.made_of, Some((known, _, Edition { rewrites, .. }))
            if known == view && rewrites == edition.rewrites);
        let short = if self.made_of.is_none() { ENTERED } else { SHORT };
        if !grown {
            *self = Self::default();
        }
        let listing = view.listing();
        for item in listing.arrivals(library, self.extent) {
            if let Item::Pick(episode, 0) = item {
                self.first_picks.resize(episode.index() + 1, u32::MAX);
                if let Some(first) = self.first_picks.last_mut() {
                    *first = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
                }
            }
            self.items.push(item);
        }
        if self.items.len() <= short {
            self.collect(library, view);
        }
        self.extent = library.extent();
        let there = self.items.iter().copied().filter(|&item| listing.is_there(library, item));
        let mut items: Vec<Item> = there.collect();
        listing.sort(library, order, &mut items);
        let indices = items.iter().filter_map(|&item| u32::try_from(self.index(item)?).ok());
        self.ordered = indices.collect();
        self.made_of = Some((view, order, edition));
        !grown
    }

    /// The index of an item: its number, where each number has one item.
    fn index(&self, item: Item) -> Option<usize> {
        let number = match item {
            Item::Episode(id) => Some(id.index()),
            Item::Person(id) => Some(id.index()),
            Item::Tag(id) => Some(id.index()),
            Item::Pick(id, at) => {
                self.first_picks.get(id.index()).map(|&first| first as usize + usize::from(at))
            }
        };
        let is_there = |number: &usize| self.items.get(*number) == Some(&item);
        number.filter(is_there).or_else(|| self.items.binary_search(&item).ok())
    }

    /// How many items have ever been there.
    pub(super) const fn len(&self) -> usize {
        self.items.len()
    }

    /// The fields of all items, by index.
    pub(super) fn haystack(&mut self, library: &Library, view: View) -> &Haystack {
        self.collect(library, view);
        &self.haystack
    }

    /// Collects the fields of the items that have come since it last did.
    fn collect(&mut self, library: &Library, view: View) {
        let listing = view.listing();
        for &item in self.items.iter().skip(self.haystack.len()) {
            let fields = listing.fields(library, item);
            self.haystack.push(fields.iter().map(|field| field.text.as_ref()));
        }
    }

    /// The items that are there, in order, each with its index in the haystack.
    pub(super) fn ordered(&self) -> impl Iterator<Item = (usize, Item)> {
        let at = |&index: &u32| Some((index as usize, *self.items.get(index as usize)?));
        self.ordered.iter().filter_map(at)
    }
}
