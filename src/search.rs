//! Finding in a view: a query in, the items it leaves out.
//!
//! Owns how a query and a view come together: which terms an item answers itself and which its
//! episodes answer for it, and the order of what is found. Every term must hold. It remembers
//! what was typed before, so that a further letter costs little. It must not know keys or draw.

mod hits;
mod stock;
mod terms;

use std::cmp::Reverse;

use crate::fuzzy::{self, Finder, Found};
use crate::library::{Item, Library};
use crate::query::Query;
use crate::view::{Field, Order, View};

pub use self::hits::Hits;

use self::stock::Stock;
use self::terms::Terms;

/// Finds items of one view.
#[derive(Debug, Default)]
pub struct Search {
    stock: Stock,
    finder: Finder,
}

impl Search {
    /// The items a query leaves, in an order; with fuzzy words in it, the best match first, of
    /// equals what has the words literally, then that order.
    pub fn rows(
        &mut self,
        library: &Library,
        view: View,
        order: Order,
        query: &Query,
        hits: &Hits,
    ) -> Vec<Item> {
        let mut rows = self.scored_rows(library, view, order, query, hits);
        rows.sort_by_key(|&(score, _)| Reverse(score));
        rows.into_iter().map(|(_, item)| item).collect()
    }

    /// The items a query leaves, in an order, however well they match.
    pub fn sorted_rows(
        &mut self,
        library: &Library,
        view: View,
        order: Order,
        query: &Query,
        hits: &Hits,
    ) -> Vec<Item> {
        let rows = self.scored_rows(library, view, order, query, hits);
        rows.into_iter().map(|(_, item)| item).collect()
    }

    /// The items a query leaves, in an order, and how well and how literally they match.
    fn scored_rows(
        &mut self,
        library: &Library,
        view: View,
        order: Order,
        query: &Query,
        hits: &Hits,
    ) -> Vec<((i32, u32), Item)> {
        if self.stock.update(library, view, order) {
            self.finder.forget();
        }
        let terms = Terms::new(library, view, query, hits);
        let words = words(query);
        if words.is_empty() {
            let wanted = self.stock.ordered().filter(|&(_, item)| terms.hold(item));
            return wanted.map(|(_, item)| ((0, 0), item)).collect();
        }
        let mut scores: Vec<Option<(i32, u32)>> = vec![None; self.stock.len()];
        for found in self.finder.find(self.stock.haystack(library, view), &words) {
            if let Some(score) = scores.get_mut(found.index as usize) {
                *score = Some((found.score, found.exact));
            }
        }
        let matched = |(at, item): (usize, Item)| {
            let score = scores.get(at).copied().flatten()?;
            terms.hold(item).then_some((score, item))
        };
        self.stock.ordered().filter_map(matched).collect()
    }

    /// Does a little of what the next letter will need, for those who have nothing else to do;
    /// whether there is more of it.
    pub fn prepare(&mut self, library: &Library) -> bool {
        self.stock.prepare(library)
    }
}

/// Where a query's words and phrases stand in an item's fields.
pub fn highlights(query: &Query, fields: &[Field<'_>]) -> Vec<Found> {
    let texts: Vec<&str> = fields.iter().map(|field| field.text.as_ref()).collect();
    let mut found = fuzzy::highlights(&words(query), &texts);
    terms::mark_exact(query, fields, &mut found);
    found
}

/// The words to be found fuzzily.
fn words(query: &Query) -> Vec<String> {
    query.words().map(|word| word.as_str().to_owned()).collect()
}
