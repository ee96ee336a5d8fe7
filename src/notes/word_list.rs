//! A list of words, and whether a word is one of them, in any case of its letters.
//!
//! Owns the quick look that tells most other words apart. Which words stand in a list is for
//! the steps that use it; they stand in the order of the alphabet.

/// Words in lower case.
#[derive(Debug)]
pub(super) struct WordList {
    words: &'static [&'static str],
    /// The lengths of the words that begin with a letter: bit `n` for words of `n` bytes. Most
    /// words asked for have another length or another letter than all of the list, and need
    /// no comparison.
    lengths: [u32; LETTERS],
    /// How many words begin with a letter before this one.
    starts: [usize; LETTERS + 1],
}

/// Letters are told apart by their five lowest bits, which are the same in both cases.
const LETTERS: usize = 32;

/// Words this long and longer share one bit.
const LONGEST: usize = 31;

impl WordList {
    /// A list of words in lower case, those with the same first letter one after the other.
    pub(super) const fn new(words: &'static [&'static str]) -> Self {
        let (mut lengths, mut starts) = ([0; LETTERS], [0; LETTERS + 1]);
        let (mut at, mut letter) = (0, 0);
        while at < words.len() {
            let word = words[at].as_bytes();
            let first = word[0] as usize % LETTERS;
            assert!(letter <= first, "the words are not in order");
            while letter < first {
                letter += 1;
                starts[letter] = at;
            }
            lengths[first] |= bit(word.len());
            at += 1;
        }
        while letter < LETTERS {
            letter += 1;
            starts[letter] = at;
        }
        Self { words, lengths, starts }
    }

    /// Whether a word is in the list as it is written.
    pub(super) fn has_exactly(&self, word: &str) -> bool {
        !word.bytes().any(|byte| byte.is_ascii_uppercase()) && self.has(word)
    }

    /// Whether a text begins as one of the words does: with the same letter.
    pub(super) fn may_begin(&self, text: &str) -> bool {
        text.bytes().next().is_some_and(|first| self.lengths[usize::from(first) % LETTERS] != 0)
    }

    /// Whether a word is in the list, however its ASCII letters are written.
    pub(super) fn has(&self, word: &str) -> bool {
        let Some(&first) = word.as_bytes().first() else {
            return false;
        };
        let letter = usize::from(first) % LETTERS;
        if self.lengths[letter] & bit(word.len()) == 0 {
            return false;
        }
        let range = self.starts[letter]..self.starts[letter + 1];
        let mut known = self.words.get(range).unwrap_or_default().iter();
        known.any(|known| known.eq_ignore_ascii_case(word))
    }
}

const fn bit(length: usize) -> u32 {
    1 << if length < LONGEST { length } else { LONGEST }
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
