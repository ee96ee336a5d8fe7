//! What a page says, before it is laid out: paragraphs, and links in groups.
//!
//! Owns the parts a page is made of. It must not know how wide the screen is, what anything
//! looks like, or which key opens what.

use jiff::civil::Date;

use crate::address::Address;
use crate::library::Item;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// Out of the program, to the browser; with the day the notes pointed there.
    Address(Address, Option<Date>),
    /// To a page of the program.
    Item(Item),
}

/// What a stretch of text is, for the theme to say how that looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// As any text.
    #[default]
    Plain,
    /// What the page is about.
    Title,
    /// A heading in the page.
    Heading,
    /// Of more importance than what is around it.
    Strong,
    /// Of less.
    Quiet,
    /// A tag.
    Tag,
    /// A link.
    Link,
}

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// What it is.
    pub look: Look,
    /// Where it leads, if it is a link.
    pub target: Option<Target>,
}

impl Piece {
    /// Text that leads nowhere.
    pub fn new(text: impl Into<String>, look: Look) -> Self {
        Self { text: text.into(), look, target: None }
    }

    /// Text that leads to another page.
    pub fn to_item(text: impl Into<String>, look: Look, item: Item) -> Self {
        Self { target: Some(Target::Item(item)), ..Self::new(text, look) }
    }

    /// Text that leads to an address, if it is one; else plain text.
    pub fn to_address(
        text: impl Into<String>,
        address: Option<Address>,
        date: Option<Date>,
    ) -> Self {
        let target = address.map(|address| Target::Address(address, date));
        let look = if target.is_some() { Look::Link } else { Look::Plain };
        Self { target, ..Self::new(text, look) }
    }
}

/// Text that begins on a line of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// What stands before its first line, as `• ` or a date; the others are indented as far.
    pub bullet: String,
    /// The text.
    pub pieces: Vec<Piece>,
}

/// A link, or a pick without one, in the links pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it is called.
    pub text: String,
    /// What the notes add, such as `by Tim Wu`.
    pub note: String,
    /// Where it leads.
    pub target: Option<Target>,
}

/// Links that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they are.
    pub kind: GroupKind,
    /// Whose or what they are, in words.
    pub heading: String,
    /// The links, at least one.
    pub links: Vec<Link>,
    /// How many more there are, which the page leaves out.
    pub more: usize,
}

/// What stands between the kind of a group and the person in its heading.
pub const OF: &str = " · ";

/// What the links of a group are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupKind {
    /// How the person in the heading is reached.
    Contacts,
    /// What somebody recommended; who did may follow [`OF`] in the heading.
    Picks,
    /// Anything else.
    Other,
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What it says; an episode's notes come below.
    pub paragraphs: Vec<Paragraph>,
    /// Its links, in their order.
    pub groups: Vec<Group>,
    /// How many links the page has beyond these, when it is made for what is in sight alone.
    pub beyond: usize,
}

impl Sheet {
    /// Adds a paragraph.
    pub fn say(&mut self, pieces: Vec<Piece>) {
        self.paragraphs.push(Paragraph { bullet: String::new(), pieces });
    }

    /// Adds an entry of a list.
    pub fn list(&mut self, pieces: Vec<Piece>) {
        self.paragraphs.push(Paragraph { bullet: "• ".to_owned(), pieces });
    }

    /// Adds an entry of a list by date.
    pub fn list_dated(&mut self, date: Option<Date>, pieces: Vec<Piece>) {
        let date = date.map_or_else(String::new, |date| date.to_string());
        self.paragraphs.push(Paragraph { bullet: format!("{date:<10}  "), pieces });
    }

    /// Adds a heading, with air above.
    pub fn head(&mut self, heading: &str) {
        self.gap();
        self.say(vec![Piece::new(heading, Look::Heading)]);
    }

    /// Adds an empty line.
    pub fn gap(&mut self) {
        self.say(Vec::new());
    }

    /// Adds a group of links, unless there are none.
    pub fn group(&mut self, kind: GroupKind, heading: impl Into<String>, links: Vec<Link>) {
        self.group_of(kind, heading, links, 0);
    }

    /// Adds a group of links, and says how many more there are that it leaves out.
    pub fn group_of(
        &mut self,
        kind: GroupKind,
        heading: impl Into<String>,
        links: Vec<Link>,
        more: usize,
    ) {
        if !links.is_empty() {
            self.groups.push(Group { kind, heading: heading.into(), links, more });
        }
    }
}

impl Link {
    /// A link that leads out of the program.
    pub fn out(text: impl Into<String>, address: Address, date: Option<Date>) -> Self {
        Self::new(text, "", Some(Target::Address(address, date)))
    }

    /// A link to another page.
    pub fn within(text: impl Into<String>, note: impl Into<String>, item: Item) -> Self {
        Self::new(text, note, Some(Target::Item(item)))
    }

    /// Any link.
    pub fn new(text: impl Into<String>, note: impl Into<String>, target: Option<Target>) -> Self {
        Self { text: text.into(), note: note.into(), target }
    }
}
