//! Tables: columns fitted to the width, cells wrapped; where that cannot be, `head: cell` lines.

use std::ops::Range;

use pulldown_cmark::Alignment;
use ratatui::style::Style;

use crate::width;

use super::flow::Flow;
use super::flow::Look;
use super::marks::Mark;
use super::row::Row;
use super::wrap::extent;
use super::wrap::wrap;
use super::writer::Writer;

/// What stands between two columns, and where a rule crosses it.
const BORDER: &str = " │ ";
const CROSSING: &str = "─┼─";
const BORDER_COLUMNS: u16 = 3;

/// A longer word than this may be broken to make a column narrower.
const LONG_WORD: usize = 12;

/// A table being read: the head is the first row.
#[derive(Debug)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    rows: Vec<Vec<Flow>>,
}

impl Writer<'_> {
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.start_block();
        self.table = Some(Table { alignments, rows: Vec::new() });
    }

    pub(super) fn start_head(&mut self) {
        self.marks.open(Mark::Block, self.styles.strong);
        self.start_row();
    }

    pub(super) fn end_head(&mut self) {
        self.marks.close();
    }

    pub(super) fn start_row(&mut self) {
        if let Some(table) = &mut self.table {
            table.rows.push(Vec::new());
        }
    }

    pub(super) fn end_cell(&mut self) {
        self.marks.close_all_html();
        self.dropped = None;
        let cell = std::mem::take(&mut self.flow);
        if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
            row.push(cell);
        }
    }

    pub(super) fn end_table(&mut self) {
        let Some(table) = self.table.take() else {
            return;
        };
        match table.widths(usize::from(self.page.room())) {
            Some(widths) => self.write_columns(&table, &widths),
            None => self.write_entries(&table),
        }
    }

    fn write_columns(&mut self, table: &Table, widths: &[u16]) {
        let rows: Vec<Vec<Row>> =
            table.rows.iter().map(|row| self.laid_out(row, table, widths)).collect();
        // Rows of several lines would run into each other.
        let tall = rows.iter().skip(1).any(|row| row.len() > 1);
        for (index, row) in rows.into_iter().enumerate() {
            if index == 1 || (tall && index > 1) {
                self.page.write(rule(widths, self.styles.marker));
            }
            for line in row {
                self.page.write(line);
            }
        }
    }

    /// The lines of one row: its cells wrapped, side by side.
    fn laid_out(&mut self, row: &[Flow], table: &Table, widths: &[u16]) -> Vec<Row> {
        for cell in row {
            self.page.name_links(cell);
        }
        let wrapped = row.iter().zip(widths).map(|(cell, width)| wrap(cell, *width));
        let mut cells: Vec<_> = wrapped.map(Vec::into_iter).collect();
        let height = cells.iter().map(ExactSizeIterator::len).max().unwrap_or(0);
        let border = Row::of(BORDER.to_owned(), self.styles.marker);
        let line = |_| {
            let mut line = Row::default();
            let mut start = 0;
            for ((cell, alignment), width) in cells.iter_mut().zip(&table.alignments).zip(widths) {
                if start > 0 {
                    line.pad(start - BORDER_COLUMNS);
                    line.append(border.clone());
                }
                if let Some(part) = cell.next() {
                    line.pad(start + indent(*alignment, *width - part.width));
                    line.append(part);
                }
                start += *width + BORDER_COLUMNS;
            }
            line
        };
        (0..height.max(1)).map(line).collect()
    }

    /// The table as a list of its cells, each with the head of its column.
    fn write_entries(&mut self, table: &Table) {
        let Some((heads, rows)) = table.rows.split_first() else {
            return;
        };
        // Links in heads are shown once, as labels are cut.
        let linked =
            |head: &&Flow| rows.is_empty() || head.pieces().any(|(_, look)| look.link.is_some());
        for head in heads.iter().filter(linked) {
            self.page.write_flow(head);
        }
        let longest = self.page.room() / 2;
        let labels: Vec<String> = heads.iter().map(|head| label(head, longest)).collect();
        let look = Look { style: self.marks.look().style.patch(self.styles.strong), link: None };
        for row in rows {
            self.page.gap();
            for (cell, label) in row.iter().zip(&labels).filter(|(cell, _)| !cell.is_empty()) {
                let mut entry = Flow::default();
                entry.push(label, look);
                entry.extend(cell);
                self.page.write_flow(&entry);
            }
        }
    }
}

impl Table {
    /// The columns' widths, if the table can be shown as one.
    fn widths(&self, room: usize) -> Option<Vec<u16>> {
        let count = self.alignments.len();
        let available = room.checked_sub(usize::from(BORDER_COLUMNS) * count.saturating_sub(1))?;
        let mut columns = vec![Column { least: 1, natural: 1 }; count];
        for row in &self.rows {
            for (column, cell) in columns.iter_mut().zip(row) {
                let (line, word) = extent(cell);
                column.natural = column.natural.max(line);
                column.least = column.least.max(word.min(LONG_WORD));
            }
        }
        fit(&columns, available)
    }
}

/// How wide a column must and would like to be.
#[derive(Clone, Copy)]
struct Column {
    least: usize,
    natural: usize,
}

