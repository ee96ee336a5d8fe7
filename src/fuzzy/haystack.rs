//! What is searched: the letters of many short fields in one piece of memory.
//!
//! Owns the arena: items in the order they were added, each some fields, each field its folded
//! text in UTF-8 and a mark of its end. It must not score or know words.

use std::ops::Range;

use super::score;
use super::words::comparable;

/// Ends each field. No byte of UTF-8, so nothing typed or written is mistaken for it.
pub(super) const FIELD_END: u8 = 0xFF;

/// Short texts to be found among: items in the order they were added, each with its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Haystack {
    arena: Vec<u8>,
    items: Vec<Item>,
}

/// An item in the arena; its fields begin where those of the one before end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Item {
    end: u32,
    /// Whether its characters are its bytes.
    ascii: bool,
}

/// The fields of one item, where they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    /// The fields of all items.
    pub(super) arena: &'a [u8],
    /// Where the item begins.
    pub(super) start: usize,
    /// Where the item ends.
    pub(super) end: usize,
    ascii: bool,
}

impl Haystack {
    /// Adds an item; returns its index.
    ///
    /// Fields that would fill the arena beyond 2 GB are left out.
    pub fn push<'a>(&mut self, fields: impl IntoIterator<Item = &'a str>) -> u32 {
        let index = self.items.len();
        let mut all_ascii = true;
        for field in fields {
            let before = self.arena.len();
            if field.is_ascii() {
                self.arena.extend_from_slice(field.as_bytes());
            } else {
                let field = comparable(field).text;
                self.arena.extend_from_slice(field.as_bytes());
                all_ascii &= field.is_ascii();
            }
            self.arena.push(FIELD_END);
            if i32::try_from(self.arena.len()).is_err() {
                self.arena.truncate(before);
            }
        }
        self.items.push(Item { end: position(self.arena.len()), ascii: all_ascii });
        position(index)
    }

    /// Adds the items of another, after its own; where both would fill the arena beyond 2 GB,
    /// without their fields.
    pub fn append(&mut self, other: &Self) {
        let before = self.arena.len();
        let fits = i32::try_from(before + other.arena.len()).is_ok();
        if fits {
            self.arena.extend_from_slice(&other.arena);
        }
        let end = |item: &Item| if fits { position(before) + item.end } else { position(before) };
        self.items.extend(other.items.iter().map(|item| Item { end: end(item), ..*item }));
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The fields of some items, at least one.
    pub(super) fn text(&self, items: Range<usize>) -> Option<Text<'_>> {
        let start = items.start.checked_sub(1).map_or(Some(0), |before| self.end(before))?;
        let items = self.items.get(items)?;
        let end = items.last()?.end as usize;
        let ascii = items.iter().all(|item| item.ascii);
        Some(Text { arena: &self.arena, start, end, ascii })
    }

    /// Where an item ends in the arena.
    pub(super) fn end(&self, item: usize) -> Option<usize> {
        self.items.get(item).map(|item| item.end as usize)
    }
}

/// A number of the arena, which has been kept small enough.
pub(super) fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Text<'_> {
    /// A byte; outside of any field its end.
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.arena.get(at).copied().unwrap_or(FIELD_END)
    }

    /// The bonus of a place.
    pub(super) fn bonus(&self, at: usize) -> i32 {
        score::bonus(self.byte(at.wrapping_sub(1)), self.byte(at))
    }

    /// How many characters there are from one place to another.
    pub(super) fn characters(&self, from: usize, to: usize) -> i32 {
        let characters = if self.ascii {
            to.saturating_sub(from)
        } else {
            let bytes = self.arena.get(from..to).unwrap_or_default();
            bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
        };
        i32::try_from(characters).unwrap_or(i32::MAX)
    }

    /// How literally a word of lower case stands before `end`: 2 when it is all of its field,
    /// 1 when it stands there letter by letter, else 0.
    pub(super) fn literal_word(&self, word: &str, end: usize) -> u32 {
        let start = end.wrapping_sub(word.len());
        let there = self.arena.get(start..end);
        if there.is_some_and(|there| there.eq_ignore_ascii_case(word.as_bytes())) {
            self.literal(start, end)
        } else {
            0
        }
    }

    /// 2 when there is nothing else in the field, else 1.
    pub(super) fn literal(&self, start: usize, end: usize) -> u32 {
        let whole = self.byte(start.wrapping_sub(1)) == FIELD_END && self.byte(end) == FIELD_END;
        if whole { 2 } else { 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn haystack(items: &[&[&str]]) -> Haystack {
        let mut haystack = Haystack::default();
        for fields in items {
            haystack.push(fields.iter().copied());
        }
        haystack
    }

    #[test]
    fn items_are_numbered_as_they_come() {
        let mut haystack = Haystack::default();
        assert!(haystack.is_empty());
        assert_eq!((haystack.push(["a"]), haystack.push([]), haystack.push(["b", "c"])), (0, 1, 2));
        assert_eq!(haystack.len(), 3);
    }

    #[test]
    fn what_is_appended_is_as_if_it_had_been_pushed() {
        let (first, second): ([&[&str]; 2], [&[&str]; 3]) =
            ([&["a", "ab"], &["Дb"]], [&[], &["øc"], &["d"]]);
        let whole = haystack(&[&first[..], &second[..]].concat());
        let mut parts = haystack(&first);
        parts.append(&haystack(&second));
        assert_eq!(parts, whole);
    }

    #[test]
    fn a_gap_is_measured_in_characters() {
        let haystack = haystack(&[&["aДДb"], &["aøøb"]]);
        let text = haystack.text(0..1).unwrap();
        assert_eq!(text.characters(0, 6), 4);
        let folded = haystack.text(1..2).unwrap();
        assert_eq!(folded.characters(folded.start, folded.start + 4), 4);
        assert!(folded.ascii && !text.ascii);
    }

    #[test]
    fn a_word_is_literal_within_its_field_alone() {
        let haystack = haystack(&[&["43"], &["4", "3", "uWSGI"]]);
        let literal = |item: usize, word: &str| {
            let text = haystack.text(item..item + 1).unwrap();
            (text.start..=text.end).map(|end| text.literal_word(word, end)).max()
        };
        assert_eq!(literal(0, "43"), Some(2));
        assert_eq!(literal(0, "3"), Some(1));
        assert_eq!(literal(1, "43"), Some(0));
        assert_eq!(literal(1, "wsgi"), Some(1));
        assert_eq!(literal(1, "uwsgi"), Some(2));
    }

    #[test]
    fn it_takes_little_more_than_the_text() {
        let items: Vec<&[&str]> = vec![&["43", "WSGI 2.0", "Cory Benfield", "Web"]; 1000];
        let haystack = haystack(&items);
        assert_eq!(haystack.arena.len(), 1000 * (2 + 8 + 13 + 3 + 4));
        assert_eq!(size_of::<Item>(), 8);
    }
}
