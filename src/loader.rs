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

use std::cmp::Reverse;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use crate::catalogue;
use crate::episode::Episode;
use crate::library::{Library, Packed};
use crate::notes;
use crate::sanitize;

use self::file::{Mended, read_text};
use self::walk::{Found, NotesFile};

pub use self::again::{Again, Changed, read_again};
pub use self::file::{MAX_FILE, check_file, read_failure};
pub use self::repairs::{Repair, Repairs};
pub use self::walk::{has_notes, is_hidden, is_notes_name};

/// A batch is handed on when it has this many episodes or this much time has passed.
const BATCH: usize = 512;
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
pub enum LoadEvent<T = Packed> {
    /// A folder that is about to be looked through.
    Folder(PathBuf),
    /// This many notes files will be read.
    Found(usize),
    /// Episodes read, in no particular order.
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
    /// What the notes say.
    pub notes: Episode,
}

/// Reads all notes of a source, as far as the library needs them, and hands them on in batches,
/// ending with [`LoadEvent::Finished`]. Stops early when the listener breaks.
pub fn load(source: &Source, listen: impl FnMut(LoadEvent) -> ControlFlow<()>) {
    load_with(source, packed, listen);
}

/// Like [`load`], with everything the notes say.
pub fn load_whole(source: &Source, listen: impl FnMut(LoadEvent<Reading>) -> ControlFlow<()>) {
    let whole = |file: NotesFile, text: &str| Reading {
        notes: notes::read(&file_name(&file.path), text),
        file: file.shown(),
        path: file.path,
    };
    load_with(source, whole, listen);
}

/// What the library needs of a file.
fn packed(file: NotesFile, text: &str) -> Packed {
    let outline = notes::index(&file_name(&file.path), text);
    Packed::new(file.path, file.below, &outline)
}

/// What makes something of a file and its text.
trait Reader<T>: Fn(NotesFile, &str) -> T + Copy + Send + Sync {}

impl<T, R: Fn(NotesFile, &str) -> T + Copy + Send + Sync> Reader<T> for R {}

