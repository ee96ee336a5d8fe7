//! What is searched: the letters of many short fields in one piece of memory.
//!
//! Owns the arena: items in the order they were added, each some fields, each field its folded
//! text in UTF-8 and a separator. It must not score or know words.

use super::words::comparable;

/// Ends each field. No byte of UTF-8, so nothing typed or written is mistaken for it.
pub(super) const FIELD_END: u8 = 0xFF;

/// Short texts to be found among: items in the order they were added, each with its fields.
#[derive(Debug, Default)]
pub struct Haystack {
    bytes: Vec<u8>,
    items: Vec<Item>,
}

/// Where an item's fields end; they begin where those of the one before ended.
#[derive(Clone, Copy, Debug)]
struct Item {
    end: u32,
}

impl Haystack {
    /// Adds an item; returns its index.
    ///
    /// Fields that would fill the arena beyond 4 GB are left out.
    pub fn push<'a>(&mut self, fields: impl IntoIterator<Item = &'a str>) -> u32 {
        let index = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        for field in fields {
            let before = self.bytes.len();
            if field.is_ascii() {
                self.bytes.extend_from_slice(field.as_bytes());
            } else {
                self.bytes.extend_from_slice(comparable(field).text.as_bytes());
            }
            self.bytes.push(FIELD_END);
            if u32::try_from(self.bytes.len()).is_err() {
                self.bytes.truncate(before);
            }
        }
        let end = u32::try_from(self.bytes.len()).unwrap_or(u32::MAX);
        self.items.push(Item { end });
        index
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The fields of every item.
    pub(super) fn fields(&self) -> impl Iterator<Item = Vec<&str>> {
        let starts = std::iter::once(0).chain(self.items.iter().map(|item| item.end));
        starts.zip(&self.items).map(|(start, item)| {
            let bytes = self.bytes.get(start as usize..item.end as usize).unwrap_or_default();
            let fields = bytes.split_inclusive(|&byte| byte == FIELD_END);
            fields
                .filter_map(|field| str::from_utf8(field.strip_suffix(&[FIELD_END])?).ok())
                .collect()
        })
    }
}
