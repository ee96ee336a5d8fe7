//! Text that needs no wrapping.
//!
//! Owns telling that a text is one row as it stands: printable ASCII that is short enough, no
//! white space in it to be settled. That is most lines of a page that is a list, which would
//! spend its time looking for words.

use super::Linked;
use super::flow::Look;
use super::row::{Row, RowBuilder};

/// The row a text is, if it needs no more than to be put there.
pub(super) fn row(text: &[Linked<'_>], columns: u16) -> Option<Row> {
    let mut row = RowBuilder::default();
    let mut before = b' ';
    for Linked { span, link } in text {
        let bytes = span.content.as_bytes();
        let (Some(first), Some(&last)) = (bytes.first(), bytes.last()) else {
            continue;
        };
        for &byte in bytes {
            if !matches!(byte, b' '..=b'~') || before == b' ' && byte == b' ' {
                return None;
            }
            before = byte;
        }
        // A space at the edge of a link, or between two, is not always the link's.
        let is_edged = *first == b' ' || last == b' ';
        if is_edged && (link.is_some() || bytes == b" ") {
            return None;
        }
        let width = u16::try_from(bytes.len()).ok()?;
        if width > columns.checked_sub(row.width())? {
            return None;
        }
        row.put(&span.content, width, Look { style: span.style, link: *link });
    }
    (before != b' ').then(|| row.finish())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::{Style, Stylize as _};
    use ratatui::text::Span;

    use super::super::flow::Flow;
    use super::super::wrap::wrap;
    use super::*;

    proptest! {
        #[test]
        fn a_short_text_is_as_if_it_had_been_wrapped(
            texts in prop::collection::vec(("[ab ]{0,4}|[ -~é\n]{0,3}", 0..3_usize, any::<bool>()), 0..5),
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
            Linked { span: Span::raw("43 WSGI 2.0"), link: Some(0) },
            Linked { span: Span::raw(" in "), link: None },
            Linked { span: Span::raw("7"), link: Some(1) },
        ];
        let short = row(&entry, 20).unwrap();
        assert_eq!(short.links, [(0, 0..11), (1, 15..16)]);
        assert!(row(&entry, 15).is_none());
    }
}
