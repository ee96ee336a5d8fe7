//! One key: how it is compared, written and read.
//!
//! Owns the normal form of what terminals send (`Shift` with a letter is the capital letter,
//! `Shift-Tab` is one key) and its two spellings: `Ctrl-d` for people, `<ctrl+d>` in key strings.

use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with its modifiers, in normal form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
    alt: bool,
}

impl Key {
    /// Enter.
    pub const ENTER: Self = Self::plain(KeyCode::Enter);
    /// Escape.
    pub const ESC: Self = Self::plain(KeyCode::Esc);
    /// Tab.
    pub const TAB: Self = Self::plain(KeyCode::Tab);
    /// Shift and Tab.
    pub const BACK_TAB: Self = Self::plain(KeyCode::BackTab);
    /// Backspace.
    pub const BACKSPACE: Self = Self::plain(KeyCode::Backspace);
    /// Delete.
    pub const DELETE: Self = Self::plain(KeyCode::Delete);
    /// Arrow up.
    pub const UP: Self = Self::plain(KeyCode::Up);
    /// Arrow down.
    pub const DOWN: Self = Self::plain(KeyCode::Down);
    /// Arrow left.
    pub const LEFT: Self = Self::plain(KeyCode::Left);
    /// Arrow right.
    pub const RIGHT: Self = Self::plain(KeyCode::Right);
    /// Home.
    pub const HOME: Self = Self::plain(KeyCode::Home);
    /// End.
    pub const END: Self = Self::plain(KeyCode::End);
    /// Page up.
    pub const PAGE_UP: Self = Self::plain(KeyCode::PageUp);
    /// Page down.
    pub const PAGE_DOWN: Self = Self::plain(KeyCode::PageDown);

    /// The first function key.
    pub const F1: Self = Self::plain(KeyCode::F(1));

    /// A character, as typed: capitals are characters of their own.
    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// Ctrl with a letter.
    pub const fn ctrl(c: char) -> Self {
        Self { code: KeyCode::Char(c), ctrl: true, alt: false }
    }

    const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    /// The character this key types, if it types one.
    pub const fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        let mut key = Self {
            code: event.code,
            ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
            alt: event.modifiers.contains(KeyModifiers::ALT),
        };
        let shift = event.modifiers.contains(KeyModifiers::SHIFT);
        match key.code {
            // Some terminals report Ctrl with the capital letter when Shift or Caps Lock is on.
            KeyCode::Char(c) if key.ctrl => key.code = KeyCode::Char(c.to_ascii_lowercase()),
            KeyCode::Char(c) if shift => {
                let mut upper = c.to_uppercase();
                if let (Some(c), None) = (upper.next(), upper.next()) {
                    key.code = KeyCode::Char(c);
                }
            }
            KeyCode::Tab if shift => key.code = KeyCode::BackTab,
            _ => {}
        }
        key
    }
}

/// As people write it: `Ctrl-d`, `Shift-Tab`, `↓`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::BackTab => f.write_str("Shift-Tab"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            KeyCode::Up => f.write_str("↑"),
            KeyCode::Down => f.write_str("↓"),
            KeyCode::Left => f.write_str("←"),
            KeyCode::Right => f.write_str("→"),
            KeyCode::Delete => f.write_str("Del"),
            code => write!(f, "{code}"),
        }
    }
}

/// Why a key string could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKey(String);

impl fmt::Display for UnknownKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no key <{}>", self.0)
    }
}

impl std::error::Error for UnknownKey {}

/// The name between the angle brackets of a key string: `enter`, `ctrl+d`, `lt`.
impl FromStr for Key {
    type Err = UnknownKey;

    fn from_str(name: &str) -> Result<Self, UnknownKey> {
        Ok(match name {
            "enter" => Self::ENTER,
            "esc" => Self::ESC,
            "tab" => Self::TAB,
            "shift+tab" => Self::BACK_TAB,
            "backspace" => Self::BACKSPACE,
            "delete" => Self::DELETE,
            "up" => Self::UP,
            "down" => Self::DOWN,
            "left" => Self::LEFT,
            "right" => Self::RIGHT,
            "home" => Self::HOME,
            "end" => Self::END,
            "pageup" => Self::PAGE_UP,
            "pagedown" => Self::PAGE_DOWN,
            "f1" => Self::F1,
            "space" => Self::char(' '),
            "lt" => Self::char('<'),
            name => {
                let letter = name.strip_prefix("ctrl+").map(str::chars);
                match letter.map(|mut letters| (letters.next(), letters.next())) {
                    Some((Some(c), None)) => Self::ctrl(c),
                    _ => return Err(UnknownKey(name.to_owned())),
                }
            }
        })
    }
}

/// Reads a string of keys: characters stand for themselves, other keys between angle brackets.
///
/// ```
/// use shownotes::keymap::key::{Key, parse_keys};
/// assert_eq!(parse_keys("jG<tab>").unwrap(), [Key::char('j'), Key::char('G'), Key::TAB]);
/// assert!(parse_keys("<nonsense>").is_err());
/// ```
pub fn parse_keys(keys: &str) -> Result<Vec<Key>, UnknownKey> {
    let mut parsed = Vec::new();
    let mut rest = keys.chars();
    while let Some(c) = rest.next() {
        if c == '<' {
            let name: String = rest.by_ref().take_while(|&c| c != '>').collect();
            parsed.push(name.parse()?);
        } else {
            parsed.push(Key::char(c));
        }
    }
    Ok(parsed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Key {
        Key::from(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn a_capital_is_one_key_however_the_terminal_reports_it() {
        assert_eq!(pressed(KeyCode::Char('G'), KeyModifiers::SHIFT), Key::char('G'));
        assert_eq!(pressed(KeyCode::Char('G'), KeyModifiers::NONE), Key::char('G'));
        assert_eq!(pressed(KeyCode::Char('g'), KeyModifiers::SHIFT), Key::char('G'));
    }

    #[test]
    fn shift_tab_is_one_key_however_the_terminal_reports_it() {
        assert_eq!(pressed(KeyCode::BackTab, KeyModifiers::SHIFT), Key::BACK_TAB);
        assert_eq!(pressed(KeyCode::Tab, KeyModifiers::SHIFT), Key::BACK_TAB);
    }

    #[test]
    fn ctrl_ignores_the_case_of_its_letter() {
        assert_eq!(pressed(KeyCode::Char('C'), KeyModifiers::CONTROL), Key::ctrl('c'));
    }

    #[test]
    fn only_plain_characters_type() {
        assert_eq!(Key::char('ø').typed(), Some('ø'));
        assert_eq!(Key::ctrl('a').typed(), None);
        assert_eq!(pressed(KeyCode::Char('a'), KeyModifiers::ALT).typed(), None);
        assert_eq!(Key::ENTER.typed(), None);
    }

    #[test]
    fn keys_are_written_as_people_write_them() {
        let shown: Vec<String> =
            [Key::ctrl('d'), Key::BACK_TAB, Key::char(' '), Key::DOWN, Key::ENTER, Key::ESC]
                .iter()
                .map(ToString::to_string)
                .collect();
        assert_eq!(shown, ["Ctrl-d", "Shift-Tab", "Space", "↓", "Enter", "Esc"]);
    }
}
