//! The Links section and its kin → labelled addresses.
//!
//! Owns which sections' links are worth a list of their own. It must not read picks, contacts
//! or questions: their links are kept there.

use crate::episode::SectionLink;

use super::blocks::{Kind, Notes};
use super::contacts::is_credit;
use super::inline::Form;
use super::pick_line::address_label;
use super::plain;
use super::sections::{Section, Topic};

/// The links of every section that is about links, or about nothing known here.
pub(super) fn read<'a>(notes: &Notes<'a>, sections: &[Section<'a>]) -> Vec<SectionLink> {
    let mut links = Vec::new();
    for section in sections
        .iter()
        .filter(|section| matches!(section.topic, Topic::Links | Topic::Other))
    {
        let mut title = None;
        for block in section.blocks_in(notes) {
            // The music's credits follow the last list, whatever section that is.
            if block.kind.depth().is_none()
                || matches!(block.kind, Kind::Paragraph { depth: 0 }) && is_credit(block.text)
            {
                continue;
            }
            for link in notes
                .links_of(block)
                .iter()
                .filter(|link| link.form != Form::Image)
            {
                let Some(url) = notes.address(link) else {
                    continue;
                };
                let label = plain::text(link.label);
                let label = if label.is_empty() || link.label == link.target {
                    address_label(&url)
                } else {
                    label
                };
                let section = title
                    .get_or_insert_with(|| plain::text(section.title))
                    .clone();
                links.push(SectionLink {
                    label,
                    url,
                    section,
                });
            }
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use crate::notes;

    fn links(text: &str) -> Vec<String> {
        let links = notes::read("x.md", text).links.into_iter();
        links
            .map(|link| format!("{}/{} {}", link.section, link.label, link.url))
            .collect()
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
    fn the_credits_of_the_music_are_no_links() {
        assert_eq!(
            links("### Links\n- One\n\nThe intro and outro music is by [Band](https://b.example)"),
            [""; 0]
        );
    }
}
