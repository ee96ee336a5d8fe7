//! Markdown's inline marks taken away: what a reader would say a text says.
//!
//! Owns escapes, emphasis, code spans, HTML tags and entities. Whatever an entity stood for
//! passes through [`sanitize`] again, since `&#27;` is an escape character too. It must not
//! know links: their labels are handed in as text.

use std::borrow::Cow;

use crate::sanitize;

use super::inline::trimmed;
use super::tags::tag_end;

/// The entities people and their editors write; others are numeric or stay as they are.
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("szlig", "ß"),
    ("ccedil", "ç"),
    ("ntilde", "ñ"),
    ("oslash", "ø"),
    ("aring", "å"),
];

/// The longest entity looked for, `&` and `;` apart.
const LONGEST_ENTITY: usize = 8;

/// A text without its marks, on one line, trimmed.
pub(super) fn text(marked: &str) -> String {
    spoken(marked).into_owned()
}

/// [`text`], borrowed where there is no mark, as in most texts.
pub(super) fn spoken(marked: &str) -> Cow<'_, str> {
    if !needs_work(marked) {
        let is_trimmed = trimmed(marked).len() == marked.len();
        let plain = if is_trimmed { marked } else { marked.trim_start_matches(' ').trim_end() };
        return Cow::Borrowed(plain);
    }
    let mut plain = String::with_capacity(marked.len());
    append(&mut plain, marked);
    Cow::Owned(finish(plain))
}

/// Trims what [`append`] has built.
pub(super) fn finish(mut plain: String) -> String {
    plain.truncate(plain.trim_end().len());
    plain
}

/// Appends a text without its marks; runs of white space become one space.
pub(super) fn append(plain: &mut String, marked: &str) {
    if !needs_work(marked) {
        return push(plain, marked);
    }
    let bytes = marked.as_bytes();
    let mut from = 0;
    let mut at = 0;
    // Inside `_…_`, inside `*…*`.
    let (mut italic, mut starred) = (false, false);
    while let Some(&byte) = bytes.get(at) {
        if class(byte) == WORD {
            at += 1;
            continue;
        }
        let previous = at.checked_sub(1).and_then(|before| bytes.get(before)).copied();
        let next = bytes.get(at + 1).copied();
        // How many bytes of the text the mark takes, and what stands for them.
        let (length, instead): (usize, Cow<'_, str>) = match byte {
            b'\\' if next.is_some_and(|next| next.is_ascii_punctuation()) => {
                push(plain, bytes_between(marked, from, at));
                plain.push(char::from(next.unwrap_or(b'\\')));
                from = at + 2;
                at = from;
                continue;
            }
            b' ' if next.is_none_or(|next| next != b' ' && next != b'\n') && previous.is_some() => {
                at += 1;
                continue;
            }
            b' ' | b'\n' | b'\t' => (1, Cow::Borrowed(" ")),
            b'*' if next == Some(b'*') || previous == Some(b'*') => (1, Cow::Borrowed("")),
            b'*' if starred && !is_edge(previous)
                || !starred && is_outside(previous) && !is_edge(next) =>
            {
                starred = !starred;
                (1, Cow::Borrowed(""))
            }
            // `__init__` is a name, not emphasis.
            b'_' if !italic
                && is_outside(previous)
                && next.is_some_and(|next| next != b'_' && !next.is_ascii_whitespace()) =>
            {
                italic = true;
                (1, Cow::Borrowed(""))
            }
            b'_' if italic && !is_edge(previous) && is_outside(next) => {
                italic = false;
                (1, Cow::Borrowed(""))
            }
            // What is code says itself: `*args`, `<div>`.
            b'`' => match code(marked, at).filter(|_| previous != Some(b'`')) {
                Some(code) => (code.len() + 2, Cow::Borrowed(code)),
                None => (1, Cow::Borrowed("")),
            },
            b'<' => match tag_end(bytes, at) {
                Some(end)
                    if next.is_some_and(|next| {
                        next.is_ascii_alphabetic() || next == b'/' || next == b'!'
                    }) =>
                {
                    (end + 1 - at, Cow::Borrowed(""))
                }
                _ => (0, Cow::Borrowed("")),
            },
            b'&' => match entity(bytes_between(marked, at, marked.len())) {
                Some((length, decoded)) => (length, decoded),
                None => (0, Cow::Borrowed("")),
            },
            _ => (0, Cow::Borrowed("")),
        };
        if length == 0 {
            at += 1;
            continue;
        }
        push(plain, bytes_between(marked, from, at));
        push(plain, &instead);
        at += length;
        from = at;
    }
    push(plain, bytes_between(marked, from, marked.len()));
}

