//! Loading everything, against `cat` of the same files; and what that takes in memory.

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

/// What this program is called with to measure itself.
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
    // As if these notes had not been written just now.
    let later = SystemTime::now() + Duration::from_secs(60);
    let cache = Some(Cache::new(room.join("shownotes")).at(later));
    let source = Source::Paths { roots: vec![folder.clone()], cache };
    let cat = || timed(|| cat(&paths));
    let first = || {
        source.forget();
        searchable(&source, library.episodes)
    };
    let first = best_of_both(RUNS, first, cat)?;
    let again = best_of_both(RUNS, || searchable(&source, library.episodes), cat)?;
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

/// How long it takes until somebody can search; not what is done when nobody waits any more.
fn searchable(source: &Source, expected: u32) -> Outcome<Duration> {
    let start = Instant::now();
    let (library, _, keeping) = loader::load_all(source);
    let (query, hits) = (Query::parse("wsgi"), Hits::default());
    let ranking = Ranking::Best(Order::Newest);
    let rows = Search::default().rows(&library, View::Episodes, ranking, &query, &hits);
    let time = start.elapsed();
    black_box(rows);
    keeping.finish();
    if library.len() != expected as usize {
        return Err(format!("{} episodes were loaded of {expected}", library.len()).into());
    }
    Ok(time)
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
    let output = Command::new(std::env::current_exe()?).arg(MEMORY).arg(folder).output()?;
    let bytes = String::from_utf8(output.stdout)?.trim().parse()?;
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
