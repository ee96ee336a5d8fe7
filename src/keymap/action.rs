//! What a key press can ask for.
//!
//! Owns the names of the actions. Which key asks for one is [`super::BINDINGS`]' to say, and what
//! comes of it the application's.

use crate::view::View;

/// What a key press asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Select the next item, or scroll one line.
    Down,
    /// Select the previous item, or scroll one line back.
    Up,
    /// Select the first item, or scroll to the top.
    First,
    /// Select the last item, or scroll to the end.
    Last,
    /// One page further in the pane.
    PageDown,
    /// One page back in the pane.
    PageUp,
    /// Half a page further in the pane.
    HalfPageDown,
    /// Half a page back in the pane.
    HalfPageUp,
    /// Page the notes, whatever has the focus.
    ReadOn,
    /// Page the notes back, whatever has the focus.
    ReadBack,
    /// Select the next item of the list, whatever has the focus.
    NextItem,
    /// Select the previous item of the list, whatever has the focus.
    PreviousItem,
    /// Show a view.
    Show(View),
    /// Go back to where one was.
    GoBack,
    /// Go forward again.
    GoForward,
    /// Focus the next pane, around.
    NextPane,
    /// Focus the previous pane, around.
    PreviousPane,
    /// Focus the pane to the left.
    PaneLeft,
    /// Focus the pane to the right.
    PaneRight,
    /// Open the selected link; from the list, step into the notes.
    Open,
    /// Open the selected link, whatever has the focus.
    OpenLink,
    /// Open the selected link as the Wayback Machine kept it.
    OpenArchived,
    /// Open all links as the Wayback Machine kept them, or no longer.
    Archive,
    /// Copy the selected link.
    Copy,
    /// Label the links in sight in the notes.
    Follow,
    /// Select the next link of the notes.
    NextLink,
    /// Select the previous link of the notes.
    PreviousLink,
    /// Start or change the filter.
    Filter,
    /// Search the text of all notes.
    SearchTexts,
    /// Go to the next match in the notes.
    NextMatch,
    /// Go to the previous match in the notes.
    PreviousMatch,
    /// Put the list in its next order.
    Sort,
    /// Step back to the list; there, drop the filter.
    Back,
    /// Read the files again.
    Reload,
    /// Show what could not be read.
    Problems,
    /// Show the keys.
    Help,
    /// Show what can be typed as a filter.
    FilterHelp,
    /// Show every action by name.
    Palette,
    /// Do what is selected in the palette.
    Run,
    /// Leave the program.
    Quit,
    /// Leave the program, whatever is open.
    QuitNow,
    /// Put the program in the background.
    Suspend,
    /// Draw the screen anew.
    Redraw,
    /// Keep the filter.
    KeepFilter,
    /// Drop the filter and return to the episode it started from.
    DropFilter,
    /// Move the text cursor left.
    CursorLeft,
    /// Move the text cursor right.
    CursorRight,
    /// Move the text cursor to the start.
    CursorStart,
    /// Move the text cursor to the end.
    CursorEnd,
    /// Delete the character before the cursor.
    DeleteBack,
    /// Delete the character under the cursor.
    DeleteForward,
    /// Delete the word before the cursor.
    DeleteWord,
    /// Delete everything before the cursor.
    DeleteAll,
    /// Close the popup.
    Close,
}

impl Action {
    /// Whether it moves the selection or scrolls, in whichever pane has the focus.
    pub const fn is_move(self) -> bool {
        matches!(
            self,
            Self::Down
                | Self::Up
                | Self::First
                | Self::Last
                | Self::PageDown
                | Self::PageUp
                | Self::HalfPageDown
                | Self::HalfPageUp
        )
    }
}
