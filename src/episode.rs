//! One episode as plain data: what the notes say, read.
//!
//! Owns the words of the product (episode, person, contact, pick, link) as types, in the shape
//! `export` prints them. It must not read text, draw, or know where an episode came from.
//! Every text here has been through [`crate::sanitize`]; every address is an [`Address`].

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;

use crate::address::Address;

/// What one notes file says. Fields the notes leave out are `None` or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Episode {
    /// The podcast's name.
    pub show: Option<String>,
    /// The episode's number; an introductory episode is 0.
    pub number: Option<u32>,
    /// The title without a leading `Episode N - `; never empty.
    pub title: String,
    /// The day it was published.
    pub date: Option<Date>,
    /// Tags in the order given, trimmed, case kept.
    pub tags: Vec<String>,
    /// The page's own address on the show's site, Pelican's `url:`.
    pub slug: Option<String>,
    /// The show's site, which `slug` is relative to.
    #[serde(skip)]
    pub site: Option<Address>,
    /// The summary as plain text; paragraphs separated by a blank line.
    pub summary: String,
    /// The embedded player.
    pub player: Option<Address>,
    /// The audio file itself.
    pub audio: Option<Address>,
    /// Hosts and guests, in the order the notes introduce them.
    pub people: Vec<Person>,
    /// Contacts that belong to nobody in particular: a project, a mailing list.
    pub contacts: Vec<Link>,
    /// What people recommended, in the order of the notes.
    pub picks: Vec<Pick>,
    /// The Links section and its kin.
    pub links: Vec<SectionLink>,
    /// Links in passing, the interview's first; not part of the export.
    #[serde(skip)]
    pub mentioned: Vec<SectionLink>,
    /// The interview's questions.
    pub questions: Vec<Question>,
    /// Who paid for the episode.
    pub sponsors: Vec<Sponsor>,
    /// What had to be repaired or could not be read, by line.
    pub problems: Vec<Problem>,
}

/// What a list of episodes keeps of one: what it is found, shown and sorted by. The fields are
/// those of [`Episode`], their texts borrowed from the notes where those say them word for word:
/// whoever lists copies them elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline<'a> {
    /// The podcast's name.
    pub show: Option<String>,
    /// The episode's number; an introductory episode is 0.
    pub number: Option<u32>,
    /// The title without a leading `Episode N - `; never empty.
    pub title: Cow<'a, str>,
    /// The day it was published.
    pub date: Option<Date>,
    /// Tags in the order given, trimmed, case kept.
    pub tags: Vec<String>,
    /// The show's site.
    pub site: Option<Address>,
    /// Hosts and guests, in the order the notes introduce them.
    pub people: Vec<Person<Cow<'a, str>>>,
    /// Contacts that belong to nobody in particular: a project, a mailing list.
    pub contacts: Vec<Link<Cow<'a, str>>>,
    /// What people recommended, in the order of the notes.
    pub picks: Vec<Pick<Cow<'a, str>>>,
}

/// Somebody with a name who is host or guest. `T` is how texts are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Person<T = String> {
    /// The full name where the notes let a reader tell.
    pub name: T,
    /// Host or guest of this episode.
    pub role: Role,
    /// Contacts: how to reach this person.
    pub links: Vec<Link<T>>,
}

/// What a person is on an episode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Presents the show.
    Host,
    /// Is interviewed.
    Guest,
}

/// A label and an address that may be opened. `T` is how texts are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link<T = String> {
    /// What the notes call it; never empty.
    pub label: T,
    /// Where it leads.
    pub url: Address,
}

/// Something a person recommends. `T` is how texts are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pick<T = String> {
    /// Who recommends it, by full name; empty when the notes do not tell.
    pub by: T,
    /// What is recommended.
    pub title: T,
    /// What follows it, such as `by Tim Wu`; may be empty.
    pub note: T,
    /// Every address given for it; empty when the pick has no link.
    pub links: Vec<Link<T>>,
}

/// A link and the heading it stands under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SectionLink {
    /// What the notes call it; never empty.
    pub label: String,
    /// Where it leads.
    pub url: Address,
    /// The heading of the section, such as `Links`.
    pub section: String,
}

/// One question of the interview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// The question without the asker's name.
    pub text: String,
    /// The full name of the host who asks it.
    pub asker: Option<String>,
}

