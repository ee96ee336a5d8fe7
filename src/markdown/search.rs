//! Where a pattern stands on a laid-out page.
//!
//! Reads the lines as a reader does: over the end of one to the start of the next, past what
//! indents it. Knows no Markdown; bullets and bars are characters like any other.

use std::ops::Range;

use ratatui::text::Line;
use unicode_segmentation::UnicodeSegmentation;

use crate::pattern::Pattern;
use crate::width;

use super::Place;

/// Every occurrence of a pattern, in order, as the cells it covers: several places when it runs
/// over the end of a line.
///
/// ```
/// use shownotes::markdown::{StyleSheet, places, render};
/// use shownotes::pattern::Pattern;
///
/// let page = render("- Some **big data** here", 10, &StyleSheet::default());
/// let found = places(&page.lines, &Pattern::new("big data"));
/// let cells = |at: usize| (found[0][at].row, found[0][at].columns.clone());
/// assert_eq!((found.len(), cells(0), cells(1)), (1, (0, 7..10), (1, 2..6)));
/// ```
pub fn places(lines: &[Line<'_>], pattern: &Pattern) -> Vec<Vec<Place>> {
    let page = Cells::of(lines);
    pattern.find_all(&page.text).map(|found| page.places(&found)).collect()
}

/// The lines as one text and where each character of it is drawn.
struct Cells {
    text: String,
    /// In the order of the text.
    cells: Vec<Cell>,
}

/// A grapheme cluster on the page.
struct Cell {
    /// The byte it begins at.
    start: usize,
    row: usize,
    columns: Range<u16>,
    blank: bool,
}

impl Cells {
    fn of(lines: &[Line<'_>]) -> Self {
        let (mut text, mut cells) = (String::new(), Vec::new());
        for (row, line) in lines.iter().enumerate() {
            let mut column = 0_u16;
            // Span by span, as they are drawn.
            for symbol in line.spans.iter().flat_map(|span| span.content.graphemes(true)) {
                let width = u16::try_from(width::columns(symbol)).unwrap_or(u16::MAX);
                let columns = column..column.saturating_add(width);
                column = columns.end;
                let blank = symbol.trim().is_empty();
                cells.push(Cell { start: text.len(), row, columns, blank });
                text.push_str(symbol);
            }
            text.push('\n');
        }
        Self { text, cells }
    }

    /// What some bytes of the text cover; no blanks at the ends of lines.
    fn places(&self, found: &Range<usize>) -> Vec<Place> {
        let first = self.cells.partition_point(|cell| cell.start <= found.start).saturating_sub(1);
        let covered = self.cells.get(first..).unwrap_or_default().iter();
        let covered = covered.take_while(|cell| cell.start < found.end);
        let mut places: Vec<Place> = Vec::new();
        for cell in covered.filter(|cell| !cell.blank && !cell.columns.is_empty()) {
            match places.last_mut() {
                Some(place) if place.row == cell.row => place.columns.end = cell.columns.end,
                Some(_) | None => {
                    places.push(Place { row: cell.row, columns: cell.columns.clone() });
                }
            }
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::render;
    use crate::markdown::testing::STYLES;

    /// Each occurrence as `row:start-end …`.
    fn found(source: &str, width: u16, wanted: &str) -> Vec<String> {
        shown(&places(&render(source, width, &STYLES).lines, &Pattern::new(wanted)))
    }

    fn shown(places: &[Vec<Place>]) -> Vec<String> {
        let one =
            |place: &Place| format!("{}:{}-{}", place.row, place.columns.start, place.columns.end);
        places.iter().map(|all| all.iter().map(one).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn every_occurrence_is_found_in_order() {
        assert_eq!(
            found("# Tea\n\ntea and Tea\n\n- more tea", 40, "tea"),
            ["0:0-3", "2:0-3", "2:8-11", "4:7-10"]
        );
    }

    #[test]
    fn links_and_emphasis_within_do_not_hide_it() {
        assert_eq!(found("a [big](u) *da*ta", 40, "big data"), ["0:2-10"]);
    }

    #[test]
    fn it_runs_over_the_ends_of_lines_and_past_their_indents() {
        assert_eq!(found("- one two three four", 9, "two three four"), ["0:6-9 1:2-7 2:2-6"]);
        assert_eq!(found("para big\n\ndata", 40, "big data"), ["0:5-8 2:0-4"]);
    }

    #[test]
    fn wide_characters_and_marks_are_measured_as_they_are_drawn() {
        assert_eq!(found("日本 cafe\u{301}s 語", 40, "cafe"), ["0:5-9"]);
        assert_eq!(found("日本 cafe\u{301}s 語", 40, "s 語"), ["0:9-13"]);
        assert_eq!(found("لا word", 40, "word"), ["0:3-7"]);
    }

    #[test]
    fn what_is_drawn_as_one_is_covered_whole() {
        assert_eq!(found("a 👩\u{200d}👩 b", 40, "👩"), ["0:2-4", "0:2-4"]);
    }

    #[test]
    fn what_draws_nothing_covers_nothing() {
        let lines = [Line::from("a\u{3164}"), Line::from(vec!["b".into(), "\u{200d}".into()])];
        assert_eq!(shown(&places(&lines, &Pattern::new("b\u{200d}"))), ["1:0-1"]);
        assert!(places(&[], &Pattern::new("a")).is_empty());
        assert!(places(&lines, &Pattern::new("")).is_empty());
    }
}
