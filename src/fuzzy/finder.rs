//! Finds items by words.

use super::haystack::Haystack;
use super::highlights::indices;

/// An item that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// Index of the item.
    pub index: u32,
    /// How well it matches, higher is better.
    pub score: i32,
    /// How literally, to put equal scores in order: for each word 2 when it is all of a field,
    /// ignoring case, 1 when it stands in one letter by letter.
    pub exact: u32,
}

/// Finds items by words.
#[derive(Debug, Default)]
pub struct Finder {}

impl Finder {
    /// The items that match every word, ascending by index.
    pub fn find(&mut self, haystack: &Haystack, words: &[String]) -> Vec<Match> {
        haystack
            .fields()
            .zip(0..)
            .filter_map(|(fields, index)| {
                let mut found = Match { index, score: 0, exact: 0 };
                for word in words {
                    let best = fields
                        .iter()
                        .filter_map(|field| indices(field, word))
                        .map(|it| it.0)
                        .max()?;
                    found.score += i32::try_from(best).ok()?;
                    let exact = |field: &&str| {
                        let field = field.to_ascii_lowercase();
                        u32::from(field.contains(word)) + u32::from(field == *word)
                    };
                    found.exact += fields.iter().map(exact).max().unwrap_or(0);
                }
                Some(found)
            })
            .collect()
    }

    /// Forgets the haystack, before another takes its place.
    pub fn forget(&mut self) {}
}
