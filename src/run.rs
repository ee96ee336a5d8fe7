//! The loop: wait for something to happen, take in all that has, perform what it asks for, draw.
//!
//! Owns the order of things. It is generic over the backend and over what performs effects, so
//! that tests run it whole, in-process. It never wakes up while nothing happens: it prepares what
//! may be wanted next, and then sleeps.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::layout::Rect;

use crate::app::{Effect, Message, Model, Page, give_up, prepare, settle, update};
use crate::draw;

/// A frame is held back so long for what is about to arrive and belongs into it: the notes of
/// the page on show, so that page and selection appear together unless the disk is slow; and
/// while nobody has pressed anything, what the loader reads, so that a small library appears
/// whole in the frame after the first, which is drawn before anything is known. Half a frame of
/// a 60 Hz screen.
const GRACE: Duration = Duration::from_millis(8);

/// So long something the user has done waits for the notes it is meant for, and what is done next
/// for it.
const PATIENCE: Duration = Duration::from_secs(2);

/// What arrives at the loop.
#[derive(Debug)]
pub enum Incoming {
    /// Something happened.
    Message(Message),
    /// The user did something; input is read on when the turn is dropped.
    Input(Vec<Message>, Turn),
}

/// The permission to read input on, given back by dropping it.
#[derive(Debug)]
pub struct Turn(SyncSender<()>);

impl Turn {
    /// A turn that is given back to the other end of this channel, which must hold one item.
    pub const fn new(give_back: SyncSender<()>) -> Self {
        Self(give_back)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // When the reader is gone there is nothing to permit.
        let _ = self.0.send(());
    }
}

/// What performs the effects the model asks for, save those that are the loop's own: drawing
/// anew and ending.
pub trait Perform<B: Backend> {
    /// Performs one effect, without blocking the loop; whatever comes of it arrives as a
    /// message.
    fn perform(&mut self, effect: Effect, terminal: &mut Terminal<B>) -> Result<(), B::Error>;
}

/// Why the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The user asked for it.
    Asked,
    /// A signal with this number did.
    Signal(i32),
    /// Nobody is left to send anything.
    Alone,
}

