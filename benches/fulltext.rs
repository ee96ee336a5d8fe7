//! How long a search through all notes takes: `cargo bench --bench fulltext`.

use std::ops::ControlFlow;
use std::sync::Arc;

use divan::Bencher;
use shownotes::fulltext;
use shownotes::loader::{self, Source};
use shownotes::pattern::Pattern;
use shownotes::query::{Sought, Within};

#[path = "support/library.rs"]
mod library;

fn main() {
    divan::main();
}

/// In no notes, in some, and in all of them.
#[divan::bench(args = ["xyzzy", "sentry", "interview"])]
fn thousand(bencher: Bencher<'_, '_>, wanted: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    library::Show::new(1).write(1_000, folder.path()).expect("notes in the folder");
    let source = Source::paths(vec![folder.path().to_owned()]);
    let (library, ..) = loader::load_all(&source);
    let file = |&id| Some((id, Arc::clone(library.get(id)?.path())));
    let files: Vec<_> = library.episodes().iter().filter_map(file).collect();
    let sought = [Sought { within: Within::Text, pattern: Pattern::new(wanted) }];
    bencher.bench(|| {
        fulltext::search(&source, &sought, &files, |event| {
            divan::black_box_drop(event);
            ControlFlow::Continue(())
        });
    });
}
