//! Files and folders nobody would write: each is read or reported, in bounded time and memory.
//!
//! Nothing here looks at a clock. Each input is so large that anything worse than linear would
//! take minutes.

use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::Path;

use shownotes::library::Parcel;
use shownotes::loader::{self, FileProblem, LoadEvent, MAX_FILE, Source};

use crate::session::Session;

/// Keys that look at a page from all sides: its end, its links, one after another.
const KEYS: &str = "<space>G<tab>Gg.,f<esc><tab>G<pageup>y!<esc>";

/// As long as notes may be.
fn longest() -> usize {
    usize::try_from(MAX_FILE).unwrap()
}

/// Looks at one notes file from all sides, in one pane and in three; gives the last screen.
fn looked_at(notes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), notes).unwrap();
    let mut session = Session::folder(folder.path(), 30, 8);
    assert_eq!(session.model.list().rows.len(), 1);
    session.keys("<space>G").resize(120, 30).keys(KEYS);
    session.screen()
}

/// A repeated text, as long as notes may be.
fn full_of(text: &str) -> String {
    text.repeat(longest() / text.len())
}

/// What a load says of a folder whose content is changed at some point of it.
fn loaded(folder: &Path, mut at: impl FnMut(&LoadEvent) + Send) -> (Vec<String>, Vec<FileProblem>) {
    let (mut files, mut problems, mut finished) = (Vec::new(), Vec::new(), false);
    let unkept = loader::load(&Source::paths(vec![folder.to_owned()]), |event| {
        at(&event);
        match event {
            LoadEvent::Loaded(batch) => files.extend(batch.iter().flat_map(Parcel::files)),
            LoadEvent::Problem(problem) => problems.push(problem),
            LoadEvent::Finished => finished = true,
            LoadEvent::Folder(_) | LoadEvent::Found(_) => {}
        }
        ControlFlow::Continue(())
    });
    unkept.keep(|| true);
    assert!(finished);
    (files, problems)
}

fn reasons(problems: &[FileProblem]) -> Vec<(&str, &str)> {
    problems.iter().map(|problem| (problem.file.as_str(), problem.reason.as_str())).collect()
}

#[test]
fn an_empty_file_is_an_episode_without_notes() {
    assert!(looked_at(b"").contains("1/1"));
}

#[test]
fn files_of_a_hundred_megabytes_are_left_out_unread() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.md", "b.md"] {
        // Without content: it takes no room on the disk, and would take it in memory.
        File::create(folder.path().join(name)).unwrap().set_len(100 << 20).unwrap();
    }
    fs::write(folder.path().join("c.md"), "x".repeat(10 << 20)).unwrap();
    let (files, problems) = loaded(folder.path(), |_| {});
    assert!(files.is_empty());
    let reason = "longer than 1 MB, which no notes file is";
    assert_eq!(reasons(&problems), [("c.md", reason), ("b.md", reason), ("a.md", reason)]);
    assert_eq!(loader::check_file(&folder.path().join("a.md")), Err(reason.to_owned()));
}

#[test]
fn one_line_as_long_as_notes_may_be_is_shown() {
    looked_at(full_of("x").as_bytes());
    looked_at(format!("Title: {}", "x ".repeat(longest() / 2 - 10)).as_bytes());
}

#[test]
fn brackets_nested_a_hundred_thousand_deep_are_shown() {
    for pair in ["[]", "()", "<>", "**", "``"] {
        let (open, close) = pair.split_at(1);
        let nested = open.repeat(100_000) + "x" + &close.repeat(100_000);
        looked_at(format!("### Picks\n- Ada\n    - {nested}\n").as_bytes());
        looked_at(nested.as_bytes());
    }
}

#[test]
fn lists_and_quotes_nested_ten_thousand_deep_are_shown() {
    looked_at(("- ".repeat(10_000) + "x").as_bytes());
    looked_at(("> ".repeat(10_000) + "x").as_bytes());
    looked_at(("1. > - ".repeat(10_000) + "x").as_bytes());
    // A step a line, as deep as the length of notes lets it be.
    let steps: String = (0..1400).map(|depth| " ".repeat(depth) + "- x\n").collect();
    looked_at(steps.as_bytes());
    looked_at(("<div>".repeat(10_000) + "x").as_bytes());
}

