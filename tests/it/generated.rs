//! The made-up show that speed is measured with: it must be understood like a real one, or the
//! measure is of something else.

use std::fs;

use shownotes::episode::Role;
use shownotes::notes;

#[path = "../../benches/support/library.rs"]
mod library;

use self::library::Show;

#[test]
fn the_same_seed_makes_the_same_show_and_another_seed_another() {
    let folder = tempfile::tempdir().unwrap();
    let length = Show::new(1).write(3, folder.path()).unwrap();
    let written = ["000001.md", "000002.md", "000003.md"]
        .map(|name| fs::read_to_string(folder.path().join(name)).unwrap());
    assert_eq!(length, written.iter().map(|text| text.len() as u64).sum::<u64>());
    assert_eq!(written, [1, 2, 3].map(|number| Show::new(1).episode(number)));
    assert_ne!(written[1], Show::new(2).episode(2));
}

#[test]
fn made_up_notes_are_read_as_they_were_meant_and_as_long_as_real_ones() {
    let show = Show::new(7);
    let mut titles = Vec::new();
    for number in 1..=200 {
        let text = show.episode(number);
        assert!((6_000..8_500).contains(&text.len()), "{} bytes:\n{text}", text.len());
        let episode = notes::read("made-up.md", &text);
        assert_eq!(episode.problems, [], "{text}");
        assert_eq!(episode.number, Some(number));
        assert!(episode.date.is_some());
        let people = |role| episode.people_in(role).map(|person| person.name.as_str());
        assert_eq!(people(Role::Host).collect::<Vec<_>>(), ["Tobias Macey", "Chris Patti"]);
        let guests = text.split("### Interview with ").nth(1).unwrap().lines().next().unwrap();
        assert_eq!(people(Role::Guest).collect::<Vec<_>>().join(" and "), guests, "{text}");
        let picks = text.split("### Picks").nth(1).unwrap().split("### Links").next().unwrap();
        assert_eq!(episode.picks.len(), picks.matches("    - ").count(), "{text}");
        assert!(episode.picks.iter().all(|pick| pick.links.len() == 1), "{text}");
        titles.push(episode.title);
    }
    titles.sort();
    titles.dedup();
    assert_eq!(titles.len(), 200);
}
