//! The one function that changes the model.
//!
//! Owns what each message and action means. It does no I/O and never blocks: what must happen
//! outside returns as effects.

use crate::keymap::{self, Action, Context, Key};
use crate::layout::Pane;
use crate::loader::LoadEvent;

use super::mouse::mouse;
use super::open::{copy_selected, open_labelled, open_selected, opened, told};
use super::{Effect, Layer, Message, Model, Notice, Page, Popup, PopupKind};

/// Takes in a message. The effects are to be performed in their order; after the last message of
/// a burst comes [`settle`].
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    // What is typed in one burst is matched once, not letter by letter; anything else may
    // depend on what was matched.
    let mut effects = if edits_filter(model, &message) { Vec::new() } else { settle(model) };
    effects.extend(match message {
        Message::Key(key) => press(model, key),
        Message::Paste(text) => {
            paste(model, &text);
            Vec::new()
        }
        Message::Mouse(event) => mouse(model, event),
        Message::Resize(size) => {
            model.size = size;
            Vec::new()
        }
        Message::Load(number, event) if number == model.loading.number => load(model, event),
        Message::Load(_, _) => Vec::new(),
        Message::Notes(id, text) => {
            if let Some(page) = model.page.as_mut().filter(|page| page.id == id) {
                page.set_notes(text);
            }
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
    match (context, key.typed()) {
        (Context::Browse, Some(label)) => return open_labelled(model, label),
        (Context::Filter, Some(c)) => {
            model.list.edit_filter(|filter| filter.insert(c.encode_utf8(&mut [0; 4])));
        }
        (Context::Popup | Context::Anywhere, Some(_)) | (_, None) => {}
    }
    Vec::new()
}

fn paste(model: &mut Model, text: &str) {
    // Elsewhere a paste would be a burst of commands, some of which open links.
    if model.layer == Layer::Filter {
        model.list.edit_filter(|filter| filter.insert(text));
    }
}

fn act(model: &mut Model, action: Action) -> Vec<Effect> {
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
        Action::NextEpisode => select_by(model, 1),
        Action::PreviousEpisode => select_by(model, -1),
        Action::NextPane => model.focus = model.focus.next(),
        Action::PreviousPane => model.focus = model.focus.previous(),
        Action::PaneLeft if model.focus != Pane::List => model.focus = model.focus.previous(),
        Action::PaneRight if model.focus != Pane::Links => model.focus = model.focus.next(),
        Action::PaneLeft | Action::PaneRight => {}
        Action::Open => return open_selected(model),
        Action::Copy => return copy_selected(model),
        Action::Filter => {
            model.focus = Pane::List;
            model.layer = Layer::Filter;
            model.list.start_filter();
        }
        Action::Back => {
            if model.focus != Pane::List {
                model.focus = Pane::List;
            } else if !model.list.filter.is_empty() {
                drop_filter(model);
            }
        }
        Action::Reload => return vec![model.start_load()],
        Action::Problems => model.layer = Layer::Popup(Popup::new(PopupKind::Problems)),
        Action::Help => model.layer = Layer::Popup(Popup::new(PopupKind::Help)),
        Action::Quit | Action::QuitNow => return vec![Effect::Quit(None)],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Redraw],
        Action::KeepFilter => {
            model.list.keep_filter();
            model.layer = Layer::Browse;
        }
        Action::DropFilter => {
            model.layer = Layer::Browse;
            drop_filter(model);
        }
        Action::CursorLeft => model.list.filter.left(),
        Action::CursorRight => model.list.filter.right(),
        Action::CursorStart => model.list.filter.to_start(),
        Action::CursorEnd => model.list.filter.to_end(),
        Action::DeleteBack => model.list.edit_filter(super::Input::delete_back),
        Action::DeleteForward => model.list.edit_filter(super::Input::delete_forward),
        Action::DeleteWord => model.list.edit_filter(super::Input::delete_word),
        Action::DeleteAll => model.list.edit_filter(super::Input::delete_all_before),
        Action::Close => model.layer = Layer::Browse,
    }
    Vec::new()
}

