//! Fuzzy finding among short texts: words against the fields of items, scored by fuzzy-matcher.
//!
//! Owns how words combine, how they are scored and what is highlighted. Words may come in any
//! order and each must match one field; the score is the sum of each word's best. It must not
//! know what the items are, and is not for prose: fuzzy over that finds noise.

mod finder;
mod haystack;
mod highlights;
mod letter;
#[cfg(test)]
mod properties;
mod row;
mod score;
mod shard;
mod window;
mod words;

pub use finder::{Finder, Match};
pub use haystack::Haystack;
pub use highlights::{Found, highlights};
pub use words::words;
