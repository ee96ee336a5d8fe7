//! What the mouse does: the wheel scrolls the pane under it, a click selects, a click on a link
//! opens it, a click on the name of a view shows that, a click on an action runs it.
//!
//! Owns the way from a cell of the screen to what is drawn there.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use crate::keymap::Action;
use crate::layout::Pane;
use crate::sheet::Target;

use super::history;
use super::open::follow;
use super::update::{act, close, keep_filter};
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
    let height = model.palette_height();
    match &mut model.layer {
        Layer::Popup(_) => return model.scroll_popup(delta),
        Layer::Palette(palette) => return palette.move_by(delta, height),
        Layer::Browse | Layer::Filter | Layer::Follow(_) => {}
    }
    let Some(pane) = model.screen().pane_at(position) else {
        return;
    };
    let height = model.pane_height(pane);
    match (pane, &mut model.page) {
        (Pane::List, _) => model.list_mut().scroll_by(delta, height),
        (Pane::Detail, Some(page)) => page.scroll_by(delta, height),
        (Pane::Links, Some(page)) => page.links.scroll_by(delta, height),
        (Pane::Detail | Pane::Links, None) => {}
    }
}

fn click(model: &mut Model, position: Position) -> Vec<Effect> {
    // Where things are drawn now; without the notice they may lie elsewhere.
    let screen = model.screen();
    let rows = model.list_areas().rows;
    match &model.layer {
        Layer::Popup(popup) => {
            if !model.popup_area(*popup).contains(position) {
                close(model);
            }
            return Vec::new();
        }
        Layer::Palette(_) => return click_palette(model, position),
        // The label need not be typed.
        Layer::Follow(_) => model.layer = Layer::Browse,
        Layer::Browse | Layer::Filter => {}
    }
    model.notice = None;
    let is_header = screen.header.contains(position);
    let view = is_header.then(|| model.header().view_at(position.x)).flatten();
    let pane = screen.pane_at(position);
    let is_elsewhere = view.is_some() || pane.is_some_and(|pane| pane != Pane::List);
    if model.layer == Layer::Filter && is_elsewhere {
        keep_filter(model);
    }
    if let Some(view) = view {
        history::show(model, view);
    }
    let Some(pane) = pane else {
        return Vec::new();
    };
    model.focus = pane;
    match pane {
        Pane::List => {
            if let Some(row) = row_in(rows, position) {
                let row = model.list().offset + row / usize::from(model.row_height());
                model.list_mut().select_row(row);
            }
        }
        Pane::Detail => {
            if let Some(target) = link_in_notes(model, screen.inner(pane), position) {
                return follow(model, &target);
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
            if let Some(target) = page.links.target(row).cloned() {
                return follow(model, &target);
            }
        }
    }
    Vec::new()
}

/// Runs the action under a click; beside the palette it is closed.
fn click_palette(model: &mut Model, position: Position) -> Vec<Effect> {
    model.notice = None;
    let entry = palette_entry_at(model, position);
    let is_beside = !model.palette_area().contains(position);
    match (&mut model.layer, entry) {
        (Layer::Palette(palette), Some((entry, _))) => {
            palette.cursor = entry;
            act(model, Action::Run)
        }
        (layer, _) => {
            if is_beside {
                *layer = Layer::Browse;
            }
            Vec::new()
        }
    }
}

/// Index of the palette's entry at a place of the screen, if one is there, and its action.
fn palette_entry_at(model: &Model, position: Position) -> Option<(usize, Action)> {
    let Layer::Palette(palette) = &model.layer else {
        return None;
    };
    let entry = palette.offset + row_in(model.palette_rows(), position)?;
    Some((entry, palette.action_at(entry)?))
}

/// The action that a click chooses in the palette.
pub(super) fn chosen_action(model: &Model, event: MouseEvent) -> Option<Action> {
    let is_click = event.kind == MouseEventKind::Down(MouseButton::Left);
    let position = Position { x: event.column, y: event.row };
    palette_entry_at(model, position).filter(|_| is_click).map(|(_, action)| action)
}

fn link_in_notes(model: &mut Model, inner: Rect, position: Position) -> Option<Target> {
    let page = model.page.as_mut()?;
    let row = page.scroll + row_in(inner, position)?;
    page.link = page.document.link_at(row, position.x - inner.x);
    page.link_target().cloned()
}

fn row_in(area: Rect, position: Position) -> Option<usize> {
    area.contains(position).then(|| usize::from(position.y - area.y))
}
