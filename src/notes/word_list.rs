//! A list of words, and whether a word is one of them, in any case of its letters.
//!
//! Owns the quick look that tells most other words apart. Which words stand in a list is for
//! the steps that use it.

/// Words in lower case.
#[derive(Debug)]
pub(super) struct WordList {
    words: &'static [&'static str],
    /// The lengths of the words that begin with a letter: bit `n` for words of `n` bytes. Most
    /// words asked for have another length or another letter than all of the list, and need
    /// no comparison.
    lengths: [u32; LETTERS],
}

/// Letters are told apart by their five lowest bits, which are the same in both cases.
const LETTERS: usize = 32;

/// Words this long and longer share one bit.
const LONGEST: usize = 31;

impl WordList {
    /// A list of words in lower case.
    pub(super) const fn new(words: &'static [&'static str]) -> Self {
        let mut lengths = [0; LETTERS];
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            lengths[word[0] as usize % LETTERS] |= bit(word.len());
            at += 1;
        }
        Self { words, lengths }
    }

    /// Whether a word is in the list as it is written.
    pub(super) fn has_exactly(&self, word: &str) -> bool {
        !word.bytes().any(|byte| byte.is_ascii_uppercase()) && self.has(word)
    }

    /// Whether a word is in the list, however its ASCII letters are written.
    pub(super) fn has(&self, word: &str) -> bool {
        let Some(&first) = word.as_bytes().first() else {
            return false;
        };
        self.lengths[usize::from(first) % LETTERS] & bit(word.len()) != 0
            && self
                .words
                .iter()
                .any(|known| known.len() == word.len() && known.eq_ignore_ascii_case(word))
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
        const LIST: WordList = WordList::new(&["and", "'t", "an unusually long list of words"]);
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
