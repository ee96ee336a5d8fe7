//! Who is meant by a written name.

use super::*;

fn cast() -> Cast<'static> {
    let mut cast = Cast::new(Background::of(&["a talk with Dora Maar of the museum"]));
    cast.introduce(["Ada Lovelace", "Bob Shaw"], Role::Host);
    cast.introduce(["Bob", "Carol Price"], Role::Guest);
    cast
}

fn name(cast: &Cast<'_>, written: &str, purpose: For) -> String {
    cast.find(written, purpose).map_or_else(String::new, |who| cast.name(who).to_owned())
}

#[test]
fn a_short_name_finds_its_full_one() {
    assert_eq!(name(&cast(), "Carol", For::Pick), "Carol Price");
    assert_eq!(name(&cast(), "Lovelace", For::Question), "Ada Lovelace");
}

#[test]
fn initials_find_the_only_one_who_has_them() {
    let mut cast = cast();
    assert_eq!(name(&cast, "CP", For::Pick), "Carol Price");
    cast.introduce(["Cy Pratt"], Role::Guest);
    for initials in ["CP", "cp", "BS.", "B"] {
        assert_eq!(name(&cast, initials, For::Pick), "", "{initials}");
    }
}

#[test]
fn two_people_whose_names_are_alike_stay_two() {
    let mut cast = Cast::new(Background::of(&["Moons with Dave Brown"]));
    for _ in 0..2 {
        cast.introduce(["Dave Brown", "David Brown"], Role::Guest);
    }
    cast.look_up_guests();
    let names: Vec<String> = cast.into_people().map(|person| person.name.into()).collect();
    assert_eq!(names, ["Dave Brown", "David Brown"]);
}

#[test]
fn two_people_of_one_first_name_stay_two() {
    let mut cast = cast();
    assert_eq!(name(&cast, "Bob", For::Pick), "Bob Shaw");
    let first = cast.find("Bob", For::Pick).unwrap();
    cast.has_picked(first);
    assert_eq!(name(&cast, "Bob", For::Pick), "Bob");
    assert_eq!(name(&cast, "Bob", For::Contact), "Bob");
    assert_eq!(name(&cast, "Bob", For::Question), "Bob Shaw");
}

#[test]
fn an_unknown_first_name_is_looked_up_in_the_background() {
    let mut cast = cast();
    let dora = cast.find_or_add("Dora", For::Pick).unwrap();
    let eve = cast.find_or_add("Eve", For::Pick).unwrap();
    assert_eq!((cast.name(dora), cast.name(eve)), ("Dora Maar", "Eve"));
    cast.settle();
    assert_eq!(cast.role(eve), Some(Role::Guest));
}

#[test]
fn without_a_host_line_those_who_pick_are_the_hosts() {
    let mut cast = Cast::new(Background::default());
    let ada = cast.find_or_add("Ada", For::Pick).unwrap();
    cast.settle();
    assert_eq!(cast.role(ada), Some(Role::Host));
}

#[test]
fn spellings_of_one_person_merge_and_the_title_decides() {
    let mut cast = Cast::new(Background::of(&["Cats with Marcell Keen"]));
    cast.introduce(["Marcel Keen"], Role::Guest);
    cast.introduce(["Marcell Keen"], Role::Guest);
    cast.look_up_guests();
    assert_eq!(cast.into_people().map(|person| person.name).collect::<Vec<_>>(), ["Marcell Keen"]);
}

#[test]
fn a_fuller_name_replaces_a_short_one() {
    let mut cast = Cast::new(Background::default());
    cast.introduce(["Ada"], Role::Guest);
    cast.find_or_add("Ada Lovelace", For::Contact).unwrap();
    cast.introduce(["Bob"], Role::Guest);
    cast.introduce(["Bob Shaw"], Role::Guest);
    assert_eq!(
        cast.into_people().map(|person| person.name).collect::<Vec<_>>(),
        ["Ada Lovelace", "Bob Shaw"]
    );
    let mut cast = Cast::new(Background::default());
    cast.introduce(["A. Lovelace"], Role::Guest);
    cast.introduce(["Ada Lovelace"], Role::Guest);
    assert_eq!(cast.into_people().next().unwrap().name, "Ada Lovelace");
}
