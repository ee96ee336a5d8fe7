//! Notes files → entries of the library: walk, read, parse, stream.
//!
//! Owns every file the program reads. [`load`] runs on a thread of its own and gives what it
//! has to a listener as it goes; it knows nothing of messages or screens. A file that cannot be
//! read is reported and never stops the others.

mod again;
mod file;
mod repairs;
#[cfg(test)]
mod tests;
mod walk;

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use crate::catalogue;
use crate::episode::{Episode, Outline};
use crate::library::{Library, Parcel};
use crate::notes::{self, Indexer};
use crate::sanitize;

use self::file::{Mended, read_text};
use self::walk::{Found, NotesFile};

pub use self::again::{Again, Changed, read_again};
pub use self::file::{MAX_FILE, check_file, read_failure};
pub use self::repairs::{Repair, Repairs};
pub use self::walk::{has_notes, is_hidden, is_notes_name};

/// A batch is handed on when it has this many turns or this much time has passed.
const BATCH: usize = 32;
const BATCH_TIME: Duration = Duration::from_millis(30);

/// From how many files on a second thread saves more time than it takes to start, and how many
/// files a thread reads at a time.
const SHARED_FROM: usize = 256;
const TURN: usize = 16;

/// Where the notes come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Folders, searched with what is below them, and single files.
    Paths(Vec<PathBuf>),
    /// The catalogue built into the program.
    Catalogue,
}

/// What the loader has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadEvent<T = Parcel> {
    /// A folder that is about to be looked through.
    Folder(PathBuf),
    /// This many notes files will be read.
    Found(usize),
    /// Episodes read, in no particular order, a few in each piece.
    Loaded(Vec<T>),
    /// A file or folder that could not be read as it should.
    Problem(FileProblem),
    /// Nothing more will come.
    Finished,
}

/// A file or folder that could not be read as it should.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileProblem {
    /// The path relative to the folder given, safe to show.
    pub file: String,
    /// The path as it can be opened from here.
    pub path: PathBuf,
    /// The line it is about, from 1, if it is about one.
    pub line: Option<u32>,
    /// The reason, as a sentence without a full stop.
    pub reason: String,
    /// Whether the episode is missing; otherwise it was read, with a repair.
    pub skipped: bool,
}

/// Everything one notes file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The notes file itself.
    pub path: Arc<Path>,
    /// The path relative to the folder given, safe to show.
    pub file: String,
    /// Bytes at the end of the path that are that, before it was made safe.
    below: usize,
    /// What the notes say.
    pub notes: Episode,
}

/// Reads all notes of a source, as far as the library needs them, and hands them on in batches,
/// ending with [`LoadEvent::Finished`]. Stops early when the listener breaks.
pub fn load(source: &Source, listen: impl FnMut(LoadEvent) -> ControlFlow<()> + Send) {
    load_with(source, listen);
}

/// Like [`load`], with everything the notes say.
pub fn load_whole(
    source: &Source,
    listen: impl FnMut(LoadEvent<Vec<Reading>>) -> ControlFlow<()> + Send,
) {
    load_with(source, listen);
}

/// What is made of notes files.
trait Gathering: Default + Send {
    /// Reads the text of a file and adds what it says.
    fn add(&mut self, file: NotesFile, text: &str, indexer: &mut Indexer);
    /// How many files have been added.
    fn count(&self) -> usize;
}

impl Gathering for Parcel {
    fn add(&mut self, file: NotesFile, text: &str, indexer: &mut Indexer) {
        let outline = indexer.index(&file_name(&file.path), text);
        self.add(file.path, file.below, &outline);
    }

    fn count(&self) -> usize {
        self.len()
    }
}

impl Gathering for Vec<Reading> {
    fn add(&mut self, file: NotesFile, text: &str, _: &mut Indexer) {
        let notes = notes::read(&file_name(&file.path), text);
        self.push(Reading { notes, file: file.shown(), below: file.below, path: file.path });
    }

    fn count(&self) -> usize {
        self.len()
    }
}

fn load_with<T: Gathering>(
    source: &Source,
    mut listen: impl FnMut(LoadEvent<T>) -> ControlFlow<()> + Send,
) {
    // The early exit is the listener's wish; there is nobody left to tell.
    let _ = match source {
        Source::Paths(roots) => load_paths(roots, &mut listen),
        Source::Catalogue => load_catalogue(&mut listen),
    };
}

/// The notes of one episode, for its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notes {
    /// Everything they say.
    pub episode: Episode,
    /// Their body as Markdown, as a page shows it.
    pub markdown: String,
}

