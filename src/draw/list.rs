//! The list pane: a row for each item of the view, the filter above them.

use std::borrow::Cow;

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

use super::ends::Ends;
use super::{pane, prompt, text};

/// The most columns of a number in front.
const FRONT: usize = 10;

/// Columns of a date.
const DATE: usize = 10;

pub(super) fn draw(model: &Model, screen: &Screen, buffer: &mut Buffer) {
    let title = format!("{} · {}", model.view.listing().title(), model.list().order_words());
    pane::frame(model, screen, Pane::List, &title, &position(model), buffer);
    let ListAreas { prompt, heading, rows } = model.list_areas();
    if let Some(area) = prompt {
        prompt::draw(model, area, buffer);
    }
    if rows.is_empty() {
        return;
    }
    let list = model.list();
    if list.rows.is_empty() {
        return pane::sentences(&nothing(model), rows, buffer);
    }
    let height = model.row_height();
    let listing = list.view.listing();
    let is_wide = rows.width >= TAIL_FROM;
    let shown = list.rows.iter().enumerate().skip(list.offset);
    let visible: Vec<Row<'_>> = shown
        .take(usize::from(rows.height.div_ceil(height)))
        .map(|(at, &item)| {
            let tail = if is_wide { listing.tail(&model.library, item) } else { Vec::new() };
            Row { at, item, fields: listing.fields(&model.library, item), tail }
        })
        .collect();
    let columns = Columns::new(model, &visible, rows.width);
    if let (Some(area), Some(heading)) = (heading, columns.ends.heading()) {
        let columns = u16::try_from(width::columns(&heading)).unwrap_or(u16::MAX);
        let x = area.right().saturating_sub(columns.saturating_add(1)).max(area.x);
        text::set(buffer, x, area.y, &heading, area.width, theme::QUIET);
    }
    for (y, row) in (rows.y..rows.bottom()).step_by(height.into()).zip(&visible) {
        let area = Rect { y, height: height.min(rows.bottom() - y), ..rows };
        draw_row(model, area, row, &columns, buffer);
    }
}

/// A row in sight.
struct Row<'a> {
    at: usize,
    item: Item,
    fields: Vec<Field<'a>>,
    /// What stands at its end.
    tail: Vec<String>,
}

/// Where things stand in a row: in all rows in the same columns.
struct Columns {
    /// Columns of what stands in front; none where nothing does.
    front: usize,
    /// Whether a date follows.
    dates: bool,
    /// Columns of all the rest.
    room: usize,
    ends: Ends,
}

impl Columns {
    fn new(model: &Model, rows: &[Row<'_>], width: u16) -> Self {
        let listing = model.view.listing();
        let front = |row: &Row<'_>| {
            let fields = row.fields.iter().filter(|field| field.place == Place::Front);
            fields.map(|field| width::columns(&field.text)).reduce(|one, other| one + other)
        };
        let front = rows.iter().filter_map(front).max().map_or(0, |widest| widest.clamp(3, FRONT));
        let dates = front > 0 && width >= TAIL_FROM && listing.is_dated(&model.library);
        let taken = if front > 0 { front + 2 } else { 0 } + if dates { DATE + 1 } else { 0 };
        // The mark before and a column of air behind are not the row's.
        let room = usize::from(width).saturating_sub(taken + 2);
        let tails: Vec<&[String]> = rows.iter().map(|row| row.tail.as_slice()).collect();
        Self { front, dates, room, ends: Ends::new(listing.ends(), &tails, room) }
    }
}

