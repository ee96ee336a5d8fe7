//! One value of a record, and what it is in each form.

use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// A value of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is known: `null` in JSON, elsewhere empty.
    Absent,
    /// A text, of several lines perhaps; in a table it is put on one.
    Text(String),
    /// A count or a number that names something.
    Number(u64),
    /// A day, as ISO 8601 has it.
    Date(Date),
    /// Several texts: an array in JSON, elsewhere with `, ` between them.
    Texts(Vec<String>),
    /// Several links: in JSON an array of labels and addresses; elsewhere the addresses, which have
    /// no spaces, with a space between them.
    Links(Vec<Labelled>),
}

/// An address and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Labelled {
    /// What it is called.
    pub label: String,
    /// Where it leads.
    pub url: String,
}

impl Cell {
    /// The value as a text.
    fn text(&self) -> String {
        match self {
            Self::Absent => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Texts(texts) => texts.join(", "),
            Self::Links(links) => {
                let addresses: Vec<&str> = links.iter().map(|link| link.url.as_str()).collect();
                addresses.join(" ")
            }
        }
    }

    /// The value on one line without tabs.
    pub(super) fn line(&self) -> String {
        let text = self.text();
        let words: Vec<&str> = text.split_whitespace().collect();
        words.join(" ")
    }

    /// The value as a field of CSV: a text that a spreadsheet would take for a formula has a `'`
    /// in front. Those are the beginnings OWASP lists under "CSV injection".
    pub(super) fn field(&self) -> String {
        let text = self.text();
        if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
            format!("'{text}")
        } else {
            text
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_u64(*number),
            Self::Date(date) => date.serialize(serializer),
            Self::Texts(texts) => texts.serialize(serializer),
            Self::Links(links) => links.serialize(serializer),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl From<Date> for Cell {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<Vec<String>> for Cell {
    fn from(texts: Vec<String>) -> Self {
        Self::Texts(texts)
    }
}

impl From<Vec<Labelled>> for Cell {
    fn from(links: Vec<Labelled>) -> Self {
        Self::Links(links)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn each_kind_of_value_has_its_kind_in_json() {
        let json = |cell: Cell| serde_json::to_string(&cell).unwrap();
        assert_eq!(json(Cell::from(None::<u32>)), "null");
        assert_eq!(json(Some("a\"b").into()), r#""a\"b""#);
        assert_eq!(json(7_usize.into()), "7");
        assert_eq!(json(date(2016, 1, 25).into()), r#""2016-01-25""#);
        assert_eq!(json(Vec::<String>::new().into()), "[]");
        let link = Labelled { label: "Blog".into(), url: "https://a.example".into() };
        assert_eq!(json(vec![link].into()), r#"[{"label":"Blog","url":"https://a.example"}]"#);
    }

    #[test]
    fn a_line_has_no_break_no_tab_and_no_blank_at_its_ends() {
        assert_eq!(Cell::from(" one\r\n\ttwo  three\n").line(), "one two three");
        assert_eq!(Cell::from(vec!["a".to_owned(), "b\tc".to_owned()]).line(), "a, b c");
        assert_eq!(Cell::from(date(2016, 1, 25)).line(), "2016-01-25");
    }

    #[test]
    fn links_are_their_addresses_where_a_text_is_wanted() {
        let link = |url: &str| Labelled { label: "x".into(), url: url.into() };
        let links = vec![link("https://a.example"), link("mailto:b@a.example")];
        assert_eq!(Cell::from(links).line(), "https://a.example mailto:b@a.example");
    }
}
