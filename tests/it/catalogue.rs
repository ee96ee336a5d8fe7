//! The built-in catalogue: every file of `episodes/` read, laid out and shown.

use shownotes::address::Address;
use shownotes::catalogue;
use shownotes::layout::Pane;
use shownotes::markdown::{StyleSheet, render};
use shownotes::notes;

use crate::session::Session;

#[test]
fn every_episode_has_a_page_with_notes_and_links() {
    let mut session = Session::new(120, 40);
    assert_eq!(session.model.library.len(), 81);
    assert!(session.model.problems.is_empty());
    for _ in 0..81 {
        let title = session.selected();
        let page = session.model.page.as_ref().unwrap();
        assert!(page.document.lines.len() > 15, "{title}");
        assert!(page.links.count() > 2, "{title}");
        session.keys("]");
    }
}

#[test]
fn every_link_of_the_notes_can_be_opened() {
    for (name, text) in catalogue::FILES {
        let page = render(&notes::readable(text), 80, &StyleSheet::default());
        for link in &page.links {
            assert!(Address::parse(&link.target).is_ok(), "{name}: {link:?}");
        }
    }
}

#[test]
fn every_person_pick_and_tag_has_a_page_whose_links_lead_somewhere() {
    for (keys, count) in [("p", 110), ("i", 670), ("t", 144)] {
        let mut session = Session::new(120, 40);
        session.keys(keys);
        assert_eq!(session.model.list().rows.len(), count);
        for _ in 0..count {
            let page = session.model.page.as_ref().unwrap();
            assert!(page.links.count() > 0, "{}", session.selected());
            assert!(page.document.lines.len() > 2, "{}", session.selected());
            session.keys("]");
        }
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

#[test]
fn the_words_to_search_are_the_words_the_page_shows() {
    // Bullets, bars, lines and numbers are drawn, not written.
    let is_drawn = |word: &&str| {
        word.chars().all(|c| "•◦▪▎│─━┼".contains(c))
            || word.strip_suffix('.').is_some_and(|number| number.parse::<u8>().is_ok())
    };
    for (name, text) in catalogue::FILES {
        let page = render(&notes::readable(text), u16::MAX, &StyleSheet::default());
        let lines: Vec<String> = page.lines.iter().map(ToString::to_string).collect();
        let page = lines.join("\n");
        let plain = notes::plain(text);
        let shown: Vec<&str> = page.split_whitespace().filter(|word| !is_drawn(word)).collect();
        let words: Vec<&str> = plain.split_whitespace().filter(|word| !is_drawn(word)).collect();
        assert_eq!(words, shown, "{name}");
    }
}
