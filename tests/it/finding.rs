//! What the filter understands: queries, the text of the notes, and what is said of them.

use shownotes::app::{Layer, Message};
use shownotes::fulltext::SearchEvent;

use crate::session::Session;

/// How many rows a filter leaves in a view.
fn found(view: &str, query: &str) -> usize {
    let mut session = Session::new(120, 40);
    session.keys(view).keys("/").send(Message::Paste(query.to_owned())).keys("<enter>");
    session.model.list().rows.len()
}

#[test]
fn each_form_of_the_language_finds_its_own() {
    for (query, count) in [
        ("@\"Cory Benfield\"", 1),
        ("guest:tobias", 0),
        ("host:\"chris patti\"", 72),
        ("#wsgi", 1),
        ("#\"data science\"", 6),
        ("pick:archery", 1),
        ("link:github.com/lukasa", 1),
        ("https://github.com/lukasa", 1),
        ("year:2016", 41),
        ("after:2016-09", 4),
        ("before:2015-05", 5),
        ("year:2016 !after:2016-09", 37),
        ("\"wsgi 2.0\"", 1),
        ("@cory #web !text:flask", 1),
        ("@cory !#web", 0),
    ] {
        assert_eq!(found("e", query), count, "{query}");
    }
}

#[test]
fn the_same_query_means_the_same_in_every_view() {
    assert_eq!(found("p", "#wsgi"), 4);
    assert_eq!(found("p", "guest:cory"), 1);
    assert_eq!(found("p", "pick:archery"), 1);
    assert_eq!(found("i", "@\"andrew godwin\""), found("i", "@\"andrew godwin\" #web"));
    assert_eq!(found("i", "link:archery year:2016"), 1);
    assert_eq!(found("i", "link:archery year:2015"), 0);
    assert_eq!(found("t", "@\"cory benfield\""), 3);
    assert_eq!(found("t", "!@\"tobias macey\""), 0);
}

#[test]
fn an_address_is_found_wherever_the_notes_have_it_and_however_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let notes = [
        "### Links\n- [One](HTTPS://A.example/Luna)",
        "### Interview\n- Why [not](b.example/a%20luna)?",
        "### Contact\n- Twitter: @luna",
        "### Picks\n- Ada\n    - [Tea](https://d.example/luna)",
        "<iframe src=\"//e.example/luna\"></iframe>",
        "### Links\n- [Luna](https://f.example)",
    ];
    for (at, notes) in notes.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{at}.md")), notes).unwrap();
    }
    for (query, count) in [
        ("link:luna", 5),
        ("link:a.example/luna", 1),
        ("link:https://b.example", 1),
        ("link:a%20luna", 1),
        ("link:twitter.com/luna", 1),
        ("https://d.example", 1),
        ("!link:luna", 1),
        ("link:nowhere", 0),
    ] {
        let mut session = Session::folder(folder.path(), 120, 40);
        session.keys("/").send(Message::Paste(query.to_owned())).keys("<enter>");
        assert_eq!(session.model.list().rows.len(), count, "{query}");
    }
}

#[test]
fn the_address_found_stands_below_its_episode() {
    let mut session = Session::new(120, 40);
    session.keys("/link:archery<enter>");
    let screen = session.screen();
    let row = screen.lines().position(|line| line.starts_with("│▌")).unwrap();
    assert!(screen.lines().nth(row + 1).unwrap().contains("/Archery"), "{screen}");
}

#[test]
fn what_the_library_knows_of_an_address_is_found_before_the_files_are_searched() {
    let mut session = Session::new(120, 40);
    session.recorder.answering = false;
    session.keys("/link:github.com/lukasa");
    assert_eq!(session.model.list().rows.len(), 1);
}

#[test]
fn what_a_query_was_understood_as_is_shown_while_it_is_typed() {
    let mut session = Session::new(120, 40);
    session.keys("/@cory after:2015");
    assert!(session.screen().contains("person “cory” · later than 2015"), "{}", session.screen());
    session.keys("<enter>");
    assert!(!session.screen().contains("person “cory”"));
}

#[test]
fn what_is_not_understood_is_said_below_the_filter_and_the_rest_holds() {
    let mut session = Session::new(120, 40);
    session.keys("/wsgi colour:red");
    assert!(session.screen().contains("‘colour:’ is not understood"), "{}", session.screen());
    assert_eq!(session.selected(), "WSGI 2.0");
    session.keys("<ctrl+u>year:2016-13");
    assert!(session.screen().contains("‘2016-13’ is no date"), "{}", session.screen());
    assert_eq!(session.model.list().rows.len(), 81);
}

#[test]
fn the_help_of_the_filter_is_one_key_away_and_typing_goes_on_after_it() {
    let mut session = Session::new(80, 24);
    session.keys("/ws<f1>");
    assert!(session.screen().contains("before:2016-05-31"), "{}", session.screen());
    session.keys("<esc>gi");
    assert_eq!(
        (session.model.layer.clone(), session.model.list().filter.text()),
        (Layer::Filter, "wsgi".to_owned())
    );
}

#[test]
fn text_is_found_in_all_notes_and_the_line_is_shown() {
    let mut session = Session::new(120, 40);
    session.keys("sflask<enter>");
    assert_eq!(session.model.list().filter.text(), "text:\"flask");
    assert_eq!(session.model.list().rows.len(), 8);
    assert!(session.screen().contains("author of Flask"), "{}", session.screen());
}

