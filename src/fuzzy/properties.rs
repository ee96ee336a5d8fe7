//! Whatever is typed, deleted or added, the finder says what fuzzy-matcher says.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::highlights::indices;
use super::words::comparable;
use super::{Finder, Haystack, Match, words};

/// What texts and words are made of. Few letters each, so that they meet often.
const ALPHABETS: [&[&str]; 6] = [
    &["a", "b", "A", "B", " ", "aa", "Ab"],
    &["web", "Web", "WSGI", "wsgi", "Server", " ", "w", "s", "g", "i", "I"],
    &["4", "3", "43", "1", "v2.0", " ", "-", "_", "/", "(", "b", "\0"],
    &["py", "Py", "Con", "camelCase", "HTTPServer", "o", "oo", "O", "e", ".", " "],
    &["д", "Д", "ж", "中", "文", "a", "é", "ß", "𝕏", "\u{301}", " "],
    &["e", "E", "x", "................................", " ", "ee"],
];

/// What is done to a filter or the haystack.
#[derive(Clone, Debug)]
enum Deed {
    /// Types this at the end.
    Type(String),
    /// Types this at the start.
    Insert(String),
    /// Deletes so many letters.
    Delete(usize),
    /// Begins anew with this.
    Replace(String),
    /// Adds items.
    Grow(Vec<Vec<String>>),
    /// Puts other items into the haystack.
    Renew(Vec<Vec<String>>),
}

/// What is true by definition.
fn expected(items: &[Vec<String>], words: &[String]) -> Vec<Match> {
    let best = |fields: &[String], word: &String| {
        let texts = || fields.iter().map(|field| comparable(field).text);
        let score =
            texts().filter_map(|text| indices(&text, word)).map(|(score, _)| score).max()?;
        let literal = |text: String| {
            let text = text.to_ascii_lowercase();
            u32::from(text.contains(word)) + u32::from(text == *word)
        };
        Some((score, texts().map(literal).max().unwrap_or(0)))
    };
    let matched = |(fields, index): (&Vec<String>, u32)| {
        words.iter().try_fold(Match { index, score: 0, exact: 0 }, |found, word| {
            let (score, exact) = best(fields, word)?;
            let score = found.score + i32::try_from(score).unwrap();
            Some(Match { score, exact: found.exact + exact, ..found })
        })
    };
    items.iter().zip(0..).filter_map(matched).collect()
}

fn push(haystack: &mut Haystack, items: &[Vec<String>]) {
    for fields in items {
        haystack.push(fields.iter().map(String::as_str));
    }
}

fn text(parts: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    vec(select(parts), 0..most).prop_map(|parts| parts.concat())
}

fn items(parts: &'static [&'static str]) -> impl Strategy<Value = Vec<Vec<String>>> {
    vec(vec(text(parts, 9), 0..4), 0..6)
}

fn deed(parts: &'static [&'static str]) -> impl Strategy<Value = Deed> {
    prop_oneof![
        8 => text(parts, 3).prop_map(Deed::Type),
        1 => text(parts, 3).prop_map(Deed::Insert),
        3 => (1..4usize).prop_map(Deed::Delete),
        1 => text(parts, 5).prop_map(Deed::Replace),
        2 => items(parts).prop_map(Deed::Grow),
        1 => items(parts).prop_map(Deed::Renew),
    ]
}

fn session() -> impl Strategy<Value = (Vec<Vec<String>>, Vec<Deed>)> {
    select(&ALPHABETS[..]).prop_flat_map(|parts| (items(parts), vec(deed(parts), 1..20)))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn every_match_is_fuzzy_matchers((mut items, deeds) in session()) {
        let (mut haystack, mut finder) = (Haystack::default(), Finder::default());
        push(&mut haystack, &items);
        let mut filter = String::new();
        for deed in deeds {
            match deed {
                Deed::Type(typed) => filter.push_str(&typed),
                Deed::Insert(typed) => filter.insert_str(0, &typed),
                Deed::Delete(count) => {
                    let kept = filter.chars().count().saturating_sub(count);
                    filter = filter.chars().take(kept).collect();
                }
                Deed::Replace(other) => filter = other,
                Deed::Grow(more) => {
                    push(&mut haystack, &more);
                    items.extend(more);
                }
                Deed::Renew(other) => {
                    haystack = Haystack::default();
                    push(&mut haystack, &other);
                    items = other;
                    finder.forget();
                }
            }
            let words = words(&filter);
            prop_assert_eq!(finder.find(&haystack, &words), expected(&items, &words), "{:?}", filter);
        }
    }
}

#[test]
fn a_field_may_be_longer_than_scores_are_low() {
    let dots = ".".repeat(33_000);
    let items = [format!("a{dots}b{dots}c"), format!("{dots}a{dots}ab{dots}bc")];
    let items = items.map(|field| vec![field]);
    let (mut haystack, mut finder) = (Haystack::default(), Finder::default());
    push(&mut haystack, &items);
    for word in ["a", "ab", "abc", "abb", "abbc"] {
        let words = words(word);
        assert_eq!(finder.find(&haystack, &words), expected(&items, &words), "{word}");
    }
}

#[test]
fn many_items_are_shared_among_threads_and_grow_while_words_stand() {
    let names = ["WSGI 2.0", "Django", "uWSGI", "With Sean Gillies", "Web", "Zope", "wsg"];
    let mut items: Vec<Vec<String>> = Vec::new();
    let (mut haystack, mut finder) = (Haystack::default(), Finder::default());
    for (size, filter) in
        [(5_000, "w"), (9_000, "wsg"), (25_000, "wsgi"), (26_000, "wsgi 1"), (26_000, "ws")]
    {
        let more = (items.len()..size).map(|at| vec![at.to_string(), names[at % 7].to_owned()]);
        let more: Vec<_> = more.collect();
        push(&mut haystack, &more);
        items.extend(more);
        let words = words(filter);
        assert_eq!(finder.find(&haystack, &words), expected(&items, &words), "{filter}");
    }
}
