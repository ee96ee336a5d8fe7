//! Follow mode: every link in sight in the detail pane gets a label on the spot.
//!
//! Owns those labels and what typing one does.

use crate::layout::Pane;
use crate::sheet::Target;

use super::open::follow;
use super::{Effect, Layer, Model, Notice};

/// The letters of labels, those under the resting hand first.
const LETTERS: &[u8] = b"asdfghjklqwertyuiopzxcvbnm";

/// The labels of so many links: as short as they can be, all of one length, so that none is the
/// beginning of another.
pub fn follow_labels(count: usize) -> impl Iterator<Item = String> {
    let mut length = 1;
    let mut reach = LETTERS.len();
    while reach < count {
        length += 1;
        reach = reach.saturating_mul(LETTERS.len());
    }
    (0..count).map(move |number| {
        let mut label = vec![' '; length];
        let mut rest = number;
        for place in label.iter_mut().rev() {
            let letter = LETTERS.get(rest % LETTERS.len()).copied().unwrap_or(b'a');
            *place = char::from(letter);
            rest /= LETTERS.len();
        }
        label.into_iter().collect()
    })
}

/// Shows the labels, on the detail pane.
pub(super) fn start(model: &mut Model) {
    if model.screen().detail.is_empty() {
        model.focus = Pane::Detail;
    }
    let height = model.pane_height(Pane::Detail);
    let any = model.page.as_ref().is_some_and(|page| page.links_in_sight(height).next().is_some());
    if any {
        model.layer = Layer::Follow(String::new());
    } else {
        model.notice = Some(Notice::Info("There is no link in sight".to_owned()));
    }
}

/// Takes in a letter of a label.
pub(super) fn typed(model: &mut Model, letter: char) -> Vec<Effect> {
    let Layer::Follow(typed) = &model.layer else {
        return Vec::new();
    };
    let typed = format!("{typed}{}", letter.to_ascii_lowercase());
    let labelled = model.follow_labelled();
    if let Some((_, target)) = labelled.iter().find(|(label, _)| *label == typed) {
        let target = target.clone();
        model.layer = Layer::Browse;
        return follow(model, &target);
    }
    if labelled.iter().any(|(label, _)| label.starts_with(&typed)) {
        model.layer = Layer::Follow(typed);
    } else {
        model.layer = Layer::Browse;
        model.notice = Some(Notice::Info(format!("No link in sight has the label {typed}")));
    }
    Vec::new()
}

impl Model {
    /// The links in sight with their labels.
    fn follow_labelled(&self) -> Vec<(String, Target)> {
        let height = self.pane_height(Pane::Detail);
        let Some(page) = &self.page else {
            return Vec::new();
        };
        let targets: Vec<Target> =
            page.links_in_sight(height).map(|(target, _)| target.clone()).collect();
        follow_labels(targets.len()).zip(targets).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn labels_are_short_distinct_and_none_begins_another() {
        for (count, length) in [(1, 1), (26, 1), (27, 2), (676, 2), (677, 3)] {
            let labels: Vec<String> = follow_labels(count).collect();
            assert_eq!(labels.iter().collect::<HashSet<_>>().len(), count);
            assert!(labels.iter().all(|label| label.len() == length), "{count}");
        }
    }
}
