//! Who paid for the episode, from boxes and from sentences.
//!
//! Owns the wordings by which sponsors are thanked and how an advertisement's box is named.
//! It must not decide where a box ends: that is `boxes`.

use memchr::memmem;

use crate::address::Address;
use crate::episode::Sponsor;

use super::boxes;
use super::inline::{self, RawLink};
use super::names;
use super::plain;
use super::repair::{Block, Kind, Notes};
use super::sections::{Section, Topic};
use super::target;

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
const TRACES: &[&str] = &[
    "ponsor",
    "brought to you",
    "Brought to you",
    "upported by",
    "made possible",
];

/// More sponsors than any episode has; what is beyond is not read.
const MOST: usize = 32;

/// Words between a wording and the names.
const FILLERS: &[&str] = &[
    "is",
    "are",
    "for",
    "this",
    "week",
    "week's",
    "episode",
    "episodes",
    "today",
    "today's",
    "our",
    "the",
    "of",
    "show",
    "by",
    "friends",
    "at",
    "folks",
    "also",
    "to",
    "and",
    "good",
    "people",
    "wonderful",
    "great",
    "other",
    "new",
    "as",
    "always",
    "from",
    "named",
    "called",
    "in",
    "part",
    "you",
];

/// Verbs after a sponsor at the beginning of its sentence.
const VERBS: &[&str] = &[
    "is",
    "are",
    "has",
    "have",
    "was",
    "also",
    "returns",
    "joins",
    "continues",
    "sponsors",
    "sponsored",
    "generously",
    "again",
];

/// Words at the beginning of a sentence that are nobody's name.
const NO_BRAND: &[&str] = &[
    "we", "i", "this", "our", "you", "the", "today", "if", "use", "check", "visit", "once", "when",
    "they", "it", "your", "thanks", "thank", "special", "podcast", "also", "and", "for", "that",
    "to", "as", "a", "an", "another", "first", "last", "go", "get", "he", "she", "sign", "stop",
];

/// Words in a picture's description that are no part of the name.
const PICTURE_WORDS: &[&str] = &[
    "logo",
    "logos",
    "banner",
    "sponsor",
    "sponsors",
    "sponsored",
    "image",
    "icon",
    "ad",
    "advertisement",
    "by",
    "the",
    "our",
    "picture",
    "button",
    "graphic",
];

/// Classes that say a box is an advertisement.
const AD_CLASSES: &[&str] = &[
    "well",
    "ad",
    "ads",
    "advert",
    "sponsor",
    "sponsors",
    "sponsorship",
    "promo",
    "promotion",
    "banner",
    "jumbotron",
    "callout",
    "panel",
    "card",
    "alert",
];

/// What an offer says.
const OFFERS: &[&str] = &[
    "credit", "bonus", "free", "discount", "% off", "promo", "coupon", "code", "trial", "offer",
    "try ", "sign up", "save",
];

/// Sites whose addresses carry the show's name because the show is found there.
const DIRECTORIES: &[&str] = &[
    "twitter",
    "facebook",
    "google",
    "apple",
    "itunes",
    "stitcher",
    "tunein",
    "podbean",
    "spotify",
    "youtube",
    "instagram",
    "linkedin",
    "github",
    "patreon",
    "soundcloud",
    "overcast",
    "reddit",
    "medium",
    "paypal",
    "typeform",
    "feedburner",
    "libsyn",
    "blubrry",
    "bit",
];

/// Everybody who paid, in the order of the notes. `show` is the podcast's name.
pub(super) fn read<'a>(
    notes: &Notes<'a>,
    sections: &[Section<'a>],
    show: Option<&str>,
) -> Vec<Sponsor> {
    let mut sponsors: Vec<Sponsor> = Vec::new();
    let own: String = show.map(letters).unwrap_or_default();
    for section in sections {
        let blocks = section.blocks_in(notes);
        match section.topic {
            Topic::Sponsors => blocks
                .iter()
                .for_each(|block| listed(&mut sponsors, notes, block)),
            Topic::Lead | Topic::Intro => {
                let mut places: Vec<_> = TRACES
                    .iter()
                    .flat_map(|trace| section.places_of(notes, trace))
                    .map(|(block, _)| block)
                    .collect();
                places.sort_unstable();
                places.dedup();
                for block in places.into_iter().filter_map(|at| blocks.get(at)) {
                    thanked(&mut sponsors, notes, block, &own);
                }
            }
            Topic::Summary
            | Topic::Interview
            | Topic::Picks
            | Topic::Contacts
            | Topic::Links
            | Topic::Credits
            | Topic::Other => {}
        }
    }
    let boxes: Vec<_> = notes
        .blocks
        .iter()
        .filter(|block| block.kind == Kind::Box)
        .collect();
    for block in boxes {
        if let Some(found) = advertised(block.text, &sponsors) {
            add(&mut sponsors, &found.name, found.url);
        }
    }
    if own.len() >= 3 {
        for section in sections
            .iter()
            .filter(|section| matches!(section.topic, Topic::Lead | Topic::Intro))
        {
            for block in section
                .blocks_in(notes)
                .iter()
                .filter(|block| block.kind.depth().is_some())
            {
                promoted(&mut sponsors, notes, block, &own);
            }
        }
    }
    sponsors
}

