//! The Episodes view: number, date and title; the notes as the page.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashSet;

use jiff::civil::Date;

use crate::address::Address;
use crate::episode::{self, Episode, Role};
use crate::library::{Entry, EpisodeId, Extent, Item, Library};
use crate::pattern::Pattern;
use crate::query::Want;
use crate::sheet::{GroupKind, Link, Look, OF, Piece, Sheet, Target};
use crate::table::{Cell, Column};
use crate::theme;

use super::{Field, Kind, Listing, Order, Place, long_date, sort_by_name};

pub(super) struct Episodes;

impl Listing for Episodes {
    fn title(&self) -> &'static str {
        "Episodes"
    }

    fn nouns(&self) -> (&'static str, &'static str) {
        ("episode", "episodes")
    }

    fn orders(&self) -> &'static [Order] {
        &[Order::Newest, Order::Oldest, Order::Number, Order::Title]
    }

    fn count(&self, library: &Library) -> usize {
        library.len()
    }

    fn arrivals(&self, library: &Library, since: Extent) -> Vec<Item> {
        library.episodes_from(since.episodes).map(Item::Episode).collect()
    }

    fn ordered(&self, library: &Library, order: Order) -> Vec<Item> {
        let mut items: Vec<Item> = library.episodes().iter().copied().map(Item::Episode).collect();
        let entry = |item: &Item| entry(library, *item);
        match order {
            Order::Newest | Order::Busiest => {}
            Order::Oldest => items.sort_by_key(|item| {
                let date = entry(item).and_then(|entry| entry.date);
                (date.is_none(), date, entry(item).and_then(|entry| entry.number))
            }),
            Order::Number => items.sort_by_key(|item| {
                let number = entry(item).and_then(|entry| entry.number);
                (number.is_none(), number, Reverse(entry(item).and_then(|entry| entry.date)))
            }),
            Order::Title => {
                sort_by_name(&mut items, |item| {
                    ((), self::entry(library, item).map_or("", Entry::title))
                });
            }
        }
        items
    }

    fn fields<'a>(&self, library: &'a Library, item: Item) -> Vec<Field<'a>> {
        let Some(entry) = entry(library, item) else {
            return Vec::new();
        };
        let number = entry.number.map_or(Cow::Borrowed(""), |number| number.to_string().into());
        let mut fields = vec![
            Field::new(Place::Front, Kind::Number, number),
            Field::new(Place::Main, Kind::Title, entry.title()),
        ];
        for guest in entry.people_in(Role::Guest) {
            fields.push(Field::new(Place::Aside, Kind::Person, library.name(guest)));
        }
        for tag in entry.tags() {
            let name = library.tag(tag).map_or("", |tag| tag.name());
            fields.push(Field::new(Place::Aside, Kind::Tag, name));
        }
        fields
    }

    fn picked<'a>(&self, library: &'a Library, item: Item, pattern: &Pattern) -> Option<&'a str> {
        let mut picks = entry(library, item)?.picks();
        picks.find(|pick| super::is_pick(pick, pattern)).map(|pick| pick.title)
    }

    fn is_dated(&self, library: &Library) -> bool {
        // Undated ones come last.
        let newest = library.episodes().first().and_then(|&id| library.get(id));
        newest.is_some_and(|entry| entry.date.is_some())
    }

    fn date(&self, library: &Library, item: Item) -> Option<Date> {
        entry(library, item)?.date
    }

    fn columns(&self) -> Vec<Column> {
        vec![
            Column::new("number", "#").right().rank(4),
            Column::new("date", "Date").style(theme::QUIET).rank(2),
            Column::new("title", "Title").flexible(3).rank(5),
            Column::new("guests", "Guests").flexible(2).style(theme::STRONG).rank(3),
            Column::new("tags", "Tags").flexible(2).style(theme::TAG).rank(1),
            Column::new("hosts", "Hosts").data_only(),
            Column::new("picks", "Picks").right().data_only(),
            Column::new("file", "File").data_only(),
        ]
    }

    fn record(&self, library: &Library, item: Item) -> Vec<Cell> {
        let Some(entry) = entry(library, item) else {
            return Vec::new();
        };
        let names = |role| -> Vec<String> {
            entry.people_in(role).map(|id| library.name(id).to_owned()).collect()
        };
        let tags = entry.tags().filter_map(|id| Some(library.tag(id)?.name().to_owned()));
        vec![
            entry.number.into(),
            entry.date.into(),
            entry.title().into(),
            names(Role::Guest).into(),
            tags.collect::<Vec<String>>().into(),
            names(Role::Host).into(),
            entry.pick_count().into(),
            entry.file().into(),
        ]
    }

    fn name(&self, library: &Library, item: Item) -> String {
        match entry(library, item).and_then(|entry| entry.number) {
            Some(number) => format!("Episode {number}"),
            None => "Episode".to_owned(),
        }
    }

    fn page(&self, library: &Library, item: Item, notes: Option<&Episode>, _: usize) -> Sheet {
        let mut sheet = Sheet::default();
        let Some(entry) = entry(library, item) else {
            return sheet;
        };
        sheet.say(vec![Piece::new(entry.title(), Look::Title)]);
        if let Some(date) = entry.date {
            sheet.say(vec![Piece::new(long_date(date), Look::Quiet)]);
        }
        for (role, before, look) in
            [(Role::Guest, "with ", Look::Strong), (Role::Host, "hosted by ", Look::Quiet)]
        {
            let names: Vec<Piece> = entry
                .people_in(role)
                .map(|id| Piece::to_item(library.name(id), look, Item::Person(id)))
                .collect();
            if !names.is_empty() {
                let mut pieces = vec![Piece::new(before, Look::Quiet)];
                pieces.extend(enumerated(names));
                sheet.say(pieces);
            }
        }
        let mut tags = Vec::new();
        for id in entry.tags() {
            if !tags.is_empty() {
                tags.push(Piece::new("  ", Look::Plain));
            }
            let name = library.tag(id).map_or("", |tag| tag.name());
            tags.push(Piece::to_item(format!("#{name}"), Look::Tag, Item::Tag(id)));
        }
        if !tags.is_empty() {
            sheet.say(tags);
        }
        if let Some(episode) = notes {
            links(&mut sheet, episode, library);
        }
        let mut within: Vec<Link> = entry
            .people()
            .map(|(id, role)| Link::within(library.name(id), role.name(), Item::Person(id)))
            .collect();
        within.extend(entry.tags().filter_map(|id| {
            Some(Link::within(format!("#{}", library.tag(id)?.name()), "", Item::Tag(id)))
        }));
        sheet.group(GroupKind::Other, "People and tags", within);
        sheet
    }

    fn episodes<'a>(&self, _: &'a Library, item: Item) -> Cow<'a, [EpisodeId]> {
        id(item).into_iter().collect()
    }

    fn answers(&self, _: &Library, _: Item, _: &Want) -> Option<bool> {
        None
    }
}

