//! How long notes take to become lines: `cargo bench --bench render`.

use divan::{Bencher, black_box};
use shownotes::{catalogue, markdown, notes, theme};

fn main() {
    divan::main();
}

/// Every page of the catalogue.
#[divan::bench]
fn catalogue(bencher: Bencher<'_, '_>) {
    let pages: Vec<String> =
        catalogue::FILES.iter().map(|(_, text)| notes::readable(text)).collect();
    bencher.bench(|| {
        for page in &pages {
            divan::black_box_drop(markdown::render(black_box(page), 80, &theme::NOTES));
        }
    });
}

/// The longest of them.
#[divan::bench]
fn page(bencher: Bencher<'_, '_>) {
    let pages = catalogue::FILES.iter().map(|(_, text)| notes::readable(text));
    let page = pages.max_by_key(String::len).unwrap_or_default();
    bencher.bench(|| markdown::render(black_box(&page), 80, &theme::NOTES));
}
