//! What frames are drawn on: the library's backend, with a size in any case, and without colours
//! for those who want none.
//!
//! Owns what is assumed of a terminal that does not know its size, such as a serial line, and
//! leaving colours out: the library would end bold and reverse with them. All else it hands on.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::Color;

/// The size of the terminals whose ways all others have learned.
const ASSUMED: Size = Size { width: 80, height: 24 };

/// A terminal written to through `W`.
#[derive(Debug)]
pub struct Canvas<W: Write> {
    backend: CrosstermBackend<W>,
    in_colour: bool,
}

impl<W: Write> Canvas<W> {
    /// The terminal behind a writer.
    pub const fn new(out: W, in_colour: bool) -> Self {
        Self { backend: CrosstermBackend::new(out), in_colour }
    }
}

/// A size, where there is one.
pub fn size_or_assumed(size: Size) -> Size {
    let or = |known, assumed| if known == 0 { assumed } else { known };
    Size { width: or(size.width, ASSUMED.width), height: or(size.height, ASSUMED.height) }
}

impl<W: Write> Write for Canvas<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.backend.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.backend)
    }
}

impl<W: Write> Backend for Canvas<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        if self.in_colour {
            return self.backend.draw(content);
        }
        let plain = |cell: &Cell| cell.clone().set_fg(Color::Reset).set_bg(Color::Reset).clone();
        let cells: Vec<(u16, u16, Cell)> =
            content.map(|(column, row, cell)| (column, row, plain(cell))).collect();
        self.backend.draw(cells.iter().map(|(column, row, cell)| (*column, *row, cell)))
    }

    fn append_lines(&mut self, count: u16) -> io::Result<()> {
        self.backend.append_lines(count)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.backend.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.backend.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.backend.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.backend.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.backend.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.backend.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.backend.size().map(size_or_assumed)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        let WindowSize { columns_rows, pixels } = self.backend.window_size()?;
        Ok(WindowSize { columns_rows: size_or_assumed(columns_rows), pixels })
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.backend)
    }
}
