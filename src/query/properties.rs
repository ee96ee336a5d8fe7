//! What holds for every query, tried on random ones.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::{Query, Want, quoted};
use crate::pattern::Pattern;

/// Bits of queries that meet in ways nobody would type.
const FRAGMENTS: &[&str] = &[
    "word", "Tromsø", "日本", "e\u{301}", "\u{301}", " ", "  ", "\n", "\u{a0}", "\"", "”", "!",
    "@", "#", ":", "::", "\\", "text:", "GUEST:", "foo:", "https://", "mailto:", "year:", "after:",
    "before:", "2016", "-", "05", "13", "9999",
];

fn query() -> impl Strategy<Value = String> {
    prop_oneof![
        vec(select(FRAGMENTS), 0..12).prop_map(|fragments| fragments.concat()),
        any::<String>()
    ]
}

proptest! {
    #[test]
    fn terms_and_problems_stand_in_the_query_in_order(text in query()) {
        let query = Query::parse(&text);
        for spans in [
            query.terms().iter().map(|term| term.span.clone()).collect::<Vec<_>>(),
            query.problems().iter().map(|problem| problem.span.clone()).collect(),
        ] {
            let mut end = 0;
            for span in spans {
                prop_assert!(end <= span.start && span.start < span.end);
                prop_assert!(text.get(span.clone()).is_some());
                end = span.end;
            }
        }
    }

    #[test]
    fn a_term_by_itself_asks_for_the_same(text in query()) {
        for term in Query::parse(&text).terms() {
            let alone = Query::parse(text.get(term.span.clone()).unwrap());
            prop_assert_eq!(alone.terms().len(), 1);
            prop_assert_eq!(&alone.terms()[0].want, &term.want);
            prop_assert_eq!(alone.terms()[0].negated, term.negated);
        }
    }

    #[test]
    fn no_term_wants_nothing(text in query()) {
        for term in Query::parse(&text).terms() {
            match &term.want {
                Want::Word(pattern) | Want::Phrase(pattern) | Want::Person { name: pattern, .. }
                | Want::Tag(pattern) | Want::Pick(pattern) | Want::Link(pattern)
                | Want::Text(pattern) => prop_assert!(!pattern.is_empty()),
                Want::Date(period) => prop_assert!(period.start.is_some() || period.end.is_some()),
            }
        }
    }

    #[test]
    fn a_quoted_name_is_understood_as_the_name(name in query()) {
        let pattern = Pattern::new(&name);
        prop_assume!(!pattern.is_empty());
        let query = Query::parse(&format!("before @{} behind", quoted(&name)));
        let wants: Vec<Want> = query.terms().iter().map(|term| term.want.clone()).collect();
        let word = |text| Want::Word(Pattern::new(text));
        prop_assert_eq!(wants, [word("before"), Want::Person { name: pattern, role: None }, word("behind")]);
    }
}
