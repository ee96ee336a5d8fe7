//! One file's text → an [`Episode`]: the index of the steps in `notes/`.

use crate::episode::Episode;

/// Reads one notes file.
///
/// `file_name` is the name without its folder; it stands in for a title the notes do not give.
/// `text` has been through [`crate::sanitize::text`].
pub fn read(file_name: &str, text: &str) -> Episode {
    let title = text.lines().find_map(|l| l.strip_prefix("Title:"));
    Episode {
        title: title.unwrap_or(file_name).trim().to_owned(),
        ..Episode::default()
    }
}

/// The notes as the detail pane shows them: Markdown without the header, repaired as
/// [`read`] understood it.
pub fn readable(text: &str) -> String {
    text.split_once("\n\n")
        .map_or(text, |(_, body)| body)
        .to_owned()
}
