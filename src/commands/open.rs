//! `open`: one link of an episode, by the label it has on the screen and in `show`.

use crate::address::Address;
use crate::app::PageLinks;
use crate::browser::Browser;
use crate::error::Error;
use crate::library::Item;
use crate::loader::{self, Source};
use crate::sheet::Target;
use crate::view::View;

use super::find;

/// Opens the link with a label, as it is or as the Wayback Machine kept it, and gives its address.
pub fn open(
    source: &Source,
    wanted: &str,
    label: char,
    archived: bool,
    browser: &Browser,
) -> Result<Address, Error> {
    let (library, _) = loader::load_all(source);
    let id = find::episode(source, &library, wanted)?;
    let Some(entry) = library.get(id) else {
        return Err(Error::NoEpisode(wanted.to_owned()));
    };
    let (path, title) = (entry.path(), entry.title());
    let mut notes = loader::read_notes(source, path)
        .map_err(|reason| Error::Unreadable(path.to_path_buf(), reason))?;
    library.complete(&mut notes.episode);
    let sheet = View::Episodes.listing().page(&library, Item::Episode(id), Some(&notes.episode));
    let links = PageLinks::new(&sheet);
    // Labels of letters are capitals; there is no other label a small one could mean.
    let row = links.labelled(label).or_else(|| links.labelled(label.to_ascii_uppercase()));
    let address = match row.and_then(|row| links.target(row)) {
        Some(Target::Address(address, date)) => {
            let kept = archived.then(|| address.archived(*date)).flatten();
            kept.unwrap_or_else(|| address.clone())
        }
        Some(Target::Item(_)) | None => return Err(Error::NoLabel(title.to_owned(), label)),
    };
    browser.open(&address).map_err(|reason| Error::NotOpened(address.clone(), reason))?;
    Ok(address)
}
