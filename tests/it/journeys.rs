//! What people do, key by key, and what comes of it.

use std::fs;

use ratatui::layout::Size;
use shownotes::app::{Layer, Message, Notice};
use shownotes::layout::Pane;
use shownotes::run::End;

use crate::session::Session;

const WSGI: &str = "WSGI 2.0";
const CORY_ON_GITHUB: &str = "https://github.com/lukasa";

fn at_wsgi() -> Session {
    let mut session = Session::new(120, 40);
    session.keys("/wsgi<enter>");
    assert_eq!(session.selected(), WSGI);
    session
}

/// The label the links pane shows for an address.
fn label(session: &Session, address: &str) -> char {
    let links = &session.model.page.as_ref().unwrap().links;
    let row = (0..links.rows.len())
        .find(|&row| session.address(row) == Some(address))
        .unwrap_or_else(|| panic!("no link to {address}"));
    shownotes::keymap::labels().find(|&label| links.labelled(label) == Some(row)).unwrap()
}

#[test]
fn a_guest_s_contact_is_one_key_away_from_any_pane() {
    for pane in ["", "<tab>", "<tab><tab>"] {
        let mut session = at_wsgi();
        let label = label(&session, CORY_ON_GITHUB);
        session.keys(pane).keys(&label.to_string());
        assert_eq!(session.recorder.opened, [CORY_ON_GITHUB]);
        assert!(session.status().contains(&format!("Opened {CORY_ON_GITHUB}")));
    }
}

#[test]
fn every_label_shown_opens_exactly_the_address_beside_it() {
    let mut session = Session::new(120, 40);
    for _ in 0..81 {
        let links = session.model.page.as_ref().unwrap().links.clone();
        for label in shownotes::keymap::labels() {
            let row = links.labelled(label);
            let Some(address) = row.and_then(|row| session.address(row)).map(str::to_owned) else {
                continue;
            };
            session.keys(&label.to_string());
            assert_eq!(session.recorder.opened.pop(), Some(address));
        }
        session.keys("]");
    }
}

#[test]
fn guests_come_before_picks_and_picks_before_the_rest() {
    let mut session = at_wsgi();
    session.keys("1");
    assert_eq!(session.recorder.opened, ["https://twitter.com/lukasaoz"]);
    let links = &session.model.page.as_ref().unwrap().links;
    let headings: Vec<String> = links
        .rows
        .iter()
        .filter_map(|row| match row {
            shownotes::app::LinkRow::Heading(text, _) => Some(text.clone()),
            shownotes::app::LinkRow::Gap
            | shownotes::app::LinkRow::Entry(_)
            | shownotes::app::LinkRow::More(_) => None,
        })
        .collect();
    assert_eq!(
        headings,
        [
            "Cory Benfield",
            "Andrew Godwin",
            "Picks · Tobias Macey",
            "Picks · Chris Patti",
            "Picks · Cory Benfield",
            "Picks · Andrew Godwin",
            "Sponsors",
            "This episode",
            "Music",
            "People and tags"
        ]
    );
}

#[test]
fn enter_on_the_list_leads_to_the_notes_and_then_opens_the_selected_link() {
    let mut session = at_wsgi();
    session.keys("<enter>");
    assert_eq!(session.model.focus, Pane::Detail);
    assert!(session.recorder.opened.is_empty());
    session.keys("<tab>jj<enter>");
    assert_eq!(session.recorder.opened.len(), 1);
    let selected = session.model.selected_address().map(|address| address.to_string());
    assert_eq!(session.recorder.opened.first().cloned(), selected);
}

#[test]
fn the_selected_link_s_address_is_shown_before_it_is_opened() {
    let mut session = at_wsgi();
    session.keys("<tab><tab>j");
    let address = session.model.selected_address().unwrap().as_str().to_owned();
    assert!(session.status().contains(&address));
}

#[test]
fn the_links_pane_has_the_link_selected_in_the_text_selected_too() {
    let mut session = at_wsgi();
    let mut followed = 0;
    for _ in 0..12 {
        session.keys(".");
        let page = session.model.page.as_ref().unwrap();
        let entry = page.links.selected_entry().unwrap();
        followed += usize::from(entry.link.target.as_ref() == page.link_target());
    }
    assert!(followed > 8, "all but those that no row of the pane has: {followed}");
    let address = session.model.selected_address().unwrap().to_string();
    session.keys("<tab>");
    assert_eq!(session.model.selected_address().unwrap().to_string(), address);
}

