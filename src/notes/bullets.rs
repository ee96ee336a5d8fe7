//! How one line begins: its indent, its bullet, whether it goes on with the line above.
//!
//! Owns the marks people use for lists. It must not keep state between lines: that is
//! `repair`.

use super::inline::cut;
use super::names;
use super::sections;

/// A line above a wrapped link is longer than this; a shorter one is a name or a title.
pub(super) const SHORT_LINE: usize = 40;

/// Where editors break lines at the earliest, in bytes.
const LINE: usize = 72;

/// Columns before the content; a tab goes to the next multiple of four.
pub(super) fn indent_of(line: &str, content: &str) -> usize {
    let margin = cut(line, 0, line.len() - content.len());
    margin.bytes().fold(
        0,
        |column, byte| {
            if byte == b'\t' { (column / 4 + 1) * 4 } else { column + 1 }
        },
    )
}

/// Whether a line consists of three or more of one of `-*_=`.
pub(super) fn is_rule(content: &str) -> bool {
    let Some(&first) = content.as_bytes().first() else {
        return false;
    };
    // Most lines are told apart by their beginning.
    if content.bytes().take(3).any(|byte| byte != first && !byte.is_ascii_whitespace()) {
        return false;
    }
    let bytes = content.trim_end().as_bytes();
    bytes.iter().all(|&byte| byte == first || byte == b' ')
        && memchr::memchr_iter(first, bytes).count() >= 3
}

/// A list item's mark.
pub(super) struct Bullet {
    /// Its first character.
    pub(super) marker: char,
    /// Bytes of the mark.
    pub(super) length: usize,
    /// No space after it.
    pub(super) glued: bool,
}

/// The bullet a line begins with; `before` is the bullet of the item above, and `is_free` says that
/// the line continues no block.
pub(super) fn bullet(content: &str, before: Option<char>, is_free: bool) -> Option<Bullet> {
    // Nearly every bullet is one of these.
    if let [marker @ (b'-' | b'*' | b'+' | b'~'), b' ', ..] = *content.as_bytes() {
        return Some(Bullet { marker: marker.into(), length: 1, glued: false });
    }
    let marker = content.chars().next()?;
    if marker.is_ascii_digit() {
        let digits = content.bytes().take(4).take_while(u8::is_ascii_digit).count();
        let rest = content.get(digits..)?;
        let is_item = digits < 4 && (rest.starts_with(". ") || rest.starts_with(") "));
        return is_item.then_some(Bullet { marker, length: digits + 1, glued: false });
    }
    if !"-*+~•◦‣·–—".contains(marker) {
        return None;
    }
    let length = marker.len_utf8();
    let rest = content.get(length..)?;
    if rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}']) {
        return Some(Bullet { marker, length, glued: false });
    }
    // `*Two more of them`: a bullet if the list above has the same or a list may begin here, and
    // not `*emphasis*`.
    let begins_list =
        || is_free && matches!(marker, '-' | '*') && rest.starts_with(|c: char| c.is_uppercase());
    let glued = marker.is_ascii()
        && rest.starts_with(|c: char| c.is_alphabetic() || c == '[' || c == '"')
        && (before == Some(marker) || rest.starts_with('[') || begins_list())
        && !(matches!(marker, '*' | '~') && rest.contains(marker));
    glued.then_some(Bullet { marker, length, glued })
}

/// A line without the mark that breaks it: `<br>`, or a backslash at its end.
pub(super) fn without_break(line: &str) -> &str {
    // One byte tells nearly every line apart.
    if !matches!(line.as_bytes().last(), Some(b'>' | b'\\')) {
        return line;
    }
    let mut line = line;
    while line.ends_with(['>', '\\']) {
        let breaks = ["<br>", "<br/>", "<br />", "\\"];
        let Some(shorter) = breaks.iter().find_map(|mark| line.strip_suffix(mark)) else { break };
        line = shorter.trim_end();
    }
    line
}

