//! Text that needs no wrapping.
//!
//! Owns telling that a text is one row as it stands: plain and short enough, no white space in
//! it to be settled. That is most lines of a page that is a list, which would spend its time
//! looking for words.

use crate::width;

use super::Linked;
use super::flow::Look;
use super::row::{Row, RowBuilder};

/// The row a text is, if it needs no more than to be put there.
pub(super) fn row(text: &[Linked<'_>], columns: u16) -> Option<Row> {
    let mut row = RowBuilder::default();
    let mut before = ' ';
    for Linked { span, link } in text {
        let text = span.content.as_ref();
        if text.is_empty() {
            continue;
        }
        let mut width = 0_u16;
        for c in text.chars() {
            if !width::is_plain(c) || before == ' ' && c == ' ' {
                return None;
            }
            before = c;
            width = width.saturating_add(1);
        }
        // A space at the edge of a link, or between two, is not always the link's.
        let is_edged = text.starts_with(' ') || text.ends_with(' ');
        if is_edged && (link.is_some() || text == " ") {
            return None;
        }
        if width > columns.checked_sub(row.width())? {
            return None;
        }
        row.put(text, width, Look { style: span.style, link: *link });
    }
    (before != ' ').then(|| row.finish())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::Style;
    use ratatui::text::Span;

    use super::super::flow::Flow;
    use super::super::wrap::wrap;
    use super::*;

    proptest! {
        #[test]
        fn a_short_text_is_as_if_it_had_been_wrapped(
            texts in prop::collection::vec(("[abé· ]{0,4}|[ -~日\u{301}\n]{0,3}", 0..3_usize, any::<bool>()), 0..5),
            columns in 0..14_u16,
        ) {
            let linked: Vec<Linked<'_>> = texts
                .iter()
                .map(|(text, link, bold)| {
                    let style = if *bold { Style::new().bold() } else { Style::new() };
                    Linked { span: Span::styled(text.as_str(), style), link: link.checked_sub(1) }
                })
                .collect();
            if let Some(short) = row(&linked, columns) {
                let mut flow = Flow::default();
                for Linked { span, link } in &linked {
                    flow.push(&span.content, Look { style: span.style, link: *link });
                }
                let rows = wrap(&flow, columns);
                prop_assert_eq!(rows.len(), 1);
                prop_assert_eq!(&rows[0].spans, &short.spans);
                prop_assert_eq!(&rows[0].links, &short.links);
                prop_assert_eq!(rows[0].width, short.width);
            }
        }
    }

    #[test]
    fn an_entry_of_a_list_is_short() {
        let entry = [
            Linked { span: Span::raw("43 · WSGI"), link: Some(0) },
            Linked { span: Span::raw(" in "), link: None },
            Linked { span: Span::raw("7"), link: Some(1) },
        ];
        let short = row(&entry, 20).unwrap();
        assert_eq!(short.links, [(0, 0..9), (1, 13..14)]);
        assert!(row(&entry, 13).is_none());
    }
}
