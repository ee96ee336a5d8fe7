//! Numbers that look random and are the same for the same seed, on every machine.

/// The generator of Steele, Lea and Flood (2014), `SplitMix64`.
pub(super) struct Random(u64);

impl Random {
    /// The numbers of one episode, which do not depend on how many come before it.
    pub(super) fn new(seed: u64, episode: u32) -> Self {
        let mut start = Self(seed);
        Self(start.next() ^ u64::from(episode) << 32)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 on below `count`, which must not be 0.
    pub(super) fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % count as u64).unwrap_or_default()
    }

    /// One of several, of which there must be one.
    pub(super) fn one_of<'a, T>(&mut self, several: &'a [T]) -> &'a T {
        &several[self.below(several.len())]
    }

    /// A word that nobody knows.
    pub(super) fn word(&mut self) -> String {
        let (consonants, vowels) = (b"bdfghjklmnprstvwz", b"aeiou");
        let syllables = 2 + self.below(2);
        let letters = (0..syllables).flat_map(|_| {
            let (consonant, vowel) = (self.one_of(consonants), self.one_of(vowels));
            [char::from(*consonant), char::from(*vowel)]
        });
        letters.collect()
    }
}
