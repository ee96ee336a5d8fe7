//! The search through all notes files, as a filter asks for it.
//!
//! Owns when a search begins and ends, what it has found, and walking the matches in a page. The
//! searching itself happens outside ([`Task::SearchFiles`]).

use std::sync::Arc;

use crate::fulltext::SearchEvent;
use crate::layout::Pane;
use crate::query::Sought;
use crate::search::Hits;
use crate::view::grouped;

use super::{Effect, FileSearch, Model, Notice, Task};

/// What asks for the text of the notes in a filter. The quote need not be closed: all that
/// follows is looked for.
const FIELD: &str = "text:\"";

/// Begins to type what to look for in all notes, in place of the filter of the episodes: what was
/// looked for before would leave some of them out.
pub(super) fn begin(model: &mut Model) {
    model.list_mut().edit_filter(|filter| {
        filter.clear();
        filter.insert(FIELD);
    });
}

/// Starts, goes on with or stops searching, as the filter of the view on show asks for.
pub(super) fn follow_filter(model: &mut Model) -> Vec<Effect> {
    let wanted = all_sought(model);
    let again = std::mem::take(&mut model.search_due);
    if wanted == model.hits.sought() && (wanted.is_empty() || !again) {
        return Vec::new();
    }
    let was_running = model.searching.running;
    model.searching.number += 1;
    model.searching.searched = 0;
    model.searching.running = !wanted.is_empty();
    if wanted == model.hits.sought() {
        model.hits.search_again();
    } else {
        model.hits = Hits::new(wanted.clone());
        for list in &mut model.lists {
            list.rows_changed();
        }
    }
    if wanted.is_empty() {
        return if was_running { vec![Effect::Task(Task::StopSearch)] } else { Vec::new() };
    }
    let file = |&id| Some((id, Arc::clone(model.library.get(id)?.path())));
    let files = model.library.episodes().iter().filter_map(file).collect();
    let search = FileSearch { sought: wanted, files };
    vec![Effect::Task(Task::SearchFiles(model.searching.number, search))]
}

/// Takes in what a search has to say, unless it is no longer wanted.
pub(super) fn take_in(model: &mut Model, number: u64, event: SearchEvent) {
    if number != model.searching.number {
        return;
    }
    match event {
        SearchEvent::Found(hits, searched) => {
            model.searching.searched = searched;
            for (id, lines) in hits {
                model.hits.add(id, lines);
            }
        }
        SearchEvent::Finished => {
            model.searching.running = false;
            model.hits.finished();
        }
    }
    for list in &mut model.lists {
        list.rows_changed();
    }
}

/// Walks the matches in the page on show.
pub(super) fn walk(model: &mut Model, delta: isize) {
    let height = model.pane_height(Pane::Detail);
    let patterns = model.patterns().count();
    let at_match =
        model.page.as_mut().and_then(|page| page.walk_matches(delta, height).then_some(page));
    let told = if let Some(page) = at_match {
        let at = page.at_match.map_or(0, |at| at + 1);
        format!("Match {} of {}", grouped(at), grouped(page.document.matches.len()))
    } else if patterns == 0 {
        "Nothing is searched for in the notes".to_owned()
    } else {
        "This page has no match".to_owned()
    };
    model.notice = Some(Notice::Info(told));
}

/// Everything the filter asks the notes for, wanted or not.
fn all_sought(model: &Model) -> Vec<Sought> {
    let mut all: Vec<Sought> = Vec::new();
    for (_, sought) in model.list().query.sought() {
        if !all.contains(&sought) {
            all.push(sought);
        }
    }
    all
}

impl Model {
    /// Searches the notes again when the model settles, if they are being searched.
    pub(super) fn search_again(&mut self) {
        self.search_due = true;
    }
}
