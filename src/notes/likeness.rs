//! Whether two written names can be one person: short, nick and misspelt names.
//!
//! Owns the comparison and the table of nicknames. It must not know who is on the episode:
//! that is `people`.

use std::borrow::Cow;
use std::cell::OnceCell;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::slips::{is_slip, is_within, may_be_within};

/// First names and what they are short for, where the short one is no beginning of the long.
const NICKNAMES: &[(&str, &[&str])] = &[
    ("bob", &["robert"]),
    ("bobby", &["robert"]),
    ("bill", &["william"]),
    ("billy", &["william"]),
    ("mike", &["michael", "mikhail"]),
    ("mick", &["michael"]),
    ("dave", &["david"]),
    ("tom", &["thomas", "tomasz"]),
    ("tommy", &["thomas"]),
    ("toby", &["tobias"]),
    ("jim", &["james"]),
    ("jimmy", &["james"]),
    ("nick", &["nicholas", "nikolai", "dominic"]),
    ("kate", &["katherine", "catherine", "katharine", "ekaterina"]),
    ("katie", &["katherine", "catherine"]),
    ("kathy", &["katherine", "kathleen"]),
    ("liz", &["elizabeth"]),
    ("beth", &["elizabeth"]),
    ("lizzie", &["elizabeth"]),
    ("tony", &["anthony", "antonio"]),
    ("sasha", &["alexander", "aleksandr", "alexandra"]),
    ("misha", &["mikhail"]),
    ("andy", &["andrew", "andreas"]),
    ("drew", &["andrew"]),
    ("steve", &["stephen", "steven", "stefan"]),
    ("ted", &["edward", "theodore"]),
    ("ned", &["edward", "edmund"]),
    ("ed", &["edward", "edmund", "edgar", "edwin", "eduardo"]),
    ("al", &["alan", "albert", "alexander", "alfred"]),
    ("matt", &["mathew", "mathieu"]),
    ("rick", &["richard", "patrick"]),
    ("dick", &["richard"]),
    ("rich", &["richard"]),
    ("pete", &["peter"]),
    ("becky", &["rebecca"]),
    ("jenny", &["jennifer"]),
    ("maggie", &["margaret"]),
    ("peggy", &["margaret"]),
    ("meg", &["margaret", "megan"]),
    ("larry", &["lawrence", "laurence"]),
    ("jack", &["john", "jackson"]),
    ("jake", &["jacob"]),
    ("hank", &["henry"]),
    ("harry", &["henry", "harold"]),
    ("chuck", &["charles"]),
    ("charlie", &["charles"]),
    ("jerry", &["gerald", "jerome"]),
    ("gus", &["augustus", "angus"]),
    ("pat", &["patricia"]),
    ("sue", &["susan", "suzanne"]),
    ("vicky", &["victoria"]),
    ("sally", &["sarah"]),
    ("tim", &["timofey"]),
    ("joe", &["joseph", "josef"]),
    ("jon", &["john", "johnathan"]),
    ("jeff", &["geoffrey"]),
    ("jamie", &["james"]),
    ("jackie", &["jacqueline"]),
    ("trish", &["patricia"]),
    ("frank", &["francis"]),
    ("hans", &["johannes"]),
    ("pepe", &["jose"]),
    ("paco", &["francisco"]),
    ("lena", &["elena"]),
    ("max", &["maxim", "massimo"]),
    ("dima", &["dmitry", "dmitri"]),
    ("kolya", &["nikolai"]),
    ("vova", &["vladimir"]),
    ("ron", &["aaron"]),
    ("gabe", &["gabriel"]),
    ("zack", &["zachary", "isaac"]),
    ("zak", &["zachary", "isaac"]),
    ("abby", &["abigail"]),
    ("mandy", &["amanda"]),
    ("betty", &["elizabeth"]),
];

/// How a written name stands to a person's name; the better is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// One slip of the pen away from one of the name's words.
    Slip,
    /// Another form of the first name: `Jon` for `Jonathan`.
    Nickname,
    /// One of the name's words, or the name with words left out.
    Part,
    /// The same name.
    Same,
}

/// A name as it is written and as it is compared. Most are settled by their spelling alone, so
/// it is folded when that is first asked for, and once.
#[derive(Clone, Debug)]
pub(super) struct Name<'a> {
    written: Cow<'a, str>,
    folded: OnceCell<String>,
    words: usize,
    /// What is written in marks behind the first name, as it is compared.
    nickname: Option<String>,
}

