//! Blocks of HTML: boxes, players, headings in tags.
//!
//! Owns where such a block ends, blank lines inside or not, and what an attribute in it says.
//! It must not decide who advertises: that is `sponsors`.

use memchr::memchr2;

use super::inline::cut;
use super::tags::{attribute, tag_end};

/// How far ahead a closing tag is looked for, in bytes.
const FARTHEST: usize = 16 * 1024;

/// How long a banner or an unclosed box may be.
const NEAR: usize = 2 * 1024;

/// How deep boxes may nest.
const DEEPEST: usize = 8;

/// Tags that hold a box.
const BOXES: &[&str] = &["div", "aside", "section", "table", "center", "figure", "article"];

/// Tags that play something.
const PLAYERS: &[&str] = &["iframe", "audio", "video", "embed", "object"];

/// Tags around nothing a reader sees.
const SILENT: &[&str] = &["script", "style", "noscript"];

/// What a text that begins with `<` begins with; lengths are in bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Element<'a> {
    /// Nothing that makes a block: inline HTML.
    None,
    /// `<h3>Picks</h3>`.
    Heading { level: u8, text: &'a str, length: usize },
    /// A player.
    Player { length: usize },
    /// A box, and whether it is closed.
    Box { length: usize, closed: bool },
    /// A tag that shows nothing, or one that wraps Markdown.
    Nothing { length: usize },
}

/// Reads the element `text` begins with.
pub(super) fn element(text: &str) -> Element<'_> {
    let name = tag_name(text);
    let line = line_length(text);
    if let Some(level) = name.strip_prefix(['h', 'H']).and_then(|level| level.parse::<u8>().ok()) {
        let Some(open) = tag_end(text.as_bytes(), 0).filter(|_| (1..=6).contains(&level)) else {
            return Element::None;
        };
        let rest = cut(text, open + 1, line);
        let Some((title, after)) = rest.split_once("</") else {
            return Element::None;
        };
        let length = line - after.len() + after.find('>').map_or(0, |end| end + 1);
        return Element::Heading { level, text: title.trim(), length };
    }
    let is = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    if is(PLAYERS) || is(SILENT) {
        let length = element_end(text, name).map_or(line, |end| end.length);
        return if is(SILENT) { Element::Nothing { length } } else { Element::Player { length } };
    }
    if is(BOXES) {
        return boxed(text, name, line);
    }
    // A banner without a box: `<a href="…"><img …></a>`, `<p><a …>`.
    if is(&["a", "p"]) {
        let paragraph = cut(text, 0, paragraph_length(text));
        let has_player = || {
            tags(paragraph).any(|tag| PLAYERS.iter().any(|player| starts_with_name(tag, player)))
        };
        if is(&["p"]) && has_no_words_after(paragraph) && has_player() {
            return Element::Player { length: paragraph.len() };
        }
        let is_banner = paragraph.contains("<img")
            && has_no_words_after(paragraph)
            && attribute_of(paragraph, "a", "href").is_some();
        return if is_banner {
            Element::Box { length: paragraph.len(), closed: true }
        } else {
            Element::None
        };
    }
    let alone = cut(text, 0, line).trim();
    let is_lone_tag = is(&["br", "hr", "p"]) || alone.starts_with("</");
    if is_lone_tag && alone.ends_with('>') && alone.matches('<').count() == 1 {
        return Element::Nothing { length: line };
    }
    Element::None
}

fn boxed<'a>(text: &'a str, name: &str, line: usize) -> Element<'a> {
    match element_end(text, name) {
        // `<div class="notes">` around the whole notes is no box.
        Some(End { wraps_notes: true, .. }) => {
            let tag = tag_end(text.as_bytes(), 0).map_or(line, |end| end + 1);
            Element::Nothing { length: tag }
        }
        Some(End { length, .. }) => {
            let html = cut(text, 0, length);
            let plays =
                tags(html).any(|tag| PLAYERS.iter().any(|player| starts_with_name(tag, player)));
            if plays { Element::Player { length } } else { Element::Box { length, closed: true } }
        }
        None => Element::Box { length: paragraph_length(text), closed: false },
    }
}

struct End {
    length: usize,
    wraps_notes: bool,
}

/// Where the element `name` that `text` begins with is closed.
fn element_end(text: &str, name: &str) -> Option<End> {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0, 0);
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr2(b'<', b'#', rest)) {
        at += found;
        if at > FARTHEST {
            return None;
        }
        let rest = cut(text, at, text.len());
        if rest.starts_with('#') {
            let begins_line = at > 0 && bytes.get(at - 1) == Some(&b'\n');
            if begins_line && (rest.starts_with("##") || rest.starts_with("# ")) {
                return Some(End { length: 0, wraps_notes: true });
            }
        } else if !has_name(rest, name) {
            // Another tag.
        } else if let Some(closing) = rest.strip_prefix("</") {
            if starts_with_name(closing, name) {
                depth -= 1;
                if depth == 0 {
                    let end = closing.find('>').map_or(closing.len(), |end| end + 1);
                    return Some(End { length: at + 2 + end, wraps_notes: false });
                }
            }
        } else if rest.get(1..).is_some_and(|tag| starts_with_name(tag, name)) {
            depth += 1;
            if depth > DEEPEST {
                return None;
            }
        }
        at += 1;
    }
    None
}

