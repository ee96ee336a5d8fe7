//! The introduction's sentences: who hosts, who is interviewed, what the show is called.
//!
//! Owns the wordings by which notes name hosts and guests, welcome listeners and send them to
//! the site. It must not decide whether two names are one person: that is `people`.

use std::borrow::Cow;

use memchr::memmem;

use crate::address::Address;
use crate::episode::Role;

use super::header::Header;
use super::inline::{Form, RawLink, cut};
use super::names;
use super::people::Cast;
use super::plain;
use super::repair::{Block, Notes};
use super::sections::{Section, Topic};
use super::target;

/// What is searched for, what stands before and after it in a wording, and whose names follow.
type Cue = (&'static str, &'static [(&'static str, &'static str)], Role);

/// The wordings after which hosts and guests are named, in lower case.
const CUES: &[Cue] = &[
    (
        "host",
        &[
            ("", "s"),
            ("", ""),
            ("", "ed by"),
            ("co-", "s"),
            ("co-", ""),
            ("co-", "ed by"),
        ],
        Role::Host,
    ),
    ("presented by", &[("", "")], Role::Host),
    ("my name is", &[("", "")], Role::Host),
    (
        "interview",
        &[("", "ing"), ("", " with"), ("", "ed"), ("", "s")],
        Role::Guest,
    ),
    ("guest", &[("", "s"), ("", "")], Role::Guest),
    (
        "ing ",
        &[
            ("talk", "to"),
            ("talk", "with"),
            ("speak", "to"),
            ("speak", "with"),
            ("chatt", "with"),
            ("chatt", "to"),
            ("meet", "with"),
            ("hear", "from"),
        ],
        Role::Guest,
    ),
    (
        "joined ",
        &[
            ("", "by"),
            ("", "today by"),
            ("", "this week by"),
            ("", "once again by"),
        ],
        Role::Guest,
    ),
    ("conversation with", &[("", "")], Role::Guest),
    (
        "welcome ",
        &[("", "our guest"), ("", "back our guest")],
        Role::Guest,
    ),
];

/// The wordings of a summary, asked only when nothing else names a guest.
const SUMMARY_CUES: &[&str] = &[
    "talked to ",
    "talked with ",
    "talk to ",
    "talk with ",
    "spoke to ",
    "spoke with ",
    "speak to ",
    "speak with ",
    "speaking with ",
    "interviewed ",
    "interview with ",
    "interview ",
    "chatted with ",
    "chat with ",
    "sat down with ",
    "joined by ",
    "guest ",
    "guests ",
    "guests this week, ",
    "guest this week, ",
    "conversation with ",
];

/// Words between a cue and the names: `hosts as usual are`, `guest this week is`.
const FILLERS: &[&str] = &[
    "as", "usual", "always", "are", "is", "be", "will", "today", "this", "week", "episode", "for",
    "show", "the", "your", "our", "time", "by", "with", "and", "once", "again", "we", "have", "s",
];

/// How the notes welcome listeners; the show's name follows.
const WELCOMES: &[&str] = &[
    "elcome to ",
    "elcome back to ",
    "istening to ",
    "pisode of ",
];

/// How the notes send listeners to the show's site; a link stands in or after it.
const SITES: &[&str] = &[
    "our site",
    "our website",
    "our [site",
    "our [website",
    "our web site",
    "our [web site",
    "show's website",
    "show's site",
];

/// Names the hosts and guests that the header, the introduction, the interview's heading and
/// the title tell of.
pub(super) fn people<'a>(
    cast: &mut Cast<'a>,
    header: &Header<'a>,
    title: &'a str,
    notes: &Notes<'a>,
    sections: &[Section<'a>],
) {
    cast.introduce(
        header.hosts.map(names::list).unwrap_or_default(),
        Role::Host,
    );
    cast.introduce(
        header.guests.map(names::list).unwrap_or_default(),
        Role::Guest,
    );
    for role in [Role::Host, Role::Guest] {
        for section in sections
            .iter()
            .filter(|section| matches!(section.topic, Topic::Lead | Topic::Intro))
        {
            sentences(cast, notes, section, role);
        }
    }
    if !cast.has(Role::Host) {
        cast.introduce(
            header.author.map(names::list).unwrap_or_default(),
            Role::Host,
        );
    }
    let headings: Vec<_> = sections
        .iter()
        .filter(|section| section.topic == Topic::Interview && !section.inherits)
        .map(|section| heading_names(section.title))
        .collect();
    for names in &headings {
        // `Interview with Luna Inc` names a company when the guests are known otherwise.
        let known = cast.has(Role::Guest);
        cast.introduce(
            names
                .iter()
                .copied()
                .filter(|name| !known || name.contains(' ')),
            Role::Guest,
        );
    }
    if !cast.has(Role::Guest) {
        cast.introduce(names_in_summary(notes, sections), Role::Guest);
    }
    if !cast.has(Role::Guest) {
        cast.introduce(names_in_title(title, notes, sections), Role::Guest);
    }
    cast.respell(title);
}

