//! How much has happened to a library: what was made from it can tell whether it still holds.
//!
//! Owns the two measures. It must not know what happened.

/// How much has happened to a library, to tell whether what was made from it still holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// Grows when episodes are added.
    pub additions: u64,
    /// Grows when something known has changed or is gone.
    pub rewrites: u64,
}

/// How many episodes, people and tags have ever been numbered: those from here on are new.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Numbers given to episodes.
    pub episodes: usize,
    /// Numbers given to people.
    pub people: usize,
    /// Numbers given to tags.
    pub tags: usize,
}
