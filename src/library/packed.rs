//! An episode on its way into the library: packed where it was read, by whatever thread.
//!
//! Owns the packing: what of an outline is kept, in how little room, and the names that the
//! library has still to number. It must not know other episodes.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use crate::episode::{Link, Outline, Pick};
use crate::fold;

use super::entry::{Counts, Entry, LINE, NOBODY, PART, role_bit};
use super::places;

/// An episode as the library takes it in.
///
/// All of it is in a few pieces of memory that stay as they are: what one thread reserves and
/// another gives back costs more than reading the notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// People and tags have the numbers of their lines in `names`.
    pub(super) entry: Entry,
    /// The show's name; its site; a line for each person named, and for each tag: the name as it
    /// is compared, and as it is written.
    pub(super) names: Box<str>,
    /// How many of the lines name people.
    pub(super) people: usize,
    /// Where the picks lead, as [`places`] tells.
    pub(super) places: Box<[u64]>,
}

impl Packed {
    /// Packs what the notes at a path say. `below` is how many bytes at the end of the path are
    /// the path below the folder given: its name to people.
    pub fn new(path: Arc<Path>, below: usize, outline: &Outline) -> Self {
        let mut names = Names::new(outline);
        let mut text = Packing::default();
        text.part(&outline.title);
        let (mut people, mut reached) = (Vec::new(), Vec::new());
        let mut contact = |of: u32, link: &Link| {
            text.line();
            text.part(&link.label);
            text.part(link.url.as_str());
            reached.push(of);
        };
        for somebody in &outline.people {
            let number = names.person(&somebody.name);
            people.push(number << 1 | role_bit(somebody.role));
            somebody.links.iter().for_each(|link| contact(number, link));
        }
        outline.contacts.iter().for_each(|link| contact(NOBODY, link));
        let mut givers = Vec::with_capacity(outline.picks.len());
        // A pick's place among the others is kept in 16 bits.
        for pick in outline.picks.iter().take(usize::from(u16::MAX)) {
            givers.push(if pick.by.is_empty() { NOBODY } else { names.person(&pick.by) });
            text.pick(pick);
        }
        let named = names.people.len();
        let tags = 0..count(outline.tags.len());
        outline.tags.iter().for_each(|tag| names.line(tag));
        let counts =
            Counts { people: count(people.len()), tags: tags.end, contacts: count(reached.len()) };
        let numbers = people.into_iter().chain(tags).chain(reached).chain(givers).collect();
        let Outline { number, date, .. } = *outline;
        let entry = Entry::new(path, below, (number, date), (counts, numbers), text.text.into());
        let places = places(&entry).into();
        Self { entry, names: names.text.into(), people: named, places }
    }

    /// The notes file itself.
    pub const fn path(&self) -> &Arc<Path> {
        self.entry.path()
    }

    /// The path relative to the folder given, safe to show.
    pub fn file(&self) -> String {
        self.entry.file()
    }
}

/// The names of an episode, each person's once.
struct Names<'a> {
    text: String,
    people: HashMap<&'a str, u32>,
}

impl<'a> Names<'a> {
    fn new(outline: &'a Outline) -> Self {
        let show = outline.show.as_deref().unwrap_or_default();
        let site = outline.site.as_ref().map_or("", |site| site.as_str());
        let mut text = String::with_capacity(256);
        text.extend([&one_part(show), "\n", site, "\n"]);
        Self { text, people: HashMap::new() }
    }

    /// The number of somebody's line.
    fn person(&mut self, name: &'a str) -> u32 {
        let next = count(self.people.len());
        let number = *self.people.entry(name).or_insert(next);
        if number == next {
            self.line(name);
        }
        number
    }

    fn line(&mut self, name: &str) {
        let name = one_part(name);
        fold::push_comparable(&name, &mut self.text);
        self.text.push(PART);
        self.text.push_str(&name);
        self.text.push(LINE);
    }
}

/// A text being packed.
#[derive(Default)]
struct Packing {
    text: String,
    /// Whether the line has a part already.
    begun: bool,
}

impl Packing {
    fn pick(&mut self, pick: &Pick) {
        self.line();
        self.part(&pick.title);
        self.part(&pick.note);
        pick.links.iter().for_each(|link| self.part(link.url.as_str()));
    }

    /// Begins a new line.
    fn line(&mut self) {
        self.text.push(LINE);
        self.begun = false;
    }

    /// Adds a part to the line.
    fn part(&mut self, part: &str) {
        if std::mem::replace(&mut self.begun, true) {
            self.text.push(PART);
        }
        self.text.push_str(&one_part(part));
    }
}

/// A text in which nothing ends a part.
fn one_part(text: &str) -> Cow<'_, str> {
    if text.contains([LINE, PART]) { text.replace([LINE, PART], " ").into() } else { text.into() }
}

/// A number of things in one file, of which there are not four thousand million.
fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
