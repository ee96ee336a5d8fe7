//! Exact search that accents, case and line breaks do not mislead.
//!
//! Owns what it is to find a text in another: `tromso` is found in `TROMSØ`, `big data` where the
//! line breaks between the two words. It must not know what is searched.
//!
//! Much text is searched while somebody types, so [`Pattern::is_in`] folds a few thousand bytes
//! at a time and looks through them with `memmem`, which takes linear time whatever it looks for.
//! Only where a match is to be shown is a text folded as a whole.

mod loose;
#[cfg(test)]
mod properties;

use std::hash::{Hash, Hasher};
use std::ops::Range;

use memchr::memmem::Finder;

use self::loose::{Loose, Pieces, Spaces};

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The loose text to find.
    needle: String,
    whole: Finder<'static>,
    /// The longest of several words: a text without it is done with quickly.
    word: Option<Finder<'static>>,
}

impl Pattern {
    /// A pattern for a text. Accents and case do not count, a run of white space stands for any
    /// other, and white space at either end is left out: somebody may still be typing.
    ///
    /// ```
    /// use shownotes::pattern::Pattern;
    ///
    /// let pattern = Pattern::new("tromso norway");
    /// assert_eq!(pattern.find_in("in Tromsø,\nTromsø\nNorway"), Some(12..26));
    /// ```
    pub fn new(text: &str) -> Self {
        let needle = Loose::new(text).text.trim_matches(' ').to_owned();
        let longest = needle.split(' ').max_by_key(|word| word.len());
        let word = longest.filter(|word| word.len() < needle.len());
        let word = word.map(|word| Finder::new(word).into_owned());
        Self { whole: Finder::new(&needle).into_owned(), word, needle }
    }

    /// The text looked for: without accents, in lower case.
    pub fn as_str(&self) -> &str {
        &self.needle
    }

    /// Whether nothing is looked for. An empty pattern is found nowhere.
    pub fn is_empty(&self) -> bool {
        self.needle.is_empty()
    }

    /// Whether the pattern stands in a text.
    pub fn is_in(&self, text: &str) -> bool {
        if self.is_empty() || text.is_ascii() && !self.needle.is_ascii() {
            return false;
        }
        match &self.word {
            Some(word) => {
                stands_in(word, text, Spaces::Kept)
                    && stands_in(&self.whole, text, Spaces::Collapsed)
            }
            None => stands_in(&self.whole, text, Spaces::Kept),
        }
    }

    /// Where the pattern first stands in a text, in bytes.
    pub fn find_in(&self, text: &str) -> Option<Range<usize>> {
        self.find_all(text).next()
    }

    /// Where the pattern first stands in a text, in characters.
    pub fn characters_in(&self, text: &str) -> Option<Range<usize>> {
        let Range { start, end } = self.find_in(text)?;
        let count = |range| text.get(range).map_or(0, |text: &str| text.chars().count());
        let before = count(0..start);
        Some(before..before + count(start..end))
    }

    /// Where the pattern stands in a text, in bytes: whole characters with the combining marks
    /// behind them, in order, none within another.
    pub fn find_all(&self, text: &str) -> impl Iterator<Item = Range<usize>> + use<'_> {
        let loose = if self.is_empty() { Loose::default() } else { Loose::new(text) };
        let mut from = 0;
        std::iter::from_fn(move || {
            let rest = loose.text.as_bytes().get(from..).filter(|_| !self.is_empty())?;
            let start = from + self.whole.find(rest)?;
            let found = loose.origin(&(start..start + self.needle.len()));
            from = loose.from(found.end);
            Some(found)
        })
    }
}

/// Whether a loose text stands in another.
fn stands_in(finder: &Finder<'_>, text: &str, spaces: Spaces) -> bool {
    let mut pieces = Pieces::new(text, finder.needle().len(), spaces);
    while let Some(piece) = pieces.next() {
        if finder.find(piece).is_some() {
            return true;
        }
    }
    false
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.needle == other.needle
    }
}

impl Eq for Pattern {}

impl Hash for Pattern {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.needle.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found, as written.
    fn found<'t>(pattern: &str, text: &'t str) -> Vec<&'t str> {
        let pattern = Pattern::new(pattern);
        let found: Vec<_> = pattern.find_all(text).map(|range| text.get(range).unwrap()).collect();
        assert_eq!(pattern.is_in(text), !found.is_empty(), "{pattern:?} in {text:?}");
        found
    }

    #[test]
    fn case_and_accents_hide_nothing_in_either() {
        for pattern in ["tromso", "TROMSØ", "Tromsø", "TrOmSo"] {
            assert_eq!(
                found(pattern, "From Tromsø, TROMSØ and tromso"),
                ["Tromsø", "TROMSØ", "tromso"]
            );
        }
        assert!(found("tromsa", "Tromsø").is_empty());
    }

    #[test]
    fn one_letter_may_be_two() {
        assert_eq!(found("strasse", "Straße, STRASSE, STRAẞE"), ["Straße", "STRASSE", "STRAẞE"]);
        assert_eq!(found("Straße", "strasse"), ["strasse"]);
    }

    #[test]
    fn half_of_a_letter_is_found_as_all_of_it_once() {
        assert_eq!(found("s", "ß"), ["ß"]);
        assert_eq!(found("se", "Straße"), ["ße"]);
    }

    #[test]
    fn marks_belong_to_the_letter_before_them() {
        assert_eq!(found("e", "cafe\u{301}\u{302}s"), ["e\u{301}\u{302}"]);
        assert_eq!(found("cafe", "cafe\u{301}"), ["cafe\u{301}"]);
        assert_eq!(found("fes", "cafe\u{301}s"), ["fe\u{301}s"]);
    }

    #[test]
    fn white_space_of_any_kind_and_length_is_alike() {
        for text in ["big data", "big\n    data", "Big\u{a0}data", "BIG \t\n data"] {
            assert_eq!(found("big data", text), [text]);
            assert_eq!(found(" big \n data ", text), [text]);
        }
        assert!(found("big data", "bigdata").is_empty());
    }

    #[test]
    fn matches_do_not_overlap() {
        assert_eq!(found("aa", "aaaaa").len(), 2);
        assert_eq!(found("a a", "a a a a"), ["a a", "a a"]);
    }

    #[test]
    fn other_scripts_are_found_as_they_are() {
        assert_eq!(found("日本", "「日本語」"), ["日本"]);
        assert_eq!(found("ПИТОН", "про питон"), ["питон"]);
        assert_eq!(found("οδος", "ΟΔΟΣ"), ["ΟΔΟΣ"]);
        assert!(found("日本", "plain").is_empty());
    }

    #[test]
    fn nothing_is_found_nowhere() {
        for pattern in ["", "  ", "\u{301}"] {
            assert!(Pattern::new(pattern).is_empty());
            assert!(found(pattern, "some text").is_empty());
        }
    }

    #[test]
    fn what_lies_across_the_pieces_of_a_long_text_is_found() {
        for before in (4000..4200).chain([0, 9000]) {
            let text = format!("{}big\n\n   dåta{}", "å".repeat(before), "b".repeat(before));
            assert_eq!(found("big data", &text), ["big\n\n   dåta"], "after {before}");
            assert_eq!(found("dat", &text), ["dåt"], "after {before}");
        }
    }

    #[test]
    fn a_pattern_may_be_longer_than_a_piece() {
        let long = "abc ".repeat(5000);
        assert_eq!(found(&long, &format!("x{long}y")).len(), 1);
        assert!(found(&format!("{long}z"), &long).is_empty());
    }
}
