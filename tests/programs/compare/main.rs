//! Measures the program against what the machine allows, in one run, and prints the table:
//! `cargo run --release --example compare`, for a smaller library with its number of episodes
//! behind ` -- `.
//!
//! Owns what is measured, against what, and the goals. Every comparison is of the best of
//! several runs on either side. What is written to do so is deleted in the end.

mod keys;
mod reading;
mod start;
mod table;

use std::error::Error;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use shownotes::loader::Source;

#[path = "../../../benches/support/library.rs"]
mod library;
#[path = "../../../benches/support/session.rs"]
mod session;

use self::library::Show;
use self::table::{Goal, Row, Table};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// How many episodes the made-up libraries have.
const SIZES: [u32; 2] = [10_000, 100_000];

/// A library to measure with.
struct Library {
    /// How it is spoken of.
    name: String,
    /// `None` for the built-in catalogue.
    folder: Option<PathBuf>,
    episodes: u32,
    /// The length of its notes.
    bytes: u64,
}

impl Library {
    fn source(&self) -> Source {
        self.folder.as_ref().map_or(Source::Catalogue, |at| Source::paths(vec![at.clone()]))
    }
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [] => compare(&SIZES),
        [size] => {
            let size = size.parse()?;
            let smaller = SIZES.into_iter().filter(|&other| other < size);
            compare(&smaller.chain([size]).collect::<Vec<u32>>())
        }
        [command, folder, room] if command == reading::TIME => {
            reading::time_here(Path::new(folder), Path::new(room))
        }
        [command, folder] if command == reading::MEMORY => reading::memory_here(Path::new(folder)),
        _ => Err("usage: compare [EPISODES]".into()),
    }
}

fn compare(sizes: &[u32]) -> Outcome<()> {
    let programs = programs()?;
    let room = tempfile::tempdir()?;
    let mut table = Table::default();
    let bundled = Library {
        name: "the 81 bundled episodes".to_owned(),
        folder: None,
        episodes: 81,
        bytes: shownotes::catalogue::FILES.iter().map(|(_, text)| text.len() as u64).sum(),
    };
    start::bundled(&programs, &bundled, &mut table)?;
    for &episodes in sizes {
        tell(&format!("writing {episodes} episodes"))?;
        let folder = room.path().join(episodes.to_string());
        let bytes = Show::new(1).write(episodes, &folder)?;
        let name = format!("{} episodes", shownotes::view::grouped(episodes as usize));
        let library = Library { name, folder: Some(folder), episodes, bytes };
        tell(&format!("measuring {episodes} episodes"))?;
        let caches = room.path().join("caches");
        start::first_frame(&programs, &library, None, &mut table)?;
        reading::load(&library, &caches, &mut table)?;
        start::first_frame(&programs, &library, Some(&caches), &mut table)?;
        keys::all(&library, room.path(), &mut table)?;
        reading::memory(&library, &mut table)?;
    }
    let size = std::fs::metadata(&programs.shownotes)?.len();
    table.push(Row::of("release binary", table::megabytes(size), Goal::AtMost(size, 5_000_000)));
    io::stdout().write_all(table.to_string().as_bytes())?;
    Ok(room.close()?)
}

/// The programs whose start is compared.
struct Programs {
    shownotes: PathBuf,
    one_line: PathBuf,
}

/// Builds them, beside this one.
fn programs() -> Outcome<Programs> {
    let here = std::env::current_exe()?;
    let examples = here.parent().ok_or("no folder of examples")?;
    let target = examples.parent().ok_or("no folder of programs")?;
    let mut build = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    build.args(["build", "--quiet", "--bin", "shownotes", "--example", "one_line"]);
    if !cfg!(debug_assertions) {
        build.arg("--release");
    }
    if !build.current_dir(env!("CARGO_MANIFEST_DIR")).status()?.success() {
        return Err("the programs to compare could not be built".into());
    }
    Ok(Programs { shownotes: target.join("shownotes"), one_line: examples.join("one_line") })
}

/// The shortest time of several runs.
fn best(runs: usize, mut run: impl FnMut() -> Outcome<Duration>) -> Outcome<Duration> {
    let mut best = run()?;
    for _ in 1..runs {
        best = best.min(run()?);
    }
    Ok(best)
}

/// The shortest times of two things that are run in turn: a machine may be busier than a moment
/// ago.
fn best_of_both(
    runs: usize,
    mut ours: impl FnMut() -> Outcome<Duration>,
    mut theirs: impl FnMut() -> Outcome<Duration>,
) -> Outcome<(Duration, Duration)> {
    let mut best = (ours()?, theirs()?);
    for _ in 1..runs {
        best = (best.0.min(ours()?), best.1.min(theirs()?));
    }
    Ok(best)
}

/// How long something takes; not how long it takes to give back what comes of it.
fn timed<T>(work: impl FnOnce() -> Outcome<T>) -> Outcome<Duration> {
    let start = Instant::now();
    let made = work()?;
    let time = start.elapsed();
    drop(made);
    Ok(time)
}

/// Says what is being done: all of it takes minutes.
fn tell(what: &str) -> io::Result<()> {
    writeln!(io::stderr(), "{what}")
}
