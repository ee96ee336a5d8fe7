//! Documents made from the program's own tables are as the program says.
//!
//! `UPDATE_DOCUMENTS=1 cargo test documents` writes them anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use shownotes::app::{Popup, PopupKind};
use shownotes::keymap::{self, Section};

use crate::session::Session;

const BEGIN: &str = "<!-- keys: begin -->\n";
const END: &str = "<!-- keys: end -->\n";

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

#[test]
fn the_readme_s_keys_are_the_program_s() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BEGIN).expect("the beginning is marked");
    let (table, after) = rest.split_once(END).expect("the end is marked");
    if std::env::var_os("UPDATE_DOCUMENTS").is_some() {
        let updated = format!("{before}{BEGIN}{}{END}{after}", key_table());
        fs::write(path, updated).unwrap();
        return;
    }
    assert_eq!(table, key_table(), "run: UPDATE_DOCUMENTS=1 cargo test documents");
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
