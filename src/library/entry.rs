//! What the library keeps of an episode: what is listed and searched, in little room.
//!
//! Owns the form: one text for all titles and addresses, a line each, since a hundred small
//! strings would take more room than what is in them. It must not know other episodes.

use std::cmp::{Ordering, Reverse};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::episode::Role;

use super::parcel::Packed;
use super::{PersonId, TagId};

/// Between the lines of the text, and between the parts of a line.
pub(super) const LINE: char = '\n';
pub(super) const PART: char = '\t';

/// In place of a person's number.
pub(super) const NOBODY: u32 = u32::MAX;

/// An episode in the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    path: Arc<Path>,
    /// The episode's number.
    pub number: Option<u32>,
    /// The day it was published.
    pub date: Option<Date>,
    /// Bytes at the end of the path that are the path below the folder given; 0 for all.
    below: u16,
    counts: Counts,
    /// The numbers of the people with their roles in the lowest bit; of the tags; of whose each
    /// contact is; of who gave each pick; and where each pick's line begins in the text.
    numbers: Box<[u32]>,
    /// The title; a line for each contact, label and address; a line for each pick, title, note
    /// and addresses.
    text: Box<str>,
}

/// How many numbers of an entry are of each kind; of the rest there are two for each pick.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Counts {
    pub(super) people: u32,
    pub(super) tags: u32,
    pub(super) contacts: u32,
}

impl Counts {
    /// Whether an entry may have so many numbers.
    pub(super) fn fit(self, numbers: usize) -> bool {
        let counted: u64 = [self.people, self.tags, self.contacts].map(u64::from).iter().sum();
        (numbers as u64).checked_sub(counted).is_some_and(|others| others.is_multiple_of(2))
    }
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
    fn new(index: u16, by: Option<PersonId>, line: &'a str) -> Self {
        let (title, rest) = line.split_once(PART).unwrap_or((line, ""));
        let (note, addresses) = rest.split_once(PART).unwrap_or((rest, ""));
        Self { index, by, title, note, addresses }
    }

    /// Every address given for it.
    pub fn addresses(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.addresses.split(PART).filter(|address| !address.is_empty())
    }
}

impl Entry {
    /// An entry with the numbers it was packed with.
    pub(super) fn new(packed: &Packed<'_>) -> Self {
        Self {
            path: Arc::clone(packed.path),
            number: packed.number,
            date: packed.date,
            below: u16::try_from(packed.below).unwrap_or(0),
            counts: packed.counts,
            numbers: packed.numbers.into(),
            text: packed.text.into(),
        }
    }

    /// Gives people and tags other numbers.
    pub(super) fn renumber(&mut self, person: impl Fn(u32) -> u32, tag: impl Fn(u32) -> u32) {
        let picks = self.pick_count();
        let (people, tags) = (self.counts.people as usize, self.counts.tags as usize);
        let (people, rest) = self.numbers.split_at_mut(people);
        let (tags, others) = rest.split_at_mut(tags);
        let others = others.get_mut(..others.len() - picks).unwrap_or_default();
        for known in people {
            *known = person(*known >> 1) << 1 | *known & 1;
        }
        for known in tags {
            *known = tag(*known);
        }
        for known in others.iter_mut().filter(|known| **known != NOBODY) {
            *known = person(*known);
        }
    }

    /// The notes file itself.
    pub const fn path(&self) -> &Arc<Path> {
        &self.path
    }

    /// The path relative to the folder given, safe to show.
    pub fn file(&self) -> String {
        shown(&self.path, self.below.into())
    }

    /// The title without a leading `Episode N - `.
    pub fn title(&self) -> &str {
        self.lines().next().unwrap_or_default()
    }

    /// The hosts and guests, in the order the notes introduce them.
    pub fn people(&self) -> impl Iterator<Item = (PersonId, Role)> {
        let role =
            |known: u32| if known & 1 == role_bit(Role::Host) { Role::Host } else { Role::Guest };
        self.numbers(0, self.counts.people)
            .iter()
            .map(move |&known| (PersonId(known >> 1), role(known)))
    }

    /// The people in one role.
    pub fn people_in(&self, role: Role) -> impl Iterator<Item = PersonId> {
        self.people().filter(move |&(_, other)| other == role).map(|(id, _)| id)
    }

    /// The tags, in the order given.
    pub fn tags(&self) -> impl Iterator<Item = TagId> {
        self.numbers(self.counts.people, self.counts.tags).iter().copied().map(TagId)
    }

