//! What fuzzy-matcher gives and takes for each letter.
//!
//! Owns the numbers and the bonus of a place; [`super::row`] adds them up. They are those of
//! `SkimMatcherV2`, private there, so the tests hold them to it.

use super::haystack::FIELD_END;

/// For a letter that matches.
pub(super) const MATCH: i32 = 16;

/// Added when it matches but for its case.
pub(super) const OTHER_CASE: i32 = -2;

/// The least bonus of a letter right behind the one before.
pub(super) const ADJACENT: i32 = 4;

/// Added before the first letter.
pub(super) const START: i32 = -1;

/// Added for a gap, beside one less for each character in it.
pub(super) const GAP: i32 = -3;

/// The matcher's minus infinity, which shows when a gap is longer than this: a letter scores as
/// if it stood behind one with this score.
pub(super) const LEAST: i32 = i16::MIN as i32;

/// The bonus of a place, by the byte before it and whether a capital stands there.
const BONUS: [[i8; 2]; 256] = bonuses();

/// The bonus of a place: its byte and the one before, which decide whether a word begins there.
pub(super) fn bonus(before: u8, byte: u8) -> i32 {
    BONUS[usize::from(before)][usize::from(byte.is_ascii_uppercase())].into()
}

const fn bonuses() -> [[i8; 2]; 256] {
    let mut all = [[0; 2]; 256];
    let mut before = u8::MIN;
    loop {
        all[before as usize] = match before {
            // The first letter of a field counts twice as much as that of a word.
            FIELD_END => [16, 16],
            b'\0' | b' ' | b'/' | b'\\' | b'|' | b'(' | b')' | b'[' | b']' | b'{' | b'}' => [8, 8],
            b'!'..=b'\'' | b'*'..=b'.' | b':'..=b'@' | b'^'..=b'`' | b'~' => [7, 7],
            b'A'..=b'Z' => [0, 0],
            // A capital amid a word.
            _ => [0, 6],
        };
        if before == u8::MAX {
            return all;
        }
        before += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fuzzy::highlights::indices;

    #[test]
    fn a_letter_scores_as_in_the_matcher_behind_any_other() {
        let others = (0..=0x7f).map(char::from).chain(['ä', 'Д', '中']);
        for before in others {
            // Never the field's first letter, nor the first match of its own kind.
            for letter in ['b', 'B', '7', '-', ' ', 'д'] {
                let text = format!("x{before}{letter}");
                let wanted = letter.to_ascii_lowercase();
                if before.to_ascii_lowercase() == wanted || wanted == 'x' {
                    continue;
                }
                let (score, _) = indices(&text, &wanted.to_string()).unwrap();
                let mut buffer = [0; 4];
                let before_byte = *before.encode_utf8(&mut buffer).as_bytes().last().unwrap();
                let byte = letter.encode_utf8(&mut buffer).as_bytes()[0];
                let case = if letter == wanted { 0 } else { OTHER_CASE };
                let ours = START + MATCH + case + bonus(before_byte, byte);
                assert_eq!(i64::from(ours), score, "{text:?}");
            }
        }
    }

    #[test]
    fn the_first_letter_of_a_field_counts_twice() {
        let (score, _) = indices("b", "b").unwrap();
        assert_eq!(i64::from(START + MATCH + bonus(FIELD_END, b'b')), score);
    }
}
