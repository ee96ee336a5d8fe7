//! Text of one block before it is wrapped: words and their looks, white space settled.
//!
//! Runs of white space become one space (`&nbsp;` too: it holds places on web pages more often
//! than words together), none stands at an edge, and breaks are kept as line feeds. Knows neither widths nor where on the page it will stand.

use std::borrow::Cow;

use ratatui::style::Style;
use unicode_width::UnicodeWidthChar;

use crate::width;

/// Columns between two tab stops in code.
const TAB: usize = 4;

/// What a stretch of text looks like and which link it belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) style: Style,
    /// Index of the link in the page's list.
    pub(super) link: Option<usize>,
}

/// Text that goes on until the byte `end` with one look.
#[derive(Clone, Copy, Debug)]
struct Piece {
    end: usize,
    look: Look,
}

/// The text of a paragraph, a heading, a table cell or a code block.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    text: String,
    pieces: Vec<Piece>,
    /// A space seen but not yet followed by a word.
    space: Option<Look>,
    /// Line breaks seen but not yet followed by a word.
    breaks: usize,
    /// What follows stands right below, whatever it asks for.
    joined: bool,
    /// Whether lines are to be kept as they are, broken at the last column only.
    verbatim: bool,
}

impl Flow {
    /// Adds text whose white space means no more than "a space".
    pub(super) fn push(&mut self, text: &str, look: Look) {
        let mut rest = text;
        loop {
            let word = rest.trim_start_matches(char::is_whitespace);
            if word.len() < rest.len() {
                self.space.get_or_insert(look);
            }
            if word.is_empty() {
                return;
            }
            let (word, after) = word.split_at(word.find(char::is_whitespace).unwrap_or(word.len()));
            rest = after;
            self.append(word, look);
        }
    }

    /// Adds text whose spaces count, such as a code span.
    pub(super) fn push_exactly(&mut self, text: &str, look: Look) {
        if text.trim().is_empty() {
            self.push(text, look);
        } else {
            self.append(&text.replace(char::is_whitespace, " "), look);
        }
    }

    /// Adds text whose spaces and line feeds count, what `<pre>` holds.
    pub(super) fn push_preformatted(&mut self, text: &str, look: Look) {
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.line_break();
            }
            let line = expanded(line);
            if line.trim().is_empty() {
                self.push(&line, look);
            } else {
                self.append(&line, look);
            }
        }
    }

    /// Adds whole lines of code; blank ones at either end go.
    pub(super) fn push_lines(&mut self, text: &str, look: Look) {
        self.verbatim = true;
        for line in text.split('\n') {
            let line = line.trim_end();
            if !line.is_empty() {
                self.append(&expanded(line), look);
            }
            self.breaks += 1;
        }
    }

    /// Adds the text of another flow, looks and all.
    pub(super) fn extend(&mut self, other: &Self) {
        for (text, look) in other.pieces() {
            self.append(text, look);
        }
    }

    /// Ends the line, as `<br>` does; a second break leaves a blank line, a third changes nothing.
    pub(super) fn line_break(&mut self) {
        self.break_at_least((self.breaks + 1).min(2));
    }

    /// Makes sure that what follows stands on a line of its own (1) or after a blank one (2).
    pub(super) fn break_at_least(&mut self, breaks: usize) {
        if !self.joined {
            self.breaks = self.breaks.max(breaks);
        }
        self.space = None;
    }

    /// Ends the line; what follows stands on the next one, without a blank line between.
    pub(super) fn break_once(&mut self) {
        self.break_at_least(1);
        self.joined = true;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether the next word will be the first of its line.
    pub(super) fn at_line_start(&self) -> bool {
        self.text.is_empty() || self.breaks > 0
    }

    /// Bytes of text so far.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    pub(super) fn is_verbatim(&self) -> bool {
        self.verbatim
    }

    /// The text without its looks.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The stretches of one look, in order.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (&str, Look)> {
        let mut start = 0;
        self.pieces.iter().map(move |piece| {
            let text = self.text.get(start..piece.end).unwrap_or_default();
            start = piece.end;
            (text, piece.look)
        })
    }

    /// Adds text after the white space that was waiting for it.
    /// Text that draws nothing is as if it were not there.
    fn append(&mut self, text: &str, look: Look) {
        if !text.is_ascii() && width::clusters(text).next().is_none() {
            return;
        }
        let before = self.pieces.last().map(|piece| piece.look);
        let space = self.space.take();
        let breaks = std::mem::take(&mut self.breaks);
        self.joined = false;
        if let Some(before) = before {
            if breaks > 0 {
                for _ in 0..breaks {
                    self.add("\n", before);
                }
            } else if let Some(space) = space {
                self.add(" ", between(before, space, look));
            }
        }
        self.add(text, look);
    }

    fn add(&mut self, text: &str, look: Look) {
        self.text.push_str(text);
        let end = self.text.len();
        match self.pieces.last_mut() {
            Some(piece) if piece.look == look => piece.end = end,
            Some(_) | None => self.pieces.push(Piece { end, look }),
        }
    }
}

