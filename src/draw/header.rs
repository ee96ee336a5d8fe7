//! The line on top: the show, the views with their counts, where the notes are from, and how far
//! loading and searching are.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::Model;
use crate::keymap::{self, Action, Context, Key};
use crate::theme;
use crate::view::{View, grouped};
use crate::width;

use super::{pane, text};

pub(super) fn draw(model: &Model, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let room = usize::from(area.width).saturating_sub(2);
    let right = right(model, room / 2);
    let right_columns = pane::columns(&right);
    let room = room.saturating_sub(if right_columns == 0 { 0 } else { right_columns + 2 });
    let left = left(model, room);
    text::set_line(buffer, area.x + 1, area.y, &Line::from(left), area.width.saturating_sub(1));
    if let Ok(columns) = u16::try_from(right_columns)
        && columns > 0
    {
        let x = area.right().saturating_sub(columns + 1);
        text::set_line(buffer, x, area.y, &Line::from(right), columns);
    }
}

/// The show and the views. What has no room goes: where the notes are from, then the counts of
/// the views not on show, then the show's name.
fn left(model: &Model, room: usize) -> Vec<Span<'static>> {
    let show = model.library.show().unwrap_or("Show notes");
    let show = vec![Span::styled(show.to_owned(), theme::SHOW), Span::raw("   ")];
    let source = vec![Span::styled(format!("   {}", model.source), theme::QUIET)];
    let (full, brief) = (views(model, true), views(model, false));
    let candidates = [
        [show.clone(), full.clone(), source].concat(),
        [show.clone(), full.clone()].concat(),
        full,
        [show, brief.clone()].concat(),
        brief,
    ];
    let fitting = candidates.into_iter().find(|spans| pane::columns(spans) <= room);
    fitting.unwrap_or_else(|| {
        let name = model.view.listing().title();
        vec![Span::styled(width::truncate(name, room), theme::VIEW_SHOWN)]
    })
}

/// The names of the views, the letter that is its key underlined in each.
fn views(model: &Model, counts: bool) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    for view in View::ALL {
        if !spans.is_empty() {
            spans.push(Span::raw(if counts { "   " } else { "  " }));
        }
        let style = if view == model.view { theme::VIEW_SHOWN } else { theme::VIEW };
        spans.extend(name(view, style));
        if counts && !model.library.is_empty() {
            let count = view.listing().count(&model.library);
            spans.push(Span::styled(format!(" {}", grouped(count)), theme::QUIET));
        }
    }
    spans
}

fn name(view: View, style: Style) -> Vec<Span<'static>> {
    let title = view.listing().title();
    let key = keymap::key_for(Context::Browse, Action::Show(view)).and_then(Key::typed);
    let at = key.and_then(|key| title.to_lowercase().find(key));
    let (Some(at), Some(key)) = (at, key) else {
        return vec![Span::styled(title, style)];
    };
    let (before, rest) = title.split_at(at);
    let (letter, after) = rest.split_at(key.len_utf8());
    vec![
        Span::styled(before, style),
        Span::styled(letter, style.patch(theme::VIEW_KEY)),
        Span::styled(after, style),
    ]
}

/// What goes on, and which mode holds.
fn right(model: &Model, room: usize) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    if model.archive {
        spans.push(Span::styled(" archive ", theme::MODE));
    }
    let progress = width::truncate(&progress(model), room);
    if !progress.is_empty() {
        if !spans.is_empty() {
            spans.push(Span::raw("  "));
        }
        spans.push(Span::styled(progress, theme::QUIET));
    }
    spans
}

fn progress(model: &Model) -> String {
    match (model.loading.running, model.loading.found) {
        (true, None) => "Looking for notes…".to_owned(),
        (true, Some(found)) => {
            format!("Reading {} of {}…", grouped(model.loading.read), grouped(found))
        }
        (false, _) if model.searching.running => {
            let (searched, all) = (model.searching.searched, model.library.len());
            format!("Searching {} of {}…", grouped(searched), grouped(all))
        }
        (false, _) => String::new(),
    }
}
