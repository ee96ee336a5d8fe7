//! Blocks with little to them: headings, quotes, rules and footnotes.

use pulldown_cmark::HeadingLevel;
use ratatui::style::Style;

use super::marks::Mark;
use super::row::Row;
use super::wrap::extent;
use super::writer::Writer;
use crate::sanitize;

/// The bar beside quoted text.
const BAR: &str = "▎ ";

impl Writer<'_> {
    /// A heading has a blank line before it and its text right below.
    pub(super) fn start_heading(&mut self, level: HeadingLevel) {
        self.flush();
        self.page.gap_always();
        self.marks.open(Mark::Block, self.heading_style(level));
    }

    pub(super) fn end_heading(&mut self, level: HeadingLevel) {
        if self.flow.is_empty() {
            self.marks.close();
            return;
        }
        let (columns, _) = extent(&self.flow);
        self.flush();
        self.marks.close();
        match level {
            HeadingLevel::H1 => self.line("━", columns),
            HeadingLevel::H2
            | HeadingLevel::H3
            | HeadingLevel::H4
            | HeadingLevel::H5
            | HeadingLevel::H6 => {}
        }
        self.page.join_next();
    }

    pub(super) fn heading_style(&self, level: HeadingLevel) -> Style {
        match level {
            HeadingLevel::H1 | HeadingLevel::H2 => self.styles.heading,
            HeadingLevel::H3 => self.styles.subheading,
            HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => {
                self.styles.subheading.patch(self.styles.emphasis)
            }
        }
    }

    pub(super) fn start_quote(&mut self) {
        self.start_block();
        self.page.open_block(BAR, self.styles.quote);
        self.tight.push(false);
        self.marks.open(Mark::Block, self.styles.quote);
    }

    pub(super) fn end_quote(&mut self) {
        self.flush();
        self.page.close();
        self.tight.pop();
        self.marks.close();
    }

    pub(super) fn rule(&mut self) {
        self.start_block();
        self.line("─", usize::MAX);
    }

    /// `[^1]` in the text.
    pub(super) fn footnote_reference(&mut self, label: &str) {
        if self.dropped.is_none() {
            let mut look = self.marks.look();
            look.style = look.style.patch(self.styles.marker);
            self.flow.push(&format!("[{}]", sanitize::line(label)), look);
        }
    }

    /// `[^1]: text`, shown where it is written.
    pub(super) fn start_footnote(&mut self, label: &str) {
        self.start_block();
        self.open_container(format!("[{}] ", sanitize::line(label)), false);
    }

    /// A line drawn across, as long as asked and the page allows.
    fn line(&mut self, symbol: &str, columns: usize) {
        let columns = columns.min(usize::from(self.page.room()));
        self.page.write(Row::of(symbol.repeat(columns), self.styles.marker));
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::testing::STYLES;
    use crate::markdown::testing::picture;
    use crate::markdown::testing::style_of;

    #[test]
    fn a_heading_has_a_blank_line_before_it_and_none_after() {
        assert_eq!(
            picture("text\n## Picks\n- a\n\n### More\ntext", 20),
            "text\n\nPicks\n• a\n\nMore\ntext"
        );
    }

    #[test]
    fn the_first_level_is_underlined_as_far_as_its_text() {
        assert_eq!(picture("# Title\ntext", 20), "Title\n━━━━━\ntext");
        assert_eq!(picture("# A long title\ntext", 6), "A long\ntitle\n━━━━━━\ntext");
        assert_eq!(picture("Two  \nlines\n===", 20), "Two\nlines\n━━━━━");
    }

    #[test]
    fn levels_are_told_apart_by_style() {
        assert_eq!(style_of("## Two", "Two"), STYLES.heading);
        assert_eq!(style_of("### Three", "Three"), STYLES.subheading);
        assert_eq!(style_of("#### Four", "Four"), STYLES.subheading.patch(STYLES.emphasis));
    }

    #[test]
    fn marks_within_a_heading_add_to_its_style() {
        assert_eq!(style_of("## Two *x*", "x"), STYLES.heading.patch(STYLES.emphasis));
    }

    #[test]
    fn a_quote_has_its_bar_on_every_line() {
        assert_eq!(
            picture("a\n\n> one two three\n>\n> four\n> > five\n\nb", 10),
            "a\n\n▎ one two\n▎ three\n▎\n▎ four\n▎\n▎ ▎ five\n\nb"
        );
        assert_eq!(style_of("> a *b*", "b"), STYLES.quote.patch(STYLES.emphasis));
    }

    #[test]
    fn two_quotes_are_parted_by_a_line_without_a_bar() {
        assert_eq!(picture("> a\n\n<!-- -->\n\n> b", 10), "▎ a\n\n▎ b");
    }

    #[test]
    fn a_rule_spans_the_width() {
        assert_eq!(picture("a\n\n---\n\nb", 5), "a\n\n─────\n\nb");
        assert_eq!(picture("> ***", 6), "▎ ────");
    }

    #[test]
    fn a_footnote_stands_where_it_is_written_and_hangs_below_itself() {
        assert_eq!(
            picture("Word[^n].\n\n[^n]: The note goes on.", 14),
            "Word[n].\n\n[n] The note\n    goes on."
        );
    }

    #[test]
    fn a_hard_break_ends_the_line_and_a_soft_one_does_not() {
        assert_eq!(picture("a  \nb\\\nc\nd", 20), "a\nb\nc d");
    }
}
