//! A file as a row of blocks, added at its end.
//!
//! Owns the form of a block and telling a damaged one. It must not know what blocks say.
//!
//! A block is its length and a sum of its bytes, little-endian in 4 and 8 bytes, and then the
//! bytes: a value in [postcard](https://postcard.jamesmunns.com/wire-format)'s format. It is
//! written in one piece at the end of the file, so that several threads and programs may add to
//! one. Sums begin with a seed: what was written with another one is no block.

use std::fs::File;
use std::hash::BuildHasher as _;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::ops::Range;

use foldhash::quality::FixedState;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A block has no more bytes than these. Sixteen notes files of the greatest length make a
/// quarter of it.
const MAX_BYTES: usize = 64 << 20;

const HEAD: usize = 12;

/// The blocks of a file, from its beginning.
pub(super) struct Blocks<'f> {
    file: BufReader<&'f File>,
    seed: u64,
    bytes: Vec<u8>,
    end: u64,
    is_damaged: bool,
}

impl<'f> Blocks<'f> {
    pub(super) fn new(file: &'f File, seed: u64) -> Self {
        let file = BufReader::with_capacity(1 << 16, file);
        Self { file, seed, bytes: Vec::new(), end: 0, is_damaged: false }
    }

    /// What the next block says, and where it is, in bytes from the beginning of the file;
    /// `None` at the end of the file, or of what is sound of it.
    pub(super) fn next<T: DeserializeOwned>(&mut self) -> Option<(Range<u64>, T)> {
        if self.file.fill_buf().ok()?.is_empty() {
            return None;
        }
        // Until all of the block has been read.
        self.is_damaged = true;
        let mut head = [0; HEAD];
        self.file.read_exact(&mut head).ok()?;
        let (length, sum) = head.split_first_chunk()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok();
        let length = length.filter(|&length| length <= MAX_BYTES)?;
        self.bytes.clear();
        // As much as there is: a length may be damaged, too.
        self.file.by_ref().take(length as u64).read_to_end(&mut self.bytes).ok()?;
        let is_sound = self.bytes.len() == length && sum_of(&self.bytes, self.seed) == *sum;
        let value = is_sound.then(|| postcard::from_bytes(&self.bytes).ok()).flatten()?;
        self.is_damaged = false;
        let start = self.end;
        self.end += (HEAD + length) as u64;
        Some((start..self.end, value))
    }

    /// Where the last sound block ends, in bytes from the beginning of the file.
    pub(super) const fn end(&self) -> u64 {
        self.end
    }

    /// Whether there is more behind it.
    pub(super) const fn is_damaged(&self) -> bool {
        self.is_damaged
    }
}

/// Adds a block at the end of a file that was opened for that.
pub(super) fn append(mut file: &File, seed: u64, value: &impl Serialize) -> io::Result<()> {
    let bytes = postcard::to_stdvec(value).map_err(io::Error::other)?;
    if bytes.len() > MAX_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?.to_le_bytes();
    let sum = sum_of(&bytes, seed);
    file.write_all(&[length.as_slice(), &sum, &bytes].concat())
}

/// What other bytes hardly share. It may differ from one release of `foldhash` or machine to
/// another, for which the blocks of the other are then no blocks.
fn sum_of(bytes: &[u8], seed: u64) -> [u8; 8] {
    FixedState::with_seed(seed).hash_one(bytes).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use std::fs::OpenOptions;

    use super::*;

    const SEED: u64 = 7;

    fn file() -> (tempfile::TempDir, File) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("blocks");
        (folder, OpenOptions::new().read(true).append(true).create(true).open(path).unwrap())
    }

    fn all(file: &File) -> (Vec<String>, u64) {
        io::Seek::rewind(&mut &*file).unwrap();
        let mut blocks = Blocks::new(file, SEED);
        (std::iter::from_fn(|| blocks.next()).map(|(_, word)| word).collect(), blocks.end())
    }

    #[test]
    fn blocks_come_back_in_their_order() {
        let (_folder, file) = file();
        for word in ["one", "", "three"] {
            append(&file, SEED, &word).unwrap();
        }
        let length = file.metadata().unwrap().len();
        assert_eq!(all(&file), (vec!["one".into(), String::new(), "three".into()], length));
    }

    #[test]
    fn whatever_byte_is_damaged_the_blocks_before_it_are_sound() {
        let (_folder, file) = file();
        append(&file, SEED, &"one").unwrap();
        let first = file.metadata().unwrap().len();
        append(&file, SEED, &"two").unwrap();
        let mut whole = Vec::new();
        io::Seek::rewind(&mut &file).unwrap();
        (&file).read_to_end(&mut whole).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x10;
            file.set_len(0).unwrap();
            (&file).write_all(&damaged).unwrap();
            let is_first = (at as u64) < first;
            let expected = if is_first { (vec![], 0) } else { (vec!["one".to_owned()], first) };
            assert_eq!(all(&file), expected, "byte {at}");
            file.set_len(at as u64).unwrap();
            let (words, end) = all(&file);
            assert_eq!((words.len(), end), if is_first { (0, 0) } else { (1, first) }, "cut {at}");
        }
    }

    #[test]
    fn a_block_longer_than_any_is_neither_written_nor_read() {
        let (_folder, file) = file();
        let long = "x".repeat(MAX_BYTES);
        assert!(append(&file, SEED, &long).is_err());
        assert_eq!(all(&file), (vec![], 0));
        let zeros = vec![0; MAX_BYTES + 1];
        let length = u32::try_from(zeros.len()).unwrap();
        (&file).write_all(&length.to_le_bytes()).unwrap();
        (&file).write_all(&sum_of(&zeros, SEED)).unwrap();
        file.set_len((HEAD + zeros.len()) as u64).unwrap();
        assert_eq!(all(&file), (vec![], 0));
    }
}
