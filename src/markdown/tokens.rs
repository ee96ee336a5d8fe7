//! HTML taken apart into tags and text, whatever state it is in.
//!
//! Knows the syntax only; what an element means is decided in `html.rs`. Every byte is looked at
//! a bounded number of times: what turns out not to be a tag is passed over as text, not tried
//! again.

use super::entity;

/// Elements whose content is not markup, up to their closing tag.
const RAW: [&str; 3] = ["script", "style", "iframe"];

/// A part of an HTML text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text with its entities undecoded.
    Text(&'a str),
    /// `<name attributes>`, or the closing `</name>`.
    Tag(Tag<'a>),
}

/// A tag as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// In whatever case the source has.
    pub(super) name: &'a str,
    pub(super) closing: bool,
    attributes: &'a str,
}

impl Tag<'_> {
    /// Whether it is closed in itself: `<iframe src="x"/>`.
    pub(super) fn closes_itself(&self) -> bool {
        self.attributes.ends_with('/')
    }

    /// An attribute's value with its entities decoded; empty if it has none.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        attributes(self.attributes)
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| entity::decoded(value).into_owned())
    }
}

/// The tags and texts of some HTML; comments, declarations and instructions are left out.
pub(super) struct Tokens<'a> {
    rest: &'a str,
    /// The element whose raw content comes next.
    raw: Option<&'static str>,
    /// Ends of declarations that do not occur in the rest: they are not looked for again.
    missing: Vec<&'static str>,
}

impl<'a> Tokens<'a> {
    pub(super) const fn new(html: &'a str) -> Self {
        Self { rest: html, raw: None, missing: Vec::new() }
    }

    /// Takes the next `bytes` of the rest.
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// The content of `<script>`, where `<` means nothing.
    fn raw_text(&mut self, name: &str) -> Token<'a> {
        let ends_here = |tail: &&str| {
            let after = tail.get(2..2 + name.len());
            tail.starts_with("</") && after.is_some_and(|found| found.eq_ignore_ascii_case(name))
        };
        let end = self
            .rest
            .match_indices('<')
            .find(|(at, _)| self.rest.get(*at..).as_ref().is_some_and(ends_here))
            .map_or(self.rest.len(), |(at, _)| at);
        Token::Text(self.take(end))
    }

    /// Skips `<!-- -->`, `<!DOCTYPE>` and `<?php ?>`; an unfinished one costs its opening only.
    fn skip_declaration(&mut self) {
        let (opening, end) = if self.rest.starts_with("<!--") {
            ("<!--", "-->")
        } else if self.rest.starts_with("<![CDATA[") {
            ("<![CDATA[", "]]>")
        } else if self.rest.starts_with("<?") {
            ("<?", "?>")
        } else {
            ("<!", ">")
        };
        self.take(opening.len());
        if self.missing.contains(&end) {
            return;
        }
        match self.rest.find(end) {
            Some(at) => {
                self.take(at + end.len());
            }
            None => self.missing.push(end),
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.raw.take() {
            return Some(self.raw_text(name));
        }
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if self.rest.starts_with("<!") || self.rest.starts_with("<?") {
                self.skip_declaration();
                continue;
            }
            let Some(inside) = self.rest.strip_prefix('<') else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                return Some(Token::Text(self.take(end)));
            };
            let (length, whole) = tag_length(inside);
            let tag = self.take(1 + length);
            if !whole {
                return Some(Token::Text(tag));
            }
            let tag = parsed(tag);
            if !tag.closing && !tag.closes_itself() {
                self.raw = (RAW.into_iter()).find(|raw| raw.eq_ignore_ascii_case(tag.name));
            }
            return Some(Token::Tag(tag));
        }
    }
}

/// How many bytes after `<` belong to a tag, `>` included, and whether they make one. A `>` in
/// quotes does not end it; a quote that is never closed is an ordinary character.
fn tag_length(inside: &str) -> (usize, bool) {
    let bytes = inside.as_bytes();
    let name_at = usize::from(bytes.first() == Some(&b'/'));
    if !bytes.get(name_at).is_some_and(u8::is_ascii_alphabetic) {
        return (0, false);
    }
    let mut at = name_at;
    let mut unclosed = [false; 2];
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return (at + 1, true),
            b'<' => return (at, false),
            b'"' | b'\'' if !unclosed[usize::from(byte == b'"')] => {
                let quoted = bytes.get(at + 1..).unwrap_or_default();
                if let Some(length) = quoted.iter().position(|b| *b == byte) {
                    at += length + 2;
                } else {
                    unclosed[usize::from(byte == b'"')] = true;
                    at += 1;
                }
            }
            _ => at += 1,
        }
    }
    (at, false)
}

