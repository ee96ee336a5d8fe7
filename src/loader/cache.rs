//! What was read of a large folder, kept in a file: the next start takes over what still holds.
//!
//! Owns that file, and what of it still holds. Everything in it can be read from the notes again:
//! nothing that is wrong with it, or keeps it from being written, is worth a word. It must not
//! read notes.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::hash::BuildHasher as _;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Arc;
use std::time::SystemTime;

use etcetera::base_strategy::{BaseStrategy as _, choose_base_strategy};
use foldhash::quality::FixedState;
use serde::{Deserialize, Serialize};

use crate::library::Parcel;

use super::FileProblem;
use super::blocks::{self, Blocks};
use super::file::FileText;
use super::keep::ReadTurn;
use super::stamp::Stamp;
use super::turns::Turn;
use super::walk::NotesFile;

/// What tells this program from others, which may read notes otherwise: see `build.rs`.
const BUILD: &str = env!("SHOWNOTES_BUILD");

/// So many folders are remembered: those opened last.
const MAX_FOLDERS: usize = 8;

/// What the names of the files end with. They begin with sixteen hexadecimal digits.
const EXTENSION: &str = "cache";

/// Where what was read is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cache {
    /// `None` for the user's own.
    folder: Option<PathBuf>,
    time: Option<SystemTime>,
}

/// The file with what is kept of one folder of notes: blocks that each say a [`KeptTurn`], in
/// the order in which they were read. They are as sound as they are this program's, and about
/// this folder: that is in the seed of their sums.
pub(super) struct CacheFile {
    path: PathBuf,
    file: File,
    seed: u64,
    now: SystemTime,
    is_writable: bool,
}

/// A few episodes, and what tells whether their files are still what they were.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct KeptTurn<'a> {
    files: Cow<'a, [KeptFile]>,
    episodes: Cow<'a, Parcel>,
}

/// The file of an episode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptFile {
    /// Its path below the folder.
    name: Vec<u8>,
    stamp: Option<Stamp>,
    repaired: Option<u32>,
}

impl Cache {
    /// A cache in a folder, which need not be there yet.
    pub const fn new(folder: PathBuf) -> Self {
        Self { folder: Some(folder), time: None }
    }

    /// A cache where the user's programs have theirs.
    pub const fn of_user() -> Self {
        Self { folder: None, time: None }
    }

    /// The same, whatever the clock says. What has changed after this time, or up to three
    /// seconds before, may change again without notice: it is not kept.
    #[must_use]
    pub fn at(self, time: SystemTime) -> Self {
        Self { time: Some(time), ..self }
    }

    /// Opens what is kept of a folder of notes; `None` where nothing can be.
    pub(super) fn open(&self, notes: &Path) -> Option<CacheFile> {
        let (folder, seed) = (self.folder()?, seed(notes)?);
        outlive_file_limit().ok()?;
        make_folder(&folder).ok().filter(|()| is_private(&folder))?;
        let path = file_for(&folder, seed);
        let file = open(OpenOptions::new().create(true), &path).ok()?;
        let metadata = file.metadata().ok().filter(fs::Metadata::is_file)?;
        let now = self.time.unwrap_or_else(SystemTime::now);
        // Tells when it was opened last. Where that cannot be said it is forgotten too early.
        let _ = file.set_modified(now);
        if metadata.len() == 0 {
            tidy(&folder);
        }
        Some(CacheFile { path, file, seed, now, is_writable: true })
    }

    /// Removes what is kept of a folder of notes.
    pub(super) fn forget(&self, notes: &Path) {
        if let (Some(folder), Some(seed)) = (self.folder(), seed(notes)) {
            let _ = fs::remove_file(file_for(&folder, seed));
        }
    }