fn draw_row(model: &Model, area: Rect, row: &Row<'_>, columns: &Columns, buffer: &mut Buffer) {
    let Row { at, item, fields, tail } = row;
    let listing = model.view.listing();
    let query = &model.list().query;
    let found = if query.is_empty() { Vec::new() } else { search::highlights(query, fields) };
    let mut spans = Vec::new();
    if columns.front > 0 {
        let mut shown = Vec::new();
        for (index, field) in fields.iter().enumerate() {
            if field.place == Place::Front {
                shown.extend(pane::marked(&field.text, marks(&found, index), FRONT, Style::new()));
            }
        }
        spans.push(Span::raw(" ".repeat(columns.front.saturating_sub(pane::columns(&shown)))));
        spans.extend(shown);
        if columns.dates {
            let date = listing.date(&model.library, *item);
            let date = date.map_or_else(String::new, |date| date.to_string());
            spans.push(Span::styled(format!(" {date:<DATE$}"), theme::QUIET));
        }
        spans.push(Span::raw("  "));
    }
    let end = columns.ends.spans(tail, fields, &found);
    let room = columns.room / 2;
    let reason = match picked(model, *item).or_else(|| aside(fields, &found)) {
        Some(reason) if end.is_none() => reason.spans(room),
        Some(_) | None => Vec::new(),
    };
    let after = end.unwrap_or_default();
    let left = columns.room.saturating_sub(pane::columns(&reason) + pane::columns(&after));
    let main = fields.iter().position(|field| field.place == Place::Main);
    if let Some((index, field)) = main.and_then(|index| Some((index, fields.get(index)?))) {
        let shown = pane::marked(&field.text, marks(&found, index), left, Style::new());
        let air = left.saturating_sub(pane::columns(&shown));
        spans.extend(shown);
        if !after.is_empty() {
            spans.push(Span::raw(" ".repeat(air)));
            spans.extend(after);
        }
    }
    spans.extend(reason);
    let selected = *at == model.list().cursor;
    let first = Rect { height: 1, ..area };
    pane::draw_row(model, Pane::List, first, spans, selected, buffer);
    if area.height > 1 {
        let area = Rect { y: area.y + 1, height: 1, ..area };
        draw_excerpt(model, *item, area, columns.front, buffer);
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

/// Why an item is in the list when its row does not tell.
struct Reason<'a> {
    kind: Kind,
    text: &'a str,
    /// Where it has what is looked for, in characters.
    found: Vec<usize>,
}

/// The first field found that the row does not show.
fn aside<'a>(fields: &'a [Field<'_>], found: &[Found]) -> Option<Reason<'a>> {
    found.iter().find_map(|found| {
        let field = fields.get(found.field).filter(|field| field.place == Place::Aside)?;
        Some(Reason { kind: field.kind, text: &field.text, found: found.characters.clone() })
    })
}

/// The first pick that is wanted, where rows do not show picks.
fn picked(model: &Model, item: Item) -> Option<Reason<'_>> {
    model.list().query.picks().find_map(|pattern| {
        let text = model.view.listing().picked(&model.library, item, pattern)?;
        let found = pattern.characters_in(text).into_iter().flatten().collect();
        Some(Reason { kind: Kind::Pick, text, found })
    })
}

impl Reason<'_> {
    fn spans(&self, room: usize) -> Vec<Span<'static>> {
        let before = match self.kind {
            Kind::Tag => "  #",
            Kind::Number | Kind::Title | Kind::Person | Kind::Pick => "  ",
        };
        let room = room.saturating_sub(before.len());
        let mut spans = vec![Span::styled(before, theme::QUIET)];
        let (text, characters) = from_match(self.text, &self.found, room);
        spans.extend(pane::marked(&text, &characters, room, theme::QUIET));
        spans
    }
}

/// A text cut in front where all of it would leave no room for what is found in it: from the first
/// word on from which that fits; and where it is found in what is left.
fn from_match<'a>(text: &'a str, found: &[usize], room: usize) -> (Cow<'a, str>, Vec<usize>) {
    let whole = || (text.into(), found.to_vec());
    let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(at, _)| at);
    let (Some(&first), Some(&last)) = (found.first(), found.last()) else {
        return whole();
    };
    let (before, _) = text.split_at(byte(first));
    let (seen, rest) = text.split_at(byte(last + 1));
    let end = seen.len() + rest.find(' ').unwrap_or(rest.len());
    let columns = |start: usize| text.get(start..end).map_or(0, width::columns);
    if width::columns(text) <= room || width::columns(seen) < room {
        return whole();
    }
    let mut words = before.match_indices(' ').map(|(space, _)| space + 1);
    let fits = words.clone().find(|&start| columns(start) + 2 <= room);
    let Some(start) = fits.or_else(|| words.next_back()) else {
        return whole();
    };
    let (left_out, rest) = text.split_at(start);
    let left_out = left_out.chars().count();
    (format!("…{rest}").into(), found.iter().map(|at| at + 1 - left_out).collect())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_begins_with_what_is_found_where_that_would_be_cut_off() {
        let name = "Michaël Kennedy";
        let from = |found: &[usize], room| {
            let (text, found) = from_match(name, found, room);
            (text.into_owned(), found)
        };
        assert_eq!(from(&[8, 9], 15), (name.to_owned(), vec![8, 9]));
        assert_eq!(from(&[0, 1], 8), (name.to_owned(), vec![0, 1]));
        assert_eq!(from(&[8, 9], 11), (name.to_owned(), vec![8, 9]));
        assert_eq!(from(&[8, 9], 8), ("…Kennedy".to_owned(), vec![1, 2]));
        assert_eq!(from(&[3, 9], 8), (name.to_owned(), vec![3, 9]));
        let (text, found) = from_match("The Player of Games", &[14, 15], 12);
        assert_eq!((&*text, found), ("…of Games", vec![4, 5]));
        assert_eq!(from(&[], 8), (name.to_owned(), vec![]));
    }
}
