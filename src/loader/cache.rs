//! What was read of a folder, kept in a file: the next start reads only what has changed since.
//!
//! Owns that file, and what of it still holds. Everything in it can be read from the notes again:
//! nothing that is wrong with it, or keeps it from being written, is worth a word. It must not
//! read notes.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::library::Parcel;
use crate::notes::Indexer;

use super::FileProblem;
use super::blocks::{self, Blocks, hash};
use super::file::FileText;
use super::stamp::Stamp;
use super::turns::{Gathering, Share};
use super::walk::NotesFile;

/// What the program's own text hashes to: another program may read notes otherwise.
const BUILD: &str = env!("SHOWNOTES_BUILD");

/// So many folders are remembered: those of which something was read last.
const MAX_FOLDERS: usize = 8;

/// Where what was read is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cache {
    folder: PathBuf,
    now: SystemTime,
}

/// What is kept of one folder of notes: a heading, and a record for every few of its episodes.
pub(super) struct CacheFile {
    file: File,
    heading: Heading,
    now: SystemTime,
}

/// What a file is about, and who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Heading {
    build: String,
    notes: Vec<u8>,
}

/// Some episodes as they were read at a time.
#[derive(Serialize, Deserialize)]
struct Record<'a> {
    time: SystemTime,
    files: Cow<'a, [Known]>,
    episodes: Cow<'a, Parcel>,
}

/// What is known of the file of an episode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    /// Its path below the folder.
    name: Vec<u8>,
    stamp: Option<Stamp>,
    repaired: Option<u32>,
}

/// Episodes read just now, with what is to be kept of their files.
#[derive(Default)]
pub(super) struct Fresh {
    pub(super) episodes: Parcel,
    files: Vec<Known>,
}

impl Cache {
    /// A cache in a folder, which need not be there yet. `now` is a time before any notes are
    /// read: of what has changed since then, or shortly before, nothing that was kept holds.
    pub const fn new(folder: PathBuf, now: SystemTime) -> Self {
        Self { folder, now }
    }

    /// What is kept of a folder of notes; `None` where nothing can be.
    pub(super) fn of(&self, notes: &Path) -> Option<CacheFile> {
        let notes = fs::canonicalize(notes).ok()?.into_os_string().into_encoded_bytes();
        make_folder(&self.folder).ok()?;
        let path = self.folder.join(format!("{:016x}", hash(&notes)));
        let file = open(&path).ok().filter(|file| file.metadata().is_ok_and(|it| it.is_file()))?;
        tidy(&self.folder, &path);
        let heading = Heading { build: BUILD.into(), notes };
        Some(CacheFile { file, heading, now: self.now })
    }
}

impl CacheFile {
    /// Gives the episodes whose files have not changed since they were read; and then the files
    /// that have to be read.
    pub(super) fn recall(
        &self,
        files: Vec<NotesFile>,
        mut give: impl FnMut(Share<Parcel>) -> ControlFlow<()>,
    ) -> ControlFlow<(), Vec<NotesFile>> {
        let named = files.iter().map(|file| (file.name(), file));
        let mut missing: HashMap<&[u8], &NotesFile> = named.collect();
        let (mut held, mut outdated) = (0, 0);
        let mut blocks = Blocks::new(&self.file);
        let mut is_ours = blocks.next::<Heading>().is_some_and(|it| it == self.heading);
        while let Some(record) = is_ours.then(|| blocks.next::<Record<'_>>()).flatten() {
            let count = record.files.len();
            let file = |known: &Known| {
                let file = missing.get(known.name.as_slice()).copied();
                file.filter(|file| known.holds(&file.path, record.time))
            };
            let found: Option<Vec<&NotesFile>> = record.files.iter().map(file).collect();
            let Some(share) = found.as_ref().and_then(|found| record.share(found)) else {
                outdated += count;
                continue;
            };
            held += count;
            for file in found.into_iter().flatten() {
                missing.remove(file.name());
            }
            give(share)?;
        }
        is_ours &= outdated <= held;
        self.cut(if is_ours { blocks.end() } else { 0 });
        let is_missing: Vec<bool> =
            files.iter().map(|file| missing.contains_key(file.name())).collect();
        let unknown = files.into_iter().zip(is_missing).filter(|(_, is_missing)| *is_missing);
        ControlFlow::Continue(unknown.map(|(file, _)| file).collect())
    }

    /// Keeps what was read just now. What cannot be kept is read again next time.
    pub(super) fn keep(&self, Fresh { episodes, files }: &Fresh) {
        let (files, episodes) = (files.into(), Cow::Borrowed(episodes));
        let _ = blocks::append(&self.file, &Record { time: self.now, files, episodes });
    }

    /// Leaves so many bytes, which are sound and mostly hold; if none, it is begun anew.
    fn cut(&self, length: u64) {
        let is_longer = self.file.metadata().is_ok_and(|file| file.len() > length);
        if is_longer && self.file.set_len(length).is_err() {
            return;
        }
        if length == 0 {
            let _ = blocks::append(&self.file, &self.heading);
        }
    }
}

impl Record<'_> {
    /// The episodes, as read from these files, and what was wrong with them; `None` when they do
    /// not belong together.
    fn share(self, files: &[&NotesFile]) -> Option<Share<Parcel>> {
        let paths = files.iter().map(|file| (Arc::clone(&file.path), file.below));
        let episodes = self.episodes.into_owned().placed(paths)?;
        let repaired = |(file, known): (&&NotesFile, &Known)| {
            known.repaired.map(|line| FileProblem::repaired(file, line))
        };
        let problems = files.iter().zip(self.files.iter()).filter_map(repaired).collect();
        Some(Share { episodes, problems })
    }
}

impl Known {
    /// Whether a file is for certain what it was when it was read.
    fn holds(&self, path: &Path, read: SystemTime) -> bool {
        let now = || fs::metadata(path).ok().as_ref().and_then(Stamp::of);
        self.stamp.is_some_and(|stamp| stamp.is_settled(read) && now() == Some(stamp))
    }
}

impl Gathering for Fresh {
    fn add(&mut self, file: NotesFile, text: &FileText<'_>, indexer: &mut Indexer) {
        let name = file.name().to_vec();
        self.files.push(Known { name, stamp: text.stamp, repaired: text.repaired });
        Gathering::add(&mut self.episodes, file, text, indexer);
    }

    fn count(&self) -> usize {
        self.files.len()
    }
}

/// Makes a folder, and those above it, for nobody else to look into.
fn make_folder(path: &Path) -> io::Result<()> {
    let mut folders = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folders, 0o700);
    folders.recursive(true).create(path)
}

/// Opens a file to be read from its beginning and written at its end, without waiting should it
/// be a pipe.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let at_once = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or(0);
        options.mode(0o600).custom_flags(at_once);
    }
    options.read(true).append(true).create(true).open(path)
}

/// Removes what is kept of other folders, but for those written to last.
fn tidy(cache: &Path, this: &Path) {
    let files = fs::read_dir(cache).into_iter().flatten().flatten();
    let others =
        files.filter(|file| file.path() != this && file.metadata().is_ok_and(|it| it.is_file()));
    let mut others: Vec<_> = others
        .filter_map(|file| Some((file.metadata().and_then(|it| it.modified()).ok()?, file.path())))
        .collect();
    others.sort_unstable();
    let extra = others.len().saturating_sub(MAX_FOLDERS - 1);
    for (_, path) in others.iter().take(extra) {
        // Whoever has it open keeps it until then.
        let _ = fs::remove_file(path);
    }
}