/// Reads all notes of a source with a reader.
fn load_with<T: Send>(
    source: &Source,
    read: impl Reader<T>,
    mut listen: impl FnMut(LoadEvent<T>) -> ControlFlow<()>,
) {
    // The early exit is the listener's wish; there is nobody left to tell.
    let _ = match source {
        Source::Paths(roots) => load_paths(roots, read, &mut listen),
        Source::Catalogue => load_catalogue(read, &mut listen),
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
    load(source, |event| {
        take(event, &mut problems, |batch| drop(library.insert(batch)));
        ControlFlow::Continue(())
    });
    library.complete_names();
    problems.sort();
    (library, problems)
}

/// Reads all notes of a source and keeps everything they say, newest first: the library, the
/// readings, and what could not be read as it should.
pub fn read_all(source: &Source) -> (Library, Vec<Reading>, Vec<FileProblem>) {
    let (library, _) = load_all(source);
    let mut readings: Vec<Reading> = Vec::new();
    let mut problems = Vec::new();
    load_whole(source, |event| {
        take(event, &mut problems, |batch| readings.extend(batch));
        ControlFlow::Continue(())
    });
    problems.sort();
    for reading in &mut readings {
        library.complete(&mut reading.notes);
    }
    readings.sort_by_cached_key(|reading| {
        let date = Reverse(reading.notes.date);
        (date, Reverse(reading.notes.number), Arc::clone(&reading.path))
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
    let text = notes_text(source, path)?;
    let episode = notes::read(&file_name(path), &text);
    Ok(Notes { episode, markdown: notes::readable(&text) })
}

/// The name of a file without its folder, made safe.
fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    sanitize::line(&name.to_string_lossy()).into_owned()
}

/// The text of one notes file, made safe.
pub fn notes_text(source: &Source, path: &Path) -> Result<String, String> {
    match source {
        Source::Paths(_) => read_text(path).map(|(text, _)| text),
        Source::Catalogue => path
            .to_str()
            .and_then(catalogue::text)
            .map(|text| sanitize::text(text).into_owned())
            .ok_or_else(|| "the built-in catalogue has no such file".to_owned()),
    }
}

fn load_paths<T: Send>(
    roots: &[PathBuf],
    read: impl Reader<T>,
    listen: &mut impl FnMut(LoadEvent<T>) -> ControlFlow<()>,
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
    files.sort_unstable_by(|a, b| b.compare(a));
    listen(LoadEvent::Found(files.len()))?;
    if files.len() < SHARED_FROM {
        let mut batch = Batch::new();
        for file in files {
            batch.take([read_file(file, read)], listen)?;
        }
        batch.flush(listen)?;
    } else {
        share(files, read, listen)?;
    }
    listen(LoadEvent::Finished)
}

/// Reads files on two threads, which take turns at the next few.
fn share<T: Send>(
    files: Vec<NotesFile>,
    read: impl Reader<T>,
    listen: &mut impl FnMut(LoadEvent<T>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let files = Mutex::new(files.into_iter());
    let (sender, read_files) = mpsc::sync_channel(2 * TURN);
    thread::scope(|scope| {
        for _ in 0..2 {
            let (files, sender) = (&files, sender.clone());
            scope.spawn(move || {
                let mut turn = Vec::with_capacity(TURN);
                loop {
                    match files.lock() {
                        Ok(mut files) => turn.extend(files.by_ref().take(TURN)),
                        // Unreachable: a panic ends the program.
                        Err(_) => return,
                    }
                    let outcomes: Vec<_> =
                        turn.drain(..).map(|file| read_file(file, read)).collect();
                    // A listener that has broken has dropped the other end.
                    if outcomes.is_empty() || sender.send(outcomes).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        // Owned here, so that breaking off drops it and the threads end.
        let read_files = read_files;
        let mut batch = Batch::new();
        for outcomes in read_files {
            batch.take(outcomes, listen)?;
        }
        batch.flush(listen)
    })
}

/// What became of a file: what was made of it, or what could not be read as it should.
type Outcome<T> = (Option<T>, Option<FileProblem>);

fn read_file<T>(file: NotesFile, read: impl Reader<T>) -> Outcome<T> {
    match read_text(&file.path) {
        Ok((text, repair)) => {
            let told =
                |repair| FileProblem::repaired(file.shown(), file.path.to_path_buf(), repair);
            let problem = repair.map(told);
            (Some(read(file, &text)), problem)
        }
        Err(reason) => {
            (None, Some(FileProblem::skipped(file.shown(), file.path.to_path_buf(), reason)))
        }
    }
}

fn load_catalogue<T>(
    read: impl Reader<T>,
    listen: &mut impl FnMut(LoadEvent<T>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    listen(LoadEvent::Found(catalogue::FILES.len()))?;
    let mut batch = Batch::new();
    for &(name, text) in catalogue::FILES.iter().rev() {
        let file = NotesFile::new(Path::new(""), Path::new(name));
        batch.take([(Some(read(file, &sanitize::text(text))), None)], listen)?;
    }
    batch.flush(listen)?;
    listen(LoadEvent::Finished)
}

/// Episodes on their way to the listener.
struct Batch<T> {
    episodes: Vec<T>,
    since: Instant,
}

impl<T> Batch<T> {
    fn new() -> Self {
        Self { episodes: Vec::new(), since: Instant::now() }
    }

    fn take(
        &mut self,
        outcomes: impl IntoIterator<Item = Outcome<T>>,
        listen: &mut impl FnMut(LoadEvent<T>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        for (episode, problem) in outcomes {
            if let Some(problem) = problem {
                listen(LoadEvent::Problem(problem))?;
            }
            self.episodes.extend(episode);
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
    fn repaired(file: String, path: PathBuf, (line, reason): Mended) -> Self {
        Self { file, path, line: Some(line), reason, skipped: false }
    }

    /// A file or folder that is left out.
    fn skipped(file: String, path: PathBuf, reason: String) -> Self {
        Self { file, path, line: None, reason, skipped: true }
    }
}
