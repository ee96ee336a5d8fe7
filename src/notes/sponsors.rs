//! Who paid for the episode, from boxes and from sentences.
//!
//! Owns the wordings by which sponsors are thanked and how an advertisement's box is named.
//! It must not decide where a box ends: that is `boxes`.

use memchr::memmem;

use crate::address::Address;
use crate::episode::Sponsor;

use super::adverts::{advertised, bare_host, promoted};
use super::blocks::{Block, Kind, Notes};
use super::inline::{self, RawLink};
use super::likeness::folded;
use super::plain;
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
pub(super) const MOST: usize = 32;

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

pub(super) fn add(sponsors: &mut Vec<Sponsor>, name: &str, url: Option<Address>) {
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

pub(super) fn is_same(a: &str, b: &str) -> bool {
    a == b || letters(a) == letters(b)
}

/// A name's letters and digits in lower case: `Podcast.__init__` and `podcastinit` are alike.
pub(super) fn letters(name: &str) -> String {
    folded(name)
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

pub(super) fn is_in(words: &[&str], word: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use crate::notes;

    fn sponsors(text: &str) -> Vec<(String, String)> {
        let text = format!("### Intro\n- Welcome to Luna Talk, the podcast about cats\n{text}");
        let sponsors = notes::read("x.md", &text).sponsors.into_iter();
        sponsors
            .map(|sponsor| {
                (
                    sponsor.name,
                    sponsor.url.map(|url| url.to_string()).unwrap_or_default(),
                )
            })
            .collect()
    }

    fn names(text: &str) -> Vec<String> {
        sponsors(text).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn sponsors_are_thanked_in_many_sentences() {
        for text in [
            "- This week is sponsored by Acme.",
            "- I would also like to thank Acme, a shop for all, for sponsoring this episode of Luna Talk. Use it.",
            "- Acme is sponsoring us this week. Check them out",
            "- Acme has also returned as a sponsor this week.",
            "- We also have a new sponsor this week. Acme is a shop.",
            "- You want order, so give our other sponsor, Acme, a look.",
            "- Check out our sponsor Acme for running your shop.",
            "- Brought to you by our friends at Acme",
            "- Sponsor: [acme](https://a.example)",
        ] {
            assert_eq!(
                names(text)
                    .into_iter()
                    .map(|name| name.to_lowercase())
                    .collect::<Vec<_>>(),
                ["acme"],
                "{text}"
            );
        }
    }

    #[test]
    fn several_sponsors_keep_their_own_addresses() {
        let text =
            "- Sponsored by [Acme](https://a.example), [Big Beta](https://b.example) and Gamma.";
        assert_eq!(
            sponsors(text),
            [
                ("Acme".to_owned(), "https://a.example".to_owned()),
                ("Big Beta".to_owned(), "https://b.example".to_owned()),
                ("Gamma".to_owned(), String::new()),
            ]
        );
        assert_eq!(
            sponsors("- Acme has sponsored us and the link is acme.example/luna today."),
            [("Acme".to_owned(), "https://acme.example/luna".to_owned())]
        );
    }

    #[test]
    fn thanking_listeners_or_guests_with_sponsors_names_nobody() {
        for text in [
            "- I would like to thank everyone who has donated",
            "- Today we are interviewing Ada Lovelace, whose sponsors are Acme",
            "- To become a sponsor, write to us",
        ] {
            assert_eq!(names(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_box_and_a_sentence_are_one_sponsor() {
        let text = "- Sponsored by Acme\n\n<div class=\"well\">\n<a href=\"https://getacme.example/x?a=1&amp;b=2\"><img src=\"x.png\"/></a>\n\n<p>Buy</p>\n</div>";
        assert_eq!(
            sponsors(text),
            [(
                "Acme".to_owned(),
                "https://getacme.example/x?a=1&b=2".to_owned()
            )]
        );
    }

    #[test]
    fn a_box_is_named_by_its_picture_or_its_address() {
        let boxed = |alt: &str| {
            names(&format!(
                "\n<div class=\"ad\"><a href=\"https://acme.example\"><img {alt}></a></div>"
            ))
        };
        assert_eq!(boxed("alt=\"Acme Tools Sponsor Banner\""), ["Acme Tools"]);
        assert_eq!(boxed(""), ["Acme"]);
        assert_eq!(
            names("\n<div class=\"note\"><a href=\"https://acme.example\">x</a></div>"),
            [""; 0]
        );
    }

    #[test]
    fn an_offer_under_the_show_s_own_name_is_a_sponsor_s() {
        assert_eq!(
            names(
                "- Try Acme. Go to [acme.example](https://acme.example/lunatalk) for a $20 credit"
            ),
            ["Acme"]
        );
        assert_eq!(
            names("- Try Acme. Go to [it](https://lunatalk.example/acme) to get it free"),
            ["Acme"]
        );
        assert_eq!(
            names(
                "- The Cat Fair is on. Use the code CAT to [register](https://fair.example/?discount=CAT)"
            ),
            [""; 0]
        );
        assert_eq!(
            names("- Follow us on [Twitter](https://twitter.com/lunatalk), it is free"),
            [""; 0]
        );
    }

    #[test]
    fn a_sponsors_section_lists_them() {
        assert_eq!(
            names("\n### Sponsors\n- [Acme](https://a.example): tools\n- Beta - more tools"),
            ["Acme", "Beta"]
        );
    }
}
