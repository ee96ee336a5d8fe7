//! Notes that mean harm: what they hold never reaches the screen, the clipboard or the browser.

use std::fs;

use shownotes::sanitize;

use crate::session::Session;

/// An escape sequence, a clipboard write, a C1 control, an override and a zero-width space.
const EVIL: &str = "\u{1b}[2J\u{1b}]52;c;T1dORUQ=\u{7}\u{9b}5n\u{202e}\u{200b}";

fn opened(notes: &str) -> Session {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(format!("a{EVIL}.md")), notes).unwrap();
    Session::folder(folder.path(), 100, 40)
}

fn assert_harmless(text: &str) {
    let harmless = |c: char| c == '\n' || !sanitize::is_removed(c);
    assert!(text.chars().all(harmless), "{text:?}");
    assert!(!text.contains("T1dORUQ"), "{text:?}");
}

#[test]
fn no_cell_of_the_screen_holds_a_control_character() {
    let mut session = opened(&format!(
        "Title: Ti{EVIL}tle\nTags: t{EVIL}ag\nDate: 2016-01-01{EVIL}\n\n### Summary{EVIL}\n\
         te{EVIL}xt &#27;[2J &#x9b;5n &#x202e; `co{EVIL}de`\n\n| a{EVIL} | b |\n|---|---|\n\
         | c | d{EVIL} |\n\n<b>ht{EVIL}ml &#27;c</b>\n\n### Picks\n- Jo{EVIL}\n    - \
         [pick{EVIL}](https://a.example/{EVIL})\n"
    ));
    for keys in ["", "<tab>G", "<tab>j", "y", "/ti", "<esc>!"] {
        session.keys(keys);
        for cell in session.buffer().content() {
            assert_harmless(cell.symbol());
        }
    }
}

#[test]
fn what_is_opened_and_copied_is_clean() {
    let mut session =
        opened(&format!("Title: T\n\n### Keep In Touch\n- [x](https://a.example/{EVIL}q)\n"));
    session.keys("1y");
    assert_eq!(session.recorder.opened, ["https://a.example/q"]);
    assert_eq!(session.recorder.copied, ["https://a.example/q"]);
}

#[test]
fn only_web_and_mail_addresses_can_be_opened() {
    let session = opened(
        "Title: T\n\n### Picks\n- [a](javascript:alert(1))\n- [b](file:///etc/passwd)\n\
         - [c](data:text/html,x)\n- [d](-https://x.example)\n- [e](vbscript:x)\n\
         - [f](https://good.example)\n- [g](mailto:a@good.example)\n",
    );
    let links = &session.model.page.as_ref().unwrap().links;
    let addresses: Vec<&str> =
        (0..links.rows.len()).filter_map(|row| session.address(row)).collect();
    for address in &addresses {
        let allowed = ["http://", "https://", "mailto:"];
        assert!(allowed.iter().any(|scheme| address.starts_with(scheme)), "{address}");
    }
    assert!(addresses.contains(&"https://good.example"));
    assert!(addresses.contains(&"mailto:a@good.example"));
}

#[test]
fn a_click_on_a_forbidden_link_in_the_notes_opens_nothing() {
    let mut session = opened("Title: T\n\n### Summary\nSee [this](javascript:alert(1)) or not.\n");
    session.keys("<tab>").click("this");
    assert!(session.recorder.opened.is_empty());
}

#[test]
fn a_filter_takes_no_control_characters() {
    let mut session = Session::new(80, 24);
    session.keys("/").send(shownotes::app::Message::Paste(format!("a{EVIL}b")));
    assert_eq!(session.model.list().filter.text(), "ab");
}
