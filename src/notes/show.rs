//! The show itself: what it is called and where its site is.
//!
//! Owns the wordings by which notes welcome listeners and send them to the site. It must not
//! look at anything but the introduction.

use crate::address::Address;

use super::blocks::Notes;
use super::inline::{Form, cut};
use super::plain;
use super::sections::{Section, Topic};
use super::target;

/// How the notes welcome listeners; the show's name follows.
const WELCOMES: &[&str] = &["elcome to ", "elcome back to ", "istening to ", "pisode of "];

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

/// The show's name, from how the notes welcome listeners.
pub(super) fn name<'a>(notes: &Notes<'a>, sections: &[Section<'a>]) -> Option<String> {
    for section in
        sections.iter().filter(|section| matches!(section.topic, Topic::Lead | Topic::Intro))
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

/// What ends the show's name; each begins with what is no letter.
const STOPS: &[&str] = &[
    ", ", " - ", " – ", " the ", " a ", ". ", "!", "\n", ": ", " where ", " for ", " with ",
    " and ",
];

/// The name a text begins with: up to a comma, a dash, the end of the sentence, or ` the `.
fn show_name(text: &str) -> Option<String> {
    let text = text.strip_prefix("the ").unwrap_or(text);
    let is_end = |&(at, byte): &(usize, u8)| {
        matches!(byte, b' ' | b',' | b'.' | b'!' | b':' | b'\n')
            && STOPS.iter().any(|stop| cut(text, at, text.len()).starts_with(stop))
    };
    let end = text.bytes().enumerate().find(is_end).map_or(text.len(), |(at, _)| at);
    let name = plain::text(cut(text, 0, end));
    let name = name.trim_matches(|c: char| c.is_whitespace() || ".,!:[]".contains(c));
    let is_name = name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && name.len() <= 60
        && !name.starts_with("Episode");
    is_name.then(|| name.to_owned())
}

/// The show's site, from where the notes send listeners.
pub(super) fn site<'a>(notes: &Notes<'a>, sections: &[Section<'a>]) -> Option<Address> {
    for section in
        sections.iter().filter(|section| matches!(section.topic, Topic::Lead | Topic::Intro))
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
            let mut words = cut(block.text, at, block.text.len()).split_whitespace().take(8);
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

#[cfg(test)]
mod tests {
    use crate::notes;

    fn read(text: &str) -> (Option<String>, Option<String>) {
        let episode = notes::read("x.md", text);
        (episode.show, episode.site.map(|site| site.to_string()))
    }

    #[test]
    fn the_welcome_names_the_show() {
        for text in [
            "- Hello and welcome to Luna Talk, the podcast about cats",
            "- Welcome back to **Luna Talk**!",
            "You're listening to the Luna Talk. Today: cats",
        ] {
            assert_eq!(read(text).0.as_deref(), Some("Luna Talk"), "{text}");
        }
        assert_eq!(read("Welcome to the first episode of a new podcast").0, None);
    }

    #[test]
    fn the_site_is_where_listeners_are_sent() {
        for text in [
            "- Visit our site at [luna.example](http://luna.example)",
            "- Visit our [site](http://luna.example) to subscribe",
        ] {
            assert_eq!(read(text).1.as_deref(), Some("http://luna.example"), "{text}");
        }
        assert_eq!(
            read("- See our website at luna.example.").1.as_deref(),
            Some("https://luna.example")
        );
        assert_eq!(read("- Visit our site to subscribe").1, None);
    }
}
