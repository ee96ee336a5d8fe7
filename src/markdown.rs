//! Markdown and a width in, lines and link positions out.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::Line;

/// The looks of each construct.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StyleSheet {
    /// Headings of level 1 and 2.
    pub heading: Style,
    /// Headings of level 3 and below.
    pub subheading: Style,
    /// Link text.
    pub link: Style,
    /// Code spans and blocks.
    pub code: Style,
    /// Quoted text and the bar beside it.
    pub quote: Style,
    /// `*emphasis*`.
    pub emphasis: Style,
    /// `**strong**`.
    pub strong: Style,
    /// `~~struck~~`.
    pub strikethrough: Style,
    /// Bullets, numbers, rules and table borders.
    pub marker: Style,
}

/// Notes laid out for one width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The lines, none wider than the width asked for.
    pub lines: Vec<Line<'static>>,
    /// Every link, in the order of the text.
    pub links: Vec<LinkSpan>,
}

/// A link and the cells it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkSpan {
    /// The destination as the source gives it, unchecked.
    pub target: String,
    /// The text shown.
    pub text: String,
    /// The cells covered: several places when the text wraps.
    pub places: Vec<Place>,
}

/// A run of cells on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index into [`Rendered::lines`].
    pub row: usize,
    /// Columns from the line's start, measured as the terminal does.
    pub columns: Range<u16>,
}

/// Lays out Markdown for a width in columns.
pub fn render(source: &str, _width: u16, _styles: &StyleSheet) -> Rendered {
    Rendered {
        lines: source
            .lines()
            .map(|line| Line::from(line.to_owned()))
            .collect(),
        links: Vec::new(),
    }
}

/// Wraps styled text to a width in columns.
pub fn wrap(spans: &[ratatui::text::Span<'_>], _width: u16) -> Vec<Line<'static>> {
    let owned = |span: &ratatui::text::Span<'_>| {
        ratatui::text::Span::styled(span.content.clone().into_owned(), span.style)
    };
    vec![Line::from(spans.iter().map(owned).collect::<Vec<_>>())]
}
