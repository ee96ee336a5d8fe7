//! The notes' text → blocks: headings, list items, paragraphs, boxes.
//!
//! Owns the lenient line scan that sees what CommonMark does not: a `###Picks` without its
//! space, a `~` for a bullet, a box with blank lines inside. Both readings of a file, the
//! episode and the text on the screen, start from these blocks, so they cannot disagree. It
//! must not know what a section is about, beyond asking whether a line is a section's title.

use std::ops::Range;

use crate::address::Address;
use crate::episode::Problem;

use super::boxes;
use super::header::{self, Body};
use super::inline::{Form, RawLink, cut};
use super::plain;
use super::sections;

/// How deep lists may nest; deeper items count as this deep.
pub(super) const DEEPEST: usize = 16;

/// A line above a wrapped link is longer than this; a shorter one is a name or a title.
const SHORT_LINE: usize = 40;

/// The notes in blocks, with every link of every block.
#[derive(Debug, Default)]
pub(super) struct Notes<'a> {
    /// In the order of the text.
    pub(super) blocks: Vec<Block<'a>>,
    /// The text all blocks are slices of.
    pub(super) body: &'a str,
    /// In the order of the text; a block knows which are its own.
    pub(super) links: Vec<RawLink<'a>>,
    /// The addresses of links that had to be mended; `None` where that failed.
    pub(super) mended: Vec<Option<Address>>,
}

/// A piece of the notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block<'a> {
    /// The line it begins on, from 1, in the file.
    pub(super) line: u32,
    /// What it is.
    pub(super) kind: Kind,
    /// Its text without the mark that makes it one, line breaks kept.
    pub(super) text: &'a str,
    /// Where its text begins in the body, in bytes.
    pub(super) at: usize,
    /// Its links, as a range of [`Notes::links`].
    pub(super) links: Range<u32>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `### Picks`, level 1 to 6.
    Heading { level: u8 },
    /// A bullet or a numbered item; the outermost has depth 0.
    Item { depth: u8, numbered: bool },
    /// A paragraph; one that belongs to a list item is deeper than 0.
    Paragraph { depth: u8 },
    /// HTML that forms a box, such as an advertisement.
    Box,
    /// HTML that plays something.
    Player,
    /// A fenced code block, fences included.
    Code,
    /// A line across the page.
    Rule,
}

impl Kind {
    /// How deep an item or a paragraph stands in a list; `None` for everything else.
    pub(super) const fn depth(self) -> Option<u8> {
        match self {
            Self::Item { depth, .. } | Self::Paragraph { depth } => Some(depth),
            Self::Heading { .. } | Self::Box | Self::Player | Self::Code | Self::Rule => None,
        }
    }
}

impl<'a> Notes<'a> {
    /// A block's text without Markdown, links by their labels.
    pub(super) fn plain(&self, block: &Block<'a>) -> String {
        let links = self.links_of(block);
        let mut text = String::with_capacity(block.text.len());
        let mut at = 0;
        for link in links {
            plain::append(&mut text, cut(block.text, at, link.start));
            if link.form != Form::Image {
                plain::append(&mut text, link.label);
            }
            at = link.end;
        }
        plain::append(&mut text, cut(block.text, at, block.text.len()));
        plain::finish(text)
    }

    /// Where a link leads, if anywhere.
    pub(super) fn address(&self, link: &RawLink<'_>) -> Option<Address> {
        match link.mended {
            None => Address::parse(link.target).ok(),
            Some(mended) => self.mended.get(mended as usize)?.clone(),
        }
    }

    /// The links of one block.
    pub(super) fn links_of(&self, block: &Block<'a>) -> &[RawLink<'a>] {
        let (start, end) = (block.links.start as usize, block.links.end as usize);
        self.links.get(start..end).unwrap_or_default()
    }

    /// The links of one block that lead somewhere; pictures do not.
    pub(super) fn leads_of(&self, block: &Block<'a>) -> impl Iterator<Item = &RawLink<'a>> {
        self.links_of(block)
            .iter()
            .filter(|link| link.form != Form::Image)
    }
}

/// Reads the blocks of the notes and tells what had to be repaired.
pub(super) fn blocks<'a>(body: Body<'a>, problems: &mut Vec<Problem>) -> Notes<'a> {
    let mut scan = Scan {
        text: body.text,
        line: body.line,
        at: 0,
        notes: Notes {
            body: body.text,
            blocks: Vec::with_capacity(body.text.len() / 64),
            links: Vec::with_capacity(body.text.len() / 96),
            mended: Vec::new(),
        },
        open: None,
        indents: Vec::new(),
        marker: None,
        hopeless: Hopeless::default(),
        problems,
    };
    scan.run();
    scan.notes
}

