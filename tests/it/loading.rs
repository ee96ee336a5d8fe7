//! Loading: streaming in, reading again, files that come, change and go.

use std::fs;
use std::path::Path;

use ratatui::layout::Size;
use shownotes::app::{Body, Message, Model, PageNotes, settle, update};
use shownotes::library::{Item, Parcel};
use shownotes::loader::{self, LoadEvent, Source};

use crate::session::Session;

const WSGI: &str = "WSGI 2.0";

/// Every episode of the catalogue, each by itself.
pub(crate) fn catalogue() -> Vec<Parcel> {
    let parcel = |&(name, text): &(&str, &str)| {
        let mut parcel = Parcel::default();
        parcel.add(Path::new(name).into(), 0, &shownotes::notes::index(name, text));
        parcel
    };
    shownotes::catalogue::FILES.iter().map(parcel).collect()
}

#[test]
fn a_reload_keeps_the_selected_link_though_others_come_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    let notes = |picks: &str| format!("Title: T\n\n### Picks\n- Ann Lee\n{picks}");
    let two = "    - [b](https://b.example)\n    - [c](https://c.example)\n";
    fs::write(&path, notes(two)).unwrap();
    let mut session = Session::folder(folder.path(), 80, 24);
    session.keys("<tab><tab>j");
    fs::write(&path, notes(&format!("    - [a](https://a.example)\n{two}"))).unwrap();
    session.keys("r");
    assert_eq!(session.model.selected_address().unwrap().as_str(), "https://c.example");
}

#[test]
fn better_matches_that_are_still_being_read_come_first() {
    let mut all = catalogue();
    let at = all.iter().position(|entry| entry.files().any(|file| file.contains("43"))).unwrap();
    let wsgi = all.remove(at);
    let mut session = Session::unanswered(80, 24);
    session.send(Message::Load(1, LoadEvent::Loaded(all)));
    session.keys("/wsgi");
    session.send(Message::Load(1, LoadEvent::Loaded(vec![wsgi])));
    assert_eq!(session.selected(), WSGI);
}

#[test]
fn what_is_read_in_one_burst_is_matched_once() {
    let (mut model, _) = Model::new(Size { width: 80, height: 24 }, String::new(), None);
    for parcel in catalogue() {
        update(&mut model, Message::Load(1, LoadEvent::Loaded(vec![parcel])));
    }
    assert!(model.list().rows.is_empty(), "a list was made for each batch");
    settle(&mut model);
    assert_eq!(model.list().rows.len(), 81);
}

#[test]
fn a_reload_keeps_the_selection_the_scroll_and_the_selected_link() {
    let mut session = Session::new(120, 40);
    session.keys("/wsgi<enter><esc><space><tab><tab>jjj");
    let before = session.screen();
    let link = session.model.selected_address();
    session.keys("r");
    assert_eq!(session.selected(), WSGI);
    assert_eq!(session.model.selected_address(), link);
    assert!(session.status().contains("Read 81 episodes again"));
    session.keys("<ctrl+l>");
    assert_eq!(session.screen(), before);
}

#[test]
fn a_reload_sees_what_was_added_changed_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, title: &str, date: &str| {
        let text = format!("Title: {title}\nDate: {date}\n\n### Summary\nOf {title}.\n");
        fs::write(folder.path().join(name), text).unwrap();
    };
    write("a.md", "First", "2015-01-01");
    write("b.md", "Second", "2015-02-01");
    let mut session = Session::folder(folder.path(), 80, 24);
    session.keys("j");
    assert_eq!(session.selected(), "First");
    write("c.md", "Third", "2015-03-01");
    write("a.md", "First, revised", "2015-01-01");
    fs::remove_file(folder.path().join("b.md")).unwrap();
    session.keys("r");
    assert_eq!(session.selected(), "First, revised");
    assert!(session.screen().contains("Of First, revised."));
    assert!(session.screen().contains("Third"));
    assert!(!session.screen().contains("Second"));
}

