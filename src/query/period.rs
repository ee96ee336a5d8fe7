//! Dates in a query: a year, a month or a day, and all that is later or earlier.
//!
//! Owns how they are written and which days they mean. What notes write is for `notes`, which is
//! more forgiving.

use jiff::ToSpan as _;
use jiff::civil::Date;

/// Days in a row, perhaps without an end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Period {
    /// The first day, if there is one.
    pub start: Option<Date>,
    /// The day behind the last one, if there is one.
    pub end: Option<Date>,
}

impl Period {
    /// Whether a day lies in the period.
    pub fn contains(&self, day: Date) -> bool {
        self.start.is_none_or(|start| start <= day) && self.end.is_none_or(|end| day < end)
    }
}

/// A year, a month or a day: the first day and the one behind the last.
///
/// `2016`, `2016-05` or `2016-5`, `2016-05-31`; a hyphen that waits for more is let pass.
pub(super) fn days(written: &str) -> Option<(Date, Date)> {
    let mut parts = written.strip_suffix('-').unwrap_or(written).splitn(3, '-');
    let year = parts.next().filter(|year| year.len() == 4).and_then(number)?;
    let [month, day] = [parts.next(), parts.next()];
    let length = match (month, day) {
        (None, _) => 1.year(),
        (Some(_), None) => 1.month(),
        (Some(_), Some(_)) => 1.day(),
    };
    let part = |written: Option<&str>| match written {
        Some(written) if written.len() > 2 => None,
        Some(written) => i8::try_from(number(written)?).ok(),
        None => Some(1),
    };
    let start = Date::new(year, part(month)?, part(day)?).ok()?;
    Some((start, start.checked_add(length).ok()?))
}

/// Whether more digits would make a date of it: `20`, `2016-0`.
pub(super) fn is_begun(written: &str) -> bool {
    ["1", "01", "001"].iter().any(|digits| days(&format!("{written}{digits}")).is_some())
}

/// A number without a sign.
fn number(digits: &str) -> Option<i16> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first day and the one behind the last, as text.
    fn between(written: &str) -> Option<String> {
        days(written).map(|(start, end)| format!("{start} {end}"))
    }

    #[test]
    fn a_year_a_month_and_a_day_are_understood() {
        for (written, expected) in [
            ("2016", "2016-01-01 2017-01-01"),
            ("2016-", "2016-01-01 2017-01-01"),
            ("2016-12", "2016-12-01 2017-01-01"),
            ("2016-5", "2016-05-01 2016-06-01"),
            ("2016-02-29", "2016-02-29 2016-03-01"),
            ("2016-5-1", "2016-05-01 2016-05-02"),
        ] {
            assert_eq!(between(written).as_deref(), Some(expected), "{written}");
        }
    }

    #[test]
    fn what_no_calendar_has_is_no_date() {
        for written in [
            "",
            "-",
            "16",
            "2016-13",
            "2016-00",
            "2015-02-29",
            "2016-05-32",
            "2016-5-1-1",
            "2016--1",
            "-2016",
            "+201",
            "2016-005",
            "may 2016",
            "9999",
            "２０１６",
            "2016-+5",
        ] {
            assert_eq!(between(written), None, "{written}");
        }
    }

    #[test]
    fn a_date_may_be_begun() {
        for (written, begun) in [
            ("2", true),
            ("201", true),
            ("2016-0", true),
            ("2016-05-0", true),
            ("2016-13", false),
            ("2016-00", false),
            ("x", false),
        ] {
            assert_eq!(is_begun(written), begun, "{written}");
        }
    }

    #[test]
    fn a_period_contains_its_first_day_and_not_its_end() {
        let days = |written| days(written).map_or_else(Date::default, |(start, _)| start);
        let may = Period { start: Some(days("2016-05")), end: Some(days("2016-06")) };
        assert!(may.contains(days("2016-05-01")) && may.contains(days("2016-05-31")));
        assert!(!may.contains(days("2016-06-01")) && !may.contains(days("2016-04-30")));
        assert!(Period::default().contains(days("2016")));
    }
}
