//! Writes a made-up show into a folder, to try the program with: how many episodes, a number
//! that makes each show another, and the folder.

use std::io;
use std::path::Path;

#[path = "../../benches/support/library.rs"]
mod library;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [count, seed, folder] = arguments.as_slice() else {
        return Err(io::Error::other("usage: generate COUNT SEED FOLDER"));
    };
    let count = count.parse().map_err(io::Error::other)?;
    let seed = seed.parse().map_err(io::Error::other)?;
    library::Show::new(seed).write(count, Path::new(folder))?;
    Ok(())
}
