//! A list of words, and whether a word is one of them, in any case of its letters.
//!
//! Owns the quick look that tells most other words apart. Which words stand in a list is for
//! the steps that use it; they stand in the order of the alphabet.

/// Words in lower case.
#[derive(Debug)]
pub(super) struct WordList {
    words: &'static [&'static str],
    /// The [`bit`]s of the words that begin with a letter. Most words asked for have another
    /// than all of the list, and need no comparison.
    bits: [u32; LETTERS],
    /// How many words begin with a letter before this one.
    starts: [usize; LETTERS + 1],
}

/// Letters are told apart by their five lowest bits, which are the same in both cases.
const LETTERS: usize = 32;

impl WordList {
    /// A list of words in lower case, those with the same first letter one after the other.
    pub(super) const fn new(words: &'static [&'static str]) -> Self {
        let (mut bits, mut starts) = ([0; LETTERS], [0; LETTERS + 1]);
        let (mut at, mut letter) = (0, 0);
        while at < words.len() {
            let word = words[at].as_bytes();
            let first = word[0] as usize % LETTERS;
            assert!(letter <= first, "the words are not in order");
            while letter < first {
                letter += 1;
                starts[letter] = at;
            }
            bits[first] |= bit(word);
            at += 1;
        }
        while letter < LETTERS {
            letter += 1;
            starts[letter] = at;
        }
        Self { words, bits, starts }
    }

    /// Whether a word is in the list as it is written.
    pub(super) fn has_exactly(&self, word: &str) -> bool {
        !word.bytes().any(|byte| byte.is_ascii_uppercase()) && self.has(word)
    }

    /// Whether a text begins as one of the words does: with the same letter.
    pub(super) fn may_begin(&self, text: &str) -> bool {
        text.bytes().next().is_some_and(|first| self.bits[usize::from(first) % LETTERS] != 0)
    }

    /// Whether a word is in the list, however its ASCII letters are written.
    pub(super) fn has(&self, word: &str) -> bool {
        let Some(&first) = word.as_bytes().first() else {
            return false;
        };
        let letter = usize::from(first) % LETTERS;
        if self.bits[letter] & bit(word.as_bytes()) == 0 {
            return false;
        }
        let range = self.starts[letter]..self.starts[letter + 1];
        let mut known = self.words.get(range).unwrap_or_default().iter();
        known.any(|known| known.eq_ignore_ascii_case(word))
    }
}

/// The letters that texts begin with, as bits.
pub(super) const fn initials(texts: &[&str]) -> u32 {
    let (mut letters, mut at) = (0, 0);
    while at < texts.len() {
        letters |= 1 << (texts[at].as_bytes()[0] as usize % LETTERS);
        at += 1;
    }
    letters
}

/// Whether a text begins with one of these letters.
pub(super) fn begins_with(text: &str, initials: u32) -> bool {
    text.bytes().next().is_some_and(|first| initials >> (usize::from(first) % LETTERS) & 1 == 1)
}

/// One bit for the length of a word and its last letter.
const fn bit(word: &[u8]) -> u32 {
    match word {
        [.., last] => 1 << ((word.len() * 5 + *last as usize) % LETTERS),
        [] => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_any_case_and_whole() {
        const LIST: WordList = WordList::new(&["an unusually long list of words", "and", "'t"]);
        for word in ["and", "And", "AND", "'T", "An Unusually Long List of Words"] {
            assert!(LIST.has(word), "{word}");
        }
        assert!(LIST.has_exactly("and") && !LIST.has_exactly("And"));
        for word in ["", "an", "andy", "amd", "t", "ánd", "an unusually long list of wordy words"]
        {
            assert!(!LIST.has(word), "{word}");
        }
    }
}
