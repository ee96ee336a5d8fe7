//! How people are named: where a name ends, lists of names, what is said beside a name.
//!
//! Owns the grammar of names and its word lists. It must not know who is on the episode:
//! that is `people`.

mod asides;

use memchr::memrchr;

use self::asides::after_aside;
use super::inline::cut;
use super::likeness::nickname;
use super::target;
use super::word_list::{self, WordList};
use super::words::{
    COLLECTIVES, HONORIFICS, OCCUPATIONS, PARTICLES, PLACEHOLDERS, RELATIONS, STOPS, TAILS, VERBS,
};

/// Words after a name that keep their full stop.
const GENERATIONS: WordList = WordList::new(&["jr.", "sr."]);

/// What is said before a name, in lower case.
const LEADS: &[&str] = &[
    "picks from ",
    "picks by ",
    "picks for ",
    "picks of ",
    "contact ",
    "contacting ",
    "follow ",
    "more from ",
    "from ",
    "host ",
    "guest ",
    "host: ",
    "guest: ",
    "dr. ",
    "dr ",
    "prof. ",
];

/// The letters they begin with.
const LEAD_INITIALS: u32 = word_list::initials(LEADS);

/// The name a text begins with, without honorifics, and what follows it.
pub(super) fn leading(text: &str) -> Option<(&str, &str)> {
    measured(text).map(|(name, rest, _)| (name, rest))
}

/// [`leading`], and of how many words the name is.
fn measured(text: &str) -> Option<(&str, &str, usize)> {
    let mut text = trim_marks(text);
    while HONORIFICS.may_begin(text)
        && let Some((word, rest)) = text.split_once(' ')
        && HONORIFICS.has(word)
    {
        text = rest.trim_start();
    }
    if !may_begin_name(text) {
        return None;
    }
    let (mut end, mut at, mut words) = (0, 0, 0);
    for count in 1..=8 {
        let Word { name, length, is_name, is_last } =
            first_word(cut(text, at, text.len()), words == 0);
        let is_name = is_name && (!STOPS.has(name) || is_initial(name)) && !OCCUPATIONS.has(name);
        let is_particle = || words > 0 && PARTICLES.has(name);
        if is_name {
            words = count;
            end = at + name.len();
        } else if !is_particle() {
            break;
        }
        if is_last {
            break;
        }
        at += length;
        while text.as_bytes().get(at) == Some(&b' ') {
            at += 1;
        }
        // `Ada "cat" Lovelace`, and not `Ada (host) Bob (guest)`.
        if words == 1
            && let Some(nickname) = nickname(cut(text, at, text.len()))
            && !OCCUPATIONS.has(nickname.trim_matches(|c: char| !c.is_alphanumeric()))
        {
            at += nickname.len();
        }
    }
    let (name, rest) = text.split_at_checked(end)?;
    // `Ada and I are your hosts`.
    (words > 0 && name != "I").then_some((name, rest, words))
}

/// A word that may be part of a name.
struct Word<'a> {
    /// Without the marks after it.
    name: &'a str,
    /// With the marks and the white space after it.
    length: usize,
    /// Whether it is written as names are.
    is_name: bool,
    /// Whether a name ends with it: a comma follows, a parenthesis, a full stop after more than
    /// an initial.
    is_last: bool,
}

/// The word a text begins with.
fn first_word(text: &str, begins_name: bool) -> Word<'_> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if let None | Some(b' ') = text.as_bytes().get(letters) {
        let name = cut(text, 0, letters);
        return Word { name, length: letters + 1, is_name: is_capitalized(name), is_last: false };
    }
    let word = text.split_inclusive(char::is_whitespace).next().unwrap_or_default();
    let bare = word.trim_end();
    let name = bare.trim_end_matches([',', ';', ':', '!', '?', ')', '(', '*', '"', '”']);
    let name = if name.len() > 3 || name.len() > 2 && !begins_name && !GENERATIONS.has(name) {
        name.trim_end_matches('.')
    } else {
        name
    };
    let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name);
    let is_last = name.len() < bare.len();
    Word { name, length: word.len(), is_name: is_name_word(name), is_last }
}

