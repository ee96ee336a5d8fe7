//! Embeds the catalogue: every notes file under `episodes/`, as a sorted table of name and text,
//! and what the program makes of them, so that it need not read them whenever it is started; and
//! a number that tells this program from others, which may read notes otherwise.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// As much of the program as makes parcels of notes.
#[path = "src"]
#[expect(dead_code, unused_imports, unreachable_pub, reason = "the program uses all of it")]
mod program {
    pub mod address;
    pub mod episode;
    pub mod fold;
    pub mod library;
    pub mod notes;
    pub mod sanitize;
    pub mod slips;
}

// Where the modules look for one another.
use program::{address, episode, fold, library, notes, sanitize, slips};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let files = catalogue(Path::new(&root))?;
    embed_catalogue(&files)?;
    read_catalogue(&files)?;
    println!("cargo::rustc-env=SHOWNOTES_BUILD={:016x}", build(Path::new(&root))?);
    Ok(())
}

/// What tells this program from others: its source, its packages and the machine it is for.
fn build(root: &Path) -> io::Result<u64> {
    let mut build = DefaultHasher::new();
    env::var_os("TARGET").hash(&mut build);
    println!("cargo::rerun-if-changed=src");
    hash_source(&root.join("src"), &mut build)?;
    let packages = root.join("Cargo.lock");
    // Not there where this is built as a package of another.
    if packages.exists() {
        println!("cargo::rerun-if-changed=Cargo.lock");
        fs::read(packages)?.hash(&mut build);
    }
    Ok(build.finish())
}

/// Hashes the source below a folder with the names of its files.
fn hash_source(folder: &Path, build: &mut DefaultHasher) -> io::Result<()> {
    let mut files: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    files.sort_by_key(fs::DirEntry::file_name);
    for file in files {
        if file.file_type()?.is_dir() {
            hash_source(&file.path(), build)?;
        } else if file.path().extension().is_some_and(|extension| extension == "rs") {
            file.file_name().hash(build);
            fs::read(file.path())?.hash(build);
        }
    }
    Ok(())
}

/// The notes files under `episodes/`, sorted by name.
fn catalogue(root: &Path) -> io::Result<Vec<PathBuf>> {
    println!("cargo::rerun-if-changed=episodes");
    let mut files: Vec<_> = fs::read_dir(root.join("episodes"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    Ok(files)
}

/// Writes the table of names and texts.
fn embed_catalogue(files: &[PathBuf]) -> io::Result<()> {
    let mut table = String::from("&[\n");
    for path in files {
        let name = name(path)?;
        // Relative to wherever the project is when it is built: a folder that was moved with what
        // had been built in it does not run this again.
        let place = format!("/episodes/{name}");
        writeln!(
            table,
            "    ({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {place:?}))),"
        )
        .map_err(io::Error::other)?;
    }
    table.push(']');
    write("catalogue.rs", table.as_bytes())
}

/// Writes what the notes say, as `loader/built_in.rs` takes it: the newest episode, then the
/// others.
fn read_catalogue(files: &[PathBuf]) -> io::Result<()> {
    let (others, newest) = files.split_at(files.len().saturating_sub(1));
    let parcels = [parcel(newest)?, parcel(others)?];
    write("catalogue.parcels", &postcard::to_stdvec(&parcels).map_err(io::Error::other)?)
}

/// What some notes say, the newest first.
fn parcel(files: &[PathBuf]) -> io::Result<library::Parcel> {
    let (mut parcel, mut indexer) = (library::Parcel::default(), notes::Indexer::default());
    for path in files.iter().rev() {
        let text = fs::read_to_string(path)
            .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
        let text = sanitize::text(&text);
        parcel.add(path.as_path().into(), 0, &indexer.index(name(path)?, &text));
    }
    Ok(parcel)
}

fn name(path: &Path) -> io::Result<&str> {
    let name = path.file_name().and_then(OsStr::to_str);
    name.ok_or_else(|| io::Error::other(format!("{}: the name is not UTF-8", path.display())))
}

/// Writes a file for the program to include.
fn write(name: &str, content: &[u8]) -> io::Result<()> {
    let folder = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&folder).join(name), content)
}
