//! The detail pane: the visible lines of the page, with what is found, selected and labelled.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::{Layer, Model, Page, follow_labels};
use crate::layout::{Pane, Screen};
use crate::markdown::Place;
use crate::sheet::Target;
use crate::theme;
use crate::view::grouped;

use super::{hyperlink, pane, text};

pub(super) fn draw(model: &Model, screen: &Screen, buffer: &mut Buffer) {
    let area = screen.inner(Pane::Detail);
    let position =
        model.page.as_ref().map_or_else(String::new, |page| position(page, area.height.into()));
    pane::frame(model, screen, Pane::Detail, &title(model), &position, buffer);
    let Some(page) = &model.page else { return };
    let lines = page.document.lines.iter().skip(page.scroll);
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        text::set_line(buffer, area.x, y, line, area.width);
    }
    for (at, places) in page.document.matches.iter().enumerate() {
        let here = page.at_match == Some(at);
        mark(page, area, places, if here { theme::FOUND_HERE } else { theme::FOUND }, buffer);
    }
    let selected = page.link.and_then(|at| page.document.links.get(at));
    if let Some(link) = selected.filter(|_| pane::is_focused(model, Pane::Detail)) {
        mark(page, area, &link.places, theme::LINK_SELECTED, buffer);
    }
    if let Layer::Follow(typed) = &model.layer {
        draw_labels(page, area, typed, buffer);
    }
    // Nothing may come over them: a label or a popup would not be seen.
    if model.hyperlinks && matches!(model.layer, Layer::Browse | Layer::Filter) {
        make_hyperlinks(model, page, area, buffer);
    }
}

/// Makes the links in sight the terminal's own.
fn make_hyperlinks(model: &Model, page: &Page, area: Rect, buffer: &mut Buffer) {
    for (number, link) in page.document.links.iter().enumerate() {
        let Target::Address(address, date) = &link.target else { continue };
        for cells in link.places.iter().filter_map(|place| cells(page, area, place)) {
            let address = model.as_opened(address, *date);
            hyperlink::link(buffer, cells, number, address.as_str());
        }
    }
}

/// Gives the cells of a match or link a style, those of them that are in sight.
fn mark(page: &Page, area: Rect, places: &[Place], style: Style, buffer: &mut Buffer) {
    for place in places {
        if let Some(cells) = cells(page, area, place) {
            buffer.set_style(cells, style);
        }
    }
}

/// Labels over the beginnings of the links in sight; those that what is typed rules out go.
fn draw_labels(page: &Page, area: Rect, typed: &str, buffer: &mut Buffer) {
    let places: Vec<&Place> =
        page.links_in_sight(area.height.into()).map(|(_, place)| place).collect();
    for (label, place) in follow_labels(places.len()).zip(places) {
        let (Some(rest), Some((x, y))) = (label.strip_prefix(typed), cell(page, area, place))
        else {
            continue;
        };
        text::set(buffer, x, y, rest, area.right().saturating_sub(x), theme::FOLLOW);
    }
}

/// The cells of a place on the screen, those of them that are in sight.
fn cells(page: &Page, area: Rect, place: &Place) -> Option<Rect> {
    let (x, y) = cell(page, area, place)?;
    let width = place.columns.end - place.columns.start;
    Some(Rect { x, y, width: width.min(area.right().saturating_sub(x)), height: 1 })
}

/// The first cell of a place on the screen, if it is in sight.
fn cell(page: &Page, area: Rect, place: &Place) -> Option<(u16, u16)> {
    let row = u16::try_from(place.row.checked_sub(page.scroll)?).ok()?;
    let (x, y) = (area.x.checked_add(place.columns.start)?, area.y.checked_add(row)?);
    (x < area.right() && y < area.bottom()).then_some((x, y))
}

fn title(model: &Model) -> String {
    let item = model.page.as_ref().map(|page| page.item);
    item.map_or_else(String::new, |item| model.view.listing().name(&model.library, item))
}

/// How far the page is scrolled, when there is more than fits.
fn position(page: &Page, height: usize) -> String {
    let hidden = page.document.lines.len().saturating_sub(height);
    let scrolled = match hidden {
        0 => String::new(),
        _ => format!("{}%", page.scroll.min(hidden) * 100 / hidden),
    };
    let Some(at) = page.at_match else { return scrolled };
    let at = format!("match {}/{}", grouped(at + 1), grouped(page.document.matches.len()));
    if scrolled.is_empty() { at } else { format!("{at} · {scrolled}") }
}
