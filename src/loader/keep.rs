//! What was read of a large folder, kept once nobody waits for it.
//!
//! Owns when it is kept: after all of it has been handed on, for which it is read once more. To
//! keep notes as they are read would make whoever waits for them wait a quarter longer; to hold
//! them until then would take as much memory as the library. A command ends only when all is kept,
//! once for each folder, with its output written. Where it is kept is [`super::cache`]'s.

use std::ops::ControlFlow;
use std::thread::{self, JoinHandle};

use crate::crew::{self, TURN};
use crate::library::Parcel;
use crate::notes::Indexer;

use super::cache::{CacheFile, KeptFile};
use super::file::FileText;
use super::turns::{Gathering, Turn};
use super::walk::NotesFile;

/// What a load has read and not kept, which takes as long again.
#[must_use = "what is not kept is read again next time"]
#[derive(Default)]
pub struct Unkept(Option<(CacheFile, Vec<NotesFile>)>);

/// A thread that keeps what was read.
#[must_use = "what is not kept is read again next time"]
pub struct Keeping(JoinHandle<()>);

/// Episodes read just now, which may be kept.
#[derive(Default)]
pub(super) struct ReadTurn {
    pub(super) episodes: Parcel,
    pub(super) files: Vec<KeptFile>,
}

impl Unkept {
    /// Files that have been read and are not in this cache.
    pub(super) const fn new(cache: CacheFile, files: Vec<NotesFile>) -> Self {
        Self(Some((cache, files)))
    }

    /// Keeps it, as long as that is wanted.
    pub fn keep(self, mut is_wanted: impl FnMut() -> bool + Send) {
        let Some((cache, files)) = self.0 else { return };
        let keep = |turn: Turn<ReadTurn>| {
            // What cannot be kept is read again next time; whatever comes behind a block that was
            // written in part cannot be read.
            if is_wanted() && cache.keep(&turn.episodes).is_ok() {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        };
        // Short turns, for a turn is read again whole when one of its files has changed. Whether all
        // was kept or not: nobody waits for it.
        let _ = crew::in_turns(files.into_iter(), 1, TURN, Turn::read, keep);
    }
}

impl Keeping {
    /// Begins a load, and keeps what it leaves to be kept.
    pub(super) fn after(load: impl FnOnce() -> Unkept + Send + 'static) -> Self {
        Self(thread::spawn(|| load().keep(|| true)))
    }

    /// Waits until all is kept that can be.
    pub fn finish(self) {
        // It fails only after a panic, which has ended the program.
        let _ = self.0.join();
    }
}

impl Gathering for ReadTurn {
    fn add(&mut self, file: NotesFile, text: &FileText<'_>, indexer: &mut Indexer) {
        self.files.push(KeptFile::new(&file, text));
        Gathering::add(&mut self.episodes, file, text, indexer);
    }

    fn count(&self) -> usize {
        self.files.len()
    }
}
