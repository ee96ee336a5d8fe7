//! All episodes loaded, newest first, and what follows from the whole run.
//!
//! Owns the order of episodes and their identity. It must not read files, filter or draw.

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use crate::address::Address;
use crate::episode::{Episode, Person, Role};

/// What an episode is known by: the path of its notes file, the same after a reload.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EpisodeId(Arc<Path>);

impl EpisodeId {
    /// The identity of the notes at `path`.
    pub fn new(path: &Path) -> Self {
        Self(path.into())
    }

    /// The notes file itself.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

/// An episode and the file it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The identity of the episode.
    pub id: EpisodeId,
    /// The path relative to the folder given, safe to show.
    pub file: String,
    /// What the notes say.
    pub episode: Episode,
}

impl Entry {
    /// Newest first; of one day, the highest number first; undated episodes last.
    fn order(&self, other: &Self) -> Ordering {
        let key = |entry: &Self| (Reverse(entry.episode.date), Reverse(entry.episode.number));
        key(self).cmp(&key(other)).then_with(|| self.id.cmp(&other.id))
    }
}

/// The episodes of a show.
#[derive(Clone, Debug, Default)]
pub struct Library {
    entries: Vec<Arc<Entry>>,
    by_id: HashMap<EpisodeId, Arc<Entry>>,
    shows: HashMap<String, usize>,
    sites: HashMap<Address, usize>,
}

impl Library {
    /// Adds a batch of episodes; one whose identity is known replaces the older reading.
    pub fn insert(&mut self, batch: Vec<Entry>) {
        let mut replaced = false;
        for entry in batch {
            let entry = Arc::new(entry);
            if let Some(old) = self.by_id.insert(entry.id.clone(), Arc::clone(&entry)) {
                self.uncount(&old.episode);
                replaced = true;
            }
            self.count(&entry.episode);
            self.entries.push(entry);
        }
        if replaced {
            let by_id = &self.by_id;
            self.entries.retain(|entry| Arc::ptr_eq(entry, &by_id[&entry.id]));
        }
        self.entries.sort_by(|a, b| a.order(b));
    }

    /// Keeps only the episodes `wanted` approves of.
    pub fn retain(&mut self, mut wanted: impl FnMut(&EpisodeId) -> bool) {
        let (kept, gone) =
            std::mem::take(&mut self.entries).into_iter().partition(|entry| wanted(&entry.id));
        self.entries = kept;
        let gone: Vec<Arc<Entry>> = gone;
        for entry in gone {
            self.by_id.remove(&entry.id);
            self.uncount(&entry.episode);
        }
    }

    /// Completes the names of hosts whom an episode calls by their first name only, where the
    /// other episodes know exactly one host of that name. Call it when all are loaded: the answer
    /// must not depend on the order in which they came.
    pub fn complete_names(&mut self) {
        let mut full: HashMap<String, Option<String>> = HashMap::new();
        for person in self.entries.iter().flat_map(|entry| entry.episode.people_in(Role::Host)) {
            if let Some((first, _)) = person.name.split_once(' ') {
                full.entry(first.to_lowercase())
                    .and_modify(|known| {
                        if known.as_ref().is_some_and(|known| *known != person.name) {
                            *known = None;
                        }
                    })
                    .or_insert_with(|| Some(person.name.clone()));
            }
        }
        for entry in &mut self.entries {
            let completed = |person: &Person| {
                let name = full.get(&person.name.to_lowercase())?.clone()?;
                Some((person.name.clone(), name))
            };
            let renames: Vec<(String, String)> =
                entry.episode.people_in(Role::Host).filter_map(completed).collect();
            if renames.is_empty() {
                continue;
            }
            let mut complete = Entry::clone(entry);
            for (short, name) in renames {
                complete.episode.rename(&short, &name);
            }
            *entry = Arc::new(complete);
            self.by_id.insert(entry.id.clone(), Arc::clone(entry));
        }
    }

    /// How many episodes there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing is loaded.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The episodes, newest first.
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// One episode.
    pub fn get(&self, id: &EpisodeId) -> Option<&Arc<Entry>> {
        self.by_id.get(id)
    }

    /// The show's name: the one most episodes give.
    pub fn show(&self) -> Option<&str> {
        most_given(&self.shows).map(String::as_str)
    }

    /// The show's site: the one most episodes give.
    pub fn site(&self) -> Option<&Address> {
        most_given(&self.sites)
    }

    /// The page of an episode on the show's site, where the notes let a reader tell.
    pub fn page_address(&self, episode: &Episode) -> Option<Address> {
        let slug = episode.slug.as_deref()?;
        if let Ok(absolute) = Address::parse(slug) {
            return Some(absolute);
        }
        let site = episode.site.as_ref().or_else(|| self.site())?;
        let joined =
            format!("{}/{}", site.as_str().trim_end_matches('/'), slug.trim_start_matches('/'));
        Address::parse(&joined).ok()
    }

    fn count(&mut self, episode: &Episode) {
        if let Some(show) = &episode.show {
            *self.shows.entry(show.clone()).or_default() += 1;
        }
        if let Some(site) = &episode.site {
            *self.sites.entry(site.clone()).or_default() += 1;
        }
    }

    fn uncount(&mut self, episode: &Episode) {
        if let Some(count) = episode.show.as_ref().and_then(|show| self.shows.get_mut(show)) {
            *count -= 1;
        }
        if let Some(count) = episode.site.as_ref().and_then(|site| self.sites.get_mut(site)) {
            *count -= 1;
        }
    }
}

