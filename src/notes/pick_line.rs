//! One bullet of the Picks section → what is recommended: title, note, links.
//!
//! Owns what in a line is the title and what is said about it. It must not know who picks:
//! that is `picks`.

use std::borrow::Cow;
use std::ops::Range;

use crate::address::Address;
use crate::episode::{Link, Pick};

use super::blocks::{Block, Kind, Notes};
use super::inline::{Form, RawLink, cut};
use super::plain;
use super::target;

/// Longer texts before a link are sentences, not the beginning of a title.
const LONGEST_LEAD: usize = 24;

/// What a template or an honest host writes when there is no pick.
const NO_PICK: &[&str] = &["none", "n/a", "tbd", "tba", "todo", "nothing", "no picks", "no pick"];

/// Where a thing is bought, seen or looked up, which is not what is recommended.
const SHELVES: &[&str] =
    &["amazon", "goodreads", "imdb", "kickstarter", "netflix", "steam", "trailer", "wikipedia"];

/// A bullet or paragraph of the section and what surrounds it.
pub(super) struct Bullet<'n, 'a> {
    pub(super) notes: &'n Notes<'a>,
    pub(super) block: &'n Block<'a>,
    pub(super) depth: u8,
    pub(super) links: Cow<'n, [RawLink<'a>]>,
    pub(super) has_children: bool,
}

/// How far in something stands: its depth, and whether it has a bullet, which is further.
pub(super) type Level = (u8, bool);

impl Bullet<'_, '_> {
    /// Whether its text begins with a link.
    pub(super) fn starts_with_link(&self) -> bool {
        self.links.first().is_some_and(|link| link.start <= 2)
    }

    /// How far in it stands: a bullet further than a paragraph of the same depth.
    pub(super) fn level(&self) -> Level {
        (self.depth, matches!(self.block.kind, Kind::Item { .. }))
    }
}

/// A link as it is kept.
pub(super) fn link_of<'a>(notes: &Notes<'a>, link: &RawLink<'a>) -> Option<Link<Cow<'a, str>>> {
    let url = notes.address(link)?;
    let label = said(link);
    let label = if label.is_empty() { Cow::Owned(address_label(&url)) } else { label };
    Some(Link { label, url })
}

/// What the text of a link says; empty where it has none but its address.
fn said<'a>(link: &RawLink<'a>) -> Cow<'a, str> {
    if link.label == link.target { Cow::Borrowed("") } else { plain::spoken(link.label) }
}

/// What a link without words is called: its address without what every address has.
pub(super) fn address_label(url: &Address) -> String {
    let text = url.as_str();
    let scheme = ["https://", "http://", "mailto:"];
    let text = scheme.iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or(text);
    text.strip_prefix("www.").unwrap_or(text).trim_end_matches('/').to_owned()
}

/// A pick that is nothing but a link.
pub(super) fn one_link_pick<'a>(
    notes: &Notes<'a>,
    link: &RawLink<'a>,
) -> Option<Pick<Cow<'a, str>>> {
    let link = link_of(notes, link)?;
    let none = Cow::Borrowed("");
    Some(Pick { by: none.clone(), title: link.label.clone(), note: none, links: vec![link] })
}

