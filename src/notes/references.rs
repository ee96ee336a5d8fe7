//! Links whose address stands elsewhere: `[Luna][1]`, and `[1]: https://example.org` in a line
//! of its own.
//!
//! Owns both forms, as CommonMark has them, save that a definition need not follow an empty line.
//! It must not decide where a link leads: that is `target`.

use std::cmp::Ordering;

use super::inline::{Form, RawLink, cut, label_end, leads_somewhere, picture_text};

/// What a label stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Definition<'a> {
    label: &'a str,
    target: &'a str,
}

/// The definition a line is: `[1]: https://example.org "A title"`.
pub(super) fn definition(line: &str) -> Option<Definition<'_>> {
    let (label, rest) = line.strip_prefix('[')?.split_once("]:")?;
    let target = rest.split_whitespace().next()?;
    let target = target.strip_prefix('<').map_or(target, |target| target.trim_end_matches('>'));
    let label = label.trim();
    let is_label = !label.is_empty() && !label.contains(['[', ']']);
    (is_label && leads_somewhere(target)).then_some(Definition { label, target })
}

/// Puts definitions in the order of their labels, to be looked up: notes may hold as many of them
/// as links. Of two with one label the first counts.
pub(super) fn sort(definitions: &mut Vec<Definition<'_>>) {
    definitions.sort_by(|a, b| compare(a.label, b.label));
    definitions.dedup_by(|later, first| compare(later.label, first.label).is_eq());
}

/// The order of labels, which are alike in any case.
fn compare(a: &str, b: &str) -> Ordering {
    let lower = |byte: u8| byte.to_ascii_lowercase();
    a.bytes().map(lower).cmp(b.bytes().map(lower))
}

/// The link that refers to a definition, of those in their order, and begins with the `[` at `here`: `[Luna][1]`,
/// `[Luna][]` or `[Luna]`.
pub(super) fn link<'a>(
    text: &'a str,
    here: usize,
    definitions: &[Definition<'a>],
) -> Option<RawLink<'a>> {
    if definitions.is_empty() {
        return None;
    }
    let bytes = text.as_bytes();
    let close = label_end(bytes, here)?;
    let shown = cut(text, here + 1, close);
    let defined = |label: &str| {
        let at = definitions.binary_search_by(|known| compare(known.label, label.trim())).ok()?;
        definitions.get(at)
    };
    // `[Luna] [1]` is how it once was written.
    let open = close + if bytes.get(close + 1) == Some(&b' ') { 2 } else { 1 };
    let second = || if bytes.get(open) == Some(&b'[') { label_end(bytes, open) } else { None };
    let referring = second().and_then(|second| {
        let label = cut(text, open + 1, second);
        Some((defined(if label.is_empty() { shown } else { label })?, second + 1))
    });
    let (found, end) = referring.or_else(|| Some((defined(shown)?, close + 1)))?;
    let is_image = here > 0 && bytes.get(here - 1) == Some(&b'!');
    Some(RawLink {
        start: if is_image { here - 1 } else { here },
        end,
        label: picture_text(shown),
        target: found.target,
        form: if is_image { Form::Image } else { Form::Reference },
        fault: None,
        mended: None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::inline;
    use super::*;
    use crate::notes;

    const DEFINITIONS: [Definition<'_>; 2] = [
        Definition { label: "1", target: "https://a.example" },
        Definition { label: "The Moon", target: "https://b.example" },
    ];

    fn pairs(text: &str) -> Vec<(&str, &str)> {
        let mut links = Vec::new();
        inline::scan(text, &DEFINITIONS, &mut links);
        links.into_iter().map(|link| (link.label, link.target)).collect()
    }

    #[test]
    fn a_link_may_refer_to_its_address_in_three_ways() {
        for text in ["See [Luna][1]!", "[Luna] [1]"] {
            assert_eq!(pairs(text), [("Luna", "https://a.example")], "{text}");
        }
        assert_eq!(pairs("[the moon][]"), [("the moon", "https://b.example")]);
        assert_eq!(pairs("[The Moon], far"), [("The Moon", "https://b.example")]);
    }

    #[test]
    fn of_many_definitions_the_first_with_the_label_counts() {
        let lines: Vec<String> = (0..2000)
            .map(|at| format!("[{}{}]: https://{at}.example", ["a", "A"][at / 1000], at % 1000))
            .collect();
        let mut definitions: Vec<_> = lines.iter().filter_map(|line| definition(line)).collect();
        sort(&mut definitions);
        for at in [0, 9, 10, 999] {
            let text = format!("[Luna][A{at}]");
            let found = link(&text, 0, &definitions).map(|link| link.target.to_owned());
            assert_eq!(found, Some(format!("https://{at}.example")));
        }
        assert_eq!(link("[Luna][A1000]", 0, &definitions), None);
    }

    #[test]
    fn brackets_without_a_definition_stay_text_and_links_stay_links() {
        assert!(pairs("[Luna][2] and [Sol], 3 [sic]").is_empty());
        assert_eq!(pairs("[1](https://c.example)"), [("1", "https://c.example")]);
    }

    #[test]
    fn only_a_label_and_an_address_are_a_definition() {
        for line in ["[1]: https://a.example", "[1]:  <https://a.example> \"Luna\""] {
            assert_eq!(definition(line), Some(DEFINITIONS[0]), "{line}");
        }
        for line in
            ["[1]: Luna", "[Luna](https://a.example): https://b.example", "[]: www.a.example"]
        {
            assert_eq!(definition(line), None, "{line}");
        }
    }

    #[test]
    fn picks_and_contacts_are_read_and_shown_by_reference() {
        let text = "### Keep In Touch\n- Ada Lovelace\n    - [Blog][ada]\n\n### Picks\n- Ada Lovelace\n    - [Tea] [1] by Bob\n    - [Pie][2]\n[1]: https://tea.example\n[2]: https://pie.example\n\n[ADA]: https://ada.example\n";
        let episode = notes::read("x.md", text);
        let contacts = episode.people.iter().flat_map(|person| &person.links);
        let picks = episode.picks.iter().flat_map(|pick| &pick.links);
        let found: Vec<_> =
            contacts.chain(picks).map(|link| (&*link.label, link.url.as_str())).collect();
        assert_eq!(
            found,
            [
                ("Blog", "https://ada.example"),
                ("Tea", "https://tea.example"),
                ("Pie", "https://pie.example"),
            ]
        );
        assert_eq!((&*episode.picks[0].note, &*episode.problems), ("by Bob", &[][..]));
        let page = notes::readable(text);
        assert!(page.contains("[Tea](https://tea.example) by Bob"), "{page}");
        assert!(page.ends_with("[Pie](https://pie.example)\n"), "{page}");
    }
}
