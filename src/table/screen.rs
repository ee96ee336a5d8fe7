//! A table as lines for a terminal: aligned, cut, with its looks.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::column::Reach;
use super::fit::{self, GAP, Wish};
use super::{Cell, Column, Table};
use crate::width;

/// The headings and the records, no line wider than `room`; nothing where there are no records.
///
/// A column without a value takes no room. Lines end with their last text: blanks up to the edge
/// would be copied along, and wrap when the terminal is made smaller.
pub(super) fn lines(table: &Table, room: usize, heading: Style) -> Vec<Line<'static>> {
    let shown: Vec<Shown<'_>> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.reach == Reach::Everywhere)
        .map(|(index, column)| {
            let cells = table.records.iter().filter_map(|record| record.get(index));
            Shown { column, texts: cells.map(Cell::line).collect() }
        })
        .filter(|shown| shown.texts.iter().any(|text| !text.is_empty()))
        .collect();
    let wishes: Vec<Wish> = shown.iter().map(Shown::wish).collect();
    let columns: Vec<(&Shown<'_>, usize)> = shown
        .iter()
        .zip(fit::widths(&wishes, room))
        .filter_map(|(shown, width)| Some((shown, width?)))
        .collect();
    if columns.is_empty() {
        return Vec::new();
    }
    let headings = line(columns.iter().map(|&(shown, width)| Field {
        text: shown.column.heading,
        style: heading,
        right: shown.column.right,
        width,
    }));
    let records = (0..table.records.len()).map(|row| {
        line(columns.iter().map(|&(shown, width)| Field {
            text: shown.texts.get(row).map_or("", String::as_str),
            style: shown.column.style,
            right: shown.column.right,
            width,
        }))
    });
    std::iter::once(headings).chain(records).collect()
}

/// A column with what stands in it.
struct Shown<'a> {
    column: &'a Column,
    texts: Vec<String>,
}

impl Shown<'_> {
    fn wish(&self) -> Wish {
        let widest = self.texts.iter().map(|text| width::columns(text)).max().unwrap_or_default();
        Wish {
            natural: widest.max(width::columns(self.column.heading)),
            weight: self.column.weight,
            rank: self.column.rank,
        }
    }
}

/// A text in its column.
struct Field<'a> {
    text: &'a str,
    style: Style,
    right: bool,
    width: usize,
}

fn line<'a>(fields: impl Iterator<Item = Field<'a>>) -> Line<'static> {
    let mut spans = Vec::new();
    let mut blanks = 0;
    for field in fields {
        let text = width::truncate(field.text, field.width);
        let free = field.width.saturating_sub(width::columns(&text));
        let (before, after) = if field.right { (free, 0) } else { (0, free) };
        blanks += before;
        if text.is_empty() {
            blanks += after + GAP;
            continue;
        }
        spans.push(Span::raw(" ".repeat(blanks)));
        spans.push(Span::styled(text, field.style));
        blanks = after + GAP;
    }
    Line::from(spans)
}

#[cfg(test)]
mod tests {
    use ratatui::style::Stylize as _;

    use super::*;

    fn table() -> Table {
        let mut table = Table::new(vec![
            Column::new("number", "#").right().style(Style::new().dim()),
            Column::new("title", "Title").flexible(2).rank(2),
            Column::new("notes", "Notes"),
            Column::new("people", "People").flexible(1).rank(1),
            Column::new("date", "Date"),
            Column::new("file", "File").data_only(),
        ]);
        let record = |number: Cell, title: &str, people: &str, date: &str| {
            let texts = |text: &str| Some(text).filter(|text| !text.is_empty()).into();
            let file = "x.md".into();
            vec![number, title.into(), Cell::Absent, texts(people), texts(date), file]
        };
        table.push(record(8_u32.into(), "Saltstack", "Thomas Hatch", "2015-04-25"));
        table.push(record(43_u32.into(), "日本語 and WSGI 2.0", "Cory Benfield", "2016-01-25"));
        table.push(record(Cell::Absent, "Only\na title", "", "2016-02-01"));
        table.push(record(9_u32.into(), "", "Nobody", ""));
        table
    }

    fn picture(room: usize) -> Vec<String> {
        lines(&table(), room, Style::new().bold()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn columns_stand_under_their_headings() {
        assert_eq!(
            picture(80),
            [
                " #  Title                People         Date",
                " 8  Saltstack            Thomas Hatch   2015-04-25",
                "43  日本語 and WSGI 2.0  Cory Benfield  2016-01-25",
                "    Only a title                        2016-02-01",
                " 9                       Nobody",
            ]
        );
    }

    #[test]
    fn long_texts_are_cut_where_the_terminal_ends() {
        assert_eq!(
            picture(44),
            [
                " #  Title           People        Date",
                " 8  Saltstack       Thomas Hatch  2015-04-25",
                "43  日本語 and WS…  Cory Benfie…  2016-01-25",
                "    Only a title                  2016-02-01",
                " 9                  Nobody",
            ]
        );
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_however_narrow() {
        for room in 0..60 {
            for line in lines(&table(), room, Style::new()) {
                assert!(line.width() <= room, "{line:?} in {room}");
            }
        }
        assert_eq!(picture(9), ["Title", "Saltstack", "日本語 a…", "Only a t…", ""]);
    }

    #[test]
    fn looks_are_on_texts_and_not_on_the_blanks_between() {
        let lines = lines(&table(), 80, Style::new().bold());
        assert_eq!(lines[0].spans[1], "#".bold());
        assert_eq!(lines[1].spans[0], " ".into());
        assert_eq!(lines[1].spans[1], "8".dim());
        assert_eq!(lines[1].spans[3], "Saltstack".into());
    }
}
