//! Screens of every size, down to none at all.

use crossterm::event::{MouseButton, MouseEventKind};

use crate::session::Session;

/// Keys that visit every pane, layer and movement.
const KEYS: &str = "jG<pageup><tab>j G<ctrl+d><tab>jG<pageup>y1?jG<esc>!<esc>/wsgi<down><left>x<backspace><enter>\
     <esc>]<space>b<ctrl+l>/zzqq<esc>r";

#[test]
fn the_smallest_screens_draw_and_take_every_key() {
    let mut session = Session::new(1, 1);
    for width in (0..=42).step_by(3) {
        for height in 0..=13 {
            session.resize(width, height).keys(KEYS);
        }
    }
}

#[test]
fn the_sizes_around_each_change_of_layout_draw_and_take_every_key() {
    let mut session = Session::new(120, 40);
    for width in [68, 69, 70, 71, 109, 110, 111, 250] {
        for height in [1, 2, 3, 5, 7, 8, 9, 24, 80] {
            session.resize(width, height).keys(KEYS);
        }
    }
}

#[test]
fn a_click_anywhere_on_any_screen_is_harmless() {
    for (width, height) in [(1, 1), (20, 5), (40, 12), (80, 24), (120, 40)] {
        let mut session = Session::new(width, height);
        for layer in ["", "?", "<esc>/w"] {
            session.keys(layer);
            for column in (0..=width).step_by(7) {
                for row in 0..=height {
                    for kind in [
                        MouseEventKind::Down(MouseButton::Left),
                        MouseEventKind::ScrollDown,
                        MouseEventKind::ScrollUp,
                    ] {
                        session.mouse(kind, (column, row));
                    }
                }
            }
        }
    }
}

#[test]
fn twenty_by_five_still_shows_episodes_and_what_is_selected() {
    let session = Session::new(20, 5);
    let screen = session.screen();
    assert!(screen.contains('▌') && screen.contains(" 80  "), "{screen}");
}

#[test]
fn what_half_the_screen_cannot_hold_is_cut_with_a_mark() {
    let mut session = Session::new(40, 12);
    session.recorder.no_browser = Some("x".repeat(400));
    session.keys("/wsgi<enter>1");
    let rows: Vec<String> = session.screen().lines().map(str::to_owned).collect();
    let last = rows.last().unwrap().trim_end();
    assert!(last.ends_with('…') && !last.contains("help"), "{last}");
    assert_eq!(rows.iter().filter(|row| row.contains("xxx")).count(), 6, "{rows:#?}");
}
