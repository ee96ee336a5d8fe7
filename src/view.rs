//! What can be listed: episodes, people, picks, tags.
//!
//! Owns [`Listing`], the one idea behind every view: an item has a row in the list, a page, and
//! links. A view is a file in `view/` that says what those are, and a line in [`View`]. It must
//! not know what is typed, selected or drawn.

mod episodes;
mod people;
mod picks;
mod tags;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::panic::resume_unwind;
use std::thread;

use jiff::civil::Date;

use crate::address::Address;
use crate::episode::Episode;
use crate::fold;
use crate::library::{EpisodeId, Extent, Item, Library, PickEntry};
use crate::pattern::Pattern;
use crate::query::Want;
use crate::sheet::{GroupKind, Link, Look, Piece, Sheet};
use crate::table::{Cell, Column};

/// What the list pane lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// All episodes.
    #[default]
    Episodes,
    /// Everybody who is host or guest.
    People,
    /// Everything recommended.
    Picks,
    /// All tags.
    Tags,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// The latest date first; undated last.
    Newest,
    /// The earliest date first; undated last.
    Oldest,
    /// By the number of the episode, from the lowest; unnumbered last.
    Number,
    /// By the alphabet.
    Title,
    /// What comes up most first.
    Busiest,
}

/// A text an item is found by, and where its row shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// What it is.
    pub kind: Kind,
    /// Its place in the row.
    pub place: Place,
}

/// What a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The number of an episode.
    Number,
    /// The title of an episode.
    Title,
    /// The name of a person.
    Person,
    /// What is recommended.
    Pick,
    /// A tag.
    Tag,
}

/// Where a row shows a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In front.
    Front,
    /// What the row is about; every item has exactly one.
    Main,
    /// Only when it is why the item was found.
    Aside,
}

/// A column at the right end of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// What stands above it; empty where that needs no saying.
    pub heading: &'static str,
    /// What is in it.
    pub kind: EndKind,
}

/// What a column at the right end of the rows has in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndKind {
    /// One of a few words.
    Word,
    /// A figure.
    Count,
    /// A name, which may be cut.
    Name,
}

/// What every view says of its items. Items passed in are the view's own; of one that is gone
/// there is nothing to say.
pub trait Listing: Sync {
    /// Its name, with a capital letter.
    fn title(&self) -> &'static str;

    /// What one item is called, and what several are.
    fn nouns(&self) -> (&'static str, &'static str);

    /// The orders it can be in, the first to begin with.
    fn orders(&self) -> &'static [Order];

    /// How many items there are.
    fn count(&self, library: &Library) -> usize;

    /// The items the library has numbered since it had this extent, ascending, with those that
    /// are gone since.
    fn arrivals(&self, library: &Library, since: Extent) -> Vec<Item>;

    /// All items that are there, in an order; of equals the newest first, whatever order they were
    /// read in.
    fn ordered(&self, library: &Library, order: Order) -> Vec<Item>;

    /// What the item is found by; the same number of fields while the library only grows.
    fn fields<'a>(&self, library: &'a Library, item: Item) -> Vec<Field<'a>>;

    /// What its row is about, without anything around it.
    fn main(&self, library: &Library, item: Item) -> String {
        let fields = self.fields(library, item);
        let main = fields.into_iter().find(|field| field.place == Place::Main);
        main.map_or_else(String::new, |field| field.text.into_owned())
    }

    /// The title of the first of its picks that is wanted: for a row that does not show its picks.
    fn picked<'a>(&self, _library: &'a Library, _item: Item, _: &Pattern) -> Option<&'a str> {
        None
    }

    /// Whether rows have a column for dates.
    fn is_dated(&self, _library: &Library) -> bool {
        false
    }

    /// The date its row shows.
    fn date(&self, _library: &Library, _item: Item) -> Option<Date> {
        None
    }

    /// The columns at the right end of the rows.
    fn ends(&self) -> &'static [End] {
        &[]
    }

    /// Whether these have headings.
    fn has_headings(&self) -> bool {
        self.ends().iter().any(|end| !end.heading.is_empty())
    }

    /// What stands at the right end of its row: a text for each of those columns.
    fn tail(&self, _library: &Library, _item: Item) -> Vec<String> {
        Vec::new()
    }

    /// The columns of a table of its items.
    fn columns(&self) -> Vec<Column>;

    /// The item in that table.
    fn record(&self, library: &Library, item: Item) -> Vec<Cell>;

    /// What its page is called, on the frame.
    fn name(&self, library: &Library, item: Item) -> String;

    /// Its page; an episode's needs what its notes say. With `most` below [`MOST`] it may list
    /// no more than that of a kind, and tells how many links it has beyond: enough for a screen
    /// with so many lines.
    fn page(&self, library: &Library, item: Item, notes: Option<&Episode>, most: usize) -> Sheet;

    /// The episodes it belongs to.
    fn episodes<'a>(&self, library: &'a Library, item: Item) -> Cow<'a, [EpisodeId]>;

    /// Whether the item itself is what is wanted; `None` when that is for its episodes to say.
    fn answers(&self, library: &Library, item: Item, want: &Want) -> Option<bool>;
}

