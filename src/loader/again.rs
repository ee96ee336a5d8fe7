//! Notes files that have changed on disk, read again.
//!
//! Owns what is read again and what came of it, as one answer: whoever shows the notes takes it
//! in at once, so that nothing flickers. Noticing changes is [`crate::watch`]'s.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::library::Parcel;

use super::turns::{Memory, read_file};
use super::walk::NotesFile;
use super::{FileProblem, Source};

/// What has changed on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// These notes files: they are new, gone or other than they were.
    Files(Vec<PathBuf>),
    /// More than that, or nobody can tell what.
    Everything,
}

impl Changed {
    /// Both changes.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Files(mut files), Self::Files(more)) => {
                for file in more {
                    if !files.contains(&file) {
                        files.push(file);
                    }
                }
                Self::Files(files)
            }
            (Self::Everything, _) | (_, Self::Everything) => Self::Everything,
        }
    }
}

/// What came of reading some files again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Again {
    /// Every file looked at; what was known of it no longer holds.
    pub files: Vec<PathBuf>,
    /// Those that could be read.
    pub episodes: Parcel,
    /// What could not be read as it should.
    pub problems: Vec<FileProblem>,
}

/// Reads some files of a source again. One that is no longer there is in [`Again::files`] only,
/// unless the user named it.
pub fn read_again(source: &Source, files: Vec<PathBuf>) -> Again {
    let roots = source.roots();
    let (mut again, mut memory) = (Again::default(), Memory::default());
    for path in &files {
        let root = roots.iter().find(|root| path.starts_with(root));
        let is_named = root.is_some_and(|root| root == path);
        let file = NotesFile::new(root.unwrap_or(path), path);
        let problem = read_file(file, &mut memory, &mut again.episodes);
        let is_expected = |problem: &FileProblem| problem.skipped && !is_named && is_gone(path);
        again.problems.extend(problem.filter(|problem| !is_expected(problem)));
    }
    Again { files, ..again }
}

fn is_gone(path: &Path) -> bool {
    fs::symlink_metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    fn summary(again: &Again) -> (Vec<String>, Vec<(&str, bool)>) {
        let readings = again.episodes.files().collect();
        let problem = |problem: &FileProblem| problem.skipped;
        let problems = again.problems.iter().map(|p| (p.file.as_str(), problem(p))).collect();
        (readings, problems)
    }

    #[test]
    fn a_file_is_named_as_the_walk_names_it() {
        let folder = tempfile::tempdir().unwrap();
        let deep = write(folder.path(), "deep/a.md", b"# A");
        let single = write(folder.path(), "b.txt", b"# B");
        let source = Source::paths(vec![folder.path().to_owned()]);
        let named = Source::paths(vec![folder.path().join("deep"), single.clone()]);
        assert_eq!(summary(&read_again(&source, vec![deep.clone()])).0, ["deep/a.md"]);
        assert_eq!(summary(&read_again(&named, vec![deep, single])).0, ["a.md", "b.txt"]);
    }

    #[test]
    fn a_file_that_is_gone_is_no_problem_unless_it_was_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let again = read_again(&Source::paths(vec![folder.path().to_owned()]), vec![path.clone()]);
        assert_eq!((summary(&again), again.files.len()), ((vec![], vec![]), 1));
        let again = read_again(&Source::paths(vec![path.clone()]), vec![path]);
        assert_eq!(summary(&again), (vec![], vec![("a.md", true)]));
    }

    #[test]
    fn damage_is_told_as_by_a_load() {
        let folder = tempfile::tempdir().unwrap();
        let latin = write(folder.path(), "latin.md", b"# A\xff");
        let utf16 = write(folder.path(), "utf16.md", b"\xff\xfeA\0");
        let again = read_again(&Source::paths(vec![folder.path().to_owned()]), vec![latin, utf16]);
        let problems = vec![("latin.md", false), ("utf16.md", true)];
        assert_eq!(summary(&again), (vec!["latin.md".to_owned()], problems));
    }
}
