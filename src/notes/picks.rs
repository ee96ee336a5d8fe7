//! The Picks section → who recommends what.
//!
//! Owns the shapes in which people write their picks: under a giver's bullet or heading, flat
//! below a name, on one line with it. It must not decide who a name is: that is `people`.

use crate::episode::{Link, Pick};

use super::contacts::Contacts;
use super::inline::{Form, RawLink, cut};
use super::names;
use super::people::{Cast, For, Who};
use super::plain;
use super::repair::{Block, Kind, Notes};
use super::sections::{Section, Topic};

/// Longer texts before a link are sentences, not the beginning of a title.
const LONGEST_LEAD: usize = 24;

/// A pick has no more givers than this.
const MOST_GIVERS: usize = 8;

/// What a template or an honest host writes when there is no pick.
const NO_PICK: &[&str] = &[
    "none",
    "n/a",
    "tbd",
    "tba",
    "todo",
    "nothing",
    "no picks",
    "no pick",
    "none this week",
];

/// A pick whose giver may still learn their full name.
#[derive(Debug)]
struct Given {
    by: Option<Who>,
    pick: Pick,
}

/// The picks as they are read, section by section.
#[derive(Debug, Default)]
pub(super) struct Picks {
    given: Vec<Given>,
}

/// Where the reading of a section stands.
#[derive(Default)]
struct State {
    givers: Vec<Who>,
    /// The depth of the giver's bullet; `None` for a heading or nobody yet.
    giver_depth: Option<u8>,
    /// The picks the next one may stand below: how deep, and which.
    above: Vec<(u8, usize)>,
}

impl Picks {
    /// Reads every Picks section. Contacts that hide in them go to `contacts`.
    pub(super) fn read<'a>(
        notes: &Notes<'a>,
        sections: &[Section<'a>],
        cast: &mut Cast<'a>,
        contacts: &mut Contacts,
    ) -> Self {
        let mut picks = Self::default();
        for section in sections
            .iter()
            .filter(|section| section.topic == Topic::Picks)
        {
            picks.section(notes, section, cast, contacts);
        }
        picks
    }

    /// The picks with their givers' names.
    pub(super) fn into_picks(self, cast: &Cast<'_>) -> Vec<Pick> {
        let name = |who: Option<Who>| who.map(|who| cast.name(who).to_owned()).unwrap_or_default();
        self.given
            .into_iter()
            .map(|given| Pick {
                by: name(given.by),
                ..given.pick
            })
            .collect()
    }