/// Runs until something ends it.
pub fn run<B: Backend, P: Perform<B>>(
    terminal: &mut Terminal<B>,
    model: &mut Model,
    effects: Vec<Effect>,
    inbox: &Receiver<Incoming>,
    performer: &mut P,
) -> Result<End, B::Error> {
    let mut turns = Vec::new();
    let mut effects = effects;
    let mut burst = Burst::default();
    // Until when something may wait, while it does.
    let mut waiting = None;
    loop {
        for effect in effects.drain(..) {
            match effect {
                Effect::Quit(signal) => return Ok(signal.map_or(End::Asked, End::Signal)),
                Effect::Redraw => terminal.resize(Rect::from(model.size))?,
                Effect::Task(_)
                | Effect::Open(_)
                | Effect::Copy(_)
                | Effect::Suspend
                | Effect::Resume => performer.perform(effect, terminal)?,
            }
        }
        // Effects have been performed, among them those that lend the terminal to a browser.
        burst.give_back(&mut turns, model);
        effects = burst.wait(model, inbox, &mut turns);
        if !effects.is_empty() {
            continue;
        }
        // Nothing is left to perform: whoever waits for a turn may go on while we draw.
        burst.give_back(&mut turns, model);
        effects = draw(terminal, model)?;
        burst = Burst::default();
        if !effects.is_empty() {
            continue;
        }
        waiting = model.is_waiting().then(|| waiting.unwrap_or_else(|| Instant::now() + PATIENCE));
        let mut next = match wait(model, inbox, waiting) {
            Ok(first) => Some(first),
            Err(RecvTimeoutError::Timeout) => {
                give_up(model);
                None
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(End::Alone),
        };
        while let Some(incoming) = next {
            take_in(model, incoming, &mut effects, &mut turns);
            next = inbox.try_recv().ok();
        }
        effects.extend(settle(model));
    }
}

/// All that goes into one frame.
#[derive(Debug, Default)]
struct Burst {
    /// When the frame is drawn, whatever is still missing.
    until: Option<Instant>,
    /// Whether the user did something, and waits to see what comes of it.
    has_input: bool,
}

impl Burst {
    /// Lets those who read input go on, once what they have read is done.
    fn give_back(&mut self, turns: &mut Vec<Turn>, model: &Model) {
        self.has_input |= !turns.is_empty();
        if !model.is_waiting() {
            turns.clear();
        }
    }

    /// Takes in what arrives while something that belongs into the frame is about to.
    fn wait(
        &mut self,
        model: &mut Model,
        inbox: &Receiver<Incoming>,
        turns: &mut Vec<Turn>,
    ) -> Vec<Effect> {
        let mut effects = Vec::new();
        let until = *self.until.get_or_insert_with(|| Instant::now() + GRACE);
        while effects.is_empty() && self.is_incomplete(model, turns) {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            match inbox.recv_timeout(left) {
                Ok(incoming) => {
                    take_in(model, incoming, &mut effects, turns);
                    effects.extend(settle(model));
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        effects
    }

    /// Whether something belongs into the frame that is about to arrive.
    fn is_incomplete(&self, model: &Model, turns: &[Turn]) -> bool {
        let has_input = self.has_input || !turns.is_empty();
        model.loading.running && !has_input || model.page.as_ref().is_some_and(Page::is_awaited)
    }
}

/// Waits for something to happen, if need be no longer than `until`. Until it does, or all is
/// done, what will be wanted next is prepared.
fn wait(
    model: &mut Model,
    inbox: &Receiver<Incoming>,
    until: Option<Instant>,
) -> Result<Incoming, RecvTimeoutError> {
    loop {
        if let Ok(incoming) = inbox.try_recv() {
            return Ok(incoming);
        }
        if !prepare(model) {
            return match until {
                Some(until) => inbox.recv_timeout(until.saturating_duration_since(Instant::now())),
                None => inbox.recv().map_err(RecvTimeoutError::from),
            };
        }
    }
}

fn take_in(
    model: &mut Model,
    incoming: Incoming,
    effects: &mut Vec<Effect>,
    turns: &mut Vec<Turn>,
) {
    match incoming {
        Incoming::Message(message) => effects.extend(update(model, message)),
        Incoming::Input(messages, turn) => {
            turns.push(turn);
            for message in messages {
                effects.extend(update(model, message));
            }
        }
    }
}

/// Draws a frame of the model, of its size. The terminal may have changed its size since it last
/// said so; then the model learns it first, and may ask for something.
pub fn draw<B: Backend>(
    terminal: &mut Terminal<B>,
    model: &mut Model,
) -> Result<Vec<Effect>, B::Error> {
    terminal.autoresize()?;
    let mut effects = Vec::new();
    loop {
        let size = terminal.get_frame().area().as_size();
        if size != model.size {
            effects.extend(update(model, Message::Resize(size)));
            effects.extend(settle(model));
            // All is about to be drawn.
            effects.retain(|effect| *effect != Effect::Redraw);
        }
        let mut fits = false;
        terminal.draw(|frame| {
            fits = frame.area().as_size() == model.size;
            if fits {
                draw::draw(frame, model);
            }
        })?;
        if fits {
            return Ok(effects);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{channel, sync_channel};

    use ratatui::backend::TestBackend;
    use ratatui::layout::Size;

    use crate::address::Address;
    use crate::keymap::Key;
    use crate::loader::LoadEvent;

    use super::*;

    /// Looks, whenever something is to be performed, whether the reader may go on already.
    struct Watcher {
        returned: Receiver<()>,
        went_on: bool,
    }

    impl Perform<TestBackend> for Watcher {
        fn perform(
            &mut self,
            _: Effect,
            _: &mut Terminal<TestBackend>,
        ) -> Result<(), std::convert::Infallible> {
            self.went_on |= self.returned.try_recv().is_ok();
            Ok(())
        }
    }

    #[test]
    fn the_reader_goes_on_only_when_what_it_read_has_been_performed() {
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        let size = Size { width: 80, height: 24 };
        let (mut model, _) = Model::new(size, String::new(), None);
        let (give_back, returned) = sync_channel(1);
        let (sender, inbox) = channel();
        let address = Address::parse("https://a.example").unwrap();
        let opened = Message::Opened(address, Err("None".to_owned()));
        sender.send(Incoming::Input(vec![opened], Turn::new(give_back))).unwrap();
        drop(sender);
        let mut watcher = Watcher { returned, went_on: false };
        let end = run(&mut terminal, &mut model, Vec::new(), &inbox, &mut watcher).unwrap();
        assert_eq!(end, End::Alone);
        assert!(!watcher.went_on, "the turn came back before its effect was performed");
        assert!(watcher.returned.try_recv().is_ok(), "the turn never came back");
    }

    #[test]
    fn a_burst_is_one_frame_and_nothing_is_none() {
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        let size = Size { width: 80, height: 24 };
        let (mut model, _) = Model::new(size, String::new(), None);
        update(&mut model, Message::Load(1, LoadEvent::Finished));
        let (sender, inbox) = channel();
        for _ in 0..100 {
            sender.send(Incoming::Message(Message::Resize(size))).unwrap();
        }
        drop(sender);
        let mut watcher = Watcher { returned: sync_channel(1).1, went_on: false };
        run(&mut terminal, &mut model, Vec::new(), &inbox, &mut watcher).unwrap();
        // One at the start and one for all that came.
        assert_eq!(terminal.get_frame().count(), 2);
    }

    #[test]
    fn what_is_read_at_once_is_in_one_frame() {
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        let size = Size { width: 80, height: 24 };
        let (mut model, _) = Model::new(size, String::new(), None);
        let (sender, inbox) = channel();
        sender.send(Incoming::Message(Message::Load(1, LoadEvent::Found(1)))).unwrap();
        sender.send(Incoming::Message(Message::Load(1, LoadEvent::Finished))).unwrap();
        drop(sender);
        let mut watcher = Watcher { returned: sync_channel(1).1, went_on: false };
        run(&mut terminal, &mut model, Vec::new(), &inbox, &mut watcher).unwrap();
        assert_eq!(terminal.get_frame().count(), 1);
    }

    #[test]
    fn a_key_is_not_kept_waiting_by_a_load() {
        let size = Size { width: 80, height: 24 };
        let (mut model, _) = Model::new(size, String::new(), None);
        let (give_back, returned) = sync_channel(1);
        let (sender, inbox) = channel();
        let help = Message::Key(Key::char('?'));
        sender.send(Incoming::Input(vec![help], Turn::new(give_back))).unwrap();
        let mut burst = Burst::default();
        let mut turns = Vec::new();
        assert_eq!(burst.wait(&mut model, &inbox, &mut turns), []);
        assert!(!burst.is_incomplete(&model, &turns), "it waits though a key was pressed");
        burst.give_back(&mut turns, &model);
        assert!(!burst.is_incomplete(&model, &turns), "it waits though the turn came back");
        assert!(returned.try_recv().is_ok());
    }
}
