//! The screen, drawn from the model.
//!
//! [`draw`] reads the model and changes nothing; each pane has a file of its own. Text is cut
//! and measured by [`crate::width`], so columns stay where they are.

mod detail;
mod ends;
mod header;
mod hyperlink;
mod links;
mod list;
mod palette;
mod pane;
mod popup;
mod prompt;
mod status;
mod text;

use ratatui::Frame;

use crate::app::{Layer, Model};

/// Draws the whole screen.
pub fn draw(frame: &mut Frame<'_>, model: &Model) {
    let screen = model.screen();
    let buffer = frame.buffer_mut();
    header::draw(model, screen.header, buffer);
    list::draw(model, &screen, buffer);
    detail::draw(model, &screen, buffer);
    links::draw(model, &screen, buffer);
    status::draw(model, screen.status, buffer);
    let cursor = match &model.layer {
        Layer::Browse | Layer::Follow(_) => None,
        Layer::Filter => prompt::cursor(model),
        Layer::Palette(shown) => palette::draw(shown, model, buffer),
        Layer::Popup(shown) => {
            popup::draw(*shown, model, buffer);
            None
        }
    };
    if let Some(position) = cursor {
        frame.set_cursor_position(position);
    }
}
