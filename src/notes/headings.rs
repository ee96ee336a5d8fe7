//! What is a heading: `###Picks`, and a title in bold or above a list.
//!
//! Owns where a heading is seen that CommonMark does not see. It must not know what sections
//! are about, beyond asking whether a line is a section's title.

use crate::episode::Problem;

use super::blocks::{Block, Kind};
use super::inline::{cut, trimmed};
use super::sections;

/// A heading with `#` marks.
pub(super) struct Heading<'a> {
    /// From 1 to 6.
    pub(super) level: u8,
    /// Its text without closing marks.
    pub(super) title: &'a str,
    /// No space after the marks.
    pub(super) glued: bool,
}

/// The heading a line is.
pub(super) fn heading(line: &str) -> Option<Heading<'_>> {
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    let text = cut(line, level, line.len());
    let glued = !text.starts_with([' ', '\t']);
    let title = trimmed(text.strip_prefix(' ').unwrap_or(text)).trim_end_matches('#').trim_end();
    // One `#` glued to a word is a hashtag (`#luna on IRC`), unless the word is a title.
    let is_heading = (1..=6).contains(&level)
        && !title.is_empty()
        && (!glued || level > 1 || sections::is_title(title));
    let level = u8::try_from(level).ok()?;
    is_heading.then_some(Heading { level, title, glued })
}

/// Makes headings of `**Picks**` and, above a list, `Picks:`.
pub(super) fn unmarked(blocks: &mut [Block<'_>], problems: &mut Vec<Problem>) {
    for at in 0..blocks.len() {
        // Above a list, or above a link where the list has no bullets.
        let leads_list = blocks.get(at + 1).is_some_and(|next| {
            matches!(next.kind, Kind::Item { .. })
                || next.kind == (Kind::Paragraph { depth: 0 }) && next.text.starts_with('[')
        });
        let Some(block) = blocks.get_mut(at) else {
            return;
        };
        if block.kind != (Kind::Paragraph { depth: 0 }) || block.text.len() >= sections::LONGEST {
            continue;
        }
        let is_bold = block.text.starts_with("**") || block.text.starts_with("__");
        if !is_bold && (!leads_list || block.text.contains('[')) {
            continue;
        }
        let title = block.text.trim_matches(['*', '_', ':', ' ']);
        if sections::is_title(title) {
            block.kind = Kind::Heading { level: 3 };
            block.text = title;
            let message =
                if is_bold { "a heading written in bold" } else { "a heading without ###" };
            problems.push(Problem { line: block.line, message: message.to_owned() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::blocks::Memory;
    use crate::notes::header::Body;
    use crate::notes::repair;

    fn read(text: &str) -> (Vec<(Kind, &str)>, usize) {
        let mut problems = Vec::new();
        let notes = repair::blocks(Body { text, line: 1 }, &mut Memory::default(), &mut problems);
        (notes.blocks.into_iter().map(|block| (block.kind, block.text)).collect(), problems.len())
    }

    const fn item(depth: u8) -> Kind {
        Kind::Item { depth, numbered: false }
    }

    #[test]
    fn a_hashtag_is_no_heading() {
        let (blocks, _) = read("- #luna on IRC\n\n#luna is nice\n\n#Picks");
        assert_eq!(blocks[0], (item(0), "#luna on IRC"));
        assert_eq!(blocks[1], (Kind::Paragraph { depth: 0 }, "#luna is nice"));
        assert_eq!(blocks[2], (Kind::Heading { level: 1 }, "Picks"));
    }

    #[test]
    fn a_title_may_be_as_long_as_the_names_in_it_and_stand_above_a_link() {
        for title in [
            "**Interview with Ada Lovelace, Bob Shaw, and Eva Berg**\n\n- One?",
            "Interview with Ada Lovelace, Bob Shaw, and Eva Berg\n\n- One?",
            "Keep In Touch:\n\n[Luna](https://l.example)",
        ] {
            assert!(matches!(read(title).0[0].0, Kind::Heading { .. }), "{title}");
        }
        let text = "[Further links](https://l.example)\n\n[Luna](https://l.example)";
        assert_eq!(read(text).0[0].0, Kind::Paragraph { depth: 0 });
    }

    #[test]
    fn titles_are_headings_in_bold_underlined_or_bare_too() {
        for text in
            ["**Picks**\n- Ada", "Picks\n-----\n- Ada", "Picks:\n- Ada", "- x\n**Picks**\n- Ada"]
        {
            let (blocks, _) = read(text);
            let at = blocks.len() - 2;
            assert!(matches!(blocks[at], (Kind::Heading { .. }, "Picks")), "{text}: {blocks:?}");
        }
    }
}
