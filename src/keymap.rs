//! Every key of the program, once.
//!
//! Owns [`BINDINGS`], the only place a key is named: dispatch, the help, the hints of the
//! status line, the README's key table and the man page are all read off it. It must not know
//! what an action does.

mod action;
pub mod key;

pub use action::Action;
pub use key::Key;

use crate::view::View;

/// Where a binding holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// Browsing the panes.
    Browse,
    /// Typing a filter.
    Filter,
    /// Typing the label of a link in the notes.
    Follow,
    /// Typing into the palette.
    Palette,
    /// Typing anything that has a cursor: a filter, into the palette.
    Typing,
    /// Reading a popup: the help, the problems.
    Popup,
    /// Always.
    Anywhere,
}

/// The headings of the help, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// Opening and copying links.
    Links,
    /// Moving about.
    Moving,
    /// The views and the way through them.
    Views,
    /// The filter.
    Finding,
    /// Typing the filter.
    Typing,
    /// The program itself.
    Program,
    /// Popups.
    Popup,
}

/// A word for the status line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// What the key does.
    pub word: &'static str,
    /// Where there is no room for all, those with the highest rank go first.
    pub rank: u8,
}

/// Keys that do one thing in one context.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where it holds.
    pub context: Context,
    /// Its keys, the one to show first.
    pub keys: &'static [Key],
    /// What they do.
    pub action: Action,
    /// One line for the help: imperative, no full stop.
    pub help: &'static str,
    /// What the status line says of it.
    pub hint: Option<Hint>,
    /// The heading it stands under.
    pub section: Section,
}

impl Context {
    /// Whether what is bound here holds in that context.
    pub fn holds_in(self, context: Self) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Typing => matches!(context, Self::Filter | Self::Palette),
            Self::Browse | Self::Filter | Self::Follow | Self::Palette | Self::Popup => {
                self == context
            }
        }
    }
}

impl Section {
    /// Every section, in the order of the help.
    pub const ALL: [Self; 7] = [
        Self::Links,
        Self::Views,
        Self::Finding,
        Self::Moving,
        Self::Program,
        Self::Typing,
        Self::Popup,
    ];

    /// The heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Links => "Links",
            Self::Views => "Views",
            Self::Moving => "Moving",
            Self::Finding => "Finding",
            Self::Program => "Program",
            Self::Typing => "While typing",
            Self::Popup => "In a popup",
        }
    }
}

const fn bind(
    section: Section,
    context: Context,
    keys: &'static [Key],
    action: Action,
    help: &'static str,
) -> Binding {
    Binding { context, keys, action, help, hint: None, section }
}

impl Binding {
    const fn hint(mut self, rank: u8, word: &'static str) -> Self {
        self.hint = Some(Hint { word, rank });
        self
    }
}

use Context::{Anywhere, Browse, Filter, Follow, Palette, Popup, Typing};

