//! The links inside one block of text, sound or broken.
//!
//! Owns where a link begins and ends (in Markdown here and in `broken`, in `tags` and `bare`
//! otherwise), and what CommonMark would have missed about it. It must not decide where a link leads: that is `target`.
//!
//! Every search stops at the next bracket of its own kind, or after a few of them, so that no
//! text, however hostile, is read more than a constant number of times.

use memchr::{memchr, memchr2, memchr3};

use super::bare;
use super::broken;
use super::references::{self, Definition};
use super::tags;

/// How deep brackets may nest inside a link's text, or in its address, before it is no link.
pub(super) const DEEPEST: usize = 8;

/// A link as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RawLink<'a> {
    /// Where it begins in the block's text, in bytes.
    pub(super) start: usize,
    /// Where it ends, in bytes.
    pub(super) end: usize,
    /// The text shown, still Markdown (or HTML); equal to `target` when bare.
    pub(super) label: &'a str,
    /// The address as written.
    pub(super) target: &'a str,
    /// Which syntax it is written in.
    pub(super) form: Form,
    /// What CommonMark would have missed.
    pub(super) fault: Option<&'static str>,
    /// Which of the mended addresses is its own, when the target cannot be taken as it stands.
    pub(super) mended: Option<u32>,
}

/// The ways to write a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `[label](target)`.
    Markdown,
    /// `[label][definition]`: its address stands elsewhere.
    Reference,
    /// `<a href="target">label</a>`.
    Html,
    /// `<target>`.
    Angle,
    /// `https://…` in the text.
    Bare,
    /// `@ada` or `ada@example.org`: a word that is an address only where contacts stand.
    Word,
    /// `![label](target)`: a picture, which leads nowhere.
    Image,
}

/// `text` from byte `start` to `end`; empty when they do not fall between characters.
pub(super) fn cut(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default()
}

/// Where a part of a text begins in it, in bytes; the part must be a slice of the text.
pub(super) fn offset(part: &str, text: &str) -> usize {
    part.as_ptr().addr().saturating_sub(text.as_ptr().addr())
}

/// A text without the white space around it: there is seldom any, which two bytes tell.
pub(super) fn trimmed(text: &str) -> &str {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let bytes = text.as_bytes();
    if is_letter(bytes.first()) && is_letter(bytes.last()) { text } else { text.trim() }
}

/// Appends the links of `text` in order, those that refer to definitions among them.
pub(super) fn scan<'a>(
    text: &'a str,
    definitions: &[Definition<'a>],
    links: &mut Vec<RawLink<'a>>,
) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr3(b'[', b'<', b':', rest)) {
        let here = at + found;
        let link = match bytes.get(here) {
            Some(b'[') if is_escaped(bytes, here) => None,
            Some(b'[') => {
                markdown(text, here).or_else(|| references::link(text, here, definitions))
            }
            Some(b'<') => tags::link(text, here),
            _ => bare::link(text, here, at).map(|link| broken::unopened_label(text, link, at)),
        };
        at = match link {
            Some(link) => {
                links.push(link);
                link.end.max(here + 1)
            }
            // An address inside a tag (`<img src="https://…">`) is no link.
            None => tags::length(text, here).map_or(here + 1, |length| here + length),
        };
    }
}

fn is_escaped(bytes: &[u8], at: usize) -> bool {
    at > 0 && bytes.get(at - 1) == Some(&b'\\')
}

/// `[label](target)` and its broken kin, `here` being the `[`.
fn markdown(text: &str, here: usize) -> Option<RawLink<'_>> {
    let bytes = text.as_bytes();
    let Some(close) = label_end(bytes, here) else {
        let next = memchr(b'[', bytes.get(here + 1..)?);
        return broken::unclosed_label(text, here, next.map_or(text.len(), |next| here + 1 + next));
    };
    if bytes.get(close + 1) != Some(&b'(') {
        return broken::apart(text, here, close)
            .or_else(|| broken::reversed(text, here, close))
            .or_else(|| broken::unclosed_label(text, here, close));
    }
    let found = match bytes.get(close + 2) {
        Some(b'(') => broken::doubled(text, close + 1),
        _ => target(text, close + 1),
    };
    Some(labelled(text, here, close, found))
}

