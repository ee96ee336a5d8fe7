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
    let mut source = DefaultHasher::new();
    println!("cargo::rerun-if-changed=src");
    hash(&Path::new(&root).join("src"), &mut source)?;
    println!("cargo::rustc-env=SHOWNOTES_BUILD={:016x}", source.finish());
    Ok(())
}

/// Hashes the files below a folder with their names.
fn hash(folder: &Path, source: &mut DefaultHasher) -> io::Result<()> {
    let mut files: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    files.sort_by_key(fs::DirEntry::file_name);
    for file in files {
        file.file_name().hash(source);
        if file.file_type()?.is_dir() {
            hash(&file.path(), source)?;
        } else {
            fs::read(file.path())?.hash(source);
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
