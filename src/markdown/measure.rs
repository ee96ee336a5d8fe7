//! How many columns text takes, measured as ratatui's `Buffer` does when it draws.
//!
//! The buffer walks grapheme clusters and gives each its own cells, so a string is as wide as its
//! clusters added up, which `unicode-width` alone does not say: it counts the Arabic `لا` once
//! where two cells are drawn, and a halfwidth voiced mark (`ﾟ`) not at all.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns that one grapheme cluster takes in a buffer.
pub(super) fn cluster(symbol: &str) -> u16 {
    if symbol.len() == 1 {
        return 1;
    }
    let halfwidth_marks = symbol
        .chars()
        .filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}'))
        .count();
    u16::try_from(symbol.width() + halfwidth_marks).unwrap_or(u16::MAX)
}

/// The clusters that are drawn, each with its columns.
///
/// One without width (a combining mark with no letter before it) draws nothing and is left out;
/// a joiner that joins nothing goes too.
pub(super) fn clusters(text: &str) -> impl Iterator<Item = (&str, u16)> {
    text.graphemes(true)
        .map(|symbol| symbol.trim_end_matches('\u{200d}'))
        .map(|symbol| (symbol, cluster(symbol)))
        .filter(|&(symbol, width)| width > 0 && !symbol.is_empty())
}

/// Columns of a text drawn as one span.
pub(super) fn text(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    clusters(text).map(|(_, width)| usize::from(width)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::buffer::{Buffer, CellWidth as _};
    use ratatui::layout::Rect;
    use ratatui::style::Style;

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
            assert_eq!(text(sample), usize::from(end), "{sample}");
        }
    }

    #[test]
    fn a_cluster_is_as_wide_as_its_cell() {
        for (symbol, width) in SAMPLES.into_iter().flat_map(clusters) {
            assert_eq!(width, symbol.cell_width(), "{symbol}");
        }
    }

    #[test]
    fn what_draws_nothing_is_left_out() {
        assert_eq!(clusters("\u{301}a\u{200d}").collect::<Vec<_>>(), [("a", 1)]);
    }
}
