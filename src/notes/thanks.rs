//! Sentences that thank sponsors: `sponsored by …`, `… is sponsoring us`.
//!
//! Owns the wordings and where the names stand beside them. Adding one is one line in
//! [`CUES`]. It must not know boxes: those are `adverts`.

use memchr::memmem;

use crate::address::Address;
use crate::episode::Sponsor;

use super::adverts::{bare_host, called};
use super::blocks::{Block, Notes};
use super::brands::{FILLERS, after_maker, brand, brands, first_word, is_name_of_link, last_brand};
use super::inline::{self, RawLink};
use super::likeness::letters;
use super::plain;
use super::sponsors::{MOST, add, is_same};
use super::target;
use super::word_list::WordList;
use crate::slips::is_slip;

/// Words after which sponsors are named, in lower case, and whether they alone show that the
/// sentence thanks somebody who paid. `thank` needs one of the others beside it. What stands
/// between, such as `this week by`, is in [`FILLERS`]. They may be misspelt.
const CUES: &[(&str, bool)] = &[
    ("sponsored", true),
    ("sponsors", true),
    ("sponsor", true),
    ("sponsoring", true),
    ("sponsorship", true),
    ("brought", true),
    ("supported", true),
    ("supporting", true),
    ("possible", true),
    ("thank", false),
    ("thanks", false),
];

/// The same, as a quick search for the blocks worth reading.
pub(super) const TRACES: &[&str] = &[
    "pons",
    "brought to you",
    "Brought to you",
    "upported by",
    "for supporting",
    "made possible",
    "Support for th",
];

/// How a sentence begins that goes on with one of [`SUPPORTING`] and a sponsor.
const SUPPORT: &[&str] = &[
    "Support for the show ",
    "Support for this show ",
    "Support for the podcast ",
    "Support for this podcast ",
    "Support for the episode ",
    "Support for this episode ",
];

/// How it goes on, before the sponsor.
const SUPPORTING: &[&str] = &["comes from ", "is provided by ", "provided by "];

/// What sponsors pay for.
const OURS: &[&str] = &["us", "this", "the show", "the podcast", "our"];

/// Words between a sponsor and another one that does the same.
const JOINTS: &[&str] = &["along with ", "together with ", "as well as ", "and so is ", "as is "];

/// Verbs after a sponsor at the beginning of its sentence.
const VERBS: WordList = WordList::new(&[
    "again",
    "allows",
    "also",
    "are",
    "be",
    "been",
    "continues",
    "generously",
    "gives",
    "has",
    "have",
    "helps",
    "is",
    "joins",
    "lets",
    "makes",
    "offers",
    "provides",
    "returns",
    "sponsored",
    "sponsors",
    "was",
]);

/// The sponsors the sentences of a block thank. Returns whether the block ends with the
/// announcement of sponsors that are still to be named: `We have two sponsors this week:`.
pub(super) fn thanked<'a>(
    sponsors: &mut Vec<Sponsor>,
    notes: &Notes<'a>,
    block: &Block<'a>,
    own: &str,
) -> bool {
    // Who is interviewed may have sponsors of their own.
    if has(block.text, "nterviewing ") {
        return false;
    }
    let text = notes.plain(block);
    let labels: Vec<_> = notes
        .leads_of(block)
        .take(MOST)
        .map(|link| plain::text(link.label))
        .filter(|label| is_name_of_link(label))
        .collect();
    let (mut follows, mut announces) = (false, false);
    // Addresses are looked for in the whole block.
    let mut looks = 0..MOST;
    for sentence in sentences(&text) {
        let (mut found, is_thanking) = named(sentence, &labels);
        // `We have a new sponsor this week. Luna is a service …`
        if (is_thanking || follows) && found.is_empty() {
            found = subjects(sentence, &labels);
        }
        if is_thanking
            && found.is_empty()
            && let Some(Sponsor { name, url }) = by_address(sentence, own)
            && looks.next().is_some()
        {
            let link = link_for(notes, block, &name);
            add(sponsors, &name, link.and_then(|link| notes.address(link)).or(url));
        }
        follows = is_thanking && found.is_empty();
        announces = follows && ends_with_cue(sentence);
        for name in found.iter().filter(|name| letters(name) != own) {
            let is_new = sponsors.len() < MOST
                && !sponsors.iter().any(|known| known.url.is_some() && is_same(&known.name, name));
            if is_new && looks.next().is_some() {
                let unnamed = || notes.leads_of(block).find(|link| !is_about_another(link));
                let only = || if found.len() == 1 { unnamed() } else { None };
                let link = link_for(notes, block, name).or_else(only);
                let url = link.and_then(|link| notes.address(link));
                add(sponsors, name, url.or_else(|| bare_host(&text, name)));
            }
        }
    }
    announces
}

/// Whether a link's text is a name: not that of a sponsor, if it does not fit one's.
fn is_about_another(link: &RawLink<'_>) -> bool {
    let label = plain::text(link.label);
    brand(&label).len() == label.len()
}