/// The link whose text stands between `here` and `close`, with its address, its end, its fault.
pub(super) fn labelled<'a>(
    text: &'a str,
    here: usize,
    close: usize,
    (target, end, fault): (&'a str, usize, Option<&'static str>),
) -> RawLink<'a> {
    let is_image = here > 0 && text.as_bytes().get(here - 1) == Some(&b'!');
    RawLink {
        start: if is_image { here - 1 } else { here },
        end,
        label: picture_text(cut(text, here + 1, close)),
        target,
        form: if is_image { Form::Image } else { Form::Markdown },
        fault,
        mended: None,
    }
}

/// The `]` that closes the `[` at `here`.
pub(super) fn label_end(bytes: &[u8], here: usize) -> Option<usize> {
    let (mut depth, mut at) = (1, here + 1);
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr2(b'[', b']', rest)) {
        at += found;
        if !is_escaped(bytes, at) {
            if bytes.get(at) == Some(&b'[') {
                depth += 1;
            } else {
                depth -= 1;
            }
        }
        match depth {
            0 => return Some(at),
            1..=DEEPEST => at += 1,
            _ => return None,
        }
    }
    None
}

/// What stands between the parentheses opened at `open`, where it ends, and what was wrong.
pub(super) fn target(text: &str, open: usize) -> (&str, usize, Option<&'static str>) {
    let bytes = text.as_bytes();
    let start = open + 1;
    // `(<https://…>)`: the form for addresses with parentheses of their own.
    if bytes.get(start) == Some(&b'<')
        && let Some(close) = bytes.get(start..).and_then(|rest| memchr2(b'>', b'\n', rest))
        && bytes.get(start + close + 1) == Some(&b')')
    {
        return (cut(text, start + 1, start + close), start + close + 2, None);
    }
    let (mut depth, mut at) = (1, start);
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr3(b'(', b')', b']', rest)) {
        at += found;
        match bytes.get(at) {
            Some(b'(') if depth > DEEPEST => break,
            Some(b'(') => depth += 1,
            Some(b')') => depth -= 1,
            // The next link begins: this one was never closed.
            _ if bytes.get(at + 1) == Some(&b'(') => break,
            _ => {}
        }
        if depth == 0 {
            let whole = cut(text, start, at);
            if is_one_address(whole) {
                return (whole, at + 1, None);
            }
            break;
        }
        at += 1;
    }
    // `[Flow](https://example.org/Flow_(mind)`: up to the first space, inner parentheses kept,
    // or to the bracket that stands where the parenthesis should.
    let rest = cut(text, start, text.len());
    let lead = rest.len() - rest.trim_start_matches(' ').len();
    let length = lead + word_length(cut(rest, lead, rest.len()));
    let is_bracket = matches!(rest.as_bytes().get(length), Some(b']' | b'}'));
    let end = start + length + usize::from(is_bracket);
    (cut(text, start, start + length), end, Some("link has no closing parenthesis"))
}

/// How long a text is up to its first space or a bracket that it closes without opening it.
fn word_length(text: &str) -> usize {
    let mut open = 0_usize;
    let ends = |c: char| match c {
        '[' | '{' => {
            open += 1;
            false
        }
        ']' | '}' if open > 0 => {
            open -= 1;
            false
        }
        ']' | '}' => true,
        _ => c.is_whitespace(),
    };
    text.find(ends).unwrap_or(text.len())
}

/// Whether what stands between parentheses is one address: no sentence after it, though
/// perhaps a `"title"` or a line break where an editor wrapped it.
fn is_one_address(whole: &str) -> bool {
    let whole = trimmed(whole);
    if memchr3(b' ', b'\n', b'\t', whole.as_bytes()).is_none() {
        return true;
    }
    match whole.split_once(char::is_whitespace) {
        None => true,
        Some((first, rest)) => {
            !whole.contains('[')
                && word_length(first) == first.len()
                && (rest.trim_start().starts_with(['"', '\'', '('])
                    || whole.contains('\n')
                    || !leads_somewhere(first)
                    || rest.len() < 40)
        }
    }
}

/// The text of a link that shows a picture: `![Logo](logo.png)` says `Logo`.
pub(super) fn picture_text(label: &str) -> &str {
    label.strip_prefix("![").and_then(|rest| rest.split_once(']')).map_or(label, |(alt, _)| alt)
}