/// Reads the host or guest sentences of one section.
fn sentences<'a>(cast: &mut Cast<'a>, notes: &Notes<'a>, section: &Section<'a>, role: Role) {
    let Some((from, stretch)) = section.stretch(notes) else {
        return;
    };
    let lower = stretch.to_ascii_lowercase();
    for (needle, wordings, _) in CUES.iter().filter(|(_, _, of)| *of == role) {
        for found in memmem::find_iter(lower.as_bytes(), needle.as_bytes()) {
            let Some((start, end)) = wording_at(&lower, found, needle, wordings) else {
                continue;
            };
            let Some((at, offset)) = section.block_at(notes, from + found) else {
                continue;
            };
            let Some(block) = section.blocks_in(notes).get(at) else {
                continue;
            };
            let (before, after) = around(
                notes,
                block,
                (offset + start).saturating_sub(found),
                offset + end - found,
            );
            let mut names = names::list(without_fillers(&after));
            if names.is_empty() {
                // `Ada and Bob are your hosts`.
                let before = before.trim_end();
                let verb = ["are your", "is your", "are our", "as your"]
                    .iter()
                    .find_map(|verb| before.strip_suffix(verb));
                names = verb
                    .map(|names| {
                        names::list(names.rsplit(['.', '\n', '!']).next().unwrap_or(names))
                    })
                    .unwrap_or_default();
            }
            cast.introduce(names, role);
        }
    }
}

/// Where one of the wordings begins and ends whose needle was found.
fn wording_at(
    lower: &str,
    found: usize,
    needle: &str,
    wordings: &[(&str, &str)],
) -> Option<(usize, usize)> {
    let is_letter =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80);
    let (before, after) = lower.as_bytes().split_at_checked(found)?;
    let after = after.get(needle.len()..)?;
    wordings.iter().find_map(|(lead, rest)| {
        let (before, after) = (
            before.strip_suffix(lead.as_bytes())?,
            after.strip_prefix(rest.as_bytes())?,
        );
        // `hosts@example.org` and `ghost` are no hosts.
        let is_whole = !is_letter(before.last())
            && !is_letter(after.first())
            && !matches!(after.first(), Some(b'@' | b'_' | b'/'));
        is_whole.then_some((before.len(), lower.len() - after.len()))
    })
}

/// A block's text before and after a wording, links by their labels. Sentences about people
/// are short: what lies further away is another one.
fn around<'a>(
    notes: &Notes<'a>,
    block: &Block<'a>,
    start: usize,
    end: usize,
) -> (Cow<'a, str>, Cow<'a, str>) {
    let text = block.text;
    let far = (end + 400..)
        .find(|&far| text.is_char_boundary(far) || far >= text.len())
        .unwrap_or(end)
        .min(text.len());
    let near = (0..=start.saturating_sub(100))
        .rev()
        .find(|&near| text.is_char_boundary(near))
        .unwrap_or(0);
    let links = notes.links_of(block);
    (
        linkless(text, links, near, start),
        linkless(text, links, end, far),
    )
}

