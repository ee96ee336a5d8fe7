//! The detail pane: the visible lines of the page.

use ratatui::buffer::Buffer;

use crate::app::{Model, Page};
use crate::layout::{Pane, Screen};

use super::pane;

pub(super) fn draw(model: &Model, screen: &Screen, buffer: &mut Buffer) {
    let area = screen.inner(Pane::Detail);
    let position =
        model.page.as_ref().map_or_else(String::new, |page| position(page, area.height.into()));
    pane::frame(model, screen, Pane::Detail, &title(model), &position, buffer);
    let Some(page) = &model.page else { return };
    let lines = page.document.lines.iter().skip(page.scroll);
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        buffer.set_line(area.x, y, line, area.width);
    }
}

fn title(model: &Model) -> String {
    match model.selected_entry().map(|entry| entry.episode.number) {
        Some(Some(number)) => format!("Episode {number}"),
        Some(None) | None => "Episode".to_owned(),
    }
}

/// How far the page is scrolled, when there is more than fits.
fn position(page: &Page, height: usize) -> String {
    let hidden = page.document.lines.len().saturating_sub(height);
    if hidden == 0 {
        return String::new();
    }
    format!("{}%", page.scroll.min(hidden) * 100 / hidden)
}
