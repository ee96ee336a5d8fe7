//! Text into cells.
//!
//! Owns writing text as `Buffer::set_stringn` does, which looks for grapheme clusters wherever
//! it is asked. There are none to find in plain text, which is most of any screen: that goes
//! into the cells letter by letter.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::width;

/// Writes a line from a cell on, over at most so many columns.
pub(super) fn set_line(buffer: &mut Buffer, x: u16, y: u16, line: &Line<'_>, columns: u16) {
    let end = x.saturating_add(columns);
    let mut x = x;
    for span in line {
        if x >= end {
            break;
        }
        x = set(buffer, x, y, &span.content, end - x, line.style.patch(span.style));
    }
}

/// Writes a text from a cell on, over at most so many columns: the column behind it.
pub(super) fn set(
    buffer: &mut Buffer,
    x: u16,
    y: u16,
    text: &str,
    columns: u16,
    style: Style,
) -> u16 {
    let (plain, rest) = text.split_at(plain(text));
    let columns = columns.min(buffer.area.right().saturating_sub(x));
    let mut behind = x;
    if y < buffer.area.bottom()
        && let (Some(left), Some(above)) =
            (x.checked_sub(buffer.area.x), y.checked_sub(buffer.area.y))
    {
        let first = usize::from(above) * usize::from(buffer.area.width) + usize::from(left);
        let cells = buffer.content.iter_mut().skip(first).take(columns.into());
        for (cell, c) in cells.zip(plain.chars()) {
            cell.set_char(c).set_style(style);
            behind += 1;
        }
    }
    let left = columns - (behind - x);
    if rest.is_empty() || left == 0 {
        return behind;
    }
    buffer.set_stringn(behind, y, rest, left.into(), style).0
}

/// The bytes from the start of a text on that hold no cluster of several characters.
fn plain(text: &str) -> usize {
    let mut last = 0;
    for (at, c) in text.char_indices() {
        if !width::is_plain(c) {
            // The character before may be one with what comes.
            return last;
        }
        last = at;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Cell;
    use ratatui::layout::Rect;
    use ratatui::style::Stylize as _;
    use ratatui::text::Span;

    use super::*;

    proptest! {
        #[test]
        fn text_is_written_as_the_buffer_would(
            texts in prop::collection::vec("[ -~]{0,6}|[aeé·\u{301}日–\u{200d}👩💻\t]{0,4}|.{0,4}", 0..4),
            x in 0_u16..14,
            columns in 0_u16..14,
        ) {
            let area = Rect::new(0, 0, 12, 2);
            let styles = [Style::new().bold(), Style::new().red(), Style::new()];
            let spans = texts.iter().zip(styles.iter().cycle());
            let line: Line<'_> =
                spans.map(|(text, style)| Span::styled(text.as_str(), *style)).collect();
            let line = line.on_blue();
            let (mut ours, mut theirs) = (Buffer::empty(area), Buffer::empty(area));
            set_line(&mut ours, x, 1, &line, columns);
            theirs.set_line(x, 1, &line, columns);
            prop_assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn a_mark_stays_with_the_letter_before_it() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        assert_eq!(set(&mut buffer, 0, 0, "ae\u{301}b", 4, Style::new()), 3);
        let cells: Vec<&str> = buffer.content.iter().map(Cell::symbol).collect();
        assert_eq!(cells, ["a", "e\u{301}", "b", " "]);
    }
}
