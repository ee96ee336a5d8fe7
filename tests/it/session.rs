//! The whole program in-process: the real loop and the real loader on a test backend, driven
//! by key strings, with a recorder in place of the browser and the clipboard.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Size;
use shownotes::app::{Body, Effect, Message, Model, Task};
use shownotes::fulltext;
use shownotes::keymap::key::parse_keys;
use shownotes::layout::Pane;
use shownotes::library::EpisodeId;
use shownotes::loader::{self, Repairs, Source};
use shownotes::run::{self, End, Incoming, Perform};
use shownotes::sheet::Target;

/// The program, running.
pub(crate) struct Session {
    terminal: Terminal<TestBackend>,
    pub(crate) model: Model,
    pub(crate) recorder: Recorder,
    /// Why the loop ended, once it has for good.
    pub(crate) ended: Option<End>,
}

/// Performs effects at once and keeps a record of those that leave the program.
pub(crate) struct Recorder {
    source: Source,
    pending: Vec<Message>,
    /// Every address given to the browser.
    pub(crate) opened: Vec<String>,
    /// Every text put on the clipboard.
    pub(crate) copied: Vec<String>,
    /// Every file read again because it had changed.
    pub(crate) reread: Vec<PathBuf>,
    /// How often the notes of a page were read.
    pub(crate) pages_read: usize,
    /// How often the program left the foreground.
    pub(crate) suspended: usize,
    /// What the browser says, when it cannot be started.
    pub(crate) no_browser: Option<String>,
    /// Whether loads and notes are answered; what is asked for meanwhile never comes.
    pub(crate) answering: bool,
}

impl Recorder {
    fn answer(&mut self, task: Task) {
        match task {
            Task::Load(number) | Task::Reload(number) => {
                if task == Task::Reload(number) {
                    self.source.forget();
                }
                let unkept = loader::load(&self.source, |event| {
                    self.pending.push(Message::Load(number, event));
                    ControlFlow::Continue(())
                });
                unkept.keep(|| true);
            }
            Task::ReadAgain(number, files) => {
                self.reread.extend(files.iter().cloned());
                let again = loader::read_again(&self.source, files);
                self.pending.push(Message::Again(number, Box::new(again)));
            }
            Task::ReadNotes(id, path, width) => {
                self.pages_read += 1;
                self.pending.push(read(&self.source, id, &path, width));
            }
            Task::ReadRepairs => {
                let repairs = Repairs::read(&self.source, || true).unwrap();
                self.pending.push(Message::Repairs(repairs));
            }
            Task::SearchFiles(number, search) => {
                fulltext::search(&self.source, &search.sought, &search.files, |event| {
                    self.pending.push(Message::Searched(number, event));
                    ControlFlow::Continue(())
                });
            }
            Task::StopSearch => {}
        }
    }
}

impl Perform<TestBackend> for Recorder {
    fn perform(
        &mut self,
        effect: Effect,
        _: &mut Terminal<TestBackend>,
    ) -> Result<(), std::convert::Infallible> {
        match effect {
            Effect::Task(task) if self.answering => self.answer(task),
            Effect::Open(address) => {
                self.opened.push(address.as_str().to_owned());
                let outcome = self.no_browser.clone().map_or(Ok(()), Err);
                self.pending.push(Message::Opened(address, outcome));
            }
            Effect::Copy(text) => self.copied.push(text),
            Effect::Suspend => self.suspended += 1,
            Effect::Task(_) | Effect::Resume | Effect::Redraw | Effect::Quit(_) => {}
        }
        Ok(())
    }
}

/// What comes of reading an episode's notes for a page of this width.
pub(crate) fn read(source: &Source, id: EpisodeId, path: &Path, width: u16) -> Message {
    let notes = loader::read_notes(source, path);
    Message::Notes(id, notes.map(|notes| Box::new(Body::new(notes, width))))
}

impl Session {
    /// The built-in catalogue on a screen of this size.
    pub(crate) fn new(width: u16, height: u16) -> Self {
        Self::open(Source::Catalogue, width, height)
    }

    /// The notes below a folder.
    pub(crate) fn folder(folder: &Path, width: u16, height: u16) -> Self {
        Self::open(Source::paths(vec![folder.to_owned()]), width, height)
    }

    /// A program whose loader has not said anything yet.
    pub(crate) fn unanswered(width: u16, height: u16) -> Self {
        Self::start(Source::Catalogue, width, height, false)
    }

    pub(crate) fn open(source: Source, width: u16, height: u16) -> Self {
        Self::start(source, width, height, true)
    }