/// Searches that found nothing once and would find nothing again.
#[derive(Default)]
struct Hopeless {
    fence: bool,
    comment: bool,
}

struct Scan<'a, 'p> {
    text: &'a str,
    line: u32,
    /// Where the current line begins.
    at: usize,
    notes: Notes<'a>,
    /// Where the block begins that the next line may continue.
    open: Option<usize>,
    /// The indents of the list items the next one may nest in.
    indents: Vec<usize>,
    /// The bullet of the last item, while the list goes on.
    marker: Option<char>,
    hopeless: Hopeless,
    problems: &'p mut Vec<Problem>,
}

impl<'a> Scan<'a, '_> {
    fn run(&mut self) {
        while let Some((line, _)) = header::next_line(cut(self.text, self.at, self.text.len())) {
            let content = line.trim_ascii_start();
            let indent = indent_of(line, content);
            let taken = match content.as_bytes().first() {
                None => {
                    self.open = None;
                    0
                }
                Some(b'#') if indent < 4 => self.heading(content),
                Some(b'<') if indent < 4 => self.html(content),
                Some(b'`' | b'~') if content.starts_with("```") || content.starts_with("~~~") => {
                    self.fence(content)
                }
                Some(b'=' | b'-' | b'*' | b'_') if is_rule(content) => self.rule(content),
                Some(_) => 0,
            };
            if taken > 0 {
                let length = taken.max(line.len());
                if length > line.len() {
                    self.count_lines(length);
                }
                self.advance(length);
                continue;
            }
            if !content.is_empty() && !self.item(content, indent) {
                self.prose(line, content, indent);
            }
            self.advance(line.len());
        }
        self.untitled_headings();
    }

    /// Moves past `length` bytes and the line break after them.
    fn advance(&mut self, length: usize) {
        self.at += length + 1;
        self.line = self.line.saturating_add(1);
    }

    /// Counts the line breaks inside a block of many lines.
    fn count_lines(&mut self, length: usize) {
        let passed = cut(self.text, self.at, self.at + length);
        let breaks = memchr::memchr_iter(b'\n', passed.as_bytes()).count();
        self.line = self.line.saturating_add(index(breaks));
    }

    fn push(&mut self, kind: Kind, text: &'a str) {
        // Every text is a slice of the body; where it begins tells what lies between two.
        let at = text
            .as_ptr()
            .addr()
            .saturating_sub(self.text.as_ptr().addr());
        self.notes.blocks.push(Block {
            line: self.line,
            kind,
            text,
            at,
            links: 0..0,
        });
    }

    fn problem(&mut self, message: impl Into<String>) {
        self.problems.push(Problem {
            line: self.line,
            message: message.into(),
        });
    }

    /// Ends every list.
    fn outside_lists(&mut self) {
        self.open = None;
        self.indents.clear();
        self.marker = None;
    }

    /// `### Picks`, `###Picks`; how many bytes it takes, 0 when it is no heading.
    fn heading(&mut self, content: &'a str) -> usize {
        let level = content.bytes().take_while(|&byte| byte == b'#').count();
        let text = cut(content, level, content.len());
        let spaced = text.is_empty() || text.starts_with([' ', '\t']);
        let title = text.trim().trim_end_matches('#').trim_end();
        // One `#` glued to a word is a hashtag (`#luna on IRC`), unless the word is a title.
        let is_heading =
            level <= 6 && (spaced || level > 1 || sections::is_title(title)) && !title.is_empty();
        if !is_heading {
            return 0;
        }
        if !spaced {
            self.problem(format!(
                "no space after {} in a heading",
                cut(content, 0, level)
            ));
        }
        self.outside_lists();
        self.push(
            Kind::Heading {
                level: u8::try_from(level).unwrap_or(6),
            },
            title,
        );
        content.len()
    }

    /// A box, a player, a comment or a heading in HTML; how many bytes it takes.
    fn html(&mut self, content: &'a str) -> usize {
        let start = self.at
            + (cut(self.text, self.at, self.text.len()).len()
                - cut(self.text, self.at, self.text.len())
                    .trim_start_matches([' ', '\t'])
                    .len());
        let lead = start - self.at;
        let rest = cut(self.text, start, self.text.len());
        if content.starts_with("<!--") {
            if self.hopeless.comment {
                return 0;
            }
            let Some(end) = rest.find("-->") else {
                self.hopeless.comment = true;
                return 0;
            };
            self.open = None;
            return lead + end + 3;
        }
        match boxes::element(rest) {
            boxes::Element::None => 0,
            boxes::Element::Heading {
                level,
                text,
                length,
            } => {
                self.outside_lists();
                self.push(Kind::Heading { level }, text);
                lead + length
            }
            boxes::Element::Player { length } => {
                self.outside_lists();
                self.push(Kind::Player, cut(rest, 0, length));
                lead + length
            }
            boxes::Element::Box { length, closed } => {
                if !closed {
                    self.problem("a box in HTML is never closed");
                }
                self.outside_lists();
                self.push(Kind::Box, cut(rest, 0, length));
                lead + length
            }
            // A tag around Markdown, or one that shows nothing.
            boxes::Element::Nothing { length } => {
                self.open = None;
                lead + length
            }
        }
    }

    /// A code block up to its closing fence; without one it is text.
    fn fence(&mut self, content: &'a str) -> usize {
        if self.hopeless.fence {
            return 0;
        }
        let fence = if content.starts_with('`') {
            "\n```"
        } else {
            "\n~~~"
        };
        let rest = cut(self.text, self.at, self.text.len());
        let Some(close) = memchr::memmem::find(rest.as_bytes(), fence.as_bytes()) else {
            self.hopeless.fence = true;
            self.problem("code block is never closed");
            return 0;
        };
        let last = cut(rest, close + 1, rest.len());
        let length = close + 1 + header::next_line(last).map_or(0, |(line, _)| line.len());
        self.outside_lists();
        self.push(Kind::Code, cut(rest, 0, length));
        length
    }

    /// `---`: a rule, or the underline that makes the line above a heading.
    fn rule(&mut self, content: &'a str) -> usize {
        let underlined = self.open.is_some() && content.starts_with(['=', '-']);
        if let Some(block) = self.notes.blocks.last_mut()
            && underlined
            && block.kind == (Kind::Paragraph { depth: 0 })
            && !block.text.contains('\n')
        {
            block.kind = Kind::Heading {
                level: if content.starts_with('=') { 1 } else { 2 },
            };
        } else if content.starts_with('=') {
            return 0;
        } else {
            self.push(Kind::Rule, cut(content, 0, 0));
        }
        self.outside_lists();
        content.len()
    }

    /// A list item, if the line is one.
    fn item(&mut self, content: &'a str, indent: usize) -> bool {
        let Some(bullet) = bullet(content, self.marker) else {
            return false;
        };
        if bullet.glued {
            self.problem(format!("no space after the {} of a list", bullet.marker));
        }
        if bullet.marker == '~' && self.marker != Some('~') {
            self.problem("~ is no bullet in Markdown");
        }
        // A child stands at least two columns further right than its parent; what lies
        // between a parent and its children is one more child.
        while self
            .indents
            .last()
            .is_some_and(|&parent| indent < parent + 2)
        {
            self.indents.pop();
        }
        let depth = self.indents.len();
        if depth < DEEPEST {
            self.indents.push(indent);
        }
        self.marker = Some(bullet.marker);
        let depth = u8::try_from(depth.min(DEEPEST - 1)).unwrap_or(0);
        let text = content.get(bullet.length..).unwrap_or_default().trim();
        self.push(
            Kind::Item {
                depth,
                numbered: bullet.marker.is_ascii_digit(),
            },
            text,
        );
        self.open = self.notes.blocks.last().map(|block| block.at);
        true
    }

    /// A line of text: it continues the open block or begins a paragraph.
    fn prose(&mut self, line: &'a str, content: &'a str, indent: usize) {
        let end = self.at + line.trim_end().len();
        if let (Some(start), Some(block)) = (self.open, self.notes.blocks.last_mut())
            && !begins_anew(block.text, content)
        {
            block.text = cut(self.text, start, end);
            return;
        }
        let depth = self
            .indents
            .iter()
            .take_while(|&&parent| indent >= parent + 2)
            .count();
        if depth == 0 {
            self.outside_lists();
        }
        self.push(
            Kind::Paragraph {
                depth: u8::try_from(depth).unwrap_or(0),
            },
            content.trim_end(),
        );
        self.open = self.notes.blocks.last().map(|block| block.at);
    }

    /// `**Picks**` or `Picks:` on a line of its own, above a list, is a heading too.
    fn untitled_headings(&mut self) {
        for at in 0..self.notes.blocks.len() {
            let leads_list = self
                .notes
                .blocks
                .get(at + 1)
                .is_some_and(|next| matches!(next.kind, Kind::Item { .. }));
            let Some(block) = self.notes.blocks.get_mut(at) else {
                return;
            };
            if block.kind != (Kind::Paragraph { depth: 0 }) || block.text.len() > SHORT_LINE {
                continue;
            }
            let title = block.text.trim_matches(['*', '_', ':', ' ']);
            let is_bold = block.text.starts_with("**") || block.text.starts_with("__");
            if (is_bold || leads_list) && sections::is_title(title) {
                block.kind = Kind::Heading { level: 3 };
                block.text = title;
                let message = if is_bold {
                    "a heading written in bold"
                } else {
                    "a heading without ###"
                };
                self.problems.push(Problem {
                    line: block.line,
                    message: message.to_owned(),
                });
            }
        }
    }
}

