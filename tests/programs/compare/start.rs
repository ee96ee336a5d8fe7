//! From the start of a process to what it shows, in a pseudo-terminal.

use std::io::Read as _;
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use super::table::{Row, Table};
use super::{Library, Outcome, Programs, best_of_both};

const COLUMNS: u16 = 120;
const ROWS: u16 = 40;

const RUNS: usize = 15;

/// The end of a frame.
const END: &[u8] = b"\x1b[?2026l";

/// What a program is awaited to write.
struct Wish {
    /// Pieces of it as they are written, in their order. Only once all are there is the screen
    /// made of it: that takes a processor the program may need.
    pieces: &'static [&'static [u8]],
    /// What the screen then shows.
    shown: &'static [&'static str],
}

impl Wish {
    fn is_fulfilled(&self, written: &[u8]) -> Outcome<bool> {
        let mut rest = written;
        for piece in self.pieces {
            let Some(at) = memchr::memmem::find(rest, piece) else { return Ok(false) };
            rest = rest.get(at + piece.len()..).unwrap_or_default();
        }
        let cells = |count| NonZeroU16::new(count).ok_or("a terminal without cells");
        let mut parser = vt100::Parser::new(cells(ROWS)?, cells(COLUMNS)?, 0);
        parser.process(written);
        let screen = parser.screen().contents();
        Ok(self.shown.iter().all(|text| screen.contains(text)))
    }
}

/// A whole frame, whatever it shows.
const FRAME: Wish = Wish { pieces: &[END], shown: &[] };

/// The list of the bundled episodes with the first one's page. The guests' links come with the
/// notes of the page.
const IN_FULL: Wish = Wish { pieces: &[END, b"/81", END], shown: &["1/81", "Interview with"] };

/// The line of the program that shows one, which may have left the screen again already.
const ONE_LINE: Wish = Wish { pieces: &[b"one_line"], shown: &[] };

/// The first frame over the bundled episodes, and the one with all of them and a whole page.
pub(crate) fn bundled(programs: &Programs, library: &Library, table: &mut Table) -> Outcome<()> {
    first_frame(programs, library, None, table)?;
    let ours = || until(&programs.shownotes, library, None, &IN_FULL);
    let (ours, theirs) = best_of_both(RUNS, ours, || one_line(programs, library))?;
    let what = format!("{}: loaded and drawn in full", library.name);
    table.push(Row::times(what, ours, ("one line", theirs), 2.0));
    Ok(())
}

/// From the start of the process to the first frame: the first time, or with what was kept in a
/// folder of caches.
pub(crate) fn first_frame(
    programs: &Programs,
    library: &Library,
    caches: Option<&Path>,
    table: &mut Table,
) -> Outcome<()> {
    let ours = || until(&programs.shownotes, library, caches, &FRAME);
    let (ours, theirs) = best_of_both(RUNS, ours, || one_line(programs, library))?;
    let when = if caches.is_some() { " again" } else { "" };
    let what = format!("{}: first frame{when}", library.name);
    table.push(Row::times(what, ours, ("one line", theirs), 1.5));
    Ok(())
}

/// From the start of the process to the frame of a program that shows one line.
fn one_line(programs: &Programs, library: &Library) -> Outcome<Duration> {
    until(&programs.one_line, library, None, &ONE_LINE)
}

/// The time from starting a program with a library to when it has written what is wished.
fn until(
    program: &Path,
    library: &Library,
    caches: Option<&Path>,
    wish: &Wish,
) -> Outcome<Duration> {
    let size = PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 };
    let pty = native_pty_system().openpty(size)?;
    // Without a folder `episodes` in it, the built-in catalogue is opened.
    let elsewhere = tempfile::tempdir()?;
    let mut command = CommandBuilder::new(program);
    command.cwd(elsewhere.path());
    command.env("TERM", "xterm-256color");
    command.env("XDG_CACHE_HOME", caches.unwrap_or_else(|| elsewhere.path()));
    command.args(&library.folder);
    let mut reader = pty.master.try_clone_reader()?;
    let (sender, output) = mpsc::channel();
    let start = Instant::now();
    let mut child = pty.slave.spawn_command(command)?;
    drop(pty.slave);
    // Looking at what was read must not keep from reading on, or the program from writing.
    thread::spawn(move || {
        let mut bytes = vec![0; 1 << 16];
        while let Ok(count @ 1..) = reader.read(&mut bytes) {
            let read = bytes.get(..count).unwrap_or_default().to_vec();
            if sender.send((start.elapsed(), read)).is_err() {
                return;
            }
        }
    });
    let mut written = Vec::new();
    let mut fulfilled = None;
    for (time, read) in output {
        written.extend(read);
        if wish.is_fulfilled(&written)? {
            fulfilled = Some(time);
            break;
        }
    }
    // It may have ended by itself.
    let _ = child.kill();
    child.wait()?;
    fulfilled.ok_or_else(|| format!("{} never got there", program.display()).into())
}
