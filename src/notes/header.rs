//! The header: `Key: value` lines before the notes.
//!
//! Owns which keys mean what, and where the header ends. A file without a header has an empty
//! one. It must not read the notes themselves.

use super::inline::trimmed;
use super::plain;

/// What a key of the header is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Title,
    Date,
    Tags,
    Slug,
    SavedAs,
    Number,
    Show,
    Site,
    Audio,
    Player,
    Summary,
    Hosts,
    Guests,
    Author,
    /// Known to be a header's, of no use here.
    Unused,
}

/// The keys people write, in any case; a space, `-` and `_` are the same.
const KEYS: &[(&str, Key)] = &[
    ("title", Key::Title),
    ("date", Key::Date),
    ("published", Key::Date),
    ("pubdate", Key::Date),
    ("tags", Key::Tags),
    ("tag", Key::Tags),
    ("keywords", Key::Tags),
    ("url", Key::Slug),
    ("permalink", Key::Slug),
    ("slug", Key::SavedAs),
    ("save_as", Key::SavedAs),
    ("episode", Key::Number),
    ("episode_number", Key::Number),
    ("number", Key::Number),
    ("show", Key::Show),
    ("podcast", Key::Show),
    ("site", Key::Site),
    ("siteurl", Key::Site),
    ("website", Key::Site),
    ("audio", Key::Audio),
    ("audio_url", Key::Audio),
    ("enclosure", Key::Audio),
    ("mp3", Key::Audio),
    ("player", Key::Player),
    ("summary", Key::Summary),
    ("description", Key::Summary),
    ("subtitle", Key::Summary),
    ("host", Key::Hosts),
    ("hosts", Key::Hosts),
    ("guest", Key::Guests),
    ("guests", Key::Guests),
    ("author", Key::Author),
    ("authors", Key::Author),
    ("category", Key::Unused),
    ("categories", Key::Unused),
    ("status", Key::Unused),
    ("lang", Key::Unused),
    ("layout", Key::Unused),
    ("template", Key::Unused),
    ("modified", Key::Unused),
    ("duration", Key::Unused),
    ("image", Key::Unused),
];

/// The longest key that is looked for.
const LONGEST_KEY: usize = 24;

/// The header's values, trimmed, as they are written.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Header<'a> {
    pub(super) title: Option<&'a str>,
    /// The date and its line.
    pub(super) date: Option<(&'a str, u32)>,
    pub(super) tags: Vec<String>,
    pub(super) slug: Option<&'a str>,
    pub(super) number: Option<&'a str>,
    pub(super) show: Option<&'a str>,
    pub(super) site: Option<&'a str>,
    pub(super) audio: Option<&'a str>,
    pub(super) player: Option<&'a str>,
    pub(super) summary: Option<&'a str>,
    pub(super) hosts: Option<&'a str>,
    pub(super) guests: Option<&'a str>,
    pub(super) author: Option<&'a str>,
}

/// The notes without their header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Body<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// The number of its first line in the file, from 1.
    pub(super) line: u32,
}

/// Takes a file apart into header and body.
pub(super) fn split(file: &str) -> (Header<'_>, Body<'_>) {
    let mut header = Header::default();
    let mut rest = file;
    let mut line = 1;
    let mut known = false;
    let mut saved_as = None;
    let mut last = Key::Unused;
    let mut fenced = false;
    // Whether the key above has no value yet.
    let mut is_open = false;
    while let Some((first, after)) = next_line(rest) {
        let trimmed = trimmed(first);
        if trimmed == "---" && (fenced || !known) {
            // A header between `---` lines, as other site generators have it.
            (rest, line) = (after, line + 1);
            if fenced {
                break;
            }
            fenced = true;
            continue;
        }
        if trimmed.is_empty() {
            (rest, line) = (after, line + 1);
            if known && !fenced {
                let Some((next, blank)) = resumed(rest) else { break };
                (rest, line) = (next, line + blank);
            }
            continue;
        }
        let unindented = first.trim_start_matches(' ');
        let indent = first.len() - unindented.len();
        let is_value = unindented.starts_with('\t') || trimmed.starts_with("- ");
        // A known key may be indented by less than a text that goes on, as Python-Markdown has it,
        // unless it belongs to the key above, which has no value of its own then.
        let may_be_key = |is_known: bool| match indent {
            0 => !is_value,
            1..4 => !is_value && is_known && !fenced && !is_open,
            _ => false,
        };
        match key_and_value(unindented) {
            Some((key, value)) if may_be_key(key.is_some()) => {
                is_open = value.is_empty();
                last = key.unwrap_or(Key::Unused);
                known |= key.is_some();
                match last {
                    Key::Date => header.date = header.date.or(Some((value, line))),
                    Key::Tags => add_tags(&mut header.tags, value),
                    Key::SavedAs => saved_as = saved_as.or_else(|| present(value)),
                    Key::Title => {
                        header.title = header.title.or_else(|| present(titled(value)));
                    }
                    Key::Slug => header.slug = header.slug.or_else(|| present(value)),
                    Key::Number => header.number = present(value),
                    Key::Show => header.show = present(value),
                    Key::Site => header.site = present(value),
                    Key::Audio => header.audio = present(value),
                    Key::Player => header.player = present(value),
                    Key::Summary => header.summary = present(value),
                    Key::Hosts => header.hosts = present(value),
                    Key::Guests => header.guests = present(value),
                    Key::Author => header.author = present(value),
                    Key::Unused => {}
                }
            }
            // Tags listed one a line.
            _ if known && (indent > 0 || is_value) => {
                if last == Key::Tags {
                    add_tags(&mut header.tags, trimmed.trim_start_matches("- "));
                }
            }
            // A line that has lost its colon.
            _ if known && !trimmed.starts_with('#') && is_of_header(after) => {}
            _ => break,
        }
        (rest, line) = (after, line + 1);
    }
    if !known {
        return (Header::default(), Body { text: file, line: 1 });
    }
    header.slug = header.slug.or(saved_as);
    (header, Body { text: rest, line })
}

