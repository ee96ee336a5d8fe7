//! The name under a question: ` - Ada`, `(Ada)`, `– ADA, if there is time`.
//!
//! Owns where in a question's text the asker is named and what may stand beside the name. It
//! must not decide what is a question: that is `questions`.
//!
//! Hosts are known, so their names are understood in any case and with a note beside them; for
//! everybody else only a name alone at the very end counts.

use std::ops::Range;

use crate::episode::Role;

use super::inline::cut;
use super::likeness::{Name, folded};
use super::names;
use super::people::{Cast, For, Who};

/// A signature is one or two names and a note; who signs is told within as many bytes.
const LONGEST: usize = 64;

/// What is said before the name of who asks.
const LEADS: &[&str] = &["asked by ", "by ", "from "];

/// A text's signature.
#[derive(Debug)]
pub(super) struct Signature {
    /// Where it stands in the text, with the mark before it and the note after it.
    pub(super) range: Range<usize>,
    /// Who asks. A guest's name says whom the question is for, not who asks it.
    pub(super) asker: Option<String>,
}

/// The signature of a question, the last of them: at its end, or at the end of one of its lines.
pub(super) fn of(text: &str, cast: &Cast<'_>) -> Option<Signature> {
    let text = text.trim_end();
    // From right to left, a word at a time.
    let mut before = text;
    let mut line_end = text.len();
    // Whether the line goes on to ask something after the place looked at.
    let mut asks_on = false;
    while !before.is_empty() {
        let name = before.trim_end_matches(char::is_alphanumeric).len();
        let words = cut(before, 0, name).trim_end_matches(|c: char| !c.is_alphanumeric());
        let between = cut(before, words.len(), name);
        if let Some(mark) = Mark::new(between) {
            let place = Place { is_last: line_end == text.len(), asks_on };
            if let Some(signer) = signed(cut(text, name, line_end), &mark, place, cast) {
                let range = words.len() + mark.at..line_end;
                return Some(Signature { range, asker: signer.asker(cast) });
            }
        }
        if let Some(end) = between.find('\n') {
            line_end = words.len() + end;
            asks_on = false;
        }
        asks_on |= between.contains('?');
        before = words;
    }
    None
}

/// The host a whole text names and does nothing else: `Ada`, `asked by Ada Lovelace`.
pub(super) fn host(text: &str, cast: &Cast<'_>) -> Option<Who> {
    let name = bare(text);
    let name = LEADS.iter().find_map(|lead| strip_lead(name, lead)).unwrap_or(name);
    let has_initials = || cast.find_by_initials(name);
    let is_host = |who: &Who| cast.role(*who) == Some(Role::Host);
    host_called(name, cast).or_else(|| has_initials().filter(is_host))
}

/// Who is named where somebody signs.
enum Signer {
    Member(Who),
    /// Somebody the notes do not introduce: a host who is away in the intro.
    Stranger(String),
}

impl Signer {
    fn asker(self, cast: &Cast<'_>) -> Option<String> {
        match self {
            Self::Member(who) if cast.role(who) == Some(Role::Host) => {
                Some(cast.name(who).to_owned())
            }
            Self::Member(_) => None,
            Self::Stranger(name) => Some(name),
        }
    }
}

/// What stands between the question and a name.
struct Mark {
    /// Where the question ends and the mark begins.
    at: usize,
    /// Whether it is more than white space.
    is_drawn: bool,
    /// Whether a sentence has ended before it.
    ends_sentence: bool,
}

/// Where in the question a name stands.
#[derive(Clone, Copy)]
struct Place {
    /// Whether the line is the last.
    is_last: bool,
    /// Whether the line goes on to ask something after the name.
    asks_on: bool,
}

impl Mark {
    /// Divides what stands between two words; `None` where it joins them: `well-known`, `f(x)`.
    fn new(between: &str) -> Option<Self> {
        let is_drawn = |c: char| is_dash(c) || matches!(c, '(' | '[');
        // `What is f() - Ada`: parentheses that are closed are the question's.
        let closed = between.rfind(')').map_or(0, |at| at + 1);
        let marks = cut(between, closed, between.len());
        let at = closed + marks.find(|c: char| c.is_whitespace() || is_drawn(c))?;
        let (ending, mark) = between.split_at_checked(at)?;
        let mark = Self {
            at,
            is_drawn: mark.contains(is_drawn),
            ends_sentence: ending.contains(['?', '.', '!']),
        };
        let joins = ending.is_empty() && between.starts_with(is_drawn);
        // A name alone after a question mark needs no dash: `Why? Ada`.
        (!joins && (mark.is_drawn || ending.contains('?'))).then_some(mark)
    }
}

