//! Keys that come before the notes they are meant for.

use std::sync::mpsc::{Receiver, channel, sync_channel};

use crossterm::event::{MouseButton, MouseEventKind};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use shownotes::app::{Effect, Message, give_up};
use shownotes::keymap::Key;
use shownotes::library::Item;
use shownotes::loader::{LoadEvent, Source};
use shownotes::run::{self, End, Incoming, Perform, Turn};

use crate::loading::catalogue;
use crate::session::{Session, read};

const SEAN_S_MAIL: &str = "mailto:sean.gillies@gmail.com";

/// The catalogue, at an episode whose notes are not read yet.
fn at_unread_notes() -> Session {
    let mut session = Session::new(120, 40);
    session.recorder.answering = false;
    session.keys("j");
    session
}

/// What is said when the notes of the page on show are read, well or not.
fn answer(session: &Session, is_readable: bool) -> Message {
    let Some(Item::Episode(id)) = session.model.page.as_ref().map(|page| page.item) else {
        panic!("no episode is on show");
    };
    if !is_readable {
        return Message::Notes(id, Err("it cannot be read".to_owned()));
    }
    let path = session.model.library.get(id).unwrap().path();
    read(&Source::Catalogue, id, path, session.model.page_width())
}

/// Notes, whenever a link is opened, whether more keys may be read already.
struct Watcher {
    returned: Receiver<()>,
    went_on: Vec<bool>,
}

impl Perform<TestBackend> for Watcher {
    fn perform(
        &mut self,
        effect: Effect,
        _: &mut Terminal<TestBackend>,
    ) -> Result<(), std::convert::Infallible> {
        if let Effect::Open(_) = effect {
            self.went_on.push(self.returned.try_recv().is_ok());
        }
        Ok(())
    }
}

#[test]
fn no_more_keys_are_read_before_the_link_that_waited_is_opened() {
    let mut session = at_unread_notes();
    let (give_back, returned) = sync_channel(1);
    let (sender, inbox) = channel();
    let label = Message::Key(Key::char('1'));
    // What is performed between the two must not let anybody go on.
    let between = Message::Resize(session.model.size);
    sender.send(Incoming::Input(vec![label], Turn::new(give_back))).unwrap();
    sender.send(Incoming::Message(between)).unwrap();
    sender.send(Incoming::Message(answer(&session, true))).unwrap();
    drop(sender);
    let mut watcher = Watcher { returned, went_on: Vec::new() };
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    run::run(&mut terminal, &mut session.model, Vec::new(), &inbox, &mut watcher).unwrap();
    assert_eq!(watcher.went_on, [false]);
    assert!(watcher.returned.try_recv().is_ok(), "the turn never came back");
}

#[test]
fn a_label_typed_with_the_move_to_an_episode_opens_a_link_of_that_episode() {
    let mut session = Session::new(120, 40);
    session.keys_at_once("j1");
    let first = session.recorder.opened.clone();
    let mut slowly = Session::new(120, 40);
    slowly.keys("j").keys("1");
    assert_eq!(first, slowly.recorder.opened);
    assert_eq!(first.len(), 1);
}

#[test]
fn everything_typed_at_once_happens_in_its_order() {
    let mut session = Session::new(120, 40);
    session.keys_at_once("1j1k1q");
    let opened = &session.recorder.opened;
    assert_eq!(opened.len(), 3, "{opened:?}");
    assert_eq!([opened[0].as_str(), opened[2].as_str()], [SEAN_S_MAIL, SEAN_S_MAIL]);
    assert_ne!(opened[1], SEAN_S_MAIL);
    assert_eq!(session.ended, Some(End::Asked));
}

#[test]
fn a_label_waits_for_the_notes_and_what_is_typed_behind_it_for_the_label() {
    let mut session = at_unread_notes();
    session.keys("2G");
    assert!(session.model.is_waiting());
    assert!(session.screen().contains(" 2/81 "), "the last key waits, too");
    assert!(session.screen().contains("Reading the notes…"));
    session.send(answer(&session, true));
    assert_eq!(session.recorder.opened.len(), 1);
    assert!(session.screen().contains(" 81/81 "));
}

