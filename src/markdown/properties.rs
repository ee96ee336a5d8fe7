//! What holds for every source and every width, tried on random, hostile and real notes.

use std::fmt::Write as _;
use std::fs;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::Rendered;
use super::render;
use super::testing::STYLES;
use super::testing::text_of;
use crate::sanitize;

/// Bits of Markdown that meet in ways nobody would write.
const FRAGMENTS: &[&str] = &[
    "word",
    "two words",
    " ",
    "\n",
    "\n\n",
    "\n\n\n",
    "# ",
    "### ",
    "- ",
    "* ",
    "\n- ",
    "\n    - ",
    "\n1. ",
    "\n  12) ",
    "> ",
    "\n> ",
    "**",
    "*",
    "~~",
    "_",
    "`",
    "\n```\n",
    "\n    ",
    "\t",
    "|",
    "\n|-|:-:|\n",
    "\n| a | [b](c) |\n|--|-:|\n| d e f | g |\n",
    "---",
    "\n---\n",
    "[",
    "](",
    ")",
    "[link text](https://example.org/a/long/address?x=1&y=2)",
    "<https://example.org>",
    "![",
    "![](i)",
    "[^1]",
    "\n[^1]: ",
    "[ ] ",
    "\n- [x] ",
    "<b>",
    "</b>",
    "<a href=\"u\">",
    "</a>",
    "<div>",
    "\n<div>\n",
    "</div>",
    "<br>",
    "<!--",
    "-->",
    "<img src=x alt='y z'>",
    "<script>",
    "</script>",
    "<h2>",
    "<li>",
    "<td>",
    "<pre>",
    "\n<iframe src=x></iframe>\n",
    "&amp;",
    "&#27;",
    "&#x202e;",
    "&#x200d;",
    "&nbsp;",
    "&#10;",
    "\\",
    "  \n",
    "日本語",
    "、",
    "👩\u{200d}💻",
    "❤\u{fe0f}",
    "e\u{301}",
    "\u{301}",
    "🇳",
    "لا",
    "ﾟ",
    "กำ",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{200b}",
    "\r",
    "https://example.org/path_with-parts.html",
];

fn markdown() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        8 => select(FRAGMENTS).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ];
    vec(fragment, 0..60).prop_map(|fragments| fragments.concat())
}

/// The columns that a line fills when a buffer draws it, and the text in some of them.
struct Drawn {
    buffer: Buffer,
    end: u16,
}

impl Drawn {
    fn of(line: &Line<'_>, width: u16) -> Self {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width + 8, 1));
        let (end, _) = buffer.set_line(0, 0, line, width + 8);
        Self { buffer, end }
    }

    fn text(&self, columns: std::ops::Range<u16>) -> String {
        let mut text = String::new();
        let mut hidden = 0_usize;
        for column in columns {
            let symbol = self.buffer[(column, 0)].symbol();
            if hidden == 0 {
                text.push_str(symbol);
                hidden = crate::width::columns(symbol);
            }
            hidden = hidden.saturating_sub(1);
        }
        text
    }
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Everything that must be true of a page; says what is not.
fn check(source: &str, width: u16) -> Result<Rendered, String> {
    let page = render(source, width, &STYLES);
    let picture = text_of(&page);
    let complain =
        |what: String| Err(format!("{what}\nwidth {width}, source {source:?}\n{picture}"));
    let drawn: Vec<Drawn> = page.lines.iter().map(|line| Drawn::of(line, width)).collect();
    if let Some(row) = drawn.iter().position(|line| line.end > width) {
        return complain(format!("line {row} is too wide"));
    }
    for line in picture.split('\n') {
        if sanitize::line(line) != line {
            return complain(format!("characters to be removed in {line:?}"));
        }
    }
    let is_blank = |line: &Line<'_>| line.spans.iter().all(|span| span.content.trim().is_empty());
    if page.lines.first().is_some_and(is_blank) || page.lines.last().is_some_and(is_blank) {
        return complain("a blank line at an edge".to_owned());
    }
    let may_hold_code =
        ["```", "~~~", "    ", "\t", "<pre"].iter().any(|code| source.contains(code));
    if !may_hold_code && page.lines.windows(2).any(|pair| pair.iter().all(is_blank)) {
        return complain("two blank lines in a row".to_owned());
    }
    for link in &page.links {
        let mut covered = String::new();
        for place in &link.places {
            let Some(line) = drawn.get(place.row) else {
                return complain(format!("no line {}", place.row));
            };
            if place.columns.is_empty() || place.columns.end > line.end {
                return complain(format!("{place:?} lies outside of its line"));
            }
            covered += &line.text(place.columns.clone());
        }
        // In one column a wide character cannot be shown.
        if width > 4 && without_spaces(&covered) != without_spaces(&link.text) {
            return complain(format!("{:?} covers {covered:?}", link.text));
        }
        if link.text != link.text.trim() || sanitize::line(&link.target) != link.target {
            return complain(format!("untidy {link:?}"));
        }
    }
    Ok(page)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn any_source_renders_within_any_width(source in markdown(), width in 1_u16..=200) {
        if let Err(complaint) = check(&source, width) {
            prop_assert!(false, "{complaint}");
        }
    }

    #[test]
    fn any_source_renders_within_a_narrow_width(source in markdown(), width in 1_u16..=12) {
        if let Err(complaint) = check(&source, width) {
            prop_assert!(false, "{complaint}");
        }
    }
}

#[test]
fn every_episode_renders_at_every_width() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/episodes");
    let mut files = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let source = fs::read_to_string(entry.unwrap().path()).unwrap();
        let mut links = Vec::new();
        for width in [20, 80, 200] {
            let page = check(&source, width).unwrap();
            links.push(page.links.iter().map(|link| link.text.clone()).collect::<Vec<_>>());
        }
        assert!(links.windows(2).all(|pair| pair[0] == pair[1]));
        files += 1;
    }
    assert!(files > 50);
}

