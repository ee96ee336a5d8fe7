//! What the loader says, taken in.
//!
//! Owns how a library grows and changes while it is on show: what is selected stays selected,
//! and whatever was made from it is made anew.

use crate::keymap::{self, Action, Context};
use crate::loader::LoadEvent;
use crate::view::counted;

use super::settle::read_notes;
use super::{Effect, Model, Notice};

pub(super) fn load(model: &mut Model, event: LoadEvent) -> Vec<Effect> {
    match event {
        LoadEvent::Found(count) => model.loading.found = Some(count),
        LoadEvent::Loaded(batch) => {
            model.loading.read += batch.len();
            let before = model.library.edition();
            let ids = model.library.insert(batch);
            model.loading.seen.extend(ids);
            if model.library.edition() != before {
                library_changed(model);
            }
        }
        LoadEvent::Problem(problem) => {
            let at = model.problems.partition_point(|other| *other < problem);
            model.problems.insert(at, problem);
        }
        LoadEvent::Finished => return finished(model),
    }
    Vec::new()
}

fn finished(model: &mut Model) -> Vec<Effect> {
    model.loading.running = false;
    let seen = std::mem::take(&mut model.loading.seen);
    model.library.retain(|id| seen.contains(&id));
    model.library.complete_names();
    let skipped = model.problems.iter().filter(|problem| problem.skipped).count();
    let text = match (model.loading.number, skipped) {
        (_, 1..) => Some(Notice::Failed(not_read(skipped))),
        (2.., 0) => {
            let episodes = counted(model.library.len(), ("episode", "episodes"));
            Some(Notice::Done(format!("Read {episodes} again")))
        }
        (_, 0) => None,
    };
    model.notice = text.or_else(|| model.notice.take());
    library_changed(model);
    if model.loading.number == 1 {
        return Vec::new();
    }
    // The page on show may have changed where the library keeps nothing of it.
    let item = model.page.as_ref().map(|page| page.item);
    item.and_then(|item| read_notes(model, item)).into_iter().collect()
}

fn library_changed(model: &mut Model) {
    for list in &mut model.lists {
        list.rows_changed();
    }
    model.search_again();
}

/// `1 file could not be read (! shows why)`.
fn not_read(count: usize) -> String {
    let files = counted(count, ("file", "files"));
    match keymap::key_for(Context::Browse, Action::Problems) {
        Some(key) => format!("{files} could not be read ({key} shows why)"),
        None => format!("{files} could not be read"),
    }
}
