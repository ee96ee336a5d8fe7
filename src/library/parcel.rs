//! Episodes on their way into the library: packed where they were read, by whatever thread.
//!
//! Owns the packing: what of an outline is kept, and the names that the library has still to
//! number. It must not know other episodes.
//!
//! Many episodes are in a few pieces of memory, which the library copies from: what is kept for
//! long is reserved by the one thread that keeps it, beside nothing that soon goes. Memory that
//! one thread reserves and another gives back, piece by piece, costs more than reading the notes.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::episode::{Link, Outline, Pick};
use crate::fold;

use super::entry::{self, Counts, LINE, NOBODY, PART, role_bit};

/// Some episodes, packed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parcel {
    dockets: Vec<Docket>,
    /// The texts of their entries.
    text: String,
    /// The numbers of their entries. People and tags have the numbers of their lines in `names`.
    numbers: Vec<u32>,
    /// For each episode: the show's name; its site; a line for each person named, and for each
    /// tag: the name as it is compared, and as it is written.
    names: String,
    /// Where their picks lead, as [`super::places`] tells.
    places: Vec<u64>,
}

/// What stands beside an episode in a parcel, and where it ends there.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Docket {
    path: Arc<Path>,
    below: usize,
    number: Option<u32>,
    date: Option<Date>,
    counts: Counts,
    named: usize,
    text_end: usize,
    numbers_end: usize,
    names_end: usize,
    places_end: usize,
}

/// One episode of a parcel.
pub(super) struct Packed<'a> {
    pub(super) path: &'a Arc<Path>,
    pub(super) below: usize,
    pub(super) number: Option<u32>,
    pub(super) date: Option<Date>,
    pub(super) counts: Counts,
    pub(super) numbers: &'a [u32],
    pub(super) text: &'a str,
    pub(super) names: &'a str,
    /// How many lines of `names` are of people.
    pub(super) named: usize,
    pub(super) places: &'a [u64],
}

impl Parcel {
    /// Adds what the notes at a path say. `below` is how many bytes at the end of the path are
    /// the path below the folder given: its name to people; 0 for all.
    pub fn add(&mut self, path: Arc<Path>, below: usize, outline: &Outline<'_>) {
        let Self { dockets, text, numbers, names, places } = self;
        let start = text.len();
        let mut names = Names::new(names, outline);
        let mut text = Packing { text, begun: false };
        text.part(&outline.title);
        for somebody in &outline.people {
            numbers.push(names.person(&somebody.name) << 1 | role_bit(somebody.role));
        }
        let tags = 0..count(outline.tags.len());
        numbers.extend(tags.clone());
        let before = numbers.len();
        for somebody in &outline.people {
            let number = names.person(&somebody.name);
            numbers.extend(somebody.links.iter().map(|_| number));
            somebody.links.iter().for_each(|link| text.contact(link));
        }
        numbers.extend(outline.contacts.iter().map(|_| NOBODY));
        outline.contacts.iter().for_each(|link| text.contact(link));
        let contacts = count(numbers.len() - before);
        // A pick's place among the others is kept in 16 bits.
        let kept = outline.picks.len().min(usize::from(u16::MAX));
        let kept = outline.picks.get(..kept).unwrap_or_default();
        for pick in kept {
            numbers.push(if pick.by.is_empty() { NOBODY } else { names.person(&pick.by) });
        }
        for pick in kept {
            // Behind the line break that the pick begins with.
            numbers.push(count(text.text.len() + 1 - start));
            text.pick(pick);
        }
        let named = names.people.len();
        outline.tags.iter().for_each(|tag| names.line(tag));
        let counts = Counts { people: count(outline.people.len()), tags: tags.end, contacts };
        let addresses = kept.iter().flat_map(|pick| &pick.links).map(|link| link.url.as_str());
        places.extend(super::places(addresses));
        dockets.push(Docket {
            path,
            below,
            number: outline.number,
            date: outline.date,
            counts,
            named,
            text_end: text.text.len(),
            numbers_end: numbers.len(),
            names_end: names.text.len(),
            places_end: places.len(),
        });
    }

    /// How many episodes there are.
    pub const fn len(&self) -> usize {
        self.dockets.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.dockets.is_empty()
    }

    /// The notes files, as they are shown.
    pub fn files(&self) -> impl Iterator<Item = String> {
        self.dockets.iter().map(|docket| entry::shown(&docket.path, docket.below))
    }

    /// The episodes one by one.
    pub(super) fn episodes(&self) -> impl Iterator<Item = Packed<'_>> {
        let (mut text, mut numbers, mut names, mut places) = (0, 0, 0, 0);
        self.dockets.iter().map(move |docket| {
            let packed = Packed {
                path: &docket.path,
                below: docket.below,
                number: docket.number,
                date: docket.date,
                counts: docket.counts,
                named: docket.named,
                text: self.text.get(text..docket.text_end).unwrap_or_default(),
                numbers: self.numbers.get(numbers..docket.numbers_end).unwrap_or_default(),
                names: self.names.get(names..docket.names_end).unwrap_or_default(),
                places: self.places.get(places..docket.places_end).unwrap_or_default(),
            };
            text = docket.text_end;
            numbers = docket.numbers_end;
            names = docket.names_end;
            places = docket.places_end;
            packed
        })
    }
}

/// The names of an episode, each person's once.
struct Names<'p, 'o> {
    text: &'p mut String,
    people: Vec<&'o str>,
}

impl<'p, 'o> Names<'p, 'o> {
    fn new(text: &'p mut String, outline: &'o Outline<'_>) -> Self {
        let show = outline.show.as_deref().unwrap_or_default();
        let site = outline.site.as_ref().map_or("", |site| site.as_str());
        text.extend([&*one_part(show), "\n", site, "\n"]);
        Self { text, people: Vec::with_capacity(outline.people.len()) }
    }

    /// The number of somebody's line. There are few people on an episode.
    fn person(&mut self, name: &'o str) -> u32 {
        let known = self.people.iter().position(|&known| known == name);
        count(known.unwrap_or_else(|| {
            self.people.push(name);
            self.line(name);
            self.people.len() - 1
        }))
    }

    fn line(&mut self, name: &str) {
        let name = one_part(name);
        fold::push_comparable(&name, self.text);
        self.text.push(PART);
        self.text.push_str(&name);
        self.text.push(LINE);
    }
}

/// A text being packed.
struct Packing<'p> {
    text: &'p mut String,
    /// Whether the line has a part already.
    begun: bool,
}

impl Packing<'_> {
    fn contact(&mut self, link: &Link<Cow<'_, str>>) {
        self.line();
        self.part(&link.label);
        self.part(link.url.as_str());
    }

    fn pick(&mut self, pick: &Pick<Cow<'_, str>>) {
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
    match memchr::memchr2(LINE as u8, PART as u8, text.as_bytes()) {
        None => text.into(),
        Some(_) => text.replace([LINE, PART], " ").into(),
    }
}

/// A number of things in one file, of which there are not four thousand million.
fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
