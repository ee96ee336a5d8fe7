//! Which emphasis, code and links are open at the point being read, and the look they add up to.
//!
//! Markdown's marks are balanced; those of HTML need not be. An HTML tag therefore closes only
//! what was opened since the innermost Markdown mark, and a Markdown mark that ends takes the
//! HTML marks within it along.

use ratatui::style::Style;

use super::flow::Look;

/// How far back an HTML closing tag looks for its opening one, so that thousands of stray ones
/// stay cheap.
const REACH: usize = 32;

/// Something that is open and changes how text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Emphasis,
    Strong,
    Strikethrough,
    /// A link or an image whose text, if any, began at this byte of the flow.
    Link {
        from: usize,
    },
    /// A block's own style, such as a heading's.
    Block,
    Html(HtmlMark),
}

/// What an HTML element does to the text in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HtmlMark {
    Anchor,
    Strong,
    Emphasis,
    Code,
    Strikethrough,
    Heading,
}

/// The open marks, innermost last.
#[derive(Debug, Default)]
pub(super) struct Marks {
    open: Vec<(Mark, Look)>,
}

impl Marks {
    /// The look of text that stands here.
    pub(super) fn look(&self) -> Look {
        self.open.last().map(|&(_, look)| look).unwrap_or_default()
    }

    /// The innermost Markdown mark.
    pub(super) fn markdown(&self) -> Option<Mark> {
        let marks = self.open.iter().rev().map(|&(mark, _)| mark);
        marks.into_iter().find(|mark| !matches!(mark, Mark::Html(_)))
    }

    /// Adds a style to what is there.
    pub(super) fn open(&mut self, mark: Mark, style: Style) {
        let look = self.look();
        self.open_as(mark, style, look.link);
    }

    /// Adds a style and the link that text belongs to from here on.
    pub(super) fn open_link(&mut self, mark: Mark, style: Style, link: usize) {
        self.open_as(mark, style, Some(link));
    }

    /// Ends the innermost Markdown mark, and with it the HTML marks opened within.
    pub(super) fn close(&mut self) -> Option<Mark> {
        while let Some((mark, _)) = self.open.pop() {
            if !matches!(mark, Mark::Html(_)) {
                return Some(mark);
            }
        }
        None
    }

    /// Ends an HTML mark, if it was opened since the innermost Markdown mark.
    pub(super) fn close_html(&mut self, html: HtmlMark) {
        let within = self.open.iter().rev().take(REACH);
        let mut within = within.take_while(|(mark, _)| matches!(mark, Mark::Html(_)));
        if let Some(depth) = within.position(|&(mark, _)| mark == Mark::Html(html)) {
            self.open.truncate(self.open.len() - depth - 1);
        }
    }

    /// Ends the HTML marks left open at the end of a block.
    pub(super) fn close_all_html(&mut self) {
        while matches!(self.open.last(), Some((Mark::Html(_), _))) {
            self.open.pop();
        }
    }

    fn open_as(&mut self, mark: Mark, style: Style, link: Option<usize>) {
        let style = self.look().style.patch(style);
        self.open.push((mark, Look { style, link }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_add_up_and_go_in_turn() {
        let mut marks = Marks::default();
        marks.open(Mark::Strong, Style::new().bold());
        marks.open(Mark::Emphasis, Style::new().italic());
        assert_eq!(marks.look().style, Style::new().bold().italic());
        marks.close();
        assert_eq!(marks.look().style, Style::new().bold());
    }

    #[test]
    fn a_closing_tag_does_not_reach_past_a_markdown_mark() {
        let mut marks = Marks::default();
        marks.open(Mark::Html(HtmlMark::Strong), Style::new().bold());
        marks.open(Mark::Emphasis, Style::new().italic());
        marks.close_html(HtmlMark::Strong);
        assert_eq!(marks.look().style, Style::new().bold().italic());
    }

    #[test]
    fn a_markdown_mark_takes_unclosed_tags_along() {
        let mut marks = Marks::default();
        marks.open(Mark::Emphasis, Style::new().italic());
        marks.open(Mark::Html(HtmlMark::Strong), Style::new().bold());
        assert_eq!(marks.close(), Some(Mark::Emphasis));
        assert_eq!(marks.look(), Look::default());
    }

    #[test]
    fn a_tag_closed_out_of_order_takes_the_inner_ones_along() {
        let mut marks = Marks::default();
        marks.open(Mark::Html(HtmlMark::Strong), Style::new().bold());
        marks.open(Mark::Html(HtmlMark::Emphasis), Style::new().italic());
        marks.close_html(HtmlMark::Strong);
        assert_eq!(marks.look(), Look::default());
    }
}
