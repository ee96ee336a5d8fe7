//! Blocks → sections: what each heading's part of the notes is about.
//!
//! Owns the wordings of headings. Adding a wording is one line in [`HEADINGS`]. It must not
//! read what stands in a section.

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::blocks::{Block, Kind, Notes};
use super::misspelt;

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    /// Before the first heading.
    Lead,
    /// What the episode is about.
    Summary,
    /// Hosts, guests, announcements.
    Intro,
    /// Questions and answers.
    Interview,
    /// Recommendations.
    Picks,
    /// How to reach people.
    Contacts,
    /// Whatever was mentioned.
    Links,
    /// Who paid.
    Sponsors,
    /// Music and licences.
    Credits,
    /// A heading not known here.
    Other,
}

/// Where a wording stands in a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Start,
    Anywhere,
}
use Place::{Anywhere, Start};

/// The wordings of headings, in lower case, whole words. The first that fits decides, so
/// `Interview with …` comes before every word that may occur in a guest's subject.
const HEADINGS: &[(Place, &str, Topic)] = &[
    (Start, "interview", Topic::Interview),
    (Start, "summary", Topic::Summary),
    (Start, "brief intro", Topic::Intro),
    (Start, "brief introduction", Topic::Intro),
    (Anywhere, "picks", Topic::Picks),
    (Anywhere, "touch", Topic::Contacts),
    (Start, "links", Topic::Links),
    (Start, "interviewing", Topic::Interview),
    (Start, "an interview", Topic::Interview),
    (Start, "the interview", Topic::Interview),
    (Start, "our interview", Topic::Interview),
    (Start, "conversation", Topic::Interview),
    (Start, "discussion", Topic::Interview),
    (Start, "questions", Topic::Interview),
    (Start, "topics", Topic::Interview),
    (Start, "talking with", Topic::Interview),
    (Start, "talking points", Topic::Interview),
    (Start, "chat with", Topic::Interview),
    (Anywhere, "pick", Topic::Picks),
    (Anywhere, "recommendation", Topic::Picks),
    (Anywhere, "recommendations", Topic::Picks),
    (Anywhere, "we recommend", Topic::Picks),
    (Anywhere, "we like", Topic::Picks),
    (Anywhere, "favorites", Topic::Picks),
    (Anywhere, "favourites", Topic::Picks),
    (Anywhere, "picked", Topic::Picks),
    (Anywhere, "shout outs", Topic::Picks),
    (Anywhere, "shoutouts", Topic::Picks),
    (Anywhere, "cool things", Topic::Picks),
    (Anywhere, "sponsor", Topic::Sponsors),
    (Anywhere, "sponsors", Topic::Sponsors),
    (Anywhere, "sponsored by", Topic::Sponsors),
    (Anywhere, "brought to you by", Topic::Sponsors),
    (Start, "supporters", Topic::Sponsors),
    (Start, "guest info", Topic::Contacts),
    (Start, "guest information", Topic::Contacts),
    (Anywhere, "contact", Topic::Contacts),
    (Anywhere, "contacts", Topic::Contacts),
    (Anywhere, "contacting", Topic::Contacts),
    (Anywhere, "get in contact", Topic::Contacts),
    (Anywhere, "closing announcements", Topic::Intro),
    (Anywhere, "closing remarks", Topic::Contacts),
    (Anywhere, "closing", Topic::Contacts),
    (Anywhere, "wrap up", Topic::Contacts),
    (Anywhere, "reach", Topic::Contacts),
    (Anywhere, "reaching", Topic::Contacts),
    (Anywhere, "connect", Topic::Contacts),
    (Anywhere, "connecting", Topic::Contacts),
    (Anywhere, "stay connected", Topic::Contacts),
    (Start, "join", Topic::Contacts),
    (Start, "follow", Topic::Contacts),
    (Start, "following", Topic::Contacts),
    (Start, "where to find", Topic::Contacts),
    (Start, "how to find", Topic::Contacts),
    (Start, "find", Topic::Contacts),
    (Start, "finding", Topic::Contacts),
    (Anywhere, "online", Topic::Contacts),
    (Anywhere, "on the web", Topic::Contacts),
    (Start, "social", Topic::Contacts),
    (Anywhere, "social media", Topic::Contacts),
    (Start, "elsewhere", Topic::Contacts),
    (Start, "conclusion", Topic::Contacts),
    (Anywhere, "say hello", Topic::Contacts),
    (Anywhere, "say hi", Topic::Contacts),
    (Anywhere, "links", Topic::Links),
    (Anywhere, "link", Topic::Links),
    (Start, "more from", Topic::Links),
    (Start, "more about", Topic::Links),
    (Start, "more on", Topic::Links),
    (Start, "further", Topic::Links),
    (Start, "additional", Topic::Links),
    (Start, "related", Topic::Links),
    (Start, "see also", Topic::Links),
    (Start, "learn more", Topic::Links),
    (Start, "references", Topic::Links),
    (Start, "show notes", Topic::Links),
    (Start, "shownotes", Topic::Links),
    (Anywhere, "resources", Topic::Links),
    (Anywhere, "references", Topic::Links),
    (Anywhere, "reading", Topic::Links),
    (Anywhere, "mentioned", Topic::Links),
    (Anywhere, "mentions", Topic::Links),
    (Anywhere, "discussed", Topic::Links),
    (Anywhere, "interview", Topic::Interview),
    (Anywhere, "questions", Topic::Interview),
    (Anywhere, "discussion", Topic::Interview),
    (Start, "our conversation", Topic::Interview),
    (Start, "a conversation", Topic::Interview),
    (Anywhere, "q a", Topic::Interview),
    (Anywhere, "intro", Topic::Intro),
    (Anywhere, "introduction", Topic::Intro),
    (Anywhere, "preface", Topic::Intro),
    (Anywhere, "preamble", Topic::Intro),
    (Start, "opening", Topic::Intro),
    (Start, "welcome", Topic::Intro),
    (Anywhere, "announcements", Topic::Intro),
    (Anywhere, "housekeeping", Topic::Intro),
    (Start, "host", Topic::Intro),
    (Start, "hosts", Topic::Intro),
    (Start, "guest", Topic::Intro),
    (Start, "guests", Topic::Intro),
    (Anywhere, "find you", Topic::Contacts),
    (Anywhere, "follow you", Topic::Contacts),
    (Start, "final thoughts", Topic::Contacts),
    (Start, "final words", Topic::Contacts),
    (Start, "parting thoughts", Topic::Contacts),
    (Start, "parting words", Topic::Contacts),
    (Start, "about this", Topic::Summary),
    (Start, "about the episode", Topic::Summary),
    (Start, "about the show", Topic::Intro),
    (Start, "in this episode", Topic::Summary),
    (Start, "this week", Topic::Summary),
    (Start, "overview", Topic::Summary),
    (Start, "abstract", Topic::Summary),
    (Start, "description", Topic::Summary),
    (Start, "synopsis", Topic::Summary),
    (Anywhere, "summary", Topic::Summary),
    (Start, "credits", Topic::Credits),
    (Start, "music", Topic::Credits),
    (Start, "license", Topic::Credits),
    (Start, "licence", Topic::Credits),
];