/// A text's first line without its line feed, and what follows; `None` at the end.
pub(super) fn next_line(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    let end = memchr::memchr(b'\n', text.as_bytes());
    Some(match end {
        Some(end) => (text.get(..end)?, text.get(end + 1..)?),
        None => (text, ""),
    })
}

/// Where the header goes on after a blank line, if it does, and how many more blank lines precede.
fn resumed(text: &str) -> Option<(&str, u32)> {
    let (mut rest, mut blank) = (text, 0);
    while let Some((first, after)) = next_line(rest) {
        if !trimmed(first).is_empty() {
            return is_of_header(rest).then_some((rest, blank));
        }
        (rest, blank) = (after, blank + 1);
    }
    None
}

/// Whether a text begins with a key that only headers have; `Hosts: Ada` may begin the notes.
fn is_of_header(text: &str) -> bool {
    // Notes begin with a heading or a tag as a rule.
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    let line = next_line(text).map_or("", |(line, _)| line);
    key_and_value(line).and_then(|(key, _)| key).is_some_and(|key| match key {
        Key::Title | Key::Date | Key::Tags | Key::Slug | Key::SavedAs | Key::Unused => true,
        Key::Number
        | Key::Show
        | Key::Site
        | Key::Audio
        | Key::Player
        | Key::Summary
        | Key::Hosts
        | Key::Guests
        | Key::Author => false,
    })
}

/// A title without the mark that keeps a place for its number: `Episode XX - Luna`.
fn titled(value: &str) -> &str {
    let title = || {
        let (word, rest) = value.split_at_checked("episode ".len())?;
        let title = rest.trim_start_matches(['X', 'x', 'N', 'n', '#', '?']);
        let is_kept = title.len() < rest.len() && word.eq_ignore_ascii_case("episode ");
        let title = title.trim_start_matches(' ').strip_prefix(['-', '–', '—', ':'])?;
        // The dash of `Episode X-Ray` belongs to the title.
        let title = title.strip_prefix(' ').filter(|_| is_kept)?.trim_start();
        (!title.is_empty()).then_some(title)
    };
    title().unwrap_or(value)
}

/// `Key: value`; the key is `None` when it is none of ours.
fn key_and_value(line: &str) -> Option<(Option<Key>, &str)> {
    let colon = line.bytes().take(LONGEST_KEY + 1).position(|byte| byte == b':')?;
    let (written, value) = (line.get(..colon)?, line.get(colon + 1..)?);
    let is_key = written.starts_with(|c: char| c.is_ascii_alphabetic())
        && written.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_- ".contains(&byte));
    if !is_key || value.starts_with("//") {
        return None;
    }
    let written = written.trim_end();
    let same = |known: &str| {
        written.len() == known.len()
            && written
                .bytes()
                .zip(known.bytes())
                .all(|(a, b)| a.eq_ignore_ascii_case(&b) || b == b'_' && (a == b'-' || a == b' '))
    };
    let key = KEYS.iter().find(|(known, _)| same(known)).map(|&(_, key)| key);
    Some((key, unquoted(value)))
}

fn present(value: &str) -> Option<&str> {
    (!value.is_empty()).then_some(value)
}

/// A value without the quotes that YAML wants around some.
fn unquoted(value: &str) -> &str {
    let value = trimmed(value.strip_prefix(' ').unwrap_or(value));
    ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
        // `"Cats", "Moons"` are two values in quotes.
        .filter(|inside| !inside.contains(['"']))
        .map_or(value, str::trim)
}

