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

use super::pane::{self, MARK};

/// From this width on rows have a date, in columns.
const DATE_FROM: u16 = 30;

/// What stands before the filter.
const PROMPT: &str = " / ";

pub(super) fn draw(model: &Model, screen: &Screen, buffer: &mut Buffer) {
    pane::frame(
        model,
        screen,
        Pane::List,
        "Episodes",
        &position(model),
        buffer,
    );
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
    let number_width = visible
        .iter()
        .map(|(_, episode)| digits(episode))
        .max()
        .unwrap_or(0);
    for (y, (at, episode)) in (rows.y..rows.bottom()).zip(visible) {
        let area = Rect {
            y,
            height: 1,
            ..rows
        };
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
    Some(Position {
        x: area.x + column.min(area.width.saturating_sub(1)),
        y: area.y,
    })
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
    let selected = at == model.list.cursor;
    let found = model.list.finder.highlights(episode);
    let style = match (selected, pane::is_focused(model, Pane::List)) {
        (true, true) => theme::SELECTED_FOCUSED,
        (true, false) => theme::SELECTED,
        (false, _) => Style::new(),
    };
    let mark = if selected {
        Span::styled(MARK, theme::MARK)
    } else {
        Span::raw(" ")
    };
    let mut spans = vec![mark];
    let number = field_text(episode, Field::Number);
    spans.push(Span::raw(
        " ".repeat(number_width.saturating_sub(number.len())),
    ));
    spans.extend(pane::marked(
        &number,
        characters(&found, Field::Number),
        10,
        Style::new(),
    ));
    if area.width >= DATE_FROM {
        let date = episode
            .date
            .map_or_else(|| " ".repeat(10), |date| date.to_string());
        spans.push(Span::raw("  "));
        spans.push(Span::styled(date, theme::QUIET));
    }
    spans.push(Span::raw("  "));
    let taken: usize = spans.iter().map(|span| width::columns(&span.content)).sum();
    let mut room = usize::from(area.width).saturating_sub(taken + 1);
    let title = pane::marked(
        &episode.title,
        characters(&found, Field::Title),
        room,
        Style::new(),
    );
    room -= title
        .iter()
        .map(|span| width::columns(&span.content))
        .sum::<usize>()
        .min(room);
    spans.extend(title);
    spans.extend(elsewhere(episode, &found, room));
    let line = Line::from(spans);
    buffer.set_style(
        Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(1),
            ..area
        },
        style,
    );
    buffer.set_line(area.x, area.y, &line, area.width);
    // The mark keeps its own looks beside a reversed row.
    if selected {
        buffer.set_style(Rect { width: 1, ..area }, theme::MARK);
    }
}

/// Guests and tags where the filter matched: the reason an episode is in the list.
fn elsewhere(episode: &Episode, found: &[Found], mut room: usize) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    for Found { field, characters } in found {
        let (mark, text) = match field {
            Field::Number | Field::Title => continue,
            Field::Guest(_) => ("  ", field_text(episode, *field)),
            Field::Tag(_) => ("  #", field_text(episode, *field)),
        };
        let Some(left) = room
            .checked_sub(width::columns(mark))
            .filter(|&left| left > 1)
        else {
            break;
        };
        let parts = pane::marked(&text, characters, left, theme::QUIET);
        let taken: usize = parts.iter().map(|span| width::columns(&span.content)).sum();
        room = left - taken.min(left);
        spans.push(Span::styled(mark, theme::QUIET));
        spans.extend(parts);
    }
    spans
}

fn characters(found: &[Found], field: Field) -> &[usize] {
    found
        .iter()
        .find(|found| found.field == field)
        .map_or(&[], |found| &found.characters)
}

/// `43/81`, and of how many when a filter leaves some out.
fn position(model: &Model) -> String {
    let (rows, all) = (model.list.rows.len(), model.library.len());
    if all == 0 {
        return String::new();
    }
    let at = if rows == 0 { 0 } else { model.list.cursor + 1 };
    if rows == all {
        format!("{at}/{rows}")
    } else {
        format!("{at}/{rows} of {all}")
    }
}

fn nothing(model: &Model) -> Vec<&'static str> {
    if !model.list.finder.is_empty() {
        let leave = match keymap::key_for(Context::Filter, Action::DropFilter) {
            Some(keymap::Key::ESC) => "Esc drops the filter.",
            Some(_) | None => "",
        };
        return vec!["No episode matches.", leave];
    }
    if model.loading.running {
        vec!["Reading…"]
    } else {
        vec!["No episodes here."]
    }
}
