//! Many small things worked on by a few threads, some at a time.
//!
//! Owns how many threads there are, and who takes what. It must not know what is worked on.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Scope};
use std::time::{Duration, Instant};
use std::vec;

/// How many things a thread takes at a time to begin with. Where it may, it then takes more the
/// sooner it is done, for what is made of many at once is made faster.
pub const TURN: usize = 16;
const QUICK_TURN: Duration = Duration::from_millis(1);

/// From how many things on a second thread saves more time than it takes to start.
pub const SHARED_FROM: usize = 256;

/// A turn that waits this long, one after the other, waits for the disk, as all do where the system
/// has not read the files before. Then one more thread asks for the next ones, up to so many in
/// all: disks and networks answer several in the time of one.
const SLOW_TURN: Duration = Duration::from_millis(2);
const SLOW_TURNS: usize = 3;
const MOST_THREADS: usize = 6;

/// Works on all things, and gives what comes of each turn until whoever takes it breaks. So many
/// threads do so, and more where files are slow to come; this one alone if there are few things,
/// and then in their order. Each has a memory of its own, which serves one turn after the other. A
/// turn has `longest` things at most.
pub fn in_turns<I: Send, M: Default, R: Send>(
    things: impl ExactSizeIterator<Item = I> + Send,
    threads: usize,
    longest: usize,
    work: impl Fn(vec::Drain<'_, I>, &mut M) -> R + Sync,
    give: impl FnMut(R) -> ControlFlow<()> + Send,
) -> ControlFlow<()> {
    let threads = if things.len() < SHARED_FROM { 0 } else { threads };
    Crew::new(things, threads, longest, SLOW_TURN, work, give).run::<I, M, R>(threads)
}

/// What the threads have in common.
struct Crew<T, W, G> {
    things: Mutex<T>,
    work: W,
    /// Who takes what comes of it, and whether more of it is wanted.
    given: Mutex<(G, ControlFlow<()>)>,
    /// How many more threads may be started.
    spare: AtomicUsize,
    /// How many things a turn has at most.
    longest: usize,
    /// How long a turn waits that waits for the disk.
    slow: Duration,
}

impl<T, W, G> Crew<T, W, G> {
    /// Threads that have not begun; none but one when it is of 0.
    const fn new(
        things: T,
        threads: usize,
        longest: usize,
        slow: Duration,
        work: W,
        give: G,
    ) -> Self {
        let spare = if threads == 0 { 0 } else { MOST_THREADS.saturating_sub(threads) };
        Self {
            things: Mutex::new(things),
            work,
            given: Mutex::new((give, ControlFlow::Continue(()))),
            spare: AtomicUsize::new(spare),
            longest,
            slow,
        }
    }

    fn run<I: Send, M: Default, R: Send>(self, threads: usize) -> ControlFlow<()>
    where
        T: Iterator<Item = I> + Send,
        W: Fn(vec::Drain<'_, I>, &mut M) -> R + Sync,
        G: FnMut(R) -> ControlFlow<()> + Send,
    {
        thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(|| self.take_turns::<I, M, R>(scope));
            }
            self.take_turns::<I, M, R>(scope);
        });
        self.given.into_inner().map_or(ControlFlow::Break(()), |(_, flow)| flow)
    }

    /// Takes turns until there are no more, or they are not wanted.
    fn take_turns<'s, I: Send, M: Default, R: Send>(&'s self, scope: &'s Scope<'s, '_>)
    where
        T: Iterator<Item = I> + Send,
        W: Fn(vec::Drain<'_, I>, &mut M) -> R + Sync,
        G: FnMut(R) -> ControlFlow<()> + Send,
    {
        let (mut turn, mut memory) = (Vec::with_capacity(self.longest), M::default());
        let (mut length, mut slow_turns) = (TURN, 0);
        // A lock fails only after a panic, which has ended the program.
        while let Ok(mut things) = self.things.lock() {
            turn.extend(things.by_ref().take(length));
            drop(things);
            if turn.is_empty() {
                return;
            }
            let (since, before) = (Instant::now(), worked());
            let made = (self.work)(turn.drain(..), &mut memory);
            let took = since.elapsed();
            length = self.next_length(length, took);
            let waited = took.saturating_sub(worked().saturating_sub(before));
            slow_turns = if waited >= self.slow { slow_turns + 1 } else { 0 };
            if slow_turns >= SLOW_TURNS && self.may_start() {
                slow_turns = 0;
                scope.spawn(|| self.take_turns::<I, M, R>(scope));
            }
            let Ok(mut given) = self.given.lock() else { return };
            let (give, flow) = &mut *given;
            if flow.is_continue() {
                *flow = give(made);
            }
            if flow.is_break() {
                return;
            }
        }
    }

    /// How many things the turn after one of this length has.
    fn next_length(&self, length: usize, took: Duration) -> usize {
        let next = if took < QUICK_TURN {
            length * 2
        } else if took > 2 * QUICK_TURN {
            length / 2
        } else {
            length
        };
        next.clamp(TURN.min(self.longest), self.longest)
    }

    /// Whether one more thread may be started, which then counts as such.
    fn may_start(&self) -> bool {
        let fewer = |spare: usize| spare.checked_sub(1);
        self.spare.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fewer).is_ok()
    }
}

