//! Addresses that stand in the text without being links: `Twitter: @ada`, `example.org/x`.
//!
//! Owns which words are addresses among contacts and in a list of links. It must not decide where
//! one leads: that is `target`.

use super::inline::{Form, RawLink, cut, offset};
use super::mailbox;
use super::names;
use super::service;
use super::target;
use super::word_list::WordList;

/// Adds the addresses that are written without a link, in the order of the text:
/// `Twitter: @ada`, `GitHub - ada | ada@example.org`.
pub(super) fn add_words<'a>(
    text: &'a str,
    above: Option<&str>,
    links: &mut Vec<RawLink<'a>>,
    start: usize,
) {
    let has_links = links.len() > start;
    if has_links && !text.contains('@') {
        return;
    }
    // `Twitter: @ada, @bob`: what the bullet begins with is the service of both.
    let above = leading_service(text).or(above);
    let mut found = Vec::new();
    let mut next = start;
    for part in text.split(['|', ',', ';', '\n']) {
        let at = offset(part, text);
        let Some(link) = word(part, at, above, part.len() == text.len()) else {
            continue;
        };
        if !has_links && !is_mail(link.target) && add_services(part, at, &link, &mut found) {
            continue;
        }
        // Beside links only an e-mail address is sure to be one, and not inside a link.
        while links.get(next).is_some_and(|link| link.end <= at) {
            next += 1;
        }
        let mut near = links.iter().skip(next).take_while(|other| other.start < link.end);
        let is_free = near.all(|other| link.start >= other.end);
        let is_mail = || is_mail(link.target) || mailbox::spelt_out(link.target).is_some();
        if is_free && (!has_links || is_mail()) {
            found.push(link);
        }
    }
    if !found.is_empty() {
        links.extend(found);
        if let Some(own) = links.get_mut(start..) {
            own.sort_by_key(|link| link.start);
        }
    }
}

/// Adds a link for each service of `Twitter/GitHub: @ada` or `@ada on Twitter and GitHub`, if
/// there are several.
fn add_services<'a>(
    part: &'a str,
    at: usize,
    handle: &RawLink<'a>,
    links: &mut Vec<RawLink<'a>>,
) -> bool {
    let Some(services) =
        leading_service(part).or_else(|| following_service(part).map(|(_, service)| service))
    else {
        return false;
    };
    let named = || service::words(services).filter(|word| service::has_profiles(word));
    let are_several = named().nth(1).is_some();
    if are_several {
        links.extend(named().map(|label| {
            let start = at + offset(label, part);
            RawLink { start, end: start + label.len(), label, ..*handle }
        }));
    }
    are_several
}

/// The service that a text begins with: of `Twitter: @ada`, `GitHub - ada`.
pub(super) fn leading_service(text: &str) -> Option<&str> {
    let before = cut(text, 0, memchr::memchr2(b':', b'-', text.as_bytes())?);
    target::is_service(before).then_some(before)
}

/// What stands before the service that a text ends with, and the service: of `ada on GitHub`.
fn following_service(text: &str) -> Option<(&str, &str)> {
    text.split_once(" on ").filter(|(_, after)| target::is_service(after))
}

/// Adds the hosts and pages in a bullet without links, where they are sure to be some: all of the
/// bullet, what stands in parentheses behind its title, or with a path.
pub(super) fn add_hosts<'a>(text: &'a str, links: &mut Vec<RawLink<'a>>) {
    if memchr::memchr(b'.', text.as_bytes()).is_none() {
        return;
    }
    let link = |label: &'a str, target: &'a str, length: usize| {
        let start = offset(label, text);
        let end = start + length;
        RawLink { start, end, label, target, form: Form::Word, fault: None, mended: None }
    };
    let titled = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    if let Some((title, host)) = titled.filter(|(_, host)| is_surely_host(host)) {
        return links.push(link(title, host, text.len()));
    }
    let is_page = |word: &&str| {
        (word.len() == text.len() || word.contains('/') || word.starts_with("www."))
            && is_surely_host(word)
    };
    let words = text.split_whitespace();
    let words = words.map(|word| word.trim_matches(|c: char| "()[]<>,;:.!?\"'*_`".contains(c)));
    links.extend(words.filter(is_page).map(|word| link(word, word, word.len())));
}

/// Whether a word is an e-mail address, perhaps with escapes.
fn is_mail(word: &str) -> bool {
    target::is_mailbox(word) || word.contains('\\') && target::is_mailbox(&word.replace('\\', ""))
}

