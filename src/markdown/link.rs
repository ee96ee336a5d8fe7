//! Links and images: their text is shown, their address kept.

use pulldown_cmark::LinkType;
use ratatui::style::Style;

use super::marks::HtmlMark;
use super::marks::Mark;
use super::writer::Writer;
use crate::sanitize;

/// Shown for an image that has no other words.
const IMAGE: &str = "image";

impl Writer<'_> {
    /// `[text](address)`; `<me@x.org>` is an address without its scheme.
    pub(super) fn start_link(&mut self, kind: LinkType, target: &str) {
        if kind == LinkType::Email {
            self.start_image(&format!("mailto:{target}"));
        } else {
            self.start_image(target);
        }
    }

    /// `![text](address)`, which differs from a link in what is shown if there is no text.
    pub(super) fn start_image(&mut self, target: &str) {
        let from = self.flow.len();
        self.open_link(Mark::Link { from }, target);
    }

    /// A link without text shows its address.
    pub(super) fn end_link(&mut self) {
        if self.is_empty_since_start() {
            let look = self.marks.look();
            if let Some(link) = look.link {
                let target = self.page.target(link).to_owned();
                self.text(&target);
            }
        }
        self.marks.close();
    }

    pub(super) fn end_image(&mut self) {
        if self.is_empty_since_start() {
            self.text(IMAGE);
        }
        self.marks.close();
    }

    /// `<a href="address">`.
    pub(super) fn start_anchor(&mut self, target: &str) {
        self.marks.close_html(HtmlMark::Anchor);
        self.open_link(Mark::Html(HtmlMark::Anchor), target);
    }

    /// `<img src="address" alt="text">`.
    pub(super) fn html_image(&mut self, target: &str, alt: &str) {
        self.start_image(target);
        self.text(alt);
        self.end_image();
    }

    /// A link within a link is part of the outer one: `[![logo](logo.png)](site)` leads to the
    /// site.
    fn open_link(&mut self, mark: Mark, target: &str) {
        let target = sanitize::line(target);
        let target = target.trim();
        if target.is_empty() || self.dropped.is_some() {
            self.marks.open(mark, Style::new());
        } else if self.marks.look().link.is_some() {
            self.marks.open(mark, self.styles.link);
        } else {
            let link = self.page.add_link(target.to_owned());
            self.marks.open_link(mark, self.styles.link, link);
        }
    }

    fn is_empty_since_start(&self) -> bool {
        matches!(self.marks.markdown(), Some(Mark::Link { from }) if from == self.flow.len())
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::testing::STYLES;
    use crate::markdown::testing::links;
    use crate::markdown::testing::picture;
    use crate::markdown::testing::style_of;

    #[test]
    fn a_link_shows_its_text_and_says_where_it_is() {
        assert_eq!(picture("See [the docs](https://x.org) now", 40), "See the docs now");
        assert_eq!(
            links("See [the docs](https://x.org) now", 40),
            ["the docs → https://x.org 0:4-12"]
        );
        assert_eq!(style_of("[a](b)", "a"), STYLES.link);
    }

    #[test]
    fn a_link_wrapped_over_two_lines_has_two_places() {
        assert_eq!(picture("See [the docs](u) now", 8), "See the\ndocs now");
        assert_eq!(links("See [the docs](u) now", 8), ["the docs → u 0:4-7 1:0-4"]);
    }

    #[test]
    fn places_count_what_stands_left_of_the_text() {
        assert_eq!(links("> - *a* [b](u)", 20), ["b → u 0:6-7"]);
        assert_eq!(links("10. x\n    - [日本](u)", 20), ["日本 → u 1:6-10"]);
    }

    #[test]
    fn a_link_of_several_looks_has_one_place_on_a_line() {
        assert_eq!(links("[a **b** `c`](u)", 20), ["a b c → u 0:0-5"]);
        assert_eq!(style_of("[a **b**](u)", "b"), STYLES.link.patch(STYLES.strong));
    }

    #[test]
    fn neighbouring_links_stay_apart() {
        assert_eq!(links("[a](u)[b](v) [c](w)", 20), ["a → u 0:0-1", "b → v 0:1-2", "c → w 0:3-4"]);
    }

    #[test]
    fn addresses_in_angle_brackets_are_links() {
        assert_eq!(
            links("<https://x.org/a> <me@x.org>", 40),
            ["https://x.org/a → https://x.org/a 0:0-15", "me@x.org → mailto:me@x.org 0:16-24",]
        );
    }

    #[test]
    fn an_image_is_its_words_linked_to_its_address() {
        assert_eq!(
            links("![a *cat*](cat.png) ![](dog.png)", 40),
            ["a cat → cat.png 0:0-5", "image → dog.png 0:6-11",]
        );
    }

    #[test]
    fn an_image_in_a_link_leads_where_the_link_does() {
        assert_eq!(links("[![logo](l.png)](site) x", 40), ["logo → site 0:0-4"]);
    }

    #[test]
    fn a_link_without_text_shows_its_address() {
        assert_eq!(links("[](https://x.org) [a]()", 40), ["https://x.org → https://x.org 0:0-13"]);
        assert_eq!(picture("[](https://x.org) [a]()", 40), "https://x.org a");
    }

    #[test]
    fn a_reference_link_finds_its_address() {
        assert_eq!(links("[a][1] [b]\n\n[1]: u\n[b]: v", 40), ["a → u 0:0-1", "b → v 0:2-3"]);
    }
}
