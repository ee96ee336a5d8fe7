//! Code: spans within text, and blocks kept as they are written.

use super::marks::Mark;
use super::writer::Writer;
use crate::sanitize;

/// What stands left of a code block.
const INDENT: &str = "  ";

impl Writer<'_> {
    /// `` `code` `` and what HTML's `<code>` holds: spaces count.
    pub(super) fn code_span(&mut self, raw: &str) {
        if self.dropped.is_none() {
            let mut look = self.marks.look();
            look.style = look.style.patch(self.styles.code);
            self.flow.push_exactly(&sanitize::text(raw), look);
        }
    }

    pub(super) fn start_code(&mut self) {
        self.start_block();
        self.page.open_block(INDENT, self.styles.code);
        self.marks.open(Mark::Block, self.styles.code);
        self.code = Some(String::new());
    }

    pub(super) fn end_code(&mut self) {
        let code = self.code.take().unwrap_or_default();
        self.flow.push_lines(&code, self.marks.look());
        self.flush();
        self.marks.close();
        self.page.close();
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::testing::STYLES;
    use crate::markdown::testing::picture;
    use crate::markdown::testing::style_of;

    #[test]
    fn fenced_code_is_kept_as_it_is() {
        assert_eq!(
            picture("text\n```rust\nfn main() {\n\n\n    go();\n}\n```\nmore", 40),
            "text\n\n  fn main() {\n\n\n      go();\n  }\n\nmore"
        );
        assert_eq!(style_of("```\nx\n```", "x"), STYLES.code);
    }

    #[test]
    fn indented_code_is_code() {
        assert_eq!(picture("a\n\n    b  c\n", 40), "a\n\n  b  c");
    }

    #[test]
    fn long_lines_of_code_break_at_the_width_and_are_not_filled_up() {
        assert_eq!(picture("```\nabcdefghijkl\nm\n```", 10), "  abcdefgh\n  ijkl\n  m");
    }

    #[test]
    fn tabs_become_spaces() {
        assert_eq!(picture("```\n\tx\ny\tz\n```", 20), "      x\n  y   z");
    }

    #[test]
    fn a_code_span_keeps_its_spaces_within_the_line() {
        assert_eq!(picture("a `b  c` d", 20), "a b  c d");
        assert_eq!(style_of("a `b` c", "b"), STYLES.code);
    }

    #[test]
    fn code_in_an_item_hangs_below_the_bullet() {
        assert_eq!(picture("- a\n\n      x\n\n- b", 20), "• a\n\n    x\n\n• b");
    }
}
