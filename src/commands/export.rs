//! `export`: everything the notes say for other programs, or their links for browsers.
//!
//! Owns what goes into the files. Of JSON lines the fields are those of [`Episode`], after the
//! file's name; of bookmarks and outlines, folders by episode hold every contact and pick.

use std::collections::HashSet;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use crate::bookmarks::{self, Bookmark, Folder, Item as Entry};
use crate::episode::{Episode, Link, Pick, Role};
use crate::error::Error;
use crate::library::{Item, Library};
use crate::loader::{self, FileProblem, Reading, Source};
use crate::opml;
use crate::view::View;

use super::{Request, find};

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line for each episode, with everything.
    JsonLines,
    /// Contacts and picks as a browser's bookmarks.
    Bookmarks,
    /// The same as an outline.
    Opml,
}

#[derive(Serialize)]
struct Record<'a> {
    file: &'a str,
    #[serde(flatten)]
    episode: &'a Episode,
}

/// Writes the episodes a query leaves, newest first, and gives what could not be read.
pub fn write(
    source: &Source,
    query: &str,
    format: Format,
    out: &mut impl Write,
) -> Result<Vec<FileProblem>, Error> {
    find::understood(query)?;
    let (library, mut readings, problems) = loader::read_all(source);
    if !query.trim().is_empty() {
        let wanted = wanted(source, &library, query)?;
        readings.retain(|reading| wanted.contains(&reading.path));
    }
    let written = match format {
        Format::JsonLines => json_lines(&readings, out),
        Format::Bookmarks => bookmarks::write(&folder(&library, &readings), out),
        Format::Opml => opml::write(&folder(&library, &readings), out),
    };
    written.map_err(Error::Output)?;
    Ok(problems)
}

/// The files of the episodes a query leaves.
fn wanted(source: &Source, library: &Library, query: &str) -> Result<HashSet<Arc<Path>>, Error> {
    let request = Request { query: query.to_owned(), order: None };
    let items = find::items(source, library, View::Episodes, &request)?;
    let path = |item: Item| match item {
        Item::Episode(id) => Some(Arc::clone(library.get(id)?.path())),
        Item::Person(_) | Item::Pick(_, _) | Item::Tag(_) => None,
    };
    Ok(items.into_iter().filter_map(path).collect())
}

fn json_lines(readings: &[Reading], out: &mut impl Write) -> std::io::Result<()> {
    for Reading { file, notes: episode, .. } in readings {
        serde_json::to_writer(&mut *out, &Record { file, episode })?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// A folder for each episode with contacts or picks, in one named after the show.
fn folder(library: &Library, readings: &[Reading]) -> Folder {
    let episodes = readings.iter().map(|reading| of_episode(&reading.notes));
    let items = episodes.filter(|folder| !folder.items.is_empty()).map(Entry::Folder).collect();
    Folder { title: library.show().unwrap_or("Show notes").to_owned(), date: None, items }
}

fn of_episode(episode: &Episode) -> Folder {
    let mut items = Vec::new();
    let guests = episode.people_in(Role::Guest).chain(episode.people_in(Role::Host));
    for person in guests {
        add(&mut items, &person.name, contacts(&person.links, &episode.tags));
    }
    add(&mut items, "Contacts", contacts(&episode.contacts, &episode.tags));
    for (giver, picks) in episode.picks_by_giver() {
        let title = if giver.is_empty() { "Picks".to_owned() } else { format!("Picks · {giver}") };
        add(
            &mut items,
            &title,
            picks.into_iter().flat_map(|pick| picked(pick, &episode.tags)).collect(),
        );
    }
    let title = match episode.number {
        Some(number) => format!("{number} · {}", episode.title),
        None => episode.title.clone(),
    };
    Folder { title, date: episode.date, items }
}

/// Adds a folder, unless there is nothing to put in it.
fn add(items: &mut Vec<Entry>, title: &str, within: Vec<Entry>) {
    if !within.is_empty() {
        let title = title.to_owned();
        items.push(Entry::Folder(Folder { title, date: None, items: within }));
    }
}

fn contacts(links: &[Link], tags: &[String]) -> Vec<Entry> {
    let bookmark = |link: &Link| {
        let (title, address) = (link.label.clone(), link.url.clone());
        Entry::Bookmark(Bookmark { title, address, description: None, tags: tags.to_vec() })
    };
    links.iter().map(bookmark).collect()
}

/// A bookmark for each address of a pick: the first under its title, others as the notes call
/// them.
fn picked(pick: &Pick, tags: &[String]) -> Vec<Entry> {
    let bookmark = |(at, link): (usize, &Link)| {
        let title = if at == 0 { pick.title.clone() } else { link.label.clone() };
        let description = (at == 0 && !pick.note.is_empty()).then(|| pick.note.clone());
        let (address, tags) = (link.url.clone(), tags.to_vec());
        Entry::Bookmark(Bookmark { title, address, description, tags })
    };
    pick.links.iter().enumerate().map(bookmark).collect()
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    fn exported(query: &str, format: Format) -> String {
        let mut out = Vec::new();
        let problems = write(&Source::Catalogue, query, format, &mut out).unwrap();
        assert!(problems.is_empty());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_episode_is_one_object_with_every_key() {
        let lines = exported("", Format::JsonLines);
        assert_eq!(lines.lines().count(), crate::catalogue::FILES.len());
        for line in lines.lines() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            for key in [
                "file",
                "show",
                "number",
                "title",
                "date",
                "tags",
                "slug",
                "summary",
                "player",
                "audio",
                "people",
                "contacts",
                "picks",
                "links",
                "questions",
                "sponsors",
                "problems",
            ] {
                assert!(record.get(key).is_some(), "{key}");
            }
        }
    }

    #[test]
    fn a_query_leaves_out_the_others() {
        let lines = exported("@\"Cory Benfield\"", Format::JsonLines);
        assert_eq!(lines.lines().count(), 1);
        assert!(lines.contains("WSGI 2.0"));
    }

    #[test]
    fn every_contact_and_every_address_of_a_pick_is_a_bookmark() {
        let (_, readings, _) = loader::read_all(&Source::Catalogue);
        let links: Vec<&Link> = readings
            .iter()
            .flat_map(|Reading { notes: Episode { people, contacts, picks, .. }, .. }| {
                let people = people.iter().flat_map(|person| &person.links);
                people.chain(contacts).chain(picks.iter().flat_map(|pick| &pick.links))
            })
            .collect();
        assert_eq!(exported("", Format::Bookmarks).matches("<A HREF=").count(), links.len());
        // A mailbox is no page, so an outline has it as text.
        let pages = links.iter().filter(|link| link.url.as_str().starts_with("http")).count();
        assert_eq!(exported("", Format::Opml).matches("type=\"link\"").count(), pages);
    }

    #[test]
    fn a_query_that_is_not_understood_is_an_error_and_writes_nothing() {
        let mut out = Vec::new();
        let error = write(&Source::Catalogue, "colour:red", Format::JsonLines, &mut out);
        assert!(error.unwrap_err().to_string().contains("‘colour:’ is not understood"));
        assert!(out.is_empty());
    }

    #[test]
    fn a_reader_that_has_seen_enough_ends_the_export() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let error = write(&Source::Catalogue, "", Format::JsonLines, &mut Closed).unwrap_err();
        assert!(matches!(error, Error::Output(error) if error.kind() == io::ErrorKind::BrokenPipe));
    }
}
