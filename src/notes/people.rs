//! Who is on the episode: one member for one person, however often and however spelled.
//!
//! Owns how names from different places of the notes become people: short names find their
//! full ones, spellings merge, two people who share a first name stay two. It must not read
//! sentences (`intro`) nor look beyond this episode: what the notes leave open stays open, for
//! the library to close.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::episode::{Link, Person, Role};

use super::background::Background;
use super::likeness::{Likeness, Name, likeness};

/// More people than are on any episode; names beyond are nobody.
const LARGEST: usize = 64;

/// A member of the cast, valid for the cast it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Who(usize);

/// What somebody is looked up for; it decides between two people of one first name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum For {
    /// Somebody who picks: hosts come first, and nobody twice while another is left.
    Pick,
    /// Somebody to be reached: guests come first.
    Contact,
    /// Somebody who asks: hosts come first.
    Question,
}

/// Everybody named on the episode.
#[derive(Debug, Default)]
pub(super) struct Cast<'a> {
    members: Vec<Member<'a>>,
    /// Where full names and their spellings are looked for.
    background: Background<'a>,
    /// Names as written that were taken for a member's, spelled slightly otherwise.
    slips: Vec<(&'a str, Who)>,
}

#[derive(Debug)]
struct Member<'a> {
    name: Name<'a>,
    /// `None` while only a pick or a question tells of them.
    role: Option<Role>,
    links: Vec<Link<Cow<'a, str>>>,
    has_picked: bool,
}

impl<'a> Cast<'a> {
    /// An empty cast that will look for full names in `background`.
    pub(super) fn new(background: Background<'a>) -> Self {
        Self { members: Vec::with_capacity(4), background, slips: Vec::new() }
    }

