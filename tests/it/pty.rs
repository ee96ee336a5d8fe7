//! The real program in a real terminal: from the first key to a shell that finds everything as
//! it was.

use std::path::PathBuf;

use crate::terminal::{Launch, Terminal};

const ESC: &str = "\u{1b}";
pub(crate) const CTRL_C: &str = "\u{3}";

pub(crate) const CORY_ON_GITHUB: &str = "https://github.com/lukasa";

pub(crate) fn catalogue() -> Launch {
    Launch::shownotes().recording_browser()
}

/// The program as it is when all has been read.
pub(crate) fn started(launch: Launch) -> Terminal {
    let mut terminal = launch.start(120, 40);
    terminal.wait_for("1/81");
    terminal
}

/// The label beside a text in the links pane.
fn label_before(terminal: &Terminal, text: &str) -> String {
    let screen = terminal.contents();
    let line = screen.lines().find(|line| line.contains(text)).unwrap_or_default();
    let before: Vec<char> = line.split(text).next().unwrap_or_default().chars().collect();
    before.iter().rev().nth(1).expect("a label").to_string()
}

#[test]
fn a_new_user_finds_an_episode_opens_a_guest_s_page_and_a_pick_and_quits() {
    let mut terminal = started(catalogue());
    terminal.keys("/wsgi cory").wait_for("1/1 of 81").keys("\r").wait_for("Cory Benfield");
    terminal.keys("2").wait_for(&format!("Opened {CORY_ON_GITHUB}"));
    let label = label_before(&terminal, "Archery");
    terminal.keys(&label).wait_for("Opened https://en.wikipedia.org/wiki/Archery");
    assert_eq!(terminal.opened(), [CORY_ON_GITHUB, "https://en.wikipedia.org/wiki/Archery"]);
    assert!(!terminal.contents().contains("BROWSER"), "{}", terminal.contents());
    terminal.keys("q");
    assert_eq!(terminal.wait_for_end(), 0);
    assert!(terminal.is_given_back());
    assert!(!terminal.contents().contains("BROWSER"), "{}", terminal.contents());
}

#[test]
fn the_folder_at_hand_is_opened_before_the_built_in_catalogue_and_both_are_said() {
    let notes = b"Title: Episode 7 - At Hand\nDate: 2016-01-01\n";
    let mut here = catalogue().file("episodes/a.md", notes).start(100, 20);
    here.wait_for("At Hand").wait_for("Opened the folder ./episodes");
    let mut elsewhere = catalogue().start(100, 20);
    elsewhere.wait_for("There is no folder ./episodes: this is the built-in catalogue");
}

#[test]
fn notes_that_change_on_disk_are_shown_and_the_selection_stays() {
    let notes = |title: &str, day: u8| format!("Title: {title}\nDate: 2016-01-0{day}\n");
    let launch = catalogue();
    let launch = launch.file("episodes/a.md", notes("Newest", 3).as_bytes());
    let launch = launch.file("episodes/b.md", notes("Middle", 2).as_bytes());
    let mut terminal = launch.file("episodes/c.md", notes("Oldest", 1).as_bytes()).start(120, 30);
    terminal.wait_for("1/3").keys("j").wait_for("2/3");
    // As editors save: a new file takes the old one's place.
    let draft = terminal.path("episodes/.a.md.swp");
    std::fs::write(&draft, notes("Revised", 3)).unwrap();
    std::fs::rename(&draft, terminal.path("episodes/a.md")).unwrap();
    terminal.wait_for("Revised");
    assert!(terminal.contents().contains("2/3"), "{}", terminal.contents());
    // A folder that comes is looked into, and watched from then on.
    std::fs::create_dir(terminal.path("episodes/more")).unwrap();
    std::fs::write(terminal.path("episodes/more/d.md"), notes("Another", 4)).unwrap();
    terminal.wait_for("3/4").wait_for("Another");
    std::fs::write(terminal.path("episodes/more/d.md"), notes("Yet Another", 4)).unwrap();
    terminal.wait_for("Yet Another");
    std::fs::remove_dir_all(terminal.path("episodes/more")).unwrap();
    terminal.wait_for("2/3");
    std::fs::rename(terminal.path("episodes"), terminal.path("gone")).unwrap();
    terminal.wait_for("could not be read");
    std::fs::rename(terminal.path("gone"), terminal.path("episodes")).unwrap();
    terminal.wait_for("Revised");
}

#[test]
fn a_single_file_is_followed_though_editors_replace_it() {
    let launch = catalogue().file("a.txt", b"Title: First Draft\n").argument("a.txt");
    let mut terminal = launch.start(100, 20);
    terminal.wait_for("First Draft");
    for title in ["Second Draft", "Third Draft"] {
        std::fs::write(terminal.path("a.txt~"), format!("Title: {title}\n")).unwrap();
        std::fs::rename(terminal.path("a.txt~"), terminal.path("a.txt")).unwrap();
        terminal.wait_for(title);
    }
}

