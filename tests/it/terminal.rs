//! The real binary in a pseudo-terminal, with a stub browser first on the path.
//!
//! Nothing here waits for time: every wait is for something to appear on the screen, with a
//! deadline that only a failing test meets.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// Far longer than the program is ever silent while it does something.
const DEADLINE: Duration = Duration::from_secs(30);

/// What to run and where.
pub(crate) struct Launch {
    program: PathBuf,
    arguments: Vec<String>,
    variables: Vec<(String, String)>,
    /// Variables that are not set.
    without: Vec<String>,
    home: TempDir,
    /// Whether a signal tells it that the terminal goes.
    is_told: bool,
}

/// A program in a terminal.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    pty: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    /// Every byte the program wrote.
    pub(crate) written: Vec<u8>,
    home: TempDir,
}

impl Launch {
    /// The program, in an empty folder that is also its home, with nothing on its path but
    /// what the test puts into `bin`.
    pub(crate) fn shownotes() -> Self {
        Self::program(Path::new(env!("CARGO_BIN_EXE_shownotes")))
    }

    /// Any program, likewise.
    pub(crate) fn program(program: &Path) -> Self {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("bin")).unwrap();
        let program = program.to_owned();
        let (arguments, variables, without) = (Vec::new(), Vec::new(), Vec::new());
        Self { program, arguments, variables, without, home, is_told: true }
    }

    /// Starts another program instead, which will start this one.
    pub(crate) fn inside(mut self, program: &str) -> Self {
        self.program = program.into();
        self
    }

    pub(crate) fn argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    pub(crate) fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Leaves a variable unset.
    pub(crate) fn without_variable(mut self, name: &str) -> Self {
        self.without.push(name.to_owned());
        self
    }

    /// Starts it as `setsid` does: no signal comes when the terminal goes.
    pub(crate) fn in_its_own_session(mut self) -> Self {
        self.is_told = false;
        self
    }

    /// Puts a notes file below the folder the program starts in.
    pub(crate) fn file(self, name: &str, content: &[u8]) -> Self {
        let path = self.home.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// Puts a shell script on the path.
    pub(crate) fn script(self, name: &str, body: &str) -> Self {
        let name = format!("bin/{name}");
        let launch = self.file(&name, format!("#!/bin/sh\n{body}\n").as_bytes());
        let path = launch.home.path().join(name);
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
        launch
    }

    /// Puts a browser on the path that records the addresses it is given, a line each, and
    /// says something on its output.
    pub(crate) fn recording_browser(self) -> Self {
        let script = r#"echo "BROWSER OUTPUT"; echo "BROWSER ERROR" >&2
printf '%s\n' "$@" >> "$HOME/opened""#;
        self.script("xdg-open", script)
    }

    pub(crate) fn start(self, columns: u16, rows: u16) -> Terminal {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(&self.program);
        command.args(&self.arguments);
        command.set_controlling_tty(self.is_told);
        command.cwd(self.home.path());
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", self.home.path());
        command.env("PATH", self.home.path().join("bin"));
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        for name in &self.without {
            command.env_remove(name);
        }
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let keyboard = pty.master.take_writer().unwrap();
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (sender, output) = mpsc::channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            // A terminal whose program has ended reports an error rather than an end.
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let parser = vt100::Parser::new(cells(rows), cells(columns), 0);
        Terminal {
            child,
            pty: pty.master,
            keyboard,
            output,
            parser,
            written: Vec::new(),
            home: self.home,
        }
    }
}

impl Terminal {
    /// Types text and control characters.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
        self
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.pty.resize(size).unwrap();
        self.parser.screen_mut().set_size(cells(rows), cells(columns));
        self
    }

    /// From now on says no size, as a serial line does.
    pub(crate) fn forget_size(&mut self) -> &mut Self {
        self.pty.resize(PtySize { rows: 0, cols: 0, pixel_width: 0, pixel_height: 0 }).unwrap();
        self
    }

    /// Waits until a text is on the screen.
    pub(crate) fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait_until(text, |screen| screen.contents().contains(text))
    }

    /// Waits until the screen is as wished.
    pub(crate) fn wait_until(
        &mut self,
        wish: &str,
        mut fulfilled: impl FnMut(&vt100::Screen) -> bool,
    ) -> &mut Self {
        while !fulfilled(self.parser.screen()) {
            let Ok(bytes) = self.output.recv_timeout(DEADLINE) else {
                panic!("waited in vain for {wish:?}:\n{}", self.parser.screen().contents());
            };
            self.take_in(&bytes);
        }
        self
    }

    /// Waits for the program to end and gives its exit code.
    pub(crate) fn wait_for_end(&mut self) -> u32 {
        // The output ends when the program has closed the terminal.
        loop {
            match self.output.recv_timeout(DEADLINE) {
                Ok(bytes) => self.take_in(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    panic!("the program does not end:\n{}", self.contents())
                }
            }
        }
        self.child.wait().unwrap().exit_code()
    }

    /// Whether the shell would find its terminal as it was.
    pub(crate) fn is_given_back(&self) -> bool {
        let screen = self.parser.screen();
        !screen.alternate_screen()
            && !screen.hide_cursor()
            && !screen.bracketed_paste()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
    }

    pub(crate) fn contents(&self) -> String {
        self.parser.screen().contents()
    }

    /// The text a cell line shows.
    pub(crate) fn row(&self, row: u16) -> String {
        let (_, columns) = self.parser.screen().size();
        self.parser.screen().contents_between(row, 0, row, columns.get())
    }

    /// The text of each cell, and whether it is bold, dim, italic, underlined or reversed.
    pub(crate) fn marks(&self) -> Vec<(String, [bool; 5])> {
        let screen = self.parser.screen();
        let (rows, columns) = screen.size();
        let cells = (0..rows.get()).flat_map(|row| (0..columns.get()).map(move |at| (row, at)));
        let cells = cells.filter_map(|(row, column)| screen.cell(row, column));
        let marks = |cell: &vt100::Cell| {
            [cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse()]
        };
        cells.map(|cell| (cell.contents().to_owned(), marks(cell))).collect()
    }

    /// The addresses the recording browser was given.
    pub(crate) fn opened(&self) -> Vec<String> {
        let recorded = fs::read_to_string(self.path("opened")).unwrap_or_default();
        recorded.lines().map(str::to_owned).collect()
    }

    /// A path in the program's home.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Sends a signal by name, such as `TERM`.
    pub(crate) fn signal(&mut self, name: &str) -> &mut Self {
        let id = self.child.process_id().unwrap().to_string();
        let kill = std::process::Command::new("kill").args(["-s", name, &id]).status().unwrap();
        assert!(kill.success());
        self
    }

    /// Closes the terminal under the program once it answers a key, and tells how it ended.
    pub(crate) fn hang_up(mut self, key: &str) -> ExitStatus {
        let Self { pty, keyboard, output, child, .. } = &mut self;
        drop(std::mem::replace(output, mpsc::channel().1));
        // Who reads the terminal holds it, too, until there is something more to read.
        keyboard.write_all(key.as_bytes()).unwrap();
        *keyboard = Box::new(std::io::sink());
        *pty = native_pty_system().openpty(PtySize::default()).unwrap().master;
        child.wait().unwrap()
    }

    fn take_in(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.written.extend_from_slice(bytes);
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Already ended, if the test passed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
