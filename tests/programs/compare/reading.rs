//! Loading everything, against `cat` of the same files; and what that takes in memory.

use std::ffi::OsStr;
use std::fs;
use std::hint::black_box;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use ratatui::layout::Size;
use shownotes::keymap::Key;
use shownotes::loader::{self, Cache, Source};
use shownotes::query::Query;
use shownotes::search::{Hits, Ranking, Search};
use shownotes::view::{Order, View};

use super::session::Session;
use super::table::{Row, Table};
use super::{Library, Outcome, best_of_both, timed};

/// What this program is called with to measure itself: the time, and the memory, that reading a
/// folder takes a process that has done nothing else.
pub(crate) const TIME: &str = "time-of";
pub(crate) const MEMORY: &str = "memory-of";

const RUNS: usize = 3;

/// Paths given to one `cat`, about as many as `xargs` gives.
const AT_ONCE: usize = 2_000;

/// Everything loaded and ready to be searched, for the first time and from then on: with what
/// was kept below `room`.
pub(crate) fn load(library: &Library, room: &Path, table: &mut Table) -> Outcome<()> {
    let Some(folder) = &library.folder else {
        return Ok(());
    };
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths: Vec<PathBuf> = entries.collect::<Result<_, _>>()?;
    paths.sort();
    let cat = || timed(|| cat(&paths));
    let again = || searchable(folder, room, library.episodes);
    let first = || {
        cached(folder, room).forget();
        again()
    };
    let first = best_of_both(RUNS, first, cat)?;
    let again = best_of_both(RUNS, again, cat)?;
    for (when, (ours, theirs)) in [("for the first time", first), ("again", again)] {
        let what = format!("{}: loaded and searchable {when}", library.name);
        table.push(Row::times(what, ours, ("`cat`", theirs), 0.5));
    }
    Ok(())
}

fn cat(paths: &[PathBuf]) -> Outcome<()> {
    for some in paths.chunks(AT_ONCE) {
        if !Command::new("cat").args(some).stdout(Stdio::null()).status()?.success() {
            return Err("cat failed".into());
        }
    }
    Ok(())
}

/// A folder, with what was read of it kept in a room, as if it had not been written just now.
fn cached(folder: &Path, room: &Path) -> Source {
    let later = SystemTime::now() + Duration::from_secs(60);
    let cache = Some(Cache::new(room.join("shownotes")).at(later));
    Source::Paths { roots: vec![folder.to_owned()], cache }
}

/// How long it takes a new process until somebody can search.
fn searchable(folder: &Path, room: &Path, expected: u32) -> Outcome<Duration> {
    let told = here_again(&[TIME.as_ref(), folder.as_ref(), room.as_ref()])?;
    let (episodes, nanoseconds) = told.split_once(' ').ok_or("no time was told")?;
    if episodes.parse::<u32>()? != expected {
        return Err(format!("{episodes} episodes were loaded of {expected}").into());
    }
    Ok(Duration::from_nanos(nanoseconds.parse()?))
}

/// What this program says when it is called with these arguments.
fn here_again(arguments: &[&OsStr]) -> Outcome<String> {
    let output = Command::new(std::env::current_exe()?).args(arguments).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// Loads a folder, searches it and tells how many episodes it has and the nanoseconds that took;
/// not what is done when nobody waits any more.
pub(crate) fn time_here(folder: &Path, room: &Path) -> Outcome<()> {
    let source = cached(folder, room);
    let start = Instant::now();
    let (library, _, keeping) = loader::load_all(&source);
    let (query, hits) = (Query::parse("wsgi"), Hits::default());
    let ranking = Ranking::Best(Order::Newest);
    let rows = Search::default().rows(&library, View::Episodes, ranking, &query, &hits);
    let time = start.elapsed();
    black_box(rows);
    keeping.finish();
    writeln!(io::stdout(), "{} {}", library.len(), time.as_nanos())?;
    Ok(())
}

/// What the whole program takes, loaded and searched, as the system counts it. Measured in a
/// process of its own, which holds nothing else.
pub(crate) fn memory(library: &Library, table: &mut Table) -> Outcome<()> {
    let Some(folder) = &library.folder else {
        return Ok(());
    };
    if !Path::new(STATUS).exists() {
        table.remark("Memory is not measured: this system has no `/proc/self/status`.");
        return Ok(());
    }
    let bytes = here_again(&[MEMORY.as_ref(), folder.as_ref()])?.parse()?;
    let what = format!("{}: memory", library.name);
    // Of fewer episodes the program itself, with its catalogue, is a good part.
    let most = (library.episodes >= 100_000).then_some(0.25);
    table.push(Row::bytes(what, bytes, ("notes", library.bytes), most));
    Ok(())
}

/// Where Linux tells what a process takes.
const STATUS: &str = "/proc/self/status";

/// Loads a folder, searches it and tells the memory this process takes, in bytes.
pub(crate) fn memory_here(folder: &Path) -> Outcome<()> {
    let source = Source::paths(vec![folder.to_owned()]);
    let mut session = Session::new(source, Size { width: 120, height: 40 });
    for letter in "/wsgi".chars() {
        session.press(Key::char(letter));
    }
    let status = fs::read_to_string(STATUS)?;
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = resident.and_then(|rest| rest.trim().strip_suffix(" kB"));
    let kilobytes: u64 = kilobytes.ok_or("no VmRSS")?.parse()?;
    writeln!(io::stdout(), "{}", kilobytes * 1024)?;
    black_box(session);
    Ok(())
}
