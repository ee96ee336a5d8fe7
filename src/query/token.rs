//! The text of a query cut into its terms.
//!
//! Owns quotes, `!` and what stands before a value, and knows where each stands. It must not know
//! what values mean.

use std::ops::Range;

use super::field::Field;

/// What bare addresses begin with.
const SCHEMES: [&str; 3] = ["https:", "http:", "mailto:"];

/// A term as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'q> {
    pub(super) negated: bool,
    pub(super) kind: Kind<'q>,
    /// Without its quotes; perhaps empty, as somebody may still be typing.
    pub(super) value: &'q str,
    /// Where the value begins.
    pub(super) value_start: usize,
    /// Where all of it stands.
    pub(super) span: Range<usize>,
}

/// What is written before a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind<'q> {
    /// Nothing.
    Word,
    /// A quote.
    Phrase,
    /// A field's name or sign.
    Field(Field),
    /// A name and a colon that stand for no field.
    Unknown { name: &'q str, start: usize },
}

/// The terms of a query, in order.
pub(super) struct Tokens<'q> {
    text: &'q str,
    at: usize,
}

impl<'q> Tokens<'q> {
    pub(super) const fn new(text: &'q str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'q str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Takes a character if it comes next.
    fn take(&mut self, wanted: char) -> bool {
        let comes = self.rest().starts_with(wanted);
        if comes {
            self.at += wanted.len_utf8();
        }
        comes
    }

    /// Takes everything up to a character, or to the end.
    fn take_until(&mut self, ends: impl Fn(char) -> bool) -> &'q str {
        let rest = self.rest();
        let taken = rest.split(ends).next().unwrap_or(rest);
        self.at += taken.len();
        taken
    }

    /// Takes what says how the value is to be understood.
    fn kind(&mut self) -> Kind<'q> {
        let rest = self.rest();
        if rest.starts_with('"') {
            return Kind::Phrase;
        }
        let signs = |field: &Field| field.sign().is_some_and(|sign| rest.starts_with(sign));
        if let Some(field) = Field::ALL.into_iter().find(signs) {
            self.at += field.sign().map_or(0, char::len_utf8);
            return Kind::Field(field);
        }
        if SCHEMES.iter().any(|scheme| starts_with_caseless(rest, scheme)) {
            return Kind::Field(Field::Link);
        }
        // `12:30` and `std::io` are words.
        let letters = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let Some((name, behind)) = rest.split_at_checked(letters) else { return Kind::Word };
        if name.is_empty() || !behind.starts_with(':') || behind.starts_with("::") {
            return Kind::Word;
        }
        let start = self.at;
        self.at += name.len() + 1;
        Field::named(name).map_or(Kind::Unknown { name, start }, Kind::Field)
    }
}

impl<'q> Iterator for Tokens<'q> {
    type Item = Token<'q>;

    fn next(&mut self) -> Option<Token<'q>> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        let start = self.at;
        let mut negated = false;
        while self.take('!') {
            negated = !negated;
        }
        let kind = self.kind();
        let quoted = self.take('"');
        let value_start = self.at;
        let value = if quoted {
            self.take_until(|c| c == '"')
        } else {
            self.take_until(char::is_whitespace)
        };
        if quoted {
            self.take('"');
        }
        let span = start..self.at;
        (!span.is_empty()).then_some(Token { negated, kind, value, value_start, span })
    }
}

fn starts_with_caseless(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kind and value of each token.
    fn tokens(text: &str) -> Vec<(Kind<'_>, &str)> {
        Tokens::new(text).map(|token| (token.kind, token.value)).collect()
    }

    #[test]
    fn a_value_ends_with_white_space_or_its_quote() {
        assert_eq!(
            tokens(" one\ttwo  \"three four\"five "),
            [
                (Kind::Word, "one"),
                (Kind::Word, "two"),
                (Kind::Phrase, "three four"),
                (Kind::Word, "five"),
            ]
        );
    }

    #[test]
    fn a_quote_that_is_not_closed_runs_to_the_end() {
        assert_eq!(tokens("@\"Cory Ben"), [(Kind::Field(Field::Person), "Cory Ben")]);
        assert_eq!(tokens("a \""), [(Kind::Word, "a"), (Kind::Phrase, "")]);
    }

    #[test]
    fn a_quote_within_a_word_is_a_character_of_it() {
        assert_eq!(tokens("5\"disk a\\\"b"), [(Kind::Word, "5\"disk"), (Kind::Word, "a\\\"b")]);
    }

    #[test]
    fn a_field_is_a_name_and_a_colon_or_its_sign() {
        let person = Kind::Field(Field::Person);
        for text in ["@cory", "person:cory", "PERSON:cory", "person:\"cory\""] {
            assert_eq!(tokens(text), [(person, "cory")], "{text}");
        }
        assert_eq!(tokens("foo:bar"), [(Kind::Unknown { name: "foo", start: 0 }, "bar")]);
    }

    #[test]
    fn what_only_looks_like_a_field_is_a_word() {
        for text in ["12:30", "std::io", ":", "a@b.org", "c#", "x-y:z", "größe:1"] {
            assert_eq!(tokens(text), [(Kind::Word, text)]);
        }
    }

    #[test]
    fn a_bare_address_is_a_link() {
        for text in ["https://a.org/b?c=\"d", "HTTP://a.org", "mailto:a@b.org", "https:"] {
            assert_eq!(tokens(text), [(Kind::Field(Field::Link), text)]);
        }
    }

    #[test]
    fn twice_not_is_not_not() {
        let negated = |text| Tokens::new(text).map(|token| token.negated).collect::<Vec<_>>();
        assert_eq!(negated("a !b !!c !@d !\"e f\""), [false, true, false, true, true]);
    }

    #[test]
    fn every_token_knows_where_it_stands() {
        let text = "é !@\"a b\" foo:é";
        let spans: Vec<_> =
            Tokens::new(text).map(|token| (token.span, token.value_start)).collect();
        assert_eq!(spans, [(0..2, 0), (3..10, 6), (11..17, 15)]);
    }
}
