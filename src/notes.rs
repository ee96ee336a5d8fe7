//! One file's text → an [`Episode`]: the index of the steps in `notes/`.
//!
//! ```text
//! file ─ header ─► body ─ repair ─► blocks ─ sections ─► parts ─ recover ─► links
//!                                                                             │
//!           intro ─► people ◄─ picks, contacts       questions, links, sponsors, show
//!                                    body ─► Markdown
//! ```
//!
//! Each step is a file that owns one idea and its tables of wordings. [`read`], [`index`] and
//! [`readable`] share every step up to the links, and the first two all about people, so that
//! the list, the screen and the export see the same notes. Nothing here fails: what cannot be
//! read is told in [`Episode::problems`].

mod adverts;
mod background;
mod bare;
mod blocks;
mod body;
mod boxes;
mod brands;
mod broken;
mod bullets;
mod contacts;
mod credits;
mod cues;
mod date;
mod givers;
mod header;
mod headings;
mod inline;
mod intro;
mod introduced;
mod likeness;
mod links;
mod mailbox;
mod media;
mod misspelt;
mod names;
mod owners;
mod people;
mod pick_line;
mod picks;
mod plain;
mod prose;
mod questions;
mod recover;
mod references;
mod repair;
mod sections;
mod sentences;
mod service;
mod show;
mod signature;
mod sponsors;
mod tags;
mod target;
mod thanks;
mod unlinked;
mod word_list;
mod words;

use std::borrow::Cow;
use std::collections::HashSet;

use crate::address::Address;
use crate::episode::{Episode, Link, Outline, Person, Pick, Problem};
use crate::sanitize;

use self::background::Background;
use self::blocks::{Kind, Memory, Notes};
use self::contacts::Contacts;
use self::cues::Cues;
use self::header::{Body, Header};
use self::people::Cast;
use self::picks::Picks;
use self::sections::{Section, Topic};

/// Reads one notes file.
///
/// `file_name` is the name without its folder; it stands in for a title the notes do not give.
/// `text` has been through [`sanitize::text`].
///
/// ```
/// let episode = shownotes::notes::read("episode7.md", "\
/// Title: Episode 7 - Cats with Ada Lovelace
/// Date: 2020-1-31
///
/// ###Picks
/// - Ada
///     - [Luna](luna.example) by nobody
/// ");
/// assert_eq!((episode.number, episode.title.as_str()), (Some(7), "Cats with Ada Lovelace"));
/// assert_eq!(episode.picks[0].by, "Ada Lovelace");
/// assert_eq!(episode.picks[0].links[0].url.as_str(), "https://luna.example");
/// assert_eq!(episode.problems.len(), 3);
/// ```
pub fn read(file_name: &str, text: &str) -> Episode {
    let mut problems = Vec::new();
    let (header, body) = header::split(text);
    let (notes, sections) = understood(body, &mut Memory::default(), |_| true, &mut problems);
    let written_title = title(&header, &notes, file_name);
    let told = told(file_name, written_title, &header, &notes, &sections);
    misspelt(&told.cast, &notes, &mut problems);
    let mut episode = Episode {
        number: told.number,
        title: told.title.into_owned(),
        date: date(&header, &mut problems),
        slug: slug(&header),
        site: told.site,
        summary: summary(&header, &notes, &sections),
        player: media::player(&header, &notes),
        audio: media::audio(&header, &notes, &sections),
        contacts: told.contacts.into_iter().map(Link::into_owned).collect(),
        picks: told.picks.into_iter().map(Pick::into_owned).collect(),
        links: links::read(&notes, &sections),
        mentioned: links::mentioned(&notes, &sections),
        questions: questions::read(&notes, &sections, &told.cast),
        sponsors: sponsors::read(&notes, &sections, told.show.as_deref()),
        show: told.show,
        people: told.cast.into_people().map(Person::into_owned).collect(),
        tags: header.tags,
        problems,
    };
    episode.problems.sort_by_key(|problem| problem.line);
    episode
}

