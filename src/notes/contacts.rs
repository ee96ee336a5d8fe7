//! The contact section → how people and projects are reached.
//!
//! Owns the shapes in which contacts are written (by person, by service, flat, in prose) and
//! whose each one is. It must not decide who a name is: that is `people`.

use std::borrow::Cow;

use crate::address::Address;
use crate::episode::{Link, Role};

use super::blocks::{Block, Kind, Notes};
use super::credits::is_credit;
use super::givers::{beside_link, prefix};
use super::inline::{Form, RawLink, cut};
use super::names;
use super::owners::{named_after, named_alone, named_beside, named_in, named_in_address};
use super::people::{Cast, For, Who};
use super::pick_line::address_label;
use super::plain;
use super::sections::{Section, Topic};
use super::target;

/// The contacts that belong to nobody in particular.
#[derive(Debug, Default)]
pub(super) struct Contacts<'a> {
    loose: Vec<Link<Cow<'a, str>>>,
}

/// What a bullet says about those below it.
struct Frame<'a> {
    /// How deep the bullet stands; `None` for a heading or a paragraph above the list.
    depth: Option<u8>,
    person: Option<Who>,
    service: Option<&'a str>,
}

impl<'a> Contacts<'a> {
    /// Reads every contact section.
    pub(super) fn read(
        &mut self,
        notes: &Notes<'a>,
        sections: &[Section<'a>],
        cast: &mut Cast<'a>,
    ) {
        for section in sections.iter().filter(|section| section.topic == Topic::Contacts) {
            let title = names::bare(section.title);
            // `Keep In Touch with Ada`.
            let title = title.rsplit_once(" with ").map_or(title, |(_, name)| name);
            let person = if names::is_name(title) { cast.find(title, For::Contact) } else { None };
            self.blocks(notes, section.blocks_in(notes), person, cast);
        }
    }

    /// Reads the contacts below a bullet such as `Ada Contacts`.
    pub(super) fn under(
        &mut self,
        notes: &Notes<'a>,
        blocks: &[Block<'a>],
        name: &'a str,
        cast: &mut Cast<'a>,
    ) {
        let person = if names::is_name(name) { somebody(name, cast) } else { None };
        self.blocks(notes, blocks, person, cast);
    }

    /// The contacts of nobody.
    pub(super) fn into_loose(self) -> Vec<Link<Cow<'a, str>>> {
        self.loose
    }

    /// Adds one contact.
    pub(super) fn add(
        &mut self,
        cast: &mut Cast<'a>,
        person: Option<Who>,
        link: Link<Cow<'a, str>>,
    ) {
        match person {
            Some(who) => cast.reach(who, link),
            None => self.loose.push(link),
        }
    }

    fn blocks(
        &mut self,
        notes: &Notes<'a>,
        blocks: &[Block<'a>],
        person: Option<Who>,
        cast: &mut Cast<'a>,
    ) {
        let mut frames = Vec::with_capacity(4);
        frames.push(Frame { depth: None, person, service: None });
        // Where some contacts stand below a person, those that do not are nobody's.
        let only = cast.only_guest();
        let named =
            only.filter(|_| person.is_none()).and_then(|_| first_named(notes, blocks, cast));
        let only = only.filter(|_| named.is_none());
        for (at, block) in blocks.iter().enumerate() {
            let Some(depth) = block.kind.depth() else {
                continue;
            };
            let next = blocks.get(at + 1).and_then(|next| next.kind.depth());
            frames.retain(|frame| frame.depth.is_none_or(|above| above < depth));
            let has_links = notes.leads_of(block).next().is_some();
            if matches!(block.kind, Kind::Paragraph { depth: 0 }) && is_credit(block.text) {
                continue;
            }
            if has_links {
                self.linked(notes, block, &frames, only, cast);
                // `[Ada](…)` above more of her contacts.
                if next.is_some_and(|next| next > depth)
                    && let Some(who) = linked_name(notes, block, cast)
                {
                    frames.push(Frame { depth: Some(depth), person: Some(who), service: None });
                }
            } else {
                let is_above = next.is_some_and(|next| {
                    next > depth || matches!(block.kind, Kind::Paragraph { .. })
                });
                let name = named.and_then(|(named, name)| (named == at).then_some(name));
                let frame = frame(block.text, name, Some(depth), is_above, cast);
                // A name with nothing below it stands above its siblings.
                let is_sticky = frame.person.is_some() && next.is_some_and(|next| next <= depth)
                    || matches!(block.kind, Kind::Paragraph { .. });
                if is_sticky && depth == 0 {
                    frames = vec![Frame { depth: None, ..frame }];
                } else {
                    frames.push(frame);
                }
            }
        }
    }

    /// The links of one bullet or paragraph.
    fn linked(
        &mut self,
        notes: &Notes<'a>,
        block: &Block<'a>,
        frames: &[Frame<'a>],
        only: Option<Who>,
        cast: &mut Cast<'a>,
    ) {
        let mut from = 0;
        // `Ada: [blog](…), [code](…)`: all of the bullet is hers.
        let mut whole = None;
        let links = notes.links_of(block);
        for (link, next) in links.iter().zip(links.iter().skip(1).map(Some).chain([None])) {
            let before = cut(block.text, from, link.start);
            let named = named_beside(before, cast);
            if from == 0 {
                let named_first = || named_beside(prefix(before), cast);
                whole = named.or_else(|| named_alone(before, cast)).or_else(named_first);
            }
            from = link.end;
            let after = cut(block.text, from, next.map_or(block.text.len(), |next| next.start));
            let beside = named.or_else(|| named_after(after, cast));
            let Some(url) = notes.address(link).filter(|_| link.form != Form::Image) else {
                continue;
            };
            let owner = beside
                .or_else(|| owner(frames, whole, [before, link.label], url.as_str(), cast))
                .or(only);
            let label = label(link, before, innermost_service(frames), &url);
            self.add(cast, owner, Link { label, url });
        }
    }
}

/// Whose name a bullet is, as the text of a link or before one.
fn linked_name(notes: &Notes<'_>, block: &Block<'_>, cast: &Cast<'_>) -> Option<Who> {
    let link = notes.leads_of(block).next()?;
    let name = beside_link(link, block.text);
    if name == link.label && (link.start > 0 || link.end < block.text.len()) {
        return None;
    }
    let name = names::bare(name);
    if names::is_name(name) { cast.find(name, For::Contact) } else { None }
}

/// The first bullet that names a person above their contacts: which it is, and the name.
fn first_named<'a>(
    notes: &Notes<'a>,
    blocks: &[Block<'a>],
    cast: &Cast<'a>,
) -> Option<(usize, &'a str)> {
    blocks.iter().zip(blocks.iter().skip(1)).enumerate().find_map(|(at, (block, next))| {
        let is_above = block.kind.depth() < next.kind.depth() && block.kind.depth().is_some();
        if !is_above || notes.leads_of(block).next().is_some() {
            return None;
        }
        let name = names::bare(block.text);
        let is_known = names::is_name(name) && cast.find(name, For::Contact).is_some();
        is_known.then_some((at, name))
    })
}

fn innermost_service<'a>(frames: &[Frame<'a>]) -> Option<&'a str> {
    frames.iter().rev().find_map(|frame| frame.service)
}

