//! The palette over the panes: what is typed, and the actions that match with their keys.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use crate::app::{Model, Palette};
use crate::keymap;
use crate::theme;
use crate::width;

use super::pane;
use super::prompt::{draw_input, input_cursor};

/// What stands before what is typed.
const PROMPT: &str = " : ";

/// Draws the palette and gives where the cursor is.
pub(super) fn draw(palette: &Palette, model: &Model, buffer: &mut Buffer) -> Option<Position> {
    let (area, rows) = (model.palette_area(), model.palette_rows());
    if rows.is_empty() {
        return None;
    }
    let entries = palette.entries();
    Clear.render(area, buffer);
    let at = if entries.is_empty() { 0 } else { palette.cursor + 1 };
    let position = Span::styled(format!(" {at}/{} ", entries.len()), theme::POSITION);
    Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(theme::FRAME_FOCUSED)
        .title_top(Span::styled(" Actions ", theme::TITLE_FOCUSED))
        .title_bottom(Line::from(position).right_aligned())
        .render(area, buffer);
    let typed = Rect { y: area.y + 1, height: 1, ..rows };
    draw_input(&palette.input, Span::styled(PROMPT, theme::KEY), typed, buffer, |_| Style::new());
    if entries.is_empty() {
        pane::sentences(&["No action is called that."], rows, buffer);
    }
    let shown = entries.iter().enumerate().skip(palette.offset);
    for (y, (at, entry)) in (rows.y..rows.bottom()).zip(shown) {
        let row = Rect { y, height: 1, ..rows };
        let keys = keymap::shown_keys(entry.binding);
        let room = usize::from(row.width).saturating_sub(3);
        let left = room.saturating_sub(width::columns(&keys) + 2);
        let mut spans = pane::marked(entry.binding.help, &entry.found, left, Style::new());
        let taken = pane::columns(&spans);
        spans.push(Span::raw(" ".repeat(left.saturating_sub(taken) + 2)));
        spans.push(Span::styled(keys, theme::KEY));
        pane::draw_bar(row, spans, (at == palette.cursor).then_some(true), buffer);
    }
    Some(input_cursor(&palette.input, PROMPT, typed))
}
