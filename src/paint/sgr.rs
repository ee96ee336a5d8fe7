//! Styles as the parameters of a terminal's `m` sequence (SGR, ECMA-48).
//!
//! They are spelled out here because crossterm's commands for colours look at `NO_COLOR`
//! themselves, once for the whole process, so that nobody could ask for colour in spite of it,
//! and write the sixteen colours in the form for 256, which fewer log viewers understand.

use crossterm::style::Attribute;
use ratatui::style::{Color, Modifier, Style};

const ATTRIBUTES: [(Modifier, Attribute); 9] = [
    (Modifier::BOLD, Attribute::Bold),
    (Modifier::DIM, Attribute::Dim),
    (Modifier::ITALIC, Attribute::Italic),
    (Modifier::UNDERLINED, Attribute::Underlined),
    (Modifier::SLOW_BLINK, Attribute::SlowBlink),
    (Modifier::RAPID_BLINK, Attribute::RapidBlink),
    (Modifier::REVERSED, Attribute::Reverse),
    (Modifier::HIDDEN, Attribute::Hidden),
    (Modifier::CROSSED_OUT, Attribute::CrossedOut),
];

/// The parameters that make a plain terminal write in a style; none for the plain style.
pub(super) fn codes(style: Style) -> String {
    let mut codes: Vec<String> = ATTRIBUTES
        .into_iter()
        .filter(|(modifier, _)| style.add_modifier.contains(*modifier))
        .map(|(_, attribute)| attribute.sgr())
        .collect();
    codes.extend(style.fg.and_then(|color| colour_code(color, 30)));
    codes.extend(style.bg.and_then(|color| colour_code(color, 40)));
    codes.join(";")
}

/// The parameter for a colour, `base` being 30 for the text and 40 for what is behind it.
fn colour_code(color: Color, base: u8) -> Option<String> {
    let bright = base + 60;
    let code = match color {
        // What a line starts with.
        Color::Reset => return None,
        Color::Rgb(red, green, blue) => {
            return Some(format!("{};2;{red};{green};{blue}", base + 8));
        }
        Color::Indexed(index) => return Some(format!("{};5;{index}", base + 8)),
        Color::Black => base,
        Color::Red => base + 1,
        Color::Green => base + 2,
        Color::Yellow => base + 3,
        Color::Blue => base + 4,
        Color::Magenta => base + 5,
        Color::Cyan => base + 6,
        Color::Gray => base + 7,
        Color::DarkGray => bright,
        Color::LightRed => bright + 1,
        Color::LightGreen => bright + 2,
        Color::LightYellow => bright + 3,
        Color::LightBlue => bright + 4,
        Color::LightMagenta => bright + 5,
        Color::LightCyan => bright + 6,
        Color::White => bright + 7,
    };
    Some(code.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_come_before_colours() {
        assert_eq!(codes(Style::new().cyan().on_light_red().bold()), "1;36;101");
        assert_eq!(codes(Style::new().fg(Color::Indexed(208)).on_black()), "38;5;208;40");
    }

    #[test]
    fn what_few_terminals_know_is_asked_for_all_the_same() {
        let style = Style::new().slow_blink().rapid_blink().hidden().crossed_out();
        assert_eq!(codes(style), "5;6;8;9");
    }

    #[test]
    fn the_terminal_s_own_colour_needs_no_parameter() {
        assert_eq!(codes(Style::new().fg(Color::Reset).bg(Color::Reset).not_bold()), "");
    }
}
