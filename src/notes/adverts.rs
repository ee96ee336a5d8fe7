//! Advertisements: boxes with a banner, and offers whose address carries the show's name.
//!
//! Owns how an advertisement is known and what its sponsor is called. It must not read thanks:
//! that is `sponsors`.

use memchr::memmem;

use crate::address::Address;
use crate::episode::Sponsor;

use super::blocks::{Block, Notes};
use super::boxes;
use super::brands::NO_BRAND;
use super::inline::offset;
use super::likeness::letters;
use super::plain;
use super::sponsors::{MOST, add};
use super::target;
use super::thanks::{named, sentences};
use super::word_list::WordList;

/// Words in a picture's description that are no part of the name.
const PICTURE_WORDS: WordList = WordList::new(&[
    "ad",
    "advertisement",
    "banner",
    "button",
    "by",
    "graphic",
    "icon",
    "image",
    "logo",
    "logos",
    "our",
    "picture",
    "sponsor",
    "sponsored",
    "sponsors",
    "the",
]);

/// Classes that say a box is an advertisement.
const AD_CLASSES: WordList = WordList::new(&[
    "ad",
    "ads",
    "advert",
    "alert",
    "banner",
    "callout",
    "card",
    "jumbotron",
    "panel",
    "promo",
    "promotion",
    "sponsor",
    "sponsors",
    "sponsorship",
    "well",
]);

/// What an offer says.
const OFFERS: &[&str] = &[
    "credit",
    "bonus",
    "free",
    "discount",
    "% off",
    "promo",
    "coupon",
    "code",
    "trial",
    "offer",
    "try ",
    "sign up",
    "save",
    "check them out",
    "you covered",
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

/// What the hosts of podcasts are called after.
const PODCAST: &str = "podcast";

/// Pages of a show's own site, which are no companies.
const OWN_PAGES: &[&str] = &[
    "slack",
    "chat",
    "discord",
    "community",
    "newsletter",
    "merch",
    "store",
    "shop",
    "donate",
    "support",
    "survey",
    "subscribe",
    "contact",
    "conference",
    "conferences",
    "events",
    "about",
    "archive",
    "feedback",
    "guests",
    "jobs",
];

/// The sponsor of a box: named by its picture, by the notes, by its words, or by its address.
/// `in_notes` finds a word elsewhere that what the host is called is made of.
pub(super) fn advertised(
    html: &str,
    known: &[Sponsor],
    in_notes: impl Fn(&str) -> Option<String>,
) -> Option<Sponsor> {
    let url = address(offered(html)?);
    let host = url.as_ref().map(|url| main_label(url.host())).unwrap_or_default();
    let described =
        boxes::attribute_of(html, "img", "alt").map(picture_name).filter(|name| !name.is_empty());
    let spoken = || {
        known
            .iter()
            .find(|sponsor| related(&sponsor.name, &host))
            .map(|sponsor| sponsor.name.clone())
    };
    let said = || {
        let text = plain::text(html);
        sentences(&text)
            .find_map(|sentence| named(sentence, &[]).0.first().map(|&name| name.to_owned()))
    };
    let in_words = || word_for(&plain::text(html), &host).map(str::to_owned);
    let in_text = || in_words().or_else(|| in_notes(&host));
    let name =
        described.or_else(spoken).or_else(said).or_else(in_text).or_else(|| capitalised(&host))?;
    Some(Sponsor { name, url })
}

/// The target of the link in a box that is an advertisement.
fn offered(html: &str) -> Option<&str> {
    let target = boxes::attribute_of(html, "a", "href")?;
    let has_picture = html.contains("<img");
    let class = boxes::attribute_of(html, "div", "class")
        .or_else(|| boxes::attribute_of(html, "aside", "class"))
        .unwrap_or_default();
    let is_ad = has_picture
        || class.split([' ', '-', '_']).any(|class| AD_CLASSES.has(class))
        || html.contains("ponsor");
    is_ad.then_some(target)
}

fn address(target: &str) -> Option<Address> {
    let decoded = plain::decoded(target.trim());
    Address::parse(&decoded)
        .or_else(|_| Address::parse(&format!("https://{}", decoded.trim_start_matches('/'))))
        .ok()
}

/// `Luna Sponsor Banner` without the words for pictures.
fn picture_name(alt: &str) -> String {
    let alt = plain::text(alt);
    let words: Vec<_> = alt.split([' ', '_']).filter(|word| !PICTURE_WORDS.has(word)).collect();
    words.join(" ")
}

/// What a host is called: `luna` of `www.luna.example.org`… the part before the last dot.
fn main_label(host: &str) -> String {
    let mut labels = host.rsplit('.').skip(1);
    let label = labels.next().unwrap_or_default();
    let is_second_level = ["co", "com", "org", "net", "ac"].contains(&label);
    let label = if is_second_level { labels.next().unwrap_or(label) } else { label };
    letters(label)
}

/// Whether a name is what a host is called, or part of it: Luna and `getluna`.
fn related(name: &str, host: &str) -> bool {
    let name = letters(name);
    name.len() >= 3 && host.len() >= 3 && (host.contains(&name) || name.contains(host))
}

/// The words of a text that a host is made of: `Luna` for `getluna`, not `Get`, and all of `Luna
/// Moon` for `lunamoon`; else the longest word.
pub(super) fn word_for<'t>(text: &'t str, host: &str) -> Option<&'t str> {
    let words = text.split_whitespace().map(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
    });
    let is_part = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && !word.contains(['.', '/'])
            && !NO_BRAND.has(word)
            && related(word, host)
    };
    let parts = words.filter(is_part).map(|word| all_of(text, word, host).unwrap_or(word));
    parts.reduce(|best, word| if word.len() > best.len() { word } else { best })
}

