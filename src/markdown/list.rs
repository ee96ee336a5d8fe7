//! Lists: bullets by depth, numbers aligned on the right, boxes of tasks.

use pulldown_cmark::Event;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;
use ratatui::text::Span;

use super::writer::Writer;

/// Bullets by depth; deeper ones begin again.
const BULLETS: [&str; 3] = ["• ", "◦ ", "▪ "];

/// What has to be known of a list before its first item is written.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Plan {
    items: u64,
    /// Its items hold paragraphs, so blank lines part them.
    loose: bool,
}

impl Plan {
    /// The plans of all lists, in the order in which they begin.
    pub(super) fn of(events: &[Event<'_>]) -> Vec<Self> {
        let mut plans: Vec<Self> = Vec::new();
        // For each open container the list whose item it is, if it is one.
        let mut containers: Vec<Option<usize>> = Vec::new();
        for event in events {
            match event {
                Event::Start(Tag::List(_)) => {
                    containers.push(Some(plans.len()));
                    plans.push(Self::default());
                }
                Event::Start(Tag::BlockQuote(_) | Tag::FootnoteDefinition(_)) => {
                    containers.push(None);
                }
                Event::Start(tag) => {
                    let list = containers.last().copied().flatten();
                    if let Some(plan) = list.and_then(|list| plans.get_mut(list)) {
                        plan.items += u64::from(*tag == Tag::Item);
                        plan.loose |= *tag == Tag::Paragraph;
                    }
                }
                Event::End(
                    TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition,
                ) => {
                    containers.pop();
                }
                Event::End(_)
                | Event::Text(_)
                | Event::Code(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_)
                | Event::Html(_)
                | Event::InlineHtml(_)
                | Event::FootnoteReference(_)
                | Event::SoftBreak
                | Event::HardBreak
                | Event::Rule
                | Event::TaskListMarker(_) => {}
            }
        }
        plans
    }
}

/// A list being written.
#[derive(Debug)]
pub(super) struct List {
    kind: Kind,
    loose: bool,
    /// No item has been written.
    fresh: bool,
}

#[derive(Debug)]
enum Kind {
    Bullets(&'static str),
    /// The next number, and how many digits the last one has.
    Numbers {
        next: u64,
        digits: usize,
    },
}

impl Writer<'_> {
    pub(super) fn start_list(&mut self, first: Option<u64>) {
        self.start_block();
        let plan = self.plans.next().unwrap_or_default();
        let kind = match first {
            Some(next) => Kind::Numbers {
                next,
                digits: (next + plan.items.saturating_sub(1)).to_string().len(),
            },
            None => Kind::Bullets(self.next_bullet()),
        };
        self.lists.push(List { kind, loose: plan.loose, fresh: true });
    }

    pub(super) fn end_list(&mut self) {
        self.lists.pop();
    }

    pub(super) fn start_item(&mut self) {
        let Some(list) = self.lists.last_mut() else {
            return;
        };
        if list.loose && !list.fresh {
            self.page.gap();
        }
        list.fresh = false;
        let marker = match &mut list.kind {
            Kind::Bullets(bullet) => (*bullet).to_owned(),
            Kind::Numbers { next, digits } => {
                *next += 1;
                format!("{:>digits$}. ", *next - 1)
            }
        };
        let tight = !list.loose;
        self.open_container(marker, tight);
    }

    /// `- [x]`: the box takes the bullet's place; after a number it stands before the text.
    pub(super) fn task(&mut self, done: bool) {
        let text = if done { "[x] " } else { "[ ] " };
        let bulleted =
            matches!(self.lists.last(), Some(list) if matches!(list.kind, Kind::Bullets(_)));
        let marker = Span::styled(text, self.styles.marker);
        let left = if bulleted && self.flow.is_empty() {
            self.page.replace_marker(marker)
        } else {
            Some(marker)
        };
        self.show_marker(left);
    }

    fn next_bullet(&self) -> &'static str {
        let depth = self.lists.iter().rev().find_map(|list| match list.kind {
            Kind::Bullets(bullet) => BULLETS.iter().position(|b| *b == bullet),
            Kind::Numbers { .. } => None,
        });
        BULLETS[depth.map_or(0, |depth| (depth + 1) % BULLETS.len())]
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::testing::picture;

    #[test]
    fn bullets_change_with_depth_and_text_hangs_below_itself() {
        assert_eq!(
            picture("- one two three\n    - four five six\n        - x\n            - y", 12),
            "• one two\n  three\n  ◦ four\n    five six\n    ▪ x\n      • y"
        );
    }

    #[test]
    fn numbers_continue_at_their_start_and_align_on_the_right() {
        assert_eq!(picture("9. a\n1. b\n1. c", 20), " 9. a\n10. b\n11. c");
    }

    #[test]
    fn loose_items_are_parted_by_blank_lines_and_tight_ones_are_not() {
        assert_eq!(picture("- a\n\n- b\n    - c\n    - d", 20), "• a\n\n• b\n\n  ◦ c\n  ◦ d");
    }

    #[test]
    fn a_loose_list_in_a_tight_item_begins_right_below_its_text() {
        assert_eq!(picture("- a\n  - b\n\n  - c", 20), "• a\n  ◦ b\n\n  ◦ c");
    }

    #[test]
    fn the_box_of_a_task_takes_the_bullet_s_place() {
        assert_eq!(
            picture("- [x] done and dusted\n- [ ] open\n- plain", 14),
            "[x] done and\n    dusted\n[ ] open\n• plain"
        );
        assert_eq!(picture("1. [x] done", 20), "1. [x] done");
    }

    #[test]
    fn an_empty_item_shows_its_bullet() {
        assert_eq!(picture("- a\n-\n- b", 20), "• a\n•\n• b");
    }

    #[test]
    fn a_quote_in_an_item_hangs_below_its_text() {
        assert_eq!(picture("- a\n  > b\n- c", 20), "• a\n  ▎ b\n• c");
    }

    #[test]
    fn deep_lists_stop_indenting_and_leave_room_for_text() {
        let source = "- ".repeat(6) + "deep words here";
        assert_eq!(picture(&source, 12), "• ◦ ▪ •\n      ◦\n      ▪ deep\n      words\n      here");
    }

    #[test]
    fn a_list_after_a_paragraph_stands_apart() {
        assert_eq!(picture("Text\n- a", 20), "Text\n\n• a");
    }
}
