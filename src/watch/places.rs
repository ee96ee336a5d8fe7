//! What events on disk mean for the notes.
//!
//! Owns which places matter and by which path the program knows them. What is on
//! the disk at the time of an event it is told.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use notify::event::{CreateKind, Event, EventKind, ModifyKind, RemoveKind};

use crate::loader::{Changed, is_hidden, is_notes_name};

/// The places that matter. Events tell where something really is; notes are known by the path
/// they were reached by, which may lead through links.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Folders with notes, and how each was reached.
    folders: HashMap<PathBuf, PathBuf>,
    /// Where a folder was entered, if that is a link.
    links: HashSet<PathBuf>,
    /// What the user named, and how.
    named: HashMap<PathBuf, PathBuf>,
}

/// What a path really is in the folder it is in; the last step is not followed, be it a link.
pub(super) fn entrance(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?;
    let parent = path.parent()?;
    let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
    Some(fs::canonicalize(parent).ok()?.join(name))
}

impl Places {
    /// What the user named.
    pub(super) fn new(roots: &[PathBuf]) -> Self {
        let named = roots.iter().filter_map(|root| Some((entrance(root)?, root.clone())));
        Self { named: named.collect(), ..Self::default() }
    }

    /// The folders that hold what the user named.
    pub(super) fn parents(&self) -> impl Iterator<Item = &Path> {
        let parents: HashSet<&Path> = self.named.keys().filter_map(|path| path.parent()).collect();
        parents.into_iter()
    }

    /// Adds a folder with notes: where it really is, where it was entered and how it was reached.
    pub(super) fn add(&mut self, place: PathBuf, entrance: Option<PathBuf>, path: PathBuf) {
        if let Some(link) = entrance.filter(|entrance| *entrance != place) {
            self.links.insert(link);
        }
        self.folders.insert(place, path);
    }

    /// What an event changes, if anything. `needs_walk` is asked whether a path leads to more
    /// than a file.
    pub(super) fn meaning(
        &self,
        event: &Event,
        needs_walk: impl Fn(&Path) -> bool,
    ) -> Option<Changed> {
        if event.need_rescan() {
            return Some(Changed::Everything);
        }
        let changes = event.paths.iter().filter_map(|path| self.change(event, path, &needs_walk));
        changes.reduce(Changed::and)
    }

    fn change(
        &self,
        event: &Event,
        path: &Path,
        needs_walk: impl Fn(&Path) -> bool,
    ) -> Option<Changed> {
        let comes_or_goes = match event.kind {
            EventKind::Create(_)
            | EventKind::Remove(_)
            | EventKind::Modify(ModifyKind::Name(_))
            | EventKind::Any => true,
            EventKind::Modify(_) => false,
            EventKind::Access(_) | EventKind::Other => return None,
        };
        let is_watched = self.folders.contains_key(path) || self.links.contains(path);
        let folder = path.parent().and_then(|parent| self.folders.get(parent));
        let folder = folder.filter(|_| !is_hidden(path));
        let named = self.named.get(path);
        if !is_watched && folder.is_none() && named.is_none() {
            return None;
        }
        let is_folder = matches!(
            event.kind,
            EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder)
        );
        if is_watched || is_folder || needs_walk(path) {
            // That something in a folder has changed is told by what has.
            return comes_or_goes.then_some(Changed::Everything);
        }
        // As a walk does, which tells a named file in a folder by the folder's path.
        let in_folder = folder.filter(|_| is_notes_name(path));
        let file = in_folder.and_then(|folder| Some(folder.join(path.file_name()?)));
        file.or_else(|| named.cloned()).map(|file| Changed::Files(vec![file]))
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{DataChange, Flag, MetadataKind, RenameMode};

    use super::*;

