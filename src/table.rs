//! Records in rows, written for the eye or for other programs.
//!
//! Owns the forms of a list: a table on a terminal, fields between tabs in a pipe, JSON, CSV. It
//! must not know what the records are, read arguments, or find out where the output goes.
//!
//! A pipe is given what `gh` gives it: one record a line, one tab between fields, no heading, no
//! colour, everything whole. So `wc -l` counts records, `cut -f3` is a column and `sort` has no
//! heading to trip over; columns that only look aligned could not be cut apart. Columns are never
//! left out there, for a script must find each in its place.

mod cell;
mod column;
mod fit;
mod screen;

use std::io::{self, Write};

use ratatui::style::Style;
use serde::ser::{Serialize, SerializeMap as _, Serializer};

use crate::paint;

use self::column::Reach;

pub use self::cell::{Cell, Labelled};
pub use self::column::Column;

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Aligned under headings, nothing wider than the terminal. Without records there is nothing.
    Terminal {
        /// Columns of the terminal.
        width: u16,
        /// The look of the headings.
        heading: Style,
        /// Whether to use colours and attributes.
        colour: bool,
    },
    /// A record a line, fields separated by tabs, for a pipe.
    Plain,
    /// One JSON array, a record a line.
    Json,
    /// A JSON object a line.
    JsonLines,
    /// CSV (RFC 4180, but with plain line feeds) in UTF-8, names first.
    ///
    /// It is mostly opened by spreadsheets, which run a text that looks like a formula. Such a
    /// text gets a `'` in front, so what must come through to the letter is better had as JSON.
    Csv,
}

/// Records, each with a cell for every column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    columns: Vec<Column>,
    records: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without records.
    pub const fn new(columns: Vec<Column>) -> Self {
        Self { columns, records: Vec::new() }
    }

    /// Adds a record: its cells in the order of the columns. Those that are missing are absent.
    pub fn push(&mut self, mut cells: Vec<Cell>) {
        cells.resize(self.columns.len(), Cell::Absent);
        self.records.push(cells);
    }

    /// Whether there are no records.
    pub const fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Writes the table.
    ///
    /// ```
    /// use shownotes::table::{Column, Form, Table};
    ///
    /// let mut table = Table::new(vec![Column::new("number", "#"), Column::new("title", "Title")]);
    /// table.push(vec![43_u32.into(), "WSGI 2.0".into()]);
    /// let mut out = Vec::new();
    /// table.write(Form::JsonLines, &mut out)?;
    /// assert_eq!(out, b"{\"number\":43,\"title\":\"WSGI 2.0\"}\n");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn write(&self, form: Form, out: &mut impl Write) -> io::Result<()> {
        match form {
            Form::Terminal { width, heading, colour } => {
                let lines = screen::lines(self, usize::from(width), heading);
                paint::write(&lines, colour, &[], out)
            }
            Form::Plain => self.write_plain(out),
            Form::Json => self.write_json(out),
            Form::JsonLines => self.records().try_for_each(|record| {
                serde_json::to_writer(&mut *out, &record)?;
                out.write_all(b"\n")
            }),
            Form::Csv => self.write_csv(out),
        }
    }

    fn write_plain(&self, out: &mut impl Write) -> io::Result<()> {
        for record in self.records() {
            let shown = record.cells(|reach| reach == Reach::Everywhere);
            let fields: Vec<String> = shown.map(|(_, cell)| cell.line()).collect();
            writeln!(out, "{}", fields.join("\t"))?;
        }
        Ok(())
    }

    fn write_json(&self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(b"[")?;
        for (index, record) in self.records().enumerate() {
            out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut *out, &record)?;
        }
        out.write_all(if self.is_empty() { b"]\n" } else { b"\n]\n" })
    }

    fn write_csv(&self, out: &mut impl Write) -> io::Result<()> {
        let named = |reach| reach != Reach::Json;
        let mut csv = csv::Writer::from_writer(out);
        let names = self.columns.iter().filter(|column| named(column.reach));
        csv.write_record(names.map(|column| column.name)).map_err(io_error)?;
        for record in self.records() {
            csv.write_record(record.cells(named).map(|(_, cell)| cell.field()))
                .map_err(io_error)?;
        }
        csv.flush()
    }

    fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.records.iter().map(|cells| Record { columns: &self.columns, cells })
    }
}

/// What went wrong, of the kind it was: the end of a pipe must be known as such.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// One record with its columns.
struct Record<'a> {
    columns: &'a [Column],
    cells: &'a [Cell],
}

