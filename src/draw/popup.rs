//! A popup over the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use crate::app::{KEYS_WIDTH, Model, Popup, PopupRow};
use crate::theme;
use crate::view::grouped;

use super::text;

pub(super) fn draw(popup: Popup, model: &Model, buffer: &mut Buffer) {
    let rows = model.popup_rows(popup);
    let area = model.area_of(&rows);
    if area.width < 5 || area.height < 3 {
        return;
    }
    Clear.render(area, buffer);
    let height = usize::from(area.height - 2);
    let mut block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(theme::FRAME_FOCUSED)
        .title_top(Span::styled(format!(" {} ", popup.title()), theme::TITLE_FOCUSED));
    if rows.len() > height {
        let last = (popup.scroll + height).min(rows.len());
        let (first, last) = (grouped(popup.scroll + 1), grouped(last));
        let position = format!(" {first}–{last} of {} ", grouped(rows.len()));
        let position = Span::styled(position, theme::POSITION);
        block = block.title_bottom(Line::from(position).right_aligned());
    }
    block.render(area, buffer);
    let inner = Rect::new(area.x + 2, area.y + 1, area.width - 4, area.height - 2);
    for (y, row) in (inner.y..inner.bottom()).zip(rows.iter().skip(popup.scroll)) {
        let line = match row {
            PopupRow::Gap => Line::default(),
            PopupRow::Heading(text) => Line::styled(text.clone(), theme::GROUP),
            PopupRow::Keys(keys, help) => Line::from(vec![
                Span::styled(format!("{keys:<KEYS_WIDTH$}"), theme::KEY),
                Span::raw(help.clone()),
            ]),
            PopupRow::Text(text) => Line::styled(text.clone(), Style::new()),
        };
        text::set_line(buffer, inner.x, y, &line, inner.width);
    }
}
