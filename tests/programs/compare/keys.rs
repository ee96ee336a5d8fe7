//! From a key to the frame: typing into the filter, against `fzf`; searching the notes; moving.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use ratatui::layout::Size;
use shownotes::app::Message;
use shownotes::keymap::key::parse_keys;
use shownotes::library::Item;
use shownotes::loader;
use shownotes::view::View;

use super::session::Session;
use super::table::{Goal, Row, Table, milliseconds};
use super::{Library, Outcome, best, timed};

/// What is typed, letter by letter.
const TYPED: &str = "wsgi django";

/// In no candidate.
const NOWHERE: &str = "zqxzqxzqxzqx";

/// In the text of many notes.
const COMMON: &str = "text:django";

const RUNS: usize = 3;

/// Frames of which the median is taken.
const FRAMES: usize = 101;

/// All that begins with a key.
pub(crate) fn all(library: &Library, room: &Path, table: &mut Table) -> Outcome<()> {
    let mut session = Session::new(library.source(), Size { width: 120, height: 40 });
    let within = Duration::from_millis(if library.episodes > 10_000 { 16 } else { 2 });
    let slowest = best(RUNS, || slowest_key(&mut session))?;
    let what = format!("{}: slowest key of `{TYPED}` and back", library.name);
    let goal = Goal::Within(slowest, within);
    if let Some(fzf) = fzf(library, room)? {
        table.push(Row::times(what, slowest, ("`fzf`", fzf), 0.1).and(goal));
    } else {
        table.push(Row::of(what, milliseconds(slowest), goal));
        table.remark("`fzf` is not installed: nothing is compared with it.");
    }
    let first = best(RUNS, || first_match(&mut session))?;
    let what = format!("{}: first matches in the text of the notes", library.name);
    table.push(Row::of(what, milliseconds(first), Goal::Within(first, Duration::from_millis(100))));
    drop(session);
    let mut session = Session::new(library.source(), Size { width: 200, height: 60 });
    for (before, keys, what) in [
        ("", "jk", "the next episode and its page"),
        ("", " b", "a page scrolled"),
        ("p", "jk", "the next host and the page"),
    ] {
        press(&mut session, before)?;
        let median = median_frame(&mut session, keys)?;
        let what = format!("{}: {what}, at 200×60", library.name);
        let goal = Goal::Within(median, Duration::from_millis(1));
        table.push(Row::of(what, milliseconds(median), goal));
    }
    Ok(())
}

/// The longest time a letter of a query, or its deletion, takes.
fn slowest_key(session: &mut Session) -> Outcome<Duration> {
    press(session, "/")?;
    let keys = parse_keys(&format!("{TYPED}{}", "<backspace>".repeat(TYPED.len())))?;
    let mut slowest = Duration::ZERO;
    for key in keys {
        slowest = slowest.max(timed(|| {
            session.press(key);
            Ok(())
        })?);
    }
    press(session, "<esc>")?;
    Ok(slowest)
}

/// From asking for a text to the frame with the first episodes that have it.
fn first_match(session: &mut Session) -> Outcome<Duration> {
    press(session, "/")?;
    let time = timed(|| {
        session.send(Message::Paste(COMMON.to_owned()));
        Ok(())
    })?;
    press(session, "<esc>")?;
    Ok(time)
}

/// The median time from a key to its frame with all that belongs to it: a page is read and laid
/// out before the frame is drawn, as the program waits for that.
fn median_frame(session: &mut Session, keys: &str) -> Outcome<Duration> {
    let keys = parse_keys(keys)?;
    let mut times = Vec::with_capacity(FRAMES);
    for &key in keys.iter().cycle().take(FRAMES) {
        let start = Instant::now();
        session.press(key);
        times.push(start.elapsed());
    }
    times.sort();
    times.get(FRAMES / 2).copied().ok_or_else(|| "no frame".into())
}

fn press(session: &mut Session, keys: &str) -> Outcome<()> {
    for key in parse_keys(keys)? {
        session.press(key);
    }
    Ok(())
}

/// The longest time `fzf` takes to filter the same by the letters typed so far, less what it
/// takes for anything; `None` where there is none.
fn fzf(library: &Library, room: &Path) -> Outcome<Option<Duration>> {
    if Command::new("fzf").arg("--version").stdout(Stdio::null()).status().is_err() {
        return Ok(None);
    }
    let candidates = room.join("candidates");
    fs::write(&candidates, lines(library))?;
    let filter = |query: &str| {
        best(RUNS, || {
            let input = File::open(&candidates)?;
            let mut command = Command::new("fzf");
            command.args(["--filter", query]).stdin(input).stdout(Stdio::null());
            // It fails when nothing matches.
            timed(|| command.status().map(drop).map_err(Into::into))
        })
    };
    let mut slowest = Duration::ZERO;
    for (at, letter) in TYPED.char_indices() {
        let typed = TYPED.get(..at + letter.len_utf8()).unwrap_or_default();
        slowest = slowest.max(filter(typed)?);
    }
    Ok(Some(slowest.saturating_sub(filter(NOWHERE)?)))
}

/// A line for each episode, with what the filter finds it by.
fn lines(library: &Library) -> String {
    let (loaded, ..) = loader::load_all(&library.source());
    let mut lines = String::new();
    for &id in loaded.episodes() {
        let fields = View::Episodes.listing().fields(&loaded, Item::Episode(id));
        let hits: Vec<&str> = fields.iter().map(|field| field.text.as_ref()).collect();
        // A `String` takes whatever is written.
        let _ = writeln!(lines, "{}", hits.join(" "));
    }
    lines
}