/// The sponsor of `sponsored by luna.example/ourshow`: its address carries the show's own name.
fn by_address(sentence: &str, own: &str) -> Option<Sponsor> {
    let (_, after) = sentence.split_once("ponsored by ")?;
    let word = after.split(' ').next()?.trim_matches(|c: char| "().,;:!?\"'".contains(c));
    let address = word.split_once("://").map_or(word, |(_, address)| address);
    let (host, path) = address.split_once('/')?;
    let is_offer = !own.is_empty() && letters(path).contains(own) && target::is_host(host);
    let name = called(host, sentence).filter(|_| is_offer)?;
    Some(Sponsor { name, url: Address::parse(&format!("https://{address}")).ok() })
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

/// The names a sentence thanks, and whether it thanks anybody at all.
pub(super) fn named<'t>(sentence: &'t str, labels: &[String]) -> (Vec<&'t str>, bool) {
    if let Some(support) = SUPPORT.iter().find_map(|begin| sentence.strip_prefix(begin)) {
        let supporters = SUPPORTING.iter().find_map(|verb| support.split_once(verb));
        let named = supporters.map(|(_, who)| brands(who, labels).0).unwrap_or_default();
        let is_thanking = !named.is_empty();
        return (named, is_thanking);
    }
    let mut found = Vec::new();
    let mut is_thanking = false;
    let mut at = 0;
    for word in sentence.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let before = inline::cut(sentence, 0, at);
        at += word.len();
        let after = inline::cut(sentence, at, sentence.len());
        let Some((cue, is_sure)) = cue(word) else { continue };
        // `sponsoring a competition`: not us.
        if ["a ", "an "].iter().any(|other| after.starts_with(other)) {
            continue;
        }
        let is_ours = OURS.iter().any(|ours| {
            let rest = after.strip_prefix(ours);
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        let is_sure = is_sure && (cue != "supporting" || is_ours);
        is_thanking |= is_sure;
        if found.is_empty() && cue == "sponsoring" {
            found = sponsoring(before, labels);
            let joint = JOINTS.iter().find_map(|joint| Some(after.split_once(joint)?.1));
            if !found.is_empty() {
                found.extend(joint.into_iter().flat_map(|others| brands(others, labels).0));
            }
        }
        if found.is_empty() && is_ours && cue.starts_with("spons") {
            found.extend(in_clause(before, labels));
        }
        if found.is_empty() {
            (found, _) = brands(after, labels);
        }
        if found.is_empty() && is_sure && !word.ends_with(['\'', '’']) {
            found.extend(in_apposition(before, labels));
        }
    }
    if !is_thanking {
        found.clear();
    }
    (found, is_thanking)
}

/// The wording that a word and the mark after it are.
fn cue(word: &str) -> Option<(&'static str, bool)> {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_meant = |cue: &str| word.starts_with("spons") && is_slip(&word, cue);
    let exact = CUES.iter().find(|(cue, _)| *cue == word);
    exact.or_else(|| CUES.iter().find(|(cue, _)| is_meant(cue))).copied()
}

/// The companies that a sentence says are `sponsoring`, which is the word after this text.
fn sponsoring<'t>(before: &'t str, labels: &[String]) -> Vec<&'t str> {
    let (names, verbs) = brands(before, labels);
    let verbs = after_maker(verbs);
    let is_between = |word: &str| VERBS.has(word) || FILLERS.has(word);
    let is_subject = VERBS.has(first_word(verbs.trim_start()))
        && verbs.split_whitespace().all(|word| is_between(first_word(word)));
    if is_subject { names } else { Vec::new() }
}

/// The company before `, who is` sponsoring us.
fn in_clause<'t>(before: &'t str, labels: &[String]) -> Option<&'t str> {
    let mut rest = before.trim_end();
    while let Some((start, word)) = rest.rsplit_once(' ')
        && VERBS.has(word)
    {
        rest = start;
    }
    let name = rest.strip_suffix(" who").or_else(|| rest.strip_suffix(" which"))?;
    last_brand(name.strip_suffix(',')?, labels)
}

/// The company before `, our other` sponsor.
fn in_apposition<'t>(before: &'t str, labels: &[String]) -> Option<&'t str> {
    let mut rest = before.trim_end();
    loop {
        let (start, word) = rest.rsplit_once(' ')?;
        rest = start.trim_end();
        if word == "our" {
            break;
        }
        if !FILLERS.has(word) {
            return None;
        }
    }
    let name = rest.strip_suffix([',', '–', '—', '-', '('])?;
    last_brand(name.trim_end(), labels)
}

/// Whether nothing comes after the wording that announces sponsors: `Our sponsors this week:`.
fn ends_with_cue(sentence: &str) -> bool {
    let mut words =
        sentence.split(' ').map(|word| word.trim_end_matches([':', '.', '!', '-', ' ']));
    let count = words.clone().count();
    let ends_by = words.clone().next_back() == Some("by");
    let last = words.rfind(|word| !FILLERS.has(word)).and_then(cue);
    last.is_some_and(|(cue, is_sure)| is_sure && (cue == "sponsors" || ends_by || count == 1))
}

/// The companies a sentence begins with: `Luna and Sol have returned as sponsors`.
fn subjects<'t>(sentence: &'t str, labels: &[String]) -> Vec<&'t str> {
    let (names, after) = brands(sentence, labels);
    let begins =
        !brand(sentence).is_empty() && VERBS.has(first_word(after_maker(after).trim_start()));
    if begins { names } else { Vec::new() }
}

/// The link of a block that belongs to a name: the one whose host or text has it in it.
pub(super) fn link_for<'n, 'a>(
    notes: &'n Notes<'a>,
    block: &Block<'a>,
    name: &str,
) -> Option<&'n RawLink<'a>> {
    let wanted = letters(name);
    let fits = |link: &&RawLink<'_>| {
        letters(link.label).contains(&wanted) || letters(link.target).contains(&wanted)
    };
    notes.leads_of(block).find(|link| !wanted.is_empty() && fits(link))
}