/// Reads what a list of episodes needs of one notes file, several times faster than [`read`].
///
/// It takes the same steps and leaves out those that only a page needs, so what it tells is
/// what [`read`] tells. The arguments are the same.
///
/// ```
/// let text = "Title: Luna\n\n### Picks\n- Ada\n    - [Tea](https://a.example)\n";
/// let outline = shownotes::notes::index("episode7.md", text);
/// assert_eq!((outline.number, &*outline.title), (Some(7), "Luna"));
/// assert_eq!(outline.picks[0].title, "Tea");
/// ```
pub fn index<'a>(file_name: &str, text: &'a str) -> Outline<'a> {
    Indexer::default().index(file_name, text)
}

/// Reads many notes files, one after the other, in the same memory.
#[derive(Debug, Default)]
pub struct Indexer {
    memory: Memory,
}

impl Indexer {
    /// As [`index`](self::index) reads one.
    pub fn index<'a>(&mut self, file_name: &str, text: &'a str) -> Outline<'a> {
        let mut problems = Vec::new();
        let (header, body) = header::split(text);
        let wanted = |section: &Section<'_>| {
            matches!(section.topic, Topic::Picks | Topic::Contacts)
                || intro::is_about_people(section)
        };
        let (notes, sections) = understood(body, &mut self.memory, wanted, &mut problems);
        let written_title = title(&header, &notes, file_name);
        let told = told(file_name, written_title, &header, &notes, &sections);
        self.memory.take_back(notes);
        Outline {
            number: told.number,
            title: told.title,
            date: date(&header, &mut problems),
            site: told.site,
            contacts: told.contacts,
            picks: told.picks,
            show: told.show,
            people: told.cast.into_people().collect(),
            tags: header.tags,
        }
    }
}

/// The notes as the detail pane shows them: Markdown without the header, repaired as
/// [`read`] understood it.
///
/// ```
/// let text = "Title: Luna\n\n###Picks\n~ Ada\n   * [Luna](luna.example)";
/// assert_eq!(
///     shownotes::notes::readable(text),
///     "### Picks\n\n- Ada\n    - [Luna](https://luna.example)\n"
/// );
/// ```
pub fn readable(text: &str) -> String {
    let (header, body) = header::split(text);
    let (notes, sections) = understood(body, &mut Memory::default(), |_| true, &mut Vec::new());
    let show =
        header.show.map(plain::text).or_else(|| show::name(&notes, &Cues::find(&notes, &sections)));
    let sponsors = sponsors::read(&notes, &sections, show.as_deref());
    body::markdown(&notes, &sponsors)
}

/// The words of the notes as a reader of the page sees them, a line for each block: for searching.
///
/// ```
/// let text = "Title: Luna\n\n###Picks\n~ Ada\n   * [*Luna*](luna.example) &amp; more";
/// assert_eq!(shownotes::notes::plain(text), "Picks\nAda\nLuna & more\n");
/// ```
pub fn plain(text: &str) -> String {
    prose::of(&readable(text))
}

/// Every address the notes lead to, those of contacts and picks first, a line each: for searching.
///
/// ```
/// let text = "Title: Luna\n\n### Links\n- [One](https://a.example)\n- [Two](b.example)\n";
/// assert_eq!(shownotes::notes::addresses(text), "https://a.example\nhttps://b.example\n");
/// ```
pub fn addresses(text: &str) -> String {
    let episode = read("", text);
    let contacts = episode.people.iter().flat_map(|person| &person.links).chain(&episode.contacts);
    let links = contacts.chain(episode.picks.iter().flat_map(|pick| &pick.links));
    let sections = episode.links.iter().chain(&episode.mentioned);
    let sponsors = episode.sponsors.iter().filter_map(|sponsor| sponsor.url.as_ref());
    let all = links
        .map(|link| &link.url)
        .chain(sections.map(|link| &link.url))
        .chain(sponsors)
        .chain(&episode.player)
        .chain(&episode.audio);
    let mut known = HashSet::new();
    let mut lines = String::new();
    for address in all.filter(|&address| known.insert(address)) {
        lines.extend([address.as_str(), "\n"]);
    }
    lines
}

