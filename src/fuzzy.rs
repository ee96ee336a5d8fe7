//! Fuzzy finding among episodes: words against the short fields, scored by fuzzy-matcher.
//!
//! Owns which fields are searched, how words combine and what is highlighted. Words may come
//! in any order and each must match one field; the score is the sum of each word's best. It
//! must not know views or keys, and never searches the notes themselves: fuzzy over prose finds
//! noise.

use std::fmt;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::episode::{Episode, Role};
use crate::fold::Folded;

/// Added when a word is all of a field: whoever types `43` wants episode 43, whoever types `web`
/// the tag Web rather than websites.
const WHOLE_FIELD: i64 = 1000;

/// Added when a word stands in a field letter by letter: what was typed beats what only has the
/// same letters somewhere.
const UNBROKEN: i64 = 100;

/// Finds episodes by the words of a filter.
#[derive(Default)]
pub struct Finder {
    matcher: SkimMatcherV2,
    words: Vec<String>,
}

/// A field an episode can be found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The episode's number, as written.
    Number,
    /// The title.
    Title,
    /// The name of the guest with this index among the guests.
    Guest(usize),
    /// The tag with this index.
    Tag(usize),
}

/// Where a word was found, for highlighting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The field.
    pub field: Field,
    /// Indices of matched characters in the field's text, ascending.
    pub characters: Vec<usize>,
}

impl fmt::Debug for Finder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Finder").field("words", &self.words).finish_non_exhaustive()
    }
}

impl Finder {
    /// A finder for the words of a filter.
    pub fn new(filter: &str) -> Self {
        // Lower case makes the matcher ignore case; it heeds the case of upper-case patterns.
        let words = Folded::new(filter).text.to_lowercase();
        let mut words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
        // A word said twice asks for nothing more.
        words.sort_unstable();
        words.dedup();
        Self { matcher: SkimMatcherV2::default(), words }
    }

    /// Whether there is no word, so that every episode matches.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well an episode matches, higher is better; `None` when a word is found nowhere.
    pub fn score(&self, episode: &Episode) -> Option<i64> {
        let fields = fields(episode);
        self.words.iter().map(|word| self.best(word, &fields).map(|(score, _)| score)).sum()
    }

    /// Where the words are found, one [`Found`] for each field; empty without words.
    pub fn highlights(&self, episode: &Episode) -> Vec<Found> {
        let fields = fields(episode);
        let mut all: Vec<Found> = Vec::new();
        for (_, found) in self.words.iter().filter_map(|word| self.best(word, &fields)) {
            match all.iter_mut().find(|other| other.field == found.field) {
                Some(other) => other.characters.extend(found.characters),
                None => all.push(found),
            }
        }
        for found in &mut all {
            found.characters.sort_unstable();
            found.characters.dedup();
        }
        all.sort_by_key(|found| found.field);
        all
    }

    /// The field where a word matches best; of equals the first.
    fn best(&self, word: &str, fields: &[(Field, Folded)]) -> Option<(i64, Found)> {
        let mut best: Option<(i64, Found)> = None;
        for (field, text) in fields {
            // `fuzzy_indices`, not `fuzzy_match`: their scores differ, and only these are stable.
            let Some((mut score, indices)) = self.matcher.fuzzy_indices(&text.text, word) else {
                continue;
            };
            let indices = match unbroken(&text.text, word) {
                Some(unbroken) => {
                    score += UNBROKEN;
                    unbroken.collect()
                }
                None => indices,
            };
            if indices.len() == text.text.chars().count() {
                score += WHOLE_FIELD;
            }
            if best.as_ref().is_none_or(|(other, _)| score > *other) {
                let characters = indices.into_iter().map(|index| text.origin(index)).collect();
                best = Some((score, Found { field: *field, characters }));
            }
        }
        best
    }
}

/// The characters of `text` where a lower-case word stands as it is, at the start of a word if
/// it does there.
fn unbroken(text: &str, word: &str) -> Option<std::ops::Range<usize>> {
    let letters: Vec<char> = text.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect();
    let wanted: Vec<char> = word.chars().collect();
    let mut places = letters
        .windows(wanted.len())
        .enumerate()
        .filter(|(_, window)| *window == wanted)
        .map(|(at, _)| at);
    let starts_word =
        |at: &usize| *at == 0 || !letters.get(at - 1).is_some_and(|c| c.is_alphanumeric());
    let first = places.next()?;
    let at = std::iter::once(first).chain(places).find(starts_word).unwrap_or(first);
    Some(at..at + wanted.len())
}

/// The text of one field.
pub fn field_text(episode: &Episode, field: Field) -> String {
    match field {
        Field::Number => episode.number.map(|number| number.to_string()).unwrap_or_default(),
        Field::Title => episode.title.clone(),
        Field::Guest(index) => {
            episode.people_in(Role::Guest).nth(index).map(|p| p.name.clone()).unwrap_or_default()
        }
        Field::Tag(index) => episode.tags.get(index).cloned().unwrap_or_default(),
    }
}