/// How many bytes of a heading are looked at.
pub(super) const LONGEST: usize = 64;

/// A heading's part of the notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section<'a> {
    /// What it is about.
    pub(super) topic: Topic,
    /// The heading, still Markdown; empty before the first.
    pub(super) title: &'a str,
    /// Its blocks after the heading, as a range of [`Notes::blocks`].
    pub(super) blocks: Range<usize>,
    /// The line of the heading.
    pub(super) line: u32,
    /// It has no topic of its own but belongs to the section above, like `#### Ada` in Picks.
    pub(super) inherits: bool,
}

/// Parts the notes at their headings.
pub(super) fn of<'a>(notes: &Notes<'a>) -> Vec<Section<'a>> {
    let mut sections: Vec<Section<'a>> = Vec::with_capacity(10);
    // The level of the section that unknown headings below it belong to.
    let mut known = 0;
    // Whether headings of the same level already belong to it.
    let mut beside = false;
    let mut lead =
        Section { topic: Topic::Lead, title: "", blocks: 0..0, line: 0, inherits: false };
    for (at, block) in notes.blocks.iter().enumerate() {
        let Kind::Heading { level } = block.kind else {
            continue;
        };
        lead.blocks.end = at;
        let (topic, inherits) = match (said(block.text), belonging(&lead)) {
            (Some(topic), _) => (topic, false),
            (None, Some(above)) if level > known => (above, true),
            // `### Picks`, then `### Ada` at the same level: nothing else is there to be picked.
            (None, Some(above @ (Topic::Picks | Topic::Contacts)))
                if level == known && (lead.blocks.is_empty() || lead.inherits && beside) =>
            {
                beside = true;
                (above, true)
            }
            // The first heading of all is the title.
            (None, _) if level == 1 && sections.is_empty() && lead.blocks.is_empty() => {
                (Topic::Lead, false)
            }
            (None, _) => (Topic::Other, false),
        };
        if !inherits {
            known = level;
            beside = false;
        }
        sections.push(lead);
        lead = Section {
            topic,
            title: block.text,
            blocks: at + 1..at + 1,
            line: block.line,
            inherits,
        };
    }
    lead.blocks.end = notes.blocks.len();
    sections.push(lead);
    sections
}

/// The topic that headings below a section belong to.
fn belonging(section: &Section<'_>) -> Option<Topic> {
    match section.topic {
        topic @ (Topic::Summary
        | Topic::Intro
        | Topic::Interview
        | Topic::Picks
        | Topic::Contacts
        | Topic::Links
        | Topic::Sponsors) => Some(topic),
        Topic::Lead | Topic::Credits | Topic::Other => None,
    }
}

