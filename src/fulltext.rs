//! Looking through all notes files, for their text or their addresses.
//!
//! Owns the search of files, giving what it finds as it goes; it runs on a thread of its own, or
//! on the command line. What a match is, is [`crate::pattern`]'s; it must
//! not know messages or screens.

use std::ops::{ControlFlow, Range};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::vec;

use crate::crew::{self, TURN};
use crate::library::EpisodeId;
use crate::loader::{self, Source};
use crate::notes;
use crate::pattern::Pattern;
use crate::query::{Sought, Within};

/// What was found so far is handed on when this much time has passed.
const BATCH_TIME: Duration = Duration::from_millis(30);

/// More of a line than this, in bytes before and after what was found, is not kept.
const REACH: usize = 300;

/// An episode whose notes have some of what is sought: for each, in that order, the line that
/// has it.
pub type Hit = (EpisodeId, Vec<Option<Line>>);

/// A line of the notes with something found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The line, or as much of it as could be shown; several where what was found runs over.
    pub text: String,
    /// The bytes found.
    pub found: Range<usize>,
}

impl Line {
    /// The line of a text around the bytes found in it.
    fn around(text: &str, found: Range<usize>) -> Self {
        let is_boundary = |at: &usize| text.is_char_boundary(*at);
        let earliest = found.start.saturating_sub(REACH);
        let earliest = (earliest..found.start).find(is_boundary).unwrap_or(found.start);
        let latest = (found.end + REACH).min(text.len());
        let latest = (found.end..latest).rev().find(is_boundary).unwrap_or(found.end);
        let latest = if found.end + REACH >= text.len() { text.len() } else { latest };
        let before = text.get(earliest..found.start).unwrap_or_default();
        let start = before.rfind('\n').map_or(earliest, |at| earliest + at + 1);
        let after = text.get(found.end..latest).unwrap_or_default();
        let end = after.find('\n').map_or(latest, |at| found.end + at);
        let text = text.get(start..end).unwrap_or_default().to_owned();
        Self { text, found: found.start - start..found.end - start }
    }
}

/// What a search has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchEvent {
    /// Episodes that have what is looked for, and how many notes have been searched.
    Found(Vec<Hit>, usize),
    /// All notes have been searched.
    Finished,
}

/// Searches the notes of some episodes. Stops early when the listener breaks.
pub fn search(
    source: &Source,
    sought: &[Sought],
    files: &[(EpisodeId, Arc<Path>)],
    mut listen: impl FnMut(SearchEvent) -> ControlFlow<()> + Send,
) {
    let wanted: Vec<Wanted<'_>> = sought.iter().map(Wanted::new).collect();
    let look = |files: vec::Drain<'_, &(EpisodeId, Arc<Path>)>, bytes: &mut Vec<u8>| {
        let (count, mut found) = (files.len(), Vec::new());
        for (id, path) in files {
            // A file that cannot be read now has been told of by the loader, or will be.
            let lines = match loader::notes_text(source, path, bytes) {
                Ok(text) => lines(&text, &wanted),
                Err(_) => Vec::new(),
            };
            if lines.iter().any(Option::is_some) {
                found.push((*id, lines));
            }
        }
        (count, found)
    };
    let (mut found, mut searched, mut since) = (Vec::new(), 0, Instant::now());
    let give = |(count, hits): (usize, Vec<Hit>)| {
        searched += count;
        found.extend(hits);
        if since.elapsed() < BATCH_TIME {
            return ControlFlow::Continue(());
        }
        since = Instant::now();
        listen(SearchEvent::Found(std::mem::take(&mut found), searched))
    };
    // One thread, so that there is another for whoever goes on typing.
    if crew::in_turns(files.iter(), 1, TURN, look, give).is_break() {
        return;
    }
    if listen(SearchEvent::Found(found, files.len())).is_continue() {
        // The listener's answer changes nothing any more.
        let _ = listen(SearchEvent::Finished);
    }
}

/// What is sought and the words that a file must have as it stands.
struct Wanted<'a> {
    sought: &'a Sought,
    words: Vec<Pattern>,
}

impl<'a> Wanted<'a> {
    fn new(sought: &'a Sought) -> Self {
        let pattern = sought.pattern.as_str();
        let is_sure = |word: &&str| match sought.within {
            Within::Text => !word.is_empty(),
            // What may not stand in an address is encoded when it is read.
            Within::Addresses => {
                !word.is_empty() && !pattern.contains('%') && !notes::may_be_added(word)
            }
        };
        // Markup may stand between a word and the comma behind it.
        let words = pattern.split(|c: char| !c.is_alphanumeric());
        Self { sought, words: words.filter(is_sure).map(Pattern::new).collect() }
    }

    /// The line of the notes that has the pattern. Most notes have none, which their words tell as
    /// they stand in the file: only where all of them are is the file understood.
    fn line(&self, text: &str, read: &mut Read) -> Option<Line> {
        if !self.words.iter().all(|word| word.is_in(text)) {
            return None;
        }
        let lines = match self.sought.within {
            Within::Text => read.text.get_or_insert_with(|| notes::plain(text)),
            Within::Addresses => read.addresses.get_or_insert_with(|| notes::addresses(text)),
        };
        Some(Line::around(lines, self.sought.pattern.find_in(lines)?))
    }
}

/// What has been read of a file so far.
#[derive(Default)]
struct Read {
    text: Option<String>,
    addresses: Option<String>,
}

fn lines(text: &str, wanted: &[Wanted<'_>]) -> Vec<Option<Line>> {
    let mut read = Read::default();
    wanted.iter().map(|wanted| wanted.line(text, &mut read)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    fn found(within: Within, pattern: &str, text: &str) -> Option<String> {
        let sought = Sought { within, pattern: Pattern::new(pattern) };
        let line = lines(text, &[Wanted::new(&sought)]).pop().flatten()?;
        line.text.get(line.found).map(str::to_owned)
    }

    #[test]
    fn every_address_is_found_by_all_of_it() {
        for &(name, text) in catalogue::FILES {
            for address in notes::addresses(text).lines() {
                let found = found(Within::Addresses, address, text);
                assert_eq!(found.as_deref(), Some(address), "{name}");
            }
        }
    }

    #[test]
    fn what_reading_adds_to_an_address_is_found_while_it_is_typed() {
        let notes = "### Links\n- [Twitter](@luna)\n- write to ada@b.example";
        let address = "https://twitter.com/luna";
        for end in 1..=address.len() {
            let typed = address.get(..end).unwrap();
            assert_eq!(found(Within::Addresses, typed, notes).as_deref(), Some(typed));
        }
        assert_eq!(found(Within::Addresses, "github.com/luna", notes), None);
    }

    #[test]
    fn a_long_line_is_kept_around_what_was_found_between_characters() {
        let text = format!("{}wsgi{}", "å".repeat(1000), "ø".repeat(1000));
        let line = Line::around(&text, 2000..2004);
        assert_eq!(line.text.get(line.found.clone()), Some("wsgi"));
        assert!(line.text.len() <= 2 * REACH + 4 && line.found.start >= REACH - 1);
    }
}
