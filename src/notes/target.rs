//! Where a link leads: the target as written → an [`Address`] a browser may be given.
//!
//! Owns what authors leave out of addresses (a scheme, `mailto:`, the service a handle
//! belongs to) and what they leave in (escapes, LaTeX, titles). It must not know sections;
//! the caller says what the link is called and which service it stands under.

use std::borrow::Cow;

use crate::address::{Address, Refused};

use super::inline::{Form, RawLink, trimmed};
use super::mailbox;
use super::plain;
use super::service::{PROFILES, Service};
use crate::slips::distance;

pub(super) use super::service::{is_service, service_of};

/// Whether a word in lower case may stand in an address though nobody wrote it: as a part of a
/// scheme or of a profile's beginning.
pub(super) fn may_be_added(word: &str) -> bool {
    let schemes = ["http://", "https://", "mailto:"];
    let beginnings = PROFILES.iter().map(|&(_, profile)| profile).chain(schemes);
    beginnings.into_iter().any(|beginning| beginning.contains(word))
}

/// A target that leads somewhere, and what had to be done to it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Resolved {
    /// Where it leads.
    pub(super) address: Address,
    /// What was repaired, if anything.
    pub(super) repair: Option<&'static str>,
}

/// Reads the target of `link`, which stands under `service` (a parent bullet such as
/// `Twitter`) if any; otherwise says what is wrong.
pub(super) fn resolve(link: &RawLink<'_>, service: Option<&str>) -> Result<Resolved, &'static str> {
    // The common case first: nothing to strip, nothing to add.
    if is_sound(link)
        && let Ok(address) = Address::parse(link.target)
    {
        return Ok(Resolved { address, repair: None });
    }
    let (target, label) = (link.target, link.label);
    // `[https://a.example](Luna)`: the two are swapped.
    if is_swapped(link) {
        let address = Address::parse(&plain::decoded(label.trim())).or(Err(UNREADABLE))?;
        return Ok(Resolved { address, repair: Some("text and address of a link are swapped") });
    }
    let (target, repair) = stripped(target);
    let target = plain::decoded(&target);
    // `[ada@a.example]()` says it all in its text.
    let (target, repair) = match target.trim() {
        "" if is_mailbox(label) || has_scheme(label) => (label, Some(ONLY_TEXT)),
        "" => return Err("link has no address"),
        target => (target, repair),
    };
    let service = service_of(label).or_else(|| service.and_then(service_of));
    let (address, added) = match mistaken(target) {
        Some(meant) => (Address::parse(&meant).or(Err(UNREADABLE))?, Some(MISTAKEN)),
        None => completed(target, service)?,
    };
    Ok(Resolved { address, repair: link.fault.or(repair).or(added) })
}

/// Whether the address stands where the text should and the text where the address should.
pub(super) fn is_swapped(link: &RawLink<'_>) -> bool {
    let (label, target) = (trimmed(link.label), trimmed(link.target));
    let is_text =
        !target.is_empty() && !has_scheme(target) && !is_host(target) && !target.contains('{');
    link.form == Form::Markdown && has_scheme(label) && is_text
}

const MISTAKEN: &str = "an address is mixed with an e-mail address or a handle";
const ONLY_TEXT: &str = "link has its address only in its text";
const UNREADABLE: &str = "address of a link cannot be read";

/// Whether a link can be taken as it stands: it names its scheme, and holds nothing that
/// [`resolve`] would have to take off.
pub(super) fn is_sound(link: &RawLink<'_>) -> bool {
    link.fault.is_none()
        && has_scheme(link.target)
        && after_first_scheme(link.target).is_none()
        && !matches!(link.target.as_bytes().last(), Some(b',' | b']'))
        // Without an early end, since there is hardly ever one.
        && match link.target.bytes().fold(0, |odd, byte| odd | ODD[usize::from(byte)]) {
            0 => true,
            AT => mistaken(link.target).is_none(),
            _ => false,
        }
}

/// What a byte of a target tells: it may have to be taken off, or it is the `@` of a mailbox or
/// a handle.
const OFF: u8 = 1;
const AT: u8 = 2;

/// The bytes that make a target one to look at with care.
const ODD: [u8; 256] = {
    let mut odd = [0; 256];
    let bytes = b"\\{} \n<;";
    let mut at = 0;
    while at < bytes.len() {
        odd[bytes[at] as usize] = OFF;
        at += 1;
    }
    odd[b'@' as usize] = AT;
    odd
};

/// What an address with an `@` where none belongs was meant to be: `https://ada@a.example` and
/// `mailto://ada@a.example` are an e-mail address, `https://twitter.com/@ada` is a profile.
fn mistaken(target: &str) -> Option<String> {
    memchr::memchr(b'@', target.as_bytes())?;
    let schemes = ["https://", "http://", "mailto://"];
    let (scheme, rest) =
        schemes.iter().find_map(|scheme| Some((scheme, target.strip_prefix(scheme)?)))?;
    let mailbox = rest.trim_end_matches('/');
    if is_mailbox(mailbox) {
        return Some(format!("mailto:{mailbox}"));
    }
    let (host, handle) = rest.split_once("/@")?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let has_no_at = |profile: &str| {
        let profile = profile.strip_prefix("https://").unwrap_or(profile);
        profile.strip_prefix("www.").unwrap_or(profile).strip_suffix('/') == Some(host)
    };
    let is_profile = PROFILES.iter().any(|&(_, profile)| has_no_at(profile));
    is_profile.then(|| format!("{scheme}{host}/{handle}"))
}

/// Whether an address names one of the schemes that can be opened.
pub(super) fn has_scheme(text: &str) -> bool {
    let begins = |scheme: &&str| {
        let start = text.as_bytes().get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
    };
    // As nearly everybody writes it, first.
    text.starts_with("https://") || ["http://", "https://", "mailto:"].iter().any(begins)
}

/// The target without what never belongs to it: LaTeX's `\url{…}`, a `"title"`, escapes.
fn stripped(target: &str) -> (Cow<'_, str>, Option<&'static str>) {
    let mut target = target.trim();
    let mut repair = None;
    if let Some(rest) = target.strip_prefix(r"\url{").or_else(|| target.strip_prefix(r"\href{")) {
        target = rest;
        repair = Some(r"LaTeX \url{} around an address");
    }
    let unbraced = target.trim_end_matches('}');
    if unbraced.len() < target.len() && !unbraced.contains('{') {
        target = unbraced;
        repair = repair.or(Some("stray } after an address"));
    }
    let ended = target.trim_end_matches([',', '\\']);
    let ended = ended.strip_suffix(']').filter(|ended| !ended.contains('[')).unwrap_or(ended);
    if ended.len() < target.len() {
        target = ended;
        repair = repair.or(Some("stray mark after an address"));
    }
    target = target.trim_start_matches('<').trim_end_matches('>');
    if let Some((address, rest)) = target.split_once(char::is_whitespace)
        && is_title(rest.trim_start())
    {
        target = address;
    }
    if !target.contains('\\') {
        return (Cow::Borrowed(target), repair);
    }
    let mut unescaped = String::with_capacity(target.len());
    let mut rest = target.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '\\' && rest.peek().is_some_and(char::is_ascii_punctuation) {
            continue;
        }
        unescaped.push(c);
    }
    (Cow::Owned(unescaped), repair)
}

