//! HTML inside a line: links in tags, `<https://…>`, attributes.
//!
//! Owns what a tag says. It must not know blocks: boxes and players are `boxes`.

use memchr::{memchr, memchr2};

use super::inline::{DEEPEST, Form, RawLink, cut, leads_somewhere};

/// `<https://…>`, `<a@b.org>`, `<example.org>` or `<a href="…">…</a>`, `here` being the `<`.
pub(super) fn link(text: &str, here: usize) -> Option<RawLink<'_>> {
    let bytes = text.as_bytes();
    let close = tag_end(bytes, here)?;
    let inside = cut(text, here + 1, close);
    if inside.starts_with("a ") || inside.starts_with("a\n") || inside.starts_with("A ") {
        let target = attribute(inside, "href")?;
        let (label, end) = anchor_text(text, close + 1);
        return Some(RawLink {
            start: here,
            end,
            label,
            target,
            form: Form::Html,
            fault: None,
            mended: None,
        });
    }
    let names_place = !inside.contains([' ', '\n', '"', '=', '/'])
        && inside.contains('.')
        && !inside.ends_with('.');
    let fault = if leads_somewhere(inside) || inside.contains('@') && names_place {
        None
    } else if names_place {
        Some("address in <> has no scheme such as https://")
    } else {
        return None;
    };
    Some(RawLink {
        start: here,
        end: close + 1,
        label: inside,
        target: inside,
        form: Form::Angle,
        fault,
        mended: None,
    })
}

/// The `>` of the tag at `here`, unless another `<` comes first.
pub(super) fn tag_end(bytes: &[u8], here: usize) -> Option<usize> {
    let end = here + 1 + memchr2(b'<', b'>', bytes.get(here + 1..)?)?;
    (bytes.get(end) == Some(&b'>')).then_some(end)
}

/// The text up to `</a>`, looking past a few tags such as `<b>`, and where the link ends.
fn anchor_text(text: &str, start: usize) -> (&str, usize) {
    let bytes = text.as_bytes();
    let mut at = start;
    for _ in 0..DEEPEST {
        let Some(found) = bytes.get(at..).and_then(|rest| memchr(b'<', rest)) else {
            break;
        };
        let tag = at + found;
        let name = cut(text, tag, tag + 4);
        if name.eq_ignore_ascii_case("</a>") {
            return (cut(text, start, tag), tag + 4);
        }
        if name.eq_ignore_ascii_case("<a h") {
            break;
        }
        at = tag + 1;
    }
    // Never closed: the text of the line stands for it.
    let rest = cut(text, start, text.len());
    let length = memchr2(b'\n', b'<', rest.as_bytes()).unwrap_or(rest.len());
    (cut(text, start, start + length), start + length)
}

/// The value of an attribute: `href` of `a target="_blank"href="https://…"`.
pub(super) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once('=') {
        let key = before.trim_end();
        let found = key.len() >= name.len()
            && key.get(key.len() - name.len()..).is_some_and(|end| end.eq_ignore_ascii_case(name));
        let after = after.trim_start();
        let (value, next) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = after.get(1..).unwrap_or_default();
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            _ => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        if found {
            return Some(value);
        }
        rest = next;
    }
    None
}

/// How long the tag at `here` is, if there is one.
pub(super) fn length(text: &str, here: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_tag = bytes.get(here) == Some(&b'<')
        && bytes.get(here + 1).is_some_and(|&byte| byte.is_ascii_alphabetic() || byte == b'/');
    // Looked at first: the end may be far away, and most brackets open no tag.
    let end = is_tag.then(|| tag_end(bytes, here))??;
    Some(end + 1 - here)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_is_found_however_it_is_quoted() {
        for tag in [
            "a href=\"x\"",
            "a class='b' HREF='x'",
            "a target=\"_blank\"href=\"x\"",
            "a href=x class=b",
            "a href = \"x\"",
        ] {
            assert_eq!(attribute(tag, "href"), Some("x"), "{tag}");
        }
        assert_eq!(attribute("a class=\"href\"", "href"), None);
    }

    #[test]
    fn an_anchor_ends_at_its_closing_tag_or_with_its_line() {
        let text = "<a href='x'><b>Luna</b></a> more";
        assert_eq!(link(text, 0).map(|link| (link.label, link.end)), Some(("<b>Luna</b>", 27)));
        assert_eq!(link("<a href='x'>Luna\nmore", 0).map(|link| link.label), Some("Luna"));
    }
}