/// The two words that begin with one of a text, where a host is made of both.
fn all_of<'t>(text: &'t str, first: &str, host: &str) -> Option<&'t str> {
    let rest = host.strip_prefix(&letters(first)).filter(|rest| !rest.is_empty())?;
    let start = offset(first, text);
    let (_, after) = text.get(start..)?.split_once(' ').filter(|(head, _)| *head == first)?;
    let end = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
    let second = after.get(..end).filter(|second| letters(second) == rest)?;
    text.get(start..offset(second, text) + end)
}

/// What the company with a host is called in a text, or by the host's name.
pub(super) fn called(host: &str, text: &str) -> Option<String> {
    let label = main_label(host);
    word_for(text, &label).map(str::to_owned).or_else(|| capitalised(&label))
}

fn capitalised(host: &str) -> Option<String> {
    let mut letters = host.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

/// The sponsor of an offer made without the word: its address carries the show's own name,
/// as in `luna.example/ourshow` or `ourshow.example/luna`. A host called a podcast is the show's
/// own, too, where the path is the very name of a company.
pub(super) fn promoted<'a>(
    sponsors: &mut Vec<Sponsor>,
    notes: &Notes<'a>,
    block: &Block<'a>,
    finder: &memmem::Finder<'_>,
    own: &str,
) {
    let is_page = |key: &str| DIRECTORIES.contains(&key) || OWN_PAGES.contains(&key);
    for link in notes
        .leads_of(block)
        .filter(|link| {
            link.target.contains(PODCAST) || finder.find(link.target.as_bytes()).is_some()
        })
        .take(MOST)
    {
        let rest = link.target.split_once("//").map_or("", |(_, rest)| rest);
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let label = main_label(host);
        if DIRECTORIES.contains(&label.as_str()) || path.is_empty() {
            continue;
        }
        let is_own_host = label == own;
        let carries = path.split(['/', '?', '&', '=', '#']).any(|part| letters(part) == own);
        let is_podcast = !is_own_host && !carries && label.contains(PODCAST);
        let key = if is_own_host || is_podcast {
            letters(path.split(['/', '?', '#']).next().unwrap_or(path))
        } else {
            label
        };
        if !(is_own_host || carries || is_podcast)
            || sponsors.iter().any(|sponsor| related(&sponsor.name, &key))
        {
            continue;
        }
        let text = notes.plain(block);
        let lower = text.to_ascii_lowercase();
        let is_offer = OFFERS.iter().any(|offer| lower.contains(offer));
        if (is_offer || is_podcast && lower.contains("go to"))
            && let Some(name) = word_for(&text, &key)
            && (!is_podcast || letters(name) == key && !is_page(&key))
        {
            add(sponsors, name, notes.address(link));
        }
    }
}

/// `luna.example/show` in the text, for Luna.
pub(super) fn bare_host(text: &str, name: &str) -> Option<Address> {
    let wanted = letters(name);
    let host = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| "().,;:!?\"'".contains(c)))
        .find(|word| target::is_host(word) && letters(word).contains(&wanted))?;
    Address::parse(&format!("https://{host}")).ok()
}
