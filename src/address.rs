//! The address of a link: the only thing the program ever gives to a browser.
//!
//! Owns the allow list. An [`Address`] cannot hold a scheme other than `http`, `https` or
//! `mailto`, a control or invisible character, a space, or a leading `-`, so nothing below
//! has to check again. It keeps the author's spelling otherwise: `?mt%3D8` stays as it is.
//! It must not know notes: what a bare e-mail or an `@handle` meant is read in `notes`.

use std::fmt;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::sanitize;

/// An address a browser or mail program may be given.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address(Box<str>);

/// Why a text is no [`Address`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Nothing is left after cleaning.
    Empty,
    /// There is no `scheme:` in front.
    NoScheme,
    /// A scheme that is not `http`, `https` or `mailto`.
    Scheme,
    /// No host after `//`, or no mailbox after `mailto:`.
    NoHost,
}

/// The bytes that make an address one to look at with care. What stands before an `@` may
/// be no host at all; the others have to be removed or encoded.
const ODD: [bool; 256] = {
    let mut odd = [false; 256];
    let mut byte = 0;
    while byte < odd.len() {
        odd[byte] = byte <= 0x20 || byte >= 0x7f;
        byte += 1;
    }
    let others = b"\"<>\\`@";
    let mut at = 0;
    while at < others.len() {
        odd[others[at] as usize] = true;
        at += 1;
    }
    odd
};

impl Address {
    /// Reads an address that names its scheme.
    ///
    /// Surrounding space is trimmed, characters that are invisible or control the terminal are
    /// removed, and those that RFC 3986 does not allow but people type (spaces, quotes,
    /// backslashes, angle brackets) are percent-encoded. The scheme is written in lower case.
    ///
    /// ```
    /// use shownotes::address::{Address, Refused};
    /// let address = Address::parse(" HTTPS://github.com/lukasa ").unwrap();
    /// assert_eq!(address.as_str(), "https://github.com/lukasa");
    /// assert_eq!(Address::parse("javascript:alert(1)"), Err(Refused::Scheme));
    /// ```
    pub fn parse(raw: &str) -> Result<Self, Refused> {
        if Self::is_ready(raw) {
            return Ok(Self(raw.into()));
        }
        let clean = sanitize::text(raw);
        let clean = clean.trim();
        if clean.is_empty() {
            return Err(Refused::Empty);
        }
        let (scheme, rest) = split_scheme(clean).ok_or(Refused::NoScheme)?;
        let (prefix, rest) = if scheme.eq_ignore_ascii_case("mailto") {
            ("mailto:", rest)
        } else if scheme.eq_ignore_ascii_case("https") {
            ("https://", rest.strip_prefix("//").ok_or(Refused::NoHost)?)
        } else if scheme.eq_ignore_ascii_case("http") {
            ("http://", rest.strip_prefix("//").ok_or(Refused::NoHost)?)
        } else {
            return Err(Refused::Scheme);
        };
        let rest = rest.trim_start();
        let mut address = String::with_capacity(prefix.len() + rest.len());
        address.push_str(prefix);
        for c in rest.chars() {
            match c {
                // Inside an address a line break is where an editor wrapped it.
                '\n' | '\t' => {}
                ' ' => address.push_str("%20"),
                '"' => address.push_str("%22"),
                '<' => address.push_str("%3C"),
                '>' => address.push_str("%3E"),
                // Browsers read a backslash as a slash, which would change the host.
                '\\' => address.push_str("%5C"),
                '`' => address.push_str("%60"),
                c if c.is_whitespace() => address.push_str("%20"),
                c => address.push(c),
            }
        }
        let address = Self(address.into_boxed_str());
        let host = address.host();
        if host.is_empty() || host.starts_with(['-', '.', ':', '%']) {
            return Err(Refused::NoHost);
        }
        Ok(address)
    }

