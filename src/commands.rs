//! What the command line does besides browsing.
//!
//! An index: each command is a file that turns notes into output. They share how items are found
//! ([`find`]) with the list on the screen; where the output goes and how it may look is told them
//! ([`Destination`]). None takes the terminal over.

pub mod check;
pub mod export;
pub mod find;
pub mod list;
pub mod open;
pub mod show;

use crate::view::Order;

/// Where output goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The columns of the terminal; `None` for a pipe or a file.
    pub terminal: Option<u16>,
    /// Whether colours are wanted.
    pub colour: bool,
}

/// What a list is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The query, as the filter takes it; everything when empty.
    pub query: String,
    /// The order; the view's own when `None`.
    pub order: Option<Order>,
}