/// Whether what follows an address is a title for it; `(at) example.org` is none.
fn is_title(text: &str) -> bool {
    text.starts_with(['"', '\'']) || text.starts_with('(') && text.ends_with(')')
}

/// The target with what its author left out.
fn completed(
    target: &str,
    service: Option<Service>,
) -> Result<(Address, Option<&'static str>), &'static str> {
    let parse = |text: &str| Address::parse(text).or(Err(UNREADABLE));
    if let Some(rest) = after_first_scheme(target) {
        return Ok((parse(rest)?, Some(MISSPELT)));
    }
    if has_scheme(target) {
        return Ok((parse(target)?, None));
    }
    if let Some(rest) = target.strip_prefix("//") {
        return Ok((parse(&format!("https://{rest}"))?, Some(NO_SCHEME)));
    }
    if let Some((scheme, rest)) = misspelt_scheme(target) {
        // `htp://https://…` has it twice.
        let address = if has_scheme(rest) { rest.to_owned() } else { format!("{scheme}{rest}") };
        return Ok((parse(&address)?, Some(MISSPELT)));
    }
    if is_mailbox(target) {
        return Ok((parse(&format!("mailto:{target}"))?, Some("e-mail address without mailto:")));
    }
    if let Some(mailbox) = mailbox::read(target) {
        return Ok((parse(&format!("mailto:{mailbox}"))?, Some("e-mail address spelt out")));
    }
    if let Some(handle) = target.strip_prefix('@') {
        if let Some((user, host)) = handle.split_once('@') {
            if is_host(host) {
                return Ok((parse(&format!("https://{host}/@{user}"))?, Some(HANDLE)));
            }
        } else if is_handle(handle) {
            // A bare `@name` means Twitter wherever nothing else is said.
            let profile = service.map_or(Some("https://twitter.com/"), |service| service.profile);
            let profile = profile.ok_or("handle without a service")?;
            return Ok((parse(&format!("{profile}{handle}"))?, Some(HANDLE)));
        }
    }
    if is_host(target) {
        return Ok((parse(&format!("https://{target}"))?, Some(NO_SCHEME)));
    }
    match service.and_then(|service| service.profile) {
        Some(profile) if is_handle(target) => {
            Ok((parse(&format!("{profile}{target}"))?, Some(HANDLE)))
        }
        _ if Address::parse(target) == Err(Refused::Scheme) => {
            Err("link is not opened: only http, https and mailto are")
        }
        _ => Err("link leads to a name or a page of the site, not to an address"),
    }
}

/// The scheme that was meant and what follows it: `htp://…`, `http:/…`, `http;//…`, `maito:…`.
/// What is further from all schemes than one slip is another one, and not for us.
fn misspelt_scheme(target: &str) -> Option<(&'static str, &str)> {
    let end = target.find(|c: char| !c.is_ascii_alphabetic())?;
    let (scheme, rest) = target.split_at_checked(end).filter(|_| (3..=8).contains(&end))?;
    let rest_of_it = rest.trim_start_matches([':', ';', '/']);
    let marks = rest.strip_suffix(rest_of_it)?;
    // Most targets that name no scheme are hosts and handles.
    if !marks.contains([':', ';']) && !marks.starts_with("//") {
        return None;
    }
    let scheme = scheme.to_ascii_lowercase();
    let slips = |meant: &str| distance(&scheme, meant.trim_end_matches([':', '/']));
    let meant = ["https://", "http://", "mailto:"].into_iter().min_by_key(|meant| slips(meant))?;
    let host = rest_of_it.split(['/', '?', '#']).next().unwrap_or(rest_of_it);
    let leads = if meant == "mailto:" { is_mailbox(rest_of_it) } else { is_host(host) };
    (slips(meant) <= 1 && (leads || has_scheme(rest_of_it))).then_some((meant, rest_of_it))
}

/// The address after a scheme that is given twice: `http://https://example.org`.
fn after_first_scheme(target: &str) -> Option<&str> {
    // One letter tells nearly every address apart.
    let bytes = target.as_bytes();
    let host = if bytes.get(4) == Some(&b's') { 8 } else { 7 };
    if bytes.get(host) != Some(&b'h') {
        return None;
    }
    let rest = ["https://", "http://"].iter().find_map(|scheme| target.strip_prefix(scheme))?;
    (rest.starts_with("http") && has_scheme(rest)).then_some(rest)
}

const MISSPELT: &str = "misspelt https:// or mailto: in an address";
const NO_SCHEME: &str = "address without a scheme such as https://";
const HANDLE: &str = "a handle where an address is expected";

/// Whether a text is an e-mail address.
pub(super) fn is_mailbox(text: &str) -> bool {
    text.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty()
            && user.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '+' | '-'))
            && is_host(host)
            && !host.contains('/')
    })
}