/// Whether a word in lower case may stand in one of the [`addresses`] though the notes do not have
/// it, as `https` or the `com` in the address of a handle.
pub fn may_be_added(word: &str) -> bool {
    target::may_be_added(word)
}

/// What the notes tell of the show, the episode and its people, for [`read`] and [`index`].
struct Told<'a> {
    show: Option<String>,
    site: Option<Address>,
    number: Option<u32>,
    title: Cow<'a, str>,
    cast: Cast<'a>,
    picks: Vec<Pick<Cow<'a, str>>>,
    contacts: Vec<Link<Cow<'a, str>>>,
}

fn told<'a>(
    file_name: &str,
    written_title: Cow<'a, str>,
    header: &Header<'a>,
    notes: &Notes<'a>,
    sections: &[Section<'a>],
) -> Told<'a> {
    let given = header.number.and_then(|number| number.trim_start_matches('#').parse().ok());
    let given = given.or_else(|| date::number_in_file_name(file_name));
    let (number, title) = match written_title {
        Cow::Borrowed(written) => {
            let (number, title) = numbered(written, given, header.show);
            (number, Cow::Borrowed(title))
        }
        Cow::Owned(written) => {
            let (number, title) = numbered(&written, given, header.show);
            (number, Cow::Owned(title.to_owned()))
        }
    };
    let mut cast = Cast::new(Background::new(title.clone(), notes, sections));
    let cues = Cues::find(notes, sections);
    intro::people(&mut cast, header, &title, notes, sections, &cues);
    let mut contacts = Contacts::default();
    let picks = Picks::read(notes, sections, &mut cast, &mut contacts);
    contacts.read(notes, sections, &mut cast);
    introduced::read(&mut contacts, notes, sections, &mut cast);
    cast.settle();
    Told {
        show: header.show.map(plain::text).or_else(|| show::name(notes, &cues)),
        site: header.site.and_then(site).or_else(|| show::site(notes, &cues)),
        number,
        title,
        picks: picks.into_picks(&cast),
        contacts: contacts.into_loose(),
        cast,
    }
}

/// The number of the episode, and the title without it. What stands before a title counts more than
/// the number `given` elsewhere, what stands behind it only where nothing else is said.
fn numbered<'t>(
    written: &'t str,
    given: Option<u32>,
    show: Option<&str>,
) -> (Option<u32>, &'t str) {
    let (number, title) = date::numbered_title(written);
    if number.is_some() {
        return (number, title);
    }
    match date::number_behind(title) {
        Some((number, said)) if given.is_none_or(|it| it == number) && show != Some(said) => {
            (Some(number), said)
        }
        Some(_) | None => (given, title),
    }
}

/// Tells of names that were taken for another, slightly different one, where they first stand.
fn misspelt(cast: &Cast<'_>, notes: &Notes<'_>, problems: &mut Vec<Problem>) {
    for (written, name) in cast.slips() {
        let first = notes.blocks.iter().find(|block| block.text.contains(written));
        let Some(line) = first.map(|block| block.line) else { continue };
        let message = format!("‘{written}’ is taken for {name}");
        if !problems.iter().any(|problem| problem.message == message) {
            problems.push(Problem { line, message });
        }
    }
}

/// The steps that both readings share; the links of sections that are not wanted are left out.
fn understood<'a>(
    body: Body<'a>,
    memory: &mut Memory,
    wanted: impl Fn(&Section<'a>) -> bool,
    problems: &mut Vec<Problem>,
) -> (Notes<'a>, Vec<Section<'a>>) {
    let mut notes = repair::blocks(body, memory, problems);
    let sections = sections::of(&notes);
    recover::links(&mut notes, &sections, wanted, problems);
    (notes, sections)
}