pub(super) fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Columns before the content; a tab goes to the next multiple of four.
fn indent_of(line: &str, content: &str) -> usize {
    let margin = cut(line, 0, line.len() - content.len());
    margin.bytes().fold(0, |column, byte| {
        if byte == b'\t' {
            (column / 4 + 1) * 4
        } else {
            column + 1
        }
    })
}

/// Whether a line consists of three or more of one of `-*_=`.
fn is_rule(content: &str) -> bool {
    let bytes = content.trim_end().as_bytes();
    let Some(&first) = bytes.first() else {
        return false;
    };
    bytes.iter().all(|&byte| byte == first || byte == b' ')
        && bytes.iter().filter(|&&byte| byte == first).count() >= 3
}

struct Bullet {
    marker: char,
    /// Bytes of the mark.
    length: usize,
    /// No space after it.
    glued: bool,
}

/// The bullet a line begins with; `before` is the bullet of the item above.
fn bullet(content: &str, before: Option<char>) -> Option<Bullet> {
    let marker = content.chars().next()?;
    if marker.is_ascii_digit() {
        let digits = content
            .bytes()
            .take(4)
            .take_while(u8::is_ascii_digit)
            .count();
        let rest = content.get(digits..)?;
        let is_item = digits < 4 && (rest.starts_with(". ") || rest.starts_with(") "));
        return is_item.then_some(Bullet {
            marker,
            length: digits + 1,
            glued: false,
        });
    }
    if !"-*+~•◦‣·–—".contains(marker) {
        return None;
    }
    let length = marker.len_utf8();
    let rest = content.get(length..)?;
    if rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}']) {
        return Some(Bullet {
            marker,
            length,
            glued: false,
        });
    }
    // `*We are fans of it`: a bullet if the list above has the same, and not `*emphasis*`.
    let glued = marker.is_ascii()
        && rest.starts_with(|c: char| c.is_alphabetic() || c == '[' || c == '"')
        && (before == Some(marker) || rest.starts_with('['))
        && !(matches!(marker, '*' | '~') && rest.contains(marker));
    glued.then_some(Bullet {
        marker,
        length,
        glued,
    })
}