impl<'a> Name<'a> {
    /// A name to compare with others.
    pub(super) fn new(written: impl Into<Cow<'a, str>>) -> Self {
        let mut written = written.into();
        let mut nickname = None;
        if let Some((bare, name)) = without_nickname(&written) {
            nickname = Some(folded(name));
            written = Cow::Owned(bare);
        }
        let mut spaces = written.bytes().filter(|&byte| byte <= b' ').count();
        // Two spaces, or a line that ends in the name, are one space.
        let is_wide = |pair: &[u8]| pair == b"  " || pair.iter().any(|&byte| byte < b' ');
        if spaces > 0 && written.as_bytes().windows(2).any(is_wide) {
            let words: Vec<_> = written.split_ascii_whitespace().collect();
            spaces = words.len().saturating_sub(1);
            written = Cow::Owned(words.join(" "));
        }
        let words = 1 + spaces;
        Self { written, folded: OnceCell::new(), words, nickname }
    }

    /// The name as it is written.
    pub(super) fn as_str(&self) -> &str {
        &self.written
    }

    /// The name as it is written, on its own.
    pub(super) fn into_text(self) -> Cow<'a, str> {
        self.written
    }

    /// The name as it is compared: lower case, without accents and marks.
    pub(super) fn folded(&self) -> &str {
        self.folded.get_or_init(|| folded(&self.written))
    }

    /// Whether a word is one of the name's, exactly as written.
    pub(super) fn has_word(&self, word: &str) -> bool {
        let (name, word) = (self.written.as_bytes(), word.as_bytes());
        let Some(longer_by) = name.len().checked_sub(word.len()) else {
            return false;
        };
        let is_space = |at: usize| name.get(at) == Some(&b' ');
        // One byte tells for nearly every word that it is neither the first nor the last.
        let is_outer = longer_by == 0 && name == word
            || is_space(word.len()) && name.starts_with(word)
            || longer_by > 0 && is_space(longer_by - 1) && name.ends_with(word);
        let is_inner = || self.words > 2 && name.split(|&byte| byte == b' ').any(|own| own == word);
        (is_outer || is_inner()) && !word.contains(&b' ')
    }

    /// Whether only the first letter of the first name is given: `A. Lovelace`.
    pub(super) fn begins_with_initial(&self) -> bool {
        matches!(self.written.as_bytes(), [_, b'.' | b' ', ..])
    }

    /// How many words the name has.
    pub(super) fn words(&self) -> usize {
        self.words
    }
}

/// What people are called by may stand in marks behind their first name.
const NICKNAME_MARKS: [(char, char); 5] =
    [('"', '"'), ('“', '”'), ('(', ')'), ('\'', '\''), ('‘', '’')];

/// The nickname that a text begins with, marks and the space after it included:
/// `"cat" Lovelace`.
pub(super) fn nickname(text: &str) -> Option<&str> {
    NICKNAME_MARKS.into_iter().find_map(|(open, close)| {
        let (name, _) = text.strip_prefix(open)?.split_once(close)?;
        let length = open.len_utf8() + name.len() + close.len_utf8();
        let is_name = (1..=20).contains(&name.len())
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        let (nickname, rest) = text.split_at_checked(length + 1).filter(|_| is_name)?;
        (nickname.ends_with(' ') && rest.starts_with(char::is_uppercase)).then_some(nickname)
    })
}

/// A name without the nickname in it, if there is one, and that: `Ada "cat" Lovelace`.
fn without_nickname(name: &str) -> Option<(String, &str)> {
    let (first, rest) = name.split_once(' ')?;
    let nickname = nickname(rest)?;
    Some((format!("{first} {}", rest.strip_prefix(nickname)?), nickname.trim()))
}

/// A text for comparison: lower case, without accents and marks.
pub(super) fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    fold_into(&mut folded, name, |c| c.is_alphanumeric() || c == ' ' || c == '-');
    folded
}

/// A text's letters and digits in lower case: `Luna.__talk__` and `lunatalk` are alike.
pub(super) fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    fold_into(&mut letters, text, char::is_alphanumeric);
    letters
}

