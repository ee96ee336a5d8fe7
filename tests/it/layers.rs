//! The direction of imports: what a module may know of the others.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Each module and the modules it may use, lower layers first. ARCHITECTURE.md draws the same.
const LAYERS: &[(&str, &[&str])] = &[
    ("sanitize", &[]),
    ("fold", &[]),
    ("slips", &[]),
    ("width", &[]),
    ("catalogue", &[]),
    ("crew", &[]),
    ("layout", &[]),
    ("pattern", &["fold"]),
    ("excerpt", &["width"]),
    ("fuzzy", &["fold"]),
    ("address", &["sanitize"]),
    ("episode", &["address"]),
    ("markdown", &["pattern", "sanitize", "width"]),
    ("notes", &["address", "episode", "sanitize", "slips"]),
    ("library", &["address", "episode", "fold", "sanitize", "slips"]),
    ("sheet", &["address", "library"]),
    ("theme", &["markdown", "sheet"]),
    ("query", &["episode", "pattern"]),
    ("paint", &["address", "markdown", "width"]),
    ("table", &["paint", "width"]),
    ("bookmarks", &["address", "sanitize"]),
    ("opml", &["address", "bookmarks", "sanitize"]),
    (
        "view",
        &["address", "episode", "fold", "library", "pattern", "query", "sheet", "table", "theme"],
    ),
    ("loader", &["catalogue", "crew", "episode", "library", "notes", "sanitize"]),
    ("watch", &["loader"]),
    ("fulltext", &["catalogue", "crew", "library", "loader", "notes", "pattern", "query"]),
    ("search", &["episode", "fulltext", "fuzzy", "library", "pattern", "query", "view"]),
    ("keymap", &["view"]),
    (
        "app",
        &[
            "address", "episode", "fulltext", "fuzzy", "keymap", "layout", "library", "loader",
            "markdown", "pattern", "query", "sanitize", "search", "sheet", "theme", "view",
            "width",
        ],
    ),
    (
        "draw",
        &[
            "app", "excerpt", "fuzzy", "keymap", "layout", "library", "markdown", "search",
            "sheet", "theme", "view", "width",
        ],
    ),
    ("run", &["app", "draw", "address", "keymap", "loader"]),
    ("terminal", &[]),
    ("input", &["app", "keymap", "run", "terminal"]),
    ("job", &[]),
    ("browser", &["address", "job", "sanitize"]),
    ("clipboard", &[]),
    (
        "desktop",
        &[
            "address",
            "app",
            "browser",
            "clipboard",
            "fulltext",
            "job",
            "library",
            "loader",
            "run",
            "terminal",
            "watch",
        ],
    ),
    ("cli", &[]),
    ("man", &["cli", "keymap", "query"]),
    ("error", &["address", "browser", "loader", "sanitize", "view"]),
    (
        "commands",
        &[
            "address",
            "app",
            "bookmarks",
            "browser",
            "catalogue",
            "episode",
            "error",
            "fulltext",
            "library",
            "loader",
            "markdown",
            "opml",
            "paint",
            "pattern",
            "query",
            "sanitize",
            "search",
            "sheet",
            "table",
            "theme",
            "view",
            "width",
        ],
    ),
    ("start", &["app", "browser", "error", "loader", "sanitize"]),
];

#[test]
fn modules_use_only_what_lies_below_them() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut known: BTreeSet<&str> = LAYERS.iter().map(|(module, _)| *module).collect();
    let mut files = Vec::new();
    collect(&source, &mut files);
    for (path, text) in files {
        let relative = path.strip_prefix(&source).unwrap();
        let first = relative.components().next().unwrap().as_os_str().to_str().unwrap();
        let module = first.trim_end_matches(".rs");
        if module == "lib" || module == "main" {
            continue;
        }
        let allowed = LAYERS.iter().find(|(name, _)| *name == module);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("{module} is in no layer"));
        known.remove(module);
        for used in imports(&text) {
            assert!(
                used == module || allowed.contains(&used),
                "{} uses {used}, which {module} must not know",
                relative.display()
            );
        }
    }
    assert!(known.is_empty(), "these modules are gone: {known:?}");
}

#[test]
fn every_layer_rests_on_those_before_it() {
    for (at, (module, allowed)) in LAYERS.iter().enumerate() {
        let before: Vec<&str> = LAYERS.iter().take(at).map(|(module, _)| *module).collect();
        for used in *allowed {
            assert!(before.contains(used), "{module} uses {used}, which comes later");
        }
    }
}

#[test]
fn nothing_a_layer_allows_goes_unused() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&source, &mut files);
    for (module, allowed) in LAYERS {
        let mut unused: BTreeSet<&str> = allowed.iter().copied().collect();
        for (path, text) in &files {
            let relative = path.strip_prefix(&source).unwrap();
            let first = relative.components().next().unwrap().as_os_str().to_str().unwrap();
            if first.trim_end_matches(".rs") == *module {
                for used in imports(text) {
                    unused.remove(used);
                }
            }
        }
        assert!(unused.is_empty(), "{module} does not use {unused:?}");
    }
}

/// The modules a file names after `crate::`.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    assert!(!text.contains("crate::{"), "one `use` a module, so that it can be seen here");
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split("crate::").skip(1)).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(rest.len());
        rest.get(..end).filter(|name| !name.is_empty())
    })
}

fn collect(folder: &Path, files: &mut Vec<(std::path::PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push((path.clone(), fs::read_to_string(path).unwrap()));
        }
    }
}
