//! Any bytes at all give an episode and readable notes, without panic and without a character
//! or an address that must not come out; and the index tells what the episode tells.
//!
//! `cargo +nightly fuzz run notes fuzz/corpus/notes episodes`
#![no_main]

use libfuzzer_sys::fuzz_target;
use shownotes::episode::Outline;
use shownotes::{notes, sanitize};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let text = sanitize::text(&text);
    let episode = notes::read("a.md", &text);
    assert_eq!(notes::index("a.md", &text), Outline::from(&episode));
    let (plain, addresses) = (notes::plain(&text), notes::addresses(&text));
    let shown = format!("{episode:?}{}{plain}{addresses}", notes::readable(&text));
    let unseen = |c: char| c != '\n' && c != '\t' && sanitize::is_removed(c);
    assert!(!shown.contains(unseen));
    let contacts = episode.people.iter().flat_map(|person| &person.links).chain(&episode.contacts);
    let picked = episode.picks.iter().flat_map(|pick| &pick.links);
    let sections = episode.links.iter().map(|link| &link.url);
    for address in contacts.chain(picked).map(|link| &link.url).chain(sections) {
        let allowed = ["http://", "https://", "mailto:"];
        assert!(allowed.iter().any(|scheme| address.as_str().starts_with(scheme)));
    }
});
