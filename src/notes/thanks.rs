//! Sentences that thank sponsors: `sponsored by …`, `… is sponsoring us`.
//!
//! Owns the wordings and where the names stand beside them. Adding one is one line in
//! [`CUES`]. It must not know boxes: those are `adverts`.

use memchr::memmem;

use crate::address::Address;
use crate::episode::Sponsor;

use super::adverts::bare_host;
use super::blocks::{Block, Notes};
use super::inline::{self, RawLink};
use super::likeness::letters;
use super::plain;
use super::sponsors::{MOST, add, is_same};
use super::target;
use super::word_list::WordList;

/// Words after which sponsors are named, in lower case, and whether they alone show that the
/// sentence thanks somebody who paid. `thank` needs one of the others beside it. What stands
/// between, such as `this week by`, is in [`FILLERS`].
const CUES: &[(&str, bool)] = &[
    ("sponsored", true),
    ("sponsors", true),
    ("sponsor", true),
    ("sponsoring", true),
    ("sponsorship", true),
    ("brought", true),
    ("supported", true),
    ("possible", true),
    ("thank", false),
    ("thanks", false),
];

/// The same, as a quick search for the blocks worth reading.
pub(super) const TRACES: &[&str] =
    &["ponsor", "brought to you", "Brought to you", "upported by", "made possible"];

/// Words between a wording and the names.
const FILLERS: WordList = WordList::new(&[
    "also",
    "always",
    "and",
    "are",
    "as",
    "at",
    "by",
    "called",
    "episode",
    "episodes",
    "folks",
    "for",
    "friends",
    "from",
    "good",
    "great",
    "in",
    "is",
    "named",
    "new",
    "of",
    "other",
    "our",
    "part",
    "people",
    "show",
    "the",
    "this",
    "to",
    "today",
    "today's",
    "week",
    "week's",
    "wonderful",
    "you",
]);

/// Verbs after a sponsor at the beginning of its sentence.
const VERBS: WordList = WordList::new(&[
    "again",
    "also",
    "are",
    "continues",
    "generously",
    "has",
    "have",
    "is",
    "joins",
    "returns",
    "sponsored",
    "sponsors",
    "was",
]);

/// Words at the beginning of a sentence that are nobody's name.
const NO_BRAND: WordList = WordList::new(&[
    "a", "also", "an", "and", "another", "as", "check", "first", "for", "get", "go", "he", "i",
    "if", "it", "last", "once", "our", "podcast", "she", "sign", "special", "stop", "thank",
    "thanks", "that", "the", "they", "this", "to", "today", "use", "visit", "we", "when", "you",
    "your",
]);

/// The sponsors the sentences of a block thank.
pub(super) fn thanked<'a>(
    sponsors: &mut Vec<Sponsor>,
    notes: &Notes<'a>,
    block: &Block<'a>,
    own: &str,
) {
    // Who is interviewed may have sponsors of their own.
    if has(block.text, "nterviewing ") {
        return;
    }
    let text = notes.plain(block);
    let labels: Vec<_> = notes
        .leads_of(block)
        .take(MOST)
        .map(|link| plain::text(link.label))
        .filter(|label| is_name_of_link(label))
        .collect();
    let mut follows = false;
    for sentence in sentences(&text) {
        let (mut found, is_thanking) = after_cues(sentence, &labels);
        // `We have a new sponsor this week. Luna is a service …`
        if (is_thanking || follows) && found.is_empty() {
            found.extend(subject(sentence));
        }
        follows = is_thanking && found.is_empty();
        for name in found.iter().filter(|name| letters(name) != own) {
            let is_new = sponsors.len() < MOST
                && !sponsors.iter().any(|known| known.url.is_some() && is_same(&known.name, name));
            if is_new {
                let url = link_for(notes, block, name, found.len() == 1)
                    .or_else(|| bare_host(&text, name));
                add(sponsors, name, url);
            }
        }
    }
}

/// A link's text that names a company and is neither an address nor an invitation.
fn is_name_of_link(label: &str) -> bool {
    !label.is_empty()
        && label.len() < 40
        && !label.contains(['.', '/'])
        && label.split(' ').count() <= 4
        && !FILLERS.has(label)
        && !NO_BRAND.has(label)
}