/// The names of a list such as `Ada Lovelace, Bob and Carol Shaw about cats`.
pub(super) fn list(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut next = leading(text);
    while let Some((name, after)) = next {
        if let Some(word) = after.strip_prefix(' ').map(first_letters)
            && !word.is_empty()
            && goes_on(name, word, names.is_empty())
        {
            break;
        }
        if !is_nobody(name) {
            names.push(name);
        }
        let separated = after_separator(after);
        let separated =
            separated.and_then(|next| leading(next).or_else(|| leading(after_relation(next)?)));
        next = separated.or_else(|| after_aside(after).and_then(leading));
    }
    names
}

/// The letters a text begins with, and what may join them.
fn first_letters(text: &str) -> &str {
    let is_joined = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'\'' | 0x80..);
    cut(text, 0, text.bytes().take_while(is_joined).count())
}

/// Whether a sentence goes on after a name with a word that shows it is no person's of a list.
fn goes_on(name: &str, word: &str, is_first: bool) -> bool {
    // An occupation in it: `Noted Author` is what somebody is, not who. `Luna developers` are
    // somebody, but nobody is called Luna. `Ada Lovelace, Bob is away`: the list is over.
    let is_person = name.contains(' ') && !word.ends_with('s');
    !is_first && (OCCUPATIONS.has(word) || VERBS.has(word)) || !is_person && COLLECTIVES.has(word)
}

/// The name behind `her colleague`.
fn after_relation(text: &str) -> Option<&str> {
    let whose = ["her ", "his ", "their ", "fellow "];
    let (relation, name) =
        whose.iter().find_map(|whose| text.strip_prefix(whose))?.split_once(' ')?;
    RELATIONS.has(relation.trim_end_matches(',')).then_some(name)
}

/// What follows `,`, `and`, `&` and the like; `None` when the list ends here.
fn after_separator(text: &str) -> Option<&str> {
    // `Ada (hardware) and Bob`, `Ada Lovelace (@ada) and …`.
    let mut text = text.trim_start_matches([' ', '*', '\n', '"']);
    if let Some((aside, rest)) = text.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
        if aside.len() > 40 {
            return None;
        }
        text = rest.trim_start();
    }
    let mut found = false;
    loop {
        let before = text;
        text = text.trim_start_matches([',', '&', '/', ';', '+', ' ', '\n']);
        for word in [
            "and",
            "with",
            "along with",
            "as well as",
            "plus",
            "myself",
            "me as always is",
            "me as usual is",
            "me is",
            "me are",
            "me",
            "und",
            "y",
            "Ph.D.",
            "PhD",
        ] {
            let rest = text.strip_prefix(word).filter(|rest| rest.starts_with([' ', '\n', ',']));
            text = rest.unwrap_or(text);
        }
        if text.len() == before.len() {
            return found.then_some(text);
        }
        found |= text.len() < before.trim_start_matches([' ', '\n']).len();
    }
}

fn trim_marks(text: &str) -> &str {
    if text.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric()) {
        return text;
    }
    text.trim_start_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '*' | '_' | ':' | '-' | '–' | '—' | ',' | '[' | '"' | '\'' | '“' | '(')
    })
}

/// Whether a text begins and ends with a letter or a digit, as most do: no marks around it.
pub(super) fn is_between_letters(text: &str) -> bool {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    is_letter(text.as_bytes().first()) && is_letter(text.as_bytes().last())
}

/// A quick look that tells most texts from those that begin with a name.
fn may_begin_name(text: &str) -> bool {
    match *text.as_bytes() {
        // `d'Arc`, `l’Isle`.
        [b'd' | b'l', b'\'' | 0xe2, ..] => true,
        [first, ..] => first.is_ascii_uppercase() || !first.is_ascii(),
        [] => false,
    }
}

