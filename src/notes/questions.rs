//! The interview → its questions.
//!
//! Owns which bullets are questions and how notes say who asks. It must not decide who a name
//! is: that is `people`.

use crate::episode::{Question, Role};

use super::blocks::{Kind, Notes};
use super::inline::cut;
use super::names;
use super::people::{Cast, For};
use super::plain;
use super::sections::{Section, Topic};

/// The outermost bullets of the interview; its paragraphs, when it has no bullets.
pub(super) fn read<'a>(
    notes: &Notes<'a>,
    sections: &[Section<'a>],
    cast: &Cast<'a>,
) -> Vec<Question> {
    let mut questions = Vec::new();
    for section in sections.iter().filter(|section| section.topic == Topic::Interview) {
        let blocks = section.blocks_in(notes);
        let wanted = if blocks.iter().any(|block| matches!(block.kind, Kind::Item { .. })) {
            is_outermost_item
        } else {
            is_paragraph
        };
        for block in blocks.iter().filter(|block| wanted(block.kind)) {
            let (said, asker) = asked(block.text, cast);
            let has_links = !notes.links_of(block).is_empty();
            let text = if has_links {
                let mut text = notes.plain(block);
                let (kept, _) = asked(&text, cast);
                if kept.len() < text.len() {
                    text = kept.to_owned();
                }
                text
            } else {
                plain::text(said)
            };
            if !text.is_empty() {
                questions.push(Question { text, asker });
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

/// A question without its ` - Ada` or ` (Ada)`, and the host who asks it.
///
/// A guest's name there says whom the question is for, not who asks it.
fn asked<'t>(text: &'t str, cast: &Cast<'_>) -> (&'t str, Option<String>) {
    let text = text.trim_end();
    if let Some((name, question)) = preface(text)
        && let Some(who) = cast.find_exactly(name, For::Question)
        && cast.role(who) == Some(Role::Host)
    {
        return (question, Some(cast.name(who).to_owned()));
    }
    let Some((question, name)) = signature(text) else {
        return (text, None);
    };
    if let Some(who) = cast.find_exactly(name, For::Question) {
        let is_host = cast.role(who) == Some(Role::Host);
        return (question, is_host.then(|| cast.name(who).to_owned()));
    }
    let name = names::bare(name);
    if !names::is_name(name) || name.split(' ').count() > 3 {
        return (text, None);
    }
    let is_sentence = question.ends_with(['?', '.', '!', ')', '"', '”']);
    match cast.find(name, For::Question) {
        Some(who) if cast.role(who) == Some(Role::Host) => {
            (question, Some(cast.name(who).to_owned()))
        }
        Some(_) => (question, None),
        // Somebody the notes do not introduce: a host who is away in the intro.
        None if is_sentence && !name.contains(' ') => (question, Some(name.to_owned())),
        None => (text, None),
    }
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
        .then(|| (name.trim_end(), question))
}

/// The name at the end of a question: after a dash, or in parentheses or brackets.
fn signature(text: &str) -> Option<(&str, &str)> {
    let inside = match text.as_bytes().last()? {
        b')' => text.strip_suffix(')')?.rsplit_once('('),
        b']' => text.strip_suffix(']')?.rsplit_once('['),
        _ => None,
    };
    let (question, name) = if let Some(parts) = inside {
        parts
    } else {
        // Only the last few words can be a name: `… well-known? - Ada Lovelace`.
        let tail = text.len().saturating_sub(48);
        let tail = (tail..=text.len()).find(|&at| text.is_char_boundary(at))?;
        let end_of = |c: char| {
            text.rfind(c).map(|at| (at + 1 - tail.min(at + 1), at + 1 - tail.min(at + 1)))
        };
        // A name alone after the question mark needs no dash: `Why? Ada`.
        let (start, end) = last_dash(cut(text, tail, text.len())).or_else(|| end_of('?'))?;
        (cut(text, 0, tail + start), cut(text, tail + end, text.len()))
    };
    let question = question.trim_end_matches(|c: char| c.is_whitespace() || "-–—".contains(c));
    let name = name.trim_matches(|c: char| c.is_whitespace() || c == '*' || c == '_');
    (!name.is_empty()).then_some((question, name))
}

/// Where the last dash that does not join two words begins and ends.
fn last_dash(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    // `–` and `—` end in these bytes, and rarely does anything else.
    memchr::memrchr3_iter(b'-', 0x93, 0x94, bytes).find_map(|end| {
        let start = if bytes.get(end) == Some(&b'-') { end } else { end.checked_sub(2)? };
        let is_dash = matches!(cut(text, start, end + 1), "-" | "–" | "—");
        let joins = cut(text, 0, start).ends_with(char::is_alphanumeric);
        (is_dash && !joins).then_some((start, end + 1))
    })
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
