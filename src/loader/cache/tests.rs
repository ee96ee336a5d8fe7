//! What is kept of a folder, and when it is not relied on.

use std::mem;
use std::thread;
use std::time::Duration;

use super::*;
use crate::crew::TURN;
use crate::library::{Entry, Library};
use crate::loader::keep::Unkept;
use crate::loader::turns::read_files;
use crate::loader::{LoadEvent, find, recall};

/// Notes and a cache.
struct Desk {
    notes: tempfile::TempDir,
    cache: tempfile::TempDir,
}

impl Desk {
    fn new(names: &[&str]) -> Self {
        let desk =
            Self { notes: tempfile::tempdir().unwrap(), cache: tempfile::tempdir().unwrap() };
        for name in names {
            desk.write(name, format!("Title: {name}\nTags: tag-{name}\n"));
        }
        desk
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.notes.path().join(name), text).unwrap();
    }

    /// The cache as it is long after all notes have been written.
    fn cache(&self) -> Cache {
        let later = SystemTime::now() + Duration::from_secs(3600);
        Cache::new(self.cache.path().to_owned()).at(later)
    }

    fn kept(&self) -> CacheFile {
        self.cache().open(self.notes.path()).unwrap()
    }

    fn files(&self) -> Vec<NotesFile> {
        let found =
            find(&[self.notes.path().to_owned()], &mut |_: LoadEvent| ControlFlow::Continue(()));
        match found {
            ControlFlow::Continue(files) => files,
            ControlFlow::Break(()) => unreachable!(),
        }
    }

    /// The episodes and problems that a load with these means tells of.
    fn load_with(&self, mut kept: CacheFile) -> (Vec<Parcel>, Vec<FileProblem>) {
        let (mut parcels, mut problems) = (Vec::new(), Vec::new());
        let mut listen = |event| {
            match event {
                LoadEvent::Loaded(batch) => parcels.extend(batch),
                LoadEvent::Problem(problem) => problems.push(problem),
                LoadEvent::Folder(_) | LoadEvent::Found(_) | LoadEvent::Finished => {}
            }
            ControlFlow::Continue(())
        };
        let ControlFlow::Continue(changed) = recall(self.files(), &mut kept, &mut listen) else {
            unreachable!()
        };
        assert!(read_files(changed.clone(), &mut listen).is_continue());
        Unkept::new(kept, changed).keep(|| true);
        (parcels, problems)
    }

    /// How many bytes are kept.
    fn length(&self) -> u64 {
        self.kept().file.metadata().unwrap().len()
    }

    fn load(&self) -> (Vec<Parcel>, Vec<FileProblem>) {
        self.load_with(self.kept())
    }

    /// The files of a load that would have to be read.
    fn unknown(&self) -> Vec<String> {
        let unknown = self.kept().recall(self.files(), |_| ControlFlow::Continue(()));
        let ControlFlow::Continue(unknown) = unknown else { unreachable!() };
        unknown.iter().map(NotesFile::shown).collect()
    }

    /// The titles of all episodes after a load, in the order of their files.
    fn titles(&self) -> Vec<String> {
        let mut entries = entries(&self.load().0);
        entries.sort_by_key(Entry::file);
        entries.iter().map(|entry| entry.title().to_owned()).collect()
    }
}

/// What a library has of these episodes.
fn entries(parcels: &[Parcel]) -> Vec<Entry> {
    let mut library = Library::default();
    library.insert(parcels);
    library.episodes().iter().filter_map(|&id| library.get(id).cloned()).collect()
}

/// As many notes as are kept in six turns.
fn names() -> Vec<String> {
    (10..98).map(|at| format!("{at}.md")).collect()
}