/// Who signs with the rest of a line.
fn signed(line: &str, mark: &Mark, place: Place, cast: &Cast<'_>) -> Option<Signer> {
    let near = (0..=LONGEST.min(line.len())).rev().find(|&end| line.is_char_boundary(end))?;
    let (named, note) = line.split_at_checked(end_of_name(cut(line, 0, near)))?;
    let name = bare(named);
    let is_alone = !note.contains(char::is_alphanumeric);
    let is_last = is_alone && place.is_last;
    let may_have_note = mark.is_drawn && mark.ends_sentence && !place.asks_on;
    let may_stand = is_last && mark.is_drawn || is_alone && mark.ends_sentence || may_have_note;
    let host = || {
        let mut hosts = name.split(" and ").map(|name| host(name, cast));
        let first = hosts.next()??;
        hosts.all(|host| host.is_some()).then_some(Signer::Member(first))
    };
    let known = if may_stand { host() } else { None };
    known.or_else(|| if is_last { somebody(name, mark, cast) } else { None })
}

/// Where a name ends and a note may begin: at a mark that is no part of names.
fn end_of_name(text: &str) -> usize {
    let is_end = |(at, c): (usize, char)| {
        matches!(c, ',' | ';' | ':' | '(' | '[' | '/' | '&')
            || c.is_whitespace() && cut(text, at, text.len()).trim_start().starts_with(is_dash)
    };
    text.char_indices().find(|&found| is_end(found)).map_or(text.len(), |(at, _)| at)
}

/// Who is named alone at the end of a text, host or not.
fn somebody(name: &str, mark: &Mark, cast: &Cast<'_>) -> Option<Signer> {
    if let Some(who) = cast.find_exactly(name, For::Question) {
        return Some(Signer::Member(who));
    }
    let is_sure = mark.is_drawn && mark.ends_sentence;
    let name = names::bare(name);
    let mut letters = name.chars();
    if let (Some(initial), None) = (letters.next(), letters.next()) {
        let host = host_by_initial(initial, cast).filter(|_| is_sure);
        return host.map(Signer::Member);
    }
    if !names::is_name(name) || name.split(' ').count() > 3 {
        return None;
    }
    let stranger = || (is_sure && !name.contains(' ')).then(|| Signer::Stranger(name.to_owned()));
    cast.find(name, For::Question).map(Signer::Member).or_else(stranger)
}

/// The host who has a name or first name, in any case of its letters.
fn host_called(name: &str, cast: &Cast<'_>) -> Option<Who> {
    let name = folded(name);
    let is_called = |host: &Name<'_>| {
        let host = host.folded();
        let rest = host.strip_prefix(&name);
        !name.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    hosts(cast).find(|(_, host)| is_called(host)).map(|(who, _)| who)
}

/// The only host whose name begins with a letter.
fn host_by_initial(initial: char, cast: &Cast<'_>) -> Option<Who> {
    let mut found = hosts(cast).filter(|(_, name)| name.as_str().starts_with(initial));
    let (who, _) = found.next()?;
    found.next().is_none().then_some(who)
}

fn hosts<'c>(cast: &'c Cast<'_>) -> impl Iterator<Item = (Who, &'c Name<'c>)> {
    cast.everybody().filter(|&(who, _)| cast.role(who) == Some(Role::Host))
}

/// A name without the marks around it; `C++` is no name in marks.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '#'))
}

fn strip_lead<'t>(text: &'t str, lead: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(lead.len())?;
    start.eq_ignore_ascii_case(lead).then_some(rest)
}

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '~')
}

#[cfg(test)]
mod tests {
    use crate::notes;

    const HOSTS: &str = "Ada Lovelace and Bob Shaw";

    /// The first question and its asker.
    fn question_of(hosts: &str, bullet: &str) -> (String, String) {
        let text = format!(
            "- Hosts: {hosts}\n- Interview with Carol Price\n\n### Interview\n- {bullet}\n"
        );
        let question = notes::read("x.md", &text).questions.swap_remove(0);
        (question.text, question.asker.unwrap_or_default())
    }

