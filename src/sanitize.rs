//! Untrusted text made safe to show, copy, open and print.
//!
//! Owns the one rule about which characters notes may contain. Everything that comes from
//! outside (a file's text, a header, an address, a file name, a decoded HTML entity) passes
//! through here before anything else reads it. It must not know Markdown or episodes.
//!
//! What goes and why:
//! - C0 and C1 controls, DEL: they start escape sequences, which set titles and clipboards;
//! - bidirectional overrides and isolates: they make an address read as another one;
//! - zero-width characters and the byte order mark: they hide inside names and hosts;
//! - tag characters, fillers, line and paragraph separators, the selector of text emoji, whose
//!   width terminals disagree on: invisible or layout-breaking.
//!
//! Spaces of other widths, or that no line breaks at, become spaces: they look like one, and
//! `Ada\u{a0}Lovelace` is the name that `Ada Lovelace` is.
//!
//! An accent written as a character of its own becomes one with its letter (Unicode's form C, UAX
//! 15), as most keyboards write it: both ways look the same, and a name is a name either way.
//!
//! The zero-width joiner stays between two emoji (`👩‍💻` is one picture), nowhere else.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

/// Text without the characters that must never reach a terminal: line feeds and tabs stay,
/// `\r\n` and a lone `\r` become `\n`, an escape sequence goes whole.
///
/// Borrows when there is nothing to remove, which is nearly always. Linear in the length.
///
/// ```
/// use shownotes::sanitize::text;
/// assert_eq!(text("plain"), "plain");
/// assert_eq!(text("a\u{1b}]0;title\u{7}b"), "ab");
/// assert_eq!(text("one\r\ntwo"), "one\ntwo");
/// assert_eq!(text("Jose\u{301}"), "Jos\u{e9}");
/// ```
pub fn text(raw: &str) -> Cow<'_, str> {
    if is_clean(raw) { Cow::Borrowed(raw) } else { Cow::Owned(composed(removed(raw))) }
}

/// Text with the accents in its letters.
fn composed(text: String) -> String {
    if text.contains(is_accent) { text.nfc().collect() } else { text }
}

/// Whether a character is an accent of the letter before it.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Whether there is nothing to remove: plain ASCII is passed over many bytes at a time, so
/// that only the characters between are looked at one by one.
fn is_clean(raw: &str) -> bool {
    let mut rest = raw;
    loop {
        let plain = plain_length(rest.as_bytes());
        let mut others = rest.get(plain..).unwrap_or_default().chars();
        match others.next() {
            None => return true,
            Some(c) if is_removed(c) || is_accent(c) => return false,
            Some(c) if c.is_whitespace() || c == '\u{200d}' => return false,
            Some(_) => rest = others.as_str(),
        }
    }
}

/// How many bytes a text begins with that are printable ASCII, line feeds or tabs.
fn plain_length(bytes: &[u8]) -> usize {
    const CHUNK: usize = 128;
    // As a signed number, what is no ASCII is below zero.
    let is_odd =
        |byte: u8| byte.cast_signed() < 0x20 && byte != b'\n' && byte != b'\t' || byte == 0x7f;
    // Without an early end inside a chunk, the compiler looks at all of it at once.
    let chunks = bytes
        .chunks_exact(CHUNK)
        .take_while(|chunk| chunk.iter().fold(0, |odd, &byte| odd | u8::from(is_odd(byte))) == 0);
    let whole = chunks.count() * CHUNK;
    let rest = bytes.get(whole..).unwrap_or_default();
    whole + rest.iter().take_while(|&&byte| !is_odd(byte)).count()
}

/// [`text`] on one line: line feeds and tabs become spaces too. For file names, header values
/// and whatever else is shown inside a row.
///
/// ```
/// assert_eq!(shownotes::sanitize::line("two\nlines"), "two lines");
/// ```
pub fn line(raw: &str) -> Cow<'_, str> {
    match text(raw) {
        Cow::Borrowed(clean) if !clean.contains(['\n', '\t']) => Cow::Borrowed(clean),
        clean => Cow::Owned(clean.replace(['\n', '\t'], " ")),
    }
}

/// Whether a character may never be shown: the rule [`text`] applies, for one character.
///
/// A carriage return counts, since [`text`] turns it into a line feed; the zero-width joiner
/// does not, since it depends on its neighbours.
pub fn is_removed(c: char) -> bool {
    let control = matches!(c, '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}') && c != '\n' && c != '\t';
    // Zero-width space and non-joiner, direction marks (the joiner, 200D, is looked at apart);
    // separators, embeddings, overrides; isolates, word joiner; byte order mark, annotations.
    let invisible = matches!(c,
        '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe0e}'
        | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}');
    // Soft hyphen, grapheme joiner, Arabic letter mark, Hangul, Khmer and Mongolian fillers.
    let filler = matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{3164}' | '\u{ffa0}'
    );
    control || invisible || filler
}

