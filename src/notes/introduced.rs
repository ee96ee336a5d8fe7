//! Contacts that stand beside a guest's name where the notes introduce the guest.
//!
//! Owns when such a link is a contact: only for guests whom no other place tells how to reach. It
//! must not decide who is a guest: that is `intro`.

use std::borrow::Cow;

use crate::episode::Link;

use super::blocks::{Block, Notes};
use super::contacts::Contacts;
use super::inline::{Form, cut};
use super::intro;
use super::people::{Cast, Who};
use super::pick_line::link_of;
use super::sections::Section;
use super::target;

/// Reads the links on the guests' names, and those to services on the bullets below a name.
pub(super) fn read<'a>(
    contacts: &mut Contacts<'a>,
    notes: &Notes<'a>,
    sections: &[Section<'a>],
    cast: &mut Cast<'a>,
) {
    let unreached: Vec<Who> = cast.unreached_guests().collect();
    if unreached.is_empty() {
        return;
    }
    for section in sections.iter().filter(|section| intro::is_about_people(section)) {
        // Below whose name the bullets stand, and how deep that is.
        let mut above = None;
        for block in section.blocks_in(notes) {
            let Some(depth) = block.kind.depth() else { continue };
            above = above.filter(|&(name, _)| depth > name);
            let mut from = 0;
            let mut own: Vec<(Who, Link<Cow<'a, str>>)> = Vec::new();
            for link in notes.links_of(block).iter().filter(|link| link.form != Form::Image) {
                let is_profile = link.label.starts_with('@') || target::is_service(link.label);
                let called = unreached.iter().copied().find(|&who| cast.name(who) == link.label);
                let below = || above.map(|(_, who)| who).filter(|_| is_profile);
                let before = cut(block.text, from, link.start);
                from = link.end;
                let aside = || who_aside(before, &unreached, cast).filter(|_| is_profile);
                let who = called.or_else(aside).or_else(below);
                own.extend(who.zip(link_of(notes, link)));
            }
            for (who, link) in own {
                contacts.add(cast, Some(who), link);
            }
            above = above.or_else(|| Some((depth, only_named(block, &unreached, cast)?)));
        }
    }
}

/// The one of some people behind whose name a text ends with an aside: `Ada Lovelace (Twitter: `.
fn who_aside(before: &str, people: &[Who], cast: &Cast<'_>) -> Option<Who> {
    let (name, told) = before.rsplit_once('(')?;
    let is_told = told.contains(')');
    people.iter().copied().find(|&who| !is_told && name.trim_end().ends_with(cast.name(who)))
}

/// The only one of some people whom a text names in full.
fn only_named(block: &Block<'_>, people: &[Who], cast: &Cast<'_>) -> Option<Who> {
    let mut named = people.iter().filter(|&&who| {
        let name = cast.name(who);
        name.contains(' ') && block.text.contains(name)
    });
    let first = named.next()?;
    named.next().is_none().then_some(*first)
}

#[cfg(test)]
mod tests {
    use crate::notes;

    /// `name: label` of every contact of the people.
    fn contacts(text: &str) -> Vec<String> {
        let people = notes::read("x.md", text).people;
        let of = |person: &crate::episode::Person| {
            let name = person.name.clone();
            let links = person.links.clone().into_iter();
            links.map(move |link| format!("{name}: {}", link.label)).collect::<Vec<_>>()
        };
        people.iter().flat_map(of).collect()
    }

    const INTRO: &str = "### Intro\n- Hosts: [Dora Maar](https://d.example)\n- Interview with \
        [Ada Lovelace](https://a.example) about [Luna](https://l.example)\n    - \
        [Twitter](https://twitter.com/ada)\n    - [Cats](https://c.example)\n";

    #[test]
    fn links_beside_a_guest_s_name_in_the_introduction_reach_the_guest() {
        assert_eq!(contacts(INTRO), ["Ada Lovelace: Ada Lovelace", "Ada Lovelace: Twitter"]);
        let text =
            "### Guests\n- [Ada Lovelace](https://a.example)\n- [Bob Shaw](https://b.example)";
        assert_eq!(contacts(text), ["Ada Lovelace: Ada Lovelace", "Bob Shaw: Bob Shaw"]);
    }

    #[test]
    fn a_profile_in_parentheses_behind_a_guest_s_name_reaches_the_guest() {
        for aside in ["[@ada](https://twitter.com/ada)", "GitHub: [@ada](https://github.com/ada)"] {
            let text = format!("### Intro\n- Interview with Ada Lovelace ({aside}) and Bob Shaw");
            assert_eq!(contacts(&text), ["Ada Lovelace: @ada"], "{aside}");
        }
        let text = "### Intro\n- Interview with Ada Lovelace (of [Luna](https://l.example))";
        assert_eq!(contacts(text), [""; 0]);
        let text = "### Intro\n- Interview with Ada Lovelace (Luna) of [@luna](https://l.example)";
        assert_eq!(contacts(text), [""; 0]);
    }

    #[test]
    fn where_contacts_are_listed_links_in_the_introduction_are_none() {
        let text = format!("{INTRO}\n### Contact\n- [Blog](https://b.example)");
        assert_eq!(contacts(&text), ["Ada Lovelace: Blog"]);
    }
}
