//! What the detail pane scrolls through: a sheet and notes laid out for one width.
//!
//! Owns the lines, where their links lie and lead, and where they have what is searched for.
//! Notes are laid out by themselves, on another thread, and get the sheet above them: that can
//! be exchanged without laying them out anew. It must not know how it is scrolled.

use ratatui::text::{Line, Span};

use crate::address::Address;
use crate::markdown::{self, Linked, Place, Rendered};
use crate::pattern::Pattern;
use crate::sheet::{Sheet, Target};
use crate::theme;

use jiff::civil::Date;

/// Lines and the links in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The lines.
    pub lines: Vec<Line<'static>>,
    /// Every link that leads somewhere, in the order of the text.
    pub links: Vec<DocumentLink>,
    /// Every match of what is searched for, in the order of the text: the cells it covers.
    pub matches: Vec<Vec<Place>>,
    /// How many of the lines and of the links are the sheet's, which come before the notes'.
    head: (usize, usize),
}

/// A link in the lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLink {
    /// Where it leads.
    pub target: Target,
    /// The cells it covers, at least one run of them.
    pub places: Vec<Place>,
}

impl Document {
    /// Lays out a sheet and the body of notes published on a day below it.
    pub fn new(sheet: &Sheet, body: Option<Rendered>, date: Option<Date>, width: u16) -> Self {
        let mut document = body.map_or_else(Self::default, |body| Self::of_notes(body, date));
        document.set_sheet(sheet, width);
        document
    }

    /// The body of notes published on a day.
    pub fn of_notes(body: Rendered, date: Option<Date>) -> Self {
        let mut document = Self { lines: body.lines, ..Self::default() };
        for link in body.links {
            let Ok(address) = Address::parse(&link.target) else { continue };
            document.add_link(Target::Address(address, date), link.places, 0);
        }
        document
    }

    /// Lays out a sheet above the notes, in place of the one that was there.
    pub(super) fn set_sheet(&mut self, sheet: &Sheet, width: u16) {
        let (old_lines, old_links) = self.head;
        let mut head = Self::default();
        for paragraph in &sheet.paragraphs {
            head.add_paragraph(paragraph, width);
        }
        if self.lines.len() > old_lines {
            head.lines.push(Line::default());
        }
        self.head = (head.lines.len(), head.links.len());
        for link in self.links.iter_mut().skip(old_links) {
            for place in &mut link.places {
                place.row = place.row - old_lines + head.lines.len();
            }
        }
        self.lines.splice(..old_lines, head.lines);
        self.links.splice(..old_links, head.links);
    }

    fn add_paragraph(&mut self, paragraph: &crate::sheet::Paragraph, width: u16) {
        let pieces = &paragraph.pieces;
        let linked: Vec<Linked<'_>> = pieces
            .iter()
            .enumerate()
            .map(|(at, piece)| Linked {
                span: Span::styled(piece.text.as_str(), theme::look(piece.look)),
                link: piece.target.as_ref().map(|_| at),
            })
            .collect();
        let bullet = Span::styled(paragraph.bullet.as_str(), theme::QUIET);
        let (lines, places) = markdown::wrap_linked(&linked, &bullet, width);
        let down = self.lines.len();
        // An empty paragraph is an empty line.
        self.lines.extend(if lines.is_empty() { vec![Line::default()] } else { lines });
        for (at, places) in places {
            let target = pieces.get(at).and_then(|piece| piece.target.clone());
            if let Some(target) = target {
                self.add_link(target, places, down);
            }
        }
    }

    fn add_link(&mut self, target: Target, mut places: Vec<Place>, down: usize) {
        for place in &mut places {
            place.row += down;
        }
        if !places.is_empty() {
            self.links.push(DocumentLink { target, places });
        }
    }

    /// How many letters stand above a line: nearly the same however wide the lines are.
    pub(super) fn letters_above(&self, row: usize) -> usize {
        self.lines.iter().take(row).map(letters).sum()
    }

    /// The line that has the letter after so many others; the end when there are not as many.
    pub(super) fn row_below(&self, letters_above: usize) -> usize {
        let mut above = 0;
        let has_it = |line| {
            above += letters(line);
            above > letters_above
        };
        // Before the first letter is the beginning, though nothing stand there.
        let row = if letters_above == 0 { Some(0) } else { self.lines.iter().position(has_it) };
        row.unwrap_or(self.lines.len())
    }

    /// Finds patterns in the lines.
    pub(super) fn search(&mut self, patterns: &[Pattern]) {
        let found = patterns.iter().flat_map(|pattern| markdown::places(&self.lines, pattern));
        self.matches = found.collect();
        self.matches.sort_by_key(|places| {
            places.first().map(|place| (place.row, place.columns.start, place.columns.end))
        });
    }

    /// The link whose text covers a cell.
    pub fn link_at(&self, row: usize, column: u16) -> Option<usize> {
        let covers = |place: &Place| place.row == row && place.columns.contains(&column);
        self.links.iter().position(|link| link.places.iter().any(covers))
    }
}

/// The letters and digits of a line, which come again wherever a line ends.
fn letters(line: &Line<'_>) -> usize {
    let texts = line.spans.iter().map(|span| span.content.chars());
    texts.flatten().filter(|letter| letter.is_alphanumeric()).count()
}