/// Whether a text reads as a host with perhaps a path: `example.org/x`, not `etc.` or `3.5`.
pub(super) fn is_host(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or(text);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    !text.contains(char::is_whitespace)
        && host.rsplit_once('.').is_some_and(|(name, top)| {
            !name.is_empty()
                && (2..=24).contains(&top.len())
                && top.chars().all(char::is_alphabetic)
                && name.split('.').all(|part| {
                    !part.is_empty()
                        && part.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
                })
        })
}

/// Whether a text could be a user name somewhere.
pub(super) fn is_handle(text: &str) -> bool {
    (1..=40).contains(&text.len())
        && text.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(
        label: &str,
        target: &str,
        service: Option<&str>,
    ) -> Result<(String, Option<&'static str>), &'static str> {
        let link = RawLink {
            start: 0,
            end: 0,
            label,
            target,
            form: Form::Markdown,
            fault: None,
            mended: None,
        };
        resolve(&link, service).map(|found| (found.address.as_str().to_owned(), found.repair))
    }

    fn address(label: &str, target: &str) -> String {
        read(label, target, None).unwrap().0
    }

    #[test]
    fn a_sound_address_stays_as_it_is() {
        let target = "https://a.example/?x=1&y=%2F#!top";
        assert_eq!(read("Luna", target, None), Ok((target.to_owned(), None)));
    }

    #[test]
    fn escapes_titles_and_latex_are_taken_off() {
        assert_eq!(address("Luna", r"https://a.example/a\_b"), "https://a.example/a_b");
        assert_eq!(address("Luna", r#"https://a.example "A cat""#), "https://a.example");
        assert_eq!(address("Luna", r"\url{https://a.example}"), "https://a.example");
        assert_eq!(
            address("Luna", " https://a.example/?a=1&amp;b=2"),
            "https://a.example/?a=1&b=2"
        );
    }

    #[test]
    fn what_is_never_opened_is_told_apart_from_what_is_no_address() {
        let told = |target| read("Luna", target, None).unwrap_err();
        assert!(told("javascript:alert(1)").contains("only http, https and mailto"));
        assert!(told("luna").contains("not to an address"));
    }

    #[test]
    fn a_missing_scheme_is_added_and_told() {
        assert_eq!(
            read("Luna", "a.example/x", None),
            Ok(("https://a.example/x".into(), Some(NO_SCHEME)))
        );
        assert_eq!(address("Email", "ada@a.example"), "mailto:ada@a.example");
        for (slip, meant) in [
            ("http:/a.example", "http://a.example"),
            ("http;//a.example", "http://a.example"),
            ("Htp://a.example", "http://a.example"),
            ("https//a.example", "https://a.example"),
            ("ttps://a.example", "https://a.example"),
            ("http://https://a.example", "https://a.example"),
            ("htp://https://a.example", "https://a.example"),
            ("maito:ada@a.example", "mailto:ada@a.example"),
            ("mailto;ada@a.example", "mailto:ada@a.example"),
        ] {
            let found = read("Luna", slip, None);
            assert_eq!(found, Ok((meant.into(), Some(MISSPELT))), "{slip}");
        }
        for other in ["ftp://a.example", "irc:a.example", "http/a", "http:8080", "malto:a.example"]
        {
            assert!(read("Luna", other, None).is_err(), "{other}");
        }
        assert_eq!(address("Luna", "https://httpa.example"), "https://httpa.example");
    }

    #[test]
    fn a_handle_leads_to_the_profile_of_its_service() {
        assert_eq!(address("Twitter", "@ada_l"), "https://twitter.com/ada_l");
        assert_eq!(address("GitHub", "ada-l"), "https://github.com/ada-l");
        assert_eq!(read("@ada", "@ada", Some("GitHub")).unwrap().0, "https://github.com/ada");
        assert_eq!(address("Mastodon", "@ada@social.example"), "https://social.example/@ada");
    }

    #[test]
    fn what_leads_nowhere_is_told() {
        assert!(read("Luna", "", None).is_err());
        assert!(read("IRC", "ada", None).is_err());
        assert!(read("Luna", "javascript:alert(1)", None).is_err());
        assert!(read("Luna", "file:///etc/passwd", None).is_err());
    }

    #[test]
    fn a_mark_after_the_address_is_no_part_of_it() {
        for target in ["https://a.example,", "https://a.example]", r"https://a.example\"] {
            let found = ("https://a.example".to_owned(), Some("stray mark after an address"));
            assert_eq!(read("Luna", target, None), Ok(found), "{target}");
        }
        for target in ["https://a.example/x[1]", "https://a.example/a,b"] {
            assert_eq!(read("Luna", target, None), Ok((target.to_owned(), None)));
        }
    }

    #[test]
    fn a_mailbox_or_a_handle_in_an_address_of_another_kind_is_seen() {
        for target in ["mailto://ada@a.example", "http://ada@a.example/"] {
            assert_eq!(address("Email", target), "mailto:ada@a.example", "{target}");
        }
        assert_eq!(address("ada@a.example", ""), "mailto:ada@a.example");
        assert_eq!(address("Twitter", "https://www.twitter.com/@ada"), "https://twitter.com/ada");
        for target in [
            "https://medium.com/@ada",
            "https://www.youtube.com/@ada",
            "mailto:ada@a.example",
            "https://ada:x@a.example/moon",
        ] {
            assert_eq!(read("Luna", target, None), Ok((target.to_owned(), None)));
        }
    }

    #[test]
    fn swapped_text_and_address_change_places() {
        assert_eq!(address("https://a.example", "Luna"), "https://a.example");
    }
}
