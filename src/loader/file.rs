//! One file → its text, made safe, or the reason why not.
//!
//! Owns the bounds on what is read and what may stand in a file. It must not know notes.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read as _};
#[cfg(unix)]
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use crate::sanitize;

use super::stamp::Stamp;

/// A notes file may be this long, in bytes; the show's own are a hundred times shorter.
pub const MAX_FILE: u64 = 1 << 20;

/// What is in a file.
pub(super) struct FileText<'b> {
    /// Its text, made safe.
    pub(super) text: Cow<'b, str>,
    /// The first line with bytes that are not UTF-8, from 1.
    pub(super) repaired: Option<u32>,
    /// What was known of the file before it was read.
    pub(super) stamp: Option<Stamp>,
}

/// Reads a file. Its text may be in `bytes`, which serve one file after the other.
pub(super) fn read_text<'b>(path: &Path, bytes: &'b mut Vec<u8>) -> Result<FileText<'b>, String> {
    let stamp = read_bytes(path, bytes).map_err(|error| read_failure(&error))?;
    let (text, repaired) = decode(bytes)?;
    let text = match text {
        Cow::Borrowed(text) => sanitize::text(text),
        Cow::Owned(text) => sanitize::text(&text).into_owned().into(),
    };
    Ok(FileText { text, repaired, stamp })
}

/// Puts the bytes of a regular file no longer than [`MAX_FILE`] in place of others, whatever its
/// size was said to be: a file may grow or shrink while it is read. Gives what was known of it
/// before.
fn read_bytes(path: &Path, bytes: &mut Vec<u8>) -> io::Result<Option<Stamp>> {
    let too_long =
        || io::Error::new(io::ErrorKind::FileTooLarge, "longer than 1 MB, which no notes file is");
    let mut file = open(path)?;
    // Of what has been opened: at the path there may be something else by now.
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    if metadata.len() > MAX_FILE {
        return Err(too_long());
    }
    let length = usize::try_from(metadata.len()).unwrap_or(0);
    bytes.clear();
    bytes.resize(length + 1, 0);
    let read = loop {
        match file.read(bytes) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => break read?,
        }
    };
    bytes.truncate(read);
    if read != length {
        file.take(MAX_FILE + 1).read_to_end(bytes)?;
    }
    if bytes.len() as u64 > MAX_FILE {
        return Err(too_long());
    }
    Ok(Stamp::of(&metadata))
}

/// Opens a file without waiting for whoever might write into it, should it be a pipe.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    let at_once = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or(0);
    File::options().read(true).custom_flags(at_once).open(path)
}

/// Opens a file.
#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Text from bytes: UTF-8, else UTF-8 with the bad bytes replaced, and the line of the first.
fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Option<u32>), String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err("written in UTF-16; save it as UTF-8".to_owned());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.into(), None)),
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let before = memchr::memchr_iter(b'\n', good).count();
            let line = u32::try_from(before + 1).unwrap_or(u32::MAX);
            Ok((String::from_utf8_lossy(bytes), Some(line)))
        }
    }
}

/// Reads one file the user named, so strictly that a slip of the hand is told at once:
/// it must be UTF-8.
pub fn check_file(path: &Path) -> Result<(), String> {
    let mut bytes = Vec::new();
    read_bytes(path, &mut bytes).map_err(|error| read_failure(&error))?;
    match decode(&bytes)? {
        (_, None) => Ok(()),
        (_, Some(_)) => Err("not a text file in UTF-8".to_owned()),
    }
}

/// An error of the operating system in plain words.
pub fn read_failure(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        // Only the system's own messages carry a code, as in `Is a directory (os error 21)`.
        _ => {
            let message = error.to_string();
            match message.split_once(" (os error") {
                Some((words, _)) => words.to_lowercase(),
                None => message,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_with_more_in_it_than_its_length_says_is_read_to_its_end() {
        let path = std::path::Path::new("/proc/self/status");
        assert_eq!(std::fs::metadata(path).unwrap().len(), 0);
        let mut bytes = Vec::new();
        let read = super::read_text(path, &mut bytes).unwrap();
        assert!(read.text.starts_with("Name:") && read.text.lines().count() > 10, "{}", read.text);
        assert_eq!(read.repaired, None);
    }
}
