//! The built-in catalogue: every file of `episodes/` read, laid out and shown.

use shownotes::address::Address;
use shownotes::layout::Pane;

use crate::session::Session;

#[test]
fn every_episode_has_a_page_with_notes_and_links() {
    let mut session = Session::new(120, 40);
    assert_eq!(session.model.library.len(), 81);
    assert!(session.model.problems.is_empty());
    for _ in 0..81 {
        let title = session.selected().to_owned();
        let page = session.model.page.as_ref().unwrap();
        assert!(page.document.lines.len() > 15, "{title}");
        assert!(page.links.count() > 2, "{title}");
        session.keys("]");
    }
}

#[test]
fn every_link_of_the_notes_can_be_opened() {
    let mut session = Session::new(120, 40);
    for _ in 0..81 {
        let page = session.model.page.as_ref().unwrap();
        for link in &page.document.links {
            assert!(Address::parse(&link.target).is_ok(), "{}: {link:?}", session.selected());
        }
        session.keys("]");
    }
}

#[test]
fn every_page_fits_its_pane_at_every_width() {
    for (width, height) in [(20, 10), (80, 24), (200, 50)] {
        let mut session = Session::new(width, height);
        session.keys("<tab>");
        for _ in 0..81 {
            let room = usize::from(session.model.screen().inner(Pane::Detail).width);
            for line in &session.model.page.as_ref().unwrap().document.lines {
                assert!(line.width() <= room, "{}: {line}", session.selected());
            }
            session.keys("]");
        }
    }
}
