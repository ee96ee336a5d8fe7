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

/// What is known of a word.
#[derive(Debug, Default)]
struct Word {
    text: String,
    /// A row for each letter, as far as there are candidates.
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
        for word in &mut self.words {
            word.complete(haystack, items.clone());
        }
        let Some((first, others)) = self.words.split_first() else {
            return items.map(|item| Match { index: position(item), score: 0, exact: 0 }).collect();
        };
        let mut matches = first.matches();
        for word in others {
            intersect(&mut matches, &word.matches());
        }
        matches
    }

    /// Keeps of what is known what serves these words. Where a filter is edited there may be
    /// more words or fewer; each goes on from the one in its place, up to where they part.
    fn keep(&mut self, words: &[&str]) {
        let same = |(known, word): (&Word, &&str)| known.text == **word;
        let front = self.words.iter().zip(words).take_while(|&pair| same(pair)).count();
        let mut edited = self.words.split_off(front);
        let others = words.get(front..).unwrap_or_default();
        let back = edited.iter().rev().zip(others.iter().rev()).take_while(|&pair| same(pair));
        let back = edited.split_off(edited.len() - back.count());
        let mut edited = edited.into_iter();
        let places = others.len() - back.len();
        self.words.extend(others.iter().take(places).map(|word| {
            let known = edited.next().unwrap_or_default();
            known.become_word(word)
        }));
        self.words.extend(back);
    }
}

impl Word {
    /// Keeps the rows this word has in common with another one.
    fn become_word(mut self, word: &str) -> Self {
        let common = self.rows.iter().zip(word.chars()).take_while(|(row, c)| row.is_for(*c));
        self.rows.truncate(common.count());
        Self { text: word.to_owned(), rows: self.rows }
    }

    /// Adds the rows that are missing, and to all of them the items that are new.
    fn complete(&mut self, haystack: &Haystack, items: Range<usize>) {
        for (index, (start, letter)) in self.text.char_indices().enumerate() {
            if index == self.rows.len() {
                self.rows.push(Row::new(letter));
            }
            let so_far = self.text.get(..start + letter.len_utf8()).unwrap_or(&self.text);
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
    fn matches(&self) -> Vec<Match> {
        let last = self.text.chars().count().checked_sub(1);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn known(shard: &Shard) -> Vec<usize> {
        shard.words.iter().map(|word| word.rows.len()).collect()
    }

    #[test]
    fn a_word_goes_on_from_the_one_in_its_place() {
        let mut haystack = Haystack::default();
        haystack.push(["WSGI, Django and the web"]);
        let mut shard = Shard::default();
        shard.find(&haystack, 0..1, &["wsgi", "djan", "the"]);
        assert_eq!(known(&shard), [4, 4, 3]);
        for (words, rows) in [
            (&["wsgi", "djan", "the", "w"][..], &[4, 4, 3, 0][..]),
            (&["wsgi", "dja", "the"], &[4, 3, 3]),
            (&["w", "wsgi", "dja", "the"], &[0, 4, 3, 3]),
            (&["wsgi", "dja", "the"], &[4, 3, 3]),
            (&["wsgi", "dja", "d", "the"], &[4, 3, 0, 3]),
            (&["wsgi", "the"], &[4, 3]),
            (&["ws", "the"], &[2, 3]),
            (&["ws", "ws", "the"], &[2, 0, 3]),
            (&["the"], &[3]),
            (&[], &[]),
        ] {
            shard.keep(words);
            assert_eq!(known(&shard), rows, "{words:?}");
        }
    }

    #[test]
    fn letters_after_the_last_match_cost_nothing_until_an_item_has_them() {
        let mut haystack = Haystack::default();
        haystack.push(["WSGI"]);
        let mut shard = Shard::default();
        assert!(shard.find(&haystack, 0..1, &["wsxyz"]).is_empty());
        assert_eq!(known(&shard), [3]);
        haystack.push(["wsxyz"]);
        assert_eq!(shard.find(&haystack, 0..2, &["wsxyz"]).len(), 1);
        assert_eq!(known(&shard), [5]);
    }
}
