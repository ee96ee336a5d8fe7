//! Styled lines as text for a terminal, or as plain text.
//!
//! Owns what is printed of them: colours, attributes, and links a terminal opens by a click. It
//! must not lay out, decide on colour (the caller knows the terminal and `NO_COLOR`) or take the
//! terminal over.

#[cfg(test)]
mod properties;
mod sgr;

use std::io::{self, Write};
use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::Line;

use crate::address::Address;
use crate::markdown::Place;
use crate::width;

/// A link for the terminal to open, and where it is on the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hyperlink<'a> {
    /// Where it leads.
    pub address: &'a Address,
    /// The cells it covers, by index of the line.
    pub places: &'a [Place],
}

/// Writes each line with a line feed after it, as a `Buffer` would draw it.
///
/// Without `colour` the text comes with no sequence at all, but for those of `links` (OSC 8): for
/// a terminal to open; give none to a pipe. Every line leaves the terminal as it found it, so
/// lines can be taken out of their order, by `grep` for instance. Alignment of a line is not
/// looked at. Of links that lie over each other, the cells are those of the one that starts first.
///
/// ```
/// use ratatui::style::Stylize as _;
/// use ratatui::text::Line;
///
/// let mut out = Vec::new();
/// shownotes::paint::write(&[Line::from("Picks".bold())], true, &[], &mut out)?;
/// assert_eq!(out, b"\x1b[1mPicks\x1b[0m\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write(
    lines: &[Line<'_>],
    colour: bool,
    links: &[Hyperlink<'_>],
    out: &mut impl Write,
) -> io::Result<()> {
    let mut targets = Targets::new(links);
    for (row, line) in lines.iter().enumerate() {
        let mut run = Run::default();
        let mut column = 0;
        for grapheme in line.styled_graphemes(Style::new()) {
            for (symbol, columns) in width::clusters(grapheme.symbol) {
                let target = targets.at(row, column);
                if (run.style, run.target) != (grapheme.style, target) {
                    run.write(colour, out)?;
                    run = Run { style: grapheme.style, target, text: String::new() };
                }
                run.text.push_str(symbol);
                column = column.saturating_add(columns);
            }
        }
        run.write(colour, out)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// A link by its index, which no other has, and where it leads.
type Target<'a> = (usize, &'a Address);

/// Text of one style that leads to one place.
#[derive(Default)]
struct Run<'a> {
    style: Style,
    target: Option<Target<'a>>,
    text: String,
}

impl Run<'_> {
    fn write(&self, colour: bool, out: &mut impl Write) -> io::Result<()> {
        if self.text.is_empty() {
            return Ok(());
        }
        if let Some((index, address)) = self.target {
            // By the same name, a terminal knows all places of a link to be one.
            write!(out, "\x1b]8;id={index};")?;
            write_ascii(address, out)?;
            out.write_all(b"\x1b\\")?;
        }
        let codes = if colour { sgr::codes(self.style) } else { String::new() };
        if codes.is_empty() {
            out.write_all(self.text.as_bytes())?;
        } else {
            write!(out, "\x1b[{codes}m{}\x1b[0m", self.text)?;
        }
        if self.target.is_some() {
            out.write_all(b"\x1b]8;;\x1b\\")?;
        }
        Ok(())
    }
}

/// What each cell leads to, to be asked in the order of the text.
struct Targets<'a> {
    /// Row, columns and target of each place, in the order of the text.
    places: Vec<(usize, Range<u16>, Target<'a>)>,
    /// How many of them have been passed.
    passed: usize,
}

impl<'a> Targets<'a> {
    fn new(links: &[Hyperlink<'a>]) -> Self {
        let mut places = Vec::new();
        for (index, link) in links.iter().enumerate() {
            for Place { row, columns } in link.places {
                places.push((*row, columns.clone(), (index, link.address)));
            }
        }
        places.sort_by_key(|(row, columns, _)| (*row, columns.start));
        Self { places, passed: 0 }
    }

    fn at(&mut self, row: usize, column: u16) -> Option<Target<'a>> {
        while let Some((in_row, columns, target)) = self.places.get(self.passed) {
            if (*in_row, columns.start) > (row, column) {
                return None;
            }
            if *in_row == row && columns.contains(&column) {
                return Some(*target);
            }
            self.passed += 1;
        }
        None
    }
}

