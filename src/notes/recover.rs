//! Every link of the notes, mended where it has to be.
//!
//! Owns the one pass that finds the links of all blocks, says what was wrong with them, and
//! sees the addresses that stand in a contact section without being links. It must not decide
//! what a link means: that is for the sections' own readers.

use crate::episode::Problem;

use super::blocks::{DEEPEST, Kind, Notes, index};
use super::inline::{self, Form, RawLink};
use super::mailbox;
use super::names;
use super::sections::{Section, Topic};
use super::target;

/// The ends of hosts that a word is one by, where nothing else tells.
const COMMON: &[&str] = &[".com", ".edu", ".io", ".me", ".net", ".org"];

/// Finds the links of every heading, and of every block of the sections wanted, and mends those
/// that cannot be taken as they stand.
pub(super) fn links<'a>(
    notes: &mut Notes<'a>,
    sections: &[Section<'a>],
    wanted: impl Fn(&Section<'a>) -> bool,
    problems: &mut Vec<Problem>,
) {
    for section in sections {
        // The heading is the block before the section's own.
        let heading = section.blocks.start.saturating_sub(1);
        let end = if wanted(section) { section.blocks.end } else { section.blocks.start };
        let range = heading..end;
        let Notes { blocks, definitions, links, mended, .. } = notes;
        let mut above = [""; DEEPEST + 1];
        for block in blocks.get_mut(range).unwrap_or_default() {
            let depth = match block.kind {
                Kind::Heading { .. } => 0,
                Kind::Item { depth, .. } | Kind::Paragraph { depth } => usize::from(depth),
                Kind::Box | Kind::Player | Kind::Code | Kind::Rule => continue,
            };
            let start = links.len();
            inline::scan(block.text, definitions, links);
            // A handle below `GitHub` is one of that service.
            let parent = depth.checked_sub(1).and_then(|parent| above.get(parent)).copied();
            if section.topic == Topic::Contacts {
                add_words(block.text, parent, links, start);
            }
            let (mut line, mut counted) = (block.line, 0);
            for link in links.iter_mut().skip(start) {
                if target::is_sound(link) || link.form == Form::Image {
                    continue;
                }
                let swapped = target::is_swapped(link);
                let (address, message) = match target::resolve(link, parent) {
                    Ok(resolved) => (Some(resolved.address), resolved.repair),
                    Err(message) => (None, Some(message)),
                };
                if swapped {
                    (link.label, link.target) = (link.target, link.label);
                }
                link.mended = Some(index(mended.len()));
                mended.push(address);
                if let Some(message) = message {
                    // Counted onwards from the last problem, so that no text is counted twice.
                    let breaks = inline::cut(block.text, counted, link.start)
                        .bytes()
                        .filter(|&byte| byte == b'\n')
                        .count();
                    line = line.saturating_add(index(breaks));
                    counted = link.start;
                    problems.push(Problem { line, message: message.to_owned() });
                }
            }
            block.links = index(start)..index(links.len());
            if let Some(slot) = above.get_mut(depth) {
                *slot = block.text;
            }
        }
    }
}

/// Adds the addresses that are written without a link, in the order of the text:
/// `Twitter: @ada`, `GitHub - ada | ada@example.org`.
fn add_words<'a>(text: &'a str, above: Option<&str>, links: &mut Vec<RawLink<'a>>, start: usize) {
    let has_links = links.len() > start;
    if has_links && !text.contains('@') {
        return;
    }
    let mut found = Vec::new();
    let mut next = start;
    for part in text.split(['|', ',', ';', '\n']) {
        let at = part.as_ptr().addr() - text.as_ptr().addr();
        let Some(link) = word(part, at, above) else {
            continue;
        };
        // Beside links only an e-mail address is sure to be one, and not inside a link.
        while links.get(next).is_some_and(|link| link.end <= at) {
            next += 1;
        }
        let mut near = links.iter().skip(next).take_while(|other| other.start < link.end);
        let is_free = near.all(|other| link.start >= other.end);
        let is_mail = target::is_mailbox(link.target) || mailbox::spelt_out(link.target).is_some();
        if is_free && (!has_links || is_mail) {
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

/// The address in a part of a text that begins at byte `at`.
fn word<'a>(part: &'a str, at: usize, above: Option<&str>) -> Option<RawLink<'a>> {
    // Most parts are names or services and hold no mark of an address.
    let [has_at, has_stop, has_colon, has_dash] =
        [b'@', b'.', b':', b'-'].map(|mark| memchr::memchr(mark, part.as_bytes()).is_some());
    let spelt = mailbox::spelt_out(part);
    if !(has_at || has_stop || has_colon || has_dash || spelt.is_some()) {
        return None;
    }
    let own = target::service_of(part).is_some();
    let has_service = own || above.is_some_and(|above| target::service_of(above).is_some());
    let is_edge = |c: char| c.is_whitespace() || "()<>[]\"'`*:".contains(c);
    let words = || part.split(is_edge).map(|word| word.trim_matches(['.', '!']));
    // What follows the last colon or space: the name in `GitHub - ada`.
    let last = part.trim_end().rsplit([' ', ':']).next().filter(|_| own && (has_colon || has_dash));
    let is_named = |word: &&str| target::is_handle(word) && !target::is_service(word);
    let is_place = |word: &&str| {
        target::is_host(word)
            && (own
                || word.contains('/')
                || word.starts_with("www.")
                || part.trim() == *word && COMMON.iter().any(|top| word.ends_with(top)))
    };
    let is_at = |word: &str| {
        let handle = word.strip_prefix('\\').unwrap_or(word).strip_prefix('@');
        handle.is_some_and(|handle| {
            target::is_handle(&handle.replace("\\_", "_")) || target::is_mailbox(handle)
        })
    };
    let marked = || has_at.then(words).into_iter().flatten();
    let dotted = || has_stop.then(words).into_iter().flatten();
    // A bullet that is nothing but `@ada`, or `Ada (@ada)`.
    let is_alone = |word: &str| {
        let rest = part.split_once(word).map(|(before, after)| [before, after]);
        let [before, after] =
            rest.unwrap_or_default().map(|rest| names::bare(rest.trim_matches(is_edge)));
        after.is_empty() && (before.is_empty() || names::is_name(before))
    };
    let found = spelt
        .or_else(|| marked().find(|word| target::is_mailbox(word)))
        .or_else(|| marked().find(|word| is_at(word) && (has_service || is_alone(word))))
        .or_else(|| dotted().find(is_place))
        .or_else(|| last.filter(is_named))?;
    // `GitHub: ada` says what it is; `write to ada@example.org` is more than a label.
    let whole = part.trim();
    let is_mail = spelt.is_some() || target::is_mailbox(found);
    let label = if own && whole.len() <= 40 && !is_mail { whole } else { found };
    let start = at + label.as_ptr().addr() - part.as_ptr().addr();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::blocks::Memory;
    use crate::notes::header::Body;
    use crate::notes::{repair, sections};

    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let mut problems = Vec::new();
        let mut notes =
            repair::blocks(Body { text, line: 1 }, &mut Memory::default(), &mut problems);
        let sections = sections::of(&notes);
        links(&mut notes, &sections, |_| true, &mut problems);
        let addresses = notes
            .links
            .iter()
            .filter_map(|link| notes.address(link))
            .map(|address| address.to_string())
            .collect();
        (
            addresses,
            problems
                .into_iter()
                .map(|problem| format!("{}: {}", problem.line, problem.message))
                .collect(),
        )
    }

    #[test]
    fn addresses_that_are_no_links_are_found_among_contacts() {
        let text = "### Contact\n- Twitter: @ada_l\n- ada@a.example\n- GitHub - ada\n- Twitter\n    - @bob\n- ada.l\n- @eve\n- Email - bob at b dot example\n- mailto:eve@e.example\n- ask @ada or @bob\n- Twitter:@a\\_b\n- Ada (@al)\n- Eva - @eva\n- ada.l.org";
        let (addresses, _) = read(text);
        assert_eq!(
            addresses,
            [
                "https://twitter.com/ada_l",
                "mailto:ada@a.example",
                "https://github.com/ada",
                "https://twitter.com/bob",
                "https://twitter.com/eve",
                "mailto:bob@b.example",
                "mailto:eve@e.example",
                "https://twitter.com/a_b",
                "https://twitter.com/al",
                "https://twitter.com/eva",
                "https://ada.l.org",
            ]
        );
        assert_eq!(read("### Picks\n- Twitter: @ada_l").0, Vec::<String>::new());
    }

    #[test]
    fn an_address_inside_any_link_of_a_line_is_found_once() {
        let text = "### Contact\n[Blog](https://a.example) / [Email](mailto:ada@a.example)";
        assert_eq!(read(text).0, ["https://a.example", "mailto:ada@a.example"]);
    }

    #[test]
    fn what_was_mended_or_lost_is_told_with_its_line() {
        let (addresses, problems) = read(
            "### Links\n- a\n- [One\nand](a.example)\n- [Two]()\n- [Three](https://c.example/x",
        );
        assert_eq!(addresses, ["https://a.example", "https://c.example/x"]);
        assert_eq!(
            problems,
            [
                "3: address without a scheme such as https://",
                "5: link has no address",
                "6: link has no closing parenthesis",
            ]
        );
    }
}
