//! Everything the notes say, for other programs: one JSON object a line.
//!
//! Owns the export's form. The fields are those of [`Episode`], after the file's name.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use crate::episode::Episode;
use crate::loader::{self, FileProblem, Source};

#[derive(Serialize)]
struct Record<'a> {
    file: &'a str,
    #[serde(flatten)]
    episode: &'a Episode,
}

/// Writes every episode of a source, newest first, and gives what could not be read.
pub fn json_lines(source: &Source, out: &mut impl Write) -> io::Result<Vec<FileProblem>> {
    let (library, problems) = loader::load_all(source);
    let show = library.show();
    for entry in library.entries() {
        let mut episode = Cow::Borrowed(&entry.episode);
        if let (None, Some(show)) = (&episode.show, show) {
            // A page that leaves it out is of the show that the others name.
            episode.to_mut().show = Some(show.to_owned());
        }
        let record = Record { file: &entry.file, episode: &episode };
        serde_json::to_writer(&mut *out, &record)?;
        out.write_all(b"\n")?;
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_episode_is_one_object_with_every_key() {
        let mut out = Vec::new();
        let problems = json_lines(&Source::Catalogue, &mut out).unwrap();
        assert!(problems.is_empty());
        let lines = String::from_utf8(out).unwrap();
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
        let error = json_lines(&Source::Catalogue, &mut Closed).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }
}
