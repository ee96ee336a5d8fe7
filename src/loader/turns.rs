//! Many files, a turn at a time.
//!
//! Owns how much is handed on at once. Which thread reads which files is [`crate::crew`]'s, what is
//! made of a file its [`Gathering`]'s, and which files there are [`super::walk`]'s.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};
use std::vec;

use crate::crew;
use crate::library::Parcel;
use crate::notes::{self, Indexer};

use super::file::{FileText, read_text};
use super::walk::NotesFile;
use super::{FileProblem, LoadEvent, Reading, file_name};

/// A batch is handed on when it has this many episodes or this much time has passed; the first turn
/// at once, so that the page of the newest episode is read while the others are.
const BATCH: usize = 512;
const BATCH_TIME: Duration = Duration::from_millis(30);

/// How many files a turn has at most: names that come again and again are numbered once in each.
const LONGEST_TURN: usize = 64;

/// What is made of notes files.
pub(super) trait Gathering: Default + Send {
    /// Adds what the text of a file says.
    fn add(&mut self, file: NotesFile, text: &FileText<'_>, indexer: &mut Indexer);
    /// How many files have been added.
    fn count(&self) -> usize;
}

impl Gathering for Parcel {
    fn add(&mut self, file: NotesFile, text: &FileText<'_>, indexer: &mut Indexer) {
        let outline = indexer.index(&file_name(&file.path), &text.text);
        self.add(file.path, file.below, &outline);
    }

    fn count(&self) -> usize {
        self.len()
    }
}

impl Gathering for Vec<Reading> {
    fn add(&mut self, file: NotesFile, text: &FileText<'_>, _: &mut Indexer) {
        let notes = notes::read(&file_name(&file.path), &text.text);
        self.push(Reading { notes, file: file.shown(), below: file.below, path: file.path });
    }

    fn count(&self) -> usize {
        self.len()
    }
}

/// Reads files and hands on what they say.
pub(super) fn read_files<T: Gathering>(
    files: Vec<NotesFile>,
    listen: &mut (impl FnMut(LoadEvent<T>) -> ControlFlow<()> + Send),
) -> ControlFlow<()> {
    let mut batch = Batch::new();
    crew::in_turns(files.into_iter(), 2, LONGEST_TURN, Turn::read, |turn| {
        batch.take(turn, listen)
    })?;
    batch.flush(listen)
}

/// What became of a few files.
pub(super) struct Turn<T> {
    pub(super) episodes: T,
    pub(super) problems: Vec<FileProblem>,
}

impl<T: Gathering> Turn<T> {
    /// Reads files.
    pub(super) fn read(files: vec::Drain<'_, NotesFile>, memory: &mut Memory) -> Self {
        let (mut episodes, mut problems) = (T::default(), Vec::new());
        for file in files {
            problems.extend(read_file(file, memory, &mut episodes));
        }
        Self { episodes, problems }
    }
}

/// What serves one file after the other.
#[derive(Default)]
pub(super) struct Memory {
    bytes: Vec<u8>,
    indexer: Indexer,
}

/// Adds what a file says; what could not be read of it.
pub(super) fn read_file(
    file: NotesFile,
    Memory { bytes, indexer }: &mut Memory,
    to: &mut impl Gathering,
) -> Option<FileProblem> {
    match read_text(&file.path, bytes) {
        Ok(text) => {
            let problem = text.repaired.map(|line| FileProblem::repaired(&file, line));
            to.add(file, &text, indexer);
            problem
        }
        Err(reason) => Some(FileProblem::skipped(file.shown(), file.path.to_path_buf(), reason)),
    }
}

/// Episodes on their way to the listener.
pub(super) struct Batch<T> {
    episodes: Vec<T>,
    /// When the last one was handed on.
    since: Option<Instant>,
}

impl<T: Gathering> Batch<T> {
    pub(super) fn new() -> Self {
        Self { episodes: Vec::new(), since: None }
    }

    pub(super) fn take(
        &mut self,
        Turn { episodes, problems }: Turn<T>,
        listen: &mut impl FnMut(LoadEvent<T>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        for problem in problems {
            listen(LoadEvent::Problem(problem))?;
        }
        if episodes.count() > 0 {
            self.episodes.push(episodes);
        }
        let is_due = self.since.is_none_or(|since| since.elapsed() >= BATCH_TIME);
        let count: usize = self.episodes.iter().map(Gathering::count).sum();
        if is_due || count >= BATCH {
            return self.flush(listen);
        }
        ControlFlow::Continue(())
    }

    pub(super) fn flush(
        &mut self,
        listen: &mut impl FnMut(LoadEvent<T>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        self.since = Some(Instant::now());
        if self.episodes.is_empty() {
            return ControlFlow::Continue(());
        }
        listen(LoadEvent::Loaded(std::mem::take(&mut self.episodes)))
    }
}
