//! The People view: everybody who is host or guest, how to reach them, what they picked.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashSet;

use jiff::civil::Date;

use crate::address::{Address, place};
use crate::episode::{Episode, Role};
use crate::library::{EpisodeId, Extent, Item, Library, PersonId, PersonRecord, PickEntry};
use crate::query::Want;
use crate::sheet::{GroupKind, Link, Look, Piece, Sheet, Target};
use crate::table::{Cell, Column, Labelled};
use crate::theme;

use super::{
    End, EndKind, Field, Kind, Listing, MOST, Order, Place, and_more, counted, episode_line, first,
    group_episodes, grouped, left_out, list_episodes, sort_by_name,
};

/// A contact's address is shown without its scheme up to this many bytes, a longer one by its host.
const SHORT: usize = 40;

pub(super) struct People;

impl Listing for People {
    fn title(&self) -> &'static str {
        "People"
    }

    fn nouns(&self) -> (&'static str, &'static str) {
        ("person", "people")
    }

    fn orders(&self) -> &'static [Order] {
        &[Order::Busiest, Order::Title]
    }

    fn count(&self, library: &Library) -> usize {
        library.people()
    }

    fn arrivals(&self, library: &Library, since: Extent) -> Vec<Item> {
        library.people_from(since.people).map(Item::Person).collect()
    }

    fn ordered(&self, library: &Library, order: Order) -> Vec<Item> {
        let mut items = self.arrivals(library, Extent::default());
        items.retain(|&item| record(library, item).is_some());
        sort_by_name(&mut items, |item| {
            let person = record(library, item);
            let busy = person.map(|person| (person.episodes.len(), person.picks));
            let key = match order {
                Order::Title => None,
                Order::Busiest | Order::Newest | Order::Oldest | Order::Number => busy,
            };
            (Reverse(key), person.map_or("", PersonRecord::name))
        });
        items
    }

    fn fields<'a>(&self, library: &'a Library, item: Item) -> Vec<Field<'a>> {
        let name = id(item).map(|id| library.name(id));
        name.map(|name| Field::new(Place::Main, Kind::Person, name)).into_iter().collect()
    }

    fn ends(&self) -> &'static [End] {
        const {
            &[
                End::new("role", EndKind::Word),
                End::new("eps", EndKind::Count),
                End::new("picks", EndKind::Count),
            ]
        }
    }

    fn tail(&self, library: &Library, item: Item) -> Vec<String> {
        let Some(person) = record(library, item) else {
            return Vec::new();
        };
        let (episodes, picks) = (person.episodes.len(), person.picks as usize);
        vec![role(person).name().to_owned(), grouped(episodes), grouped(picks)]
    }

    fn columns(&self) -> Vec<Column> {
        vec![
            Column::new("name", "Name").flexible(2).style(theme::STRONG).rank(4),
            Column::new("role", "Role").rank(2),
            Column::new("episodes", "Episodes").right().rank(3),
            Column::new("picks", "Picks").right().rank(1),
            Column::new("contacts", "Contacts").flexible(3).style(theme::NOTES.link),
        ]
    }

    fn record(&self, library: &Library, item: Item) -> Vec<Cell> {
        let (Some(id), Some(person)) = (id(item), record(library, item)) else {
            return Vec::new();
        };
        let contact =
            |given: Given| Labelled { label: given.label, url: given.address.to_string() };
        vec![
            person.name().into(),
            role(person).name().into(),
            person.episodes.len().into(),
            person.picks.into(),
            contacts(library, id).map(contact).collect::<Vec<Labelled>>().into(),
        ]
    }

    fn name(&self, library: &Library, item: Item) -> String {
        match record(library, item).map(role) {
            Some(Role::Host) => "Host".to_owned(),
            Some(Role::Guest) | None => "Guest".to_owned(),
        }
    }

    fn page(&self, library: &Library, item: Item, _: Option<&Episode>, most: usize) -> Sheet {
        let mut sheet = Sheet::default();
        let (Some(id), Some(person)) = (id(item), record(library, item)) else {
            return sheet;
        };
        sheet.say(vec![Piece::new(person.name(), Look::Title)]);
        sheet.say(vec![Piece::new(facts(person), Look::Quiet)]);
        let mut rest = library.newest_first(&person.episodes);
        let newest: Vec<EpisodeId> = rest.by_ref().take(MOST).collect();
        let mut given = contacts(library, id);
        let contacts: Vec<Given> = given.by_ref().take(MOST).collect();
        let mut all_given = contacts.len();
        if !contacts.is_empty() {
            sheet.head("Contacts");
            for Given { label, address, date } in &contacts {
                let mut pieces = vec![Piece::to_address(label, Some(address.clone()), *date)];
                let is_short = address.brief().len() <= SHORT;
                let told = if is_short { address.brief() } else { address.host() };
                if told != label {
                    pieces.push(Piece::new(format!(" · {told}"), Look::Quiet));
                }
                sheet.list(pieces);
            }
            // A page that is made for what is in sight has its end elsewhere.
            let left = if most < MOST { 0 } else { given.count() };
            all_given += left;
            and_more(&mut sheet, all_given);
        }
        let links =
            contacts.iter().map(|given| Link::out(&given.label, given.address.clone(), given.date));
        sheet.group_of(
            GroupKind::Other,
            "Contacts",
            links.collect(),
            left_out(contacts.len(), all_given),
        );
        let count = person.picks as usize;
        let mut own = newest
            .iter()
            .copied()
            .chain(rest)
            .filter_map(|episode| Some((episode, library.get(episode)?)))
            .flat_map(|(episode, entry)| entry.picks_by(id).map(move |pick| (episode, pick)))
            .take(count.min(MOST));
        let picks: Vec<(EpisodeId, PickEntry<'_>)> = own.by_ref().take(most).collect();
        if !picks.is_empty() {
            sheet.head("Picks");
            for (episode, pick) in &picks {
                let date = library.get(*episode).and_then(|entry| entry.date);
                let mut pieces =
                    vec![Piece::to_address(pick.title, super::first_address(pick), date)];
                if !pick.note.is_empty() {
                    pieces.push(Piece::new(format!(" {}", pick.note), Look::Plain));
                }
                pieces.push(Piece::new(" in ", Look::Quiet));
                pieces.push(episode_line(library, *episode, Look::Quiet));
                sheet.list_dated(date, pieces);
            }
            and_more(&mut sheet, count);
        }
        list_episodes(&mut sheet, library, first(&newest, most), person.episodes.len());
        let links = picks.iter().map(|(episode, pick)| {
            let date = library.get(*episode).and_then(|entry| entry.date);
            let target = super::first_address(pick).map(|address| Target::Address(address, date));
            Link::new(pick.title, pick.note, target)
        });
        sheet.group_of(GroupKind::Picks, "Picks", links.collect(), left_out(picks.len(), count));
        sheet.beyond += own.filter(|(_, pick)| pick.addresses().next().is_some()).count();
        let episodes = person.episodes.len();
        group_episodes(&mut sheet, library, first(&newest, most), newest.len(), episodes);
        sheet
    }

    fn episodes<'a>(&self, library: &'a Library, item: Item) -> Cow<'a, [EpisodeId]> {
        record(library, item).map_or(Cow::Borrowed(&[]), |person| Cow::Borrowed(&person.episodes))
    }

    fn answers(&self, library: &Library, item: Item, want: &Want) -> Option<bool> {
        let (id, person) = (id(item)?, record(library, item)?);
        let mut entries = person.episodes.iter().filter_map(|&episode| library.get(episode));
        match want {
            Want::Person { name, role } => {
                let as_wanted = match role {
                    None => true,
                    Some(Role::Host) => person.hosted > 0,
                    Some(Role::Guest) => person.guested() > 0,
                };
                Some(as_wanted && name.is_in(person.name()))
            }
            Want::Pick(pattern) => Some(entries.any(|entry| {
                let mut own = entry.picks().filter(|pick| pick.by == Some(id));
                own.any(|pick| super::is_pick(&pick, pattern))
            })),
            Want::Link(pattern) => Some(entries.any(|entry| {
                let mut contacts = entry.contacts().filter(|contact| contact.of == Some(id));
                let mut picks = entry.picks().filter(|pick| pick.by == Some(id));
                contacts.any(|contact| pattern.is_in(contact.address))
                    || picks.any(|pick| pick.addresses().any(|address| pattern.is_in(address)))
            })),
            Want::Word(_) | Want::Phrase(_) | Want::Tag(_) | Want::Text(_) | Want::Date(_) => None,
        }
    }
}