    /// Adds the people of one list, such as a host line.
    pub(super) fn introduce(
        &mut self,
        names: impl IntoIterator<Item = impl Into<Cow<'a, str>>>,
        role: Role,
    ) {
        // People of one list are different people, however alike their names.
        let before = self.members.len();
        for name in names {
            if self.members.len() >= LARGEST {
                return;
            }
            let name = Name::new(name);
            let members = || self.members.iter().take(before);
            // Who has the very name, whoever else could be meant by it.
            let is_same =
                |member: &Member<'_>| member.name.as_str() == name.as_str() && name.words() > 1;
            // A guest called Bob is not the host Bob Shaw, unless by the full name.
            let is_alike = |member: &Member<'_>| {
                member.role.is_none_or(|known| known == role)
                    && likeness(&name, &member.name).is_some()
            };
            let known = members().position(is_same).or_else(|| members().position(is_alike));
            match known.and_then(|at| self.members.get_mut(at)) {
                Some(member) => {
                    member.learn(&name);
                    member.role = member.role.or(Some(role));
                }
                None => self.members.push(Member::new(name, Some(role))),
            }
        }
    }

    /// Whether anybody has a role.
    pub(super) fn has(&self, role: Role) -> bool {
        self.members.iter().any(|member| member.role == Some(role))
    }

    /// Whether the names of all who have a role are such.
    pub(super) fn everybody_is(&self, role: Role, is_such: impl Fn(&str) -> bool) -> bool {
        let mut members = self.members.iter().filter(|member| member.role == Some(role));
        members.all(|member| is_such(member.name.as_str()))
    }

    /// Takes everybody with a role for nobody; only before anything is known of them but names.
    pub(super) fn forget(&mut self, role: Role) {
        self.members.retain(|member| member.role != Some(role));
    }

    /// The only guest, when there is exactly one.
    pub(super) fn only_guest(&self) -> Option<Who> {
        let mut guests =
            self.members.iter().enumerate().filter(|(_, member)| member.role == Some(Role::Guest));
        let (first, _) = guests.next()?;
        guests.next().is_none().then_some(Who(first))
    }

    /// The guests of whom no contact is known.
    pub(super) fn unreached_guests(&self) -> impl Iterator<Item = Who> {
        let members = self.members.iter().enumerate();
        let is_unreached =
            |member: &Member<'_>| member.role == Some(Role::Guest) && member.links.is_empty();
        members.filter(move |(_, member)| is_unreached(member)).map(|(at, _)| Who(at))
    }

    /// Everybody, in the order they were introduced.
    pub(super) fn everybody(&self) -> impl Iterator<Item = (Who, &Name<'a>)> {
        self.members.iter().enumerate().map(|(at, member)| (Who(at), &member.name))
    }

    /// The full name of a member.
    pub(super) fn name(&self, who: Who) -> &str {
        self.members.get(who.0).map_or("", |member| member.name.as_str())
    }

    /// The full name of a member for a text that is kept.
    pub(super) fn name_to_keep(&self, who: Who) -> Cow<'a, str> {
        self.members.get(who.0).map(|member| member.name.clone().into_text()).unwrap_or_default()
    }

    /// The role of a member, if it is known yet.
    pub(super) fn role(&self, who: Who) -> Option<Role> {
        self.members.get(who.0).and_then(|member| member.role)
    }

    /// The member a written name stands for.
    pub(super) fn find(&self, written: &str, purpose: For) -> Option<Who> {
        if let Some(who) = self.find_exactly(written, purpose) {
            return Some(who);
        }
        let written = Name::new(written);
        let is_single = written.words() == 1;
        let mut best: Option<(Likeness, u8, usize)> = None;
        for (at, member) in self.members.iter().enumerate() {
            let Some(likeness) = likeness(&written, &member.name) else {
                continue;
            };
            // `Chris` is as good for Chris Shaw as for somebody known by that name alone.
            let likeness =
                if is_single && likeness == Likeness::Same { Likeness::Part } else { likeness };
            let rank = member.rank(purpose);
            if best.is_none_or(|(known, other, _)| (likeness, rank) > (known, other)) {
                best = Some((likeness, rank, at));
            }
        }
        let by_initials = || self.find_by_initials(written.as_str());
        // Elsewhere they may be anything: `AI`, `PR`.
        let is_signed = matches!(purpose, For::Question | For::Pick);
        best.map(|(_, _, at)| Who(at)).or_else(|| by_initials().filter(|_| is_signed))
    }

    /// The only member who has these initials: `AL` finds Ada Lovelace.
    pub(super) fn find_by_initials(&self, initials: &str) -> Option<Who> {
        if !matches!(initials.len(), 2 | 3) || !initials.bytes().all(|c| c.is_ascii_uppercase()) {
            return None;
        }
        let has_initials = |(_, name): &(Who, &Name<'_>)| {
            let words = name.as_str().split(' ').map(|word| word.chars().next());
            words.eq(initials.chars().map(Some))
        };
        let mut found = self.everybody().filter(has_initials);
        let (who, _) = found.next()?;
        found.next().is_none().then_some(who)
    }

    /// The member whose name, or one word of it, is exactly what is written: the common case,
    /// answered without folding letters.
    pub(super) fn find_exactly(&self, written: &str, purpose: For) -> Option<Who> {
        let is_named =
            |member: &Member<'_>| member.name.as_str() == written || member.name.has_word(written);
        let members = self.members.iter().enumerate().filter(|(_, member)| is_named(member));
        // The first of equals, as everywhere.
        members.rev().max_by_key(|(_, member)| member.rank(purpose)).map(|(at, _)| Who(at))
    }

    /// The member a written name stands for, added if it is nobody known.
    pub(super) fn find_or_add(&mut self, written: &'a str, purpose: For) -> Option<Who> {
        if let Some(who) = self.find(written, purpose) {
            self.learn(who, written);
            return Some(who);
        }
        let full = self.full_name(written).map(str::to_owned);
        let name = full.map_or_else(|| Name::new(written), Name::new);
        let role = match purpose {
            For::Contact => Some(Role::Guest),
            For::Pick | For::Question => None,
        };
        self.add(name, role)
    }

    /// Adds a guest who is called as somebody else is, as the notes tell by naming them twice.
    pub(super) fn add_namesake(&mut self, written: &'a str) -> Option<Who> {
        self.add(Name::new(written), Some(Role::Guest))
    }

    /// Adds somebody, while there is room.
    fn add(&mut self, name: Name<'a>, role: Option<Role>) -> Option<Who> {
        if self.members.len() >= LARGEST {
            return None;
        }
        self.members.push(Member::new(name, role));
        Some(Who(self.members.len() - 1))
    }

    /// Whether a member has a full name, of which this is one word.
    pub(super) fn is_first_name(&self, who: Who, written: &str) -> bool {
        self.members
            .get(who.0)
            .is_some_and(|member| member.name.words() > 1 && member.name.has_word(written))
    }

    /// Takes from a name as written what is fuller or better spelled about that of the member it
    /// was found to stand for.
    pub(super) fn learn(&mut self, who: Who, written: &'a str) {
        let Some(member) = self.members.get_mut(who.0) else { return };
        let name = Name::new(written);
        if likeness(&name, &member.name) == Some(Likeness::Slip) {
            self.slips.push((written, who));
        }
        member.learn(&name);
    }

    /// Whether the background gives a first name its surname.
    pub(super) fn knows_of(&self, first: &str) -> bool {
        self.full_name(first).is_some()
    }

    /// Remembers that somebody's picks have been read.
    pub(super) fn has_picked(&mut self, who: Who) {
        if let Some(member) = self.members.get_mut(who.0) {
            member.has_picked = true;
        }
    }

    /// Adds a contact.
    pub(super) fn reach(&mut self, who: Who, link: Link<Cow<'a, str>>) {
        if let Some(member) = self.members.get_mut(who.0) {
            member.role = member.role.or(Some(Role::Guest));
            member.links.push(link);
        }
    }

    /// The name in the background that begins with a first name and is nobody's yet: `Ada` finds
    /// `Ada Lovelace`.
    fn full_name(&self, first: &str) -> Option<&str> {
        self.background.full_name(first, |name| !self.is_somebodys(name))
    }

    /// Whether a member has the very name.
    fn is_somebodys(&self, name: &str) -> bool {
        self.members.iter().any(|member| member.name.as_str() == name)
    }

    /// Gives guests of whom only the first name was told their full ones, and those whose full
    /// name was told its right spelling, as the background has them.
    pub(super) fn look_up_guests(&mut self) {
        for at in 0..self.members.len() {
            let Some(member) = self.members.get(at) else { return };
            if member.role != Some(Role::Guest) {
                continue;
            }
            let name = &member.name;
            let is_free = |name: &str| !self.is_somebodys(name);
            let better = if name.words() == 1 {
                let formal = || self.background.formal_name(name, is_free);
                self.full_name(name.as_str()).or_else(formal)
            } else {
                // The text means whoever has the very name: `Dave Brown`, where there is a David,
                // too.
                self.background.spelling(name).filter(|name| is_free(name))
            };
            let better = better.map(|name| Name::new(name.to_owned()));
            if let (Some(name), Some(member)) = (better, self.members.get_mut(at)) {
                member.name = name;
            }
        }
    }

    /// The names that were taken for another, slightly different one, and what that is.
    pub(super) fn slips(&self) -> impl Iterator<Item = (&str, &str)> {
        let slips = self.slips.iter().map(|&(written, who)| (written, self.name(who)));
        slips.filter(|(written, name)| written != name)
    }

    /// Gives everybody left a role: without a host line those who pick and ask are the hosts,
    /// with one they must be guests.
    pub(super) fn settle(&mut self) {
        let left = if self.has(Role::Host) { Role::Guest } else { Role::Host };
        for member in &mut self.members {
            member.role = member.role.or(Some(left));
        }
    }

    /// The people, hosts and guests as introduced.
    pub(super) fn into_people(self) -> impl Iterator<Item = Person<Cow<'a, str>>> {
        self.members.into_iter().map(|member| Person {
            name: member.name.into_text(),
            role: member.role.unwrap_or(Role::Guest),
            links: member.links,
        })
    }
}

