//! The names of a parcel, each once: hosts and tags come again on nearly every episode.
//!
//! Owns telling written names apart, letter for letter. Which of them are one name, spelled
//! differently, is the roll's to say.

use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

use crate::fold;

use super::hash;

/// Written names, numbered from 0 in the order they came.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Names {
    given: Vec<Named>,
    /// For each name: as it is compared, and as it is written.
    text: String,
    /// Numbers by the hash of the name as it is written. Not there in names that were
    /// deserialized: no more are added to them.
    #[serde(skip)]
    numbers: HashTable<u32>,
}

/// Where a name stands in the text, and how often it is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Named {
    start: usize,
    written: usize,
    end: usize,
    /// The last episode that gave it, and how many have.
    episode: usize,
    times: u32,
}

/// A name of a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written<'a> {
    /// As it is compared.
    pub(super) compared: &'a str,
    pub(super) name: &'a str,
    /// How many episodes give it.
    pub(super) times: u32,
}

// The table says nothing that the names do not.
impl PartialEq for Names {
    fn eq(&self, other: &Self) -> bool {
        (&self.given, &self.text) == (&other.given, &other.text)
    }
}

impl Eq for Names {}

impl Names {
    /// The number of a name that an episode gives, a new one if none has before. Episodes come
    /// one after the other.
    pub(super) fn number(&mut self, name: &str, episode: usize) -> u32 {
        let Self { given, text, numbers } = self;
        let written = |named: &Named| text.get(named.written..named.end).unwrap_or_default();
        let is_it = |&at: &u32| given.get(at as usize).is_some_and(|it| written(it) == name);
        if let Some(&known) = numbers.find(hash(name), is_it) {
            if let Some(named) = given.get_mut(known as usize).filter(|it| it.episode != episode) {
                named.episode = episode;
                named.times += 1;
            }
            return known;
        }
        let number = u32::try_from(given.len()).unwrap_or(u32::MAX);
        let hash_of = |&at: &u32| given.get(at as usize).map_or(0, |it| hash(written(it)));
        numbers.insert_unique(hash(name), number, hash_of);
        let start = text.len();
        fold::push_comparable(name, text);
        let written = text.len();
        text.push_str(name);
        given.push(Named { start, written, end: text.len(), episode, times: 1 });
        number
    }

    /// All names in one text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The names in the order of their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = Written<'_>> {
        self.given.iter().map(|named| Written {
            compared: self.text.get(named.start..named.written).unwrap_or_default(),
            name: self.text.get(named.written..named.end).unwrap_or_default(),
            times: named.times,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_counted_once_for_each_episode_that_gives_it() {
        let mut names = Names::default();
        let given = [("Ada", 0), ("Zoë", 0), ("Ada", 0), ("ada", 1), ("Ada", 1), ("Ada", 2)];
        let numbers = given.map(|(name, episode)| names.number(name, episode));
        assert_eq!(numbers, [0, 1, 0, 2, 0, 0]);
        let told: Vec<_> = names.iter().map(|it| (it.compared, it.name, it.times)).collect();
        assert_eq!(told, [("ada", "Ada", 3), ("zoe", "Zoë", 1), ("ada", "ada", 1)]);
    }
}
