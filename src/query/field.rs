//! The fields of a query and the table of all forms.
//!
//! Owns their names; what is understood by a field's value is the parser's.

/// Each form of a term and what it finds, for whoever explains the filter.
pub const FORMS: &[(&str, &str)] = &[
    ("word", "letters in this order in a number, title, name or tag"),
    ("\"a phrase\"", "the phrase as it is written"),
    ("@name person:name", "people: hosts and guests"),
    ("guest:name", "guests only"),
    ("host:name", "hosts only"),
    ("#tag tag:name", "tags"),
    ("pick:word", "titles and addresses of picks"),
    ("link:github.com", "any address; https://… needs no link:"),
    ("text:word", "the whole text of the notes"),
    ("year:2016-05", "dates in that year, month or on that day"),
    ("after:2016", "dates later than the end of it"),
    ("before:2016-05-31", "dates earlier than the start of it"),
    ("!anything", "what must not match; any of these may follow"),
];

/// What stands before the value of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Person,
    Guest,
    Host,
    Tag,
    Pick,
    Link,
    Text,
    Year,
    After,
    Before,
}

impl Field {
    pub(super) const ALL: [Self; 10] = [
        Self::Person,
        Self::Guest,
        Self::Host,
        Self::Tag,
        Self::Pick,
        Self::Link,
        Self::Text,
        Self::Year,
        Self::After,
        Self::Before,
    ];

    /// What is written before the colon.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Guest => "guest",
            Self::Host => "host",
            Self::Tag => "tag",
            Self::Pick => "pick",
            Self::Link => "link",
            Self::Text => "text",
            Self::Year => "year",
            Self::After => "after",
            Self::Before => "before",
        }
    }

    /// What may be written in place of the name and the colon.
    pub(super) const fn sign(self) -> Option<char> {
        match self {
            Self::Person => Some('@'),
            Self::Tag => Some('#'),
            Self::Guest
            | Self::Host
            | Self::Pick
            | Self::Link
            | Self::Text
            | Self::Year
            | Self::After
            | Self::Before => None,
        }
    }

    /// The field with a name, in any case.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name().eq_ignore_ascii_case(name))
    }

    /// The shortest forms of all, to choose from: `@ guest: host: # …`.
    pub(super) fn choice() -> String {
        let short = |field: Self| match field.sign() {
            Some(sign) => sign.to_string(),
            None => format!("{}:", field.name()),
        };
        Self::ALL.map(short).join(" ")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::query::Query;

    #[test]
    fn the_table_shows_every_field_and_no_other() {
        let words = FORMS.iter().flat_map(|(form, _)| form.split_whitespace());
        let shown: BTreeSet<String> = words
            .filter_map(|word| match word.split_once(':') {
                Some((name, _)) => Some(format!("{name}:")),
                None => word.chars().next().filter(|c| "@#".contains(*c)).map(String::from),
            })
            .collect();
        let names = Field::ALL.map(|field| format!("{}:", field.name()));
        let signs = Field::ALL.into_iter().filter_map(Field::sign).map(String::from);
        assert_eq!(shown, names.into_iter().chain(signs).collect());
    }

    #[test]
    fn every_form_in_the_table_is_understood() {
        for (form, _) in FORMS {
            let query = Query::parse(form);
            assert!(query.problems().is_empty() && !query.is_empty(), "{form}");
        }
    }

    #[test]
    fn a_field_is_named_in_any_case() {
        assert_eq!(Field::named("Guest"), Some(Field::Guest));
        assert_eq!(Field::named("gues"), None);
    }
}
