//! The commands for scripts and pipes, run as such, their output read by other programs' parsers.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn run(arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    command(arguments, folder.path()).output().unwrap()
}

fn command(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shownotes"));
    command.args(arguments).current_dir(folder).env_clear().stdin(Stdio::null());
    command
}

/// What a command prints when all goes well.
fn printed(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn in_a_pipe_a_list_is_a_line_for_each_item_with_tabs_between_fields() {
    let list = printed(&["list"]);
    assert_eq!(list.lines().count(), 81);
    assert!(list.lines().all(|line| line.split('\t').count() == 5), "{list}");
    assert!(!list.contains('\u{1b}') && !list.contains('…'));
    assert_eq!(printed(&["list", "@cory", "#web"]).lines().count(), 1);
}

#[test]
fn csv_is_read_back_by_a_parser_of_csv() {
    for (command, count) in [("list", 81), ("people", 110), ("picks", 670), ("tags", 144)] {
        let text = printed(&[command, "--format", "csv"]);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let columns = reader.headers().unwrap().len();
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), count, "{command}");
        assert!(records.iter().all(|record| record.len() == columns), "{command}");
    }
}

#[test]
fn json_is_one_array_and_jsonl_an_object_a_line_of_the_same() {
    for command in ["list", "people", "picks", "tags"] {
        let array: serde_json::Value =
            serde_json::from_str(&printed(&[command, "--format", "json"])).unwrap();
        let lines = printed(&[command, "--format", "jsonl"]);
        let lines: Vec<serde_json::Value> =
            lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(array.as_array().unwrap(), &lines, "{command}");
    }
    let people = printed(&["people", "cory", "--format", "jsonl"]);
    let cory: serde_json::Value = serde_json::from_str(people.lines().next().unwrap()).unwrap();
    assert_eq!(cory["name"], "Cory Benfield");
    assert_eq!(cory["contacts"][1]["url"], "https://github.com/lukasa");
}

#[test]
fn people_come_with_their_addresses_in_every_format() {
    let addresses = "https://twitter.com/lukasaoz https://github.com/lukasa";
    assert_eq!(printed(&["people", "cory"]), format!("Cory Benfield\tguest\t1\t3\t{addresses}\n"));
    let csv = printed(&["people", "cory", "--format", "csv"]);
    assert_eq!(csv.lines().nth(1), Some(&*format!("Cory Benfield,guest,1,3,{addresses}")));
}

#[test]
fn a_list_is_sorted_as_asked_and_an_order_it_has_not_is_refused() {
    let oldest = printed(&["list", "--sort", "oldest"]);
    assert!(oldest.lines().next().unwrap().contains("2015-0"), "{oldest}");
    let matches = printed(&["list", "--sort", "oldest", "web"]);
    let dates: Vec<&str> = matches.lines().filter_map(|line| line.split('\t').nth(1)).collect();
    assert!(dates.len() > 5 && dates.is_sorted(), "whatever matches best: {dates:?}");
    let refused = run(&["list", "--sort", "busiest"]);
    assert_eq!(refused.status.code(), Some(1));
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(told.contains("--sort knows newest, oldest"), "{told}");
    // What is told of can be typed.
    for order in told.trim().rsplit_once("knows ").unwrap().1.split(", ") {
        printed(&["list", "--sort", order]);
    }
}

#[test]
fn a_query_that_is_not_understood_is_told_and_nothing_is_printed() {
    for command in ["list", "people", "picks", "tags", "export"] {
        let output = run(&[command, "colour:red"]);
        assert_eq!(output.status.code(), Some(1), "{command}");
        assert!(output.stdout.is_empty());
        assert!(String::from_utf8_lossy(&output.stderr).contains("‘colour:’ is not understood"));
    }
}

#[test]
fn a_list_without_anything_in_it_says_so_beside_the_output() {
    let output = run(&["picks", "zzzqqq"]);
    assert!(output.status.success() && output.stdout.is_empty());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "shownotes: no pick matches\n");
}

#[test]
fn the_text_of_the_notes_is_searched() {
    assert_eq!(printed(&["list", "text:flask"]).lines().count(), 8);
    assert_eq!(printed(&["list", "text:flask", "year:2016"]).lines().count(), 4);
}

#[test]
fn each_folder_to_read_is_named_by_itself_so_that_a_query_may_follow() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b", "c"] {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("x.md"), format!("Title: Luna {name}\n")).unwrap();
    }
    let listed = |arguments: &[&str]| {
        let output = command(arguments, folder.path()).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap().lines().count()
    };
    assert_eq!(listed(&["list", "--in", "a", "luna"]), 1);
    assert_eq!(listed(&["list", "luna", "--in", "a", "--in", "b"]), 2);
}

#[test]
fn an_episode_is_shown_with_its_links_and_their_labels() {
    for wanted in ["43", "#43", "043-wsgi-2.md", "043-wsgi-2", "./043-wsgi-2.md", "wsgi"] {
        let shown = printed(&["show", wanted]);
        assert!(shown.starts_with("WSGI 2.0\n25 January 2016\n"), "{shown}");
        assert!(shown.contains("2 GitHub"), "{shown}");
        assert!(shown.contains("https://github.com/lukasa\n"), "{shown}");
        assert!(!shown.contains('\u{1b}'));
    }
    // Not there; part of other numbers; letters of a title with others between; a part of a name.
    for wanted in
        ["zzzqqq", "10043", "wsi", "wsgi-2.md", "/nowhere/043-wsgi-2.md", "#", "!zzz", "\"\"", " "]
    {
        let missing = run(&["show", wanted]);
        assert_eq!(missing.status.code(), Some(1), "{wanted}");
        let told = format!("no episode matches ‘{wanted}’");
        assert!(String::from_utf8_lossy(&missing.stderr).contains(&told), "{wanted}");
    }
}