/// Every key of the program. The order is that of every document made from it.
#[rustfmt::skip]
pub const BINDINGS: &[Binding] = &[
    bind(Section::Links, Browse, &[Key::ENTER], Action::Open, "Open the selected link; on the list, read the page"),
    bind(Section::Links, Browse, &[Key::ctrl('o')], Action::OpenLink, "Open the selected link, from any pane"),
    bind(Section::Links, Browse, &[Key::char('f')], Action::Follow, "Label every link in sight in the page").hint(5, "follow"),
    bind(Section::Links, Follow, &[Key::ESC], Action::Close, "Leave the labels").hint(0, "cancel"),
    bind(Section::Links, Browse, &[Key::char('.')], Action::NextLink, "Next link in the page"),
    bind(Section::Links, Browse, &[Key::char(',')], Action::PreviousLink, "Previous link in the page"),
    bind(Section::Links, Browse, &[Key::char('y')], Action::Copy, "Copy the selected link").hint(7, "copy"),
    bind(Section::Links, Browse, &[Key::char('a')], Action::OpenArchived, "Open the link as the Wayback Machine kept it"),
    bind(Section::Links, Browse, &[Key::char('w')], Action::Archive, "Archive mode: open every link that way, or not"),

    bind(Section::Views, Browse, &[Key::char('e')], Action::Show(View::Episodes), "Show the episodes"),
    bind(Section::Views, Browse, &[Key::char('p')], Action::Show(View::People), "Show the people"),
    bind(Section::Views, Browse, &[Key::char('i')], Action::Show(View::Picks), "Show the picks"),
    bind(Section::Views, Browse, &[Key::char('t')], Action::Show(View::Tags), "Show the tags"),
    bind(Section::Views, Browse, &[Key::char('o')], Action::Sort, "Sort the list another way"),
    bind(Section::Views, Browse, &[Key::BACKSPACE, Key::char('<')], Action::GoBack, "Back to where you were").hint(6, "back"),
    bind(Section::Views, Browse, &[Key::char('>')], Action::GoForward, "Forward again"),

    bind(Section::Moving, Browse, &[Key::char('j'), Key::DOWN], Action::Down, "Next item, or scroll down"),
    bind(Section::Moving, Browse, &[Key::char('k'), Key::UP], Action::Up, "Previous item, or scroll up"),
    bind(Section::Moving, Browse, &[Key::char('g'), Key::HOME], Action::First, "First item, or the top"),
    bind(Section::Moving, Browse, &[Key::char('G'), Key::END], Action::Last, "Last item, or the end"),
    bind(Section::Moving, Browse, &[Key::PAGE_DOWN, Key::ctrl('f')], Action::PageDown, "One page down"),
    bind(Section::Moving, Browse, &[Key::PAGE_UP, Key::ctrl('b')], Action::PageUp, "One page up"),
    bind(Section::Moving, Browse, &[Key::ctrl('d')], Action::HalfPageDown, "Half a page down"),
    bind(Section::Moving, Browse, &[Key::ctrl('u')], Action::HalfPageUp, "Half a page up"),
    bind(Section::Moving, Browse, &[Key::char(' ')], Action::ReadOn, "Read on: page the notes from any pane"),
    bind(Section::Moving, Browse, &[Key::char('b')], Action::ReadBack, "Read back: page the notes up"),
    bind(Section::Moving, Browse, &[Key::char(']')], Action::NextItem, "Next item of the list, from any pane"),
    bind(Section::Moving, Browse, &[Key::char('[')], Action::PreviousItem, "Previous item of the list, from any pane"),
    bind(Section::Moving, Browse, &[Key::TAB], Action::NextPane, "Next pane").hint(5, "pane"),
    bind(Section::Moving, Browse, &[Key::BACK_TAB], Action::PreviousPane, "Previous pane"),
    bind(Section::Moving, Browse, &[Key::char('h'), Key::LEFT], Action::PaneLeft, "Pane to the left"),
    bind(Section::Moving, Browse, &[Key::char('l'), Key::RIGHT], Action::PaneRight, "Pane to the right"),

    bind(Section::Finding, Browse, &[Key::char('/')], Action::Filter, "Filter the list").hint(2, "filter"),
    bind(Section::Finding, Browse, &[Key::char('s')], Action::SearchTexts, "Search the text of all notes").hint(6, "search"),
    bind(Section::Finding, Browse, &[Key::char('n')], Action::NextMatch, "Next match in the notes"),
    bind(Section::Finding, Browse, &[Key::char('N')], Action::PreviousMatch, "Previous match in the notes"),
    bind(Section::Finding, Browse, &[Key::F1], Action::FilterHelp, "What can be typed as a filter"),
    bind(Section::Finding, Browse, &[Key::ESC], Action::Back, "Back to the list; there, drop the filter"),
    bind(Section::Typing, Filter, &[Key::ENTER], Action::KeepFilter, "Keep the filter").hint(1, "keep"),
    bind(Section::Typing, Filter, &[Key::ESC], Action::DropFilter, "Drop it, back to the same episode").hint(0, "drop"),
    bind(Section::Typing, Filter, &[Key::ctrl('o')], Action::OpenLink, "Open the link the page points at").hint(3, "open"),
    bind(Section::Typing, Filter, &[Key::DOWN, Key::ctrl('n'), Key::ctrl('j')], Action::Down, "Next match").hint(2, "next"),
    bind(Section::Typing, Filter, &[Key::UP, Key::ctrl('p'), Key::ctrl('k')], Action::Up, "Previous match"),
    bind(Section::Typing, Filter, &[Key::PAGE_DOWN], Action::PageDown, "One page of matches down"),
    bind(Section::Typing, Filter, &[Key::PAGE_UP], Action::PageUp, "One page of matches up"),
    bind(Section::Typing, Filter, &[Key::F1], Action::FilterHelp, "What can be typed").hint(4, "what to type"),
    bind(Section::Typing, Palette, &[Key::ENTER], Action::Run, "In the palette, do it").hint(0, "do it"),
    bind(Section::Typing, Palette, &[Key::ESC], Action::Close, "Leave the palette").hint(1, "close"),
    bind(Section::Typing, Palette, &[Key::DOWN, Key::ctrl('n'), Key::ctrl('j')], Action::Down, "Next action").hint(2, "next"),
    bind(Section::Typing, Palette, &[Key::UP, Key::ctrl('p'), Key::ctrl('k')], Action::Up, "Previous action"),
    bind(Section::Typing, Palette, &[Key::PAGE_DOWN], Action::PageDown, "One page of actions down"),
    bind(Section::Typing, Palette, &[Key::PAGE_UP], Action::PageUp, "One page of actions up"),
    bind(Section::Typing, Typing, &[Key::BACKSPACE, Key::ctrl('h')], Action::DeleteBack, "Delete the letter before"),
    bind(Section::Typing, Typing, &[Key::DELETE, Key::ctrl('d')], Action::DeleteForward, "Delete the letter under the cursor"),
    bind(Section::Typing, Typing, &[Key::ctrl('w')], Action::DeleteWord, "Delete the word before"),
    bind(Section::Typing, Typing, &[Key::ctrl('u')], Action::DeleteAll, "Delete all before the cursor"),
    bind(Section::Typing, Typing, &[Key::LEFT, Key::ctrl('b')], Action::CursorLeft, "Cursor left"),
    bind(Section::Typing, Typing, &[Key::RIGHT, Key::ctrl('f')], Action::CursorRight, "Cursor right"),
    bind(Section::Typing, Typing, &[Key::HOME, Key::ctrl('a')], Action::CursorStart, "Cursor to the start"),
    bind(Section::Typing, Typing, &[Key::END, Key::ctrl('e')], Action::CursorEnd, "Cursor to the end"),

    bind(Section::Program, Browse, &[Key::char('r')], Action::Reload, "Read the files again"),
    bind(Section::Program, Browse, &[Key::char('!')], Action::Problems, "Show what was repaired or could not be read"),
    bind(Section::Program, Browse, &[Key::char(':')], Action::Palette, "Find an action by its name").hint(4, "actions"),
    bind(Section::Program, Browse, &[Key::char('?')], Action::Help, "Show or hide this help").hint(0, "help"),
    bind(Section::Program, Browse, &[Key::char('q')], Action::Quit, "Quit").hint(3, "quit"),
    bind(Section::Program, Anywhere, &[Key::ctrl('c')], Action::QuitNow, "Quit from anywhere"),
    bind(Section::Program, Anywhere, &[Key::ctrl('z')], Action::Suspend, "Suspend; fg comes back"),
    bind(Section::Program, Anywhere, &[Key::ctrl('l')], Action::Redraw, "Redraw the screen"),

    bind(Section::Popup, Popup, &[Key::ESC, Key::char('q'), Key::char('?'), Key::char('!'), Key::F1, Key::ENTER], Action::Close, "Close").hint(0, "close"),
    bind(Section::Popup, Popup, &[Key::char('j'), Key::DOWN], Action::Down, "Scroll down").hint(1, "down"),
    bind(Section::Popup, Popup, &[Key::char('k'), Key::UP], Action::Up, "Scroll up").hint(2, "up"),
    bind(Section::Popup, Popup, &[Key::char(' '), Key::PAGE_DOWN, Key::ctrl('f')], Action::PageDown, "One page down"),
    bind(Section::Popup, Popup, &[Key::char('b'), Key::PAGE_UP, Key::ctrl('b')], Action::PageUp, "One page up"),
    bind(Section::Popup, Popup, &[Key::ctrl('d')], Action::HalfPageDown, "Half a page down"),
    bind(Section::Popup, Popup, &[Key::ctrl('u')], Action::HalfPageUp, "Half a page up"),
    bind(Section::Popup, Popup, &[Key::char('g'), Key::HOME], Action::First, "To the top"),
    bind(Section::Popup, Popup, &[Key::char('G'), Key::END], Action::Last, "To the end"),
];

