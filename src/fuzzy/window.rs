//! The arena, 64 bytes at a time.
//!
//! Owns looking for a letter, and for the ends of fields. Letters are too close together for a
//! search that is set up for each: here a window is compared as a whole and gives one bit for
//! each byte. It must not score.

use std::ops::Range;

use super::haystack::FIELD_END;
use super::letter::Letter;

/// Bytes looked at together.
const WINDOW: usize = 64;

/// The bytes of a window.
type Bytes = [u8; WINDOW];

/// Calls `found` with each place of a letter within a range of the arena.
pub(super) fn each(
    arena: &[u8],
    range: Range<usize>,
    letter: Letter,
    mut found: impl FnMut(usize),
) {
    let arena = arena.get(..range.end).unwrap_or(arena);
    for from in range.step_by(WINDOW) {
        let mut places = bits(&window(arena, from), |byte| letter.may_begin_with(byte));
        while places != 0 {
            let at = from + places.trailing_zeros() as usize;
            if letter.is_at(arena, at) {
                found(at);
            }
            places &= places - 1;
        }
    }
}

/// Looks for a letter from place to place.
#[derive(Debug)]
pub(super) struct Search<'a> {
    arena: &'a [u8],
    letter: Letter,
    /// Where the window begins.
    from: usize,
    /// Where in the window the letter may begin or a field ends.
    stops: u64,
}

impl<'a> Search<'a> {
    /// Begins a search.
    pub(super) fn new(arena: &'a [u8], from: usize, letter: Letter) -> Self {
        let mut search = Self { arena, letter, from, stops: 0 };
        search.look(from);
        search
    }

    /// Where the letter stands next, from `from` on; or where the field ends before it does.
    /// Each call goes on where the last one ended or behind.
    pub(super) fn next(&mut self, mut from: usize) -> Result<usize, usize> {
        loop {
            let within = from.saturating_sub(self.from);
            if within >= WINDOW {
                self.look(from);
                continue;
            }
            let stops = self.stops >> within;
            if stops == 0 {
                self.look(self.from + WINDOW);
                from = self.from;
                continue;
            }
            let at = self.from + within + stops.trailing_zeros() as usize;
            if self.arena.get(at).is_none_or(|&byte| byte == FIELD_END) {
                return Err(at);
            }
            if self.letter.is_at(self.arena, at) {
                return Ok(at);
            }
            from = at + 1;
        }
    }

    fn look(&mut self, from: usize) {
        self.from = from;
        let letter = self.letter;
        self.stops = bits(&window(self.arena, from), |byte| {
            letter.may_begin_with(byte) || byte == FIELD_END
        });
    }
}

/// The window that begins at a place; what lies beyond the arena is the end of a field.
fn window(arena: &[u8], from: usize) -> Bytes {
    let rest = arena.get(from..).unwrap_or_default();
    rest.first_chunk().copied().unwrap_or_else(|| {
        let mut bytes = [FIELD_END; WINDOW];
        bytes.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        bytes
    })
}

/// A bit for each byte, the first byte's lowest.
fn bits(window: &Bytes, is_set: impl Fn(u8) -> bool) -> u64 {
    let set = window.map(|byte| u8::from(is_set(byte)));
    let (eights, _) = set.as_chunks();
    eights.iter().rev().fold(0, |bits, &eight| {
        // The product has the lowest bits of eight bytes side by side in its highest byte.
        let eight = u64::from_le_bytes(eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        bits << 8 | eight
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An arena of some fields.
    fn arena(fields: &[&str]) -> Vec<u8> {
        fields.iter().flat_map(|field| [field.as_bytes(), &[FIELD_END]].concat()).collect()
    }

    fn places(arena: &[u8], range: Range<usize>, letter: char) -> Vec<usize> {
        let mut all = Vec::new();
        each(arena, range, Letter::new(letter), |at| all.push(at));
        all
    }

    #[test]
    fn every_place_has_its_bit() {
        for at in 0..WINDOW {
            let mut window = [b'.'; WINDOW];
            window[at] = b'x';
            assert_eq!(bits(&window, |byte| byte == b'x'), 1 << at);
            assert_eq!(bits(&window, |byte| byte == b'.'), !(1 << at));
        }
    }

    #[test]
    fn a_letter_is_found_in_either_case_and_nothing_else_is() {
        let all: Vec<u8> = (0..=0x7F).collect();
        assert_eq!(places(&all, 0..128, 'k'), [usize::from(b'K'), usize::from(b'k')]);
        assert_eq!(places(&all, 0..128, '@'), [usize::from(b'@')]);
        assert_eq!(places(&all, 0..128, '['), [usize::from(b'[')]);
        assert_eq!(places(arena(&["жзж中"]).as_slice(), 0..9, 'ж'), [0, 4]);
    }

    #[test]
    fn places_beyond_the_range_are_left_out() {
        let arena = arena(&[&"x".repeat(200)]);
        assert_eq!(places(&arena, 3..90, 'x'), (3..90).collect::<Vec<_>>());
        assert!(places(&arena, 3..3, 'x').is_empty());
    }

    #[test]
    fn a_search_stops_at_the_end_of_each_field() {
        let dots = ".".repeat(100);
        let arena = arena(&["axa", &format!("{dots}A{dots}"), "", "a"]);
        let mut search = Search::new(&arena, 0, Letter::new('a'));
        let (mut from, mut found) = (0, Vec::new());
        while from < arena.len() {
            let stop = search.next(from);
            found.push(stop);
            from = stop.unwrap_or_else(|end| end) + 1;
        }
        assert_eq!(found, [Ok(0), Ok(2), Err(3), Ok(104), Err(205), Err(206), Ok(207), Err(208)]);
        assert_eq!(search.next(arena.len()), Err(arena.len()));
    }

    #[test]
    fn a_search_may_skip_any_number_of_places() {
        let arena = arena(&[&"a.".repeat(200)]);
        for step in [1, 3, 63, 64, 65, 130] {
            let mut search = Search::new(&arena, 1, Letter::new('a'));
            for from in (1..399).step_by(step) {
                assert_eq!(
                    search.next(from),
                    if from == 399 { Err(400) } else { Ok(from.next_multiple_of(2)) }
                );
            }
        }
    }
}
