//! The state of the program and how it changes.
//!
//! [`Model`] is everything the screen shows; [`update`] and [`settle`] alone change it, and
//! do no I/O: what must be done outside returns as an [`Effect`], performed by
//! [`crate::run`].

mod ahead;
mod beyond;
mod body;
mod document;
mod find;
mod follow;
mod found;
mod header;
mod history;
mod input;
mod links;
mod list;
mod load;
mod message;
mod model;
mod mouse;
mod open;
mod page;
mod palette;
mod popup;
mod settle;
mod update;

pub use ahead::give_up;
pub use body::Body;
pub use document::{Document, DocumentLink};
pub use follow::follow_labels;
pub use found::Marks;
pub use header::{Header, HeaderKind, HeaderPiece, MARGIN as HEADER_MARGIN};
pub use input::Input;
pub use links::{LinkEntry, LinkRow, PageLinks};
pub use list::List;
pub use message::{Effect, FileSearch, Message, Task};
pub use model::{
    Beginning, Layer, ListAreas, Loading, Model, Notice, STATUS_MARGIN, Searching, TAIL_FROM,
    TOLD_INDENT,
};
pub use page::{Page, PageNotes};
pub use palette::{Palette, PaletteEntry};
pub use popup::{KEYS_WIDTH, Popup, PopupKind, PopupRow};
pub use settle::{prepare, settle};
pub use update::update;
