//! Pointing at what the filter asks for, among the links of the page.

use ratatui::buffer::Cell;
use ratatui::style::Modifier;
use shownotes::layout::Pane;

use crate::session::Session;

/// What stands in the row of the selected link, without its label.
fn link(session: &Session) -> &str {
    let page = session.model.page.as_ref().unwrap();
    page.links.selected_entry().map_or("", |entry| &entry.link.text)
}

/// The characters that are underlined, as matches are, in the columns from the links on.
fn marked_links(session: &Session) -> String {
    let area = session.model.screen().pane(Pane::Links);
    let cells = area.positions().filter_map(|at| session.buffer().cell(at));
    let marked = cells.filter(|cell| cell.modifier.contains(Modifier::UNDERLINED));
    marked.map(Cell::symbol).collect()
}

#[test]
fn the_pick_somebody_looks_for_is_selected_and_marked_beside_its_episode() {
    let mut session = Session::new(120, 32);
    session.keys("/pick:lego");
    assert_eq!((link(&session), marked_links(&session).as_str()), ("Lego Brickumentary", "Lego"));
    assert!(session.status().contains("http://amzn.to/2a8S6Sj"), "{}", session.status());
    let row = session.screen().lines().find(|line| line.contains('▌')).unwrap().to_owned();
    assert!(row.contains("Crossing…  Lego Br…"), "{row}");
}

#[test]
fn a_link_far_down_the_page_is_scrolled_into_sight() {
    let mut session = Session::new(120, 16);
    session.keys("/link:scons.org");
    assert_eq!(marked_links(&session), "scons.org");
    assert_eq!(
        (session.selected().as_str(), link(&session)),
        ("Python for GIS with Sean Gillies", "SCONS")
    );
}

#[test]
fn of_several_guests_the_one_somebody_looks_for_has_the_first_contact_selected() {
    for query in ["/@robert #compil", "/bradshaw", "/guest:\"Robert B"] {
        let mut session = Session::new(120, 32);
        session.keys(query);
        assert!(session.status().contains("mailto:robertwb@gmail.com"), "{query}");
    }
}

#[test]
fn a_person_and_a_pick_together_point_at_what_that_person_picked() {
    let mut session = Session::new(120, 32);
    session.keys("/#compilation pick:e");
    assert_eq!(link(&session), "Certificates, Reputation, and the Blockchain");
    session.keys(" @bradshaw");
    assert_eq!(link(&session), "Mo Willems");
}

#[test]
fn a_chosen_link_stays_selected_when_the_filter_is_dropped_and_gives_way_when_it_asks_for_more() {
    let mut session = Session::new(120, 32);
    session.keys("/pick:lego<enter><tab><tab>j");
    assert_eq!(link(&session), "Hashicorp Consul");
    session.keys("/ pick:yarn<enter>");
    assert_eq!(link(&session), "Lego Brickumentary");
    session.keys("<tab><tab>j<esc><esc>");
    assert_eq!((session.model.list().rows.len(), link(&session)), (81, "Hashicorp Consul"));
}

#[test]
fn a_filter_dropped_while_it_is_typed_gives_back_the_link_selected_before() {
    let mut session = Session::new(120, 32);
    session.keys("67G<tab><tab>jj");
    let before = (session.selected(), link(&session).to_owned());
    session.keys("/pick:lego<esc>");
    assert_eq!((session.selected(), link(&session).to_owned()), before);
}

#[test]
fn what_a_filter_points_at_opens_while_it_is_still_typed() {
    let mut session = Session::new(120, 32);
    session.keys_at_once("/pick:lego<ctrl+o>").keys("/");
    assert_eq!(session.recorder.opened, ["http://amzn.to/2a8S6Sj"]);
    assert_eq!(session.model.list().filter.text(), "pick:lego/", "the filter is still typed");
}

#[test]
fn what_is_asked_of_picks_goes_before_whose_episode_it_is() {
    for query in ["/pick:lego guest:michael", "/kennedy pick:lego"] {
        let mut session = Session::new(120, 32);
        session.keys(query);
        assert_eq!(link(&session), "Lego Brickumentary", "{query}");
        let row = session.screen().lines().find(|line| line.contains('▌')).unwrap().to_owned();
        assert!(row.contains("Lego Br…"), "{row}");
    }
}

#[test]
fn the_link_pointed_at_stays_when_another_comes_before_it_and_gives_way_when_it_goes() {
    let folder = tempfile::tempdir().unwrap();
    let write = |picks: &str| {
        let notes = format!("Title: T\n\n### Picks\n- Ann Lee\n{picks}");
        std::fs::write(folder.path().join("a.md"), notes).unwrap();
    };
    let (tea, brick) = ("    - [Tea](https://t.example)\n", "    - [Brick](https://b.example)\n");
    write(&format!("{tea}{brick}"));
    let mut session = Session::folder(folder.path(), 120, 32);
    session.keys("/pick:brick<enter>");
    let older = "    - [Brick, the older](https://o.example)\n";
    write(&format!("{tea}{older}{brick}"));
    session.keys("r");
    assert_eq!(link(&session), "Brick");
    write(&format!("{tea}{older}"));
    session.keys("r");
    assert_eq!(link(&session), "Brick, the older");
}
