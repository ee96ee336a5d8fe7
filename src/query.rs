//! The language of the filter: `wsgi @cory !text:"big data" after:2016`.
//!
//! Owns what a query asks for and how it is told back. Parsing never fails, since somebody is
//! typing: what cannot be understood is left out and told with its place. It must not know how
//! episodes are searched.

mod field;
mod period;
#[cfg(test)]
mod properties;
mod token;

use std::collections::HashSet;
use std::ops::Range;

use jiff::civil::Date;

use crate::episode::Role;
use crate::pattern::Pattern;

use self::field::Field;
use self::token::{Kind, Token, Tokens};

pub use self::field::FORMS;
pub use self::period::Period;

/// What stands between the terms of an explanation.
const SEPARATOR: &str = " · ";

/// What somebody asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
    problems: Vec<Problem>,
}

/// One thing that must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Whether it must not hold.
    pub negated: bool,
    /// What is wanted.
    pub want: Want,
    /// Where it stands in the query, in bytes.
    pub span: Range<usize>,
    /// What it asks for, in words.
    said: String,
}

/// What a term wants. No pattern is empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Want {
    /// A word to be found fuzzily; [`Pattern::as_str`] has it in lower case.
    Word(Pattern),
    /// A phrase to be found as it is, in the same fields as a word.
    Phrase(Pattern),
    /// Somebody's name.
    Person {
        /// The name or a part of it.
        name: Pattern,
        /// The role the person must have, if it matters.
        role: Option<Role>,
    },
    /// A tag.
    Tag(Pattern),
    /// The title or an address of a pick.
    Pick(Pattern),
    /// Any address.
    Link(Pattern),
    /// Anything in the notes.
    Text(Pattern),
    /// The date of the episode.
    Date(Period),
}

/// What has to be looked for in the notes files, since the library does not keep it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// Where it may stand.
    pub within: Within,
    /// What is looked for.
    pub pattern: Pattern,
}

/// Where in the notes something is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// In what a reader of the page sees.
    Text,
    /// In the addresses of links, players and sponsors.
    Addresses,
}

/// Something in a query that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands in the query, in bytes.
    pub span: Range<usize>,
    /// What is wrong and what could be written instead.
    pub message: String,
}

impl Query {
    /// Understands a query as far as possible.
    ///
    /// ```
    /// use shownotes::query::Query;
    ///
    /// let query = Query::parse("wsgi @\"Cory Benfield\" !text:flask year:20");
    /// assert_eq!(query.explain(), "“wsgi” · person “Cory Benfield” · not in the notes: “flask”");
    /// assert_eq!(query.problems()[0].span, 39..41);
    /// ```
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let mut known = HashSet::new();
        for token in Tokens::new(text) {
            match understood(&token) {
                // A term said twice asks for nothing more.
                Ok(Some((want, said))) if known.insert((token.negated, want.clone())) => {
                    let said = if token.negated { format!("not {said}") } else { said };
                    let Token { negated, span, .. } = token;
                    query.terms.push(Term { negated, want, span, said });
                }
                Ok(_) => {}
                Err(problem) => query.problems.push(problem),
            }
        }
        query
    }

    /// What is asked for, in the order it was written, nothing twice.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The terms that ask for what only the notes files tell, each with what is sought there.
    pub fn sought(&self) -> impl Iterator<Item = (&Term, Sought)> {
        let sought = |within, pattern: &Pattern| Sought { within, pattern: pattern.clone() };
        self.terms.iter().filter_map(move |term| match &term.want {
            Want::Text(pattern) => Some((term, sought(Within::Text, pattern))),
            Want::Link(pattern) => Some((term, sought(Within::Addresses, pattern))),
            Want::Word(_)
            | Want::Phrase(_)
            | Want::Person { .. }
            | Want::Tag(_)
            | Want::Pick(_)
            | Want::Date(_) => None,
        })
    }

    /// The words that are wanted and stand for themselves.
    pub fn words(&self) -> impl Iterator<Item = &Pattern> {
        self.wanted().filter_map(|want| match want {
            Want::Word(word) => Some(word),
            Want::Phrase(_)
            | Want::Person { .. }
            | Want::Tag(_)
            | Want::Pick(_)
            | Want::Link(_)
            | Want::Text(_)
            | Want::Date(_) => None,
        })
    }

    /// What is wanted, in the order it was written.
    pub fn wanted(&self) -> impl Iterator<Item = &Want> {
        self.terms.iter().filter(|term| !term.negated).map(|term| &term.want)
    }

    /// What picks are wanted for.
    pub fn picks(&self) -> impl Iterator<Item = &Pattern> {
        self.wanted().filter_map(|want| match want {
            Want::Pick(pattern) => Some(pattern),
            Want::Word(_)
            | Want::Phrase(_)
            | Want::Person { .. }
            | Want::Tag(_)
            | Want::Link(_)
            | Want::Text(_)
            | Want::Date(_) => None,
        })
    }

    /// Whether picks or addresses are wanted.
    pub fn asks_for_links(&self) -> bool {
        self.wanted().any(|want| matches!(want, Want::Pick(_) | Want::Link(_)))
    }

    /// What was not understood, in the order it was written.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Whether nothing is asked for, so that every episode will do.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// What was understood, on one line; empty when nothing is asked for.
    pub fn explain(&self) -> String {
        let said: Vec<&str> = self.terms.iter().map(|term| term.said.as_str()).collect();
        said.join(SEPARATOR)
    }
}

