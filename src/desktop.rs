//! Effects performed for real: threads that read, a browser, the clipboard, the job control.
//!
//! Owns what happens outside the model when the program runs in a terminal. Nothing here blocks
//! the loop, save a browser or a shell that was lent the terminal.

use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use ratatui::layout::Rect;
#[cfg(unix)]
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
#[cfg(unix)]
use signal_hook::iterator::Signals;
#[cfg(unix)]
use signal_hook::low_level::{emulate_default_handler, raise};

use crate::address::Address;
use crate::app::{Body, Effect, FileSearch, Message, Task};
use crate::browser::Browser;
use crate::clipboard;
use crate::fulltext;
use crate::job;
use crate::library::EpisodeId;
use crate::loader::{self, LoadEvent, Repairs, Source};
use crate::run::{Incoming, Perform};
use crate::terminal::{self, Canvas, Frames, Mode, Screen};
use crate::watch::{Noticed, Watch};

/// Whether another program has the terminal: then the keys that send signals are meant for it.
#[derive(Clone, Debug, Default)]
pub struct Lent(Arc<AtomicU8>);

impl Lent {
    const NO: u8 = 0;
    const YES: u8 = 1;
    /// The terminal is back, but a signal of the other program's time may still be on its way.
    const RETURNING: u8 = 2;

    fn get(&self) -> u8 {
        self.0.load(Ordering::SeqCst)
    }

    fn set(&self, state: u8) {
        self.0.store(state, Ordering::SeqCst);
    }
}

/// The world outside the model.
#[derive(Debug)]
pub struct Desktop {
    source: Arc<Source>,
    browser: Arc<Browser>,
    /// How the terminal is taken over again after it was lent.
    mode: Mode,
    lent: Lent,
    inbox: Sender<Incoming>,
    /// Pages to read, which [`read_pages`] does.
    pages: Sender<Wanted>,
    /// The number of the latest load; earlier ones stop.
    latest: Arc<AtomicU64>,
    /// The number of the latest search through the notes; earlier ones stop.
    latest_search: Arc<AtomicU64>,
    /// The watch on the notes, once the first load is under way.
    watch: Arc<Mutex<Option<Watch>>>,
}

/// A page to read, and the columns it is laid out for.
pub type Wanted = (EpisodeId, Arc<Path>, u16);

impl Desktop {
    /// A desktop that answers to `inbox`, and the pages it wants read: for [`read_pages`].
    pub fn new(
        source: Arc<Source>,
        browser: Browser,
        mode: Mode,
        lent: Lent,
        inbox: Sender<Incoming>,
    ) -> (Self, Receiver<Wanted>) {
        let (pages, wanted) = mpsc::channel();
        let (browser, latest, latest_search) = (Arc::new(browser), Arc::default(), Arc::default());
        let watch = Arc::default();
        let desktop =
            Self { source, browser, mode, lent, inbox, pages, latest, latest_search, watch };
        (desktop, wanted)
    }

    /// Begins a task.
    pub fn begin(&self, task: Task) {
        match task {
            Task::Load(number) => self.load(number, false),
            Task::Reload(number) => self.load(number, true),
            Task::ReadAgain(number, files) => self.read_again(number, files),
            Task::ReadNotes(id, path, width) => {
                // The reader ends only with this sender.
                let _ = self.pages.send((id, path, width));
            }
            Task::ReadRepairs => self.read_repairs(),
            Task::SearchFiles(number, search) => self.search(number, search),
            Task::StopSearch => self.latest_search.store(0, Ordering::SeqCst),
        }
    }

