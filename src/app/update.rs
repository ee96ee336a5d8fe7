//! What messages change of the model.
//!
//! Owns what each message and action means. It does no I/O and never blocks: what must happen
//! outside returns as effects.

use crate::keymap::{self, Action, Context, Key};
use crate::layout::Pane;
use crate::library::Item;
use crate::loader::LoadEvent;
use crate::view::View;

use super::load;
use super::mouse::mouse;
use super::open::{
    copy_selected, open_archived, open_labelled, open_link, open_selected, opened, told,
};
use super::{
    Effect, Input, Layer, Message, Model, Palette, Popup, PopupKind, Task, ahead, beyond, find,
    follow, history, settle,
};

/// Takes in a message, and what has waited for it. The effects are to be performed in their order;
/// after the last message of a burst comes [`settle`].
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut next = ahead::in_turn(model, message);
    while let Some(waiting) = next {
        // What is typed or read in one burst is matched once, not letter by letter or file by
        // file; anything else may depend on what was matched.
        if !edits_filter(model, &waiting.message) && !is_reading(&waiting.message) {
            effects.extend(settle(model));
        }
        let Some(message) = ahead::in_time(model, waiting) else { break };
        effects.extend(take_in(model, message));
        next = model.ahead.pop_front();
    }
    effects
}

fn take_in(model: &mut Model, message: Message) -> Vec<Effect> {
    let mut effects = Vec::new();
    if beyond::may_be_reached(model, &message) {
        effects.extend(beyond::reach(model));
    }
    effects.extend(match message {
        Message::Key(key) => press(model, key),
        Message::Paste(text) => {
            // Where nothing is typed, a paste would be a burst of commands, some of which open
            // links.
            edit(model, |input| input.insert(&text));
            Vec::new()
        }
        Message::Mouse(event) => mouse(model, event),
        Message::Resize(size) => {
            model.size = size;
            // Though the size may be the one it was: the terminal may have been smaller for a
            // moment, and have lost what was beyond.
            vec![Effect::Redraw]
        }
        Message::Load(number, event) if number == model.loading.number => load::load(model, event),
        Message::Again(number, again) if number == model.loading.number => {
            load::again(model, *again)
        }
        Message::Load(_, _) | Message::Again(_, _) => Vec::new(),
        Message::FilesChanged(changed) => load::changed(model, changed),
        Message::NotWatched(reason) => told(model, &load::not_watched(&reason)),
        Message::Notes(id, text) => {
            let Model { page, library, .. } = model;
            if let Some(page) = page.as_mut().filter(|page| page.item == Item::Episode(id)) {
                page.set_notes(text, library);
            }
            Vec::new()
        }
        Message::Repairs(repairs) => {
            model.repairs = Some(repairs);
            Vec::new()
        }
        Message::Searched(number, event) => {
            find::take_in(model, number, event);
            Vec::new()
        }
        Message::Opened(address, outcome) => opened(model, &address, outcome),
        Message::SuspendRequested => vec![Effect::Suspend],
        Message::CannotSuspend => told(model, "There is no shell to come back from"),
        Message::Continued => vec![Effect::Resume],
        Message::Terminated(signal) => vec![Effect::Quit(Some(signal))],
    });
    effects
}

/// Whether a message tells how a load goes on.
const fn is_reading(message: &Message) -> bool {
    let Message::Load(_, event) = message else {
        return false;
    };
    match event {
        LoadEvent::Folder(_)
        | LoadEvent::Found(_)
        | LoadEvent::Loaded(_)
        | LoadEvent::Problem(_) => true,
        LoadEvent::Finished => false,
    }
}

/// Whether a message changes the text of the filter and nothing else.
fn edits_filter(model: &Model, message: &Message) -> bool {
    let Message::Key(key) = message else {
        return false;
    };
    let edit = |action| {
        matches!(
            action,
            Action::DeleteBack | Action::DeleteForward | Action::DeleteWord | Action::DeleteAll
        )
    };
    model.layer == Layer::Filter && keymap::lookup(Context::Filter, *key).is_none_or(edit)
}

fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    model.notice = None;
    let context = model.context();
    if let Some(action) = keymap::lookup(context, key) {
        return act(model, action);
    }
    let Some(c) = key.typed() else {
        return Vec::new();
    };
    match context {
        Context::Browse => return open_labelled(model, c),
        Context::Follow => return follow::typed(model, c),
        Context::Filter | Context::Palette => {
            edit(model, |input| input.insert(c.encode_utf8(&mut [0; 4])));
        }
        Context::Popup | Context::Typing | Context::Anywhere => {}
    }
    Vec::new()
}