/// The links of an episode: guests with their contacts, then picks by person, hosts, the Links
/// section, sponsors, the episode's own page and player, and whatever else the notes link to in
/// passing.
fn links(sheet: &mut Sheet, episode: &Episode, library: &Library) {
    let date = episode.date;
    for guest in episode.people_in(Role::Guest) {
        sheet.group(GroupKind::Contacts, &guest.name, all(&guest.links, date));
    }
    sheet.group(GroupKind::Other, "Contacts", all(&episode.contacts, date));
    for (giver, picks) in episode.picks_by_giver() {
        let heading =
            if giver.is_empty() { "Picks".to_owned() } else { format!("Picks{OF}{giver}") };
        let links = picks.into_iter().flat_map(|pick| of_pick(pick, date)).collect();
        sheet.group(GroupKind::Picks, heading, links);
    }
    for host in episode.people_in(Role::Host) {
        sheet.group(GroupKind::Contacts, &host.name, all(&host.links, date));
    }
    in_sections(sheet, episode.links.iter(), date);
    let sponsor = |sponsor: &episode::Sponsor| {
        Link::new(&sponsor.name, "", sponsor.url.clone().map(|url| Target::Address(url, date)))
    };
    sheet.group(GroupKind::Other, "Sponsors", episode.sponsors.iter().map(sponsor).collect());
    let own = [
        ("Page", library.page_address(episode)),
        ("Player", episode.player.clone()),
        ("Audio", episode.audio.clone()),
    ];
    let own = own.into_iter().filter_map(|(text, address)| Some(Link::out(text, address?, date)));
    sheet.group(GroupKind::Other, "This episode", own.collect());
    let listed: HashSet<Address> = sheet
        .groups
        .iter()
        .flat_map(|group| &group.links)
        .filter_map(|link| match &link.target {
            Some(Target::Address(address, _)) => Some(address.clone()),
            Some(Target::Item(_)) | None => None,
        })
        .collect();
    in_sections(sheet, episode.mentioned.iter().filter(|link| !listed.contains(&link.url)), date);
}

fn all(links: &[episode::Link], date: Option<Date>) -> Vec<Link> {
    links.iter().map(|link| Link::out(&link.label, link.url.clone(), date)).collect()
}

/// A pick with its first address, and a row for each further one.
fn of_pick(pick: &episode::Pick, date: Option<Date>) -> impl Iterator<Item = Link> {
    let mut links = pick.links.iter();
    let first = links.next().map(|link| Target::Address(link.url.clone(), date));
    let further = links.map(move |link| Link::out(&link.label, link.url.clone(), date));
    std::iter::once(Link::new(&pick.title, &pick.note, first)).chain(further)
}

/// Links below the headings of their sections.
fn in_sections<'a>(
    sheet: &mut Sheet,
    links: impl Iterator<Item = &'a episode::SectionLink>,
    date: Option<Date>,
) {
    let mut section: Option<(&str, Vec<Link>)> = None;
    for link in links {
        let row = Link::out(&link.label, link.url.clone(), date);
        match &mut section {
            Some((heading, links)) if *heading == link.section => links.push(row),
            Some(_) | None => {
                if let Some((heading, links)) = section.replace((&link.section, vec![row])) {
                    add_section(sheet, heading, links);
                }
            }
        }
    }
    if let Some((heading, links)) = section {
        add_section(sheet, heading, links);
    }
}

fn add_section(sheet: &mut Sheet, heading: &str, links: Vec<Link>) {
    let heading = if heading.is_empty() { "In the notes" } else { heading };
    sheet.group(GroupKind::Other, heading, links);
}

/// `A`, `A and B`, `A, B and C`.
fn enumerated(names: Vec<Piece>) -> Vec<Piece> {
    let last = names.len().saturating_sub(1);
    let mut pieces = Vec::new();
    for (at, name) in names.into_iter().enumerate() {
        if at > 0 {
            let between = if at == last { " and " } else { ", " };
            pieces.push(Piece::new(between, name.look));
        }
        pieces.push(name);
    }
    pieces
}

fn id(item: Item) -> Option<EpisodeId> {
    match item {
        Item::Episode(id) => Some(id),
        Item::Person(_) | Item::Pick(_, _) | Item::Tag(_) => None,
    }
}

fn entry(library: &Library, item: Item) -> Option<&Entry> {
    library.get(id(item)?)
}
