//! The Picks section → who recommends what.
//!
//! Owns the shapes in which people write their picks: under a giver's bullet or heading, flat
//! below a name, on one line with it. It must not read names: those are `givers`.

use std::borrow::Cow;

use crate::episode::{Pick, Role};

use super::blocks::{Block, Kind, Notes};
use super::contacts::Contacts;
use super::credits::is_credit;
use super::givers::{above_list, givers, named, prefix, suffix};
use super::inline::cut;
use super::names;
use super::people::{Cast, For, Who};
use super::pick_line::{Bullet, Level, link_of, one_link_pick, read_pick};
use super::plain;
use super::sections::{Section, Topic};

/// The picks as they are read, section by section.
#[derive(Debug, Default)]
pub(super) struct Picks<'a> {
    /// Their givers' names are still empty.
    picks: Vec<Pick<Cow<'a, str>>>,
    /// Who gives each; they may still learn their full names.
    givers: Vec<Option<Who>>,
}

/// Where the reading of a section stands.
#[derive(Default)]
struct State {
    givers: Vec<Who>,
    /// Everybody who stood above a list of picks so far.
    named: Vec<Who>,
    /// How far in the giver's bullet stands; `None` for a heading or nobody yet.
    giver_level: Option<Level>,
    /// The picks the next one may stand below: how deep, and which.
    above: Vec<(u8, usize)>,
}

impl State {
    /// Somebody's picks begin below a bullet that stands so far in.
    fn gives(&mut self, givers: Vec<Who>, level: Level) {
        self.named.extend(&givers);
        self.givers = givers;
        self.giver_level = Some(level);
        self.above.clear();
    }

    /// Whether a bullet stands below a heading or a line that names somebody: then only who is known
    /// is somebody else.
    fn is_below_name(&self, bullet: &Bullet<'_, '_>) -> bool {
        !self.givers.is_empty() && self.giver_level.is_none_or(|giver| bullet.level() > giver)
    }

    /// The guest who is called as a host is whose picks are over: `Chris` stands above a list, then
    /// somebody else, then `Chris` once more.
    fn namesake<'a>(&self, givers: &[Who], name: &'a str, cast: &mut Cast<'a>) -> Option<Who> {
        let &[host] = givers else { return None };
        let is_over = self.named.contains(&host) && self.givers != givers;
        let is_other =
            is_over && cast.role(host) == Some(Role::Host) && cast.is_first_name(host, name);
        if is_other { cast.add_namesake(name) } else { None }
    }
}