impl View {
    /// Every view, in the order of the bar.
    pub const ALL: [Self; 4] = [Self::Episodes, Self::People, Self::Picks, Self::Tags];

    /// What the view says of its items.
    pub const fn listing(self) -> &'static dyn Listing {
        match self {
            Self::Episodes => &episodes::Episodes,
            Self::People => &people::People,
            Self::Picks => &picks::Picks,
            Self::Tags => &tags::Tags,
        }
    }

    /// The view's place in the bar, from 0.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The order to begin with.
    pub fn default_order(self) -> Order {
        self.listing().orders().first().copied().unwrap_or(Order::Title)
    }

    /// The view an item is listed in.
    pub const fn of(item: Item) -> Self {
        match item {
            Item::Episode(_) => Self::Episodes,
            Item::Person(_) => Self::People,
            Item::Pick(_, _) => Self::Picks,
            Item::Tag(_) => Self::Tags,
        }
    }
}

impl Order {
    /// How it is asked for.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Number => "number",
            Self::Title => "title",
            Self::Busiest => "busiest",
        }
    }

    /// How it is told, in the title of the list.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Newest => "newest first",
            Self::Oldest => "oldest first",
            Self::Number => "by number",
            Self::Title => "by name",
            Self::Busiest => "busiest first",
        }
    }
}

impl End {
    const fn new(heading: &'static str, kind: EndKind) -> Self {
        Self { heading, kind }
    }
}

impl<'a> Field<'a> {
    fn new(place: Place, kind: Kind, text: impl Into<Cow<'a, str>>) -> Self {
        Self { text: text.into(), kind, place }
    }
}

/// A page lists no more of a kind than this; the lists themselves have all.
pub const MOST: usize = 300;

/// An episode in the text of a page: `43 · WSGI 2.0`, leading to its page.
fn episode_line(library: &Library, id: EpisodeId, look: Look) -> Piece {
    let text = library.get(id).map_or_else(String::new, |entry| match entry.number {
        Some(number) => format!("{number} · {}", entry.title()),
        None => entry.title().to_owned(),
    });
    Piece::to_item(text, look, Item::Episode(id))
}

/// A heading and a line for each of some episodes, the newest of so many in all.
fn list_episodes(sheet: &mut Sheet, library: &Library, newest: &[EpisodeId], count: usize) {
    sheet.head("Episodes");
    for &id in newest {
        let date = library.get(id).and_then(|entry| entry.date);
        sheet.list_dated(date, vec![episode_line(library, id, Look::Plain)]);
    }
    and_more(sheet, count);
}

/// The links to some episodes, of so many that the whole page lists and so many in all.
fn group_episodes(
    sheet: &mut Sheet,
    library: &Library,
    newest: &[EpisodeId],
    listed: usize,
    count: usize,
) {
    let link = |&id: &EpisodeId| {
        Link::within(episode_line(library, id, Look::Plain).text, "", Item::Episode(id))
    };
    let links = newest.iter().map(link).collect();
    sheet.group_of(GroupKind::Other, "Episodes", links, left_out(newest.len(), count));
    sheet.beyond += listed - newest.len();
}

/// From how many items on a second thread saves more time than it takes to start.
const SHARED_FROM: usize = 50_000;

