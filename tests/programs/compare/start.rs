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

/// The first frame over the bundled episodes, and the one with all of them and a whole page.
pub(crate) fn bundled(programs: &Programs, library: &Library, table: &mut Table) -> Outcome<()> {
    first_frame(programs, library, None, table)?;
    // The guests' links come with the notes of the page.
    let in_full = |screen: &vt100::Screen, _: &[u8]| {
        let text = screen.contents();
        text.contains("1/81") && text.contains("Interview with")
    };
    let ours = || until(&programs.shownotes, library, None, in_full);
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
    let is_frame = |_: &vt100::Screen, bytes: &[u8]| memchr::memmem::find(bytes, END).is_some();
    let ours = || until(&programs.shownotes, library, caches, is_frame);
    let (ours, theirs) = best_of_both(RUNS, ours, || one_line(programs, library))?;
    let when = if caches.is_some() { " again" } else { "" };
    let what = format!("{}: first frame{when}", library.name);
    table.push(Row::times(what, ours, ("one line", theirs), 1.5));
    Ok(())
}

/// From the start of the process to the frame of a program that shows one line.
fn one_line(programs: &Programs, library: &Library) -> Outcome<Duration> {
    // It may have left the screen again already.
    let shows =
        |_: &vt100::Screen, bytes: &[u8]| memchr::memmem::find(bytes, b"one_line").is_some();
    until(&programs.one_line, library, None, shows)
}

/// The time from starting a program with a library to when it has written what is wished.
fn until(
    program: &Path,
    library: &Library,
    caches: Option<&Path>,
    wish: impl Fn(&vt100::Screen, &[u8]) -> bool,
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
    let cells = |count| NonZeroU16::new(count).ok_or("a terminal without cells");
    let mut parser = vt100::Parser::new(cells(ROWS)?, cells(COLUMNS)?, 0);
    let mut written = Vec::new();
    let mut fulfilled = None;
    for (time, read) in output {
        parser.process(&read);
        written.extend(read);
        if wish(parser.screen(), &written) {
            fulfilled = Some(time);
            break;
        }
    }
    // It may have ended by itself.
    let _ = child.kill();
    child.wait()?;
    fulfilled.ok_or_else(|| format!("{} never got there", program.display()).into())
}
