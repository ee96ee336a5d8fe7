//! The services people are reached by, and the words for places on the web.
//!
//! Owns their names and where their profiles stand. It must not know links: what a handle leads
//! to is `target`.

use super::inline::cut;
use super::word_list::WordList;

/// Places where people have a profile, and what stands before a handle in its address.
pub(super) const PROFILES: &[(&str, &str)] = &[
    ("twitter", "https://twitter.com/"),
    ("github", "https://github.com/"),
    ("gitlab", "https://gitlab.com/"),
    ("bitbucket", "https://bitbucket.org/"),
    ("instagram", "https://www.instagram.com/"),
    ("linkedin", "https://www.linkedin.com/in/"),
    ("medium", "https://medium.com/@"),
    ("youtube", "https://www.youtube.com/@"),
    ("twitch", "https://www.twitch.tv/"),
    ("keybase", "https://keybase.io/"),
    ("patreon", "https://www.patreon.com/"),
    ("facebook", "https://www.facebook.com/"),
    ("reddit", "https://www.reddit.com/user/"),
    ("bluesky", "https://bsky.app/profile/"),
];

/// Places where no handle tells the address, and words for kinds of places: they still say
/// that a bullet names a place and not a person.
const PLACES: WordList = WordList::new(&[
    "blog",
    "blogs",
    "book",
    "books",
    "channel",
    "chat",
    "community",
    "company",
    "contact",
    "contacts",
    "discord",
    "discourse",
    "docs",
    "documentation",
    "e-mail",
    "email",
    "forum",
    "forums",
    "freenode",
    "gitter",
    "google",
    "google+",
    "group",
    "home",
    "homepage",
    "irc",
    "list",
    "mail",
    "mailing",
    "mastodon",
    "newsletter",
    "online",
    "page",
    "personal",
    "phone",
    "podcast",
    "project",
    "projects",
    "site",
    "skype",
    "slack",
    "social",
    "web",
    "weblog",
    "webpage",
    "website",
    "work",
]);

/// Small words beside those for places.
const SMALL: WordList = WordList::new(&["and", "her", "his", "my", "our", "the", "their"]);

/// A service by one of its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Service {
    /// What stands before a handle in the address of a profile.
    pub(super) profile: Option<&'static str>,
}

/// The service a label names: `Twitter`, `His GitHub`, `Mailing List`.
pub(super) fn service_of(label: &str) -> Option<Service> {
    words(label).find_map(service)
}

/// Whether every word of a label speaks of places: `Blog`, `Mailing List`, not `Ada Twitter`.
pub(super) fn is_service(label: &str) -> bool {
    let is_place = |word: &str| service(word).is_some() || SMALL.has(word);
    // Most labels are names: the first word tells.
    let letters = label.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters > 0
        && label.as_bytes().get(letters) == Some(&b' ')
        && !is_place(cut(label, 0, letters))
    {
        return false;
    }
    let mut words = words(label);
    let mut has_place = false;
    words.all(|word| {
        has_place |= service(word).is_some();
        is_place(word)
    }) && has_place
}

/// The words of a label, handles apart.
pub(super) fn words(label: &str) -> impl Iterator<Item = &str> {
    label
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '-' | '@'))
        .filter(|word| !word.is_empty() && !word.starts_with('@'))
}

/// Whether a word names a place where people have a profile.
pub(super) fn has_profiles(word: &str) -> bool {
    service(word).is_some_and(|service| service.profile.is_some())
}

fn service(word: &str) -> Option<Service> {
    let is_named = |name: &str| name.len() == word.len() && name.eq_ignore_ascii_case(word);
    let profile = PROFILES.iter().find(|(name, _)| is_named(name)).map(|&(_, profile)| profile);
    (profile.is_some() || PLACES.has(word)).then_some(Service { profile })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_for_places_make_a_service() {
        assert!(is_service("Mailing List") && is_service("Twitter:") && is_service("My Blog"));
        assert!(!is_service("Ada") && !is_service("Ada's Twitter") && !is_service(""));
        assert!(!is_service("and") && is_service("and her blog"));
    }
}
