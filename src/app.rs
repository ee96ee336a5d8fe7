//! The state of the program and how it changes.
//!
//! [`Model`] is everything the screen shows; [`update`] is the only code that changes it, and
//! does no I/O: what must be done outside it returns as an [`Effect`], performed by
//! [`crate::run`].

mod input;
mod links;
mod list;
mod message;
mod model;
mod mouse;
mod open;
mod page;
mod popup;
mod update;

pub use input::Input;
pub use links::{LinkEntry, LinkRow, PageLinks};
pub use list::{List, Row};
pub use message::{Effect, Message};
pub use model::{Layer, Loading, Model, Notice, STATUS_MARGIN};
pub use page::{Page, PageNotes};
pub use popup::{KEYS_WIDTH, Popup, PopupKind, PopupRow};
pub use update::{settle, update};
