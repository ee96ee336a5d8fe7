//! What one episode leaves out or misspells and the others know: hosts' full names, the show.
//!
//! Owns who is meant by a first name or a slip of the pen, which only the whole run can tell. It
//! must not guess: of two hosts with that first name it is neither.

use std::collections::HashMap;

use crate::episode::{Episode, Role};
use crate::fold;
use crate::slips::is_slip;

use super::item::number;
use super::{EpisodeId, Library, PersonId, PersonRecord, picked};

/// A spelling is a slip of the pen where the right one is on this many times as many episodes.
const SLIP: u32 = 10;

/// More hosts than this who share a first or last name are not compared with others.
const MOST_ALIKE: usize = 8;

impl Library {
    /// Completes the names of hosts whom an episode calls by their first name only, where the
    /// other episodes know exactly one host of that name, or misspells. Call it when all are
    /// loaded: the answer must not depend on the order in which they came.
    pub fn complete_names(&mut self) {
        let misspelt = self.misspelt_hosts();
        let mut full: HashMap<String, Option<PersonId>> = HashMap::new();
        let hosts = || {
            let all = self.people.iter().filter(|(_, person)| person.hosted > 0);
            all.filter(|&(at, _)| !misspelt.contains_key(&number(at, PersonId)))
        };
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
        let completions: HashMap<PersonId, PersonId> =
            completed.chain(misspelt.iter().map(|(&slip, &meant)| (slip, meant))).collect();
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

    /// Hosts that are rather a misspelt name of exactly one other, and of whom.
    fn misspelt_hosts(&self) -> HashMap<PersonId, PersonId> {
        let hosts = || self.people.iter().filter(|(_, person)| person.hosted > 0);
        let mut alike: HashMap<Half, Vec<(PersonId, String)>> = HashMap::new();
        for (at, person) in hosts().filter(|(_, person)| person.hosted >= SLIP) {
            for (half, other) in halves(person.name()) {
                alike.entry(half).or_default().push((number(at, PersonId), other));
            }
        }
        let meant = |(at, person): (usize, &PersonRecord)| {
            let mut meant = None;
            for (half, other) in halves(person.name()) {
                let known = alike.get(&half).filter(|known| known.len() <= MOST_ALIKE);
                for (id, right) in known.into_iter().flatten() {
                    let times = self.people.get(id.index()).map_or(0, |known| known.hosted);
                    let is_many = times >= person.hosted.saturating_mul(SLIP);
                    if is_many && is_slip(&other, right) && meant.replace(*id).is_some() {
                        return None;
                    }
                }
            }
            Some((number(at, PersonId), meant?))
        };
        let misspelt: HashMap<PersonId, PersonId> = hosts().filter_map(meant).collect();
        let is_right = |meant: &PersonId| !misspelt.contains_key(meant);
        misspelt
            .iter()
            .filter(|(_, meant)| is_right(meant))
            .map(|(&slip, &meant)| (slip, meant))
            .collect()
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

/// The first name or the rest of it, as it is compared: a slip is in the other one.
#[derive(PartialEq, Eq, Hash)]
enum Half {
    First(String),
    Rest(String),
}

/// Both halves of a full name, each with the other.
fn halves(name: &str) -> impl Iterator<Item = (Half, String)> {
    let name = fold::comparable(name);
    let both = name.split_once(' ').map(|(first, rest)| {
        let (first, rest) = (first.to_owned(), rest.to_owned());
        [(Half::First(first.clone()), rest.clone()), (Half::Rest(rest), first)]
    });
    both.into_iter().flatten()
}
