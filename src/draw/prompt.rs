//! The filter above the list: what is typed, and below it how it was understood.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::{Input, Model, TOLD_INDENT};
use crate::theme;
use crate::width;

use super::text;

/// What stands before the filter.
const PROMPT: &str = " / ";

pub(super) fn draw(model: &Model, area: Rect, buffer: &mut Buffer) {
    let typing = model.is_filtering();
    let style = if typing { Style::new() } else { theme::QUIET };
    let key = if typing { theme::KEY } else { theme::QUIET };
    let list = model.list();
    let problems: Vec<_> =
        list.query.problems().iter().map(|problem| problem.span.clone()).collect();
    let is_wrong = |at: usize| problems.iter().any(|span| span.contains(&at));
    draw_input(&list.filter, Span::styled(PROMPT, key), area, buffer, |at| {
        if is_wrong(at) { theme::WRONG } else { style }
    });
    let told = model.told_lines(area.width);
    for (y, line) in (area.y + 1..area.bottom()).zip(told) {
        let indent = TOLD_INDENT.min(area.width);
        text::set_line(buffer, area.x + indent, y, &line, area.width - indent);
    }
}

/// Where the terminal's cursor is while a filter is typed.
pub(super) fn cursor(model: &Model) -> Option<Position> {
    let area = model.list_areas().prompt?;
    Some(input_cursor(&model.list().filter, PROMPT, area))
}

/// Draws a line being typed behind what stands before it; `style` says how the character at a
/// byte looks. One wider than the area shows the part around the cursor.
pub(super) fn draw_input(
    input: &Input,
    before: Span<'static>,
    area: Rect,
    buffer: &mut Buffer,
    style: impl Fn(usize) -> Style,
) {
    let room = usize::from(area.width).saturating_sub(width::columns(&before.content) + 1);
    let (typed, after) = input.parts();
    let shown = width::tail(typed, room);
    let hidden = typed.len() - shown.len();
    let mut spans = vec![before];
    for (at, c) in shown.char_indices() {
        spans.push(Span::styled(c.to_string(), style(hidden + at)));
    }
    for (at, c) in after.char_indices() {
        spans.push(Span::styled(c.to_string(), style(typed.len() + at)));
    }
    let line = Line::from(joined(spans));
    text::set_line(buffer, area.x, area.y, &line, area.width);
}

/// Where the cursor of such a line is.
pub(super) fn input_cursor(input: &Input, before: &str, area: Rect) -> Position {
    let before = width::columns(before);
    let room = usize::from(area.width).saturating_sub(before + 1);
    let column = before + input.cursor_column().min(room);
    let column = u16::try_from(column).unwrap_or(area.width);
    Position { x: area.x + column.min(area.width.saturating_sub(1)), y: area.y }
}

/// Spans of one style after the other as one, so that no character of several code points is
/// torn apart.
fn joined(spans: Vec<Span<'static>>) -> Vec<Span<'static>> {
    let mut joined: Vec<Span<'static>> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if last.style == span.style => last.content.to_mut().push_str(&span.content),
            Some(_) | None => joined.push(span),
        }
    }
    joined
}
