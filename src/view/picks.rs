//! The Picks view: everything recommended, by whom and on which episode.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashSet;

use crate::address::{Address, place};
use crate::episode::Episode;
use crate::library::{Entry, EpisodeId, Extent, Item, Library, PickEntry};
use crate::query::Want;
use crate::sheet::{GroupKind, Link, Look, Piece, Sheet, Target};
use crate::table::{Cell, Column};
use crate::theme;

use super::{
    End, EndKind, Field, Kind, Listing, MOST, Order, Place, View, counted, episode_line, grouped,
    long_date, sort_by_name,
};

pub(super) struct Picks;

impl Listing for Picks {
    fn title(&self) -> &'static str {
        "Picks"
    }

    fn nouns(&self) -> (&'static str, &'static str) {
        ("pick", "picks")
    }

    fn orders(&self) -> &'static [Order] {
        &[Order::Newest, Order::Oldest, Order::Busiest, Order::Title]
    }

    fn count(&self, library: &Library) -> usize {
        library.picks()
    }

    fn arrivals(&self, library: &Library, since: Extent) -> Vec<Item> {
        let episodes = library.episodes_from(since.episodes);
        episodes.flat_map(|id| picks_of(library, id)).collect()
    }

    fn ordered(&self, library: &Library, order: Order) -> Vec<Item> {
        let of_episodes = |order| {
            let episodes = View::Episodes.listing().ordered(library, order).into_iter();
            let id = |episode| if let Item::Episode(id) = episode { Some(id) } else { None };
            episodes.filter_map(id).flat_map(|id| picks_of(library, id)).collect::<Vec<Item>>()
        };
        match order {
            Order::Newest | Order::Oldest | Order::Number => of_episodes(order),
            Order::Busiest => {
                let mut items = of_episodes(Order::Newest);
                // Most are picked once, which must not be found out of each.
                let repeating: HashSet<EpisodeId> = library.with_picks_of_others().collect();
                items.sort_by_cached_key(|&item| {
                    let may_repeat = parts(item).is_some_and(|(id, _)| repeating.contains(&id));
                    Reverse(if may_repeat { times(library, item) } else { 1 })
                });
                items
            }
            Order::Title => {
                let mut items = of_episodes(Order::Newest);
                sort_by_name(&mut items, |item| {
                    ((), pick(library, item).map_or("", |(_, pick)| pick.title))
                });
                items
            }
        }
    }

    fn fields<'a>(&self, library: &'a Library, item: Item) -> Vec<Field<'a>> {
        let Some((entry, pick)) = pick(library, item) else {
            return Vec::new();
        };
        let number = entry.number.map_or(Cow::Borrowed(""), |number| number.to_string().into());
        let giver = pick.by.map_or("", |by| library.name(by));
        vec![
            Field::new(Place::Front, Kind::Number, number),
            Field::new(Place::Main, Kind::Pick, pick.title),
            Field::new(Place::Aside, Kind::Person, giver),
        ]
    }

    fn ends(&self) -> &'static [End] {
        const { &[End::new("", EndKind::Count), End::new("", EndKind::Name)] }
    }

    fn tail(&self, library: &Library, item: Item) -> Vec<String> {
        let Some((_, pick)) = pick(library, item) else {
            return Vec::new();
        };
        let giver = pick.by.map_or("", |by| library.name(by));
        let times = match times(library, item) {
            1 => String::new(),
            times => format!("×{}", grouped(times)),
        };
        vec![times, giver.to_owned()]
    }

    fn columns(&self) -> Vec<Column> {
        vec![
            Column::new("title", "Pick").flexible(3).rank(5),
            Column::new("by", "By").flexible(2).style(theme::STRONG).rank(3),
            Column::new("number", "#").right().rank(4),
            Column::new("date", "Date").style(theme::QUIET).rank(1),
            Column::new("url", "Address").flexible(4).style(theme::NOTES.link).rank(2),
            Column::new("times", "Times").right().data_only(),
            Column::new("note", "Note").data_only(),
            Column::new("episode", "Episode").data_only(),
            Column::new("urls", "Addresses").json_only(),
        ]
    }

    fn record(&self, library: &Library, item: Item) -> Vec<Cell> {
        let Some((entry, pick)) = pick(library, item) else {
            return Vec::new();
        };
        let addresses: Vec<String> = pick.addresses().map(str::to_owned).collect();
        vec![
            pick.title.into(),
            pick.by.map(|by| library.name(by)).into(),
            entry.number.into(),
            entry.date.into(),
            addresses.first().cloned().into(),
            times(library, item).into(),
            pick.note.into(),
            entry.title().into(),
            addresses.into(),
        ]
    }

    fn name(&self, _: &Library, _: Item) -> String {
        "Pick".to_owned()
    }

    fn page(&self, library: &Library, item: Item, _: Option<&Episode>, most: usize) -> Sheet {
        let mut sheet = Sheet::default();
        let (Some((id, index)), Some((entry, pick))) = (parts(item), pick(library, item)) else {
            return sheet;
        };
        sheet.say(vec![Piece::new(pick.title, Look::Title)]);
        if !pick.note.is_empty() {
            sheet.say(vec![Piece::new(pick.note, Look::Plain)]);
        }
        let mut by = vec![Piece::new("picked", Look::Quiet)];
        if let Some(giver) = pick.by {
            by.push(Piece::new(" by ", Look::Quiet));
            by.push(Piece::to_item(library.name(giver), Look::Strong, Item::Person(giver)));
        }
        if let Some(date) = entry.date {
            by.push(Piece::new(format!(" on {}", long_date(date)), Look::Quiet));
        }
        sheet.say(by);
        sheet.say(vec![Piece::new("in ", Look::Quiet), episode_line(library, id, Look::Plain)]);
        let addresses: Vec<Address> =
            pick.addresses().filter_map(|address| Address::parse(address).ok()).collect();
        if !addresses.is_empty() {
            sheet.gap();
        }
        for address in &addresses {
            sheet.say(vec![Piece::to_address(address.as_str(), Some(address.clone()), entry.date)]);
        }
        let titled = |address: Address| Link::out(pick.title, address, entry.date);
        sheet.group(GroupKind::Picks, "This pick", addresses.into_iter().map(titled).collect());
        others(&mut sheet, library, (id, index), &pick, most);
        beside(&mut sheet, library, entry, (id, index));
        let mut within: Vec<Link> = Vec::new();
        within.push(Link::within(entry.title(), "", Item::Episode(id)));
        within.extend(pick.by.map(|by| Link::within(library.name(by), "", Item::Person(by))));
        sheet.group(GroupKind::Other, "Episode and person", within);
        sheet
    }

    fn episodes<'a>(&self, _: &'a Library, item: Item) -> Cow<'a, [EpisodeId]> {
        parts(item).map(|(id, _)| id).into_iter().collect()
    }

    fn answers(&self, library: &Library, item: Item, want: &Want) -> Option<bool> {
        let (entry, pick) = pick(library, item)?;
        match want {
            Want::Person { name, role } => {
                let in_role = |by| role.is_none_or(|role| entry.people_in(role).any(|id| id == by));
                Some(pick.by.is_some_and(|by| in_role(by) && name.is_in(library.name(by))))
            }
            Want::Pick(pattern) => Some(super::is_pick(&pick, pattern)),
            Want::Link(pattern) => Some(pick.addresses().any(|address| pattern.is_in(address))),
            Want::Word(_) | Want::Phrase(_) | Want::Tag(_) | Want::Text(_) | Want::Date(_) => None,
        }
    }
}

