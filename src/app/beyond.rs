//! What of a page is out of sight.
//!
//! Owns when that is needed. Who walks down a list sees the first lines of each page, so no more
//! is made of it until somebody scrolls, walks its links or turns to it in another way: the page
//! of somebody busy has hundreds of lines. It must not know what they are.

use crate::keymap::{self, Action, Context};
use crate::layout::Pane;

use super::{Effect, Message, Model, settle};

/// Whether a message may reach beyond what is in sight of the page on show.
pub(super) fn may_be_reached(model: &Model, message: &Message) -> bool {
    match message {
        Message::Key(key) => match model.context() {
            Context::Browse => {
                let action = keymap::lookup(Context::Browse, *key);
                !action.is_some_and(|action| leaves_page(model, action))
            }
            Context::Follow | Context::Palette => true,
            Context::Filter | Context::Popup | Context::Typing | Context::Anywhere => false,
        },
        Message::Mouse(_) | Message::Resize(_) => true,
        Message::Paste(_)
        | Message::Load(..)
        | Message::FilesChanged(_)
        | Message::Again(..)
        | Message::NotWatched(_)
        | Message::Notes(..)
        | Message::Repairs(_)
        | Message::Searched(..)
        | Message::Opened(..)
        | Message::SuspendRequested
        | Message::CannotSuspend
        | Message::Continued
        | Message::Terminated(_) => false,
    }
}

/// Makes all of the page on show.
pub(super) fn reach(model: &mut Model) -> Vec<Effect> {
    let Model { page, library, .. } = &mut *model;
    let is_more = page.as_mut().is_some_and(|page| page.complete(library));
    if is_more { settle(model) } else { Vec::new() }
}

/// Whether an action goes on to another page, or leaves this one as it is.
fn leaves_page(model: &Model, action: Action) -> bool {
    let goes_on = matches!(
        action,
        Action::NextItem
            | Action::PreviousItem
            | Action::Show(_)
            | Action::GoBack
            | Action::GoForward
            | Action::Filter
            | Action::Sort
    );
    action.is_move() && model.focus == Pane::List || goes_on
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use ratatui::layout::Size;

    use crate::address::Address;
    use crate::episode::{Link, Outline, Person, Pick, Role};
    use crate::keymap::key::parse_keys;
    use crate::library::Parcel;
    use crate::loader::LoadEvent;

    use super::super::{Page, update};
    use super::*;

    /// A show of 200 episodes, all with one tag and host, who picked something on each, half of
    /// the time with a link, and each with a guest of its own.
    fn model(keys: &str) -> Model {
        let (mut model, _) = Model::new(Size { width: 120, height: 24 }, String::new(), None);
        let mut parcel = Parcel::default();
        for at in 0..200 {
            let url = Address::parse(&format!("https://{at}.example")).unwrap();
            let links = vec![Link { label: "Home".into(), url }];
            let somebody =
                |name: String, role| Person { name: name.into(), role, links: Vec::new() };
            let outline = Outline {
                title: format!("Title {at}").into(),
                number: Some(at),
                people: vec![
                    somebody("Ada".to_owned(), Role::Host),
                    somebody(format!("Guest {at}"), Role::Guest),
                ],
                picks: vec![Pick {
                    by: "Ada".into(),
                    title: "Tea".into(),
                    note: "".into(),
                    links: if at % 2 == 0 { links } else { Vec::new() },
                }],
                tags: vec!["Web".to_owned()],
                ..Outline::default()
            };
            parcel.add(Path::new(&at.to_string()).into(), 0, &outline);
        }
        for event in [LoadEvent::Loaded(vec![parcel]), LoadEvent::Finished] {
            update(&mut model, Message::Load(1, event));
        }
        press(&mut model, keys);
        model
    }

    fn press(model: &mut Model, keys: &str) {
        for key in parse_keys(keys).unwrap() {
            update(model, Message::Key(key));
        }
        settle(model);
    }

    fn page(model: &Model) -> &Page {
        model.page.as_ref().unwrap()
    }

    #[test]
    fn a_page_is_made_as_far_as_it_is_in_sight_and_whole_when_it_is_scrolled() {
        for view in ["p", "t"] {
            let mut model = model(view);
            let glance = page(&model).document.clone();
            let height = model.pane_height(Pane::Detail);
            assert!((height..200).contains(&glance.lines.len()), "{}", glance.lines.len());
            press(&mut model, "<tab>G");
            let whole = page(&model);
            assert!(whole.document.lines.len() > 400);
            assert_eq!(whole.scroll, whole.document.lines.len() - height);
            assert_eq!(whole.document.lines[..height], glance.lines[..height]);
        }
    }

    #[test]
    fn links_out_of_sight_are_counted_and_a_label_opens_what_it_will() {
        for (view, count) in [("p", 100 + 200), ("t", 200 + 200)] {
            let mut model = model(view);
            let glance = page(&model).links.clone();
            assert_eq!(glance.count(), count);
            assert!(glance.rows.len() < count);
            press(&mut model, "<tab>");
            let whole = &page(&model).links;
            assert_eq!(whole.count(), count);
            assert_eq!(whole.rows[..20], glance.rows[..20]);
            assert_eq!(whole.selected, glance.selected);
        }
    }

    #[test]
    fn walking_down_the_list_makes_no_page_whole() {
        let mut model = model("p");
        press(&mut model, "jk");
        assert!(page(&model).document.lines.len() < 200);
        press(&mut model, "jk ");
        assert!(page(&model).scroll > 0);
        assert!(page(&model).document.lines.len() > 400);
    }
}
