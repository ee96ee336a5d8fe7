//! The introduction's sentences: who hosts, who is interviewed, what the show is called.
//!
//! Owns the wordings by which notes name hosts and guests, welcome listeners and send them to
//! the site. It must not decide whether two names are one person: that is `people`.

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

/// Words after which names follow, in lower case. A search for the first column finds them
/// quickly; the second is the whole wording.
const CUES: &[(&str, &[&str], Role)] = &[
    (
        "host",
        &["hosts", "host", "hosted by", "co-hosts", "co-host"],
        Role::Host,
    ),
    ("presented by", &["presented by"], Role::Host),
    ("my name is", &["my name is"], Role::Host),
    (
        "interview",
        &[
            "interviewing",
            "interview with",
            "interviewed",
            "interviews",
        ],
        Role::Guest,
    ),
    ("guest", &["guests", "guest"], Role::Guest),
    (
        "ing ",
        &[
            "talking to",
            "talking with",
            "speaking to",
            "speaking with",
            "chatting with",
            "chatting to",
            "meeting with",
            "welcoming",
            "hearing from",
        ],
        Role::Guest,
    ),
    (
        "joined ",
        &["joined by", "joined today by", "joined this week by"],
        Role::Guest,
    ),
    ("conversation with", &["conversation with"], Role::Guest),
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
    "episode of ",
];

/// How the notes send listeners to the show's site; a link stands in or after it.
const SITES: &[&str] = &[
    "our site",
    "our website",
    "our [site",
    "our [website",
    "our web site",
    "our [web site",
    "the show's website",
    "the show's site",
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
    let blocks = section.blocks_in(notes);
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else {
        return;
    };
    let Some(region) = notes.body.get(first.at..last.at + last.text.len()) else {
        return;
    };
    let lower = region.to_ascii_lowercase();
    for (needle, wordings, _) in CUES.iter().filter(|(_, _, of)| *of == role) {
        for found in memmem::find_iter(lower.as_bytes(), needle.as_bytes()) {
            let at = first.at + found;
            let block = blocks
                .partition_point(|block| block.at <= at)
                .checked_sub(1)
                .and_then(|block| blocks.get(block));
            let Some(block) = block
                .filter(|block| block.kind.depth().is_some() && at < block.at + block.text.len())
            else {
                continue;
            };
            let text = linkless(notes, block, at - block.at);
            if let Some(after) = after_cue(&text.before, &text.after, needle, wordings) {
                cast.introduce(after, role);
            }
        }
    }
}

/// A block's text around a place in it, links by their labels.
struct Around {
    before: String,
    after: String,
}

fn linkless<'a>(notes: &Notes<'a>, block: &Block<'a>, at: usize) -> Around {
    let labels = |links: &[RawLink<'a>], start: usize, end: usize| {
        let mut text = String::new();
        let mut from = start;
        for link in links
            .iter()
            .filter(|link| link.start >= start && link.end <= end)
        {
            text.push_str(cut(block.text, from, link.start));
            text.push_str(link.label);
            from = link.end;
        }
        text.push_str(cut(block.text, from, end));
        text
    };
    let links = notes.links_of(block);
    // A sentence about people is short; what lies further away is another one.
    let end = block.text.len().min(at + 400);
    let end = (end..=block.text.len())
        .find(|&end| block.text.is_char_boundary(end))
        .unwrap_or(block.text.len());
    let start = at.saturating_sub(100);
    let start = (start..=at)
        .find(|&start| block.text.is_char_boundary(start))
        .unwrap_or(at);
    Around {
        before: labels(links, start, at),
        after: labels(links, at, end),
    }
}

/// The names after one of the wordings at a cue, or before it (`Ada and Bob are your hosts`).
fn after_cue<'t>(
    before: &'t str,
    after: &'t str,
    needle: &str,
    wordings: &[&str],
) -> Option<Vec<&'t str>> {
    // `ing ` is the end of `talking to`: the wording begins before it.
    let lead = before.len() - before.trim_end_matches(char::is_alphanumeric).len();
    let rest = wordings.iter().find_map(|wording| {
        let skip = wording.find(needle)?;
        let (word_start, word_rest) = wording.split_at_checked(skip)?;
        let fits = lead == word_start.trim_start_matches("co-").len()
            && before
                .get(before.len() - lead..)?
                .eq_ignore_ascii_case(word_start.trim_start_matches("co-"))
            && after
                .get(..word_rest.len())?
                .eq_ignore_ascii_case(word_rest);
        let rest = after.get(word_rest.len()..)?;
        let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || "@-_.'".contains(c))
            || rest.starts_with("'s ")
            || rest.starts_with("- ");
        (fits && ends).then_some(rest)
    })?;
    let names = names::list(without_fillers(rest));
    if !names.is_empty() {
        return Some(names);
    }
    let before = before.trim_end();
    let before = ["are your", "is your", "are our", "as your", "your"]
        .iter()
        .find_map(|verb| before.strip_suffix(verb))?;
    let sentence = before.rsplit(['.', '\n', '!']).next().unwrap_or(before);
    Some(names::list(sentence))
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
            for (block, at) in find_in(notes, section, welcome) {
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
        for (block, at) in SITES
            .iter()
            .flat_map(|wording| find_in(notes, section, wording))
        {
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

/// Where a wording stands in a section: the block, and the byte in its text.
fn find_in<'n, 'a>(
    notes: &'n Notes<'a>,
    section: &Section<'a>,
    wording: &str,
) -> Vec<(&'n Block<'a>, usize)> {
    let blocks = section.blocks_in(notes);
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else {
        return Vec::new();
    };
    let Some(region) = notes.body.get(first.at..last.at + last.text.len()) else {
        return Vec::new();
    };
    memmem::find_iter(region.as_bytes(), wording.as_bytes())
        .filter_map(|found| {
            let at = first.at + found;
            let block = blocks.get(
                blocks
                    .partition_point(|block| block.at <= at)
                    .checked_sub(1)?,
            )?;
            (block.kind.depth().is_some() && at < block.at + block.text.len())
                .then_some((block, at - block.at))
        })
        .collect()
}
