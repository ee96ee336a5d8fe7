//! How companies and products are named in a sentence: where a name begins and ends, lists of them.
//!
//! Owns the grammar of such names and its word lists. It must not know who paid: that is `thanks`.

use super::inline;
use super::sponsors::MOST;
use super::target;
use super::word_list::WordList;

/// The most words that a name is looked for in.
const LONGEST: usize = 4;

/// Words between a wording and the names.
pub(super) const FILLERS: WordList = WordList::new(&[
    "also",
    "always",
    "and",
    "are",
    "as",
    "at",
    "by",
    "called",
    "episode",
    "episodes",
    "folks",
    "for",
    "friends",
    "from",
    "good",
    "great",
    "in",
    "is",
    "named",
    "new",
    "of",
    "other",
    "our",
    "part",
    "people",
    "show",
    "the",
    "this",
    "to",
    "today",
    "today's",
    "week",
    "week's",
    "wonderful",
    "you",
]);

/// Words at the beginning of a sentence that are nobody's name.
pub(super) const NO_BRAND: WordList = WordList::new(&[
    "a", "also", "an", "and", "another", "as", "check", "first", "for", "get", "go", "he", "i",
    "if", "it", "last", "once", "our", "podcast", "she", "sign", "special", "stop", "thank",
    "thanks", "that", "the", "they", "this", "to", "today", "use", "visit", "we", "when", "you",
    "your",
]);

/// A link's text that names a company and is neither an address nor an invitation.
pub(super) fn is_name_of_link(label: &str) -> bool {
    !label.is_empty()
        && label.len() < 40
        && !label.contains(['.', '/'])
        && label.split(' ').count() <= 4
        && !FILLERS.has(label)
        && !NO_BRAND.has(label)
}

/// A list of names of companies and products, after fillers such as `our friends at`, and what
/// follows it.
pub(super) fn brands<'t>(text: &'t str, labels: &[String]) -> (Vec<&'t str>, &'t str) {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ":,-–—&*(\"'“".contains(c));
        let word = first_word(rest);
        // A link's text is a name, whatever its case.
        let label = labels.iter().find(|label| rest.starts_with(label.as_str()));
        let name = match label {
            Some(label) => inline::cut(rest, 0, label.len()),
            None if FILLERS.has(word) => {
                rest = inline::cut(rest, word.len(), rest.len());
                continue;
            }
            None => brand(rest),
        };
        if name.is_empty() || found.len() >= MOST {
            return (found, rest);
        }
        found.push(name);
        rest = inline::cut(rest, name.len(), rest.len());
        let after = after_aside(after_maker(rest));
        if !(after.starts_with([',', '&', '/'])
            || after.trim_start().starts_with(['&'])
            || after.trim_start().starts_with("and "))
        {
            return (found, rest);
        }
        rest = after;
    }
}

/// What follows who makes it: `Luna, by Sol Labs, is …`.
pub(super) fn after_maker(text: &str) -> &str {
    let maker = text.strip_prefix(", by ").and_then(|maker| maker.split_once(','));
    let maker = maker.filter(|(maker, _)| !maker.contains(['.', '!', '?', ';']));
    maker.map_or(text, |(_, after)| after)
}

/// What follows an aside, such as the address in `Luna (luna.example) and Sol`.
fn after_aside(text: &str) -> &str {
    let inside = text.trim_start().strip_prefix('(').and_then(|inner| inner.split_once(')'));
    inside.map_or(text, |(_, after)| after)
}

/// The name a text ends with.
pub(super) fn last_brand<'t>(text: &'t str, labels: &[String]) -> Option<&'t str> {
    let label = labels.iter().find(|label| text.ends_with(label.as_str()));
    let start_of = |label: &String| text.len() - label.len();
    let starts = text.rmatch_indices(' ').map(|(at, _)| at + 1).chain([0]).take(LONGEST);
    let is_whole = |&at: &usize| brand(inline::cut(text, at, text.len())).len() == text.len() - at;
    let start = label.map(start_of).or_else(|| starts.take_while(is_whole).last())?;
    Some(inline::cut(text, start, text.len())).filter(|name| !name.is_empty())
}

/// The name a text begins with: words with a capital or a digit, and what belongs to them.
pub(super) fn brand(text: &str) -> &str {
    let mut end = 0;
    for (at, word) in text.split(' ').scan(0, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some((start, word))
    }) {
        let name = word.trim_end_matches(|c: char| ".,;:!?)\"'”*".contains(c));
        let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
        let is_host = target::is_host(name) && name.contains('/');
        let begins = name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() && end > 0);
        // `iOffice`, `eLuna`: a capital further in.
        let is_camel = name.chars().any(char::is_uppercase)
            && name.chars().all(|c| c.is_alphanumeric() || ".+-_".contains(c));
        if is_host
            || !(begins || is_camel && end == 0)
            || end == 0 && NO_BRAND.has(name)
            || name.is_empty()
        {
            break;
        }
        end = at + name.len();
        if name.len() < word.len() {
            break;
        }
    }
    inline::cut(text, 0, end)
}

pub(super) fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || ",.;:!?".contains(c)).unwrap_or(text.len());
    inline::cut(text, 0, end)
}
