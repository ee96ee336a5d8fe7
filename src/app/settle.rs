//! What follows from the state.
//!
//! Owns bringing it up to date after a burst of messages: the rows a filter leaves, the page of
//! the selected item, its layout, and scroll positions that are still in range.

use crate::layout::Pane;
use crate::library::Item;

use super::{Effect, Model, Page, Task, find};

/// Brings what follows from the state up to date; the effects are to be performed in their order.
pub fn settle(model: &mut Model) -> Vec<Effect> {
    model.list_mut().read_filter();
    let mut effects = find::follow_filter(model);
    let Model { view, lists, library, hits, .. } = model;
    let list = &mut lists[view.index()];
    list.refresh(library, hits);
    let selected = list.selected();
    if model.page.as_ref().map(|page| page.item) != selected {
        let left = model.returning.take().filter(|(item, _)| Some(*item) == selected);
        let left = left.map(|(_, place)| place);
        let lines = model.size.height.into();
        model.page = selected.map(|item| Page::new(item, &model.library, lines, left));
    } else if let Some(page) = &mut model.page {
        page.refresh(&model.library);
    }
    model.returning = None;
    let width = model.page_width();
    if let Some(page) = &mut model.page
        && page.ask(width)
    {
        let item = page.item;
        effects.extend(read_notes(model, item));
    }
    // Last of all, since the lines the status takes depend on the page.
    let screen = model.screen();
    let detail = screen.inner(Pane::Detail);
    let links = screen.inner(Pane::Links);
    let list_height = model.pane_height(Pane::List);
    model.list_mut().show(list_height);
    let patterns: Vec<_> = model.patterns().collect();
    let Model { page, library, lists, view, .. } = model;
    let query = &lists[view.index()].query;
    if let Some(page) = page {
        if !patterns.is_empty() || query.asks_for_links() {
            page.complete(library);
        }
        if width > 0 {
            page.lay_out(width, &patterns);
        }
        if detail.width > 0 {
            page.settle(detail.height.into());
        }
        page.follow(query);
        page.links.show(links.height.into());
    }
    model.scroll_popup(0);
    effects
}

/// Does a little of what the user may want next, which changes nothing that can be seen; whether
/// there is more of it. For a loop that has nothing else to do.
pub fn prepare(model: &mut Model) -> bool {
    let Model { view, lists, library, .. } = model;
    lists[view.index()].prepare(library)
}

/// The reading of an item's notes, if it has any.
pub(super) fn read_notes(model: &Model, item: Item) -> Option<Effect> {
    match item {
        Item::Episode(id) => {
            let path = model.library.get(id)?.path().clone();
            Some(Effect::Task(Task::ReadNotes(id, path, model.page_width())))
        }
        Item::Person(_) | Item::Pick(_, _) | Item::Tag(_) => None,
    }
}