/// Reads all notes of a source and waits for them: the library, and what could not be read as
/// it should.
pub fn load_all(source: &Source) -> (Library, Vec<FileProblem>) {
    let mut library = Library::default();
    let mut problems = Vec::new();
    let (sender, events) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            load(source, |event| match sender.send(event) {
                Ok(()) => ControlFlow::Continue(()),
                // Unreachable: all events are taken in.
                Err(_) => ControlFlow::Break(()),
            });
        });
        for event in events {
            take(event, &mut problems, |batch| drop(library.insert(&batch)));
        }
    });
    library.complete_names();
    problems.sort();
    (library, problems)
}

/// Reads all notes of a source and keeps everything they say, newest first: the library, the
/// readings, and what could not be read as it should.
pub fn read_all(source: &Source) -> (Library, Vec<Reading>, Vec<FileProblem>) {
    let mut library = Library::default();
    let mut readings: Vec<Reading> = Vec::new();
    let mut problems = Vec::new();
    load_whole(source, |event| {
        take(event, &mut problems, |batch| readings.extend(batch.into_iter().flatten()));
        ControlFlow::Continue(())
    });
    problems.sort();
    let mut parcel = Parcel::default();
    for Reading { path, below, notes, .. } in &readings {
        parcel.add(Arc::clone(path), *below, &Outline::from(notes));
    }
    library.insert(&[parcel]);
    library.complete_names();
    for reading in &mut readings {
        library.complete(&mut reading.notes);
    }
    readings.sort_by(|a, b| match (library.of_file(&a.path), library.of_file(&b.path)) {
        (Some(a), Some(b)) => library.compare(a, b),
        (a, b) => a.cmp(&b),
    });
    (library, readings, problems)
}

/// Takes in what a load says, for those who wait for its end.
fn take<T>(event: LoadEvent<T>, problems: &mut Vec<FileProblem>, batch_taken: impl FnOnce(Vec<T>)) {
    match event {
        LoadEvent::Loaded(batch) => batch_taken(batch),
        LoadEvent::Problem(problem) => problems.push(problem),
        LoadEvent::Folder(_) | LoadEvent::Found(_) | LoadEvent::Finished => {}
    }
}

/// Reads one episode's notes, for its page.
pub fn read_notes(source: &Source, path: &Path) -> Result<Notes, String> {
    let mut bytes = Vec::new();
    let text = notes_text(source, path, &mut bytes)?;
    let episode = notes::read(&file_name(path), &text);
    Ok(Notes { episode, markdown: notes::readable(&text) })
}

/// The name of a file without its folder, made safe.
fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    sanitize::line(&name.to_string_lossy()).into_owned()
}

/// The text of one notes file, made safe. It may be in `bytes`, which serve one file after the
/// other.
pub fn notes_text<'b>(
    source: &Source,
    path: &Path,
    bytes: &'b mut Vec<u8>,
) -> Result<Cow<'b, str>, String> {
    match source {
        Source::Paths(_) => read_text(path, bytes).map(|(text, _)| text),
        Source::Catalogue => path
            .to_str()
            .and_then(catalogue::text)
            .map(sanitize::text)
            .ok_or_else(|| "the built-in catalogue has no such file".to_owned()),
    }
}

fn load_paths<T: Gathering>(
    roots: &[PathBuf],
    listen: &mut (impl FnMut(LoadEvent<T>) -> ControlFlow<()> + Send),
) -> ControlFlow<()> {
    let mut files = Vec::new();
    walk::notes_files(roots, &mut |file| match file {
        Ok(Found::File(file)) => {
            files.push(file);
            ControlFlow::Continue(())
        }
        Ok(Found::Folder(path)) => listen(LoadEvent::Folder(path)),
        Err(problem) => listen(LoadEvent::Problem(problem)),
    })?;
    // The newest episodes usually have the highest numbers in their names: these fill the
    // screen first.
    let files = walk::highest_first(files);
    listen(LoadEvent::Found(files.len()))?;
    if files.len() < SHARED_FROM {
        let (mut batch, mut memory) = (Batch::new(), Memory::default());
        let mut files = files.into_iter();
        while let Some(turn) = Share::read(files.by_ref().take(TURN), &mut memory) {
            batch.take(turn, listen)?;
        }
        batch.flush(listen)?;
    } else {
        share(files, listen)?;
    }
    listen(LoadEvent::Finished)
}

