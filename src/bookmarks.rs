//! Links in folders as a file that browsers import.
//!
//! Owns the tree of folders and the Netscape bookmark file made of it, the one form that Firefox,
//! Chromium and their kin read. It must not know what the folders stand for.
//!
//! The form is no HTML that a standard describes; what is written here is what readers agree on.
//! Chromium reads it line by line, so each folder and each bookmark is one line whatever its
//! title, and it knows five entities, so no others are used. Firefox builds a page of it.

use std::fmt::{self, Write as _};
use std::io::{self, Write};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::address::Address;
use crate::sanitize;

/// Bookmarks and folders under a title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// What the folder is called.
    pub title: String,
    /// The day it and what is in it were made; without one, that of the folder it is in.
    pub date: Option<Date>,
    /// What is in it.
    pub items: Vec<Item>,
}

/// What a folder holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// Another folder.
    Folder(Folder),
    /// A place to go to.
    Bookmark(Bookmark),
}

/// A place to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmark {
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub address: Address,
    /// What is said about it. Chromium and newer versions of Firefox read past that.
    pub description: Option<String>,
    /// Words to find it by. Firefox keeps them; commas in them become blanks, for they part them.
    pub tags: Vec<String>,
}

/// Writes a bookmark file with one folder, which holds all others.
///
/// So what is imported stays together and can be deleted with one key. Texts are put on one
/// line each. Dates are midnight in UTC; those before 1970 cannot be said.
///
/// ```
/// use shownotes::bookmarks::{self, Folder};
///
/// let mut out = Vec::new();
/// bookmarks::write(&Folder { title: "Q & A".to_owned(), ..Folder::default() }, &mut out)?;
/// assert!(String::from_utf8_lossy(&out).contains("<H3>Q &amp; A</H3>"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write(root: &Folder, out: &mut impl Write) -> io::Result<()> {
    out.write_all(
        b"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n\
          <META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=UTF-8\">\n\
          <TITLE>Bookmarks</TITLE>\n\
          <H1>Bookmarks</H1>\n\
          <DL><p>\n",
    )?;
    write_folder(root, None, 1, out)?;
    out.write_all(b"</DL><p>\n")
}

/// A folder, which is in one of a date.
fn write_folder(
    folder: &Folder,
    outer: Option<Date>,
    depth: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let indent = "    ".repeat(depth);
    let date = folder.date.or(outer);
    writeln!(out, "{indent}<DT><H3{}>{}</H3>", Added(date), Escaped(&folder.title))?;
    writeln!(out, "{indent}<DL><p>")?;
    for item in &folder.items {
        match item {
            Item::Folder(folder) => write_folder(folder, date, depth + 1, out)?,
            Item::Bookmark(bookmark) => write_bookmark(bookmark, date, depth + 1, out)?,
        }
    }
    writeln!(out, "{indent}</DL><p>")
}

fn write_bookmark(
    bookmark: &Bookmark,
    date: Option<Date>,
    depth: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let indent = "    ".repeat(depth);
    let address = Escaped(bookmark.address.as_str());
    // Said here too because Chromium gives folders the day of the import.
    write!(out, "{indent}<DT><A HREF=\"{address}\"{}", Added(date))?;
    if !bookmark.tags.is_empty() {
        let tags: Vec<String> = bookmark.tags.iter().map(|tag| tag.replace(',', " ")).collect();
        write!(out, " TAGS=\"{}\"", Escaped(&tags.join(",")))?;
    }
    writeln!(out, ">{}</A>", Escaped(&bookmark.title))?;
    if let Some(description) = &bookmark.description {
        writeln!(out, "{indent}<DD>{}", Escaped(description))?;
    }
    Ok(())
}

/// The attribute for a day: the seconds from 1970 to its beginning.
struct Added(Option<Date>);

impl fmt::Display for Added {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let midnight = self.0.and_then(|date| date.to_zoned(TimeZone::UTC).ok());
        match midnight.map(|midnight| midnight.timestamp().as_second()) {
            Some(seconds @ 0..) => write!(f, " ADD_DATE=\"{seconds}\""),
            Some(_) | None => Ok(()),
        }
    }
}

