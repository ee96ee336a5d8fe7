//! Blocks → Markdown that CommonMark reads as [`super::read`] did.
//!
//! Owns the writing of repaired notes for the screen: headings with their space and blank
//! lines, one kind of bullet, even indents, every recovered link as a link, advertisements as
//! one quiet line. It must not repair anything itself: what it writes was understood before.

use crate::address::Address;
use crate::episode::Sponsor;
use crate::sanitize;

use super::blocks::{Block, Kind, Notes};
use super::inline::{self, Form, RawLink, cut};
use super::plain;
use super::sponsors;

/// Columns a list item is indented by for each level above it.
const INDENT: usize = 4;

/// Writes the notes as Markdown.
pub(super) fn markdown(notes: &Notes<'_>, sponsors: &[Sponsor]) -> String {
    let mut text = String::with_capacity(notes.body.len());
    let mut before: Option<Kind> = None;
    for block in &notes.blocks {
        let mut piece = String::with_capacity(block.text.len() + 16);
        match block.kind {
            Kind::Heading { level } => {
                piece.extend(std::iter::repeat_n('#', usize::from(level)));
                piece.push(' ');
                inline(&mut piece, notes, block);
            }
            Kind::Item { depth, numbered } => {
                piece.extend(std::iter::repeat_n(' ', usize::from(depth) * INDENT));
                piece.push_str(if numbered { "1. " } else { "- " });
                inline(&mut piece, notes, block);
            }
            Kind::Paragraph { depth } => {
                piece.extend(std::iter::repeat_n(' ', usize::from(depth) * INDENT));
                inline(&mut piece, notes, block);
            }
            Kind::Box => match sponsors::of_box(block.text, sponsors) {
                Some(sponsor) => sponsor_line(&mut piece, sponsor),
                None => html(&mut piece, block.text),
            },
            Kind::Player => continue,
            Kind::Code => piece.push_str(block.text),
            Kind::Rule => piece.push_str("---"),
        }
        if piece.trim().is_empty() {
            continue;
        }
        if let Some(before) = before {
            text.push_str(match (before, block.kind) {
                (Kind::Item { .. }, Kind::Item { .. }) => "\n",
                // Advertisements that follow each other: lines of one paragraph.
                (Kind::Box, Kind::Box) => "\\\n",
                _ => "\n\n",
            });
        }
        text.push_str(piece.trim_end());
        before = Some(block.kind);
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn sponsor_line(line: &mut String, sponsor: &Sponsor) {
    line.push_str("*Sponsor: ");
    match &sponsor.url {
        Some(url) => link(line, &sponsor.name, url),
        None => escaped(line, &sponsor.name),
    }
    line.push('*');
}

/// A block's text with its links written soundly.
fn inline<'a>(out: &mut String, notes: &Notes<'a>, block: &Block<'a>) {
    let start = out.len();
    let mut at = 0;
    for link in notes.links_of(block) {
        prose(out, cut(block.text, at, link.start), start);
        rewritten(
            out,
            notes.address(link).as_ref(),
            link,
            cut(block.text, link.start, link.end),
            start,
        );
        at = link.end;
        // `\url{…}` leaves a brace behind.
        if cut(block.text, at, block.text.len()).starts_with('}') {
            at += 1;
        }
    }
    prose(out, cut(block.text, at, block.text.len()), start);
    // An entity for a control character would come back to life when rendered.
    if memchr::memmem::find(block.text.as_bytes(), b"&#").is_some() {
        let clean = without_hidden_entities(cut(out, start, out.len()));
        out.truncate(start);
        out.push_str(&clean);
    }
}

/// HTML that is no advertisement: its words and links.
fn html(out: &mut String, text: &str) {
    let mut links = Vec::new();
    inline::scan(text, &[], &mut links);
    let (mut at, mut start) = (0, out.len());
    for link in &links {
        escaped(out, &plain::text(cut(text, at, link.start)));
        let gap = out.len() > start && !out.ends_with(' ');
        if gap {
            out.push(' ');
        }
        rewritten(out, Address::parse(&plain::decoded(link.target)).ok().as_ref(), link, "", start);
        out.push(' ');
        at = link.end;
        start = start.min(out.len());
    }
    escaped(out, &plain::text(cut(text, at, text.len())));
}

/// A link as Markdown: untouched where it was sound.
fn rewritten(
    out: &mut String,
    address: Option<&Address>,
    raw: &RawLink<'_>,
    source: &str,
    start: usize,
) {
    let is_sound = raw.mended.is_none() && raw.fault.is_none();
    match (raw.form, address) {
        (Form::Image, _) => prose(out, source, start),
        (Form::Markdown | Form::Angle, Some(_)) if is_sound && !source.contains('\n') => {
            prose(out, source, start);
        }
        (Form::Bare, Some(address)) => {
            out.push('<');
            out.push_str(address.as_str());
            out.push('>');
        }
        (_, Some(address)) => {
            let label = plain::text(raw.label);
            let label = if label.is_empty() { address.host() } else { &label };
            link(out, label, address);
        }
        (_, None) => escaped(out, &plain::text(raw.label)),
    }
}

fn link(out: &mut String, label: &str, address: &Address) {
    out.push('[');
    escaped(out, label);
    out.push_str("](");
    let needs_brackets = address.as_str().contains(['(', ')']);
    if needs_brackets {
        out.push('<');
    }
    // A backslash never occurs in an address; brackets would end the link's text only.
    out.push_str(address.as_str());
    if needs_brackets {
        out.push('>');
    }
    out.push(')');
}

/// Plain text that must not turn into Markdown.
fn escaped(out: &mut String, plain: &str) {
    for c in plain.chars() {
        if "\\[]*_`<>#&".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Text between links: on one line, without tracking pictures and hidden controls.
fn prose(out: &mut String, text: &str, start: usize) {
    let mut rest = text;
    while memchr::memchr(b'<', rest.as_bytes()).is_some()
        && let Some((before, image)) = rest.split_once("<img")
    {
        words(out, before, start);
        rest = image.split_once('>').map_or("", |(_, after)| after);
    }
    words(out, rest, start);
}

/// Appends words, line breaks as spaces where they mean no more; what would begin a block where it now stands is
/// escaped, since the scan has read it as text.
fn words(out: &mut String, text: &str, start: usize) {
    let text = if out.len() == start { text.trim_start() } else { text };
    if out.len() == start && begins_block(text) {
        out.push('\\');
    }
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        spaced(out, line);
        let Some(next) = lines.peek() else { break };
        // A table's row or a quotation's line, which stands on a line of its own.
        if next.trim_start().starts_with(['|', '>']) {
            out.truncate(out.trim_end().len());
            out.push('\n');
        } else if !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
    }
}

/// Appends a line with one space where it has several, or a tab.
fn spaced(out: &mut String, line: &str) {
    let mut before = out.ends_with([' ', '\n']);
    let mut is_wide = false;
    for byte in line.bytes() {
        let is_space = byte == b' ';
        is_wide |= byte == b'\t' || is_space & before;
        before = is_space;
    }
    if !is_wide {
        return out.push_str(line);
    }
    for (at, piece) in line.split([' ', '\t']).enumerate() {
        if at > 0 && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
        out.push_str(piece);
    }
}

/// Whether CommonMark would see a code block, a heading or a block of raw HTML where the scan
/// has seen text: a fence that is never closed, `- # one`, `<!-- and no end`.
fn begins_block(text: &str) -> bool {
    let after = text.trim_start_matches('#');
    let is_heading =
        after.len() < text.len() && (after.is_empty() || after.starts_with([' ', '\t', '\n']));
    let raw = ["<!", "<?", "<pre", "<script", "<style", "<textarea"];
    let is_raw = raw
        .iter()
        .any(|tag| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)));
    is_heading || is_raw || text.starts_with("```") || text.starts_with("~~~")
}