#[test]
fn as_many_links_as_notes_can_hold_are_shown() {
    looked_at(full_of("[x](http://a.b)\n").as_bytes());
    let picks = full_of("    - <http://a.b>\n").split_off(40);
    looked_at(format!("### Picks\n- Ada\n{picks}").as_bytes());
}

#[test]
fn as_many_tags_as_a_line_can_hold_are_shown() {
    looked_at(format!("Tags: {}\n", "a, ".repeat(longest() / 12)).as_bytes());
}

#[test]
fn a_text_found_a_hundred_thousand_times_is_walked() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "x ".repeat(100_000)).unwrap();
    let mut session = Session::folder(folder.path(), 120, 30);
    session.keys("/text:x<enter>nnN");
    assert!(session.status().contains("Match 2 of 100,000"), "{}", session.status());
}

#[test]
fn bytes_that_are_no_text_are_shown_as_such() {
    let screen = looked_at(&vec![0xff; 1 << 16]);
    assert!(screen.contains("1/1"), "{screen}");
    let screen = looked_at("\u{feff}Title: Marked\r\nDate: 2016-01-02\r\n\r\na\0b\r\n".as_bytes());
    assert!(screen.contains("Marked") && screen.contains("ab"), "{screen}");
    looked_at(&vec![0; longest()]);
}

#[cfg(unix)]
#[test]
fn a_device_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("zero.md")).unwrap();
    let (_, problems) = loaded(folder.path(), |_| {});
    assert_eq!(reasons(&problems), [("zero.md", "not a regular file")]);
    let named = loader::check_file(Path::new("/dev/zero"));
    assert_eq!(named, Err("not a regular file".to_owned()));
}

#[test]
fn a_file_that_changes_or_vanishes_before_its_turn_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    for name in ["grows.md", "vanishes.md", "turns.md", "stays.md"] {
        fs::write(path(name), "# A\n").unwrap();
    }
    let (files, problems) = loaded(folder.path(), |event| {
        if let LoadEvent::Found(_) = event {
            fs::write(path("grows.md"), full_of("x") + "xx").unwrap();
            fs::remove_file(path("vanishes.md")).unwrap();
            fs::remove_file(path("turns.md")).unwrap();
            fs::create_dir(path("turns.md")).unwrap();
        }
    });
    assert_eq!(files, ["stays.md"]);
    let told = [
        ("vanishes.md", "no such file or folder"),
        ("turns.md", "not a regular file"),
        ("grows.md", "longer than 1 MB, which no notes file is"),
    ];
    assert_eq!(reasons(&problems), told);
}

#[test]
fn a_folder_that_disappears_ends_the_load_with_a_reason() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("notes");
    let make = || {
        fs::create_dir_all(folder.join("deep")).unwrap();
        fs::write(folder.join("deep/a.md"), "# A\n").unwrap();
    };
    make();
    let (files, problems) = loaded(&folder, |event| {
        if let LoadEvent::Found(_) = event {
            fs::remove_dir_all(&folder).unwrap();
        }
    });
    assert!(files.is_empty());
    assert_eq!(reasons(&problems), [("deep/a.md", "no such file or folder")]);
    make();
    let (files, _) = loaded(&folder, |event| {
        if matches!(event, LoadEvent::Folder(entered) if *entered == folder) {
            fs::remove_dir_all(&folder).unwrap();
        }
    });
    assert!(files.is_empty());
    let (_, problems) = loaded(&folder, |_| {});
    assert_eq!(reasons(&problems), [("notes", "no such file or folder")]);
}

#[test]
fn a_page_whose_folder_is_gone_says_so() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("notes");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("a.md"), "# A\n").unwrap();
    let mut session = Session::folder(&folder, 100, 20);
    fs::remove_dir_all(&folder).unwrap();
    session.keys("r");
    assert!(session.model.library.is_empty());
    let told = "notes could not be read: no such file or folder";
    assert!(session.status().contains(told), "{}", session.screen());
}
