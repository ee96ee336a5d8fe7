//! Links in folders as an outline (OPML 2.0), for outliners and readers of them.
//!
//! Owns the outline's form. The tree is that of [`bookmarks`](crate::bookmarks); it must not know
//! what the folders stand for.

use std::borrow::Cow;
use std::io::{self, Write};

use jiff::civil::Date;
use jiff::fmt::rfc2822::DateTimePrinter;
use jiff::tz::TimeZone;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::bookmarks::{Bookmark, Folder, Item};
use crate::sanitize;

/// Writes an outline with the title of a folder, and what the folder holds.
///
/// A folder becomes an outline with outlines in it, its date the time it was created. A bookmark
/// becomes one of the type `link`, its tags categories, its description an outline below it.
/// Texts are put on one line each. An outline must have something in it: for an empty folder that
/// is its title once more.
///
/// ```
/// use shownotes::bookmarks::Folder;
///
/// let mut out = Vec::new();
/// shownotes::opml::write(&Folder { title: "Q & A".to_owned(), ..Folder::default() }, &mut out)?;
/// assert!(String::from_utf8_lossy(&out).contains("<title>Q &amp; A</title>"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write(root: &Folder, out: &mut impl Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("opml").with_attribute(("version", "2.0")).write_inner_content(|xml| {
        xml.create_element("head").write_inner_content(|xml| {
            xml.create_element("title").write_text_content(BytesText::new(&line(&root.title)))?;
            Ok(())
        })?;
        xml.create_element("body").write_inner_content(|xml| {
            if root.items.is_empty() {
                return write_folder(root, xml);
            }
            write_items(&root.items, xml)
        })?;
        Ok(())
    })?;
    xml.get_mut().write_all(b"\n")
}

fn write_items(items: &[Item], xml: &mut Writer<impl Write>) -> io::Result<()> {
    for item in items {
        match item {
            Item::Folder(folder) => write_folder(folder, xml)?,
            Item::Bookmark(bookmark) => write_bookmark(bookmark, xml)?,
        }
    }
    Ok(())
}

fn write_folder(folder: &Folder, xml: &mut Writer<impl Write>) -> io::Result<()> {
    let text = line(&folder.title);
    let created = folder.date.and_then(created);
    let mut outline = xml.create_element("outline").with_attribute(("text", &*text));
    if let Some(created) = &created {
        outline = outline.with_attribute(("created", created.as_str()));
    }
    if folder.items.is_empty() {
        outline.write_empty()?;
    } else {
        outline.write_inner_content(|xml| write_items(&folder.items, xml))?;
    }
    Ok(())
}

fn write_bookmark(bookmark: &Bookmark, xml: &mut Writer<impl Write>) -> io::Result<()> {
    let address = bookmark.address.as_str();
    let title = line(&bookmark.title);
    // A link must lead to an http address; a mailbox is said in words.
    let is_link = !address.starts_with("mailto:");
    let text = if is_link {
        title
    } else {
        Cow::Owned(format!("{title} <{}>", line(bookmark.address.to_paste())))
    };
    let mut outline = xml.create_element("outline").with_attribute(("text", &*text));
    if is_link {
        outline = outline.with_attributes([("type", "link"), ("url", &*line(address))]);
    }
    if !bookmark.tags.is_empty() {
        // A comma would part it, and a category with a slash is none that stands alone.
        let tags = bookmark.tags.iter().map(|tag| line(tag).replace([',', '/'], " "));
        let tags: Vec<String> = tags.collect();
        outline = outline.with_attribute(("category", tags.join(",").as_str()));
    }
    match &bookmark.description {
        Some(description) => outline.write_inner_content(|xml| {
            xml.create_element("outline")
                .with_attribute(("text", &*line(description)))
                .write_empty()?;
            Ok(())
        })?,
        None => outline.write_empty()?,
    };
    Ok(())
}

/// The beginning of a day in UTC, as RFC 822 has it but with four digits of the year.
fn created(date: Date) -> Option<String> {
    let midnight = date.to_zoned(TimeZone::UTC).ok()?;
    DateTimePrinter::new().timestamp_to_rfc9110_string(&midnight.timestamp()).ok()
}