    /// The contacts, guests' and hosts' first.
    pub fn contacts(&self) -> impl Iterator<Item = Contact<'_>> {
        let Counts { people, tags, contacts } = self.counts;
        let reached = self.numbers(people + tags, contacts);
        reached.iter().zip(self.lines().skip(1)).map(|(&of, line)| {
            let (label, address) = line.split_once(PART).unwrap_or((line, ""));
            Contact { of: somebody(of), label, address }
        })
    }

    /// The lines with all contacts of somebody, from the first to the last, as they are kept.
    pub(super) fn contacts_of(&self, person: PersonId) -> Option<&str> {
        let Counts { people, tags, contacts } = self.counts;
        let reached = self.numbers(people + tags, contacts);
        let first = reached.iter().position(|&of| of == person.0)?;
        let last = reached.iter().rposition(|&of| of == person.0)?;
        // The title's line comes before them.
        let mut ends = memchr::memchr_iter(LINE as u8, self.text.as_bytes());
        let start = ends.nth(first)?;
        let end = ends.nth(last - first).unwrap_or(self.text.len());
        self.text.get(start..end)
    }

    /// How many picks there are.
    pub const fn pick_count(&self) -> usize {
        let Counts { people, tags, contacts } = self.counts;
        (self.numbers.len() - (people + tags + contacts) as usize) / 2
    }

    /// Who gave each pick.
    pub(super) fn givers(&self) -> impl Iterator<Item = Option<PersonId>> {
        let picks = self.pick_count();
        let start = self.numbers.len() - 2 * picks;
        let givers = self.numbers.get(start..start + picks);
        givers.unwrap_or_default().iter().copied().map(somebody)
    }

    /// The picks, in the order of the notes.
    pub fn picks(&self) -> impl Iterator<Item = PickEntry<'_>> {
        let lines = self.lines().skip(1 + self.counts.contacts as usize);
        let picks = (0..=u16::MAX).zip(self.givers().zip(lines));
        picks.map(|(index, (by, line))| PickEntry::new(index, by, line))
    }

    /// The picks somebody gave, in the order of the notes.
    pub fn picks_by(&self, person: PersonId) -> impl Iterator<Item = PickEntry<'_>> {
        let givers = (0..=u16::MAX).zip(self.givers());
        givers.filter(move |&(_, by)| by == Some(person)).filter_map(|(index, _)| self.pick(index))
    }

    /// One pick, found at once however many there are.
    pub fn pick(&self, index: u16) -> Option<PickEntry<'_>> {
        let (at, picks) = (usize::from(index), self.pick_count());
        if at >= picks {
            return None;
        }
        let number =
            |from: usize| self.numbers.get(self.numbers.len() - from * picks + at).copied();
        let (by, start) = (number(2)?, number(1)?);
        let line = self.text.get(start as usize..)?.split(LINE).next()?;
        Some(PickEntry::new(index, somebody(by), line))
    }

    /// Every address of a contact or pick.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        let contacts = self.contacts().map(|contact| contact.address);
        contacts.chain(self.picks().flat_map(|pick| pick.addresses()))
    }

    /// Gives hosts other numbers; two that become one are one from then on.
    pub(super) fn rename(&mut self, name: impl Fn(PersonId) -> PersonId) {
        let hosts: Vec<PersonId> =
            self.people_in(Role::Host).filter(|&id| name(id) != id).collect();
        if hosts.is_empty() {
            return;
        }
        let name = |id| if hosts.contains(&PersonId(id)) { name(PersonId(id)).0 } else { id };
        self.renumber(name, |tag| tag);
        let (people, rest) = self.numbers.split_at(self.counts.people as usize);
        let mut once: Vec<u32> = Vec::with_capacity(self.numbers.len());
        for &known in people {
            if once.iter().all(|other| other >> 1 != known >> 1) {
                once.push(known);
            }
        }
        self.counts.people = u32::try_from(once.len()).unwrap_or(u32::MAX);
        once.extend_from_slice(rest);
        self.numbers = once.into();
    }

    /// The newer first; of one day, the highest number first; undated last.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let key = |entry: &Self| (Reverse(entry.date), Reverse(entry.number));
        key(self).cmp(&key(other)).then_with(|| self.path.cmp(&other.path))
    }

    fn numbers(&self, from: u32, count: u32) -> &[u32] {
        let (from, count) = (from as usize, count as usize);
        self.numbers.get(from..from + count).unwrap_or_default()
    }

    fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.split(LINE)
    }
}

/// Every address of a pick in the text of an entry.
pub(super) fn pick_addresses(text: &str, counts: Counts) -> impl Iterator<Item = &str> {
    let lines = text.split(LINE).skip(1 + counts.contacts as usize);
    lines.flat_map(|line| PickEntry::new(0, None, line).addresses())
}

/// A path as it is shown: the last bytes of it, or 0 for all, made safe.
pub fn shown(path: &Path, below: usize) -> String {
    let path = path.as_os_str().as_encoded_bytes();
    let below = if below == 0 { path.len() } else { below };
    let shown = path.get(path.len().saturating_sub(below)..).unwrap_or(path);
    crate::sanitize::line(&String::from_utf8_lossy(shown)).into_owned()
}

/// The bit that tells a role.
pub(super) const fn role_bit(role: Role) -> u32 {
    match role {
        Role::Guest => 0,
        Role::Host => 1,
    }
}

fn somebody(number: u32) -> Option<PersonId> {
    (number != NOBODY).then_some(PersonId(number))
}
