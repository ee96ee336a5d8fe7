//! Who and what has been named so far: each name once, however it is spelled, by number.
//!
//! Owns telling spellings apart from names, and what is known of each. Numbers are given in the
//! order names come and never taken back. It must not know where a name stood.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};

use crate::episode::Role;
use crate::fold;

use super::EpisodeId;

/// Names and their records, numbered from 0.
#[derive(Debug)]
pub(super) struct Roll<R> {
    records: Vec<R>,
    /// By the hash of the folded name; where two names share one, the later stands at the next
    /// free key.
    numbers: HashMap<u64, u32>,
    hasher: BuildHasherDefault<DefaultHasher>,
    /// How many records at least one episode stands behind.
    used: usize,
}

/// What a roll keeps of a name.
pub(super) trait Record {
    fn new(name: Name) -> Self;
    fn name(&self) -> &Name;
    fn name_mut(&mut self) -> &mut Name;
    fn is_used(&self) -> bool;
}

/// A name in the spelling used most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    spelling: Box<str>,
    times: u32,
    /// The spellings used less often; rarely any.
    others: Vec<(Box<str>, u32)>,
}

/// Somebody on at least one episode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRecord {
    name: Name,
    /// The episodes the person is host or guest of, in the order of their numbers.
    pub episodes: Vec<EpisodeId>,
    /// How many of them as a host.
    pub hosted: u32,
    /// How many picks are the person's.
    pub picks: u32,
}

/// A tag of at least one episode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagRecord {
    name: Name,
    /// The episodes that have it, in the order of their numbers.
    pub episodes: Vec<EpisodeId>,
}

impl<R> Default for Roll<R> {
    fn default() -> Self {
        Self {
            records: Vec::new(),
            numbers: HashMap::new(),
            hasher: BuildHasherDefault::default(),
            used: 0,
        }
    }
}

impl<R: Record> Roll<R> {
    /// The number of a name, a new one if nobody has been called that.
    pub(super) fn number_of(&mut self, name: &str) -> usize {
        let folded = fold::comparable(name);
        let key = match self.look_up(&folded) {
            Ok(number) => {
                if let Some(record) = self.records.get_mut(number) {
                    record.name_mut().used_as(name);
                }
                return number;
            }
            Err(free) => free,
        };
        let number = self.records.len();
        self.numbers.insert(key, u32::try_from(number).unwrap_or(u32::MAX));
        self.records.push(R::new(Name::new(name)));
        number
    }

    /// The number of a name, if somebody has been called that.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.look_up(&fold::comparable(name)).ok()
    }

    pub(super) fn get(&self, number: usize) -> Option<&R> {
        self.records.get(number)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &R)> {
        self.records.iter().enumerate()
    }

    /// How many numbers have been given.
    pub(super) const fn extent(&self) -> usize {
        self.records.len()
    }

    /// How many names at least one episode stands behind.
    pub(super) const fn used(&self) -> usize {
        self.used
    }

    /// Changes a record.
    pub(super) fn change(&mut self, number: usize, change: impl FnOnce(&mut R)) {
        let Some(record) = self.records.get_mut(number) else {
            return;
        };
        let was = record.is_used();
        change(record);
        match (was, record.is_used()) {
            (false, true) => self.used += 1,
            (true, false) => self.used -= 1,
            (true, true) | (false, false) => {}
        }
    }

    /// The number of a folded name, or the key that is free for it.
    fn look_up(&self, folded: &str) -> Result<usize, u64> {
        let mut key = self.hasher.hash_one(folded);
        loop {
            let Some(&number) = self.numbers.get(&key) else {
                return Err(key);
            };
            let number = number as usize;
            let known = self.records.get(number).map(|record| record.name().spelling());
            if known.is_some_and(|known| fold::comparable(known) == folded) {
                return Ok(number);
            }
            key = key.wrapping_add(1);
        }
    }
}

impl Name {
    fn new(spelling: &str) -> Self {
        Self { spelling: spelling.into(), times: 1, others: Vec::new() }
    }

