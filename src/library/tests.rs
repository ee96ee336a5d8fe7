//! What a library keeps, counts and gives back.

use std::borrow::Cow;

use super::*;
use crate::episode::{Link, Outline, Person, Pick, Role};
use jiff::ToSpan as _;
use jiff::civil::Date;

/// Notes as they were read.
struct Reading {
    file: String,
    notes: Outline<'static>,
}

fn insert(library: &mut Library, readings: &[Reading]) -> Vec<EpisodeId> {
    let mut parcel = Parcel::default();
    for Reading { file, notes } in readings {
        parcel.add(Path::new(file).into(), 0, notes);
    }
    library.insert(&[parcel])
}

fn reading(file: &str, date: &str, number: u32) -> Reading {
    Reading {
        file: file.to_owned(),
        notes: Outline {
            title: file.to_owned().into(),
            date: date.parse().ok(),
            number: Some(number),
            ..Outline::default()
        },
    }
}

fn titles(library: &Library) -> Vec<&str> {
    library.episodes().iter().map(|&id| library.get(id).unwrap().title()).collect()
}

fn of_file<'a>(library: &'a Library, file: &str) -> &'a Entry {
    library.get(library.of_file(Path::new(file)).unwrap()).unwrap()
}

/// Two episodes of a parcel that has been serialized and perhaps changed, in some files.
fn in_files(files: usize, change: impl FnOnce(&mut serde_json::Value)) -> Option<Parcel> {
    let mut parcel = Parcel::default();
    for file in ["a", "b"] {
        let picks = [("Ada", "https://a.example")];
        parcel.add(Path::new(file).into(), 1, &picking(file, &picks).notes);
    }
    let mut value = serde_json::to_value(&parcel).unwrap();
    change(&mut value);
    let names = ["a", "b", "c"].map(|name| (Path::new(name).into(), 1));
    let other: Parcel = serde_json::from_value(value).unwrap();
    let other = other.in_files(names.into_iter().take(files))?;
    assert_eq!(other, parcel);
    Some(other)
}

#[test]
fn a_parcel_is_the_same_after_it_has_been_serialized() {
    assert!(in_files(2, |_| {}).is_some());
    assert!(in_files(1, |_| {}).is_none(), "a file is missing");
    assert!(in_files(3, |_| {}).is_none(), "a file too many");
}

#[test]
fn a_parcel_that_is_not_as_it_was_packed_is_refused() {
    for people in [2, 4, 1000, u32::MAX] {
        let changed =
            in_files(2, |parcel| parcel["dockets"][1]["counts"]["people"] = people.into());
        assert!(changed.is_none(), "{people} people");
    }
}

#[test]
fn episodes_stand_newest_first_whatever_order_they_arrive_in() {
    let mut library = Library::default();
    insert(&mut library, &[reading("old", "2015-01-01", 1), reading("new", "2016-01-01", 3)]);
    insert(&mut library, &[reading("undated", "", 9), reading("mid", "2015-06-01", 2)]);
    assert_eq!(titles(&library), ["new", "mid", "old", "undated"]);
}

#[test]
fn of_one_day_the_higher_number_comes_first() {
    let mut library = Library::default();
    insert(&mut library, &[reading("a", "2016-01-01", 1), reading("b", "2016-01-01", 2)]);
    assert_eq!(titles(&library), ["b", "a"]);
}

#[test]
fn a_second_reading_replaces_the_first_and_stays_the_same_episode() {
    let mut library = Library::default();
    let ids = insert(&mut library, &[reading("a", "2016-01-01", 1), reading("b", "2016-02-01", 2)]);
    let again = insert(&mut library, &[reading("a", "2016-03-01", 7)]);
    assert_eq!(again, [ids[0]]);
    assert_eq!(titles(&library), ["a", "b"]);
    assert_eq!(of_file(&library, "a").number, Some(7));
}

#[test]
fn a_second_reading_that_says_the_same_changes_nothing() {
    let mut library = Library::default();
    insert(&mut library, &[picking("a", &[("Ada", "https://a.example")])]);
    let before = library.edition();
    insert(&mut library, &[picking("a", &[("Ada", "https://a.example")])]);
    assert_eq!((library.edition(), library.picks(), library.len()), (before, 1, 1));
}

