//! Breaks a flow into rows no wider than a number of columns and says where its links lie.
//!
//! Words stay whole where they can. One longer than the row is cut at the last column, in its
//! second half preferably after `/` and the like, since such words are addresses. Knows nothing
//! of the page around the text.

use std::mem;

use crate::width;

use super::flow::Flow;
use super::flow::Look;
use super::row::Row;
use super::row::RowBuilder;

/// Stands for a cluster that is wider than the whole row.
const TOO_WIDE: &str = "…";

/// The rows of a flow, each at most `columns` wide (at least 1).
pub(super) fn wrap(flow: &Flow, columns: u16) -> Vec<Row> {
    let mut wrapper = Wrapper {
        // A run's width saturates: one below that, none too long seems to fit.
        columns: columns.clamp(1, u16::MAX - 1),
        ..Wrapper::default()
    };
    for (text, look) in flow.pieces() {
        for (kind, run) in runs(text) {
            match kind {
                Run::Break => wrapper.hard_break(),
                Run::Space | Run::Word if flow.is_verbatim() => wrapper.fill(run, look),
                Run::Space => wrapper.space(run, look),
                Run::Word => wrapper.word(run, look),
            }
        }
    }
    wrapper.finish()
}

/// Columns of the longest line and of the longest word of a flow that is not wrapped.
pub(super) fn extent(flow: &Flow) -> (usize, usize) {
    let longest = |separator: fn(char) -> bool| {
        let widths = flow.text().split(separator).map(width::columns);
        widths.max().unwrap_or(0)
    };
    (longest(|c| c == '\n'), longest(|c| c == '\n' || c == ' '))
}

/// What a stretch of text is to wrapping.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Run {
    Word,
    Space,
    Break,
}

/// A text as words, spaces and single line feeds.
pub(super) fn runs(text: &str) -> impl Iterator<Item = (Run, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (kind, end) = match rest.as_bytes().first()? {
            b'\n' => (Run::Break, Some(1)),
            b' ' => (Run::Space, rest.find(|c| c != ' ')),
            _ => (Run::Word, rest.find([' ', '\n'])),
        };
        let (run, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some((kind, run))
    })
}

/// A cluster, or several of one column each (ASCII) that need not be told apart.
#[derive(Clone, Copy)]
struct Chunk<'a> {
    text: &'a str,
    width: u16,
    look: Look,
}

impl<'a> Chunk<'a> {
    fn one(self, text: &'a str) -> Self {
        Self { text, width: 1, ..self }
    }

    /// Whether it holds several characters.
    fn is_run(&self) -> bool {
        self.text.len() > 1 && self.text.is_ascii()
    }

    fn is_wide(&self) -> bool {
        self.width > 1 && !self.text.is_ascii()
    }

    /// Its characters one by one.
    fn split(self) -> impl Iterator<Item = Self> {
        let ends = self.text.char_indices().map(|(at, c)| at..at + c.len_utf8());
        ends.filter_map(move |range| Some(self.one(self.text.get(range)?)))
    }
}

#[derive(Default)]
struct Wrapper<'a> {
    columns: u16,
    rows: Vec<Row>,
    line: RowBuilder,
    /// Spaces between the line and the word.
    spaces: Option<Chunk<'a>>,
    /// The word being read, never wider than the row.
    word: Vec<Chunk<'a>>,
    word_width: u16,
}

impl<'a> Wrapper<'a> {
    fn word(&mut self, text: &'a str, look: Look) {
        for chunk in chunks(text, look) {
            if (self.word.last()).is_some_and(|last| may_part(last, &chunk)) {
                self.place_word();
            }
            self.extend_word(chunk);
        }
    }

    fn space(&mut self, text: &'a str, look: Look) {
        self.place_word();
        let width = u16::try_from(text.len()).unwrap_or(u16::MAX);
        self.spaces = Some(Chunk { text, width, look });
    }

    /// Puts text on the line as it comes, for code.
    fn fill(&mut self, text: &'a str, look: Look) {
        for chunk in chunks(text, look) {
            if chunk.width <= self.room() {
                self.put(&chunk);
            } else if chunk.is_run() {
                chunk.split().for_each(|one| self.fill_one(&one));
            } else {
                self.fill_one(&chunk);
            }
        }
    }

    fn fill_one(&mut self, chunk: &Chunk<'a>) {
        if chunk.width > self.room() {
            self.end_line();
        }
        self.put(&self.fitted(*chunk));
    }

    fn hard_break(&mut self) {
        self.place_word();
        self.spaces = None;
        self.end_line();
    }

    fn finish(mut self) -> Vec<Row> {
        self.place_word();
        if self.line.width() > 0 {
            self.end_line();
        }
        self.rows
    }

    fn room(&self) -> u16 {
        self.columns - self.line.width()
    }

    fn extend_word(&mut self, chunk: Chunk<'a>) {
        let fits = chunk.width <= self.columns - self.word_width;
        if !fits && chunk.is_run() {
            for one in chunk.split() {
                self.extend_word(one);
            }
            return;
        }
        let chunk = self.fitted(chunk);
        while chunk.width > self.columns - self.word_width {
            self.cut_word();
        }
        self.word_width += chunk.width;
        self.word.push(chunk);
    }

    fn fitted(&self, chunk: Chunk<'a>) -> Chunk<'a> {
        if chunk.width > self.columns {
            return chunk.one(TOO_WIDE);
        }
        chunk
    }

    /// Puts the word on the line, or on the next one if it does not fit.
    fn place_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let spaces = self.spaces.take();
        let gap = spaces.map_or(0, |chunk| chunk.width);
        if self.word_width.saturating_add(gap) <= self.room() {
            // At the start of a line there are some in preformatted text only.
            if let Some(spaces) = spaces {
                self.put(&spaces);
            }
        } else if self.line.width() > 0 {
            self.end_line();
        }
        for chunk in mem::take(&mut self.word) {
            self.put(&chunk);
        }
        self.word_width = 0;
    }

