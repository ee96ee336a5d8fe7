//! Who hosts and who is interviewed, from every place that says so.
//!
//! Owns which places those are (header, sentences, lists, the interview's heading, summary and
//! title) and which of them is believed first. It must not decide whether two names are one
//! person: that is `people`.

use memchr::memmem;

use crate::episode::Role;

use super::blocks::Notes;
use super::cues::Cues;
use super::header::Header;
use super::inline::cut;
use super::names;
use super::people::{Cast, For};
use super::sections::{Section, Topic};
use super::sentences;
use super::word_list::WordList;
use crate::slips::is_slip;

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
    "Interview: ",
    "Interview - ",
    "chatted with ",
    "chat with ",
    "sat down with ",
    "joined by ",
    "guest ",
    "guests ",
    "guests this week, ",
    "guest this week, ",
    "conversation with ",
    "welcome ",
    "hear from ",
    "here with ",
    "week we have ",
    // Without the first letter, which may be a capital.
    "oday we have ",
    "iscussion with ",
    "anel with ",
    "table with ",
    "verview - ",
    "verview: ",
];

/// The wordings that guests stand before.
const JOINING: &[&str] = &[" joins us", " join us", " joining us", " on the show"];

/// The titles of sections that list hosts.
const HOSTS: WordList = WordList::new(&["host", "hosts", "your hosts"]);

/// The titles of sections that list guests.
const GUESTS: WordList = WordList::new(&["guest", "guests", "panel", "panelists"]);

/// Names the hosts and guests that the header, the introduction, the interview's heading and
/// the title tell of.
pub(super) fn people<'a>(
    cast: &mut Cast<'a>,
    header: &Header<'a>,
    title: &str,
    notes: &Notes<'a>,
    sections: &[Section<'a>],
    cues: &Cues,
) {
    cast.introduce(header.hosts.map(names::list).unwrap_or_default(), Role::Host);
    cast.introduce(header.guests.map(names::list).unwrap_or_default(), Role::Guest);
    sentences::read(cast, notes, cues, Role::Host);
    sentences::read(cast, notes, cues, Role::Guest);
    for section in sections {
        let Some(role) = role_of(section.title) else {
            continue;
        };
        let blocks = section.blocks_in(notes);
        // `### Panel` above its questions lists nobody. In an address no space follows the mark.
        let asks = |text: &str| text.ends_with('?') || text.contains("? ");
        let mut outermost = blocks.iter().filter(|block| block.kind.depth() == Some(0));
        if outermost.any(|block| asks(&notes.plain(block))) {
            continue;
        }
        for block in blocks {
            if block.kind.depth() == Some(0) {
                let text = notes.plain(block);
                cast.introduce(names::list(&text).into_iter().map(str::to_owned), role);
            }
        }
    }
    if !cast.has(Role::Host) {
        cast.introduce(header.author.map(names::list).unwrap_or_default(), Role::Host);
    }
    let headings: Vec<_> = sections
        .iter()
        .filter(|section| section.topic == Topic::Interview && !section.inherits)
        .map(|section| heading_names(section.title))
        .collect();
    for names in &headings {
        let is_full = |name: &&str| name.contains(' ');
        let are_known = names.iter().any(|name| cast.find(name, For::Contact).is_some());
        if are_known || !cast.has(Role::Guest) {
            // `Interview with Luna Inc` names a company when the guests are known otherwise.
            let has_guests = cast.has(Role::Guest);
            let told = names.iter().copied().filter(|name| !has_guests || is_full(name));
            cast.introduce(told, Role::Guest);
        } else if names.iter().any(is_full) && are_subject(cast, title) {
            // Its developers are named here.
            cast.forget(Role::Guest);
            cast.introduce(names.iter().copied(), Role::Guest);
        }
        // Otherwise it names what the guests work for, or the guest of another episode.
    }
    if !cast.has(Role::Guest) {
        cast.introduce(names_in_summary(notes, sections), Role::Guest);
    }
    // `Luna with Ada Lovelace`.
    if are_subject(cast, title)
        && let Some((subject, names)) = with_names(title)
        && !names.is_empty()
        && are_subject(cast, subject)
    {
        cast.forget(Role::Guest);
        cast.introduce(names.into_iter().map(str::to_owned), Role::Guest);
    }
    if !cast.has(Role::Guest) {
        let names = names_in_title(title, notes, sections);
        cast.introduce(names.into_iter().map(str::to_owned), Role::Guest);
    }
    cast.look_up_guests();
}

