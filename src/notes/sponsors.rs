//! Who paid for the episode, from boxes and from sentences.
//!
//! Owns the wordings by which sponsors are thanked and how an advertisement's box is named.
//! It must not decide where a box ends: that is `boxes`.

use crate::address::Address;
use crate::episode::Sponsor;

use super::boxes;
use super::inline::{self, RawLink};
use super::names;
use super::plain;
use super::repair::{Block, Kind, Notes};
use super::sections::{Section, Topic};
use super::target;

/// Wordings after which sponsors are named, in lower case.
const CUES: &[&str] = &[
    "sponsored this week by",
    "sponsored today by",
    "sponsored in part by",
    "sponsored by",
    "brought to you by",
    "brought to you this week by",
    "brought to you today by",
    "supported this week by",
    "supported by",
    "made possible by",
    "sponsors",
    "sponsor",
    "thanks to",
    "thank you to",
    "thank",
    "partners at",
];

/// Of these, the ones that tell of a sponsor without the word.
const SURE_CUES: &[&str] = &[
    "brought to you",
    "supported by",
    "supported this week by",
    "made possible by",
];

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
    "a",
    "company",
    "named",
    "called",
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
        let is_thanking = matches!(section.topic, Topic::Lead | Topic::Intro);
        for block in section
            .blocks_in(notes)
            .iter()
            .filter(|block| block.kind.depth().is_some())
        {
            if section.topic == Topic::Sponsors {
                listed(&mut sponsors, notes, block);
            } else if is_thanking {
                thanked(&mut sponsors, notes, block, &own);
            }
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
    if !own.is_empty() {
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

/// The sponsors a sentence of the introduction thanks.
fn thanked<'a>(sponsors: &mut Vec<Sponsor>, notes: &Notes<'a>, block: &Block<'a>, own: &str) {
    let raw = block.text;
    let has = |word: &str| memchr::memmem::find(raw.as_bytes(), word.as_bytes()).is_some();
    // Who is interviewed may have sponsors of their own.
    if !(has("ponsor") || has("rought to you") || has("upported ") || has("ade possible"))
        || has("nterviewing ")
    {
        return;
    }
    let text = notes.plain(block);
    let links: Vec<_> = notes
        .leads_of(block)
        .map(|link| (plain::text(link.label), *link))
        .collect();
    let mut follows = false;
    for sentence in sentences(&text) {
        let lower = sentence.to_ascii_lowercase();
        let is_thanking =
            lower.contains("sponsor") || SURE_CUES.iter().any(|cue| lower.contains(cue));
        let mut found = Vec::new();
        if is_thanking {
            found = CUES
                .iter()
                .map(|cue| after_cue(sentence, &lower, cue, &links))
                .find(|names| !names.is_empty())
                .unwrap_or_default();
        }
        // `We have a new sponsor this week. Luna is a service …`
        if (is_thanking || follows) && found.is_empty() {
            found.extend(subject(sentence, follows));
        }
        follows = is_thanking && found.is_empty();
        for name in found.iter().filter(|name| letters(name) != own) {
            let url =
                link_for(notes, block, name, found.len() == 1).or_else(|| bare_host(&text, name));
            add(sponsors, name, url);
        }
    }
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = [". ", "! ", "? "]
            .iter()
            .filter_map(|end| rest.find(end))
            .min()
            .map_or(rest.len(), |at| at + 1);
        let (sentence, after) = rest.split_at_checked(end)?;
        rest = after.trim_start();
        (!sentence.is_empty()).then_some(sentence)
    })
}

/// The names after a wording.
fn after_cue<'t>(
    sentence: &'t str,
    lower: &str,
    cue: &str,
    links: &[(String, RawLink<'_>)],
) -> Vec<&'t str> {
    for (at, _) in lower.match_indices(cue) {
        let rest = inline::cut(sentence, at + cue.len(), sentence.len());
        let is_word = !inline::cut(sentence, 0, at).ends_with(char::is_alphanumeric)
            && !rest.starts_with(char::is_alphanumeric);
        if !is_word {
            continue;
        }
        let found = brands(rest, links);
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// A list of names of companies and products, after fillers such as `our friends at`.
fn brands<'t>(text: &'t str, links: &[(String, RawLink<'_>)]) -> Vec<&'t str> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ":,-–—&*(\"'“".contains(c));
        let word = first_word(rest);
        // A link's text is a name, whatever its case.
        let label = links.iter().map(|(label, _)| label).find(|label| {
            !label.is_empty()
                && label.len() < 40
                && rest.starts_with(label.as_str())
                && !label.contains(['.', '/'])
                && !is_in(OFFERS, label)
        });
        let name = match label {
            Some(label) => inline::cut(rest, 0, label.len()),
            None if is_in(FILLERS, word) => {
                rest = inline::cut(rest, word.len(), rest.len());
                continue;
            }
            None => brand(rest),
        };
        if name.is_empty() {
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
fn subject(sentence: &str, any_verb: bool) -> Option<&str> {
    let name = brand(sentence);
    let after = inline::cut(sentence, name.len(), sentence.len());
    let verb = first_word(after.trim_start());
    let is_thanking = after.to_ascii_lowercase().contains("sponsor") || any_verb;
    (!name.is_empty() && is_thanking && is_in(VERBS, verb)).then_some(name)
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
            let lower = sentence.to_ascii_lowercase();
            CUES.iter()
                .take_while(|cue| **cue != "thanks to")
                .find_map(|cue| {
                    after_cue(sentence, &lower, cue, &[])
                        .first()
                        .map(|&name| name.to_owned())
                })
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
    for link in notes.leads_of(block) {
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
