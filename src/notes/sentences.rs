//! Sentences that name hosts and guests: `Your hosts as usual are …`, `joined by …`.
//!
//! Owns where the names stand beside the wordings, which are found by `cues`. It must not decide
//! whether two names are one person: that is `people`.

use std::borrow::Cow;

use crate::episode::Role;

use super::blocks::{Block, Notes};
use super::cues::{Cues, Subject};
use super::inline::{RawLink, cut};
use super::names;
use super::people::Cast;
use super::word_list::WordList;
use super::words::{COLLECTIVES, OCCUPATIONS, STOPS};

/// Words between a cue and the names: `hosts as usual are`, `guest this week is`.
const FILLERS: WordList = WordList::new(&[
    "again", "always", "and", "are", "as", "be", "by", "episode", "for", "have", "is", "once",
    "our", "s", "show", "the", "this", "time", "today", "usual", "we", "week", "will", "with",
    "your",
]);

/// Introduces those whom the host or guest sentences name.
pub(super) fn read<'a>(cast: &mut Cast<'a>, notes: &Notes<'a>, cues: &Cues, role: Role) {
    let subject = match role {
        Role::Host => Subject::Host,
        Role::Guest => Subject::Guest,
    };
    // The block that was looked below last: it may have many wordings.
    let mut looked_below = None;
    for found in cues.of(subject) {
        let Some(block) = notes.blocks.get(found.block) else { continue };
        // Whether anybody is named, and whether anything is said.
        let (is_named, is_told) = match around(notes, block, found.start, found.end) {
            (Cow::Borrowed(before), Cow::Borrowed(after)) => {
                let names = named(before, after, role);
                let is_named = !names.is_empty();
                cast.introduce(names, role);
                (is_named, is_named || !without_fillers(after).is_empty())
            }
            (before, after) => {
                let names = named(&before, &after, role);
                let is_named = !names.is_empty();
                cast.introduce(names.into_iter().map(str::to_owned), role);
                (is_named, is_named || !without_fillers(&after).is_empty())
            }
        };
        if !is_named && looked_below != Some((found.block, is_told)) {
            looked_below = Some((found.block, is_told));
            for below in below(notes, found.block) {
                let text = notes.plain(below);
                let names = names::list(&text).into_iter();
                // Below `the developers of Luna`, only a full name is sure to be one of them.
                let names = names.filter(|name| !is_told || name.contains(' '));
                cast.introduce(names.map(str::to_owned), role);
            }
        }
    }
}

/// The bullets right below a bullet that ends with a wording: `Hosts`, and a name on each line.
fn below<'n, 'a>(notes: &'n Notes<'a>, at: usize) -> impl Iterator<Item = &'n Block<'a>> {
    let (first, rest) = notes.blocks.get(at..).and_then(<[_]>::split_first).unzip();
    let above = first.and_then(|block| block.kind.depth());
    let below = rest.unwrap_or_default().iter();
    below.take_while(move |block| above.is_some() && block.kind.depth() > above)
}

