//! Numbers by hash: which number a path or a name has.
//!
//! Owns the table. Of each hash it keeps a half beside the number: to grow it would else have to
//! look at everything that was ever numbered. It must not know what that is.

use hashbrown::HashTable;

/// Numbers of things that are known by their hash and by looking at them.
#[derive(Debug, Default)]
pub(super) struct Numbers(HashTable<(u32, u32)>);

impl Numbers {
    /// The number of what has this hash and is the right one.
    pub(super) fn find(&self, hash: u64, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        let half = half(hash);
        let known = self.0.find(whole(half), |&(other, number)| other == half && is_it(number));
        known.map(|&(_, number)| number)
    }

    /// Adds the number of what is not there yet.
    pub(super) fn insert(&mut self, hash: u64, number: u32) {
        let half = half(hash);
        self.0.insert_unique(whole(half), (half, number), |&(half, _)| whole(half));
    }

    /// Takes a number out.
    pub(super) fn remove(&mut self, hash: u64, number: u32) {
        let half = half(hash);
        if let Ok(known) = self.0.find_entry(whole(half), |known| *known == (half, number)) {
            known.remove();
        }
    }
}

/// The half of a hash that is kept.
const fn half(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// A hash out of the half: tables go by both its ends.
const fn whole(half: u32) -> u64 {
    (half as u64) << 32 | half as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_the_same_hash_is_told_apart_by_looking_at_it() {
        let mut numbers = Numbers::default();
        for number in 0..1000 {
            numbers.insert(u64::from(number % 10) << 40, number);
        }
        for number in 0..1000 {
            let hash = u64::from(number % 10) << 40;
            assert_eq!(numbers.find(hash, |other| other == number), Some(number));
            assert_eq!(numbers.find(hash + (1 << 50), |_| true), None);
        }
        numbers.remove(0, 20);
        assert_eq!(numbers.find(0, |other| other == 20), None);
        assert_eq!(numbers.find(0, |other| other == 30), Some(30));
    }
}