#[test]
fn an_episode_that_is_gone_is_forgotten_with_its_people_and_picks() {
    let mut library = Library::default();
    let mut gone = picking("a", &[("Ada", "https://a.example")]);
    gone.notes.tags = vec!["Web".to_owned()];
    let ids = insert(&mut library, &[gone, reading("b", "2016-02-01", 2)]);
    assert_eq!((library.people(), library.picks(), library.tags()), (1, 1, 1));
    library.retain(|id| id != ids[0]);
    assert_eq!(titles(&library), ["b"]);
    assert!(library.get(ids[0]).is_none());
    assert_eq!((library.people(), library.picks(), library.tags()), (0, 0, 0));
    assert_eq!(library.person_named("Ada"), None);
    assert_eq!(library.picked_on("https://a.example").len(), 0);
}

fn hosted(file: &str, hosts: &[&str]) -> Reading {
    let mut reading = reading(file, "2016-01-01", 1);
    let host = |name: &&str| Person {
        name: (*name).to_owned().into(),
        role: Role::Host,
        links: Vec::new(),
    };
    reading.notes.people = hosts.iter().map(host).collect();
    reading
}

fn picking(file: &str, picks: &[(&str, &str)]) -> Reading {
    let mut reading = reading(file, "2016-01-01", 1);
    for (by, address) in picks {
        let url = Address::parse(address).unwrap();
        let links = vec![Link { label: "x".into(), url }];
        let by: Cow<'_, str> = (*by).to_owned().into();
        let person = Person { name: by.clone(), role: Role::Guest, links: links.clone() };
        reading.notes.people.push(person);
        reading.notes.picks.push(Pick { by, title: "Tea".into(), note: "".into(), links });
    }
    reading
}

fn hosts(library: &Library, file: &str) -> Vec<String> {
    of_file(library, file).people().map(|(id, _)| library.name(id).to_owned()).collect()
}

#[test]
fn a_host_s_first_name_is_completed_from_the_other_episodes() {
    let mut short = hosted("a", &["Ann", "Bob"]);
    short.notes.picks = picking("a", &[("Ann", "https://a.example")]).notes.picks;
    let mut again = Episode {
        people: short.notes.people.iter().cloned().map(Person::into_owned).collect(),
        picks: short.notes.picks.iter().cloned().map(Pick::into_owned).collect(),
        ..Episode::default()
    };
    let mut library = Library::default();
    insert(&mut library, &[short, hosted("b", &["Ann Lee"]), hosted("c", &["Ann Lee"])]);
    library.complete_names();
    assert_eq!(hosts(&library, "a"), ["Ann Lee", "Bob"]);
    let ann = library.person_named("Ann").unwrap();
    assert_eq!(library.person(ann).unwrap().name(), "Ann Lee");
    assert_eq!(library.person(ann).unwrap().episodes.len(), 3);
    assert_eq!(of_file(&library, "a").pick(0).unwrap().by, Some(ann));
    assert_eq!(of_file(&library, "a").picks().next(), of_file(&library, "a").pick(0));
    library.complete(&mut again);
    assert_eq!((again.people[0].name.as_str(), again.picks[0].by.as_str()), ("Ann Lee", "Ann Lee"));
}

#[test]
fn a_first_name_of_two_hosts_stays_as_it_is() {
    let mut library = Library::default();
    insert(&mut library, &[hosted("a", &["Ann"]), hosted("b", &["Ann Lee", "Ann Poe"])]);
    library.complete_names();
    assert_eq!(hosts(&library, "a"), ["Ann"]);
}

#[test]
fn a_host_s_name_is_spelled_as_on_nearly_all_other_episodes() {
    let files: Vec<String> = (0..10).map(|at| format!("a{at}")).collect();
    let known = files.iter().map(|file| hosted(file, &["Tobias Macey", "Ann Lee"]));
    let others = [
        hosted("slip", &["Tobias Macy"]),
        hosted("two", &["Tobais Macey"]),
        hosted("short", &["Tobias"]),
        hosted("other", &["Tobias Moss", "Ann Lowe", "Tobias Wu"]),
    ];
    let mut library = Library::default();
    insert(&mut library, &known.chain(others).collect::<Vec<_>>());
    library.complete_names();
    assert_eq!(hosts(&library, "slip"), ["Tobias Macey"]);
    assert_eq!(hosts(&library, "two"), ["Tobias Macey"]);
    assert_eq!(hosts(&library, "other"), ["Tobias Moss", "Ann Lowe", "Tobias Wu"]);
    assert_eq!(hosts(&library, "short"), ["Tobias"], "there are two");

    let mut library = Library::default();
    let few = files.iter().take(9).map(|file| hosted(file, &["Tobias Macey"]));
    insert(&mut library, &few.chain([hosted("slip", &["Tobias Macy"])]).collect::<Vec<_>>());
    library.complete_names();
    assert_eq!(hosts(&library, "slip"), ["Tobias Macy"], "it may be another");

    let mut library = Library::default();
    let two = files.iter().map(|file| hosted(file, &["Dan Leeds", "Dan Leeks"]));
    insert(&mut library, &two.chain([hosted("slip", &["Dan Leeps"])]).collect::<Vec<_>>());
    library.complete_names();
    assert_eq!(hosts(&library, "slip"), ["Dan Leeps"], "there are two");
}