fn removed(raw: &str) -> String {
    let mut clean = String::with_capacity(raw.len());
    let mut rest = raw.chars().peekable();
    let mut previous = ' ';
    while let Some(c) = rest.next() {
        match c {
            '\r' => {
                if rest.peek() != Some(&'\n') {
                    clean.push('\n');
                }
            }
            '\u{1b}' => skip_escape(&mut rest),
            '\u{9b}' => skip_control_sequence(&mut rest),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => skip_string(&mut rest),
            '\u{200d}' => {
                if is_pictograph(previous) && rest.peek().copied().is_some_and(is_pictograph) {
                    clean.push(c);
                }
            }
            c if is_removed(c) => {}
            '\n' | '\t' => clean.push(c),
            c if c.is_whitespace() => clean.push(' '),
            c => clean.push(c),
        }
        previous = c;
    }
    clean
}

type Rest<'a> = std::iter::Peekable<std::str::Chars<'a>>;

/// After ESC (ECMA-48): a string (`]`, `P`, `X`, `^`, `_`), a control sequence (`[`), or
/// intermediates and one final character.
fn skip_escape(rest: &mut Rest<'_>) {
    match rest.peek() {
        Some('[') => {
            rest.next();
            skip_control_sequence(rest);
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            rest.next();
            skip_string(rest);
        }
        _ => {
            while rest.next_if(|c| (' '..='/').contains(c)).is_some() {}
            rest.next_if(|c| ('0'..='~').contains(c));
        }
    }
}

/// Parameters and intermediates, then one final character; anything else ends it unread.
fn skip_control_sequence(rest: &mut Rest<'_>) {
    while rest.next_if(|c| (' '..='?').contains(c)).is_some() {}
    rest.next_if(|c| ('@'..='~').contains(c));
}

/// Up to BEL or ST; a line's end also ends it, so that a stray introducer costs one line.
fn skip_string(rest: &mut Rest<'_>) {
    while let Some(&c) = rest.peek() {
        match c {
            '\n' | '\r' => return,
            '\u{7}' | '\u{9c}' => {
                rest.next();
                return;
            }
            '\u{1b}' => {
                rest.next();
                rest.next_if_eq(&'\\');
                return;
            }
            _ => {
                rest.next();
            }
        }
    }
}

/// Roughly the emoji, their modifiers and the variation selector that precedes a joiner.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{fe0f}' | '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_borrowed() {
        assert!(matches!(text("Tromsø\tand\nback"), Cow::Borrowed(_)));
    }

    #[test]
    fn an_escape_sequence_goes_with_its_parameters() {
        assert_eq!(text("a\u{1b}[31;1mred\u{1b}[0m"), "ared");
        assert_eq!(text("a\u{1b}(Bb"), "ab");
    }

    #[test]
    fn an_operating_system_command_goes_with_its_payload() {
        assert_eq!(text("a\u{1b}]52;c;ZXZpbA==\u{7}b"), "ab");
        assert_eq!(text("a\u{1b}]0;title\u{1b}\\b"), "ab");
        assert_eq!(text("a\u{9d}0;title\u{9c}b"), "ab");
    }

    #[test]
    fn an_unfinished_command_costs_its_line_and_no_more() {
        assert_eq!(text("a\u{1b}]0;title\nnext line"), "a\nnext line");
        assert_eq!(text("a\u{1b}"), "a");
    }

    #[test]
    fn every_line_ending_becomes_a_line_feed() {
        assert_eq!(text("a\r\nb\rc\nd"), "a\nb\nc\nd");
    }

    #[test]
    fn what_hides_or_reorders_text_is_removed() {
        assert_eq!(text("\u{feff}Title"), "Title");
        assert_eq!(text("exe.\u{202e}fdp"), "exe.fdp");
        assert_eq!(text("goo\u{200b}gle\u{2066}.com\u{e0041}"), "google.com");
    }

    #[test]
    fn a_space_of_another_kind_is_a_space() {
        assert_eq!(text("Ada\u{a0}Lovelace\u{2009}–\u{3000}x"), "Ada Lovelace – x");
        assert_eq!(text("\u{a0}\n\tx"), " \n\tx");
    }

    #[test]
    fn a_joiner_stays_within_an_emoji_only() {
        assert_eq!(text("👩\u{200d}💻"), "👩\u{200d}💻");
        assert_eq!(text("goo\u{200d}gle"), "google");
    }

    #[test]
    fn one_line_stays_one_line() {
        assert_eq!(line("a\r\nb\tc"), "a b c");
        assert!(matches!(line("a b"), Cow::Borrowed(_)));
    }

    #[test]
    fn cleaning_twice_changes_nothing_more() {
        for raw in ["\u{1b}\u{1b}[[mx", "a\u{200d}\u{200d}b", "\r\r\n", "👩\u{200d}\u{200d}💻"]
        {
            let once = text(raw).into_owned();
            assert_eq!(text(&once), once, "{raw:?}");
        }
    }
}
