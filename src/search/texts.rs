//! What a search through the text of all notes has found so far.
//!
//! Owns the answers, by what was looked for; [`crate::fulltext`] gives them.

use std::collections::{HashMap, HashSet};

use crate::fulltext::Line;
use crate::library::EpisodeId;
use crate::pattern::Pattern;

/// Episodes whose notes have a text, and the line that has it.
#[derive(Debug, Default)]
pub struct Texts {
    /// What is looked for.
    patterns: Vec<Pattern>,
    /// For each episode the line that has the pattern with the same index, if one has.
    found: HashMap<EpisodeId, Vec<Option<Line>>>,
    /// Episodes that had something before, and have not been found again.
    before: HashSet<EpisodeId>,
}

impl Texts {
    /// Nothing found yet of these.
    pub fn new(patterns: Vec<Pattern>) -> Self {
        Self { patterns, found: HashMap::new(), before: HashSet::new() }
    }

    /// What is looked for.
    pub fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }

    /// Takes in what was found in an episode's notes, a line for each pattern it has.
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

    /// Whether an episode's notes have a pattern.
    pub fn has(&self, pattern: &Pattern, id: EpisodeId) -> bool {
        let at = self.patterns.iter().position(|known| known == pattern);
        let lines = self.found.get(&id);
        at.and_then(|at| lines?.get(at)?.as_ref()).is_some()
    }

    /// The line to show for an episode.
    pub fn line(&self, id: EpisodeId) -> Option<&Line> {
        self.found.get(&id)?.iter().flatten().next()
    }
}