/// One bullet's pick; what is not `within` names the giver.
pub(super) fn read_pick<'a>(
    bullet: &Bullet<'_, 'a>,
    within: Range<usize>,
) -> Option<Pick<Cow<'a, str>>> {
    let (notes, block, links) = (bullet.notes, bullet.block, &bullet.links);
    let Some(first) = links.first() else {
        let title = plain::spoken(cut(block.text, within.start, within.end));
        let said = title.trim_matches(|c| matches!(c, '.' | '!' | '(' | ')'));
        let said = said.strip_suffix(" this week").unwrap_or(said);
        let is_pick = !title.is_empty() && !NO_PICK.iter().any(|no| no.eq_ignore_ascii_case(said));
        let none = Cow::Borrowed("");
        return is_pick.then_some(Pick { by: none.clone(), title, note: none, links: Vec::new() });
    };
    // Nothing but a link, as nearly all are.
    let is_alone = within.start == 0 && first.start == 0 && first.end == block.text.len();
    if is_alone && let Some(pick) = one_link_pick(notes, first) {
        return (!pick.title.is_empty()).then_some(pick);
    }
    let lead = plain::spoken(cut(block.text, within.start, first.start));
    // What is opened around the link is no word before it.
    let is_mark = |c: char| matches!(c, '*' | '_' | '~' | '"' | '“' | '”' | '‘' | '’' | '\'');
    let unmarked = lead.trim_end_matches(is_mark);
    // `*[Luna](…)*`, `Book: *[Luna](…)*`.
    let is_opened = unmarked.len() < lead.len()
        && (unmarked.is_empty() || unmarked.ends_with(char::is_whitespace));
    let lead = if is_opened { Cow::Owned(unmarked.trim_end().to_owned()) } else { lead };
    let is_joint = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '(');
    let lead_name = lead.trim_end_matches(is_joint);
    let label = said(first);
    // `Luna ([Amazon](…))`, `Luna ([Amazon](…), [Kobo](…))`: the parentheses are about the title.
    let ends_aside =
        |link: &&RawLink<'_>| cut(block.text, link.end, block.text.len()).starts_with(')');
    let is_before_aside = lead.ends_with('(') && !lead_name.is_empty();
    let aside = if is_before_aside { links.iter().find(ends_aside) } else { None };
    let said_after = after(notes, block, aside.unwrap_or(first));
    let mut note = if is_opened {
        said_after.trim_start_matches(is_mark).trim_start_matches(is_break).to_owned()
    } else {
        said_after
    };
    // `Luna ([link](https://a.example))`, `Luna - [website](https://a.example)`.
    let is_one_of =
        |words: &[&str], label: &str| words.iter().any(|word| label.eq_ignore_ascii_case(word));
    let is_pointer = |label: &str| {
        is_one_of(&["link", "here"], label)
            || (target::is_service(label) || is_one_of(SHELVES, label))
                && (1..lead.len()).contains(&lead_name.len())
                && !target::is_service(lead_name)
    };
    let title = if label.is_empty() || is_pointer(&label) || aside.is_some() {
        // `Luna - https://a.example`.
        Cow::Owned(lead_name.to_owned())
    } else if lead.is_empty() {
        label
    } else if lead_name.len() == lead.len() && lead.len() <= LONGEST_LEAD {
        Cow::Owned(format!("{lead} {label}"))
    } else {
        // `Book: [Luna](…)`, or a whole sentence around the link.
        if note.is_empty() {
            lead_name.clone_into(&mut note);
        }
        label
    };
    let mut found = Vec::with_capacity(links.len());
    found.extend(links.iter().filter_map(|link| link_of(notes, link)));
    let links: Vec<Link<_>> = found;
    let title = if title.is_empty() {
        links.first().map_or_else(|| plain::spoken(block.text), |link| link.label.clone())
    } else {
        title
    };
    (!title.is_empty()).then_some(Pick {
        by: Cow::Borrowed(""),
        title,
        note: Cow::Owned(note),
        links,
    })
}

/// What follows the first link, such as `by Ada Lovelace`, without the dash before it.
fn after<'a>(notes: &Notes<'a>, block: &Block<'a>, first: &RawLink<'a>) -> String {
    if first.end == block.text.len() {
        return String::new();
    }
    let mut note = String::new();
    let mut from = first.end;
    for link in notes.links_of(block).iter().filter(|link| link.start >= first.end) {
        plain::append(&mut note, cut(block.text, from, link.start));
        if link.form != Form::Image && link.label != link.target {
            plain::append(&mut note, link.label);
        }
        from = link.end;
    }
    plain::append(&mut note, cut(block.text, from, block.text.len()));
    let trimmed = note.trim_start_matches(is_break).trim_end();
    if trimmed.len() == note.len() { note } else { trimmed.to_owned() }
}

/// What may stand between a title and what is said about it.
fn is_break(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '–' | '—' | '>' | ':' | ',' | ';' | '}' | ')')
}

#[cfg(test)]
mod tests {
    use crate::notes;

    /// Title, note and addresses of a pick.
    fn pick(line: &str) -> (String, String, Vec<String>) {
        let episode = notes::read("x.md", &format!("### Picks\n- Ada\n    - {line}"));
        let pick = episode.picks.into_iter().next().unwrap_or_else(|| panic!("{line}"));
        let links = pick.links.iter().map(|link| link.url.to_string()).collect();
        (pick.title, pick.note, links)
    }

    #[test]
    fn what_follows_the_link_is_the_note() {
        for (line, note) in [
            ("[Luna](https://a.example) by Tim Moon", "by Tim Moon"),
            ("[Luna](https://a.example) - a cat", "a cat"),
            ("[Luna](https://a.example) -> a cat", "a cat"),
            ("[Luna](https://a.example): a _cat_", "a cat"),
            ("[Luna](https://a.example) (a cat)", "(a cat)"),
            ("[Luna](https://a.example)", ""),
        ] {
            assert_eq!(
                pick(line),
                ("Luna".into(), note.into(), vec!["https://a.example".into()]),
                "{line}"
            );
        }
    }

