//! Text as a pattern sees it: no accents, no case, every run of white space one space.
//!
//! Owns that form and its two ways into memory: whole, with the way back to the original, and
//! piece by piece, for searching much text of which little matches. It must not search.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::fold;

/// Bytes of a piece: they stay in the processor's first cache between folding and searching.
const PIECE: usize = 4096;

/// Bytes looked at in one go for one that is not ASCII.
const BLOCK: usize = 64;

/// A whole text in loose form and the way back to the original.
#[derive(Debug, Default)]
pub(super) struct Loose {
    /// The loose text.
    pub(super) text: String,
    /// For each byte of the loose text where the character it comes from begins; ascending.
    origins: Vec<usize>,
    /// Bytes of the original.
    original_len: usize,
}

impl Loose {
    pub(super) fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origins = Vec::with_capacity(original.len());
        for (at, c) in original.char_indices() {
            if !c.is_whitespace() {
                fold::caseless(c, |folded| text.push(folded));
            } else if !text.ends_with(' ') {
                text.push(' ');
            }
            origins.resize(text.len(), at);
        }
        Self { text, origins, original_len: original.len() }
    }

    /// The bytes of the original that some bytes of the loose text come from, with the combining
    /// marks that follow. They must not end with white space, which may stand for much more.
    pub(super) fn origin(&self, loose: &Range<usize>) -> Range<usize> {
        let begins = |at: usize| self.origins.get(at).copied().unwrap_or(self.original_len);
        let next = self.after(begins(loose.end.saturating_sub(1)));
        begins(loose.start)..begins(next)
    }

    /// The first byte of the loose text that comes from behind a character of the original.
    fn after(&self, original: usize) -> usize {
        self.origins.partition_point(|&origin| origin <= original)
    }

    /// The first byte of the loose text that comes from a place in the original or behind it.
    pub(super) fn from(&self, original: usize) -> usize {
        self.origins.partition_point(|&origin| origin < original)
    }
}

/// A text in loose form, piece by piece, in memory of one piece.
pub(super) struct Pieces<'t> {
    /// What is still to come, as written.
    rest: &'t str,
    piece: Vec<u8>,
    /// How large a piece grows.
    size: usize,
    /// How much of the end of a piece the next one repeats.
    overlap: usize,
    /// Finds two spaces in a row, if runs of white space are to be collapsed.
    two_spaces: Option<Finder<'static>>,
}

/// What becomes of white space in pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spaces {
    /// Some of it stays as it is, which is faster and does for words.
    Kept,
    /// Every run becomes one space.
    Collapsed,
}

impl<'t> Pieces<'t> {
    /// Pieces in which whatever has no more than `longest` bytes is whole at least once.
    pub(super) fn new(text: &'t str, longest: usize, spaces: Spaces) -> Self {
        let overlap = longest.saturating_sub(1);
        // Mostly new text even for a long needle, so that the time stays linear.
        let size = PIECE.max(overlap.saturating_mul(4));
        let piece = Vec::with_capacity(size.min(text.len()));
        let two_spaces = (spaces == Spaces::Collapsed).then(|| Finder::new(b"  "));
        Self { rest: text, piece, size, overlap, two_spaces }
    }

    /// The next piece; `None` at the end.
    pub(super) fn next(&mut self) -> Option<&[u8]> {
        if self.rest.is_empty() {
            return None;
        }
        self.piece.drain(..self.piece.len().saturating_sub(self.overlap));
        while self.piece.len() < self.size && !self.rest.is_empty() {
            let room = self.size - self.piece.len();
            let ascii = ascii_prefix(self.rest.as_bytes(), room);
            let (ascii, rest) = self.rest.split_at_checked(ascii).unwrap_or((self.rest, ""));
            self.push_ascii(ascii.as_bytes());
            self.rest = rest.trim_start_matches(|c: char| {
                let other = !c.is_ascii();
                if other {
                    self.push_char(c);
                }
                other
            });
        }
        Some(&self.piece)
    }

    fn push_ascii(&mut self, bytes: &[u8]) {
        let Some(two_spaces) = &self.two_spaces else {
            return self.piece.extend(bytes.iter().map(u8::to_ascii_lowercase));
        };
        let known = self.piece.len().saturating_sub(1);
        self.piece.extend(bytes.iter().map(|byte| match byte {
            // What `char::is_whitespace` says of them.
            b'\t'..=b'\r' => b' ',
            _ => byte.to_ascii_lowercase(),
        }));
        collapse(&mut self.piece, known, two_spaces);
    }

    fn push_char(&mut self, c: char) {
        if !c.is_whitespace() {
            fold::caseless(c, |folded| {
                self.piece.extend_from_slice(folded.encode_utf8(&mut [0; 4]).as_bytes());
            });
        } else if self.two_spaces.is_none() || self.piece.last() != Some(&b' ') {
            self.piece.push(b' ');
        }
    }
}

/// Leaves one of every run of spaces that begins at a place or behind it.
fn collapse(bytes: &mut Vec<u8>, from: usize, two_spaces: &Finder<'_>) {
    // What has been looked at, and how much of it stays.
    let (mut seen, mut kept) = (from, from);
    while let Some(rest) = bytes.get(seen..) {
        let found = two_spaces.find(rest);
        let length = found.map_or(rest.len(), |at| at + 1);
        let more = rest.iter().skip(length).take_while(|&&byte| byte == b' ').count();
        bytes.copy_within(seen..seen + length, kept);
        kept += length;
        seen += length + more;
        if found.is_none() {
            break;
        }
    }
    bytes.truncate(kept);
}

/// How many bytes at the start are ASCII, of the first `max`.
fn ascii_prefix(bytes: &[u8], max: usize) -> usize {
    let near = bytes.get(..max).unwrap_or(bytes);
    let mut length = 0;
    for block in near.chunks(BLOCK) {
        if !block.is_ascii() {
            return length + block.iter().take_while(|byte| byte.is_ascii()).count();
        }
        length += block.len();
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_loose_and_finds_its_way_back() {
        let loose = Loose::new("Stra\u{df}e \n\t e\u{301}t");
        assert_eq!(loose.text, "strasse et");
        assert_eq!(loose.origin(&(0..3)), 0..3);
        // One of the two letters is all of the `ß`, and a mark goes with its letter.
        assert_eq!(loose.origin(&(4..5)), 4..6);
        assert_eq!(loose.origin(&(8..9)), 11..14);
        assert_eq!(loose.origin(&(9..10)), 14..15);
    }

    #[test]
    fn pieces_add_up_to_the_whole_text() {
        let text = "Ünïcode and  ASCII,\n 日本語 ".repeat(700);
        let mut pieces = Pieces::new(&text, 8, Spaces::Collapsed);
        let mut joined = pieces.next().unwrap().to_vec();
        let mut count = 1;
        while let Some(piece) = pieces.next() {
            assert_eq!(joined[joined.len() - 7..], piece[..7]);
            assert!(piece.len() <= PIECE + 16, "no more than a character too long");
            joined.extend(&piece[7..]);
            count += 1;
        }
        assert_eq!(String::from_utf8(joined).unwrap(), Loose::new(&text).text);
        assert!(count > 3);
    }

    #[test]
    fn the_ascii_at_the_start_ends_with_the_first_other_byte() {
        for length in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 5] {
            let text = format!("{}é and more", "a".repeat(length));
            assert_eq!(ascii_prefix(text.as_bytes(), usize::MAX), length);
            assert_eq!(ascii_prefix(text.as_bytes(), length / 2), length / 2);
        }
    }
}
