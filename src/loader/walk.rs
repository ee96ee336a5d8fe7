//! Which files are notes: folders walked, names looked at.
//!
//! Owns what is found and how it is named to people. It must not read files.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::fs;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use crate::library;

use super::{FileProblem, read_failure};

/// What a walk comes by.
pub(super) enum Found {
    /// A folder about to be looked through.
    Folder(PathBuf),
    /// A file to read.
    File(NotesFile),
}

/// One file to read.
#[derive(Clone)]
pub(super) struct NotesFile {
    pub(super) path: Arc<Path>,
    /// Bytes at the end of the path that are the path below the folder given.
    pub(super) below: usize,
}

impl NotesFile {
    /// A file found below a folder, or named.
    pub(super) fn new(root: &Path, path: &Path) -> Self {
        let (root, whole) = (root.as_os_str().as_encoded_bytes(), bytes(path));
        let is_separator = |byte: &u8| std::path::is_separator((*byte).into());
        let below = whole.strip_prefix(root).map_or(0, |rest| {
            let below = rest.iter().skip_while(|byte| is_separator(byte)).count();
            let is_folder = root.last().is_none_or(is_separator) || below < rest.len();
            if is_folder { below } else { 0 }
        });
        let own_name = || {
            let name = path.file_name().map_or(whole, |name| name.as_encoded_bytes());
            // Not so for a path with a slash at its end.
            if whole.ends_with(name) { name.len() } else { 0 }
        };
        Self { below: if below > 0 { below } else { own_name() }, path: path.into() }
    }

    /// The name it is shown by.
    pub(super) fn shown(&self) -> String {
        library::shown(&self.path, self.below)
    }

    /// The name below the folder given.
    pub(super) fn name(&self) -> &[u8] {
        let path = bytes(&self.path);
        path.get(path.len().saturating_sub(self.below)..).unwrap_or(path)
    }
}

/// Puts first what people count last: `episode10` before `episode9`.
pub(super) fn highest_first(files: Vec<NotesFile>) -> Vec<NotesFile> {
    let keyed = files.into_iter().map(|file| (beginning(file.name()), file));
    let mut keyed: Vec<(u128, NotesFile)> = keyed.collect();
    keyed.sort_unstable_by(|(a, file), (b, other)| {
        b.cmp(a).then_with(|| natural_order(other.name(), file.name()))
    });
    keyed.into_iter().map(|(_, file)| file).collect()
}

fn bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

/// Whether a path is named like notes: `.md` or `.markdown`, in any case.
pub fn is_notes_name(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|ext| ext.eq_ignore_ascii_case("md") || ext.eq_ignore_ascii_case("markdown"))
}