#[test]
fn both_spellings_on_one_episode_become_one_host() {
    let mut library = Library::default();
    insert(&mut library, &[hosted("a", &["Ann", "Ann Lee"])]);
    library.complete_names();
    assert_eq!(hosts(&library, "a"), ["Ann Lee"]);
}

#[test]
fn one_address_picked_on_two_episodes_counts_twice_however_it_is_spelled() {
    let mut library = Library::default();
    insert(
        &mut library,
        &[
            picking("a", &[("Ada", "https://www.tea.example/")]),
            picking("b", &[("Bob", "http://tea.example"), ("Cy", "https://pie.example")]),
        ],
    );
    assert_eq!(library.picked_on("https://tea.example").len(), 2);
    assert_eq!(library.picked_on("https://pie.example").len(), 1);
    let twice = [("Ada", "https://jam.example"), ("Bob", "https://jam.example")];
    insert(&mut library, &[picking("c", &twice)]);
    assert_eq!(library.picked_on("https://jam.example").len(), 1);
}

#[test]
fn an_entry_gives_back_what_was_read() {
    let mut library = Library::default();
    let mut full = picking("a", &[("Ada", "https://a.example"), ("Bob", "https://b.example")]);
    full.notes.picks[1].note = "by nobody".into();
    let ids = insert(&mut library, &[full]);
    let entry = library.get(ids[0]).unwrap();
    let contacts: Vec<_> = entry.contacts().map(|c| (c.label, c.address)).collect();
    assert_eq!(contacts, [("x", "https://a.example"), ("x", "https://b.example")]);
    let one_by_one: Vec<_> = (0..3).map_while(|at| entry.pick(at)).collect();
    assert_eq!(one_by_one, entry.picks().collect::<Vec<_>>());
    let second = entry.pick(1).unwrap();
    assert_eq!((second.title, second.note), ("Tea", "by nobody"));
    assert_eq!(second.addresses().collect::<Vec<_>>(), ["https://b.example"]);
    assert_eq!(second.by.map(|by| library.name(by)), Some("Bob"));
    assert_eq!(entry.addresses().count(), 4);
}

#[test]
fn a_page_s_address_joins_the_site_most_notes_give() {
    let mut library = Library::default();
    let mut first = reading("a", "2016-01-01", 1);
    first.notes.site = Address::parse("https://show.example/").ok();
    let second = reading("b", "2016-02-01", 2);
    let episode = Episode { slug: Some("two.html".to_owned()), ..Episode::default() };
    insert(&mut library, &[first, second]);
    let address = library.page_address(&episode).unwrap();
    assert_eq!(address.as_str(), "https://show.example/two.html");
}

#[test]
fn without_a_site_only_a_full_slug_is_an_address() {
    let library = Library::default();
    let mut episode = Episode { slug: Some("one.html".to_owned()), ..Episode::default() };
    assert_eq!(library.page_address(&episode), None);
    episode.slug = Some("https://show.example/one".to_owned());
    assert_eq!(library.page_address(&episode).unwrap().host(), "show.example");
}

/// An episode of a day with one host and what the notes call the host's links, and where those
/// lead.
fn reachable(at: u32, contacts: &[(&str, &str)]) -> Reading {
    let mut reading = reading(&format!("{at:04}"), "", 0);
    reading.notes.date =
        "2016-01-01".parse::<Date>().unwrap().checked_add(i64::from(at).days()).ok();
    let links = contacts.iter().map(|&(label, address)| Link {
        label: label.to_owned().into(),
        url: Address::parse(address).unwrap(),
    });
    let links = links.collect();
    reading.notes.people.push(Person { name: "Ada".into(), role: Role::Host, links });
    reading
}

