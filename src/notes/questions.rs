//! The interview → its questions.
//!
//! Owns which bullets are questions and how an asker is named before one; after one, `signature`
//! finds the name. It must not decide who a name is: that is `people`.

use std::ops::Range;

use crate::episode::{Question, Role};

use super::blocks::{Block, Kind, Notes};
use super::inline::{Form, cut};
use super::people::{Cast, For};
use super::plain;
use super::sections::{Section, Topic};
use super::signature::{self, Signature};

/// The questions of the interview; without one, of sections whose bullets hosts have signed,
/// whatever their titles.
pub(super) fn read<'a>(
    notes: &Notes<'a>,
    sections: &[Section<'a>],
    cast: &Cast<'a>,
) -> Vec<Question> {
    let of = |topic: Topic| sections.iter().filter(move |section| section.topic == topic);
    let questions = asked_in(of(Topic::Interview), notes, cast);
    if !questions.is_empty() {
        return questions;
    }
    let is_signed = |section: &&Section<'a>| {
        let items = section.blocks_in(notes).iter().filter(|item| is_outermost_item(item.kind));
        let signed = |item: &&Block<'a>| asked(item.text, cast).1.is_some();
        let (signed, count) = (items.clone().filter(signed).count(), items.count());
        signed >= 2 && 2 * signed >= count
    };
    asked_in(of(Topic::Other).filter(is_signed), notes, cast)
}

/// The outermost bullets of some sections; the paragraphs of those without bullets.
fn asked_in<'s, 'a: 's>(
    sections: impl Iterator<Item = &'s Section<'a>>,
    notes: &Notes<'a>,
    cast: &Cast<'a>,
) -> Vec<Question> {
    let mut questions = Vec::new();
    for section in sections {
        let blocks = section.blocks_in(notes);
        let has_items = blocks.iter().any(|block| matches!(block.kind, Kind::Item { .. }));
        let is_wanted = |block: &Block<'_>| {
            // Among bullets, a paragraph that asks has lost its own.
            has_items && is_outermost_item(block.kind)
                || is_paragraph(block.kind) && (!has_items || is_asked(block.text, cast))
        };
        for (at, block) in blocks.iter().enumerate().filter(|(_, block)| is_wanted(block)) {
            let (named, asker) = asked(block.text, cast);
            let text = without(notes, block, named);
            // The asker may stand alone right below.
            let below = || {
                let next = blocks.get(at + 1).filter(|next| is_inner_item(next.kind))?;
                signature::host(next.text, cast).map(|who| cast.name(who).to_owned())
            };
            if !text.is_empty() {
                questions.push(Question { text, asker: asker.or_else(below) });
            }
        }
    }
    questions
}

const fn is_outermost_item(kind: Kind) -> bool {
    matches!(kind, Kind::Item { depth: 0, .. })
}

const fn is_paragraph(kind: Kind) -> bool {
    matches!(kind, Kind::Paragraph { depth: 0 })
}

const fn is_inner_item(kind: Kind) -> bool {
    matches!(kind, Kind::Item { depth: 1.., .. })
}

/// Whether a text asks, or is signed by whoever asks it.
fn is_asked(text: &str, cast: &Cast<'_>) -> bool {
    // Or it goes on with the bullet above.
    text.starts_with(char::is_uppercase)
        && (text.trim_end().ends_with('?')
            || signature::of(text, cast).is_some_and(|signature| signature.asker.is_some()))
}

/// Where a question's text names the host who asks it, as in `Ada: …` or `… - Ada`, and who
/// that is.
fn asked(text: &str, cast: &Cast<'_>) -> (Range<usize>, Option<String>) {
    if let Some((name, question)) = preface(text)
        && let Some(who) =
            cast.find_exactly(name, For::Question).or_else(|| cast.find_by_initials(name))
        && cast.role(who) == Some(Role::Host)
    {
        return (0..text.len() - question.len(), Some(cast.name(who).to_owned()));
    }
    match signature::of(text, cast) {
        Some(Signature { range, asker }) => (range, asker),
        None => (0..0, None),
    }
}

/// A block's text without Markdown and without one range of it.
fn without<'a>(notes: &Notes<'a>, block: &Block<'a>, range: Range<usize>) -> String {
    if range.is_empty() {
        return notes.plain(block);
    }
    let (start, end) =
        (cut(block.text, 0, range.start), cut(block.text, range.end, block.text.len()));
    // Of the same length, so that links stay where they are.
    let text = [start, &" ".repeat(range.len()), end].concat();
    let mut said = String::with_capacity(text.len());
    let mut at = 0;
    for link in notes.links_of(block).iter().filter(|link| !range.contains(&link.start)) {
        plain::append(&mut said, cut(&text, at, link.start));
        if link.form != Form::Image {
            plain::append(&mut said, link.label);
        }
        at = link.end;
    }
    plain::append(&mut said, cut(&text, at, text.len()));
    plain::finish(said)
}

/// What may be the asker's name before a question: `Ada: Why?`, `[Ada] Why?`, `**Ada** - Why?`.
fn preface(text: &str) -> Option<(&str, &str)> {
    let is_mark = |c: char| matches!(c, '*' | '_' | '(' | '[' | ':' | ')' | ']');
    let inner = text.trim_start_matches(is_mark);
    // A name, and no sentence with a colon somewhere.
    let letters = inner
        .bytes()
        .take(40)
        .take_while(|byte| byte.is_ascii_alphabetic() || *byte == b' ' || !byte.is_ascii());
    let (name, rest) = inner.split_at_checked(letters.count())?;
    let question =
        rest.trim_start_matches(|c: char| is_mark(c) || c.is_whitespace() || "-–—".contains(c));
    let is_marked = inner.len() < text.len() || rest.starts_with(':');
    (is_marked && question.len() < rest.len() || rest.starts_with('-') && name.ends_with(' '))
        .then(|| (asking(name.trim_end()), question))
}

