//! Filtering: typed, kept, dropped, edited.

use std::iter;
use std::path::Path;

use ratatui::layout::Size;
use shownotes::app::{Layer, Message, Model, prepare, settle, update};
use shownotes::episode::Outline;
use shownotes::library::{Item, Parcel};
use shownotes::loader::LoadEvent;

use crate::session::Session;

const WSGI: &str = "WSGI 2.0";

#[test]
fn a_dropped_filter_returns_to_the_episode_it_started_from() {
    let mut session = Session::new(80, 24);
    session.keys("jjjjj");
    let before = (session.selected(), session.screen());
    session.keys("/wsgi");
    assert_eq!(session.selected(), WSGI);
    session.keys("<esc>");
    assert_eq!((session.selected(), session.screen()), before);
}

#[test]
fn a_kept_filter_that_is_dropped_later_stays_on_the_episode_found() {
    let mut session = Session::new(80, 24);
    session.keys("jj/wsgi<enter>");
    assert_eq!(session.model.layer, Layer::Browse);
    session.keys("<esc>");
    assert_eq!(session.selected(), WSGI);
    assert_eq!(session.model.list().rows.len(), 81);
    assert!(session.screen().contains("WSGI 2.0"));
}

#[test]
fn a_filter_that_was_kept_comes_back_when_another_is_dropped() {
    let mut session = Session::new(80, 24);
    session.keys("/#web<enter>j");
    let before = (session.selected(), session.screen());
    session.keys("/ wsgi");
    assert_ne!(session.screen(), before.1);
    session.keys("<esc>");
    assert_eq!((session.selected(), session.screen()), before);
    session.keys("<esc>");
    assert_eq!((session.selected(), session.model.list().rows.len()), (before.0, 81));
}

#[test]
fn an_order_that_is_asked_for_goes_before_how_well_a_row_matches() {
    let dates = |session: &Session| {
        let library = &session.model.library;
        let rows = session.model.list().rows.clone().into_iter();
        rows.map(|row| match row {
            Item::Episode(id) => library.get(id).and_then(|entry| entry.date),
            _ => None,
        })
        .collect::<Vec<_>>()
    };
    let mut session = Session::new(80, 24);
    session.keys("/web<enter>");
    assert!(session.screen().contains("best match first") && !dates(&session).is_sorted());
    session.keys("o");
    assert!(session.screen().contains("newest first"));
    assert!(dates(&session).into_iter().rev().is_sorted());
    session.keys("o");
    assert!(session.screen().contains("oldest first") && dates(&session).is_sorted());
    session.keys("ooo");
    assert!(session.screen().contains("best match first"));
    session.keys("oo<esc>/web");
    assert!(session.screen().contains("best match first"), "a new filter begins with the best");
}

#[test]
fn a_filter_emptied_by_hand_shows_everything_as_it_was() {
    let mut session = Session::new(80, 24);
    session.keys("Gkkk");
    let before = (session.selected(), session.model.list().offset);
    session.keys("/wsgi<backspace><backspace><backspace><backspace>");
    assert_eq!(session.model.list().rows.len(), 81);
    assert_eq!(session.selected(), before.0);
    assert!(session.is_in_sight());
}

#[test]
fn a_filter_without_match_says_so_and_esc_leaves_it() {
    let mut session = Session::new(80, 24);
    session.keys("/zzzzqqq");
    assert!(session.screen().contains("No episode matches."));
    assert!(session.screen().contains("Esc drops the filter."));
    session.keys("1<tab><enter>");
    assert!(session.recorder.opened.is_empty());
    session.keys("<esc>");
    assert_ne!(session.selected(), "");
}

#[test]
fn digits_and_capitals_typed_into_a_filter_open_nothing() {
    let mut session = Session::new(80, 24);
    session.keys("/43A");
    assert!(session.recorder.opened.is_empty());
    assert_eq!(session.model.list().filter.text(), "43A");
}

#[test]
fn a_number_typed_finds_that_episode() {
    let mut session = Session::new(80, 24);
    session.keys("/43");
    assert_eq!(session.selected(), WSGI);
}

#[test]
fn the_filter_is_edited_where_the_cursor_is() {
    let mut session = Session::new(80, 24);
    session.keys("/wgi<left><left>s<home>x<delete><end> cory<ctrl+w>");
    assert_eq!(session.model.list().filter.text(), "xsgi ");
    session.keys("<ctrl+u>");
    assert!(session.model.list().filter.is_empty());
}

#[test]
fn matches_are_walked_while_the_filter_is_typed() {
    let mut session = Session::new(80, 24);
    session.keys("/python");
    let first = session.selected();
    session.keys("<down><ctrl+n>");
    assert_ne!(session.selected(), first);
    session.keys("<up><ctrl+p>");
    assert_eq!(session.selected(), first);
}

#[test]
fn a_paste_goes_into_the_filter_and_nowhere_else() {
    let mut session = Session::new(80, 24);
    session.send(Message::Paste("1q?".to_owned()));
    assert!(session.recorder.opened.is_empty() && session.ended.is_none());
    session.keys("/").send(Message::Paste("ws\ngi".to_owned()));
    assert_eq!(session.model.list().filter.text(), "ws gi");
}

#[test]
fn a_long_list_is_made_ready_to_be_searched_while_nothing_else_happens() {
    let mut parcel = Parcel::default();
    for at in 0..10_000 {
        let outline = Outline { title: format!("Title {at}").into(), ..Outline::default() };
        parcel.add(Path::new(&at.to_string()).into(), 0, &outline);
    }
    let loaded = Message::Load(1, LoadEvent::Loaded(vec![parcel]));
    let size = Size { width: 80, height: 24 };
    let (mut busy, _) = Model::new(size, String::new(), None);
    update(&mut busy, loaded.clone());
    settle(&mut busy);
    let left = iter::from_fn(|| prepare(&mut busy).then_some(())).count();
    assert!((2..100).contains(&left), "{left} times, which is not a little at a time");

    let mut session = Session::unanswered(80, 24);
    session.send(loaded);
    assert_eq!(session.model.list().rows.len(), 10_000);
    assert!(!prepare(&mut session.model), "the loop slept before all was prepared");
    session.keys("/9999");
    assert_eq!(session.selected(), "Title 9999");
}

#[test]
fn a_dropped_filter_returns_to_the_pane_and_the_place_in_the_page() {
    let mut session = Session::new(120, 40);
    session.keys("<tab>5j");
    let place = |session: &Session| {
        (session.selected(), session.model.focus, session.model.page.as_ref().unwrap().scroll)
    };
    let before = place(&session);
    assert!(before.2 > 0);
    // Another page, and the same with a match further down.
    for filter in ["/zap", "/text:music", "/", "smusic"] {
        session.keys(filter).keys("<esc>");
        assert_eq!(place(&session), before, "{filter}");
    }
}
