//! The four views, the pages of what they list, and the way from one to another and back.

use shownotes::app::{Layer, LinkRow};
use shownotes::layout::Pane;
use shownotes::view::{Order, View};

use crate::session::Session;

const WSGI: &str = "WSGI 2.0";
const CORY: &str = "Cory Benfield";

fn at_wsgi() -> Session {
    let mut session = Session::new(120, 40);
    session.keys("/wsgi<enter>");
    assert_eq!(session.selected(), WSGI);
    session
}

/// Where the session is: view, filter, selected row, focus, and what is on the screen above the
/// status.
fn place(session: &Session) -> (View, String, String, Pane, String) {
    let screen = session.screen();
    let panes: Vec<&str> = screen.lines().rev().skip(1).collect();
    let filter = session.model.list().filter.text();
    (session.model.view, filter, session.selected(), session.model.focus, panes.join("\n"))
}

#[test]
fn each_view_is_one_key_away_and_the_bar_has_its_count() {
    let mut session = Session::new(120, 40);
    for (key, view, bar) in [
        ("p", View::People, "People 110"),
        ("i", View::Picks, "Picks 670"),
        ("t", View::Tags, "Tags 144"),
        ("e", View::Episodes, "Episodes 81"),
    ] {
        session.keys(key);
        assert_eq!(session.model.view, view);
        assert_eq!(session.model.list().rows.len(), view.listing().count(&session.model.library));
        assert!(session.screen().contains(bar), "{bar}");
    }
}

#[test]
fn each_view_remembers_its_filter_its_selection_and_its_order() {
    let mut session = Session::new(120, 40);
    session.keys("/wsgi<enter>p/tob<enter>ioji/e<esc>jjj");
    let picks = (session.selected(), session.model.list().order);
    assert_eq!(picks.1, Order::Oldest);
    session.keys("e");
    assert_eq!(
        (session.model.list().filter.text().as_str(), session.selected()),
        ("wsgi", WSGI.into())
    );
    session.keys("p");
    assert_eq!(session.model.list().filter.text(), "tob");
    assert_eq!(session.selected(), "Tobias Macey");
    session.keys("i");
    assert_eq!((session.selected(), session.model.list().order), picks);
}

#[test]
fn the_busiest_person_comes_first_and_the_order_can_be_changed() {
    let mut session = Session::new(120, 40);
    session.keys("p");
    assert_eq!(session.selected(), "Tobias Macey");
    session.keys("og");
    assert_eq!(session.selected(), "Aaron Meurer");
    assert!(session.screen().contains("People · by name"));
}

#[test]
fn the_tag_of_most_episodes_comes_first_whatever_its_case() {
    let mut session = Session::new(120, 40);
    session.keys("t");
    assert_eq!(session.selected(), "Community");
    session.keys("/\"data science\"<enter>");
    assert_eq!(session.model.list().rows.len(), 1);
}

#[test]
fn a_person_s_contacts_and_picks_open_by_their_labels() {
    let mut session = Session::new(120, 40);
    session.keys("p/cory<enter>12");
    assert_eq!(
        session.recorder.opened,
        ["https://twitter.com/lukasaoz", "https://github.com/lukasa"]
    );
}

#[test]
fn an_episode_leads_to_its_guest_and_back_again() {
    let mut session = at_wsgi();
    session.keys("<tab><down><down>");
    let before = place(&session);
    session.keys("gk.<enter>");
    assert_eq!((session.model.view, session.selected().as_str()), (View::People, CORY));
    assert!(session.screen().contains("guest of 1 episode · 3 picks"), "{}", session.screen());
    session.keys("<backspace>");
    assert_eq!((place(&session).0, place(&session).1), (before.0, before.1));
    assert_eq!(session.selected(), WSGI);
    session.keys(">");
    assert_eq!(session.selected(), CORY);
    session.keys(">");
    assert!(session.status().contains("There is nothing to go forward to"));
}