#[test]
fn of_files_with_one_name_the_one_that_is_meant_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let files = ["x.md", "a/x.md", "b/x.md", "b/c/x.md", "b/7.md"];
    for (at, file) in files.iter().enumerate() {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, format!("Title: {file}\nDate: 201{at}-01-01\n")).unwrap();
    }
    let whole = folder.path().join("a/x.md");
    for (wanted, roots, file) in [
        ("x.md", &["."][..], "x.md"),
        ("x", &["."], "x.md"),
        ("a/x.md", &["."], "a/x.md"),
        ("./b/x", &["."], "b/x.md"),
        ("c/x", &["."], "b/c/x.md"),
        ("b/../a/x.md", &["."], "a/x.md"),
        (whole.to_str().unwrap(), &["."], "a/x.md"),
        ("b/x.md", &["a", "b"], "b/x.md"),
        ("7", &["."], "b/7.md"),
    ] {
        let mut arguments = vec!["show", wanted];
        arguments.extend(roots.iter().flat_map(|root| ["--in", root]));
        let output = command(&arguments, folder.path()).output().unwrap();
        let shown = String::from_utf8(output.stdout).unwrap();
        assert!(shown.starts_with(&format!("{file}\n")), "{wanted}: {shown}");
    }
}

#[cfg(unix)]
#[test]
fn one_link_is_opened_by_its_label() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let (browser, opened) = (folder.path().join("browser"), folder.path().join("opened"));
    fs::write(&browser, format!("#!/bin/sh\nprintf %s \"$1\" > '{}'\n", opened.display())).unwrap();
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
    let browser = browser.to_str().unwrap();
    let kept = "https://web.archive.org/web/20160125/https://github.com/lukasa";
    for (words, address) in [
        (&["43", "2"][..], "https://github.com/lukasa"),
        (&["43", "2", "--archived"], kept),
        (&["43", "--archived", "2"], kept),
        (&["cory", "wsgi", "2"], "https://github.com/lukasa"),
        (&["cory", "--archived", "wsgi", "2"], kept),
    ] {
        let mut arguments = vec!["open", "--browser", browser, "--foreground"];
        arguments.extend(words);
        let output = command(&arguments, folder.path()).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        assert_eq!(fs::read_to_string(&opened).unwrap(), address);
        assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("{address}\n"));
    }
    let output = command(&["open", "43", "Z"], folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    for no_label in ["", "12"] {
        let output = command(&["open", "43", no_label], folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains("a label is one letter or digit"), "{told}");
        assert!(told.contains("shownotes open [OPTIONS] <EPISODE>... <LABEL>"), "{told}");
    }
    let output = command(&["open", "43"], folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("the label of the link is missing"), "{told}");
}

#[test]
fn somebodys_contacts_are_printed_however_many() {
    let folder = tempfile::tempdir().unwrap();
    for at in 0..301 {
        let host = "### Intro\n- Hosts: Ada Lovelace";
        let text =
            format!("{host}\n\n### Contacts\n- Ada Lovelace\n    - [Web](https://{at}.example)\n");
        fs::write(folder.path().join(format!("{at}.md")), text).unwrap();
    }
    let folder = folder.path().to_str().unwrap();
    let text = printed(&["people", "--format", "json", "--in", folder]);
    let people: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(people[0]["contacts"].as_array().unwrap().len(), 301);
}

#[test]
fn an_outline_is_read_back_by_a_parser_of_xml() {
    let text = printed(&["export", "--format", "opml", "#wsgi"]);
    let document = roxmltree::Document::parse(&text).unwrap();
    let root = document.root_element();
    assert_eq!((root.tag_name().name(), root.attribute("version")), ("opml", Some("2.0")));
    let urls: HashSet<&str> =
        document.descendants().filter_map(|node| node.attribute("url")).collect();
    assert!(urls.contains("https://github.com/lukasa"));
    assert!(urls.contains("https://en.wikipedia.org/wiki/Archery"));
    let episodes = document.descendants().filter(|node| node.has_attribute("created"));
    let titles: Vec<_> = episodes.filter_map(|node| node.attribute("text")).collect();
    assert_eq!(titles, ["43 · WSGI 2.0"]);
}

#[test]
fn bookmarks_hold_each_link_of_the_episodes_a_query_leaves() {
    let text = printed(&["export", "--format", "bookmarks", "\"wsgi 2.0\""]);
    assert!(text.starts_with("<!DOCTYPE NETSCAPE-Bookmark-file-1>"));
    assert!(text.contains(">43 · WSGI 2.0</H3>"), "{text}");
    assert!(text.contains("<A HREF=\"https://github.com/lukasa\""), "{text}");
    assert!(!text.contains("Sean Gillies"), "{text}");
}
