//! What is compared: the letters of fields and the words of a filter.
//!
//! Owns folding both sides alike, so that accents and case never hide a match. It must not
//! score.

use crate::fold::Folded;

/// Splits a filter's text into words: folded, lower case, each once, in the order typed.
///
/// ```
/// assert_eq!(shownotes::fuzzy::words(" WSGI Tromsø wsgi"), ["wsgi", "tromso"]);
/// ```
pub fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    // Lower case makes the matcher ignore case; it heeds the case of upper-case words.
    for word in comparable(text).text.to_ascii_lowercase().split_whitespace() {
        // A word said twice asks for nothing more.
        if !words.iter().any(|other| other == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// A text with folded letters; those beyond ASCII in lower case too, since the matcher compares
/// them as they are and gives nothing for their case.
pub(super) fn comparable(text: &str) -> Folded {
    let mut folded = Folded::new(text);
    if !folded.text.is_ascii() {
        folded.text = folded.text.chars().map(lower_beyond_ascii).collect();
    }
    folded
}

/// One character for one, so that indices stay right.
fn lower_beyond_ascii(c: char) -> char {
    if c.is_ascii() { c } else { c.to_lowercase().next().unwrap_or(c) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_lower_case() {
        assert_eq!(words("Řehůřek\tGENSIM"), ["rehurek", "gensim"]);
        assert_eq!(words("ДЖАНГО"), ["джанго"]);
    }

    #[test]
    fn a_word_said_twice_counts_once_where_it_was_said_first() {
        assert_eq!(words("web api WEB"), ["web", "api"]);
    }

    #[test]
    fn space_alone_is_no_word() {
        assert!(words(" \t\u{a0} ").is_empty());
    }

    #[test]
    fn a_field_keeps_the_case_the_matcher_scores() {
        assert_eq!(comparable("PyCon in Тромсё").text, "PyCon in тромсе");
    }
}