    /// Where it is; `None` for users without a home.
    fn folder(&self) -> Option<PathBuf> {
        let of_user = || Some(choose_base_strategy().ok()?.cache_dir().join("shownotes"));
        let folder = self.folder.clone().or_else(of_user);
        // Else it would be in whatever folder the program is started from.
        folder.filter(|folder| folder.is_absolute())
    }
}

impl CacheFile {
    /// Gives the episodes whose files have not changed since they were read; and then the files
    /// that have to be read.
    pub(super) fn recall(
        &mut self,
        files: Vec<NotesFile>,
        mut give: impl FnMut(Turn<Parcel>) -> ControlFlow<()>,
    ) -> ControlFlow<(), Vec<NotesFile>> {
        // The first time there is nobody to look up.
        if self.file.metadata().is_ok_and(|file| file.len() == 0) {
            return ControlFlow::Continue(files);
        }
        let named = files.iter().map(|file| (file.name(), file));
        let mut missing: HashMap<&[u8], &NotesFile, FixedState> = named.collect();
        let (mut held, mut outdated) = (Vec::new(), 0);
        let mut blocks = Blocks::new(&self.file, self.seed);
        while let Some((place, kept)) = blocks.next::<KeptTurn<'_>>() {
            let file = |kept: &KeptFile| {
                let file = missing.get(kept.name.as_slice()).copied();
                file.filter(|file| kept.holds(&file.path))
            };
            let found: Option<Vec<&NotesFile>> = kept.files.iter().map(file).collect();
            let Some(turn) = found.as_ref().and_then(|found| kept.into_turn(found)) else {
                outdated += place.end - place.start;
                continue;
            };
            for file in found.into_iter().flatten() {
                missing.remove(file.name());
            }
            held.push(place);
            give(turn)?;
        }
        let (end, is_damaged) = (blocks.end(), blocks.is_damaged());
        let is_rewritten = outdated > end / 2 && self.rewrite(&held).is_ok();
        if is_damaged && !is_rewritten && self.file.set_len(end).is_err() {
            self.is_writable = false;
        }
        let is_missing: Vec<bool> =
            files.iter().map(|file| missing.contains_key(file.name())).collect();
        let unknown = files.into_iter().zip(is_missing).filter(|(_, is_missing)| *is_missing);
        ControlFlow::Continue(unknown.map(|(file, _)| file).collect())
    }

    /// Keeps what was read just now, unless it may change without notice.
    pub(super) fn keep(&self, ReadTurn { episodes, files }: &ReadTurn) -> io::Result<()> {
        let is_settled = |file: &KeptFile| file.stamp.is_some_and(|it| it.is_settled(self.now));
        if !self.is_writable {
            return Err(io::ErrorKind::InvalidData.into());
        }
        if !files.iter().all(is_settled) {
            return Ok(());
        }
        let kept = KeptTurn { files: files.into(), episodes: Cow::Borrowed(episodes) };
        blocks::append(&self.file, self.seed, &kept)
    }

    /// Leaves only these places of the file: the others only take time.
    fn rewrite(&mut self, places: &[Range<u64>]) -> io::Result<()> {
        let path = self.path.with_extension(format!("{}.{EXTENSION}", process::id()));
        let written = || -> io::Result<File> {
            let mut new = open(OpenOptions::new().create_new(true), &path)?;
            let mut old = &self.file;
            for place in places {
                old.seek(SeekFrom::Start(place.start))?;
                io::copy(&mut old.take(place.end - place.start), &mut new)?;
            }
            fs::rename(&path, &self.path)?;
            Ok(new)
        };
        // What was not finished is in the way of whoever tries it next.
        self.file = written().inspect_err(|_| drop(fs::remove_file(&path)))?;
        Ok(())
    }
}

