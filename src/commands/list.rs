//! `list`, `people`, `picks`, `tags`: the lists of the program for the eye, pipes and scripts.
//!
//! Owns the choice of a form; the columns are the view's.

use std::io::Write;

use crate::error::Error;
use crate::library::Library;
use crate::loader::Source;
use crate::table::{Form, Table};
use crate::theme;
use crate::view::View;

use super::{Destination, Request, find};

/// How a list is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Aligned on a terminal, fields between tabs in a pipe.
    #[default]
    Table,
    /// One JSON array.
    Json,
    /// A JSON object a line.
    JsonLines,
    /// CSV with a header.
    Csv,
}

/// Writes the items of a view that a query leaves, and gives how many there were.
pub fn write(
    source: &Source,
    library: &Library,
    view: View,
    request: &Request,
    format: Format,
    to: Destination,
    out: &mut impl Write,
) -> Result<usize, Error> {
    let listing = view.listing();
    let mut table = Table::new(listing.columns());
    let items = find::items(source, library, view, request)?;
    let count = items.len();
    for item in items {
        table.push(listing.record(library, item));
    }
    let form = match (format, to.terminal) {
        (Format::Table, Some(width)) => {
            Form::Terminal { width, heading: theme::QUIET, colour: to.colour }
        }
        (Format::Table, None) => Form::Plain,
        (Format::Json, _) => Form::Json,
        (Format::JsonLines, _) => Form::JsonLines,
        (Format::Csv, _) => Form::Csv,
    };
    table.write(form, out).map_err(Error::Output)?;
    Ok(count)
}
