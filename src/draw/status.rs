//! The lines at the bottom: the selected link's whole address or a notice, and key hints.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::{Model, Notice, STATUS_MARGIN};
use crate::keymap::{self, Action, BINDINGS, Context, Hint};
use crate::theme;
use crate::width;

use super::text;

/// Columns between two hints.
const BETWEEN: usize = 3;

pub(super) fn draw(model: &Model, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let style = match &model.notice {
        Some(Notice::Info(_)) => Style::new(),
        Some(Notice::Done(_)) => theme::DONE,
        Some(Notice::Failed(_) | Notice::Missing(_)) => theme::FAILED,
        None => theme::ADDRESS,
    };
    let mut lines = model.status_lines();
    let room = model.status_width();
    let rows = usize::from(area.height);
    let is_cut = lines.len() > rows;
    lines.truncate(rows);
    if let Some(last) = lines.last_mut().filter(|_| is_cut) {
        *last = width::truncate(&format!("{last}…"), room);
    }
    let x = area.x + STATUS_MARGIN;
    for (y, line) in (area.y..area.bottom()).zip(&lines) {
        text::set(buffer, x, y, line, u16::try_from(room).unwrap_or(u16::MAX), style);
    }
    let taken = lines.last().map_or(0, |line| width::columns(line));
    let room = room.saturating_sub(taken + BETWEEN);
    let hints = hints(model, room);
    let columns: usize = hints.iter().map(|span| width::columns(&span.content)).sum();
    if let Ok(columns) = u16::try_from(columns)
        && columns > 0
    {
        let x = area.right().saturating_sub(columns + STATUS_MARGIN);
        text::set_line(buffer, x, area.bottom() - 1, &Line::from(hints), columns);
    }
}

/// The hints that are of use now and fit, in the order of the table.
fn hints(model: &Model, room: usize) -> Vec<Span<'static>> {
    let context = model.context();
    let labels = (context == Context::Browse && has_page(model))
        .then(|| (keymap::LABELS_BRIEF.to_owned(), keymap::LABELS_HINT));
    let bound = BINDINGS.iter().filter(|binding| binding.context.holds_in(context));
    let bound = bound.filter(|binding| is_of_use(model, binding.action));
    let bound =
        bound.filter_map(|binding| Some((binding.keys.first()?.to_string(), binding.hint?)));
    let mut hints: Vec<(String, Hint)> = labels.into_iter().chain(bound).collect();
    let columns = |hints: &[(String, Hint)]| -> usize {
        let words = hints.iter().map(|(key, hint)| width::columns(key) + 1 + hint.word.len());
        words.sum::<usize>() + BETWEEN * hints.len().saturating_sub(1)
    };
    while columns(&hints) > room {
        let Some(least) = hints.iter().map(|(_, hint)| hint.rank).max() else {
            break;
        };
        hints.retain(|(_, hint)| hint.rank != least);
    }
    let mut spans = Vec::new();
    for (key, hint) in hints {
        if !spans.is_empty() {
            spans.push(Span::raw(" ".repeat(BETWEEN)));
        }
        spans.push(Span::styled(key, theme::KEY));
        spans.push(Span::styled(format!(" {}", hint.word), theme::QUIET));
    }
    spans
}

/// Whether there is a page or one to come, so that hints do not flicker at the start.
const fn has_page(model: &Model) -> bool {
    model.page.is_some() || model.loading.running
}

/// Whether there is something for an action to do.
fn is_of_use(model: &Model, action: Action) -> bool {
    let is_of_page = matches!(action, Action::OpenLink | Action::Copy | Action::Follow);
    (!is_of_page || has_page(model)) && (action != Action::GoBack || model.leads_back())
}
