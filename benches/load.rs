//! How long loading takes: `cargo bench --bench load`.

use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use divan::Bencher;
use shownotes::loader::{self, Cache, Source};

#[path = "support/library.rs"]
mod library;

fn main() {
    divan::main();
}

#[divan::bench]
fn catalogue(bencher: Bencher<'_, '_>) {
    bencher.bench(|| loader::load_all(&Source::Catalogue));
}

#[divan::bench(args = [1_000])]
fn folder(bencher: Bencher<'_, '_>, episodes: u32) {
    let (_folder, source) = made_up(episodes).expect("a folder that can be written to");
    bencher.bench(|| loader::load_all(&source));
}

/// The first time, and what was read kept, for which nobody waits.
#[divan::bench(args = [1_000])]
fn folder_kept(bencher: Bencher<'_, '_>, episodes: u32) {
    let (_folder, _room, source) = kept(episodes).expect("a folder that can be written to");
    bencher.bench(|| {
        source.forget();
        loader::load_all(&source).2.finish();
    });
}

/// What was read before, and has not changed.
#[divan::bench(args = [1_000])]
fn folder_again(bencher: Bencher<'_, '_>, episodes: u32) {
    let (_folder, _room, source) = kept(episodes).expect("a folder that can be written to");
    loader::load_all(&source).2.finish();
    bencher.bench(|| loader::load_all(&source));
}

/// A made-up show of which is kept what was read, for as long as its handles last.
fn kept(episodes: u32) -> io::Result<(tempfile::TempDir, tempfile::TempDir, Source)> {
    let ((folder, source), room) = (made_up(episodes)?, tempfile::tempdir()?);
    // As if these notes had not been written just now.
    let later = SystemTime::now() + Duration::from_secs(60);
    let cache = Some(Cache::new(room.path().to_owned()).at(later));
    Ok((folder, room, Source::Paths { roots: source.roots().to_vec(), cache }))
}

/// A made-up show in a folder that lasts as long as its handle.
fn made_up(episodes: u32) -> io::Result<(tempfile::TempDir, Source)> {
    let folder = tempfile::tempdir()?;
    library::Show::new(1).write(episodes, folder.path())?;
    let source = Source::paths(vec![Path::to_owned(folder.path())]);
    Ok((folder, source))
}
