//! What a search through all notes files has found so far.
//!
//! Owns the answers, by what was looked for; [`crate::fulltext`] gives them.

use std::collections::{HashMap, HashSet};

use crate::fulltext::Line;
use crate::library::EpisodeId;
use crate::pattern::Pattern;
use crate::query::{Sought, Within};

/// Episodes whose files have what is looked for, and the line that has it.
#[derive(Debug, Default)]
pub struct Hits {
    sought: Vec<Sought>,
    /// For each episode the line that has what is sought at the same index, if one has.
    found: HashMap<EpisodeId, Vec<Option<Line>>>,
    /// Episodes that had something before, and have not been found again.
    before: HashSet<EpisodeId>,
}

impl Hits {
    /// Nothing found yet of these.
    pub fn new(sought: Vec<Sought>) -> Self {
        Self { sought, found: HashMap::new(), before: HashSet::new() }
    }

    /// What is looked for.
    pub fn sought(&self) -> &[Sought] {
        &self.sought
    }

    /// Takes in what was found in an episode's notes, a line for whatever they have
    /// of what is looked for.
    pub fn add(&mut self, id: EpisodeId, lines: Vec<Option<Line>>) {
        self.before.remove(&id);
        self.found.insert(id, lines);
    }

    /// The notes are searched again; until that is finished, what was found still holds.
    pub fn search_again(&mut self) {
        self.before = self.found.keys().copied().collect();
    }

    /// All notes have been searched: what was not found again is forgotten.
    pub fn finished(&mut self) {
        for id in self.before.drain() {
            self.found.remove(&id);
        }
    }

    /// Whether an episode's notes were found to have a pattern somewhere.
    pub fn has(&self, within: Within, pattern: &Pattern, id: EpisodeId) -> bool {
        let is_it = |sought: &Sought| sought.within == within && sought.pattern == *pattern;
        let at = self.sought.iter().position(is_it);
        let lines = self.found.get(&id);
        at.and_then(|at| lines?.get(at)?.as_ref()).is_some()
    }

    /// The line to show for an episode.
    pub fn line(&self, id: EpisodeId) -> Option<&Line> {
        self.found.get(&id)?.iter().flatten().next()
    }
}