/// The names before or after a wording.
fn named<'t>(before: &'t str, after: &'t str, role: Role) -> Vec<&'t str> {
    let after = without_fillers(after);
    if role == Role::Guest
        && let Some(after) = after_occupation(after)
    {
        return names::list(after);
    }
    let names = names::list(after);
    if !names.is_empty() {
        return names;
    }
    if role == Role::Guest {
        let names = names::list(without_description(after));
        if !names.is_empty() {
            return names;
        }
        let names = names::list(after_apposition(after));
        if !names.is_empty() {
            return names;
        }
    }
    // `Ada and Bob are your hosts`.
    let before = before.trim_end();
    let verb = ["are your", "is your", "are our", "is our", "as your"]
        .iter()
        .find_map(|verb| before.strip_suffix(verb));
    verb.map(|names| names::list(names.rsplit(['.', '\n', '!']).next().unwrap_or(names)))
        .unwrap_or_default()
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
    let far = (far..=text.len()).find(|&far| at_char(far)).unwrap_or(text.len());
    let near = start.saturating_sub(100);
    let near = (near..=start).find(|&near| at_char(near)).unwrap_or(start);
    let links = notes.links_of(block);
    (linkless(text, links, near, start), linkless(text, links, end, far))
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

pub(super) fn without_fillers(text: &str) -> &str {
    // `Host(s): Ada Lovelace`.
    let mut text = text.strip_prefix("(s)").unwrap_or(text);
    for _ in 0..10 {
        text = text.trim_start_matches(|c: char| {
            c.is_whitespace() || matches!(c, ':' | ',' | '-' | '–' | '—' | '*' | '_' | '\'' | '’')
        });
        let length = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
        match text.split_at_checked(length) {
            Some((word, rest)) if FILLERS.has_exactly(word) => text = rest,
            _ => break,
        }
    }
    text
}

/// What follows a company or a project and what somebody does there: `Luna engineer Ada Lovelace`,
/// `Luna's Ada Lovelace`, `Luna developers: Ada Lovelace and Bob Shaw`.
fn after_occupation(text: &str) -> Option<&str> {
    let mut rest = text;
    let mut is_told = false;
    // Whether what somebody does is told of: `director of design`.
    let mut is_of = false;
    for _ in 0..6 {
        let (word, after) = rest.split_once(' ')?;
        let bare = word.strip_suffix(':').unwrap_or(word);
        let goes_on = is_told && matches!(bare, "and" | "of");
        if !bare.ends_with(char::is_alphanumeric) || STOPS.has_exactly(bare) && !goes_on {
            return None;
        }
        rest = after.trim_start();
        let is_occupation = OCCUPATIONS.has(bare) || COLLECTIVES.has(bare);
        is_told |= is_occupation;
        let leads_on = is_occupation || is_of || bare.ends_with("'s") || bare.ends_with("’s");
        is_of = bare == "of";
        let is_name = |name: &str| name.contains(' ') || is_occupation;
        if leads_on && names::leading(rest).is_some_and(|(name, _)| is_name(name)) {
            return Some(rest);
        }
        if bare.len() < word.len() {
            return None;
        }
    }
    None
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
        let leads_on = word.chars().all(|c| c.is_lowercase() || c == '-' || c == ',')
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

/// What follows who somebody is: `the developers of Luna, Ada Lovelace and Bob Shaw`, `the CTO of
/// Luna Labs, Ada Lovelace`, `members of the Luna team including Ada Lovelace`.
fn after_apposition(text: &str) -> &str {
    let ends = [", ", " including "].into_iter().filter_map(|end| text.split_once(end));
    let Some((told, rest)) = ends.min_by_key(|(told, _)| told.len()) else { return "" };
    let rest = rest.strip_prefix("including ").unwrap_or(rest);
    if told.len() >= 80 || told.contains('.') {
        return "";
    }
    let is_told = |is_wanted: fn(&str) -> bool| told.split(' ').any(is_wanted);
    let are_many =
        |word: &str| COLLECTIVES.has_exactly(word) || word.ends_with('s') && OCCUPATIONS.has(word);
    if is_told(are_many) {
        return if begins_with_full_name(rest) { rest } else { "" };
    }
    if !is_told(|word| OCCUPATIONS.has(word)) {
        return "";
    }
    // `the author of Cats, Moons and Beyond, Ada Lovelace`: one person, named last.
    let parts =
        text.rmatch_indices(", ").map(|(at, comma)| cut(text, at + comma.len(), text.len()));
    parts.take(4).find(|part| begins_with_full_name(part)).unwrap_or("")
}

/// Whether a text begins with a name in full and goes on as after one: `San Francisco startup` does
/// not.
fn begins_with_full_name(text: &str) -> bool {
    let goes_on = ["about ", "and ", "on ", "from ", "to ", "who ", "& "];
    names::leading(text).is_some_and(|(name, after)| {
        let after = after.trim_start();
        name.contains(' ')
            && (!after.starts_with(char::is_alphanumeric)
                || goes_on.iter().any(|word| after.starts_with(word)))
    })
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
            "My name is Ada Lovelace and I'm here with my co-host Bob Shaw",
            "Your host is Ada Lovelace and I am joined by my co-host Bob Shaw",
            "Hosts - Ada  Lovelace and\n  Bob\n  Shaw",
            "Hosts\n    - Ada Lovelace\n    - Bob Shaw, at home",
            "Your hosts as usual are Bob Shaw and myself, Ada Lovelace",
            "I am Ada Lovelace and my co-host is Bob Shaw",
            "I am Ada Lovelace and with me is Bob Shaw",
            "I'm Ada Lovelace and with me as always is Bob Shaw",
            "Host(s): Ada Lovelace and Bob Shaw",
        ] {
            let mut found = people(&format!("### Intro\n- {line}"), Role::Host);
            found.sort();
            assert_eq!(found, ["Ada Lovelace", "Bob Shaw"], "{line}");
        }
        assert_eq!(people("Host: Ada Lovelace\nTitle: x\n\nHi", Role::Host), ["Ada Lovelace"]);
        assert_eq!(
            people("### Hosts\n- Ada Lovelace\n- Bob Shaw (remote)", Role::Host),
            ["Ada Lovelace", "Bob Shaw"]
        );
    }

    #[test]
    fn a_host_who_is_away_is_none() {
        for line in [
            "Your host is Ada Lovelace, Bob is away",
            "Host - Ada Lovelace; Bob Shaw couldn't make it",
        ] {
            assert_eq!(
                people(&format!("### Intro\n- {line}"), Role::Host),
                ["Ada Lovelace"],
                "{line}"
            );
        }
    }

    #[test]
    fn the_people_of_a_project_are_not_called_as_it_is() {
        for text in [
            "### Intro\n- Overview - Interview with Luna core developers",
            "### Intro\n- Today we are interviewing the Luna dev team",
            "### Interview with Luna Developers",
            "### Interview Questions\n- Why?",
        ] {
            assert_eq!(people(text, Role::Guest), [""; 0], "{text}");
        }
        let text = "### Intro\n- Interview with Luna core dev Ada about cats";
        assert_eq!(people(text, Role::Guest), ["Ada"]);
        for line in [
            "Interview with Luna core devs Ada Lovelace and Bob Shaw",
            "Interview with Luna core dev Ada Lovelace and Bob Shaw",
            "Interview with the core developers of Luna\n    - Ada Lovelace (ada)\n    - Bob Shaw\n    - Cats",
            "Today we are interviewing the developers of Luna, Ada Lovelace and Bob Shaw",
            "Today we are interviewing members of the Luna team, including Ada Lovelace and Bob Shaw",
            "Today we are interviewing members of the Luna team including Ada Lovelace and Bob Shaw",
            "Interview with Ada Lovelace, one of the creators of Luna, and Bob Shaw, its maintainer",
        ] {
            let text = format!("### Intro\n- {line}");
            assert_eq!(people(&text, Role::Guest), ["Ada Lovelace", "Bob Shaw"], "{line}");
        }
    }

    #[test]
    fn guests_may_stand_before_what_they_are() {
        for line in ["Eva Berg is our guest today", "Welcome. Eva Berg is our guest, of Luna Labs"]
        {
            let text = format!("### Intro\n- {line}");
            assert_eq!(people(&text, Role::Guest), ["Eva Berg"], "{line}");
        }
    }

    #[test]
    fn what_follows_a_comma_is_a_guest_only_where_it_can_be() {
        for line in [
            "Interview with the founder of Luna, San Francisco startup",
            "Interview with the maintainer of Luna, Visual Studio Code extension for cats",
        ] {
            let text = format!("### Intro\n- {line}");
            assert_eq!(people(&text, Role::Guest), [""; 0], "{line}");
        }
        let text = "### Intro\n- Interview with the author of Cats, Moons and Beyond, Ada Lovelace";
        assert_eq!(people(text, Role::Guest), ["Ada Lovelace"]);
    }

    #[test]
    fn what_only_sounds_like_a_host_is_none() {
        for line in [
            "Write to [email](mailto:hosts@a.example)",
            "Acme is web hosting",
            "The host language is Ada Code",
        ] {
            assert_eq!(people(&format!("### Intro\n- {line}"), Role::Host), [""; 0], "{line}");
        }
    }

    #[test]
    fn guests_are_named_in_many_sentences() {
        for line in [
            "Overview - Interview with Eva van de Berg, Noted Author and Lecturer on Cats",
            "Today we're interviewing Eva van de Berg, Program Coordinator for [Luna Labs](https://l.example)",
            "Today we are interviewing Eva van de Berg about cats",
            "Today I'm interviewing Eva van de Berg",
            "Your host as usual is Bob Shaw and today I'm interviewing Eva van de Berg about cats",
            "Our guest today is Dr. Eva van de Berg",
            "Today's guests are from the cat team: Eva van de Berg",
            "We're talking to author and professor Eva van de Berg",
            "Guest - Eva van de Berg",
            "Today's interview is with Eva van de Berg",
            "Today we're happy to have Eva van de Berg with us",
            "Today we welcome back Eva van de Berg",
            "This week we are sitting down with Eva van de Berg to talk about cats",
            "We're catching up with Eva van de Berg",
            "I'm joined by Eva van de Berg, who knows cats",
            "Today we are interviewing Luna core developer Eva van de Berg about cats",
            "Today we are speaking with Data Scientist Eva van de Berg of Luna Labs",
            "Today we are interviewing Luna developer and author Eva van de Berg",
            "Today we are interviewing Luna's Eva van de Berg about cats",
            "Interview with Luna co-creator Eva van de Berg",
            "Today we are interviewing the creator of Luna, Eva van de Berg, about cats",
            "Interview with the CTO of Luna Labs, Eva van de Berg",
            "Interview with Luna director of design Eva van de Berg",
            "Today we are interviewing Keep The Cats Out author Eva van de Berg about cats",
            "Today we are interviewing the Luna team: Eva van de Berg",
            "Guests:\n    - Eva van de Berg (Luna)",
            "Today we are interviewing\n    * [Eva van de Berg](https://e.example), about cats",
        ] {
            assert_eq!(
                people(&format!("### Intro\n- {line}"), Role::Guest),
                ["Eva van de Berg"],
                "{line}"
            );
        }
    }
}