#[test]
fn a_label_that_no_link_has_says_so_and_opens_nothing() {
    let mut session = at_wsgi();
    session.keys("Z");
    assert!(session.recorder.opened.is_empty());
    assert!(session.status().contains("No link of this page has the label Z"));
}

#[test]
fn without_a_browser_the_address_is_shown_and_copied() {
    let mut session = at_wsgi();
    session.recorder.no_browser = Some("No browser was found".to_owned());
    session.keys("1");
    let address = "https://twitter.com/lukasaoz";
    assert_eq!(session.recorder.copied, [address]);
    assert!(session.status().contains(address));
    assert!(session.screen().contains("No browser was found"));
}

#[test]
fn y_copies_the_selected_link() {
    let mut session = at_wsgi();
    session.keys("y");
    assert_eq!(session.recorder.copied, ["https://twitter.com/lukasaoz"]);
    assert!(session.status().contains("Copied https://twitter.com/lukasaoz"));
}

#[test]
fn the_last_rows_stay_in_sight_when_the_status_grows() {
    let mut session = Session::new(80, 24);
    session.keys("G");
    assert!(session.model.status_lines().len() > 1, "the last episode's first link is long");
    assert!(session.is_in_sight());
    session.keys("<tab><tab>G1");
    assert!(session.screen().matches('▌').count() == 2, "{}", session.screen());
}

#[test]
fn in_one_column_the_panes_come_back_as_they_were_left() {
    let mut session = Session::new(40, 12);
    session.keys("<pagedown><pagedown>");
    let offset = session.model.list().offset;
    session.keys("<enter>j<tab>j<esc>");
    assert_eq!(session.model.list().offset, offset);
    session.keys("<enter>A<tab>");
    assert!(session.screen().contains('▌'), "{}", session.screen());
}

#[test]
fn picks_without_a_link_come_into_sight_beside_the_first_and_last_link() {
    let folder = tempfile::tempdir().unwrap();
    let mut notes = "Title: T\nDate: 2016-01-01\n\n### Picks\n- Ann Lee\n".to_owned();
    notes.push_str(&"    - Early\n".repeat(5));
    notes += "    - [Linked](https://a.example)\n";
    fs::write(folder.path().join("a.md"), notes).unwrap();
    let mut session = Session::folder(folder.path(), 40, 12);
    session.keys("<tab><tab>");
    assert_eq!(session.screen().matches("Early").count(), 5, "{}", session.screen());
}

#[test]
fn a_popup_fills_a_screen_that_grows() {
    let mut session = Session::new(80, 24);
    session.keys("?G").resize(120, 120);
    assert!(session.screen().contains("Open the link with this label"));
}

#[test]
fn panes_are_reached_around_and_sideways() {
    let mut session = Session::new(120, 40);
    let mut focus = |keys: &str| session.keys(keys).model.focus;
    assert_eq!(focus("<tab>"), Pane::Detail);
    assert_eq!(focus("<tab>"), Pane::Links);
    assert_eq!(focus("<tab>"), Pane::List);
    assert_eq!(focus("<shift+tab>"), Pane::Links);
    assert_eq!(focus("l"), Pane::Links);
    assert_eq!(focus("hh"), Pane::List);
    assert_eq!(focus("h"), Pane::List);
    assert_eq!(focus("<right><esc>"), Pane::List);
}

#[test]
fn the_ends_of_every_pane_are_one_key_away_and_moving_stops_there() {
    let mut session = Session::new(120, 40);
    session.keys("G");
    assert_eq!(session.model.list().cursor, 80);
    session.keys("j<pagedown>");
    assert_eq!(session.model.list().cursor, 80);
    session.keys("gk<pageup>");
    assert_eq!(session.model.list().cursor, 0);
    session.keys("<tab>Gj");
    let page = session.model.page.as_ref().unwrap();
    assert_eq!(page.scroll, page.document.lines.len().saturating_sub(36));
    session.keys("<tab>G");
    let links = &session.model.page.as_ref().unwrap().links;
    assert_eq!(links.position(), Some(links.count()));
}