/// The sponsor a box shows, by the name it has elsewhere in the notes if any.
pub(super) fn of_box<'s>(html: &str, sponsors: &'s [Sponsor]) -> Option<&'s Sponsor> {
    let found = advertised(html, sponsors)?;
    sponsors
        .iter()
        .find(|sponsor| is_same(&sponsor.name, &found.name))
}

fn add(sponsors: &mut Vec<Sponsor>, name: &str, url: Option<Address>) {
    match sponsors
        .iter_mut()
        .find(|sponsor| is_same(&sponsor.name, name))
    {
        Some(known) => known.url = known.url.take().or(url),
        None => sponsors.push(Sponsor {
            name: name.to_owned(),
            url,
        }),
    }
}

fn is_same(a: &str, b: &str) -> bool {
    a == b || letters(a) == letters(b)
}

/// A name's letters and digits in lower case: `Podcast.__init__` and `podcastinit` are alike.
fn letters(name: &str) -> String {
    names::folded(name)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// The sponsors the sentences of a block thank.
fn thanked<'a>(sponsors: &mut Vec<Sponsor>, notes: &Notes<'a>, block: &Block<'a>, own: &str) {
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
                && !sponsors
                    .iter()
                    .any(|known| known.url.is_some() && is_same(&known.name, name));
            if is_new {
                let url = link_for(notes, block, name, found.len() == 1)
                    .or_else(|| bare_host(sentence, name));
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
        && !is_in(FILLERS, label)
        && !is_in(NO_BRAND, label)
}

fn has(text: &str, word: &str) -> bool {
    memmem::find(text.as_bytes(), word.as_bytes()).is_some()
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
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
fn after_cues<'t>(sentence: &'t str, labels: &[String]) -> (Vec<&'t str>, bool) {
    let mut found = Vec::new();
    let mut is_thanking = false;
    let mut at = 0;
    for word in sentence.split_inclusive(|c: char| !c.is_alphanumeric()) {
        at += word.len();
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let Some((_, is_sure)) = CUES.iter().find(|(cue, _)| cue.eq_ignore_ascii_case(bare)) else {
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
            None if is_in(FILLERS, word) => {
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
    (!name.is_empty() && is_in(VERBS, first_word(after.trim_start()))).then_some(name)
}

/// The name a text begins with: words with a capital or a digit, and what belongs to them.
fn brand(text: &str) -> &str {
    let mut end = 0;
    for (at, word) in text.split(' ').scan(0, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some((start, word))
    }) {
        let name = word.trim_end_matches(|c: char| ".,;:!?)\"'”*".contains(c));
        let name = name
            .strip_suffix("'s")
            .or_else(|| name.strip_suffix("’s"))
            .unwrap_or(name);
        let is_host = target::is_host(name) && name.contains('/');
        let begins = name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() && end > 0);
        // `iOffice`, `eLuna`: a capital further in.
        let is_camel = name.chars().any(char::is_uppercase)
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || ".+-_".contains(c));
        if is_host
            || !(begins || is_camel && end == 0)
            || end == 0 && is_in(NO_BRAND, name)
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
    let end = text
        .find(|c: char| c.is_whitespace() || ",.;:!?".contains(c))
        .unwrap_or(text.len());
    inline::cut(text, 0, end)
}

fn is_in(words: &[&str], word: &str) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// The address of a block that belongs to a name: the one whose host or text has it in it,
/// or the first when the block is about one sponsor only.
fn link_for<'a>(
    notes: &Notes<'a>,
    block: &Block<'a>,
    name: &str,
    is_only: bool,
) -> Option<Address> {
    let wanted = letters(name);
    let fits = |link: &RawLink<'_>| {
        letters(link.label).contains(&wanted) || letters(link.target).contains(&wanted)
    };
    let fitting = notes
        .leads_of(block)
        .find(|link| !wanted.is_empty() && fits(link));
    let link = fitting.or_else(|| {
        if is_only {
            notes.leads_of(block).next()
        } else {
            None
        }
    })?;
    notes.address(link)
}

/// `luna.example/show` in the text, for Luna.
fn bare_host(text: &str, name: &str) -> Option<Address> {
    let wanted = letters(name);
    let host = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| "().,;:!?\"'".contains(c)))
        .find(|word| target::is_host(word) && letters(word).contains(&wanted))?;
    Address::parse(&format!("https://{host}")).ok()
}

