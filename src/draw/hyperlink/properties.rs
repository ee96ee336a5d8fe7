//! Drawing only what changed must leave a terminal as drawing everything would: its characters,
//! its styles and its links.

use proptest::prelude::*;
use ratatui::style::{Color, Style};
use unicode_segmentation::UnicodeSegmentation as _;

use super::*;

const COLUMNS: u16 = 14;

/// A line: its text and whether it is underlined, a style over some columns, links over others.
#[derive(Clone, Debug)]
struct Drawn {
    text: String,
    underlined: bool,
    styled: Range<u16>,
    links: Vec<(Range<u16>, usize)>,
}

impl Drawn {
    /// The line without its links.
    fn plain(&self) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, COLUMNS, 1));
        let style = if self.underlined { Style::new().underlined() } else { Style::new() };
        buffer.set_stringn(0, 0, &self.text, COLUMNS.into(), style);
        buffer.set_style(line(&self.whole(&self.styled)), Style::new().reversed().bg(Color::Red));
        buffer
    }

    fn linked(&self) -> Buffer {
        let mut buffer = self.plain();
        for (columns, number) in &self.links {
            link(&mut buffer, line(&self.whole(columns)), *number, "https://a.example/");
        }
        buffer
    }

    /// The columns as far as they are those of whole characters.
    fn whole(&self, columns: &Range<u16>) -> Range<u16> {
        let starts = starts(&self.text);
        let start = columns.clone().find(|x| starts.contains(x)).unwrap_or(columns.end);
        let end = (start..=columns.end).rev().find(|x| starts.contains(x)).unwrap_or(start);
        start..end
    }
}

fn line(columns: &Range<u16>) -> Rect {
    let width = columns.end.saturating_sub(columns.start);
    Rect { x: columns.start, y: 0, width, height: 1 }
}

/// The columns in which the characters of a text begin, and every one behind it.
fn starts(text: &str) -> Vec<u16> {
    let mut starts = Vec::new();
    let mut x = 0;
    for grapheme in text.graphemes(true) {
        if x + columns_of(grapheme) > COLUMNS {
            break;
        }
        starts.push(x);
        x += columns_of(grapheme);
    }
    starts.extend(x..=COLUMNS);
    starts
}

/// A terminal of one line that knows links.
#[derive(Clone, Debug, PartialEq)]
struct Terminal(Vec<Shown>);

/// A cell of it. The right half of a wide character is empty.
#[derive(Clone, Debug, Default, PartialEq)]
struct Shown {
    symbol: String,
    style: Style,
    link: String,
}

impl Terminal {
    fn new() -> Self {
        let blank =
            Shown { symbol: " ".to_owned(), style: Cell::EMPTY.style(), ..Shown::default() };
        Self(vec![blank; COLUMNS.into()])
    }

    fn draw(&mut self, previous: &Buffer, next: &Buffer) {
        for (x, _, cell) in previous.diff(next) {
            let printed = cell.symbol();
            let (link, text) = match printed.strip_suffix(CLOSE) {
                Some(printed) => printed.split_once("\x1b\\").unwrap(),
                None => ("", printed),
            };
            let mut x = usize::from(x);
            for grapheme in text.graphemes(true) {
                let shown = Shown {
                    symbol: grapheme.to_owned(),
                    style: cell.style(),
                    link: link.to_owned(),
                };
                x = self.print(x, shown);
            }
        }
    }

    /// Prints a character. What is left of a wide one it stands on is blank, and looks as it did.
    fn print(&mut self, x: usize, shown: Shown) -> usize {
        let columns = usize::from(columns_of(&shown.symbol));
        if self.0[x].symbol.is_empty() {
            " ".clone_into(&mut self.0[x - 1].symbol);
        }
        let behind = x + columns;
        if self.0.get(behind).is_some_and(|cell| cell.symbol.is_empty()) {
            " ".clone_into(&mut self.0[behind].symbol);
        }
        for covered in x + 1..behind {
            self.0[covered] = Shown { symbol: String::new(), ..shown.clone() };
        }
        self.0[x] = shown;
        behind
    }
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let columns = || (0..COLUMNS, 0..6u16).prop_map(|(x, width)| x..(x + width).min(COLUMNS));
    let text =
        prop::collection::vec(prop_oneof!["[ab ]", Just("漢".to_owned()), "e\u{301}"], 0..14);
    let links = prop::collection::vec((columns(), 0..2usize), 0..4);
    (text, any::<bool>(), columns(), links).prop_map(|(text, underlined, styled, links)| {
        let text = text.concat();
        Drawn { text, underlined, styled, links }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_changed_leaves_the_terminal_as_everything_would(
        frames in prop::collection::vec(drawn(), 1..5),
    ) {
        let empty = Buffer::empty(Rect::new(0, 0, COLUMNS, 1));
        let (mut terminal, mut without) = (Terminal::new(), Terminal::new());
        let (mut linked, mut plain) = (empty.clone(), empty.clone());
        for frame in frames {
            let before = (linked, plain);
            (linked, plain) = (frame.linked(), frame.plain());
            terminal.draw(&before.0, &linked);
            without.draw(&before.1, &plain);
            let mut fresh = Terminal::new();
            fresh.draw(&empty, &linked);
            for ((shown, fresh), without) in terminal.0.iter().zip(&fresh.0).zip(&without.0) {
                prop_assert_eq!(&shown.link, &fresh.link, "{:?}", frame);
                // Half of an underlined wide character may stay, with links or without.
                if shown != without {
                    prop_assert_eq!(shown, fresh, "{:?}", frame);
                }
            }
        }
    }
}
