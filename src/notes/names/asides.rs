//! What is told beside a name in a list: where somebody belongs, what somebody is.
//!
//! Owns where that ends and the next name of the list begins. It must not know who is on the
//! episode.

use super::super::inline::cut;
use super::super::words::OCCUPATIONS;
use super::leading;

/// Words with which it is told beside a name where somebody belongs.
const ASIDES: [&str; 8] = ["a ", "an ", "at ", "from ", "of ", "one of ", "the ", "who "];

/// Those that tell of a place, and are as good as one another.
const PLACES: [&str; 3] = ["at ", "from ", "of "];

/// Words that join people, and seldom what they have made.
const JOINT: &str = " as well as ";

/// What follows an aside that the next name has, too: `Ada Lovelace of Luna and Bob Shaw of Sol`,
/// `Ada Lovelace, the author of Luna, and Bob Shaw, its editor`; or that is joined to her as people
/// are: `Ada Lovelace, the author of Luna, as well as Bob Shaw`; or that a comma ends as one began
/// it: `Ada Lovelace, the author of Luna, and Bob Shaw`.
pub(super) fn after_aside(text: &str) -> Option<&str> {
    let inner = text.trim_start_matches([',', ' ']);
    let own = aside(text)?;
    let is_alike = |other| other == own || PLACES.contains(&own) && PLACES.contains(&other);
    let is_full_name = |next: &str| leading(next).is_some_and(|(name, _)| name.contains(' '));
    let far = (100..inner.len()).find(|&at| inner.is_char_boundary(at)).unwrap_or(inner.len());
    let near = cut(inner, 0, far);
    // Two things that somebody made have no comma before their `and`: one there ends the aside.
    let closed = near.split_once(',').filter(|_| text.starts_with(','));
    if let Some((told, rest)) = closed
        && rest.starts_with(" and ")
        && let Some(next) = inner.get(told.len() + ", and ".len()..)
        && is_full_name(next)
    {
        return Some(next);
    }
    let joined = near.find(JOINT).and_then(|at| inner.get(at + JOINT.len()..));
    if let Some(next) = joined.filter(|next| is_full_name(next)) {
        return Some(next);
    }
    let separators = [", and ", ", ", " and ", " & "];
    let mut nexts = separators.iter().filter_map(|separator| {
        let at = near.find(separator)?;
        inner.get(at + separator.len()..)
    });
    let has_occupation = |after: &str| {
        let told = after.strip_prefix(", ").unwrap_or_default().split(' ');
        let mut told = told.take(3).map(|word| word.trim_end_matches([',', '.']));
        told.any(|word| OCCUPATIONS.has(word))
    };
    nexts.find(|next| {
        leading(next).is_some_and(|(name, after)| {
            name.contains(' ') && (aside(after).is_some_and(is_alike) || has_occupation(after))
        })
    })
}

/// The words an aside begins with. What somebody is needs no article: `author of Luna`.
fn aside(text: &str) -> Option<&'static str> {
    let told = text.trim_start_matches([',', ' ']);
    // One letter tells most other words apart.
    let may_be = told.starts_with(['a', 'f', 'o', 't', 'w']);
    let marked = ASIDES.into_iter().find(|aside| may_be && told.starts_with(aside));
    marked.or_else(|| {
        let word = told.split(' ').next().filter(|_| text.starts_with(", "))?;
        OCCUPATIONS.has(word).then_some("the ")
    })
}