/// Tells the notes files below some folders, and single files, each once however many ways lead
/// to it; the folders, each before what is in it; and what could not be looked into. Stops when
/// the listener breaks.
///
/// Hidden files and folders (`.git`) are left alone unless named. Symbolic links are followed,
/// but no folder is walked twice: a loop is a problem, a folder reached by two links is not.
pub(super) fn notes_files(
    roots: &[PathBuf],
    listen: &mut impl FnMut(Result<Found, FileProblem>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut walk = Walk::default();
    let (folders, files): (Vec<&PathBuf>, Vec<&PathBuf>) =
        roots.iter().partition(|root| root.is_dir());
    for folder in folders {
        walk.folder(folder, listen)?;
    }
    // Named files and linked ones may be among those already told.
    let named = files.into_iter().map(|file| NotesFile::new(file, file));
    let later: Vec<NotesFile> = named.chain(std::mem::take(&mut walk.linked)).collect();
    for file in later {
        if walk.is_new(&file.path) {
            listen(Ok(Found::File(file)))?;
        }
    }
    ControlFlow::Continue(())
}

/// Whether a folder holds any notes at all; the reason when it could not be looked into.
pub fn has_notes(folder: &Path) -> Result<bool, String> {
    if begins_with_notes(folder) {
        return Ok(true);
    }
    fs::read_dir(folder).map_err(|error| read_failure(&error))?;
    let mut problem = None;
    let found = notes_files(&[folder.to_owned()], &mut |file| match file {
        Ok(Found::File(_)) => ControlFlow::Break(()),
        Ok(Found::Folder(_)) => ControlFlow::Continue(()),
        Err(found) => {
            problem.get_or_insert(found);
            ControlFlow::Continue(())
        }
    });
    match (found, problem) {
        (ControlFlow::Break(()), _) => Ok(true),
        (_, Some(FileProblem { file, reason, .. })) => Err(format!("{file}: {reason}")),
        (_, None) => Ok(false),
    }
}

/// Whether notes are among the first few files of a folder, which nearly always tells. The
/// standard library asks for a thousand names at once, which takes longer than all else that is
/// done before the first frame.
#[cfg(target_os = "linux")]
fn begins_with_notes(folder: &Path) -> bool {
    use std::ffi::OsStr;
    use std::mem::MaybeUninit;
    use std::os::unix::ffi::OsStrExt as _;

    use rustix::fs::{FileType, Mode, OFlags, RawDir, open};

    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let Ok(folder) = open(folder, flags, Mode::empty()) else {
        return false;
    };
    let mut names = [const { MaybeUninit::<u8>::uninit() }; 1024];
    let mut files = RawDir::new(folder, &mut names);
    loop {
        let Some(Ok(file)) = files.next() else {
            return false;
        };
        let name = Path::new(OsStr::from_bytes(file.file_name().to_bytes()));
        if file.file_type() == FileType::RegularFile && is_notes_name(name) && !is_hidden(name) {
            return true;
        }
        if files.is_buffer_empty() {
            return false;
        }
    }
}

/// Whether notes are among the first few files of a folder, where there is no quick answer.
#[cfg(not(target_os = "linux"))]
fn begins_with_notes(_folder: &Path) -> bool {
    false
}

/// What has been walked and told so far, by canonical path.
#[derive(Default)]
struct Walk {
    folders: HashSet<PathBuf>,
    /// Files reached by name or by link; those in walked folders are not noted one by one.
    files: HashSet<PathBuf>,
    /// Links to files, to be looked at when all folders are walked.
    linked: Vec<NotesFile>,
}

impl Walk {
    fn folder(
        &mut self,
        root: &Path,
        listen: &mut impl FnMut(Result<Found, FileProblem>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let folders = &mut self.folders;
        let is_new = |entry: &walkdir::DirEntry| {
            if entry.depth() > 0 && is_hidden(entry.path()) {
                return false;
            }
            // A folder that cannot be resolved is walked, so that its error is reported.
            let mut is_walked =
                || fs::canonicalize(entry.path()).is_ok_and(|folder| !folders.insert(folder));
            !(entry.file_type().is_dir() && is_walked())
        };
        for entry in WalkDir::new(root).follow_links(true).into_iter().filter_entry(is_new) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {
                    listen(Ok(Found::Folder(entry.into_path())))?;
                }
                Ok(entry) if !is_notes_name(entry.path()) => {}
                Ok(entry) => {
                    let file = NotesFile::new(root, entry.path());
                    if !entry.file_type().is_file() {
                        let reason = "not a regular file".to_owned();
                        let path = entry.into_path();
                        listen(Err(FileProblem::skipped(file.shown(), path, reason)))?;
                    } else if entry.path_is_symlink() {
                        self.linked.push(file);
                    } else {
                        listen(Ok(Found::File(file)))?;
                    }
                }
                Err(error) => {
                    let path = error.path().unwrap_or(root).to_owned();
                    let reason = match error.io_error() {
                        Some(io) => read_failure(io),
                        None => "a symbolic link that leads back to a folder above it".to_owned(),
                    };
                    let shown = NotesFile::new(root, &path).shown();
                    listen(Err(FileProblem::skipped(shown, path, reason)))?;
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// Whether a file reached by name or link has not been told yet.
    fn is_new(&mut self, path: &Path) -> bool {
        let whole = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let in_walked = whole.parent().is_some_and(|folder| self.folders.contains(folder));
        let told = in_walked && is_notes_name(&whole) && !is_hidden(&whole);
        !told && self.files.insert(whole)
    }
}

/// Whether a file or folder is left alone unless named.
pub fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// The beginning of a name as a number: where two differ, the names are in the same order. A run
/// of digits is how many there are and then the digits.
fn beginning(name: &[u8]) -> u128 {
    let mut key = [0; 16];
    let (mut left, mut rest) = (key.as_mut_slice(), name);
    while let (false, Some(&first)) = (left.is_empty(), rest.first()) {
        let (digits, after) = number(rest);
        // What no longer fits is left out.
        let _ = if digits.is_empty() {
            rest = rest.get(1..).unwrap_or_default();
            left.write_all(&[first])
        } else {
            rest = after;
            let value = without_zeros(digits);
            let length = u8::try_from(value.len()).unwrap_or(u8::MAX);
            left.write_all(&[b'0', length]).and_then(|()| left.write_all(value))
        };
    }
    u128::from_be_bytes(key)
}

/// Compares names as people count: a run of digits is a number.
fn natural_order(mut a: &[u8], mut b: &[u8]) -> Ordering {
    loop {
        let same = a.iter().zip(b).take_while(|(a, b)| a == b && !a.is_ascii_digit()).count();
        (a, b) = (a.get(same..).unwrap_or_default(), b.get(same..).unwrap_or_default());
        let (number_a, rest_a) = number(a);
        let (number_b, rest_b) = number(b);
        if number_a.is_empty() || number_b.is_empty() {
            return a.cmp(b);
        }
        let (value_a, value_b) = (without_zeros(number_a), without_zeros(number_b));
        let order = value_a.len().cmp(&value_b.len()).then_with(|| value_a.cmp(value_b));
        if order.is_ne() {
            return order;
        }
        (a, b) = (rest_a, rest_b);
    }
}

fn without_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|&&digit| digit == b'0').count();
    number.get(zeros..).unwrap_or_default()
}

/// The digits a text begins with, and the rest.
fn number(text: &[u8]) -> (&[u8], &[u8]) {
    text.split_at(text.iter().take_while(|byte| byte.is_ascii_digit()).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(roots: &[PathBuf]) -> Vec<String> {
        let mut shown: Vec<String> = Vec::new();
        let ended = notes_files(roots, &mut |file| {
            match file {
                Ok(Found::File(file)) => shown.push(file.shown()),
                Ok(Found::Folder(_)) => {}
                Err(problem) => shown.push(problem.reason),
            }
            ControlFlow::Continue(())
        });
        assert!(ended.is_continue());
        shown.sort();
        shown
    }

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        folder
    }

    #[test]
    fn a_file_is_found_once_however_many_ways_lead_to_it() {
        let folder = folder(&["in/a.md", "in/b.md"]);
        let path = |name: &str| folder.path().join(name);
        let roots = [path("in"), path("in/../in"), path("in/a.md"), path("./in/b.md")];
        assert_eq!(shown(&roots), ["a.md", "b.md"]);
        assert_eq!(shown(&[path("in/a.md"), path("in/./a.md")]), ["a.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn folders_that_link_to_each_other_twice_are_walked_once() {
        let folder = folder(&["d0/x.md", "d1/y.md", "d2/z.md"]);
        let path = |name: &str| folder.path().join(name);
        for (from, to) in [("d0", "d1"), ("d1", "d2")] {
            for link in ["a", "b"] {
                std::os::unix::fs::symlink(path(to), path(from).join(link)).unwrap();
            }
        }
        assert_eq!(shown(&[path("d0")]).len(), 3);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_notes_in_the_folder_is_not_a_second_file() {
        let folder = folder(&["in/a.md", "out/b.md"]);
        let path = |name: &str| folder.path().join(name);
        std::os::unix::fs::symlink(path("in/a.md"), path("in/again.md")).unwrap();
        std::os::unix::fs::symlink(path("out/b.md"), path("in/other.md")).unwrap();
        assert_eq!(shown(&[path("in")]), ["a.md", "other.md"]);
    }

    #[test]
    fn a_hidden_file_is_read_when_it_is_named() {
        let folder = folder(&["a.md", ".draft.md"]);
        let draft = folder.path().join(".draft.md");
        assert_eq!(shown(&[folder.path().to_owned(), draft]), [".draft.md", "a.md"]);
    }

    #[test]
    fn a_folder_whose_only_notes_cannot_be_read_says_why() {
        let folder = folder(&["empty/x.txt"]);
        assert_eq!(has_notes(&folder.path().join("empty")), Ok(false));
        assert_eq!(has_notes(folder.path()), Ok(false));
        assert!(has_notes(&folder.path().join("none")).is_err());
    }

    #[test]
    fn a_path_is_shown_whole_where_its_name_is_not_its_end() {
        for (path, shown) in
            [("in/a.md", "a.md"), ("notes/", "notes/"), ("in/notes/.", "in/notes/.")]
        {
            assert_eq!(NotesFile::new(Path::new(path), Path::new(path)).shown(), shown);
        }
        assert_eq!(NotesFile::new(Path::new("in"), Path::new("in/b/a.md")).shown(), "b/a.md");
    }

    proptest::proptest! {
        #[test]
        fn beginnings_that_differ_are_in_the_order_of_the_names(
            a in "[a0-2.é-]{0,24}", b in "[a0-2.é-]{0,24}", same in "[a0-2]{0,9}",
        ) {
            let (a, b) = (format!("{same}{a}"), format!("{same}{b}"));
            let order = beginning(a.as_bytes()).cmp(&beginning(b.as_bytes()));
            if order.is_ne() {
                proptest::prop_assert_eq!(order, natural_order(a.as_bytes(), b.as_bytes()));
            }
        }
    }

    #[test]
    fn numbers_in_names_count_as_numbers() {
        let sorted = ["e.md", "e9.md", "e010.md", "e11a.md", "e11b.md", "e100.md", "f1.md"];
        for (at, a) in sorted.iter().enumerate() {
            for (other, b) in sorted.iter().enumerate() {
                let order = natural_order(a.as_bytes(), b.as_bytes());
                assert_eq!(order, at.cmp(&other), "{a} {b}");
                let beginnings = beginning(a.as_bytes()).cmp(&beginning(b.as_bytes()));
                assert_eq!(beginnings, order, "short names need no second look: {a} {b}");
            }
        }
    }
}
