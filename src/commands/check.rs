//! `check`: what is wrong with the notes, for the people who write them.
//!
//! Owns the report of `shownotes check`, in the form of a linter's. The findings are the
//! reader's: whatever it had to repair or could not read.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use crate::loader::{self, Source};
use crate::sanitize;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Finding {
    /// The file, as it can be opened from here.
    file: String,
    /// The line, from 1; `None` when the finding is about the file as a whole.
    line: Option<u32>,
    /// What was wrong and what was made of it.
    message: String,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A line for each finding and one with the count.
    Text,
    /// One JSON array.
    Json,
}

/// Reads all notes of a source, writes what is wrong with them, by file and line, and gives how
/// many findings there are.
pub fn report(source: &Source, form: Form, out: &mut impl Write) -> io::Result<usize> {
    let (_, readings, problems) = loader::read_all(source);
    let shown = |path: &Path| sanitize::line(&path.to_string_lossy()).into_owned();
    let of_files = problems.into_iter().map(|problem| Finding {
        file: shown(&problem.path),
        line: problem.line,
        message: problem.reason,
    });
    let of_lines = readings.iter().flat_map(|reading| {
        reading.notes.problems.iter().map(|problem| Finding {
            file: shown(&reading.path),
            line: Some(problem.line),
            message: problem.message.clone(),
        })
    });
    let mut findings: Vec<Finding> = of_files.chain(of_lines).collect();
    findings.sort();
    match form {
        Form::Text => write_text(&findings, readings.len(), out)?,
        Form::Json => {
            serde_json::to_writer_pretty(&mut *out, &findings)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(findings.len())
}

fn write_text(findings: &[Finding], episodes: usize, out: &mut impl Write) -> io::Result<()> {
    for Finding { file, line, message } in findings {
        match line {
            Some(line) => writeln!(out, "{file}:{line}: {message}")?,
            None => writeln!(out, "{file}: {message}")?,
        }
    }
    let counted = |count: usize, word: &str| match count {
        1 => format!("1 {word}"),
        count => format!("{count} {word}s"),
    };
    let mut files: Vec<&str> = findings.iter().map(|finding| finding.file.as_str()).collect();
    files.dedup();
    match findings.len() {
        0 => writeln!(out, "{} read, nothing to repair", counted(episodes, "episode")),
        count => {
            let files = counted(files.len(), "file");
            writeln!(
                out,
                "{} in {files}, {} read",
                counted(count, "problem"),
                counted(episodes, "episode")
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn reported(files: &[(&str, &[u8])], form: Form) -> (usize, String) {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            fs::write(folder.path().join(name), content).unwrap();
        }
        let mut out = Vec::new();
        let source = Source::paths(vec![folder.path().to_owned()]);
        let count = report(&source, form, &mut out).unwrap();
        let shown = folder.path().display().to_string() + "/";
        (count, String::from_utf8(out).unwrap().replace(&shown, ""))
    }

    const UNSPACED: &[u8] = b"Title: A\nDate: 2016-01-01\n\n###Picks\n- [x](https://a.example)\n";

    #[test]
    fn findings_are_told_by_file_and_line_with_a_count_at_the_end() {
        let (count, text) = reported(&[("b.md", UNSPACED), ("a.md", UNSPACED)], Form::Text);
        assert_eq!(count, 2);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("a.md:4: ") && lines[1].starts_with("b.md:4: "), "{text}");
        assert_eq!(lines[2], "2 problems in 2 files, 2 episodes read");
    }

    #[test]
    fn notes_without_fault_are_said_to_be() {
        let good = b"Title: A\nDate: 2016-01-01\n\n### Summary\nGood.\n";
        let (count, text) = reported(&[("a.md", good)], Form::Text);
        assert_eq!((count, text.as_str()), (0, "1 episode read, nothing to repair\n"));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_a_finding_without_a_line() {
        let (count, text) = reported(&[("a.md", b"\xff\xfe")], Form::Text);
        assert_eq!(count, 1);
        assert!(text.starts_with("a.md: written in UTF-16"), "{text}");
    }

    #[test]
    fn json_is_one_array_of_findings() {
        let (_, text) = reported(&[("a.md", UNSPACED)], Form::Json);
        let findings: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(findings[0]["file"], "a.md");
        assert_eq!(findings[0]["line"], 4);
        assert!(findings[0]["message"].is_string());
    }
}