    fn start(source: Source, width: u16, height: u16, answering: bool) -> Self {
        let terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let size = Size { width, height };
        let (model, first_load) = Model::new(size, "built-in catalogue".to_owned(), None);
        let recorder = Recorder {
            source,
            pending: Vec::new(),
            opened: Vec::new(),
            copied: Vec::new(),
            reread: Vec::new(),
            pages_read: 0,
            suspended: 0,
            no_browser: None,
            answering,
        };
        let mut session = Self { terminal, model, recorder, ended: None };
        session.run(vec![Effect::Task(first_load)], Vec::new());
        session
    }

    /// Presses keys one after another, each with all that comes of it.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        for key in parse_keys(keys).unwrap() {
            self.send(Message::Key(key));
        }
        self
    }

    /// Presses keys faster than anything can come of them.
    pub(crate) fn keys_at_once(&mut self, keys: &str) -> &mut Self {
        let keys = parse_keys(keys).unwrap().into_iter().map(Message::Key).collect();
        self.run(Vec::new(), keys);
        self
    }

    /// Sends a message, and all that comes of it.
    pub(crate) fn send(&mut self, message: Message) -> &mut Self {
        self.run(Vec::new(), vec![message]);
        self
    }

    /// Gives the terminal a new size.
    pub(crate) fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.terminal.backend_mut().resize(width, height);
        self.send(Message::Resize(Size { width, height }))
    }

    /// Does something with the mouse at a cell.
    pub(crate) fn mouse(&mut self, kind: MouseEventKind, (column, row): (u16, u16)) -> &mut Self {
        let modifiers = KeyModifiers::NONE;
        self.send(Message::Mouse(MouseEvent { kind, column, row, modifiers }))
    }

    /// Clicks on the first cell of a text on the screen.
    pub(crate) fn click(&mut self, text: &str) -> &mut Self {
        let cell = self.find(text);
        self.mouse(MouseEventKind::Down(MouseButton::Left), cell)
    }

    /// The first cell of a text on the screen.
    pub(crate) fn find(&self, text: &str) -> (u16, u16) {
        let buffer = self.buffer();
        for y in 0..buffer.area.height {
            for x in 0..buffer.area.width {
                let rest: String =
                    (x..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect();
                if rest.starts_with(text) {
                    return (x, y);
                }
            }
        }
        panic!("{text:?} is not on the screen:\n{}", self.screen());
    }

    /// The screen's cells.
    pub(crate) fn buffer(&self) -> &Buffer {
        self.terminal.backend().buffer()
    }

    /// The screen as text.
    pub(crate) fn screen(&self) -> String {
        let buffer = self.buffer();
        let mut text = String::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut x = 0;
            while x < buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += u16::try_from(shownotes::width::columns(symbol)).unwrap().max(1);
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// The lowest line of the screen.
    pub(crate) fn status(&self) -> String {
        self.screen().lines().last().unwrap_or_default().to_owned()
    }

    /// What the selected row is about, such as the title of an episode.
    pub(crate) fn selected(&self) -> String {
        let listing = self.model.view.listing();
        let item = self.model.list().selected();
        item.map_or_else(String::new, |item| listing.main(&self.model.library, item))
    }

    /// The address the links pane has in this row.
    pub(crate) fn address(&self, row: usize) -> Option<&str> {
        match self.model.page.as_ref()?.links.target(row)? {
            Target::Address(address, _) => Some(address.as_str()),
            Target::Item(_) => None,
        }
    }

    /// Whether the selected row is among those the list pane shows.
    pub(crate) fn is_in_sight(&self) -> bool {
        let list = self.model.list();
        let height = self.model.pane_height(Pane::List);
        (list.offset..list.offset + height).contains(&list.cursor)
    }

    fn run(&mut self, effects: Vec<Effect>, messages: Vec<Message>) {
        let (mut effects, mut messages) = (effects, messages);
        while self.ended.is_none() {
            let (sender, inbox) = mpsc::channel();
            for message in messages {
                sender.send(Incoming::Message(message)).unwrap();
            }
            drop(sender);
            let effects = std::mem::take(&mut effects);
            let Self { terminal, model, recorder, .. } = self;
            match run::run(terminal, model, effects, &inbox, recorder).unwrap() {
                End::Alone => {}
                end => self.ended = Some(end),
            }
            messages = std::mem::take(&mut self.recorder.pending);
            if messages.is_empty() {
                return;
            }
        }
    }
}