/// Moves the selection or scrolls, by rows, in whatever has the keyboard.
fn move_by(model: &mut Model, delta: isize) {
    if matches!(model.layer, Layer::Popup(_)) {
        return model.scroll_popup(delta);
    }
    let height = model.pane_height(model.focus);
    match (model.focus, &mut model.page) {
        (Pane::List, _) => select_by(model, delta),
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
    let height = match model.layer {
        Layer::Popup(popup) => usize::from(model.popup_area(popup).height.saturating_sub(2)),
        Layer::Browse | Layer::Filter => model.pane_height(model.focus),
    };
    let rows = (height / part).saturating_sub(usize::from(part == 1)).max(1);
    let delta = direction.saturating_mul(isize::try_from(rows).unwrap_or(isize::MAX));
    match (model.layer, model.focus, &mut model.page) {
        (Layer::Browse, Pane::Links, Some(page)) if page.links.selected.is_some() => {
            page.links.page_by(delta);
        }
        (Layer::Browse | Layer::Filter | Layer::Popup(_), _, _) => move_by(model, delta),
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

fn select_by(model: &mut Model, delta: isize) {
    model.list.move_by(delta, &model.library);
}

fn drop_filter(model: &mut Model) {
    model.list.drop_filter(&model.library);
}

fn load(model: &mut Model, event: LoadEvent) -> Vec<Effect> {
    match event {
        LoadEvent::Found(count) => model.loading.found = Some(count),
        LoadEvent::Loaded(batch) => {
            model.loading.read += batch.len();
            model.loading.seen.extend(batch.iter().map(|entry| entry.id.clone()));
            model.library.insert(batch);
            return library_changed(model);
        }
        LoadEvent::Problem(problem) => {
            let at = model.problems.partition_point(|other| *other < problem);
            model.problems.insert(at, problem);
        }
        LoadEvent::Finished => {
            model.loading.running = false;
            let seen = std::mem::take(&mut model.loading.seen);
            model.library.retain(|id| seen.contains(id));
            model.library.complete_names();
            let skipped = model.problems.iter().filter(|problem| problem.skipped).count();
            let text = match (model.loading.number, skipped) {
                (_, 1..) => Some(Notice::Failed(not_read(skipped))),
                (2.., 0) => Some(Notice::Done(format!("Read {} again", episodes(model)))),
                (_, 0) => None,
            };
            model.notice = text.or_else(|| model.notice.take());
            return library_changed(model);
        }
    }
    Vec::new()
}

fn library_changed(model: &mut Model) -> Vec<Effect> {
    model.list.library_changed(&model.library);
    // The page on show may have been read anew.
    let Some(page) = &mut model.page else {
        return Vec::new();
    };
    let Some(entry) = model.library.get(&page.id) else {
        return Vec::new();
    };
    page.refresh(entry, &model.library);
    let read_again = model.loading.number > 1 && !model.loading.running;
    if read_again { vec![Effect::ReadNotes(page.id.clone())] } else { Vec::new() }
}

/// `1 file could not be read (! shows why)`.
fn not_read(count: usize) -> String {
    let files = if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
    match keymap::key_for(Context::Browse, Action::Problems) {
        Some(key) => format!("{files} could not be read ({key} shows why)"),
        None => format!("{files} could not be read"),
    }
}

/// `1 episode`, `81 episodes`.
fn episodes(model: &Model) -> String {
    match model.library.len() {
        1 => "1 episode".to_owned(),
        count => format!("{count} episodes"),
    }
}

/// Brings what follows from the state up to date: the rows a filter leaves, the page of the
/// selected episode, its layout, and scroll positions that are still in range.
pub fn settle(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    model.list.apply_filter(&model.library);
    let selected = model.list.selected();
    if model.page.as_ref().map(|page| &page.id) != selected {
        let entry = selected.and_then(|id| model.library.get(id));
        model.page = entry.map(|entry| Page::new(entry, &model.library));
        effects.extend(model.page.iter().map(|page| Effect::ReadNotes(page.id.clone())));
    }
    // Last of all, since the lines the status takes depend on the page.
    let screen = model.screen();
    let detail = screen.inner(Pane::Detail);
    let links = screen.inner(Pane::Links);
    let list_height = model.pane_height(Pane::List);
    model.list.show(list_height);
    if let Some(page) = &mut model.page {
        if let (Some(entry), true) = (model.library.get(&page.id), detail.width > 0) {
            page.lay_out(detail.width, &entry.episode);
            page.clamp(detail.height.into());
        }
        page.links.show(links.height.into());
    }
    model.scroll_popup(0);
    effects
}
