//! A terminal browser for podcast show notes.

pub mod address;
pub mod catalogue;
pub mod episode;
pub mod fold;
pub mod fuzzy;
pub mod library;
pub mod loader;
pub mod markdown;
pub mod notes;
pub mod sanitize;
