//! All episodes loaded, newest first, and what follows from the whole run: people, picks, tags.
//!
//! Owns the order of episodes and the counts.
//! Of an episode it keeps only what is listed and searched ([`Entry`]); the rest is read again
//! when its page is shown. It must not read files, filter or draw.

mod completions;
mod contacts;
mod edition;
mod entry;
mod item;
mod names;
mod numbers;
mod parcel;
mod picked;
mod ranks;
mod roll;
#[cfg(test)]
mod tests;

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;
use std::hash::{BuildHasher as _, Hash};
use std::path::Path;

use foldhash::quality::FixedState;

use crate::address::Address;
use crate::episode::Episode;

pub use self::edition::{Edition, Extent};
pub use self::entry::{Contact, Entry, PickEntry, shown};
pub use self::item::{EpisodeId, Item, PersonId, TagId};
pub use self::parcel::Parcel;
pub use self::roll::{PersonRecord, TagRecord};

use self::contacts::LastGiven;
use self::item::number;
use self::names::Written;
use self::numbers::Numbers;
use self::picked::Picked;
use self::ranks::Ranks;
use self::roll::Roll;

/// The episodes of a show.
#[derive(Debug, Default)]
pub struct Library {
    /// By identity; an episode that is gone leaves its place empty.
    entries: Vec<Option<Entry>>,
    /// By the hash of its path.
    by_path: Numbers,
    newest_first: Vec<EpisodeId>,
    /// The same by identity.
    ranks: Ranks,
    people: Roll<PersonRecord>,
    tags: Roll<TagRecord>,
    last_given: LastGiven,
    picks: usize,
    picked: Picked,
    shows: HashMap<String, usize>,
    sites: HashMap<String, usize>,
    /// Full names for hosts called by their first name only.
    completions: HashMap<PersonId, PersonId>,
    additions: u64,
    rewrites: u64,
}

impl Library {
    /// Adds episodes; one whose file is known replaces the older reading. Gives their identities,
    /// in the order they come in.
    pub fn insert(&mut self, parcels: &[Parcel]) -> Vec<EpisodeId> {
        let mut ids = Vec::with_capacity(parcels.iter().map(Parcel::len).sum());
        let (mut changed, mut is_moved) = (Vec::new(), false);
        for parcel in parcels {
            let (people, tags) = self.number_names(parcel);
            let at = |numbers: &[u32], at: u32| numbers.get(at as usize).copied();
            for packed in parcel.episodes() {
                let mut entry = Entry::new(&packed);
                entry.renumber(
                    |person| at(&people, person).unwrap_or_default(),
                    |tag| at(&tags, tag).unwrap_or_default(),
                );
                entry.rename(|id| self.completions.get(&id).copied().unwrap_or(id));
                let id = self.identify(entry.path());
                ids.push(id);
                match self.entries.get_mut(id.index()).and_then(Option::take) {
                    Some(old) if old == entry => {
                        self.put(id, old);
                        continue;
                    }
                    Some(old) => {
                        self.uncount(id, &old);
                        self.rewrites += 1;
                        is_moved = true;
                    }
                    None => {}
                }
                changed.push(id);
                self.count(id, &entry, packed.places);
                self.put(id, entry);
            }
        }
        if !changed.is_empty() {
            self.additions += 1;
            self.arrange(changed, is_moved);
        }
        ids
    }

    /// The identity of a file. A new one's entry must be put there before the next is given.
    fn identify(&mut self, path: &Path) -> EpisodeId {
        let key = hash(path.as_os_str());
        if let Some(known) = self.find_file(path, key) {
            return known;
        }
        let id = number(self.entries.len(), EpisodeId);
        self.by_path.insert(key, id.0);
        self.entries.push(None);
        id
    }

    /// The episode read from a file whose path has this hash.
    fn find_file(&self, path: &Path, key: u64) -> Option<EpisodeId> {
        let is_it = |id: u32| {
            let entry = self.get(EpisodeId(id));
            entry.is_some_and(|entry| entry.path().as_os_str() == path.as_os_str())
        };
        self.by_path.find(key, is_it).map(EpisodeId)
    }