/// What somebody is most of the time.
fn role(person: &PersonRecord) -> Role {
    if person.hosted as usize * 2 > person.episodes.len() { Role::Host } else { Role::Guest }
}

/// `host of 79 episodes · guest of 1 episode · 148 picks`.
fn facts(person: &PersonRecord) -> String {
    let episodes = ("episode", "episodes");
    let mut facts = Vec::new();
    for (role, count) in [("host", person.hosted as usize), ("guest", person.guested())] {
        if count > 0 {
            facts.push(format!("{role} of {}", counted(count, episodes)));
        }
    }
    if person.picks > 0 {
        facts.push(counted(person.picks as usize, ("pick", "picks")));
    }
    facts.join(" · ")
}

/// A contact and when it was given.
struct Given {
    label: String,
    address: Address,
    date: Option<Date>,
}

/// Every contact ever given, each place once, as the newest episode that has it gives it.
fn contacts(library: &Library, id: PersonId) -> impl Iterator<Item = Given> {
    let mut places: HashSet<String> = HashSet::new();
    // Most say what others have said, to the letter.
    let mut addresses: HashSet<&str> = HashSet::new();
    let entries = library.contacted(id).filter_map(|episode| library.get(episode));
    let given = entries
        .flat_map(|entry| entry.contacts().map(move |contact| (contact, entry.date)))
        .filter(move |(contact, _)| contact.of == Some(id));
    given.filter_map(move |(contact, date)| {
        if !addresses.insert(contact.address) {
            return None;
        }
        let address = Address::parse(contact.address).ok()?;
        let is_new = places.insert(place(contact.address).to_lowercase());
        is_new.then(|| Given { label: contact.label.to_owned(), address, date })
    })
}

fn id(item: Item) -> Option<PersonId> {
    match item {
        Item::Person(id) => Some(id),
        Item::Episode(_) | Item::Pick(_, _) | Item::Tag(_) => None,
    }
}

fn record(library: &Library, item: Item) -> Option<&PersonRecord> {
    library.person(id(item)?)
}
