//! The list pane: number, date and title of each episode, and the filter above them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::{Layer, Model};
use crate::episode::Episode;
use crate::fuzzy::{Field, Found, field_text};
use crate::keymap::{self, Action, Context};
use crate::layout::{Pane, Screen};
use crate::theme;
use crate::width;

use super::pane;

/// From this width on rows have a date, in columns.
const DATE_FROM: u16 = 30;

/// What stands before the filter.
const PROMPT: &str = " / ";

pub(super) fn draw(model: &Model, screen: &Screen, buffer: &mut Buffer) {
    pane::frame(model, screen, Pane::List, "Episodes", &position(model), buffer);
    let (prompt, rows) = model.list_areas();
    if let Some(area) = prompt {
        draw_prompt(model, area, buffer);
    }
    if rows.is_empty() {
        return;
    }
    if model.list.rows.is_empty() {
        return pane::sentences(&nothing(model), rows, buffer);
    }
    let shown = model.list.rows.iter().enumerate().skip(model.list.offset);
    let entries = model.library.entries();
    let visible: Vec<(usize, &Episode)> = shown
        .take(rows.height.into())
        .filter_map(|(at, row)| Some((at, &entries.get(row.0)?.episode)))
        .collect();
    let digits = |episode: &Episode| episode.number.map_or(0, |n| n.to_string().len());
    let number_width = visible.iter().map(|(_, episode)| digits(episode)).max().unwrap_or(0);
    for (y, (at, episode)) in (rows.y..rows.bottom()).zip(visible) {
        let area = Rect { y, height: 1, ..rows };
        draw_row(model, area, at, episode, number_width.max(3), buffer);
    }
}

/// Where the terminal's cursor is while a filter is typed.
pub(super) fn cursor(model: &Model) -> Option<Position> {
    let (Some(area), _) = model.list_areas() else {
        return None;
    };
    let room = usize::from(area.width).saturating_sub(PROMPT.len() + 1);
    let column = PROMPT.len() + model.list.filter.cursor_column().min(room);
    let column = u16::try_from(column).unwrap_or(area.width);
    Some(Position { x: area.x + column.min(area.width.saturating_sub(1)), y: area.y })
}

fn draw_prompt(model: &Model, area: Rect, buffer: &mut Buffer) {
    let typing = model.layer == Layer::Filter;
    let style = if typing { Style::new() } else { theme::QUIET };
    let room = usize::from(area.width).saturating_sub(PROMPT.len() + 1);
    let (before, after) = model.list.filter.parts();
    // A filter wider than the pane shows the part around the cursor.
    let before = width::tail(before, room);
    let line = Line::from(vec![
        Span::styled(PROMPT, if typing { theme::KEY } else { theme::QUIET }),
        Span::styled(before.to_owned(), style),
        Span::styled(after.to_owned(), style),
    ]);
    buffer.set_line(area.x, area.y, &line, area.width);
}

fn draw_row(
    model: &Model,
    area: Rect,
    at: usize,
    episode: &Episode,
    number_width: usize,
    buffer: &mut Buffer,
) {
    let found = model.list.finder.highlights(episode);
    let number = field_text(episode, Field::Number);
    let mut spans = vec![Span::raw(" ".repeat(number_width.saturating_sub(number.len())))];
    spans.extend(pane::marked(&number, characters(&found, Field::Number), 10, Style::new()));
    if area.width >= DATE_FROM {
        let date = episode.date.map_or_else(|| " ".repeat(10), |date| date.to_string());
        spans.push(Span::raw(" "));
        spans.push(Span::styled(date, theme::QUIET));
    }
    spans.push(Span::raw("  "));
    // The mark before and a column of air behind are not the row's.
    let room = usize::from(area.width).saturating_sub(pane::columns(&spans) + 2);
    let reason = reason(episode, &found, room / 2);
    let left = room - pane::columns(&reason).min(room);
    let matched = characters(&found, Field::Title);
    spans.extend(pane::marked(&episode.title, matched, left, Style::new()));
    spans.extend(reason);
    let selected = at == model.list.cursor;
    pane::draw_row(model, Pane::List, area, spans, selected, buffer);
}

/// The first guest or tag the filter matched: why an episode is in the list when its title does
/// not tell.
fn reason(episode: &Episode, found: &[Found], room: usize) -> Vec<Span<'static>> {
    let elsewhere = |found: &&Found| matches!(found.field, Field::Guest(_) | Field::Tag(_));
    let Some(Found { field, characters }) = found.iter().find(elsewhere) else {
        return Vec::new();
    };
    let text = field_text(episode, *field);
    let before = if matches!(field, Field::Tag(_)) { "  #" } else { "  " };
    let room = room.saturating_sub(before.len());
    let mut spans = vec![Span::styled(before, theme::QUIET)];
    spans.extend(pane::marked(&text, characters, room, theme::QUIET));
    spans
}

fn characters(found: &[Found], field: Field) -> &[usize] {
    found.iter().find(|found| found.field == field).map_or(&[], |found| &found.characters)
}

/// `43/81`, and of how many when a filter leaves some out.
fn position(model: &Model) -> String {
    let (rows, all) = (model.list.rows.len(), model.library.len());
    if all == 0 {
        return String::new();
    }
    let at = if rows == 0 { 0 } else { model.list.cursor + 1 };
    if rows == all { format!("{at}/{rows}") } else { format!("{at}/{rows} of {all}") }
}

fn nothing(model: &Model) -> Vec<String> {
    if !model.list.finder.is_empty() {
        let leave = keymap::key_for(Context::Filter, Action::DropFilter)
            .map(|key| format!("{key} drops the filter."));
        return ["No episode matches.".to_owned()].into_iter().chain(leave).collect();
    }
    let text = if model.loading.running { "Reading…" } else { "No episodes here." };
    vec![text.to_owned()]
}
