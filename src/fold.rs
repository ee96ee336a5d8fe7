//! Letters as a searching hand types them: without accents.
//!
//! Owns folding: text → comparable characters, each with its place in the original, so that
//! what matched can be shown. Case stays; comparing without it is the matcher's work.

use unicode_normalization::char::decompose_canonical;

/// A text without accents and the way back to the original.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each folded character the index of the original one, or `None` when all stayed
    /// where they were.
    origins: Option<Vec<usize>>,
}

impl Folded {
    /// Folds a text: `Tromsø` → `Tromso`, `Fernando Pérez` → `Fernando Perez`.
    ///
    /// ```
    /// assert_eq!(shownotes::fold::Folded::new("Tromsø").text, "Tromso");
    /// ```
    pub fn new(original: &str) -> Self {
        if original.is_ascii() {
            return Self { text: original.to_owned(), origins: None };
        }
        let mut text = String::with_capacity(original.len());
        let mut origins = Vec::with_capacity(original.len());
        for (index, c) in original.chars().enumerate() {
            fold_char(c, |folded| {
                text.push(folded);
                origins.push(index);
            });
        }
        let unmoved = origins.iter().copied().eq(0..original.chars().count());
        Self { text, origins: (!unmoved).then_some(origins) }
    }

    /// The index in the original, in characters, of a folded character.
    pub fn origin(&self, folded: usize) -> usize {
        match &self.origins {
            Some(origins) => origins.get(folded).copied().unwrap_or(folded),
            None => folded,
        }
    }
}

/// Gives the base letters of one character; nothing for a combining mark.
fn fold_char(c: char, mut give: impl FnMut(char)) {
    if c.is_ascii() {
        return give(c);
    }
    // Letters that Unicode does not decompose, as a keyboard without them would write them.
    let spelled = match c {
        'ø' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ħ' => "h",
        'Ħ' => "H",
        'ı' => "i",
        'ß' => "ss",
        'ẞ' => "SS",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'þ' => "th",
        'Þ' => "Th",
        '’' | '‘' => "'",
        '“' | '”' => "\"",
        '–' | '—' | '‑' => "-",
        _ => {
            let mut part = |part: char| {
                if !is_combining_mark(part) {
                    give(part);
                }
            };
            return decompose_canonical(c, &mut part);
        }
    };
    spelled.chars().for_each(give);
}

fn is_combining_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        Folded::new(text).text
    }

    #[test]
    fn accents_go_and_case_stays() {
        assert_eq!(folded("Radim Řehůřek"), "Radim Rehurek");
        assert_eq!(folded("Maciej Fijałkowski"), "Maciej Fijalkowski");
        assert_eq!(folded("ÉCOLE"), "ECOLE");
    }

    #[test]
    fn composed_and_decomposed_spellings_are_one() {
        assert_eq!(folded("e\u{301}cole"), folded("\u{e9}cole"));
    }

    #[test]
    fn a_letter_that_becomes_two_keeps_its_place() {
        let folded = Folded::new("Straße 9");
        assert_eq!(folded.text, "Strasse 9");
        let origins: Vec<_> = (0..9).map(|index| folded.origin(index)).collect();
        assert_eq!(origins, [0, 1, 2, 3, 4, 4, 5, 6, 7]);
    }

    #[test]
    fn a_mark_that_vanishes_shifts_what_follows() {
        let folded = Folded::new("e\u{301}a");
        assert_eq!((folded.text.as_str(), folded.origin(1)), ("ea", 2));
    }

    #[test]
    fn other_scripts_are_left_as_they_are() {
        assert_eq!(folded("日本語 Ω"), "日本語 Ω");
    }
}