    /// The common case, nine in ten: nothing to trim, to remove, to encode or to refuse, so
    /// that one look at the bytes does.
    fn is_ready(raw: &str) -> bool {
        let Some(host) = raw.strip_prefix("https://").or_else(|| raw.strip_prefix("http://"))
        else {
            return false;
        };
        let host = host.strip_prefix("www.").unwrap_or(host);
        let has_host = host.starts_with(|c: char| c.is_ascii_alphanumeric());
        // Without an early end, since there is hardly ever one.
        let is_odd = host.bytes().fold(false, |odd, byte| odd | ODD[usize::from(byte)]);
        has_host && !is_odd
    }

    /// The whole address, as a browser is given it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host without `www.`, user or port, for the narrow column beside a link; the
    /// mailbox of a `mailto:` address.
    ///
    /// ```
    /// use shownotes::address::Address;
    /// let host = |raw| Address::parse(raw).unwrap().host().to_owned();
    /// assert_eq!(host("https://www.example.org:8080/a?b"), "example.org");
    /// assert_eq!(host("https://good.example@evil.example/"), "evil.example");
    /// assert_eq!(host("mailto:hosts@example.org?subject=hi"), "hosts@example.org");
    /// ```
    pub fn host(&self) -> &str {
        if let Some(mailbox) = self.0.strip_prefix("mailto:") {
            return mailbox.split('?').next().unwrap_or(mailbox);
        }
        let rest = self.0.split_once("//").map_or("", |(_, rest)| rest);
        let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        let host = authority.rsplit('@').next().unwrap_or(authority);
        let host = match host.strip_prefix('[') {
            Some(v6) => v6.split(']').next().unwrap_or(v6),
            None => host.split(':').next().unwrap_or(host),
        };
        host.strip_prefix("www.").unwrap_or(host)
    }

    /// The address as short as it still tells one place from another: without scheme, `www.` and
    /// the slash at its end; the mailbox of a `mailto:` address.
    ///
    /// What stands before an `@` could pass for a host. Then it is the host alone.
    ///
    /// ```
    /// use shownotes::address::Address;
    /// let brief = |raw| Address::parse(raw).unwrap().brief().to_owned();
    /// assert_eq!(brief("https://www.example.org/ada/?tab=1#top"), "example.org/ada/?tab=1#top");
    /// assert_eq!(brief("https://example.org/ada/"), "example.org/ada");
    /// assert_eq!(brief("https://good.example@evil.example/"), "evil.example");
    /// assert_eq!(brief("mailto:hosts@example.org?subject=hi"), "hosts@example.org");
    /// ```
    pub fn brief(&self) -> &str {
        let Some(rest) = self.0.strip_prefix("https://").or_else(|| self.0.strip_prefix("http://"))
        else {
            return self.host();
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        if authority.contains('@') {
            return self.host();
        }
        let rest = rest.strip_prefix("www.").unwrap_or(rest);
        rest.strip_suffix('/').unwrap_or(rest)
    }

    /// The page as the Wayback Machine kept it nearest to a day, or last; `None` for what is no
    /// page, and for what comes from there already.
    ///
    /// ```
    /// use shownotes::address::Address;
    /// let page = Address::parse("http://example.org/a").unwrap();
    /// let kept = page.archived("2016-01-25".parse().ok()).unwrap();
    /// assert_eq!(kept.as_str(), "https://web.archive.org/web/20160125/http://example.org/a");
    /// ```
    pub fn archived(&self, day: Option<Date>) -> Option<Self> {
        if self.0.starts_with("mailto:") || self.host() == "web.archive.org" {
            return None;
        }
        let day = day.map_or_else(String::new, |day| day.strftime("%Y%m%d/").to_string());
        Some(Self(format!("https://web.archive.org/web/{day}{self}").into()))
    }

    /// What somebody wants to paste: a mailbox without its `mailto:`, else the whole address.
    pub fn to_paste(&self) -> &str {
        if self.0.starts_with("mailto:") { self.host() } else { self.as_str() }
    }
}

/// What the spellings of an address that lead to one place have in common: the address without
/// scheme, `www.`, fragment and the slash at its end.
///
/// ```
/// use shownotes::address::place;
/// assert_eq!(place("http://www.example.org/a/#top"), place("https://example.org/a"));
/// assert_ne!(place("https://example.org/a"), place("https://example.org/b"));
/// ```
pub fn place(address: &str) -> &str {
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let rest = rest.split('#').next().unwrap_or(rest);
    rest.trim_end_matches('/')
}

/// The part before the first `:`, when it is a scheme (RFC 3986, 3.1), and the rest.
fn split_scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let plausible = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        // `localhost:8000` and `example.org:80/x` are hosts with a port.
        && !(rest.starts_with(|c: char| c.is_ascii_digit()));
    plausible.then_some((scheme, rest))
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({:?})", &*self.0)
    }
}