/// A text as the value of a term, to be put behind a field: `@"Cory Benfield"`.
///
/// A quote within it becomes a curly one, which is the same to a [`Pattern`] and ends no value.
///
/// ```
/// use shownotes::query::quoted;
///
/// assert_eq!(quoted("Cory Benfield"), "\"Cory Benfield\"");
/// assert_eq!(quoted("Dwayne \"Rock\" Johnson"), "\"Dwayne ”Rock” Johnson\"");
/// ```
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "”"))
}

/// What a token wants, and in words; nothing for one without a value.
fn understood(token: &Token<'_>) -> Result<Option<(Want, String)>, Problem> {
    let value = token.value.trim();
    let pattern = Pattern::new(value);
    if pattern.is_empty() && !matches!(token.kind, Kind::Unknown { .. }) {
        return Ok(None);
    }
    let person = |name, role| Want::Person { name, role };
    let (want, said) = match token.kind {
        Kind::Word => return Ok(Some((Want::Word(pattern), format!("“{value}”")))),
        Kind::Phrase => (Want::Phrase(pattern), "exactly"),
        Kind::Field(Field::Person) => (person(pattern, None), "person"),
        Kind::Field(Field::Guest) => (person(pattern, Some(Role::Guest)), "guest"),
        Kind::Field(Field::Host) => (person(pattern, Some(Role::Host)), "host"),
        Kind::Field(Field::Tag) => (Want::Tag(pattern), "tag"),
        Kind::Field(Field::Pick) => (Want::Pick(pattern), "pick"),
        Kind::Field(Field::Link) => (Want::Link(pattern), "address"),
        Kind::Field(Field::Text) => (Want::Text(pattern), "in the notes:"),
        Kind::Field(Field::Year) => {
            return date(token, "dated", |first, end| Period {
                start: Some(first),
                end: Some(end),
            });
        }
        Kind::Field(Field::After) => {
            return date(token, "later than", |_, end| Period { start: Some(end), end: None });
        }
        Kind::Field(Field::Before) => {
            return date(token, "earlier than", |first, _| Period {
                start: None,
                end: Some(first),
            });
        }
        Kind::Unknown { name, start } => {
            let message = format!("‘{name}:’ is not understood; there are {}", Field::choice());
            return Err(Problem { span: start..start + name.len() + 1, message });
        }
    };
    Ok(Some((want, format!("{said} “{value}”"))))
}

