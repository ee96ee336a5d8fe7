//! Embeds the catalogue: every notes file under `episodes/`, as a sorted table of name and text;
//! and a number that tells this program from others, which may read notes otherwise.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    embed_catalogue(Path::new(&root))?;
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

fn embed_catalogue(root: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed=episodes");
    let mut files: Vec<_> = fs::read_dir(root.join("episodes"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    let mut table = String::from("&[\n");
    for path in &files {
        let Some(name) = path.file_name().and_then(OsStr::to_str) else {
            return Err(io::Error::other("a name in episodes/ is not UTF-8"));
        };
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
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("catalogue.rs"), table)
}
