//! Notes → the words a reader sees, for searching them.
//!
//! Owns what of the Markdown is text and where a line of it ends. It must not repair: it is given
//! what `body` wrote. How the text looks is for the page, which reads the same Markdown.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::sanitize;

use super::plain;

/// HTML elements whose content is not for reading.
const DROPPED: &[&str] = &["script", "style", "iframe", "template", "svg"];

/// HTML elements within a paragraph that begin or end a line.
const LINES: &[&str] = &[
    "br",
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "hr",
];

/// The text of Markdown without its markup, a line for each paragraph, heading, item or row.
pub(super) fn of(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut prose = Prose::default();
    for event in Parser::new_ext(markdown, options) {
        prose.event(event);
    }
    prose.end_line();
    prose.text
}

#[derive(Default)]
struct Prose {
    text: String,
    /// The HTML element whose content is being skipped.
    dropped: Option<&'static str>,
}

impl Prose {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.words(&text),
            Event::FootnoteReference(label) => self.words(&format!("[{label}]")),
            Event::Start(Tag::FootnoteDefinition(label)) => {
                self.end_line();
                self.words(&format!("[{label}] "));
            }
            Event::Start(Tag::Item) | Event::HardBreak | Event::Rule => self.end_line(),
            Event::End(tag) => self.end(tag),
            Event::SoftBreak => self.words(" "),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            Event::Start(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::MetadataBlock(_) => {
                self.dropped = None;
                self.end_line();
            }
            TagEnd::TableCell => self.words(" "),
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => {}
        }
    }

    fn words(&mut self, text: &str) {
        if self.dropped.is_some() {
            return;
        }
        // Entities have become characters, perhaps some that are never to be shown.
        let clean = sanitize::text(text);
        let at_start = self.text.is_empty() || self.text.ends_with('\n');
        self.text.push_str(if at_start { clean.trim_start() } else { &clean });
    }

    fn end_line(&mut self) {
        self.text.truncate(self.text.trim_end().len());
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Tags and what stands between them.
    fn html(&mut self, html: &str) {
        let mut rest = html;
        while let Some((text, more)) = rest.split_once('<') {
            self.words(&plain::decoded(text));
            let (tag, behind) = more.split_once('>').unwrap_or((more, ""));
            self.tag(tag);
            rest = behind;
        }
        self.words(&plain::decoded(rest));
    }

    fn tag(&mut self, tag: &str) {
        let (closes, tag) = match tag.strip_prefix('/') {
            Some(tag) => (true, tag),
            None => (false, tag),
        };
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or(tag);
        let is_named = |known: &&&str| known.eq_ignore_ascii_case(name);
        match (self.dropped, DROPPED.iter().find(is_named)) {
            (Some(open), Some(element)) if closes && open == *element => self.dropped = None,
            (None, Some(element)) if !closes => self.dropped = Some(element),
            (None, None) if LINES.iter().any(|known| is_named(&known)) => self.end_line(),
            (None | Some(_), None | Some(_)) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_addresses_go_and_words_stay() {
        assert_eq!(of("# A *b* `c_d`\n\n[e **f**](https://g.org) ~~h~~\n"), "A b c_d\ne f h\n");
        assert_eq!(of("<https://a.org> and ![a cat](b.png)"), "https://a.org and a cat\n");
    }

    #[test]
    fn every_block_is_a_line() {
        assert_eq!(
            of("one\ntwo\\\nthree\n\n- four\n    - five\n- six\n\n> seven\n\n---\n\n1. eight\n"),
            "one two\nthree\nfour\nfive\nsix\nseven\neight\n"
        );
        assert_eq!(of("| a | b |\n|---|---|\n| c | d |\n"), "a b\nc d\n");
        assert_eq!(of("```\nx = 1\n\ny = 2\n```"), "x = 1\n\ny = 2\n");
        assert_eq!(of("see[^1]\n\n[^1]: note"), "see[1]\n[1] note\n");
    }

    #[test]
    fn tags_are_no_text_and_some_end_a_line() {
        assert_eq!(of("a<b>b</b>c<br>d<BR/>e"), "abc\nd\ne\n");
        assert_eq!(of("<div>\n<p>a &amp; <i>b</i></p>\n<p>c</p>\n</div>"), "a & b\nc\n");
    }

    #[test]
    fn what_is_not_for_reading_is_left_out_up_to_its_end() {
        assert_eq!(of("a <script>b</script>c"), "a c\n");
        assert_eq!(of("a <svg>b</style>c\n\nd"), "a\nd\n");
        assert_eq!(of("a <scripture>b"), "a b\n");
    }

    #[test]
    fn entities_that_hide_controls_are_cleaned() {
        assert_eq!(of("a&#27;[31mb&#x202e;c"), "a[31mbc\n");
    }

    #[test]
    fn of_nothing_there_is_no_text() {
        for markdown in ["", "\n\n", "---", "<hr>"] {
            assert_eq!(of(markdown), "", "{markdown}");
        }
    }
}