impl<'a> Record<'a> {
    /// The cells of the columns with such a reach.
    fn cells(&self, shown: impl Fn(Reach) -> bool) -> impl Iterator<Item = (&'a Column, &'a Cell)> {
        self.columns.iter().zip(self.cells).filter(move |(column, _)| shown(column.reach))
    }
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for (column, cell) in self.cells(|_| true) {
            map.serialize_entry(column.name, cell)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(table: &Table, form: Form) -> String {
        let mut out = Vec::new();
        table.write(form, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn table(records: Vec<Vec<Cell>>) -> Table {
        let mut table = Table::new(vec![
            Column::new("number", "#").right(),
            Column::new("title", "Title").flexible(1),
            Column::new("tags", "Tags"),
            Column::new("file", "").data_only(),
            Column::new("picks", "").json_only(),
        ]);
        for record in records {
            table.push(record);
        }
        table
    }

    fn two() -> Table {
        let pick = Labelled { label: "Rust".into(), url: "https://r.example".into() };
        table(vec![
            vec![
                43_u32.into(),
                "WSGI\t2.0,\n\"new\"".into(),
                vec!["web".to_owned(), "a b".to_owned()].into(),
                "43.md".into(),
                vec![pick].into(),
            ],
            vec![Cell::Absent, "日本".into()],
        ])
    }

    #[test]
    fn a_pipe_is_given_a_record_a_line_and_a_tab_between_fields() {
        assert_eq!(written(&two(), Form::Plain), "43\tWSGI 2.0, \"new\"\tweb, a b\n\t日本\t\n");
    }

    #[test]
    fn json_has_every_column_in_its_order_and_keeps_texts_as_they_are() {
        let lines = [
            r#"{"number":43,"title":"WSGI\t2.0,\n\"new\"","tags":["web","a b"],"file":"43.md","picks":[{"label":"Rust","url":"https://r.example"}]}"#,
            r#"{"number":null,"title":"日本","tags":null,"file":null,"picks":null}"#,
        ];
        assert_eq!(written(&two(), Form::JsonLines), format!("{}\n{}\n", lines[0], lines[1]));
        assert_eq!(written(&two(), Form::Json), format!("[\n{},\n{}\n]\n", lines[0], lines[1]));
    }

    #[test]
    fn csv_names_its_fields_and_quotes_what_would_break_them() {
        let text = written(&two(), Form::Csv);
        assert_eq!(
            text,
            "number,title,tags,file\n43,\"WSGI\t2.0,\n\"\"new\"\"\",\"web, a b\",43.md\n,日本,,\n"
        );
    }

    #[test]
    fn a_spreadsheet_is_given_no_formula() {
        let title = |text: &str| table(vec![vec![1_u32.into(), text.into()]]);
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            let csv = written(&title(text), Form::Csv);
            let mut records = csv::Reader::from_reader(csv.as_bytes());
            let record = records.records().next().unwrap().unwrap();
            assert_eq!(record.get(1), Some(format!("'{text}").as_str()));
        }
        assert!(written(&title("1-1=0"), Form::Csv).contains(",1-1=0,"));
        assert!(written(&title("=1+1"), Form::Plain).contains("\t=1+1\t"));
    }

    #[test]
    fn a_table_without_records_is_still_of_its_form() {
        let empty = table(Vec::new());
        assert_eq!(written(&empty, Form::Json), "[]\n");
        assert_eq!(written(&empty, Form::JsonLines), "");
        assert_eq!(written(&empty, Form::Csv), "number,title,tags,file\n");
        assert_eq!(written(&empty, Form::Plain), "");
        let terminal = Form::Terminal { width: 80, heading: Style::new(), colour: true };
        assert_eq!(written(&empty, terminal), "");
    }

    #[test]
    fn a_cell_too_many_is_no_column() {
        let wide = table(vec![vec![Cell::Absent; 9]]);
        assert_eq!(written(&wide, Form::Plain), "\t\t\n");
    }

    #[test]
    fn a_reader_that_has_seen_enough_is_known_in_every_form() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let terminal = Form::Terminal { width: 80, heading: Style::new(), colour: true };
        // More than the CSV writer keeps back, so that a record fails and not the end.
        let long = table(vec![vec![1_u32.into(), "x".repeat(100_000).into()]; 2]);
        for form in [terminal, Form::Plain, Form::Json, Form::JsonLines, Form::Csv] {
            let error = long.write(form, &mut Closed).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "{form:?}");
        }
    }
}
