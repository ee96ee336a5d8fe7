//! What the loader says, taken in.
//!
//! Owns how a library grows and changes while it is on show: what is selected stays selected,
//! and whatever was made from it is made anew.

use crate::keymap::{self, Action, Context};
use crate::library::{EpisodeId, Item, Parcel};
use crate::loader::{Again, Changed, FileProblem, LoadEvent};
use crate::view::counted;

use super::settle::read_notes;
use super::{Effect, Layer, Model, Notice, Popup, PopupKind, Task};

pub(super) fn load(model: &mut Model, event: LoadEvent) -> Vec<Effect> {
    match event {
        // Of use to those who watch it.
        LoadEvent::Folder(_) => {}
        LoadEvent::Found(count) => model.loading.found = Some(count),
        LoadEvent::Loaded(batch) => {
            model.loading.read += batch.iter().map(Parcel::len).sum::<usize>();
            let before = model.library.edition();
            let ids = model.library.insert(&batch);
            model.loading.seen.extend(ids);
            if model.library.edition() != before {
                library_changed(model);
            }
        }
        LoadEvent::Problem(problem) => add_problem(model, problem),
        LoadEvent::Finished => return finished(model),
    }
    Vec::new()
}

fn finished(model: &mut Model) -> Vec<Effect> {
    model.loading.running = false;
    let seen = std::mem::take(&mut model.loading.seen);
    model.library.retain(|id| seen.contains(&id));
    model.library.complete_names();
    let is_first = model.loading.number == 1;
    model.notice.take_if(|notice| matches!(notice, Notice::Missing(_)));
    if let Some(missing) = missing(model) {
        model.notice = Some(missing);
    } else if !is_first && !model.loading.unasked {
        let episodes = counted(model.library.len(), ("episode", "episodes"));
        model.notice = Some(Notice::Done(format!("Read {episodes} again")));
    }
    library_changed(model);
    let mut effects = Vec::new();
    if !is_first {
        // The page on show may have changed where the library keeps nothing of it.
        let item = model.page.as_ref().map(|page| page.item);
        effects.extend(item.and_then(|item| read_notes(model, item)));
    }
    effects.extend(read_repairs(model));
    effects.extend(follow(model));
    effects
}

/// Takes in that notes have changed on disk.
pub(super) fn changed(model: &mut Model, changed: Changed) -> Vec<Effect> {
    let earlier = model.loading.changed.take();
    model.loading.changed = Some(match earlier {
        Some(earlier) => earlier.and(changed),
        None => changed,
    });
    follow(model).into_iter().collect()
}

/// Reads what has changed on disk again. One reading at a time: of two that go on at once, the
/// older might come in last.
fn follow(model: &mut Model) -> Option<Effect> {
    if model.loading.running || model.loading.again {
        return None;
    }
    match model.loading.changed.take()? {
        Changed::Files(files) => {
            model.loading.number += 1;
            model.loading.again = true;
            Some(Effect::Task(Task::ReadAgain(model.loading.number, files)))
        }
        Changed::Everything => {
            stay(model);
            let number = model.start_load();
            model.loading.unasked = true;
            Some(Effect::Task(Task::Load(number)))
        }
    }
}

/// Takes in what came of reading some files again.
pub(super) fn again(model: &mut Model, again: Again) -> Vec<Effect> {
    let Again { files, episodes, problems } = again;
    model.loading.again = false;
    model.problems.retain(|problem| !files.contains(&problem.path));
    let is_news = problems.iter().any(|problem| problem.skipped);
    for problem in problems {
        add_problem(model, problem);
    }
    if is_news || matches!(model.notice, Some(Notice::Missing(_))) {
        model.notice = missing(model);
    }
    let known = files.iter().filter_map(|file| model.library.of_file(file));
    let known: Vec<EpisodeId> = known.collect();
    let read = model.library.insert(&[episodes]);
    let gone: Vec<EpisodeId> = known.into_iter().filter(|id| !read.contains(id)).collect();
    if !gone.is_empty() {
        model.library.retain(|id| !gone.contains(&id));
    }
    model.library.complete_names();
    stay(model);
    // Their text may have changed where the library keeps nothing of it.
    library_changed(model);
    let shown = model.page.as_ref().map(|page| page.item);
    let shown = shown.filter(|item| read.iter().any(|&id| *item == Item::Episode(id)));
    let mut effects: Vec<Effect> =
        shown.and_then(|item| read_notes(model, item)).into_iter().collect();
    effects.extend(read_repairs(model));
    effects.extend(follow(model));
    effects
}

/// What had to be repaired is read again while somebody reads it; else when they next do.
fn read_repairs(model: &Model) -> Option<Effect> {
    let is_shown = matches!(model.layer, Layer::Popup(Popup { kind: PopupKind::Problems, .. }));
    is_shown.then_some(Effect::Task(Task::ReadRepairs))
}

/// What happens by itself moves nobody to another page.
fn stay(model: &mut Model) {
    for list in &mut model.lists {
        list.stay();
    }
}

fn add_problem(model: &mut Model, problem: FileProblem) {
    let at = model.problems.partition_point(|other| *other < problem);
    model.problems.insert(at, problem);
}

/// What to tell when changes on disk are not noticed.
pub(super) fn not_watched(reason: &str) -> String {
    let told = format!("Changes on disk are not followed ({reason})");
    match keymap::key_for(Context::Browse, Action::Reload) {
        Some(key) => format!("{told}; {key} reads the files again"),
        None => told,
    }
}

fn library_changed(model: &mut Model) {
    for list in &mut model.lists {
        list.rows_changed();
    }
    model.search_again();
}

/// What is missing, as far as anything is: `a.md could not be read: permission denied`, or of several
/// how many: `2 files could not be read (! shows why)`.
fn missing(model: &Model) -> Option<Notice> {
    let missing = || model.problems.iter().filter(|problem| problem.skipped);
    let (first, count) = (missing().next()?, missing().count());
    if count == 1 {
        let told = format!("{} could not be read: {}", first.file, first.reason);
        return Some(Notice::Missing(told));
    }
    let told = format!("{} could not be read", counted(count, ("file", "files")));
    Some(Notice::Missing(match keymap::key_for(Context::Browse, Action::Problems) {
        Some(key) => format!("{told} ({key} shows why)"),
        None => told,
    }))
}