/// What a bullet without a link says about those below it; perhaps its name is known already.
fn frame<'a>(
    text: &'a str,
    name: Option<&'a str>,
    depth: Option<u8>,
    is_above: bool,
    cast: &mut Cast<'a>,
) -> Frame<'a> {
    let none = Frame { depth, person: None, service: None };
    let is_known = name.is_some();
    let name = name.unwrap_or_else(|| names::bare(text));
    if name.len() > 60 {
        return none;
    }
    // No name is a service's.
    let is_name = is_known || names::is_name(name);
    if !is_name && target::is_service(name) {
        return Frame { service: Some(name), ..none };
    }
    let known = if is_name { cast.find(name, For::Contact) } else { None };
    let person = match known {
        Some(who) => {
            cast.learn(who, name);
            known
        }
        None if is_name && is_above => somebody(name, cast),
        None => None,
    };
    Frame { person, ..none }
}

/// Whom a name above contacts stands for. Somebody new must have a surname: `Luna` above a website
/// is rather a project, and where the guests are known, so is `Luna Labs`.
fn somebody<'a>(name: &'a str, cast: &mut Cast<'a>) -> Option<Who> {
    let is_guest = cast.find(name, For::Contact).is_some()
        || name.contains(' ') && !cast.has(Role::Guest)
        || cast.knows_of(name);
    if is_guest { cast.find_or_add(name, For::Contact) } else { None }
}

