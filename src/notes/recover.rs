//! Every link of the notes, mended where it has to be.
//!
//! Owns the one pass that finds the links of all blocks, says what was wrong with them, and
//! sees the addresses that stand in a contact section without being links. It must not decide
//! what a link means: that is for the sections' own readers.

use crate::episode::Problem;

use super::inline::{self, Form, RawLink};
use super::repair::{Block, DEEPEST, Kind, Notes, index};
use super::sections::{Section, Topic};
use super::target;

/// Finds the links of every block and mends those that cannot be taken as they stand.
pub(super) fn links<'a>(
    notes: &mut Notes<'a>,
    sections: &[Section<'a>],
    problems: &mut Vec<Problem>,
) {
    for section in sections {
        // The heading is the block before the section's own.
        let range = section.blocks.start.saturating_sub(1)..section.blocks.end;
        let Notes {
            blocks,
            links,
            mended,
            ..
        } = notes;
        let mut above = [""; DEEPEST + 1];
        for block in blocks.get_mut(range).unwrap_or_default() {
            let depth = match block.kind {
                Kind::Heading { .. } => 0,
                Kind::Item { depth, .. } | Kind::Paragraph { depth } => usize::from(depth),
                Kind::Box | Kind::Player | Kind::Code | Kind::Rule => continue,
            };
            let start = links.len();
            inline::scan(block.text, links);
            // A handle below `GitHub` is one of that service.
            let parent = depth
                .checked_sub(1)
                .and_then(|parent| above.get(parent))
                .copied();
            if links.len() == start && section.topic == Topic::Contacts {
                links.extend(unlinked(block, parent));
            }
            let (mut line, mut counted) = (block.line, 0);
            for link in links.iter_mut().skip(start) {
                if target::is_sound(link) || link.form == Form::Image {
                    continue;
                }
                let (address, message) = match target::resolve(
                    link,
                    parent
                        .or(Some(block.text))
                        .filter(|_| link.form != Form::Markdown || parent.is_some()),
                ) {
                    Ok(resolved) => (Some(resolved.address), resolved.repair),
                    Err(message) => (None, Some(message)),
                };
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
                    problems.push(Problem {
                        line,
                        message: message.to_owned(),
                    });
                }
            }
            block.links = index(start)..index(links.len());
            if let Some(slot) = above.get_mut(depth) {
                *slot = block.text;
            }
        }
    }
}

/// An address written without a link: `Twitter: @ada`, `ada@example.org`, `GitHub - ada`.
fn unlinked<'a>(block: &Block<'a>, above: Option<&str>) -> Option<RawLink<'a>> {
    let text = block.text;
    let own = target::service_of(text).is_some();
    let has_service = own || above.is_some_and(|above| target::service_of(above).is_some());
    let is_edge = |c: char| c.is_whitespace() || "()<>,;\"'`*".contains(c);
    let words = || {
        text.split(is_edge)
            .map(|word| word.trim_matches(['.', ':', '!']))
    };
    // What follows the last colon or space: the name in `GitHub - ada`.
    let last = text
        .rsplit([' ', ':'])
        .next()
        .filter(|_| own && text.contains([':', '-']));
    let is_named = |word: &&str| target::is_handle(word) && !target::is_service(word);
    let is_place = |word: &&str| {
        target::is_host(word) && (own || word.contains('/') || word.starts_with("www."))
    };
    let found = words()
        .find(|word| target::is_mailbox(word))
        .or_else(|| {
            words().find(|word| {
                has_service
                    && word.strip_prefix('@').is_some_and(|handle| {
                        target::is_handle(handle) || target::is_mailbox(handle)
                    })
            })
        })
        .or_else(|| words().find(is_place))
        .or_else(|| last.filter(is_named))?;
    let start = found.as_ptr().addr() - text.as_ptr().addr();
    let link = RawLink {
        start,
        end: start + found.len(),
        label: found,
        target: found,
        form: Form::Word,
        fault: None,
        mended: None,
    };
    // A nickname on IRC leads nowhere, which is nobody's mistake.
    target::resolve(&link, above.filter(|_| !own).or(Some(text)))
        .is_ok()
        .then_some(link)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::header::Body;
    use crate::notes::{repair, sections};

    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let mut problems = Vec::new();
        let mut notes = repair::blocks(Body { text, line: 1 }, &mut problems);
        let sections = sections::of(&notes);
        links(&mut notes, &sections, &mut problems);
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
        let text = "### Contact\n- Twitter: @ada_l\n- ada@a.example\n- GitHub - ada\n- Twitter\n    - @bob\n- ada.l";
        let (addresses, _) = read(text);
        assert_eq!(
            addresses,
            [
                "https://twitter.com/ada_l",
                "mailto:ada@a.example",
                "https://github.com/ada",
                "https://twitter.com/bob"
            ]
        );
        assert_eq!(read("### Picks\n- Twitter: @ada_l").0, Vec::<String>::new());
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