    /// The spelling used most; of those used equally often the one that came first in the
    /// alphabet, so that the order of reading does not matter.
    pub(super) const fn spelling(&self) -> &str {
        &self.spelling
    }

    fn used_as(&mut self, spelling: &str) {
        if *self.spelling == *spelling {
            self.times += 1;
            return;
        }
        let others = &mut self.others;
        let at = others.iter().position(|(other, _)| **other == *spelling).unwrap_or_else(|| {
            others.push((spelling.into(), 0));
            others.len() - 1
        });
        if let Some((other, times)) = others.get_mut(at) {
            *times += 1;
            if (*times, &self.spelling) > (self.times, other) {
                std::mem::swap(&mut self.spelling, other);
                std::mem::swap(&mut self.times, times);
            }
        }
    }
}

impl PersonRecord {
    /// The name in the spelling used most.
    pub const fn name(&self) -> &str {
        self.name.spelling()
    }

    /// How many episodes the person is a guest of.
    pub fn guested(&self) -> usize {
        self.episodes.len().saturating_sub(self.hosted as usize)
    }

    pub(super) fn add(&mut self, id: EpisodeId, role: Role) {
        add(&mut self.episodes, id);
        self.hosted += u32::from(role == Role::Host);
    }

    pub(super) fn remove(&mut self, id: EpisodeId, role: Role) {
        remove(&mut self.episodes, id);
        self.hosted -= u32::from(role == Role::Host);
    }
}

impl TagRecord {
    /// The tag in the spelling used most.
    pub const fn name(&self) -> &str {
        self.name.spelling()
    }

    pub(super) fn add(&mut self, id: EpisodeId) {
        add(&mut self.episodes, id);
    }

    pub(super) fn remove(&mut self, id: EpisodeId) {
        remove(&mut self.episodes, id);
    }
}

/// Adds to a list in ascending order; mostly at its end.
fn add(ids: &mut Vec<EpisodeId>, id: EpisodeId) {
    if let Err(at) = ids.binary_search(&id) {
        ids.insert(at, id);
    }
}

fn remove(ids: &mut Vec<EpisodeId>, id: EpisodeId) {
    if let Ok(at) = ids.binary_search(&id) {
        ids.remove(at);
    }
}

impl Record for PersonRecord {
    fn new(name: Name) -> Self {
        Self { name, episodes: Vec::new(), hosted: 0, picks: 0 }
    }

    fn name(&self) -> &Name {
        &self.name
    }

    fn name_mut(&mut self) -> &mut Name {
        &mut self.name
    }

    fn is_used(&self) -> bool {
        !self.episodes.is_empty()
    }
}

impl Record for TagRecord {
    fn new(name: Name) -> Self {
        Self { name, episodes: Vec::new() }
    }

    fn name(&self) -> &Name {
        &self.name
    }

    fn name_mut(&mut self) -> &mut Name {
        &mut self.name
    }

    fn is_used(&self) -> bool {
        !self.episodes.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_differ_in_case_or_accents_are_one_name() {
        let mut roll: Roll<PersonRecord> = Roll::default();
        let number = roll.number_of("Radim Řehůřek");
        assert_eq!(roll.number_of("radim rehurek"), number);
        assert_ne!(roll.number_of("Ada"), number);
        assert_eq!(roll.find("RADIM REHUREK"), Some(number));
        assert_eq!(roll.find("Radim"), None);
    }

    #[test]
    fn the_spelling_used_most_is_shown_whatever_the_order() {
        for order in [["python", "Python", "Python"], ["Python", "Python", "python"]] {
            let mut roll: Roll<TagRecord> = Roll::default();
            for name in order {
                roll.number_of(name);
            }
            assert_eq!(roll.get(0).unwrap().name(), "Python");
        }
        for order in [["b", "B"], ["B", "b"]] {
            let mut roll: Roll<TagRecord> = Roll::default();
            for name in order {
                roll.number_of(name);
            }
            assert_eq!(roll.get(0).unwrap().name(), "B");
        }
    }
}
