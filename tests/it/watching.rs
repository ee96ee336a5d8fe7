//! Notes that change on disk while they are on show.

use std::fs;
use std::path::{Path, PathBuf};

use shownotes::app::Message;
use shownotes::loader::Changed;
use tempfile::TempDir;

use crate::session::Session;

/// Episodes of this title and day of a month, in files `1.md` and so on.
fn folder(episodes: &[(&str, u8)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (at, (title, day)) in episodes.iter().enumerate() {
        write(folder.path(), &format!("{}.md", at + 1), &notes(title, *day));
    }
    folder
}

fn notes(title: &str, day: u8) -> String {
    let rows: Vec<String> = (0..60).map(|row| format!("row {row}\n\n")).collect();
    let rows = rows.concat();
    let links = "- [a](https://a.example)\n- [b](https://b.example)\n";
    format!("Title: {title}\nDate: 2016-01-{day:02}\n\n### Links\n{links}\n### Summary\n{rows}")
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path
}

fn changed(files: &[PathBuf]) -> Message {
    Message::FilesChanged(Changed::Files(files.to_vec()))
}

fn titles(session: &Session) -> Vec<String> {
    let library = &session.model.library;
    let title = |&id| library.get(id).unwrap().title().to_owned();
    library.episodes().iter().map(title).collect()
}

#[test]
fn a_changed_file_is_read_again_and_nothing_else_moves() {
    let folder = folder(&[("One", 3), ("Two", 2), ("Three", 1)]);
    let mut session = Session::folder(folder.path(), 120, 24);
    session.keys("j<tab><space><space><tab>j");
    let page = session.model.page.as_ref().unwrap().scroll;
    let (selected, pages) = (session.model.selected_address(), session.recorder.pages_read);
    assert!(page > 0 && selected.is_some());
    let file = write(folder.path(), "1.md", &notes("One, revised", 3));
    session.send(changed(std::slice::from_ref(&file)));
    assert_eq!(titles(&session), ["One, revised", "Two", "Three"]);
    assert_eq!(session.selected(), "Two");
    assert_eq!(session.model.page.as_ref().unwrap().scroll, page);
    assert_eq!(session.model.selected_address(), selected);
    assert_eq!(session.recorder.reread, [file]);
    assert_eq!(session.recorder.pages_read, pages, "the page on show has not changed");
    assert_eq!(session.model.notice, None);
}

#[test]
fn the_page_on_show_is_read_again_where_it_is() {
    let folder = folder(&[("One", 1)]);
    let mut session = Session::folder(folder.path(), 120, 24);
    session.keys("<tab><space><tab>j");
    let scroll = session.model.page.as_ref().unwrap().scroll;
    let link = session.model.selected_address();
    let text = notes("One", 1).replace("row 12", "row twelve");
    session.send(changed(&[write(folder.path(), "1.md", &text)]));
    assert!(session.screen().contains("row twelve"), "{}", session.screen());
    assert_eq!(session.model.page.as_ref().unwrap().scroll, scroll);
    assert_eq!(session.model.selected_address(), link);
}

#[test]
fn a_newer_episode_does_not_take_the_place_of_the_one_being_read() {
    let folder = folder(&[("One", 1)]);
    let mut session = Session::folder(folder.path(), 120, 24);
    assert_eq!(session.selected(), "One");
    session.send(changed(&[write(folder.path(), "2.md", &notes("Two", 2))]));
    assert_eq!((session.selected().as_str(), titles(&session).len()), ("One", 2));
    write(folder.path(), "3.md", &notes("Three", 3));
    session.send(Message::FilesChanged(Changed::Everything));
    assert_eq!((session.selected().as_str(), titles(&session).len()), ("One", 3));
    assert_eq!(session.model.notice, None);
}

#[test]
fn a_file_that_is_gone_takes_its_episode_along() {
    let folder = folder(&[("One", 3), ("Two", 2), ("Three", 1)]);
    let mut session = Session::folder(folder.path(), 80, 24);
    session.keys("j");
    let file = folder.path().join("2.md");
    fs::remove_file(&file).unwrap();
    session.send(changed(&[file]));
    assert_eq!(titles(&session), ["One", "Three"]);
    assert_eq!(session.selected(), "Three");
}

#[test]
fn that_a_file_could_not_be_read_is_taken_back_when_it_can_be() {
    let folder = folder(&[("One", 2), ("Two", 1), ("Three", 3)]);
    let mut session = Session::folder(folder.path(), 80, 24);
    for (name, told) in [("1.md", "1.md"), ("3.md", "2 files")] {
        fs::write(folder.path().join(name), [0xff, 0xfe, 0x41]).unwrap();
        session.send(changed(&[folder.path().join(name)]));
        assert!(session.status().contains(&format!("{told} could not be read")), "{told}");
    }
    session.send(changed(&[write(folder.path(), "3.md", &notes("Three", 3))]));
    assert!(session.status().contains("1.md could not be read"), "{}", session.screen());
    session.send(changed(&[write(folder.path(), "2.md", &notes("Two", 1))]));
    assert!(session.status().contains("1.md could not be read"), "{}", session.screen());
    session.send(changed(&[write(folder.path(), "1.md", &notes("One", 2))]));
    assert!(!session.status().contains("could not be read"), "{}", session.screen());
}

#[test]
fn problems_and_repairs_are_told_anew_not_twice() {
    let folder = tempfile::tempdir().unwrap();
    let damaged = b"Title: One\n\n###Picks\xff\n".as_slice();
    let file = folder.path().join("1.md");
    fs::write(&file, damaged).unwrap();
    let mut session = Session::folder(folder.path(), 100, 24);
    session.keys("!");
    let told = session.screen();
    assert!(told.contains("not UTF-8") && told.contains("1.md:3: no space after ###"), "{told}");
    session.send(changed(std::slice::from_ref(&file)));
    assert_eq!(session.screen(), told);
    fs::write(&file, "Title: One\nDate: 2016-01-01\n").unwrap();
    session.send(changed(std::slice::from_ref(&file)));
    assert!(session.screen().contains("Every file was read as it stands"), "{}", session.screen());
    fs::write(&file, b"\xff\xfeT\0").unwrap();
    session.send(changed(&[file]));
    assert!(session.screen().contains("written in UTF-16"), "{}", session.screen());
    assert!(session.model.library.is_empty());
}

#[test]
fn changes_while_everything_is_being_read_are_read_when_that_is_done() {
    let folder = folder(&[("One", 1)]);
    let mut session = Session::folder(folder.path(), 80, 24);
    session.recorder.answering = false;
    session.keys("r");
    let (first, second) = (folder.path().join("1.md"), folder.path().join("2.md"));
    session.send(changed(std::slice::from_ref(&first)));
    session.send(changed(&[first.clone(), second.clone()]));
    session.recorder.answering = true;
    assert!(session.recorder.reread.is_empty());
    let number = session.model.loading.number;
    session.send(Message::Load(number, shownotes::loader::LoadEvent::Finished));
    assert_eq!(session.recorder.reread, [first, second]);
}

#[test]
fn an_answer_that_a_reload_has_overtaken_is_ignored() {
    let folder = folder(&[("One", 1)]);
    let mut session = Session::folder(folder.path(), 80, 24);
    session.recorder.answering = false;
    let file = folder.path().join("1.md");
    session.send(changed(std::slice::from_ref(&file)));
    let number = session.model.loading.number;
    session.recorder.answering = true;
    session.keys("r");
    let gone = shownotes::loader::Again { files: vec![file], ..Default::default() };
    session.send(Message::Again(number, Box::new(gone)));
    assert_eq!(titles(&session), ["One"]);
}

#[test]
fn a_search_through_the_notes_follows_them() {
    let folder = folder(&[("One", 2), ("Two", 1)]);
    let mut session = Session::folder(folder.path(), 80, 24);
    session.keys("/text:walnut<enter>");
    assert!(session.model.list().rows.is_empty());
    let text = notes("Two", 1).replace("row 12", "a walnut");
    session.send(changed(&[write(folder.path(), "2.md", &text)]));
    assert_eq!(session.selected(), "Two");
    session.send(changed(&[write(folder.path(), "2.md", &notes("Two", 1))]));
    assert!(session.model.list().rows.is_empty(), "{}", session.screen());
}

#[test]
fn that_changes_are_not_noticed_is_said() {
    let mut session = Session::new(100, 24);
    session.send(Message::NotWatched("too many open files".to_owned()));
    let told = "Changes on disk are not followed (too many open files); r reads the files again";
    assert!(session.status().contains(told), "{}", session.status());
}

#[test]
fn a_page_that_changes_after_a_resize_stays_at_its_row() {
    let folder = folder(&[("One", 3)]);
    let mut session = Session::folder(folder.path(), 120, 24);
    session.keys("<tab><space><space>").resize(110, 24);
    let scroll = session.model.page.as_ref().unwrap().scroll;
    assert!(scroll > 0);
    let longer = notes("One", 3).replace("row 0\n", "row 0 with many more letters than before\n");
    let file = write(folder.path(), "1.md", &longer);
    session.send(changed(std::slice::from_ref(&file)));
    assert_eq!(session.model.page.as_ref().unwrap().scroll, scroll);
}

#[test]
fn a_page_that_became_shorter_before_it_is_come_back_to_shows_its_end() {
    let folder = folder(&[("One", 3)]);
    let mut session = Session::folder(folder.path(), 120, 24);
    session.keys("<tab>Gt");
    let notes = notes("One", 3);
    let (shorter, _) = notes.split_once("row 20").unwrap();
    let file = write(folder.path(), "1.md", shorter);
    session.send(changed(std::slice::from_ref(&file)));
    session.resize(110, 24).keys("<backspace>");
    assert!(session.screen().contains("row 19"), "{}", session.screen());
}

#[test]
fn a_tag_that_comes_back_is_found_by_its_words() {
    let folder = folder(&[("One", 3), ("Two", 2)]);
    let tagged = notes("One", 3).replace("Date:", "Tags: Zed, Web\nDate:");
    let file = write(folder.path(), "1.md", &tagged);
    let mut session = Session::folder(folder.path(), 120, 24);
    session.keys("t");
    fs::remove_file(&file).unwrap();
    session.send(changed(std::slice::from_ref(&file)));
    assert!(session.model.list().rows.is_empty());
    fs::write(&file, tagged).unwrap();
    session.send(changed(std::slice::from_ref(&file)));
    session.keys("/zed");
    assert_eq!(session.selected(), "Zed");
}
