//! What one episode leaves out and the others know: hosts' full names, the show.
//!
//! Owns who is meant by a first name, which only the whole run can tell. It must not guess: of two
//! hosts with that name it is neither.

use std::collections::HashMap;

use crate::episode::{Episode, Role};
use crate::fold;

use super::item::number;
use super::{EpisodeId, Library, PersonId, picked};

impl Library {
    /// Completes the names of hosts whom an episode calls by their first name only, where the
    /// other episodes know exactly one host of that name. Call it when all are loaded: the answer
    /// must not depend on the order in which they came.
    pub fn complete_names(&mut self) {
        let mut full: HashMap<String, Option<PersonId>> = HashMap::new();
        let hosts = || self.people.iter().filter(|(_, person)| person.hosted > 0);
        for (at, person) in hosts() {
            if let Some((first, _)) = person.name().split_once(' ') {
                full.entry(fold::comparable(first))
                    .and_modify(|known| *known = None)
                    .or_insert_with(|| Some(number(at, PersonId)));
            }
        }
        let completed = hosts().filter_map(|(at, person)| {
            let name = full.get(&fold::comparable(person.name())).copied().flatten()?;
            Some((number(at, PersonId), name))
        });
        let completions: HashMap<PersonId, PersonId> = completed.collect();
        let mut concerned: Vec<EpisodeId> = completions
            .keys()
            .filter_map(|id| self.people.get(id.index()))
            .flat_map(|person| person.episodes.iter().copied())
            .collect();
        concerned.sort_unstable();
        concerned.dedup();
        for id in concerned {
            if let Some(mut entry) = self.entries.get_mut(id.index()).and_then(Option::take) {
                self.uncount(id, &entry);
                entry.rename(|id| completions.get(&id).copied().unwrap_or(id));
                self.count(id, &entry, &picked::places_of(&entry));
                self.put(id, entry);
                self.rewrites += 1;
            }
        }
        self.completions.extend(completions);
    }

    /// Gives an episode read from its file the names and the show the rest of the library knows.
    pub fn complete(&self, episode: &mut Episode) {
        let hosts: Vec<String> =
            episode.people_in(Role::Host).map(|person| person.name.clone()).collect();
        for host in hosts {
            let full = self
                .people
                .find(&host)
                .and_then(|id| self.completions.get(&PersonId(id)).and_then(|&id| self.person(id)));
            if let Some(full) = full {
                episode.rename(&host, full.name());
            }
        }
        if let (None, Some(show)) = (&episode.show, self.show()) {
            // A page that leaves it out is of the show that the others name.
            episode.show = Some(show.to_owned());
        }
    }
}