/// Whether the guests are rather what the title is about: `Today we interview Luna`.
fn are_subject(cast: &Cast<'_>, subject: &str) -> bool {
    let is_part = |name: &str| !name.contains(' ') && subject.contains(name);
    cast.has(Role::Guest) && cast.everybody_is(Role::Guest, is_part)
}

/// Whether the links of a section may stand among names or where listeners are sent.
pub(super) fn is_about_people(section: &Section<'_>) -> bool {
    matches!(section.topic, Topic::Lead | Topic::Intro) || role_of(section.title).is_some()
}

/// Whose list a section such as `Hosts` or `Guests` is.
fn role_of(title: &str) -> Option<Role> {
    let mut word = title.strip_prefix("Our ").unwrap_or(title);
    if !names::is_between_letters(word) {
        word = word.trim_matches(|c: char| !c.is_alphanumeric());
    }
    if HOSTS.has(word) {
        Some(Role::Host)
    } else if GUESTS.has(word) {
        Some(Role::Guest)
    } else {
        None
    }
}

/// The names in `Interview with Ada and Bob` or `Ada Lovelace Interview`.
fn heading_names(title: &str) -> Vec<&str> {
    let find = |wording: &str| {
        let mut windows = title.as_bytes().windows(wording.len());
        windows.position(|window| window.eq_ignore_ascii_case(wording.as_bytes()))
    };
    if let Some(with) = find("with ") {
        return names::list(cut(title, with + 5, title.len()));
    }
    let Some(at) = find("interview").or_else(|| find("conversation")) else {
        return Vec::new();
    };
    let after = cut(title, at, title.len()).split_once(' ').map_or("", |(_, rest)| rest);
    let names = names::list(sentences::without_fillers(after));
    if names.is_empty() { names::list(cut(title, 0, at)) } else { names }
}

/// The full names that the summary names as the guests', or else sentences of the introduction that
/// are not sure to.
fn names_in_summary<'a>(notes: &Notes<'a>, sections: &[Section<'a>]) -> Vec<&'a str> {
    let of = |wanted: fn(Topic) -> bool| {
        let told = sections.iter().filter(move |section| wanted(section.topic));
        told.flat_map(|section| section.blocks_in(notes))
    };
    let blocks = of(|topic| matches!(topic, Topic::Summary | Topic::Lead))
        .chain(of(|topic| topic == Topic::Intro))
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
        let names = names_after_slip(block.text);
        if !names.is_empty() {
            return names;
        }
        for wording in JOINING {
            let at = memmem::find(block.text.as_bytes(), wording.as_bytes());
            let names = names_ending(cut(block.text, 0, at.unwrap_or_default()));
            if names.iter().any(|name| name.contains(' ')) {
                return names;
            }
        }
    }
    Vec::new()
}

/// The full names after `interviewing` with a slip in it.
fn names_after_slip(text: &str) -> Vec<&str> {
    let mut rest = text;
    while let Some((word, after)) = rest.split_once(' ') {
        let is_meant = word.starts_with(['i', 'I'])
            && ["interviewing", "interview"].into_iter().any(|meant| is_slip(word, meant));
        let names =
            if is_meant { names::list(after.trim_start_matches("with ")) } else { Vec::new() };
        if names.iter().any(|name| name.contains(' ')) {
            return names;
        }
        rest = after;
    }
    Vec::new()
}

/// The list of names a text ends with: `This week Ada Lovelace and Bob Shaw are`.
fn names_ending(text: &str) -> Vec<&str> {
    let sentence = text.rsplit(['.', '!', '\n']).next().unwrap_or(text);
    let near = sentence.len().saturating_sub(100);
    let near = (near..sentence.len()).find(|&at| sentence.is_char_boundary(at)).unwrap_or(near);
    let sentence = cut(sentence, near, sentence.len());
    let verbs = [" is", " are", " will be"];
    let sentence =
        verbs.iter().find_map(|verb| sentence.strip_suffix(verb)).unwrap_or(sentence).trim();
    let mut starts = std::iter::once(0).chain(sentence.match_indices(' ').map(|(at, _)| at + 1));
    let lists = |start: usize| {
        let names = names::list(cut(sentence, start, sentence.len()));
        names.last().is_some_and(|last| sentence.ends_with(last)).then_some(names)
    };
    starts.find_map(lists).unwrap_or_default()
}