    /// Puts episodes in their places among the others; `is_moved` when some have one already.
    /// Compares only those with the others, for a library is filled in many batches.
    fn arrange(&mut self, mut changed: Vec<EpisodeId>, is_moved: bool) {
        let mut old = std::mem::take(&mut self.newest_first);
        changed.sort_unstable();
        changed.dedup();
        if is_moved {
            old.retain(|id| changed.binary_search(id).is_err());
        }
        changed.sort_by(|&a, &b| self.compare(a, b));
        let mut order = Vec::with_capacity(old.len() + changed.len());
        let mut rest = old.as_slice();
        for id in changed {
            let is_before = |&other: &EpisodeId| self.compare(other, id).is_lt();
            // Episodes usually come in their order.
            let is_last = rest.last().is_none_or(is_before);
            let at = if is_last { rest.len() } else { rest.partition_point(is_before) };
            let (before, after) = rest.split_at(at);
            order.extend_from_slice(before);
            order.push(id);
            rest = after;
        }
        order.extend_from_slice(rest);
        self.newest_first = order;
        self.ranks.forget();
    }

    /// Keeps only the episodes `wanted` approves of.
    pub fn retain(&mut self, mut wanted: impl FnMut(EpisodeId) -> bool) {
        let (kept, gone): (Vec<EpisodeId>, Vec<EpisodeId>) =
            std::mem::take(&mut self.newest_first).into_iter().partition(|&id| wanted(id));
        self.newest_first = kept;
        self.ranks.forget();
        for id in gone {
            if let Some(entry) = self.entries.get_mut(id.index()).and_then(Option::take) {
                self.by_path.remove(hash(entry.path().as_os_str()), id.0);
                self.uncount(id, &entry);
                self.rewrites += 1;
            }
        }
    }

    /// How many episodes there are.
    pub fn len(&self) -> usize {
        self.newest_first.len()
    }

    /// Whether nothing is loaded.
    pub fn is_empty(&self) -> bool {
        self.newest_first.is_empty()
    }

    /// How many picks there are.
    pub const fn picks(&self) -> usize {
        self.picks
    }

    /// How much has happened so far.
    pub const fn edition(&self) -> Edition {
        Edition { additions: self.additions, rewrites: self.rewrites }
    }

    /// The numbers given so far.
    pub fn extent(&self) -> Extent {
        let (people, tags) = (self.people.extent(), self.tags.extent());
        Extent { episodes: self.entries.len(), people, tags }
    }

    /// The episodes, newest first.
    pub fn episodes(&self) -> &[EpisodeId] {
        &self.newest_first
    }

