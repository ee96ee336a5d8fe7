//! The title line and the date: `Episode 12 - Luna` and `June 3rd, 2015` as people write them.
//!
//! Owns which spellings of a date and which forms of a number are understood. It must not
//! guess: a date that can be read two ways is none.

use jiff::civil::Date;

use crate::slips::is_slip;

const MONTHS: &[&str] =
    &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What may stand before an episode's number in its title.
const NUMBER_WORDS: &[&str] = &["episode", "ep.", "ep", "show", "#"];

/// What may stand there, too, where something parts the number from the rest: `No. 12 - Luna`, but
/// not `No 12 Cats`.
const WEAK_NUMBER_WORDS: &[&str] = &["podcast", "number", "no", "nr"];

/// A date and whether it is written `YYYY-MM-DD`.
pub(super) fn date(written: &str) -> Option<(Date, bool)> {
    // `2015-06-10 23:30`, `2015-06-10T23:30:00Z`: the day is what counts.
    let day = written.trim();
    let day = day
        .split_once(['T', ' '])
        .filter(|(day, _)| day.starts_with(|c: char| c.is_ascii_digit()) && day.len() > 5)
        .map_or(day, |(day, _)| day);
    if let Ok(date) = day.parse::<Date>()
        && day.len() == 10
    {
        return Some((date, true));
    }
    let mut numbers = [0_u32; 3];
    let mut count = 0;
    let mut month = None;
    for word in written.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        if digits.is_empty() {
            month = month.or_else(|| month_number(word));
        } else if let Some(slot) = numbers.get_mut(count) {
            *slot = digits.parse().ok()?;
            count += 1;
        }
    }
    let [a, b, c] = match (numbers, count) {
        // `20150603`
        ([day @ 19_000_101..=21_001_231, ..], 1) => {
            count = 3;
            [day / 10_000, day / 100 % 100, day % 100]
        }
        (numbers, _) => numbers,
    };
    let (year, month, day) = match (month, count) {
        (Some(month), 2..) if a > 31 => (a, month, b),
        (Some(month), 2..) => (b, month, a),
        (None, 3) if a > 31 => (a, b, c),
        // `25/6/2015` and `6/25/2015` can be told apart, `5/6/2015` cannot.
        (None, 3) if c > 31 && a > 12 => (c, b, a),
        (None, 3) if c > 31 && (b > 12 || a == b) => (c, a, b),
        _ => return None,
    };
    let year = if year < 100 { year + 2000 } else { year };
    let date =
        Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    Some((date, false))
}

fn month_number(word: &str) -> Option<u32> {
    let start = word.get(..3)?;
    let index = MONTHS.iter().position(|month| month.eq_ignore_ascii_case(start))?;
    u32::try_from(index + 1).ok()
}

/// A title without its leading number, and the number: `Episode 12 - Luna` is `(12, "Luna")`.
pub(super) fn numbered_title(title: &str) -> (Option<u32>, &str) {
    let title = title.trim();
    // `The Moon Show - Episode 12: Luna` names the show first; only a short lead counts.
    let lead = title.trim_start_matches(['[', '(']);
    let start = after_word(lead, NUMBER_WORDS).or_else(|| after_misspelt_word(lead));
    let Some(rest) = start else {
        let start = after_word(lead, WEAK_NUMBER_WORDS).unwrap_or(lead);
        let (number, rest) = leading_number(without_marks(start));
        let said = separated(rest);
        return match number {
            Some(_) if is_parted(rest, lead.len() < title.len()) && !said.is_empty() => {
                (number, said)
            }
            _ => (None, title),
        };
    };
    match leading_number(without_marks(rest)) {
        (Some(number), rest)
            if rest.is_empty() || !rest.starts_with(|c: char| c.is_alphanumeric()) =>
        {
            let rest = separated(rest);
            (Some(number), if rest.is_empty() { title } else { rest })
        }
        _ => (None, title),
    }
}

/// The number behind a title, and that: of `Luna - Episode 12`. It may be that of another show, which
/// the episode is about.
pub(super) fn number_behind(title: &str) -> Option<(u32, &str)> {
    let marks = [" - ", " – ", " — ", " | ", ": "];
    let (at, mark) = marks.iter().filter_map(|mark| Some((title.rfind(mark)?, mark))).max()?;
    let (said, behind) = title.split_at_checked(at)?;
    let number = after_word(behind.strip_prefix(mark)?, NUMBER_WORDS)?;
    match leading_number(without_marks(number)) {
        (Some(number), "") if !said.is_empty() => Some((number, said.trim_end())),
        _ => None,
    }
}

/// Whether a number without a strong word before it ends as one of an episode does: `12: Luna`,
/// `12 - Luna`, `[12] Luna` in brackets, but not `90-Day Plan`.
fn is_parted(after_number: &str, in_brackets: bool) -> bool {
    if in_brackets {
        return after_number.starts_with([']', ')']);
    }
    let after = after_number.trim_start();
    let is_spaced = after.len() < after_number.len() || after.starts_with("- ");
    after.starts_with(['–', '—', ':', '|']) || after.starts_with('-') && is_spaced
}

