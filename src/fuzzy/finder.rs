//! Finds items by words, a letter at a time.
//!
//! Owns the shards and who works on them. It must not score: that is [`super::row`]'s.

use std::panic::resume_unwind;
use std::thread;

use super::haystack::Haystack;
use super::shard::Shard;

/// Items of a shard: few enough that their letters stay in the processor's cache.
const SHARD: usize = 8192;

/// From how many items on a second thread saves more time than it takes to start.
const SHARED_FROM: usize = 20_000;

/// An item that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// Index of the item.
    pub index: u32,
    /// How well it matches, higher is better: fuzzy-matcher's score for each word's best field,
    /// summed up.
    pub score: i32,
    /// How literally it matches, to put equal scores in order: for each word 2 when it is all of
    /// a field, 1 when it stands in one letter by letter, summed up.
    pub exact: u32,
}

/// Finds items by words, remembering what was typed before so that a further letter costs little.
#[derive(Debug, Default)]
pub struct Finder {
    shards: Vec<Shard>,
    /// How many items there were.
    seen: usize,
}

impl Finder {
    /// The items that match every word, each in some field, ascending by index; all of them when
    /// there is no word.
    ///
    /// What was found out in earlier calls is used again: what is typed, deleted or added to the
    /// haystack since is all that is matched. Case is ignored; [`super::words()`] folds accents.
    pub fn find(&mut self, haystack: &Haystack, words: &[String]) -> Vec<Match> {
        if haystack.len() < self.seen {
            self.forget();
        }
        self.seen = haystack.len();
        self.shards.resize_with(haystack.len().div_ceil(SHARD), Shard::default);
        let words: Vec<&str> =
            words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
        let at_once = if haystack.len() < SHARED_FROM { 1 } else { 2 };
        let half = self.shards.len().div_ceil(at_once).max(1);
        let find = |(first, shards): (usize, &mut [Shard])| {
            let mut all = Vec::new();
            for (shard, index) in shards.iter_mut().zip(first * half..) {
                let start = index * SHARD;
                let items = start..(start + SHARD).min(haystack.len());
                all.append(&mut shard.find(haystack, items, &words));
            }
            all
        };
        let mut halves = self.shards.chunks_mut(half).enumerate();
        let first = halves.next();
        thread::scope(|scope| {
            let second: Vec<_> = halves.map(|half| scope.spawn(move || find(half))).collect();
            let mut all = first.map(find).unwrap_or_default();
            for half in second {
                all.append(&mut half.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
            all
        })
    }

    /// Forgets the haystack, before another takes its place.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fuzzy::words;

    fn haystack(items: &[&[&str]]) -> Haystack {
        let mut haystack = Haystack::default();
        for fields in items {
            haystack.push(fields.iter().copied());
        }
        haystack
    }

    fn found(haystack: &Haystack, filter: &str) -> Vec<u32> {
        let matches = Finder::default().find(haystack, &words(filter));
        matches.into_iter().map(|found| found.index).collect()
    }

    #[test]
    fn words_come_in_any_order_and_each_must_match() {
        let haystack = haystack(&[&["WSGI 2.0", "Cory Benfield"], &["WSGI"], &["Cory"]]);
        assert_eq!(found(&haystack, "cory wsgi"), [0]);
        assert_eq!(found(&haystack, "wsgi cory"), [0]);
        assert_eq!(found(&haystack, "wsgi"), [0, 1]);
    }

    #[test]
    fn a_word_does_not_match_across_fields_or_items() {
        let haystack = haystack(&[&["WSGI", "Cory"], &["Benfield"]]);
        assert!(found(&haystack, "wsgicory").is_empty());
        assert!(found(&haystack, "corybenfield").is_empty());
    }

    #[test]
    fn without_words_everything_matches() {
        let haystack = haystack(&[&["a"], &[], &["b"]]);
        assert_eq!(found(&haystack, ""), [0, 1, 2]);
        assert_eq!(Finder::default().find(&haystack, &[String::new()]).len(), 3);
        assert!(Finder::default().find(&Haystack::default(), &words("a")).is_empty());
    }

    #[test]
    fn accents_and_case_never_hide_a_match() {
        let haystack = haystack(&[&["Gensim in Tromsø", "Radim Řehůřek", "Джанго"]]);
        for filter in ["tromso", "TROMSØ", "rehurek", "Řehůřek", "GENSIM", "джанго", "ДЖАНГО"]
        {
            assert_eq!(found(&haystack, filter), [0], "{filter}");
        }
    }

    #[test]
    fn of_equal_scores_the_literal_match_is_the_more_exact() {
        let haystack = haystack(&[&["4 3"], &["430"], &["43"]]);
        let matches = Finder::default().find(&haystack, &words("43"));
        assert!(matches.iter().all(|found| found.score == matches[0].score));
        assert_eq!(matches.iter().map(|found| found.exact).collect::<Vec<_>>(), [0, 1, 2]);
    }

    #[test]
    fn a_haystack_that_shrank_is_another_one() {
        let mut finder = Finder::default();
        let (words, many) = (words("a"), haystack(&[&["a"], &["a"], &["b"]]));
        assert_eq!(finder.find(&many, &words).len(), 2);
        assert!(finder.find(&haystack(&[&["b"]]), &words).is_empty());
    }
}