    /// Ends a line within a word that is longer than a row.
    fn cut_word(&mut self) {
        self.spaces = None;
        if self.line.width() > 0 {
            self.end_line();
        }
        let word = singles(mem::take(&mut self.word));
        self.word_width = 0;
        let cut = cut_of(&word, self.columns);
        for (index, chunk) in word.into_iter().enumerate() {
            if index < cut {
                self.put(&chunk);
            } else {
                self.word_width += chunk.width;
                self.word.push(chunk);
            }
        }
        self.end_line();
    }

    fn put(&mut self, chunk: &Chunk<'a>) {
        self.line.put(chunk.text, chunk.width, chunk.look);
    }

    fn end_line(&mut self) {
        self.rows.push(mem::take(&mut self.line).finish());
    }
}

/// A run without spaces as chunks: one if it is ASCII, else its clusters.
fn chunks(text: &str, look: Look) -> impl Iterator<Item = Chunk<'_>> {
    let ascii = text.is_ascii().then(|| {
        let width = u16::try_from(text.len()).unwrap_or(u16::MAX);
        (text, width)
    });
    let rest = if ascii.is_some() { "" } else { text };
    (ascii.into_iter().chain(width::clusters(rest))).map(move |(text, width)| Chunk {
        text,
        width,
        look,
    })
}

fn singles(word: Vec<Chunk<'_>>) -> Vec<Chunk<'_>> {
    let mut singles = Vec::with_capacity(word.len());
    for chunk in word {
        if chunk.is_run() {
            singles.extend(chunk.split());
        } else {
            singles.push(chunk);
        }
    }
    singles
}

/// How many chunks of an overlong word go on its first row: up to the last good place in the
/// row's second half, else all.
fn cut_of(word: &[Chunk<'_>], columns: u16) -> usize {
    let mut width = 0;
    let mut cut = word.len();
    for (index, chunk) in word.iter().enumerate() {
        width += chunk.width;
        let good = matches!(chunk.text, "/" | "." | "-" | "_" | "?" | "&" | "=");
        if good && width > columns / 2 {
            cut = index + 1;
        }
    }
    cut
}

/// Whether a line may end between two chunks of one word: beside a wide character, as Chinese
/// and Japanese have no spaces, but neither after an opening bracket nor before a closing mark.
fn may_part(before: &Chunk<'_>, after: &Chunk<'_>) -> bool {
    (before.is_wide() || after.is_wide())
        && !matches!(before.text, "（" | "「" | "『" | "【" | "《" | "(" | "“" | "‘")
        && !after.text.starts_with([
            '）', '」', '』', '】', '》', '、', '。', '，', '．', '！', '？', '：', '；', 'ー',
            ')', '”', '’', '.', ',', '!', '?', ':', ';',
        ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(text: &str) -> Flow {
        let mut flow = Flow::default();
        flow.push(text, Look::default());
        flow
    }

    fn picture(flow: &Flow, columns: u16) -> String {
        let text = |row: &Row| row.spans.iter().map(|s| s.content.as_ref()).collect::<String>();
        wrap(flow, columns).iter().map(text).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn words_stay_whole_and_the_space_at_a_break_goes() {
        assert_eq!(picture(&flow("one two three"), 7), "one two\nthree");
        assert_eq!(picture(&flow("one two three"), 8), "one two\nthree");
    }

    #[test]
    fn a_long_address_breaks_after_a_slash_in_the_second_half_of_the_row() {
        assert_eq!(
            picture(&flow("see https://example.org/a/verylongname"), 20),
            "see\nhttps://example.org/\na/verylongname"
        );
        assert_eq!(
            picture(&flow("https://example.org/verylongname"), 22),
            "https://example.org/\nverylongname"
        );
    }

    #[test]
    fn a_long_word_without_such_places_breaks_at_the_last_column() {
        assert_eq!(picture(&flow("abcdefghij"), 4), "abcd\nefgh\nij");
    }

    #[test]
    fn a_wide_character_never_straddles_the_edge() {
        assert_eq!(picture(&flow("日本語"), 5), "日本\n語");
        assert_eq!(picture(&flow("a👩\u{200d}💻b"), 2), "a\n👩\u{200d}💻\nb");
    }

    #[test]
    fn a_closing_mark_stays_with_what_it_closes() {
        assert_eq!(picture(&flow("日本語。"), 6), "日本\n語。");
    }

    #[test]
    fn a_character_wider_than_the_row_becomes_an_ellipsis() {
        assert_eq!(picture(&flow("日a"), 1), "…\na");
    }

    #[test]
    fn code_breaks_at_the_last_column_and_keeps_its_spaces() {
        let mut code = Flow::default();
        code.push_lines("  let a  = 1;\n\n\n b", Look::default());
        assert_eq!(picture(&code, 8), "  let a \n = 1;\n\n\n b");
    }

    #[test]
    fn a_link_over_a_break_covers_columns_of_two_rows() {
        let mut flow = flow("go to");
        let link = Look { link: Some(3), ..Look::default() };
        flow.push(" ", Look::default());
        flow.push("the docs", link);
        let rows = wrap(&flow, 9);
        assert_eq!(rows[0].links, [(3, 6..9)]);
        assert_eq!(rows[1].links, [(3, 0..4)]);
    }

    #[test]
    fn spans_add_up_to_the_columns_drawn() {
        let rows = wrap(&flow("سلام لا إله"), 40);
        let line = ratatui::text::Line::from(rows[0].spans.clone());
        assert_eq!(line.width(), usize::from(rows[0].width));
    }
}