/// A text on one line, with none of the characters that no XML may hold, escaped or not: beside
/// controls, which never get here, there are two.
fn line(text: &str) -> Cow<'_, str> {
    match sanitize::line(text) {
        Cow::Borrowed(text) if !text.contains(['\u{fffe}', '\u{ffff}']) => Cow::Borrowed(text),
        text => Cow::Owned(text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use roxmltree::{Document, Node};

    use super::*;
    use crate::address::Address;

    /// The outlines as another reader has them, a line each with its attributes, held to the
    /// rules of OPML 2.0 on the way.
    fn read(folder: &Folder) -> Vec<String> {
        let mut out = Vec::new();
        write(folder, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let document = Document::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let root = document.root_element();
        assert_eq!((root.tag_name().name(), root.attribute("version")), ("opml", Some("2.0")));
        let parts: Vec<Node<'_, '_>> = root.children().filter(Node::is_element).collect();
        let [head, body] = parts[..] else { panic!("{text}") };
        assert_eq!((head.tag_name().name(), body.tag_name().name()), ("head", "body"));
        let title = head.children().find(|node| node.has_tag_name("title")).unwrap();
        let mut lines = vec![title.text().unwrap_or_default().to_owned()];
        let outlines: Vec<Node<'_, '_>> =
            body.descendants().skip(1).filter(Node::is_element).collect();
        assert!(!outlines.is_empty(), "a body has one or more outlines");
        for node in outlines {
            assert_eq!(node.tag_name().name(), "outline");
            assert!(node.attribute("text").is_some(), "every outline has a text");
            if node.attribute("type") == Some("link") {
                let url = node.attribute("url").unwrap();
                assert!(url.starts_with("http"), "a link leads to an http address, not {url}");
            }
            let depth = node.ancestors().count() - 4;
            let attributes: Vec<String> = node
                .attributes()
                .map(|attribute| format!("{}={}", attribute.name(), attribute.value()))
                .collect();
            lines.push(format!("{:depth$}{}", "", attributes.join(" ")));
        }
        lines
    }

    fn bookmark(title: &str, address: &str) -> Bookmark {
        let address = Address::parse(address).unwrap();
        Bookmark { title: title.to_owned(), address, description: None, tags: Vec::new() }
    }

    fn folder(title: &str, items: Vec<Item>) -> Folder {
        Folder { title: title.to_owned(), date: None, items }
    }

    #[test]
    fn episodes_hold_people_and_people_links() {
        let pick = Bookmark {
            description: Some("A language,\nand more".to_owned()),
            tags: vec!["web".to_owned(), "CI/CD, a".to_owned()],
            ..bookmark("Rust", "https://rust-lang.org/?a=b&c=d")
        };
        let mail = bookmark("E-mail", "mailto:cory@b.example?subject=x");
        let person = folder("Cory Benfield", vec![Item::Bookmark(pick), Item::Bookmark(mail)]);
        let episode = Folder {
            date: Some(date(2016, 2, 5)),
            ..folder("WSGI 2.0", vec![Item::Folder(person), Item::Folder(folder("Nobody", vec![]))])
        };
        assert_eq!(
            read(&folder("Podcast.__init__", vec![Item::Folder(episode)])),
            [
                "Podcast.__init__",
                "text=WSGI 2.0 created=Fri, 05 Feb 2016 00:00:00 GMT",
                " text=Cory Benfield",
                "  text=Rust type=link url=https://rust-lang.org/?a=b&c=d category=web,CI CD  a",
                "   text=A language, and more",
                "  text=E-mail <cory@b.example>",
                " text=Nobody",
            ]
        );
    }

    #[test]
    fn a_hostile_title_is_only_a_title() {
        for title in [
            "</outline><script>alert(1)</script>",
            "\" url=\"x",
            "it's &amp; &#39; &lt;b&gt; ]]>",
            "<!-- a --> <?xml?> <![CDATA[",
            "",
        ] {
            let mut hostile = bookmark(title, "https://a.example/?'&quot;&copy=1");
            hostile.description = Some(title.to_owned());
            assert_eq!(
                read(&folder(title, vec![Item::Bookmark(hostile)])),
                [
                    title.to_owned(),
                    format!("text={title} type=link url=https://a.example/?'&quot;&copy=1"),
                    format!(" text={title}"),
                ]
            );
        }
    }

    #[test]
    fn no_character_gets_in_that_xml_may_not_hold() {
        let odd = folder("a\u{fffe}b\u{ffff}c\u{1}d\u{1b}[0m", Vec::new());
        assert_eq!(read(&odd), ["a\u{fffd}b\u{fffd}cd", "text=a\u{fffd}b\u{fffd}cd"]);
    }

    #[test]
    fn an_outline_of_nothing_is_an_outline() {
        assert_eq!(read(&folder("Nothing", Vec::new())), ["Nothing", "text=Nothing"]);
    }

    #[test]
    fn a_day_that_cannot_be_said_is_left_out() {
        let of = |date| read(&Folder { date: Some(date), ..folder("x", Vec::new()) });
        assert_eq!(of(Date::MIN)[1], "text=x");
        assert_eq!(of(date(1969, 7, 20))[1], "text=x created=Sun, 20 Jul 1969 00:00:00 GMT");
    }
}
