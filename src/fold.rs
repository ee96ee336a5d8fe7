//! Letters as a searching hand types them: without accents.
//!
//! Owns folding: text → comparable characters, each with its place in the original, so that
//! what matched can be shown. In [`Folded`] case stays, and comparing without it is the matcher's
//! work; [`caseless`] takes it away, too.

use std::cmp::Ordering;

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

/// A text as it is compared: without accents and case.
///
/// ```
/// assert_eq!(shownotes::fold::comparable("Radim Řehůřek"), "radim rehurek");
/// ```
pub fn comparable(text: &str) -> String {
    let mut comparable = String::with_capacity(text.len());
    push_comparable(text, &mut comparable);
    comparable
}

/// Adds a text as it is compared to another.
pub(crate) fn push_comparable(text: &str, to: &mut String) {
    if text.is_ascii() {
        let start = to.len();
        to.push_str(text);
        to.get_mut(start..).unwrap_or_default().make_ascii_lowercase();
    } else {
        text.chars().for_each(|c| caseless(c, |c| to.push(c)));
    }
}

/// Whether a text is this one as it is compared.
pub(crate) fn is_comparable(text: &str, comparable: &str) -> bool {
    if text.is_ascii() {
        // Nothing in what is compared is a capital.
        text.eq_ignore_ascii_case(comparable)
    } else {
        self::comparable(text) == comparable
    }
}

/// The order of two texts as they are compared.
pub(crate) fn compare(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() {
        let lower = |byte: u8| byte.to_ascii_lowercase();
        a.bytes().map(lower).cmp(b.bytes().map(lower))
    } else {
        comparable(a).cmp(&comparable(b))
    }
}

/// The beginning of a text as it is compared: of two that differ, the less is of the text that
/// comes first. Of most names it is all that needs to be looked at.
pub(crate) fn beginning(text: &str) -> u128 {
    let mut beginning = [0; 16];
    let fill = |to: &mut [u8], from: &str| {
        to.iter_mut().zip(from.bytes()).for_each(|(to, byte)| *to = byte.to_ascii_lowercase());
    };
    if text.is_ascii() {
        fill(&mut beginning, text);
    } else {
        fill(&mut beginning, &comparable(text));
    }
    u128::from_be_bytes(beginning)
}

/// Gives the base letters of one character in lower case; nothing for a combining mark.
pub(crate) fn caseless(c: char, mut give: impl FnMut(char)) {
    match c {
        '\0'..='\u{7f}' => give(c.to_ascii_lowercase()),
        // No table needs to be asked about the letters that whole texts consist of.
        'а'..='и' | 'к'..='я' | '一'..='\u{9fff}' => give(c),
        _ => fold_char(c, |folded| match folded {
            '\0'..='\u{7f}' => give(folded.to_ascii_lowercase()),
            _ => folded.to_lowercase().for_each(&mut give),
        }),
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
        // The same letter at the end of a word; its capital does not tell.
        'ς' => "σ",
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
    c >= '\u{300}' && unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_in_the_order_of_what_is_compared_and_so_are_their_beginnings() {
        let long = "Alexander the Great of Macedon";
        let texts = ["", "a", "Á", "B", "Řehůřek", "rehu", "Ölaf", "olafur", "ß", long, "z\u{301}"];
        for (a, b) in texts.iter().flat_map(|a| texts.iter().map(move |b| (a, b))) {
            let order = comparable(a).cmp(&comparable(b));
            assert_eq!(compare(a, b), order, "{a} {b}");
            let begins = beginning(a).cmp(&beginning(b));
            assert!(begins == order || begins.is_eq(), "{a} {b}");
        }
        assert!(beginning("Ölaf") < beginning("olafur"));
    }

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
    fn every_character_folds_without_case_as_it_does_with_it() {
        for c in '\0'..=char::MAX {
            let expected = folded(c.encode_utf8(&mut [0; 4]));
            let expected: Vec<char> = expected.chars().flat_map(char::to_lowercase).collect();
            let mut caseless_c = Vec::new();
            caseless(c, |folded| caseless_c.push(folded));
            assert_eq!(caseless_c, expected, "{c:?}");
        }
    }

    #[test]
    fn without_case_a_letter_is_the_same_in_any_form() {
        let caseless = |text: &str| {
            let mut all = String::new();
            text.chars().for_each(|c| caseless(c, |c| all.push(c)));
            all
        };
        for (text, expected) in
            [("TROMSØ", "tromso"), ("ẞß", "ssss"), ("ΟΔΟΣ οδος", "οδοσ οδοσ"), ("İıI", "iii")]
        {
            assert_eq!(caseless(text), expected);
        }
    }

    #[test]
    fn other_scripts_are_left_as_they_are() {
        assert_eq!(folded("日本語 Ω"), "日本語 Ω");
    }
}