/// What stands between one backtick and the next, on one line.
fn code(text: &str, at: usize) -> Option<&str> {
    let (code, _) = text.get(at..)?.strip_prefix('`')?.split_once(['`', '\n'])?;
    let is_closed = text.as_bytes().get(at + 1 + code.len()) == Some(&b'`');
    // White space is put right elsewhere.
    let is_even = !code.contains('\t') && !code.contains("  ");
    (is_closed && is_even && !code.is_empty()).then_some(code)
}

/// Whether there is anything but words and single spaces; most texts have nothing else.
fn needs_work(marked: &str) -> bool {
    let (mut found, mut before) = (WORD, WORD);
    for byte in marked.bytes() {
        let class = class(byte);
        // A mark, or a space after a space.
        found |= class & (MARK | before);
        before = class;
    }
    found != WORD
}

/// What a byte is to the reader: part of a word, a space, or what may be a mark.
const WORD: u8 = 0;
const SPACE: u8 = 1;
const MARK: u8 = 2;

/// The class of every byte, looked up rather than compared, since most text passes here.
const CLASSES: [u8; 256] = {
    let mut classes = [WORD; 256];
    let marks = b"\\\n\t*_`<&";
    let mut at = 0;
    while at < marks.len() {
        classes[marks[at] as usize] = MARK;
        at += 1;
    }
    classes[b' ' as usize] = SPACE;
    classes
};

fn class(byte: u8) -> u8 {
    CLASSES[usize::from(byte)]
}

fn bytes_between(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default()
}

/// Appends, without a second space where one already ends the text, nor one at its start.
fn push(plain: &mut String, piece: &str) {
    let piece = if plain.is_empty() || plain.ends_with(' ') {
        piece.trim_start_matches(' ')
    } else {
        piece
    };
    plain.push_str(piece);
}

fn is_edge(byte: Option<u8>) -> bool {
    byte.is_none_or(|byte| byte.is_ascii_whitespace())
}

fn is_outside(byte: Option<u8>) -> bool {
    byte.is_none_or(|byte| {
        byte.is_ascii_whitespace()
            || matches!(byte, b'(' | b')' | b',' | b';' | b':' | b'!' | b'?' | b'.' | b'"' | b'\'')
    })
}

/// The entity a text begins with: how long it is and what it stands for, made safe.
fn entity(text: &str) -> Option<(usize, Cow<'static, str>)> {
    let rest = text.strip_prefix('&')?;
    let end = rest.bytes().take(LONGEST_ENTITY + 1).position(|byte| byte == b';')?;
    let name = rest.get(..end)?;
    let length = end + 2;
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        let decoded = char::from_u32(code)?.to_string();
        return Some((length, Cow::Owned(sanitize::line(&decoded).into_owned())));
    }
    let (_, decoded) = ENTITIES.iter().find(|(entity, _)| *entity == name)?;
    Some((length, Cow::Borrowed(decoded)))
}

/// A text with its entities decoded and nothing else changed, for addresses.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() || !text.contains(';') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, _)) = rest.split_once('&') {
        decoded.push_str(before);
        let entity_and_rest = bytes_between(rest, before.len(), rest.len());
        let (length, meaning) = entity(entity_and_rest).unwrap_or((1, Cow::Borrowed("&")));
        decoded.push_str(&meaning);
        rest = bytes_between(entity_and_rest, length, entity_and_rest.len());
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        assert_eq!(text("a **bold** and *slanted* `word`"), "a bold and slanted word");
        assert_eq!(text("_quietly_ said"), "quietly said");
        assert_eq!(text("<b>now</b> or never"), "now or never");
    }

    #[test]
    fn what_only_looks_like_a_mark_stays() {
        assert_eq!(
            text("2 * 3 < 7 & snake_case __init__.py"),
            "2 * 3 < 7 & snake_case __init__.py"
        );
        assert_eq!(text("Cast.\\_\\_main\\_\\_"), "Cast.__main__");
        assert_eq!(text("AT&T"), "AT&T");
    }

    #[test]
    fn code_keeps_its_marks() {
        assert_eq!(text("`f(*args, **kwargs)` in `<b>`"), "f(*args, **kwargs) in <b>");
        assert_eq!(text("``f`` or *g* and `h"), "f or g and h");
        assert_eq!(text("`a  b`\t`c\td`"), "a b c d");
    }

    #[test]
    fn white_space_becomes_one_space() {
        assert_eq!(text("  two \n  lines\tand  more "), "two lines and more");
    }

    #[test]
    fn entities_are_decoded_and_made_safe() {
        assert_eq!(text("salt &amp; pepper &#233; &hellip;"), "salt & pepper é …");
        assert_eq!(text("a&#27;[31mb&#x202e;c"), "a[31mbc");
        assert_eq!(decoded("https://a.example/?a=1&amp;b=2&c=3"), "https://a.example/?a=1&b=2&c=3");
    }
}
