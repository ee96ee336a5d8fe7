//! Markdown and a width in, lines and link positions out.
//!
//! Owns how notes look as text: what each construct becomes, where lines break, which cells a
//! link covers. It must not know episodes, themes (every look comes in a [`StyleSheet`]) or which
//! addresses may be opened.
//!
//! Events of the parser (`writer.rs`, an index) become text with its looks (`flow.rs`), which is
//! wrapped (`wrap.rs`) into rows, which the page (`page.rs`) puts beside bullets and bars. Wrapping
//! is our own, so that scroll bounds and the rows and columns of links are exact.

mod autolink;
mod block;
mod code;
mod entity;
mod flow;
mod html;
mod link;
mod list;
mod marks;
mod page;
#[cfg(test)]
mod properties;
mod row;
mod search;
mod short;
mod table;
#[cfg(test)]
mod testing;
mod tokens;
mod wrap;
mod writer;

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::sanitize;

use self::flow::{Flow, Look};

pub use self::search::places;

/// The looks of each construct.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StyleSheet {
    /// Headings of level 1 and 2.
    pub heading: Style,
    /// Headings of level 3 and below; those below 3 are emphasised, too.
    pub subheading: Style,
    /// Link text.
    pub link: Style,
    /// Code spans and blocks, `<pre>`.
    pub code: Style,
    /// Quoted text and the bar beside it.
    pub quote: Style,
    /// `*emphasis*`.
    pub emphasis: Style,
    /// `**strong**` and the head of a table.
    pub strong: Style,
    /// `~~struck~~`.
    pub strikethrough: Style,
    /// Bullets, numbers, rules, table borders and footnote labels.
    pub marker: Style,
}

/// Notes laid out for one width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The lines, none wider than the width asked for when a `Buffer` draws it.
    pub lines: Vec<Line<'static>>,
    /// Every link, in the order of the text.
    pub links: Vec<LinkSpan>,
}

/// A link and the cells it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkSpan {
    /// The destination with its entities decoded, of whatever scheme: not to be opened unchecked.
    pub target: String,
    /// The text shown, on one line.
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

/// Lays out Markdown for a width in columns; a width of 0 shows nothing.
///
/// The same input gives the same output, in time linear in its length. Characters that
/// [`crate::sanitize`] removes do not come out, not even from entities.
///
/// ```
/// use shownotes::markdown::{StyleSheet, render};
///
/// let page = render("### Picks\n- [Rust](https://rust-lang.org)", 40, &StyleSheet::default());
/// assert_eq!(page.lines[0].to_string(), "Picks");
/// assert_eq!(page.lines[1].to_string(), "• Rust");
/// assert_eq!(page.links[0].target, "https://rust-lang.org");
/// assert_eq!(page.links[0].places[0].columns, 2..6);
/// ```
pub fn render(source: &str, width: u16, styles: &StyleSheet) -> Rendered {
    if width == 0 {
        return Rendered::default();
    }
    writer::write(source, width, styles)
}

/// Styled text, and which link it belongs to, by a number of the caller's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked<'a> {
    /// The text and its look.
    pub span: Span<'a>,
    /// The link's number.
    pub link: Option<usize>,
}

/// Wraps styled text with links in it to a width in columns, behind a bullet below which further
/// lines are indented: the lines, and the cells each link covers, in the order of the text.
pub fn wrap_linked(
    text: &[Linked<'_>],
    bullet: &Span<'_>,
    width: u16,
) -> (Vec<Line<'static>>, Vec<(usize, Vec<Place>)>) {
    let mut flow = Flow::default();
    let columns = crate::width::columns(&bullet.content);
    let indent = u16::try_from(columns).ok().filter(|&columns| columns <= width / 2).unwrap_or(0);
    if usize::from(indent) < columns {
        flow.push(&sanitize::text(&bullet.content), Look { style: bullet.style, link: None });
    }
    let room = width.saturating_sub(indent);
    let short = if flow.is_empty() { short::row(text, room) } else { None };
    let rows = short.map_or_else(
        || {
            for Linked { span, link } in text {
                flow.push(&sanitize::text(&span.content), Look { style: span.style, link: *link });
            }
            wrap::wrap(&flow, room)
        },
        |row| vec![row],
    );
    let mut lines = Vec::with_capacity(rows.len());
    let mut links: Vec<(usize, Vec<Place>)> = Vec::new();
    for (row, wrapped) in rows.into_iter().enumerate() {
        for (link, columns) in wrapped.links {
            let place = Place { row, columns: columns.start + indent..columns.end + indent };
            match links.last_mut() {
                Some((last, places)) if *last == link => places.push(place),
                Some(_) | None => links.push((link, vec![place])),
            }
        }
        let mut spans = wrapped.spans;
        if indent > 0 {
            let before = if row == 0 {
                Span::styled(bullet.content.clone().into_owned(), bullet.style)
            } else {
                Span::raw(" ".repeat(indent.into()))
            };
            spans.insert(0, before);
        }
        lines.push(Line::from(spans));
    }
    (lines, links)
}

/// Wraps styled text that is no Markdown to a width in columns, as [`render`] wraps a paragraph.
pub fn wrap(spans: &[Span<'_>], width: u16) -> Vec<Line<'static>> {
    let mut flow = Flow::default();
    for span in spans {
        flow.push(&sanitize::text(&span.content), Look { style: span.style, link: None });
    }
    wrap::wrap(&flow, width).into_iter().map(|row| Line::from(row.spans)).collect()
}
