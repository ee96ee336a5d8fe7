//! What things look like: every style of the program, by meaning.
//!
//! Owns colour. All colours come from the terminal's own palette, so light and dark both work,
//! and nothing is told by colour alone: where one means something, a symbol, bold, underline or
//! reverse says it too (with `NO_COLOR` the canvas leaves the colours out).

use ratatui::style::{Color, Modifier, Style};

use crate::markdown::StyleSheet;
use crate::sheet::Look;

const ACCENT: Color = Color::Cyan;

/// The name of the show, on top.
pub const SHOW: Style = Style::new().fg(ACCENT).add_modifier(Modifier::BOLD);
/// A pane's frame.
pub const FRAME: Style = Style::new().fg(Color::DarkGray);
/// The frame of the pane that has the focus.
pub const FRAME_FOCUSED: Style = Style::new().fg(ACCENT);
/// A pane's title.
pub const TITLE: Style = Style::new().fg(Color::Reset);
/// A pane's position, on its frame.
pub const POSITION: Style = Style::new().fg(Color::Reset).add_modifier(Modifier::DIM);
/// The title of the pane that has the focus.
pub const TITLE_FOCUSED: Style = Style::new().fg(ACCENT).add_modifier(Modifier::BOLD);
/// The selected row of the pane that has the focus: one even bar, whatever is in it.
pub const SELECTED_FOCUSED: Style =
    Style::new().fg(Color::Reset).add_modifier(Modifier::REVERSED).remove_modifier(Modifier::DIM);
/// The selected row of another pane.
pub const SELECTED: Style = Style::new().add_modifier(Modifier::BOLD);
/// The mark beside the selected row.
pub const MARK: Style = Style::new().fg(ACCENT);
/// What is of second importance: dates, hosts, counts, hints.
pub const QUIET: Style = Style::new().add_modifier(Modifier::DIM);
/// The name of an episode or a heading of a group.
pub const STRONG: Style = Style::new().add_modifier(Modifier::BOLD);
/// The heading of a group of links.
pub const GROUP: Style = Style::new().fg(ACCENT).add_modifier(Modifier::BOLD);
/// The key that opens a link.
pub const LABEL: Style = Style::new().fg(Color::Yellow).add_modifier(Modifier::BOLD);
/// A tag.
pub const TAG: Style = Style::new().fg(Color::Magenta);
/// Letters a filter matched.
pub const MATCH: Style =
    Style::new().fg(Color::Green).add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED));
/// An address.
pub const ADDRESS: Style = Style::new();
/// A key in help and hints.
pub const KEY: Style = Style::new().fg(Color::Yellow);
/// Something done.
pub const DONE: Style = Style::new().fg(Color::Green);
/// Something that went wrong.
pub const FAILED: Style = Style::new().fg(Color::Red).add_modifier(Modifier::BOLD);

/// A view's name, on top.
pub const VIEW: Style = Style::new();
/// The name of the view on show.
pub const VIEW_SHOWN: Style = Style::new().fg(ACCENT).add_modifier(Modifier::BOLD);
/// The letter of a view's name that is its key.
pub const VIEW_KEY: Style = Style::new().add_modifier(Modifier::UNDERLINED);
/// What is searched for, where the notes have it.
pub const FOUND: Style = Style::new().fg(Color::Black).bg(Color::Yellow);
/// The match walked to last.
pub const FOUND_HERE: Style = Style::new()
    .fg(Color::Black)
    .bg(Color::Green)
    .add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED));
/// The link selected in the text.
pub const LINK_SELECTED: Style = Style::new().add_modifier(Modifier::REVERSED);
/// The label of a link in the text: black on yellow, and reversed where there are no colours.
pub const FOLLOW: Style = Style::new()
    .fg(Color::Yellow)
    .bg(Color::Black)
    .add_modifier(Modifier::BOLD)
    .add_modifier(Modifier::REVERSED)
    .remove_modifier(Modifier::DIM);
/// A mode that changes what keys do.
pub const MODE: Style = Style::new().fg(Color::Yellow).add_modifier(Modifier::REVERSED);

/// How a stretch of a page looks.
pub const fn look(look: Look) -> Style {
    match look {
        Look::Plain => Style::new(),
        Look::Title | Look::Strong => STRONG,
        Look::Heading => GROUP,
        Look::Quiet => QUIET,
        Look::Tag => TAG,
        Look::Link => NOTES.link,
    }
}

/// What was typed and not understood.
pub const WRONG: Style = Style::new().fg(Color::Red).add_modifier(Modifier::UNDERLINED);

/// The looks of the notes.
pub const NOTES: StyleSheet = StyleSheet {
    heading: Style::new().fg(ACCENT).add_modifier(Modifier::BOLD),
    subheading: Style::new().fg(ACCENT).add_modifier(Modifier::BOLD),
    link: Style::new().fg(Color::LightBlue).add_modifier(Modifier::UNDERLINED),
    code: Style::new().fg(Color::Yellow),
    quote: Style::new().add_modifier(Modifier::ITALIC),
    emphasis: Style::new().add_modifier(Modifier::ITALIC),
    strong: Style::new().add_modifier(Modifier::BOLD),
    strikethrough: Style::new().add_modifier(Modifier::CROSSED_OUT),
    marker: Style::new().add_modifier(Modifier::DIM),
};
