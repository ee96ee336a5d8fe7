//! The line that shows why something was found.
//!
//! Owns which part of a line is shown when all of it has no room. It must not know what was
//! looked for, only where it stands.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::width;

/// Stands where text was cut.
const CUT: char = '…';

/// Columns without room for a cut on either side of a wide character.
const NARROW: usize = 4;

/// One line with a match in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The line, white space collapsed, with `…` wherever it was cut.
    pub text: String,
    /// The characters of the text that match, as far as they are shown.
    pub matched: Range<usize>,
}

impl Excerpt {
    /// The line of a text that a match (in bytes) stands in, cut to a width in columns so that
    /// the match is seen. A match that runs over several lines joins them.
    ///
    /// Takes time linear in the width, however long the line and the match.
    ///
    /// ```
    /// use shownotes::excerpt::Excerpt;
    ///
    /// let text = "Notes\nWhere to find the   wsgi proposal\nMore";
    /// let excerpt = Excerpt::new(text, 26..30, 16);
    /// assert_eq!((excerpt.text.as_str(), excerpt.matched), ("…the wsgi propo…", 5..9));
    /// ```
    pub fn new(text: &str, found: Range<usize>, width: usize) -> Self {
        // Enough of the line to fill the width, even where characters share a column.
        let reach = width.saturating_mul(4).saturating_add(64);
        Line::around(text, found, reach).cut(width)
    }
}

/// A line, or as much of it as could be shown.
#[derive(Debug, Default)]
struct Line {
    text: String,
    /// The bytes that match.
    matched: Range<usize>,
}

impl Line {
    /// The line around a match, at most so many characters of it and on either side of it.
    fn around(text: &str, found: Range<usize>, reach: usize) -> Self {
        let mut line = Self::default();
        let before = text.get(..found.start).unwrap_or_default();
        let mut near = before.char_indices().rev().take_while(|&(_, c)| c != '\n');
        let start = near.by_ref().take(reach).last().map_or(before.len(), |(at, _)| at);
        if near.next().is_some() {
            line.text.push(CUT);
        }
        line.push(before.get(start..).unwrap_or_default().chars());
        line.matched.start = line.text.len();

        let mut near = text.get(found.clone()).unwrap_or_default().chars();
        line.push(near.by_ref().take(reach));
        line.matched.end = line.text.len();

        let after = if near.next().is_none() { text.get(found.end..) } else { Some("…") };
        let mut near = after.unwrap_or_default().chars().take_while(|&c| c != '\n');
        line.push(near.by_ref().take(reach));
        if near.next().is_some() {
            line.text.push(CUT);
        }
        line.text.truncate(line.text.trim_end().len());
        line
    }

    /// Adds text; a run of white space becomes one space, and none is at the start.
    fn push(&mut self, text: impl Iterator<Item = char>) {
        for c in text {
            if !c.is_whitespace() {
                self.text.push(c);
            } else if !self.text.is_empty() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        }
    }

    /// What stands before the match, the match, and what follows; what is drawn as one is not
    /// taken apart.
    fn parts(&self) -> [&str; 3] {
        let Range { start, end } = self.matched;
        let boundaries = || self.text.grapheme_indices(true).map(|(at, _)| at);
        let start = boundaries().take_while(|&at| at <= start).last().unwrap_or(0);
        let end = boundaries().find(|&at| at >= end).unwrap_or(self.text.len());
        let (before, rest) = self.text.split_at_checked(start).unwrap_or_default();
        let (matched, after) = rest.split_at_checked(end.saturating_sub(start)).unwrap_or_default();
        [before, matched, after]
    }

    /// The part that shows the match and fits.
    fn cut(&self, width: usize) -> Excerpt {
        let [before, matched, after] = self.parts();
        let [left, middle, right] = [before, matched, after].map(width::columns);
        let shown_before = if left + middle + right.min(1) <= width {
            before.to_owned()
        } else {
            // Half of the room, or what the other side leaves of it.
            let room = width.saturating_sub(middle + 1);
            let words = last_words(before, room.saturating_sub(right).max(room / 2));
            let is_cut = words.len() < before.len() && width >= NARROW;
            is_cut.then_some(CUT).into_iter().chain(words.chars()).collect()
        };
        let whole = [&shown_before, matched, after].concat();
        let text = width::truncate(&whole, width);
        // Of a text that was cut, the last character is not the line's.
        let shown = text.chars().count() - usize::from(text.len() < whole.len() && width > 0);
        let start = shown_before.chars().count();
        let matched = start..start + matched.chars().count();
        Excerpt { matched: matched.start.min(shown)..matched.end.min(shown), text }
    }
}

