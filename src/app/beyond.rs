//! What of a page is out of sight.
//!
//! Owns when that is needed. Who walks down a list sees the first lines of each page, so no more
//! is made of it until somebody scrolls, walks its links or turns to it in another way: the page
//! of somebody busy has hundreds of lines. It must not know what they are.

use crate::keymap::{self, Action, Context};
use crate::layout::Pane;

use super::{Message, Model};

/// Whether a message may reach beyond what is in sight of the page on show.
pub(super) fn may_be_reached(model: &Model, message: &Message) -> bool {
    match message {
        Message::Key(key) => match model.context() {
            Context::Browse => {
                let action = keymap::lookup(Context::Browse, *key);
                !action.is_some_and(|action| leaves_page(model, action))
            }
            Context::Follow | Context::Palette => true,
            Context::Filter | Context::Popup | Context::Typing | Context::Anywhere => false,
        },
        Message::Mouse(_) | Message::Resize(_) => true,
        Message::Paste(_)
        | Message::Load(..)
        | Message::FilesChanged(_)
        | Message::Again(..)
        | Message::NotWatched(_)
        | Message::Notes(..)
        | Message::Repairs(_)
        | Message::Text(..)
        | Message::Opened(..)
        | Message::SuspendRequested
        | Message::CannotSuspend
        | Message::Continued
        | Message::Terminated(_) => false,
    }
}

/// Whether an action goes on to another page, or leaves this one as it is.
fn leaves_page(model: &Model, action: Action) -> bool {
    let moves = matches!(
        action,
        Action::Down
            | Action::Up
            | Action::First
            | Action::Last
            | Action::PageDown
            | Action::PageUp
            | Action::HalfPageDown
            | Action::HalfPageUp
    );
    let goes_on = matches!(
        action,
        Action::NextItem
            | Action::PreviousItem
            | Action::Show(_)
            | Action::GoBack
            | Action::GoForward
            | Action::Filter
            | Action::Sort
    );
    moves && model.focus == Pane::List || goes_on
}
