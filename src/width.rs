//! Text in columns: how wide it is, and how to cut it.
//!
//! Owns measuring as ratatui's `Buffer` does when it draws, which is what lands on the terminal:
//! it walks grapheme clusters and gives each its own cells, so a text is as wide as its clusters
//! added up. `unicode-width` alone does not say that: it counts the Arabic `لا` once where two
//! cells are drawn, and a halfwidth voiced mark (`ﾟ`) not at all. It must not know what the text
//! means.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Whether a character is a cluster of one column unless a mark or joiner comes right after it:
/// printable ASCII, the letters of Europe's languages, and the dots, dashes and quotes of print.
/// Most text is of nothing else, and need not be searched for clusters.
pub const fn is_plain(c: char) -> bool {
    matches!(
        c,
        ' '..='~'
            | '\u{a1}'..='\u{ac}'
            | '\u{ae}'..='\u{17f}'
            | '\u{2013}'
            | '\u{2014}'
            | '\u{2018}'..='\u{201e}'
            | '\u{2022}'
            | '\u{2026}'
    )
}

/// The columns a text takes.
pub fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    if text.chars().all(is_plain) {
        return text.chars().count();
    }
    clusters(text).map(|(_, width)| usize::from(width)).sum()
}

/// Columns that one grapheme cluster takes in a buffer.
fn cluster(symbol: &str) -> u16 {
    if symbol.len() == 1 {
        return 1;
    }
    let halfwidth_marks = symbol.chars().filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}')).count();
    u16::try_from(symbol.width() + halfwidth_marks).unwrap_or(u16::MAX)
}

/// The clusters that are drawn, each with its columns.
///
/// One without width (a combining mark with no letter before it) draws nothing and is left out;
/// a joiner that joins nothing goes too.
pub fn clusters(text: &str) -> impl Iterator<Item = (&str, u16)> {
    text.graphemes(true)
        .map(|symbol| symbol.trim_end_matches('\u{200d}'))
        .map(|symbol| (symbol, cluster(symbol)))
        .filter(|&(symbol, width)| width > 0 && !symbol.is_empty())
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
    // No more of the text is looked at than may fit, and what may join the last of it.
    let near = text.len().min(max.saturating_add(1));
    if text.as_bytes().get(..near).is_some_and(<[u8]>::is_ascii) {
        return text.get(..max).unwrap_or(text);
    }
    let mut taken = 0;
    let mut end = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        taken += usize::from(cluster(grapheme));
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
        taken += usize::from(cluster(grapheme));
        if taken > max {
            break;
        }
        start = at;
    }
    text.get(start..).unwrap_or(text)
}

/// A text cut into pieces of at most `max` columns each, wherever that falls: for addresses,
/// of which every character must be seen.
pub fn pieces(text: &str, max: usize) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let piece = piece(rest, max)?;
        rest = rest.get(piece.len()..).unwrap_or_default();
        Some(piece)
    })
}

/// A text cut into lines of at most `max` columns, between words where there are some: for
/// sentences.
///
/// ```
/// use shownotes::width::lines;
/// assert_eq!(lines("Ada is here", 8).collect::<Vec<_>>(), ["Ada is", "here"]);
/// assert_eq!(lines("Tromsøværet", 6).collect::<Vec<_>>(), ["Tromsø", "været"]);
/// ```
pub fn lines(text: &str, max: usize) -> impl Iterator<Item = &str> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        let piece = piece(rest, max)?;
        let after = rest.get(piece.len()..).unwrap_or_default();
        let is_whole = after.is_empty() || after.starts_with(' ');
        let end = if is_whole { piece.len() } else { piece.rfind(' ').unwrap_or(piece.len()) };
        let (line, after) = rest.split_at_checked(end)?;
        rest = after.trim_start();
        Some(line.trim_end())
    })
}

/// What of a text fits `max` columns: a character wider than that is shown all the same, rather
/// than never. `None` at its end.
fn piece(text: &str, max: usize) -> Option<&str> {
    let piece = head(text, max.max(1));
    if piece.is_empty() { text.graphemes(true).next() } else { Some(piece) }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::{Buffer, CellWidth as _};
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    const SAMPLES: [&str; 14] = [
        "plain",
        "naïve e\u{301}",
        "日本語",
        "👩\u{200d}💻 works",
        "❤\u{fe0f} and ❤",
        "🇳🇴🇸",
        "👍🏽",
        "ﾊﾟｶﾞ",
        "(ﾟДﾟ)",
        "لا إله",
        "क्षत्रिय",
        "กำ",
        "1\u{fe0f}\u{20e3}",
        "각",
    ];

    #[test]
    fn text_is_as_wide_as_the_cells_it_fills() {
        for sample in SAMPLES {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 1));
            let (end, _) = buffer.set_stringn(0, 0, sample, 40, Style::new());
            assert_eq!(columns(sample), usize::from(end), "{sample}");
        }
    }

    #[test]
    fn a_cluster_is_as_wide_as_its_cell() {
        for (symbol, width) in SAMPLES.into_iter().flat_map(clusters) {
            assert_eq!(width, symbol.cell_width(), "{symbol}");
        }
    }

    #[test]
    fn a_plain_character_is_a_cluster_of_one_column() {
        let plain: Vec<char> = ('\0'..='\u{ffff}').filter(|&c| is_plain(c)).collect();
        for &c in &plain {
            let (symbol, twice) = (c.to_string(), format!("{c}a{c}{c}"));
            assert_eq!(symbol.cell_width(), 1, "{c}");
            let clusters: Vec<(&str, u16)> = clusters(&twice).collect();
            let one = (symbol.as_str(), 1);
            assert_eq!(clusters, [one, ("a", 1), one, one], "{c}");
        }
        let all: String = plain.iter().collect();
        assert_eq!(clusters(&all).count(), plain.len());
    }

    #[test]
    fn what_draws_nothing_is_left_out() {
        assert_eq!(clusters("\u{301}a\u{200d}").collect::<Vec<_>>(), [("a", 1)]);
    }

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
        let all = |text, max| pieces(text, max).collect::<Vec<_>>();
        assert_eq!(all("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(all("日本", 1).concat(), "日本");
        assert!(all("", 3).is_empty());
        // A mark that stands behind the last letter that fits belongs to it.
        assert_eq!(all("abe\u{301}d", 3), ["abe\u{301}", "d"]);
    }

    #[test]
    fn lines_end_between_words_and_hold_each() {
        let all = |text, max| lines(text, max).collect::<Vec<_>>();
        assert_eq!(all("one two  three", 7), ["one two", "three"]);
        assert_eq!(all(" a bc ", 1), ["a", "b", "c"]);
        assert_eq!(all("see https://a.example now", 10), ["see", "https://a.", "example", "now"]);
        assert_eq!(all("日本 語", 1), ["日", "本", "語"]);
        assert!(all("  ", 3).is_empty());
    }
}