#[test]
fn no_key_is_lost_after_a_storm_of_resizes() {
    let mut terminal = started(catalogue());
    for round in 0..30 {
        terminal.resize(100 + round, 30 + round % 7);
    }
    terminal.resize(120, 40).keys("/abcdefghijklmnopqrstuvwxyz");
    terminal.wait_for("/ abcdefghijklmnopqrstuvwxyz");
}

#[test]
fn no_key_of_a_long_burst_is_lost() {
    let mut terminal = started(catalogue());
    terminal.keys(&"jjk".repeat(70)).keys(&"jk".repeat(1000)).wait_for("71/81");
}

#[test]
fn keys_typed_before_the_screen_is_up_count() {
    let mut terminal = catalogue().start(120, 40);
    terminal.keys("/wsgi cory\r").wait_for("1/1 of 81");
}

#[test]
fn a_link_is_opened_by_a_click() {
    let mut terminal = started(catalogue());
    terminal.keys("/wsgi cory\r").wait_for("Archery");
    let row = terminal.contents().lines().position(|line| line.contains("Archery")).unwrap() + 1;
    terminal.keys(&format!("{ESC}[<0;95;{row}M{ESC}[<0;95;{row}m"));
    terminal.wait_for("Opened https://en.wikipedia.org/wiki/Archery");
}

#[test]
fn the_mouse_is_left_to_the_terminal_when_asked() {
    let mut terminal = started(catalogue().argument("--no-mouse"));
    terminal.keys("q");
    terminal.wait_for_end();
    let written = String::from_utf8_lossy(&terminal.written);
    assert!(!written.contains("?1000h") && written.contains("?1049h"));
}

#[test]
fn without_a_browser_the_address_is_shown_and_put_on_the_clipboard() {
    let mut terminal = started(Launch::shownotes());
    terminal.keys("/wsgi cory\r").wait_for("1/1 of 81").keys("2");
    terminal.wait_for("No browser was found.");
    assert!(terminal.contents().contains(CORY_ON_GITHUB));
    let written = String::from_utf8_lossy(&terminal.written);
    assert!(written.contains("\u{1b}]52;c;aHR0cHM6Ly9naXRodWIuY29tL2x1a2FzYQ=="));
}

#[test]
fn a_browser_named_on_the_command_line_comes_before_the_variable() {
    let script = r#"echo "$@" > "$HOME/chosen""#;
    let launch = catalogue().script("mine", script).script("other", "exit 1");
    let launch = launch.argument("--browser").argument("mine --new %s --quiet");
    let mut terminal = started(launch.variable("BROWSER", "other"));
    terminal.keys("/wsgi cory\r").wait_for("1/1 of 81").keys("2").wait_for("Opened https");
    let chosen = std::fs::read_to_string(terminal.path("chosen")).unwrap();
    assert_eq!(chosen, format!("--new {CORY_ON_GITHUB} --quiet\n"));
}

#[test]
fn the_browser_variable_is_heeded_and_its_failure_said() {
    let mut terminal =
        started(catalogue().script("broken", "exit 3").variable("BROWSER", "broken"));
    terminal.keys("/wsgi cory\r").wait_for("1/1 of 81").keys("2");
    terminal.wait_for("broken ended with status 3.");
    assert!(terminal.opened().is_empty());
}

#[test]
fn a_terminal_that_is_closed_ends_the_program_without_a_crash() {
    assert_eq!(started(catalogue()).hang_up("j").signal(), None);
}

#[test]
fn a_terminal_that_goes_without_a_signal_ends_the_program_too() {
    // The help is drawn in one frame: nothing has to be written when the terminal is gone.
    let terminal = started(catalogue().in_its_own_session());
    assert_eq!(terminal.hang_up("?").signal(), None);
}

#[test]
fn signals_that_end_the_program_give_the_terminal_back() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let mut terminal = started(catalogue());
        terminal.signal(signal);
        assert_eq!(terminal.wait_for_end(), code, "{signal}");
        assert!(terminal.is_given_back(), "{signal}");
    }
}

#[test]
fn ctrl_c_ends_the_program_from_anywhere() {
    for keys in ["", "/abc", "?"] {
        let mut terminal = started(catalogue());
        terminal.keys(keys).keys(CTRL_C);
        assert_eq!(terminal.wait_for_end(), 0, "{keys}");
        assert!(terminal.is_given_back(), "{keys}");
    }
}

