//! Where the introduction tells of its hosts and guests, of the show and its site.
//!
//! Owns the wordings, and the one pass over the text that finds all of them. Adding one is one
//! line in [`CUES`]. It must not read what stands beside a wording: that is for `sentences` and
//! `show`.

use std::ops::Range;

use super::blocks::Notes;
use super::sections::{Section, Topic};

/// What is told after a wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// What may stand before the piece, and what after it then.
    around: &'static [(&'static [&'static str], &'static str)],
}

const fn cue(
    subject: Subject,
    piece: &'static str,
    around: &'static [(&'static [&'static str], &'static str)],
) -> Cue {
    Cue { subject, piece, around }
}

/// The wordings, in lower case; what stands first is believed first.
const CUES: &[Cue] = &[
    cue(Host, "ost", &[(&["h"], "s"), (&["h"], ""), (&["h"], "ed by")]),
    cue(Host, " by", &[(&["presented"], "")]),
    cue(Host, "my name is", &[(&[""], "")]),
    cue(Host, "i'm", &[(&[""], "")]),
    cue(Host, "i am", &[(&[""], "")]),
    cue(
        Guest,
        "rview",
        &[
            (&["inte"], "ing"),
            (&["inte"], " with"),
            (&["inte"], " w/"),
            (&["inte"], " is with"),
            (&["inte"], "ed"),
            (&["inte"], "s"),
        ],
    ),
    cue(Guest, "guest", &[(&[""], "s"), (&[""], "")]),
    cue(
        Guest,
        "ng ",
        &[
            (&["talki", "speaki", "chatti"], "to"),
            (&["talki", "speaki", "chatti", "meeti"], "with"),
            (&["heari"], "from"),
            (&["sitti"], "down with"),
            (&["catchi"], "up with"),
        ],
    ),
    cue(
        Guest,
        "to have",
        &[(&["happy ", "glad ", "excited ", "pleased ", "thrilled ", "delighted "], "")],
    ),
    cue(Guest, "lcome", &[(&["we we"], " back"), (&["we we"], "")]),
    cue(
        Guest,
        "joined ",
        &[(&[""], "by"), (&[""], "today by"), (&[""], "this week by"), (&[""], "once again by")],
    ),
    cue(Guest, "nversation with", &[(&["co"], "")]),
    cue(Guest, "lcome ", &[(&["we"], "our guest"), (&["we"], "back our guest")]),
    cue(Show, "lcome ", &[(&["e"], "to ")]),
    cue(Show, "lcome ", &[(&["e"], "back to ")]),
    cue(Show, "ng ", &[(&["isteni"], "to ")]),
    cue(Show, "sode of ", &[(&["pi"], "")]),
    cue(
        Site,
        "site",
        &[(
            &[
                "our ",
                "our web",
                "our [",
                "our [web",
                "our web ",
                "our [web ",
                "show's web",
                "show's ",
            ],
            "",
        )],
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
            let stretch = stretch.as_bytes();
            for (nth, block) in section.blocks_in(notes).iter().enumerate() {
                let Some(at) = block.at.checked_sub(start) else { continue };
                if block.kind.depth().is_none() {
                    continue;
                }
                let mut find = |piece: usize| {
                    wordings(stretch, at + piece, |cue, wording| {
                        all.push(Found {
                            cue,
                            block: section.blocks.start + nth,
                            start: wording.start.saturating_sub(at),
                            end: wording.end - at,
                        });
                    });
                };
                for pair in pairs(block.text.as_bytes()) {
                    // The first of the three bytes is in the pair or before it.
                    if let Some(before) = pair.checked_sub(1) {
                        find(before);
                    }
                    find(pair);
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

/// Where pairs of bytes stand that may belong to what is looked for of a piece: two of its
/// three bytes are such a pair wherever it stands.
fn pairs(text: &[u8]) -> impl Iterator<Item = usize> {
    let (pairs, _) = text.as_chunks::<2>();
    let is_known =
        |&(_, &[one, next]): &(usize, &[u8; 2])| NEXT[usize::from(one)] >> (next % 32) & 1 == 1;
    pairs.iter().enumerate().filter(is_known).map(|(nth, _)| 2 * nth)
}

/// Hands over the wordings whose piece begins at a byte.
fn wordings(text: &[u8], at: usize, mut hand_over: impl FnMut(usize, Range<usize>)) {
    let Some(bytes) = text.get(at..).and_then(<[u8]>::first_chunk::<LOOKED_FOR>) else { return };
    let letters = std::iter::zip(&LETTERS, bytes);
    let mut cues = letters.fold(u32::MAX, |cues, (of, byte)| cues & of[usize::from(byte % 32)]);
    while cues != 0 {
        let cue = cues.trailing_zeros() as usize;
        cues &= cues - 1;
        if let Some(wording) = wording_at(text, at, &CUES[cue]) {
            hand_over(cue, wording);
        }
    }
}

/// Where the wording stands whose piece may begin at a byte.
fn wording_at(text: &[u8], at: usize, cue: &Cue) -> Option<Range<usize>> {
    let is_sentence = matches!(cue.subject, Host | Guest);
    let is = |written: u8, expected: u8| {
        written == expected || is_sentence && written.to_ascii_lowercase() == expected
    };
    let follows = |at: usize, expected: &str| {
        let written = text.get(at..).unwrap_or_default();
        written.len() >= expected.len()
            && std::iter::zip(written, expected.bytes()).all(|(&one, other)| is(one, other))
    };
    if !follows(at, cue.piece) {
        return None;
    }
    let after = at + cue.piece.len();
    let mut around = cue.around.iter().filter(|(_, rest)| follows(after, rest));
    around.find_map(|(leads, rest)| {
        let end = after + rest.len();
        let starts = leads.iter().filter_map(|lead| {
            let start = at.checked_sub(lead.len())?;
            follows(start, lead).then_some(start)
        });
        let mut whole = starts.filter(|&start| !is_sentence || is_whole(text, start, end));
        whole.next().map(|start| start..end)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::blocks::Memory;
    use crate::notes::header::Body;
    use crate::notes::inline::cut;
    use crate::notes::{repair, sections};

    /// What the wordings of a text are, by subject.
    fn found(text: &str, subject: Subject) -> Vec<String> {
        let notes = repair::blocks(Body { text, line: 1 }, &mut Memory::default(), &mut Vec::new());
        let cues = Cues::find(&notes, &sections::of(&notes));
        let wording =
            |found: &Found| cut(notes.blocks[found.block].text, found.start, found.end).into();
        cues.of(subject).map(wording).collect()
    }

    #[test]
    fn every_wording_is_found_wherever_it_stands() {
        for cue in CUES {
            for (lead, rest) in cue
                .around
                .iter()
                .flat_map(|(leads, rest)| leads.iter().map(move |lead| (lead, rest)))
            {
                let wording = format!("{lead}{}{rest}", cue.piece);
                for before in ["", "~", "a ", "é b ", "Luna.\n- "] {
                    let text = format!("- {before}{wording} Ada");
                    let found = found(&text, cue.subject);
                    assert!(found.iter().any(|it| wording.starts_with(it.as_str())), "{text}");
                }
            }
        }
    }

    #[test]
    fn sentences_may_be_written_in_capitals_but_must_be_whole_words() {
        assert_eq!(found("HOSTED BY Ada, My Name Is Bob", Host), ["HOSTED BY", "My Name Is"]);
        assert_eq!(found("ghost, hosts@a.example, host_a, hosting", Host), [""; 0]);
    }

    #[test]
    fn what_is_believed_first_comes_first_in_each_section() {
        let text = "- joined by Ada, our guest\n### Intro\n- interview with Bob, guests";
        assert_eq!(found(text, Guest), ["guest", "joined by", "interview with", "guests"]);
    }

    #[test]
    fn wordings_in_code_or_after_the_introduction_are_none() {
        assert_eq!(found("### Picks\n- Hosts: Ada", Host), [""; 0]);
        assert_eq!(found("```\nour guest\n```\n\nguests", Guest), ["guests"]);
    }
}