    fn section<'a>(
        &mut self,
        notes: &Notes<'a>,
        section: &Section<'a>,
        cast: &mut Cast<'a>,
        contacts: &mut Contacts,
    ) {
        let blocks = section.blocks_in(notes);
        let givers = givers(names::bare(section.title), cast, section.inherits);
        let mut state = State {
            givers,
            ..State::default()
        };
        let mut seen_items = false;
        let mut at = 0;
        while let Some(block) = blocks.get(at) {
            at += 1;
            let Some(depth) = block.kind.depth() else {
                continue;
            };
            let children = blocks
                .iter()
                .skip(at)
                .take_while(|child| child.kind.depth().is_some_and(|below| below > depth))
                .count();
            let is_item = matches!(block.kind, Kind::Item { .. });
            let links: Vec<_> = notes
                .links_of(block)
                .iter()
                .filter(|link| link.form != Form::Image)
                .collect();
            // After the list, a paragraph that does not begin with a link is the outro.
            if !is_item
                && depth == 0
                && seen_items
                && !starts_with_link(&links)
                && !names::is_name(names::bare(block.text))
            {
                continue;
            }
            seen_items |= is_item;
            if state.giver_depth.is_none_or(|giver| depth <= giver) {
                if links.is_empty() && is_contact_list(block.text) && children > 0 {
                    contacts.under(
                        notes,
                        blocks.get(at..at + children).unwrap_or_default(),
                        names::bare(block.text),
                        cast,
                    );
                    at += children;
                    continue;
                }
                if self.giver(
                    notes,
                    block,
                    &links,
                    children > 0,
                    cast,
                    contacts,
                    &mut state,
                ) {
                    continue;
                }
            }
            self.pick(notes, block, &links, depth, cast, &mut state);
        }
    }

    /// Reads a giver's bullet, if it is one.
    #[expect(
        clippy::too_many_arguments,
        reason = "one place where all of a bullet's surroundings matter"
    )]
    fn giver<'a>(
        &mut self,
        notes: &Notes<'a>,
        block: &Block<'a>,
        links: &[&RawLink<'a>],
        has_children: bool,
        cast: &mut Cast<'a>,
        contacts: &mut Contacts,
        state: &mut State,
    ) -> bool {
        let name = match links {
            [] => names::bare(block.text),
            // `[Ada](https://twitter.com/ada)` above her picks.
            [link] if has_children && link.end == block.text.len() => names::bare(link.label),
            _ => return false,
        };
        let is_heading_given = state.giver_depth.is_none() && !state.givers.is_empty();
        let found = givers(
            name,
            cast,
            has_children && !is_heading_given && links.is_empty(),
        );
        if found.is_empty() {
            return false;
        }
        if let ([link], [who]) = (links, found.as_slice())
            && let Some(url) = notes.address(link)
        {
            contacts.add(
                cast,
                Some(*who),
                Link {
                    label: host_label(url.host()),
                    url,
                },
            );
        }
        *state = State {
            givers: found,
            giver_depth: block.kind.depth(),
            above: Vec::new(),
        };
        true
    }

    fn pick<'a>(
        &mut self,
        notes: &Notes<'a>,
        block: &Block<'a>,
        links: &[&RawLink<'a>],
        depth: u8,
        cast: &Cast<'a>,
        state: &mut State,
    ) {
        while state.above.last().is_some_and(|&(above, _)| above >= depth) {
            state.above.pop();
        }
        let parent = state.above.last().map(|&(_, parent)| parent);
        // Below something with a link, a bullet that does not begin with one only comments.
        if let Some(parent) = parent.and_then(|parent| self.given.get_mut(parent))
            && !parent.pick.links.is_empty()
            && !starts_with_link(links)
        {
            let addresses = links.iter().filter_map(|link| link_of(notes, link));
            parent.pick.links.extend(addresses);
            if links.is_empty() && parent.pick.note.is_empty() {
                parent.pick.note = plain::text(block.text);
            }
            return;
        }
        // `Ada: [One](…), [Two](…)` and `[One](…) - Ada`.
        let lead = links
            .first()
            .map_or("", |link| cut(block.text, 0, link.start));
        let tail = links
            .last()
            .map_or("", |link| cut(block.text, link.end, block.text.len()));
        let named = |text: &str| {
            let is_marked = text.trim_start().starts_with(['-', '–', '—', '('])
                || text.trim_end().ends_with([':', '-', '–', '—', '*']);
            if !is_marked || text.len() > 48 {
                return None;
            }
            let name = names::bare(text.trim_matches(|c: char| " -–—()".contains(c)));
            if names::is_name(name) {
                cast.find(name, For::Pick)
            } else {
                None
            }
        };
        let inline = named(lead);
        let by = inline.or_else(|| {
            if state.givers.is_empty() {
                named(tail)
            } else {
                None
            }
        });
        let givers = by.map_or_else(|| state.givers.clone(), |who| vec![who]);
        let skip = inline.map_or(0, |_| lead.len());
        let several = inline.is_some() && links.len() > 1;
        state.above.push((depth, self.given.len()));
        let mut picks = Vec::new();
        if several {
            picks.extend(links.iter().filter_map(|link| one_link_pick(notes, link)));
        } else {
            picks.extend(read_pick(notes, block, links, skip));
        }
        for pick in picks {
            let note_is_name = by.is_some() && inline.is_none();
            let pick = Pick {
                note: if note_is_name {
                    String::new()
                } else {
                    pick.note.clone()
                },
                ..pick
            };
            if givers.is_empty() {
                self.given.push(Given { by: None, pick });
                continue;
            }
            for &who in &givers {
                self.given.push(Given {
                    by: Some(who),
                    pick: pick.clone(),
                });
            }
        }
    }
}

/// Who a bullet or heading names; unknown names are added when `may_add`.
fn givers<'a>(name: &str, cast: &mut Cast<'a>, may_add: bool) -> Vec<Who> {
    if let Some(who) = cast.find_exactly(name, For::Pick) {
        cast.has_picked(who);
        return vec![who];
    }
    let listed = if name.len() > 80 {
        Vec::new()
    } else {
        names::list(name)
    };
    if listed.is_empty() && !may_add || name.is_empty() || names::is_nobody(name) {
        return Vec::new();
    }
    let is_list = listed.len() > 1 && listed.last().is_some_and(|last| name.ends_with(last));
    let written = if is_list { listed } else { vec![name] };
    let mut found = Vec::with_capacity(1);
    for name in written.into_iter().take(MOST_GIVERS) {
        let is_name = names::is_name(name);
        let who = match cast.find(name, For::Pick) {
            Some(_) if is_name || may_add => cast.find_or_add(name, For::Pick),
            None if is_name && may_add => cast.find_or_add(name, For::Pick),
            _ => None,
        };
        let Some(who) = who else { return Vec::new() };
        cast.has_picked(who);
        found.push(who);
    }
    found
}

