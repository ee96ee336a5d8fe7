//! Opening and copying links: the selected one, one by its label, one that was clicked.
//!
//! Owns what following a link means, out of the program or within, and what is said of it on the
//! status line, before and after.

use crate::address::Address;
use crate::keymap;
use crate::layout::Pane;
use crate::sheet::Target;

use super::history::go_to;
use super::{Effect, Model, Notice};

/// Follows a link: opens its address, or shows the page it leads to.
pub(super) fn follow(model: &mut Model, target: &Target) -> Vec<Effect> {
    match target {
        Target::Address(address, date) => {
            let address = model.as_opened(address, *date);
            open(model, address)
        }
        Target::Item(item) => {
            go_to(model, *item);
            Vec::new()
        }
    }
}

/// Opens an address: says so, and asks for it.
fn open(model: &mut Model, address: Address) -> Vec<Effect> {
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
    open_link(model)
}

/// Follows the selected link.
pub(super) fn open_link(model: &mut Model) -> Vec<Effect> {
    match model.selected_target().cloned() {
        Some(target) => follow(model, &target),
        None => told(model, "This page has no links"),
    }
}

pub(super) fn open_labelled(model: &mut Model, label: char) -> Vec<Effect> {
    let row = model.page.as_ref().and_then(|page| page.links.labelled(label));
    let (Some(row), Some(page)) = (row, &mut model.page) else {
        if keymap::labels().any(|other| other == label) {
            return told(model, &format!("No link of this page has the label {label}"));
        }
        return Vec::new();
    };
    page.links.select(row);
    match page.links.target(row).cloned() {
        Some(target) => follow(model, &target),
        None => Vec::new(),
    }
}

/// Opens the selected link as the Wayback Machine kept it.
pub(super) fn open_archived(model: &mut Model) -> Vec<Effect> {
    match model.selected_target().cloned() {
        Some(Target::Address(address, date)) => match address.archived(date) {
            Some(kept) => open(model, kept),
            None => told(model, &format!("The Wayback Machine keeps no copy of {address}")),
        },
        Some(Target::Item(_)) => told(model, "This link opens a page here, not one on the web"),
        None => told(model, "This page has no links"),
    }
}

pub(super) fn copy_selected(model: &mut Model) -> Vec<Effect> {
    let Some(address) = model.selected_address() else {
        return match model.selected_target() {
            Some(_) => told(model, "Nothing to copy: this link opens a page here"),
            None => told(model, "This page has no links"),
        };
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
