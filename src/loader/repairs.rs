//! What had to be repaired in the notes, for those who ask.
//!
//! Owns how many of them are kept: as many as somebody may read on a screen.

use std::ops::ControlFlow;

use super::{LoadEvent, Reading, Source, load_whole};

/// What had to be repaired in all notes of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repairs {
    /// The first of them, by file and line.
    pub told: Vec<Repair>,
    /// How many there are.
    pub count: usize,
}

/// One repair.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Repair {
    /// The path relative to the folder given, safe to show.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// What was wrong and what was made of it.
    pub message: String,
}

impl Repairs {
    /// More repairs than this are not kept: `shownotes check` lists them.
    const MOST: usize = 500;

    /// Reads all notes for what has to be repaired in them; `None` when it is no longer wanted.
    pub fn read(source: &Source, is_wanted: impl Fn() -> bool + Sync) -> Option<Self> {
        let mut repairs = Self::default();
        load_whole(source, |event| {
            if let LoadEvent::Loaded(batch) = event {
                for reading in batch.iter().flatten() {
                    repairs.add(reading);
                }
            }
            if is_wanted() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        is_wanted().then_some(repairs)
    }

    fn add(&mut self, reading: &Reading) {
        let problems = &reading.notes.problems;
        self.count += problems.len();
        for problem in problems {
            let (line, message) = (problem.line, problem.message.clone());
            let repair = Repair { file: reading.file.clone(), line, message };
            let at = self.told.partition_point(|other| *other < repair);
            if at < Self::MOST {
                self.told.truncate(Self::MOST - 1);
                self.told.insert(at, repair);
            }
        }
    }
}
