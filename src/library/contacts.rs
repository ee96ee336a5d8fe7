//! Where the contacts of busy people were given last.
//!
//! Owns finding all contacts of somebody without looking through all of the episodes: a host has
//! thousands, and says the same on each. Who says something else every time is looked up in all
//! of them. It must not know what a contact is worth, or which are the same place.

use std::collections::HashMap;

use super::roll::Roll;
use super::{Entry, EpisodeId, PersonId, PersonRecord, hash};

/// How many episodes make somebody busy.
const BUSY: usize = 64;

/// For each of the busy, by the hash of all contacts given at once, the newest episode that has
/// them.
#[derive(Debug, Default)]
pub(super) struct LastGiven(HashMap<PersonId, HashMap<u64, EpisodeId>>);

impl LastGiven {
    /// Takes in an episode that the people on it have been told of already.
    pub(super) fn add(
        &mut self,
        (id, entry): (EpisodeId, &Entry),
        people: &Roll<PersonRecord>,
        entries: &[Option<Entry>],
    ) {
        let get = |other: EpisodeId| {
            if other == id { Some(entry) } else { entries.get(other.index())?.as_ref() }
        };
        for (person, _) in entry.people() {
            let Some(record) = people.get(person.index()) else { continue };
            let count = record.episodes.len();
            // Where what was known has been dropped, it is found out again only so often that
            // even who drops it all the time costs little.
            if count >= BUSY && count.is_power_of_two() {
                let known = self.0.entry(person).or_default();
                known.clear();
                record.episodes.iter().for_each(|&id| note(known, person, id, get));
            } else if let Some(known) = self.0.get_mut(&person) {
                note(known, person, id, get);
            }
        }
    }

    /// Forgets an episode, and all that only looking through the others could replace.
    pub(super) fn remove(&mut self, id: EpisodeId, entry: &Entry) {
        for (person, _) in entry.people() {
            let last = |known: &HashMap<u64, EpisodeId>| {
                known.get(&hash(entry.contacts_of(person)?)).copied()
            };
            if self.0.get(&person).and_then(last) == Some(id) {
                self.0.remove(&person);
            }
        }
    }

    /// Episodes among which are all that gave a contact of somebody's last; `None` when that is
    /// not known.
    pub(super) fn of(&self, person: PersonId) -> Option<Vec<EpisodeId>> {
        Some(self.0.get(&person)?.values().copied().collect())
    }
}

/// Takes in what an episode gives as somebody's contacts.
fn note<'a>(
    known: &mut HashMap<u64, EpisodeId>,
    person: PersonId,
    id: EpisodeId,
    get: impl Fn(EpisodeId) -> Option<&'a Entry>,
) {
    let Some(contacts) = get(id).and_then(|entry| entry.contacts_of(person)) else { return };
    let last = known.entry(hash(contacts)).or_insert(id);
    if let (Some(this), Some(other)) = (get(id), get(*last))
        && this.compare(other).is_lt()
    {
        *last = id;
    }
}
