//! A column of a table: what it is called, how it looks, in which forms it is written.

use ratatui::style::Style;

/// What one field of the records is, and how it looks on a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub(super) name: &'static str,
    pub(super) heading: &'static str,
    pub(super) right: bool,
    pub(super) style: Style,
    pub(super) weight: usize,
    pub(super) rank: u8,
    pub(super) reach: Reach,
}

/// The forms in which a column is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    Everywhere,
    /// JSON and CSV, whose fields have names.
    Named,
    Json,
}

impl Column {
    /// A column with its name in JSON and CSV and its heading on a terminal: aligned to the left,
    /// never cut, and written in every form.
    pub const fn new(name: &'static str, heading: &'static str) -> Self {
        let (style, reach) = (Style::new(), Reach::Everywhere);
        Self { name, heading, right: false, style, weight: 0, rank: 0, reach }
    }

    /// Aligned to the right, as numbers are.
    #[must_use]
    pub const fn right(mut self) -> Self {
        self.right = true;
        self
    }

    /// The look of its cells on a terminal.
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// May be cut on a terminal. Where not everything fits, the columns that may be cut are given
    /// room in proportion to their weights.
    #[must_use]
    pub const fn flexible(mut self, weight: u8) -> Self {
        self.weight = weight as usize;
        self
    }

    /// How long it stays on a terminal too narrow for all columns: those of the lowest rank go
    /// first, of equals the one furthest right. The rank is 0 if not given.
    #[must_use]
    pub const fn rank(mut self, rank: u8) -> Self {
        self.rank = rank;
        self
    }

    /// Written as JSON and CSV only: what would crowd a table.
    #[must_use]
    pub const fn data_only(mut self) -> Self {
        self.reach = Reach::Named;
        self
    }

    /// Written as JSON only: what has parts of its own.
    #[must_use]
    pub const fn json_only(mut self) -> Self {
        self.reach = Reach::Json;
        self
    }
}
