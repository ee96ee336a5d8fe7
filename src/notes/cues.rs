//! Where the introduction tells of its hosts and guests, of the show and its site.
//!
//! Owns the wordings, and the one pass over the text that finds all of them. Adding one is one
//! line in [`CUES`]. It must not read what stands beside a wording: that is for `sentences` and
//! `show`.

use std::ops::Range;

use super::blocks::Notes;
use super::sections::{Section, Topic};

/// What is told after a wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// The names of hosts.
    Host,
    /// The names of guests.
    Guest,
    /// The name of the show.
    Show,
    /// Where the show's site is; the wording ends with the word for it.
    Site,
}
use Subject::{Guest, Host, Show, Site};

/// Wordings that have a piece in common.
struct Cue {
    subject: Subject,
    /// The piece, in lower case. Its first three bytes are what is looked for, so they should
    /// be such as few words have.
    piece: &'static str,
    /// What stands before and after the piece in each of the wordings.
    around: &'static [(&'static str, &'static str)],
}

const fn cue(
    subject: Subject,
    piece: &'static str,
    around: &'static [(&'static str, &'static str)],
) -> Cue {
    Cue { subject, piece, around }
}

/// The wordings, in lower case; what stands first is believed first.
const CUES: &[Cue] = &[
    cue(Host, "host", &[("", "s"), ("", ""), ("", "ed by")]),
    cue(Host, " by", &[("presented", "")]),
    cue(Host, "my name is", &[("", "")]),
    cue(Host, "i'm", &[("", "")]),
    cue(Guest, "rview", &[("inte", "ing"), ("inte", " with"), ("inte", "ed"), ("inte", "s")]),
    cue(Guest, "guest", &[("", "s"), ("", "")]),
    cue(
        Guest,
        "ng ",
        &[
            ("talki", "to"),
            ("talki", "with"),
            ("speaki", "to"),
            ("speaki", "with"),
            ("chatti", "with"),
            ("chatti", "to"),
            ("meeti", "with"),
            ("heari", "from"),
        ],
    ),
    cue(
        Guest,
        "joined ",
        &[("", "by"), ("", "today by"), ("", "this week by"), ("", "once again by")],
    ),
    cue(Guest, "nversation with", &[("co", "")]),
    cue(Guest, "lcome ", &[("we", "our guest"), ("we", "back our guest")]),
    cue(Show, "lcome ", &[("e", "to ")]),
    cue(Show, "lcome ", &[("e", "back to ")]),
    cue(Show, "ng ", &[("isteni", "to ")]),
    cue(Show, "sode of ", &[("pi", "")]),
    cue(
        Site,
        "site",
        &[
            ("our ", ""),
            ("our web", ""),
            ("our [", ""),
            ("our [web", ""),
            ("our web ", ""),
            ("our [web ", ""),
            ("show's web", ""),
            ("show's ", ""),
        ],
    ),
];

/// How many bytes of a piece are looked for.
const LOOKED_FOR: usize = 3;

/// The cues, as bits, whose piece has a byte first, second and third. Bytes are told apart by
/// their five lowest bits, which are the same for both cases of a letter.
const LETTERS: [[u32; 32]; LOOKED_FOR] = {
    let mut letters = [[0; 32]; LOOKED_FOR];
    let mut cue = 0;
    while cue < CUES.len() {
        let piece = CUES[cue].piece.as_bytes();
        let mut place = 0;
        while place < LOOKED_FOR {
            letters[place][piece[place] as usize % 32] |= 1 << cue;
            place += 1;
        }
        cue += 1;
    }
    letters
};

/// For every byte, what may be next where it is the first or the second of a piece: bits as in
/// [`LETTERS`].
const NEXT: [u32; 256] = {
    let mut next = [0; 256];
    let mut cue = 0;
    while cue < CUES.len() {
        let piece = CUES[cue].piece.as_bytes();
        let mut place = 0;
        while place + 1 < LOOKED_FOR {
            let bit = 1 << (piece[place + 1] % 32);
            next[piece[place] as usize] |= bit;
            next[piece[place].to_ascii_uppercase() as usize] |= bit;
            place += 1;
        }
        cue += 1;
    }
    next
};

/// A wording in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// Which of [`CUES`].
    cue: usize,
    /// Which block of the notes it stands in.
    pub(super) block: usize,
    /// Where it begins in the block's text.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
}