pub(super) fn has(text: &str, word: &str) -> bool {
    memmem::find(text.as_bytes(), word.as_bytes()).is_some()
}

pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        let mut stops = memchr::memchr3_iter(b'.', b'!', b'?', bytes);
        let end = stops
            .find(|stop| bytes.get(stop + 1) == Some(&b' '))
            .map_or(rest.len(), |stop| stop + 1);
        let (sentence, after) = rest.split_at_checked(end)?;
        rest = after.trim_start();
        (!sentence.is_empty()).then_some(sentence)
    })
}

/// The names after a sentence's wordings, and whether it thanks anybody at all.
pub(super) fn after_cues<'t>(sentence: &'t str, labels: &[String]) -> (Vec<&'t str>, bool) {
    let mut found = Vec::new();
    let mut is_thanking = false;
    let mut at = 0;
    for word in sentence.split_inclusive(|c: char| !c.is_alphanumeric()) {
        at += word.len();
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let Some((_, is_sure)) =
            CUES.iter().find(|(cue, _)| cue.len() == bare.len() && cue.eq_ignore_ascii_case(bare))
        else {
            continue;
        };
        is_thanking |= is_sure;
        if found.is_empty() {
            found = brands(inline::cut(sentence, at, sentence.len()), labels);
        }
    }
    if !is_thanking {
        found.clear();
    }
    (found, is_thanking)
}

/// A list of names of companies and products, after fillers such as `our friends at`.
fn brands<'t>(text: &'t str, labels: &[String]) -> Vec<&'t str> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ":,-–—&*(\"'“".contains(c));
        let word = first_word(rest);
        // A link's text is a name, whatever its case.
        let label = labels.iter().find(|label| rest.starts_with(label.as_str()));
        let name = match label {
            Some(label) => inline::cut(rest, 0, label.len()),
            None if FILLERS.has(word) => {
                rest = inline::cut(rest, word.len(), rest.len());
                continue;
            }
            None => brand(rest),
        };
        if name.is_empty() || found.len() >= MOST {
            return found;
        }
        found.push(name);
        rest = inline::cut(rest, name.len(), rest.len());
        if !(rest.starts_with([',', '&', '/'])
            || rest.trim_start().starts_with(['&'])
            || rest.trim_start().starts_with("and "))
        {
            return found;
        }
    }
}

/// The company a sentence begins with: `Luna is also sponsoring us`.
fn subject(sentence: &str) -> Option<&str> {
    let name = brand(sentence);
    let after = inline::cut(sentence, name.len(), sentence.len());
    (!name.is_empty() && VERBS.has(first_word(after.trim_start()))).then_some(name)
}

/// The name a text begins with: words with a capital or a digit, and what belongs to them.
pub(super) fn brand(text: &str) -> &str {
    let mut end = 0;
    for (at, word) in text.split(' ').scan(0, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some((start, word))
    }) {
        let name = word.trim_end_matches(|c: char| ".,;:!?)\"'”*".contains(c));
        let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
        let is_host = target::is_host(name) && name.contains('/');
        let begins = name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() && end > 0);
        // `iOffice`, `eLuna`: a capital further in.
        let is_camel = name.chars().any(char::is_uppercase)
            && name.chars().all(|c| c.is_alphanumeric() || ".+-_".contains(c));
        if is_host
            || !(begins || is_camel && end == 0)
            || end == 0 && NO_BRAND.has(name)
            || name.is_empty()
        {
            break;
        }
        end = at + name.len();
        if name.len() < word.len() {
            break;
        }
    }
    inline::cut(text, 0, end)
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || ",.;:!?".contains(c)).unwrap_or(text.len());
    inline::cut(text, 0, end)
}

/// The address of a block that belongs to a name: the one whose host or text has it in it,
/// or the first when the block is about one sponsor only.
pub(super) fn link_for<'a>(
    notes: &Notes<'a>,
    block: &Block<'a>,
    name: &str,
    is_only: bool,
) -> Option<Address> {
    let wanted = letters(name);
    let fits = |link: &RawLink<'_>| {
        letters(link.label).contains(&wanted) || letters(link.target).contains(&wanted)
    };
    let fitting = notes.leads_of(block).find(|link| !wanted.is_empty() && fits(link));
    let link = fitting.or_else(|| if is_only { notes.leads_of(block).next() } else { None })?;
    notes.address(link)
}
