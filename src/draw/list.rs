//! The list pane: a row for each item of the view, the filter above them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::{ListAreas, Model, TAIL_FROM};
use crate::excerpt::Excerpt;
use crate::fuzzy::Found;
use crate::keymap::{self, Action, Context};
use crate::layout::{Pane, Screen};
use crate::library::Item;
use crate::search;
use crate::theme;
use crate::view::{Field, Kind, Place, grouped};
use crate::width;

use super::{pane, prompt, text};

/// Columns a row leaves to what it is about, before anything stands at its end.
const MAIN: usize = 14;

/// Columns of a date.
const DATE: usize = 10;

pub(super) fn draw(model: &Model, screen: &Screen, buffer: &mut Buffer) {
    let title = format!("{} · {}", model.view.listing().title(), model.list().order.words());
    pane::frame(model, screen, Pane::List, &title, &position(model), buffer);
    let ListAreas { prompt, heading, rows } = model.list_areas();
    if let Some(area) = prompt {
        prompt::draw(model, area, buffer);
    }
    if let (Some(area), Some(heading)) = (heading, model.view.listing().tail_heading()) {
        let columns = u16::try_from(width::columns(heading)).unwrap_or(u16::MAX);
        if let Some(x) = area.right().checked_sub(columns.saturating_add(1)) {
            text::set(buffer, x.max(area.x), area.y, heading, area.width, theme::QUIET);
        }
    }
    if rows.is_empty() {
        return;
    }
    let list = model.list();
    if list.rows.is_empty() {
        return pane::sentences(&nothing(model), rows, buffer);
    }
    let height = model.row_height();
    let shown = list.rows.iter().enumerate().skip(list.offset);
    let visible: Vec<(usize, Item, Vec<Field<'_>>)> = shown
        .take(usize::from(rows.height.div_ceil(height)))
        .map(|(at, &item)| (at, item, list.view.listing().fields(&model.library, item)))
        .collect();
    let front = |fields: &[Field<'_>]| {
        let fields = fields.iter().filter(|field| field.place == Place::Front);
        fields.map(|field| width::columns(&field.text)).sum::<usize>()
    };
    let has_front =
        visible.iter().any(|(.., fields)| fields.iter().any(|field| field.place == Place::Front));
    let widest = visible.iter().map(|(.., fields)| front(fields)).max().unwrap_or(0);
    let front_width = if has_front { widest.max(3) } else { 0 };
    for (y, (at, item, fields)) in (rows.y..rows.bottom()).step_by(height.into()).zip(visible) {
        let area = Rect { y, height: height.min(rows.bottom() - y), ..rows };
        draw_row(model, area, (at, item), &fields, front_width, buffer);
    }
}

fn draw_row(
    model: &Model,
    area: Rect,
    (at, item): (usize, Item),
    fields: &[Field<'_>],
    front_width: usize,
    buffer: &mut Buffer,
) {
    let listing = model.view.listing();
    let query = &model.list().query;
    let found = if query.is_empty() { Vec::new() } else { search::highlights(query, fields) };
    let mut spans = Vec::new();
    if front_width > 0 {
        let front = fields.iter().enumerate().filter(|(_, field)| field.place == Place::Front);
        let columns: usize = front.clone().map(|(_, field)| width::columns(&field.text)).sum();
        spans.push(Span::raw(" ".repeat(front_width.saturating_sub(columns))));
        for (index, field) in front {
            spans.extend(pane::marked(&field.text, marks(&found, index), 10, Style::new()));
        }
        if area.width >= TAIL_FROM && listing.is_dated(&model.library) {
            // Titles begin in one column, whether there is a date or not.
            let date =
                listing.date(&model.library, item).map_or_else(String::new, |d| d.to_string());
            spans.push(Span::styled(format!(" {date:<DATE$}"), theme::QUIET));
        }
        spans.push(Span::raw("  "));
    }
    // The mark before and a column of air behind are not the row's.
    let room = usize::from(area.width).saturating_sub(pane::columns(&spans) + 2);
    let main = fields.iter().position(|field| field.place == Place::Main);
    let tail = tail(model, item, area, room);
    let reason = if tail.is_empty() { reason(fields, &found, room / 2) } else { Vec::new() };
    let taken =
        pane::columns(&reason) + if tail.is_empty() { 0 } else { width::columns(&tail) + 2 };
    let left = room.saturating_sub(taken);
    if let Some((index, field)) = main.and_then(|index| Some((index, fields.get(index)?))) {
        let shown = pane::marked(&field.text, marks(&found, index), left, Style::new());
        let columns = pane::columns(&shown);
        spans.extend(shown);
        if !tail.is_empty() {
            spans.push(Span::raw(" ".repeat(left.saturating_sub(columns) + 2)));
            let aside = fields.iter().position(|field| field.place == Place::Aside);
            spans.extend(marked_tail(&tail, fields, aside, &found));
        }
    }
    spans.extend(reason);
    let selected = at == model.list().cursor;
    let first = Rect { height: 1, ..area };
    pane::draw_row(model, Pane::List, first, spans, selected, buffer);
    if area.height > 1 {
        draw_excerpt(model, item, Rect { y: area.y + 1, height: 1, ..area }, front_width, buffer);
    }
}

/// The line of the notes that was searched for.
fn draw_excerpt(model: &Model, item: Item, area: Rect, front_width: usize, buffer: &mut Buffer) {
    let Item::Episode(id) = item else {
        return;
    };
    let Some(line) = model.hits.line(id) else {
        return;
    };
    let indent = u16::try_from(front_width + 1).unwrap_or(0).min(area.width / 4) + 1;
    let room = usize::from(area.width.saturating_sub(indent + 1));
    let excerpt = Excerpt::new(&line.text, line.found.clone(), room);
    let matched: Vec<usize> = excerpt.matched.collect();
    let spans = pane::marked(&excerpt.text, &matched, room, theme::QUIET);
    text::set_line(buffer, area.x + indent, area.y, &Line::from(spans), area.width - indent);
}

/// What stands at the end of a row, where it leaves enough to what the row is about.
fn tail(model: &Model, item: Item, area: Rect, room: usize) -> String {
    if area.width < TAIL_FROM {
        return String::new();
    }
    let listing = model.view.listing();
    let tail = listing.tail(&model.library, item);
    let left = room.saturating_sub(MAIN + 2);
    // Half a column of figures would mislead.
    let is_figures = listing.tail_heading().is_some();
    if is_figures && width::columns(&tail) > left {
        return String::new();
    }
    width::truncate(&tail, left)
}

/// The end of a row, with what was found of the field it shows marked.
fn marked_tail(
    tail: &str,
    fields: &[Field<'_>],
    aside: Option<usize>,
    found: &[Found],
) -> Vec<Span<'static>> {
    let field = aside.and_then(|index| Some((index, fields.get(index)?)));
    let shown = field.and_then(|(index, field)| {
        let at = tail.find(field.text.as_ref()).filter(|_| !field.text.is_empty())?;
        Some((index, tail.split_at(at)))
    });
    let Some((index, (before, name))) = shown else {
        return vec![Span::styled(tail.to_owned(), theme::QUIET)];
    };
    let mut spans = vec![Span::styled(before.to_owned(), theme::QUIET)];
    spans.extend(pane::marked(name, marks(found, index), width::columns(name), theme::QUIET));
    spans
}

/// The first field found that the row does not show: why an item is in the list when its row
/// does not tell.
fn reason(fields: &[Field<'_>], found: &[Found], room: usize) -> Vec<Span<'static>> {
    let aside = found.iter().find_map(|found| {
        let field = fields.get(found.field).filter(|field| field.place == Place::Aside)?;
        Some((field, &found.characters))
    });
    let Some((field, characters)) = aside else {
        return Vec::new();
    };
    let before = match field.kind {
        Kind::Tag => "  #",
        Kind::Number | Kind::Title | Kind::Person | Kind::Pick => "  ",
    };
    let room = room.saturating_sub(before.len());
    let mut spans = vec![Span::styled(before, theme::QUIET)];
    spans.extend(pane::marked(&field.text, characters, room, theme::QUIET));
    spans
}

fn marks(found: &[Found], field: usize) -> &[usize] {
    found.iter().find(|found| found.field == field).map_or(&[], |found| &found.characters)
}

/// `43/81`, and of how many when a filter leaves some out.
fn position(model: &Model) -> String {
    let list = model.list();
    let (rows, all) = (list.rows.len(), list.view.listing().count(&model.library));
    if all == 0 {
        return String::new();
    }
    let at = grouped(if rows == 0 { 0 } else { list.cursor + 1 });
    if rows == all {
        format!("{at}/{}", grouped(rows))
    } else {
        format!("{at}/{} of {}", grouped(rows), grouped(all))
    }
}

fn nothing(model: &Model) -> Vec<String> {
    let (one, several) = model.view.listing().nouns();
    if !model.list().query.is_empty() {
        if model.searching.running {
            return vec!["Searching the notes…".to_owned()];
        }
        let leave = keymap::key_for(Context::Filter, Action::DropFilter)
            .map(|key| format!("{key} drops the filter."));
        return [format!("No {one} matches.")].into_iter().chain(leave).collect();
    }
    if model.loading.running {
        vec!["Reading…".to_owned()]
    } else {
        vec![format!("No {several} here.")]
    }
}
