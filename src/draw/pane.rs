//! What all panes share: the frame with its titles, sentences in place of content, highlights.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;

use crate::app::{Layer, Model};
use crate::layout::{Pane, Screen};
use crate::markdown;
use crate::theme;
use crate::width;

use super::text;

/// The mark beside the selected row.
const MARK: &str = "▌";

/// Whether a pane has the keyboard.
pub(super) fn is_focused(model: &Model, pane: Pane) -> bool {
    model.focus == pane && !matches!(model.layer, Layer::Popup(_) | Layer::Palette(_))
}

/// Draws a pane's frame with a title on top and its position below.
pub(super) fn frame(
    model: &Model,
    screen: &Screen,
    pane: Pane,
    title: &str,
    position: &str,
    buffer: &mut Buffer,
) {
    let area = screen.pane(pane);
    if !screen.framed || area.is_empty() {
        return;
    }
    let (edge, words) = if is_focused(model, pane) {
        (theme::FRAME_FOCUSED, theme::TITLE_FOCUSED)
    } else {
        (theme::FRAME, theme::TITLE)
    };
    let room = usize::from(area.width.saturating_sub(4));
    let title = width::truncate(title, room.saturating_sub(1));
    draw_edge(area, edge, buffer);
    let inside = area.width.saturating_sub(2);
    if !title.is_empty() {
        text::set(buffer, area.x + 1, area.y, &format!(" {title} "), inside, words);
    }
    let columns = width::columns(position);
    if !position.is_empty() && columns <= room {
        let position = format!(" {position} ");
        let x = area.right() - 1 - u16::try_from(columns + 2).unwrap_or(inside);
        text::set(buffer, x, area.bottom() - 1, &position, inside, theme::POSITION);
    }
}

/// Draws a line around an area. A `Block` would look at every cell within it, too.
fn draw_edge(area: Rect, style: Style, buffer: &mut Buffer) {
    let (left, right) = (area.x, area.right() - 1);
    let (top, bottom) = (area.y, area.bottom() - 1);
    let mut set = |x, y, symbol| {
        if let Some(cell) = buffer.cell_mut((x, y)) {
            cell.set_symbol(symbol).set_style(style);
        }
    };
    for x in left + 1..right {
        set(x, top, "─");
        set(x, bottom, "─");
    }
    for y in top + 1..bottom {
        set(left, y, "│");
        set(right, y, "│");
    }
    for (x, y, corner) in
        [(left, top, "╭"), (right, top, "╮"), (left, bottom, "╰"), (right, bottom, "╯")]
    {
        set(x, y, corner);
    }
}

/// Draws one row of a pane: the mark when it is selected, then its text, as one even bar when
/// the pane has the focus.
pub(super) fn draw_row(
    model: &Model,
    pane: Pane,
    area: Rect,
    spans: Vec<Span<'_>>,
    selected: bool,
    buffer: &mut Buffer,
) {
    draw_bar(area, spans, selected.then(|| is_focused(model, pane)), buffer);
}

/// Draws a row that may be selected, and then in something that may have the keyboard.
pub(super) fn draw_bar(
    area: Rect,
    spans: Vec<Span<'_>>,
    selected: Option<bool>,
    buffer: &mut Buffer,
) {
    let row = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
    text::set_line(buffer, row.x, row.y, &Line::from(spans), row.width);
    if let Some(focused) = selected {
        let style = if focused { theme::SELECTED_FOCUSED } else { theme::SELECTED };
        buffer.set_stringn(area.x, area.y, MARK, 1, theme::MARK);
        buffer.set_style(row, style);
    }
}

/// The columns some spans take.
pub(super) fn columns(spans: &[Span<'_>]) -> usize {
    spans.iter().map(|span| width::columns(&span.content)).sum()
}

/// Writes sentences where a pane has nothing else to show.
pub(super) fn sentences(texts: &[impl AsRef<str>], area: Rect, buffer: &mut Buffer) {
    let area = Rect { x: area.x + u16::from(area.width > 2), ..area };
    let lines = texts.iter().flat_map(|text| {
        markdown::wrap(&[Span::styled(text.as_ref(), theme::QUIET)], area.width - 1)
    });
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        text::set_line(buffer, area.x, y, &line, area.width);
    }
}

/// A text cut to `room` columns, with the characters at these indices marked.
pub(super) fn marked(
    text: &str,
    characters: &[usize],
    room: usize,
    style: Style,
) -> Vec<Span<'static>> {
    let shown = width::truncate(text, room);
    if characters.is_empty() {
        return vec![Span::styled(shown, style)];
    }
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut at = 0;
    for grapheme in shown.graphemes(true) {
        let end = at + grapheme.chars().count();
        // The `…` of a cut text stands where an unseen character was.
        let cut = grapheme == "…" && !text.starts_with(shown.as_str());
        let hit = !cut && characters.iter().any(|index| (at..end).contains(index));
        let style = if hit { style.patch(theme::MATCH) } else { style };
        match spans.last_mut() {
            Some(last) if last.style == style => last.content.to_mut().push_str(grapheme),
            Some(_) | None => spans.push(Span::styled(grapheme.to_owned(), style)),
        }
        at = end;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(spans: &[Span<'_>]) -> Vec<(String, bool)> {
        spans
            .iter()
            .map(|span| (span.content.clone().into_owned(), span.style != Style::new()))
            .collect()
    }

    fn part(text: &str, hit: bool) -> (String, bool) {
        (text.to_owned(), hit)
    }

    #[test]
    fn matched_letters_are_marked_in_runs() {
        let spans = marked("Tromsø", &[0, 1, 5], 10, Style::new());
        assert_eq!(texts(&spans), [part("Tr", true), part("oms", false), part("ø", true)]);
    }

    #[test]
    fn a_mark_covers_whole_characters() {
        let spans = marked("ae\u{301}b", &[2], 10, Style::new());
        assert_eq!(texts(&spans), [part("a", false), part("e\u{301}", true), part("b", false)]);
    }

    #[test]
    fn what_is_cut_off_is_not_marked() {
        let spans = marked("abcdef", &[3], 4, Style::new());
        assert_eq!(texts(&spans), [part("abc…", false)]);
    }
}