/// Whether a line right below a block is no continuation of its text: a link under a name
/// or under another link, or a title in bold.
fn begins_anew(above: &str, content: &str) -> bool {
    if !content.starts_with(['[', '*', '_']) {
        return false;
    }
    let last = above.rsplit('\n').next().unwrap_or(above);
    let is_link =
        content.starts_with('[') && last.len() <= SHORT_LINE && !last.contains(['[', ']'])
            || content.starts_with('[') && last.starts_with('[') && last.ends_with(')');
    let is_title = (content.starts_with("**") || content.starts_with("__"))
        && sections::is_title(content.trim_matches(['*', '_', ':', ' ']));
    is_link || is_title
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<(Kind, &str)>, Vec<String>) {
        let mut problems = Vec::new();
        let notes = blocks(Body { text, line: 1 }, &mut problems);
        let messages = problems
            .into_iter()
            .map(|problem| format!("{}: {}", problem.line, problem.message))
            .collect();
        (
            notes
                .blocks
                .into_iter()
                .map(|block| (block.kind, block.text))
                .collect(),
            messages,
        )
    }

    const fn item(depth: u8) -> Kind {
        Kind::Item {
            depth,
            numbered: false,
        }
    }

    #[test]
    fn a_heading_needs_no_space_but_is_told() {
        let (blocks, problems) = read("- last\n###Picks\n- Ada");
        assert_eq!(
            blocks,
            [
                (item(0), "last"),
                (Kind::Heading { level: 3 }, "Picks"),
                (item(0), "Ada")
            ]
        );
        assert_eq!(problems, ["2: no space after ### in a heading"]);
    }

    #[test]
    fn a_hashtag_is_no_heading() {
        let (blocks, _) = read("- #luna on IRC\n\n#luna is nice\n\n#Picks");
        assert_eq!(blocks[0], (item(0), "#luna on IRC"));
        assert_eq!(blocks[1], (Kind::Paragraph { depth: 0 }, "#luna is nice"));
        assert_eq!(blocks[2], (Kind::Heading { level: 1 }, "Picks"));
    }

    #[test]
    fn depth_follows_the_indents_whatever_they_are() {
        let (blocks, problems) = read("*   a\n  - b\n      + c\n   - d\n1. e\n\t- f\n~ g");
        let depths: Vec<_> = blocks
            .iter()
            .map(|(kind, _)| match kind {
                Kind::Item { depth, .. } => *depth,
                _ => 99,
            })
            .collect();
        assert_eq!(depths, [0, 1, 2, 1, 0, 1, 0]);
        assert_eq!(problems, ["7: ~ is no bullet in Markdown"]);
    }

    #[test]
    fn a_bullet_without_its_space_is_one_when_the_list_has_the_same() {
        let (blocks, problems) = read("* one\n*Two is nice\n*stressed* words");
        assert_eq!(blocks[1], (item(0), "Two is nice\n*stressed* words"));
        assert_eq!(problems, ["2: no space after the * of a list"]);
        assert_eq!(
            read("-5 degrees").0,
            [(Kind::Paragraph { depth: 0 }, "-5 degrees")]
        );
    }

    #[test]
    fn a_wrapped_line_belongs_to_its_item() {
        assert_eq!(
            read("- [A long\ntitle](https://a.example)\n- b").0[0],
            (item(0), "[A long\ntitle](https://a.example)")
        );
        let (blocks, _) = read("- Ada\n    [One](https://a.example)\n    [Two](https://b.example)");
        assert_eq!(blocks.len(), 3);
        assert_eq!(blocks[2].0, Kind::Paragraph { depth: 1 });
    }

    #[test]
    fn a_paragraph_inside_a_list_keeps_its_depth() {
        let (blocks, _) = read("- Ada\n\n    said so\n\nThe end");
        assert_eq!(blocks[1], (Kind::Paragraph { depth: 1 }, "said so"));
        assert_eq!(blocks[2], (Kind::Paragraph { depth: 0 }, "The end"));
    }

    #[test]
    fn code_is_left_alone_and_an_open_fence_swallows_nothing() {
        assert_eq!(
            read("```\n###Picks\n```\n###Links").0,
            [
                (Kind::Code, "```\n###Picks\n```"),
                (Kind::Heading { level: 3 }, "Links")
            ]
        );
        let (blocks, problems) = read("```\n### Picks\n");
        assert_eq!(blocks[1], (Kind::Heading { level: 3 }, "Picks"));
        assert_eq!(problems, ["1: code block is never closed"]);
    }

    #[test]
    fn titles_are_headings_in_bold_underlined_or_bare_too() {
        for text in [
            "**Picks**\n- Ada",
            "Picks\n-----\n- Ada",
            "Picks:\n- Ada",
            "- x\n**Picks**\n- Ada",
        ] {
            let (blocks, _) = read(text);
            let at = blocks.len() - 2;
            assert!(
                matches!(blocks[at], (Kind::Heading { .. }, "Picks")),
                "{text}: {blocks:?}"
            );
        }
    }

    #[test]
    fn endless_nesting_is_cut_off() {
        let text: String = (0..2000)
            .map(|depth| format!("{}- x\n", " ".repeat(depth * 2)))
            .collect();
        let (blocks, _) = read(&text);
        assert_eq!(blocks.len(), 2000);
        assert_eq!(blocks[1999].0, item(15));
    }
}
