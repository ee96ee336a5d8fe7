//! Links that are the terminal's own (OSC 8), so that it can tell where they lead and open them.
//!
//! Owns the escape sequences and how they stand in a buffer: a run of cells as one, its text and
//! the sequences in the first, the others left out of the drawing. So nothing may be drawn over
//! a link afterwards. Whether the terminal knows them is not asked here.

#[cfg(test)]
mod properties;

use std::fmt::Write as _;
use std::num::NonZeroU16;
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Rect;

use crate::width;

/// Terminals take no longer addresses, in bytes.
const LONGEST: usize = 2_000;

/// What ends a link.
const CLOSE: &str = "\x1b]8;;\x1b\\";

/// Makes cells of one line a link. Cells with the same number are told to be parts of one.
pub(super) fn link(buffer: &mut Buffer, cells: Rect, number: usize, address: &str) {
    if address.len() > LONGEST {
        return;
    }
    let open = opening(number, address);
    let (mut x, y, end) = (cells.x, cells.y, cells.right());
    while x < end {
        let (text, run_end) = run(buffer, x..end, y);
        let Some(columns) = NonZeroU16::new(run_end - x) else {
            let symbol = buffer.cell((x, y)).map_or("", Cell::symbol);
            x += columns_of(symbol).max(1);
            continue;
        };
        for covered in x + 1..run_end {
            if let Some(cell) = buffer.cell_mut((covered, y)) {
                cell.set_diff_option(CellDiffOption::Skip);
            }
        }
        if let Some(first) = buffer.cell_mut((x, y)) {
            first.set_symbol(&format!("{open}{text}{CLOSE}"));
            first.set_diff_option(CellDiffOption::ForcedWidth(columns));
        }
        // The last column may have been half of a wide character, of which the terminal then
        // leaves something in the next.
        if let Some(next) = buffer.cell_mut((run_end, y))
            && next.diff_option == CellDiffOption::None
        {
            next.set_diff_option(CellDiffOption::AlwaysUpdate);
        }
        x = run_end;
    }
}

/// What begins a link: only printable ASCII may stand in it.
fn opening(number: usize, address: &str) -> String {
    let mut open = format!("\x1b]8;id={number};");
    for byte in address.bytes() {
        if byte.is_ascii_graphic() {
            open.push(char::from(byte));
        } else {
            // A `String` takes whatever is written.
            let _ = write!(open, "%{byte:02X}");
        }
    }
    open.push_str("\x1b\\");
    open
}

/// The text of the cells from the first on that look alike, and the column behind them. It ends
/// before what terminals disagree on the width of: there the next column must be named.
fn run(buffer: &Buffer, columns: Range<u16>, y: u16) -> (String, u16) {
    let style = buffer.cell((columns.start, y)).map(Cell::style);
    let (mut text, mut x) = (String::new(), columns.start);
    while let Some(cell) = buffer.cell((x, y)) {
        let symbol = cell.symbol();
        let wide = columns_of(symbol);
        let is_plain = symbol.chars().count() == 1 && wide > 0;
        let is_free =
            matches!(cell.diff_option, CellDiffOption::None | CellDiffOption::AlwaysUpdate);
        if Some(cell.style()) != style || !is_plain || !is_free || x + wide > columns.end {
            break;
        }
        text.push_str(symbol);
        x += wide;
    }
    (text, x)
}

fn columns_of(symbol: &str) -> u16 {
    u16::try_from(width::columns(symbol)).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    const OPEN: &str = "\x1b]8;id=3;https://a.example/\x1b\\";

    /// The first line of a buffer with a link over some columns: what each cell would print.
    fn linked(text: &str, columns: Range<u16>, restyle: Option<Range<u16>>) -> Vec<String> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        buffer.set_string(0, 0, text, Style::new());
        if let Some(columns) = restyle {
            let (x, width) = (columns.start, columns.end - columns.start);
            buffer.set_style(Rect { x, y: 0, width, height: 1 }, Style::new().reversed());
        }
        let (x, width) = (columns.start, columns.end - columns.start);
        link(&mut buffer, Rect { x, y: 0, width, height: 1 }, 3, "https://a.example/");
        let empty = Buffer::empty(buffer.area);
        let drawn = empty.diff(&buffer);
        drawn.into_iter().map(|(_, _, cell)| cell.symbol().to_owned()).collect()
    }

    #[test]
    fn the_text_of_a_link_is_drawn_from_its_first_cell() {
        let link = format!("{OPEN}link{CLOSE}");
        assert_eq!(linked("a link!", 2..6, None), ["a", link.as_str(), "!"]);
    }

    #[test]
    fn what_looks_different_within_a_link_is_a_link_of_its_own() {
        let (li, nk) = (format!("{OPEN}li{CLOSE}"), format!("{OPEN}nk{CLOSE}"));
        assert_eq!(linked("a link!", 2..6, Some(4..7)), ["a", li.as_str(), nk.as_str(), "!"]);
    }

    #[test]
    fn a_character_of_doubtful_width_is_no_part_of_the_link() {
        let (a, b) = (format!("{OPEN}漢a{CLOSE}"), format!("{OPEN}b{CLOSE}"));
        assert_eq!(linked("漢ae\u{301}b", 0..5, None), [a.as_str(), "e\u{301}", b.as_str(), " "]);
    }

    #[test]
    fn an_address_is_written_in_printable_ascii() {
        assert_eq!(opening(0, "http://a/ü\u{1b}"), "\x1b]8;id=0;http://a/%C3%BC%1B\x1b\\");
    }
}
