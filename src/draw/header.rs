//! The line on top, drawn: the letter that is a view's key is underlined in its name.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::{HEADER_MARGIN, HeaderKind, HeaderPiece, Model};
use crate::keymap::{self, Action, Context, Key};
use crate::theme;
use crate::view::View;

use super::{pane, text};

pub(super) fn draw(model: &Model, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let header = model.header();
    let x = area.x + HEADER_MARGIN;
    let columns = area.width.saturating_sub(HEADER_MARGIN);
    text::set_line(buffer, x, area.y, &Line::from(spans(model, &header.left)), columns);
    let right = spans(model, &header.right);
    if let Ok(columns) = u16::try_from(pane::columns(&right))
        && columns > 0
    {
        let x = area.right().saturating_sub(columns + HEADER_MARGIN);
        text::set_line(buffer, x, area.y, &Line::from(right), columns);
    }
}

fn spans(model: &Model, pieces: &[HeaderPiece]) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    for HeaderPiece { text, kind } in pieces {
        let style = match *kind {
            HeaderKind::View(view) => {
                let is_shown = view == model.view;
                let style = if is_shown { theme::VIEW_SHOWN } else { theme::VIEW };
                spans.extend(name(text, view, style));
                continue;
            }
            HeaderKind::Show => theme::SHOW,
            HeaderKind::Count(_) | HeaderKind::Source | HeaderKind::Progress => theme::QUIET,
            HeaderKind::Mode => theme::MODE,
            HeaderKind::Gap => Style::new(),
        };
        spans.push(Span::styled(text.clone(), style));
    }
    spans
}

fn name(title: &str, view: View, style: Style) -> Vec<Span<'static>> {
    let key = keymap::key_for(Context::Browse, Action::Show(view)).and_then(Key::typed);
    let at = key.and_then(|key| title.to_lowercase().find(key));
    let (Some(at), Some(key)) = (at, key) else {
        return vec![Span::styled(title.to_owned(), style)];
    };
    let (before, rest) = title.split_at(at);
    let (letter, after) = rest.split_at(key.len_utf8());
    vec![
        Span::styled(before.to_owned(), style),
        Span::styled(letter.to_owned(), style.patch(theme::VIEW_KEY)),
        Span::styled(after.to_owned(), style),
    ]
}
