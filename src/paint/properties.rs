//! What a terminal shows of painted lines, held to what ratatui draws of them.

use std::num::NonZero;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};

use crate::markdown::{StyleSheet, render};

const SIZE: Rect = Rect::new(0, 0, 60, 6);

/// The sixteen colours in the order of every terminal.
const PALETTE: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// The attributes the emulator knows. It has one intensity, so bold and dim come one at a time.
const ATTRIBUTES: [Modifier; 6] = [
    Modifier::empty(),
    Modifier::BOLD,
    Modifier::DIM,
    Modifier::ITALIC,
    Modifier::UNDERLINED,
    Modifier::REVERSED,
];

/// The colour a terminal has for one of ours.
fn seen(color: Color) -> vt100::Color {
    match color {
        Color::Reset => vt100::Color::Default,
        Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
        Color::Indexed(index) => vt100::Color::Idx(index),
        named => {
            let index = PALETTE.iter().position(|&color| color == named).unwrap();
            vt100::Color::Idx(u8::try_from(index).unwrap())
        }
    }
}

/// Holds every cell of a terminal that is given the lines to what ratatui draws.
fn assert_drawn_alike(lines: &[Line<'_>]) {
    let mut buffer = Buffer::empty(SIZE);
    for (y, line) in (0..SIZE.height).zip(lines) {
        buffer.set_line(0, y, line, SIZE.width);
    }
    let mut text = Vec::new();
    super::write(lines, true, &[], &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    let cells = |count| NonZero::new(count).unwrap();
    let mut terminal = vt100::Parser::new(cells(SIZE.height + 1), cells(SIZE.width), 0);
    terminal.process(text.replace('\n', "\r\n").as_bytes());
    for y in 0..SIZE.height {
        for x in 0..SIZE.width {
            let theirs = terminal.screen().cell(y, x).unwrap();
            if theirs.is_wide_continuation() {
                continue;
            }
            let ours = &buffer[(x, y)];
            let shown = if theirs.has_contents() { theirs.contents() } else { " " };
            assert_eq!(shown, ours.symbol(), "at {x},{y} of {text:?}");
            assert_eq!(theirs.fgcolor(), seen(ours.fg), "at {x},{y} of {text:?}");
            assert_eq!(theirs.bgcolor(), seen(ours.bg), "at {x},{y} of {text:?}");
            let mut attributes = Modifier::empty();
            attributes.set(Modifier::BOLD, theirs.bold());
            attributes.set(Modifier::DIM, theirs.dim());
            attributes.set(Modifier::ITALIC, theirs.italic());
            attributes.set(Modifier::UNDERLINED, theirs.underline());
            attributes.set(Modifier::REVERSED, theirs.inverse());
            assert_eq!(attributes, ours.modifier, "at {x},{y} of {text:?}");
        }
    }
}

fn color() -> impl Strategy<Value = Color> {
    prop_oneof![
        proptest::sample::select(&PALETTE[..]),
        any::<u8>().prop_map(Color::Indexed),
        any::<(u8, u8, u8)>().prop_map(|(red, green, blue)| Color::Rgb(red, green, blue)),
        Just(Color::Reset),
    ]
}

fn style() -> impl Strategy<Value = Style> {
    let modifier = || proptest::sample::select(&ATTRIBUTES[..]);
    (proptest::option::of(color()), proptest::option::of(color()), modifier(), modifier()).prop_map(
        |(fg, bg, added, removed)| Style {
            fg,
            bg,
            ..Style::new().add_modifier(added).remove_modifier(removed)
        },
    )
}

fn line() -> impl Strategy<Value = Line<'static>> {
    let span = ("[a-z日é ]{0,6}", style()).prop_map(|(text, style)| Span::styled(text, style));
    // A line's own style has colours only: bold under dim would be both.
    (proptest::collection::vec(span, 0..5), proptest::option::of(color()))
        .prop_map(|(spans, fg)| Line { style: Style { fg, ..Style::new() }, ..spans.into() })
}

proptest! {
    #[test]
    fn a_terminal_shows_what_ratatui_draws(lines in proptest::collection::vec(line(), 0..6)) {
        assert_drawn_alike(&lines);
    }
}

#[test]
fn notes_are_printed_as_they_are_browsed() {
    let styles = StyleSheet {
        heading: Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD),
        link: Style::new().fg(Color::LightBlue).add_modifier(Modifier::UNDERLINED),
        code: Style::new().fg(Color::Yellow),
        marker: Style::new().add_modifier(Modifier::DIM),
        ..StyleSheet::default()
    };
    let notes = "## Contact\n\n- [Tromsø](https://a.example) `日本` and text that wraps, on a line of \
                 sixty columns\n- e\u{301}";
    let page = render(notes, SIZE.width, &styles);
    assert!(page.lines.len() > 3 && page.lines.len() < 7, "{:?}", page.lines);
    assert_drawn_alike(&page.lines);
}