#[test]
fn going_back_restores_the_scroll_the_selected_link_and_the_filter() {
    let mut session = at_wsgi();
    session.keys("<tab><down><down><down><tab>jjjjj");
    let before = place(&session);
    // The last row of the links leads to a tag.
    session.keys("G<enter>");
    assert_eq!((session.model.view, session.selected().as_str()), (View::Tags, "Standards"));
    session.keys("/web<enter>jj<backspace>");
    assert_eq!((session.model.view, session.selected().as_str()), (View::Episodes, WSGI));
    session.keys("<tab><tab>");
    let mut again = at_wsgi();
    again.keys("<tab><down><down><down><tab>G");
    assert_eq!(session.model.selected_target(), again.model.selected_target());
    let scroll = |session: &Session| session.model.page.as_ref().unwrap().scroll;
    assert_eq!(scroll(&session), scroll(&again));
    assert_eq!(place(&session).1, before.1);
}

#[test]
fn a_pick_leads_to_its_episode_and_its_giver() {
    let mut session = Session::new(120, 40);
    session.keys("i/archery<enter>");
    assert!(session.screen().contains("picked by Andrew Godwin on 25 January 2016"));
    session.keys("<tab>..<enter>");
    assert_eq!((session.model.view, session.selected().as_str()), (View::Episodes, WSGI));
    session.keys("<backspace>");
    assert_eq!((session.model.view, session.selected().as_str()), (View::Picks, "Archery"));
    session.keys(",<enter>");
    assert_eq!(session.selected(), "Andrew Godwin");
}

#[test]
fn a_link_to_what_a_filter_leaves_out_drops_that_filter() {
    let mut session = Session::new(120, 40);
    session.keys("p/tobias<enter>e/wsgi<enter><tab>.<enter>");
    assert_eq!((session.selected().as_str(), session.model.list().rows.len()), (CORY, 110));
}

#[test]
fn what_two_episodes_recommend_is_said_on_both() {
    let mut session = Session::new(120, 40);
    session.keys("i/discourse<enter>");
    assert!(session.screen().contains("×2"), "{}", session.screen());
    assert!(session.screen().contains("Also picked"), "{}", session.screen());
}

#[test]
fn the_most_recommended_pick_comes_first_and_of_equals_the_newest() {
    let folder = tempfile::tempdir().unwrap();
    let tea = "[Tea](https://tea.example)";
    for (day, picks) in
        [(1, [tea, "Jam"]), (2, ["[Pie](https://pie.example)", tea]), (3, ["Rum", "Oil"])]
    {
        let [first, second] = picks;
        let notes =
            format!("Date: 2016-01-0{day}\n\n### Picks\n- Ada\n    - {first}\n    - {second}\n");
        std::fs::write(folder.path().join(format!("{day}.md")), notes).unwrap();
    }
    let mut session = Session::folder(folder.path(), 120, 40);
    session.keys("ioo");
    let listing = session.model.view.listing();
    let rows = session.model.list().rows.iter();
    let titles: Vec<String> =
        rows.map(|&item| listing.main(&session.model.library, item)).collect();
    assert_eq!(titles, ["Tea", "Tea", "Rum", "Oil", "Pie", "Jam"]);
    assert!(session.screen().contains("×2  Ada"), "{}", session.screen());
}

#[test]
fn spellings_of_a_tag_that_differ_in_case_are_one() {
    let folder = tempfile::tempdir().unwrap();
    for (name, tag) in [("a", "python"), ("b", "Python"), ("c", "Python")] {
        let notes = format!("Title: {name}\nTags: {tag}\n");
        std::fs::write(folder.path().join(format!("{name}.md")), notes).unwrap();
    }
    let mut session = Session::folder(folder.path(), 80, 24);
    session.keys("t");
    assert_eq!((session.selected().as_str(), session.model.list().rows.len()), ("Python", 1));
}

#[test]
fn views_stay_as_they_are_when_the_files_are_read_again() {
    let mut session = Session::new(120, 40);
    session.keys("p/benf<enter><tab>j");
    let before = place(&session);
    session.keys("r<left><right>");
    assert_eq!(place(&session), before);
}

