//! The introduction's sentences: who hosts and who is interviewed.
//!
//! Owns the wordings by which notes name hosts and guests. It must not decide whether two
//! names are one person: that is `people`.

use std::borrow::Cow;

use memchr::memmem;

use crate::episode::Role;

use super::blocks::{Block, Notes};
use super::header::Header;
use super::inline::{RawLink, cut};
use super::names;
use super::people::Cast;
use super::sections::{Section, Topic};

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
    ("i'm", &[("", "")], Role::Host),
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
    for section in sections {
        let Some(role) = role_of(section.title) else {
            continue;
        };
        for block in section.blocks_in(notes) {
            if block.kind.depth() == Some(0) {
                cast.introduce(names::list(&notes.plain(block)), role);
            }
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

/// Whose list a section such as `Hosts` or `Guests` is.
fn role_of(title: &str) -> Option<Role> {
    let word = title
        .trim_start_matches("Our ")
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    match word.as_str() {
        "host" | "hosts" | "your hosts" => Some(Role::Host),
        "guest" | "guests" | "panel" | "panelists" => Some(Role::Guest),
        _ => None,
    }
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
            let after = without_fillers(&after);
            let mut names = names::list(after);
            if names.is_empty() && role == Role::Guest {
                names = names::list(without_description(after));
            }
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
    let at_char = |at: usize| text.is_char_boundary(at);
    let far = text.len().min(end + 400);
    let far = (far..=text.len())
        .find(|&far| at_char(far))
        .unwrap_or(text.len());
    let near = start.saturating_sub(100);
    let near = (near..=start).find(|&near| at_char(near)).unwrap_or(start);
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
            Some((word, rest)) if FILLERS.contains(&word) => text = rest,
            _ => break,
        }
    }
    text
}

/// What follows a few words about somebody: `beekeeper and author Ada Lovelace`, `the team:
/// Ada Lovelace`. Words that lead elsewhere (`the makers of Luna`) end the search.
fn without_description(text: &str) -> &str {
    if let Some((before, list)) = text.split_once(": ")
        && before.len() < 60
        && !before.contains('.')
    {
        return list;
    }
    let mut rest = text;
    for _ in 0..4 {
        let Some((word, after)) = rest.split_once(' ') else {
            break;
        };
        let leads_on = word
            .chars()
            .all(|c| c.is_lowercase() || c == '-' || c == ',')
            && ![
                "about", "of", "on", "for", "from", "in", "at", "who", "how", "what", "why",
                "that", "to", "is", "are", "our",
            ]
            .contains(&word);
        if !leads_on {
            break;
        }
        rest = after;
    }
    match names::leading(rest) {
        Some((name, _)) if name.contains(' ') => rest,
        _ => "",
    }
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

#[cfg(test)]
mod tests {
    use crate::episode::Role;
    use crate::notes;

    fn people(text: &str, role: Role) -> Vec<String> {
        let episode = notes::read("x.md", text);
        episode
            .people_in(role)
            .map(|person| person.name.clone())
            .collect()
    }

    #[test]
    fn hosts_are_named_in_many_sentences() {
        for line in [
            "Hosts - Ada Lovelace and Bob Shaw",
            "Hosts Ada Lovelace & Bob Shaw",
            "Your hosts as usual are Ada Lovelace and Bob Shaw",
            "We are recording today on June 1st and your hosts as always are Ada Lovelace and Bob Shaw",
            "Hosted by **Ada Lovelace** and **Bob Shaw**",
            "Ada Lovelace and Bob Shaw are your hosts",
            "I'm Ada Lovelace and with me is my co-host Bob Shaw",
            "Your hosts: [Ada Lovelace](https://a.example), [Bob Shaw](https://b.example)",
        ] {
            let mut found = people(&format!("### Intro\n- {line}"), Role::Host);
            found.sort();
            assert_eq!(found, ["Ada Lovelace", "Bob Shaw"], "{line}");
        }
        assert_eq!(
            people("Host: Ada Lovelace\nTitle: x\n\nHi", Role::Host),
            ["Ada Lovelace"]
        );
        assert_eq!(
            people("### Hosts\n- Ada Lovelace\n- Bob Shaw (remote)", Role::Host),
            ["Ada Lovelace", "Bob Shaw"]
        );
    }

    #[test]
    fn what_only_sounds_like_a_host_is_none() {
        for line in [
            "Write to [email](mailto:hosts@a.example)",
            "Acme is web hosting",
            "The host language is Ada Code",
        ] {
            assert_eq!(
                people(&format!("### Intro\n- {line}"), Role::Host),
                [""; 0],
                "{line}"
            );
        }
    }

    #[test]
    fn guests_are_named_in_many_sentences() {
        for line in [
            "Overview - Interview with Eva van de Berg, Prolific Author and Professor of Cats",
            "Today we are interviewing Eva van de Berg about cats",
            "Today I'm interviewing Eva van de Berg",
            "Your host as usual is Bob Shaw and today I'm interviewing Eva van de Berg about cats",
            "Our guest today is Dr. Eva van de Berg",
            "Today's guests are from the cat team: Eva van de Berg",
            "We're talking to author and professor Eva van de Berg",
            "Guest - Eva van de Berg",
            "I'm joined by Eva van de Berg, who knows cats",
        ] {
            assert_eq!(
                people(&format!("### Intro\n- {line}"), Role::Guest),
                ["Eva van de Berg"],
                "{line}"
            );
        }
    }

    #[test]
    fn the_heading_of_the_interview_adds_guests_but_no_companies() {
        let text = "### Intro\n- Interview with Eva Berg\n### Interview with Eva Berg and Cy Young\n- One?";
        assert_eq!(people(text, Role::Guest), ["Eva Berg", "Cy Young"]);
        let text = "### Intro\n- Interview with Eva Berg\n### Interview with Acme\n- One?";
        assert_eq!(people(text, Role::Guest), ["Eva Berg"]);
        assert_eq!(
            people("### Eva Berg Interview\n- One?", Role::Guest),
            ["Eva Berg"]
        );
        assert_eq!(
            people("### Interview with Firstname Lastname\n- One?", Role::Guest),
            [""; 0]
        );
    }

    #[test]
    fn summary_and_title_are_asked_last() {
        assert_eq!(
            people(
                "### Summary\nIn this episode we talked to Eva Berg about cats.\n",
                Role::Guest
            ),
            ["Eva Berg"]
        );
        assert_eq!(
            people(
                "Title: Cats with Eva Berg\n\n### Interview\n- One?",
                Role::Guest
            ),
            ["Eva Berg"]
        );
        assert_eq!(
            people("Title: Data Science\n\n### Interview\n- One?", Role::Guest),
            [""; 0]
        );
    }
}