fn linkless<'a>(text: &'a str, links: &[RawLink<'a>], start: usize, end: usize) -> Cow<'a, str> {
    let mut from = start;
    let mut plain = String::new();
    let first = links.partition_point(|link| link.start < start);
    for link in links.iter().skip(first).take_while(|link| link.end <= end) {
        plain.push_str(cut(text, from, link.start));
        plain.push_str(link.label);
        from = link.end;
    }
    if from == start {
        return Cow::Borrowed(cut(text, start, end));
    }
    plain.push_str(cut(text, from, end));
    Cow::Owned(plain)
}

fn without_fillers(text: &str) -> &str {
    let mut text = text;
    for _ in 0..10 {
        text = text.trim_start_matches(|c: char| c.is_whitespace() || ":,-–—*_'’".contains(c));
        let length = text
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(text.len());
        match text.split_at_checked(length) {
            Some((word, rest)) if FILLERS.iter().any(|filler| *filler == word) => text = rest,
            _ => break,
        }
    }
    text
}

/// The names in `Interview with Ada and Bob` or `Ada Lovelace Interview`.
fn heading_names(title: &str) -> Vec<&str> {
    let lower = title.to_ascii_lowercase();
    let Some(at) = lower
        .find("interview")
        .or_else(|| lower.find("conversation"))
        .or_else(|| lower.find("with "))
    else {
        return Vec::new();
    };
    if let Some(with) = lower.find("with ") {
        return names::list(title.get(with + 5..).unwrap_or_default());
    }
    let after = cut(title, at, title.len())
        .split_once(' ')
        .map_or("", |(_, rest)| rest);
    let names = names::list(without_fillers(after));
    if names.is_empty() {
        names::list(cut(title, 0, at))
    } else {
        names
    }
}

fn names_in_summary<'a>(notes: &Notes<'a>, sections: &[Section<'a>]) -> Vec<&'a str> {
    let summary = sections
        .iter()
        .filter(|section| matches!(section.topic, Topic::Summary | Topic::Lead));
    let blocks = summary
        .flat_map(|section| section.blocks_in(notes))
        .filter(|block| block.kind.depth().is_some());
    for block in blocks {
        for cue in SUMMARY_CUES {
            for at in memmem::find_iter(block.text.as_bytes(), cue.as_bytes()) {
                let names: Vec<_> = names::list(cut(block.text, at + cue.len(), block.text.len()));
                if names.iter().any(|name| name.contains(' ')) {
                    return names;
                }
            }
        }
    }
    Vec::new()
}

/// The names in a title such as `Cats with Ada Lovelace` or `Ada Lovelace on Cats`; anything
/// but the first form must be named again in the notes.
fn names_in_title<'a>(title: &'a str, notes: &Notes<'a>, sections: &[Section<'a>]) -> Vec<&'a str> {
    let with = title.to_ascii_lowercase().rfind(" with ");
    let (text, is_sure) = match with.and_then(|with| title.get(with + 6..)) {
        Some(after) => (after, true),
        None => (title, false),
    };
    let names: Vec<_> = names::list(text)
        .into_iter()
        .filter(|name| name.contains(' '))
        .collect();
    let has_interview = sections
        .iter()
        .any(|section| section.topic == Topic::Interview);
    let is_named_again =
        |name: &&str| memmem::find(notes.body.as_bytes(), name.as_bytes()).is_some();
    if is_sure || has_interview && names.iter().all(is_named_again) {
        names
    } else {
        Vec::new()
    }
}

/// The show's name, from how the notes welcome listeners.
pub(super) fn show<'a>(notes: &Notes<'a>, sections: &[Section<'a>]) -> Option<String> {
    for section in sections
        .iter()
        .filter(|section| matches!(section.topic, Topic::Lead | Topic::Intro))
    {
        for welcome in WELCOMES {
            for (block, at) in section.places_of(notes, welcome) {
                let Some(block) = section.blocks_in(notes).get(block) else {
                    continue;
                };
                let rest = cut(block.text, at + welcome.len(), block.text.len());
                if let Some(show) = show_name(rest) {
                    return Some(show);
                }
            }
        }
    }
    None
}

/// The name a text begins with: up to a comma, a dash, the end of the sentence, or ` the `.
fn show_name(text: &str) -> Option<String> {
    let mut end = text.len();
    for stop in [
        ", ", " - ", " – ", " the ", " a ", ". ", "! ", "!", "\n", ": ", " where ", " for ",
        " with ", " and ",
    ] {
        if let Some(found) = cut(text, 0, end).find(stop) {
            end = found;
        }
    }
    let name = plain::text(cut(text, 0, end));
    let name = name.trim_matches(|c: char| c.is_whitespace() || ".,!:[]".contains(c));
    let is_name = name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && name.len() <= 60
        && !name.starts_with("Episode");
    is_name.then(|| name.to_owned())
}

/// The show's site, from where the notes send listeners.
pub(super) fn site<'a>(notes: &Notes<'a>, sections: &[Section<'a>]) -> Option<Address> {
    for section in sections
        .iter()
        .filter(|section| matches!(section.topic, Topic::Lead | Topic::Intro))
    {
        for (block, found) in section.places_of(notes, "site") {
            let Some(block) = section.blocks_in(notes).get(block) else {
                continue;
            };
            let said = |wording: &&&str| {
                wording
                    .find("site")
                    .and_then(|skip| {
                        cut(block.text, found.checked_sub(skip)?, block.text.len())
                            .strip_prefix(**wording)
                    })
                    .is_some()
            };
            let Some(at) = SITES.iter().find(said).map(|_| found) else {
                continue;
            };
            let link = notes
                .links_of(block)
                .iter()
                .find(|link| link.end > at && link.start < at + 80 && link.form != Form::Image);
            if let Some(link) = link
                && let Ok(found) = target::resolve(link, None)
            {
                return Some(found.address);
            }
            // `visit our site at example.org`
            let mut words = cut(block.text, at, block.text.len())
                .split_whitespace()
                .take(8);
            let bare = words.find_map(|word| {
                let host = word.trim_end_matches(|c: char| c.is_ascii_punctuation());
                target::is_host(host).then(|| Address::parse(&format!("https://{host}")).ok())?
            });
            if bare.is_some() {
                return bare;
            }
        }
    }
    None
}