/// Writes an address in the characters the sequence may hold, the others percent-encoded.
fn write_ascii(address: &Address, out: &mut impl Write) -> io::Result<()> {
    for byte in address.as_str().bytes() {
        if byte.is_ascii_graphic() {
            out.write_all(&[byte])?;
        } else {
            write!(out, "%{byte:02X}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use ratatui::style::Stylize as _;

    use super::*;

    fn painted(lines: &[Line<'_>], colour: bool, links: &[Hyperlink<'_>]) -> String {
        let mut out = Vec::new();
        write(lines, colour, links, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn place(row: usize, columns: Range<u16>) -> Place {
        Place { row, columns }
    }

    #[test]
    fn without_colour_there_is_nothing_but_the_text() {
        let lines =
            [Line::from("Picks".bold().cyan()), Line::default(), Line::from("日本 x").red()];
        assert_eq!(painted(&lines, false, &[]), "Picks\n\n日本 x\n");
    }

    #[test]
    fn every_line_ends_as_it_began() {
        let lines = [Line::from("a").red(), Line::from(vec!["b".bold(), "c".into(), "d".dim()])];
        assert_eq!(
            painted(&lines, true, &[]),
            "\x1b[31ma\x1b[0m\n\x1b[1mb\x1b[0mc\x1b[2md\x1b[0m\n"
        );
    }

    #[test]
    fn spans_that_look_alike_are_one() {
        let line = Line::from(vec!["a".bold(), "".red(), "b".bold()]);
        assert_eq!(painted(&[line], true, &[]), "\x1b[1mab\x1b[0m\n");
    }

    #[test]
    fn no_control_character_gets_through() {
        let lines = [Line::from("a\u{1b}]0;x\u{7}\u{9b}b\nc")];
        assert_eq!(painted(&lines, true, &[]), "a]0;xbc\n");
    }

    #[test]
    fn a_link_is_opened_and_closed_on_each_of_its_lines() {
        let address = Address::parse("https://example.org/a;b").unwrap();
        let places = [place(0, 3..7), place(1, 0..2)];
        let links = [Hyperlink { address: &address, places: &places }];
        assert_eq!(
            painted(&["日x Rust".into(), "up now".into()], false, &links),
            "日x\x1b]8;id=0;https://example.org/a;b\x1b\\ Rus\x1b]8;;\x1b\\t\n\
             \x1b]8;id=0;https://example.org/a;b\x1b\\up\x1b]8;;\x1b\\ now\n"
        );
    }

    #[test]
    fn links_side_by_side_are_told_apart_in_whatever_order_they_come() {
        let address = |raw| Address::parse(raw).unwrap();
        let (first, second) = (address("https://a.example/"), address("https://b.example/é"));
        let links = [
            Hyperlink { address: &second, places: &[place(0, 1..2)] },
            Hyperlink { address: &first, places: &[place(0, 0..1), place(7, 0..1)] },
        ];
        assert_eq!(
            painted(&["xyz".into()], false, &links),
            "\x1b]8;id=1;https://a.example/\x1b\\x\x1b]8;;\x1b\\\
             \x1b]8;id=0;https://b.example/%C3%A9\x1b\\y\x1b]8;;\x1b\\z\n"
        );
    }

    #[test]
    fn links_that_lie_over_each_other_do_no_harm() {
        let address = Address::parse("https://a.example/").unwrap();
        let links = [
            Hyperlink { address: &address, places: &[place(0, 0..3)] },
            Hyperlink { address: &address, places: &[place(0, 1..2), place(0, 2..2)] },
            Hyperlink { address: &address, places: &[place(0, 2..4)] },
        ];
        let text = painted(&["wxyz".into()], false, &links);
        let shown = "\x1b]8;id=0;https://a.example/\x1b\\wxy\x1b]8;;\x1b\\\
                     \x1b]8;id=2;https://a.example/\x1b\\z\x1b]8;;\x1b\\\n";
        assert_eq!(text, shown);
    }
}