/// Whose a contact is: whoever its words name, or the bullet does, the person above it, whoever the
/// handle is made of.
fn owner(
    frames: &[Frame<'_>],
    whole: Option<Who>,
    said: [&str; 2],
    address: &str,
    cast: &Cast<'_>,
) -> Option<Who> {
    said.into_iter()
        .find_map(|said| named_in(said, cast))
        .or(whole)
        .or_else(|| frames.iter().rev().find_map(|frame| frame.person))
        .or_else(|| named_in_address(address, cast))
}

/// What a contact is called: `Twitter: @ada` for `Twitter` › `[@ada](…)`.
fn label<'a>(link: &RawLink<'a>, before: &str, above: Option<&str>, url: &Address) -> Cow<'a, str> {
    let text = plain::spoken(link.label);
    let is_bare = link.form != Form::Word && link.label == link.target || text.is_empty();
    if !is_bare && !text.starts_with('@') && !target::is_mailbox(&text) {
        return text;
    }
    let text = if is_bare { Cow::Owned(address_label(url)) } else { text };
    let beside = plain::spoken(before.rsplit([',', ';', '|', '\n', ')']).next().unwrap_or(before));
    let beside = beside.trim_matches(|c: char| c.is_whitespace() || "-–—:(".contains(c));
    let service = if target::is_service(beside) { Some(beside) } else { above };
    match service {
        Some(service) => Cow::Owned(format!("{service}: {text}")),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use crate::notes;

    /// `owner: label address` of every contact, nobody's last.
    fn contacts(guests: &str, section: &str) -> Vec<String> {
        let text = format!(
            "### Intro\n- Hosts: Dora Maar\n- Interview with {guests}\n\n### Keep In Touch\n{section}"
        );
        let episode = notes::read("x.md", &text);
        let mut found = Vec::new();
        for person in &episode.people {
            found.extend(
                person
                    .links
                    .iter()
                    .map(|link| format!("{}: {} {}", person.name, link.label, link.url)),
            );
        }
        found.extend(episode.contacts.iter().map(|link| format!("{} {}", link.label, link.url)));
        found
    }

    #[test]
    fn flat_contacts_belong_to_the_only_guest() {
        let text = "- [Blog](https://ada.example)\n- Twitter: [@ada](https://twitter.com/ada)\n\nThe intro music is [CC BY](https://c.example)";
        assert_eq!(
            contacts("Ada Lovelace", text),
            [
                "Ada Lovelace: Blog https://ada.example",
                "Ada Lovelace: Twitter: @ada https://twitter.com/ada",
            ]
        );
    }

    #[test]
    fn contacts_below_a_name_are_that_person_s_and_flat_ones_nobody_s() {
        let text = "- [Forum](https://f.example)\n- Bob\n    - [Blog](https://bob.example)\n- Ada:\n  - GitHub\n    - [@al](https://github.com/al)";
        assert_eq!(
            contacts("Ada Lovelace and Bob Shaw", text),
            [
                "Ada Lovelace: GitHub: @al https://github.com/al",
                "Bob Shaw: Blog https://bob.example",
                "Forum https://f.example",
            ]
        );
    }

    #[test]
    fn a_name_before_a_link_owns_the_rest_of_its_bullet_and_what_is_below() {
        let text = "- Ada\n- [Blog](https://ada.example)\n- Bob - [Code](https://c.example/b), [Blog](https://b.example)";
        assert_eq!(
            contacts("Ada Lovelace and Bob Shaw", text),
            [
                "Ada Lovelace: Blog https://ada.example",
                "Bob Shaw: Code https://c.example/b",
                "Bob Shaw: Blog https://b.example",
            ]
        );
        let text = "- Bob (@bs)\n    - [Blog](https://b.example)\n- Ada [@al](https://twitter.com/al)\n    - [Blog](https://a.example)";
        assert_eq!(
            contacts("Ada Lovelace and Bob Shaw", text),
            [
                "Ada Lovelace: @al https://twitter.com/al",
                "Ada Lovelace: Blog https://a.example",
                "Bob Shaw: @bs https://twitter.com/bs",
                "Bob Shaw: Blog https://b.example",
            ]
        );
        assert_eq!(
            contacts("Jo Hassan and Al Vu", "- [Jo's Blog](https://b.example)"),
            ["Jo Hassan: Jo's Blog https://b.example"]
        );
    }

    #[test]
    fn a_name_before_a_service_owns_the_rest_of_its_bullet() {
        for mark in [":", " -"] {
            let text = format!(
                "- Ada{mark} Twitter [@x](https://twitter.com/x), email [me](mailto:x@l.example)"
            );
            assert_eq!(
                contacts("Ada Lovelace and Bob Shaw", &text),
                ["Ada Lovelace: @x https://twitter.com/x", "Ada Lovelace: me mailto:x@l.example",]
            );
        }
    }

    #[test]
    fn a_heading_may_name_whose_contacts_stand_below_it() {
        let heading = |of: [&str; 2]| {
            let [ada, bob] = of;
            format!(
                "- [Forum](https://f.example)\n### {ada}\n- [Blog](https://a.example)\n### {bob}\n- [Blog](https://b.example)"
            )
        };
        for of in [
            ["Keep In Touch with Ada", "Keep In Touch with Bob Shaw"],
            ["Contact Ada", "Contact Bob"],
            ["Ada's Contact Info", "Bob's Contact Info"],
        ] {
            assert_eq!(
                contacts("Ada Lovelace and Bob Shaw", &heading(of)),
                [
                    "Ada Lovelace: Blog https://a.example",
                    "Bob Shaw: Blog https://b.example",
                    "Forum https://f.example",
                ],
                "{of:?}"
            );
        }
    }

    #[test]
    fn beside_contacts_below_a_person_flat_ones_are_nobody_s() {
        let text = "- Ada\n    - [Blog](https://ada.example)\n- [Forum](https://f.example)";
        assert_eq!(
            contacts("Ada Lovelace", text),
            ["Ada Lovelace: Blog https://ada.example", "Forum https://f.example",]
        );
    }

    #[test]
    fn a_name_beside_a_link_or_inside_a_handle_owns_it() {
        let text = "- Ada: [blog](https://a.example), Bob - [blog](https://b.example)\n- Twitter [@luna](https://twitter.com/luna), [@b_shaw](https://twitter.com/b_shaw)\n- [Ada's page](https://p.example)";
        assert_eq!(
            contacts("Ada Lovelace and Bob Shaw", text),
            [
                "Ada Lovelace: blog https://a.example",
                "Ada Lovelace: Ada's page https://p.example",
                "Bob Shaw: blog https://b.example",
                "Bob Shaw: @b_shaw https://twitter.com/b_shaw",
                "Twitter: @luna https://twitter.com/luna",
            ]
        );
    }

    #[test]
    fn a_mailbox_called_as_somebody_is_theirs() {
        let text = "- Email: ada@l.example, bob@l.example, all@l.example";
        assert_eq!(
            contacts("Ada Lovelace and Bob Shaw", text),
            [
                "Ada Lovelace: Email: ada@l.example mailto:ada@l.example",
                "Bob Shaw: bob@l.example mailto:bob@l.example",
                "all@l.example mailto:all@l.example",
            ]
        );
    }

    #[test]
    fn addresses_without_links_are_found() {
        let text = "Twitter: @ada | GitHub: ada-l | ada@a.example";
        assert_eq!(
            contacts("Ada Lovelace", text),
            [
                "Ada Lovelace: Twitter: @ada https://twitter.com/ada",
                "Ada Lovelace: GitHub: ada-l https://github.com/ada-l",
                "Ada Lovelace: ada@a.example mailto:ada@a.example",
            ]
        );
    }

    #[test]
    fn beside_known_guests_a_new_name_is_a_project_s() {
        let text = "- Ada\n    - [Blog](https://ada.example)\n- Luna Labs\n    - [Site](https://l.example)";
        assert_eq!(
            contacts("Ada Lovelace", text),
            ["Ada Lovelace: Blog https://ada.example", "Site https://l.example"]
        );
        let text = "- Eva Berg\n    - [Blog](https://eva.example)";
        assert_eq!(contacts("the makers of cats", text), ["Eva Berg: Blog https://eva.example"]);
    }

    #[test]
    fn a_linked_name_owns_what_stands_below_it_and_a_handle_may_end_in_one() {
        let text = "- [Ada](https://a.example)\n    - [Blog](https://b.example)\n- [@cat](https://twitter.com/catbobb)";
        assert_eq!(
            contacts("Ada Lovelace and Bobb Moon", text),
            [
                "Ada Lovelace: Ada https://a.example",
                "Ada Lovelace: Blog https://b.example",
                "Bobb Moon: @cat https://twitter.com/catbobb",
            ]
        );
    }

    #[test]
    fn a_name_may_follow_a_link_or_stand_before_all_of_a_bullet() {
        let text = "- [@x](https://twitter.com/x) - Ada\n- [@y](https://twitter.com/y) (Bob Shaw), [code](https://c.example) (Ada)\n- Bob ([blog](https://b.example), [more](https://m.example))\n- [Luna](https://l.example) - a cat";
        assert_eq!(
            contacts("Ada Lovelace and Bob Shaw", text),
            [
                "Ada Lovelace: @x https://twitter.com/x",
                "Ada Lovelace: code https://c.example",
                "Bob Shaw: @y https://twitter.com/y",
                "Bob Shaw: blog https://b.example",
                "Bob Shaw: more https://m.example",
                "Luna https://l.example",
            ]
        );
    }

    #[test]
    fn hosts_may_be_reached_too_and_services_are_nobody() {
        let text = "- Dora\n    - [Blog](https://d.example)\n- Twitter\n    - [@luna](https://twitter.com/luna)";
        assert_eq!(
            contacts("Ada Lovelace and Bob Shaw", text),
            ["Dora Maar: Blog https://d.example", "Twitter: @luna https://twitter.com/luna",]
        );
    }

    #[test]
    fn all_links_of_a_bullet_are_those_of_the_name_it_begins_with() {
        let text = "- Ada: [@al](https://twitter.com/al), [code](https://c.example)\n- [Forum](https://f.example)";
        assert_eq!(
            contacts("Ada Lovelace and Bob Shaw", text),
            [
                "Ada Lovelace: @al https://twitter.com/al",
                "Ada Lovelace: code https://c.example",
                "Forum https://f.example",
            ]
        );
    }
}
