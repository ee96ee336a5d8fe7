//! Who paid for the episode, from boxes and from sentences.
//!
//! Owns that a sponsor is listed once, however often and wherever the notes name it. It must
//! not read sentences (`thanks`) nor boxes (`adverts`).

use memchr::memmem;

use crate::address::Address;
use crate::episode::Sponsor;

use super::adverts::{advertised, bare_host, promoted, word_for};
use super::blocks::{Block, Kind, Notes};
use super::brands::brand;
use super::likeness::letters;
use super::plain;
use super::sections::{Section, Topic};
use super::target;
use super::thanks::{TRACES, link_for, thanked};

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
            Topic::Sponsors => {
                let items = blocks.iter().filter(|block| block.kind.depth() == Some(0));
                items.for_each(|block| listed(&mut sponsors, notes, block));
            }
            Topic::Lead | Topic::Intro => {
                let mut places: Vec<_> = TRACES
                    .iter()
                    .flat_map(|trace| section.places_of(notes, trace))
                    .map(|(block, _)| block)
                    .collect();
                places.sort_unstable();
                places.dedup();
                for at in places {
                    let Some((block, below)) = blocks.get(at..).and_then(<[_]>::split_first) else {
                        continue;
                    };
                    if thanked(&mut sponsors, notes, block, &own) {
                        let depth = block.kind.depth();
                        let inner = below.iter().take_while(|item| item.kind.depth() > depth);
                        let named = inner.filter(|item| begins_with_name(notes, item));
                        named.for_each(|item| listed(&mut sponsors, notes, item));
                    }
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
    let in_intro = |host: &str| said_of(host, notes, sections);
    let boxes = notes.blocks.iter().filter(|block| block.kind == Kind::Box);
    for block in boxes.take(MOST) {
        if let Some(found) = advertised(block.text, &sponsors, in_intro) {
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

/// The word that what a host is called is mostly made of, where the notes tell of sponsors.
fn said_of<'a>(host: &str, notes: &Notes<'a>, sections: &[Section<'a>]) -> Option<String> {
    let tells = |section: &&Section<'a>| matches!(section.topic, Topic::Lead | Topic::Intro);
    let blocks = sections.iter().filter(tells).flat_map(|section| section.blocks_in(notes));
    let texts = blocks.filter(|block| block.kind.depth().is_some()).map(|block| notes.plain(block));
    let words = texts.filter_map(|text| word_for(&text, host).map(str::to_owned));
    words.max_by_key(String::len).filter(|word| word.len() * 2 > host.len())
}

/// The sponsor a box shows, by the name it has elsewhere in the notes if any.
pub(super) fn of_box<'s>(html: &str, sponsors: &'s [Sponsor]) -> Option<&'s Sponsor> {
    let found = advertised(html, sponsors, |_| None)?;
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

/// Whether an item tells first who it is about: `[Luna](https://…)`, `Luna: a service …`.
fn begins_with_name<'a>(notes: &Notes<'a>, item: &Block<'a>) -> bool {
    notes.leads_of(item).next().is_some_and(|link| link.start < 4)
        || !brand(&notes.plain(item)).is_empty()
}

/// The sponsor that a line of a list of sponsors names.
fn listed<'a>(sponsors: &mut Vec<Sponsor>, notes: &Notes<'a>, block: &Block<'a>) {
    if super::credits::is_credit(block.text) {
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
        let link = link_for(notes, block, &name).or_else(|| notes.leads_of(block).next());
        let url = link.and_then(|link| notes.address(link)).or_else(|| bare_host(&text, &name));
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
            "- We also have a new sponsor this week. Acme lets you buy things.",
            "- You want order, so give our other sponsor, Acme, a look.",
            "- Check out our sponsor Acme for running your shop.",
            "- Brought to you by our friends at Acme",
            "- Sponsor: [acme](https://a.example)",
            "- Thanks to Acme for supporting the show! Check them out",
            "- Support for this episode comes from Acme.",
            "- Support for the show is provided by Acme, a shop from Berlin",
            "- Need a shop? Check out Acme, who is sponsoring the show.",
            "- Check out [Acme](https://a.example), which has sponsored this episode",
            "- Acme, by Beta Works, is our newest sponsor. It is a shop",
            "- Acme, by Beta Works, is sponsoring us this week",
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
            "- Thanks to everyone for supporting the show",
            "- Support for the show is always welcome",
            "- Support for the old parser was removed by Luna 4. Acme has more.",
            "- Thanks to Bob Shaw for supporting Luna 2 this long",
            "- Ask Bob Shaw, who is sponsoring used laptops",
            "- Ask Bob Shaw, who is sponsoring cats",
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
        let text = "- Try Acme. Go to [lunapodcast.example/acme](https://www.lunapodcast.example/acme) today!";
        assert_eq!(names(text), ["Acme"]);
        let text = "- Meet us at the Cat Conference. Go to [this page](https://lunapodcast.example/conferences) to register for free";
        assert_eq!(names(text), [""; 0]);
        for page in ["Patreon", "Slack", "Newsletter", "Conference"] {
            let path = page.to_lowercase();
            let text = format!("- Join us on {page}, go to https://lunapodcast.example/{path}");
            assert_eq!(names(&text), [""; 0]);
        }
        assert_eq!(
            names("- Acme is back this week. Check them out at [a](https://acme.example/lunatalk)"),
            ["Acme"]
        );
        assert_eq!(
            names(
                "- The Cat Fair is on. Use the code CAT to [register](https://fair.example/?discount=CAT)"
            ),
            [""; 0]
        );
        for text in [
            "- Need a shop? Big Beta's shop is one. Go to [lunatalk.example/bigbeta](https://lunatalk.example/bigbeta) to try it",
            "- Big Beta is a shop. Beta first. Go to [here](https://lunapodcast.example/bigbeta)",
        ] {
            assert_eq!(names(text), ["Big Beta"], "{text}");
        }
        assert_eq!(
            names("- Follow us on [Twitter](https://twitter.com/lunatalk), it is free"),
            [""; 0]
        );
    }

    #[test]
    fn who_is_said_to_be_sponsoring_is_the_sponsor() {
        for text in [
            "- Acme is sponsoring the show this week as well, so thank you to Bob and his team!",
            "- Acme is sponsering us",
            "- The show is sponserd by Acme",
            "- This week Acme has been sponsoring us, thanks to Bob Shaw",
        ] {
            assert_eq!(names(text), ["Acme"], "{text}");
        }
        assert_eq!(names("- Acme and Big Beta are sponsoring us this week."), ["Acme", "Big Beta"]);
        assert_eq!(names("- Acme and Beta have returned as sponsors."), ["Acme", "Beta"]);
        for text in ["and so is Beta.", "along with Beta.", "as well as Beta"] {
            assert_eq!(
                names(&format!("- Acme is sponsoring us, {text}")),
                ["Acme", "Beta"],
                "{text}"
            );
        }
        assert_eq!(names("- The Cat Fair is sponsoring a giveaway. Use the code CAT"), [""; 0]);
    }

    #[test]
    fn a_sponsor_may_be_called_ours_after_its_name() {
        assert_eq!(
            sponsors("- Check out Acme, our sponsor, at [a.example](https://a.example)"),
            [("Acme".to_owned(), "https://a.example".to_owned())]
        );
        assert_eq!(
            sponsors("- And check out [acme](https://a.example), our other sponsor"),
            [("acme".to_owned(), "https://a.example".to_owned())]
        );
        for text in [
            "- Ask Bob Shaw, our sponsor's friend",
            "- Ask Bob Shaw, who sponsors cats",
            "- Thanks to our guest, Bob Shaw, and our sponsors",
        ] {
            assert_eq!(names(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn an_address_may_stand_beside_a_sponsor_or_for_it() {
        assert_eq!(
            sponsors(
                "- Thank you to our sponsors, Acme (acme.example/x) and Big Beta (beta.example)"
            ),
            [
                ("Acme".to_owned(), "https://acme.example/x".to_owned()),
                ("Big Beta".to_owned(), String::new()),
            ]
        );
        assert_eq!(
            sponsors("- Sponsored by [acme.example/lunatalk](http://acme.example/lunatalk)"),
            [("Acme".to_owned(), "http://acme.example/lunatalk".to_owned())]
        );
        assert_eq!(names("- Sponsored by getacme.example/LunaTalk, where Acme lives"), ["Acme"]);
        for text in ["you at luna.example/donate", "luna.example/donate", "lunatalk.example"] {
            assert_eq!(names(&format!("- We are sponsored by {text}")), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_link_with_another_s_name_is_not_the_sponsor_s() {
        assert_eq!(
            sponsors("- We are sponsored by Acme. Beta is giving you [Gamma](https://c.example)."),
            [("Acme".to_owned(), String::new())]
        );
        assert_eq!(
            sponsors("- We are sponsored by Acme. Find them [here](https://a.example)."),
            [("Acme".to_owned(), "https://a.example".to_owned())]
        );
    }

    #[test]
    fn announced_sponsors_are_listed_below() {
        let below = "\n    - Acme: Buy [here](https://a.example)\n    - [Beta](https://b.example)\n    - and so on\n- Cats: good";
        for text in ["We have two sponsors this week!", "Sponsors:", "Sponsored by:"] {
            assert_eq!(
                sponsors(&format!("- {text}{below}")),
                [
                    ("Acme".to_owned(), "https://a.example".to_owned()),
                    ("Beta".to_owned(), "https://b.example".to_owned()),
                ],
                "{text}"
            );
        }
        assert_eq!(names(&format!("- To become a sponsor, write to us{below}")), [""; 0]);
    }

    #[test]
    fn a_box_is_named_by_the_word_its_host_is_made_of() {
        let boxed = "<div class=\"ad\"><a href=\"https://getacme.example\">x</a>";
        assert_eq!(names(&format!("\n{boxed}<p>Get more. Acme's tools</p></div>")), ["Acme"]);
        assert_eq!(
            names(&format!("- Get help. Acme, as ever\n\n{boxed}<p>Get more</p></div>")),
            ["Acme"]
        );
        assert_eq!(names(&format!("- Ace Bob\n\n{boxed}<p>Get more</p></div>")), ["Getacme"]);
    }

    #[test]
    fn the_sentences_of_a_long_block_are_read_once() {
        for pattern in ["Sponsored by Acme. ", "sponsored by a.example/lunatalk. ", "our sponsor "]
        {
            assert!(names(&format!("- {}", pattern.repeat(20_000))).len() <= 1, "{pattern}");
        }
    }

    #[test]
    fn a_sponsors_section_lists_them() {
        assert_eq!(
            names("\n### Sponsors\n- [Acme](https://a.example): tools\n- Beta - more tools"),
            ["Acme", "Beta"]
        );
    }
}