/// The look of a space: a link's only where the link goes on after it, so that `[ a ](x)` is
/// underlined under the `a` alone.
fn between(before: Look, space: Look, after: Look) -> Look {
    if before.link == after.link {
        return Look { link: before.link, ..space };
    }
    [before, after].into_iter().find(|look| look.link.is_none()).unwrap_or_default()
}

/// Tabs as the spaces to the next stop.
fn expanded(line: &str) -> Cow<'_, str> {
    if !line.contains('\t') {
        return Cow::Borrowed(line);
    }
    let mut column = 0;
    let mut spaced = String::with_capacity(line.len() + TAB);
    for c in line.chars() {
        let width = if c == '\t' { TAB - column % TAB } else { c.width().unwrap_or(0) };
        if c == '\t' {
            spaced.extend(std::iter::repeat_n(' ', width));
        } else {
            spaced.push(c);
        }
        column += width;
    }
    Cow::Owned(spaced)
}

#[cfg(test)]
mod tests {

    use super::*;

    const LINK: Look = Look { style: Style::new(), link: Some(0) };

    #[test]
    fn white_space_is_settled_across_pushes() {
        let mut flow = Flow::default();
        flow.push("  one \n", Look::default());
        flow.push(" two", Look::default());
        flow.push("   ", Look::default());
        assert_eq!(flow.text(), "one two");
    }

    #[test]
    fn a_space_at_the_edge_of_a_link_is_not_linked() {
        let mut flow = Flow::default();
        flow.push("see", Look::default());
        flow.push(" the docs ", LINK);
        flow.push("now", Look::default());
        let linked: Vec<_> = flow.pieces().filter(|(_, look)| *look == LINK).collect();
        assert_eq!(linked, [("the docs", LINK)]);
        assert_eq!(flow.text(), "see the docs now");
    }

    #[test]
    fn breaks_wait_for_a_word_and_leave_one_blank_line_at_most() {
        let mut flow = Flow::default();
        flow.line_break();
        flow.push("a", Look::default());
        for _ in 0..5 {
            flow.line_break();
        }
        flow.push(" b", Look::default());
        flow.line_break();
        assert_eq!(flow.text(), "a\n\nb");
    }

    #[test]
    fn text_that_draws_nothing_is_left_out() {
        let mut flow = Flow::default();
        flow.push("\u{301}", Look::default());
        assert!(flow.is_empty());
    }

    #[test]
    fn tabs_reach_the_next_stop() {
        assert_eq!(expanded("\ta\tbcd\te"), "    a   bcd e");
    }

    #[test]
    fn lines_of_code_keep_their_blanks_but_not_at_the_ends() {
        let mut flow = Flow::default();
        flow.push_lines("\n\n a\n  \n\n\n b \n\n", Look::default());
        assert_eq!(flow.text(), " a\n\n\n\n b");
    }
}
