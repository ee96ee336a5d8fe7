//! E-mail addresses spelt out, so that no machine collects them: `ada at example dot org`.
//!
//! Owns the words and brackets people put in the place of `@` and the full stop. It must not
//! know where such an address may stand: that is `recover`.

use super::inline::{cut, offset};
use super::target;

/// What is `@` so surely that a full stop may stay one: `ada (at) example.org`, `ada @ example.org`.
const SURE: &[&str] = &["(at)", "[at]", "{at}", "<at>", "@"];

/// The part of a text that spells an e-mail address out.
pub(super) fn spelt_out(text: &str) -> Option<&str> {
    // Nearly every text is shorter, or has no such word.
    let has_at = |at: usize| {
        let word = text.as_bytes().get(at.saturating_sub(1)..=at);
        word.is_some_and(|word| word.eq_ignore_ascii_case(b"at"))
    };
    let may_be = text.len() >= SHORTEST
        && (memchr::memchr2_iter(b't', b'T', text.as_bytes()).any(has_at) || text.contains(" @ "));
    if !may_be {
        return None;
    }
    let (start, end, _) = find(text)?;
    Some(cut(text, start, end))
}

/// The address that a text spells out from its beginning to its end.
pub(super) fn read(text: &str) -> Option<String> {
    let (start, end, address) = find(text)?;
    (start == 0 && end == text.len()).then_some(address)
}

/// Where an address is spelt out, and the address.
fn find(text: &str) -> Option<(usize, usize, String)> {
    let words: Vec<&str> = spaced(text).take(MOST).collect();
    let place = |word: &str| offset(word, text);
    let is_at = |word: &&str| is(word, "at") || *word == "@";
    let at = (1..words.len()).find(|&at| words.get(at).is_some_and(is_at))?;
    let is_sure = SURE.iter().any(|mark| is_all(words.get(at), mark));
    let stop = |at: usize| words.get(at).is_some_and(|word| is(word, "dot"));
    let (mut first, mut last) = (at - 1, at + 1);
    while first >= 2 && stop(first - 1) {
        first -= 2;
    }
    while stop(last + 1) && last + 2 < words.len() {
        last += 2;
    }
    // `me at example.org` is where somebody is; `ada at example dot org` is an address.
    if !is_sure && last == at + 1 {
        return None;
    }
    let (start, end) = (words.get(first)?, words.get(last)?);
    let part = |from: usize, to: usize| -> String {
        let words = words.get(from..=to).unwrap_or_default().iter();
        words.map(|word| if is(word, "dot") { "." } else { *word }).collect()
    };
    let address = format!("{}@{}", part(first, at - 1), part(at + 1, last));
    target::is_mailbox(&address).then(|| (place(start), place(end) + end.len(), address))
}

/// As long as the shortest address that is spelt out: `a(at)b.cd`.
const SHORTEST: usize = 9;

/// More words than a contact has before and in its address.
const MOST: usize = 24;

/// The words of a text; a bracket begins and ends one, `ada(at)example` has three.
fn spaced(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive([')', ']', '}', '>'])
        .flat_map(|piece| {
            let open = piece.rfind(['(', '[', '{', '<']).unwrap_or(piece.len());
            [cut(piece, 0, open), cut(piece, open, piece.len())]
        })
        .flat_map(|piece| piece.split(|c: char| c.is_whitespace() || matches!(c, ':' | ',')))
        .filter(|word| !word.is_empty())
}

/// Whether a word is another in any case, perhaps in brackets.
fn is(word: &str, other: &str) -> bool {
    let inner =
        word.trim_start_matches(['(', '[', '{', '<']).trim_end_matches([')', ']', '}', '>']);
    inner.eq_ignore_ascii_case(other)
}

fn is_all(word: Option<&&str>, other: &str) -> bool {
    word.is_some_and(|word| word.eq_ignore_ascii_case(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_however_it_is_spelt_out() {
        for text in [
            "ada.l at a dot example",
            "ada dot l AT a DOT example",
            "ada.l [at] a [dot] example",
            "ada.l(at)a.example",
            "ada.l (at) a.example",
            "ada.l @ a.example",
        ] {
            assert_eq!(read(text).as_deref(), Some("ada.l@a.example"), "{text}");
            let longer = format!("E-mail: {text}");
            assert_eq!(spelt_out(&longer), Some(text), "{text}");
        }
        assert_eq!(read("ada at a dot b dot example").as_deref(), Some("ada@a.b.example"));
    }

    #[test]
    fn being_somewhere_is_no_address() {
        for text in
            ["Find me at a.example", "Meet us at the cat fair", "at a dot example", "cat", "ada at"]
        {
            assert_eq!(spelt_out(text), None, "{text}");
        }
    }
}
