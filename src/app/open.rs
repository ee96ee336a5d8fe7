//! Opening and copying links: the selected one, one by its label, one that was clicked.
//!
//! Owns what is said of it on the status line, before and after.

use crate::address::Address;
use crate::keymap;
use crate::layout::Pane;

use super::{Effect, Model, Notice};

/// Opens an address: says so, and asks for it.
pub(super) fn open(model: &mut Model, address: Address) -> Vec<Effect> {
    model.notice = Some(Notice::Info(format!("Opening {address}")));
    vec![Effect::Open(address)]
}

pub(super) fn open_selected(model: &mut Model) -> Vec<Effect> {
    if model.focus == Pane::List {
        if model.page.is_some() {
            model.focus = Pane::Detail;
        }
        return Vec::new();
    }
    match model.selected_address().cloned() {
        Some(address) => open(model, address),
        None => told(model, "This page has no links"),
    }
}

pub(super) fn open_labelled(model: &mut Model, label: char) -> Vec<Effect> {
    let Some(page) = &mut model.page else {
        return Vec::new();
    };
    let Some(row) = page.links.labelled(label) else {
        if keymap::labels().any(|other| other == label) {
            return told(model, &format!("No link of this page has the label {label}"));
        }
        return Vec::new();
    };
    page.links.select(row);
    let address = page.links.address(row).cloned();
    address.map_or_else(Vec::new, |address| open(model, address))
}

pub(super) fn copy_selected(model: &mut Model) -> Vec<Effect> {
    let Some(address) = model.selected_address().cloned() else {
        return told(model, "This page has no links");
    };
    let copied = address.to_paste().to_owned();
    model.notice = Some(Notice::Done(format!("Copied {copied}")));
    vec![Effect::Copy(copied)]
}

/// Says something and does nothing.
pub(super) fn told(model: &mut Model, text: &str) -> Vec<Effect> {
    model.notice = Some(Notice::Info(text.to_owned()));
    Vec::new()
}

pub(super) fn opened(
    model: &mut Model,
    address: &Address,
    outcome: Result<(), String>,
) -> Vec<Effect> {
    match outcome {
        Ok(()) => {
            model.notice = Some(Notice::Done(format!("Opened {address}")));
            Vec::new()
        }
        Err(reason) => {
            let copied = address.to_paste().to_owned();
            let text = format!("{reason}. Copied {copied}");
            model.notice = Some(Notice::Failed(text));
            vec![Effect::Copy(copied)]
        }
    }
}
