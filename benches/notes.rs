//! How long the reader of notes takes for the whole catalogue: `cargo bench --bench notes`.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use shownotes::{catalogue, notes, sanitize};

fn main() {
    divan::main();
}

/// Measures one reading of every file.
fn every_file(bencher: Bencher<'_, '_>, read: impl Fn(&str, &str) + Sync) {
    let bytes: usize = catalogue::FILES.iter().map(|(_, text)| text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for (file, text) in catalogue::FILES {
            read(black_box(file), black_box(text));
        }
    });
}

#[divan::bench]
fn sanitize(bencher: Bencher<'_, '_>) {
    every_file(bencher, |_, text| drop(black_box(sanitize::text(text))));
}

#[divan::bench]
fn index(bencher: Bencher<'_, '_>) {
    every_file(bencher, |file, text| drop(black_box(notes::index(file, text))));
}

#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    every_file(bencher, |file, text| drop(black_box(notes::read(file, text))));
}

#[divan::bench]
fn readable(bencher: Bencher<'_, '_>) {
    every_file(bencher, |_, text| drop(black_box(notes::readable(text))));
}
