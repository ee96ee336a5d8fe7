//! Who recommends: the people named above a list of picks, or on the line of one.
//!
//! Owns where on such a line the names stand. It must not decide who a name is: that is `people`.

use std::borrow::Cow;

use crate::episode::Link;

use super::contacts::Contacts;
use super::inline::{RawLink, cut};
use super::names;
use super::people::{Cast, For, Who};
use super::pick_line::{Bullet, address_label};
use super::target;

/// A pick has no more givers than this.
const MOST_GIVERS: usize = 8;

/// What stands before the first colon or spaced dash of a text without links.
pub(super) fn prefix(text: &str) -> &str {
    let marks = [": ", " - ", " – ", " — "];
    // Every mark ends with a space.
    let mut heads = memchr::memchr_iter(b' ', text.as_bytes()).map(|at| cut(text, 0, at + 1));
    heads.find(|head| marks.iter().any(|mark| head.ends_with(mark))).unwrap_or_default()
}

/// What stands behind the last spaced dash or in the last parentheses of a text without links.
pub(super) fn suffix(text: &str) -> &str {
    let marks = [" - ", " -- ", " – ", " — ", " ("];
    let last = marks.iter().filter_map(|mark| text.rfind(mark)).max();
    last.map_or("", |at| cut(text, at, text.len()))
}

/// The known people whom the text beside a link names: `Ada: …`, `… - Ada`, `… (Ada and Bob)`. A
/// name without a mark may begin a title, unless the pick `is_free`: nobody's so far.
pub(super) fn named(beside: &str, cast: &Cast<'_>, is_free: bool) -> Vec<Who> {
    if beside.is_empty() || beside.len() > 64 {
        return Vec::new();
    }
    let is_marked = beside.trim_start().starts_with(['-', '–', '—', '('])
        || beside.trim_end().ends_with([':', '-', '–', '—', '*', ',', '>'])
        || [" picked ", " picks ", " recommends ", " pick is "]
            .iter()
            .any(|verb| beside.ends_with(verb));
    if !is_marked {
        // `Ada [One](…)`, all of her name.
        let whole = cast.find_exactly(beside.trim(), For::Pick).filter(|_| is_free);
        return whole.into_iter().collect();
    }
    let around = |c: char| matches!(c, ' ' | '-' | '–' | '—' | '>' | '(' | ')' | ',');
    let name = beside.trim_matches(around);
    let name = names::bare(name.strip_suffix(" is").unwrap_or(name));
    let listed = names::list(name);
    if listed.last().is_none_or(|last| !name.ends_with(last)) {
        return Vec::new();
    }
    let found = listed.into_iter().take(MOST_GIVERS).map(|name| cast.find(name, For::Pick));
    found.collect::<Option<_>>().unwrap_or_default()
}

/// Who a bullet or heading names; unknown names are added when `may_add`.
pub(super) fn givers<'a>(name: &'a str, cast: &mut Cast<'a>, may_add: bool) -> Vec<Who> {
    if let Some(who) = cast.find_exactly(name, For::Pick) {
        cast.has_picked(who);
        return vec![who];
    }
    let listed = if name.len() > 80 { Vec::new() } else { names::list(name) };
    if listed.is_empty() && !may_add || name.is_empty() || names::is_nobody(name) {
        return Vec::new();
    }
    let is_list = listed.len() > 1 && listed.last().is_some_and(|last| name.ends_with(last));
    let written = if is_list { listed } else { vec![name] };
    let mut found = Vec::with_capacity(1);
    for name in written.into_iter().take(MOST_GIVERS) {
        let is_name = names::is_name(name);
        let who = match cast.find(name, For::Pick) {
            Some(who) if is_name || may_add => {
                cast.learn(who, name);
                Some(who)
            }
            None if is_name && may_add => cast.find_or_add(name, For::Pick),
            _ => None,
        };
        let Some(who) = who else { return Vec::new() };
        cast.has_picked(who);
        found.push(who);
    }
    found
}

/// Whether nothing follows a link but a mark.
fn is_whole(link: &RawLink<'_>, text: &str) -> bool {
    matches!(cut(text, link.end, text.len()), "" | ")" | ":" | "):")
}

/// What may be the name of whom a link leads to: its own text, or that before a handle.
pub(super) fn beside_link<'a>(link: &RawLink<'a>, text: &'a str) -> &'a str {
    let before = cut(text, 0, link.start).trim_end_matches([' ', '(', '-', '–', '—', ':']);
    if link.label.starts_with('@') || target::is_service(link.label) { before } else { link.label }
}

/// Whose picks stand below a bullet, if it names somebody; unknown names are added when `may_add`.
/// Somebody may be `known` by all of its text.
pub(super) fn above_list<'a>(
    bullet: &Bullet<'_, 'a>,
    known: Option<Who>,
    may_add: bool,
    cast: &mut Cast<'a>,
    contacts: &mut Contacts<'a>,
) -> Option<Vec<Who>> {
    let name = match &*bullet.links {
        [] => names::bare(bullet.block.text),
        // `[Ada](https://twitter.com/ada)`, `Ada ([@ada](…))` above her picks.
        [link] if bullet.has_children && is_whole(link, bullet.block.text) => {
            names::bare(beside_link(link, bullet.block.text))
        }
        _ => return None,
    };
    if let Some(who) = known.filter(|_| name.len() == bullet.block.text.len()) {
        cast.has_picked(who);
        return Some(vec![who]);
    }
    // `Ada Lovelace - Luna`, where she belongs beside who she is.
    let name = match name.split_once(" - ") {
        Some((known, _))
            if bullet.has_children && cast.find_exactly(known, For::Pick).is_some() =>
        {
            known
        }
        _ => name,
    };
    let givers = givers(name, cast, may_add && bullet.links.is_empty());
    if let ([link], [who]) = (&*bullet.links, givers.as_slice())
        && let Some(url) = bullet.notes.address(link)
    {
        contacts.add(cast, Some(*who), Link { label: Cow::Owned(address_label(&url)), url });
    }
    (!givers.is_empty()).then_some(givers)
}