#[test]
fn when_the_selected_episode_is_gone_its_neighbour_is_selected() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b", "c"] {
        let text = format!("Title: {name}\nDate: 2015-01-01\n");
        fs::write(folder.path().join(format!("{name}.md")), text).unwrap();
    }
    let mut session = Session::folder(folder.path(), 80, 24);
    session.keys("j");
    assert_eq!(session.selected(), "b");
    fs::remove_file(folder.path().join("b.md")).unwrap();
    session.keys("r");
    assert_eq!(session.selected(), "c");
}

#[test]
fn a_file_that_cannot_be_read_is_listed_with_its_reason_and_the_others_are_there() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.md"), "Title: Good\n").unwrap();
    fs::write(folder.path().join("utf16.md"), b"\xff\xfeT\0").unwrap();
    fs::write(folder.path().join("latin.md"), b"Title: Fad\xf3\n").unwrap();
    let mut session = Session::folder(folder.path(), 80, 24);
    assert_eq!(session.model.list().rows.len(), 2);
    assert!(session.status().contains("utf16.md could not be read: written in UTF-16"));
    session.keys("!");
    let screen = session.screen();
    assert!(screen.contains("utf16.md: written in UTF-16; save it as UTF-8"), "{screen}");
    assert!(screen.contains("latin.md:1: not UTF-8"), "{screen}");
}

#[test]
fn names_with_accents_as_characters_of_their_own_are_names() {
    let folder = tempfile::tempdir().unwrap();
    let notes = "Title: T\n\n### Brief Introduction\n- Interview with Jose\u{301} Garci\u{301}a\n";
    fs::write(folder.path().join("a.md"), notes).unwrap();
    let mut session = Session::folder(folder.path(), 80, 24);
    session.keys("p");
    assert_eq!(session.selected(), "Jos\u{e9} Garc\u{ed}a");
}

#[test]
fn notes_that_vanish_are_said_on_their_page() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "Title: A\nDate: 2015-01-02\n").unwrap();
    fs::write(folder.path().join("b.md"), "Title: B\nDate: 2015-01-01\n").unwrap();
    let mut session = Session::folder(folder.path(), 80, 24);
    fs::remove_file(folder.path().join("b.md")).unwrap();
    session.keys("j");
    assert_eq!(session.selected(), "B");
    assert!(session.screen().contains("The notes could not be read: no such"));
}

#[test]
fn episodes_that_stream_in_leave_the_selection_where_it_is() {
    let mut all = catalogue();
    let newer = all.drain(..40).collect();
    let mut session = Session::unanswered(80, 24);
    session.send(Message::Load(1, LoadEvent::Found(81)));
    session.send(Message::Load(1, LoadEvent::Loaded(all)));
    session.keys("jjjj");
    let (selected, cell) = (session.selected(), session.find("▌"));
    session.send(Message::Load(1, LoadEvent::Loaded(newer)));
    assert_eq!((session.selected(), session.find("▌")), (selected, cell));
}

#[test]
fn until_something_is_chosen_the_newest_episode_is_selected() {
    let mut all = catalogue();
    let newer = all.drain(..40).collect();
    let mut session = Session::unanswered(80, 24);
    session.send(Message::Load(1, LoadEvent::Loaded(all)));
    session.send(Message::Load(1, LoadEvent::Loaded(newer)));
    assert_eq!(session.model.list().cursor, 0);
    assert_eq!(session.selected(), "Python for GIS with Sean Gillies");
}

#[test]
fn what_an_earlier_load_still_says_is_ignored() {
    let mut session = Session::new(80, 24);
    session.recorder.answering = false;
    session.keys("r");
    session.send(Message::Load(1, LoadEvent::Finished));
    assert!(session.model.loading.running);
    assert_eq!(session.model.library.len(), 81);
}

#[test]
fn notes_that_arrive_for_another_page_are_ignored() {
    let mut session = Session::new(80, 24);
    let Item::Episode(id) = session.model.page.as_ref().unwrap().item else {
        panic!("the first page is an episode's");
    };
    session.recorder.answering = false;
    session.keys("j");
    session.send(Message::Notes(id, Err("of another page".to_owned())));
    assert_eq!(session.model.page.as_ref().unwrap().notes, PageNotes::Waiting);
}