    /// Some of the episodes, newest first.
    pub fn newest_first<'a>(
        &'a self,
        some: &[EpisodeId],
    ) -> impl Iterator<Item = EpisodeId> + use<'a> {
        self.ranks.in_order(&self.newest_first, some)
    }

    /// The episodes numbered from `from` on, in the order they came.
    pub fn episodes_from(&self, from: usize) -> impl Iterator<Item = EpisodeId> {
        (from..self.entries.len()).map(|at| number(at, EpisodeId))
    }

    /// The people numbered from `from` on.
    pub fn people_from(&self, from: usize) -> impl Iterator<Item = PersonId> {
        (from..self.people.extent()).map(|at| number(at, PersonId))
    }

    /// The tags numbered from `from` on.
    pub fn tags_from(&self, from: usize) -> impl Iterator<Item = TagId> {
        (from..self.tags.extent()).map(|at| number(at, TagId))
    }

    /// One episode, unless it is gone.
    pub fn get(&self, id: EpisodeId) -> Option<&Entry> {
        self.entries.get(id.index())?.as_ref()
    }

    /// The episode read from a file.
    pub fn of_file(&self, path: &Path) -> Option<EpisodeId> {
        self.find_file(path, hash(path.as_os_str()))
    }

    /// Somebody who is host or guest of at least one episode.
    pub fn person(&self, id: PersonId) -> Option<&PersonRecord> {
        self.people.get(id.index()).filter(|person| !person.episodes.is_empty())
    }

    /// Episodes that gave the contacts of somebody, newest first. Each contact ever given is
    /// among them where it was given last.
    pub fn contacted(&self, id: PersonId) -> impl Iterator<Item = EpisodeId> {
        let episodes = || self.person(id).map_or_else(Vec::new, |person| person.episodes.clone());
        self.newest_first(&self.last_given.of(id).unwrap_or_else(episodes))
    }

    /// The name of anybody, on an episode or not.
    pub fn name(&self, id: PersonId) -> &str {
        self.people.get(id.index()).map_or("", PersonRecord::name)
    }

    /// The person of this name.
    pub fn person_named(&self, name: &str) -> Option<PersonId> {
        let id = PersonId(self.people.find(name)?);
        let id = self.completions.get(&id).copied().unwrap_or(id);
        self.person(id).map(|_| id)
    }

    /// A tag that at least one episode has.
    pub fn tag(&self, id: TagId) -> Option<&TagRecord> {
        self.tags.get(id.index()).filter(|tag| !tag.episodes.is_empty())
    }

    /// The name of any tag, on an episode or not.
    pub fn tag_name(&self, id: TagId) -> &str {
        self.tags.get(id.index()).map_or("", TagRecord::name)
    }

    /// The tag of this name.
    pub fn tag_named(&self, name: &str) -> Option<TagId> {
        let id = TagId(self.tags.find(name)?);
        self.tag(id).map(|_| id)
    }

    /// How many people are host or guest of at least one episode.
    pub fn people(&self) -> usize {
        self.people.used()
    }

    /// How many tags there are.
    pub fn tags(&self) -> usize {
        self.tags.used()
    }

    /// The episodes with a pick that leads to the place an address leads to, as they came.
    pub fn picked_on(&self, address: &str) -> &[EpisodeId] {
        self.picked.at(address)
    }

    /// The episodes with a pick that another episode has too, in no order and not each once.
    pub fn with_picks_of_others(&self) -> impl Iterator<Item = EpisodeId> {
        self.picked.again()
    }

    /// The show's name: the one most episodes give.
    pub fn show(&self) -> Option<&str> {
        most_given(&self.shows).map(String::as_str)
    }

    /// The show's site: the one most episodes give.
    pub fn site(&self) -> Option<Address> {
        most_given(&self.sites).and_then(|site| Address::parse(site).ok())
    }

    /// The page of an episode on the show's site, where the notes let a reader tell.
    pub fn page_address(&self, episode: &Episode) -> Option<Address> {
        let slug = episode.slug.as_deref()?;
        if let Ok(absolute) = Address::parse(slug) {
            return Some(absolute);
        }
        let site = episode.site.clone().or_else(|| self.site())?;
        let joined =
            format!("{}/{}", site.as_str().trim_end_matches('/'), slug.trim_start_matches('/'));
        Address::parse(&joined).ok()
    }

    /// Newest first; of one day, the highest number first; undated episodes last.
    pub fn compare(&self, a: EpisodeId, b: EpisodeId) -> Ordering {
        match (self.get(a), self.get(b)) {
            (Some(a), Some(b)) => a.compare(b),
            (a, b) => a.is_some().cmp(&b.is_some()),
        }
    }

    /// Takes the names of a parcel in: the numbers its people and tags have here.
    fn number_names(&mut self, parcel: &Parcel) -> (Vec<u32>, Vec<u32>) {
        let Self { shows, sites, .. } = self;
        for (counts, given) in [(shows, &parcel.shows), (sites, &parcel.sites)] {
            for Written { name, times, .. } in given.iter() {
                if let Some(count) = counts.get_mut(name) {
                    *count += times as usize;
                } else {
                    counts.insert(name.to_owned(), times as usize);
                }
            }
        }
        (self.people.numbers_of(&parcel.people), self.tags.numbers_of(&parcel.tags))
    }

    fn put(&mut self, id: EpisodeId, entry: Entry) {
        if let Some(place) = self.entries.get_mut(id.index()) {
            *place = Some(entry);
        }
    }

    fn count(&mut self, id: EpisodeId, entry: &Entry, places: &[u64]) {
        for (person, role) in entry.people() {
            self.people.change(person.index(), |record| record.add(id, role));
        }
        self.last_given.add((id, entry), &self.people, &self.entries);
        for tag in entry.tags() {
            self.tags.change(tag.index(), |record| record.add(id));
        }
        for giver in entry.givers() {
            self.picks += 1;
            if let Some(by) = giver {
                self.people.change(by.index(), |record| record.picks += 1);
            }
        }
        self.picked.add(id, places);
    }

    fn uncount(&mut self, id: EpisodeId, entry: &Entry) {
        for (person, role) in entry.people() {
            self.people.change(person.index(), |record| record.remove(id, role));
        }
        self.last_given.remove(id, entry);
        for tag in entry.tags() {
            self.tags.change(tag.index(), |record| record.remove(id));
        }
        for giver in entry.givers() {
            self.picks -= 1;
            if let Some(by) = giver {
                self.people.change(by.index(), |record| record.picks -= 1);
            }
        }
        self.picked.remove(id, &picked::places_of(entry));
    }
}

/// The hash that the library's tables go by.
fn hash(key: &(impl Hash + ?Sized)) -> u64 {
    FixedState::default().hash_one(key)
}

/// The key counted most often; of equals the smallest, so that the answer is always the same.
fn most_given<K: Ord>(counts: &HashMap<K, usize>) -> Option<&K> {
    counts.iter().max_by_key(|&(key, &count)| (count, Reverse(key))).map(|(key, _)| key)
}
