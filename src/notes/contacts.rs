//! The contact section → how people and projects are reached.
//!
//! Owns the shapes in which contacts are written (by person, by service, flat, in prose) and
//! whose each one is. It must not decide who a name is: that is `people`.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::address::Address;
use crate::episode::{Link, Role};

use super::blocks::{Block, Kind, Notes};
use super::credits::is_credit;
use super::givers::{beside_link, prefix};
use super::inline::{Form, RawLink, cut};
use super::likeness::letters;
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
    /// A name that is nobody's: rather that of a project.
    project: Option<&'a str>,
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
        frames.push(Frame { depth: None, person, service: None, project: None });
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
                    let (depth, person) = (Some(depth), Some(who));
                    frames.push(Frame { depth, person, service: None, project: None });
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
                .or_else(|| only.filter(|_| !is_project_s(frames, url.as_str())));
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
    let none = Frame { depth, person: None, service: None, project: None };
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
    let project = Some(name).filter(|_| is_name && is_above && person.is_none());
    Frame { person, project, ..none }
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

/// Whether an address has the name of the project in it that it stands below: `luna.example` or
/// `twitter.com/getluna` below `Luna`.
fn is_project_s(frames: &[Frame<'_>], address: &str) -> bool {
    let project = frames.last().and_then(|frame| frame.project);
    project.is_some_and(|project| letters(address).contains(&letters(project)))
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