/// What follows one of these words at the beginning of a title.
fn after_word<'a>(title: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| {
        let (start, rest) = title.split_at_checked(word.len())?;
        let is_word = start.eq_ignore_ascii_case(word) && !rest.starts_with(char::is_alphabetic);
        is_word.then_some(rest)
    })
}

/// What follows the marks between such a word and its number: `No. 12`, `Ep #12`, `Episode-12`.
fn without_marks(text: &str) -> &str {
    let text = text.trim_start_matches([' ', '#', '.', '\u{a0}']);
    let number = text.strip_prefix(['-', '_']).unwrap_or(text);
    if number.starts_with(|c: char| c.is_ascii_digit()) { number } else { text }
}

/// What follows `Epsiode`, where a number does.
fn after_misspelt_word(title: &str) -> Option<&str> {
    let (word, rest) = title.split_once(' ')?;
    let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
    let word = word.to_lowercase();
    (is_number && word != "episodes" && is_slip(&word, "episode")).then_some(rest)
}

/// The number a file's name gives: `episode_12.md`, `012-luna.md`; a date is none.
pub(super) fn number_in_file_name(name: &str) -> Option<u32> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let digits = stem.find(|c: char| c.is_ascii_digit())?;
    let (before, from) = stem.split_at_checked(digits)?;
    let is_word = before.is_empty()
        || NUMBER_WORDS.iter().any(|word| {
            before.trim_end_matches(['_', '-', ' ', '#']).to_ascii_lowercase().ends_with(word)
        });
    let (number, rest) = leading_number(from);
    let is_date = from
        .split(['-', '_'])
        .take(3)
        .filter(|part| part.len() >= 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
        .count()
        == 3;
    number.filter(|_| is_word && !is_date && !rest.starts_with('.'))
}

fn leading_number(text: &str) -> (Option<u32>, &str) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text.split_at_checked(digits) {
        Some((number, rest)) => (number.parse().ok(), rest),
        None => (None, text),
    }
}

fn separated(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || "-–—:|._])".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_however_they_are_written() {
        let expected = Date::new(2015, 6, 3).unwrap();
        assert_eq!(date("2015-06-03"), Some((expected, true)));
        assert_eq!(date("2015-06-03 23:30"), Some((expected, true)));
        assert_eq!(date("2015-06-03T23:30:00Z"), Some((expected, true)));
        for written in [
            "2015-6-3",
            "2015/06/03",
            "June 3rd, 2015",
            "3 Jun 2015",
            "Wed, 03 Jun 2015 10:00:00 +0000",
            "2015-6-3 10:00",
            "20150603",
        ] {
            assert_eq!(date(written), Some((expected, false)), "{written}");
        }
    }

    #[test]
    fn a_date_that_can_be_read_two_ways_is_none() {
        assert_eq!(date("05/06/2015"), None);
        assert_eq!(date("25/06/2015").map(|(date, _)| date), Date::new(2015, 6, 25).ok());
        for written in ["", "soon", "2015-13-40", "2015"] {
            assert_eq!(date(written), None, "{written}");
        }
    }

    #[test]
    fn a_title_gives_up_its_number() {
        for title in [
            "Episode 12 - Luna - a cat",
            "Ep. 12: Luna - a cat",
            "#12 Luna - a cat",
            "12 – Luna - a cat",
            "EPISODE #12 | Luna - a cat",
            "Episode-12 - Luna - a cat",
            "No. 12 - Luna - a cat",
            "Podcast 12: Luna - a cat",
            "[12] Luna - a cat",
            "(Episode 12) Luna - a cat",
            "Epsiode 12 - Luna - a cat",
            "Episdoe 12: Luna - a cat",
        ] {
            assert_eq!(numbered_title(title), (Some(12), "Luna - a cat"), "{title}");
        }
    }

    #[test]
    fn a_number_may_stand_behind_the_title() {
        for title in ["Luna - a cat - Episode 12", "Luna - a cat | Ep. 12", "Luna - a cat: #12"] {
            assert_eq!(number_behind(title), Some((12, "Luna - a cat")), "{title}");
        }
        for title in ["Luna - Episode 4 Cats", "Star Wars: Episode IV", "Luna: 12"] {
            assert_eq!(number_behind(title), None, "{title}");
        }
    }

    #[test]
    fn a_number_that_is_part_of_the_title_stays() {
        for title in [
            "Episodes of Life",
            "Episodes 4 Life",
            "99 Cats",
            "Introductory Episode",
            "Showtime",
            "Ephemera 4",
            "No 12 Cats",
            "No. 12:",
            "[12]",
            "90-Day Plan",
            "- Luna",
            "E3: what we saw",
            "Number 9",
            "(Un)told",
        ] {
            assert_eq!(numbered_title(title), (None, title));
        }
        assert_eq!(numbered_title("Episode 100"), (Some(100), "Episode 100"));
    }

    #[test]
    fn a_file_name_gives_the_number_when_the_title_does_not() {
        assert_eq!(number_in_file_name("episode_0.md"), Some(0));
        assert_eq!(number_in_file_name("Ep12.markdown"), Some(12));
        assert_eq!(number_in_file_name("012-luna.md"), Some(12));
        assert_eq!(number_in_file_name("2015-06-03-luna.md"), None);
        assert_eq!(number_in_file_name("luna-2.md"), None);
    }
}