#[test]
fn a_panic_in_any_thread_gives_the_terminal_back_and_is_told() {
    let mut crash = PathBuf::from(env!("CARGO_BIN_EXE_shownotes"));
    crash.set_file_name("examples");
    crash.push("crash");
    assert!(crash.exists(), "cargo test builds it, as does cargo build --example crash");
    for thread in ["main", "other"] {
        let mut terminal = Launch::program(&crash).argument(thread).start(80, 24);
        assert_ne!(terminal.wait_for_end(), 0, "{thread}");
        assert!(terminal.is_given_back(), "{thread}");
        assert!(terminal.contents().contains("crashed on purpose"), "{}", terminal.contents());
    }
}

#[test]
fn a_slip_on_the_command_line_is_told_before_the_screen_is_taken_over() {
    let mut terminal = Launch::shownotes().argument("nowhere").start(80, 24);
    assert_eq!(terminal.wait_for_end(), 1);
    assert_eq!(terminal.row(0), "shownotes: cannot read nowhere: no such file or folder");
    assert!(!String::from_utf8_lossy(&terminal.written).contains("?1049h"));
}

#[test]
fn nothing_in_notes_or_file_names_reaches_the_terminal_as_a_command() {
    let evil = "\u{1b}]0;OWNED\u{7}\u{1b}]52;c;T1dORUQ=\u{7}\u{9b}31m\u{202e}";
    let notes = format!(
        "Title: Episode 1 - Ev{evil}il\nDate: 2016-01-01\nTags: a{evil}b\n\n### Summary\nRead \
         {evil}this &#27;]0;x&#7; [link](https://a.example/{evil}x)\n\n### Picks\n- Ann{evil}\n\
         \x20   - [It{evil}em](https://b.example/{evil})\n"
    );
    let launch = catalogue().file(&format!("episodes/{evil}.md"), notes.as_bytes());
    let mut terminal = launch.start(120, 40);
    terminal.wait_for("Evil").keys("y").wait_for("Copied").keys("1").wait_for("Opened");
    terminal.keys("r").wait_for("Read 1 episode again").keys("q");
    assert_eq!(terminal.wait_for_end(), 0);
    let written = String::from_utf8_lossy(&terminal.written);
    assert!(!written.contains("OWNED") && !written.contains("T1dORUQ"), "{written:?}");
    assert!(!written.contains('\u{202e}') && !written.contains('\u{9b}'));
    assert!(terminal.opened().iter().all(|address| address.is_ascii()));
}

#[test]
fn no_color_leaves_no_colour_and_the_selection_still_shows() {
    let mut terminal = started(catalogue().variable("NO_COLOR", "1"));
    terminal.wait_for("▌").keys("q");
    terminal.wait_for_end();
    let written = String::from_utf8_lossy(&terminal.written);
    for code in written.split("\u{1b}[").skip(1) {
        let parameters: String = code.chars().take_while(|c| !c.is_alphabetic()).collect();
        if code.get(parameters.len()..).is_some_and(|rest| rest.starts_with('m')) {
            let coloured = parameters.split(';').any(|number| {
                matches!(number.parse::<u8>(), Ok(30..=38 | 40..=48 | 90..=97 | 100..=107))
            });
            assert!(!coloured, "{parameters}m");
        }
    }
}

#[test]
fn no_color_takes_nothing_but_the_colours() {
    let marks = |launch: Launch| {
        let mut terminal = started(launch);
        terminal.keys("/wsgi\r").wait_for("1/4").keys("f").wait_for("Esc");
        let marks = terminal.marks();
        terminal.keys("\u{3}").wait_for_end();
        marks
    };
    let plain = marks(catalogue().variable("NO_COLOR", "1"));
    assert!(plain.iter().any(|(_, [.., reversed])| *reversed), "labels stand out");
    assert_eq!(plain, marks(catalogue()));
}

#[test]
fn sixteen_colours_are_enough() {
    let mut terminal = started(catalogue());
    terminal.keys("/wsgi\r").wait_for("1/4").keys("q");
    terminal.wait_for_end();
    let written = String::from_utf8_lossy(&terminal.written);
    let sequences = written.split("\u{1b}[").skip(1);
    let colours = sequences.filter_map(|code| code.split_once('m')).flat_map(|(numbers, _)| {
        ["38;", "48;"].into_iter().flat_map(move |ground| numbers.split(ground).skip(1))
    });
    let mut count = 0;
    for colour in colours.filter(|colour| colour.starts_with(['2', '5'])) {
        let index = colour.strip_prefix("5;").and_then(|rest| rest.split(';').next());
        let index = index.and_then(|index| index.parse::<u8>().ok());
        assert!(index.is_some_and(|index| index < 16), "{colour}");
        count += 1;
    }
    assert!(count > 0, "no colour was seen");
}

