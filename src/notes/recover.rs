//! Every link of the notes, mended where it has to be.
//!
//! Owns the one pass that finds the links of all blocks, those of `unlinked` among them, and says
//! what was wrong with them. It must not decide what a link means: that is for the sections' own
//! readers.

use crate::episode::Problem;

use super::blocks::{DEEPEST, Kind, Notes, index};
use super::inline::{self, Form};
use super::sections::{Section, Topic};
use super::target;
use super::unlinked;

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
            let are_contacts = section.topic == Topic::Contacts;
            if are_contacts {
                unlinked::add_words(block.text, parent, links, start);
            } else if matches!(section.topic, Topic::Links | Topic::Picks) && links.len() == start {
                unlinked::add_hosts(block.text, links);
            }
            let mut service = None;
            let (mut line, mut counted) = (block.line, 0);
            for link in links.iter_mut().skip(start) {
                if target::is_sound(link) || link.form == Form::Image {
                    continue;
                }
                let swapped = target::is_swapped(link);
                let service = *service.get_or_insert_with(|| {
                    if are_contacts {
                        unlinked::leading_service(block.text).or(parent)
                    } else {
                        parent
                    }
                });
                let (address, message) = match target::resolve(link, service) {
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