impl KeptTurn<'_> {
    /// The episodes, as read from these files, and what was wrong with them; `None` when they do
    /// not belong together.
    fn into_turn(self, files: &[&NotesFile]) -> Option<Turn<Parcel>> {
        let paths = files.iter().map(|file| (Arc::clone(&file.path), file.below));
        let episodes = self.episodes.into_owned().in_files(paths)?;
        let repaired = |(file, kept): (&&NotesFile, &KeptFile)| {
            kept.repaired.map(|line| FileProblem::repaired(file, line))
        };
        let problems = files.iter().zip(self.files.iter()).filter_map(repaired).collect();
        Some(Turn { episodes, problems })
    }
}

impl KeptFile {
    /// That of a file read just now.
    pub(super) fn new(file: &NotesFile, text: &FileText<'_>) -> Self {
        Self { name: file.name().to_vec(), stamp: text.stamp, repaired: text.repaired }
    }

    /// Whether the file is what it was when it was read.
    fn holds(&self, path: &Path) -> bool {
        let now = || fs::metadata(path).ok().as_ref().and_then(Stamp::of);
        self.stamp.is_some() && self.stamp == now()
    }
}

fn file_for(cache: &Path, seed: u64) -> PathBuf {
    cache.join(format!("{seed:016x}.{EXTENSION}"))
}

/// What tells this program and a folder of notes from others, by whatever way it was reached.
fn seed(notes: &Path) -> Option<u64> {
    let notes = fs::canonicalize(notes).ok()?;
    Some(FixedState::default().hash_one((BUILD, notes.as_os_str())))
}

/// Has a file that grows beyond what the user is allowed (`ulimit -f`) fail to be written, like
/// one on a full disk. Else it would end the program.
#[cfg(unix)]
fn outlive_file_limit() -> io::Result<()> {
    let signal = rustix::process::Signal::XFSZ.as_raw();
    let action = signal_hook::flag::register(signal, Arc::default())?;
    // Nothing has to be done when it comes: the signal stays caught, and what would be done does
    // not grow with every load.
    signal_hook::low_level::unregister(action);
    Ok(())
}

/// There are no such limits.
#[cfg(not(unix))]
fn outlive_file_limit() -> io::Result<()> {
    Ok(())
}

/// Makes a folder, and those above it, for nobody else to look into.
fn make_folder(path: &Path) -> io::Result<()> {
    let mut folders = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folders, 0o700);
    folders.recursive(true).create(path)
}

/// Whether nobody else can put files into a folder.
#[cfg(unix)]
fn is_private(folder: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(folder).is_ok_and(|folder| folder.permissions().mode() & 0o022 == 0)
}

/// Elsewhere a user's folder is the user's.
#[cfg(not(unix))]
fn is_private(_folder: &Path) -> bool {
    true
}

/// Opens a file to be read from its beginning and written at its end, by nobody else; the file
/// itself, not one that a link in its place leads to.
fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let no_link = i32::try_from(rustix::fs::OFlags::NOFOLLOW.bits()).unwrap_or(0);
        options.mode(0o600).custom_flags(no_link);
    }
    options.read(true).append(true).open(path)
}

/// Removes what is kept of folders, but for those opened last.
fn tidy(cache: &Path) {
    let opened = |file: fs::DirEntry| {
        let metadata = file.metadata().ok().filter(fs::Metadata::is_file)?;
        is_ours(&file.path()).then_some((metadata.modified().ok()?, file.path()))
    };
    let files = fs::read_dir(cache).into_iter().flatten().flatten();
    let mut files: Vec<(SystemTime, PathBuf)> = files.filter_map(opened).collect();
    files.sort_unstable();
    let extra = files.len().saturating_sub(MAX_FOLDERS);
    for (_, path) in files.iter().take(extra) {
        // A program that has it open still reads it; what it adds is lost.
        let _ = fs::remove_file(path);
    }
}

/// Whether a file is named as those of caches are: others in their folder are somebody else's.
fn is_ours(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let digits = name.split('.').next().unwrap_or_default();
    path.extension().is_some_and(|extension| extension == EXTENSION)
        && digits.len() == 16
        && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}
