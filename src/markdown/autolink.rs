//! Addresses written without any markup, `https://example.org`, which readers expect to open.
//!
//! Only `http` and `https` with their `//`: everything else would be guessing.

use pulldown_cmark::LinkType;

use super::writer::Writer;

impl Writer<'_> {
    /// Text outside of links that holds `://`.
    pub(super) fn text_with_addresses(&mut self, text: &str) {
        for (part, is_address) in parts(text) {
            if is_address {
                self.start_link(LinkType::Autolink, part);
                self.flow.push(part, self.marks.look());
                self.end_link();
            } else {
                self.flow.push(part, self.marks.look());
            }
        }
    }
}

/// A text as addresses (`true`) and what is between them.
fn parts(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (end, is_address) = match next_address(rest) {
            Some((0, length)) => (length, true),
            Some((start, _)) => (start, false),
            None => (rest.len(), false),
        };
        let (part, after) = rest.split_at_checked(end)?;
        rest = after;
        Some((part, is_address))
    })
}

/// Where the first address starts and how many bytes it has.
fn next_address(text: &str) -> Option<(usize, usize)> {
    text.match_indices("http").find_map(|(start, _)| {
        let (before, from) = text.split_at_checked(start)?;
        if before.ends_with(char::is_alphanumeric) {
            return None;
        }
        let scheme = ["https://", "http://"].into_iter().find(|s| from.starts_with(s))?;
        let end = from.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(from.len());
        let address = without_punctuation(from.get(..end)?);
        (address.len() > scheme.len()).then_some((start, address.len()))
    })
}

/// An address without what belongs to the sentence around it: a full stop at its end, a bracket
/// that was opened before it.
fn without_punctuation(address: &str) -> &str {
    let count = |bracket| address.bytes().filter(|b| *b == bracket).count();
    let mut unopened = count(b')').saturating_sub(count(b'('));
    let mut kept = address;
    while let Some(last) = kept.chars().next_back() {
        match last {
            ')' if unopened > 0 => unopened -= 1,
            '.' | ',' | ';' | ':' | '!' | '?' | '"' | '\'' | '*' | '_' | '~' | ']' | '”' | '’'
            | '…' => {}
            _ => break,
        }
        kept = kept.strip_suffix(last).unwrap_or_default();
    }
    kept
}

#[cfg(test)]
mod tests {
    use crate::markdown::testing::links;
    use crate::markdown::testing::picture;

    #[test]
    fn a_bare_address_is_a_link() {
        assert_eq!(
            links("see https://x.org/a_b_c?d=1&amp;e now", 40),
            ["https://x.org/a_b_c?d=1&e → https://x.org/a_b_c?d=1&e 0:4-29"]
        );
        assert_eq!(
            links("*http://x.org* and https://y.org", 40),
            ["http://x.org → http://x.org 0:0-12", "https://y.org → https://y.org 0:17-30",]
        );
    }

    #[test]
    fn punctuation_around_an_address_is_not_part_of_it() {
        for source in
            ["(https://x.org/a).", "\"https://x.org/a\"", "[https://x.org/a],", "https://x.org/a?!"]
        {
            let found = links(source, 40);
            assert!(found[0].starts_with("https://x.org/a → https://x.org/a 0:"), "{found:?}");
            assert_eq!(picture(source, 40), source);
        }
        let source = "https://x.org/Rust_(language)";
        assert_eq!(links(source, 40), [format!("{source} → {source} 0:0-29")]);
    }

    #[test]
    fn what_only_resembles_an_address_is_text() {
        for source in ["https:// x", "xhttp://y", "http:/x", "`https://x.org`", "ftp://x.org"] {
            assert_eq!(links(source, 40), [""; 0], "{source}");
        }
    }

    #[test]
    fn an_address_in_a_link_is_its_text() {
        assert_eq!(links("[https://x.org](u)", 40), ["https://x.org → u 0:0-13"]);
    }
}
