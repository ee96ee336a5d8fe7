//! How long it takes from a key to the frame, on a large screen: `cargo bench --bench frame`.

use divan::Bencher;
use ratatui::layout::Size;
use shownotes::keymap::Key;
use shownotes::keymap::key::parse_keys;
use shownotes::loader::Source;

#[path = "support/library.rs"]
mod library;
#[path = "support/session.rs"]
mod session;

use self::session::Session;

/// Episodes in the library.
const SIZES: [u32; 2] = [81, 10_000];

fn main() {
    divan::main();
}

/// The next episode and its page.
#[divan::bench(args = SIZES)]
fn select(bencher: Bencher<'_, '_>, episodes: u32) {
    press(bencher, episodes, "", "jk");
}

#[divan::bench(args = SIZES)]
fn scroll(bencher: Bencher<'_, '_>, episodes: u32) {
    press(bencher, episodes, "", " b");
}

/// A letter typed into the filter and taken back.
#[divan::bench(args = SIZES)]
fn filter(bencher: Bencher<'_, '_>, episodes: u32) {
    press(bencher, episodes, "/w", "s<backspace>");
}

/// Presses some keys, then measures each of some others, over and over.
fn press(bencher: Bencher<'_, '_>, episodes: u32, before: &str, measured: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    library::Show::new(1).write(episodes, folder.path()).expect("notes in the folder");
    let source = Source::paths(vec![folder.path().to_owned()]);
    let mut session = Session::new(source, Size { width: 200, height: 60 });
    for key in keys(before) {
        session.press(key);
    }
    let measured = keys(measured);
    let mut measured = measured.iter().cycle();
    bencher.bench_local(|| {
        if let Some(&key) = measured.next() {
            session.press(key);
        }
    });
}

fn keys(text: &str) -> Vec<Key> {
    parse_keys(text).expect("keys the program has")
}
