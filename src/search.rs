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

/// Which of the items found come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ranking {
    /// Where there are fuzzy words, the best match; of equals what has the words literally; then in
    /// this order.
    Best(Order),
    /// In this order, however well they match.
    Listed(Order),
}

impl Search {
    /// The items of a view that a query leaves, ranked.
    pub fn rows(
        &mut self,
        library: &Library,
        view: View,
        ranking: Ranking,
        query: &Query,
        hits: &Hits,
    ) -> Vec<Item> {
        let (Ranking::Best(order) | Ranking::Listed(order)) = ranking;
        if self.stock.update(library, view, order) {
            self.finder.forget();
        }
        let terms = Terms::new(library, view, query, hits);
        let words = words(query);
        if words.is_empty() {
            let items = self.stock.ordered().map(|(_, item)| item);
            return items.filter(|&item| terms.hold(item)).collect();
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
        let mut rows: Vec<((i32, u32), Item)> = self.stock.ordered().filter_map(matched).collect();
        if matches!(ranking, Ranking::Best(_)) {
            rows.sort_by_key(|&(score, _)| Reverse(score));
        }
        rows.into_iter().map(|(_, item)| item).collect()
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