#[test]
fn follow_mode_labels_what_is_in_sight_and_opens_it() {
    let mut session = at_wsgi();
    session.keys("<tab>G");
    let links: Vec<_> = {
        let page = session.model.page.as_ref().unwrap();
        let height = session.model.pane_height(Pane::Detail);
        page.links_in_sight(height).map(|(target, _)| target.clone()).collect()
    };
    assert!(links.len() > 3);
    let second = shownotes::app::follow_labels(links.len()).nth(1).unwrap();
    session.keys("f");
    assert_eq!(session.model.layer, Layer::Follow(String::new()));
    session.keys(&second);
    let shownotes::sheet::Target::Address(address, _) = &links[1] else {
        panic!("{:?} leads out of the program", links[1]);
    };
    assert_eq!(session.recorder.opened, [address.as_str()]);
    assert_eq!(session.model.layer, Layer::Browse);
}

#[test]
fn a_letter_no_label_begins_with_leaves_follow_mode_and_opens_nothing() {
    let mut session = at_wsgi();
    session.keys("f0");
    assert_eq!(session.model.layer, Layer::Browse);
    assert!(session.recorder.opened.is_empty());
    assert!(session.status().contains("No link in sight has the label 0"));
}

#[test]
fn links_of_the_text_are_walked_and_opened() {
    let mut session = at_wsgi();
    session.keys("<tab>G.");
    let selected = session.model.selected_address().unwrap().to_string();
    assert!(session.status().contains(&selected));
    session.keys("<enter>");
    assert_eq!(session.recorder.opened, [selected]);
}

#[test]
fn one_key_opens_a_link_as_it_was_when_the_episode_came_out() {
    let mut session = at_wsgi();
    session.keys("<tab><tab>a");
    assert_eq!(
        session.recorder.opened,
        ["https://web.archive.org/web/20160125/https://twitter.com/lukasaoz"]
    );
}

#[test]
fn in_archive_mode_labels_open_what_was_kept_until_it_is_left() {
    let mut session = at_wsgi();
    session.keys("w2");
    assert!(session.screen().contains("archive"), "{}", session.screen());
    session.keys("w2");
    assert_eq!(
        session.recorder.opened,
        [
            "https://web.archive.org/web/20160125/https://github.com/lukasa",
            "https://github.com/lukasa"
        ]
    );
}

#[test]
fn a_mailbox_has_no_archived_copy_and_that_is_said() {
    let mut session = Session::new(120, 40);
    session.keys("<tab><tab>a");
    assert!(session.recorder.opened.is_empty());
    assert!(session.status().contains("keeps no copy of mailto:"), "{}", session.status());
}

#[test]
fn the_palette_finds_an_action_by_its_name_and_does_it() {
    let mut session = Session::new(120, 40);
    session.keys(":show picks<enter>");
    assert_eq!((session.model.view, &session.model.layer), (View::Picks, &Layer::Browse));
    session.keys(":zzzz");
    assert!(session.screen().contains("No action is called that."));
    session.keys("<enter><esc>");
    assert_eq!(session.model.layer, Layer::Browse);
}

#[test]
fn every_action_of_the_panes_is_in_the_palette_with_its_key() {
    let entries = shownotes::app::Palette::default().entries();
    for binding in shownotes::keymap::BINDINGS {
        let offered = binding.context == shownotes::keymap::Context::Browse
            && binding.action != shownotes::keymap::Action::Palette;
        let listed = entries.iter().any(|entry| entry.binding.action == binding.action);
        assert!(listed || !offered, "{binding:?}");
    }
}

#[test]
fn a_place_left_in_one_column_comes_back_as_it_was() {
    let mut session = Session::new(40, 12);
    session.keys("/wsgi<enter><enter>.<enter>");
    assert_eq!(session.selected(), CORY);
    session.keys("<backspace>");
    assert_eq!((session.selected().as_str(), session.model.focus), (WSGI, Pane::Detail));
}