fn fold_into(folded: &mut String, text: &str, keep: impl Fn(char) -> bool) {
    if text.is_ascii() {
        let kept =
            text.bytes().map(|byte| char::from(byte.to_ascii_lowercase())).filter(|&c| keep(c));
        folded.extend(kept);
        return;
    }
    let bare = text.nfd().filter(|c| !is_combining_mark(*c));
    folded.extend(bare.flat_map(char::to_lowercase).map(unaccented).filter(|&c| keep(c)));
}

/// Letters that keep their stroke when they are taken apart.
fn unaccented(c: char) -> char {
    match c {
        'ł' => 'l',
        'ø' => 'o',
        'đ' => 'd',
        'ı' => 'i',
        other => other,
    }
}

/// How `written` could stand for the person `full`.
pub(super) fn likeness(written: &Name<'_>, full: &Name<'_>) -> Option<Likeness> {
    if written.written == full.written {
        return Some(Likeness::Same);
    }
    let is_called = |a: &Name<'_>, b: &Name<'_>| a.nickname.as_deref() == Some(b.folded());
    if is_called(full, written) || is_called(written, full) {
        return Some(Likeness::Nickname);
    }
    let (written, full) = (written.folded(), full.folded());
    if written == full {
        return Some(Likeness::Same);
    }
    if written.is_empty() || full.is_empty() {
        return None;
    }
    if !written.contains(' ') {
        return short_for(written, full.split(' '));
    }
    if !full.contains(' ') {
        // Whom the notes call `Ada` elsewhere may be Ada Lovelace, and hardly Countess Ada.
        return short_for(full, written.split(' ').take(1));
    }
    // Words left out, or cut to an initial: `Ada L.`, `Ada Lovelace` for `Ada King Lovelace`.
    // A hyphen parts words as a space does: `Ada King` for `Ada King-Lovelace`.
    let is_joint = [' ', '-'];
    let is_part =
        |short: &str, long: &str| short == long || short.len() == 1 && long.starts_with(short);
    let is_among = |few: &str, many: &str| {
        let mut many = many.split(is_joint);
        few.split(is_joint).all(|word| many.any(|long| is_part(word, long)))
    };
    match (is_among(written, full), is_among(full, written)) {
        (true, true) => Some(Likeness::Slip),
        (true, false) | (false, true) => Some(Likeness::Part),
        (false, false) => misspelt(written, full)
            .or_else(|| is_misspaced(written, full).then_some(Likeness::Slip)),
    }
}

/// Whether two full names have the same letters but for the spaces and perhaps one: `Ada de Luna`,
/// `Ada DeLuna`.
fn is_misspaced(a: &str, b: &str) -> bool {
    let compact = |name: &str| name.replace([' ', '-'], "");
    may_be_within(a, b, 3) && {
        let (a, b) = (compact(a), compact(b));
        a == b || a.len().min(b.len()) >= 12 && is_within(&a, &b, 1)
    }
}

/// How a single word could stand for a name of these words, the first name first.
fn short_for<'n>(word: &str, mut name: impl Iterator<Item = &'n str> + Clone) -> Option<Likeness> {
    if name.clone().any(|own| own == word) {
        return Some(Likeness::Part);
    }
    let first = name.clone().next().unwrap_or_default();
    // `Jon` for Jonathan, `Bob` for Robert.
    let begins = |short: &str, long: &str| {
        short.len() >= 3 && long.len() > short.len() && long.starts_with(short)
    };
    let is_short = begins(word, first)
        || begins(first, word)
        || is_nickname(word, first)
        || is_nickname(first, word);
    if is_short {
        return Some(Likeness::Nickname);
    }
    name.any(|own| is_slip(word, own)).then_some(Likeness::Slip)
}

/// Two full names with the same words but for a slip in one, or a nickname for the first.
fn misspelt(written: &str, full: &str) -> Option<Likeness> {
    if written.split(' ').count() != full.split(' ').count() {
        return None;
    }
    let (mut same, mut slips, mut short) = (0, 0, 0);
    for (at, (a, b)) in written.split(' ').zip(full.split(' ')).enumerate() {
        if a == b {
            same += 1;
        } else if is_slip(a, b) || is_worse_slip(a, b) {
            slips += 1;
        } else if at == 0
            && (is_nickname(a, b)
                || is_nickname(b, a)
                || a.len() >= 3 && b.starts_with(a)
                || b.len() >= 3 && a.starts_with(b))
        {
            short += 1;
        } else {
            return None;
        }
    }
    match (same, slips, short) {
        (1.., 0, 1) => Some(Likeness::Nickname),
        (1.., 1, _) | (_, 2.., 0) => Some(Likeness::Slip),
        _ => None,
    }
}