/// The address in a part of a text that begins at byte `at`; the part may be the whole of it.
fn word<'a>(part: &'a str, at: usize, above: Option<&str>, is_whole: bool) -> Option<RawLink<'a>> {
    // Most parts are names or services and hold no mark of an address.
    let [has_at, has_stop, has_colon, has_dash] =
        [b'@', b'.', b':', b'-'].map(|mark| memchr::memchr(mark, part.as_bytes()).is_some());
    let spelt = mailbox::spelt_out(part);
    let is_named = |word: &&str| target::is_handle(word) && !target::is_service(word);
    // `ada on GitHub`, or nothing but `ada` below `GitHub`; `Ada` is somebody's name.
    let beside = following_service(part).map(|(before, _)| before);
    let below = || above.filter(|above| is_whole && target::is_service(above)).map(|_| part);
    let only = beside.or_else(below).map(str::trim);
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase)
    };
    let only = only.filter(|word| is_named(word) && !is_name(word));
    if !(has_at || has_stop || has_colon || has_dash || spelt.is_some() || only.is_some()) {
        return None;
    }
    let own = target::service_of(part).is_some();
    let has_service = own || above.is_some_and(|above| target::service_of(above).is_some());
    let is_edge = |c: char| c.is_whitespace() || "()<>[]\"'`*:".contains(c);
    let words = |part: &'a str| part.split(is_edge).map(|word| word.trim_matches(['.', '!']));
    // `#luna on a.example`: what follows a channel is where it is chatted, not a page.
    let before_channel = || cut(part, 0, channel(part).unwrap_or(part.len()));
    // What follows the last colon or space: the name in `GitHub - ada`.
    let last = before_channel().trim_end().rsplit([' ', ':']).next();
    let last = last.filter(|_| own && (has_colon || has_dash));
    let last = last.map(|word| word.trim_matches(['*', '`']));
    let is_place = |word: &&str| {
        // A host that listens for chats shows no page.
        target::is_host(word)
            && !word.starts_with("irc.")
            && (own
                || word.contains('/')
                || word.starts_with("www.")
                || part.trim() == *word && is_surely_host(word))
    };
    let is_at = |word: &str| {
        let handle = word.strip_prefix('\\').unwrap_or(word).strip_prefix('@');
        handle.is_some_and(|handle| {
            target::is_handle(&handle.replace("\\_", "_")) || target::is_mailbox(handle)
        })
    };
    let marked = || has_at.then(|| words(part)).into_iter().flatten();
    let dotted = || has_stop.then(|| words(before_channel())).into_iter().flatten();
    // A bullet that is nothing but `@ada`, or `Ada (@ada)`.
    let is_alone = |word: &str| {
        let rest = part.split_once(word).map(|(before, after)| [before, after]);
        let [before, after] =
            rest.unwrap_or_default().map(|rest| names::bare(rest.trim_matches(is_edge)));
        after.is_empty() && (before.is_empty() || names::is_name(before))
    };
    let found = spelt
        .or_else(|| marked().find(|word| is_mail(word)))
        .or_else(|| marked().find(|word| is_at(word) && (has_service || is_alone(word))))
        .or_else(|| dotted().find(is_place))
        .or_else(|| last.filter(is_named))
        .or(only)?;
    // `GitHub: ada` says what it is; `write to ada@example.org` is more than a label.
    let whole = part.trim();
    let is_mail = spelt.is_some() || is_mail(found);
    let label = if own && whole.len() <= 40 && !is_mail { whole } else { found };
    let start = at + offset(label, part);
    let link = RawLink {
        start,
        end: start + label.len(),
        label,
        target: found,
        form: Form::Word,
        fault: None,
        mended: None,
    };
    // A nickname on IRC leads nowhere, which is nobody's mistake.
    target::resolve(&link, above).is_ok().then_some(link)
}

/// Where the name of a channel begins, such as `#luna`: a mark at the beginning of a word.
fn channel(text: &str) -> Option<usize> {
    let mut marks = memchr::memchr_iter(b'#', text.as_bytes());
    marks.find(|&at| {
        let before = text.get(..at).unwrap_or_default();
        before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || "\\`*(\"".contains(c))
    })
}

/// Whether a text that stands alone is surely a host, or a page of one: `ada.l` is a handle.
fn is_surely_host(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or(text);
    target::is_host(text)
        && (text.starts_with("www.")
            || host.rsplit_once('.').is_some_and(|(_, top)| COMMON.has(top)))
}

/// The ends of hosts that a word is one by, where nothing else tells: those that are no end of a
/// file's or a library's name.
const COMMON: WordList = WordList::new(&[
    "app", "at", "au", "ca", "ch", "cn", "co", "com", "cz", "de", "dev", "edu", "es", "eu", "fm",
    "fr", "gov", "in", "info", "io", "it", "jp", "me", "net", "nl", "no", "nz", "org", "pl", "ru",
    "se", "tv", "uk", "us", "xyz",
]);

