//! One row of the matcher's table for many items: what is known of a word up to one letter.
//!
//! Owns the incremental algorithm. fuzzy-matcher fills a table for each field, a row for each
//! letter of the word, a column for each character, and the best score in the last row counts.
//! A row follows from the one above it alone, and holds something only where its letter stands.
//! So these places and their scores are kept, for all items, and a further letter needs nothing
//! else. It must not know which word comes next.

use std::ops::Range;

use super::haystack::{Haystack, Text, position};
use super::letter::Letter;
use super::score::{ADJACENT, GAP, LEAST, MATCH, OTHER_CASE, START};
use super::window::{Search, each};

/// A row: the last letter of a word, wherever it stands behind those before it.
#[derive(Debug)]
pub(super) struct Row {
    letter: Letter,
    cells: Vec<Cell>,
    candidates: Vec<Candidate>,
    /// How many candidates of the row above were taken in; in the first row, how many items.
    read: usize,
    /// How many cells those had.
    cells_read: usize,
}

/// A place of the letter, and the best score of the word when it ends there.
#[derive(Clone, Copy, Debug)]
struct Cell {
    at: u32,
    score: i32,
}

/// An item that has the word up to here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// Index of the item.
    pub(super) item: u32,
    /// The best score in any field.
    pub(super) score: i32,
    /// How literally the word stands in any field: 2 when it is all of it, 1 when it stands
    /// there letter by letter.
    pub(super) exact: u32,
    /// Where its cells end; they begin where those of the candidate before end.
    cells_end: u32,
}

impl Row {
    /// An empty row for a letter.
    pub(super) fn new(letter: char) -> Self {
        let letter = Letter::new(letter);
        Self { letter, cells: Vec::new(), candidates: Vec::new(), read: 0, cells_read: 0 }
    }

    /// Whether it is the row for this letter.
    pub(super) fn is_for(&self, letter: char) -> bool {
        self.letter.character() == letter.to_ascii_lowercase()
    }

    /// The items that have the word up to here, ascending.
    pub(super) fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// As the first row, which has every place of its letter, takes in the items that are new.
    pub(super) fn begin(&mut self, haystack: &Haystack, items: Range<usize>) {
        let new = items.start + self.read..items.end;
        self.read = items.len();
        let Some(text) = haystack.text(new.clone()) else {
            return;
        };
        let mut items = new.filter_map(|item| Some((item, haystack.end(item)?)));
        let mut now = items.next();
        let mut best = Best::default();
        let (letter, from) = (self.letter, text.start..text.end);
        each(text.arena, from, letter, |at| {
            while let Some((item, _)) = now.filter(|(_, end)| *end <= at) {
                self.close(item, std::mem::take(&mut best));
                now = items.next();
            }
            let score = START + text.bonus(at) + worth(letter, text, at);
            best.raise(score, text.literal(at, at + letter.len()));
            self.cells.push(Cell { at: position(at), score });
        });
        if let Some((item, _)) = now {
            self.close(item, best);
        }
    }

    /// As a row below `above`, takes in those of its candidates that are new.
    pub(super) fn extend(&mut self, above: &Self, haystack: &Haystack, word: &str) {
        for candidate in above.candidates.iter().skip(self.read) {
            self.read += 1;
            let cells_end = candidate.cells_end as usize;
            let cells = above.cells.get(self.cells_read..cells_end).unwrap_or_default();
            self.cells_read = cells_end;
            let item = candidate.item as usize;
            if let Some(text) = haystack.text(item..item + 1) {
                let best = self.extend_item(text, cells, above.letter.len(), word);
                self.close(item, best);
            }
        }
    }