/// An item with what it is put in order by: its key, how its name begins, and the name.
type Keyed<'a, K> = (K, u128, &'a str, Item);

/// Puts items in the order of a key, equals in that of the alphabet.
fn sort_by_name<'a, K: Ord + Send>(items: &mut [Item], key: impl Fn(Item) -> (K, &'a str) + Sync) {
    let sorted = |items: &[Item]| {
        let keyed = items.iter().map(|&item| {
            let (key, name) = key(item);
            (key, fold::beginning(name), name, item)
        });
        let mut keyed: Vec<Keyed<'a, K>> = keyed.collect();
        keyed.sort_by(by_key_and_name);
        keyed
    };
    let keyed = if items.len() < SHARED_FROM {
        sorted(items)
    } else {
        let (front, back) = items.split_at(items.len() / 2);
        let (mut front, back) = thread::scope(|scope| {
            let back = scope.spawn(|| sorted(back));
            (sorted(front), back.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        front.extend(back);
        // Finds the two halves in order, and merges them.
        front.sort_by(by_key_and_name);
        front
    };
    items.iter_mut().zip(keyed).for_each(|(place, (.., item))| *place = item);
}

fn by_key_and_name<K: Ord>(one: &Keyed<'_, K>, other: &Keyed<'_, K>) -> Ordering {
    let ((key, beginning, name, _), (other_key, other_beginning, other_name, _)) = (one, other);
    let by_key = key.cmp(other_key).then(beginning.cmp(other_beginning));
    by_key.then_with(|| fold::compare(name, other_name))
}

/// The first of some things, so many at most.
fn first<T>(things: &[T], most: usize) -> &[T] {
    things.get(..most).unwrap_or(things)
}

/// Says how many of a kind a page leaves out.
fn and_more(sheet: &mut Sheet, count: usize) {
    let more = left_out(MOST, count);
    if more > 0 {
        sheet.say(vec![Piece::new(more_of(more), Look::Quiet)]);
    }
}

/// How many of a kind a page leaves out that has so many of them; none yet, when it is made for
/// what is in sight.
const fn left_out(shown: usize, count: usize) -> usize {
    if shown < MOST { 0 } else { count.saturating_sub(shown) }
}

/// How those are told of that are left out.
pub fn more_of(more: usize) -> String {
    format!("… and {} more", grouped(more))
}

/// Whether a pick's title or one of its addresses has a pattern.
fn is_pick(pick: &PickEntry<'_>, pattern: &Pattern) -> bool {
    pattern.is_in(pick.title) || pick.addresses().any(|address| pattern.is_in(address))
}

/// Where a pick leads.
fn first_address(pick: &PickEntry<'_>) -> Option<Address> {
    pick.addresses().find_map(|address| Address::parse(address).ok())
}

/// `25 January 2016`.
pub fn long_date(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// `1 episode`, `81 episodes`.
pub fn counted(count: usize, (one, several): (&str, &str)) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { several })
}

/// A count with its thousands set apart: `10,000`.
pub fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use crate::episode::Outline;
    use crate::library::Parcel;

    use super::*;

    #[test]
    fn as_many_as_are_sorted_on_two_threads_stand_in_one_order_equals_as_they_came() {
        const NAMES: u16 = 1_000;
        let count = u16::try_from(SHARED_FROM).unwrap();
        let mut library = Library::default();
        let mut parcel = Parcel::default();
        parcel.add(std::path::Path::new("a.md").into(), 0, &Outline::default());
        let id = library.insert(&[parcel])[0];
        let names: Vec<String> = (0..NAMES).map(|name| format!("{name:03}")).collect();
        let mut items: Vec<Item> = (0..count).map(|at| Item::Pick(id, at)).collect();
        sort_by_name(&mut items, |item| match item {
            Item::Pick(_, at) => ((), names[usize::from(at % NAMES)].as_str()),
            other => panic!("{other:?} is no pick"),
        });
        let mut expected: Vec<u16> = (0..count).collect();
        expected.sort_by_key(|at| (at % NAMES, *at));
        let expected: Vec<Item> = expected.into_iter().map(|at| Item::Pick(id, at)).collect();
        assert!(items == expected, "{:?} …", items.get(..5));
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(counted(1, ("episode", "episodes")), "1 episode");
    }
}
