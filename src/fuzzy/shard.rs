//! A share of the items, and what is known of each word among them.
//!
//! Owns the rows of each word: one for each letter, so that a further letter adds a row and a
//! deleted one drops a row. Shards know nothing of each other, so threads can work on them.

use std::ops::Range;

use super::finder::Match;
use super::haystack::{Haystack, position};
use super::row::Row;

/// What is known of some words among a share of the items.
#[derive(Debug, Default)]
pub(super) struct Shard {
    words: Vec<Word>,
}

/// A row for each letter of a word, as far as there are candidates.
#[derive(Debug, Default)]
struct Word {
    rows: Vec<Row>,
}

impl Shard {
    /// The items that match every word, among `items`: those of the last call and any after.
    pub(super) fn find(
        &mut self,
        haystack: &Haystack,
        items: Range<usize>,
        words: &[&str],
    ) -> Vec<Match> {
        self.keep(words);
        for (rows, word) in self.words.iter_mut().zip(words) {
            rows.complete(haystack, items.clone(), word);
        }
        let mut words = self.words.iter().zip(words);
        let Some((rows, word)) = words.next() else {
            return items.map(|item| Match { index: position(item), score: 0, exact: 0 }).collect();
        };
        let mut matches = rows.matches(word);
        for (rows, word) in words {
            intersect(&mut matches, &rows.matches(word));
        }
        matches
    }

    /// Keeps of what is known what serves these words: for each the word it has most in common
    /// with, up to where they part.
    fn keep(&mut self, words: &[&str]) {
        let mut known = std::mem::take(&mut self.words);
        self.words.extend(words.iter().map(|word| {
            let common = |(at, rows): (usize, &Word)| (rows.common(word), at);
            let (common, at) = known.iter().enumerate().map(common).max().unwrap_or_default();
            if common == 0 {
                return Word::default();
            }
            let mut rows = known.swap_remove(at);
            rows.rows.truncate(common);
            rows
        }));
    }
}

impl Word {
    /// With how many letters of this word the rows begin.
    fn common(&self, word: &str) -> usize {
        self.rows.iter().zip(word.chars()).take_while(|(row, letter)| row.is_for(*letter)).count()
    }

    /// Adds the rows that are missing, and to all of them the items that are new.
    fn complete(&mut self, haystack: &Haystack, items: Range<usize>, word: &str) {
        for (index, (start, letter)) in word.char_indices().enumerate() {
            if index == self.rows.len() {
                self.rows.push(Row::new(letter));
            }
            let so_far = word.get(..start + letter.len_utf8()).unwrap_or(word);
            let (above, rest) = self.rows.split_at_mut(index);
            let Some(row) = rest.first_mut() else {
                return;
            };
            match above.last() {
                None => row.begin(haystack, items.clone()),
                Some(above) => row.extend(above, haystack, so_far),
            }
            if row.candidates().is_empty() {
                // Nor will there be any for the letters after it.
                return;
            }
        }
    }

    /// The items that match the whole word, ascending.
    fn matches(&self, word: &str) -> Vec<Match> {
        let last = word.chars().count().checked_sub(1);
        let row = last.and_then(|last| self.rows.get(last));
        let candidates = row.map(Row::candidates).unwrap_or_default();
        candidates
            .iter()
            .map(|found| Match { index: found.item, score: found.score, exact: found.exact })
            .collect()
    }
}

/// Leaves the matches that are among the others too, with the scores of both.
fn intersect(matches: &mut Vec<Match>, others: &[Match]) {
    let mut others = others.iter().peekable();
    matches.retain_mut(|found| {
        while others.next_if(|other| other.index < found.index).is_some() {}
        let Some(other) = others.next_if(|other| other.index == found.index) else {
            return false;
        };
        found.score += other.score;
        found.exact += other.exact;
        true
    });
}