/// Reads files on two threads, which take turns at the next few.
fn share<T: Gathering>(
    files: Vec<NotesFile>,
    listen: &mut (impl FnMut(LoadEvent<T>) -> ControlFlow<()> + Send),
) -> ControlFlow<()> {
    let files = Mutex::new(files.into_iter());
    let given = Mutex::new((Batch::new(), listen, ControlFlow::Continue(())));
    let read = || {
        let (mut next, mut memory) = (Vec::with_capacity(TURN), Memory::default());
        // A lock fails only after a panic, which has ended the program.
        while let Ok(mut files) = files.lock() {
            next.extend(files.by_ref().take(TURN));
            drop(files);
            let Some(turn) = Share::read(next.drain(..), &mut memory) else { return };
            let Ok(mut given) = given.lock() else { return };
            let (batch, listen, flow) = &mut *given;
            if flow.is_continue() {
                *flow = batch.take(turn, *listen);
            }
            if flow.is_break() {
                return;
            }
        }
    };
    thread::scope(|scope| {
        scope.spawn(read);
        read();
    });
    given.into_inner().map_or(ControlFlow::Break(()), |(mut batch, listen, flow)| {
        flow?;
        batch.flush(listen)
    })
}

/// What became of a few files.
struct Share<T> {
    episodes: T,
    problems: Vec<FileProblem>,
}

impl<T: Gathering> Share<T> {
    /// Reads files, if there are any.
    fn read(files: impl Iterator<Item = NotesFile>, memory: &mut Memory) -> Option<Self> {
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
struct Memory {
    bytes: Vec<u8>,
    indexer: Indexer,
}

/// Adds what a file says; what could not be read of it.
fn read_file(
    file: NotesFile,
    Memory { bytes, indexer }: &mut Memory,
    to: &mut impl Gathering,
) -> Option<FileProblem> {
    match read_text(&file.path, bytes) {
        Ok((text, repair)) => {
            let problem = repair.map(|repair| FileProblem::repaired(&file, repair));
            to.add(file, &text, indexer);
            problem
        }
        Err(reason) => Some(FileProblem::skipped(file.shown(), file.path.to_path_buf(), reason)),
    }
}

fn load_catalogue<T: Gathering>(
    listen: &mut impl FnMut(LoadEvent<T>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    listen(LoadEvent::Found(catalogue::FILES.len()))?;
    let read = |files: &[(&str, &str)]| {
        let (mut episodes, mut indexer) = (T::default(), Indexer::default());
        for &(name, text) in files.iter().rev() {
            let file = NotesFile::new(Path::new(""), Path::new(name));
            episodes.add(file, &sanitize::text(text), &mut indexer);
        }
        episodes
    };
    let (older, newer) = catalogue::FILES.split_at(catalogue::FILES.len() / 2);
    let halves = thread::scope(|scope| {
        let older = scope.spawn(|| read(older));
        [read(newer), older.join().unwrap_or_else(|panic| resume_unwind(panic))]
    });
    listen(LoadEvent::Loaded(halves.into()))?;
    listen(LoadEvent::Finished)
}

/// Episodes on their way to the listener.
struct Batch<T> {
    episodes: Vec<T>,
    since: Instant,
}

impl<T: Gathering> Batch<T> {
    fn new() -> Self {
        Self { episodes: Vec::new(), since: Instant::now() }
    }

    fn take(
        &mut self,
        Share { episodes, problems }: Share<T>,
        listen: &mut impl FnMut(LoadEvent<T>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        for problem in problems {
            listen(LoadEvent::Problem(problem))?;
        }
        if episodes.count() > 0 {
            self.episodes.push(episodes);
        }
        if self.episodes.len() >= BATCH || self.since.elapsed() >= BATCH_TIME {
            return self.flush(listen);
        }
        ControlFlow::Continue(())
    }

    fn flush(
        &mut self,
        listen: &mut impl FnMut(LoadEvent<T>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        self.since = Instant::now();
        if self.episodes.is_empty() {
            return ControlFlow::Continue(());
        }
        listen(LoadEvent::Loaded(std::mem::take(&mut self.episodes)))
    }
}

impl FileProblem {
    /// A file that was read, with a repair.
    fn repaired(file: &NotesFile, (line, reason): Mended) -> Self {
        let (file, path) = (file.shown(), file.path.to_path_buf());
        Self { file, path, line: Some(line), reason, skipped: false }
    }

    /// A file or folder that is left out.
    fn skipped(file: String, path: PathBuf, reason: String) -> Self {
        Self { file, path, line: None, reason, skipped: true }
    }
}