/// The picks of an episode, as items.
fn picks_of(library: &Library, id: EpisodeId) -> impl Iterator<Item = Item> + use<> {
    let count = library.get(id).map_or(0, Entry::pick_count);
    (0..u16::try_from(count).unwrap_or(u16::MAX)).map(move |at| Item::Pick(id, at))
}

/// Where else the same place was recommended.
fn others(
    sheet: &mut Sheet,
    library: &Library,
    this: (EpisodeId, u16),
    pick: &PickEntry<'_>,
    most: usize,
) {
    let on = |address: &&str| library.picked_on(address);
    let shared: Vec<&str> = pick.addresses().filter(|address| on(address).len() > 1).collect();
    let places: Vec<&str> = shared.iter().copied().map(place).collect();
    let same = |other: &PickEntry<'_>| other.addresses().any(|a| places.contains(&place(a)));
    let mut episodes: Vec<EpisodeId> = shared.iter().flat_map(on).copied().collect();
    episodes.sort_unstable();
    episodes.dedup();
    let mut others = library
        .newest_first(&episodes)
        .filter_map(|id| Some((id, library.get(id)?)))
        .flat_map(|(id, entry)| entry.picks().map(move |pick| (id, pick)))
        .filter(|(id, pick)| (*id, pick.index) != this && same(pick));
    let shown: Vec<(EpisodeId, PickEntry<'_>)> = others.by_ref().take(most).collect();
    if shown.is_empty() {
        return;
    }
    sheet.head("Also picked");
    for (id, pick) in &shown {
        let mut pieces = Vec::new();
        if let Some(by) = pick.by {
            pieces.push(Piece::new("by ", Look::Quiet));
            pieces.push(Piece::to_item(library.name(by), Look::Plain, Item::Person(by)));
            pieces.push(Piece::new(" in ", Look::Quiet));
        }
        pieces.push(episode_line(library, *id, Look::Plain));
        sheet.list(pieces);
    }
    // A page that is made for what is in sight has its end elsewhere.
    let left = if most < MOST { 0 } else { others.count() };
    super::and_more(sheet, shown.len() + left);
}

/// The other picks of its episode.
fn beside(sheet: &mut Sheet, library: &Library, entry: &Entry, this: (EpisodeId, u16)) {
    let others: Vec<PickEntry<'_>> = entry.picks().filter(|pick| pick.index != this.1).collect();
    if others.is_empty() {
        return;
    }
    sheet.head(&format!(
        "With {} of this episode",
        counted(others.len(), ("other pick", "other picks"))
    ));
    let mut links = Vec::new();
    for pick in &others {
        let mut pieces =
            vec![Piece::to_item(pick.title, Look::Plain, Item::Pick(this.0, pick.index))];
        if let Some(by) = pick.by {
            pieces.push(Piece::new(format!(" · {}", library.name(by)), Look::Quiet));
        }
        sheet.list(pieces);
        let target = super::first_address(pick).map(|address| Target::Address(address, entry.date));
        links.push(Link::new(pick.title, pick.note, target));
    }
    sheet.group(GroupKind::Picks, "Other picks of this episode", links);
}

/// On how many episodes what this pick leads to was picked: on one at least.
fn times(library: &Library, item: Item) -> usize {
    let addresses = pick(library, item).into_iter().flat_map(|(_, pick)| pick.addresses());
    addresses.map(|address| library.picked_on(address).len()).max().unwrap_or(0).max(1)
}

fn parts(item: Item) -> Option<(EpisodeId, u16)> {
    match item {
        Item::Pick(id, index) => Some((id, index)),
        Item::Episode(_) | Item::Person(_) | Item::Tag(_) => None,
    }
}

fn entry(library: &Library, item: Item) -> Option<&Entry> {
    library.get(parts(item)?.0)
}

fn pick(library: &Library, item: Item) -> Option<(&Entry, PickEntry<'_>)> {
    let entry = entry(library, item)?;
    Some((entry, entry.pick(parts(item)?.1)?))
}
