//! The mouse: the wheel, clicks on rows, clicks on links.

use crossterm::event::{MouseButton, MouseEventKind};
use shownotes::app::Layer;
use shownotes::layout::Pane;
use shownotes::view::View;

use crate::session::Session;

fn at_wsgi() -> Session {
    let mut session = Session::new(120, 40);
    session.keys("/wsgi<enter><esc>");
    session
}

#[test]
fn a_click_on_an_episode_selects_it() {
    let mut session = Session::new(120, 40);
    let wanted = {
        let library = &session.model.library;
        library.get(library.episodes()[4]).unwrap().title().to_owned()
    };
    let start: String = wanted.chars().take(8).collect();
    let (x, _) = session.find(&start);
    session.mouse(MouseEventKind::Down(MouseButton::Left), (x, 6));
    assert_eq!(session.selected(), wanted);
    assert_eq!(session.model.focus, Pane::List);
}

#[test]
fn a_click_on_the_name_of_a_view_or_its_count_shows_it() {
    let mut session = Session::new(120, 40);
    for (drawn, view) in [("People", View::People), ("670", View::Picks), ("Tags", View::Tags)] {
        session.click(drawn);
        assert_eq!(session.model.view, view, "{drawn}");
    }
    session.keys("/web");
    session.click("Episodes 81");
    assert_eq!((session.model.view, session.model.layer.clone()), (View::Episodes, Layer::Browse));
    session.click("built-in");
    session.click("Podcast.__init__");
    assert_eq!(session.model.view, View::Episodes);
}

#[test]
fn a_click_on_a_link_opens_it() {
    let mut session = at_wsgi();
    session.click("Archery");
    assert_eq!(session.recorder.opened, ["https://en.wikipedia.org/wiki/Archery"]);
}

#[test]
fn a_click_on_a_heading_of_the_links_only_moves_the_focus() {
    let mut session = at_wsgi();
    session.click("Picks · Tobias");
    assert!(session.recorder.opened.is_empty());
    assert_eq!(session.model.focus, Pane::Links);
}

#[test]
fn a_click_on_a_link_in_the_notes_opens_it() {
    let mut session = at_wsgi();
    session.keys("<tab>G");
    session.click("Freak");
    assert_eq!(
        session.recorder.opened,
        ["http://freemusicarchive.org/music/The_Freak_Fandango_Orchestra/"]
    );
}

#[test]
fn a_click_beside_a_link_in_the_notes_opens_nothing() {
    let mut session = at_wsgi();
    session.click("25 January");
    assert!(session.recorder.opened.is_empty());
    assert_eq!(session.model.focus, Pane::Detail);
}

#[test]
fn the_wheel_scrolls_the_pane_under_it_and_leaves_the_focus() {
    let mut session = at_wsgi();
    let (x, y) = session.find("25 January");
    session.mouse(MouseEventKind::ScrollDown, (x, y));
    assert_eq!(session.model.page.as_ref().unwrap().scroll, 3);
    assert_eq!(session.model.focus, Pane::List);
    let offset = session.model.list().offset;
    session.mouse(MouseEventKind::ScrollDown, (2, 5));
    assert_eq!(session.model.list().offset, offset + 3);
    session.mouse(MouseEventKind::ScrollUp, (2, 5));
    assert_eq!(session.model.list().offset, offset);
}

#[test]
fn the_selection_comes_back_into_sight_with_the_next_key() {
    let mut session = Session::new(120, 40);
    for _ in 0..20 {
        session.mouse(MouseEventKind::ScrollDown, (2, 5));
    }
    assert!(session.model.list().offset > 0);
    session.keys("j");
    assert!(session.model.list().offset <= 1);
}

#[test]
fn a_click_beside_a_popup_closes_it() {
    let mut session = Session::new(120, 40);
    session.keys("?");
    session.mouse(MouseEventKind::Down(MouseButton::Left), (60, 20));
    assert!(matches!(session.model.layer, Layer::Popup(_)));
    session.mouse(MouseEventKind::Down(MouseButton::Left), (0, 39));
    assert_eq!(session.model.layer, Layer::Browse);
}

#[test]
fn a_click_on_a_match_keeps_the_filter_being_typed() {
    let mut session = Session::new(120, 40);
    session.keys("/python");
    session.mouse(MouseEventKind::Down(MouseButton::Left), (5, 4));
    assert_eq!((session.model.layer.clone(), session.model.list().cursor), (Layer::Filter, 1));
}

#[test]
fn a_click_opens_the_link_drawn_there_though_a_long_notice_goes() {
    let mut session = Session::new(80, 24);
    session.keys("/wsgi cory<enter>");
    session.recorder.no_browser = Some("No browser was found, and a long reason why ".repeat(2));
    session.keys("1");
    assert!(session.model.status_lines().len() > 1);
    session.recorder.opened.clear();
    session.click("2 GitHub");
    assert_eq!(session.recorder.opened, ["https://github.com/lukasa"]);
}

#[test]
fn a_click_on_an_action_runs_it_and_one_beside_them_closes_the_palette() {
    let mut session = Session::new(120, 40);
    session.keys(":").click("Show the tags");
    assert_eq!((session.model.view, session.model.layer.clone()), (View::Tags, Layer::Browse));
    session.keys(":no action is called that").click("No action is");
    assert!(matches!(session.model.layer, Layer::Palette(_)));
    session.mouse(MouseEventKind::Down(MouseButton::Left), (0, 39));
    assert_eq!(session.model.layer, Layer::Browse);
}

#[test]
fn a_link_that_waits_for_its_label_can_be_clicked_instead() {
    let mut session = at_wsgi();
    session.keys("<tab>Gf").click("Fandango");
    assert_eq!(session.model.layer, Layer::Browse);
    assert_eq!(session.recorder.opened.len(), 1);
}