fn is_name_word(word: &str) -> bool {
    // `d'Arc`, `O'Neil`.
    let word = ["d'", "d’", "l'", "l’"]
        .iter()
        .find_map(|elided| word.strip_prefix(elided))
        .unwrap_or(word);
    if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return is_capitalized(word);
    }
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.clone().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
        && !(word.len() > 2 && word.chars().all(|c| c.is_ascii_uppercase()))
        && (!word.contains('.') || word.ends_with('.') || is_initial(word))
}

/// Whether a word of letters begins with a capital and does not go on with nothing but capitals:
/// `API` and `NASA` are no names; `JP` and `DJ` may be.
fn is_capitalized(letters: &str) -> bool {
    letters.starts_with(|c: char| c.is_ascii_uppercase())
        && (letters.len() <= 2 || letters.bytes().any(|byte| byte.is_ascii_lowercase()))
}

/// `K`, `C.`, `J.R.`
fn is_initial(word: &str) -> bool {
    word.len() <= 6 && word.split('.').all(|part| part.chars().count() <= 1)
}

/// Whether a name is a placeholder or a service: nobody.
pub(super) fn is_nobody(name: &str) -> bool {
    let mut words = name.split(char::is_whitespace).filter(|word| !word.is_empty());
    PLACEHOLDERS.has(name) || words.all(|word| PLACEHOLDERS.has(word)) || target::is_service(name)
}

/// Whether a whole text reads as one name of one to four words.
pub(super) fn is_name(text: &str) -> bool {
    measured(text).is_some_and(|(_, rest, words)| words <= 5 && rest.trim().is_empty())
        && !is_nobody(text)
}

/// A bullet or heading that names somebody, without what is said beside the name:
/// `**Ada's picks:**`, `Ada (host)`, `Picks from Ada`.
pub(super) fn bare(text: &str) -> &str {
    let mut text = text;
    if !is_between_letters(text) {
        text = untagged(text).trim_matches(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '*' | '_' | ':' | '-' | '–' | '—' | '!' | '.' | ',' | ';' | '[' | ']' | '}'
                )
        });
    }
    if text.ends_with(')')
        && let Some((name, _)) = text.split_once('(')
        && name.ends_with(' ')
    {
        text = name.trim_end();
    }
    // Most names begin with another letter than all of them.
    if word_list::begins_with(text, LEAD_INITIALS) {
        for lead in LEADS {
            if text.get(..lead.len()).is_some_and(|start| start.eq_ignore_ascii_case(lead)) {
                text = text.get(lead.len()..).unwrap_or_default();
                text = text.trim_start_matches(['-', '–', '—', ':', ' ']);
            }
        }
    }
    while let Some(space) = memrchr(b' ', text.as_bytes())
        && TAILS.has(cut(text, space + 1, text.len()))
    {
        text = cut(text, 0, space).trim_end_matches([':', '-', ' ']);
    }
    ["'s", "’s", "'", "’"].iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(text)
}