impl<'a> Picks<'a> {
    /// Reads every Picks section. Contacts that hide in them go to `contacts`.
    pub(super) fn read(
        notes: &Notes<'a>,
        sections: &[Section<'a>],
        cast: &mut Cast<'a>,
        contacts: &mut Contacts<'a>,
    ) -> Self {
        let mut picks = Self::default();
        for section in sections.iter().filter(|section| section.topic == Topic::Picks) {
            picks.section(notes, section, cast, contacts);
        }
        picks
    }

    /// The picks with their givers' names.
    pub(super) fn into_picks(mut self, cast: &Cast<'a>) -> Vec<Pick<Cow<'a, str>>> {
        for (pick, giver) in self.picks.iter_mut().zip(&self.givers) {
            pick.by = giver.map(|who| cast.name_to_keep(who)).unwrap_or_default();
        }
        self.picks
    }

    fn reserve(&mut self, more: usize) {
        self.picks.reserve(more);
        self.givers.reserve(more);
    }

    fn add(&mut self, pick: Pick<Cow<'a, str>>, giver: Option<Who>) {
        self.picks.push(pick);
        self.givers.push(giver);
    }

    fn section(
        &mut self,
        notes: &Notes<'a>,
        section: &Section<'a>,
        cast: &mut Cast<'a>,
        contacts: &mut Contacts<'a>,
    ) {
        let blocks = section.blocks_in(notes);
        let givers = givers(names::bare(section.title), cast, section.inherits);
        let mut state = State { givers, ..State::default() };
        self.reserve(blocks.len());
        let mut seen_items = false;
        let mut at = 0;
        while let Some(block) = blocks.get(at) {
            at += 1;
            let Some(depth) = block.kind.depth() else {
                continue;
            };
            let below = |child: &Block<'a>| child.kind.depth().is_some_and(|below| below > depth);
            let has_children = blocks.get(at).is_some_and(below);
            let links = notes.leads(block);
            let bullet = Bullet { notes, block, depth, links, has_children };
            let is_item = matches!(block.kind, Kind::Item { .. });
            // After the list, a paragraph that does not begin with a link is the outro.
            let is_outro = || {
                seen_items && !bullet.starts_with_link() && !names::is_name(names::bare(block.text))
                    || is_credit(block.text)
            };
            if !is_item && depth == 0 && is_outro() {
                continue;
            }
            seen_items |= is_item;
            let known = if bullet.links.is_empty() {
                cast.find_exactly(block.text, For::Pick)
            } else {
                None
            };
            let goes_on = blocks.get(at).is_some_and(|next| next.kind.depth() == Some(depth));
            // Somebody's name above a list, or among picks, is no pick of the giver it was
            // indented too far under.
            if state.giver_level.is_none_or(|(giver, _)| depth <= giver)
                || known.is_some() && (has_children || goes_on)
            {
                if bullet.links.is_empty()
                    && has_children
                    && known.is_none()
                    && is_contact_list(block.text)
                {
                    let rest = blocks.get(at..).unwrap_or_default();
                    let end = rest.iter().position(|child| !below(child)).unwrap_or(rest.len());
                    let (children, _) = rest.split_at(end);
                    contacts.under(notes, children, names::bare(block.text), cast);
                    at += end;
                    continue;
                }
                let next = blocks.get(at).filter(|next| matches!(next.kind, Kind::Item { .. }));
                let is_above = has_children || !is_item && next.is_some();
                // `Guest`, where a template wants the name.
                if bullet.links.is_empty()
                    && is_above
                    && names::bare(block.text).eq_ignore_ascii_case("guest")
                    && let Some(who) = cast.only_guest()
                {
                    state.gives(vec![who], bullet.level());
                    continue;
                }
                let may_add = is_above && !state.is_below_name(&bullet);
                if let Some(givers) = above_list(&bullet, known, may_add, cast, contacts) {
                    let name = names::bare(block.text);
                    let namesake = state.namesake(&givers, name, cast).filter(|_| has_children);
                    state.gives(namesake.map_or(givers, |who| vec![who]), bullet.level());
                    continue;
                }
                // `Our picks this week:` recommends nothing yet.
                if !is_item && is_above && bullet.links.is_empty() && block.text.ends_with(':') {
                    continue;
                }
            }
            self.pick(&bullet, cast, &mut state);
        }
    }

    /// Reads one bullet's picks.
    fn pick(&mut self, bullet: &Bullet<'_, 'a>, cast: &Cast<'_>, state: &mut State) {
        let (block, links) = (bullet.block, &bullet.links);
        while state.above.last().is_some_and(|&(above, _)| above >= bullet.depth) {
            state.above.pop();
        }
        let parent = state.above.last().map(|&(_, parent)| parent);
        // Below something with a link, a bullet that does not begin with one only comments.
        if let Some(parent) = parent.and_then(|parent| self.picks.get_mut(parent))
            && !parent.links.is_empty()
            && !bullet.starts_with_link()
        {
            let addresses = links.iter().filter_map(|link| link_of(bullet.notes, link));
            parent.links.extend(addresses);
            if links.is_empty() && parent.note.is_empty() {
                parent.note = plain::spoken(block.text);
            }
            return;
        }
        // `Ada: [One](…), [Two](…)`, `Ada - One`, `[One](…) - Ada` and `One (Ada)`.
        let (lead, tail) = match (links.first(), links.last()) {
            (Some(first), Some(last)) => {
                (cut(block.text, 0, first.start), cut(block.text, last.end, block.text.len()))
            }
            _ => (prefix(block.text), suffix(block.text)),
        };
        let is_free = state.givers.is_empty() && !links.is_empty();
        let before = named(lead, cast, is_free);
        let mut after = Vec::new();
        if before.is_empty() && state.givers.is_empty() {
            after = named(tail, cast, is_free);
            if after.is_empty() {
                after = named(suffix(tail), cast, false);
            }
        }
        state.above.push((bullet.depth, self.picks.len()));
        let named = [&before, &after].into_iter().find(|named| !named.is_empty());
        let givers = named.unwrap_or(&state.givers);
        let mut give = |mut pick: Pick<Cow<'a, str>>| {
            if !after.is_empty() {
                // What else is said, if it is not all about the giver.
                let said = match suffix(&pick.note) {
                    "" => "",
                    giver => cut(&pick.note, 0, pick.note.len() - giver.len()),
                };
                pick.note = Cow::Owned(said.to_owned());
            }
            self.give(pick, givers);
        };
        if !before.is_empty() && links.len() > 1 {
            let each = links.iter().filter_map(|link| one_link_pick(bullet.notes, link));
            each.for_each(give);
        } else {
            let start = if before.is_empty() { 0 } else { lead.len() };
            let end = if after.is_empty() { 0 } else { tail.len() };
            if let Some(pick) = read_pick(bullet, start..block.text.len() - end) {
                give(pick);
            }
        }
    }

    /// Adds a pick for each of its givers; the last takes it without a copy.
    fn give(&mut self, pick: Pick<Cow<'a, str>>, givers: &[Who]) {
        let (last, others) =
            givers.split_last().map_or((None, givers), |(&last, others)| (Some(last), others));
        for &who in others {
            self.add(pick.clone(), Some(who));
        }
        self.add(pick, last);
    }
}

/// `Ada Contacts`, `How to reach Ada`: contacts among the picks.
fn is_contact_list(text: &str) -> bool {
    text.len() < 60 && super::sections::topic_of(text) == Some(Topic::Contacts)
}

#[cfg(test)]
mod tests {
    use crate::notes;

