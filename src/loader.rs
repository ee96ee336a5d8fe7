//! Notes files → entries of the library: walk, read, parse, stream.
//!
//! Owns every file the program reads. [`load`] runs on a thread of its own and gives what it
//! has to a listener as it goes; it knows nothing of messages or screens. A file that cannot be
//! read is reported and never stops the others.

mod again;
mod blocks;
mod built_in;
mod cache;
mod file;
mod keep;
mod repairs;
mod stamp;
#[cfg(test)]
mod tests;
mod turns;
mod walk;

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};

use crate::catalogue;
use crate::episode::{Episode, Outline};
use crate::library::{Library, Parcel};
use crate::notes;
use crate::sanitize;

use self::cache::CacheFile;
use self::file::read_text;
use self::turns::{Batch, read_files};
use self::walk::{Found, NotesFile};

pub use self::again::{Again, Changed, read_again};
pub use self::cache::Cache;
pub use self::file::{MAX_FILE, check_file, read_failure};
pub use self::keep::{Keeping, Unkept};
pub use self::repairs::{Repair, Repairs};
pub use self::walk::{has_notes, is_hidden, is_notes_name};

/// From how many files on what was read is kept: fewer are read before anybody notices.
const KEPT_FROM: usize = 1_000;

/// Where the notes come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Notes on the disk.
    Paths {
        /// Folders, searched with what is below them, and single files.
        roots: Vec<PathBuf>,
        /// Where what [`load`] reads of a large folder is kept, if it is the only root.
        cache: Option<Cache>,
    },
    /// The catalogue built into the program.
    Catalogue,
}

impl Source {
    /// Folders, searched with what is below them, and single files, of which nothing is kept.
    pub const fn paths(roots: Vec<PathBuf>) -> Self {
        Self::Paths { roots, cache: None }
    }

    /// The folders and single files that are read.
    pub fn roots(&self) -> &[PathBuf] {
        match self {
            Self::Paths { roots, .. } => roots,
            Self::Catalogue => &[],
        }
    }

    /// Forgets what is kept of it, so that all is read again.
    pub fn forget(&self) {
        if let Some((cache, folder)) = self.kept() {
            cache.forget(folder);
        }
    }

    /// The cache, and the folder of which it keeps what was read.
    fn kept(&self) -> Option<(&Cache, &Path)> {
        match self {
            Self::Paths { roots, cache: Some(cache) } => match roots.as_slice() {
                [folder] => Some((cache, folder)),
                [] | [_, ..] => None,
            },
            Self::Paths { cache: None, .. } | Self::Catalogue => None,
        }
    }
}

/// What the loader has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadEvent<T = Parcel> {
    /// A folder that is about to be looked through.
    Folder(PathBuf),
    /// There are so many notes files.
    Found(usize),
    /// Episodes, in no particular order, a few in each piece.
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

/// Gives all notes of a source, as far as the library needs them, in batches, ending with
/// [`LoadEvent::Finished`]. Stops early when the listener breaks. What is worth keeping is left
/// to be kept.
pub fn load(
    source: &Source,
    mut listen: impl FnMut(LoadEvent) -> ControlFlow<()> + Send,
) -> Unkept {
    let mut unkept = Unkept::default();
    let built_in = || built_in::parcels().unwrap_or_else(|| vec![built_in::read()]);
    // The early exit is the listener's wish; there is nobody left to tell.
    let _ = load_with(source, &mut listen, built_in, |files, listen| {
        let kept = source.kept().filter(|_| files.len() >= KEPT_FROM);
        let Some(mut kept) = kept.and_then(|(cache, folder)| cache.open(folder)) else {
            return read_files(files, listen);
        };
        let changed = recall(files, &mut kept, listen)?;
        unkept = Unkept::new(kept, changed.clone());
        read_files(changed, listen)
    });
    unkept
}

/// Like [`load`], with everything the notes say. All of them are read.
pub fn load_whole(
    source: &Source,
    mut listen: impl FnMut(LoadEvent<Vec<Reading>>) -> ControlFlow<()> + Send,
) {
    let built_in = || vec![built_in::read()];
    let _ = load_with(source, &mut listen, built_in, |files, listen| read_files(files, listen));
}