/// Whether a text begins like an address.
pub(super) fn leads_somewhere(text: &str) -> bool {
    let text = text.trim_start_matches(['<', ' ']);
    ["http://", "https://", "mailto:", "www."]
        .iter()
        .any(|start| text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<RawLink<'_>> {
        let mut links = Vec::new();
        scan(text, &[], &mut links);
        links
    }

    fn pairs(text: &str) -> Vec<(&str, &str)> {
        links(text).into_iter().map(|link| (link.label, link.target)).collect()
    }

    #[test]
    fn parentheses_that_match_belong_to_the_address() {
        let text = "[Luna](https://a.example/Luna_(cat)) by nobody";
        assert_eq!(pairs(text), [("Luna", "https://a.example/Luna_(cat)")]);
        assert_eq!(links(text)[0].fault, None);
    }

    #[test]
    fn an_address_that_is_never_closed_ends_with_its_word() {
        let text = "[Luna](https://a.example/Luna_(cat)\n";
        assert_eq!(pairs(text), [("Luna", "https://a.example/Luna_(cat)")]);
        assert_eq!(links(text)[0].fault, Some("link has no closing parenthesis"));
        let text = "[One](https://a.example/1 and [Two](https://a.example/2)";
        assert_eq!(pairs(text), [("One", "https://a.example/1"), ("Two", "https://a.example/2")]);
    }

    #[test]
    fn text_wrapped_over_lines_is_still_one_link() {
        assert_eq!(
            pairs("[Long\ntitle](https://a.example)"),
            [("Long\ntitle", "https://a.example")]
        );
    }

    #[test]
    fn a_missing_or_swapped_bracket_is_seen() {
        assert_eq!(pairs("[Luna(https://a.example)]"), [("Luna", "https://a.example")]);
        assert_eq!(pairs("see (Luna)[https://a.example] now"), [("Luna", "https://a.example")]);
    }

    #[test]
    fn a_wrong_bracket_closes_the_address() {
        for text in [
            "[Luna](https://a.example] by nobody",
            "[Luna](https://a.example} (a cat)",
            "[Luna](https://a.example], by [Sol](x)",
            "[Luna](https://a.example] by nobody)",
        ] {
            assert_eq!(pairs(text)[0], ("Luna", "https://a.example"), "{text}");
            assert_eq!(links(text)[0].fault, Some("link has no closing parenthesis"));
            let rest = text.get(links(text)[0].end..).unwrap();
            assert!(rest.starts_with([' ', ',']), "{text}");
        }
        let text = "[Luna](https://a.example/?a[]=1 now";
        assert_eq!(pairs(text), [("Luna", "https://a.example/?a[]=1")]);
    }

    #[test]
    fn html_anchors_are_links_and_pictures_are_not() {
        let text =
            r#"<a target="_blank"href="https://a.example">Luna</a><img src="https://t.example" />"#;
        assert_eq!(pairs(text), [("Luna", "https://a.example")]);
        assert_eq!(links("![Logo](https://a.example/l.png)")[0].form, Form::Image);
    }

    #[test]
    fn bare_and_angle_addresses_are_links_without_their_punctuation() {
        assert_eq!(
            pairs("(see https://a.example/x)."),
            [("https://a.example/x", "https://a.example/x")]
        );
        assert_eq!(pairs("at <a.example> or <b>bold</b>"), [("a.example", "a.example")]);
    }

    #[test]
    fn brackets_that_are_no_link_stay_text() {
        assert_eq!(pairs("an [aside] and \\[x](y) and a[0]: b"), []);
    }

    #[test]
    fn an_image_inside_a_link_gives_its_text() {
        assert_eq!(pairs("[![Logo](/l.png)](https://a.example)"), [("Logo", "https://a.example")]);
    }

    #[test]
    fn hostile_brackets_end_and_give_no_more_links_than_they_open() {
        for pattern in [
            "[",
            "<",
            "[x](http://",
            "([",
            "<a href=",
            "http:",
            "[x] (http://a ",
            "[x](a]",
            "[x (http://a ",
            "x](http://a ",
            "[x]((http://a",
            "[x](",
        ] {
            let text = pattern.repeat(200_000);
            assert!(links(&text).len() <= 200_000, "{pattern}");
        }
    }
}
