//! How often each place is recommended.
//!
//! Owns which addresses lead to one place and the counts. Places are kept by their hashes: there
//! are a million in a large library. It must not know who recommends them.

use hashbrown::HashTable;

use crate::address::place;

use super::{Entry, hash};

/// The hash of each place that a pick leads to, and how many episodes have such a pick.
#[derive(Debug, Default)]
pub(super) struct Picked(HashTable<(u64, u32)>);

impl Picked {
    /// Counts the places of one more episode.
    pub(super) fn add(&mut self, places: &[u64]) {
        for &place in places {
            let known = self.0.entry(place, |known| known.0 == place, |known| known.0);
            known.or_insert((place, 0)).get_mut().1 += 1;
        }
    }

    /// No longer counts those of an episode.
    pub(super) fn remove(&mut self, places: &[u64]) {
        for &place in places {
            if let Some((_, count)) = self.0.find_mut(place, |known| known.0 == place) {
                *count -= 1;
            }
        }
    }

    /// How many episodes have a pick that leads where an address leads.
    pub(super) fn times(&self, address: &str) -> u32 {
        let place = hash(place(address));
        self.0.find(place, |known| known.0 == place).map_or(0, |known| known.1)
    }
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
