//! Documents made from the program's own tables are as the program says.
//!
//! `UPDATE_DOCUMENTS=1 cargo test documents` writes them anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use shownotes::app::{Popup, PopupKind};
use shownotes::keymap::{self, Section};

use crate::session::Session;

fn key_table() -> String {
    let mut table = String::new();
    for section in Section::ALL {
        if matches!(section, Section::Typing | Section::Popup) {
            continue;
        }
        writeln!(table, "\n| {} | |\n|---|---|", section.title()).unwrap();
        for (keys, help) in keymap::section(section) {
            let keys: Vec<String> = keys.split(' ').map(|key| format!("`{key}`")).collect();
            writeln!(table, "| {} | {help} |", keys.join(" ")).unwrap();
        }
    }
    table.push('\n');
    table
}

fn query_table() -> String {
    let mut table = "\n| | finds |\n|---|---|\n".to_owned();
    for (form, finds) in shownotes::query::FORMS {
        let forms: Vec<String> = match form.strip_prefix('"') {
            Some(_) => vec![format!("`{form}`")],
            None => form.split(' ').map(|form| format!("`{form}`")).collect(),
        };
        writeln!(table, "| {} | {finds} |", forms.join(" ")).unwrap();
    }
    table.push('\n');
    table
}

/// Holds a part of the README, marked by its name, to what the program says.
fn hold(name: &str, table: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (begin, end) = (format!("<!-- {name}: begin -->\n"), format!("<!-- {name}: end -->\n"));
    let (before, rest) = readme.split_once(&begin).expect("the beginning is marked");
    let (written, after) = rest.split_once(&end).expect("the end is marked");
    if std::env::var_os("UPDATE_DOCUMENTS").is_some() {
        fs::write(path, format!("{before}{begin}{table}{end}{after}")).unwrap();
        return;
    }
    assert_eq!(written, table, "run: UPDATE_DOCUMENTS=1 cargo test documents");
}

#[test]
fn the_readme_s_tables_are_the_program_s() {
    hold("keys", &key_table());
    hold("queries", &query_table());
}

#[test]
fn what_can_be_typed_as_a_filter_is_told_on_one_screen() {
    let model = Session::new(80, 24).model;
    let rows = model.popup_rows(Popup::new(PopupKind::Queries));
    assert!(rows.len() + 2 <= 24, "{}", rows.len());
    let shown = format!("{rows:?}");
    for (form, finds) in shownotes::query::FORMS {
        assert!(shown.contains(&form.replace('"', "\\\"")), "{form}");
        assert!(shown.contains(finds), "{finds}");
    }
}

#[test]
fn the_help_names_every_key_and_fits_the_width_of_a_small_terminal() {
    let model = Session::new(80, 24).model;
    let popup = Popup::new(PopupKind::Help);
    assert!(model.popup_area(popup).width <= 80);
    let shown = format!("{:?}", model.popup_rows(popup));
    for binding in keymap::BINDINGS {
        assert!(shown.contains(&keymap::shown_keys(binding)), "{binding:?}");
        assert!(shown.contains(binding.help), "{binding:?}");
    }
}

#[test]
fn on_a_narrow_screen_no_word_of_the_help_is_cut_off() {
    let model = Session::new(40, 12).model;
    let rows = model.popup_rows(Popup::new(PopupKind::Help));
    let text = format!("{rows:?}");
    for word in keymap::BINDINGS.iter().flat_map(|binding| binding.help.split(' ')) {
        assert!(text.contains(word), "{word}");
    }
    for row in rows {
        if let shownotes::app::PopupRow::Text(text) = row {
            assert!(shownotes::width::columns(&text) <= 36, "{text}");
        }
    }
}

#[test]
fn no_key_of_the_help_is_cut_off_by_the_text_beside_it() {
    for section in Section::ALL {
        for (keys, help) in keymap::section(section) {
            assert!(
                shownotes::width::columns(&keys) < shownotes::app::KEYS_WIDTH,
                "{keys}: {help}"
            );
        }
    }
}