/// How long this thread has worked, whatever it has waited for.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// Where that is not known, whatever takes long is taken to wait.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
const fn worked() -> Duration {
    Duration::ZERO
}

#[cfg(test)]
mod tests {
    use super::*;

    type Turn<'t> = vec::Drain<'t, usize>;

    fn taken(turn: Turn<'_>, (): &mut ()) -> Vec<usize> {
        turn.collect()
    }

    #[test]
    fn few_things_are_worked_on_in_their_order() {
        let mut all = Vec::new();
        let give = |turn: Vec<usize>| {
            all.extend(turn);
            ControlFlow::Continue(())
        };
        assert!(in_turns(0..SHARED_FROM - 1, 2, 2 * TURN, taken, give).is_continue());
        assert!(all.into_iter().eq(0..SHARED_FROM - 1));
    }

    #[test]
    fn more_threads_work_where_turns_take_long_and_each_thing_is_taken_once() {
        for (slow, spare) in [(Duration::ZERO, 0), (Duration::MAX, MOST_THREADS - 2)] {
            let mut all = Vec::new();
            let crew = Crew::new(0..100 * TURN, 2, TURN, slow, taken, |turn: Vec<usize>| {
                all.extend(turn);
                ControlFlow::Continue(())
            });
            thread::scope(|scope| crew.take_turns(scope));
            assert_eq!(crew.spare.load(Ordering::Relaxed), spare);
            all.sort_unstable();
            assert!(all.into_iter().eq(0..100 * TURN));
        }
    }

    #[test]
    fn a_quick_turn_makes_the_next_longer_and_a_slow_one_shorter() {
        let crew = Crew::new(0..0, 2, 4 * TURN, SLOW_TURN, (), ());
        let lengths =
            |took: Duration| [TURN, 2 * TURN, 4 * TURN].map(|it| crew.next_length(it, took));
        assert_eq!(lengths(QUICK_TURN / 2), [2 * TURN, 4 * TURN, 4 * TURN]);
        assert_eq!(lengths(QUICK_TURN), [TURN, 2 * TURN, 4 * TURN]);
        assert_eq!(lengths(3 * QUICK_TURN), [TURN, TURN, 2 * TURN]);
    }

    #[test]
    fn nothing_is_given_to_whoever_wants_no_more() {
        let mut given = 0;
        let give = |_: Vec<usize>| {
            given += 1;
            if given < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        assert!(in_turns(0..100 * TURN, 2, TURN, taken, give).is_break());
        assert_eq!(given, 3);
    }
}
