//! Where words are found, for highlighting.
//!
//! Owns which characters are shown as matched: fuzzy-matcher's own, in the original text. It is
//! for the few rows on a screen; [`super::Finder`] scores the many.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::words::comparable;

/// Where words were found in one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Index of the field.
    pub field: usize,
    /// Indices of matched characters in the field's text, ascending.
    pub characters: Vec<usize>,
}

/// Where words are found in an item's fields, one [`Found`] for each field by ascending index.
/// Each word is shown in the field where it scores best, the first of equals.
pub fn highlights(words: &[String], fields: &[&str]) -> Vec<Found> {
    let folded: Vec<_> = fields.iter().map(|field| comparable(field)).collect();
    let mut all: Vec<Found> = Vec::new();
    for word in words {
        let mut best: Option<(i64, usize, Vec<usize>)> = None;
        for (field, text) in folded.iter().enumerate() {
            let Some((score, indices)) = indices(&text.text, word) else {
                continue;
            };
            if best.as_ref().is_none_or(|(other, ..)| score > *other) {
                best =
                    Some((score, field, indices.into_iter().map(|at| text.origin(at)).collect()));
            }
        }
        let Some((_, field, characters)) = best else {
            continue;
        };
        match all.iter_mut().find(|other| other.field == field) {
            Some(other) => other.characters.extend(characters),
            None => all.push(Found { field, characters }),
        }
    }
    for found in &mut all {
        found.characters.sort_unstable();
        found.characters.dedup();
    }
    all.sort_by_key(|found| found.field);
    all
}

/// What fuzzy-matcher says of a word in a text: the definition of every score here.
///
/// `fuzzy_indices`, not `fuzzy_match`, whose scores differ; by a matcher of its own, since one
/// that has been used finds bonuses of earlier texts in its table when letters are doubled.
pub(super) fn indices(text: &str, word: &str) -> Option<(i64, Vec<usize>)> {
    SkimMatcherV2::default().fuzzy_indices(text, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &[&str], fields: &[&str]) -> Vec<(usize, Vec<usize>)> {
        let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        let all = highlights(&words, fields);
        all.into_iter().map(|found| (found.field, found.characters)).collect()
    }

    #[test]
    fn highlights_name_the_field_and_the_characters() {
        let fields = ["43", "WSGI 2.0", "Zoë Řezáč"];
        assert_eq!(found(&["wsgi", "rez"], &fields), [(1, vec![0, 1, 2, 3]), (2, vec![4, 5, 6])]);
    }

    #[test]
    fn characters_are_those_of_the_text_before_it_was_folded() {
        assert_eq!(found(&["9"], &["Straße 9"]), [(0, vec![7])]);
        assert_eq!(found(&["джанго"], &["О Джанго"]), [(0, vec![2, 3, 4, 5, 6, 7])]);
    }

    #[test]
    fn words_found_in_one_field_share_its_highlight() {
        let characters = vec![0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11];
        assert_eq!(found(&["static", "sites"], &["Static Sites"]), [(0, characters)]);
    }

    #[test]
    fn the_first_of_equally_good_fields_is_shown() {
        assert_eq!(found(&["web"], &["xweb", "web", "web"]), [(1, vec![0, 1, 2])]);
    }

    #[test]
    fn nothing_typed_highlights_nothing() {
        assert!(found(&[], &["WSGI"]).is_empty());
        assert!(found(&["zzz"], &["WSGI"]).is_empty());
        assert!(found(&["zzz"], &[]).is_empty());
    }

    #[test]
    fn earlier_texts_have_no_say() {
        // One matcher for all gives 43 for the last of these.
        for text in ["a-aA b", "-a-a a", "b  AAb AAAabA"] {
            let first = indices(text, "aa");
            assert_eq!(indices(text, "aa"), first);
        }
        assert_eq!(indices("b  AAb AAAabA", "aa").map(|(score, _)| score), Some(39));
    }
}