/// All wordings of the lead and the introduction.
#[derive(Debug)]
pub(super) struct Cues(Vec<Found>);

impl Cues {
    /// Finds the wordings.
    pub(super) fn find<'a>(notes: &Notes<'a>, sections: &[Section<'a>]) -> Self {
        let mut all = Vec::new();
        let told = |section: &&Section<'a>| matches!(section.topic, Topic::Lead | Topic::Intro);
        for section in sections.iter().filter(told) {
            let Some((start, stretch)) = section.stretch(notes) else { continue };
            let of_section = all.len();
            for (nth, block) in section.blocks_in(notes).iter().enumerate() {
                if block.kind.depth().is_some() {
                    let (at, length) = (block.at - start, block.text.len());
                    in_block(
                        stretch.as_bytes(),
                        at..at + length,
                        section.blocks.start + nth,
                        &mut all,
                    );
                }
            }
            if let Some(found) = all.get_mut(of_section..) {
                found.sort_by_key(|found: &Found| found.cue);
            }
        }
        Self(all)
    }

    /// Those that tell of a subject: section by section, what is believed first before the
    /// others.
    pub(super) fn of(&self, subject: Subject) -> impl Iterator<Item = &Found> {
        self.0.iter().filter(move |found| CUES[found.cue].subject == subject)
    }
}

/// Finds the wordings of one block, which stands at `place` in its section's text.
fn in_block(section: &[u8], place: Range<usize>, block: usize, all: &mut Vec<Found>) {
    let text = section.get(place.clone()).unwrap_or_default();
    // Of the three bytes looked for, two are such a pair wherever they stand.
    let (pairs, _) = text.as_chunks::<2>();
    let may_be_next = |&[one, next]: &[u8; 2]| NEXT[usize::from(one)] >> (next % 32) & 1 == 1;
    let mut rest = pairs.iter();
    while rest.any(may_be_next) {
        let pair = 2 * (pairs.len() - rest.len() - 1);
        for at in [pair.wrapping_sub(1), pair] {
            let mut cues = cues_at(text, at);
            while cues != 0 {
                let cue = cues.trailing_zeros() as usize;
                cues &= cues - 1;
                if let Some(wording) = wording_at(section, place.start + at, &CUES[cue]) {
                    all.push(Found {
                        cue,
                        block,
                        start: wording.start.saturating_sub(place.start),
                        end: wording.end - place.start,
                    });
                }
            }
        }
    }
}

/// The cues, as bits, whose piece may begin at a byte.
fn cues_at(text: &[u8], at: usize) -> u32 {
    let bytes: Option<&[u8; LOOKED_FOR]> = text.get(at..).and_then(<[u8]>::first_chunk);
    bytes.map_or(0, |bytes| {
        let letters = std::iter::zip(&LETTERS, bytes);
        letters.fold(u32::MAX, |cues, (of, byte)| cues & of[usize::from(byte % 32)])
    })
}

/// Where the wording stands whose piece may begin at a byte.
fn wording_at(text: &[u8], at: usize, cue: &Cue) -> Option<Range<usize>> {
    let is_sentence = matches!(cue.subject, Host | Guest);
    let is = |written: &[u8], expected: &str| {
        std::iter::zip(written, expected.bytes()).all(|(&written, expected)| {
            written == expected || is_sentence && written.to_ascii_lowercase() == expected
        })
    };
    let (before, from) = text.split_at_checked(at)?;
    let (piece, after) = from.split_at_checked(cue.piece.len())?;
    if !is(piece, cue.piece) {
        return None;
    }
    cue.around.iter().find_map(|(lead, rest)| {
        let start = before.len().checked_sub(lead.len())?;
        let is_there =
            after.len() >= rest.len() && is(after, rest) && is(before.get(start..)?, lead);
        let end = at + piece.len() + rest.len();
        (is_there && (!is_sentence || is_whole(text, start, end))).then_some(start..end)
    })
}

/// Whether words stand for themselves: `hosts@example.org` and `ghost` are no hosts.
fn is_whole(text: &[u8], start: usize, end: usize) -> bool {
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    let before = start.checked_sub(1).and_then(|before| text.get(before));
    let after = text.get(end);
    !before.is_some_and(is_letter)
        && !after.is_some_and(|byte| is_letter(byte) || matches!(byte, b'@' | b'_' | b'/'))
}