    #[test]
    fn every_address_of_a_line_belongs_to_its_pick() {
        let (title, note, links) =
            pick(r"[Luna](https://a.example)} or [Sol](\url{https://b.example)");
        assert_eq!((title.as_str(), note.as_str()), ("Luna", "or Sol"));
        assert_eq!(links, ["https://a.example", "https://b.example"]);
    }

    #[test]
    fn marks_around_the_link_are_no_part_of_the_title() {
        for line in [
            "*[Luna](https://a.example)*",
            "\"[Luna](https://a.example)\"",
            "~~[Luna](https://a.example)~~",
        ] {
            assert_eq!(pick(line).0, "Luna", "{line}");
            assert_eq!(pick(line).1, "", "{line}");
            assert_eq!(pick(&format!("{line} - a *cat*")).1, "a cat", "{line}");
        }
        assert_eq!(pick("[Luna](https://a.example) *really*").1, "really");
        let (title, note, _) = pick("Book: *[Luna](https://a.example)*");
        assert_eq!((title.as_str(), note.as_str()), ("Luna", "Book"));
        assert_eq!(pick("The *[Luna](https://a.example)* moon").0, "The Luna");
    }

    #[test]
    fn links_alone_in_parentheses_are_an_aside_to_the_title() {
        for (line, title, note) in [
            ("Luna ([Amazon](https://a.example))", "Luna", ""),
            ("A Tom Collins ([recipe](https://a.example)) - a drink", "A Tom Collins", "a drink"),
            ("([Luna](https://a.example))", "Luna", ""),
        ] {
            assert_eq!(
                pick(line),
                (title.into(), note.into(), vec!["https://a.example".into()]),
                "{line}"
            );
        }
    }

    #[test]
    fn every_link_of_an_aside_belongs_to_the_title() {
        let (title, note, links) =
            pick("Luna ([Amazon](https://a.example), [Kobo](https://b.example)) by nobody");
        assert_eq!((title.as_str(), note.as_str()), ("Luna", "by nobody"));
        assert_eq!(links, ["https://a.example", "https://b.example"]);
    }

    #[test]
    fn a_broken_link_leaves_no_bracket_in_the_title() {
        for line in [
            "[Luna (https://a.example)",
            "Luna](https://a.example)",
            "[Luna] - (https://a.example)",
            "[Luna]: https://a.example",
            r"[Luna]\(https://a.example\)",
        ] {
            assert_eq!(
                pick(line),
                ("Luna".into(), String::new(), vec!["https://a.example".into()]),
                "{line}"
            );
        }
    }

    #[test]
    fn a_link_called_by_what_it_leads_to_says_the_title_before_it() {
        for line in [
            "Luna ([website](https://a.example))",
            "Luna - [GitHub](https://a.example)",
            "Luna - [Amazon](https://a.example)",
        ] {
            assert_eq!(
                pick(line),
                ("Luna".into(), String::new(), vec!["https://a.example".into()]),
                "{line}"
            );
        }
        assert_eq!(pick("My [blog](https://a.example)").0, "My blog");
    }

    #[test]
    fn a_word_or_two_before_the_link_begin_the_title_and_a_category_does_not() {
        assert_eq!(pick("The [Luna](https://a.example)").0, "The Luna");
        assert_eq!(
            pick("Book: [Luna](https://a.example)"),
            ("Luna".into(), "Book".into(), vec!["https://a.example".into()])
        );
        assert_eq!(pick("Luna - https://a.example").0, "Luna");
        assert_eq!(pick("Luna ([link](https://a.example))").0, "Luna");
        assert_eq!(pick("https://a.example/luna").0, "a.example/luna");
    }

    #[test]
    fn a_pick_needs_no_link_but_must_be_something() {
        assert_eq!(pick("Lentil *soup*"), ("Lentil soup".into(), String::new(), Vec::new()));
        for none in ["N/A", "Nothing this week!", "(no pick)"] {
            let text = format!("### Picks\n- Ada\n    - {none}");
            assert!(notes::read("x.md", &text).picks.is_empty(), "{none}");
        }
    }

    #[test]
    fn an_html_link_is_a_pick_without_its_tracking_picture() {
        let line = r#"<a target="_blank"href="https://a.example/?x=1&amp;y=2">Luna</a><img src="https://t.example/1" />"#;
        assert_eq!(
            pick(line),
            ("Luna".into(), String::new(), vec!["https://a.example/?x=1&y=2".into()])
        );
    }
}