#[test]
fn a_terminal_without_a_screen_is_told_so() {
    let mut terminal = catalogue().variable("TERM", "dumb").start(80, 24);
    assert_eq!(terminal.wait_for_end(), 1);
    let told = "shownotes: the terminal failed: it can show no screen, as $TERM says (dumb)";
    assert_eq!(terminal.row(0), told);
    assert!(!String::from_utf8_lossy(&terminal.written).contains('\u{1b}'));
}

#[test]
fn a_long_paste_is_no_burst_of_commands_and_no_key_after_it_is_lost() {
    let mut terminal = started(catalogue());
    let paste = |text: &str| format!("{ESC}[200~{text}{ESC}[201~");
    // Outside the filter letters would be keys, `q` among them.
    terminal.keys(&paste(&"1q".repeat(2000))).keys("j").wait_for("2/81");
    assert!(terminal.opened().is_empty());
    // More than a filter can hold: the end is left out.
    terminal.keys("/").keys(&paste(&"wsgi ".repeat(1000))).wait_for("/4 of 81");
    terminal.keys("\u{15}/cory").wait_for("/ /cory");
}

#[test]
fn no_key_between_resizes_is_lost() {
    let mut terminal = started(catalogue());
    for round in 0..40 {
        terminal.resize(40 + round * 2, 8 + round % 9).keys("j");
    }
    terminal.resize(120, 40).wait_for("41/81");
}

#[test]
fn a_size_that_is_back_before_anybody_looks_is_drawn_anew() {
    for _ in 0..10 {
        let mut terminal = catalogue().start(120, 40);
        // What the first frame showed is lost beyond a few cells, and the size is what it was.
        terminal.wait_for("q quit").resize(40, 8).resize(120, 40);
        terminal.wait_for("1/81").wait_for("q quit");
    }
}

#[test]
fn what_is_typed_at_once_is_not_drawn_key_by_key() {
    let mut terminal = started(catalogue());
    let drawn = |terminal: &Terminal| {
        terminal.written.windows(8).filter(|bytes| bytes == b"\x1b[?2026h").count()
    };
    let before = drawn(&terminal);
    terminal.keys(&format!("{}/wsgi cory", "j".repeat(800))).wait_for("1/1 of 81");
    let count = drawn(&terminal) - before;
    assert!(count < 80, "{count} frames for 800 keys");
}

#[test]
fn a_terminal_that_does_not_know_its_size_is_taken_for_one_of_80_by_24() {
    let mut terminal = catalogue().start(80, 24);
    terminal.wait_for("1/81").forget_size().keys("j").wait_for("2/81").wait_for("q quit");
    terminal.resize(120, 40).keys("j").wait_for("3/81");
}

#[test]
fn a_terminal_of_one_cell_is_survived() {
    let mut terminal = started(catalogue());
    terminal.resize(1, 1).keys("jj?j?G").resize(120, 40).wait_for("81/81");
}

#[test]
fn without_a_home_or_with_one_that_cannot_be_written_nothing_is_missing() {
    let nowhere = catalogue().variable("HOME", "/dev/null/home");
    for launch in [catalogue().without_variable("HOME"), nowhere] {
        let mut terminal = started(launch);
        terminal.keys("/wsgi cory\r").wait_for("1/1 of 81").keys("q");
        assert_eq!(terminal.wait_for_end(), 0);
        assert!(terminal.is_given_back());
    }
}

#[test]
fn notes_and_home_that_cannot_be_written_are_browsed_all_the_same() {
    use std::os::unix::fs::PermissionsExt as _;

    let launch = Launch::shownotes().file("episodes/a.md", b"Title: Of Stone\n");
    let protect = |terminal: &crate::terminal::Terminal, mode: u32| {
        for name in ["episodes/a.md", "episodes", ""] {
            let permissions = std::fs::Permissions::from_mode(mode);
            std::fs::set_permissions(terminal.path(name), permissions).unwrap();
        }
    };
    let mut terminal = launch.start(80, 24);
    protect(&terminal, 0o555);
    terminal.wait_for("Of Stone").keys("r").wait_for("Read 1 episode again").keys("q");
    assert_eq!(terminal.wait_for_end(), 0);
    protect(&terminal, 0o755);
}

#[test]
fn two_copies_at_once_do_not_disturb_each_other() {
    let mut one = catalogue().file("episodes/a.md", b"Title: Before\n").start(100, 20);
    one.wait_for("Before");
    let folder = one.path("episodes");
    let mut two = catalogue().argument(folder.to_str().unwrap()).start(100, 20);
    two.wait_for("Before");
    std::fs::write(folder.join("a.md"), "Title: After\n").unwrap();
    one.wait_for("After").keys("q");
    two.wait_for("After");
    assert_eq!(one.wait_for_end(), 0);
    std::fs::write(folder.join("a.md"), "Title: Alone\n").unwrap();
    two.wait_for("Alone").keys("q");
    assert_eq!(two.wait_for_end(), 0);
}