/// Who asks, where that is said: `Ada asks`.
fn asking(name: &str) -> &str {
    let verbs = [" asks", " asked", " wonders"];
    verbs.iter().find_map(|verb| name.strip_suffix(verb)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use crate::notes;

    fn questions(section: &str) -> Vec<(String, Option<String>)> {
        let text = format!(
            "- Hosts: Ada Lovelace and Bob Shaw\n- Interview with Carol Price\n\n### Interview\n{section}"
        );
        notes::read("x.md", &text)
            .questions
            .into_iter()
            .map(|question| (question.text, question.asker))
            .collect()
    }

    #[test]
    fn the_outermost_bullets_are_the_questions() {
        let found = questions("- One?\n    - an answer\n- Two\n1. Three");
        assert_eq!(
            found.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(),
            ["One?", "Two", "Three"]
        );
        assert_eq!(questions("One?\n\nTwo?").len(), 2);
        assert_eq!(questions("- One? - Bob\nTwo? - Ada\n- Three?\n\nFour?\n\nThe end").len(), 4);
        assert_eq!(
            questions("- We like the\n[Luna](https://a.example)\nof it. Why?\n- Two?").len(),
            2
        );
    }

    #[test]
    fn bullets_that_hosts_have_signed_are_questions_under_any_title() {
        let count = |title: &str, section: &str| {
            let intro = "- Hosts: Ada Lovelace and Bob Shaw\n- Interview with Carol Price";
            notes::read("x.md", &format!("{intro}\n\n### {title}\n{section}")).questions.len()
        };
        let signed = "- Introductions\n- Why? - Ada\n- Who? - Bob\n- Tell us of Luna - Bob";
        for title in ["Retrospective", "Panel", "Carol Price", "The Show"] {
            assert_eq!(count(title, signed), 4, "{title}");
        }
        assert_eq!(count("News", "- Luna is out - Bob\n- Sol\n- Tea"), 0);
        assert_eq!(count("News", &format!("{signed}\n\n### Interview\n- Why?")), 1);
    }

    #[test]
    fn the_asker_may_be_signed_in_many_ways() {
        for text in [
            "- Why? - Bob",
            "- Why? -Bob",
            "- Why? – Bob Shaw",
            "- Why? (Bob)",
            "- Why? [Bob]",
            "- Why? -- Bob",
            "- Why? *Bob*",
            "- Why? — Bob ",
        ] {
            assert_eq!(
                questions(text),
                [("Why?".to_owned(), Some("Bob Shaw".to_owned()))],
                "{text}"
            );
        }
    }

    #[test]
    fn the_asker_may_be_named_first() {
        for text in [
            "- Bob: Why?",
            "- [Bob] Why?",
            "- (Bob) Why?",
            "- **Bob:** Why?",
            "- **Bob Shaw**: Why?",
            "- *Bob* Why?",
            "- Bob - Why?",
            "- Bob asks: Why?",
            "- BS: Why?",
        ] {
            assert_eq!(
                questions(text),
                [("Why?".to_owned(), Some("Bob Shaw".to_owned()))],
                "{text}"
            );
        }
        for text in ["Carol: Why?", "Bob why?", "Cats: why?"] {
            assert_eq!(questions(&format!("- {text}"))[0].1, None, "{text}");
        }
    }

    #[test]
    fn a_guest_s_name_tells_whom_the_question_is_for() {
        assert_eq!(questions("- Why? - Carol"), [("Why?".to_owned(), None)]);
        assert_eq!(questions("- Why? - Eve"), [("Why?".to_owned(), Some("Eve".to_owned()))]);
    }

    #[test]
    fn the_asker_may_stand_alone_below_the_question() {
        let asker =
            |below: &str| questions(&format!("- Why?\n    - {below}\n- How?")).swap_remove(0).1;
        for below in ["Bob", "bob", "Bob Shaw:", "asked by Bob"] {
            assert_eq!(asker(below).as_deref(), Some("Bob Shaw"), "{below}");
        }
        for below in ["Carol", "Eve", "Bob wrote it", "B"] {
            assert_eq!(asker(below), None, "{below}");
        }
        assert_eq!(questions("- Why? - Ada\n    - Bob")[0].1.as_deref(), Some("Ada Lovelace"));
    }

    #[test]
    fn a_dash_inside_a_question_signs_nothing() {
        for text in [
            "- What about the well-known?",
            "- Cats - why?",
            "- What is C++ (Stroustrup's)?",
            "- Tell us about Luna - Moon",
        ] {
            assert_eq!(
                questions(text),
                [(text.trim_start_matches("- ").to_owned(), None)],
                "{text}"
            );
        }
    }

    #[test]
    fn links_and_marks_inside_a_question_become_text() {
        assert_eq!(
            questions("- What is [Luna](https://a.example)'s *aim*? - Ada"),
            [("What is Luna's aim?".to_owned(), Some("Ada Lovelace".to_owned()))]
        );
    }
}
