//! Where the full names of people stand, and how those are spelt by who took most care.
//!
//! Owns which texts those are and the search in them: title, headings and summary are what a
//! page is published with; sentences of the introduction are pasted from one to the next. It must
//! not know who is on the episode: that is `people`.

use std::borrow::Cow;

use memchr::memmem;

use super::blocks::Notes;
use super::likeness::{Likeness, Name, likeness};
use super::names;
use super::sections::{Section, Topic};

/// Bytes that are looked through at most: enough for any summary, and a name may be looked for
/// in all of it.
const FAR: usize = 64 * 1024;

/// Bytes of a bullet that may be nothing but a name.
const SHORT: usize = 40;

/// Places of one text that are looked at for one name.
const PLACES: usize = 64;

/// Title, headings, summary, introduction and what no heading tells about.
#[derive(Debug, Default)]
pub(super) struct Background<'a> {
    /// Those that were written with most care first.
    texts: Vec<Cow<'a, str>>,
    /// How many are title or heading.
    titles: usize,
    /// How many are that or summary.
    careful: usize,
    /// How many are that or introduction; the others are bullets, which must be nothing but a name.
    told: usize,
}

impl<'a> Background<'a> {
    /// That of an episode with this title.
    pub(super) fn new(title: Cow<'a, str>, notes: &Notes<'a>, sections: &[Section<'a>]) -> Self {
        let headings = sections
            .iter()
            .filter(|section| section.topic == Topic::Interview)
            .map(|section| section.title);
        let texts_of = |is_wanted: fn(Topic) -> bool| {
            let told = sections.iter().filter(move |section| is_wanted(section.topic));
            let blocks = told.flat_map(|section| section.blocks_in(notes));
            blocks.filter(|block| block.kind.depth().is_some()).map(|block| block.text)
        };
        let mut budget = FAR;
        let mut is_near = |text: &&str| {
            budget = budget.saturating_sub(text.len().max(16));
            budget > 0
        };
        let mut texts = Vec::with_capacity(16);
        texts.push(title);
        texts.extend(headings.take_while(&mut is_near).map(Cow::Borrowed));
        let titles = texts.len();
        let summary = texts_of(|topic| matches!(topic, Topic::Lead | Topic::Summary));
        texts.extend(summary.take_while(&mut is_near).map(Cow::Borrowed));
        let careful = texts.len();
        let introduction = texts_of(|topic| topic == Topic::Intro);
        texts.extend(introduction.take_while(&mut is_near).map(Cow::Borrowed));
        // `About`, before the interview; a transcript after it names many others.
        let before = sections.iter().take_while(|section| section.topic != Topic::Interview);
        let about = before.filter(|section| section.topic == Topic::Other);
        let about = about.filter_map(|section| section.blocks_in(notes).first());
        texts.extend(about.map(|block| block.text).take_while(&mut is_near).map(Cow::Borrowed));
        let told = texts.len();
        // `Please introduce yourselves`, and a name on each line below.
        let answers = texts_of(|topic| topic == Topic::Interview).filter(|text| text.len() < SHORT);
        texts.extend(answers.take_while(&mut is_near).map(Cow::Borrowed));
        Self { texts, titles, careful, told }
    }

    /// The first full name that begins with a first name and may be taken: `Ada` finds `Ada
    /// Lovelace`.
    pub(super) fn full_name(&self, first: &str, may_be: impl Fn(&str) -> bool) -> Option<&str> {
        self.texts.iter().enumerate().find_map(|(nth, text)| {
            let places = memmem::find_iter(text.as_bytes(), first.as_bytes()).take(PLACES);
            places.filter(|&at| !ends_in_word(text, at)).find_map(|at| {
                let start = at - initial_before(text, at);
                let (name, _) = names::leading(text.get(start..)?)?;
                let rest = name.get(at - start..)?.strip_prefix(first)?;
                let is_full =
                    rest.starts_with([' ', '\n']) && (nth < self.told || name.len() == text.len());
                (is_full && may_be(name)).then_some(name)
            })
        })
    }

    /// The full name in the title or a heading that another form of a first name is short for:
    /// `Dave` finds `David Shaw`.
    pub(super) fn formal_name(
        &self,
        short: &Name<'_>,
        may_be: impl Fn(&str) -> bool,
    ) -> Option<&str> {
        let is_formal = |name: &str| {
            name.contains(' ')
                && may_be(name)
                && likeness(short, &Name::new(name)) == Some(Likeness::Nickname)
        };
        let titles = self.texts.iter().take(self.titles);
        titles.flat_map(|title| names_in(title)).find(|&name| is_formal(name))
    }

    /// How a full name is spelt by the first text written with care that has it in any spelling;
    /// `None` when that is how it is spelt already.
    pub(super) fn spelling(&self, name: &Name<'_>) -> Option<&str> {
        let written = name.as_str();
        for (at, text) in self.texts.iter().take(self.careful).enumerate() {
            // In a long text one word of the name must be there as it is, or it is not looked for;
            // in a short one the first letter tells most other names apart.
            let has_word = written.split(' ').any(|word| has(text.as_bytes(), word.as_bytes()));
            if at >= self.titles && !has_word {
                continue;
            }
            let may_be = |other: &str| has_word || other.chars().next() == written.chars().next();
            if stands_in(text, written) {
                return None;
            }
            let better = names_in(text).find(|better| may_be(better) && is_better(better, name));
            if better.is_some() {
                return better;
            }
        }
        None
    }
}

#[cfg(test)]
impl Background<'static> {
    /// A title, and what a summary says.
    pub(super) fn of(texts: &[&'static str]) -> Self {
        let all = texts.iter().map(|&text| Cow::Borrowed(text)).collect();
        Self { texts: all, titles: texts.len().min(1), careful: texts.len(), told: texts.len() }
    }
}

/// Whether a name is another spelling of one that is less sure.
fn is_better(better: &str, name: &Name<'_>) -> bool {
    better.contains(' ')
        && match likeness(&Name::new(better), name) {
            Some(Likeness::Slip | Likeness::Nickname) => true,
            // Who writes the accent knows better.
            Some(Likeness::Same) => !better.is_ascii() || name.as_str().is_ascii(),
            // `Ada King` of `Ada King-Lovelace`.
            Some(Likeness::Part) => {
                better.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('-'))
            }
            None => false,
        }
}

