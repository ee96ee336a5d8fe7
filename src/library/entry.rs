//! What the library keeps of an episode: what is listed and searched, in little room.
//!
//! Owns the packing: one text for all names and addresses, a line each, since a hundred small
//! strings would take more room than what is in them. It must not know other episodes.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::episode::{Link, Role};

use super::{PersonId, Reading, TagId};

/// Between the lines of the text, and between the parts of a line.
const LINE: char = '\n';
const PART: char = '\t';

/// An episode in the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    path: Arc<Path>,
    /// Bytes at the end of the path's text that are the path below the folder given.
    below: u16,
    /// The episode's number.
    pub number: Option<u32>,
    /// The day it was published.
    pub date: Option<Date>,
    people: Box<[(PersonId, Role)]>,
    tags: Box<[TagId]>,
    /// Who gave each pick.
    givers: Box<[Option<PersonId>]>,
    /// Whose each contact is.
    reached: Box<[Option<PersonId>]>,
    /// The title; a line of further addresses; a line for each contact, label and address; a
    /// line for each pick, title, note and addresses.
    text: Box<str>,
}

/// A contact, whoever it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact<'a> {
    /// Whose it is; `None` when it belongs to nobody in particular.
    pub of: Option<PersonId>,
    /// What the notes call it.
    pub label: &'a str,
    /// Where it leads.
    pub address: &'a str,
}

/// A pick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PickEntry<'a> {
    /// Its place among the picks of the outline.
    pub index: u16,
    /// Who recommends it; `None` when the notes do not tell.
    pub by: Option<PersonId>,
    /// What is recommended.
    pub title: &'a str,
    /// What follows it, such as `by Tim Wu`.
    pub note: &'a str,
    addresses: &'a str,
}

impl<'a> PickEntry<'a> {
    /// Every address given for it.
    pub fn addresses(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.addresses.split(PART).filter(|address| !address.is_empty())
    }
}

impl Entry {
    /// Packs a reading; names and tags are numbered by the library.
    pub(super) fn new(
        reading: &Reading,
        mut person: impl FnMut(&str) -> PersonId,
        mut tag: impl FnMut(&str) -> TagId,
    ) -> Self {
        let Reading { path, file, notes: outline } = reading;
        let mut text = Packing::default();
        text.part(&outline.title);
        text.line();
        for address in outline.addresses.iter() {
            text.part(address);
        }
        let mut reached = Vec::new();
        let mut contact = |of: Option<PersonId>, link: &Link| {
            text.line();
            text.part(&link.label);
            text.part(link.url.as_str());
            reached.push(of);
        };
        let mut people = Vec::with_capacity(outline.people.len());
        for somebody in &outline.people {
            let id = person(&somebody.name);
            people.push((id, somebody.role));
            somebody.links.iter().for_each(|link| contact(Some(id), link));
        }
        outline.contacts.iter().for_each(|link| contact(None, link));
        let mut givers = Vec::with_capacity(outline.picks.len());
        // A pick's place among the others is kept in 16 bits.
        for pick in outline.picks.iter().take(usize::from(u16::MAX)) {
            givers.push((!pick.by.is_empty()).then(|| person(&pick.by)));
            text.line();
            text.part(&pick.title);
            text.part(&pick.note);
            pick.links.iter().for_each(|link| text.part(link.url.as_str()));
        }
        let tags: Vec<TagId> = outline.tags.iter().map(|name| tag(name)).collect();
        let below = if path.to_str().is_some_and(|path| path.ends_with(file.as_str())) {
            u16::try_from(file.len()).unwrap_or(0)
        } else {
            0
        };
        Self {
            path: Arc::clone(path),
            below,
            number: outline.number,
            date: outline.date,
            people: people.into(),
            tags: tags.into(),
            givers: givers.into(),
            reached: reached.into(),
            text: text.text.into(),
        }
    }

    /// The notes file itself.
    pub const fn path(&self) -> &Arc<Path> {
        &self.path
    }