/// Whether one word may be the other, written without care, where the rest of the name is as sure:
/// two letters are other, or the last ones are missing.
fn is_worse_slip(a: &str, b: &str) -> bool {
    let (shorter, longer) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let is_cut = longer.starts_with(shorter) && longer.len() - shorter.len() <= 2;
    shorter.len() >= 6 && (is_cut || is_within(a, b, 2))
}

fn is_nickname(short: &str, long: &str) -> bool {
    // One letter tells most of them apart.
    let may_be = |nick: &str| nick.as_bytes().first() == short.as_bytes().first();
    NICKNAMES.iter().any(|(nick, names)| may_be(nick) && *nick == short && names.contains(&long))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(written: &str, full: &str) -> Option<Likeness> {
        super::likeness(&Name::new(written), &Name::new(full))
    }

    #[test]
    fn somebody_is_known_by_the_nickname_in_the_name() {
        for full in ["Ada \"Cat\" Lovelace", "Ada (cat) Lovelace"] {
            assert_eq!(likeness("Cat", full), Some(Likeness::Nickname));
            assert_eq!(likeness("Dog", full), None);
        }
    }

    #[test]
    fn short_names_and_slips_are_told_apart() {
        assert_eq!(likeness("João", "Joao"), Some(Likeness::Same));
        assert_eq!(likeness("Lovelace", "Ada Lovelace"), Some(Likeness::Part));
        assert_eq!(likeness("Ada L.", "Ada Lovelace"), Some(Likeness::Part));
        assert_eq!(likeness("Jon", "Jonathan Price"), Some(Likeness::Nickname));
        assert_eq!(likeness("Bob", "Robert Shaw"), Some(Likeness::Nickname));
        assert_eq!(likeness("Ed", "Edward Shaw"), Some(Likeness::Nickname));
        assert_eq!(likeness("Marcel Shaw", "Marcell Shaw"), Some(Likeness::Slip));
        assert_eq!(likeness("Cris", "Chris Shaw"), Some(Likeness::Slip));
        assert_eq!(likeness("Ada Lovelace", "Ada"), Some(Likeness::Part));
        assert_eq!(likeness("Ada King", "Ada King-Moss"), Some(Likeness::Part));
        assert_eq!(likeness("Ada King Moss", "Ada King-Moss"), Some(Likeness::Slip));
        assert_eq!(likeness("Ada DeLuna", "Ada de Luna"), Some(Likeness::Slip));
        assert_eq!(likeness("Roberto De Loris", "Roberto De Ioris"), Some(Likeness::Slip));
        assert_eq!(likeness("Ashish Shaw", "Asheesh Shaw"), Some(Likeness::Slip));
        assert_eq!(likeness("Armin Ronach", "Armin Ronacher"), Some(Likeness::Slip));
        assert_eq!(likeness("Arminn Ronnacher", "Armin Ronacher"), Some(Likeness::Slip));
    }

    #[test]
    fn a_word_of_a_name_is_one_whole_word_of_it() {
        let name = Name::new("Ada King Lovelace");
        for word in ["Ada", "King", "Lovelace"] {
            assert!(name.has_word(word), "{word}");
        }
        for other in ["", "Ad", "ada", "ing", "Love", "lace", "Ada King", "King Lovelace", " "] {
            assert!(!name.has_word(other), "{other}");
        }
        assert!(Name::new("Ada").has_word("Ada") && !Name::new("Ada").has_word("Adam"));
    }

    #[test]
    fn different_people_are_not_alike() {
        for (a, b) in [
            ("Ada", "Bob Shaw"),
            ("David Shaw", "David Price"),
            ("Jan", "Jon Shaw"),
            ("Ada Shaw", "Ida Shaw"),
            ("Countess Ada", "Ada"),
            ("Carla Shaw", "Clara Price"),
        ] {
            assert_eq!(likeness(a, b), None, "{a} {b}");
        }
    }
}