/// Whether a line right below a block is no continuation of its text: a link under a name
/// or under another link, a line all in bold, a name under a link.
pub(super) fn begins_anew(above: &str, content: &str) -> bool {
    let last = above.rsplit('\n').next().unwrap_or(above);
    if !content.starts_with(['[', '*', '_']) {
        if content.len() > SHORT_LINE || is_unfinished(last) {
            return false;
        }
        if content.ends_with(':') {
            return last.ends_with(')') || names::is_name(names::bare(content));
        }
        // A line that had room for the name was not broken for it.
        let is_whole = last.ends_with(')') || last.len() + content.len() < LINE;
        return last.starts_with('[') && is_whole && names::is_name(content);
    }
    // All of the line, or below a name: a link within a sentence may begin a line, too.
    let is_apart = || content.ends_with(')') || names::is_name(names::bare(last));
    let is_link = content.starts_with('[')
        && last.len() <= SHORT_LINE
        && !last.contains(['[', ']'])
        && is_apart()
        || content.starts_with('[') && last.starts_with('[') && last.ends_with(')');
    let is_bold = content.starts_with("**") || content.starts_with("__");
    let is_whole =
        content.len() <= SHORT_LINE && content.trim_end_matches([':', ' ']).ends_with(['*', '_']);
    let is_title =
        is_bold && (is_whole || sections::is_title(content.trim_matches(['*', '_', ':', ' '])));
    is_link || is_title
}

/// Whether a line ends in the middle of a sentence.
fn is_unfinished(line: &str) -> bool {
    let word = line.rsplit(' ').next().unwrap_or(line);
    let joints = [
        "a", "about", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "our", "the",
        "to", "with", "&",
    ];
    word.ends_with(',') || joints.contains(&word)
}

/// Whether a text ends with who asks the question in it, which ends the question: `Why? - Ada`.
pub(super) fn ends_signed(text: &str) -> bool {
    let line = text.rsplit('\n').next().unwrap_or(text);
    let name = line.rsplit_once("? ").map_or("", |(_, name)| name);
    let name = name.strip_prefix(['-', '–', '—']).unwrap_or_default().trim_start();
    name.len() <= SHORT_LINE && names::is_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(line: &str, above: Option<char>) -> Option<(char, usize, bool)> {
        bullet(line, above, true).map(|bullet| (bullet.marker, bullet.length, bullet.glued))
    }

    #[test]
    fn every_bullet_people_use_is_one() {
        for (line, length) in
            [("- a", 1), ("* a", 1), ("+ a", 1), ("~ a", 1), ("• a", 3), ("– a", 3), ("-", 1)]
        {
            assert_eq!(mark(line, None).map(|(_, length, _)| length), Some(length), "{line}");
        }
        assert_eq!(mark("12. a", None), Some(('1', 3, false)));
        assert_eq!(mark("3) a", None), Some(('3', 2, false)));
    }

    #[test]
    fn a_mark_inside_a_sentence_is_no_bullet() {
        for line in
            ["-5 degrees", "*really* so", "~200 lines", "2015. A good year", "+1", "**bold**"]
        {
            assert_eq!(mark(line, Some('x')), None, "{line}");
        }
    }

    #[test]
    fn a_bullet_may_touch_its_text_below_the_same_bullet_or_before_a_link() {
        assert_eq!(mark("*We like it", Some('*')), Some(('*', 1, true)));
        assert_eq!(mark("-[Luna](x)", None), Some(('-', 1, true)));
        assert_eq!(mark("*We* like it", Some('*')), None);
    }

    #[test]
    fn a_name_on_a_line_of_its_own_is_no_part_of_the_text_above() {
        for above in ["[Luna](https://a.example)", "[Luna](https://a.example) - a cat"] {
            assert!(begins_anew(above, "Ada Lovelace"), "{above}");
            assert!(begins_anew(above, "Ada:"), "{above}");
            assert!(!begins_anew(above, "and more of it"), "{above}");
        }
        assert!(begins_anew("Luna, a cat", "Ada:"));
        assert!(!begins_anew("Luna, a cat of", "Ada"));
        assert!(!begins_anew("What do you think about", "Django:"));
        assert!(!begins_anew("[Luna](https://a.example) by", "Ada Lovelace"));
        let wrapped = "[Luna](https://a.example) - a cat, as told in the book of the year by";
        assert!(!begins_anew(wrapped, "Ada Lovelace"));
    }

    #[test]
    fn a_rule_is_three_of_one_mark() {
        assert!(is_rule("---") && is_rule("* * *") && is_rule("====="));
        assert!(!is_rule("--") && !is_rule("- -- a") && !is_rule(""));
    }
}
