//! Takes the terminal over as the program does, then panics: in the thread named by its
//! argument.

use std::io;

use shownotes::terminal::{Mode, Taken};

fn main() -> io::Result<()> {
    let _taken = Taken::take(&Mode::new(true))?;
    if std::env::args().nth(1).as_deref() == Some("main") {
        crash();
    }
    // A panic ends the whole program, whichever thread it is in.
    std::thread::spawn(crash).join().map_err(|_panic| io::Error::other("it was survived"))
}

fn crash() {
    panic!("crashed on purpose");
}
