//! Everything a view lists, ready to be searched and in order.
//!
//! Owns keeping up with the library: what only grew is added to, what changed is made anew. The
//! fields of the items are collected when they are searched; whoever has time can do it before.

use std::thread;

use crate::fuzzy::Haystack;
use crate::library::{Edition, Extent, Item, Library};
use crate::view::{Order, View};

/// So many items are made ready to be searched at a time: about a millisecond's work.
const SLICE: usize = 2048;

/// From how many on a second thread saves more time than it takes to start.
const HALVED_FROM: usize = 2 * SLICE;

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
        let is_grown = matches!(self.made_of, Some((known, _, Edition { rewrites, .. }))
            if known == view && rewrites == edition.rewrites);
        if !is_grown {
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
        self.extent = library.extent();
        let items = listing.ordered(library, order).into_iter();
        let indices = items.filter_map(|item| u32::try_from(self.index(item)?).ok());
        self.ordered = indices.collect();
        self.made_of = Some((view, order, edition));
        !is_grown
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
        let missing = self.items.get(self.haystack.len()..).unwrap_or_default();
        let own = if missing.len() < HALVED_FROM { missing.len() } else { missing.len() / 2 };
        let (own, others) = missing.split_at(own);
        let haystack = &mut self.haystack;
        let others = thread::scope(|scope| {
            let collect_others = || {
                let mut haystack = Haystack::default();
                collect(&mut haystack, library, view, others);
                haystack
            };
            let others = (!others.is_empty()).then(|| scope.spawn(collect_others));
            collect(haystack, library, view, own);
            // Joining fails only after a panic, which has ended the program.
            others.and_then(|others| others.join().ok())
        });
        if let Some(others) = others {
            haystack.append(&others);
        }
        &self.haystack
    }

    /// Collects the fields of the next items; whether there are still more.
    pub(super) fn prepare(&mut self, library: &Library) -> bool {
        if let Some((view, _, edition)) = self.made_of
            && edition == library.edition()
        {
            let missing = self.items.get(self.haystack.len()..).unwrap_or_default();
            let some = missing.get(..SLICE).unwrap_or(missing);
            collect(&mut self.haystack, library, view, some);
            return self.haystack.len() < self.items.len();
        }
        // What there is to collect is found out with the rows.
        false
    }

    /// The items that are there, in order, each with its index in the haystack.
    pub(super) fn ordered(&self) -> impl Iterator<Item = (usize, Item)> {
        let at = |&index: &u32| Some((index as usize, *self.items.get(index as usize)?));
        self.ordered.iter().filter_map(at)
    }
}

/// Adds the fields of items to those that a search goes through.
fn collect(haystack: &mut Haystack, library: &Library, view: View, items: &[Item]) {
    let listing = view.listing();
    for &item in items {
        let fields = listing.fields(library, item);
        haystack.push(fields.iter().map(|field| field.text.as_ref()));
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::episode::Outline;
    use crate::library::Parcel;

    #[test]
    fn many_items_are_collected_at_once_as_bit_by_bit() {
        let mut parcel = Parcel::default();
        for at in 0..=HALVED_FROM {
            let title = ("é".repeat(at % 3) + &"x".repeat(at % 11)).into();
            let outline = Outline { title, ..Outline::default() };
            parcel.add(Path::new(&at.to_string()).into(), 0, &outline);
        }
        let mut library = Library::default();
        library.insert(&[parcel]);
        let stock = || {
            let mut stock = Stock::default();
            stock.update(&library, View::Episodes, Order::Newest);
            stock
        };
        let (mut at_once, mut bit_by_bit) = (stock(), stock());
        while bit_by_bit.prepare(&library) {}
        let expected = bit_by_bit.haystack.clone();
        assert_eq!(expected.len(), HALVED_FROM + 1);
        assert_eq!(*at_once.haystack(&library, View::Episodes), expected);
    }
}
