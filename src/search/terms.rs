//! Whether the terms of a query hold for an item, fuzzy words left out.
//!
//! Owns who answers: an item itself where it can (a person for a name), else its episodes: then
//! one of them must answer all that is asked of them, and none may be what is not wanted.

use std::ops::Range;

use crate::episode::Role;
use crate::fuzzy::Found;
use crate::library::{Entry, EpisodeId, Item, Library, PersonId, TagId};
use crate::query::{Query, Term, Want, Within};
use crate::view::{Field, Kind, View};

use super::Hits;

/// The terms of a query, looked up once for all episodes.
pub(super) struct Terms<'a> {
    library: &'a Library,
    view: View,
    hits: &'a Hits,
    asked: Vec<Prepared<'a>>,
}

/// A term and what of it can be looked up beforehand.
struct Prepared<'a> {
    term: &'a Term,
    /// For a person or tag, whether the one with this number is wanted.
    named: Vec<bool>,
}

impl<'a> Terms<'a> {
    pub(super) fn new(library: &'a Library, view: View, query: &'a Query, hits: &'a Hits) -> Self {
        let extent = library.extent();
        let prepare = |term: &'a Term| {
            let named = match &term.want {
                Want::Person { name, .. } => {
                    let people = library.people_from(0).take(extent.people);
                    people.map(|id| name.is_in(library.name(id))).collect()
                }
                Want::Tag(pattern) => {
                    let tags = library.tags_from(0).take(extent.tags);
                    tags.map(|id| library.tag(id).is_some_and(|tag| pattern.is_in(tag.name())))
                        .collect()
                }
                Want::Word(_)
                | Want::Phrase(_)
                | Want::Pick(_)
                | Want::Link(_)
                | Want::Text(_)
                | Want::Date(_) => Vec::new(),
            };
            Prepared { term, named }
        };
        let is_asked = |term: &&Term| term.negated || !matches!(term.want, Want::Word(_));
        let asked = query.terms().iter().filter(is_asked).map(prepare).collect();
        Self { library, view, hits, asked }
    }

    /// Whether every term holds for an item.
    pub(super) fn hold(&self, item: Item) -> bool {
        let mut asked_of_episodes: Vec<&Prepared<'_>> = Vec::new();
        for prepared in &self.asked {
            match self.answer(item, prepared) {
                Some(answer) if answer == prepared.term.negated => return false,
                Some(_) => {}
                None => asked_of_episodes.push(prepared),
            }
        }
        if asked_of_episodes.is_empty() {
            return true;
        }
        let episodes = self.view.listing().episodes(self.library, item);
        let (unwanted, wanted): (Vec<_>, Vec<_>) =
            asked_of_episodes.into_iter().partition(|prepared| prepared.term.negated);
        let is = |id: EpisodeId, asked: &Prepared<'_>| {
            self.library.get(id).is_some_and(|entry| self.is_so(id, entry, asked))
        };
        let unwanted = episodes.iter().any(|&id| unwanted.iter().any(|asked| is(id, asked)));
        !unwanted && episodes.iter().any(|&id| wanted.iter().all(|asked| is(id, asked)))
    }

    /// What the item itself says to a term; `None` when its episodes are to be asked.
    fn answer(&self, item: Item, Prepared { term, .. }: &Prepared<'_>) -> Option<bool> {
        let listing = self.view.listing();
        match &term.want {
            // Here a word is one that must not be there: as it is, since letters strewn about
            // are nearly everywhere.
            Want::Phrase(pattern) | Want::Word(pattern) => {
                let fields = listing.fields(self.library, item);
                Some(fields.iter().any(|field| pattern.is_in(&field.text)))
            }
            want @ (Want::Person { .. }
            | Want::Tag(_)
            | Want::Pick(_)
            | Want::Link(_)
            | Want::Text(_)
            | Want::Date(_)) => listing.answers(self.library, item, want),
        }
    }

    /// Whether an episode is what a term asks for.
    fn is_so(&self, id: EpisodeId, entry: &Entry, prepared: &Prepared<'_>) -> bool {
        let Prepared { term, named, .. } = prepared;
        let is_named = |at: usize| named.get(at).copied().unwrap_or(false);
        let is_person = |id: PersonId, role: Role, wanted: Option<Role>| {
            wanted.is_none_or(|wanted| wanted == role) && is_named(id.index())
        };
        match &term.want {
            Want::Person { role, .. } => entry.people().any(|(id, of)| is_person(id, of, *role)),
            Want::Tag(_) => entry.tags().any(|id: TagId| is_named(id.index())),
            Want::Pick(pattern) => entry.picks().any(|pick| {
                pattern.is_in(pick.title) || pick.addresses().any(|other| pattern.is_in(other))
            }),
            // What the library knows need not be waited for.
            Want::Link(pattern) => {
                entry.addresses().any(|address| pattern.is_in(address))
                    || self.hits.has(Within::Addresses, pattern, id)
            }
            Want::Text(pattern) => self.hits.has(Within::Text, pattern, id),
            Want::Date(period) => entry.date.is_some_and(|date| period.contains(date)),
            // An item answers these itself.
            Want::Word(_) | Want::Phrase(_) => false,
        }
    }
}

/// Marks phrases, names, tags and picks where the fields have them.
pub(super) fn mark_exact(query: &Query, fields: &[Field<'_>], found: &mut Vec<Found>) {
    for want in query.wanted() {
        let (pattern, kind) = match want {
            Want::Phrase(pattern) => (pattern, None),
            Want::Person { name, .. } => (name, Some(Kind::Person)),
            Want::Tag(pattern) => (pattern, Some(Kind::Tag)),
            Want::Pick(pattern) => (pattern, Some(Kind::Pick)),
            Want::Word(_) | Want::Link(_) | Want::Text(_) | Want::Date(_) => continue,
        };
        for (at, field) in fields.iter().enumerate() {
            if kind.is_none_or(|kind| kind == field.kind)
                && let Some(characters) = pattern.characters_in(&field.text)
            {
                mark(found, at, characters);
            }
        }
    }
    found.sort_by_key(|found| found.field);
}

/// Marks characters of a field, beside what is marked already.
fn mark(found: &mut Vec<Found>, field: usize, characters: Range<usize>) {
    match found.iter_mut().find(|found| found.field == field) {
        Some(found) => {
            found.characters.extend(characters);
            found.characters.sort_unstable();
            found.characters.dedup();
        }
        None => found.push(Found { field, characters: characters.collect() }),
    }
}