/// A text without the HTML that makes all of it bold.
fn untagged(text: &str) -> &str {
    let tags = [("<b>", "</b>"), ("<strong>", "</strong>"), ("<em>", "</em>"), ("<i>", "</i>")];
    let inner = |(start, end)| text.trim_end_matches(':').strip_prefix(start)?.strip_suffix(end);
    if text.starts_with('<') { tags.into_iter().find_map(inner).unwrap_or(text) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::likeness::Name;

    #[test]
    fn a_list_of_names_ends_where_the_sentence_goes_on() {
        assert_eq!(
            list("Ada Lovelace, Bob Shaw, and Carol about cats"),
            ["Ada Lovelace", "Bob Shaw", "Carol"]
        );
        assert_eq!(
            list("Ada Lovelace & Bob Shaw, maintainers of Luna"),
            ["Ada Lovelace", "Bob Shaw"]
        );
        assert_eq!(list("Ada Lovelace, Noted Author and Lecturer on Cats"), ["Ada Lovelace"]);
        assert_eq!(list("Ada Lovelace About Cats"), ["Ada Lovelace"]);
        assert_eq!(list("Ada Lovelace (hardware) and Bob Shaw."), ["Ada Lovelace", "Bob Shaw"]);
        assert!(list("the core developers of Luna").is_empty());
        for text in [
            "Ada Lovelace and her colleague Bob Shaw about cats",
            "Ada Lovelace, Ph.D. and Bob Shaw",
            "Ada Lovelace, Jr. and Bob Shaw",
        ] {
            assert_eq!(list(text), ["Ada Lovelace", "Bob Shaw"], "{text}");
        }
        assert_eq!(list("Ada Lovelace and her work on Big Cats"), ["Ada Lovelace"]);
    }

    #[test]
    fn people_of_one_list_may_each_have_where_they_belong() {
        for text in [
            "Ada Lovelace of Luna and Bob Shaw of Sol about cats",
            "Ada Lovelace from Luna Labs, Bob Shaw from Sol",
            "Ada Lovelace, the author of Luna, and Bob Shaw, the author of Sol, about cats",
            "Ada Lovelace of Luna and Bob Shaw from Sol Labs about cats",
            "Ada Lovelace, the author of Luna, Bob Shaw, a developer at Sol, about cats",
            "Ada Lovelace, who wrote Luna, and Bob Shaw, who tests it, about cats",
            "Ada Lovelace, creator of Luna, and Bob Shaw, core developer of Sol, about cats",
            "Ada Lovelace, a data scientist at Luna Inc., and Bob Shaw about cats",
        ] {
            assert_eq!(list(text), ["Ada Lovelace", "Bob Shaw"], "{text}");
        }
        let text = "Ada Lovelace, the author of Luna, as well as Bob Shaw and Carol Price";
        assert_eq!(list(text), ["Ada Lovelace", "Bob Shaw", "Carol Price"]);
        assert_eq!(list("Ada Lovelace of Luna and Sol Labs about cats"), ["Ada Lovelace"]);
        assert_eq!(list("Ada Lovelace, the author of Luna and Big Cats"), ["Ada Lovelace"]);
    }

    #[test]
    fn particles_initials_hyphens_and_honorifics_are_understood() {
        assert_eq!(
            list("Dr. Eva van de Berg and Prof. K Luis d'Arc-Smith"),
            ["Eva van de Berg", "K Luis d'Arc-Smith"]
        );
        assert_eq!(list("Carina C. Zorn and José O’Neil"), ["Carina C. Zorn", "José O’Neil"]);
        assert_eq!(list("Łukasz Żak"), ["Łukasz Żak"]);
        for text in [
            "Ada \"cat\" Lovelace",
            "Ada (cat) Lovelace",
            "Ada “cat” Lovelace",
            "Ada 'cat' Lovelace",
            "Ada ‘cat’ Lovelace",
        ] {
            assert_eq!(list(text), [text]);
            assert_eq!(Name::new(text).as_str(), "Ada Lovelace");
        }
        assert_eq!(list("Ada (host), Bob (guest)"), ["Ada", "Bob"]);
        assert_eq!(list("Ada (host) Bob (guest)"), ["Ada"]);
    }

    #[test]
    fn placeholders_and_services_are_nobody() {
        assert!(list("Firstname Lastname").is_empty());
        for nobody in ["Firstname Lastname", "Twitter", "Blog", "Guest", "TBD", "Biographies"] {
            assert!(is_nobody(nobody), "{nobody}");
        }
        assert!(!is_nobody("Ada"));
    }

    #[test]
    fn what_is_said_beside_a_name_goes() {
        for text in [
            "**Ada**:",
            "Ada,",
            "<b>Ada</b>:",
            "<strong>Ada:</strong>",
            "Ada's Picks",
            "Picks from Ada",
            "Ada (host)",
            "Ada Contact:",
            "Ada’s",
            "Ada -",
            "Guest - Ada",
        ] {
            assert_eq!(bare(text), "Ada", "{text}");
        }
    }
}
