//! Noticing that notes change on disk.
//!
//! Owns the watch on the folders a load looks through, and one thread that waits until a burst
//! of changes is over and tells it as one. What an event means is [`places`]'s. It must not read
//! notes. Nothing polls: where the system cannot watch, the program goes on without.
//!
//! A folder is watched before it is looked through, so no change falls between the two. What a
//! link to a single file leads to is not watched.

mod places;

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use notify::{Config, Event, EventKindMask, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::loader::{Changed, read_failure};

use self::places::{Places, entrance};

/// A burst is over when nothing has come for this long: a program that saves a file takes
/// several steps, and one that updates a folder touches many files.
const QUIET: Duration = Duration::from_millis(150);

/// A burst that does not end is told this long after it began.
const LONGEST: Duration = Duration::from_secs(2);

/// More files than this are not told one by one: reading everything shows how far it is.
const MOST: usize = 256;

/// What a watch has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Noticed {
    /// Notes have changed.
    Changed(Changed),
    /// Not everything can be watched, for this reason; said once.
    Trouble(String),
}

/// A watch on folders.
#[derive(Debug)]
pub struct Watch {
    /// None where the system has none to give.
    watcher: Option<RecommendedWatcher>,
    told: Sender<Told>,
    in_trouble: bool,
}

/// What the watching thread is told.
#[derive(Debug)]
enum Told {
    /// A folder is watched from now on: where it really is, and how it was reached.
    Folder(PathBuf, PathBuf),
    /// Something has happened.
    Event(notify::Result<Event>),
    /// Something cannot be watched.
    Trouble(String),
}

impl Watch {
    /// Watches whether these folders and files come and go; [`Self::folder`] adds what is in
    /// them. The listener is called on a thread of its own until it breaks.
    pub fn start(
        roots: &[PathBuf],
        listen: impl FnMut(Noticed) -> ControlFlow<()> + Send + 'static,
    ) -> Self {
        let (told, inbox) = mpsc::channel();
        let places = Places::new(roots);
        let parents: Vec<PathBuf> = places.parents().map(Path::to_owned).collect();
        thread::spawn(move || wait(&inbox, places, listen));
        let events = told.clone();
        let handler = move |event| {
            // The thread ends only with the program.
            let _ = events.send(Told::Event(event));
        };
        // Links are resolved here, and reading notes is no change.
        let config = Config::default().with_event_kinds(EventKindMask::CORE);
        let mut watch = Self { watcher: None, told, in_trouble: false };
        match RecommendedWatcher::new(handler, config) {
            Ok(watcher) => watch.watcher = Some(watcher),
            Err(error) => watch.trouble(error),
        }
        for parent in parents {
            watch.add(&parent);
        }
        watch
    }

    /// Watches what is in a folder, and how to get into it.
    pub fn folder(&mut self, path: &Path) {
        // One that is gone again is told by whoever looks through it.
        if let Ok(place) = fs::canonicalize(path) {
            // First of all, so that its events are understood.
            self.tell(Told::Folder(place.clone(), path.to_owned()));
            self.add(&place);
        }
    }

    fn add(&mut self, place: &Path) {
        let watch =
            |watcher: &mut RecommendedWatcher| watcher.watch(place, RecursiveMode::NonRecursive);
        if let Some(Err(error)) = self.watcher.as_mut().map(watch) {
            self.trouble(error);
        }
    }

    fn trouble(&mut self, error: notify::Error) {
        let reason = match error.kind {
            // The load tells as much.
            notify::ErrorKind::PathNotFound => return,
            notify::ErrorKind::Io(error)
                if matches!(
                    error.kind(),
                    std::io::ErrorKind::NotFound | std::io::ErrorKind::PermissionDenied
                ) =>
            {
                return;
            }
            notify::ErrorKind::Io(error) => read_failure(&error),
            notify::ErrorKind::MaxFilesWatch => "the system watches no more folders".to_owned(),
            notify::ErrorKind::Generic(reason) => reason,
            notify::ErrorKind::WatchNotFound | notify::ErrorKind::InvalidConfig(_) => {
                "the system cannot watch them".to_owned()
            }
        };
        if !std::mem::replace(&mut self.in_trouble, true) {
            self.tell(Told::Trouble(reason));
        }
    }

    fn tell(&self, told: Told) {
        // The thread ends only with the program.
        let _ = self.told.send(told);
    }
}

/// Waits for changes and hands them on, a burst at a time, until the listener breaks.
fn wait(
    inbox: &Receiver<Told>,
    mut places: Places,
    mut listen: impl FnMut(Noticed) -> ControlFlow<()>,
) {
    while let Ok(first) = inbox.recv() {
        let noticed = match take_in(first, &mut places) {
            Some(Noticed::Changed(changed)) => burst(changed, inbox, &mut places),
            Some(trouble @ Noticed::Trouble(_)) => vec![trouble],
            None => continue,
        };
        for noticed in noticed {
            if listen(noticed).is_break() {
                return;
            }
        }
    }
}

/// All of a burst that begins with a change: what has changed, and whatever trouble came between.
fn burst(first: Changed, inbox: &Receiver<Told>, places: &mut Places) -> Vec<Noticed> {
    let mut changed = first;
    let mut troubles = Vec::new();
    let end = Instant::now() + LONGEST;
    let mut quiet = Instant::now() + QUIET;
    loop {
        let left = quiet.min(end).saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        let Ok(told) = inbox.recv_timeout(left) else {
            break;
        };
        match take_in(told, places) {
            Some(Noticed::Changed(more)) => {
                changed = changed.and(more);
                quiet = Instant::now() + QUIET;
            }
            Some(trouble @ Noticed::Trouble(_)) => troubles.push(trouble),
            None => {}
        }
    }
    let changed = match changed {
        Changed::Files(files) if files.len() > MOST => Changed::Everything,
        changed => changed,
    };
    std::iter::once(Noticed::Changed(changed)).chain(troubles).collect()
}

fn take_in(told: Told, places: &mut Places) -> Option<Noticed> {
    match told {
        Told::Folder(place, path) => {
            places.add(place, entrance(&path), path);
            None
        }
        Told::Event(Ok(event)) => places.meaning(&event, needs_walk).map(Noticed::Changed),
        // Events may have been lost.
        Told::Event(Err(_)) => Some(Noticed::Changed(Changed::Everything)),
        Told::Trouble(reason) => Some(Noticed::Trouble(reason)),
    }
}

/// Whether only a walk can tell what a path leads to: folders, and links, which may lead to
/// what is known by another name.
fn needs_walk(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir() || metadata.is_symlink())
}