/// The notes of one episode, for its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notes {
    /// Everything they say.
    pub episode: Episode,
    /// Their body as Markdown, as a page shows it.
    pub markdown: String,
}

/// Reads all notes of a source and waits for them: the library, what could not be read as it
/// should, and whatever goes on keeping them.
pub fn load_all(source: &Source) -> (Library, Vec<FileProblem>, Keeping) {
    let mut library = Library::default();
    let mut problems = Vec::new();
    let (sender, events) = mpsc::channel();
    let source = source.clone();
    let keeping = Keeping::after(move || {
        load(&source, move |event| match sender.send(event) {
            Ok(()) => ControlFlow::Continue(()),
            // Unreachable: all events are taken in.
            Err(_) => ControlFlow::Break(()),
        })
    });
    for event in events {
        take(event, &mut problems, |batch| drop(library.insert(&batch)));
    }
    library.complete_names();
    problems.sort();
    (library, problems, keeping)
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
        Source::Paths { .. } => read_text(path, bytes).map(|read| read.text),
        Source::Catalogue => path
            .to_str()
            .and_then(catalogue::text)
            .map(sanitize::text)
            .ok_or_else(|| "the built-in catalogue has no such file".to_owned()),
    }
}

fn load_with<T, L: FnMut(LoadEvent<T>) -> ControlFlow<()> + Send>(
    source: &Source,
    listen: &mut L,
    built_in: impl FnOnce() -> Vec<T>,
    read: impl FnOnce(Vec<NotesFile>, &mut L) -> ControlFlow<()>,
) -> ControlFlow<()> {
    match source {
        Source::Catalogue => {
            listen(LoadEvent::Found(catalogue::FILES.len()))?;
            built_in().into_iter().try_for_each(|some| listen(LoadEvent::Loaded(vec![some])))?;
        }
        Source::Paths { roots, .. } => {
            let files = find(roots, listen)?;
            read(files, listen)?;
        }
    }
    listen(LoadEvent::Finished)
}

/// Gives what was kept and still holds; then the files that have to be read.
fn recall(
    files: Vec<NotesFile>,
    kept: &mut CacheFile,
    listen: &mut impl FnMut(LoadEvent) -> ControlFlow<()>,
) -> ControlFlow<(), Vec<NotesFile>> {
    let mut batch = Batch::new();
    let changed = kept.recall(files, |turn| batch.take(turn, listen))?;
    batch.flush(listen)?;
    ControlFlow::Continue(changed)
}

/// The notes files below some folders, and single files, in the order in which they are read.
fn find<T>(
    roots: &[PathBuf],
    listen: &mut impl FnMut(LoadEvent<T>) -> ControlFlow<()>,
) -> ControlFlow<(), Vec<NotesFile>> {
    let mut files = Vec::new();
    walk::notes_files(roots, &mut |file| match file {
        Ok(Found::File(file)) => {
            files.push(file);
            ControlFlow::Continue(())
        }
        Ok(Found::Folder(path)) => listen(LoadEvent::Folder(path)),
        Err(problem) => listen(LoadEvent::Problem(problem)),
    })?;
    // The newest episodes usually have the highest numbers in their names: of what is read they
    // come first, and fill the screen.
    let files = walk::highest_first(files);
    listen(LoadEvent::Found(files.len()))?;
    ControlFlow::Continue(files)
}

impl FileProblem {
    /// A file that was read, with a repair.
    fn repaired(file: &NotesFile, line: u32) -> Self {
        let (file, path) = (file.shown(), file.path.to_path_buf());
        let reason = "not UTF-8; the bad bytes are shown as \u{fffd}".to_owned();
        Self { file, path, line: Some(line), reason, skipped: false }
    }

    /// A file or folder that is left out.
    fn skipped(file: String, path: PathBuf, reason: String) -> Self {
        Self { file, path, line: None, reason, skipped: true }
    }
}