/// Sources that recursion, nesting or searching again from every point would not survive.
fn hostile() -> Vec<String> {
    let lists = (0..500).fold(String::new(), |mut source, depth| {
        writeln!(source, "{}- a", "  ".repeat(depth)).unwrap();
        source
    });
    vec![
        "[".repeat(100_000),
        "[".repeat(20_000) + "a" + &"](b)".repeat(20_000),
        "![".repeat(20_000) + "a" + &"](b)".repeat(20_000),
        ">".repeat(100_000) + "a",
        "- ".repeat(10_000) + "a",
        "1. ".repeat(10_000) + "a",
        lists,
        "**".repeat(50_000) + "a" + &"**".repeat(50_000),
        "word ".repeat(40_000),
        "x".repeat(200_000),
        "日".repeat(20_000),
        "é\u{301}".repeat(20_000),
        "|a".repeat(10_000) + "\n" + &"|-".repeat(10_000) + "\n" + &"|b".repeat(10_000),
        "|a".repeat(10_000) + "\n" + &"|-".repeat(10_000) + "\n" + &"|b\n".repeat(10_000),
        "<div>\n".to_owned() + &"<a \"'".repeat(20_000),
        "<div>\n".to_owned() + &"<!--".repeat(100_000),
        "<div>\n".to_owned() + &"<script>".repeat(100_000),
        "<div>\n".to_owned() + &"<b><i></u></code>".repeat(50_000) + "a",
        "a ".to_owned() + &"<i>".repeat(50_000) + &"</b>".repeat(50_000) + "a",
        "<div>\n".to_owned() + &"&".repeat(20_000) + &"&amp".repeat(20_000),
        "<div>\n<a ".to_owned() + &"b=\"c\" ".repeat(100_000) + ">",
        "<br>".repeat(100_000),
        "http://".repeat(20_000) + &" http://)))".repeat(10_000),
        "```\n".to_owned() + &"\n".repeat(100_000) + "a",
        "a[^b]".repeat(10_000) + "\n\n" + &"[^b]: c\n\n".repeat(10_000),
    ]
}

#[test]
fn hostile_sources_neither_panic_nor_leave_the_width() {
    for source in hostile() {
        for width in [1, 30] {
            let page = render(&source, width, &STYLES);
            let within = |line: &Line<'_>| line.width() <= usize::from(width);
            assert!(page.lines.iter().all(within));
        }
    }
}

#[test]
fn twice_the_source_takes_about_twice_as_many_spans() {
    // Time is not to be relied on in a test; what is written stands for the work.
    let spans = |source: &str| -> usize {
        let page = render(source, 40, &STYLES);
        page.lines.iter().map(|line| line.spans.len()).sum()
    };
    for nest in [">", "- ", "> - ", "**a ", "<b>a "] {
        let [once, twice] = [2_000, 4_000].map(|n| spans(&(nest.repeat(n) + "a")));
        assert!(twice * 10 <= once * 21, "{nest:?}: {once}, then {twice}");
    }
}

#[test]
fn no_way_in_lets_a_control_or_an_override_through() {
    let bad = "\u{1b}[31m\u{7}\u{9b}1m\u{202e}\u{200b}";
    let entities = "&#27;[31m&#7;&#x9b;&#x202e;&#8203;";
    let source = format!(
        "t{bad} {entities}\n\n`c{bad}`\n\n```\nf{bad}\n```\n\n[l{bad}](u{entities})\n\n\
         ![a{entities}](i{entities})\n\nx[^n{bad}]\n\n[^n{bad}]: n{bad}\n\n|h{bad}|\n|-|\n|d{entities}|\n\n\
         <div>\n<a href=\"h{bad}{entities}\">b{bad}{entities}</a>\n<img alt=\"m{entities}\" src=s{bad}>\n</div>"
    );
    let page = check(&source, 40).unwrap();
    let removed = |text: &str| text.chars().any(|c| sanitize::is_removed(c) || c.is_control());
    for line in &page.lines {
        assert!(!removed(&line.to_string()), "{line:?}");
    }
    for link in &page.links {
        assert!(!removed(&link.text) && !removed(&link.target), "{link:?}");
    }
    assert!(page.links.len() >= 4);
}

#[test]
fn nothing_fits_into_no_width() {
    assert_eq!(render("text", 0, &STYLES), Rendered::default());
}

#[test]
fn rendering_is_repeatable() {
    let source = FRAGMENTS.concat();
    assert_eq!(render(&source, 33, &STYLES), render(&source, 33, &STYLES));
}

#[test]
fn code_that_draws_nothing_leaves_no_blank_line_at_the_end() {
    for width in 1..6 {
        check("- word\n<div>\n\n```\n \u{301}", width).unwrap();
    }
}
