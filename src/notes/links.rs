//! The Links section and its kin → labelled addresses.
//!
//! Owns which sections' links are worth a list of their own. It must not read picks, contacts
//! or questions: their links are kept there.

use crate::episode::SectionLink;

use super::contacts::is_credit;
use super::inline::Form;
use super::picks::host_label;
use super::plain;
use super::repair::{Kind, Notes};
use super::sections::{Section, Topic};

/// The links of every section that is about links, or about nothing known here.
pub(super) fn read<'a>(notes: &Notes<'a>, sections: &[Section<'a>]) -> Vec<SectionLink> {
    let mut links = Vec::new();
    for section in sections
        .iter()
        .filter(|section| matches!(section.topic, Topic::Links | Topic::Other))
    {
        let mut title = None;
        for block in section.blocks_in(notes) {
            // The music's credits follow the last list, whatever section that is.
            if block.kind.depth().is_none()
                || matches!(block.kind, Kind::Paragraph { depth: 0 }) && is_credit(block.text)
            {
                continue;
            }
            for link in notes
                .links_of(block)
                .iter()
                .filter(|link| link.form != Form::Image)
            {
                let Some(url) = notes.address(link) else {
                    continue;
                };
                let label = plain::text(link.label);
                let label = if label.is_empty() {
                    host_label(url.host())
                } else {
                    label
                };
                let section = title
                    .get_or_insert_with(|| plain::text(section.title))
                    .clone();
                links.push(SectionLink {
                    label,
                    url,
                    section,
                });
            }
        }
    }
    links
}