/// The parts of a whole tag, `<` and `>` included.
fn parsed(tag: &str) -> Tag<'_> {
    let inside = tag.trim_start_matches('<').trim_end_matches('>');
    let (inside, closing) = match inside.strip_prefix('/') {
        Some(inside) => (inside, true),
        None => (inside, false),
    };
    let end = inside.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(inside.len());
    let (name, attributes) = inside.split_at(end);
    Tag { name, closing, attributes }
}

/// Names and values: `a="b" c='d' e=f g`.
fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        // A name has at least one character, so that a stray `=` is passed over.
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| c.is_ascii_whitespace() || matches!(c, '=' | '/'));
        let (name, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        let after = after.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let Some(after) = after.strip_prefix('=') else {
            rest = after;
            return Some((name, ""));
        };
        let value;
        (value, rest) = split_value(after.trim_start_matches(|c: char| c.is_ascii_whitespace()));
        Some((name, value))
    })
}

/// A value in quotes, whose closing one may be missing, or one up to white space.
fn split_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    text.split_at(text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens as text: tags in square brackets.
    fn shown(html: &str) -> String {
        Tokens::new(html)
            .map(|token| match token {
                Token::Text(text) => text.to_owned(),
                Token::Tag(tag) if tag.closing => format!("[/{}]", tag.name),
                Token::Tag(tag) => format!("[{}]", tag.name),
            })
            .collect()
    }

    fn attribute(html: &str, name: &str) -> Option<String> {
        match Tokens::new(html).next() {
            Some(Token::Tag(tag)) => tag.attribute(name),
            Some(Token::Text(_)) | None => None,
        }
    }

    #[test]
    fn tags_and_text_are_told_apart() {
        assert_eq!(shown("a <b>c</b> <br/>d"), "a [b]c[/b] [br]d");
        assert_eq!(shown("1 < 2 > 0 <3 <"), "1 < 2 > 0 <3 <");
    }

    #[test]
    fn comments_and_declarations_are_left_out() {
        assert_eq!(shown("a<!-- <b> -->b<!DOCTYPE html>c<?php echo ?>d<![CDATA[e]]>f"), "abcdf");
    }

    #[test]
    fn an_unfinished_comment_hides_nothing() {
        assert_eq!(shown("a <!-- b <i>c</i>"), "a  b [i]c[/i]");
    }

    #[test]
    fn raw_content_holds_no_tags() {
        assert_eq!(shown("<script>if (a<b) '</b>'</SCRIPT>c"), "[script]if (a<b) '</b>'[/SCRIPT]c");
        assert_eq!(shown("<iframe/>a<b>"), "[iframe]a[b]");
    }

    #[test]
    fn a_bracket_in_quotes_does_not_end_a_tag() {
        assert_eq!(shown(r#"<a title="x > y">b</a>"#), "[a]b[/a]");
    }

    #[test]
    fn a_quote_without_an_end_does_not_swallow_the_rest() {
        assert_eq!(shown(r#"<a href="x>b</a>c"#), "[a]b[/a]c");
        assert_eq!(attribute(r#"<a href="x>b</a>"#, "href").as_deref(), Some("x"));
    }

    #[test]
    fn an_unfinished_tag_is_text() {
        assert_eq!(shown("<a href=x <b>c</b> <i"), "<a href=x [b]c[/b] <i");
    }

    #[test]
    fn attributes_are_found_in_every_spelling() {
        let tag = r#"<img ALT = 'a "b"' src=x.png/ =y hidden title="&lt;&quot;">"#;
        assert_eq!(attribute(tag, "alt").as_deref(), Some(r#"a "b""#));
        assert_eq!(attribute(tag, "src").as_deref(), Some("x.png/"));
        assert_eq!(attribute(tag, "hidden").as_deref(), Some(""));
        assert_eq!(attribute(tag, "title").as_deref(), Some("<\""));
        assert_eq!(attribute(tag, "width"), None);
    }
}
