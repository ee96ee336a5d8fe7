//! How a file is told from what it was: without reading it.
//!
//! Owns what the system is asked for. What follows from a difference is others' to say.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

/// What the system says of a file, which differs once the file has been written or put in the
/// place of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    /// The disk, and the number of the file on it.
    identity: (u64, u64),
    length: u64,
    modified: SystemTime,
    /// When anything about it last changed: a time that nobody can set, where the file system
    /// knows it.
    changed: SystemTime,
}

/// Two changes within this time may look like one: file systems count it in steps, the longest
/// of two seconds.
const STEP: Duration = Duration::from_secs(3);

impl Stamp {
    /// That of a file; `None` where the system does not tell enough.
    pub(super) fn of(metadata: &Metadata) -> Option<Self> {
        let (identity, changed) = identity_and_change(metadata)?;
        let (length, modified) = (metadata.len(), metadata.modified().ok()?);
        Some(Self { identity, length, modified, changed })
    }

    /// Whether a file that is written after this time will have another stamp. Not so where
    /// somebody who has the file in memory (mmap) goes on writing there.
    pub(super) fn is_settled(&self, time: SystemTime) -> bool {
        time.duration_since(self.changed).is_ok_and(|since| since > STEP)
    }
}

#[cfg(unix)]
fn identity_and_change(metadata: &Metadata) -> Option<((u64, u64), SystemTime)> {
    use std::os::unix::fs::MetadataExt as _;
    let seconds = u64::try_from(metadata.ctime()).ok()?;
    let rest = u32::try_from(metadata.ctime_nsec()).ok()?;
    let changed = SystemTime::UNIX_EPOCH.checked_add(Duration::new(seconds, rest))?;
    Some(((metadata.dev(), metadata.ino()), changed))
}

/// Elsewhere the time of the last writing has to do.
#[cfg(not(unix))]
fn identity_and_change(metadata: &Metadata) -> Option<((u64, u64), SystemTime)> {
    Some(((0, 0), metadata.modified().ok()?))
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_that_is_written_or_replaced_has_another_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("a.md"), folder.path().join("b.md"));
        let stamp = || Stamp::of(&fs::metadata(&path).unwrap()).unwrap();
        fs::write(&path, "one").unwrap();
        let first = stamp();
        assert_eq!(stamp(), first);
        fs::write(&path, "three").unwrap();
        assert_ne!(stamp(), first);
        fs::write(&other, "one").unwrap();
        fs::rename(&other, &path).unwrap();
        assert_ne!(Stamp { modified: first.modified, changed: first.changed, ..stamp() }, first);
    }

    #[test]
    fn a_stamp_is_settled_some_seconds_after_the_last_change() {
        let at = |seconds: u64| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let stamp = Stamp { identity: (1, 1), length: 1, modified: at(200), changed: at(100) };
        assert!(!stamp.is_settled(at(99)));
        assert!(!stamp.is_settled(at(103)));
        assert!(stamp.is_settled(at(104)));
    }
}
