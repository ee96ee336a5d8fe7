//! Section titles seen through a slip of the fingers: `Pciks`, `Keep in Tuch`.
//!
//! Owns the titles that are common enough to be guessed. It must not know other wordings: those
//! are `sections`'.

use super::likeness::{folded, letters};
use super::sections::Topic;
use crate::slips::is_slip;

/// The titles that sections of such notes have nearly always, in lower case: seen through a slip
/// of the fingers, too.
const TITLES: &[(&str, Topic)] = &[
    ("picks", Topic::Picks),
    ("keep in touch", Topic::Contacts),
    ("links", Topic::Links),
    ("summary", Topic::Summary),
    ("interview", Topic::Interview),
    ("interview with", Topic::Interview),
    ("questions", Topic::Interview),
    ("brief intro", Topic::Intro),
    ("brief introduction", Topic::Intro),
    ("introduction", Topic::Intro),
];

/// What a heading says its section is about though a slip of the fingers has changed a word or
/// two of it, or its spaces are gone: `Pciks`, `Keep in Tuch`, `Interivew with Ada`, `KeepInTouch`.
pub(super) fn topic_of(heading: &str) -> Option<Topic> {
    let written = folded(heading);
    let letters = letters(heading);
    let is_meant = |(title, _): &&(&str, Topic)| {
        if title.bytes().filter(|byte| *byte != b' ').eq(letters.bytes()) {
            return true;
        }
        let mut words = written.split_whitespace();
        let all = title.split(' ').all(|word| words.next().is_some_and(|it| is_slip_of(it, word)));
        all && (words.next().is_none() || title.ends_with("with"))
    };
    TITLES.iter().find(is_meant).map(|&(_, topic)| topic)
}

/// Whether a word is another, or it after a slip. In a short word no letter may be another, or
/// `Linus` would be a slip of `links`.
fn is_slip_of(written: &str, word: &str) -> bool {
    let sum = |word: &str| word.bytes().map(u32::from).sum::<u32>();
    written == word
        || is_slip(written, word)
            && (word.len() > 6 || written.len() != word.len() || sum(written) == sum(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_fingers_does_not_hide_a_title() {
        for (heading, topic) in [
            ("Pciks", Topic::Picks),
            ("Piks!", Topic::Picks),
            ("Keep in Tuch", Topic::Contacts),
            ("KeepInTouch", Topic::Contacts),
            ("Keep InTouch", Topic::Contacts),
            ("Lniks", Topic::Links),
            ("Sumary", Topic::Summary),
            ("Breif Introdction", Topic::Intro),
            ("Interivew with Ada Lovelace", Topic::Interview),
        ] {
            assert_eq!(topic_of(heading), Some(topic), "{heading}");
        }
        for heading in ["Linus", "Paco", "Keep the change", "Interviewing cats"] {
            assert_eq!(topic_of(heading), None, "{heading}");
        }
    }
}
