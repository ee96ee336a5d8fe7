//! A terminal browser for podcast show notes.

pub mod address;
pub mod app;
pub mod catalogue;
pub mod episode;
pub mod fold;
pub mod fuzzy;
pub mod keymap;
pub mod layout;
pub mod library;
pub mod loader;
pub mod markdown;
pub mod notes;
pub mod sanitize;
pub mod theme;
pub mod width;
