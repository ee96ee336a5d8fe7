//! Who paid for the episode, from boxes and from sentences.
//!
//! Owns that a sponsor is listed once, however often and wherever the notes name it. It must
//! not read sentences (`thanks`) nor boxes (`adverts`).

use memchr::memmem;

use crate::address::Address;
use crate::episode::Sponsor;

use super::adverts::{advertised, bare_host, promoted};
use super::blocks::{Block, Kind, Notes};
use super::likeness::letters;
use super::plain;
use super::sections::{Section, Topic};
use super::target;
use super::thanks::{TRACES, brand, link_for, thanked};

/// More sponsors than any episode has; what is beyond is not read.
pub(super) const MOST: usize = 32;

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
            Topic::Sponsors => blocks.iter().for_each(|block| listed(&mut sponsors, notes, block)),
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
    let boxes: Vec<_> = notes.blocks.iter().filter(|block| block.kind == Kind::Box).collect();
    for block in boxes {
        if let Some(found) = advertised(block.text, &sponsors) {
            add(&mut sponsors, &found.name, found.url);
        }
    }
    if own.len() >= 3 {
        let finder = memmem::Finder::new(&own);
        for section in
            sections.iter().filter(|section| matches!(section.topic, Topic::Lead | Topic::Intro))
        {
            for block in
                section.blocks_in(notes).iter().filter(|block| block.kind.depth().is_some())
            {
                promoted(&mut sponsors, notes, block, &finder, &own);
            }
        }
    }
    sponsors
}

/// The sponsor a box shows, by the name it has elsewhere in the notes if any.
pub(super) fn of_box<'s>(html: &str, sponsors: &'s [Sponsor]) -> Option<&'s Sponsor> {
    let found = advertised(html, sponsors)?;
    sponsors.iter().find(|sponsor| is_same(&sponsor.name, &found.name))
}

pub(super) fn add(sponsors: &mut Vec<Sponsor>, name: &str, url: Option<Address>) {
    match sponsors.iter_mut().find(|sponsor| is_same(&sponsor.name, name)) {
        Some(known) => known.url = known.url.take().or(url),
        None => sponsors.push(Sponsor { name: name.to_owned(), url }),
    }
}

pub(super) fn is_same(a: &str, b: &str) -> bool {
    a == b || letters(a) == letters(b)
}

/// The sponsors a Sponsors section lists, one a line.
fn listed<'a>(sponsors: &mut Vec<Sponsor>, notes: &Notes<'a>, block: &Block<'a>) {
    if !matches!(block.kind, Kind::Item { depth: 0, .. } | Kind::Paragraph { depth: 0 })
        || super::credits::is_credit(block.text)
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
                (sponsor.name, sponsor.url.map(|url| url.to_string()).unwrap_or_default())
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
                names(text).into_iter().map(|name| name.to_lowercase()).collect::<Vec<_>>(),
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
            sponsors("- Acme is sponsoring us. Find them at acme.example/luna today."),
            [("Acme".to_owned(), "https://acme.example/luna".to_owned())]
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
            [("Acme".to_owned(), "https://getacme.example/x?a=1&b=2".to_owned())]
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