#[test]
fn the_notes_are_paged_from_the_list_without_leaving_it() {
    let mut session = Session::new(80, 24);
    session.keys("<space>");
    assert!(session.model.page.as_ref().unwrap().scroll > 0);
    assert_eq!(session.model.focus, Pane::List);
    session.keys("b");
    assert_eq!(session.model.page.as_ref().unwrap().scroll, 0);
}

#[test]
fn in_one_column_the_space_bar_first_shows_the_notes() {
    let mut session = Session::new(40, 12);
    session.keys("<space>");
    assert_eq!(session.model.focus, Pane::Detail);
    assert_eq!(session.model.page.as_ref().unwrap().scroll, 0);
    session.keys("<space>");
    assert!(session.model.page.as_ref().unwrap().scroll > 0);
}

#[test]
fn the_next_episode_is_one_key_away_from_any_pane() {
    let mut session = Session::new(80, 24);
    session.keys("<tab>]");
    assert_eq!((session.model.list().cursor, session.model.focus), (1, Pane::Detail));
    session.keys("[");
    assert_eq!(session.model.list().cursor, 0);
}

#[test]
fn another_episode_begins_at_its_top() {
    let mut session = Session::new(80, 24);
    session.keys("<space>]");
    assert_eq!(session.model.page.as_ref().unwrap().scroll, 0);
}

#[test]
fn help_closes_with_the_key_that_opened_it_and_opens_nothing_meanwhile() {
    let mut session = Session::new(80, 24);
    session.keys("?1");
    assert!(session.recorder.opened.is_empty());
    session.keys("?");
    assert_eq!(session.model.layer, Layer::Browse);
    session.keys("?q");
    assert_eq!((session.model.layer, session.ended), (Layer::Browse, None));
}

#[test]
fn q_and_ctrl_c_end_the_program() {
    assert_eq!(Session::new(80, 24).keys("q").ended, Some(End::Asked));
    assert_eq!(Session::new(80, 24).keys("/q<ctrl+c>").ended, Some(End::Asked));
    assert_eq!(Session::new(80, 24).keys("?<ctrl+c>").ended, Some(End::Asked));
}

#[test]
fn ctrl_z_suspends_from_anywhere() {
    let mut session = Session::new(80, 24);
    session.keys("<ctrl+z>/a<ctrl+z><esc>?<ctrl+z>");
    assert_eq!(session.recorder.suspended, 3);
}

#[test]
fn resizing_keeps_the_selection_in_sight() {
    let mut session = Session::new(120, 40);
    session.keys("<pagedown>jj");
    let selected = session.selected();
    for (width, height) in [(80, 24), (40, 12), (20, 5), (200, 60), (120, 40)] {
        session.resize(width, height);
        assert_eq!(session.selected(), selected);
        assert!(session.is_in_sight(), "{width}x{height}\n{}", session.screen());
    }
}

#[test]
fn a_terminal_that_changed_its_size_unannounced_is_drawn_at_its_size() {
    let mut session = Session::new(120, 40);
    session.resize(60, 10);
    // The message of an older size comes late.
    session.send(Message::Resize(Size { width: 120, height: 40 }));
    assert_eq!(session.model.size, Size { width: 60, height: 10 });
}

#[test]
fn a_signal_ends_the_loop_with_its_number() {
    let mut session = Session::new(80, 24);
    session.send(Message::Terminated(15));
    assert_eq!(session.ended, Some(End::Signal(15)));
}

#[test]
fn a_notice_goes_with_the_next_key() {
    let mut session = at_wsgi();
    session.keys("y");
    assert!(matches!(session.model.notice, Some(Notice::Done(_))));
    session.keys("j");
    assert_eq!(session.model.notice, None);
}

#[test]
fn of_a_notice_longer_than_the_screen_no_more_lines_are_made_than_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let notes = format!("# Links\n\n- [Long](https://a.example/{})\n", "x".repeat(900_000));
    std::fs::write(folder.path().join("a.md"), notes).unwrap();
    let mut session = Session::folder(folder.path(), 80, 24);
    assert_eq!(session.model.status_lines().len(), 24);
    session.keys("y");
    assert_eq!(session.model.status_lines().len(), 24);
    assert!(session.screen().contains("Copied"), "{}", session.screen());
}