#[test]
fn what_a_page_leaves_out_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let links = |kind: &str, count: u16| {
        let link = |at| format!("    - [{kind} {at}](https://{kind}.example/{at})\n");
        (0..count).map(link).collect::<Vec<_>>().concat()
    };
    let (homes, teas) = (links("Home", 302), links("Tea", 303));
    let notes = format!(
        "Title: T\n\n### Keep In Touch\n- Ada Lovelace\n{homes}\n### Picks\n- Ada Lovelace\n{teas}"
    );
    std::fs::write(folder.path().join("a.md"), notes).unwrap();
    let mut session = Session::folder(folder.path(), 120, 40);
    session.keys("p<tab>");
    let lines = session.model.page.as_ref().unwrap().document.lines.iter();
    let told: Vec<String> =
        lines.map(ToString::to_string).filter(|line| line.contains(" more")).collect();
    assert_eq!(told, ["… and 2 more", "… and 3 more"]);
    // Those lists of links end in the same words.
    session.keys("<tab>G");
    let screen = session.screen();
    assert!(screen.contains("… and 3 more") && !screen.contains("… and 2 more"), "{screen}");
    let rows = &session.model.page.as_ref().unwrap().links.rows;
    let more = rows.iter().filter_map(|row| match row {
        LinkRow::More(more) => Some(*more),
        LinkRow::Gap | LinkRow::Heading(..) | LinkRow::Entry(_) => None,
    });
    assert_eq!(more.collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn titles_begin_in_one_column_whether_an_episode_has_a_date_or_not() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.md"), "Title: Zebra\nDate: 2016-01-01\n").unwrap();
    std::fs::write(folder.path().join("b.md"), "Title: Quagga\n").unwrap();
    for (width, height) in [(120, 40), (40, 12)] {
        let screen = Session::folder(folder.path(), width, height).screen();
        let columns_before = |title: &str| {
            let before = screen.lines().find_map(|line| Some(line.split_once(title)?.0));
            before.map(|before| before.chars().count())
        };
        assert!(columns_before("Quagga").is_some(), "{screen}");
        assert_eq!(columns_before("Quagga"), columns_before("Zebra"), "{screen}");
    }
}

#[test]
fn names_and_counts_beside_picks_stand_in_one_column_and_titles_give_way() {
    let folder = tempfile::tempdir().unwrap();
    let long = "A title that is longer than there is room for in any list";
    for (name, title, giver) in [("a", long, "Ada Lovelace"), ("b", "Tea", "Jo")] {
        let notes =
            format!("### Picks\n- {giver}\n    - [{title}](https://x.example)\n    - Jam\n");
        std::fs::write(folder.path().join(format!("{name}.md")), notes).unwrap();
    }
    for width in [80, 120, 200] {
        let mut session = Session::folder(folder.path(), width, 24);
        session.keys("i");
        let screen = session.screen();
        let columns_before = |text: &str| -> Vec<usize> {
            let rows = screen.lines().skip(2).take(4).filter_map(|row| row.split("││").next());
            rows.filter_map(|row| Some(row.split_once(text)?.0.chars().count())).collect()
        };
        assert_eq!(columns_before("Ada Lovelace").len(), 2, "{screen}");
        let names = [columns_before("Ada Lovelace"), columns_before("Jo ")].concat();
        let times = columns_before("×2");
        assert_eq!((names.len(), times.len()), (4, 2), "{screen}");
        assert!(names.iter().all(|name| *name == names[0]), "{names:?}\n{screen}");
        assert!(times.iter().all(|count| count + 4 == names[0]), "{times:?}\n{screen}");
    }
}

#[test]
fn counts_have_their_thousands_set_apart_on_the_screen_and_not_for_other_programs() {
    let folder = tempfile::tempdir().unwrap();
    for at in 0..1_000 {
        let notes = "### Intro\n- Hosts: Ada Lovelace\n- Guests: Bob Hope\n";
        let notes = if at > 0 { notes.replace("- Guests: Bob Hope\n", "") } else { notes.into() };
        let notes = format!("Title: {at}\nTags: Web\n\n{notes}");
        std::fs::write(folder.path().join(format!("{at}.md")), notes).unwrap();
    }
    let mut session = Session::folder(folder.path(), 120, 24);
    session.keys("p");
    let screen = session.screen();
    assert!(screen.contains(" host  1,000     0 │"), "{screen}");
    assert!(screen.contains(" guest     1     0 │"), "{screen}");
    assert!(screen.contains(" role    eps picks │"), "{screen}");
    let (listing, busiest) = (View::People.listing(), session.model.list().rows[0]);
    let record = format!("{:?}", listing.record(&session.model.library, busiest));
    assert!(record.contains("1000"), "{record}");
    session.keys("t");
    assert!(session.screen().contains("   1,000 │"), "{}", session.screen());
}