/// The sponsors a Sponsors section lists, one a line.
fn listed<'a>(sponsors: &mut Vec<Sponsor>, notes: &Notes<'a>, block: &Block<'a>) {
    if !matches!(
        block.kind,
        Kind::Item { depth: 0, .. } | Kind::Paragraph { depth: 0 }
    ) || super::contacts::is_credit(block.text)
    {
        return;
    }
    let text = notes.plain(block);
    let named = notes.leads_of(block).find_map(|link| {
        let label = plain::text(link.label);
        let is_name = !label.is_empty()
            && !label.contains("://")
            && !target::is_host(&label)
            && label.split(' ').count() <= 4;
        is_name.then_some((label, link))
    });
    let name = match named {
        Some((label, link)) if link.start < 4 || brand(&text).is_empty() => label,
        _ => brand(&text).to_owned(),
    };
    if !name.is_empty() {
        let url = link_for(notes, block, &name, true).or_else(|| bare_host(&text, &name));
        add(sponsors, &name, url);
    }
}

/// The sponsor of a box: named by its picture, by the notes, by its words, or by its address.
fn advertised(html: &str, known: &[Sponsor]) -> Option<Sponsor> {
    let target = boxes::attribute_of(html, "a", "href")?;
    let has_picture = html.contains("<img");
    let class = boxes::attribute_of(html, "div", "class")
        .or_else(|| boxes::attribute_of(html, "aside", "class"))
        .unwrap_or_default();
    let is_ad = has_picture
        || class
            .split([' ', '-', '_'])
            .any(|class| is_in(AD_CLASSES, class))
        || html.contains("ponsor");
    if !is_ad {
        return None;
    }
    let decoded = plain::decoded(target.trim());
    let url = Address::parse(&decoded)
        .or_else(|_| Address::parse(&format!("https://{}", decoded.trim_start_matches('/'))))
        .ok();
    let host = url
        .as_ref()
        .map(|url| main_label(url.host()))
        .unwrap_or_default();
    let described = boxes::attribute_of(html, "img", "alt")
        .map(picture_name)
        .filter(|name| !name.is_empty());
    let spoken = || {
        known
            .iter()
            .find(|sponsor| related(&sponsor.name, &host))
            .map(|sponsor| sponsor.name.clone())
    };
    let said = || {
        let text = plain::text(html);
        sentences(&text).find_map(|sentence| {
            after_cues(sentence, &[])
                .0
                .first()
                .map(|&name| name.to_owned())
        })
    };
    let in_words = || word_for(&plain::text(html), &host).map(str::to_owned);
    let name = described
        .or_else(spoken)
        .or_else(said)
        .or_else(in_words)
        .or_else(|| capitalised(&host))?;
    Some(Sponsor { name, url })
}

/// `Luna Sponsor Banner` without the words for pictures.
fn picture_name(alt: &str) -> String {
    let alt = plain::text(alt);
    let words: Vec<_> = alt
        .split([' ', '_'])
        .filter(|word| !is_in(PICTURE_WORDS, word))
        .collect();
    words.join(" ")
}

/// What a host is called: `luna` of `www.luna.example.org`… the part before the last dot.
fn main_label(host: &str) -> String {
    let mut labels = host.rsplit('.').skip(1);
    let label = labels.next().unwrap_or_default();
    let is_second_level = ["co", "com", "org", "net", "ac"].contains(&label);
    let label = if is_second_level {
        labels.next().unwrap_or(label)
    } else {
        label
    };
    letters(label)
}

/// Whether a name is what a host is called, or part of it: Luna and `getluna`.
fn related(name: &str, host: &str) -> bool {
    let name = letters(name);
    name.len() >= 3 && host.len() >= 3 && (host.contains(&name) || name.contains(host))
}

/// The word of a text that a host is made of.
fn word_for<'t>(text: &'t str, host: &str) -> Option<&'t str> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .find(|word| {
            word.starts_with(char::is_uppercase)
                && !word.contains(['.', '/'])
                && related(word, host)
        })
}

fn capitalised(host: &str) -> Option<String> {
    let mut letters = host.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

/// The sponsor of an offer made without the word: its address carries the show's own name,
/// as in `luna.example/ourshow` or `ourshow.example/luna`.
fn promoted<'a>(sponsors: &mut Vec<Sponsor>, notes: &Notes<'a>, block: &Block<'a>, own: &str) {
    for link in notes
        .leads_of(block)
        .filter(|link| has(link.target, own))
        .take(MOST)
    {
        let rest = link.target.split_once("//").map_or("", |(_, rest)| rest);
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let label = main_label(host);
        if DIRECTORIES.contains(&label.as_str()) || path.is_empty() {
            continue;
        }
        let is_own_host = label == own;
        let carries = path
            .split(['/', '?', '&', '=', '#'])
            .any(|part| letters(part) == own);
        let key = if is_own_host {
            letters(path.split(['/', '?', '#']).next().unwrap_or(path))
        } else {
            label
        };
        if !(is_own_host || carries) || sponsors.iter().any(|sponsor| related(&sponsor.name, &key))
        {
            continue;
        }
        let text = notes.plain(block);
        let lower = text.to_ascii_lowercase();
        if OFFERS.iter().any(|offer| lower.contains(offer))
            && let Some(name) = word_for(&text, &key)
        {
            add(sponsors, name, notes.address(link));
        }
    }
}
