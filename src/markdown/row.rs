//! One line of text: its spans and where links lie in it.
//!
//! Knows columns, but neither where the row stands on the page nor why it ended.

use std::mem;
use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::Span;
use unicode_width::UnicodeWidthStr;

use crate::width;

use super::flow::Look;

/// Spans side by side.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) spans: Vec<Span<'static>>,
    /// The link's number and the columns it covers, from the row's own start.
    pub(super) links: Vec<(usize, Range<u16>)>,
    /// Columns in all.
    pub(super) width: u16,
}

impl Row {
    /// A row of one span.
    pub(super) fn of(text: String, style: Style) -> Self {
        Self {
            width: u16::try_from(width::columns(&text)).unwrap_or(u16::MAX),
            spans: vec![Span::styled(text, style)],
            links: Vec::new(),
        }
    }

    /// Whether nothing would be seen of it.
    pub(super) fn is_blank(&self) -> bool {
        self.spans.iter().all(|span| span.content.trim().is_empty())
    }

    /// Puts another row behind this one.
    pub(super) fn append(&mut self, other: Self) {
        let shift = self.width;
        let moved = other.links.into_iter();
        (self.links).extend(moved.map(|(link, c)| (link, c.start + shift..c.end + shift)));
        self.spans.extend(other.spans);
        self.width += other.width;
    }

    /// Fills up with spaces to a width.
    pub(super) fn pad(&mut self, width: u16) {
        let missing = usize::from(width.saturating_sub(self.width));
        if missing > 0 {
            self.append(Self::of(" ".repeat(missing), Style::new()));
        }
    }
}

/// A row being filled: its last span is still open.
#[derive(Default)]
pub(super) struct RowBuilder {
    row: Row,
    text: String,
    look: Look,
    /// Column where the open span began.
    start: u16,
}

impl RowBuilder {
    /// Columns filled so far.
    pub(super) const fn width(&self) -> u16 {
        self.row.width
    }

    /// Adds text of a known width.
    pub(super) fn put(&mut self, text: &str, width: u16, look: Look) {
        // A link's edge too: a combining mark behind it would be drawn in the link's last cell.
        if look != self.look {
            self.close_span();
        }
        self.look = look;
        self.text.push_str(text);
        let start = self.row.width;
        self.row.width += width;
        if let Some(link) = look.link {
            match self.row.links.last_mut() {
                Some((last, columns)) if *last == link && columns.end == start => {
                    columns.end = self.row.width;
                }
                Some(_) | None => self.row.links.push((link, start..self.row.width)),
            }
        }
    }

    pub(super) fn finish(mut self) -> Row {
        self.close_span();
        self.row
    }

    /// Where clusters add up to more than `unicode-width` says of the whole, each gets a span of
    /// its own: ratatui's `Line` puts the next span where the latter says.
    fn close_span(&mut self) {
        let text = mem::take(&mut self.text);
        let width = usize::from(self.row.width - self.start);
        self.start = self.row.width;
        let style = self.look.style;
        if text.is_ascii() || text.width() == width {
            if !text.is_empty() {
                self.row.spans.push(Span::styled(text, style));
            }
        } else {
            let clusters = width::clusters(&text);
            (self.row.spans).extend(clusters.map(|(one, _)| Span::styled(one.to_owned(), style)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_behind_another_takes_its_links_along() {
        let link = Look { link: Some(7), ..Look::default() };
        let mut builder = RowBuilder::default();
        builder.put("日本", 4, link);
        let mut row = Row::of("ab".to_owned(), Style::new());
        row.pad(5);
        row.append(builder.finish());
        assert_eq!(row.links, [(7, 5..9)]);
        assert_eq!(row.width, 9);
    }

    #[test]
    fn a_link_has_its_own_spans_even_where_it_looks_like_its_neighbours() {
        let mut builder = RowBuilder::default();
        builder.put("a", 1, Look::default());
        let link = Look { link: Some(0), ..Look::default() };
        builder.put("b", 1, link);
        let row = builder.finish();
        assert_eq!(row.spans, [Span::raw("a"), Span::raw("b")]);
        assert_eq!(row.links, [(0, 1..2)]);
    }

    #[test]
    fn clusters_that_merge_as_a_string_get_spans_of_their_own() {
        let mut builder = RowBuilder::default();
        for (symbol, width) in width::clusters("لا") {
            builder.put(symbol, width, Look::default());
        }
        assert_eq!(builder.finish().spans, [Span::raw("ل"), Span::raw("ا")]);
    }
}
