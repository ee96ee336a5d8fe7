//! The line on top: the show, how many episodes, where from, and how far the loader is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::Model;
use crate::theme;
use crate::width;

pub(super) fn draw(model: &Model, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let progress = progress(model);
    let right = width::columns(&progress);
    let room = usize::from(area.width).saturating_sub(2);
    let show = model.library.show().unwrap_or("Show notes");
    let mut left = vec![Span::styled(width::truncate(show, room), theme::SHOW)];
    let count = count(model);
    let mut taken = width::columns(show);
    for fact in [count.as_str(), model.source.as_str()] {
        let fact = format!("  {fact}");
        taken += width::columns(&fact);
        // The progress gives way last: it is what changes.
        if fact.trim().is_empty() || taken + right + 2 > room {
            break;
        }
        left.push(Span::styled(fact, theme::QUIET));
    }
    buffer.set_line(area.x + 1, area.y, &Line::from(left), area.width.saturating_sub(1));
    if let Ok(right) = u16::try_from(right)
        && right > 0
        && usize::from(right) + width::columns(show) + 2 <= room
    {
        let x = area.right() - right - 1;
        buffer.set_string(x, area.y, progress, theme::QUIET);
    }
}

fn count(model: &Model) -> String {
    match model.library.len() {
        0 => String::new(),
        1 => "1 episode".to_owned(),
        count => format!("{} episodes", grouped(count)),
    }
}

fn progress(model: &Model) -> String {
    match (model.loading.running, model.loading.found) {
        (false, _) => String::new(),
        (true, None) => "Looking for notes…".to_owned(),
        (true, Some(found)) => {
            format!("Reading {} of {}…", grouped(model.loading.read), grouped(found))
        }
    }
}

/// A count with its thousands set apart: `10,000`.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
