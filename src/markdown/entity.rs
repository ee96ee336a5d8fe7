//! HTML entities in text that the Markdown parser passes on undecoded.
//!
//! The parser knows all of HTML's two thousand names but lends them to nobody, so each entity is
//! handed to it as a document of its own. What comes out is untrusted still: `&#27;` is an escape.

use std::borrow::Cow;

use pulldown_cmark::Event;
use pulldown_cmark::Parser;

/// Longer than any entity, `&CounterClockwiseContourIntegral;` included.
const LONGEST: usize = 40;

/// Text with its entities replaced by what they stand for; what is none stays.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut parts = text.split('&');
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end = part.bytes().take(LONGEST).position(|b| b == b';');
        let (name, after) = part.split_at(end.map_or(0, |at| at + 1));
        if let Some(character) = character(name) {
            plain.push_str(&character);
        } else {
            plain.push('&');
            plain.push_str(name);
        }
        plain.push_str(after);
    }
    Cow::Owned(plain)
}

/// What `name;` stands for.
fn character(name: &str) -> Option<String> {
    let inner = name.strip_suffix(';')?;
    let inner = inner.strip_prefix('#').unwrap_or(inner);
    if inner.is_empty() || !inner.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let source = format!("&{name}");
    let mut texts = Parser::new(&source).filter_map(|event| match event {
        Event::Text(text) => Some(text),
        Event::Start(_)
        | Event::End(_)
        | Event::Code(_)
        | Event::InlineMath(_)
        | Event::DisplayMath(_)
        | Event::Html(_)
        | Event::InlineHtml(_)
        | Event::FootnoteReference(_)
        | Event::SoftBreak
        | Event::HardBreak
        | Event::Rule
        | Event::TaskListMarker(_) => None,
    });
    let text = texts.next()?;
    (*text != *source).then(|| text.into_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_of_every_kind_are_decoded() {
        assert_eq!(decoded("&lt;b&gt; &eacute;&#233;&#xE9; &amp;amp;"), "<b> ééé &amp;");
        assert_eq!(decoded("a&nbsp;b&CounterClockwiseContourIntegral;"), "a\u{a0}b∳");
    }

    #[test]
    fn what_is_no_entity_stays() {
        for text in ["AT&T; a & b; &", "?a=1&b=2", "&nosuch; &;&#; &#x;", "&é;"] {
            assert_eq!(decoded(text), text);
        }
    }

    #[test]
    fn text_without_any_is_borrowed() {
        assert!(matches!(decoded("plain"), Cow::Borrowed(_)));
    }
}