/// What the keys of the links are called in help and hints: `1…9 0 A…F H…M O…Z`.
pub fn labels_shown() -> String {
    let mut runs: Vec<(char, char)> = Vec::new();
    for label in labels() {
        match runs.last_mut() {
            Some((_, last)) if u32::from(label) == u32::from(*last) + 1 => *last = label,
            Some(_) | None => runs.push((label, label)),
        }
    }
    let shown = |&(first, last): &(char, char)| {
        if first == last { first.to_string() } else { format!("{first}…{last}") }
    };
    runs.iter().map(shown).collect::<Vec<_>>().join(" ")
}

/// What the keys of the links are called where there is little room.
pub const LABELS_BRIEF: &str = "1…9 A…Z";

/// What the status line says of the links' keys.
pub const LABELS_HINT: Hint = Hint { word: "open", rank: 1 };

/// What the keys of the links do, for the help.
pub const LABELS_HELP: &str = "Open the link with this label, from any pane";

/// What a key does in a context.
pub fn lookup(context: Context, key: Key) -> Option<Action> {
    BINDINGS
        .iter()
        .filter(|binding| binding.context.holds_in(context))
        .find(|binding| binding.keys.contains(&key))
        .map(|binding| binding.action)
}

/// The first key of an action in a context, for texts that mention it.
pub fn key_for(context: Context, action: Action) -> Option<Key> {
    BINDINGS
        .iter()
        .filter(|binding| binding.context.holds_in(context))
        .find(|binding| binding.action == action)
        .and_then(|binding| binding.keys.first().copied())
}

