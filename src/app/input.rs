//! One line of text being typed.
//!
//! Owns the text and its cursor; moves by whole characters as people see them. It must not know
//! what is typed for.

use unicode_segmentation::UnicodeSegmentation;

use crate::sanitize;
use crate::width;

/// The longest text taken, in bytes: far more than anybody filters by, and little enough that a
/// book pasted by accident costs nothing.
const LONGEST: usize = 500;

/// A line of text with a cursor in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    before: String,
    after: String,
}

impl Input {
    /// The whole text.
    pub fn text(&self) -> String {
        format!("{}{}", self.before, self.after)
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    /// The text before and after the cursor.
    pub fn parts(&self) -> (&str, &str) {
        (&self.before, &self.after)
    }

    /// Columns before the cursor.
    pub fn cursor_column(&self) -> usize {
        width::columns(&self.before)
    }

    /// Types text at the cursor; what must not be shown is left out, lines become one, and
    /// what is more than a line can hold is not taken.
    pub fn insert(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.before.len() + self.after.len());
        let clean = sanitize::line(text);
        let fitting = clean.grapheme_indices(true).map(|(at, part)| at + part.len());
        let end = fitting.take_while(|end| *end <= room).last().unwrap_or(0);
        self.before.push_str(clean.get(..end).unwrap_or_default());
    }

    /// Empties the line.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Moves the cursor to the start.
    pub fn to_start(&mut self) {
        self.after.insert_str(0, &self.before);
        self.before.clear();
    }

    /// Moves the cursor to the end.
    pub fn to_end(&mut self) {
        self.before.push_str(&self.after);
        self.after.clear();
    }

    /// Moves the cursor one character left.
    pub fn left(&mut self) {
        let moved = self.pop_before();
        self.after.insert_str(0, &moved);
    }

    /// Moves the cursor one character right.
    pub fn right(&mut self) {
        let moved = self.pop_after();
        self.before.push_str(&moved);
    }

    /// Deletes the character before the cursor.
    pub fn delete_back(&mut self) {
        self.pop_before();
    }

    /// Deletes the character after the cursor.
    pub fn delete_forward(&mut self) {
        self.pop_after();
    }

    /// Deletes the word before the cursor and the space around it.
    pub fn delete_word(&mut self) {
        let kept = self.before.trim_end();
        let kept = kept.trim_end_matches(|c: char| !c.is_whitespace()).len();
        self.before.truncate(kept);
    }

    /// Deletes everything before the cursor.
    pub fn delete_all_before(&mut self) {
        self.before.clear();
    }

    fn pop_before(&mut self) -> String {
        let length = self.before.graphemes(true).next_back().map_or(0, str::len);
        self.before.split_off(self.before.len() - length)
    }

    fn pop_after(&mut self) -> String {
        let length = self.after.graphemes(true).next().map_or(0, str::len);
        let rest = self.after.split_off(length);
        std::mem::replace(&mut self.after, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Input {
        let mut input = Input::default();
        input.insert(text);
        input
    }

    #[test]
    fn letters_go_in_at_the_cursor() {
        let mut input = typed("wgi");
        input.left();
        input.left();
        input.insert("s");
        assert_eq!(input.text(), "wsgi");
        assert_eq!(input.cursor_column(), 2);
    }

    #[test]
    fn a_character_of_several_code_points_is_one_step() {
        let mut input = typed("ax\u{302}👩\u{200d}💻");
        input.delete_back();
        assert_eq!(input.text(), "ax\u{302}");
        input.left();
        input.delete_forward();
        assert_eq!(input.text(), "a");
    }

    #[test]
    fn a_word_is_deleted_with_the_space_after_it() {
        let mut input = typed("wsgi django  ");
        input.delete_word();
        assert_eq!(input.text(), "wsgi ");
        input.delete_word();
        input.delete_word();
        assert!(input.is_empty());
    }

    #[test]
    fn moving_past_either_end_stays_there() {
        let mut input = typed("ab");
        input.right();
        assert_eq!(input.parts(), ("ab", ""));
        input.to_start();
        input.left();
        input.delete_back();
        assert_eq!(input.parts(), ("", "ab"));
        input.right();
        input.delete_all_before();
        input.to_end();
        assert_eq!(input.parts(), ("b", ""));
    }

    #[test]
    fn a_book_pasted_by_accident_is_cut_short() {
        let input = typed(&"日".repeat(100_000));
        assert_eq!(input.text().chars().count(), LONGEST / 3);
    }

    #[test]
    fn pasted_text_becomes_one_harmless_line() {
        assert_eq!(typed("a\nb\u{1b}[2Jc").text(), "a bc");
    }
}
