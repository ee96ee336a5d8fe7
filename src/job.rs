//! Job control: stopping for the shell, and sharing the terminal with another program.
//!
//! Owns stopping this program, and waiting for one that has the terminal. It must not know the
//! screen: who calls has given the terminal back and takes it over again.

use std::io;
use std::process::{Child, ExitStatus};

#[cfg(unix)]
use rustix::process::{
    Pid, Signal, WaitOptions, getpgrp, getsid, kill_current_process_group, kill_process, waitpid,
};

/// Whether a shell started the program as a job and could continue it: not so for a terminal that
/// runs nothing else, nor for `sh -c '…'` in one, where all are of the session's own group.
#[cfg(unix)]
pub fn has_shell() -> bool {
    getsid(None).is_ok_and(|session| session != getpgrp())
}

/// Stops until the shell continues it. The whole job: a script that started the program must not
/// go on waiting for it.
#[cfg(unix)]
pub fn stop() -> io::Result<()> {
    Ok(kill_current_process_group(Signal::STOP)?)
}

/// Waits for the end of a program that was given the terminal. The two are one job: when that
/// program stops, so does this one, and not before it has, for the shell must find nobody else
/// reading its keys or setting its terminal. Without a shell to continue them it goes on instead.
#[cfg(unix)]
pub fn wait(child: &mut Child) -> io::Result<ExitStatus> {
    use std::os::unix::process::ExitStatusExt as _;

    let child = Pid::from_child(child);
    let waited = |how| rustix::io::retry_on_intr(|| waitpid(Some(child), how));
    let at_once = WaitOptions::UNTRACED | WaitOptions::CONTINUED | WaitOptions::NOHANG;
    loop {
        let Some((_, mut status)) = waited(WaitOptions::UNTRACED)? else { continue };
        if status.stopped() {
            // This program may have been stopped together with it, and both be continued by now.
            status = waited(at_once)?.map_or(status, |(_, since)| since);
        }
        if status.stopped() {
            if has_shell() { stop()? } else { kill_process(child, Signal::CONT)? }
        } else if !status.continued() {
            return Ok(ExitStatus::from_raw(status.as_raw()));
        }
    }
}

/// Waits for the end of a program that was given the terminal.
#[cfg(not(unix))]
pub fn wait(child: &mut Child) -> io::Result<ExitStatus> {
    child.wait()
}
