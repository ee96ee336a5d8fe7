//! A terminal browser for podcast show notes.

pub mod address;
pub mod episode;
pub mod export;
pub mod markdown;
pub mod notes;
pub mod sanitize;
