//! Many files on a few threads, some at a time.
//!
//! Owns who reads which files, and how much is handed on at once. What is made of a file is its
//! [`Gathering`]'s; which files there are is [`super::walk`]'s.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Scope};
use std::time::{Duration, Instant};
use std::vec;

use crate::library::Parcel;
use crate::notes::{self, Indexer};

use super::file::{FileText, read_text};
use super::walk::NotesFile;
use super::{FileProblem, LoadEvent, Reading, file_name};

/// A batch is handed on when it has this many turns or this much time has passed; the first turn
/// at once, so that the page of the newest episode is read while the others are.
const BATCH: usize = 32;
const BATCH_TIME: Duration = Duration::from_millis(30);

/// From how many files on a second thread saves more time than it takes to start, and how many
/// files a thread reads at a time.
pub(super) const SHARED_FROM: usize = 256;
pub(super) const TURN: usize = 16;

/// A turn that takes this long waits for the disk, as nearly all of them do there where the system
/// has not read the files before. Then one more thread asks for the next ones, up to so many in
/// all: disks and networks answer several in the time of one.
const SLOW_TURN: Duration = Duration::from_millis(1);
const MOST_THREADS: usize = 12;

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
    if files.len() >= SHARED_FROM {
        let readers = Readers::new(files, listen, SLOW_TURN);
        readers.read_all();
        return readers.finish();
    }
    let (mut batch, mut memory) = (Batch::new(), Memory::default());
    let mut files = files.into_iter();
    while let Some(turn) = Turn::read(files.by_ref().take(TURN), &mut memory) {
        batch.take(turn, listen)?;
    }
    batch.flush(listen)
}

/// Threads that read files and take turns at the next few.
struct Readers<T, L> {
    files: Mutex<vec::IntoIter<NotesFile>>,
    /// What is on its way to the listener, who may want no more.
    given: Mutex<(Batch<T>, L, ControlFlow<()>)>,
    /// How many more threads may be started.
    spare: AtomicUsize,
    /// How long a turn takes that waits for the disk.
    slow: Duration,
}

impl<T: Gathering, L: FnMut(LoadEvent<T>) -> ControlFlow<()> + Send> Readers<T, L> {
    fn new(files: Vec<NotesFile>, listen: L, slow: Duration) -> Self {
        Self {
            files: Mutex::new(files.into_iter()),
            given: Mutex::new((Batch::new(), listen, ControlFlow::Continue(()))),
            spare: AtomicUsize::new(MOST_THREADS - 2),
            slow,
        }
    }

    fn read_all(&self) {
        thread::scope(|scope| {
            scope.spawn(|| self.read(scope));
            self.read(scope);
        });
    }

    /// Hands on what is left.
    fn finish(self) -> ControlFlow<()> {
        self.given.into_inner().map_or(ControlFlow::Break(()), |(mut batch, mut listen, flow)| {
            flow?;
            batch.flush(&mut listen)
        })
    }

    /// Takes turns until there are no more.
    fn read<'s>(&'s self, scope: &'s Scope<'s, '_>) {
        let (mut next, mut memory) = (Vec::with_capacity(TURN), Memory::default());
        // A lock fails only after a panic, which has ended the program.
        while let Ok(mut files) = self.files.lock() {
            next.extend(files.by_ref().take(TURN));
            drop(files);
            let since = Instant::now();
            let Some(turn) = Turn::read(next.drain(..), &mut memory) else { return };
            if since.elapsed() >= self.slow && self.may_start() {
                scope.spawn(|| self.read(scope));
            }
            let Ok(mut given) = self.given.lock() else { return };
            let (batch, listen, flow) = &mut *given;
            if flow.is_continue() {
                *flow = batch.take(turn, listen);
            }
            if flow.is_break() {
                return;
            }
        }
    }

    /// Whether one more thread may be started, which then counts as such.
    fn may_start(&self) -> bool {
        let fewer = |spare: usize| spare.checked_sub(1);
        self.spare.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fewer).is_ok()
    }
}

/// What became of a few files.
pub(super) struct Turn<T> {
    pub(super) episodes: T,
    pub(super) problems: Vec<FileProblem>,
}

impl<T: Gathering> Turn<T> {
    /// Reads files, if there are any.
    pub(super) fn read(
        files: impl Iterator<Item = NotesFile>,
        memory: &mut Memory,
    ) -> Option<Self> {
        let mut files = files.peekable();
        files.peek()?;
        let (mut episodes, mut problems) = (T::default(), Vec::new());
        for file in files {
            problems.extend(read_file(file, memory, &mut episodes));
        }
        Some(Self { episodes, problems })
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
        if is_due || self.episodes.len() >= BATCH {
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn more_threads_read_where_the_disk_is_slow_and_each_file_is_read_once() {
        let folder = tempfile::tempdir().unwrap();
        let names: Vec<String> = (1000..1000 + 40 * TURN).map(|at| format!("{at}.md")).collect();
        let file = |name: &String| {
            let path = folder.path().join(name);
            fs::write(&path, "").unwrap();
            NotesFile::new(folder.path(), &path)
        };
        let files: Vec<NotesFile> = names.iter().map(file).collect();
        for (slow, spare) in [(Duration::ZERO, 0), (Duration::MAX, MOST_THREADS - 2)] {
            let mut read: Vec<String> = Vec::new();
            let listen = |event| {
                if let LoadEvent::Loaded(batch) = event {
                    read.extend(batch.iter().flat_map(Parcel::files));
                }
                ControlFlow::Continue(())
            };
            let readers = Readers::<Parcel, _>::new(files.clone(), listen, slow);
            readers.read_all();
            assert_eq!(readers.spare.load(Ordering::Relaxed), spare);
            assert!(readers.finish().is_continue());
            read.sort();
            assert_eq!(read, names);
        }
    }
}
