//! A typed letter.
//!
//! Owns which bytes of the arena are that letter, in either case. It must not score.

/// A letter of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    character: char,
    bytes: [u8; 4],
    len: usize,
    /// The bit by which its upper case differs, if it is an ASCII letter.
    case: u8,
}

impl Letter {
    /// The letter for a typed character.
    pub(super) fn new(typed: char) -> Self {
        let character = typed.to_ascii_lowercase();
        let mut bytes = [0; 4];
        let len = character.encode_utf8(&mut bytes).len();
        let case = if character.is_ascii_lowercase() { b'a' ^ b'A' } else { 0 };
        Self { character, bytes, len, case }
    }

    /// The character, in lower case if ASCII.
    pub(super) fn character(&self) -> char {
        self.character
    }

    /// How many bytes it takes.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Whether a byte may begin the letter.
    pub(super) fn may_begin_with(&self, byte: u8) -> bool {
        byte | self.case == self.bytes[0]
    }

    /// Whether the letter stands, in either case, where a byte may begin it.
    pub(super) fn is_at(&self, arena: &[u8], at: usize) -> bool {
        let letter = || self.bytes.get(..self.len).unwrap_or_default();
        self.len == 1 || arena.get(at..).is_some_and(|rest| rest.starts_with(letter()))
    }

    /// Whether a byte, where the letter stands, begins it in the case it was typed in.
    pub(super) fn is_same_case(&self, byte: u8) -> bool {
        byte == self.bytes[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ascii_letters_have_two_cases() {
        let begins = |typed: char, byte: u8| Letter::new(typed).may_begin_with(byte);
        assert!(begins('k', b'k') && begins('k', b'K') && begins('K', b'k'));
        assert!(!begins('@', b'`') && !begins('[', b'{') && !begins('0', b'\x10'));
    }

    #[test]
    fn a_letter_of_several_bytes_is_told_from_one_that_begins_alike() {
        let letter = Letter::new('ж');
        assert!(letter.is_at("ж".as_bytes(), 0));
        assert!(!letter.is_at("з".as_bytes(), 0));
        assert!(!letter.is_at(&"ж".as_bytes()[..1], 0));
    }
}