/// What may be names in a text: whatever begins a word with a capital, as far as a name goes.
fn names_in(text: &str) -> impl Iterator<Item = &str> {
    let spaces = memchr::memchr2_iter(b' ', b'\n', text.as_bytes()).map(|space| space + 1);
    let words = std::iter::once(0).chain(spaces).filter_map(|at| text.get(at..));
    let names = words.filter(|word| word.starts_with(char::is_uppercase)).take(PLACES);
    names.filter_map(|word| names::leading(word).map(|(name, _)| name))
}

/// Whether a name stands in a text, and not as the beginning or the end of another.
fn stands_in(text: &str, name: &str) -> bool {
    memmem::find_iter(text.as_bytes(), name.as_bytes()).take(PLACES).any(|at| {
        let after = text.get(at + name.len()..).unwrap_or_default();
        let after = after.strip_prefix('-').unwrap_or(after);
        !ends_in_word(text, at) && !after.starts_with(char::is_alphanumeric)
    })
}

/// Bytes of the initial before a name: of the `K ` in `K Luis Shaw`.
fn initial_before(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let word = before.trim_end_matches(['.', ' ']);
    let is_alone = word.ends_with(|c: char| c.is_ascii_uppercase())
        && !ends_in_word(word, word.len() - 1)
        && before.len() > word.len();
    if is_alone { before.len() + 1 - word.len() } else { 0 }
}

/// Whether a word goes on where a text is cut.
fn ends_in_word(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric))
}

