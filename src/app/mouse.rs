//! What the mouse does: the wheel scrolls the pane under it, a click selects, a click on a link
//! opens it.
//!
//! Owns the way from a cell of the screen to what is drawn there.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use crate::address::Address;
use crate::layout::Pane;

use super::open::open;
use super::{Effect, Layer, Model};

/// Lines a notch of the wheel scrolls.
const NOTCH: isize = 3;

pub(super) fn mouse(model: &mut Model, event: MouseEvent) -> Vec<Effect> {
    let position = Position { x: event.column, y: event.row };
    match event.kind {
        MouseEventKind::ScrollDown => wheel(model, position, NOTCH),
        MouseEventKind::ScrollUp => wheel(model, position, -NOTCH),
        MouseEventKind::Down(MouseButton::Left) => return click(model, position),
        MouseEventKind::Down(MouseButton::Right | MouseButton::Middle)
        | MouseEventKind::Up(_)
        | MouseEventKind::Drag(_)
        | MouseEventKind::Moved
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => {}
    }
    Vec::new()
}

fn wheel(model: &mut Model, position: Position, delta: isize) {
    if matches!(model.layer, Layer::Popup(_)) {
        return model.scroll_popup(delta);
    }
    let Some(pane) = model.screen().pane_at(position) else {
        return;
    };
    let height = model.pane_height(pane);
    match (pane, &mut model.page) {
        (Pane::List, _) => model.list.scroll_by(delta, height),
        (Pane::Detail, Some(page)) => page.scroll_by(delta, height),
        (Pane::Links, Some(page)) => page.links.scroll_by(delta, height),
        (Pane::Detail | Pane::Links, None) => {}
    }
}

fn click(model: &mut Model, position: Position) -> Vec<Effect> {
    // Where things are drawn now; without the notice they may lie elsewhere.
    let screen = model.screen();
    let (_, rows) = model.list_areas();
    if let Layer::Popup(popup) = model.layer {
        if !model.popup_area(popup).contains(position) {
            model.layer = Layer::Browse;
        }
        return Vec::new();
    }
    model.notice = None;
    let Some(pane) = screen.pane_at(position) else {
        return Vec::new();
    };
    if model.layer == Layer::Filter && pane != Pane::List {
        model.list.keep_filter();
        model.layer = Layer::Browse;
    }
    model.focus = pane;
    match pane {
        Pane::List => {
            if let Some(row) = row_in(rows, position) {
                model.list.select_row(model.list.offset + row, &model.library);
            }
        }
        Pane::Detail => {
            if let Some(address) = link_in_notes(model, screen.inner(pane), position) {
                return open(model, address);
            }
        }
        Pane::Links => {
            let Some(page) = &mut model.page else {
                return Vec::new();
            };
            let Some(row) = row_in(screen.inner(pane), position) else {
                return Vec::new();
            };
            let row = page.links.offset + row;
            page.links.select(row);
            if let Some(address) = page.links.address(row).cloned() {
                return open(model, address);
            }
        }
    }
    Vec::new()
}

fn link_in_notes(model: &Model, inner: Rect, position: Position) -> Option<Address> {
    let page = model.page.as_ref()?;
    let row = page.scroll + row_in(inner, position)?;
    let link = page.link_at(row, position.x - inner.x)?;
    Address::parse(&link.target).ok()
}

fn row_in(area: Rect, position: Position) -> Option<usize> {
    area.contains(position).then(|| usize::from(position.y - area.y))
}