impl Serialize for Address {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the address is empty",
            Self::NoScheme => "the address has no scheme such as https://",
            Self::Scheme => "only http, https and mailto addresses can be opened",
            Self::NoHost => "the address names no host",
        })
    }
}

impl std::error::Error for Refused {}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(raw: &str) -> String {
        Address::parse(raw).unwrap().as_str().to_owned()
    }

    #[test]
    fn the_author_s_spelling_is_kept() {
        let raw = "https://itunes.apple.com/us/app/id438437326?mt%3D8&b=(c)#Top";
        assert_eq!(parsed(raw), raw);
    }

    #[test]
    fn only_three_schemes_exist() {
        for raw in ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "ssh://h"] {
            assert_eq!(Address::parse(raw), Err(Refused::Scheme), "{raw}");
        }
        for raw in ["http://a.example", "https://a.example", "mailto:a@b.example"] {
            assert!(Address::parse(raw).is_ok(), "{raw}");
        }
    }

    #[test]
    fn a_scheme_hidden_by_case_or_invisible_characters_is_still_seen() {
        assert_eq!(Address::parse("JaVa\u{200b}Script:x"), Err(Refused::Scheme));
        assert_eq!(Address::parse("java\u{0}script:x"), Err(Refused::Scheme));
        assert_eq!(parsed("HTTP\u{feff}S://a.example"), "https://a.example");
    }

    #[test]
    fn what_no_address_may_hold_is_encoded_or_removed() {
        assert_eq!(parsed("http://a.example/a b\"c"), "http://a.example/a%20b%22c");
        assert_eq!(parsed("http://a.example/a\nb"), "http://a.example/ab");
        assert_eq!(parsed("http://a.example/\u{1b}]0;x\u{7}y"), "http://a.example/y");
    }

    #[test]
    fn a_backslash_cannot_move_the_host() {
        let address = Address::parse(r"https://good.example\@evil.example").unwrap();
        assert_eq!(address.host(), "evil.example");
        assert!(!address.as_str().contains('\\'));
    }

    #[test]
    fn a_mailbox_is_pasted_bare() {
        let mailbox = Address::parse("mailto:a@b.example?subject=x").unwrap();
        assert_eq!(mailbox.to_paste(), "a@b.example");
        assert_eq!(
            Address::parse("https://b.example/x").unwrap().to_paste(),
            "https://b.example/x"
        );
    }

    #[test]
    fn an_address_without_scheme_or_host_is_refused() {
        assert_eq!(Address::parse("example.org/page"), Err(Refused::NoScheme));
        assert_eq!(Address::parse("localhost:8000"), Err(Refused::NoScheme));
        assert_eq!(Address::parse("  "), Err(Refused::Empty));
        assert_eq!(Address::parse("https://"), Err(Refused::NoHost));
        assert_eq!(Address::parse("https:///path"), Err(Refused::NoHost));
        assert_eq!(Address::parse("mailto:"), Err(Refused::NoHost));
        assert_eq!(Address::parse("mailto:-x@a.example"), Err(Refused::NoHost));
        assert_eq!(Address::parse("-https://a.example"), Err(Refused::NoScheme));
    }
}
