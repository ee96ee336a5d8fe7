//! A screen as a picture: the cells of a buffer as SVG, and the SVG as PNG.
//!
//! Owns what a good terminal looks like: its palette, its font, its line height. It must not
//! know what is on the screen.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use shownotes::width;

const FONT_SIZE: f32 = 14.0;
/// JetBrains Mono's advance, for its size.
const CELL_WIDTH: f32 = FONT_SIZE * 0.6;
/// The line height at which box drawing joins.
const CELL_HEIGHT: f32 = FONT_SIZE * 1.32;
/// Air around the screen.
const MARGIN: f32 = 14.0;
/// Pixels of the PNG for each of the SVG.
const SCALE: f32 = 2.0;

const BACKGROUND: Rgb = Rgb(0x17, 0x1b, 0x22);
const FOREGROUND: Rgb = Rgb(0xd5, 0xda, 0xe2);

#[derive(Clone, Copy, PartialEq)]
struct Rgb(u8, u8, u8);

/// What a run of cells has in common.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    foreground: Rgb,
    background: Rgb,
    modifier: Modifier,
}

/// The picture of a screen.
pub(crate) fn svg(buffer: &Buffer) -> String {
    let area = buffer.area;
    let width = f32::from(area.width) * CELL_WIDTH + 2.0 * MARGIN;
    let height = f32::from(area.height) * CELL_HEIGHT + 2.0 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.1}\" height=\"{height:.1}\" \
         font-family=\"'JetBrains Mono', monospace\" font-size=\"{FONT_SIZE}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{BACKGROUND}\"/>\n"
    );
    let mut texts = String::new();
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let look = look(buffer, x, y);
            let start = x;
            let mut text = String::new();
            while x < area.width && self::look(buffer, x, y) == look {
                let symbol = buffer[(x, y)].symbol();
                let columns = u16::try_from(width::columns(symbol)).unwrap().max(1);
                // A wide character has a run of its own, so that it cannot push the others.
                if columns > 1 && x > start {
                    break;
                }
                text.push_str(symbol);
                x += columns;
                if columns > 1 {
                    break;
                }
            }
            write_run(&mut svg, &mut texts, (start, y), x - start, &text, look);
        }
    }
    svg.push_str(&texts);
    svg.push_str("</svg>\n");
    svg
}

/// The SVG rendered with the fonts beside the pictures.
pub(crate) fn png(svg: &str, fonts: &Path) -> Vec<u8> {
    let mut database = fontdb::Database::new();
    for font in ["Regular", "Bold", "Italic"] {
        let file = fonts.join(format!("JetBrainsMono-{font}.ttf"));
        database.load_font_data(fs::read(file).unwrap());
    }
    let options = Options { fontdb: Arc::new(database), ..Options::default() };
    let tree = Tree::from_str(svg, &options).unwrap();
    let size = tree.size().to_int_size().scale_by(SCALE).unwrap();
    let mut pixels = Pixmap::new(size.width(), size.height()).unwrap();
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    pixels.encode_png().unwrap()
}

fn write_run(
    svg: &mut String,
    texts: &mut String,
    (x, y): (u16, u16),
    columns: u16,
    text: &str,
    look: Look,
) {
    let left = MARGIN + f32::from(x) * CELL_WIDTH;
    let top = MARGIN + f32::from(y) * CELL_HEIGHT;
    let width = f32::from(columns) * CELL_WIDTH;
    if look.background != BACKGROUND {
        // A hair wider, so that two runs of one bar show no seam.
        let width = width + 0.4;
        writeln!(
            svg,
            "<rect x=\"{left:.2}\" y=\"{top:.2}\" width=\"{width:.2}\" \
             height=\"{CELL_HEIGHT:.2}\" fill=\"{}\"/>",
            look.background
        )
        .unwrap();
    }
    if look.modifier.contains(Modifier::UNDERLINED) && !text.trim().is_empty() {
        let line = top + CELL_HEIGHT - 2.5;
        writeln!(
            texts,
            "<rect x=\"{left:.2}\" y=\"{line:.2}\" width=\"{width:.2}\" height=\"0.8\" \
             fill=\"{}\"/>",
            look.foreground
        )
        .unwrap();
    }
    if text.trim().is_empty() {
        return;
    }
    let baseline = top + CELL_HEIGHT * 0.76;
    let weight = if look.modifier.contains(Modifier::BOLD) { " font-weight=\"700\"" } else { "" };
    let slant =
        if look.modifier.contains(Modifier::ITALIC) { " font-style=\"italic\"" } else { "" };
    writeln!(
        texts,
        "<text x=\"{left:.2}\" y=\"{baseline:.2}\" fill=\"{}\"{weight}{slant} \
         xml:space=\"preserve\">{}</text>",
        look.foreground,
        escaped(text)
    )
    .unwrap();
}

fn look(buffer: &Buffer, x: u16, y: u16) -> Look {
    let cell = &buffer[(x, y)];
    let modifier = cell.modifier;
    let mut foreground = rgb(cell.fg).unwrap_or(FOREGROUND);
    let mut background = rgb(cell.bg).unwrap_or(BACKGROUND);
    if modifier.contains(Modifier::DIM) {
        foreground = blend(foreground, background);
    }
    if modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut foreground, &mut background);
    }
    Look { foreground, background, modifier }
}

fn blend(a: Rgb, b: Rgb) -> Rgb {
    let mix = |a: u8, b: u8| u8::try_from((u16::from(a) * 62 + u16::from(b) * 38) / 100).unwrap();
    Rgb(mix(a.0, b.0), mix(a.1, b.1), mix(a.2, b.2))
}

/// The palette; `None` for the terminal's own foreground and background.
fn rgb(color: Color) -> Option<Rgb> {
    Some(match color {
        Color::Reset => return None,
        Color::Black => Rgb(0x0f, 0x12, 0x17),
        Color::Red => Rgb(0xf0, 0x71, 0x78),
        Color::Green => Rgb(0x9c, 0xce, 0x7a),
        Color::Yellow => Rgb(0xe8, 0xbf, 0x6a),
        Color::Blue => Rgb(0x5f, 0x9d, 0xf7),
        Color::Magenta => Rgb(0xc6, 0x92, 0xe9),
        Color::Cyan => Rgb(0x6f, 0xc3, 0xd0),
        Color::Gray => Rgb(0xb4, 0xbb, 0xc6),
        Color::DarkGray => Rgb(0x4b, 0x54, 0x63),
        Color::LightRed => Rgb(0xff, 0x8b, 0x92),
        Color::LightGreen => Rgb(0xb5, 0xe0, 0x8f),
        Color::LightYellow => Rgb(0xff, 0xd6, 0x80),
        Color::LightBlue => Rgb(0x7f, 0xb4, 0xff),
        Color::LightMagenta => Rgb(0xdb, 0xae, 0xf7),
        Color::LightCyan => Rgb(0x8b, 0xdb, 0xe6),
        Color::White => Rgb(0xff, 0xff, 0xff),
        Color::Rgb(..) | Color::Indexed(_) => panic!("{color} is not from the terminal's palette"),
    })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

impl std::fmt::Display for Rgb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}
