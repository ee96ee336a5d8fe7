//! The Tags view: what the show keeps coming back to.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;

use crate::episode::{Episode, Role};
use crate::library::{Entry, EpisodeId, Extent, Item, Library, TagId, TagRecord};
use crate::query::Want;
use crate::sheet::{GroupKind, Link, Look, Piece, Sheet};
use crate::table::{Cell, Column};
use crate::theme;

use super::{
    End, EndKind, Field, Kind, Listing, MOST, Order, Place, and_more, counted, first,
    group_episodes, grouped, left_out, list_episodes, sort_by_name,
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

    fn ordered(&self, library: &Library, order: Order) -> Vec<Item> {
        let mut items = self.arrivals(library, Extent::default());
        items.retain(|&item| record(library, item).is_some());
        sort_by_name(&mut items, |item| {
            let tag = record(library, item);
            let key = match order {
                Order::Title => None,
                Order::Busiest | Order::Newest | Order::Oldest | Order::Number => {
                    tag.map(|tag| tag.episodes.len())
                }
            };
            (Reverse(key), tag.map_or("", TagRecord::name))
        });
        items
    }

    fn fields<'a>(&self, library: &'a Library, item: Item) -> Vec<Field<'a>> {
        let name = id(item).map(|id| library.tag_name(id));
        name.map(|name| Field::new(Place::Main, Kind::Tag, name)).into_iter().collect()
    }

    fn ends(&self) -> &'static [End] {
        const { &[End::new("episodes", EndKind::Count)] }
    }

    fn tail(&self, library: &Library, item: Item) -> Vec<String> {
        record(library, item).map(|tag| grouped(tag.episodes.len())).into_iter().collect()
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

    fn page(&self, library: &Library, item: Item, _: Option<&Episode>, most: usize) -> Sheet {
        let mut sheet = Sheet::default();
        let Some(tag) = record(library, item) else {
            return sheet;
        };
        sheet.say(vec![Piece::new(format!("#{}", tag.name()), Look::Title)]);
        let count = tag.episodes.len();
        sheet.say(vec![Piece::new(counted(count, ("episode", "episodes")), Look::Quiet)]);
        let newest: Vec<EpisodeId> = library.newest_first(&tag.episodes).take(MOST).collect();
        list_episodes(&mut sheet, library, first(&newest, most), count);
        let entries = || newest.iter().filter_map(|&id| library.get(id));
        let guests = by_count(entries().flat_map(|entry| entry.people_in(Role::Guest)));
        let related = by_count(entries().flat_map(Entry::tags).filter(|&id| Item::Tag(id) != item));
        let tag_name = |id: TagId| format!("#{}", library.tag_name(id));
        if newest.len() <= most {
            // Else all this is out of sight.
            let (with, along) = if count > MOST {
                (format!("Guests of the newest {MOST}"), format!("The newest {MOST} come with"))
            } else {
                ("Guests".to_owned(), "Comes with".to_owned())
            };
            listed(&mut sheet, &with, &guests, |id| {
                (library.name(id).to_owned(), Item::Person(id))
            });
            listed(&mut sheet, &along, &related, |id| (tag_name(id), Item::Tag(id)));
        }
        group_episodes(&mut sheet, library, first(&newest, most), newest.len(), count);
        group(&mut sheet, "Guests", &guests, most, |id| {
            Link::within(library.name(id), "", Item::Person(id))
        });
        group(&mut sheet, "Tags", &related, most, |id| {
            Link::within(tag_name(id), "", Item::Tag(id))
        });
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

/// What comes up in the newest episodes, most often first; of equals as in the newest one.
fn by_count<T: Copy + Eq + std::hash::Hash>(things: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut counts: HashMap<T, (usize, usize)> = HashMap::new();
    for thing in things {
        let first = counts.len();
        counts.entry(thing).or_insert((0, first)).0 += 1;
    }
    let mut counted: Vec<(T, (usize, usize))> = counts.into_iter().collect();
    counted.sort_unstable_by_key(|&(_, (count, first))| (Reverse(count), first));
    counted.into_iter().map(|(thing, (count, _))| (thing, count)).collect()
}

/// A heading and a line for each thing with its count.
fn listed<T: Copy>(
    sheet: &mut Sheet,
    heading: &str,
    things: &[(T, usize)],
    told: impl Fn(T) -> (String, Item),
) {
    if things.is_empty() {
        return;
    }
    sheet.head(heading);
    for &(thing, count) in first(things, MOST) {
        let (name, item) = told(thing);
        let mut pieces = vec![Piece::to_item(name, Look::Plain, item)];
        if count > 1 {
            pieces.push(Piece::new(format!(" ×{}", grouped(count)), Look::Quiet));
        }
        sheet.list(pieces);
    }
    and_more(sheet, things.len());
}

/// The links to what [`listed`] lists, as far as they may be in sight.
fn group<T: Copy>(
    sheet: &mut Sheet,
    heading: &str,
    things: &[(T, usize)],
    most: usize,
    link: impl Fn(T) -> Link,
) {
    let listed = first(things, MOST);
    let shown = first(listed, most);
    let links = shown.iter().map(|&(thing, _)| link(thing)).collect();
    sheet.group_of(GroupKind::Other, heading, links, left_out(shown.len(), things.len()));
    sheet.beyond += listed.len() - shown.len();
}

fn id(item: Item) -> Option<TagId> {
    match item {
        Item::Tag(id) => Some(id),
        Item::Episode(_) | Item::Person(_) | Item::Pick(_, _) => None,
    }
}

fn record(library: &Library, item: Item) -> Option<&TagRecord> {
    library.tag(id(item)?)
}