impl<'a> Member<'a> {
    const fn new(name: Name<'a>, role: Option<Role>) -> Self {
        Self { name, role, links: Vec::new(), has_picked: false }
    }

    /// Takes a fuller form of the name: `Ada` becomes `Ada Lovelace`, and so does `Adda`.
    fn learn(&mut self, name: &Name<'a>) {
        let (new, known) = (name.as_str(), self.name.as_str());
        // `Zoé` and `Zoe` are the same; who writes the accent knows better.
        let is_accented = new != known
            && !new.is_ascii()
            && known.is_ascii()
            && likeness(&self.name, name) == Some(Likeness::Same);
        let is_longer = name.words() > self.name.words()
            || name.words() == self.name.words() && self.name.begins_with_initial();
        let is_fuller = is_longer
            && likeness(&self.name, name)
                .is_some_and(|likeness| likeness == Likeness::Part || self.name.words() == 1);
        if is_accented || is_fuller {
            self.name = name.clone();
        }
    }

    /// How well somebody suits a purpose when the name alone does not decide.
    const fn rank(&self, purpose: For) -> u8 {
        let is_host = matches!(self.role, Some(Role::Host));
        match purpose {
            For::Pick => (!self.has_picked) as u8 * 2 + is_host as u8,
            For::Contact => (!is_host) as u8 * 2 + self.links.is_empty() as u8,
            For::Question => is_host as u8,
        }
    }
}