/// The labels of a page's links in their order: the digits from 1, 0, then every capital letter
/// that is no key of the panes.
pub fn labels() -> impl Iterator<Item = char> {
    ('1'..='9')
        .chain(['0'])
        .chain('A'..='Z')
        .filter(|&label| lookup(Browse, Key::char(label)).is_none())
}

/// The bindings of one section, as pairs of keys and help.
pub fn section(section: Section) -> impl Iterator<Item = (String, &'static str)> {
    let labels = (section == Section::Links).then(|| (labels_shown(), LABELS_HELP)).into_iter();
    labels.chain(
        BINDINGS
            .iter()
            .filter(move |binding| binding.section == section)
            .map(|binding| (shown_keys(binding), binding.help)),
    )
}

/// A binding's keys as the help shows them: `j ↓`.
pub fn shown_keys(binding: &Binding) -> String {
    let keys: Vec<String> = binding.keys.iter().map(ToString::to_string).collect();
    keys.join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_context() {
        for context in [Browse, Filter, Follow, Palette, Popup] {
            let mut seen = HashSet::new();
            for binding in BINDINGS {
                if binding.context.holds_in(context) {
                    for key in binding.keys {
                        assert!(seen.insert(*key), "{key} twice in {context:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_context_can_be_left_and_the_program_too() {
        for context in [Browse, Filter, Follow, Palette, Popup] {
            assert!(lookup(context, Key::ESC).is_some(), "{context:?}");
            assert_eq!(lookup(context, Key::ctrl('c')), Some(Action::QuitNow), "{context:?}");
        }
    }

    #[test]
    fn help_lines_are_short_imperative_and_without_full_stop() {
        for Binding { help, .. } in BINDINGS {
            assert!(help.chars().count() <= 52, "{help}");
            assert!(help.starts_with(char::is_uppercase), "{help}");
            assert!(!help.ends_with('.'), "{help}");
        }
    }

    #[test]
    fn typing_is_never_taken_for_a_command() {
        for c in (' '..='~').chain(['ø']) {
            for context in [Filter, Follow, Palette] {
                assert_eq!(lookup(context, Key::char(c)), None, "{c:?} in {context:?}");
            }
        }
    }

    #[test]
    fn there_are_labels_for_the_fullest_pages_and_none_is_bound() {
        let labels: Vec<char> = labels().collect();
        assert!(labels.len() >= 33, "{labels:?}");
        assert!(labels.starts_with(&['1', '2', '3']));
        assert_eq!(labels.get(9..11), Some(&['0', 'A'][..]));
        assert!(!labels.contains(&'G') && !labels.contains(&'N'));
        assert_eq!(labels_shown(), "1…9 0 A…F H…M O…Z");
    }

    #[test]
    fn every_section_has_something_to_say() {
        for part in Section::ALL {
            assert!(section(part).next().is_some(), "{part:?}");
        }
        let shown: usize = Section::ALL.into_iter().map(|part| section(part).count()).sum();
        assert_eq!(shown, BINDINGS.len() + 1, "each binding once, and the labels");
    }
}