fn add_tags(tags: &mut Vec<String>, value: &str) {
    let value = value.trim().trim_start_matches('[').trim_end_matches(']');
    let separator = if value.contains(',') { ',' } else { ';' };
    let new =
        value.split(separator).map(|tag| plain::text(unquoted(tag))).filter(|tag| !tag.is_empty());
    tags.extend(new);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_in_any_order_and_case_and_need_no_space() {
        let (header, body) = split("DATE: 2020-01-02\nurl:luna.html\ntitle: Luna\n\nHello\n");
        assert_eq!(header.date, Some(("2020-01-02", 1)));
        assert_eq!((header.slug, header.title), (Some("luna.html"), Some("Luna")));
        assert_eq!(body, Body { text: "Hello\n", line: 5 });
    }

    #[test]
    fn tags_are_trimmed_and_an_empty_one_is_none() {
        let (header, _) = split("Title: Luna\nTags: Cats , Moon,,\n");
        assert_eq!(header.tags, ["Cats", "Moon"]);
        let (header, _) = split("---\ntitle: \"Luna\"\ntags:\n  - Cats\n  - Moon\n---\n\nHello");
        assert_eq!(header.tags, ["Cats", "Moon"]);
        assert_eq!(header.title, Some("Luna"));
        assert_eq!(split("tags: \"Cats\", \"Moon\"\n").0.tags, ["Cats", "Moon"]);
    }

    #[test]
    fn a_key_may_be_indented_a_little_and_a_value_that_goes_on_more() {
        let (header, body) =
            split(" Title: Luna\n   Tags: Cats,\n      Moon\n url: a.html\n\nHello");
        assert_eq!((header.title, header.slug), (Some("Luna"), Some("a.html")));
        assert_eq!(header.tags, ["Cats", "Moon"]);
        assert_eq!(body.text, "Hello");
        assert_eq!(split("Title: Luna\n    url: a.html\n").0.slug, None);
        assert_eq!(split("show:\n  title: Moon\ntitle: Luna\n").0.title, Some("Luna"));
        let (header, _) = split("Title: Luna\nTags:\n  Python: tips\n  cats\n");
        assert_eq!(header.tags, ["Python: tips", "cats"]);
        assert_eq!(split("---\ntitle: Luna\nshow:\n  title: Moon\n---\n").0.title, Some("Luna"));
        assert_eq!(split("---\nshow:\n  title: Moon\ntitle: Luna\n---\n").0.title, Some("Luna"));
    }

    #[test]
    fn the_address_of_the_page_wins_over_the_name_it_is_saved_as() {
        let (header, _) = split("save_as: b.html\nurl: a.html\n\n");
        assert_eq!(header.slug, Some("a.html"));
        let (header, _) = split("Save As: b.html\nTitle: x\n\n");
        assert_eq!(header.slug, Some("b.html"));
    }

    #[test]
    fn a_file_without_a_header_is_all_body() {
        for text in ["# Luna\n\nHello", "Welcome: to the show\n", "https://a.example\n\nx", ""] {
            assert_eq!(split(text), (Header::default(), Body { text, line: 1 }), "{text:?}");
        }
    }

    #[test]
    fn a_header_goes_on_after_a_slip_when_its_keys_do() {
        for slip in ["Category:\n\n", "Category: Cats\n \n\n", "Cats\n"] {
            let text = format!("Title: Luna\n{slip}Tags: Moon\nurl: luna.html\n\nHello");
            let (header, body) = split(&text);
            assert_eq!((&*header.tags, header.slug), (&["Moon".into()][..], Some("luna.html")));
            let line = u32::try_from(text.lines().count()).unwrap();
            assert_eq!(body, Body { text: "Hello", line }, "{slip:?}");
        }
        for notes in ["Hosts: Ada", "Hello\n\nTags: Moon", "\n### Tags\nTags: Moon"] {
            let text = format!("Title: Luna\n\n{notes}");
            assert_eq!(split(&text).1.text, notes);
        }
    }

    #[test]
    fn a_place_kept_for_a_number_is_no_part_of_the_title() {
        for title in ["Episode XX - Luna", "Episode ##: Luna", "Luna"] {
            assert_eq!(split(&format!("Title: {title}\n")).0.title, Some("Luna"), "{title}");
        }
        let title = "Episode X-Ray Cats";
        assert_eq!(split(&format!("Title: {title}\n")).0.title, Some(title));
    }

    #[test]
    fn a_line_that_is_no_key_ends_the_header() {
        let (_, body) = split("Title: Luna\n### Summary\nHello");
        assert_eq!(body, Body { text: "### Summary\nHello", line: 2 });
    }
}
