//! The pictures of `screenshots/` are the program's screens.
//!
//! `UPDATE_SCREENSHOTS=1 cargo test screenshots` draws them anew.

use std::fs;
use std::path::Path;

use crate::picture;
use crate::session::Session;

/// Each picture: its name, the size of the screen, the keys that lead to it.
const PICTURES: &[(&str, (u16, u16), &str)] = &[
    ("wide", (132, 38), "/wsgi cory<enter><esc>"),
    ("middling", (84, 30), "/wsgi cory<enter><esc><tab>"),
    ("narrow", (46, 26), "/wsgi cory<enter><esc><tab><tab>"),
    ("filter", (132, 38), "/web"),
    ("pointing", (132, 38), "/pick:game<down><down><down>"),
    ("person", (132, 38), "p/cory<enter><tab>"),
    ("picks", (132, 38), "io"),
    ("search", (132, 38), "stwisted<enter>"),
    ("follow", (132, 38), "/wsgi<enter><esc><tab><pagedown>f"),
    ("palette", (132, 38), ":link"),
    ("help", (132, 38), "?"),
];

#[test]
fn the_pictures_are_of_these_screens() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots");
    let update = std::env::var_os("UPDATE_SCREENSHOTS").is_some();
    for (name, (width, height), keys) in PICTURES {
        let mut session = Session::new(*width, *height);
        session.keys(keys);
        let drawn = picture::svg(session.buffer());
        let path = folder.join(format!("{name}.svg"));
        if update {
            fs::write(&path, &drawn).unwrap();
            let png = picture::png(&drawn, &folder.join("font"));
            fs::write(path.with_extension("png"), png).unwrap();
            continue;
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept == drawn,
            "{name} is out of date: UPDATE_SCREENSHOTS=1 cargo test screenshots"
        );
    }
}
