//! Any Markdown at any width is laid out without panic, within the width, with every link's
//! place inside its line.
//!
//! `cargo +nightly fuzz run markdown fuzz/corpus/markdown episodes`
#![no_main]

use libfuzzer_sys::fuzz_target;
use shownotes::markdown::{StyleSheet, render};
use shownotes::{sanitize, width};

fuzz_target!(|input: (u8, &str)| {
    let (columns, source) = input;
    let page = render(source, columns.into(), &StyleSheet::default());
    let widths: Vec<usize> = page
        .lines
        .iter()
        .map(|line| line.spans.iter().map(|span| width::columns(&span.content)).sum())
        .collect();
    assert!(widths.iter().all(|width| *width <= usize::from(columns)));
    for line in &page.lines {
        assert!(!line.to_string().contains(sanitize::is_removed));
    }
    for place in page.links.iter().flat_map(|link| &link.places) {
        assert!(usize::from(place.columns.end) <= widths[place.row]);
    }
});
