//! Some episodes, newest first, without sorting them.
//!
//! Owns the place of each episode in the order of all, found out when it is first asked for.
//! It must not know what that order is.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::OnceLock;

use super::EpisodeId;

/// The place of each episode among all, by its number.
#[derive(Debug, Default)]
pub(super) struct Ranks(OnceLock<Vec<u32>>);

impl Ranks {
    /// Forgets the places, for the order has changed.
    pub(super) fn forget(&mut self) {
        self.0.take();
    }

    /// Some episodes in the order of all. Who wants the first few of very many does not wait for
    /// the others to be put in order.
    pub(super) fn in_order<'a>(
        &self,
        all: &'a [EpisodeId],
        some: &[EpisodeId],
    ) -> impl Iterator<Item = EpisodeId> + use<'a> {
        let ranks = self.0.get_or_init(|| ranks(all));
        let of = |id: &EpisodeId| ranks.get(id.index()).copied();
        let mut left: BinaryHeap<Reverse<u32>> = some.iter().filter_map(of).map(Reverse).collect();
        std::iter::from_fn(move || left.pop())
            .filter_map(|Reverse(rank)| all.get(rank as usize).copied())
    }
}

/// An episode that is not there has a place behind all others.
fn ranks(all: &[EpisodeId]) -> Vec<u32> {
    let extent = all.iter().map(|id| id.index() + 1).max().unwrap_or(0);
    let mut ranks = vec![u32::MAX; extent];
    for (rank, id) in (0..).zip(all) {
        if let Some(place) = ranks.get_mut(id.index()) {
            *place = rank;
        }
    }
    ranks
}
