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
use serde::{Deserialize, Serialize};

use crate::episode::{Link, Outline, Pick};
use crate::sanitize;

use super::entry::{self, Counts, LINE, NOBODY, PART, role_bit};
use super::names::Names;
use super::picked;

/// Some episodes, packed. Serialized, it does not say where their files are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    dockets: Vec<Docket>,
    /// The texts of their entries.
    text: String,
    /// The numbers of their entries; people and tags have those of the parcel's own names.
    numbers: Vec<u32>,
    pub(super) people: Names,
    pub(super) tags: Names,
    pub(super) shows: Names,
    pub(super) sites: Names,
    /// Where their picks lead, as [`picked::places`] tells. Not serialized: another machine has
    /// other hashes, and they follow from the texts.
    #[serde(skip)]
    places: Vec<u64>,
}

/// What stands beside an episode in a parcel, and where it ends there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Docket {
    #[serde(skip, default = "nowhere")]
    path: Arc<Path>,
    #[serde(skip)]
    below: usize,
    number: Option<u32>,
    date: Option<Date>,
    counts: Counts,
    text_end: usize,
    numbers_end: usize,
    #[serde(skip)]
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
    pub(super) places: &'a [u64],
}

impl Parcel {
    /// Adds what the notes at a path say. `below` is how many bytes at the end of the path are
    /// the path below the folder given: its name to people; 0 for all.
    pub fn add(&mut self, path: Arc<Path>, below: usize, outline: &Outline<'_>) {
        let Self { dockets, text, numbers, people, tags, shows, sites, places } = self;
        let episode = dockets.len();
        let mut person = |name: &str| people.number(&one_part(name), episode);
        let start = text.len();
        let mut text = Packing { text, begun: false };
        text.part(&outline.title);
        for somebody in &outline.people {
            numbers.push(person(&somebody.name) << 1 | role_bit(somebody.role));
        }
        numbers.extend(outline.tags.iter().map(|tag| tags.number(&one_part(tag), episode)));
        let before = numbers.len();
        for somebody in outline.people.iter().filter(|somebody| !somebody.links.is_empty()) {
            let number = person(&somebody.name);
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
            numbers.push(if pick.by.is_empty() { NOBODY } else { person(&pick.by) });
        }
        for pick in kept {
            // Behind the line break that the pick begins with.
            numbers.push(count(text.text.len() + 1 - start));
            text.pick(pick);
        }
        if let Some(show) = outline.show.as_deref().filter(|show| !show.is_empty()) {
            shows.number(&one_part(show), episode);
        }
        if let Some(site) = &outline.site {
            sites.number(site.as_str(), episode);
        }
        let tags = count(outline.tags.len());
        let counts = Counts { people: count(outline.people.len()), tags, contacts };
        let addresses = kept.iter().flat_map(|pick| &pick.links).map(|link| link.url.as_str());
        places.extend(picked::places(addresses));
        dockets.push(Docket {
            path,
            below,
            number: outline.number,
            date: outline.date,
            counts,
            text_end: text.text.len(),
            numbers_end: numbers.len(),
            places_end: places.len(),
        });
    }

    /// The same episodes after they have been serialized, in files at these paths; `below` as in
    /// [`Parcel::add`]. `None` when there are not as many, or a text or count in it is not as
    /// this program leaves it.
    pub fn in_files(mut self, files: impl Iterator<Item = (Arc<Path>, usize)>) -> Option<Self> {
        let mut files = files.fuse();
        for docket in &mut self.dockets {
            (docket.path, docket.below) = files.next()?;
        }
        let texts = [&self.people, &self.tags, &self.shows, &self.sites].map(Names::text);
        let is_clean = |text: &str| *sanitize::text(text) == *text;
        let is_whole = |packed: &Packed<'_>| packed.counts.fit(packed.numbers.len());
        let is_sound = files.next().is_none()
            && is_clean(&self.text)
            && texts.into_iter().all(is_clean)
            && self.episodes().all(|packed| is_whole(&packed));
        is_sound.then(|| self.with_places())
    }

    /// The same, with where the picks lead.
    fn with_places(mut self) -> Self {
        let (mut places, mut ends) = (Vec::new(), Vec::with_capacity(self.len()));
        for Packed { text, counts, .. } in self.episodes() {
            places.extend(picked::places(entry::pick_addresses(text, counts)));
            ends.push(places.len());
        }
        self.dockets.iter_mut().zip(ends).for_each(|(docket, end)| docket.places_end = end);
        Self { places, ..self }
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
        let (mut text, mut numbers, mut places) = (0, 0, 0);
        self.dockets.iter().map(move |docket| {
            let packed = Packed {
                path: &docket.path,
                below: docket.below,
                number: docket.number,
                date: docket.date,
                counts: docket.counts,
                text: self.text.get(text..docket.text_end).unwrap_or_default(),
                numbers: self.numbers.get(numbers..docket.numbers_end).unwrap_or_default(),
                places: self.places.get(places..docket.places_end).unwrap_or_default(),
            };
            text = docket.text_end;
            numbers = docket.numbers_end;
            places = docket.places_end;
            packed
        })
    }
}

/// The path of a file that is not known yet.
fn nowhere() -> Arc<Path> {
    Path::new("").into()
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
