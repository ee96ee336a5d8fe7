//! What the renderer's tests share: pictures of the lines, links in a word, styles told apart.

use ratatui::style::Modifier;
use ratatui::style::Style;

use super::Rendered;
use super::StyleSheet;
use super::render;

/// A look of its own for each construct; those that nest add up.
pub(super) const STYLES: StyleSheet = StyleSheet {
    heading: Style::new().bold().underlined(),
    subheading: Style::new().bold().dim(),
    link: Style::new().underlined(),
    code: Style::new().reversed(),
    quote: Style::new().dim(),
    emphasis: Style::new().italic(),
    strong: Style::new().bold(),
    strikethrough: Style::new().add_modifier(Modifier::CROSSED_OUT),
    marker: Style::new().blue(),
};

/// The lines as plain text.
pub(super) fn picture(source: &str, width: u16) -> String {
    text_of(&render(source, width, &STYLES))
}

pub(super) fn text_of(rendered: &Rendered) -> String {
    let lines: Vec<String> = rendered.lines.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// Each link as `text → target row:start-end …`.
pub(super) fn links(source: &str, width: u16) -> Vec<String> {
    let shown = |link: super::LinkSpan| {
        let places = link
            .places
            .iter()
            .map(|place| format!(" {}:{}-{}", place.row, place.columns.start, place.columns.end));
        format!("{} → {}{}", link.text, link.target, places.collect::<String>())
    };
    let links = render(source, width, &STYLES).links;
    links.into_iter().map(shown).collect()
}

/// The style of the first span whose text this is.
pub(super) fn style_of(source: &str, text: &str) -> Style {
    let rendered = render(source, 80, &STYLES);
    let mut spans = rendered.lines.iter().flat_map(|line| &line.spans);
    let span = spans.find(|span| span.content == text);
    span.unwrap_or_else(|| panic!("no span {text:?} in {:?}", rendered.lines)).style
}
