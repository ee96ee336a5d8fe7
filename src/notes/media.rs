//! The player and the audio file of an episode.
//!
//! Owns where their addresses stand: in the header, in tags that play something, in an early
//! link to an audio file. It must not know how tags are written: that is `boxes`.

use crate::address::Address;

use super::blocks::{Kind, Notes};
use super::boxes;
use super::header::Header;
use super::inline::cut;
use super::plain;
use super::sections::{Section, Topic};
use super::tags::tag_end;

/// How the names of audio files end.
const AUDIO: &[&str] = &[".mp3", ".m4a", ".ogg", ".opus", ".aac", ".flac"];

/// Tags that show a page which plays something.
const FRAMES: &[&str] = &["iframe", "embed"];

/// The embedded player, which may stand in a line of text or be never closed.
pub(super) fn player(header: &Header<'_>, notes: &Notes<'_>) -> Option<Address> {
    let player = header.player.and_then(address).or_else(|| played(notes, FRAMES));
    player.or_else(|| framed(notes.body))
}

/// What the first frame in a text shows, whatever it stands in.
fn framed(text: &str) -> Option<Address> {
    memchr::memchr_iter(b'<', text.as_bytes()).find_map(|at| {
        let tag = cut(text, at, tag_end(text.as_bytes(), at)? + 1);
        FRAMES.iter().find_map(|name| boxes::attribute_of(tag, name, "src")).and_then(address)
    })
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

#[cfg(test)]
mod tests {
    use crate::notes;

    #[test]
    fn a_player_is_found_wherever_it_stands() {
        for tag in [
            "<iframe src=\"https://p.example/1\"></iframe>",
            "<iframe src=https://p.example/1 height=9>",
            "Listen: <iframe height=9 src='https://p.example/1'></iframe>",
            "<iframe src=\"https://p.example/1\">\n\n### Picks\n- Ada\n    - Tea",
        ] {
            let episode = notes::read("x.md", tag);
            let player = episode.player.map(|player| player.to_string());
            assert_eq!(player.as_deref(), Some("https://p.example/1"), "{tag}");
        }
    }
}
