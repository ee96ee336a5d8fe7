//! What frames are drawn on: the library's backend, with a size in any case.
//!
//! Owns what is assumed of a terminal that does not know its size, such as a serial line. All
//! else it hands on.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

/// The size of the terminals whose ways all others have learned.
const ASSUMED: Size = Size { width: 80, height: 24 };

/// A terminal written to through `W`.
#[derive(Debug)]
pub struct Canvas<W: Write>(CrosstermBackend<W>);

impl<W: Write> Canvas<W> {
    /// The terminal behind a writer.
    pub const fn new(out: W) -> Self {
        Self(CrosstermBackend::new(out))
    }
}

/// A size, where there is one.
pub fn size_or_assumed(size: Size) -> Size {
    let or = |known, assumed| if known == 0 { assumed } else { known };
    Size { width: or(size.width, ASSUMED.width), height: or(size.height, ASSUMED.height) }
}

impl<W: Write> Write for Canvas<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.0)
    }
}

impl<W: Write> Backend for Canvas<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.0.draw(content)
    }

    fn append_lines(&mut self, count: u16) -> io::Result<()> {
        self.0.append_lines(count)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.0.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.0.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.0.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.0.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.0.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.0.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.0.size().map(size_or_assumed)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        let WindowSize { columns_rows, pixels } = self.0.window_size()?;
        Ok(WindowSize { columns_rows: size_or_assumed(columns_rows), pixels })
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.0)
    }
}