/// The period that a date's first day and the one behind its last make.
fn date(
    token: &Token<'_>,
    said: &str,
    period: impl Fn(Date, Date) -> Period,
) -> Result<Option<(Want, String)>, Problem> {
    let value = token.value;
    if let Some((first, end)) = period::days(value) {
        let said = format!("{said} {}", value.trim_end_matches('-'));
        return Ok(Some((Want::Date(period(first, end)), said)));
    }
    let not_yet = if period::is_begun(value) { " yet" } else { "" };
    let message = format!("‘{value}’ is no date{not_yet}; write 2016, 2016-05 or 2016-05-31");
    Err(Problem { span: token.value_start..token.value_start + value.len(), message })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wants(text: &str) -> Vec<Want> {
        let query = Query::parse(text);
        assert_eq!(query.problems(), [], "{text}");
        query.terms().iter().map(|term| term.want.clone()).collect()
    }

    fn problems(text: &str) -> Vec<(Range<usize>, String)> {
        let problems = Query::parse(text).problems.into_iter();
        problems.map(|problem| (problem.span, problem.message)).collect()
    }

    #[test]
    fn every_form_asks_for_its_own() {
        let pattern = Pattern::new("cory b");
        let person = |role| Want::Person { name: pattern.clone(), role };
        for (prefix, want) in [
            ("", Want::Phrase(pattern.clone())),
            ("@", person(None)),
            ("person:", person(None)),
            ("guest:", person(Some(Role::Guest))),
            ("host:", person(Some(Role::Host))),
            ("#", Want::Tag(pattern.clone())),
            ("tag:", Want::Tag(pattern.clone())),
            ("pick:", Want::Pick(pattern.clone())),
            ("link:", Want::Link(pattern.clone())),
            ("text:", Want::Text(pattern.clone())),
        ] {
            assert_eq!(wants(&format!("{prefix}\"Cory B\"")), [want], "{prefix}");
        }
        assert_eq!(wants("Cory"), [Want::Word(Pattern::new("cory"))]);
        assert_eq!(wants("https://a.org"), [Want::Link(Pattern::new("https://a.org"))]);
    }

    #[test]
    fn after_and_before_leave_out_what_they_name() {
        let contains = |text: &str, day: &str| match wants(text).as_slice() {
            [Want::Date(period)] => period.contains(day.parse().unwrap()),
            other => panic!("{other:?}"),
        };
        for (text, day, expected) in [
            ("year:2016", "2016-12-31", true),
            ("year:2016-05", "2016-06-01", false),
            ("after:2016", "2016-12-31", false),
            ("after:2016", "2017-01-01", true),
            ("after:2016-05-10", "2016-05-11", true),
            ("before:2016-05", "2016-04-30", true),
            ("before:2016-05", "2016-05-01", false),
        ] {
            assert_eq!(contains(text, day), expected, "{text} {day}");
        }
    }

    #[test]
    fn a_term_without_a_value_asks_for_nothing_and_is_no_problem() {
        for text in
            ["", "  ", "!", "@", "#", "\"", "\"\"", "!@", "text:", "!text:\"", "year:", "@\" "]
        {
            assert_eq!((Query::parse(text).is_empty(), problems(text)), (true, vec![]), "{text}");
        }
        assert_eq!(Query::parse("text: flask").explain(), "“flask”");
    }

    #[test]
    fn a_term_said_twice_asks_for_nothing_more() {
        let query = Query::parse("Tromsø @a tromso person:A !tromso \"tromso\"");
        assert_eq!(query.explain(), "“Tromsø” · person “a” · not “tromso” · exactly “tromso”");
    }

    #[test]
    fn an_explanation_says_what_was_understood_in_the_order_it_was_written() {
        for (text, expected) in [
            ("guest:cory host:\"Tobias M", "guest “cory” · host “Tobias M”"),
            ("!#web pick:tea", "not tag “web” · pick “tea”"),
            ("!https://a.org", "not address “https://a.org”"),
            ("text:\"big data\"", "in the notes: “big data”"),
            ("after:2016 !before:2016-5-", "later than 2016 · not earlier than 2016-5"),
            ("year:2016 foo:bar", "dated 2016"),
            ("", ""),
        ] {
            assert_eq!(Query::parse(text).explain(), expected, "{text}");
        }
    }

    #[test]
    fn a_problem_is_told_with_its_place_and_the_rest_counts() {
        let unknown = "‘foo:’ is not understood; there are @ guest: host: # pick: link: text: year: after: before:";
        assert_eq!(problems("ü !foo:\"a b\" c"), [(4..8, unknown.to_owned())]);
        let date = "‘2016-13’ is no date; write 2016, 2016-05 or 2016-05-31";
        assert_eq!(problems("year:2016-13"), [(5..12, date.to_owned())]);
        let begun = "‘20’ is no date yet; write 2016, 2016-05 or 2016-05-31";
        assert_eq!(problems("after:\"20"), [(7..9, begun.to_owned())]);
        assert_eq!(Query::parse("foo:bar wsgi year:x").explain(), "“wsgi”");
    }
}