    /// Loads all notes; every file is read if that is wished.
    fn load(&self, number: u64, every_file: bool) {
        self.latest.store(number, Ordering::SeqCst);
        let (source, latest) = (Arc::clone(&self.source), Arc::clone(&self.latest));
        let (inbox, watch) = (self.inbox.clone(), Arc::clone(&self.watch));
        thread::spawn(move || {
            // One load at a time: an earlier one ends when it next has something to say.
            let mut held = watch.lock().unwrap_or_else(PoisonError::into_inner);
            let watch = &mut *held;
            if !source.roots().is_empty() {
                watch.get_or_insert_with(|| follow(source.roots(), inbox.clone()));
            }
            if every_file {
                source.forget();
            }
            let unkept = loader::load(&source, |event| {
                if latest.load(Ordering::SeqCst) != number {
                    return ControlFlow::Break(());
                }
                if let (LoadEvent::Folder(path), Some(watch)) = (&event, watch.as_mut()) {
                    watch.folder(path);
                    return ControlFlow::Continue(());
                }
                match inbox.send(Incoming::Message(Message::Load(number, event))) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                }
            });
            // Another load need not wait for this.
            drop(held);
            unkept.keep(|| latest.load(Ordering::SeqCst) == number);
        });
    }

    fn read_repairs(&self) {
        let (source, latest) = (Arc::clone(&self.source), Arc::clone(&self.latest));
        let inbox = self.inbox.clone();
        let number = latest.load(Ordering::SeqCst);
        thread::spawn(move || {
            let repairs = Repairs::read(&source, || latest.load(Ordering::SeqCst) == number);
            // The program may have ended meanwhile.
            let _ = repairs.map(|repairs| inbox.send(Incoming::Message(Message::Repairs(repairs))));
        });
    }

    fn read_again(&self, number: u64, files: Vec<PathBuf>) {
        let (source, inbox) = (Arc::clone(&self.source), self.inbox.clone());
        thread::spawn(move || {
            let again = Box::new(loader::read_again(&source, files));
            // The program may have ended meanwhile.
            let _ = inbox.send(Incoming::Message(Message::Again(number, again)));
        });
    }

    fn search(&self, number: u64, search: FileSearch) {
        self.latest_search.store(number, Ordering::SeqCst);
        let (source, latest) = (Arc::clone(&self.source), Arc::clone(&self.latest_search));
        let inbox = self.inbox.clone();
        thread::spawn(move || {
            let FileSearch { sought, files } = search;
            fulltext::search(&source, &sought, &files, |event| {
                let message = Incoming::Message(Message::Searched(number, event));
                if latest.load(Ordering::SeqCst) != number || inbox.send(message).is_err() {
                    return ControlFlow::Break(());
                }
                ControlFlow::Continue(())
            });
        });
    }

    fn open(&self, address: Address, screen: &mut Screen) -> io::Result<()> {
        if self.browser.needs_terminal() {
            self.lent.set(Lent::YES);
            terminal::leave();
            let outcome = self.browser.open(&address);
            self.lent.set(Lent::RETURNING);
            // Comes after the keys that may have ended or stopped the browser: signals that wait
            // are told in the order of their numbers, and of those this one has the highest on
            // the systems in use.
            #[cfg(unix)]
            raise(SIGWINCH)?;
            self.resume(screen)?;
            self.tell(Message::Opened(address, outcome));
            return Ok(());
        }
        let (browser, inbox) = (Arc::clone(&self.browser), self.inbox.clone());
        thread::spawn(move || {
            let outcome = browser.open(&address);
            // The program may have ended meanwhile.
            let _ = inbox.send(Incoming::Message(Message::Opened(address, outcome)));
        });
        Ok(())
    }

    /// Takes the terminal over again and draws everything anew: whoever had it left its own.
    fn resume(&self, screen: &mut Screen) -> io::Result<()> {
        self.mode.enter_again()?;
        let size = screen.size()?;
        screen.resize(Rect::from(size))
    }

    fn suspend(&self, screen: &mut Screen) -> io::Result<()> {
        #[cfg(unix)]
        if job::has_shell() {
            terminal::leave();
            job::stop()?;
            return self.resume(screen);
        }
        self.tell(Message::CannotSuspend);
        Ok(())
    }

    fn tell(&self, message: Message) {
        // The loop that asked is running, so the inbox is open.
        let _ = self.inbox.send(Incoming::Message(message));
    }
}