    /// `giver: title` of every pick below a host line for Ada Lovelace and Bob Shaw.
    fn picks(section: &str) -> Vec<String> {
        let text = format!(
            "### Intro\n- Hosts: Ada Lovelace and Bob Shaw\n- Interview with Carol Price\n\n{section}"
        );
        let episode = notes::read("x.md", &text);
        episode.picks.iter().map(|pick| format!("{}: {}", pick.by, pick.title)).collect()
    }

    #[test]
    fn a_pick_belongs_to_the_name_above_it() {
        let text = "### Picks\n- Bob\n    - [One](https://a.example)\n- Carol Price:\n  * Two\n- **Ada's picks**\n   + [Three](https://c.example)";
        assert_eq!(picks(text), ["Bob Shaw: One", "Carol Price: Two", "Ada Lovelace: Three"]);
    }

    #[test]
    fn a_handle_beside_a_giver_is_no_pick() {
        for giver in [
            "Carol ([@cp](https://t.example/cp))",
            "Carol [@cp](https://t.example/cp):",
            "[Carol](https://t.example/cp)",
        ] {
            let text = format!("### Picks\n- {giver}\n    - [One](https://a.example)");
            assert_eq!(picks(&text), ["Carol Price: One"], "{giver}");
        }
    }

    #[test]
    fn names_may_be_headings_paragraphs_or_flat_bullets() {
        for text in [
            "## Picks\n### Bob\n- [One](https://a.example)\n### Ada\n- Two",
            "## Picks\n**Bob**\n\n- [One](https://a.example)\n\nAda:\n\n- Two",
            "## Picks\n- Bob\n- [One](https://a.example)\n- Ada\n    - Two",
            "## Picks\n- BS\n    - [One](https://a.example)\n- AL\n    - Two",
            "## Picks from Bob\n- [One](https://a.example)\n## Ada's Picks\n- Two",
        ] {
            assert_eq!(picks(text), ["Bob Shaw: One", "Ada Lovelace: Two"], "{text}");
        }
    }

    #[test]
    fn a_bullet_below_a_name_without_one_begins_no_picks_of_somebody_else() {
        let text = "### Picks\n\nBob:\n\n- Audiobooks\n    - [One](https://a.example)\n- Two";
        assert_eq!(picks(text), ["Bob Shaw: Audiobooks", "Bob Shaw: One", "Bob Shaw: Two"]);
        let text = "### Picks\n\nBob\n\n- One\n- Ada and Carol\n    - Two\n- Guest\n    - Three";
        assert_eq!(
            picks(text),
            ["Bob Shaw: One", "Ada Lovelace: Two", "Carol Price: Two", "Carol Price: Three"]
        );
    }

    #[test]
    fn a_name_may_follow_what_is_picked() {
        let text =
            "### Picks\n- [One](https://a.example) - a book (Bob)\n- Two (Ada)\n- Three - Bob";
        assert_eq!(picks(text), ["Bob Shaw: One", "Ada Lovelace: Two", "Bob Shaw: Three"]);
        assert_eq!(picks("### Picks\n- Bob\n    - Two (Ada)"), ["Bob Shaw: Two (Ada)"]);
    }

    #[test]
    fn a_name_is_a_giver_s_though_its_bullet_or_its_indent_is_wrong() {
        for text in [
            "### Picks\n- Bob\n    - [One](https://a.example)\n    - Ada\n        - Two",
            "### Picks\n- Bob\n    - [One](https://a.example)\n    - Ada\n    - Two",
            "### Picks\n- Bob\n    - [One](https://a.example)\nAda\n    - Two",
            "### Picks\n**Bob**\n- [One](https://a.example)\n**Ada**\n- Two",
            "### Picks\nBob:\n- [One](https://a.example)\nAda:\n- Two",
        ] {
            assert_eq!(picks(text), ["Bob Shaw: One", "Ada Lovelace: Two"], "{text}");
        }
        let text = "### Picks\n- Bob\n    - [One](https://a.example)\n- Ada Lovelace - Luna Labs\n    - Two";
        assert_eq!(picks(text), ["Bob Shaw: One", "Ada Lovelace: Two"]);
        let text = "### Picks\n- Bob\n    - One\n\nAda\n    - Two\n    - Podcasts\n        - Three";
        let found =
            ["Bob Shaw: One", "Ada Lovelace: Two", "Ada Lovelace: Podcasts", "Ada Lovelace: Three"];
        assert_eq!(picks(text), found);
        let text = "### Picks\n**Bob**\n\n- One\n\n**Eva**\n\n- Two\n";
        assert_eq!(picks(text), ["Bob Shaw: One", "Eva: Two"]);
    }

