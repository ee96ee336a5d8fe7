//! HTML reduced to what can be read: links, emphasis, line breaks, the words of images.
//!
//! A block is taken as a whole; tags within a paragraph come one by one, with the text between
//! them from the Markdown parser. Both meet in `tag`. An unclosed element ends with its block.

use pulldown_cmark::HeadingLevel;

use super::entity;
use super::marks::HtmlMark;
use super::marks::Mark;
use super::tokens::Tag;
use super::tokens::Token;
use super::tokens::Tokens;
use super::writer::Writer;

/// What an element means for the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    Anchor,
    Image,
    Break,
    Item,
    Cell,
    Heading(HeadingLevel),
    Styled(HtmlMark),
    /// Stands on lines of its own.
    Line,
    /// Stands apart, with blank lines around it.
    Block,
    /// So does this, and its white space counts.
    Preformatted,
    Dropped(Dropped),
    /// Its content is shown as if it were not there.
    Transparent,
}

/// An element whose content is not for reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dropped {
    Script,
    Style,
    Iframe,
    Template,
    Svg,
}

impl Element {
    fn of(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "a" => Self::Anchor,
            "img" => Self::Image,
            "br" => Self::Break,
            "li" => Self::Item,
            "td" | "th" => Self::Cell,
            "h1" => Self::Heading(HeadingLevel::H1),
            "h2" => Self::Heading(HeadingLevel::H2),
            "h3" => Self::Heading(HeadingLevel::H3),
            "h4" | "h5" | "h6" => Self::Heading(HeadingLevel::H4),
            "b" | "strong" => Self::Styled(HtmlMark::Strong),
            "i" | "em" | "cite" | "dfn" => Self::Styled(HtmlMark::Emphasis),
            "code" | "kbd" | "samp" | "tt" => Self::Styled(HtmlMark::Code),
            "s" | "del" | "strike" => Self::Styled(HtmlMark::Strikethrough),
            "div" | "tr" | "section" | "article" | "header" | "footer" | "main" | "nav"
            | "aside" | "center" | "address" | "figcaption" | "summary" | "dt" | "dd"
            | "caption" => Self::Line,
            "p" | "ul" | "ol" | "dl" | "table" | "blockquote" | "figure" | "hr" | "details" => {
                Self::Block
            }
            "pre" => Self::Preformatted,
            "script" => Self::Dropped(Dropped::Script),
            "style" => Self::Dropped(Dropped::Style),
            "iframe" => Self::Dropped(Dropped::Iframe),
            "template" => Self::Dropped(Dropped::Template),
            "svg" => Self::Dropped(Dropped::Svg),
            _ => Self::Transparent,
        }
    }
}