/// Whether the tag at the beginning of a text can be `name`: a quick look at one letter.
fn has_name(text: &str, name: &str) -> bool {
    let letter = name.as_bytes().first().map(u8::to_ascii_lowercase);
    let bytes = text.as_bytes();
    [1, 2].iter().any(|&at| bytes.get(at).map(u8::to_ascii_lowercase) == letter)
}

fn starts_with_name(tag: &str, name: &str) -> bool {
    let (tag, name) = (tag.as_bytes(), name.as_bytes());
    // One letter tells most tags apart.
    tag.first().map(u8::to_ascii_lowercase) == name.first().copied().map(|c| c.to_ascii_lowercase())
        && tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && !tag.get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
}

fn tag_name(text: &str) -> &str {
    let rest = text.strip_prefix('<').unwrap_or_default();
    let length = rest.bytes().take(10).take_while(u8::is_ascii_alphanumeric).count();
    cut(rest, 0, length)
}

fn line_length(text: &str) -> usize {
    memchr::memchr(b'\n', text.as_bytes()).unwrap_or(text.len())
}

/// Up to the first blank line.
fn paragraph_length(text: &str) -> usize {
    let near = (NEAR..text.len().min(NEAR + 4))
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len());
    let head = cut(text, 0, near);
    memchr::memmem::find(head.as_bytes(), b"\n\n").unwrap_or_else(|| head.trim_end().len())
}

/// Whether a banner is only its picture: no sentence follows the tags.
fn has_no_words_after(html: &str) -> bool {
    html.rsplit('>').next().is_some_and(|rest| rest.trim().is_empty())
}

/// Bytes of a tag that are looked at: of one that is never closed, all the notes would be.
const LONGEST_TAG: usize = 4096;

/// The value of `attribute_name` in the first tag `name` that has one.
pub(super) fn attribute_of<'a>(html: &'a str, name: &str, attribute_name: &str) -> Option<&'a str> {
    tags(html).filter(|tag| starts_with_name(tag, name)).find_map(|tag| {
        let far = tag.len().min(LONGEST_TAG);
        let far = (0..=far).rev().find(|&far| tag.is_char_boundary(far)).unwrap_or(0);
        let end = memchr::memchr(b'>', cut(tag, 0, far).as_bytes()).unwrap_or(far);
        attribute(cut(tag, 0, end), attribute_name)
    })
}

/// Every tag, from its name on.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    memchr::memchr_iter(b'<', html.as_bytes()).filter_map(|at| html.get(at + 1..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_far_from_its_tag_is_another_s() {
        let tag = |length| format!("<iframe {}src=\"x\"", " ".repeat(length));
        assert_eq!(attribute_of(&tag(LONGEST_TAG / 2), "iframe", "src"), Some("x"));
        assert_eq!(attribute_of(&tag(LONGEST_TAG), "iframe", "src"), None);
    }

    #[test]
    fn a_box_ends_at_its_own_closing_tag_even_after_blank_lines() {
        let html = "<div class=\"ad\">\n<div>x</div>\n\n<p>y</p>\n</div>";
        let text = format!("{html}\nafter");
        assert_eq!(element(&text), Element::Box { length: html.len(), closed: true });
    }

    #[test]
    fn a_box_that_is_never_closed_ends_with_its_paragraph() {
        assert_eq!(element("<div>\nx\n\nafter"), Element::Box { length: 7, closed: false });
    }

    #[test]
    fn a_box_around_the_notes_is_no_box() {
        assert_eq!(
            element("<div class=\"notes\">\n\n### Picks\n</div>"),
            Element::Nothing { length: 19 }
        );
    }

    #[test]
    fn a_player_is_found_inside_its_frame() {
        let text = "<div><iframe src=\"https://p.example/1\"></iframe></div>";
        assert_eq!(element(text), Element::Player { length: text.len() });
        assert_eq!(attribute_of(text, "iframe", "src"), Some("https://p.example/1"));
        let text = "<p><iframe src=\"https://p.example/1\"></iframe></p>";
        assert_eq!(element(text), Element::Player { length: text.len() });
    }

    #[test]
    fn a_linked_picture_is_a_box_and_a_linked_word_is_not() {
        assert!(matches!(
            element("<a href=\"https://a.example\"><img src=\"x\"></a>"),
            Element::Box { .. }
        ));
        assert_eq!(element("<a href=\"https://a.example\">word</a>"), Element::None);
    }

    #[test]
    fn headings_may_be_tags() {
        assert_eq!(
            element("<h3 id=\"p\">Picks</h3>\n"),
            Element::Heading { level: 3, text: "Picks", length: 21 }
        );
    }
}