impl<'a> Section<'a> {
    /// The section's own blocks.
    pub(super) fn blocks_in<'n>(&self, notes: &'n Notes<'a>) -> &'n [Block<'a>] {
        notes.blocks.get(self.blocks.clone()).unwrap_or_default()
    }

    /// The stretch of the body the section's blocks stand on, and where it begins.
    pub(super) fn stretch(&self, notes: &Notes<'a>) -> Option<(usize, &'a str)> {
        let blocks = self.blocks_in(notes);
        let (first, last) = (blocks.first()?, blocks.last()?);
        Some((first.at, notes.body.get(first.at..last.at + last.text.len())?))
    }

    /// Where a wording stands in the section's text: which of its blocks, and at what byte of
    /// the block. One search of the whole section is much faster than one for each block.
    pub(super) fn places_of(&self, notes: &Notes<'a>, wording: &str) -> Vec<(usize, usize)> {
        let Some((start, text)) = self.stretch(notes) else {
            return Vec::new();
        };
        let found = memchr::memmem::find_iter(text.as_bytes(), wording.as_bytes());
        found.filter_map(|found| self.block_at(notes, start + found)).collect()
    }

    /// The block of text that holds a byte of the body, and at what byte of the block.
    pub(super) fn block_at(&self, notes: &Notes<'a>, at: usize) -> Option<(usize, usize)> {
        let blocks = self.blocks_in(notes);
        let index = blocks.partition_point(|block| block.at <= at).checked_sub(1)?;
        let block = blocks.get(index).filter(|block| block.kind.depth().is_some())?;
        let offset = at - block.at;
        (offset < block.text.len()).then_some((index, offset))
    }
}

/// Whether a short line could be a heading for what it says. Names may make it longer: `Interview
/// with Ada Lovelace and Bob Shaw`.
pub(super) fn is_title(line: &str) -> bool {
    let said = line.split_once(" with ").map_or(line, |(said, _)| said);
    line.len() < LONGEST && said.split_whitespace().count() <= 5 && topic_of(line).is_some()
}

/// What a heading says, however it is spelled.
fn said(heading: &str) -> Option<Topic> {
    topic_of(heading).or_else(|| misspelt::topic_of(heading))
}

/// What a heading says its section is about.
pub(super) fn topic_of(heading: &str) -> Option<Topic> {
    let mut folded = [b' '; LONGEST + 1];
    let mut length = 0;
    for byte in heading.bytes() {
        let byte = if byte.is_ascii_alphanumeric() || !byte.is_ascii() {
            byte.to_ascii_lowercase()
        } else {
            b' '
        };
        if byte == b' ' && (length == 0 || folded.get(length - 1) == Some(&b' ')) {
            continue;
        }
        if length == LONGEST {
            break;
        }
        if let Some(place) = folded.get_mut(length) {
            *place = byte;
        }
        length += 1;
    }
    // The space after the last word stays, so that every word ends with one.
    let folded = folded.get(..=length)?;
    let mut candidates = 0;
    let mut before = b' ';
    for &byte in folded {
        if before == b' ' {
            candidates |= BEGINNING_WITH[initial(byte)];
        }
        before = byte;
    }
    std::iter::from_fn(|| {
        let next = candidates.trailing_zeros() as usize;
        candidates &= candidates.wrapping_sub(1);
        HEADINGS.get(next)
    })
    .find(|(place, wording, _)| is_said(folded, *place, wording))
    .map(|&(_, _, topic)| topic)
}

/// The wordings that begin with a letter, a bit for each, so that only those of the words of a
/// heading are looked for.
const BEGINNING_WITH: [u128; 32] = {
    let mut beginning = [0; 32];
    let mut at = 0;
    while at < HEADINGS.len() {
        beginning[initial(HEADINGS[at].1.as_bytes()[0])] |= 1 << at;
        at += 1;
    }
    beginning
};

/// A small number for the letter a word begins with.
const fn initial(letter: u8) -> usize {
    (letter % 32) as usize
}

/// Whether a folded heading has a wording in its place.
fn is_said(folded: &[u8], place: Place, wording: &str) -> bool {
    let mut rest = folded;
    loop {
        if begins(rest, wording) {
            return true;
        }
        if place == Start {
            return false;
        }
        match memchr::memchr(b' ', rest).and_then(|space| rest.get(space + 1..)) {
            Some(next) if !next.is_empty() => rest = next,
            _ => return false,
        }
    }
}

/// Whether a heading begins with the words of a wording.
fn begins(heading: &[u8], wording: &str) -> bool {
    heading.starts_with(wording.as_bytes()) && heading.get(wording.len()) == Some(&b' ')
}
