//! Whose a contact is, as far as words tell: those before, in and after its link, and its address.
//!
//! Owns the forms in which a name stands beside a link or in a handle. It must not know what
//! stands above a contact: that is `contacts`.

use super::likeness::{Name, letters};
use super::names;
use super::people::{Cast, For, Who};

/// The member whom the text before a link names, and nobody else: `Ada: [blog](…)`, where the
/// name may be short or misspelt.
pub(super) fn named_beside(before: &str, cast: &Cast<'_>) -> Option<Who> {
    if !before.trim_end().ends_with([':', '-', '–']) {
        return None;
    }
    let name = names::bare(before);
    if names::is_name(name) { cast.find(name, For::Contact) } else { None }
}

/// The member whom the text before the first link of a bullet names: `Ada [blog](…), [code](…)`.
pub(super) fn named_alone(before: &str, cast: &Cast<'_>) -> Option<Who> {
    let name = before.trim_end_matches([' ', '(']);
    if names::is_name(name) { cast.find_exactly(name, For::Contact) } else { None }
}

/// The member whom the text after a link names, and nobody else: `[blog](…) (Ada)`,
/// `[blog](…) - Ada`.
pub(super) fn named_after(after: &str, cast: &Cast<'_>) -> Option<Who> {
    let name = after.trim().trim_end_matches([',', ';', '.', '|']);
    let inside = name.strip_prefix('(').and_then(|name| name.strip_suffix(')'));
    let name = inside.or_else(|| name.strip_prefix(['-', '–', '—']))?.trim();
    if names::is_name(name) { cast.find(name, For::Contact) } else { None }
}

/// The one member whose first or last name is a word of a text.
pub(super) fn named_in(text: &str, cast: &Cast<'_>) -> Option<Who> {
    // `Ada's blog` names Ada; `ada.example` and `@ada` are addresses.
    let is_edge = |c: char| {
        c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ',' | ':' | '*' | '\'' | '’' | '&')
    };
    let is_part = |word: &&str| word.len() > 1 && word.starts_with(char::is_uppercase);
    let mut words = text.split(is_edge).filter(is_part).peekable();
    words.peek()?;
    let is_named = |name: &Name<'_>| words.clone().any(|word| name.has_word(word));
    let mut named = cast.everybody().filter(|(_, name)| is_named(name));
    let (who, _) = named.next()?;
    match named.next() {
        None => Some(who),
        Some(_) => {
            cast.everybody().find(|(_, name)| text.contains(name.as_str())).map(|(who, _)| who)
        }
    }
}

/// The member whose name a handle is made of: `twitter.com/ada_lovelace`, `ada@example.org`.
pub(super) fn named_in_address(address: &str, cast: &Cast<'_>) -> Option<Who> {
    let handle = match address.strip_prefix("mailto:") {
        Some(mailbox) => mailbox.split('@').next().unwrap_or(mailbox),
        None => address.trim_end_matches('/').rsplit('/').next().unwrap_or(address),
    };
    let handle = letters(handle);
    let fits = |name: &Name<'_>| {
        let mut words = name.folded().split(' ');
        let last = words.next_back().unwrap_or_default();
        let first = words.next().unwrap_or(last);
        let whole = name.folded().bytes().filter(|byte| !matches!(byte, b' ' | b'-'));
        handle == first
            || whole.eq(handle.bytes())
            || last.len() >= 4 && handle.contains(last)
            || first.len() >= 4 && (handle.starts_with(first) || handle.ends_with(first))
    };
    let mut found = cast.everybody().filter(|(_, name)| fits(name));
    let (who, _) = found.next()?;
    found.next().is_none().then_some(who)
}
