//! The way back through where one was, and forward again.
//!
//! Owns going from page to page: a place is left behind whenever a link within the program is
//! followed or another view is shown, and coming back restores it whole.

use crate::layout::Pane;
use crate::library::Item;
use crate::view::View;

use super::list::ListPlace;
use super::page::PagePlace;
use super::{Layer, Model};

/// Places further back than this are forgotten.
const LONGEST: usize = 100;

/// The places behind and ahead.
#[derive(Debug, Default)]
pub(super) struct History {
    behind: Vec<Place>,
    ahead: Vec<Place>,
}

/// Where somebody was.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    view: View,
    list: ListPlace,
    reading: Reading,
}

/// What somebody was reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    focus: Pane,
    /// The item on show and where in its page.
    page: Option<(Item, PagePlace)>,
}

/// Shows another view as it was left.
pub(super) fn show(model: &mut Model, view: View) {
    if model.view != view {
        leave(model);
        model.view = view;
    }
    model.focus = Pane::List;
}

/// Shows the page of an item, in the view that lists it.
pub(super) fn go_to(model: &mut Model, item: Item) {
    leave(model);
    model.view = View::of(item);
    let Model { view, lists, library, hits, .. } = model;
    lists[view.index()].select(item, library, hits);
    if model.focus == Pane::Links {
        model.focus = Pane::Detail;
    }
    model.layer = Layer::Browse;
}

/// Goes back to the place left last. Whether there is one.
pub(super) fn back(model: &mut Model) -> bool {
    let Some(place) = model.history.behind.pop() else {
        return false;
    };
    let here = here(model);
    model.history.ahead.push(here);
    return_to(model, place);
    true
}

/// Goes forward to the place [`back`] left last. Whether there is one.
pub(super) fn forward(model: &mut Model) -> bool {
    let Some(place) = model.history.ahead.pop() else {
        return false;
    };
    let here = here(model);
    model.history.behind.push(here);
    return_to(model, place);
    true
}

impl Model {
    /// Whether there is a place to go back to.
    pub const fn leads_back(&self) -> bool {
        !self.history.behind.is_empty()
    }
}

fn leave(model: &mut Model) {
    let here = here(model);
    let History { behind, ahead } = &mut model.history;
    ahead.clear();
    if behind.len() == LONGEST {
        behind.remove(0);
    }
    behind.push(here);
}

/// Where somebody is.
fn here(model: &Model) -> Place {
    Place { view: model.view, list: model.list().place(), reading: reading(model) }
}

/// What somebody is reading.
pub(super) fn reading(model: &Model) -> Reading {
    let page = model.page.as_ref().map(|page| (page.item, page.place()));
    Reading { focus: model.focus, page }
}

fn return_to(model: &mut Model, place: Place) {
    model.view = place.view;
    let Model { view, lists, library, hits, .. } = model;
    lists[view.index()].return_to(&place.list, library, hits);
    model.layer = Layer::Browse;
    read_again(model, place.reading);
}

/// Comes back to what somebody was reading, in the list on show.
pub(super) fn read_again(model: &mut Model, before: Reading) {
    let now = reading(model);
    model.focus = before.focus;
    if now.page != before.page {
        // The page is made when the model settles.
        model.page = None;
        model.returning = before.page;
    }
}
