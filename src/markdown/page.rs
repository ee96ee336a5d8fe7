//! The lines written so far, what stands left of them, and the blank lines between blocks.
//!
//! Containers (quotes, list items) put a prefix before every line. They take half of the width at
//! most: deeper nesting indents no further, so that text always has room. Knows no Markdown.

use std::mem;

use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::text::Span;

use crate::width;

use super::LinkSpan;
use super::Place;
use super::Rendered;
use super::flow::Flow;
use super::row::Row;
use super::wrap::Run;
use super::wrap::runs;
use super::wrap::wrap;

/// Columns that containers leave to the text, if the page has them.
const ROOM: u16 = 4;

/// What stands before the lines of a container.
#[derive(Debug)]
struct Prefix {
    /// A bullet or number, until the first line has shown it.
    marker: Option<Span<'static>>,
    /// What the lines after it begin with, as wide as the marker.
    hanging: Span<'static>,
    width: u16,
}

/// The page being written.
#[derive(Debug, Default)]
pub(super) struct Page {
    width: u16,
    lines: Vec<Line<'static>>,
    links: Vec<LinkSpan>,
    prefixes: Vec<Prefix>,
    prefix_width: u16,
    /// For each open container whether it has a prefix.
    open: Vec<bool>,
    /// How many prefixes have stood since the last line: a blank line has no more.
    standing: usize,
    /// The last line has nothing but prefixes.
    blank: bool,
    /// A blank line is due before the next line.
    gap: bool,
    /// The next block follows directly, having just opened its container or met its heading.
    joined: bool,
}

impl Page {
    pub(super) fn new(width: u16) -> Self {
        Self { width, ..Self::default() }
    }

