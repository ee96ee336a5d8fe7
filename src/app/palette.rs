//! The palette: every action by name, with its key.
//!
//! Owns what it lists and which entry is selected. What an action does is [`super::update()`]'s.

use std::cmp::Reverse;

use crate::fuzzy::{self, Finder, Haystack};
use crate::keymap::{self, Action, Binding, Context};

use super::Input;

/// The palette, being typed into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette {
    /// What is typed.
    pub input: Input,
    /// Index of the selected entry.
    pub cursor: usize,
    /// Index of the first entry shown.
    pub offset: usize,
}

/// An entry of the palette.
#[derive(Clone, Debug)]
pub struct PaletteEntry {
    /// The action and its keys.
    pub binding: &'static Binding,
    /// Where what is typed stands in its help.
    pub found: Vec<usize>,
}

impl Palette {
    /// The entries that match what is typed, the best first.
    pub fn entries(&self) -> Vec<PaletteEntry> {
        let words = fuzzy::words(&self.input.text());
        let is_offered = |binding: &&Binding| {
            matches!(binding.context, Context::Browse | Context::Anywhere)
                && binding.action != Action::Palette
        };
        let offered: Vec<&'static Binding> = keymap::BINDINGS.iter().filter(is_offered).collect();
        let mut haystack = Haystack::default();
        for binding in &offered {
            haystack.push([binding.help]);
        }
        let mut matches = Finder::default().find(&haystack, &words);
        matches.sort_by_key(|found| Reverse(found.score));
        let entry = |index: u32| {
            let binding = *offered.get(index as usize)?;
            let found = fuzzy::highlights(&words, &[binding.help]).into_iter().next();
            Some(PaletteEntry {
                binding,
                found: found.map_or(Vec::new(), |found| found.characters),
            })
        };
        if words.is_empty() {
            return (0..).map_while(entry).collect();
        }
        matches.iter().filter_map(|found| entry(found.index)).collect()
    }

    /// The action of the selected entry.
    pub(super) fn chosen(&self) -> Option<Action> {
        self.action_at(self.cursor)
    }

    /// The action of the entry with this index.
    pub(super) fn action_at(&self, entry: usize) -> Option<Action> {
        self.entries().get(entry).map(|entry| entry.binding.action)
    }

    /// Changes what is typed; the best match is selected.
    pub(super) fn edit(&mut self, change: impl FnOnce(&mut Input)) {
        change(&mut self.input);
        (self.cursor, self.offset) = (0, 0);
    }

    /// Moves the selection, stopping at either end, and shows it among `height` entries.
    pub(super) fn move_by(&mut self, delta: isize, height: usize) {
        let last = self.entries().len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(delta).min(last);
        let lowest = (self.cursor + 1).saturating_sub(height);
        self.offset = self.offset.clamp(lowest, self.cursor.max(lowest));
    }
}
