//! The Tags view: what the show keeps coming back to.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;

use crate::episode::{Episode, Role};
use crate::fold;
use crate::library::{Entry, EpisodeId, Extent, Item, Library, PersonId, TagRecord};
use crate::query::Want;
use crate::sheet::{Link, Look, Piece, Sheet};
use crate::table::{Cell, Column};
use crate::theme;

use super::{
    Field, Kind, Listing, Order, Place, counted, group_episodes, list_episodes, newest_first,
};

pub(super) struct Tags;

impl Listing for Tags {
    fn title(&self) -> &'static str {
        "Tags"
    }

    fn nouns(&self) -> (&'static str, &'static str) {
        ("tag", "tags")
    }

    fn orders(&self) -> &'static [Order] {
        &[Order::Busiest, Order::Title]
    }

    fn count(&self, library: &Library) -> usize {
        library.tags()
    }

    fn arrivals(&self, library: &Library, since: Extent) -> Vec<Item> {
        library.tags_from(since.tags).map(Item::Tag).collect()
    }

    fn is_there(&self, library: &Library, item: Item) -> bool {
        record(library, item).is_some()
    }

    fn sort(&self, library: &Library, order: Order, items: &mut [Item]) {
        let name = |item: &Item| record(library, *item).map(|tag| fold::comparable(tag.name()));
        match order {
            Order::Title => items.sort_by_cached_key(name),
            Order::Busiest | Order::Newest | Order::Oldest | Order::Number => {
                items.sort_by_cached_key(|item| {
                    (Reverse(record(library, *item).map(|tag| tag.episodes.len())), name(item))
                });
            }
        }
    }

    fn fields<'a>(&self, library: &'a Library, item: Item) -> Vec<Field<'a>> {
        let name = record(library, item).map(TagRecord::name);
        name.map(|name| Field::new(Place::Main, Kind::Tag, name)).into_iter().collect()
    }

    fn tail_heading(&self) -> Option<&'static str> {
        Some("episodes")
    }

    fn tail(&self, library: &Library, item: Item) -> String {
        record(library, item).map_or_else(String::new, |tag| tag.episodes.len().to_string())
    }

    fn columns(&self) -> Vec<Column> {
        vec![
            Column::new("tag", "Tag").flexible(1).style(theme::TAG).rank(2),
            Column::new("episodes", "Episodes").right().rank(1),
        ]
    }

    fn record(&self, library: &Library, item: Item) -> Vec<Cell> {
        record(library, item)
            .map_or_else(Vec::new, |tag| vec![tag.name().into(), tag.episodes.len().into()])
    }

    fn name(&self, _: &Library, _: Item) -> String {
        "Tag".to_owned()
    }

    fn page(&self, library: &Library, item: Item, _: Option<&Episode>) -> Sheet {
        let mut sheet = Sheet::default();
        let Some(tag) = record(library, item) else {
            return sheet;
        };
        sheet.say(vec![Piece::new(format!("#{}", tag.name()), Look::Title)]);
        let count = counted(tag.episodes.len(), ("episode", "episodes"));
        sheet.say(vec![Piece::new(count, Look::Quiet)]);
        let episodes: Vec<EpisodeId> = newest_first(library, &tag.episodes).collect();
        let newest = episodes.get(..super::MOST).unwrap_or(&episodes);
        list_episodes(&mut sheet, library, newest, episodes.len());
        let guests = by_count(library, &episodes, |library, id| {
            let entry = library.get(id);
            entry.into_iter().flat_map(|entry| entry.people_in(Role::Guest)).collect::<Vec<_>>()
        });
        let related = by_count(library, &episodes, |library, id| {
            let tags = library.get(id).into_iter().flat_map(Entry::tags);
            tags.filter(|&other| Item::Tag(other) != item).collect::<Vec<_>>()
        });
        listed(&mut sheet, "Guests", &guests, |&(id, count)| {
            (library.name(id).to_owned(), count, Item::Person(id))
        });
        listed(&mut sheet, "Comes with", &related, |&(id, count)| {
            let name = library.tag(id).map_or("", TagRecord::name);
            (format!("#{name}"), count, Item::Tag(id))
        });
        group_episodes(&mut sheet, library, newest);
        let links =
            |&(id, _): &(PersonId, usize)| Link::within(library.name(id), "", Item::Person(id));
        sheet.group("Guests", guests.iter().take(super::MOST).map(links).collect());
        sheet
    }

    fn episodes<'a>(&self, library: &'a Library, item: Item) -> Cow<'a, [EpisodeId]> {
        record(library, item).map_or(Cow::Borrowed(&[]), |tag| Cow::Borrowed(&tag.episodes))
    }

    fn answers(&self, library: &Library, item: Item, want: &Want) -> Option<bool> {
        let tag = record(library, item)?;
        match want {
            Want::Tag(pattern) => Some(pattern.is_in(tag.name())),
            Want::Word(_)
            | Want::Phrase(_)
            | Want::Person { .. }
            | Want::Pick(_)
            | Want::Link(_)
            | Want::Text(_)
            | Want::Date(_) => None,
        }
    }
}

/// What stands behind some episodes, most often first; of equals as in the newest episode.
fn by_count<T: Copy + Eq + std::hash::Hash>(
    library: &Library,
    episodes: &[EpisodeId],
    of: impl Fn(&Library, EpisodeId) -> Vec<T>,
) -> Vec<(T, usize)> {
    let mut counts: HashMap<T, (usize, usize)> = HashMap::new();
    for thing in episodes.iter().flat_map(|&id| of(library, id)) {
        let first = counts.len();
        counts.entry(thing).or_insert((0, first)).0 += 1;
    }
    let mut counted: Vec<(T, (usize, usize))> = counts.into_iter().collect();
    counted.sort_unstable_by_key(|&(_, (count, first))| (Reverse(count), first));
    counted.into_iter().map(|(thing, (count, _))| (thing, count)).collect()
}

/// A heading and a line for each thing with its count.
fn listed<T>(
    sheet: &mut Sheet,
    heading: &str,
    things: &[T],
    told: impl Fn(&T) -> (String, usize, Item),
) {
    if things.is_empty() {
        return;
    }
    sheet.head(heading);
    for thing in things.iter().take(super::MOST) {
        let (name, count, item) = told(thing);
        let mut pieces = vec![Piece::to_item(name, Look::Plain, item)];
        if count > 1 {
            pieces.push(Piece::new(format!(" ×{count}"), Look::Quiet));
        }
        sheet.list(pieces);
    }
    super::and_more(sheet, things.len());
}

fn record(library: &Library, item: Item) -> Option<&TagRecord> {
    match item {
        Item::Tag(id) => library.tag(id),
        Item::Episode(_) | Item::Person(_) | Item::Pick(_, _) => None,
    }
}
