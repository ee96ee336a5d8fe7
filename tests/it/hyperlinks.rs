//! Links as the terminal's own must change nothing that is seen: the same keys lead to the same
//! screens, cell by cell, with them and without.

use std::io::{self, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{self, Receiver, Sender};

use proptest::prelude::*;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use shownotes::app::Model;
use shownotes::draw;

use crate::session::Session;

const OPEN: &str = "\u{1b}]8;id=";

/// A terminal that is drawn on as the program draws on a real one.
struct Screen {
    terminal: Terminal<CrosstermBackend<Wire>>,
    wire: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    /// Everything written to it.
    written: String,
}

/// What the terminal is written to by.
struct Wire(Sender<Vec<u8>>);

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.send(bytes.to_vec()).map_err(io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Screen {
    fn new(width: u16, height: u16) -> Self {
        let viewport = Viewport::Fixed(Rect::new(0, 0, width, height));
        let (sender, wire) = mpsc::channel();
        let backend = CrosstermBackend::new(Wire(sender));
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
        let cells = |count| NonZeroU16::new(count).unwrap();
        let parser = vt100::Parser::new(cells(height), cells(width), 0);
        Self { terminal, wire, parser, written: String::new() }
    }

    fn draw(&mut self, model: &Model) {
        self.terminal.draw(|frame| draw::draw(frame, model)).unwrap();
        let bytes: Vec<u8> = self.wire.try_iter().flatten().collect();
        self.parser.process(&bytes);
        self.written.push_str(std::str::from_utf8(&bytes).unwrap());
    }

    /// What is to be seen of a cell. Of a blank one that is its ground and a line below it. Bold
    /// and dim are one: this terminal keeps only what it was told last, which is chance when a
    /// cell is both.
    fn cell(&self, x: u16, y: u16) -> (&str, [vt100::Color; 2], [bool; 4]) {
        let cell = self.parser.screen().cell(y, x).unwrap();
        let text = cell.contents().trim();
        let is_strong = cell.bold() || cell.dim();
        let colour = if text.is_empty() { vt100::Color::Default } else { cell.fgcolor() };
        let marks = [is_strong, cell.italic()].map(|mark| mark && !text.is_empty());
        let colours = [colour, cell.bgcolor()];
        (text, colours, [marks[0], marks[1], cell.underline(), cell.inverse()])
    }
}

/// Presses keys and looks at the screen after each: with hyperlinks it must be as on a terminal
/// without, or one that has never shown anything else. (Half of a wide character that was
/// underlined may stay in the former; with hyperlinks it goes.)
fn compare(session: &mut Session, (width, height): (u16, u16), keys: &[&str]) -> String {
    let (mut plain, mut linked) = (Screen::new(width, height), Screen::new(width, height));
    for &key in keys {
        session.keys(key);
        plain.draw(&session.model);
        let mut fresh = Screen::new(width, height);
        fresh.draw(&session.model);
        session.model.hyperlinks = true;
        linked.draw(&session.model);
        session.model.hyperlinks = false;
        for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
            let cell = linked.cell(x, y);
            if cell != plain.cell(x, y) {
                assert_eq!(cell, fresh.cell(x, y), "({x}, {y}) after {key} of {keys:?}");
            }
        }
    }
    assert!(!plain.written.contains(OPEN));
    linked.written
}

const KEYS: &[&str] = &[
    "j",
    "k",
    "]",
    "[",
    " ",
    "b",
    ".",
    ",",
    "f",
    "<esc>",
    "?",
    ":",
    "<tab>",
    "G",
    "g",
    "w",
    "n",
    "/text:django<enter>",
    "/text:py<enter>",
    "/<esc>",
    "p",
    "i",
    "e",
    "l",
    "h",
    "<down>",
    "<up>",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn the_catalogue_looks_the_same_with_hyperlinks_and_without(
        keys in prop::collection::vec(prop::sample::select(KEYS), 1..25),
        width in 30..150u16,
    ) {
        compare(&mut Session::new(width, 24), (width, 24), &keys);
    }

    #[test]
    fn wide_characters_in_links_stay_where_they_are(
        keys in prop::collection::vec(prop::sample::select(KEYS), 1..25),
        width in 30..90u16,
    ) {
        let folder = tempfile::tempdir().unwrap();
        for number in 1..9 {
            let wide = "漢".repeat(number);
            let space = "a".repeat(number);
            let notes = format!(
                "Title: Episode {number} - 日本{wide}\nDate: 2016-01-0{number}\n\n### Links\n\
                 {space}[{wide} django 漢{space}](https://a.example/{wide})漢{space}\n\n{wide} 字 \
                 [py🎉e\u{301}{wide}](https://b.example)[py](https://c.example)漢 [🎉 \
                 heart](https://d.example)\n"
            );
            std::fs::write(folder.path().join(format!("{number}.md")), notes).unwrap();
        }
        compare(&mut Session::folder(folder.path(), width, 24), (width, 24), &keys);
    }
}

#[test]
fn a_link_leads_where_its_key_would() {
    let mut session = Session::new(120, 90);
    let keys = ["/wsgi cory<enter>", "w", "?", "<esc>", "f"];
    let written = compare(&mut session, (120, 90), &keys);
    let link = |address| format!(";{address}\u{1b}\\GitHub\u{1b}]8;;\u{1b}\\");
    assert!(written.contains(&link("https://github.com/lukasa")));
    let kept = "https://web.archive.org/web/20160125/https://github.com/lukasa";
    assert!(written.contains(&link(kept)));
}