    /// Makes the cells of an item from those of the row above, field by field.
    fn extend_item(
        &mut self,
        text: Text<'_>,
        mut above: &[Cell],
        above_len: usize,
        word: &str,
    ) -> Best {
        let mut best = Best::default();
        let start = above.first().map_or(text.end, |cell| cell.at as usize);
        let mut search = Search::new(text.arena, start, self.letter);
        while let Some(first) = above.first() {
            // A letter counts behind the first place of the one before it.
            let mut from = first.at as usize + above_len;
            let mut gap = Gap { score: LEAST, at: from };
            let field_end = loop {
                let at = match search.next(from) {
                    Ok(at) => at,
                    Err(end) => break end,
                };
                let mut adjacent = None;
                while let Some((cell, rest)) = above.split_first() {
                    let end = cell.at as usize + above_len;
                    if end >= at {
                        adjacent = (end == at).then_some(cell.score);
                        break;
                    }
                    gap.reach(text, end);
                    gap.score = gap.score.max(cell.score + GAP);
                    above = rest;
                }
                gap.reach(text, at);
                from = at + self.letter.len();
                let bonus = text.bonus(at);
                let apart = gap.score.saturating_add(bonus);
                let joined = adjacent.unwrap_or(LEAST) + bonus.max(ADJACENT);
                let score = apart.max(joined) + worth(self.letter, text, at);
                best.raise(score, adjacent.map_or(0, |_| text.literal_word(word, from)));
                self.cells.push(Cell { at: position(at), score });
            };
            let next = above.iter().position(|cell| cell.at as usize > field_end);
            above = next.and_then(|next| above.get(next..)).unwrap_or_default();
        }
        best
    }

    /// Makes an item whose cells were added a candidate, if there were any.
    fn close(&mut self, item: usize, best: Best) {
        if let Best { score: Some(score), exact } = best {
            let cells_end = position(self.cells.len());
            self.candidates.push(Candidate { item: position(item), score, exact, cells_end });
        }
    }
}

/// What a letter is worth where it stands, whatever is around it.
fn worth(letter: Letter, text: Text<'_>, at: usize) -> i32 {
    if letter.is_same_case(text.byte(at)) { MATCH } else { MATCH + OTHER_CASE }
}

/// The best score to go on from behind a gap.
#[derive(Clone, Copy, Debug)]
struct Gap {
    score: i32,
    /// Where the gap ends so far.
    at: usize,
}

impl Gap {
    /// Widens the gap.
    fn reach(&mut self, text: Text<'_>, at: usize) {
        self.score = self.score.saturating_sub(text.characters(self.at, at));
        self.at = at;
    }
}

/// The best of an item's cells.
#[derive(Clone, Copy, Debug, Default)]
struct Best {
    score: Option<i32>,
    exact: u32,
}

impl Best {
    fn raise(&mut self, score: i32, exact: u32) {
        self.score = self.score.max(Some(score));
        self.exact = self.exact.max(exact);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a word over one item, each as its places and scores.
    fn rows(field: &str, word: &str) -> Vec<Vec<(u32, i32)>> {
        let mut haystack = Haystack::default();
        haystack.push([field]);
        let mut rows: Vec<Row> = Vec::new();
        for letter in word.chars() {
            let mut row = Row::new(letter);
            match rows.last() {
                None => row.begin(&haystack, 0..1),
                Some(above) => row.extend(above, &haystack, word),
            }
            rows.push(row);
        }
        let cells = |row: &Row| row.cells.iter().map(|cell| (cell.at, cell.score)).collect();
        rows.iter().map(cells).collect()
    }

    #[test]
    fn a_row_has_the_places_behind_the_first_of_the_row_above() {
        // The field's first letter 31, one amid a word 15; adjacent 20 more, two apart 11.
        assert_eq!(rows("abxb", "ab"), [vec![(0, 31)], vec![(1, 51), (3, 42)]]);
        assert_eq!(rows("bbab", "ab"), [vec![(2, 15)], vec![(3, 35)]]);
    }

    #[test]
    fn a_letter_goes_on_from_the_best_place_before_it() {
        let [_, row] = &rows("a aab", "ab")[..] else { panic!() };
        // From the first over a gap of three: 31 - 6 + 16; from the neighbour: 15 + 20.
        assert_eq!(row, &[(4, 41)]);
    }

    #[test]
    fn what_is_taken_in_already_is_not_again() {
        let mut haystack = Haystack::default();
        let (mut first, mut second) = (Row::new('a'), Row::new('b'));
        for size in 1..4 {
            haystack.push(["ab", "xab"]);
            for _ in 0..2 {
                first.begin(&haystack, 0..size);
                second.extend(&first, &haystack, "ab");
            }
            let items = |row: &Row| row.candidates.iter().map(|it| it.item).collect::<Vec<_>>();
            let all: Vec<u32> = (0..).take(size).collect();
            assert_eq!((items(&first), items(&second)), (all.clone(), all));
            assert_eq!(second.cells.len(), 2 * size);
        }
    }
}
