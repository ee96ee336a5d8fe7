//! `open`: one link of an episode, by the label it has on the screen and in `show`.

use crate::address::Address;
use crate::app::PageLinks;
use crate::browser::Browser;
use crate::error::Error;
use crate::library::Library;
use crate::loader::Source;
use crate::sheet::Target;

use super::find;

/// Opens the link with a label, as it is or as the Wayback Machine kept it, and gives its address.
pub fn open(
    source: &Source,
    library: &Library,
    wanted: &str,
    label: char,
    archived: bool,
    browser: &Browser,
) -> Result<Address, Error> {
    let (sheet, notes) = find::page(source, library, wanted)?;
    let links = PageLinks::new(&sheet);
    // Labels of letters are capitals; there is no other label a small one could mean.
    let row = links.labelled(label).or_else(|| links.labelled(label.to_ascii_uppercase()));
    let address = match row.and_then(|row| links.target(row)) {
        Some(Target::Address(address, date)) => {
            let kept = archived.then(|| address.archived(*date)).flatten();
            kept.unwrap_or_else(|| address.clone())
        }
        Some(Target::Item(_)) | None => return Err(Error::NoLabel(notes.episode.title, label)),
    };
    browser.open(&address).map_err(|reason| Error::NotOpened(address.clone(), reason))?;
    Ok(address)
}
