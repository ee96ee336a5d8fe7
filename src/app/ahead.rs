//! What the user does before the notes it is meant for have been read.
//!
//! Owns what has to wait for them, and the order of what is done meanwhile. Keys come faster than
//! files: a label typed right behind the move to its episode must open a link of that episode, and
//! one typed behind a filter a link of what it finds. It must not wait itself: what waits here is
//! taken in after a later message.

use crate::keymap::{self, Action};
use crate::layout::Pane;

use super::mouse;
use super::{Layer, Message, Model, Notice, PageNotes};

/// Something the user has done that has to wait.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) message: Message,
    /// Whether there was nothing on show that it could have been meant for.
    pub(super) of_list: bool,
}

/// Gives up what waits: whoever wants to do something else has waited long enough.
pub fn give_up(model: &mut Model) {
    model.ahead.clear();
    let told = "The notes are still being read: press that again when they are there";
    model.notice = Some(Notice::Failed(told.to_owned()));
}

impl Model {
    /// Whether something the user has done waits for notes. Until it is done or given up, nothing
    /// more is to be read from the user: it may lend the terminal to a browser.
    pub fn is_waiting(&self) -> bool {
        !self.ahead.is_empty()
    }
}

/// The message, unless it has to wait for what was done before it.
pub(super) fn in_turn(model: &mut Model, message: Message) -> Option<Waiting> {
    let message = Waiting { message, of_list: false };
    match message.message {
        _ if model.ahead.is_empty() => Some(message),
        Message::Key(_) | Message::Paste(_) => {
            model.ahead.push_back(message);
            None
        }
        // Aimed at a screen that will be another one by then.
        Message::Mouse(_) => None,
        _ => Some(message),
    }
}

/// The message, unless it is meant for notes that are still being read and has to wait for them.
pub(super) fn in_time(model: &mut Model, next: Waiting) -> Option<Message> {
    let Waiting { message, of_list } = next;
    // What is found first need not be what is found best: whoever has seen nothing of it yet
    // waits for all.
    let is_filling = model.loading.running || model.searching.running;
    let of_list = is_filling && (of_list || model.page.is_none());
    let being_read = model.page.as_ref().is_some_and(|page| page.notes == PageNotes::Waiting);
    if !of_list && !being_read || !is_meant_for_notes(model, &message, of_list) {
        return Some(message);
    }
    model.ahead.push_front(Waiting { message, of_list });
    if !of_list {
        // A newer episode that is read meanwhile does not take the place of the one it is for.
        model.list_mut().stay();
    }
    None
}

/// Whether a message is meant for the notes on show, or `of_list`, for some that are not yet.
fn is_meant_for_notes(model: &Model, message: &Message, of_list: bool) -> bool {
    let key = match message {
        Message::Key(key) => key,
        Message::Mouse(event) => {
            let chosen = mouse::chosen_action(model, *event);
            return chosen.is_some_and(|action| needs_notes(model, action, of_list));
        }
        _ => return false,
    };
    let action = keymap::lookup(model.context(), *key);
    match (&model.layer, action) {
        (Layer::Filter, Some(Action::OpenLink)) => true,
        (Layer::Browse, Some(action)) => needs_notes(model, action, of_list),
        (Layer::Browse, None) => keymap::labels().any(|label| key.typed() == Some(label)),
        (Layer::Palette(palette), Some(Action::Run)) => {
            palette.chosen().is_some_and(|action| needs_notes(model, action, of_list))
        }
        _ => false,
    }
}

/// Whether an action does something with what the page says, or leads to the page of a list that
/// is still to come.
fn needs_notes(model: &Model, action: Action, of_list: bool) -> bool {
    let always = matches!(
        action,
        Action::OpenLink
            | Action::OpenArchived
            | Action::Copy
            | Action::Follow
            | Action::NextLink
            | Action::PreviousLink
            | Action::NextMatch
            | Action::PreviousMatch
            | Action::ReadOn
            | Action::ReadBack
    );
    let goes_on = matches!(action, Action::NextItem | Action::PreviousItem);
    let in_a_pane = action.is_move() || action == Action::Open;
    always || in_a_pane && (of_list || model.focus != Pane::List) || goes_on && of_list
}