/// The key counted most often; of equals the smallest, so that the answer is always the same.
fn most_given<K: Ord>(counts: &HashMap<K, usize>) -> Option<&K> {
    counts
        .iter()
        .filter(|&(_, &count)| count > 0)
        .max_by_key(|&(key, &count)| (count, Reverse(key)))
        .map(|(key, _)| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(file: &str, date: &str, number: u32) -> Entry {
        Entry {
            id: EpisodeId::new(Path::new(file)),
            file: file.to_owned(),
            episode: Episode {
                title: file.to_owned(),
                date: date.parse().ok(),
                number: Some(number),
                ..Episode::default()
            },
        }
    }

    fn files(library: &Library) -> Vec<&str> {
        library.entries().iter().map(|entry| entry.file.as_str()).collect()
    }

    #[test]
    fn episodes_stand_newest_first_whatever_order_they_arrive_in() {
        let mut library = Library::default();
        library.insert(vec![entry("old", "2015-01-01", 1), entry("new", "2016-01-01", 3)]);
        library.insert(vec![entry("undated", "", 9), entry("mid", "2015-06-01", 2)]);
        assert_eq!(files(&library), ["new", "mid", "old", "undated"]);
    }

    #[test]
    fn of_one_day_the_higher_number_comes_first() {
        let mut library = Library::default();
        library.insert(vec![entry("a", "2016-01-01", 1), entry("b", "2016-01-01", 2)]);
        assert_eq!(files(&library), ["b", "a"]);
    }

    #[test]
    fn a_second_reading_replaces_the_first() {
        let mut library = Library::default();
        library.insert(vec![entry("a", "2016-01-01", 1), entry("b", "2016-02-01", 2)]);
        library.insert(vec![entry("a", "2016-03-01", 7)]);
        assert_eq!(files(&library), ["a", "b"]);
        let id = EpisodeId::new(Path::new("a"));
        assert_eq!(library.get(&id).unwrap().episode.number, Some(7));
    }

    #[test]
    fn an_episode_that_is_gone_is_forgotten() {
        let mut library = Library::default();
        library.insert(vec![entry("a", "2016-01-01", 1), entry("b", "2016-02-01", 2)]);
        let a = EpisodeId::new(Path::new("a"));
        library.retain(|id| *id != a);
        assert_eq!(files(&library), ["b"]);
        assert!(library.get(&a).is_none());
    }

    fn hosted(file: &str, hosts: &[&str]) -> Entry {
        let mut entry = entry(file, "2016-01-01", 1);
        let host =
            |name: &&str| Person { name: (*name).to_owned(), role: Role::Host, links: Vec::new() };
        entry.episode.people = hosts.iter().map(host).collect();
        entry
    }

    fn hosts(library: &Library, file: &str) -> Vec<String> {
        let entry = library.get(&EpisodeId::new(Path::new(file))).unwrap();
        entry.episode.people.iter().map(|person| person.name.clone()).collect()
    }

    #[test]
    fn a_host_s_first_name_is_completed_from_the_other_episodes() {
        let mut short = hosted("a", &["Ann", "Bob"]);
        short.episode.picks = vec![crate::episode::Pick {
            by: "Ann".to_owned(),
            title: "Tea".to_owned(),
            note: String::new(),
            links: Vec::new(),
        }];
        let mut library = Library::default();
        library.insert(vec![short, hosted("b", &["Ann Lee"]), hosted("c", &["Ann Lee"])]);
        library.complete_names();
        assert_eq!(hosts(&library, "a"), ["Ann Lee", "Bob"]);
        let id = EpisodeId::new(Path::new("a"));
        assert_eq!(library.get(&id).unwrap().episode.picks[0].by, "Ann Lee");
    }

    #[test]
    fn a_first_name_of_two_hosts_stays_as_it_is() {
        let mut library = Library::default();
        library.insert(vec![hosted("a", &["Ann"]), hosted("b", &["Ann Lee", "Ann Poe"])]);
        library.complete_names();
        assert_eq!(hosts(&library, "a"), ["Ann"]);
    }

    #[test]
    fn both_spellings_on_one_episode_become_one_host() {
        let mut library = Library::default();
        library.insert(vec![hosted("a", &["Ann", "Ann Lee"])]);
        library.complete_names();
        assert_eq!(hosts(&library, "a"), ["Ann Lee"]);
    }

    #[test]
    fn a_page_s_address_joins_the_site_most_notes_give() {
        let mut library = Library::default();
        let mut first = entry("a", "2016-01-01", 1);
        first.episode.site = Address::parse("https://show.example/").ok();
        let mut second = entry("b", "2016-02-01", 2);
        second.episode.slug = Some("two.html".to_owned());
        library.insert(vec![first, second.clone()]);
        let address = library.page_address(&second.episode).unwrap();
        assert_eq!(address.as_str(), "https://show.example/two.html");
    }

    #[test]
    fn without_a_site_only_a_full_slug_is_an_address() {
        let library = Library::default();
        let mut episode = entry("a", "2016-01-01", 1).episode;
        episode.slug = Some("one.html".to_owned());
        assert_eq!(library.page_address(&episode), None);
        episode.slug = Some("https://show.example/one".to_owned());
        assert_eq!(library.page_address(&episode).unwrap().host(), "show.example");
    }
}