/// The text without entities for characters that may never be shown.
fn without_hidden_entities(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, entity)) = rest.split_once("&#") {
        clean.push_str(before);
        let length = entity.bytes().take(10).position(|byte| byte == b';');
        let decoded = length.map(|length| {
            plain::decoded(cut(rest, before.len(), before.len() + length + 3)).into_owned()
        });
        match (decoded, length) {
            (Some(decoded), Some(length))
                if decoded.chars().all(|c| sanitize::is_removed(c) || c == '\n' || c == '\t') =>
            {
                rest = cut(entity, length + 1, entity.len());
            }
            _ => {
                clean.push_str("&#");
                rest = entity;
            }
        }
    }
    clean.push_str(rest);
    clean
}

#[cfg(test)]
mod tests {
    use crate::notes;

    #[test]
    fn headings_lists_and_links_are_written_as_common_mark_wants_them() {
        let text = "hello\nthere\n###Picks\n* Ada\n   ~ [One](a.example)\n      + [Two](https://b.example/x_(y)\n1. next\n#### More";
        let expected = "hello there\n\n### Picks\n\n- Ada\n    - [One](https://a.example)\n        - [Two](<https://b.example/x_(y)>)\n1. next\n\n#### More\n";
        assert_eq!(notes::readable(text), expected);
    }

    #[test]
    fn an_advertisement_is_one_quiet_line() {
        let text = "<div class=\"well\">\n<a href=\"https://acme.example\"><img alt=\"Acme Logo\"></a>\n\n<ul><li>buy</li></ul>\n</div>\n<iframe src=\"x\"></iframe>\n";
        assert_eq!(notes::readable(text), "*Sponsor: [Acme](https://acme.example)*\n");
    }

    #[test]
    fn a_box_that_is_no_advertisement_keeps_its_words_and_links() {
        let text = "<div class=\"note\">Mind <a href=\"https://a.example\">this</a>, too</div>";
        assert_eq!(notes::readable(text), "Mind [this](https://a.example) , too\n");
    }

    #[test]
    fn handles_and_mail_become_links_and_dead_links_their_text() {
        let text =
            "### Contact\n- [Twitter](@ada)\n- ada@a.example\n- [IRC](ada)\n- https://a.example";
        let expected = "### Contact\n\n- [Twitter](https://twitter.com/ada)\n- [ada@a.example](mailto:ada@a.example)\n- IRC\n- <https://a.example>\n";
        assert_eq!(notes::readable(text), expected);
    }

    #[test]
    fn a_fence_that_is_never_closed_swallows_nothing() {
        assert_eq!(notes::readable("```\n\n### Picks"), "\\```\n\n### Picks\n");
        assert_eq!(
            notes::readable("<!-- never closed\n\n### Picks"),
            "\\<!-- never closed\n\n### Picks\n"
        );
        assert_eq!(notes::readable("```\n# code\n```"), "```\n# code\n```\n");
    }

    #[test]
    fn an_entity_cannot_bring_a_control_character_back() {
        assert_eq!(notes::readable("a&#27;b&#x202e;c&#233;"), "abc&#233;\n");
    }

    #[test]
    fn sound_text_is_left_as_it_is() {
        let text = "### Links\n\n- `code` and [One](https://a.example) *so*\n\n> quoted\n";
        assert_eq!(notes::readable(text), text);
    }

    #[test]
    fn tables_and_quotations_keep_their_lines() {
        let table = "| a | b |\n|---|---|\n| [c](https://c.example) | d |\n";
        assert_eq!(notes::readable(table), table);
        let quote = "> one\n> two\n";
        assert_eq!(notes::readable(quote), quote);
    }
}
