//! The links pane: who is reached where and what was picked, each with the key that opens it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::{LinkEntry, LinkRow, Marks, Model, PageNotes};
use crate::layout::{Pane, Screen};
use crate::sheet::Target;
use crate::theme;
use crate::view::{grouped, more_of};
use crate::width;

use super::{pane, text};

/// From this width on rows say where they lead, in columns.
const PLACE_FROM: usize = 26;

pub(super) fn draw(model: &Model, screen: &Screen, buffer: &mut Buffer) {
    let position = model.page.as_ref().and_then(|page| {
        Some(format!("{}/{}", grouped(page.links.position()?), grouped(page.links.count())))
    });
    pane::frame(model, screen, Pane::Links, "Links", &position.unwrap_or_default(), buffer);
    let area = screen.inner(Pane::Links);
    let Some(page) = &model.page else { return };
    if page.links.rows.is_empty() && !area.is_empty() {
        let still_read = page.notes == PageNotes::Waiting;
        let told = if still_read { "Reading the notes…" } else { "No links in this page." };
        return pane::sentences(&[told], area, buffer);
    }
    let rows = page.links.rows.iter().enumerate().skip(page.links.offset);
    for (y, (at, row)) in (area.y..area.bottom()).zip(rows) {
        let area = Rect { y, height: 1, ..area };
        let marks = page.marks(at);
        match row {
            LinkRow::Gap => {}
            LinkRow::Heading(heading, _) => {
                let shown = pane::marked(heading, in_text(marks), area.width.into(), theme::GROUP);
                text::set_line(buffer, area.x, y, &Line::from(shown), area.width);
            }
            LinkRow::More(more) => {
                // Below the texts, beside the labels.
                let room = usize::from(area.width).saturating_sub(3);
                let text = Span::styled(width::truncate(&more_of(*more), room), theme::QUIET);
                pane::draw_row(
                    model,
                    Pane::Links,
                    area,
                    vec![Span::raw("  "), text],
                    false,
                    buffer,
                );
            }
            LinkRow::Entry(entry) => {
                let spans = spans(entry, marks, area.width.into());
                let selected = page.links.selected == Some(at);
                pane::draw_row(model, Pane::Links, area, spans, selected, buffer);
            }
        }
    }
}

fn in_text(marks: Option<&Marks>) -> &[usize] {
    marks.map_or(&[], |marks| &marks.text)
}

/// The row of a link, so many columns wide.
fn spans(entry: &LinkEntry, marks: Option<&Marks>, columns: usize) -> Vec<Span<'static>> {
    // A link that has run out of labels is told from a pick that has no link.
    let label = entry.label.unwrap_or_else(|| if entry.link.target.is_some() { '·' } else { ' ' });
    let mut spans = vec![Span::styled(label.to_string(), theme::LABEL), Span::raw(" ")];
    let room = columns.saturating_sub(3);
    let place = place(entry, room);
    let place_room = if place.is_empty() { 0 } else { width::columns(&place) + 2 };
    let mut left = room.saturating_sub(place_room);
    let text = pane::marked(&entry.link.text, in_text(marks), left, Style::new());
    left -= pane::columns(&text).min(left);
    spans.extend(text);
    // A note too long to say anything in the room left is better left out.
    let is_whole = width::columns(&entry.link.note) < left;
    if !entry.link.note.is_empty() && (is_whole || left > 8) {
        let note = width::truncate(&entry.link.note, left - 1);
        left -= width::columns(&note) + 1;
        spans.push(Span::styled(format!(" {note}"), theme::QUIET));
    }
    if !place.is_empty() {
        spans.push(Span::raw(" ".repeat(left + 2)));
        let marked = marks.map_or(&[] as &[usize], |marks| &marks.address);
        spans.extend(pane::marked(&place, marked, width::columns(&place), theme::QUIET));
    }
    spans
}

/// Where it leads: the address where the text leaves room for all of it, or else the host in what
/// it leaves, or a third of the row; or what kind of page it is.
fn place(entry: &LinkEntry, room: usize) -> String {
    let left = room.saturating_sub(width::columns(&entry.link.text) + 2);
    let note = match width::columns(&entry.link.note) {
        0 => 0,
        columns => columns + 1,
    };
    match &entry.link.target {
        Some(Target::Address(address, _)) if room >= PLACE_FROM => {
            if width::columns(address.brief()) + note <= left {
                return address.brief().to_owned();
            }
            width::truncate(address.host(), left.max(room / 3))
        }
        Some(Target::Item(_)) => "›".to_owned(),
        Some(Target::Address(..)) | None => String::new(),
    }
}