#[test]
fn a_label_typed_before_anything_is_found_opens_a_link_of_the_best_match() {
    let mut session = Session::unanswered(120, 40);
    session.keys_at_once("/wsgi<enter>1");
    session.recorder.answering = true;
    let (best, others): (Vec<_>, Vec<_>) =
        catalogue().into_iter().partition(|parcel| parcel.files().any(|file| file.contains("43")));
    for event in [LoadEvent::Loaded(others), LoadEvent::Loaded(best)] {
        session.send(Message::Load(1, event));
        assert!(session.model.page.is_some());
        assert!(session.recorder.opened.is_empty(), "not all has been read");
    }
    session.send(Message::Load(1, LoadEvent::Finished));
    assert_eq!(session.recorder.opened, ["https://twitter.com/lukasaoz"]);
    // What is on show then need not wait for another reading.
    session.recorder.answering = false;
    session.keys("r1");
    assert_eq!(session.recorder.opened.len(), 2);
}

#[test]
fn a_newer_episode_does_not_take_the_place_of_the_one_a_label_was_typed_for() {
    let mut session = Session::unanswered(120, 40);
    let mut all = catalogue();
    let newest = all.pop().unwrap();
    session.send(Message::Load(1, LoadEvent::Loaded(all)));
    let title = session.selected();
    session.keys("1").send(Message::Load(1, LoadEvent::Loaded(vec![newest])));
    assert_eq!(session.selected(), title);
    session.send(answer(&session, true));
    assert_eq!(session.recorder.opened, ["http://www.twobraids.com/"]);
}

#[test]
fn what_is_on_show_while_others_are_read_is_opened_at_once() {
    let mut session = Session::unanswered(120, 40);
    session.recorder.answering = true;
    session.send(Message::Load(1, LoadEvent::Loaded(catalogue()))).keys("1");
    assert_eq!(session.recorder.opened, [SEAN_S_MAIL]);
}

#[test]
fn moving_on_waits_for_no_notes() {
    let mut session = at_unread_notes();
    session.keys("jjk<tab><tab><tab>G");
    assert!(session.screen().contains(" 81/81 "));
}

#[test]
fn scrolling_and_walking_links_wait_for_the_notes() {
    for keys in [" ", "n", "f", "y", "<tab>G", "<tab><enter>", ":copy the<enter>"] {
        let mut session = at_unread_notes();
        session.keys(keys);
        assert!(session.model.is_waiting(), "{keys}");
        session.send(answer(&session, true));
        assert!(!session.model.is_waiting(), "{keys}");
    }
}

#[test]
fn moves_typed_before_anything_is_read_come_before_the_label_behind_them() {
    for (keys, selected) in [("jj1", 2), ("G1", 80), ("]1", 1)] {
        let mut session = Session::unanswered(120, 40);
        session.keys_at_once(keys);
        session.recorder.answering = true;
        session.send(Message::Load(1, LoadEvent::Loaded(catalogue())));
        session.send(Message::Load(1, LoadEvent::Finished));
        assert_eq!(session.model.list().cursor, selected, "{keys}");
        let page = &session.model.page.as_ref().unwrap().links;
        let first = page.labelled('1').and_then(|row| session.address(row));
        assert_eq!(session.recorder.opened.first().map(String::as_str), first, "{keys}");
    }
}

#[test]
fn what_has_waited_too_long_is_given_up_and_that_is_said() {
    let mut session = at_unread_notes();
    session.keys("1G");
    give_up(&mut session.model);
    assert!(!session.model.is_waiting());
    session.send(Message::Resize(Size { width: 120, height: 40 }));
    assert!(session.status().contains("press that again"), "{}", session.status());
    session.send(answer(&session, true));
    assert!(session.recorder.opened.is_empty());
    assert!(session.screen().contains(" 2/81 "));
    session.keys("1");
    assert_eq!(session.recorder.opened.len(), 1);
}

#[test]
fn a_click_meanwhile_is_not_done_on_another_screen() {
    let mut session = at_unread_notes();
    let cell = session.find("Lorena Mesa");
    session.keys("1").mouse(MouseEventKind::Down(MouseButton::Left), cell);
    session.send(answer(&session, true));
    assert_eq!(session.recorder.opened.len(), 1);
    assert!(session.screen().contains(" 2/81 "));
}

#[test]
fn an_action_clicked_in_the_palette_waits_for_the_notes() {
    let mut session = at_unread_notes();
    session.keys(":").click("Copy the selected link");
    assert!(session.model.is_waiting());
    session.send(answer(&session, true));
    assert_eq!(session.recorder.copied.len(), 1);
}

#[test]
fn a_label_for_notes_that_turn_out_to_be_unreadable_leads_where_it_says_then() {
    let mut session = at_unread_notes();
    session.keys("1");
    session.send(answer(&session, false));
    // The first link left is the host's page.
    assert_eq!(session.selected(), "Tobias Macey");
}