/// Whether a word stands in a text. For most names their first letter tells that it does not.
fn has(text: &[u8], word: &[u8]) -> bool {
    let start = word.first().map_or(Some(0), |&first| memchr::memchr(first, text));
    let rest = start.and_then(|start| text.get(start..));
    rest.is_some_and(|rest| memmem::find(rest, word).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes;

    fn guests(text: &str) -> Vec<String> {
        let episode = notes::read("x.md", text);
        episode.people_in(crate::episode::Role::Guest).map(|person| person.name.clone()).collect()
    }

    #[test]
    fn guests_called_by_their_first_names_have_the_full_ones_of_any_text() {
        for told in [
            "Title: Cats with Ada Lovelace and Bob Shaw\n\n### Intro\n- Interview with Ada and Bob\n",
            "Title: Cats\n\n### Summary\nAda Lovelace met Bob Shaw.\n\n### Intro\n- Interview with Ada and Bob\n",
            "Title: Cats\n\n### About\nAda Lovelace met Bob Shaw.\n\n### Intro\n- Interview with Ada and Bob\n",
            "Title: Cats\n\n### Intro\n- A panel of Ada Lovelace and Bob Shaw\n\n### Interview with Ada and Bob\n- Why?\n",
            "Title: Cats\n\n### Intro\n- Interview with Ada and Bob\n\n### Interview\n- Who are you?\n    - Ada Lovelace\n    - Bob Shaw\n",
            "Title: Cats\n\n### Intro\n- Interview with Ada and Bob\n\n### Interview with Ada Lovelace and Bob Shaw\n- Why?\n",
        ] {
            assert_eq!(guests(told), ["Ada Lovelace", "Bob Shaw"], "{told}");
        }
    }

    #[test]
    fn who_is_only_spoken_of_in_a_transcript_is_no_guest() {
        let text = "### Intro\n- Interview with Ada\n\n### Interview\n- How?\n\n### Transcript\nI like Ada Byron.\n";
        assert_eq!(guests(text), ["Ada"]);
    }

    #[test]
    fn who_is_only_spoken_of_in_the_interview_is_no_guest() {
        let text = "### Intro\n- Interview with Ada about cats\n\n### Interview\n- How?\n    - by the great Ada Byron\n";
        assert_eq!(guests(text), ["Ada"]);
    }

    #[test]
    fn the_full_name_of_a_host_is_no_guest_s() {
        let text = "Title: Cats\n\n### Intro\n- Hosts: Bob Shaw\n- Interview with Bob\n- Bob Price is a cat\n";
        assert_eq!(guests(text), ["Bob Price"]);
    }

    #[test]
    fn an_initial_before_a_first_name_belongs_to_the_full_one() {
        let text = "Title: Cats with K. Luis Shaw\n\n### Intro\n- Interview with Luis about cats\n";
        assert_eq!(guests(text), ["K. Luis Shaw"]);
    }

    #[test]
    fn a_nickname_finds_the_name_in_the_title() {
        let text = "Title: Cats with Robert Shaw\n\n### Intro\n- Interview with Bob about cats\n";
        assert_eq!(guests(text), ["Robert Shaw"]);
    }

    #[test]
    fn the_title_before_the_summary_tells_how_a_name_is_spelt() {
        let spelt = |name: &str, texts: &[&'static str]| {
            let name = Name::new(name.to_owned());
            Background::of(texts)
                .spelling(&name)
                .map_or_else(|| name.as_str().to_owned(), str::to_owned)
        };
        for (written, texts, right) in [
            ("Marcel Keen", ["Cats with Marcell Keen", "Marcel Keen is here"], "Marcell Keen"),
            ("Marcel Keen", ["Cats", "We met Marcell Keen"], "Marcell Keen"),
            ("Ada Lovelac", ["Ada Lovelace", ""], "Ada Lovelace"),
            ("K. Luis Shaw", ["K Luis Shaw on cats", ""], "K Luis Shaw"),
            ("David FIsher", ["David Fisher", ""], "David Fisher"),
            ("Zoe Shaw", ["Zoé Shaw", ""], "Zoé Shaw"),
            ("Zoé Shaw", ["Zoe Shaw", ""], "Zoé Shaw"),
            ("Arminn Ronnacher", ["Cats with Armin Ronacher", ""], "Armin Ronacher"),
            ("Ada King", ["Cats with Ada King-Moss", ""], "Ada King-Moss"),
            ("Ada King Moss", ["Cats with Ada King-Moss", ""], "Ada King-Moss"),
            ("Ada Shaw", ["Cats with Ida Shaw", ""], "Ada Shaw"),
        ] {
            assert_eq!(spelt(written, &texts), right, "{written}: {texts:?}");
        }
    }
}