/// The names in a title such as `Cats with Ada Lovelace` or `Ada Lovelace on Cats`; anything
/// but the first form must be named again in the notes.
fn names_in_title<'t>(title: &'t str, notes: &Notes<'_>, sections: &[Section<'_>]) -> Vec<&'t str> {
    if let Some((_, names)) = with_names(title) {
        return names;
    }
    let names = full_names(title);
    let has_interview = sections.iter().any(|section| section.topic == Topic::Interview);
    let is_named_again =
        |name: &&str| memmem::find(notes.body.as_bytes(), name.as_bytes()).is_some();
    if has_interview && names.iter().all(is_named_again) { names } else { Vec::new() }
}

/// What a title is about and whom it names: of `Cats with Ada Lovelace`.
fn with_names(title: &str) -> Option<(&str, Vec<&str>)> {
    let with = title.to_ascii_lowercase().rfind(" with ")?;
    let names = full_names(title.get(with + 6..)?);
    Some((title.get(..with)?, names))
}

fn full_names(text: &str) -> Vec<&str> {
    names::list(text).into_iter().filter(|name| name.contains(' ')).collect()
}

#[cfg(test)]
mod tests {
    use crate::episode::Role;
    use crate::notes;

    fn people(text: &str, role: Role) -> Vec<String> {
        let episode = notes::read("x.md", text);
        episode.people_in(role).map(|person| person.name.clone()).collect()
    }

    #[test]
    fn the_heading_of_the_interview_adds_guests_but_no_companies() {
        let text = "### Intro\n- Interview with Eva Berg\n### Interview with Eva Berg and Cy Young\n- One?";
        assert_eq!(people(text, Role::Guest), ["Eva Berg", "Cy Young"]);
        let text = "### Intro\n- Interview with Eva Berg\n### Interview with Acme\n- One?";
        assert_eq!(people(text, Role::Guest), ["Eva Berg"]);
        for other in ["Cy Young", "Luna Labs"] {
            let text = format!(
                "### Intro\n- Interview with Eva Berg of Luna Labs\n### Interview with {other}\n- One?"
            );
            assert_eq!(people(&text, Role::Guest), ["Eva Berg"]);
        }
        let text = "Title: Luna\n\n### Intro\n- Interviewing Luna about cats\n### Interview with Eva Berg and Cy Young\n- One?";
        assert_eq!(people(text, Role::Guest), ["Eva Berg", "Cy Young"]);
        let text = "Title: Luna with Eva Berg\n\n### Intro\n- Interviewing Luna about cats\n### Interview\n- One?";
        assert_eq!(people(text, Role::Guest), ["Eva Berg"]);
        assert_eq!(people("### Eva Berg Interview\n- One?", Role::Guest), ["Eva Berg"]);
        assert_eq!(people("### Interview with Firstname Lastname\n- One?", Role::Guest), [""; 0]);
    }

    #[test]
    fn a_section_lists_guests_unless_it_asks_them() {
        let listed = "### Guests\n- [Eva Berg](https://e.example/?a=b)\n- Cy Young, of Luna\n- Al Vu https://v.example/?c=d";
        assert_eq!(people(listed, Role::Guest), ["Eva Berg", "Cy Young", "Al Vu"]);
        let asked = "- Interview with Eva Berg\n\n### Panel\n- Getting Started\n- Why cats?";
        assert_eq!(people(asked, Role::Guest), ["Eva Berg"]);
    }

    #[test]
    fn summary_and_title_are_asked_last() {
        assert_eq!(
            people("### Summary\nIn this episode we talked to Eva Berg about cats.\n", Role::Guest),
            ["Eva Berg"]
        );
        assert_eq!(
            people("Title: Cats with Eva Berg\n\n### Interview\n- One?", Role::Guest),
            ["Eva Berg"]
        );
        for line in [
            "Today we talk to Eva Berg about cats",
            "Overview - Interview: Eva Berg",
            "This week Eva Berg is joining us to talk about Big Cats",
            "We have Eva Berg on the show",
            "Today we have Eva Berg from Luna",
            "Please welcome Eva Berg",
            "Panel discussion with Eva Berg",
            "Overview - Eva Berg on cats",
            "Today we are intervewing Eva Berg about cats",
        ] {
            let text = format!("### Intro\n- Join us at the Cat Fair\n- {line}\n");
            assert_eq!(people(&text, Role::Guest), ["Eva Berg"], "{line}");
        }
        assert_eq!(
            people("Title: Luna Labs with Eva\n\n### Interview\n- Luna Labs?", Role::Guest),
            [""; 0]
        );
        assert_eq!(people("Title: Data Science\n\n### Interview\n- One?", Role::Guest), [""; 0]);
    }
}