impl Perform<Canvas<Frames<io::Stdout>>> for Desktop {
    fn perform(&mut self, effect: Effect, screen: &mut Screen) -> io::Result<()> {
        match effect {
            Effect::Task(task) => {
                self.begin(task);
                Ok(())
            }
            Effect::Open(address) => self.open(address, screen),
            Effect::Copy(text) => clipboard::copy(&text, screen.backend_mut()),
            Effect::Suspend => self.suspend(screen),
            Effect::Resume => self.resume(screen),
            // The loop's own.
            Effect::Redraw | Effect::Quit(_) => Ok(()),
        }
    }
}

/// Watches notes and sends a message for each burst of changes, until the loop is gone.
fn follow(roots: &[PathBuf], inbox: Sender<Incoming>) -> Watch {
    Watch::start(roots, move |noticed| {
        let message = match noticed {
            Noticed::Changed(changed) => Message::FilesChanged(changed),
            Noticed::Trouble(reason) => Message::NotWatched(reason),
        };
        match inbox.send(Incoming::Message(message)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    })
}

/// Reads the notes of pages as they are asked for and lays them out, until the loop is gone; of
/// those that wait, only the last is still wanted.
pub fn read_pages(source: &Source, wanted: &Receiver<Wanted>, answers: &Sender<Incoming>) {
    let mut next = wanted.recv().ok();
    while let Some(first) = next {
        let (id, path, width) = wanted.try_iter().last().unwrap_or(first);
        let notes = loader::read_notes(source, &path);
        // Whoever has moved on meanwhile does not wait for a long page to be laid out.
        next = wanted.try_recv().ok();
        if next.is_none() {
            let body = notes.map(|notes| Box::new(Body::new(notes, width)));
            if answers.send(Incoming::Message(Message::Notes(id, body))).is_err() {
                return;
            }
            next = wanted.recv().ok();
        }
    }
}

/// The signals that ask the program for something, kept from now on for [`watch_signals`].
#[cfg(unix)]
pub fn signals() -> io::Result<Signals> {
    Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])
}

/// Sends a message for each of these signals, until the loop is gone. While the terminal is lent
/// the loop waits for its return; what must not wait is done here.
#[cfg(unix)]
pub fn watch_signals(mut signals: Signals, inbox: &Sender<Incoming>, lent: &Lent) {
    for signal in &mut signals {
        match (lent.get(), signal) {
            // Cannot fail for these signals, and there is nobody to tell.
            (Lent::YES, SIGTERM | SIGHUP) => drop(emulate_default_handler(signal)),
            (Lent::RETURNING, SIGWINCH) => lent.set(Lent::NO),
            _ => {}
        }
        let to_other = matches!(signal, SIGINT | SIGQUIT | SIGTSTP | SIGCONT);
        if lent.get() == Lent::YES || lent.get() == Lent::RETURNING && to_other {
            continue;
        }
        let message = match signal {
            SIGTSTP => Message::SuspendRequested,
            SIGCONT => Message::Continued,
            // Has told the end of the loan; sizes come with the keys.
            SIGWINCH => continue,
            signal => Message::Terminated(signal),
        };
        if inbox.send(Incoming::Message(message)).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::library::Item;

    use super::*;

    #[test]
    fn of_the_pages_that_wait_only_the_last_is_read() {
        let (library, ..) = loader::load_all(&Source::Catalogue);
        let (pages, wanted) = mpsc::channel();
        let mut ids = library.episodes().iter().copied();
        for id in ids.by_ref().take(3) {
            let path = library.get(id).unwrap().path().clone();
            pages.send((id, path, 60)).unwrap();
        }
        drop(pages);
        let (sender, answers) = mpsc::channel();
        read_pages(&Source::Catalogue, &wanted, &sender);
        drop(sender);
        let answered: Vec<Item> = answers
            .iter()
            .map(|answer| match answer {
                Incoming::Message(Message::Notes(id, Ok(body))) if body.width == 60 => {
                    Item::Episode(id)
                }
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(answered, [Item::Episode(library.episodes()[2])]);
    }
}