fn desk() -> Desk {
    let names = names();
    Desk::new(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn what_has_not_changed_is_not_read_again_and_says_the_same() {
    let desk = desk();
    desk.write("20.md", b"Title: Latin \xe9\n");
    let first = desk.load();
    assert_eq!((entries(&first.0).len(), first.1.len()), (names().len(), 1));
    assert_eq!(desk.unknown(), Vec::<String>::new());
    let again = desk.load();
    assert_eq!((entries(&again.0), again.1), (entries(&first.0), first.1));
}

#[test]
fn what_is_no_longer_wanted_is_not_kept() {
    let desk = desk();
    let mut turns = 2..=3;
    Unkept::new(desk.kept(), desk.files()).keep(|| turns.next().is_some());
    assert_eq!(desk.unknown().len(), names().len() - 2 * TURN);
    assert_eq!(desk.titles(), names());
}

#[test]
fn a_folder_is_known_by_whatever_way_leads_to_it() {
    let desk = desk();
    desk.load();
    let around = desk.notes.path().join("../").join(desk.notes.path().file_name().unwrap());
    let mut kept = desk.cache().open(&around).unwrap();
    let ControlFlow::Continue(unknown) = kept.recall(desk.files(), |_| ControlFlow::Continue(()))
    else {
        unreachable!()
    };
    assert!(unknown.is_empty());
}

#[test]
fn each_folder_is_kept_by_itself() {
    let (mut desk, mut other) = (desk(), desk());
    desk.load();
    mem::swap(&mut desk.notes, &mut other.notes);
    assert_eq!(desk.unknown().len(), names().len());
    desk.load();
    mem::swap(&mut desk.notes, &mut other.notes);
    assert_eq!(desk.unknown(), Vec::<String>::new());
}

#[test]
fn files_that_are_new_changed_or_gone_are_noticed() {
    let desk = desk();
    desk.load();
    desk.write("10.md", "Title: Changed");
    fs::rename(desk.notes.path().join("11.md"), desk.notes.path().join("99.md")).unwrap();
    fs::remove_file(desk.notes.path().join("97.md")).unwrap();
    let mut expected = names();
    expected[0] = "Changed".to_owned();
    expected.retain(|name| name != "97.md" && name != "11.md");
    expected.push("11.md".to_owned());
    assert_eq!(desk.titles(), expected);
    assert_eq!(desk.unknown(), Vec::<String>::new(), "what was read is kept");
    assert_eq!(desk.titles(), expected);
}

#[test]
fn a_file_written_shortly_before_it_was_read_is_read_again() {
    let desk = desk();
    let now = Cache::new(desk.cache.path().to_owned());
    desk.load_with(now.open(desk.notes.path()).unwrap());
    assert_eq!(desk.unknown().len(), names().len());
    assert_eq!(desk.length(), 0, "what nobody can rely on is not written");
    desk.load();
    assert_eq!(desk.unknown(), Vec::<String>::new());
}

#[test]
fn whatever_happened_to_the_cache_the_notes_are_read() {
    let desk = desk();
    desk.load();
    let path = fs::read_dir(desk.cache.path()).unwrap().next().unwrap().unwrap().path();
    let whole = fs::read(&path).unwrap();
    for at in (0..whole.len()).step_by(97) {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        fs::write(&path, &damaged).unwrap();
        assert_eq!(desk.titles(), names(), "byte {at}");
        assert_eq!(desk.unknown(), Vec::<String>::new(), "it is mended: byte {at}");
        fs::write(&path, &whole[..at]).unwrap();
        assert_eq!(desk.titles(), names(), "cut at {at}");
    }
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert!(desk.cache().open(desk.notes.path()).is_none());
    assert!(Cache::new("/dev/null/nowhere".into()).open(desk.notes.path()).is_none());
}

#[test]
fn what_another_program_adds_is_not_relied_on() {
    let desk = desk();
    desk.load();
    let kept = desk.kept();
    let length = desk.length();
    blocks::append(&kept.file, kept.seed + 1, &KeptTurn::default()).unwrap();
    assert_eq!(desk.unknown(), Vec::<String>::new());
    assert_eq!(desk.length(), length, "it is cut off");
}

#[test]
fn what_is_forgotten_is_read_again() {
    let desk = desk();
    desk.load();
    desk.cache().forget(desk.notes.path());
    assert_eq!(desk.unknown().len(), names().len());
}

#[test]
fn text_that_somebody_made_unsafe_is_not_taken_over() {
    let desk = desk();
    desk.load();
    let kept = desk.kept();
    let (_, mut turn) = Blocks::new(&kept.file, kept.seed).next::<KeptTurn<'_>>().unwrap();
    let bytes = postcard::to_stdvec(&*turn.episodes).unwrap();
    let place = |text: &[u8]| bytes.windows(text.len()).position(|bytes| bytes == text).unwrap();
    let (title, tag) = (place(b"97.md"), place(b"tag-97.md"));
    for (at, unknown) in [(None, 88 - 16), (Some(title), 88), (Some(tag), 88)] {
        let mut bytes = bytes.clone();
        if let Some(at) = at {
            bytes[at] = 0x1b;
        }
        turn.episodes = Cow::Owned(postcard::from_bytes(&bytes).unwrap());
        kept.file.set_len(0).unwrap();
        blocks::append(&kept.file, kept.seed, &turn).unwrap();
        assert_eq!(desk.unknown().len(), unknown);
    }
}

#[test]
fn what_is_outdated_does_not_pile_up_and_the_rest_is_not_lost() {
    let desk = desk();
    desk.load();
    let first = desk.length();
    let (changing, others) = (&names()[..70], &names()[70..]);
    for round in 0..20 {
        for name in changing {
            desk.write(name, format!("Title: {name}{round:02}\nTags: tag-{name}\n"));
        }
        // The second time it is what the first has left.
        for left in [desk.unknown(), desk.unknown()] {
            assert!(others.iter().skip(16).all(|name| !left.contains(name)), "round {round}");
        }
        desk.load();
        assert_eq!(desk.unknown(), Vec::<String>::new(), "round {round}");
        assert!(desk.length() < 3 * first, "round {round}: {} bytes", desk.length());
    }
    assert_eq!(fs::read_dir(desk.cache.path()).unwrap().count(), 1);
}

#[test]
fn only_so_many_folders_are_remembered_and_nothing_else_is_removed() {
    let desk = desk();
    let old = SystemTime::now() - Duration::from_secs(3600);
    let add = |name: String, at: u64| {
        let file = File::create(desk.cache.path().join(name)).unwrap();
        file.set_modified(old + Duration::from_secs(at)).unwrap();
    };
    for at in 0..12 {
        add(format!("{at:016x}.cache"), at);
        add(format!("episode{at}.md"), 0);
        add(format!("{at:016x}.md"), 0);
        add(format!("{at:x}.cache"), 0);
    }
    desk.load();
    let mut left: Vec<_> = fs::read_dir(desk.cache.path())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    let ours: Vec<&String> = left.iter().filter(|name| name.len() == 16 + 6).collect();
    assert_eq!((ours.len(), left.len()), (MAX_FOLDERS, MAX_FOLDERS + 3 * 12));
    assert_eq!(*ours[0], format!("{:016x}.cache", 5), "the oldest went");
    assert_eq!(desk.unknown(), Vec::<String>::new(), "this one did not");
}

#[test]
fn the_folders_opened_last_are_remembered() {
    let desk = desk();
    let kept = desk.kept();
    let opened = || kept.file.metadata().unwrap().modified().unwrap();
    let old = SystemTime::now() - Duration::from_secs(3600);
    kept.file.set_modified(old).unwrap();
    desk.kept();
    assert!(opened() > old);
}

#[test]
fn two_programs_at_once_do_not_harm_each_other() {
    let desk = desk();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(desk.titles(), names()));
        }
    });
    assert_eq!(desk.titles(), names());
    assert_eq!(desk.unknown(), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn nobody_else_may_look_into_it_or_have_a_hand_in_it() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let desk = desk();
    let folder = desk.cache.path().join("new");
    let cache = Cache::new(folder.clone());
    let open = || cache.open(desk.notes.path());
    let mode = |metadata: fs::Metadata| metadata.permissions().mode() & 0o077;
    assert_eq!(mode(open().unwrap().file.metadata().unwrap()), 0);
    assert_eq!(mode(fs::metadata(&folder).unwrap()), 0);
    let path = open().unwrap().path;
    fs::rename(&path, desk.cache.path().join("precious")).unwrap();
    symlink(desk.cache.path().join("precious"), &path).unwrap();
    assert!(open().is_none(), "a link is not followed");
    fs::remove_file(&path).unwrap();
    assert!(open().is_some());
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).unwrap();
    assert!(open().is_none(), "others could write there");
}