/// `Ada Contacts`, `How to reach Ada`: contacts among the picks.
fn is_contact_list(text: &str) -> bool {
    text.len() < 60 && super::sections::topic_of(text) == Some(Topic::Contacts)
}

fn starts_with_link(links: &[&RawLink<'_>]) -> bool {
    links.first().is_some_and(|link| link.start <= 2)
}

fn link_of<'a>(notes: &Notes<'a>, link: &RawLink<'a>) -> Option<Link> {
    let url = notes.address(link)?;
    let label = plain::text(link.label);
    let label = if label.is_empty() || link.label == link.target {
        host_label(url.host())
    } else {
        label
    };
    Some(Link { label, url })
}

/// What a link without words is called.
pub(super) fn host_label(host: &str) -> String {
    if host.is_empty() {
        "link".to_owned()
    } else {
        host.to_owned()
    }
}

fn one_link_pick<'a>(notes: &Notes<'a>, link: &RawLink<'a>) -> Option<Pick> {
    let link = link_of(notes, link)?;
    Some(Pick {
        by: String::new(),
        title: link.label.clone(),
        note: String::new(),
        links: vec![link],
    })
}

/// One bullet's pick; `skip` bytes at its start name the giver.
fn read_pick<'a>(
    notes: &Notes<'a>,
    block: &Block<'a>,
    links: &[&RawLink<'a>],
    skip: usize,
) -> Option<Pick> {
    let Some(first) = links.first() else {
        let title = plain::text(block.text);
        let is_pick = !title.is_empty()
            && !NO_PICK
                .iter()
                .any(|no| no.eq_ignore_ascii_case(title.trim_end_matches('.')));
        return is_pick.then(|| Pick {
            by: String::new(),
            title,
            note: String::new(),
            links: Vec::new(),
        });
    };
    let lead = plain::text(cut(block.text, skip, first.start));
    let lead_name = lead.trim_end_matches(|c: char| c.is_whitespace() || "-–—:(".contains(c));
    let label = if first.label == first.target {
        String::new()
    } else {
        plain::text(first.label)
    };
    let mut note = after(notes, block, first);
    let title = if label.is_empty()
        || label.eq_ignore_ascii_case("link")
        || label.eq_ignore_ascii_case("here")
    {
        // `Luna - https://a.example`, `Luna ([link](https://a.example))`.
        lead_name.to_owned()
    } else if lead.is_empty() {
        label
    } else if lead_name.len() == lead.len() && lead.len() <= LONGEST_LEAD {
        format!("{lead} {label}")
    } else {
        // `Book: [Luna](…)`, or a whole sentence around the link.
        if note.is_empty() {
            lead_name.clone_into(&mut note);
        }
        label
    };
    let links: Vec<_> = links
        .iter()
        .filter_map(|link| link_of(notes, link))
        .collect();
    let title = if title.is_empty() {
        links
            .first()
            .map_or_else(|| plain::text(block.text), |link| link.label.clone())
    } else {
        title
    };
    (!title.is_empty()).then_some(Pick {
        by: String::new(),
        title,
        note,
        links,
    })
}

/// What follows the first link, such as `by Tim Wu`, without the dash before it.
fn after<'a>(notes: &Notes<'a>, block: &Block<'a>, first: &RawLink<'a>) -> String {
    let mut note = String::new();
    let mut from = first.end;
    for link in notes
        .links_of(block)
        .iter()
        .filter(|link| link.start >= first.end)
    {
        plain::append(&mut note, cut(block.text, from, link.start));
        if link.form != Form::Image && link.label != link.target {
            plain::append(&mut note, link.label);
        }
        from = link.end;
    }
    plain::append(&mut note, cut(block.text, from, block.text.len()));
    let trimmed = note
        .trim_start_matches(|c: char| c.is_whitespace() || "-–—:,;})".contains(c))
        .trim_end();
    if trimmed.len() == note.len() {
        note
    } else {
        trimmed.to_owned()
    }
}
