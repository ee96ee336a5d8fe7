//! The program without its threads: a message in, a frame out, all that comes of it in between.
//!
//! Owns doing in a row what the program's threads do for each other, so that what is measured is
//! all of the work somebody waits for. The program itself waits for a page 8 ms at most.

use std::ops::ControlFlow;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use shownotes::app::{Body, Effect, Message, Model, Task, prepare, settle, update};
use shownotes::draw;
use shownotes::fulltext::{self, SearchEvent};
use shownotes::keymap::Key;
use shownotes::loader::{self, Source};

/// The program on a screen.
pub(crate) struct Session {
    source: Source,
    model: Model,
    terminal: Terminal<TestBackend>,
}

impl Session {
    /// The program with all notes loaded, on a screen of this size.
    pub(crate) fn new(source: Source, size: Size) -> Self {
        let Ok(terminal) = Terminal::new(TestBackend::new(size.width, size.height));
        let (model, first_load) = Model::new(size, String::new(), None);
        let mut session = Self { source, model, terminal };
        session.follow(vec![Effect::Task(first_load)]);
        // As the loop does before it sleeps.
        while prepare(&mut session.model) {}
        session
    }

    /// Presses a key.
    pub(crate) fn press(&mut self, key: Key) {
        self.send(Message::Key(key));
    }

    /// Sends a message and draws what comes of it. A search through the notes goes on until it
    /// has found something.
    pub(crate) fn send(&mut self, message: Message) {
        let effects = update(&mut self.model, message);
        self.follow(effects);
    }

    fn follow(&mut self, effects: Vec<Effect>) {
        let mut effects = effects;
        loop {
            effects.extend(settle(&mut self.model));
            if effects.is_empty() {
                break;
            }
            effects = effects.into_iter().flat_map(|effect| self.perform(effect)).collect();
        }
        let Ok(_) = self.terminal.draw(|frame| draw::draw(frame, &self.model));
    }

    /// Performs an effect, and gives what the answer asks for.
    fn perform(&mut self, effect: Effect) -> Vec<Effect> {
        let Self { source, model, .. } = self;
        let mut effects = Vec::new();
        match effect {
            Effect::Task(Task::Load(number) | Task::Reload(number)) => {
                let unkept = loader::load(source, |event| {
                    effects.extend(update(model, Message::Load(number, event)));
                    ControlFlow::Continue(())
                });
                unkept.keep(|| true);
            }
            Effect::Task(Task::ReadNotes(id, path, width)) => {
                let notes = loader::read_notes(source, &path);
                let body = notes.map(|notes| Box::new(Body::new(notes, width)));
                effects = update(model, Message::Notes(id, body));
            }
            Effect::Task(Task::SearchFiles(number, search)) => {
                fulltext::search(source, &search.sought, &search.files, |event| {
                    let found = matches!(&event, SearchEvent::Found(hits, _) if !hits.is_empty());
                    effects.extend(update(model, Message::Searched(number, event)));
                    if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                });
            }
            Effect::Task(Task::StopSearch | Task::ReadAgain(..) | Task::ReadRepairs)
            | Effect::Open(_)
            | Effect::Copy(_)
            | Effect::Suspend
            | Effect::Resume
            | Effect::Redraw
            | Effect::Quit(_) => {}
        }
        effects
    }
}