/// Changes the text being typed, if there is one.
fn edit(model: &mut Model, change: impl FnOnce(&mut Input)) {
    match &mut model.layer {
        Layer::Filter => model.list_mut().edit_filter(change),
        Layer::Palette(palette) => palette.edit(change),
        Layer::Browse | Layer::Follow(_) | Layer::Popup(_) => {}
    }
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Down => move_by(model, 1),
        Action::Up => move_by(model, -1),
        Action::First => move_by(model, isize::MIN),
        Action::Last => move_by(model, isize::MAX),
        Action::PageDown => page_by(model, 1, 1),
        Action::PageUp => page_by(model, -1, 1),
        Action::HalfPageDown => page_by(model, 1, 2),
        Action::HalfPageUp => page_by(model, -1, 2),
        Action::ReadOn => read_on(model, 1),
        Action::ReadBack => read_on(model, -1),
        Action::NextItem => model.list_mut().move_by(1),
        Action::PreviousItem => model.list_mut().move_by(-1),
        Action::NextPane => model.focus = model.focus.next(),
        Action::PreviousPane => model.focus = model.focus.previous(),
        Action::PaneLeft if model.focus != Pane::List => model.focus = model.focus.previous(),
        Action::PaneRight if model.focus != Pane::Links => model.focus = model.focus.next(),
        Action::Show(view) => history::show(model, view),
        Action::GoBack if !history::back(model) => {
            return told(model, "There is nothing to go back to");
        }
        Action::GoForward if !history::forward(model) => {
            return told(model, "There is nothing to go forward to");
        }
        Action::PaneLeft | Action::PaneRight | Action::GoBack | Action::GoForward => {}
        Action::Open => return open_selected(model),
        Action::OpenLink => return open_link(model),
        Action::OpenArchived => return open_archived(model),
        Action::Archive => {
            model.archive = !model.archive;
            let text = if model.archive {
                "Links open as the Wayback Machine kept them"
            } else {
                "Links open as they are today"
            };
            return told(model, text);
        }
        Action::Copy => return copy_selected(model),
        Action::Follow => follow::start(model),
        Action::NextLink => walk_links(model, 1),
        Action::PreviousLink => walk_links(model, -1),
        Action::Filter => start_filter(model),
        Action::SearchTexts => {
            if model.view != View::Episodes {
                history::show(model, View::Episodes);
            }
            start_filter(model);
            find::begin(model);
        }
        Action::NextMatch => find::walk(model, 1),
        Action::PreviousMatch => find::walk(model, -1),
        Action::Sort => {
            model.list_mut().next_order();
            let order = model.list().order_words();
            return told(model, &format!("{} {order}", model.view.listing().title()));
        }
        Action::Back => step_back(model),
        Action::Reload => return vec![Effect::Task(Task::Reload(model.start_load()))],
        Action::Problems => {
            model.layer = Layer::Popup(Popup::new(PopupKind::Problems));
            return vec![Effect::Task(Task::ReadRepairs)];
        }
        Action::Help => model.layer = Layer::Popup(Popup::new(PopupKind::Help)),
        Action::FilterHelp => {
            let over_filter = model.layer == Layer::Filter;
            let popup = Popup { over_filter, ..Popup::new(PopupKind::Queries) };
            model.layer = Layer::Popup(popup);
        }
        Action::Palette => model.layer = Layer::Palette(Palette::default()),
        Action::Run => {
            if let Layer::Palette(palette) = std::mem::replace(&mut model.layer, Layer::Browse)
                && let Some(action) = palette.chosen()
            {
                return act(model, action);
            }
        }
        Action::Quit | Action::QuitNow => return vec![Effect::Quit(None)],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Redraw],
        Action::KeepFilter => keep_filter(model),
        Action::DropFilter => {
            model.layer = Layer::Browse;
            drop_filter(model);
            if let Some(before) = model.read_before.take() {
                history::read_again(model, before);
            }
        }
        Action::CursorLeft => edit_cursor(model, Input::left),
        Action::CursorRight => edit_cursor(model, Input::right),
        Action::CursorStart => edit_cursor(model, Input::to_start),
        Action::CursorEnd => edit_cursor(model, Input::to_end),
        Action::DeleteBack => edit(model, Input::delete_back),
        Action::DeleteForward => edit(model, Input::delete_forward),
        Action::DeleteWord => edit(model, Input::delete_word),
        Action::DeleteAll => edit(model, Input::delete_all_before),
        Action::Close => close(model),
    }
    Vec::new()
}