fn fields(episode: &Episode) -> Vec<(Field, Folded)> {
    let guests = (0..episode.people_in(Role::Guest).count()).map(Field::Guest);
    let tags = (0..episode.tags.len()).map(Field::Tag);
    [Field::Number, Field::Title]
        .into_iter()
        .chain(guests)
        .chain(tags)
        .map(|field| (field, Folded::new(&field_text(episode, field))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::episode::Person;

    fn episode(number: u32, title: &str, guests: &[&str], tags: &[&str]) -> Episode {
        Episode {
            number: Some(number),
            title: title.to_owned(),
            tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
            people: guests
                .iter()
                .map(|&name| Person { name: name.to_owned(), role: Role::Guest, links: Vec::new() })
                .collect(),
            ..Episode::default()
        }
    }

    fn matches(filter: &str, episode: &Episode) -> bool {
        Finder::new(filter).score(episode).is_some()
    }

    #[test]
    fn words_come_in_any_order_and_each_must_match() {
        let wsgi = episode(43, "WSGI 2.0", &["Cory Benfield"], &["Web"]);
        assert!(matches("cory wsgi", &wsgi));
        assert!(matches("wsgi cory", &wsgi));
        assert!(!matches("wsgi django", &wsgi));
    }

    #[test]
    fn a_word_matches_in_title_guest_tag_or_number() {
        let wsgi = episode(43, "WSGI 2.0", &["Cory Benfield"], &["Standards"]);
        for word in ["wsgi", "benfld", "stndrds", "43"] {
            assert!(matches(word, &wsgi), "{word}");
        }
    }

    #[test]
    fn a_word_does_not_match_across_fields() {
        assert!(!matches("wsgicory", &episode(43, "WSGI", &["Cory"], &[])));
    }

    #[test]
    fn hosts_are_not_searched_since_they_are_on_every_episode() {
        let mut wsgi = episode(43, "WSGI", &["Tobias"], &[]);
        assert!(matches("tobias", &wsgi));
        wsgi.people[0].role = Role::Host;
        assert!(!matches("tobias", &wsgi));
    }

    #[test]
    fn case_and_accents_never_hide_a_match() {
        let episode = episode(1, "Gensim in Tromsø", &["Radim Řehůřek"], &[]);
        for word in ["tromso", "TROMSØ", "rehurek", "Řehůřek", "GENSIM"] {
            assert!(matches(word, &episode), "{word}");
        }
    }

    #[test]
    fn the_better_match_scores_higher() {
        let close = episode(1, "Django", &[], &[]);
        let far = episode(2, "Dajnagngoo", &[], &[]);
        let finder = Finder::new("django");
        assert!(finder.score(&close) > finder.score(&far));
    }

    #[test]
    fn a_word_that_stands_there_beats_letters_strewn_about() {
        let there = episode(1, "uWSGI Core Developers", &[], &[]);
        let strewn = episode(2, "Python for GIS with Sean Gillies", &[], &[]);
        let finder = Finder::new("wsgi");
        assert!(finder.score(&there) > finder.score(&strewn));
    }

    #[test]
    fn a_word_that_stands_there_is_highlighted_as_it_stands() {
        let found = Finder::new("web").highlights(&episode(1, "We are on the Web", &[], &[]));
        assert_eq!(found[0].characters, [14, 15, 16]);
    }

    #[test]
    fn a_number_typed_finds_that_episode_first() {
        let finder = Finder::new("43");
        let exact = finder.score(&episode(43, "WSGI", &[], &[]));
        assert!(exact > finder.score(&episode(7, "4 3 43 and 43", &[], &[])));
    }

    #[test]
    fn highlights_name_the_field_and_the_characters() {
        let wsgi = episode(43, "WSGI 2.0", &["Zoë Řezáč"], &[]);
        let found = Finder::new("wsgi rez").highlights(&wsgi);
        assert_eq!(
            found,
            [
                Found { field: Field::Title, characters: vec![0, 1, 2, 3] },
                Found { field: Field::Guest(0), characters: vec![4, 5, 6] },
            ]
        );
    }

    #[test]
    fn words_found_in_one_field_share_its_highlight() {
        let found = Finder::new("static sites").highlights(&episode(1, "Static Sites", &[], &[]));
        assert_eq!(found[0].characters, [0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11]);
    }

    #[test]
    fn an_empty_filter_matches_everything_and_highlights_nothing() {
        let finder = Finder::new("  ");
        assert!(finder.is_empty());
        assert_eq!(finder.score(&episode(1, "A", &[], &[])), Some(0));
        assert!(finder.highlights(&episode(1, "A", &[], &[])).is_empty());
    }
}