/// Who paid for the episode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sponsor {
    /// The company's or product's name.
    pub name: String,
    /// Where the notes send listeners.
    pub url: Option<Address>,
}

/// Something the reader of the notes had to repair or could not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The line in the file, from 1.
    pub line: u32,
    /// What was wrong and what was made of it, as one sentence without a full stop.
    pub message: String,
}

impl<'a> From<&'a Episode> for Outline<'a> {
    fn from(episode: &'a Episode) -> Self {
        Self {
            show: episode.show.clone(),
            number: episode.number,
            title: Cow::Borrowed(&episode.title),
            date: episode.date,
            tags: episode.tags.clone(),
            site: episode.site.clone(),
            people: episode.people.iter().map(Person::borrowed).collect(),
            contacts: episode.contacts.iter().map(Link::borrowed).collect(),
            picks: episode.picks.iter().map(Pick::borrowed).collect(),
        }
    }
}

impl Person {
    fn borrowed(&self) -> Person<Cow<'_, str>> {
        let links = self.links.iter().map(Link::borrowed).collect();
        Person { name: Cow::Borrowed(&self.name), role: self.role, links }
    }
}

impl Link {
    fn borrowed(&self) -> Link<Cow<'_, str>> {
        Link { label: Cow::Borrowed(&self.label), url: self.url.clone() }
    }
}

impl Pick {
    fn borrowed(&self) -> Pick<Cow<'_, str>> {
        Pick {
            by: Cow::Borrowed(&self.by),
            title: Cow::Borrowed(&self.title),
            note: Cow::Borrowed(&self.note),
            links: self.links.iter().map(Link::borrowed).collect(),
        }
    }
}

impl Person<Cow<'_, str>> {
    /// The person with texts of its own.
    pub(crate) fn into_owned(self) -> Person {
        let links = self.links.into_iter().map(Link::into_owned).collect();
        Person { name: self.name.into_owned(), role: self.role, links }
    }
}

impl Link<Cow<'_, str>> {
    /// The link with a text of its own.
    pub(crate) fn into_owned(self) -> Link {
        Link { label: self.label.into_owned(), url: self.url }
    }
}

impl Pick<Cow<'_, str>> {
    /// The pick with texts of its own.
    pub(crate) fn into_owned(self) -> Pick {
        Pick {
            by: self.by.into_owned(),
            title: self.title.into_owned(),
            note: self.note.into_owned(),
            links: self.links.into_iter().map(Link::into_owned).collect(),
        }
    }
}

impl Role {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Guest => "guest",
        }
    }
}

impl Episode {
    /// Gives a person another spelling of the name, wherever the episode mentions it. When the
    /// new name is on the episode already, the two are one person.
    pub fn rename(&mut self, old: &str, new: &str) {
        let mut people: Vec<Person> = Vec::with_capacity(self.people.len());
        for mut person in std::mem::take(&mut self.people) {
            if person.name == old {
                new.clone_into(&mut person.name);
            }
            match people.iter_mut().find(|other| other.name == person.name) {
                Some(other) => {
                    for link in person.links {
                        if other.links.iter().all(|known| known.url != link.url) {
                            other.links.push(link);
                        }
                    }
                }
                None => people.push(person),
            }
        }
        self.people = people;
        for pick in &mut self.picks {
            if pick.by == old {
                new.clone_into(&mut pick.by);
            }
        }
        for asker in self.questions.iter_mut().filter_map(|question| question.asker.as_mut()) {
            if asker == old {
                new.clone_into(asker);
            }
        }
    }

    /// The picks by giver, in the order in which each first gives one; whose giver the notes do
    /// not tell are under an empty name.
    pub fn picks_by_giver(&self) -> Vec<(&str, Vec<&Pick>)> {
        let mut groups: Vec<(&str, Vec<&Pick>)> = Vec::new();
        for pick in &self.picks {
            match groups.iter_mut().find(|(giver, _)| *giver == pick.by) {
                Some((_, picks)) => picks.push(pick),
                None => groups.push((&pick.by, vec![pick])),
            }
        }
        groups
    }

    /// The names of the people in one role, in the order of the notes.
    pub fn people_in(&self, role: Role) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(move |person| person.role == role)
    }
}
