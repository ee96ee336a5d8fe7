//! The player and the audio file of an episode.
//!
//! Owns where their addresses stand: in the header, in tags that play something, in an early
//! link to an audio file. It must not know how tags are written: that is `boxes`.

use crate::address::Address;

use super::blocks::{Kind, Notes};
use super::boxes;
use super::header::Header;
use super::plain;
use super::sections::{Section, Topic};

/// How the names of audio files end.
const AUDIO: &[&str] = &[".mp3", ".m4a", ".ogg", ".opus", ".aac", ".flac"];

/// The embedded player.
pub(super) fn player(header: &Header<'_>, notes: &Notes<'_>) -> Option<Address> {
    header.player.and_then(address).or_else(|| played(notes, &["iframe", "embed"]))
}

/// The audio file: the header's, an audio player's, or a link to one before the interview.
pub(super) fn audio<'a>(
    header: &Header<'a>,
    notes: &Notes<'a>,
    sections: &[Section<'a>],
) -> Option<Address> {
    let linked = || {
        let early = sections
            .iter()
            .filter(|section| matches!(section.topic, Topic::Lead | Topic::Intro | Topic::Summary));
        let mut links = early
            .flat_map(|section| section.blocks_in(notes))
            .flat_map(|block| notes.leads_of(block));
        links.find(|link| is_audio(link.target)).and_then(|link| notes.address(link))
    };
    let played = || played(notes, &["audio", "source"]);
    header.audio.and_then(address).or_else(played).or_else(linked)
}

/// An address as a header or an attribute has it: perhaps with entities, or without a scheme
/// after all but two slashes.
pub(super) fn address(value: &str) -> Option<Address> {
    let decoded = plain::decoded(value.trim());
    match decoded.strip_prefix("//") {
        Some(rest) => Address::parse(&format!("https://{rest}")).ok(),
        None => Address::parse(&decoded).ok(),
    }
}

/// What the first of some tags in a player plays.
fn played(notes: &Notes<'_>, tags: &[&str]) -> Option<Address> {
    let players = notes.blocks.iter().filter(|block| block.kind == Kind::Player);
    players
        .flat_map(|block| tags.iter().filter_map(|tag| boxes::attribute_of(block.text, tag, "src")))
        .find_map(address)
}

fn is_audio(target: &str) -> bool {
    let path = target.split(['?', '#']).next().unwrap_or(target);
    AUDIO.iter().any(|ending| path.ends_with(ending))
}