    #[test]
    fn what_a_template_says_and_what_leads_to_the_list_is_no_pick() {
        let text = "### Picks\nHere is what we like:\n\n- Bob\n    - One\n- Ada\n    - Nothing this week\n- Guest\n    - [Two](https://b.example)";
        assert_eq!(picks(text), ["Bob Shaw: One", "Carol Price: Two"]);
    }

    #[test]
    fn a_sentence_may_say_who_picks() {
        let text = "### Picks\n- Bob picked [One](https://a.example)\n- Ada's pick is [Two](https://b.example)\n- Carol recommends [Three](https://c.example)\n- Bob, [Four](https://d.example)\n- Ada -> [Five](https://e.example)\n- Bob [Six](https://f.example)";
        assert_eq!(
            picks(text),
            [
                "Bob Shaw: One",
                "Ada Lovelace: Two",
                "Carol Price: Three",
                "Bob Shaw: Four",
                "Ada Lovelace: Five",
                "Bob Shaw: Six",
            ]
        );
    }

    #[test]
    fn a_name_may_stand_on_the_line_of_its_picks() {
        let text = "### Picks\n- Bob: [One](https://a.example), [Two](https://b.example)\n- Ada - Three\n- [Four](https://d.example) (Carol)\n- Ada & Bob: Five";
        assert_eq!(
            picks(text),
            [
                "Bob Shaw: One",
                "Bob Shaw: Two",
                "Ada Lovelace: Three",
                "Carol Price: Four",
                "Ada Lovelace: Five",
                "Bob Shaw: Five",
            ]
        );
    }

    #[test]
    fn below_a_linked_pick_only_a_bullet_that_begins_with_a_link_recommends() {
        let text = "### Picks\n- Ada\n    - [One](https://a.example)\n        - [Two](https://b.example)\n        - made with [Three](https://c.example)\n    - Books\n        - Four";
        assert_eq!(
            picks(text),
            ["Ada Lovelace: One", "Ada Lovelace: Two", "Ada Lovelace: Books", "Ada Lovelace: Four"]
        );
    }

    #[test]
    fn a_host_named_once_more_is_a_guest_of_that_name() {
        let text = "### Intro\n- Hosts: Ada Lovelace and Bob Shaw\n\n### Picks\n- Bob\n    - One\n- Ada\n    - Two\n- Bob\n    - Three\n\n### Contact\n- Bob\n    - [blog](https://b.example)\n";
        let episode = notes::read("x.md", text);
        let givers: Vec<_> = episode.picks.iter().map(|pick| &*pick.by).collect();
        assert_eq!(givers, ["Bob Shaw", "Ada Lovelace", "Bob"]);
        assert_eq!(episode.people.last().unwrap().links.len(), 1);
        let text = "### Picks\n- Bob\n    - One\n- Bob\n    - Two\n- Ada\n    - Three\n- Bob Shaw\n    - Four";
        assert_eq!(
            picks(text),
            ["Bob Shaw: One", "Bob Shaw: Two", "Ada Lovelace: Three", "Bob Shaw: Four"]
        );
    }

    #[test]
    fn contacts_among_the_picks_are_contacts() {
        let text = "### Intro\n- Interview with Carol Price\n### Picks\n- Carol\n    - One\n- Carol Contacts\n    - Twitter:\n        - [@carol](https://twitter.com/carol)";
        let episode = notes::read("x.md", text);
        assert_eq!(episode.picks.len(), 1);
        assert_eq!(episode.people[0].links[0].label, "Twitter: @carol");
        for title in ["Contact Info", "Social Media", "Luna Contacts"] {
            let text = format!(
                "### Intro\n- Interview with Carol Price\n### Picks\n- Carol\n    - One\n- {title}\n    - [@carol](https://twitter.com/carol)"
            );
            let episode = notes::read("x.md", &text);
            let people: Vec<_> = episode.people.iter().map(|person| &*person.name).collect();
            assert_eq!(
                (people, episode.people[0].links.len()),
                (vec!["Carol Price"], 1),
                "{title}"
            );
        }
    }

    #[test]
    fn the_closing_line_is_no_pick() {
        let text =
            "### Picks\n- Ada\n    - One\n\nThe intro music is by [Some Band](https://b.example)";
        assert_eq!(picks(text), ["Ada Lovelace: One"]);
    }
}
