//! Links whose brackets are missing, swapped, doubled or apart: `[label] - (https://…)`.
//!
//! Owns what such a link was meant to be. It must not see sound links: those are `inline`, which
//! asks only where it has found none.

use memchr::{memchr, memmem};

use super::bare;
use super::inline::{Form, RawLink, cut, label_end, labelled, leads_somewhere, target};

/// `[label] (https://…)`, `[label]: https://…`, `[label][https://…]`: the text and its address
/// do not touch, or not in the right brackets.
pub(super) fn apart(text: &str, here: usize, close: usize) -> Option<RawLink<'_>> {
    let is_joint = |c: char| c.is_whitespace() || "-–—:\\([".contains(c);
    let rest = cut(text, close + 1, text.len());
    let address = rest.trim_start_matches(is_joint);
    let at = text.len() - address.len();
    if !leads_somewhere(address) {
        return None;
    }
    let joint = cut(text, close + 1, at);
    let (target, end) = match joint.as_bytes().last() {
        Some(b'(') => {
            let (target, end, _) = target(text, at - 1);
            (target, end)
        }
        // `[https://…] [https://…]` are two.
        Some(b'[') if !leads_somewhere(cut(text, here + 1, close)) => {
            let end = label_end(text.as_bytes(), at - 1)?;
            (cut(text, at, end), end + 1)
        }
        Some(b'[') => return None,
        _ => {
            let link = bare::link(text, at + memchr(b':', address.as_bytes())?, at)?;
            (link.target, link.end)
        }
    };
    let fault = if joint.trim_start() == "(" {
        "space between a link's text and its address"
    } else {
        "a link's text and its address are not joined"
    };
    Some(labelled(text, here, close, (target, end, Some(fault))))
}

/// `[label(https://…)`: the bracket that closes the text is missing.
pub(super) fn unclosed_label(text: &str, here: usize, limit: usize) -> Option<RawLink<'_>> {
    let paren = memmem::find(cut(text, here + 1, limit).as_bytes(), b"(http")?;
    let open = here + 1 + paren;
    let (target, end, _) = target(text, open);
    let fault = Some("link text has no closing bracket");
    Some(labelled(text, here, open, (target, end, fault)))
}

/// `label](https://…)`: the bracket that opens the text is missing. The text begins where the
/// line, or what was read before, ends.
pub(super) fn unopened_label<'a>(text: &'a str, link: RawLink<'a>, from: usize) -> RawLink<'a> {
    let before = cut(text, from, link.start).strip_suffix("](");
    let Some(label) = before.filter(|label| !label.ends_with('\\')) else {
        return link;
    };
    let is_joint = |c: char| c.is_whitespace() || ",;-–—|/".contains(c);
    let label = label.rsplit('\n').next().unwrap_or(label).trim_start_matches(is_joint);
    let start = link.start - 2 - label.len();
    let (target, end, _) = target(text, link.start - 1);
    let fault = Some("link text has no opening bracket");
    RawLink { start, end, label, target, form: Form::Markdown, fault, ..link }
}

/// `(label)[https://…]`: the brackets are swapped.
pub(super) fn reversed(text: &str, here: usize, close: usize) -> Option<RawLink<'_>> {
    let target = cut(text, here + 1, close);
    if !leads_somewhere(target) {
        return None;
    }
    let before = cut(text, 0, here);
    let fault = Some("brackets and parentheses of a link are swapped");
    let label = before.strip_suffix(')').and_then(|before| {
        // A label is short; the look back stays within a line's worth of text.
        let from = before.len().saturating_sub(200);
        let from = (from..=before.len()).find(|&at| before.is_char_boundary(at))?;
        before
            .get(from..)?
            .rsplit_once('(')
            .map(|(_, label)| label)
            .filter(|label| !label.is_empty())
    });
    let start = label.map_or(here, |label| here - label.len() - 2);
    let label = label.unwrap_or(target);
    Some(RawLink {
        start,
        end: close + 1,
        label,
        target,
        form: Form::Markdown,
        fault,
        mended: None,
    })
}

/// `((https://…))`, the first of them at `open`: what stands between parentheses that are doubled.
pub(super) fn doubled(text: &str, open: usize) -> (&str, usize, Option<&'static str>) {
    let inner = cut(text, open, text.len()).trim_start_matches('(');
    if !leads_somewhere(inner) {
        return target(text, open);
    }
    let inner = text.len() - inner.len() - 1;
    let (target, end, fault) = target(text, inner);
    let rest = text.as_bytes().iter().skip(end).take(inner - open);
    let closed = rest.take_while(|&&byte| byte == b')').count();
    (target, end + closed, fault.or(Some("parentheses around an address are doubled")))
}

#[cfg(test)]
mod tests {
    use super::super::inline;
    use super::*;

    fn links(text: &str) -> Vec<RawLink<'_>> {
        let mut links = Vec::new();
        inline::scan(text, &[], &mut links);
        links
    }

    fn pairs(text: &str) -> Vec<(&str, &str)> {
        links(text).into_iter().map(|link| (link.label, link.target)).collect()
    }

    #[test]
    fn parentheses_may_be_doubled() {
        for text in ["[Luna]((https://a.example) now", "[Luna]((https://a.example)) now"] {
            assert_eq!(pairs(text), [("Luna", "https://a.example")], "{text}");
            assert_eq!(text.get(links(text)[0].end..), Some(" now"));
        }
    }

    #[test]
    fn text_and_address_need_not_be_joined() {
        for text in [
            "[Luna] (https://a.example)",
            "[Luna] - (https://a.example)",
            "[Luna]:(https://a.example)",
            "[Luna]https://a.example",
            "[Luna]: https://a.example.",
            "[Luna][https://a.example]",
            "[Luna] [https://a.example]",
        ] {
            assert_eq!(pairs(text), [("Luna", "https://a.example")], "{text}");
            assert!(links(text)[0].fault.is_some(), "{text}");
        }
        let two = [
            ("https://a.example", "https://a.example"),
            ("https://b.example", "https://b.example"),
        ];
        assert_eq!(pairs("[https://a.example] [https://b.example]"), two);
        assert_eq!(pairs("[sic] - see https://a.example"), two[..1]);
    }

    #[test]
    fn a_text_may_lack_one_of_its_brackets() {
        assert_eq!(pairs("[Luna (2) (https://a.example)"), [("Luna (2) ", "https://a.example")]);
        let text = "[Luna (https://a.example) and [Sol](https://b.example)";
        assert_eq!(pairs(text), [("Luna ", "https://a.example"), ("Sol", "https://b.example")]);
        let text = "[Sol](https://b.example), Luna](https://a.example/(x)) too";
        assert_eq!(pairs(text), [("Sol", "https://b.example"), ("Luna", "https://a.example/(x)")]);
        assert_eq!(text.get(links(text)[1].end..), Some(" too"));
        let text = r"\[Luna\](https://a.example)";
        assert_eq!(pairs(text), [("https://a.example", "https://a.example")]);
    }
}
