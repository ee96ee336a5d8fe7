//! What a load says of files as they should be and as they should not.

use std::fs;

use super::*;
use crate::crew::{SHARED_FROM, TURN};

/// Everything a load of `roots` says: names loaded, problems, and whether it finished.
fn loaded(roots: &[&Path]) -> (Vec<String>, Vec<FileProblem>, bool) {
    let source = Source::paths(roots.iter().map(|root| root.to_path_buf()).collect());
    let (mut files, mut problems, mut finished) = (Vec::new(), Vec::new(), false);
    let _ = load(&source, |event| {
        match event {
            LoadEvent::Folder(_) | LoadEvent::Found(_) => {}
            LoadEvent::Loaded(batch) => files.extend(batch.iter().flat_map(Parcel::files)),
            LoadEvent::Problem(problem) => problems.push(problem),
            LoadEvent::Finished => finished = true,
        }
        ControlFlow::Continue(())
    });
    (files, problems, finished)
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

#[test]
fn notes_are_found_in_folders_below_and_by_either_extension() {
    let folder = folder(&[("1.md", b"# A"), ("deep/er/2.MARKDOWN", b"# B"), ("3.txt", b"# C")]);
    let (mut files, problems, finished) = loaded(&[folder.path()]);
    files.sort();
    assert_eq!(files, ["1.md", "deep/er/2.MARKDOWN"]);
    assert_eq!((problems, finished), (Vec::new(), true));
}

#[test]
fn the_highest_number_is_read_first() {
    let folder = folder(&[("e9.md", b""), ("e10.md", b""), ("e100.md", b"")]);
    assert_eq!(loaded(&[folder.path()]).0, ["e100.md", "e10.md", "e9.md"]);
}

#[test]
fn the_newest_episodes_are_handed_on_before_the_others_are_read() {
    let folder = folder(&[]);
    for at in 0..3 * TURN {
        fs::write(folder.path().join(format!("{at}.md")), "# A").unwrap();
    }
    let first = |source: &Source| {
        let mut first = None;
        let _ = load(source, |event| match event {
            LoadEvent::Loaded(batch) => {
                first = batch.first().map(|parcel| (batch.len(), parcel.files().next().unwrap()));
                ControlFlow::Break(())
            }
            _ => ControlFlow::Continue(()),
        });
        first.unwrap()
    };
    let newest = format!("{}.md", 3 * TURN - 1);
    assert_eq!(first(&Source::paths(vec![folder.path().to_owned()])), (1, newest));
    let (newest, _) = catalogue::FILES[catalogue::FILES.len() - 1];
    assert_eq!(first(&Source::Catalogue), (1, newest.to_owned()));
}

#[test]
fn hidden_folders_are_left_alone_unless_named() {
    let folder = folder(&[(".git/a.md", b"# A"), ("b.md", b"# B")]);
    assert_eq!(loaded(&[folder.path()]).0, ["b.md"]);
    assert_eq!(loaded(&[&folder.path().join(".git")]).0, ["a.md"]);
}

#[test]
fn a_single_file_is_read_whatever_its_extension() {
    let folder = folder(&[("notes.txt", b"# A")]);
    assert_eq!(loaded(&[&folder.path().join("notes.txt")]).0, ["notes.txt"]);
}

#[test]
fn a_file_reached_twice_is_read_once() {
    let folder = folder(&[("a.md", b"# A")]);
    assert_eq!(loaded(&[folder.path(), folder.path()]).0, ["a.md"]);
}

#[test]
fn bad_utf8_is_read_and_said() {
    let folder = folder(&[("a.md", b"# A\nb\xff"), ("b.md", b"# B")]);
    let (files, problems, _) = loaded(&[folder.path()]);
    assert_eq!(files, ["b.md", "a.md"]);
    assert!(!problems[0].skipped);
    assert_eq!(problems[0].line, Some(2));
    assert!(problems[0].reason.starts_with("not UTF-8"), "{problems:?}");
}

#[test]
fn what_cannot_be_read_is_reported_and_does_not_stop_the_others() {
    let long = vec![b'a'; usize::try_from(MAX_FILE).unwrap() + 1];
    let folder = folder(&[("a.md", &long), ("b.md", b"\xff\xfe#\0"), ("c.md", b"# C")]);
    let (files, problems, finished) = loaded(&[folder.path()]);
    assert_eq!((files, finished), (vec!["c.md".to_owned()], true));
    assert_eq!(problems.len(), 2);
    assert!(problems.iter().all(|problem| problem.skipped));
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_back_is_reported_and_ends() {
    let folder = folder(&[("a.md", b"# A")]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
    let (files, problems, _) = loaded(&[folder.path()]);
    assert_eq!(files, ["a.md"]);
    assert!(problems[0].reason.contains("symbolic link"), "{problems:?}");
}

#[cfg(unix)]
#[test]
fn a_pipe_named_like_notes_is_not_waited_for() {
    let folder = folder(&[]);
    let pipe = folder.path().join("pipe.md");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let (_, problems, finished) = loaded(&[folder.path()]);
    assert_eq!(problems[0].reason, "not a regular file");
    assert!(finished);
    assert_eq!(check_file(&pipe), Err("not a regular file".to_owned()));
}

#[test]
fn a_file_name_cannot_carry_an_escape_sequence() {
    let folder = folder(&[("a\u{1b}]0;x\u{7}b.md", b"# A")]);
    assert_eq!(loaded(&[folder.path()]).0, ["ab.md"]);
}

#[test]
fn a_listener_that_breaks_ends_the_load() {
    let mut events = 0;
    let _ = load(&Source::Catalogue, |_| {
        events += 1;
        ControlFlow::Break(())
    });
    assert_eq!(events, 1);
}

#[test]
fn the_notes_of_a_page_are_read_again_from_their_source() {
    let folder = folder(&[("a.md", b"Title: A\r\n\r\nnotes")]);
    let source = Source::paths(vec![folder.path().to_owned()]);
    let path = folder.path().join("a.md");
    let notes = read_notes(&source, &path).unwrap();
    assert_eq!((notes.episode.title.as_str(), notes.markdown.as_str()), ("A", "notes\n"));
    fs::remove_file(&path).unwrap();
    assert_eq!(read_notes(&source, &path), Err("no such file or folder".to_owned()));
    let (name, _) = catalogue::FILES[0];
    assert!(read_notes(&Source::Catalogue, Path::new(name)).is_ok());
}

#[test]
fn a_named_file_must_be_text() {
    let folder = folder(&[("good.md", "# Ü".as_bytes()), ("bad.md", b"\x80")]);
    assert_eq!(check_file(&folder.path().join("good.md")), Ok(()));
    assert!(check_file(&folder.path().join("bad.md")).is_err());
    assert!(check_file(&folder.path().join("none.md")).is_err());
}

#[test]
fn many_files_are_read_on_two_threads_each_once() {
    let folder = folder(&[]);
    let names: Vec<String> = (0..=SHARED_FROM + TURN).map(|at| format!("{at:04}.md")).collect();
    for name in &names {
        fs::write(folder.path().join(name), "# A").unwrap();
    }
    fs::write(folder.path().join("utf16.md"), b"\xff\xfeA\0").unwrap();
    let (mut files, problems, finished) = loaded(&[folder.path()]);
    files.sort();
    assert_eq!((files, problems.len(), finished), (names, 1, true));
    let mut events = 0;
    let _ = load(&Source::paths(vec![folder.path().to_owned()]), |event| {
        events += 1;
        match event {
            LoadEvent::Loaded(_) => ControlFlow::Break(()),
            _other => ControlFlow::Continue(()),
        }
    });
    assert!(events >= 3);
}
