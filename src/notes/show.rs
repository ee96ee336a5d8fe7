//! The show itself: what it is called and where its site is.
//!
//! Owns what is read after the wordings by which notes welcome listeners and send them to the
//! site, which are found by `cues`. It must not look at anything but the introduction.

use crate::address::Address;

use super::blocks::Notes;
use super::cues::{Cues, Subject};
use super::inline::{Form, cut};
use super::plain;
use super::target;

/// The show's name, from how the notes welcome listeners.
pub(super) fn name(notes: &Notes<'_>, cues: &Cues) -> Option<String> {
    cues.of(Subject::Show).find_map(|found| {
        let text = notes.blocks.get(found.block)?.text;
        show_name(cut(text, found.end, text.len()))
    })
}

/// What ends the show's name; each begins with what is no letter.
const STOPS: &[&str] = &[
    ", ", " - ", " – ", " the ", " a ", ". ", "!", "\n", ": ", " where ", " for ", " with ",
    " and ",
];

/// A name ends before this many bytes, marks and links in it included: a text may welcome
/// listeners often and never come to an end.
const FURTHEST: usize = 2000;

/// The name a text begins with: up to a comma, a dash, the end of the sentence, or ` the `.
fn show_name(text: &str) -> Option<String> {
    let text = text.strip_prefix("the ").unwrap_or(text);
    // `Welcome to the show about cats`.
    if text.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let is_end = |&(at, byte): &(usize, u8)| {
        matches!(byte, b' ' | b',' | b'.' | b'!' | b':' | b'\n')
            && STOPS.iter().any(|stop| cut(text, at, text.len()).starts_with(stop))
    };
    let end = match text.bytes().enumerate().take(FURTHEST).find(is_end) {
        Some((at, _)) => at,
        None if text.len() > FURTHEST => return None,
        None => text.len(),
    };
    let name = plain::text(cut(text, 0, end));
    let name = name.trim_matches(|c: char| c.is_whitespace() || ".,!:[]".contains(c));
    let is_name = name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && name.len() <= 60
        && !name.starts_with("Episode");
    is_name.then(|| name.to_owned())
}

/// The show's site, from where the notes send listeners: a link stands in the wording or after it.
pub(super) fn site(notes: &Notes<'_>, cues: &Cues) -> Option<Address> {
    cues.of(Subject::Site).find_map(|found| {
        let block = notes.blocks.get(found.block)?;
        let at = found.end.saturating_sub("site".len());
        let links = notes.links_of(block);
        let link = links
            .iter()
            .skip(links.partition_point(|link| link.end <= at))
            .find(|link| link.start < at + 80 && link.form != Form::Image);
        if let Some(found) = link.and_then(|link| target::resolve(link, None).ok()) {
            return Some(found.address);
        }
        // `visit our site at example.org`
        let mut words = cut(block.text, at, block.text.len()).split_whitespace().take(8);
        words.find_map(|word| {
            let host = word.trim_end_matches(|c: char| c.is_ascii_punctuation());
            target::is_host(host).then(|| Address::parse(&format!("https://{host}")).ok())?
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
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
    fn a_name_is_not_looked_for_without_end() {
        let endless = |length: usize| format!("Welcome to Luna<i {}>", "a".repeat(length));
        assert_eq!(read(&endless(9)).0.as_deref(), Some("Luna"));
        assert_eq!(read(&endless(FURTHEST)).0, None);
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
