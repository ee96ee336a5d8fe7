//! The Links section and its kin → labelled addresses.
//!
//! Owns which sections' links are worth a list of their own and which are mentioned in passing.
//! It must not read picks or contacts: their links are kept there.

use std::borrow::Cow;

use crate::episode::{Link, SectionLink};

use super::blocks::{Block, Kind, Notes};
use super::credits::is_credit;
use super::inline::{Form, RawLink, cut};
use super::pick_line::link_of;
use super::plain;
use super::sections::{Section, Topic};

/// A longer text before an address is a sentence.
const LONGEST_NAME: usize = 60;

/// What the links that the music's credits give are listed under.
const CREDITS: &str = "Music";

/// The links of every section that is about links, or about nothing known here.
pub(super) fn read<'a>(notes: &Notes<'a>, sections: &[Section<'a>]) -> Vec<SectionLink> {
    let about_links = |topic: Topic| matches!(topic, Topic::Links | Topic::Other);
    let mut links = Vec::new();
    for section in sections.iter().filter(|section| about_links(section.topic)) {
        // The music's credits follow the last list, whatever section that is.
        add(&mut links, notes, section, Part::Notes);
    }
    links
}

/// The links in passing: those of the interview first, then of the other sections that list
/// neither links nor picks nor contacts, then the music's credits.
pub(super) fn mentioned<'a>(notes: &Notes<'a>, sections: &[Section<'a>]) -> Vec<SectionLink> {
    let mut links = Vec::new();
    for section in sections.iter().filter(|section| section.topic == Topic::Interview) {
        add(&mut links, notes, section, Part::Notes);
    }
    let in_passing = |topic: Topic| match topic {
        Topic::Lead | Topic::Summary | Topic::Intro | Topic::Sponsors | Topic::Credits => true,
        Topic::Interview | Topic::Picks | Topic::Contacts | Topic::Links | Topic::Other => false,
    };
    for section in sections.iter().filter(|section| in_passing(section.topic)) {
        add(&mut links, notes, section, Part::Notes);
    }
    for section in sections {
        add(&mut links, notes, section, Part::Credits);
    }
    links
}

/// Whether a block is the closing line that credits the music.
fn is_closing(block: &Block<'_>) -> bool {
    matches!(block.kind, Kind::Paragraph { depth: 0 }) && is_credit(block.text)
}

/// Which blocks of a section are meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// All but the music's credits.
    Notes,
    /// The music's credits.
    Credits,
}

fn add<'a>(links: &mut Vec<SectionLink>, notes: &Notes<'a>, section: &Section<'a>, part: Part) {
    let mut title = None;
    for block in section.blocks_in(notes) {
        if block.kind.depth().is_none() {
            continue;
        }
        if is_closing(block) != (part == Part::Credits) {
            continue;
        }
        for link in notes.links_of(block).iter().filter(|link| link.form != Form::Image) {
            let Some(Link { label, url }) = link_of(notes, link) else {
                continue;
            };
            let label = name_before(block, link).unwrap_or(label);
            let title = title.get_or_insert_with(|| match part {
                Part::Notes => plain::text(section.title),
                Part::Credits => CREDITS.to_owned(),
            });
            links.push(SectionLink { label: label.into_owned(), url, section: title.clone() });
        }
    }
}

/// What a bare address is called by the text before it: `Luna: https://…`.
fn name_before<'a>(block: &Block<'a>, link: &RawLink<'a>) -> Option<Cow<'a, str>> {
    if link.label != link.target {
        return None;
    }
    let before = cut(block.text, 0, link.start).trim_end();
    let name = [":", " -", " –", " —"].iter().find_map(|mark| before.strip_suffix(mark))?;
    let is_name = name.len() < LONGEST_NAME && !name.contains(['[', ':', '\n']);
    // What tells less than the address does.
    let says = |name: &str| !["", "link", "source", "website", "url"].contains(&name);
    Some(plain::spoken(name)).filter(|name| is_name && says(&name.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use crate::notes;

    fn links(text: &str) -> Vec<String> {
        let links = notes::read("x.md", text).links.into_iter();
        links.map(|link| format!("{}/{} {}", link.section, link.label, link.url)).collect()
    }

    #[test]
    fn links_come_from_every_section_about_links() {
        let text = "### Links\n- [One](https://a.example) / [Two](https://b.example)\n- Group\n    - [Three](https://c.example)\n### More From Ada\nShe [spoke](https://d.example) there\n### Books\n- [Four](https://e.example)";
        assert_eq!(
            links(text),
            [
                "Links/One https://a.example",
                "Links/Two https://b.example",
                "Links/Three https://c.example",
                "More From Ada/spoke https://d.example",
                "Books/Four https://e.example",
            ]
        );
    }

    #[test]
    fn a_bare_address_is_called_by_what_stands_before_it() {
        for line in ["Luna: https://a.example", "_Luna_ - https://a.example"] {
            let text = format!("### Links\n- {line}");
            assert_eq!(links(&text), ["Links/Luna https://a.example"], "{line}");
        }
        let text = "### Links\n- https://a.example/\n- See https://b.example";
        let bare = ["Links/a.example https://a.example/", "Links/b.example https://b.example"];
        assert_eq!(links(text), bare);
    }

    #[test]
    fn the_credits_of_the_music_are_no_links() {
        assert_eq!(
            links("### Links\n- One\n\nThe intro and outro music is by [Band](https://b.example)"),
            [""; 0]
        );
    }

    #[test]
    fn links_in_passing_begin_with_the_interview_and_end_with_the_music() {
        let text = "### Brief Introduction\n- On [air](https://a.example)\n### Interview\n- Why \
                    [Two](https://b.example)?\n### Picks\n- Ada\n    - [No](https://c.example)\n\n\
                    The intro and outro music is by [Band](https://d.example)";
        let links = notes::read("x.md", text).mentioned.into_iter();
        let told: Vec<String> =
            links.map(|link| format!("{}/{}", link.section, link.label)).collect();
        assert_eq!(told, ["Interview/Two", "Brief Introduction/air", "Music/Band"]);
    }
}
