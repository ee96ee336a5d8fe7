//! Episodes as JSON lines, one object for one episode.
//!
//! Owns the outer shape of the export; the fields themselves are the episode's. It must not
//! read notes or open files.

use std::io;

use serde::Serialize;

use crate::episode::Episode;

#[derive(Serialize)]
struct Record<'a> {
    file: &'a str,
    #[serde(flatten)]
    episode: &'a Episode,
}

/// Writes one episode as one line of JSON; `file` is its path within the library's folder.
pub fn json_line(file: &str, episode: &Episode, out: &mut impl io::Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Record { file, episode })?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_present_even_when_the_notes_say_nothing() {
        let mut out = Vec::new();
        json_line("a/b.md", &Episode::default(), &mut out).unwrap();
        let line = String::from_utf8(out).unwrap();
        assert!(
            line.starts_with(
                r#"{"file":"a/b.md","show":null,"number":null,"title":"","date":null,"tags":[]"#
            ),
            "{line}"
        );
        assert!(line.ends_with("\"problems\":[]}\n"), "{line}");
    }
}