#[test]
fn all_that_is_typed_to_search_is_looked_for_as_one_and_can_be_gone_on_with() {
    let mut session = Session::new(120, 40);
    session.keys("sdata sci<enter>");
    let rows = session.model.list().rows.len();
    session.keys("/ence");
    assert_eq!(session.model.list().filter.text(), "text:\"data science");
    assert!(session.screen().contains("in the notes: “data science”"), "{}", session.screen());
    assert!((1..=rows).contains(&session.model.list().rows.len()));
}

#[test]
fn a_search_of_all_notes_begins_anew_whatever_was_looked_for_before() {
    for before in ["sgenerator<enter>", "/wsgi<enter>"] {
        let mut session = Session::new(120, 40);
        session.keys(before).keys("sflask<enter>");
        assert_eq!(session.model.list().filter.text(), "text:\"flask", "{before}");
        assert_eq!(session.model.list().rows.len(), 8, "{before}");
    }
}

#[test]
fn a_search_begun_in_another_view_is_of_the_episodes_and_backspace_returns() {
    let mut session = Session::new(120, 40);
    session.keys("tjsflask<enter>");
    assert_eq!(session.model.view, shownotes::view::View::Episodes);
    assert_eq!(session.model.list().rows.len(), 8);
    session.keys("<backspace>");
    assert_eq!(session.model.view, shownotes::view::View::Tags);
    assert_eq!(session.model.list().cursor, 1);
}

#[test]
fn keys_that_need_a_page_say_what_is_missing_where_nothing_is_listed() {
    let mut session = Session::new(120, 40);
    session.keys("/zzzqqq<enter>");
    for (key, told) in [
        ("1", "No link of this page has the label 1"),
        ("f", "There is no link in sight"),
        ("n", "Nothing is searched for in the notes"),
        ("y", "This page has no links"),
    ] {
        session.keys(key);
        assert!(session.screen().contains(told), "{key}: {}", session.screen());
    }
}

#[test]
fn a_kept_filter_that_found_nothing_returns_to_where_it_was_started() {
    let mut session = Session::new(120, 40);
    session.keys("jjj");
    let before = session.selected();
    session.keys("/zzzqqq<enter><esc>");
    assert_eq!(session.selected(), before);
}

#[test]
fn text_is_found_without_its_accents_and_across_line_breaks() {
    let folder = tempfile::tempdir().unwrap();
    let notes = "Title: T\n\nWe met in *Tromsø*,\nfar north.\n";
    std::fs::write(folder.path().join("a.md"), notes).unwrap();
    let mut session = Session::folder(folder.path(), 80, 24);
    session.keys("/text:\"TROMSO, far\"<enter>");
    assert_eq!(session.model.list().rows.len(), 1);
    let page = session.model.page.as_ref().unwrap();
    assert_eq!(page.document.matches.len(), 1);
}

#[test]
fn markup_and_addresses_are_not_the_text() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.md"), "Title: T\n\n[x](https://flask.example)\n").unwrap();
    let mut session = Session::folder(folder.path(), 80, 24);
    session.keys("/text:flask<enter>");
    assert!(session.model.list().rows.is_empty());
}

#[test]
fn matches_are_walked_across_the_page_and_around() {
    let mut session = Session::new(120, 12);
    session.keys("/text:wsgi 43<enter>");
    let page = session.model.page.as_ref().unwrap();
    let count = page.document.matches.len();
    assert!(count > 2, "{count}");
    assert_eq!(page.at_match, Some(0));
    let mut rows = Vec::new();
    for at in 1..count {
        session.keys("n");
        assert!(session.status().contains(&format!("Match {} of {count}", at + 1)));
        rows.push(session.model.page.as_ref().unwrap().scroll);
    }
    assert!(rows.is_sorted(), "{rows:?}");
    session.keys("n");
    assert_eq!(session.model.page.as_ref().unwrap().at_match, Some(0));
    session.keys("N");
    assert_eq!(session.model.page.as_ref().unwrap().at_match, Some(count - 1));
}

#[test]
fn without_anything_searched_for_that_is_said() {
    let mut session = Session::new(120, 40);
    session.keys("n");
    assert!(session.status().contains("Nothing is searched for in the notes"));
}

#[test]
fn what_an_earlier_search_still_finds_is_ignored() {
    let mut session = Session::new(120, 40);
    session.keys("/text:flask");
    let number = session.model.searching.number;
    let id = session.model.library.episodes()[0];
    session.recorder.answering = false;
    session.keys("<ctrl+u>text:nowhere");
    let line = shownotes::fulltext::Line { text: "flask".to_owned(), found: 0..5 };
    let hits = vec![(id, vec![Some(line)])];
    session.send(Message::Searched(number, SearchEvent::Found(hits, 1)));
    assert!(session.model.list().rows.is_empty());
}

#[test]
fn a_search_is_said_to_go_on_until_it_has_ended() {
    let mut session = Session::new(120, 40);
    session.recorder.answering = false;
    session.keys("/text:flask");
    assert!(session.screen().contains("Searching 0 of 81"), "{}", session.screen());
    assert!(session.screen().contains("Searching the notes…"));
    let number = session.model.searching.number;
    session.send(Message::Searched(number, SearchEvent::Finished));
    assert!(!session.screen().contains("Searching"));
}