    fn asker_of(bullet: &str) -> (String, String) {
        question_of(HOSTS, bullet)
    }

    fn signed(text: &str, name: &str) -> (String, String) {
        (text.to_owned(), name.to_owned())
    }

    #[test]
    fn a_host_may_sign_in_any_case() {
        for text in ["Why? - bob", "Why? – bob shaw", "Why? - BOB", "Why?- bob", "Why? (bob)"] {
            assert_eq!(asker_of(text), signed("Why?", "Bob Shaw"), "{text}");
        }
    }

    #[test]
    fn marks_may_follow_the_name() {
        for text in ["Why? - Bob?", "Why? - Bob,", "Why? - Bob;", "Why? - Bob :)", "Why? (Bob)."] {
            assert_eq!(asker_of(text), signed("Why?", "Bob Shaw"), "{text}");
        }
    }

    #[test]
    fn a_note_may_follow_the_name() {
        for text in [
            "Why? - Bob - if there is time",
            "Why? - Bob (I'd like to hear of the second moon and what became of it, too)",
            "Why? - bob (optional)",
            "Why? (Bob, optional)",
            "Why? - Bob [see the chat](https://a.example)",
            "Why? - Bob (and Ada)",
            "Why? - Bob and Ada",
            "Why? - Bob/Ada",
            "Why? - Bob, Ada",
            "Why? - BS",
            "Why? [BS, optional]",
        ] {
            assert_eq!(asker_of(text), signed("Why?", "Bob Shaw"), "{text}");
        }
    }

    #[test]
    fn other_marks_and_words_may_stand_before_the_name() {
        for text in ["Why? ~ Bob", "Why? - asked by Bob", "Why? (Asked by Bob)", "Why? - from bob"]
        {
            assert_eq!(asker_of(text), signed("Why?", "Bob Shaw"), "{text}");
        }
    }

    #[test]
    fn parentheses_that_are_closed_are_the_question_s() {
        let text = "What happens when you call f() - Bob";
        assert_eq!(asker_of(text), signed("What happens when you call f()", "Bob Shaw"));
    }

    #[test]
    fn a_question_may_go_on_below_its_signature() {
        assert_eq!(
            asker_of("What came back? - Bob\n  How *easy* is [it](https://a.example)?"),
            signed("What came back? How easy is it?", "Bob Shaw")
        );
        assert_eq!(
            asker_of("Why is [it](https://a.example) here? -\n  Bob"),
            signed("Why is it here?", "Bob Shaw")
        );
    }

    #[test]
    fn an_initial_is_the_only_host_it_fits() {
        assert_eq!(asker_of("Why? - B"), signed("Why?", "Bob Shaw"));
        assert_eq!(asker_of("Why? (A)"), signed("Why?", "Ada Lovelace"));
        for text in ["Why? - C", "Why? - B++", "Is it A or B - B", "Why? B"] {
            assert_eq!(asker_of(text), signed(text, ""), "{text}");
        }
        let twins = question_of("Ben Shaw and Bob Shaw", "Why? - B");
        assert_eq!(twins, signed("Why? - B", ""));
    }

    #[test]
    fn words_of_a_question_sign_nothing() {
        for text in [
            "How did you meet? - what happened then",
            "How did you meet? - with Bob",
            "How did you meet? - Bob Shaw's blog",
            "How did you meet? - Bob told me",
            "How did you meet? Because",
            "How did you meet Bob",
            "You met - Bob, at a fair - and talked?",
            "You met. - Bob, was it at a fair?",
            "Who wrote print(Bob)?",
            "Is it well-known, Ada-Bob",
            "Is it by - Bob\n  and Eve?",
        ] {
            let flat = text.replace("\n ", "");
            assert_eq!(asker_of(text), signed(&flat, ""), "{text}");
        }
    }

    #[test]
    fn a_long_text_is_read_once() {
        for pattern in ["? - Bob - x", "! - Bob, ", "(", "- ", "? ~ B ", "?\n  Bob (", "Bob "] {
            let text = pattern.repeat(100_000);
            assert!(asker_of(&format!("x{text}")).0.len() <= text.len() + 1, "{pattern}");
        }
    }
}
