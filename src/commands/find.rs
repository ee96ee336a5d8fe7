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
use crate::query::Query;
use crate::sanitize;
use crate::search::{Hits, Ranking, Search};
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
    if let Some(order) = request.order.filter(|order| !orders.contains(order)) {
        return Err(Error::Order(view, order));
    }
    let hits = hits(source, library, &query);
    let best = Ranking::Best(view.default_order());
    let ranking = request.order.map_or(best, Ranking::Listed);
    Ok(Search::default().rows(library, view, ranking, &query, &hits))
}

/// The episode somebody means: the one with this number or file, or else the best match that has
/// the words as they are. Nobody sees what is acted on: letters strewn about a title do not do.
pub fn episode(source: &Source, library: &Library, wanted: &str) -> Result<EpisodeId, Error> {
    let none = || Error::NoEpisode(wanted.to_owned());
    if let Some(id) = numbered(library, wanted).or_else(|| in_file(library, wanted)) {
        return Ok(id);
    }
    let query = understood(wanted)?;
    let asks_for_nothing = query.terms().iter().all(|term| term.negated);
    if asks_for_nothing || number(wanted).is_some() {
        return Err(none());
    }
    let has_words = |item: &Item| {
        let fields = View::Episodes.listing().fields(library, *item);
        let has = |word: &Pattern| fields.iter().any(|field| word.is_in(&field.text));
        query.words().all(has)
    };
    let request = Request { query: wanted.to_owned(), order: None };
    match items(source, library, View::Episodes, &request)?.into_iter().find(has_words) {
        Some(Item::Episode(id)) => Ok(id),
        Some(_) | None => Err(none()),
    }
}

/// The number that is all of a text: `43`, `#43`.
fn number(text: &str) -> Option<u32> {
    text.strip_prefix('#').unwrap_or(text).parse().ok()
}

fn numbered(library: &Library, wanted: &str) -> Option<EpisodeId> {
    let number = number(wanted);
    find(library, |entry| number.is_some() && entry.number == number)
}

/// The episode read from the file that a path leads to; else from the one with this path below the
/// folder of notes, the end of its name left out or not; else with the end of such a path.
fn in_file(library: &Library, wanted: &str) -> Option<EpisodeId> {
    let path = Path::new(wanted);
    let name = path.file_name()?;
    let real = path.canonicalize().ok();
    // Only where the name is the same is it looked up what is behind it.
    let is_same = |entry: &Entry| {
        real.is_some()
            && entry.path().file_name() == Some(name)
            && entry.path().canonicalize().ok() == real
    };
    // Files are known by names that are safe to show.
    let shown = sanitize::line(wanted);
    let shown = shown.strip_prefix("./").unwrap_or(&shown);
    let of = |is_it: &dyn Fn(&Path) -> bool| {
        find(library, |entry| {
            let file = entry.file();
            let file = Path::new(&file);
            is_it(file) || is_it(&file.with_extension(""))
        })
    };
    find(library, is_same)
        .or_else(|| of(&|file| file == Path::new(shown)))
        .or_else(|| of(&|file| file.ends_with(shown)))
}

/// The newest episode that is wanted.
fn find(library: &Library, is_wanted: impl Fn(&Entry) -> bool) -> Option<EpisodeId> {
    let mut episodes = library.episodes().iter().copied();
    episodes.find(|&id| library.get(id).is_some_and(&is_wanted))
}

/// The page of the episode somebody means, and its notes.
pub fn page(source: &Source, library: &Library, wanted: &str) -> Result<(Sheet, Notes), Error> {
    let id = episode(source, library, wanted)?;
    let path = library.get(id).map(Entry::path);
    let path = path.ok_or_else(|| Error::NoEpisode(wanted.to_owned()))?;
    let mut notes = loader::read_notes(source, path)
        .map_err(|reason| Error::Unreadable(path.to_path_buf(), reason))?;
    library.complete(&mut notes.episode);
    let (listing, episode) = (View::Episodes.listing(), Some(&notes.episode));
    let sheet = listing.page(library, Item::Episode(id), episode, MOST);
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
