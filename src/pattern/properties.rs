//! Patterns against the plainest search there is, on texts made to be awkward.

use std::ops::Range;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::Pattern;
use crate::fold::Folded;

/// Few different characters, so that they meet: letters that fold to each other, to several or to
/// none, and white space.
const CHARACTERS: &[char] = &[
    'a', 'A', 'å', 'e', 'é', 's', 'S', 'ß', 'ẞ', 'æ', 'σ', 'Σ', 'ς', '日', '각', 'İ', '\'', '’',
    '\u{301}', '\u{302}', ' ', ' ', '\n', '\t', '\u{a0}', '\u{2003}', '👩', '\u{200d}',
];

fn text(longest: usize) -> impl Strategy<Value = String> {
    vec(select(CHARACTERS), 0..longest).prop_map(String::from_iter)
}

/// The characters of a text as they are compared, each with the index of the one it comes from.
fn compared(text: &str) -> Vec<(char, usize)> {
    let folded = Folded::new(text);
    let mut all: Vec<(char, usize)> = Vec::new();
    for (index, c) in folded.text.chars().enumerate() {
        if !c.is_whitespace() {
            all.extend(c.to_lowercase().map(|c| (c, folded.origin(index))));
        } else if all.last().is_none_or(|&(last, _)| last != ' ') {
            all.push((' ', folded.origin(index)));
        }
    }
    all
}

/// Looks at every place for every character.
fn naive(needle: &str, text: &str) -> Vec<Range<usize>> {
    let needle: String = compared(needle).into_iter().map(|(c, _)| c).collect();
    let needle: Vec<char> = needle.trim().chars().collect();
    let text_compared = compared(text);
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let mut found: Vec<Range<usize>> = Vec::new();
    for window in text_compared.windows(needle.len().max(1)) {
        if !window.iter().map(|(c, _)| *c).eq(needle.iter().copied()) {
            continue;
        }
        let start = characters[window[0].1].0;
        let behind = &characters[window[window.len() - 1].1 + 1..];
        let next = behind.iter().find(|(_, c)| !Folded::new(&c.to_string()).text.is_empty());
        let end = next.map_or(text.len(), |&(at, _)| at);
        if found.last().is_none_or(|last| last.end <= start) {
            found.push(start..end);
        }
    }
    found
}

proptest! {
    #[test]
    fn the_same_is_found_as_by_comparing_everywhere(
        needle in text(4), text in text(40), before in prop_oneof![Just(0), 4080_usize..4100]
    ) {
        let text = format!("{}{text}", "x".repeat(before));
        let pattern = Pattern::new(&needle);
        let expected = naive(&needle, &text);
        prop_assert_eq!(pattern.find_all(&text).collect::<Vec<_>>(), expected.clone());
        prop_assert_eq!(pattern.find_in(&text), expected.first().cloned());
        prop_assert_eq!(pattern.is_in(&text), !expected.is_empty());
    }

    #[test]
    fn every_part_of_a_text_is_found_in_it(text in text(40), from in 0_usize..40, length in 1_usize..10) {
        let part: String = text.chars().skip(from).take(length).collect();
        let pattern = Pattern::new(&part);
        prop_assert!(pattern.is_empty() || pattern.is_in(&text));
        prop_assert!(pattern.is_empty() || pattern.is_in(&text.to_uppercase()));
    }
}
