//! Who and what has been named so far: each name once, however it is spelled, by number.
//!
//! Owns telling spellings apart from names, and what is known of each. Numbers are given in the
//! order names come and never taken back. It must not know where a name stood.

use crate::episode::Role;
use crate::fold;

use super::names::{Names, Written};
use super::numbers::Numbers;
use super::{EpisodeId, hash};

/// Names and their records, numbered from 0.
#[derive(Debug)]
pub(super) struct Roll<R> {
    records: Vec<R>,
    /// Numbers by the hash of the name as it is compared.
    numbers: Numbers,
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
    /// The spellings used less often; rarely any, and then few.
    others: Box<[(Box<str>, u32)]>,
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
        Self { records: Vec::new(), numbers: Numbers::default(), used: 0 }
    }
}

impl<R: Record> Roll<R> {
    /// The numbers of names, new ones where nobody has been called that.
    pub(super) fn numbers_of(&mut self, names: &Names) -> Vec<u32> {
        names.iter().map(|written| self.number_of(written)).collect()
    }

    fn number_of(&mut self, Written { compared, name, times }: Written<'_>) -> u32 {
        if let Some(number) = self.find_compared(compared) {
            if let Some(record) = self.records.get_mut(number as usize) {
                record.name_mut().used_as(name, times);
            }
            return number;
        }
        let number = u32::try_from(self.records.len()).unwrap_or(u32::MAX);
        self.records.push(R::new(Name::new(name, times)));
        self.numbers.insert(hash(compared), number);
        number
    }

    /// The number of a name, if somebody has been called that.
    pub(super) fn find(&self, name: &str) -> Option<u32> {
        self.find_compared(&fold::comparable(name))
    }

    fn find_compared(&self, compared: &str) -> Option<u32> {
        let is_it = |number: u32| {
            let record = self.records.get(number as usize);
            record.is_some_and(|record| fold::is_comparable(record.name().spelling(), compared))
        };
        self.numbers.find(hash(compared), is_it)
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
}

impl Name {
    fn new(spelling: &str, times: u32) -> Self {
        Self { spelling: spelling.into(), times, others: Box::default() }
    }

    /// The spelling used most; of those used equally often the one that came first in the
    /// alphabet, so that the order of reading does not matter.
    pub(super) const fn spelling(&self) -> &str {
        &self.spelling
    }

    fn used_as(&mut self, spelling: &str, more: u32) {
        if *self.spelling == *spelling {
            self.times += more;
            return;
        }
        if self.others.iter().all(|(other, _)| **other != *spelling) {
            let mut others = std::mem::take(&mut self.others).into_vec();
            others.push((spelling.into(), 0));
            self.others = others.into();
        }
        let other = self.others.iter_mut().find(|(other, _)| **other == *spelling);
        if let Some((other, times)) = other {
            *times += more;
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
    if ids.last().is_none_or(|&last| last < id) {
        ids.push(id);
    } else if let Err(at) = ids.binary_search(&id) {
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

    fn number_of<R: Record>(roll: &mut Roll<R>, name: &str) -> u32 {
        roll.number_of(Written { compared: &fold::comparable(name), name, times: 1 })
    }

    #[test]
    fn spellings_that_differ_in_case_or_accents_are_one_name() {
        let mut roll: Roll<PersonRecord> = Roll::default();
        let number = number_of(&mut roll, "Radim Řehůřek");
        assert_eq!(number_of(&mut roll, "radim rehurek"), number);
        assert_ne!(number_of(&mut roll, "Ada"), number);
        assert_eq!(roll.find("RADIM REHUREK"), Some(number));
        assert_eq!(roll.find("Radim"), None);
    }

    #[test]
    fn the_spelling_used_most_is_shown_whatever_the_order() {
        for order in [["python", "Python", "Python"], ["Python", "Python", "python"]] {
            let mut roll: Roll<TagRecord> = Roll::default();
            for name in order {
                number_of(&mut roll, name);
            }
            assert_eq!(roll.get(0).unwrap().name(), "Python");
        }
        for order in [["b", "B"], ["B", "b"]] {
            let mut roll: Roll<TagRecord> = Roll::default();
            for name in order {
                number_of(&mut roll, name);
            }
            assert_eq!(roll.get(0).unwrap().name(), "B");
        }
    }
}
