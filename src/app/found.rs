//! What the filter asks for among the links of a page.
//!
//! Owns which rows have it, where it is marked in them, and which of them has the most of it. It
//! must not select anything, and knows the links by their rows alone.

use std::collections::HashMap;
use std::ops::Range;

use crate::pattern::Pattern;
use crate::query::{Query, Want};
use crate::sheet::{GroupKind, OF, Target};

use super::{LinkEntry, LinkRow};

/// The rows that have what the filter asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    marks: HashMap<usize, Marks>,
    /// The first of the links with the most of it.
    pub(super) best: Option<usize>,
}

/// What is marked in a row, by the indices of characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// In its text.
    pub text: Vec<usize>,
    /// In its address, as [`brief`](crate::address::Address::brief) has it.
    pub address: Vec<usize>,
}

impl Found {
    /// Looks through the rows of a page's links.
    pub(super) fn new(rows: &[LinkRow], query: &Query) -> Self {
        let wanted: Vec<&Want> = query.wanted().collect();
        let mut found = Self::default();
        if wanted.is_empty() {
            return found;
        }
        // The kind of the rows below a heading, and how much of what is wanted that has.
        let mut group = (GroupKind::Other, 0);
        // What is asked of links goes before whose they are.
        let mut most = (0, 0);
        for (at, row) in rows.iter().enumerate() {
            let mut marks = Marks::default();
            match row {
                LinkRow::Heading(text, kind) => {
                    let terms =
                        wanted.iter().filter(|want| in_heading(text, *kind, want, &mut marks));
                    group = (*kind, terms.count());
                }
                LinkRow::Entry(entry) => {
                    let terms =
                        wanted.iter().filter(|want| in_entry(entry, group.0, want, &mut marks));
                    let terms = (terms.count(), group.1);
                    if terms > most && entry.link.target.is_some() {
                        (most, found.best) = (terms, Some(at));
                    }
                }
                LinkRow::Gap | LinkRow::More(_) => {}
            }
            if marks != Marks::default() {
                found.marks.insert(at, marks);
            }
        }
        found
    }

    /// What is marked in the row with this index.
    pub(super) fn marks(&self, row: usize) -> Option<&Marks> {
        self.marks.get(&row)
    }
}

/// Whether a heading names a person that is wanted.
fn in_heading(text: &str, kind: GroupKind, want: &Want, marks: &mut Marks) -> bool {
    let name = match want {
        Want::Person { name, .. } | Want::Word(name) | Want::Phrase(name) => name,
        Want::Tag(_) | Want::Pick(_) | Want::Link(_) | Want::Text(_) | Want::Date(_) => {
            return false;
        }
    };
    let person = match kind {
        GroupKind::Contacts => Some(text),
        GroupKind::Picks => text.split_once(OF).map(|(_, person)| person),
        GroupKind::Other => None,
    };
    let Some(person) = person else {
        return false;
    };
    let Some(Range { start, end }) = name.characters_in(person) else {
        return false;
    };
    let before = text.chars().count() - person.chars().count();
    marks.text.extend(before + start..before + end);
    true
}

/// Whether a link is what is wanted.
fn in_entry(entry: &LinkEntry, kind: GroupKind, want: &Want, marks: &mut Marks) -> bool {
    let address = match &entry.link.target {
        Some(Target::Address(address, _)) => Some(address),
        Some(Target::Item(_)) | None => None,
    };
    let mut is_address = |pattern: &Pattern| {
        let Some(address) = address.filter(|address| pattern.is_in(address.as_str())) else {
            return false;
        };
        marks.address.extend(pattern.characters_in(address.brief()).into_iter().flatten());
        true
    };
    match want {
        Want::Pick(pattern) if kind == GroupKind::Picks => {
            match pattern.characters_in(&entry.link.text) {
                Some(characters) => marks.text.extend(characters),
                None => return is_address(pattern),
            }
            true
        }
        Want::Link(pattern) => is_address(pattern),
        Want::Pick(_)
        | Want::Person { .. }
        | Want::Word(_)
        | Want::Phrase(_)
        | Want::Tag(_)
        | Want::Text(_)
        | Want::Date(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::address::Address;
    use crate::sheet::{Link, Sheet};

    use super::super::PageLinks;
    use super::*;

    /// Guests and what they picked, and a link that is no pick.
    fn rows() -> Vec<LinkRow> {
        let link =
            |text: &str, address: &str| Link::out(text, Address::parse(address).unwrap(), None);
        let mut sheet = Sheet::default();
        let contact = vec![link("Blog", "https://ada.example/picks")];
        sheet.group(GroupKind::Contacts, "Ada Pickering", contact);
        sheet.group(GroupKind::Other, "Contacts", vec![link("Lego", "https://c.example")]);
        let picks =
            vec![link("Le Petit Lego", "https://d.example"), link("Tea", "https://lego.example")];
        sheet.group(GroupKind::Picks, "Picks · Ada Pickering", picks);
        PageLinks::new(&sheet).rows
    }

    /// What is marked in each row, and the row of the best.
    fn found(query: &str) -> (Vec<(usize, Marks)>, Option<usize>) {
        let found = Found::new(&rows(), &Query::parse(query));
        let mut marks: Vec<_> = found.marks.into_iter().collect();
        marks.sort_by_key(|(row, _)| *row);
        (marks, found.best)
    }

    fn text(row: usize, characters: Range<usize>) -> (usize, Marks) {
        (row, Marks { text: characters.collect(), address: Vec::new() })
    }

    fn address(row: usize, characters: Range<usize>) -> (usize, Marks) {
        (row, Marks { text: Vec::new(), address: characters.collect() })
    }

    #[test]
    fn picks_are_found_by_title_or_address_and_nothing_else_is_a_pick() {
        let expected = vec![text(7, 9..13), address(8, 0..4)];
        assert_eq!(found("pick:lego"), (expected, Some(7)));
        assert_eq!(found("!pick:lego"), (vec![], None));
    }

    #[test]
    fn addresses_are_found_in_all_links() {
        assert_eq!(found("link:picks"), (vec![address(1, 12..17)], Some(1)));
        // The scheme is not shown, so there is nothing to mark.
        assert_eq!(found("link:https://c"), (vec![], Some(4)));
    }

    #[test]
    fn people_are_found_in_the_headings_that_name_them() {
        for query in ["@pick", "pick", "\"pick"] {
            let expected = vec![text(0, 4..8), text(6, 12..16)];
            assert_eq!(found(query), (expected, Some(1)), "{query}");
        }
        assert_eq!(found("@contacts"), (vec![], None));
    }

    #[test]
    fn the_link_with_the_most_of_it_is_the_best() {
        assert_eq!(found("@ada pick:tea").1, Some(8));
        // The first link of the page is hers, and no pick.
        let mut rows = rows();
        rows[6] = LinkRow::Heading("Picks · Bob".to_owned(), GroupKind::Picks);
        assert_eq!(Found::new(&rows, &Query::parse("@ada pick:tea")).best, Some(8));
    }
}