    /// Opens a container whose first line begins with a marker and whose others hang below it.
    /// Where there is no room for it, the marker comes back, to be shown as text.
    #[must_use]
    pub(super) fn open_item(&mut self, marker: Span<'static>) -> Option<Span<'static>> {
        let width = width::columns(&marker.content);
        if !self.has_room(width) {
            self.open_flat();
            return Some(marker);
        }
        let hanging = Span::raw(" ".repeat(width));
        self.push(Some(marker), hanging, width);
        None
    }

    /// Opens a container whose lines all begin alike.
    pub(super) fn open_block(&mut self, prefix: &'static str, style: Style) {
        let width = width::columns(prefix);
        if self.has_room(width) {
            self.push(None, Span::styled(prefix, style), width);
        } else {
            self.open_flat();
        }
    }

    /// Closes the container opened last; one that is still without a line shows its marker.
    pub(super) fn close(&mut self) {
        self.joined = false;
        if self.open.pop() != Some(true) {
            return;
        }
        if self.prefixes.last().is_some_and(|p| p.marker.is_some()) {
            self.write(Row::default());
        }
        if let Some(prefix) = self.prefixes.pop() {
            self.prefix_width -= prefix.width;
        }
        self.standing = self.standing.min(self.prefixes.len());
    }

    /// Replaces the marker of the container opened last, if it is a bullet not yet shown.
    pub(super) fn replace_marker(&mut self, marker: Span<'static>) -> Option<Span<'static>> {
        if self.open.last() != Some(&true) || self.prefixes.last()?.marker.is_none() {
            return Some(marker);
        }
        self.pop_prefix();
        self.open_item(marker)
    }

    /// Asks for a blank line before the next block.
    pub(super) fn gap(&mut self) {
        self.gap |= !self.joined;
    }

    /// Asks for it after a heading, too.
    pub(super) fn gap_always(&mut self) {
        self.gap = true;
    }

    /// Lets the next block follow without a blank line.
    pub(super) fn join_next(&mut self) {
        self.joined = true;
    }

    /// Columns left for text.
    pub(super) fn room(&self) -> u16 {
        self.width - self.prefix_width
    }

    /// Wraps a flow and writes its rows.
    pub(super) fn write_flow(&mut self, flow: &Flow) {
        self.name_links(flow);
        for row in wrap(flow, self.room()) {
            let is_blank = row.is_blank() && self.prefixes.iter().all(|p| p.marker.is_none());
            // Blank lines may follow each other in code alone, and none comes first.
            if !is_blank
                || !(self.lines.is_empty() || (self.blank || self.gap) && !flow.is_verbatim())
            {
                self.write(row);
            }
        }
    }

    /// Writes one line.
    pub(super) fn write(&mut self, row: Row) {
        let due = mem::take(&mut self.gap);
        if due && !self.lines.is_empty() && !self.blank {
            self.write_blank();
        }
        self.blank = row.is_blank();
        let number = self.lines.len();
        let shift = self.prefix_width;
        for (link, columns) in row.links {
            if let Some(link) = self.links.get_mut(link) {
                link.places.push(Place {
                    row: number,
                    columns: columns.start + shift..columns.end + shift,
                });
            }
        }
        let mut spans = Vec::with_capacity(self.prefixes.len() + row.spans.len());
        for prefix in &mut self.prefixes {
            let marker = prefix.marker.take();
            self.blank &= marker.is_none();
            spans.push(marker.unwrap_or_else(|| prefix.hanging.clone()));
        }
        spans.extend(row.spans);
        if row.width == 0 {
            trim(&mut spans);
        }
        self.lines.push(Line::from(spans));
        self.standing = self.prefixes.len();
        self.joined = false;
    }

    /// Registers a link and gives its number.
    pub(super) fn add_link(&mut self, target: String) -> usize {
        self.links.push(LinkSpan { target, text: String::new(), places: Vec::new() });
        self.links.len() - 1
    }

    /// The link's destination.
    pub(super) fn target(&self, link: usize) -> &str {
        self.links.get(link).map_or("", |link| &link.target)
    }

    /// Notes what the links of a flow are called.
    pub(super) fn name_links(&mut self, flow: &Flow) {
        for (text, look) in flow.pieces() {
            let Some(link) = look.link.and_then(|link| self.links.get_mut(link)) else {
                continue;
            };
            for (kind, run) in runs(text) {
                match kind {
                    Run::Word if !run.is_ascii() => {
                        link.text.extend(width::clusters(run).map(|(symbol, _)| symbol));
                    }
                    Run::Word | Run::Space => link.text.push_str(run),
                    Run::Break => link.text.push(' '),
                }
            }
        }
    }

    /// The page as it is; a link that shows nowhere is none.
    pub(super) fn finish(mut self) -> Rendered {
        // Code that draws nothing may follow the blank line between blocks.
        let last = self.lines.iter().rposition(|line| !is_blank(line));
        self.lines.truncate(last.map_or(0, |last| last + 1));
        self.links.retain(|link| !link.places.is_empty());
        for link in &mut self.links {
            if link.text.trim().len() < link.text.len() {
                link.text = link.text.trim().to_owned();
            }
        }
        Rendered { lines: self.lines, links: self.links }
    }

    /// A blank line, with the bars of quotes that go on after it.
    fn write_blank(&mut self) {
        let standing = self.prefixes.iter().take(self.standing);
        let mut spans = standing.map(|prefix| prefix.hanging.clone()).collect();
        trim(&mut spans);
        self.lines.push(Line::from(spans));
    }

    fn has_room(&self, width: usize) -> bool {
        let limit = self.width.saturating_sub(ROOM.max(self.width / 2));
        usize::from(self.prefix_width) + width <= usize::from(limit)
    }

    fn open_flat(&mut self) {
        self.open.push(false);
        self.joined = true;
    }

    fn push(&mut self, marker: Option<Span<'static>>, hanging: Span<'static>, width: usize) {
        let width = u16::try_from(width).unwrap_or(u16::MAX);
        self.prefix_width += width;
        self.prefixes.push(Prefix { marker, hanging, width });
        self.open.push(true);
        self.joined = true;
    }

    fn pop_prefix(&mut self) {
        self.open.pop();
        if let Some(prefix) = self.prefixes.pop() {
            self.prefix_width -= prefix.width;
        }
    }
}

/// Whether nothing would be seen of a line.
fn is_blank(line: &Line<'_>) -> bool {
    line.spans.iter().all(|span| span.content.trim().is_empty())
}

/// Takes away spaces at the end of a prefix that nothing follows.
fn trim(spans: &mut Vec<Span<'static>>) {
    while let Some(last) = spans.last_mut() {
        let kept = last.content.trim_end().len();
        if kept == last.content.len() {
            return;
        }
        if kept > 0 {
            last.content.to_mut().truncate(kept);
            return;
        }
        spans.pop();
    }
}
