//! What is kept of a large folder from one start to the next: that nobody notices but by the time
//! it takes.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use shownotes::library::Library;
use shownotes::loader::{self, Cache, FileProblem, Source};
use shownotes::view::grouped;

use crate::session::Session;

/// From so many notes on, what was read is kept.
const LARGE: usize = 1_000;

/// A folder of notes in the form of the catalogue's.
fn notes(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (at, (_, text)) in shownotes::catalogue::FILES.iter().cycle().take(count).enumerate() {
        fs::write(folder.path().join(format!("{at:05}.md")), text).unwrap();
    }
    folder
}

/// Everything a library lists.
fn listed(library: &Library) -> Vec<String> {
    use shownotes::view::View;
    let views = [View::Episodes, View::People, View::Picks, View::Tags];
    let items = views.into_iter().flat_map(|view| {
        let listing = view.listing();
        let items = listing.ordered(library, view.default_order());
        items.into_iter().map(move |item| format!("{:?}", listing.record(library, item)))
    });
    items.collect()
}

/// A cache in a folder, long after all notes have been written.
fn settled(folder: &Path) -> Cache {
    Cache::new(folder.to_owned()).at(SystemTime::now() + Duration::from_secs(3600))
}

/// The library and the problems of a source of which all is kept that can be.
fn load(source: &Source) -> (Library, Vec<FileProblem>) {
    let (library, problems, keeping) = loader::load_all(source);
    keeping.finish();
    (library, problems)
}

/// What is kept of the only folder that a cache knows.
fn kept(cache: &Path) -> File {
    let mut files = fs::read_dir(cache).unwrap();
    let file = files.next().unwrap().unwrap().path();
    assert!(files.next().is_none());
    File::open(file).unwrap()
}

fn files(folder: &Path) -> usize {
    fs::read_dir(folder).map_or(0, Iterator::count)
}

#[test]
fn a_library_from_the_cache_is_the_one_that_was_read() {
    let (folder, room) = (notes(LARGE), tempfile::tempdir().unwrap());
    let cache = settled(&room.path().join("cache"));
    let roots = vec![folder.path().to_owned()];
    let kept = Source::Paths { roots: roots.clone(), cache: Some(cache) };
    let anew = Source::paths(roots);
    let same = |when| {
        let ((library, problems), (expected, complaints)) = (load(&kept), load(&anew));
        assert_eq!(listed(&library), listed(&expected), "{when}");
        assert_eq!(problems, complaints, "{when}");
    };
    same("at first");
    same("again");
    fs::write(folder.path().join("00500.md"), b"Title: \xe9\n\n## Picks\n\n### Zoe\n- Chess")
        .unwrap();
    fs::remove_file(folder.path().join("00700.md")).unwrap();
    fs::write(folder.path().join("other.md"), "Title: New\nTags: new").unwrap();
    same("with changes");
    same("after changes");
    assert_eq!(files(&room.path().join("cache")), 1);
}

#[test]
fn a_show_opened_again_is_read_as_far_as_it_has_changed_and_whole_when_asked_for() {
    let (folder, room) = (notes(LARGE), tempfile::tempdir().unwrap());
    let cache = Some(settled(room.path()));
    let source = Source::Paths { roots: vec![folder.path().to_owned()], cache };
    Session::open(source.clone(), 80, 24);
    let length = || kept(room.path()).metadata().unwrap().len();
    let first = length();
    let session = Session::open(source.clone(), 80, 24);
    assert_eq!(length(), first, "nothing was read");
    assert!(session.screen().contains(&format!("1/{}", grouped(LARGE))));
    fs::write(folder.path().join("00500.md"), "Title: Changed since").unwrap();
    let mut session = Session::open(source, 80, 24);
    assert!((first + 1..first + first / 10).contains(&length()), "few were read");
    assert!(session.keys("/since<enter>").screen().contains("Changed since"));
    let before = kept(room.path());
    session.keys("r");
    let after = kept(room.path());
    assert!(after.metadata().unwrap().len() < first + 1, "all were read");
    drop(before);
}

#[test]
fn nothing_is_kept_of_a_folder_that_is_read_at_once_anyway() {
    let (folder, room) = (notes(LARGE - 1), tempfile::tempdir().unwrap());
    let cache = Some(Cache::new(room.path().join("cache")));
    let source = Source::Paths { roots: vec![folder.path().to_owned()], cache };
    assert_eq!(load(&source).0.len(), LARGE - 1);
    assert_eq!(files(&room.path().join("cache")), 0);
    fs::write(folder.path().join("one-more.md"), "").unwrap();
    assert_eq!(load(&source).0.len(), LARGE);
    assert_eq!(files(&room.path().join("cache")), 1);
}

/// What the program lists of a folder, with this home and folder of caches.
fn list(folder: &Path, home: &Path, caches: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shownotes"));
    command.args(["list", "--in"]).arg(folder).current_dir(home).stdin(Stdio::null());
    command.env_clear().env("HOME", home).env("XDG_CACHE_HOME", caches);
    let output = command.output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn it_is_where_programs_have_their_caches() {
    let (folder, home) = (notes(LARGE), tempfile::tempdir().unwrap());
    let list = |caches: &Path| list(folder.path(), home.path(), caches);
    let expected = list(Path::new(""));
    assert_eq!(expected.lines().count(), LARGE);
    let at = home.path().join(".cache/shownotes");
    assert_eq!(kept(&at).metadata().unwrap().len(), 0, "the notes have just been written");
    let cache = Some(settled(&at));
    load(&Source::Paths { roots: vec![folder.path().to_owned()], cache });
    let length = kept(&at).metadata().unwrap().len();
    assert_eq!(list(Path::new("")), expected, "again");
    assert_eq!(kept(&at).metadata().unwrap().len(), length, "nothing was read");
    assert_eq!(list(&home.path().join("other")), expected);
    assert_eq!(files(&home.path().join("other/shownotes")), 1);
}

#[test]
fn where_there_is_no_place_for_it_nothing_is_said() {
    let (folder, room) = (notes(LARGE), tempfile::tempdir().unwrap());
    fs::write(room.path().join("file"), "").unwrap();
    let file = room.path().join("file");
    assert_eq!(list(folder.path(), room.path(), &file).lines().count(), LARGE);
    let mut command = Command::new(env!("CARGO_BIN_EXE_shownotes"));
    command.args(["list", "--in"]).arg(folder.path()).current_dir(room.path());
    let output = command.env_clear().env("HOME", "nowhere").stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    assert_eq!(files(room.path()), 1, "nor is anything written where it was started");
}

#[cfg(unix)]
#[test]
fn a_limit_on_the_length_of_files_ends_nothing() {
    let (folder, home) = (notes(2 * LARGE + 100), tempfile::tempdir().unwrap());
    let cache = Some(settled(&home.path().join(".cache/shownotes")));
    load(&Source::Paths { roots: vec![folder.path().to_owned()], cache });
    // Most of what was kept is outdated, and the rest is written anew.
    for at in 0..LARGE + 100 {
        fs::remove_file(folder.path().join(format!("{at:05}.md"))).unwrap();
    }
    let script = "ulimit -f 1; \"$0\" list --in \"$1\" | wc -l";
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_shownotes")]).arg(folder.path());
    command.env("HOME", home.path()).env_remove("XDG_CACHE_HOME").stdin(Stdio::null());
    let output = command.output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().trim(), LARGE.to_string());
}