    /// The path relative to the folder given, safe to show.
    pub fn file(&self) -> String {
        let path = self.path.to_string_lossy();
        let below = path.len().saturating_sub(self.below.into());
        let shown = if self.below == 0 { &path } else { path.get(below..).unwrap_or(&path) };
        crate::sanitize::line(shown).into_owned()
    }

    /// The title without a leading `Episode N - `.
    pub fn title(&self) -> &str {
        self.lines().next().unwrap_or_default()
    }

    /// The hosts and guests, in the order the notes introduce them.
    pub fn people(&self) -> impl Iterator<Item = (PersonId, Role)> {
        self.people.iter().copied()
    }

    /// The people in one role.
    pub fn people_in(&self, role: Role) -> impl Iterator<Item = PersonId> {
        self.people().filter(move |&(_, other)| other == role).map(|(id, _)| id)
    }

    /// The tags, in the order given.
    pub fn tags(&self) -> impl Iterator<Item = TagId> {
        self.tags.iter().copied()
    }

    /// The contacts, guests' and hosts' first.
    pub fn contacts(&self) -> impl Iterator<Item = Contact<'_>> {
        self.reached.iter().zip(self.lines().skip(2)).map(|(&of, line)| {
            let (label, address) = line.split_once(PART).unwrap_or((line, ""));
            Contact { of, label, address }
        })
    }

    /// How many picks there are.
    pub const fn pick_count(&self) -> usize {
        self.givers.len()
    }

    /// The picks, in the order of the notes.
    pub fn picks(&self) -> impl Iterator<Item = PickEntry<'_>> {
        let lines = self.lines().skip(2 + self.reached.len());
        (0u16..).zip(self.givers.iter().zip(lines)).map(|(index, (&by, line))| {
            let (title, rest) = line.split_once(PART).unwrap_or((line, ""));
            let (note, addresses) = rest.split_once(PART).unwrap_or((rest, ""));
            PickEntry { index, by, title, note, addresses }
        })
    }

    /// One pick.
    pub fn pick(&self, index: u16) -> Option<PickEntry<'_>> {
        self.picks().nth(index.into())
    }

    /// Every address in the notes, in no particular order.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        let further = self.lines().nth(1).into_iter().flat_map(|line| line.split(PART));
        let contacts = self.contacts().map(|contact| contact.address);
        let picks = self.picks().flat_map(|pick| pick.addresses());
        further.chain(contacts).chain(picks).filter(|address| !address.is_empty())
    }

    /// Gives hosts other numbers; two that become one are one from then on.
    pub(super) fn rename(&mut self, name: impl Fn(PersonId) -> PersonId) {
        let hosts: Vec<PersonId> =
            self.people_in(Role::Host).filter(|&id| name(id) != id).collect();
        if hosts.is_empty() {
            return;
        }
        let name = |id| if hosts.contains(&id) { name(id) } else { id };
        let mut people: Vec<(PersonId, Role)> = Vec::with_capacity(self.people.len());
        for &(id, role) in &self.people {
            let id = name(id);
            if people.iter().all(|&(other, _)| other != id) {
                people.push((id, role));
            }
        }
        self.people = people.into();
        for id in self.givers.iter_mut().chain(&mut self.reached).flatten() {
            *id = name(*id);
        }
    }

    fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.split(LINE)
    }
}

/// A text being packed.
#[derive(Default)]
struct Packing {
    text: String,
    /// Whether the line has a part already.
    begun: bool,
}

impl Packing {
    /// Begins a new line.
    fn line(&mut self) {
        self.text.push(LINE);
        self.begun = false;
    }

    /// Adds a part to the line.
    fn part(&mut self, part: &str) {
        if std::mem::replace(&mut self.begun, true) {
            self.text.push(PART);
        }
        if part.contains([LINE, PART]) {
            self.text.push_str(&part.replace([LINE, PART], " "));
        } else {
            self.text.push_str(part);
        }
    }
}