/// The title as it is written: the header's, the first heading, the file's name.
fn title<'a>(header: &Header<'a>, notes: &Notes<'a>, file_name: &str) -> Cow<'a, str> {
    let heading = || {
        let first = notes.blocks.iter().find(|block| matches!(block.kind, Kind::Heading { .. }))?;
        (sections::topic_of(first.text).is_none()
            || matches!(first.kind, Kind::Heading { level: 1 }))
        .then(|| notes.plain(first))
    };
    let name = || {
        let name = sanitize::line(file_name);
        let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
        if stem.trim().is_empty() { name.trim().to_owned() } else { stem.trim().to_owned() }
    };
    let is_some = |title: &Cow<'_, str>| !title.is_empty();
    let title = header.title.map(plain::spoken).filter(is_some);
    let title = title.or_else(|| heading().map(Cow::Owned).filter(is_some));
    title.or_else(|| Some(Cow::Owned(name())).filter(is_some)).unwrap_or(Cow::Borrowed("untitled"))
}

fn slug(header: &Header<'_>) -> Option<String> {
    header.slug.map(|slug| sanitize::line(slug).into_owned())
}

fn date(header: &Header<'_>, problems: &mut Vec<Problem>) -> Option<jiff::civil::Date> {
    let (written, line) = header.date?;
    let read = date::date(written);
    let message = match read {
        Some((_, true)) => return read.map(|(date, _)| date),
        Some((_, false)) => "date is not written YYYY-MM-DD",
        None => "date cannot be read",
    };
    problems.push(Problem { line, message: message.to_owned() });
    read.map(|(date, _)| date)
}

/// The paragraphs of the summary; without one, the header's or those before the first heading.
fn summary(header: &Header<'_>, notes: &Notes<'_>, sections: &[Section<'_>]) -> String {
    let paragraphs = |topic: Topic| {
        let mut text = String::new();
        let blocks = sections
            .iter()
            .filter(|section| section.topic == topic)
            .flat_map(|section| section.blocks_in(notes));
        for block in
            blocks.filter(|block| block.kind.depth().is_some() && !credits::is_credit(block.text))
        {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(&notes.plain(block));
        }
        text
    };
    let summary = paragraphs(Topic::Summary);
    if !summary.is_empty() {
        return summary;
    }
    header.summary.map_or_else(|| paragraphs(Topic::Lead), plain::text)
}

/// The show's site as a header gives it: with a scheme or only the host.
fn site(value: &str) -> Option<Address> {
    media::address(value).or_else(|| {
        target::is_host(value).then(|| Address::parse(&format!("https://{value}")).ok())?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Line and message of every problem.
    fn problems(text: &str) -> Vec<(u32, String)> {
        let problems = read("x.md", text).problems.into_iter();
        problems.map(|problem| (problem.line, problem.message)).collect()
    }

    #[test]
    fn a_misspelt_name_is_told_where_it_stands() {
        let text = "### Intro\n- Hosts: Ada Lovelace and Bob Shaw\n\n### Picks\n- Ada Lovelase\n    - Tea\n";
        assert_eq!(read("x.md", text).picks[0].by, "Ada Lovelace");
        let told = "‘Ada Lovelase’ is taken for Ada Lovelace".to_owned();
        assert_eq!(problems(text), [(5, told)]);
    }

    #[test]
    fn a_number_behind_the_title_counts_where_no_other_is_given() {
        let read = |file: &str, title: &str| {
            let episode = read(file, &format!("Show: Our Show\nTitle: {title}\n"));
            (episode.number, episode.title)
        };
        assert_eq!(read("x.md", "Luna - Episode 3"), (Some(3), "Luna".to_owned()));
        assert_eq!(read("003.md", "Luna - Episode 3"), (Some(3), "Luna".to_owned()));
        assert_eq!(read("057.md", "Luna - Episode 3"), (Some(57), "Luna - Episode 3".to_owned()));
        let own = "Our Show - Episode 3";
        assert_eq!(read("x.md", own), (None, own.to_owned()));
    }

    #[test]
    fn a_short_name_is_no_slip() {
        let text =
            "### Intro\n- Hosts: Robert Shaw\n\n### Picks\n- Bob\n    - Tea\n- Robert\n    - Ink\n";
        assert_eq!(problems(text), []);
    }
}
