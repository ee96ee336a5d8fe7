//! Text in columns: how wide it is, and how to cut it.
//!
//! Owns measuring and truncating as the terminal measures, grapheme by grapheme, the way
//! ratatui's buffer does. It must not know what the text means.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The columns a text takes.
pub fn columns(text: &str) -> usize {
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// The text, or as much of it as fits `max` columns with `…` at the end.
///
/// ```
/// use shownotes::width::truncate;
/// assert_eq!(truncate("Tromsø Norway", 20), "Tromsø Norway");
/// assert_eq!(truncate("Tromsø Norway", 8), "Tromsø…");
/// assert_eq!(truncate("日本語", 4), "日…");
/// ```
pub fn truncate(text: &str, max: usize) -> String {
    if columns(text) <= max {
        return text.to_owned();
    }
    if max == 0 {
        return String::new();
    }
    let mut cut = head(text, max - 1).trim_end().to_owned();
    cut.push('…');
    cut
}

/// As much of the start of a text as fits `max` columns.
pub fn head(text: &str, max: usize) -> &str {
    let mut taken = 0;
    let mut end = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        taken += grapheme.width();
        if taken > max {
            break;
        }
        end = at + grapheme.len();
    }
    text.get(..end).unwrap_or(text)
}

/// As much of the end of a text as fits `max` columns.
pub fn tail(text: &str, max: usize) -> &str {
    let mut taken = 0;
    let mut start = text.len();
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        taken += grapheme.width();
        if taken > max {
            break;
        }
        start = at;
    }
    text.get(start..).unwrap_or(text)
}

/// A text cut into pieces of at most `max` columns each, wherever that falls: for addresses,
/// of which every character must be seen.
pub fn pieces(text: &str, max: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut piece = head(rest, max.max(1));
        if piece.is_empty() {
            // A character wider than the line: shown all the same, rather than never.
            piece = rest.graphemes(true).next().unwrap_or(rest);
        }
        pieces.push(piece);
        rest = rest.get(piece.len()..).unwrap_or_default();
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_and_joined_emoji_take_two_columns() {
        assert_eq!(columns("日本"), 4);
        assert_eq!(columns("👩\u{200d}💻"), 2);
        assert_eq!(columns("e\u{301}"), 1);
    }

    #[test]
    fn a_cut_never_splits_a_character() {
        assert_eq!(truncate("日本語", 2), "…");
        assert_eq!(truncate("ae\u{301}bcd", 3), "ae\u{301}…");
        assert_eq!(truncate("abc", 0), "");
    }

    #[test]
    fn a_tail_is_the_end_that_fits() {
        assert_eq!(tail("wsgi django", 6), "django");
        assert_eq!(tail("日本語", 3), "語");
        assert_eq!(tail("ab", 9), "ab");
    }

    #[test]
    fn pieces_hold_every_character() {
        assert_eq!(pieces("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(pieces("日本", 1).concat(), "日本");
        assert!(pieces("", 3).is_empty());
    }
}
