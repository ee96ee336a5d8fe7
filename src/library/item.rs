//! The identity of everything that can be selected.
//!
//! Owns the numbers, which stay the same for as long as the program runs. It must not know what
//! they stand for.

/// An episode, for as long as the program runs: a file read again stays the same episode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EpisodeId(pub(super) u32);

/// Somebody with a name; spellings that differ in case or accents are one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonId(pub(super) u32);

/// A tag; spellings that differ in case or accents are one tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TagId(pub(super) u32);

/// What a list can have selected and a page can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Item {
    /// An episode.
    Episode(EpisodeId),
    /// A person.
    Person(PersonId),
    /// The pick of an episode with this index.
    Pick(EpisodeId, u16),
    /// A tag.
    Tag(TagId),
}

impl EpisodeId {
    /// The number, from 0 in the order episodes came.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl PersonId {
    /// The number, from 0 in the order names came.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl TagId {
    /// The number, from 0 in the order tags came.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// An identity with this number; a library of more than four thousand million is not foreseen.
pub(super) fn number<T>(number: usize, id: fn(u32) -> T) -> T {
    id(u32::try_from(number).unwrap_or(u32::MAX))
}
