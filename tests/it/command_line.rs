//! The program without a terminal: what it prints, what it complains of, how it ends.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn shownotes(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shownotes"));
    command.args(arguments).current_dir(folder).env_clear().stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    shownotes(arguments, folder.path()).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn help_shows_examples_and_every_option() {
    let output = run(&["--help"]);
    assert!(output.status.success());
    let help = text(&output.stdout);
    for part in ["Examples:", "--browser <CMD>", "--foreground", "--no-mouse", "export", "PATH"] {
        assert!(help.contains(part), "{part}:\n{help}");
    }
}

#[test]
fn the_version_is_the_package_s() {
    let output = run(&["--version"]);
    assert_eq!(text(&output.stdout), format!("shownotes {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn completions_and_the_manual_page_are_written() {
    for shell in ["bash", "zsh", "fish"] {
        let output = run(&["completions", shell]);
        assert!(text(&output.stdout).contains("no-mouse"), "{shell}");
    }
    let page = run(&["man"]);
    let page = text(&page.stdout);
    assert!(page.contains(".TH shownotes 1") && page.contains(".SH KEYS"), "{page}");
}

#[test]
fn without_a_terminal_the_screen_is_not_taken_over() {
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("the output is no terminal"));
    assert!(output.stdout.is_empty());
}

#[test]
fn export_writes_a_line_for_each_episode_newest_first() {
    let output = run(&["export"]);
    assert!(output.status.success());
    let lines: Vec<serde_json::Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 81);
    let dates: Vec<&str> = lines.iter().map(|line| line["date"].as_str().unwrap()).collect();
    assert!(dates.is_sorted_by(|newer, older| newer >= older));
}

#[test]
fn export_names_files_relative_to_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("deep")).unwrap();
    fs::write(folder.path().join("deep/a.md"), "Title: A\n").unwrap();
    let output = shownotes(&["export", "--format", "jsonl", "--in", "."], folder.path());
    let output = { output }.output().unwrap();
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(record["file"], "deep/a.md");
}

#[test]
fn a_file_left_out_of_an_export_is_told_and_the_others_are_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "Title: A\n").unwrap();
    fs::write(folder.path().join("b.md"), b"\xff\xfeT\0").unwrap();
    let output = shownotes(&["export", "--in", "."], folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout).lines().count(), 1);
    assert_eq!(text(&output.stderr), "shownotes: b.md: written in UTF-16; save it as UTF-8\n");
}

#[test]
fn what_cannot_be_opened_is_said_in_a_sentence_with_a_failing_status() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("empty")).unwrap();
    fs::write(folder.path().join("binary.md"), b"\x80\x81").unwrap();
    for (path, sentence) in [
        ("nowhere", "cannot read nowhere: no such file or folder"),
        ("empty", "there are no notes in empty: no file below it ends in .md or .markdown"),
        ("binary.md", "cannot read binary.md: not a text file in UTF-8"),
    ] {
        for arguments in [&["export", "--in", path][..], &[path]] {
            let output = shownotes(arguments, folder.path()).output().unwrap();
            assert_eq!(output.status.code(), Some(1), "{path}");
            assert_eq!(text(&output.stderr), format!("shownotes: {sentence}\n"));
        }
    }
}

#[test]
fn check_tells_what_was_repaired_and_fails_when_there_is_anything() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("notes")).unwrap();
    let good = "Title: A\nDate: 2016-01-01\n\n### Picks\n- [x](https://a.example)\n";
    fs::write(folder.path().join("notes/a.md"), good).unwrap();
    let output = shownotes(&["check", "notes"], folder.path()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    fs::write(folder.path().join("notes/a.md"), good.replace("### P", "###P")).unwrap();
    let output = shownotes(&["check", "notes"], folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let report = text(&output.stdout);
    assert!(report.starts_with("notes/a.md:4: no space after ###"), "{report}");
    assert!(report.ends_with("1 problem in 1 file, 1 episode read\n"), "{report}");
    fs::write(folder.path().join("notes/a.md"), b"Title: A\nDate: 2016-01-01\n\n###P\xff\n")
        .unwrap();
    fs::write(folder.path().join("notes/b.md"), b"\xff\xfe").unwrap();
    let output = shownotes(&["check", "notes"], folder.path()).output().unwrap();
    let report = text(&output.stdout);
    assert!(report.contains("notes/a.md:4: no space after ###"), "{report}");
    assert!(report.contains("notes/a.md:4: not UTF-8"), "{report}");
    assert!(report.contains("notes/b.md: written in UTF-16"), "{report}");
    assert!(report.ends_with("3 problems in 2 files, 1 episode read\n"), "{report}");
    let output = shownotes(&["check", "--format", "json", "notes"], folder.path());
    let output = { output }.output().unwrap();
    let findings: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(findings[0]["line"], 4);
}

#[test]
fn the_built_in_catalogue_has_nothing_to_repair() {
    let output = run(&["check"]);
    assert!(output.status.success(), "{}", text(&output.stdout));
}

#[test]
fn an_unknown_option_is_a_usage_error() {
    let output = run(&["--nonsense"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_closed_pipe_ends_the_export_quietly() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = shownotes(&["export"], folder.path());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Read a little and hang up, as `head -1` does.
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0; 16]).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn complaints_and_exports_carry_no_control_characters() {
    let folder = tempfile::tempdir().unwrap();
    let evil = "\u{1b}]0;OWNED\u{7}\u{202e}";
    let name = format!("a{evil}.md");
    let notes = format!("Title: T{evil}\n\n### Picks\n- [x{evil}](https://a.example/{evil})\n");
    fs::write(folder.path().join(&name), notes).unwrap();
    fs::write(folder.path().join(format!("b{evil}.md")), b"\xff\xfe").unwrap();
    for arguments in [&["export", "--in", "."][..], &["export", "--in", &format!("no{evil}")]] {
        let output = shownotes(arguments, folder.path()).output().unwrap();
        for stream in [&output.stdout, &output.stderr] {
            let harmless = |c: char| c == '\n' || !shownotes::sanitize::is_removed(c);
            assert!(text(stream).chars().all(harmless), "{:?}", text(stream));
            assert!(!text(stream).contains("OWNED"), "{:?}", text(stream));
        }
    }
}