/// A text on one line that nothing can be taken for a tag, an entity or the end of an attribute.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in sanitize::line(self.0).chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use html5ever::tendril::StrTendril;
    use html5ever::tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
    };
    use jiff::civil::date;

    use super::*;

    /// Keeps the tags and texts of a page.
    #[derive(Default)]
    struct Tokens(RefCell<Vec<Token>>);

    impl TokenSink for Tokens {
        type Handle = ();

        fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
            self.0.borrow_mut().push(token);
            TokenSinkResult::Continue
        }
    }

    /// The file as a browser's parser reads it: a line for each folder, bookmark and description,
    /// indented by the lists it is in. Any other tag than the form has fails the test.
    fn read(folder: &Folder) -> Vec<String> {
        let mut out = Vec::new();
        write(folder, &mut out).unwrap();
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(std::str::from_utf8(&out).unwrap()));
        let tokenizer = Tokenizer::new(Tokens::default(), TokenizerOpts::default());
        let _ = tokenizer.feed(&input);
        assert!(input.is_empty());
        tokenizer.end();
        let (mut lines, mut depth) = (Vec::<String>::new(), 0);
        for token in tokenizer.sink.0.take() {
            match token {
                Token::TagToken(Tag { kind, name, attrs, .. }) => match (kind, &*name) {
                    (TagKind::StartTag, "dl") => depth += 1,
                    (TagKind::EndTag, "dl") => depth -= 1,
                    (TagKind::StartTag, "h3" | "a" | "dd") => {
                        let attributes: Vec<String> = attrs
                            .iter()
                            .map(|attribute| {
                                format!(" {}={}", attribute.name.local, attribute.value)
                            })
                            .collect();
                        lines.push(format!("{:depth$}{name}{}: ", "", attributes.concat()));
                    }
                    (_, "h3" | "a" | "dt" | "p" | "meta" | "title" | "h1") => {}
                    (kind, name) => panic!("{kind:?} {name}"),
                },
                Token::CharacterTokens(text) => {
                    if let Some(line) = lines.last_mut() {
                        line.push_str(text.trim_matches('\n'));
                    }
                }
                Token::ParseError(error) => panic!("{error}"),
                Token::DoctypeToken(_) | Token::EOFToken => {}
                Token::CommentToken(_) | Token::NullCharacterToken => panic!("{token:?}"),
            }
        }
        assert_eq!(depth, 0);
        lines.iter().map(|line| line.trim_end().to_owned()).collect()
    }

    fn bookmark(title: &str, address: &str) -> Bookmark {
        let address = Address::parse(address).unwrap();
        Bookmark { title: title.to_owned(), address, description: None, tags: Vec::new() }
    }

    fn folder(title: &str, date: Option<Date>, items: Vec<Item>) -> Folder {
        Folder { title: title.to_owned(), date, items }
    }

    #[test]
    fn folders_hold_their_bookmarks_and_folders() {
        let person = folder(
            "Cory Benfield",
            None,
            vec![Item::Bookmark(bookmark("Twitter", "https://twitter.com/lukasaoz"))],
        );
        let pick = Bookmark {
            description: Some("A language,\nand more".to_owned()),
            tags: vec!["web".to_owned(), "a, b".to_owned()],
            ..bookmark("Rust", "https://rust-lang.org/?a=b&c=d")
        };
        let items = vec![Item::Folder(person), Item::Bookmark(pick)];
        let episode = folder("43 WSGI 2.0", Some(date(2016, 1, 25)), items);
        let last = Item::Bookmark(bookmark("Mail", "mailto:a@b.example"));
        let root = folder("Podcast.__init__", None, vec![Item::Folder(episode), last]);
        assert_eq!(
            read(&root),
            [
                " h3: Podcast.__init__",
                "  h3 add_date=1453680000: 43 WSGI 2.0",
                "   h3 add_date=1453680000: Cory Benfield",
                "    a href=https://twitter.com/lukasaoz add_date=1453680000: Twitter",
                "   a href=https://rust-lang.org/?a=b&c=d add_date=1453680000 tags=web,a  b: Rust",
                "   dd: A language, and more",
                "  a href=mailto:a@b.example: Mail",
            ]
        );
    }

    #[test]
    fn a_hostile_title_is_only_a_title() {
        for title in [
            "</A><script>alert(1)</script>",
            "\" onclick=\"x",
            "it's &amp; &#39; &lt;b&gt; &nbsp;",
            "</H3></DL><p><DT><A HREF=\"https://evil.example\">x</A>",
            "<!-- a --> ]]> \\",
        ] {
            let mut hostile = bookmark(title, "https://a.example/?'&quot;&copy=1");
            hostile.description = Some(title.to_owned());
            hostile.tags = vec![title.replace(',', " ")];
            let items = vec![Item::Bookmark(hostile)];
            assert_eq!(
                read(&folder(title, None, items)),
                [
                    format!(" h3: {title}"),
                    format!("  a href=https://a.example/?'&quot;&copy=1 tags={title}: {title}"),
                    format!("  dd: {title}"),
                ]
            );
        }
    }

    #[test]
    fn each_folder_and_bookmark_is_one_line() {
        let title = "two\nlines\r\nor\u{2028}three";
        let root = folder(
            title,
            None,
            vec![
                Item::Bookmark(bookmark(title, "https://a.example")),
                Item::Folder(folder(title, None, vec![])),
            ],
        );
        let mut out = Vec::new();
        write(&root, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let titles = text.lines().filter(|line| line.contains(">two lines orthree</"));
        assert_eq!(titles.count(), 3, "{text}");
    }

    #[test]
    fn a_day_before_1970_is_left_out() {
        let of = |date| read(&folder("x", Some(date), Vec::new()));
        assert_eq!(of(date(1969, 12, 31)), [" h3: x"]);
        assert_eq!(of(date(1970, 1, 1)), [" h3 add_date=0: x"]);
        assert_eq!(of(Date::MAX).len(), 1);
        assert_eq!(of(Date::MIN), [" h3: x"]);
    }
}