impl Column {
    fn at(&self, level: usize) -> usize {
        level.clamp(self.least.min(self.natural), self.natural)
    }
}

/// Gives every column what it would like up to a common level, the highest that fits.
fn fit(columns: &[Column], available: usize) -> Option<Vec<u16>> {
    let total = |level| columns.iter().map(|column| column.at(level)).sum::<usize>();
    if total(0) > available {
        return None;
    }
    let mut level: Range<usize> = 0..available + 1;
    while level.len() > 1 {
        let middle = level.start + level.len() / 2;
        if total(middle) <= available {
            level.start = middle;
        } else {
            level.end = middle;
        }
    }
    let mut left = available - total(level.start);
    let widths = columns.iter().map(|column| {
        let width = column.at(level.start);
        let more = usize::from(left > 0 && width < column.at(level.start + 1));
        left -= more;
        u16::try_from(width + more).unwrap_or(u16::MAX)
    });
    Some(widths.collect())
}

fn indent(alignment: Alignment, free: u16) -> u16 {
    match alignment {
        Alignment::None | Alignment::Left => 0,
        Alignment::Center => free / 2,
        Alignment::Right => free,
    }
}

/// The line below the head.
fn rule(widths: &[u16], style: Style) -> Row {
    let parts: Vec<String> = widths.iter().map(|width| "─".repeat(usize::from(*width))).collect();
    Row::of(parts.join(CROSSING), style)
}

/// A head as the label of a cell: one line, cut where it is too long.
fn label(head: &Flow, longest: u16) -> String {
    let text = head.text().replace('\n', " ");
    let mut label = String::new();
    let mut width = 0;
    for (symbol, columns) in width::clusters(&text) {
        if width + columns > longest {
            label.push('…');
            break;
        }
        width += columns;
        label.push_str(symbol);
    }
    if !label.is_empty() {
        label.push_str(": ");
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::testing::STYLES;
    use crate::markdown::testing::links;
    use crate::markdown::testing::picture;
    use crate::markdown::testing::style_of;

    const TABLE: &str =
        "| Name | Score | Says |\n|:--|--:|:-:|\n| Ada | 9 | yes |\n| 日本 | 10 | `no` |";

    #[test]
    fn columns_are_aligned_as_the_source_asks() {
        assert_eq!(
            picture(TABLE, 40),
            "Name │ Score │ Says\n─────┼───────┼─────\nAda  │     9 │ yes\n日本 │    10 │  no"
        );
        assert_eq!(style_of(TABLE, "Name"), STYLES.strong);
    }

    #[test]
    fn cells_wrap_where_the_table_is_too_wide_and_rules_part_the_rows() {
        assert_eq!(
            picture("|A|B|\n|-|-|\n|one|two three four|\n|five|six|", 14),
            "A    │ B\n─────┼────────\none  │ two\n     │ three\n     │ four\n─────┼────────\nfive │ six"
        );
    }

    #[test]
    fn a_table_that_cannot_fit_becomes_lines_of_head_and_cell() {
        assert_eq!(
            picture(TABLE, 14),
            "Name: Ada\nScore: 9\nSays: yes\n\nName: 日本\nScore: 10\nSays: no"
        );
    }

    #[test]
    fn links_in_cells_know_their_columns() {
        let source = "|A|B|\n|-|-:|\n|x|[one two](u)|";
        assert_eq!(links(source, 40), ["one two → u 2:4-11"]);
        assert_eq!(links(source, 9), ["one two → u 2:6-9 3:6-9"]);
        assert_eq!(links(source, 4), ["one two → u 2:0-3 3:0-3"]);
    }

    #[test]
    fn a_link_in_a_head_is_shown_once_when_the_table_becomes_lines() {
        let source = "|[Head](u)|Other|\n|-|-|\n|a|b|\n|c|d|";
        assert_eq!(picture(source, 8), "Head\n\nHead: a\nOthe…: b\n\nHead: c\nOthe…: d");
        assert_eq!(links(source, 8), ["Head → u 0:0-4"]);
    }

    #[test]
    fn missing_cells_leave_their_columns_empty() {
        assert_eq!(
            picture("|A|B|C|\n|-|-|-|\n|1|\n||2|3|", 40),
            "A │ B │ C\n──┼───┼──\n1 │   │ \n  │ 2 │ 3"
        );
    }

    #[test]
    fn a_table_in_a_quote_has_the_bar() {
        assert_eq!(picture("> |A|B|\n> |-|-|\n> |1|2|", 20), "▎ A │ B\n▎ ──┼──\n▎ 1 │ 2");
    }

    #[test]
    fn widths_are_shared_up_to_a_common_level() {
        let column = |natural| Column { least: 2, natural };
        let fitted = |available| fit(&[column(3), column(20), column(9)], available);
        assert_eq!(fitted(40), Some(vec![3, 20, 9]));
        assert_eq!(fitted(20), Some(vec![3, 9, 8]));
        assert_eq!(fitted(6), Some(vec![2, 2, 2]));
        assert_eq!(fitted(5), None);
    }
}
