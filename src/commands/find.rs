//! Finding what a command is about: notes and a query in, items out.
//!
//! Owns doing at once, and waiting for it, what the screen does bit by bit: reading, searching
//! the text of the notes, filtering.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use crate::error::Error;
use crate::fulltext::{self, SearchEvent};
use crate::library::{Entry, EpisodeId, Item, Library};
use crate::loader::{self, Notes, Source};
use crate::pattern::Pattern;
use crate::query::{Query, Want};
use crate::search::{Hits, Search};
use crate::sheet::Sheet;
use crate::view::{MOST, View};

use super::Request;

/// A query that was understood; one that was not is told of.
pub fn understood(text: &str) -> Result<Query, Error> {
    let query = Query::parse(text);
    match query.problems().first() {
        Some(problem) => Err(Error::Query(problem.message.clone())),
        None => Ok(query),
    }
}

/// The items of a view that a query leaves, in the order asked for.
pub fn items(
    source: &Source,
    library: &Library,
    view: View,
    request: &Request,
) -> Result<Vec<Item>, Error> {
    let query = understood(&request.query)?;
    let orders = view.listing().orders();
    let order = match request.order {
        Some(order) if !orders.contains(&order) => return Err(Error::Order(view, order)),
        Some(order) => order,
        None => view.default_order(),
    };
    let hits = hits(source, library, &query);
    Ok(Search::default().rows(library, view, order, &query, &hits))
}

/// The episode somebody means: the one with this number or file, or else the best match that has
/// the words as they are. Nobody sees what is acted on: letters strewn about a title do not do.
pub fn episode(source: &Source, library: &Library, wanted: &str) -> Result<EpisodeId, Error> {
    let none = || Error::NoEpisode(wanted.to_owned());
    let find = |is_wanted: &dyn Fn(&Entry) -> bool| {
        let mut episodes = library.episodes().iter().copied();
        episodes.find(|&id| library.get(id).is_some_and(is_wanted))
    };
    if wanted.trim().is_empty() {
        return Err(none());
    }
    if let Ok(number) = wanted.trim_start_matches('#').parse::<u32>() {
        return find(&|entry| entry.number == Some(number)).ok_or_else(none);
    }
    if let Some(id) = find(&|entry| is_file(Path::new(&entry.file()), Path::new(wanted))) {
        return Ok(id);
    }
    let request = Request { query: wanted.to_owned(), order: None };
    let query = understood(wanted)?;
    let has_words = |item: &Item| {
        let fields = View::Episodes.listing().fields(library, *item);
        let has = |word: &Pattern| fields.iter().any(|field| word.is_in(&field.text));
        query.terms().iter().all(|term| match &term.want {
            Want::Word(word) => term.negated || has(word),
            Want::Phrase(_)
            | Want::Person { .. }
            | Want::Tag(_)
            | Want::Pick(_)
            | Want::Link(_)
            | Want::Text(_)
            | Want::Date(_) => true,
        })
    };
    match items(source, library, View::Episodes, &request)?.into_iter().find(has_words) {
        Some(Item::Episode(id)) => Ok(id),
        Some(_) | None => Err(none()),
    }
}

/// Whether a path leads to a file that is known by its path below the folder of notes; the end of
/// its name may be left out.
fn is_file(file: &Path, wanted: &Path) -> bool {
    let is_same = |file: &Path| wanted.ends_with(file) || file.ends_with(wanted);
    is_same(file) || is_same(&file.with_extension(""))
}

/// The page of the episode somebody means, and its notes.
pub fn page(source: &Source, wanted: &str) -> Result<(Sheet, Notes), Error> {
    let (library, _) = loader::load_all(source);
    let id = episode(source, &library, wanted)?;
    let path = library.get(id).map(Entry::path);
    let path = path.ok_or_else(|| Error::NoEpisode(wanted.to_owned()))?;
    let mut notes = loader::read_notes(source, path)
        .map_err(|reason| Error::Unreadable(path.to_path_buf(), reason))?;
    library.complete(&mut notes.episode);
    let (listing, episode) = (View::Episodes.listing(), Some(&notes.episode));
    let sheet = listing.page(&library, Item::Episode(id), episode, MOST);
    Ok((sheet, notes))
}

/// What a query wants of the notes files.
fn hits(source: &Source, library: &Library, query: &Query) -> Hits {
    let mut hits = Hits::new(query.sought().map(|(_, sought)| sought).collect());
    if hits.sought().is_empty() {
        return hits;
    }
    let file = |&id: &EpisodeId| Some((id, Arc::clone(library.get(id)?.path())));
    let files: Vec<_> = library.episodes().iter().filter_map(file).collect();
    let sought = hits.sought().to_vec();
    fulltext::search(source, &sought, &files, |event| {
        if let SearchEvent::Found(found, _) = event {
            for (id, lines) in found {
                hits.add(id, lines);
            }
        }
        ControlFlow::Continue(())
    });
    hits
}