#[test]
fn a_page_stays_as_it_is_until_it_is_laid_out_for_another_width() {
    let mut session = Session::new(120, 40);
    let lines = session.model.page.as_ref().unwrap().document.lines.clone();
    session.recorder.answering = false;
    session.resize(112, 40);
    let page = session.model.page.as_ref().unwrap();
    assert!(page.is_awaited());
    assert_eq!(page.document.lines, lines);
    session.recorder.answering = true;
    session.resize(111, 40);
    let page = session.model.page.as_ref().unwrap();
    assert!(!page.is_awaited());
    assert_ne!(page.document.lines, lines);
    session.resize(120, 40);
    assert_eq!(session.model.page.as_ref().unwrap().document.lines, lines);
}

#[test]
fn notes_laid_out_for_a_width_of_the_past_are_ignored() {
    let mut session = Session::new(120, 40);
    let Item::Episode(id) = session.model.page.as_ref().unwrap().item else {
        panic!("the first page is an episode's");
    };
    let path = session.model.library.get(id).unwrap().path().clone();
    let lines = session.model.page.as_ref().unwrap().document.lines.clone();
    let notes = loader::read_notes(&Source::Catalogue, &path).unwrap();
    session.send(Message::Notes(id, Ok(Box::new(Body::new(notes, 10)))));
    assert_eq!(session.model.page.as_ref().unwrap().document.lines, lines);
}

#[test]
fn scrolling_and_the_selected_link_outlast_another_width() {
    let mut session = Session::new(120, 20);
    session.keys("<tab><down><down>nn");
    let page = session.model.page.as_ref().unwrap();
    let (scroll, link) = (page.scroll, page.link);
    assert!(scroll > 0);
    session.resize(122, 20);
    let page = session.model.page.as_ref().unwrap();
    assert_eq!((page.scroll, page.link), (scroll, link));
}

/// The first words of the page on show, from the first line shown.
fn first_word(session: &Session) -> String {
    let page = session.model.page.as_ref().unwrap();
    let lines = page.document.lines.iter().skip(page.scroll);
    let text: String = lines.map(|line| line.to_string() + " ").collect();
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.next().unwrap().to_owned()
}

#[test]
fn another_width_shows_the_same_text_and_the_width_that_was_the_same_lines() {
    let mut session = Session::new(120, 20);
    let scroll = |session: &Session| session.model.page.as_ref().unwrap().scroll;
    session.keys("<tab>");
    let mut moved = 0;
    loop {
        let (before, word) = (scroll(&session), first_word(&session));
        for width in [100, 86, 70] {
            session.resize(width, 20);
            let page = session.model.page.as_ref().unwrap();
            let lines = page.document.lines.iter().skip(page.scroll).take(2);
            let top: String = lines.map(|line| line.to_string() + " ").collect();
            assert!(top.contains(&word), "{word:?} of row {before} became {top:?}");
        }
        moved += usize::from(scroll(&session) != before);
        session.resize(120, 20);
        assert_eq!(scroll(&session), before);
        session.keys("j");
        // Where a wider page ends sooner, its end is shown.
        if scroll(&session) == before || before > 25 {
            break;
        }
    }
    assert!(moved > 10, "every width breaks the lines alike");
    // Where somebody has scrolled since is where it is now.
    let before = scroll(&session);
    session.resize(86, 20).keys("kk").resize(120, 20);
    assert!(scroll(&session) < before);
}

#[test]
fn a_page_that_is_come_back_to_in_another_width_shows_what_it_showed() {
    let mut session = Session::new(120, 20);
    session.keys(&format!("<tab>{}", "j".repeat(25)));
    let word = first_word(&session);
    session.keys("p").resize(70, 20).keys("<backspace>");
    let page = session.model.page.as_ref().unwrap();
    let lines = page.document.lines.iter().skip(page.scroll).take(2);
    let top: String = lines.map(|line| line.to_string() + " ").collect();
    assert!(top.contains(&word), "{word:?} became {top:?}");
}

#[test]
fn another_width_stays_at_the_match_that_was_walked_to() {
    let mut session = Session::new(120, 20);
    session.keys("/text:python<enter><tab>nn");
    let at = session.model.page.as_ref().unwrap().at_match;
    assert_eq!(at, Some(2));
    session.resize(90, 20);
    assert_eq!(session.model.page.as_ref().unwrap().at_match, at);
}