/// Moves the cursor in the text being typed, which changes nothing else.
fn edit_cursor(model: &mut Model, change: impl FnOnce(&mut Input)) {
    if model.layer == Layer::Filter {
        change(&mut model.list_mut().filter);
    } else if let Layer::Palette(palette) = &mut model.layer {
        change(&mut palette.input);
    }
}

fn start_filter(model: &mut Model) {
    model.read_before = Some(history::reading(model));
    model.focus = Pane::List;
    model.layer = Layer::Filter;
    model.list_mut().start_filter();
}

/// Ends typing into the filter, which stays.
pub(super) fn keep_filter(model: &mut Model) {
    model.read_before = None;
    model.list_mut().keep_filter();
    model.layer = Layer::Browse;
}

/// One step out: from a pane to the list, from the list to all of it.
fn step_back(model: &mut Model) {
    if model.focus != Pane::List {
        model.focus = Pane::List;
    } else if !model.list().filter.is_empty() {
        drop_filter(model);
    }
}

/// Takes away what lies over the panes.
pub(super) fn close(model: &mut Model) {
    model.layer = match &model.layer {
        Layer::Popup(Popup { over_filter: true, .. }) => Layer::Filter,
        Layer::Popup(_) | Layer::Browse | Layer::Filter | Layer::Follow(_) | Layer::Palette(_) => {
            Layer::Browse
        }
    };
}

fn walk_links(model: &mut Model, delta: isize) {
    if model.screen().detail.is_empty() || model.focus == Pane::List {
        model.focus = Pane::Detail;
    }
    let height = model.pane_height(Pane::Detail);
    match (model.focus, &mut model.page) {
        (Pane::Links, Some(page)) => page.links.move_by(delta),
        (Pane::Detail | Pane::List, Some(page)) => {
            if !page.walk_links(delta, height) {
                told(model, "There is no link in this page");
            }
        }
        (_, None) => {}
    }
}

/// Moves the selection or scrolls, by rows, in whatever has the keyboard.
fn move_by(model: &mut Model, delta: isize) {
    let height = model.palette_height();
    match &mut model.layer {
        Layer::Popup(_) => return model.scroll_popup(delta),
        Layer::Palette(palette) => return palette.move_by(delta, height),
        Layer::Browse | Layer::Filter | Layer::Follow(_) => {}
    }
    let height = model.pane_height(model.focus);
    match (model.focus, &mut model.page) {
        (Pane::List, _) => model.list_mut().move_by(delta),
        (Pane::Detail, Some(page)) => page.scroll_by(delta, height),
        (Pane::Links, Some(page)) if page.links.selected.is_none() => {
            page.links.scroll_by(delta, height);
        }
        (Pane::Links, Some(page)) => page.links.move_by(delta),
        (Pane::Detail | Pane::Links, None) => {}
    }
}

/// Moves by a page, or that part of one, keeping a line of the old page in sight.
fn page_by(model: &mut Model, direction: isize, part: usize) {
    let height = match &model.layer {
        Layer::Popup(popup) => usize::from(model.popup_area(*popup).height.saturating_sub(2)),
        Layer::Palette(_) => model.palette_height(),
        Layer::Browse | Layer::Filter | Layer::Follow(_) => model.pane_height(model.focus),
    };
    let rows = (height / part).saturating_sub(usize::from(part == 1)).max(1);
    let delta = direction.saturating_mul(isize::try_from(rows).unwrap_or(isize::MAX));
    let browsing = model.layer == Layer::Browse;
    match (model.focus, &mut model.page) {
        (Pane::Links, Some(page)) if browsing && page.links.selected.is_some() => {
            page.links.page_by(delta);
        }
        (Pane::List | Pane::Detail | Pane::Links, _) => move_by(model, delta),
    }
}

fn read_on(model: &mut Model, direction: isize) {
    // In one column the notes must be on the screen to be paged.
    if model.screen().detail.is_empty() {
        model.focus = Pane::Detail;
        return;
    }
    let height = model.pane_height(Pane::Detail);
    let rows = isize::try_from(height.saturating_sub(1).max(1)).unwrap_or(isize::MAX);
    if let Some(page) = &mut model.page {
        page.scroll_by(direction.saturating_mul(rows), height);
    }
}

fn drop_filter(model: &mut Model) {
    let Model { view, lists, library, hits, .. } = model;
    lists[view.index()].drop_filter(library, hits);
}