/// As much of the end of a text as fits, beginning with a whole word if there is one.
fn last_words(text: &str, max: usize) -> &str {
    let end = width::tail(text, max);
    let (rest, _) = text.split_at_checked(text.len() - end.len()).unwrap_or_default();
    if rest.ends_with(' ') {
        return end;
    }
    end.split_once(' ').map_or(end, |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The excerpt, the match in brackets.
    fn shown(text: &str, wanted: &str, width: usize) -> String {
        let start = text.find(wanted).unwrap();
        marked(&Excerpt::new(text, start..start + wanted.len(), width))
    }

    fn marked(excerpt: &Excerpt) -> String {
        let mut marked: Vec<char> = excerpt.text.chars().collect();
        marked.insert(excerpt.matched.end, ']');
        marked.insert(excerpt.matched.start, '[');
        marked.into_iter().collect()
    }

    const TEXT: &str = "first line\n  The  web needs\ta standard, and Cory wrote one. \nlast line";

    #[test]
    fn a_line_that_fits_is_shown_whole() {
        assert_eq!(shown(TEXT, "standard", 60), "The web needs a [standard], and Cory wrote one.");
        assert_eq!(shown(TEXT, "first", 10), "[first] line");
        assert_eq!(shown(TEXT, "last line", 9), "[last line]");
    }

    #[test]
    fn a_line_is_cut_where_the_match_is_not() {
        assert_eq!(shown(TEXT, "web", 20), "The [web] needs a sta…");
        assert_eq!(shown(TEXT, "Cory", 20), "…and [Cory] wrote one.");
        assert_eq!(shown(TEXT, "standard", 24), "…a [standard], and Cory w…");
        assert_eq!(shown(TEXT, "one.", 20), "…and Cory wrote [one.]");
    }

    #[test]
    fn a_word_too_long_to_be_whole_is_cut() {
        assert_eq!(shown("https://example.org/a/long/path", "path", 12), "…a/long/[path]");
    }

    #[test]
    fn a_match_that_runs_over_lines_joins_them() {
        assert_eq!(shown("to big\n    data now\nmore", "big\n    data", 40), "to [big data] now");
    }

    #[test]
    fn of_a_match_longer_than_the_width_the_start_is_shown() {
        assert_eq!(shown("an abcdefghij", "abcdefghij", 6), "…[abcd]…");
        assert_eq!(shown("abcdefghij k", "abcdefghij", 6), "[abcde]…");
        assert_eq!(shown("an abcdefghij", "abcdefghij", 2), "[a]…");
        assert_eq!(shown("an abcdefghij", "abcdefghij", 0), "[]");
    }

    #[test]
    fn wide_characters_count_as_wide() {
        assert_eq!(shown("日本語と英語の本", "英", 9), "…と[英]語…");
        assert_eq!(shown("日本語と英語の本", "英", 4), "…[英]…");
    }

    #[test]
    fn what_is_drawn_as_one_is_marked_as_one() {
        assert_eq!(shown("a 👩\u{200d}💻 b", "👩", 20), "a [👩\u{200d}💻] b");
        assert_eq!(shown("cafe\u{301} now", "e", 20), "caf[e\u{301}] now");
    }

    #[test]
    fn a_line_without_end_is_cut_on_both_sides() {
        let text = format!("{}x{}", "\u{301}".repeat(100_000), "\u{301}".repeat(100_000));
        let at = 200_000;
        let excerpt = Excerpt::new(&text, at..at + 1, 10);
        assert!(excerpt.text.starts_with('…') && excerpt.text.ends_with('…'));
        assert!(excerpt.text.len() < 1000);
    }

    #[test]
    fn a_place_that_is_none_shows_nothing_marked() {
        assert_eq!(marked(&Excerpt::new("é", 1..9, 10)), "[]");
    }

    proptest! {
        #[test]
        fn an_excerpt_fits_and_shows_its_match(
            text in "[ab \n日é👩\u{200d}\u{301}]{0,60}", from in 0_usize..60, width in 0_usize..30
        ) {
            let indices: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let start = indices.get(from).copied().unwrap_or(text.len());
            let length = text.get(start..).unwrap().chars().next().map_or(0, char::len_utf8);
            let excerpt = Excerpt::new(&text, start..start + length, width);
            prop_assert!(width::columns(&excerpt.text) <= width, "{excerpt:?}");
            let matched: String =
                excerpt.text.chars().take(excerpt.matched.end).skip(excerpt.matched.start).collect();
            prop_assert_eq!(matched.chars().count(), excerpt.matched.len());
            let wanted = text.get(start..start + length).unwrap().trim();
            prop_assert!(width < NARROW || matched.contains(wanted), "{excerpt:?} {wanted:?}");
        }
    }
}
