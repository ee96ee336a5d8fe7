//! Whole screens, as they look after some keys.

use insta::{assert_debug_snapshot, assert_snapshot};

use crate::session::Session;

/// Snapshots the screen after some keys, at the three sizes the layout distinguishes.
macro_rules! screens {
    ($($name:ident: $keys:expr;)*) => {$(
        #[test]
        fn $name() {
            for (width, height) in [(80, 24), (120, 40), (40, 12)] {
                let mut session = Session::new(width, height);
                session.keys($keys);
                let name = format!("{}@{width}x{height}", stringify!($name));
                assert_snapshot!(name, session.screen(), $keys);
            }
        }
    )*};
}

screens! {
    start: "";
    an_episode_further_down: "jjjjj";
    the_last_episode: "G";
    notes_scrolled: "<tab><pagedown>j";
    links_with_the_selection_moved: "<tab><tab>jjj";
    a_filter_being_typed: "/cory wsgi";
    a_filter_that_matches_a_guest_and_a_tag: "/rehurek nlp";
    a_filter_kept: "/wsgi<enter>j";
    a_filter_without_match: "/zzzzqqq";
    help: "?";
    help_scrolled_to_its_end: "?G";
    a_link_opened: "/wsgi<enter>2";
    a_link_copied: "/wsgi<enter>y";
    what_could_not_be_read_when_everything_was: "!";
    people: "p";
    a_person: "p/benfield<enter><enter>";
    picks: "i";
    a_pick_of_two_episodes: "i/discourse<enter><enter>";
    tags: "t";
    a_tag: "t/science<enter><enter>";
    a_query_explained: "/@cory #web after:2015";
    a_query_not_understood: "/wsgi colour:red";
    what_can_be_typed: "<f1>";
    text_searched: "sflask<enter>jj";
    links_labelled_in_the_text: "/wsgi<enter><tab>Gf";
    the_palette: ":arch";
    another_order: "oo";
    archive_mode: "w/wsgi<enter><tab><tab>";
}

#[test]
fn before_anything_is_read_the_screen_is_up_and_says_so() {
    assert_snapshot!(Session::unanswered(80, 24).screen());
}

#[test]
fn an_address_longer_than_a_line_is_shown_whole() {
    let mut session = Session::new(80, 24);
    session.keys("G<tab><tab>");
    assert_snapshot!(session.screen());
}

#[test]
fn styles_of_the_start() {
    assert_debug_snapshot!(Session::new(80, 24).buffer());
}

#[test]
fn styles_of_matched_letters() {
    let mut session = Session::new(80, 24);
    session.keys("/wsgi");
    assert_debug_snapshot!(session.buffer());
}

#[test]
fn styles_of_the_links_pane_with_the_focus() {
    let mut session = Session::new(80, 24);
    session.keys("<tab><tab>");
    assert_debug_snapshot!(session.buffer());
}

#[test]
fn styles_of_matches_in_the_notes() {
    let mut session = Session::new(80, 24);
    session.keys("/text:flask 63<enter>");
    assert_debug_snapshot!(session.buffer());
}

#[test]
fn styles_of_labels_in_the_text() {
    let mut session = Session::new(80, 24);
    session.keys("/wsgi<enter><tab>Gf");
    assert_debug_snapshot!(session.buffer());
}
