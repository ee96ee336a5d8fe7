//! The notes as blocks: the one shape that every later step reads.
//!
//! Owns the types and what can be asked of them. It must not scan text: that is `repair`.

use std::borrow::Cow;
use std::ops::Range;

use crate::address::Address;

use super::inline::{Form, RawLink, cut};
use super::plain;
use super::references::Definition;

/// How deep lists may nest; deeper items count as this deep.
pub(super) const DEEPEST: usize = 16;

/// The notes in blocks, with every link of every block.
#[derive(Debug, Default)]
pub(super) struct Notes<'a> {
    /// In the order of the text.
    pub(super) blocks: Vec<Block<'a>>,
    /// The text all blocks are slices of.
    pub(super) body: &'a str,
    /// What the labels of links stand for.
    pub(super) definitions: Vec<Definition<'a>>,
    /// In the order of the text; a block knows which are its own.
    pub(super) links: Vec<RawLink<'a>>,
    /// The addresses of links that had to be mended; `None` where that failed.
    pub(super) mended: Vec<Option<Address>>,
}

/// Memory that serves the notes of one file after the other. What a reader of many files would
/// reserve and give back for each, in large pieces, costs more time than the reading of a section.
#[derive(Debug, Default)]
pub(super) struct Memory {
    blocks: Vec<Block<'static>>,
    links: Vec<RawLink<'static>>,
}

impl Memory {
    /// Notes without blocks, in this memory.
    pub(super) fn lend<'a>(&mut self, body: &'a str) -> Notes<'a> {
        let blocks = emptied(std::mem::take(&mut self.blocks));
        let links = emptied(std::mem::take(&mut self.links));
        Notes { blocks, body, definitions: Vec::new(), links, mended: Vec::new() }
    }

    /// Takes the memory back.
    pub(super) fn take_back(&mut self, notes: Notes<'_>) {
        self.blocks = emptied(notes.blocks);
        self.links = emptied(notes.links);
    }
}

/// An empty vector in the memory of another, whose elements are of the same size.
fn emptied<T, U>(full: Vec<T>) -> Vec<U> {
    full.into_iter().filter_map(|_| None).collect()
}

/// A piece of the notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block<'a> {
    /// The line it begins on, from 1, in the file.
    pub(super) line: u32,
    /// What it is.
    pub(super) kind: Kind,
    /// Its text without the mark that makes it one, line breaks kept.
    pub(super) text: &'a str,
    /// Where its text begins in the body, in bytes.
    pub(super) at: usize,
    /// Its links, as a range of [`Notes::links`].
    pub(super) links: Range<u32>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `### Picks`, level 1 to 6.
    Heading { level: u8 },
    /// A bullet or a numbered item; the outermost has depth 0.
    Item { depth: u8, numbered: bool },
    /// A paragraph; one that belongs to a list item is deeper than 0.
    Paragraph { depth: u8 },
    /// HTML that forms a box, such as an advertisement.
    Box,
    /// HTML that plays something.
    Player,
    /// A fenced code block, fences included.
    Code,
    /// A line across the page.
    Rule,
}

impl Kind {
    /// How deep an item or a paragraph stands in a list; `None` for everything else.
    pub(super) const fn depth(self) -> Option<u8> {
        match self {
            Self::Item { depth, .. } | Self::Paragraph { depth } => Some(depth),
            Self::Heading { .. } | Self::Box | Self::Player | Self::Code | Self::Rule => None,
        }
    }
}

impl<'a> Notes<'a> {
    /// A block's text without Markdown, links by their labels.
    pub(super) fn plain(&self, block: &Block<'a>) -> String {
        let links = self.links_of(block);
        let mut text = String::with_capacity(block.text.len());
        let mut at = 0;
        for link in links {
            plain::append(&mut text, cut(block.text, at, link.start));
            if link.form != Form::Image {
                plain::append(&mut text, link.label);
            }
            at = link.end;
        }
        plain::append(&mut text, cut(block.text, at, block.text.len()));
        plain::finish(text)
    }

    /// Where a link leads, if anywhere.
    pub(super) fn address(&self, link: &RawLink<'_>) -> Option<Address> {
        match link.mended {
            None => Address::parse(link.target).ok(),
            Some(mended) => self.mended.get(mended as usize)?.clone(),
        }
    }

    /// The links of one block.
    pub(super) fn links_of(&self, block: &Block<'a>) -> &[RawLink<'a>] {
        let (start, end) = (block.links.start as usize, block.links.end as usize);
        self.links.get(start..end).unwrap_or_default()
    }

    /// [`Self::leads_of`] in one piece: borrowed where there is no picture, as nearly always.
    pub(super) fn leads(&self, block: &Block<'a>) -> Cow<'_, [RawLink<'a>]> {
        let links = self.links_of(block);
        if links.iter().all(|link| link.form != Form::Image) {
            return Cow::Borrowed(links);
        }
        Cow::Owned(self.leads_of(block).copied().collect())
    }

    /// The links of one block that lead somewhere; pictures do not.
    pub(super) fn leads_of(&self, block: &Block<'a>) -> impl Iterator<Item = &RawLink<'a>> {
        self.links_of(block).iter().filter(|link| link.form != Form::Image)
    }
}

/// A position as blocks keep it.
pub(super) fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
