//! The catalogue built into the program: the notes of `episodes/`, name and text, and what was
//! read of them when the program was built.
//!
//! Owns the embedded copy, which is opened when no folder is given and none is at hand.

/// File name and text of every embedded notes file, sorted by name.
pub const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

/// Two parcels of the library, serialized: the newest episode, the last of [`FILES`], and the
/// others, the newest first.
pub const PARCELS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalogue.parcels"));

/// The text of one embedded file.
pub fn text(name: &str) -> Option<&'static str> {
    let at = FILES.binary_search_by_key(&name, |&(name, _)| name).ok()?;
    FILES.get(at).map(|&(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_found_by_its_name() {
        assert!(!FILES.is_empty());
        for (name, content) in FILES {
            assert_eq!(text(name), Some(*content), "{name}");
        }
        assert_eq!(text("no such file"), None);
    }
}
