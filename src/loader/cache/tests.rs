//! What is kept of a folder, and when it is not relied on.

use std::io::Write as _;
use std::thread;
use std::time::Duration;

use super::*;
use crate::loader::{LoadEvent, find, read_changed};

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
        Cache::new(self.cache.path().to_owned(), later)
    }

    fn kept(&self) -> CacheFile {
        self.cache().of(self.notes.path()).unwrap()
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
    fn load_with(&self, kept: &CacheFile) -> (Vec<Parcel>, Vec<FileProblem>) {
        let (mut parcels, mut problems) = (Vec::new(), Vec::new());
        let ended = read_changed(self.files(), kept, &mut |event| {
            match event {
                LoadEvent::Loaded(batch) => parcels.extend(batch),
                LoadEvent::Problem(problem) => problems.push(problem),
                LoadEvent::Folder(_) | LoadEvent::Found(_) | LoadEvent::Finished => {}
            }
            ControlFlow::Continue(())
        });
        assert!(ended.is_continue());
        (parcels, problems)
    }

    fn load(&self) -> (Vec<Parcel>, Vec<FileProblem>) {
        self.load_with(&self.kept())
    }

    /// The files of a load that would have to be read.
    fn unknown(&self) -> Vec<String> {
        let unknown = self.kept().recall(self.files(), |_| ControlFlow::Continue(()));
        let ControlFlow::Continue(unknown) = unknown else { unreachable!() };
        unknown.iter().map(NotesFile::shown).collect()
    }

    /// The titles of all episodes after a load, in the order of their files.
    fn titles(&self) -> Vec<String> {
        let mut library = crate::library::Library::default();
        library.insert(&self.load().0);
        let mut entries: Vec<_> =
            library.episodes().iter().filter_map(|&id| library.get(id)).collect();
        entries.sort_by_key(|entry| entry.file());
        entries.iter().map(|entry| entry.title().to_owned()).collect()
    }
}

/// As many notes as are read in six turns.
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
    assert_eq!((first.0.len(), first.1.len()), (6, 1));
    assert_eq!(desk.unknown(), Vec::<String>::new());
    assert_eq!(desk.load(), first);
}

#[test]
fn a_folder_is_known_by_whatever_way_leads_to_it() {
    let desk = desk();
    desk.load();
    let around = desk.notes.path().join("../").join(desk.notes.path().file_name().unwrap());
    let kept = desk.cache().of(&around).unwrap();
    let ControlFlow::Continue(unknown) = kept.recall(desk.files(), |_| ControlFlow::Continue(()))
    else {
        unreachable!()
    };
    assert!(unknown.is_empty());
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
    let now = Cache::new(desk.cache.path().to_owned(), SystemTime::now());
    desk.load_with(&now.of(desk.notes.path()).unwrap());
    assert_eq!(desk.unknown().len(), names().len());
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
    assert!(desk.cache().of(desk.notes.path()).is_none());
    let nowhere = Cache::new("/dev/null/nowhere".into(), SystemTime::now());
    assert!(nowhere.of(desk.notes.path()).is_none());
}

#[test]
fn what_another_program_kept_is_not_relied_on() {
    let desk = desk();
    desk.load();
    let mut kept = desk.kept();
    kept.heading.build.push('x');
    let ControlFlow::Continue(unknown) = kept.recall(desk.files(), |_| ControlFlow::Break(()))
    else {
        panic!("something was taken from it")
    };
    assert_eq!(unknown.len(), names().len());
    assert_eq!(desk.unknown().len(), names().len(), "the other one's is gone");
}

#[test]
fn text_that_somebody_made_unsafe_is_not_taken_over() {
    let desk = desk();
    desk.load();
    let kept = desk.kept();
    let mut blocks = Blocks::new(&kept.file);
    let heading: Heading = blocks.next().unwrap();
    let mut record: Record<'_> = blocks.next().unwrap();
    let bytes = postcard::to_stdvec(&*record.episodes).unwrap();
    let place = |text: &[u8]| bytes.windows(text.len()).position(|bytes| bytes == text).unwrap();
    let (title, tag) = (place(b"97.md"), place(b"tag-97.md"));
    for (at, unknown) in [(None, 88 - 16), (Some(title), 88), (Some(tag), 88)] {
        let mut bytes = bytes.clone();
        if let Some(at) = at {
            bytes[at] = 0x1b;
        }
        record.episodes = Cow::Owned(postcard::from_bytes(&bytes).unwrap());
        kept.file.set_len(0).unwrap();
        blocks::append(&kept.file, &heading).unwrap();
        blocks::append(&kept.file, &record).unwrap();
        assert_eq!(desk.unknown().len(), unknown);
    }
}

#[test]
fn a_file_of_mostly_outdated_records_is_begun_anew() {
    let desk = desk();
    desk.load();
    let length = || desk.kept().file.metadata().unwrap().len();
    let first = length();
    for round in 0..20 {
        for name in names() {
            desk.write(&name, format!("Title: {name}{round:02}"));
        }
        desk.load();
        assert!(length() < 3 * first, "round {round}: {} bytes", length());
    }
}

#[test]
fn only_so_many_folders_are_remembered() {
    let desk = desk();
    let old = SystemTime::now() - Duration::from_secs(3600);
    for at in 0..12u64 {
        let mut other = fs::File::create(desk.cache.path().join(format!("{at:016x}"))).unwrap();
        other.write_all(b"x").unwrap();
        other.set_modified(old + Duration::from_secs(at)).unwrap();
    }
    desk.load();
    let mut left: Vec<_> = fs::read_dir(desk.cache.path())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(left.len(), MAX_FOLDERS);
    assert_eq!(left[0], format!("{:016x}", 5), "the oldest went");
    assert_eq!(desk.unknown(), Vec::<String>::new(), "this one did not");
}

#[test]
fn two_programs_at_once_do_not_harm_each_other() {
    let desk = desk();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(desk.titles(), names()));
        }
    });
    // What several have kept is begun anew, and then kept once.
    assert_eq!(desk.titles(), names());
    assert_eq!(desk.titles(), names());
    assert_eq!(desk.unknown(), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn nobody_else_may_look_into_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = desk();
    let cache = Cache::new(desk.cache.path().join("new"), SystemTime::now());
    let kept = cache.of(desk.notes.path()).unwrap();
    let mode = |metadata: fs::Metadata| metadata.permissions().mode() & 0o077;
    assert_eq!(mode(kept.file.metadata().unwrap()), 0);
    assert_eq!(mode(fs::metadata(desk.cache.path().join("new")).unwrap()), 0);
}
