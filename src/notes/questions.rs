//! The interview → its questions.
//!
//! Owns which bullets are questions and how notes say who asks. It must not decide who a name
//! is: that is `people`.

use crate::episode::{Question, Role};

use super::inline::cut;
use super::names;
use super::people::{Cast, For};
use super::plain;
use super::repair::{Kind, Notes};
use super::sections::{Section, Topic};

/// The outermost bullets of the interview; its paragraphs, when it has no bullets.
pub(super) fn read<'a>(
    notes: &Notes<'a>,
    sections: &[Section<'a>],
    cast: &Cast<'a>,
) -> Vec<Question> {
    let mut questions = Vec::new();
    for section in sections
        .iter()
        .filter(|section| section.topic == Topic::Interview)
    {
        let blocks = section.blocks_in(notes);
        let wanted = if blocks
            .iter()
            .any(|block| matches!(block.kind, Kind::Item { .. }))
        {
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
                text.truncate(kept.len());
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

/// The name at the end of a question: after a dash, or in parentheses or brackets.
fn signature(text: &str) -> Option<(&str, &str)> {
    let inside = match text.as_bytes().last()? {
        b')' => text.strip_suffix(')')?.rsplit_once('('),
        b']' => text.strip_suffix(']')?.rsplit_once('['),
        _ => None,
    };
    let (question, name) = match inside {
        Some(parts) => parts,
        None => {
            // Only the last few words can be a name: `… well-known? - Ada Lovelace`.
            let tail = text.len().saturating_sub(48);
            let tail = (tail..=text.len()).find(|&at| text.is_char_boundary(at))?;
            let (start, end) = last_dash(cut(text, tail, text.len()))?;
            (
                cut(text, 0, tail + start),
                cut(text, tail + end, text.len()),
            )
        }
    };
    Some((question.trim_end(), name.trim()))
}

/// Where the last dash that does not join two words begins and ends.
fn last_dash(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    // `–` and `—` end in these bytes, and rarely does anything else.
    memchr::memrchr3_iter(b'-', 0x93, 0x94, bytes).find_map(|end| {
        let start = if bytes.get(end) == Some(&b'-') {
            end
        } else {
            end.checked_sub(2)?
        };
        let is_dash = matches!(cut(text, start, end + 1), "-" | "–" | "—");
        let joins = cut(text, 0, start).ends_with(char::is_alphanumeric);
        (is_dash && !joins).then_some((start, end + 1))
    })
}
