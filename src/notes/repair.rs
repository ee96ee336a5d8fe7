//! The notes' text → blocks: headings, list items, paragraphs, boxes.
//!
//! Owns the lenient line scan that sees what CommonMark does not: a `###Picks` without its
//! space, a `~` for a bullet, a box with blank lines inside. Both readings of a file, the
//! episode and the text on the screen, start from these blocks, so they cannot disagree. It
//! must not know what a section is about, beyond asking whether a line is a section's title.

use crate::episode::Problem;

use super::blocks::{Block, DEEPEST, Kind, Memory, Notes, index};
use super::boxes;
use super::bullets::{self, begins_anew, ends_signed, indent_of, is_rule, without_break};
use super::credits::is_music;
use super::header::{self, Body};
use super::headings;
use super::inline::{cut, offset, trimmed};
use super::names;
use super::references;

/// Reads the blocks of the notes and tells what had to be repaired.
pub(super) fn blocks<'a>(
    body: Body<'a>,
    memory: &mut Memory,
    problems: &mut Vec<Problem>,
) -> Notes<'a> {
    let mut scan = Scan {
        text: body.text,
        line: body.line,
        at: 0,
        notes: memory.lend(body.text),
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
                Some(b'[') if indent < 4 => self.definition(content),
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
        references::sort(&mut self.notes.definitions);
        headings::unmarked(&mut self.notes.blocks, self.problems);
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
        let at = offset(text, self.text);
        self.notes.blocks.push(Block { line: self.line, kind, text, at, links: 0..0 });
    }

    fn problem(&mut self, message: impl Into<String>) {
        self.problems.push(Problem { line: self.line, message: message.into() });
    }

    /// Ends every list.
    fn outside_lists(&mut self) {
        self.open = None;
        self.indents.clear();
        self.marker = None;
    }

    /// A heading that begins with `#`; how many bytes it takes, 0 when it is none.
    fn heading(&mut self, content: &'a str) -> usize {
        let Some(heading) = headings::heading(content) else {
            return 0;
        };
        if heading.glued {
            self.problem(format!(
                "no space after {} in a heading",
                "#".repeat(usize::from(heading.level))
            ));
        }
        self.outside_lists();
        self.push(Kind::Heading { level: heading.level }, heading.title);
        content.len()
    }

    /// A box, a player, a comment or a heading in HTML; how many bytes it takes.
    fn html(&mut self, content: &'a str) -> usize {
        let start = self.at
            + (cut(self.text, self.at, self.text.len()).len()
                - cut(self.text, self.at, self.text.len()).trim_start_matches([' ', '\t']).len());
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
            boxes::Element::Heading { level, text, length } => {
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

    /// What the label of a link stands for; how many bytes it takes, 0 when it is none.
    fn definition(&mut self, content: &'a str) -> usize {
        let Some(definition) = references::definition(content) else {
            return 0;
        };
        self.notes.definitions.push(definition);
        self.open = None;
        content.len()
    }

    /// A code block up to its closing fence; without one it is text.
    fn fence(&mut self, content: &'a str) -> usize {
        if self.hopeless.fence {
            return 0;
        }
        let fence = if content.starts_with('`') { "\n```" } else { "\n~~~" };
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
            block.kind = Kind::Heading { level: if content.starts_with('=') { 1 } else { 2 } };
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
        let Some(bullet) = bullets::bullet(content, self.marker, self.open.is_none()) else {
            return false;
        };
        let text = content.get(bullet.length..).unwrap_or_default();
        let text = without_break(trimmed(text.strip_prefix(' ').unwrap_or(text)));
        // The last bullet's mark, typed once more before what follows the list.
        if is_music(text) {
            self.outside_lists();
            self.push(Kind::Paragraph { depth: 0 }, text);
            self.open = self.notes.blocks.last().map(|block| block.at);
            return true;
        }
        if bullet.glued {
            self.problem(format!("no space after the {} of a list", bullet.marker));
        }
        if bullet.marker == '~' && self.marker != Some('~') {
            self.problem("~ is no bullet in Markdown");
        }
        // A child stands at least two columns further right than its parent; what lies
        // between a parent and its children is one more child.
        while self.indents.last().is_some_and(|&parent| indent < parent + 2) {
            self.indents.pop();
        }
        let depth = self.indents.len();
        if depth < DEEPEST {
            self.indents.push(indent);
        }
        self.marker = Some(bullet.marker);
        let depth = u8::try_from(depth.min(DEEPEST - 1)).unwrap_or(0);
        self.push(Kind::Item { depth, numbered: bullet.marker.is_ascii_digit() }, text);
        self.open = self.notes.blocks.last().map(|block| block.at);
        true
    }

    /// A line of text: it continues the open block or begins a paragraph.
    fn prose(&mut self, line: &'a str, content: &'a str, indent: usize) {
        let end = self.at + without_break(line.trim_end()).len();
        let is_music = is_music(content);
        if let (Some(start), Some(block)) = (self.open, self.notes.blocks.last_mut())
            && !is_music
            && !begins_anew(block.text, content)
            && !(indent == 0 && ends_signed(block.text))
        {
            block.text = cut(self.text, start, end);
            return;
        }
        let depth = if is_music {
            0
        } else {
            self.indents.iter().take_while(|&&parent| indent >= parent + 2).count()
        };
        if depth == 0 {
            // A name among list items is one that has lost its bullet.
            let is_name = self.marker.is_some() && names::is_name(names::bare(content));
            self.outside_lists();
            if is_name {
                self.indents.push(indent);
            }
        }
        self.push(
            Kind::Paragraph { depth: u8::try_from(depth).unwrap_or(0) },
            without_break(content.trim_end()),
        );
        self.open = self.notes.blocks.last().map(|block| block.at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<(Kind, &str)>, Vec<String>) {
        let mut problems = Vec::new();
        let notes = blocks(Body { text, line: 1 }, &mut Memory::default(), &mut problems);
        let messages = problems
            .into_iter()
            .map(|problem| format!("{}: {}", problem.line, problem.message))
            .collect();
        (notes.blocks.into_iter().map(|block| (block.kind, block.text)).collect(), messages)
    }

    const fn item(depth: u8) -> Kind {
        Kind::Item { depth, numbered: false }
    }

    #[test]
    fn a_heading_needs_no_space_but_is_told() {
        let (blocks, problems) = read("- last\n###Picks\n- Ada");
        assert_eq!(
            blocks,
            [(item(0), "last"), (Kind::Heading { level: 3 }, "Picks"), (item(0), "Ada")]
        );
        assert_eq!(problems, ["2: no space after ### in a heading"]);
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
        assert_eq!(read("-5 degrees").0, [(Kind::Paragraph { depth: 0 }, "-5 degrees")]);
    }

    #[test]
    fn a_list_may_begin_without_the_space_after_its_bullets() {
        assert_eq!(read("-Ada\n    -[One](https://a.example)").0[0], (item(0), "Ada"));
        assert_eq!(read("*Ada\n*Bob").0[0], (item(0), "Ada"));
        for text in ["Ada\n-Bob", "*Ada* is here", "-ada"] {
            assert_eq!(read(text).0, [(Kind::Paragraph { depth: 0 }, text)]);
        }
    }

    #[test]
    fn a_break_at_the_end_of_a_line_is_no_part_of_it() {
        let (blocks, _) = read("- Ada<br>\n- Bob \\\n\nEva <br />\n");
        assert_eq!(
            blocks,
            [(item(0), "Ada"), (item(0), "Bob"), (Kind::Paragraph { depth: 0 }, "Eva")]
        );
    }

    #[test]
    fn a_wrapped_line_belongs_to_its_item() {
        assert_eq!(
            read("- [A long\ntitle](https://a.example)\n- b").0[0],
            (item(0), "[A long\ntitle](https://a.example)")
        );
        assert_eq!(read("- Why? - Ada\nHow?").0.len(), 2);
        assert_eq!(read("- More from the\n  [site](https://a.example) is here").0.len(), 1);
        assert_eq!(read("- Why? - Ada\n  And how?").0.len(), 1);
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
            [(Kind::Code, "```\n###Picks\n```"), (Kind::Heading { level: 3 }, "Links")]
        );
        let (blocks, problems) = read("```\n### Picks\n");
        assert_eq!(blocks[1], (Kind::Heading { level: 3 }, "Picks"));
        assert_eq!(problems, ["1: code block is never closed"]);
    }

    #[test]
    fn endless_nesting_is_cut_off() {
        let mut text = String::new();
        for depth in 0..2000 {
            text.extend(std::iter::repeat_n(' ', depth * 2));
            text.push_str("- x\n");
        }
        let (blocks, _) = read(&text);
        assert_eq!(blocks.len(), 2000);
        assert_eq!(blocks[1999].0, item(15));
    }
}
