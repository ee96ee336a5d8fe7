//! The episodes of the catalogue: as they were read when the program was built, or read now.
//!
//! Owns what the built-in files are called, and their order.

use std::path::Path;

use crate::catalogue;
use crate::library::Parcel;
use crate::notes::Indexer;
use crate::sanitize;

use super::file::FileText;
use super::turns::Gathering;
use super::walk::NotesFile;

/// What was read when the program was built, as `build.rs` left it: the newest episode, whose page
/// is read while the library takes in the others; and these.
pub(super) fn parcels() -> Option<Vec<Parcel>> {
    let [newest, others] = postcard::from_bytes::<[Parcel; 2]>(catalogue::PARCELS).ok()?;
    let mut files = files().map(|(file, _)| (file.path, file.below));
    let newest = newest.in_files(files.by_ref().take(1))?;
    Some(vec![newest, others.in_files(files)?])
}

/// Reads all files, the newest first.
pub(super) fn read<T: Gathering>() -> T {
    gathered(files())
}

fn gathered<T: Gathering>(files: impl Iterator<Item = (NotesFile, &'static str)>) -> T {
    let (mut episodes, mut indexer) = (T::default(), Indexer::default());
    for (file, text) in files {
        let text = FileText { text: sanitize::text(text), repaired: None, stamp: None };
        episodes.add(file, &text, &mut indexer);
    }
    episodes
}

/// The files with their texts, the newest first.
fn files() -> impl Iterator<Item = (NotesFile, &'static str)> {
    let files = catalogue::FILES.iter().rev();
    files.map(|&(name, text)| (NotesFile::new(Path::new(""), Path::new(name)), text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_at_the_build_is_what_the_notes_say() {
        let mut files = files();
        let newest = gathered(files.by_ref().take(1));
        assert_eq!(parcels(), Some(vec![newest, gathered(files)]));
    }
}
