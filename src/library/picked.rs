//! Where each place is recommended.
//!
//! Owns which addresses lead to one place and on which episodes those are picked. Places are kept
//! by their hashes: there are a million in a large library. It must not know who recommends them.

use std::slice;

use hashbrown::HashTable;
use hashbrown::hash_table;

use crate::address::place;

use super::{Entry, EpisodeId, hash};

/// A hash in a row of such: beside a number of 32 bits it takes 12 bytes, where one piece of 64
/// bits would take 16.
type Halves = [u32; 2];

/// The hash of each place that a pick leads to, with the episodes that have such a pick.
#[derive(Debug, Default)]
pub(super) struct Picked {
    /// All places, with the only episode of those picked on one.
    places: HashTable<(Halves, EpisodeId)>,
    /// Those picked on several episodes, which are few.
    again: HashTable<(u64, Vec<EpisodeId>)>,
}

impl Picked {
    /// Takes in the places of one more episode.
    pub(super) fn add(&mut self, id: EpisodeId, places: &[u64]) {
        for &place in places {
            let halves = halves(place);
            match self.places.entry(place, |known| known.0 == halves, |known| whole(known.0)) {
                hash_table::Entry::Vacant(vacant) => drop(vacant.insert((halves, id))),
                hash_table::Entry::Occupied(known) => {
                    let only = known.get().1;
                    let again = self.again.entry(place, |known| known.0 == place, |known| known.0);
                    again.or_insert_with(|| (place, vec![only])).get_mut().1.push(id);
                }
            }
        }
    }

    /// Forgets those of an episode.
    pub(super) fn remove(&mut self, id: EpisodeId, places: &[u64]) {
        for &place in places {
            let halves = halves(place);
            let Ok(mut known) = self.places.find_entry(place, |known| known.0 == halves) else {
                continue;
            };
            let Ok(mut again) = self.again.find_entry(place, |known| known.0 == place) else {
                known.remove();
                continue;
            };
            let left = &mut again.get_mut().1;
            left.retain(|&other| other != id);
            if let [only] = **left {
                known.get_mut().1 = only;
                again.remove();
            }
        }
    }

    /// The episodes with a pick that leads where an address leads, as they came.
    pub(super) fn at(&self, address: &str) -> &[EpisodeId] {
        let place = hash(place(address));
        if let Some((_, ids)) = self.again.find(place, |known| known.0 == place) {
            return ids;
        }
        let halves = halves(place);
        let known = self.places.find(place, |known| known.0 == halves);
        known.map_or(&[], |(_, id)| slice::from_ref(id))
    }

    /// The episodes with a pick that another one has too, as often as they have one.
    pub(super) fn again(&self) -> impl Iterator<Item = EpisodeId> {
        self.again.iter().flat_map(|(_, ids)| ids).copied()
    }
}

const fn halves(hash: u64) -> Halves {
    [(hash >> 32) as u32, (hash & 0xffff_ffff) as u32]
}

const fn whole([high, low]: Halves) -> u64 {
    (high as u64) << 32 | low as u64
}

/// The places that the picks of an entry lead to.
pub(super) fn places_of(entry: &Entry) -> Vec<u64> {
    places(entry.picks().flat_map(|pick| pick.addresses()))
}

/// The places that the picks of an episode lead to, each once: what is said twice on one episode
/// does not come up twice.
pub(super) fn places<'a>(addresses: impl Iterator<Item = &'a str>) -> Vec<u64> {
    let mut places: Vec<u64> = addresses.map(|address| hash(place(address))).collect();
    places.sort_unstable();
    places.dedup();
    places
}