impl Writer<'_> {
    pub(super) fn start_html(&mut self) {
        self.start_block();
        self.html = Some(String::new());
    }

    /// A line of an HTML block.
    pub(super) fn html_line(&mut self, line: &str) {
        match &mut self.html {
            Some(html) => html.push_str(line),
            None => self.html_tags(line),
        }
    }

    pub(super) fn end_html(&mut self) {
        let html = self.html.take().unwrap_or_default();
        self.html_tags(&html);
        self.flush();
    }

    /// HTML that is not read any further before it means something.
    pub(super) fn html_tags(&mut self, html: &str) {
        for token in Tokens::new(html) {
            match token {
                Token::Text(text) => self.text(&entity::decoded(text)),
                Token::Tag(tag) => self.tag(&tag),
            }
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        let element = Element::of(tag.name);
        if let Some(dropped) = self.dropped {
            if tag.closing && element == Element::Dropped(dropped) {
                self.dropped = None;
            }
            return;
        }
        match element {
            Element::Anchor if tag.closing => self.marks.close_html(HtmlMark::Anchor),
            Element::Anchor => self.start_anchor(&tag.attribute("href").unwrap_or_default()),
            Element::Image => self.image_tag(tag),
            Element::Break => self.flow.line_break(),
            Element::Item => self.html_item(tag.closing),
            Element::Cell => self.html_cell(tag.closing),
            Element::Heading(level) => self.html_heading(tag.closing, level),
            Element::Styled(mark) if tag.closing => self.marks.close_html(mark),
            Element::Styled(mark) => self.open_styled(mark),
            Element::Line => self.flow.break_at_least(1),
            Element::Block => self.flow.break_at_least(2),
            Element::Preformatted => self.html_preformatted(tag.closing),
            Element::Dropped(_) if tag.closing || tag.closes_itself() => {}
            Element::Dropped(dropped) => self.dropped = Some(dropped),
            Element::Transparent => {}
        }
    }

    /// Pictures of one pixel count visits and show nothing.
    fn image_tag(&mut self, tag: &Tag<'_>) {
        let alt = tag.attribute("alt").unwrap_or_default();
        let tiny = |side| tag.attribute(side).is_some_and(|v| matches!(v.trim(), "0" | "1"));
        if !alt.trim().is_empty() || !(tiny("width") || tiny("height")) {
            self.html_image(&tag.attribute("src").unwrap_or_default(), &alt);
        }
    }

    fn html_item(&mut self, closing: bool) {
        self.flow.break_at_least(1);
        if !closing {
            self.mark_text("•");
        }
    }

    fn html_cell(&mut self, closing: bool) {
        if !closing && !self.flow.at_line_start() {
            self.mark_text("│");
        }
    }

    fn html_heading(&mut self, closing: bool, level: HeadingLevel) {
        if closing {
            self.marks.close_html(HtmlMark::Heading);
            self.flow.break_once();
        } else {
            self.flow.break_at_least(2);
            self.marks.open(Mark::Html(HtmlMark::Heading), self.heading_style(level));
        }
    }

    fn html_preformatted(&mut self, closing: bool) {
        self.flow.break_at_least(2);
        self.preformatted = !closing;
        if closing {
            self.marks.close_html(HtmlMark::Code);
        } else {
            self.open_styled(HtmlMark::Code);
        }
    }

    fn open_styled(&mut self, mark: HtmlMark) {
        let style = match mark {
            HtmlMark::Anchor => self.styles.link,
            HtmlMark::Strong => self.styles.strong,
            HtmlMark::Emphasis => self.styles.emphasis,
            HtmlMark::Code => self.styles.code,
            HtmlMark::Strikethrough => self.styles.strikethrough,
            HtmlMark::Heading => self.styles.heading,
        };
        self.marks.open(Mark::Html(mark), style);
    }

    /// A bullet or a bar, with a space on either side.
    fn mark_text(&mut self, text: &str) {
        let mut look = self.marks.look();
        look.style = look.style.patch(self.styles.marker);
        look.link = None;
        self.flow.push(" ", look);
        self.flow.push(text, look);
        self.flow.push(" ", look);
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::testing::STYLES;
    use crate::markdown::testing::links;
    use crate::markdown::testing::picture;
    use crate::markdown::testing::style_of;

    #[test]
    fn a_block_is_reduced_to_its_text() {
        assert_eq!(
            picture(
                "<div class=\"ad\">\n<h2>Sponsor</h2>\n<p>Try <b>it</b> &amp; see.\n<p>Second<br>line\n</div>",
                40
            ),
            "Sponsor\nTry it & see.\n\nSecond\nline"
        );
    }

    #[test]
    fn an_anchor_is_a_real_link_in_blocks_and_in_text() {
        assert_eq!(
            links("<div>\n<a href='https://x.org/?a=1&amp;b=2'>the <b>site</b></a>\n</div>", 40),
            ["the site → https://x.org/?a=1&b=2 0:0-8"]
        );
        assert_eq!(links("go <a href=\"u\">there</a> now", 40), ["there → u 0:3-8"]);
        assert_eq!(style_of("go <a href=u>there</a>", "there"), STYLES.link);
    }

    #[test]
    fn an_unclosed_anchor_ends_with_its_block() {
        assert_eq!(links("<a href=u>one\n\ntwo", 40), ["one → u 0:0-3"]);
        assert_eq!(links("a <a href=u>b <a href=v>c</a> d", 40), ["b → u 0:2-3", "c → v 0:4-5"]);
    }

    #[test]
    fn emphasis_in_tags_looks_like_markdown_s() {
        for (source, style) in [
            ("a <b>x</b>", STYLES.strong),
            ("a <strong>x</strong>", STYLES.strong),
            ("a <i>x</i>", STYLES.emphasis),
            ("a <EM>x</EM>", STYLES.emphasis),
            ("a <code>x</code>", STYLES.code),
            ("a <del>x</del>", STYLES.strikethrough),
        ] {
            assert_eq!(style_of(source, "x"), style, "{source}");
        }
    }

    #[test]
    fn what_is_not_for_reading_is_dropped() {
        assert_eq!(picture("<iframe src=\"u\" height=1>text</iframe>", 40), "");
        assert_eq!(picture("a <!-- b --> <script>c()</script>d", 40), "a d");
        assert_eq!(picture("<style>\np > a { }\n</style>\n\nb", 40), "b");
        assert_eq!(
            picture("### Summary\ntext\n\n<iframe></iframe>\n\n### Picks", 40),
            "Summary\ntext\n\nPicks"
        );
    }

    #[test]
    fn only_its_own_tag_ends_what_is_dropped() {
        assert_eq!(picture("a <svg><title>b</title>c</svg> d", 40), "a d");
    }

    #[test]
    fn a_script_left_open_hides_no_more_than_its_block() {
        assert_eq!(picture("a <script>b\n\nc", 40), "a\n\nc");
    }

    #[test]
    fn lists_and_tables_break_lines() {
        assert_eq!(
            picture(
                "<ul><li>a</li><li>b <i>c</i></ul>\n<table><tr><th>d<td>e</tr><tr><td>f</td></tr></table>",
                40
            ),
            "• a\n• b c\n\nd │ e\nf"
        );
    }

    #[test]
    fn preformatted_text_keeps_its_lines_and_spaces() {
        assert_eq!(
            picture("<pre>\ndef f():\n    return  <b>1</b>\n\n\n\n# end\n</pre>", 40),
            "def f():\n    return  1\n\n# end"
        );
    }

    #[test]
    fn images_show_their_words_and_lead_to_their_address() {
        assert_eq!(links("<img src=\"a.png\" alt=\"a cat\">", 40), ["a cat → a.png 0:0-5"]);
        assert_eq!(picture("x <img src=p.gif width=1 height=1>", 40), "x");
        assert_eq!(links("<a href=u><img src=a.png></a>", 40), ["image → u 0:0-5"]);
    }

    #[test]
    fn a_div_within_a_paragraph_begins_a_line() {
        assert_eq!(picture("a <div>b</div> c", 40), "a\nb\nc");
    }

    #[test]
    fn entities_that_hide_controls_are_cleaned() {
        assert_eq!(picture("<div>\na&#27;[31mb&#x202e;c &#9;d\n</div>", 40), "abc d");
    }
}
