//! Where each pane is, for a screen of any size.
//!
//! Owns the arithmetic of the screen as a pure function, used by `update` (which must know how
//! many rows a pane shows) and `draw` (which fills them) alike. It must not know what is drawn.

use ratatui::layout::{Position, Rect, Size};

/// A region that can hold the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The list of episodes.
    List,
    /// The page of the selected episode.
    Detail,
    /// The links of that page.
    Links,
}

impl Pane {
    /// Every pane, from left to right.
    pub const ALL: [Self; 3] = [Self::List, Self::Detail, Self::Links];

    /// The next pane, around.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::List => Self::Detail,
            Self::Detail => Self::Links,
            Self::Links => Self::List,
        }
    }

    /// The previous pane, around.
    #[must_use]
    pub const fn previous(self) -> Self {
        self.next().next()
    }
}

/// From this width on the three panes stand side by side, in columns.
pub const THREE_COLUMNS: u16 = 110;

/// From this width on the list stands beside detail over links, in columns.
pub const TWO_COLUMNS: u16 = 70;

/// Below this height there is no room for frames around the panes, in rows.
const FRAMES_FROM: u16 = 8;

/// The parts of the screen. A part that has no room is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// The line on top: the show and the count.
    pub header: Rect,
    /// The list pane, with its frame.
    pub list: Rect,
    /// The detail pane, with its frame.
    pub detail: Rect,
    /// The links pane, with its frame.
    pub links: Rect,
    /// The lines at the bottom: the selected link's address, notices, hints.
    pub status: Rect,
    /// Whether panes have frames.
    pub framed: bool,
}

impl Screen {
    /// Divides a screen. `focus` is the pane shown when there is room for one only;
    /// `status_rows` is how many lines the status needs, granted up to half of the screen.
    pub fn new(size: Size, focus: Pane, status_rows: u16) -> Self {
        let Size { width, height } = size;
        let header_rows = u16::from(height >= 3);
        let status_rows = match height {
            0 | 1 => 0,
            _ => status_rows.clamp(1, (height / 2).max(1)),
        };
        let header = Rect::new(0, 0, width, header_rows);
        let body_rows = height.saturating_sub(header_rows + status_rows);
        let status = Rect::new(0, header_rows + body_rows, width, status_rows);
        let body = Rect::new(0, header_rows, width, body_rows);
        let framed = height >= FRAMES_FROM && width >= 12;
        let mut screen = Self {
            header,
            list: Rect::ZERO,
            detail: Rect::ZERO,
            links: Rect::ZERO,
            status,
            framed,
        };
        if width >= THREE_COLUMNS {
            let list = (width / 3).clamp(38, 60);
            let links = (width * 7 / 25).clamp(34, 52);
            (screen.list, screen.detail) = split_left(body, list);
            let detail_width = screen.detail.width.saturating_sub(links);
            (screen.detail, screen.links) = split_left(screen.detail, detail_width);
        } else if width >= TWO_COLUMNS {
            let (list, right) = split_left(body, (width * 9 / 20).min(46));
            screen.list = list;
            let links_rows = (right.height * 2 / 5).max(right.height.min(3));
            let detail_rows = right.height.saturating_sub(links_rows);
            screen.detail = Rect { height: detail_rows, ..right };
            screen.links = Rect { y: right.y + detail_rows, height: links_rows, ..right };
        } else {
            match focus {
                Pane::List => screen.list = body,
                Pane::Detail => screen.detail = body,
                Pane::Links => screen.links = body,
            }
        }
        screen
    }

    /// A pane with its frame; empty when it is not shown.
    pub const fn pane(&self, pane: Pane) -> Rect {
        match pane {
            Pane::List => self.list,
            Pane::Detail => self.detail,
            Pane::Links => self.links,
        }
    }

    /// A pane's text, inside the frame and, where there is room, a column of air.
    pub fn inner(&self, pane: Pane) -> Rect {
        let outer = self.pane(pane);
        let frame = u16::from(self.framed);
        let air = match pane {
            // The list has its own gutter for the mark of the selection.
            Pane::List => 0,
            Pane::Detail | Pane::Links => u16::from(outer.width >= 24),
        };
        inset(outer, frame + air, frame)
    }

    /// The pane under a position.
    pub fn pane_at(&self, position: Position) -> Option<Pane> {
        Pane::ALL.into_iter().find(|&pane| self.pane(pane).contains(position))
    }
}

/// A popup in the middle of the screen, no larger than `wanted`, with the frame counted in.
/// Where there is room it spares the first and the last line, which speak of the whole screen.
pub fn popup(size: Size, wanted: Size) -> Rect {
    let spared = if size.height >= FRAMES_FROM { 2 } else { 0 };
    let width = wanted.width.min(size.width);
    let height = wanted.height.min(size.height - spared);
    Rect::new((size.width - width) / 2, (size.height - height) / 2, width, height)
}

fn split_left(area: Rect, width: u16) -> (Rect, Rect) {
    let width = width.min(area.width);
    let left = Rect { width, ..area };
    let right = Rect { x: area.x + width, width: area.width - width, ..area };
    (left, right)
}

fn inset(area: Rect, columns: u16, rows: u16) -> Rect {
    let width = area.width.saturating_sub(2 * columns);
    let height = area.height.saturating_sub(2 * rows);
    if width == 0 || height == 0 {
        return Rect::ZERO;
    }
    Rect::new(area.x + columns, area.y + rows, width, height)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(width: u16, height: u16, focus: Pane) -> Vec<Pane> {
        let screen = Screen::new(Size { width, height }, focus, 1);
        Pane::ALL.into_iter().filter(|&pane| !screen.pane(pane).is_empty()).collect()
    }

    #[test]
    fn wide_and_middling_screens_show_all_panes_and_narrow_ones_the_focused() {
        assert_eq!(shown(120, 40, Pane::List), Pane::ALL);
        assert_eq!(shown(80, 24, Pane::List), Pane::ALL);
        for pane in Pane::ALL {
            assert_eq!(shown(60, 24, pane), [pane]);
        }
    }

    #[test]
    fn the_parts_cover_every_screen_without_overlap() {
        for width in 0..=240 {
            for height in 0..=70 {
                for (focus, status) in [(Pane::List, 1), (Pane::Detail, 3), (Pane::Links, 9)] {
                    let size = Size { width, height };
                    let screen = Screen::new(size, focus, status);
                    let parts =
                        [screen.header, screen.list, screen.detail, screen.links, screen.status];
                    let cells: u32 = parts.iter().map(|part| part.area()).sum();
                    assert_eq!(cells, u32::from(width) * u32::from(height), "{size}");
                    let whole = Rect::new(0, 0, width, height);
                    assert!(parts.iter().all(|part| whole.union(*part) == whole), "{size}");
                    for (at, a) in parts.iter().enumerate() {
                        let others = parts.iter().skip(at + 1);
                        assert!(others.into_iter().all(|b| !a.intersects(*b)), "{size}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_status_never_takes_more_than_half() {
        let screen = Screen::new(Size { width: 80, height: 12 }, Pane::List, 50);
        assert_eq!(screen.status.height, 6);
    }

    #[test]
    fn a_position_belongs_to_the_pane_drawn_there() {
        let screen = Screen::new(Size { width: 120, height: 40 }, Pane::List, 1);
        for pane in Pane::ALL {
            let area = screen.pane(pane);
            assert_eq!(screen.pane_at(area.as_position()), Some(pane));
        }
        assert_eq!(screen.pane_at(Position { x: 0, y: 0 }), None);
    }
}