/// Where each contact of Ada's was given last, by the days.
fn last_given(library: &Library) -> Vec<(String, String, Date)> {
    let ada = library.person_named("Ada").unwrap();
    let mut last: Vec<(String, String, Date)> = Vec::new();
    for entry in library.contacted(ada).map(|id| library.get(id).unwrap()) {
        for contact in entry.contacts().filter(|contact| contact.of == Some(ada)) {
            if last.iter().all(|(label, address, _)| {
                (label.as_str(), address.as_str()) != (contact.label, contact.address)
            }) {
                let (label, address) = (contact.label.to_owned(), contact.address.to_owned());
                last.push((label, address, entry.date.unwrap()));
            }
        }
    }
    last.sort();
    last
}

#[test]
fn contacts_are_found_where_they_were_given_last_whatever_came_and_went() {
    let mail = ("mail", "https://mail.example");
    let (old, new) = (("site", "https://old.example"), ("site", "https://new.example"));
    let mut readings: Vec<Reading> = (0..300)
        .map(|at| match at {
            0..40 => reachable(at, &[old, mail]),
            40 => reachable(at, &[("rare", "https://rare.example")]),
            41..250 => reachable(at, &[mail, new]),
            _ => reachable(at, &[]),
        })
        .collect();
    readings.sort_by_key(|reading| hash(&reading.file));
    let mut library = Library::default();
    for some in readings.chunks(7) {
        insert(&mut library, some);
    }
    let looked_through =
        |library: &Library| library.contacted(library.person_named("Ada").unwrap()).count();
    assert!(looked_through(&library) < 10);
    assert_eq!(last_given(&library), in_all(&readings));
    for gone in ["0249", "0040", "0039"] {
        readings.retain(|reading| reading.file != gone);
        let id = library.of_file(Path::new(gone)).unwrap();
        library.retain(|other| other != id);
        assert_eq!(last_given(&library), in_all(&readings), "without {gone}");
    }
    // What was dropped then is found out again as more episodes come.
    let more: Vec<Reading> = (1000..1300).map(|at| reachable(at, &[])).collect();
    insert(&mut library, &more);
    assert!(looked_through(&library) < 10);
    assert_eq!(last_given(&library), in_all(&readings));
}

/// The same of these episodes, when all are looked through.
fn in_all(readings: &[Reading]) -> Vec<(String, String, Date)> {
    let mut library = Library::default();
    insert(&mut library, readings);
    library.last_given = LastGiven::default();
    last_given(&library)
}

#[test]
fn of_some_episodes_the_newest_come_first() {
    let mut library = Library::default();
    let dates = ["2016-01-03", "", "2016-01-01", "2016-01-09"];
    let readings: Vec<Reading> = dates.iter().map(|date| reading(date, date, 1)).collect();
    let ids = insert(&mut library, &readings);
    let some = [ids[1], ids[2], ids[3]];
    assert_eq!(library.newest_first(&some).collect::<Vec<_>>(), [ids[3], ids[2], ids[1]]);
    let later = insert(&mut library, &[reading("late", "2017-01-01", 1)]);
    let some = [ids[0], later[0], ids[3]];
    assert_eq!(library.newest_first(&some).collect::<Vec<_>>(), [later[0], ids[3], ids[0]]);
    library.retain(|id| id != later[0]);
    assert_eq!(library.newest_first(&some).collect::<Vec<_>>(), [ids[3], ids[0]]);
}

#[test]
fn as_many_picks_as_can_be_numbered_are_kept() {
    let mut many = reading("a", "2016-01-01", 1);
    let pick = Pick { by: "".into(), title: "Tea".into(), note: "".into(), links: Vec::new() };
    many.notes.picks = vec![pick; 70_000];
    let mut library = Library::default();
    let ids = insert(&mut library, &[many]);
    let entry = library.get(ids[0]).unwrap();
    assert_eq!((entry.pick_count(), entry.picks().count()), (65_535, 65_535));
    assert_eq!(entry.pick(65_534).unwrap().title, "Tea");
    assert_eq!(entry.pick(65_535), None);
    assert_eq!(library.picks(), 65_535);
}

#[test]
fn a_place_picked_by_many_is_known_on_those_that_are_left() {
    let picks = [("Ada", "https://tea.example")];
    for gone in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
        let mut library = Library::default();
        let all = [picking("a", &picks), picking("b", &picks), picking("c", &picks)];
        let ids = insert(&mut library, &all);
        let mut left = ids.clone();
        for at in gone {
            assert_eq!(library.picked_on("https://tea.example"), left);
            let repeating: Vec<EpisodeId> = library.with_picks_of_others().collect();
            assert_eq!(repeating, if left.len() == 1 { &[] } else { &*left });
            library.retain(|id| id != ids[at]);
            left.retain(|&id| id != ids[at]);
        }
        assert_eq!(library.picked_on("https://tea.example"), []);
    }
}
