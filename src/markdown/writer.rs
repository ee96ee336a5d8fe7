//! The event loop: an index of what the parser reports and where it is handled.
//!
//! Every arm is one call; each construct keeps its handling and its tests in a file of its own.
//! Nothing here decides how a construct looks.

use pulldown_cmark::Event;
use pulldown_cmark::Options;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;
use pulldown_cmark::TextMergeStream;
use ratatui::text::Span;

use super::Rendered;
use super::StyleSheet;
use super::flow::Flow;
use super::flow::Look;
use super::html::Dropped;
use super::list::List;
use super::list::Plan;
use super::marks::Mark;
use super::marks::Marks;
use super::page::Page;
use super::table::Table;
use crate::sanitize;

/// What a page is written with: the parser's events go in, lines come out.
#[derive(Debug)]
pub(super) struct Writer<'s> {
    pub(super) styles: &'s StyleSheet,
    pub(super) page: Page,
    /// The text of the current block.
    pub(super) flow: Flow,
    pub(super) marks: Marks,
    /// For each open container whether its blocks follow each other without blank lines.
    pub(super) tight: Vec<bool>,
    pub(super) lists: Vec<List>,
    /// What is known beforehand of the lists to come.
    pub(super) plans: std::vec::IntoIter<Plan>,
    pub(super) table: Option<Table>,
    /// A code block being read.
    pub(super) code: Option<String>,
    /// An HTML block being read.
    pub(super) html: Option<String>,
    /// The HTML element whose content is being skipped.
    pub(super) dropped: Option<Dropped>,
    /// Within `<pre>`, where white space counts.
    pub(super) preformatted: bool,
}

/// Renders Markdown for a width of at least one column.
pub(super) fn write(source: &str, width: u16, styles: &StyleSheet) -> Rendered {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let events: Vec<Event<'_>> = TextMergeStream::new(Parser::new_ext(source, options)).collect();
    let mut writer = Writer {
        styles,
        page: Page::new(width),
        flow: Flow::default(),
        marks: Marks::default(),
        tight: Vec::new(),
        lists: Vec::new(),
        plans: Plan::of(&events).into_iter(),
        table: None,
        code: None,
        html: None,
        dropped: None,
        preformatted: false,
    };
    for event in events {
        writer.event(event);
    }
    writer.flush();
    writer.page.finish()
}

impl Writer<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => self.code_span(&code),
            Event::InlineMath(formula) | Event::DisplayMath(formula) => self.code_span(&formula),
            Event::Html(html) => self.html_line(&html),
            Event::InlineHtml(html) => self.html_tags(&html),
            Event::FootnoteReference(label) => self.footnote_reference(&label),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.hard_break(),
            Event::Rule => self.rule(),
            Event::TaskListMarker(done) => self.task(done),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.page.gap(),
            Tag::Heading { level, .. } => self.start_heading(level),
            Tag::BlockQuote(_) => self.start_quote(),
            Tag::CodeBlock(_) => self.start_code(),
            Tag::HtmlBlock => self.start_html(),
            Tag::List(first) => self.start_list(first),
            Tag::Item => self.start_item(),
            Tag::FootnoteDefinition(label) => self.start_footnote(&label),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_head(),
            Tag::TableRow => self.start_row(),
            Tag::Emphasis => self.marks.open(Mark::Emphasis, self.styles.emphasis),
            Tag::Strong => self.marks.open(Mark::Strong, self.styles.strong),
            Tag::Strikethrough => self.marks.open(Mark::Strikethrough, self.styles.strikethrough),
            Tag::Link { link_type, dest_url, .. } => self.start_link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => self.start_image(&dest_url),
            // A cell begins where the last one ended. The others are not asked of the parser:
            // their text, if it ever comes, is shown as it is.
            Tag::TableCell
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => self.ignore(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(level) => self.end_heading(level),
            TagEnd::BlockQuote(_) => self.end_quote(),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::List(_) => self.end_list(),
            TagEnd::Item | TagEnd::FootnoteDefinition => self.end_container(),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_head(),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.end_mark(),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => self.end_image(),
            TagEnd::TableRow
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => self.ignore(),
        }
    }

    /// Text of whatever is open.
    pub(super) fn text(&mut self, raw: &str) {
        let clean = sanitize::text(raw);
        if let Some(code) = &mut self.code {
            code.push_str(&clean);
        } else if self.dropped.is_none() {
            self.words(&clean);
        }
    }

    /// Clean text, in which bare addresses become links.
    fn words(&mut self, text: &str) {
        let look = self.marks.look();
        if self.preformatted {
            self.flow.push_preformatted(text, look);
        } else if look.link.is_some() || !text.contains("://") {
            self.flow.push(text, look);
        } else {
            self.text_with_addresses(text);
        }
    }

    fn hard_break(&mut self) {
        if self.dropped.is_none() {
            self.flow.line_break();
        }
    }

    fn end_mark(&mut self) {
        self.marks.close();
    }

    #[expect(clippy::unused_self, reason = "an arm of the index like any other")]
    const fn ignore(&self) {}

    /// Readies the page for a block other than a paragraph: the text of a tight item ends here.
    pub(super) fn start_block(&mut self) {
        self.flush();
        if self.tight.last() != Some(&true) {
            self.page.gap();
        }
    }

    /// Writes the text collected so far.
    pub(super) fn flush(&mut self) {
        self.marks.close_all_html();
        self.dropped = None;
        self.preformatted = false;
        if !self.flow.is_empty() {
            self.page.write_flow(&std::mem::take(&mut self.flow));
        }
        // Breaks that waited for a word are for this block alone.
        self.flow = Flow::default();
    }

    /// Opens a list item or a footnote.
    pub(super) fn open_container(&mut self, marker: String, tight: bool) {
        let marker = Span::styled(marker, self.styles.marker);
        let marker = self.page.open_item(marker);
        self.show_marker(marker);
        self.tight.push(tight);
    }

    /// Shows a marker that found no room beside the text, as text.
    pub(super) fn show_marker(&mut self, marker: Option<Span<'static>>) {
        if let Some(marker) = marker {
            let look = Look { style: marker.style, link: None };
            self.flow.push(&marker.content, look);
        }
    }

    fn end_container(&mut self) {
        self.flush();
        self.page.close();
        self.tight.pop();
    }
}