    const WRITTEN: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));
    const TOUCHED: EventKind = EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any));
    const MOVED_IN: EventKind = EventKind::Modify(ModifyKind::Name(RenameMode::To));
    const MOVED_OUT: EventKind = EventKind::Modify(ModifyKind::Name(RenameMode::From));
    const CREATED: EventKind = EventKind::Create(CreateKind::File);
    const REMOVED: EventKind = EventKind::Remove(RemoveKind::File);

    /// `notes`, really `/real`, with `deep` below it and `linked` elsewhere; and `/one/single.txt`.
    fn places() -> Places {
        let mut places = Places::default();
        let add = |places: &mut Places, place: &str, entrance: &str, path: &str| {
            places.add(place.into(), Some(entrance.into()), path.into());
        };
        add(&mut places, "/real", "/real", "notes");
        add(&mut places, "/real/deep", "/real/deep", "notes/deep");
        add(&mut places, "/elsewhere", "/real/linked", "notes/linked");
        places.named.insert("/one/single.txt".into(), "one/single.txt".into());
        places.named.insert("/real".into(), "notes".into());
        places
    }

    fn meaning(kind: EventKind, path: &str) -> Option<Changed> {
        let event = Event::new(kind).add_path(path.into());
        places().meaning(&event, |path| path.ends_with("folder.md") || path.ends_with("folder"))
    }

    fn file(path: &str) -> Changed {
        Changed::Files(vec![path.into()])
    }

    #[test]
    fn notes_are_told_by_the_path_they_were_reached_by() {
        for kind in [WRITTEN, TOUCHED, MOVED_IN, MOVED_OUT, CREATED, REMOVED] {
            assert_eq!(meaning(kind, "/real/a.md"), Some(file("notes/a.md")), "{kind:?}");
            assert_eq!(meaning(kind, "/real/deep/a.MD"), Some(file("notes/deep/a.MD")), "{kind:?}");
            assert_eq!(
                meaning(kind, "/elsewhere/a.md"),
                Some(file("notes/linked/a.md")),
                "{kind:?}"
            );
            assert_eq!(meaning(kind, "/one/single.txt"), Some(file("one/single.txt")), "{kind:?}");
        }
    }

    #[test]
    fn what_a_walk_leaves_alone_changes_nothing() {
        for kind in [WRITTEN, MOVED_IN, CREATED, REMOVED] {
            let strange = ["/real/a.txt", "/real/.a.md", "/real/.git", "/one/other.md", "/a.md"];
            for path in strange {
                assert_eq!(meaning(kind, path), None, "{kind:?} {path}");
            }
        }
        assert_eq!(meaning(EventKind::Create(CreateKind::Folder), "/real/.git"), None);
        assert_eq!(meaning(EventKind::Create(CreateKind::Folder), "/one/new"), None);
    }

    #[test]
    fn a_folder_that_comes_or_goes_changes_everything() {
        let everything = Some(Changed::Everything);
        assert_eq!(meaning(EventKind::Create(CreateKind::Folder), "/real/new"), everything);
        assert_eq!(meaning(EventKind::Remove(RemoveKind::Folder), "/real/old"), everything);
        assert_eq!(meaning(MOVED_IN, "/real/folder"), everything);
        assert_eq!(meaning(MOVED_IN, "/real/folder.md"), everything);
        assert_eq!(meaning(MOVED_OUT, "/real/deep"), everything);
        assert_eq!(meaning(MOVED_OUT, "/real"), everything);
        assert_eq!(meaning(REMOVED, "/real/linked"), everything);
    }

    #[test]
    fn a_folder_whose_content_changes_is_told_by_its_content() {
        assert_eq!(meaning(EventKind::Modify(ModifyKind::Any), "/real/deep"), None);
        assert_eq!(meaning(TOUCHED, "/real/folder"), None);
    }

    #[test]
    fn lost_events_may_have_changed_everything() {
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(places().meaning(&lost, |_| false), Some(Changed::Everything));
    }

    #[test]
    fn a_rename_changes_both_files() {
        let both = EventKind::Modify(ModifyKind::Name(RenameMode::Both));
        let event = Event::new(both).add_path("/real/a.md".into()).add_path("/real/b.md".into());
        let files = vec!["notes/a.md".into(), "notes/b.md".into()];
        assert_eq!(places().meaning(&event, |_| false), Some(Changed::Files(files)));
    }

    #[test]
    fn a_named_file_in_a_walked_folder_is_known_by_the_folder() {
        let mut places = places();
        places.named.insert("/real/a.md".into(), "./real/a.md".into());
        places.named.insert("/real/.b.md".into(), "./real/.b.md".into());
        let told = |path: &str| {
            let event = Event::new(WRITTEN).add_path(path.into());
            places.meaning(&event, |_| false)
        };
        assert_eq!(told("/real/a.md"), Some(file("notes/a.md")));
        assert_eq!(told("/real/.b.md"), Some(file("./real/.b.md")));
    }
}
