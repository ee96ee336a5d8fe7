//! `show`: one episode's notes as the detail pane has them, and its links with their labels.

use std::io::Write;

use ratatui::text::{Line, Span};

use crate::app::{Document, LinkEntry, LinkRow, PageLinks};
use crate::error::Error;
use crate::library::Library;
use crate::loader::Source;
use crate::markdown;
use crate::paint::{self, Hyperlink};
use crate::sheet::Target;
use crate::theme;
use crate::width;

use super::{Destination, find};

/// Columns of notes that go into a pipe, and at most on a terminal.
const WIDTH: u16 = 80;
const WIDEST: u16 = 96;

/// Writes the notes of the episode somebody means, and its links.
pub fn write(
    source: &Source,
    library: &Library,
    wanted: &str,
    to: Destination,
    out: &mut impl Write,
) -> Result<(), Error> {
    let (sheet, notes) = find::page(source, library, wanted)?;
    let width = to.terminal.map_or(WIDTH, |columns| columns.min(WIDEST));
    let body = markdown::render(&notes.markdown, width, &theme::NOTES);
    let document = Document::new(&sheet, Some(body), notes.episode.date, width);
    let links = document.links.iter().filter_map(|link| match &link.target {
        Target::Address(address, _) => Some(Hyperlink { address, places: &link.places }),
        Target::Item(_) => None,
    });
    // Only a terminal can be clicked.
    let links: Vec<Hyperlink<'_>> = links.filter(|_| to.terminal.is_some()).collect();
    paint::write(&document.lines, to.colour, &links, out).map_err(Error::Output)?;
    paint::write(&link_lines(&PageLinks::new(&sheet)), to.colour, &[], out).map_err(Error::Output)
}

/// The links that lead out of the program: label, text and the whole address.
fn link_lines(links: &PageLinks) -> Vec<Line<'static>> {
    let outward = |entry: &LinkEntry| matches!(entry.link.target, Some(Target::Address(..)));
    let entries = links.rows.iter().filter_map(|row| match row {
        LinkRow::Entry(entry) if outward(entry) => Some(width::columns(&entry.link.text)),
        LinkRow::Entry(_) | LinkRow::Heading(..) | LinkRow::Gap | LinkRow::More(_) => None,
    });
    let widest = entries.max().unwrap_or(0).min(usize::from(WIDTH) / 2);
    let mut lines = Vec::new();
    let mut heading = None;
    for row in &links.rows {
        match row {
            LinkRow::Gap | LinkRow::More(_) => {}
            LinkRow::Heading(text, _) => heading = Some(text),
            LinkRow::Entry(entry) => {
                let Some(Target::Address(address, _)) = &entry.link.target else { continue };
                if let Some(heading) = heading.take() {
                    lines.push(Line::default());
                    lines.push(Line::styled(heading.clone(), theme::GROUP));
                }
                let text = width::truncate(&entry.link.text, widest);
                let air = " ".repeat(widest - width::columns(&text).min(widest) + 2);
                lines.push(Line::from(vec![
                    Span::styled(entry.label.unwrap_or('·').to_string(), theme::LABEL),
                    Span::raw(format!(" {text}{air}")),
                    Span::styled(address.to_string(), theme::NOTES.link),
                ]));
            }
        }
    }
    lines
}