#[cfg(test)]
mod tests {
    use crate::notes::blocks::Memory;
    use crate::notes::header::Body;
    use crate::notes::{recover, repair, sections};

    /// Every address in a text.
    fn found(text: &str) -> Vec<String> {
        let mut problems = Vec::new();
        let body = Body { text, line: 1 };
        let mut notes = repair::blocks(body, &mut Memory::default(), &mut problems);
        let sections = sections::of(&notes);
        recover::links(&mut notes, &sections, |_| true, &mut problems);
        let addresses = notes.links.iter().filter_map(|link| notes.address(link));
        addresses.map(|address| address.to_string()).collect()
    }

    #[test]
    fn addresses_that_are_no_links_are_found_among_contacts() {
        let text = "### Contact\n- Twitter: @ada_l\n- ada@a.example\n- GitHub - ada\n- Twitter\n    - @bob\n- ada.l\n- @eve\n- Email - bob at b dot example\n- eva (at) e.example\n- cy @ c.example\n- mailto:eve@e.example\n- ask @ada or @bob\n- #luna on irc.luna.net\n- IRC: #luna on a.example\n- Twitter:@a\\_b\n- Ada (@al)\n- Eva - @eva\n- ada.l.org";
        assert_eq!(
            found(text),
            [
                "https://twitter.com/ada_l",
                "mailto:ada@a.example",
                "https://github.com/ada",
                "https://twitter.com/bob",
                "https://twitter.com/eve",
                "mailto:bob@b.example",
                "mailto:eva@e.example",
                "mailto:cy@c.example",
                "mailto:eve@e.example",
                "https://twitter.com/a_b",
                "https://twitter.com/al",
                "https://twitter.com/eva",
                "https://ada.l.org",
            ]
        );
        assert_eq!(found("### Picks\n- Twitter: @ada_l"), [""; 0]);
    }

    #[test]
    fn a_handle_needs_no_mark_below_or_before_its_service() {
        let text = "### Contact\n- adal on GitHub\n- DinoV on GitHub\n- Twitter\n    - bob\n- GitHub: **eva**\n- Email: a\\_r@b.org\n- snarky.ca";
        assert_eq!(
            found(text),
            [
                "https://github.com/adal",
                "https://github.com/DinoV",
                "https://twitter.com/bob",
                "https://github.com/eva",
                "mailto:a_r@b.org",
                "https://snarky.ca",
            ]
        );
        let text = "### Contact\n- find me on GitHub\n- Ada on Twitter\n- ada on air\n- GitHub\n    - Ada\n    - my code\n- Ada Lovelace\n    - ada\n- IRC\n    - ada\n- node.js";
        assert_eq!(found(text), [""; 0]);
    }

    #[test]
    fn one_service_may_have_several_handles_and_one_handle_several_services() {
        let text = "### Contact\n- GitHub: @ada (Ada), @bob (Bob)\n- GitHub: [@eva](@eva)";
        let profiles =
            ["https://github.com/ada", "https://github.com/bob", "https://github.com/eva"];
        assert_eq!(found(text), profiles);
        for line in ["Twitter/GitHub: @ada", "@ada on Twitter and GitHub"] {
            let profiles = ["https://twitter.com/ada", "https://github.com/ada"];
            assert_eq!(found(&format!("### Contact\n- {line}")), profiles, "{line}");
        }
    }

    #[test]
    fn hosts_are_links_in_lists_where_they_are_sure_to_be() {
        let text = "### Links\n- www.a.example\n- b.org\n- see c.org/x, too\n- Salt (d.com)\n- [One](https://one.example) and e.org/x";
        assert_eq!(
            found(text),
            [
                "https://www.a.example",
                "https://b.org",
                "https://c.org/x",
                "https://d.com",
                "https://one.example",
            ]
        );
        let text =
            "### Links\n- Node.js/io.js\n- asyncio.py\n- Ada (see a.org)\n- at a.org\n- etc.";
        assert_eq!(found(text), [""; 0]);
        assert_eq!(found("### Picks\n- Ada\n    - b.org/x"), ["https://b.org/x"]);
    }

    #[test]
    fn an_address_inside_any_link_of_a_line_is_found_once() {
        let text = "### Contact\n[Blog](https://a.example) / [Email](mailto:ada@a.example)";
        assert_eq!(found(text), ["https://a.example", "mailto:ada@a.example"]);
    }
}
