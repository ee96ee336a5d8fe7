//! The closing line that credits music and licences, which is nobody's pick, contact or link.
//!
//! Owns the wordings such a line begins with. It must not decide where the line stands: that is
//! for the steps that pass over it.

/// How a closing line begins.
const CREDITS: &[&str] = &[
    "Music",
    "The music",
    "The intro",
    "Intro",
    "Outro",
    "Theme",
    "Our theme",
    "The theme",
    "Our intro",
    "Copyright",
    "©",
    "(c)",
    "Licensed under",
    "This work",
    "This podcast is licensed",
    "This episode is licensed",
];

/// What tells such a line however it begins.
const MARKS: &[&str] = &["creativecommons.org", "CC BY", "CC-BY", "outro music"];

/// Whether a paragraph is the closing line about music and licences.
pub(super) fn is_credit(text: &str) -> bool {
    begins(text) || MARKS.iter().any(|mark| text.contains(mark))
}

/// Whether a line names the music and whose it is: sure enough to end the list it touches, where
/// the empty line between was forgotten.
#[inline]
pub(super) fn is_music(line: &str) -> bool {
    // A byte tells nearly every line apart.
    matches!(line.as_bytes(), [b'*' | b'_' | b'<' | b'I' | b'M' | b'O' | b'T', ..])
        && names_music(line)
}

fn names_music(line: &str) -> bool {
    if !begins(line) {
        return false;
    }
    let (mut has_music, mut has_maker) = (false, false);
    for word in line.split(' ') {
        let bare = word.trim_matches(|c: char| !c.is_ascii_alphabetic());
        has_music |= bare.eq_ignore_ascii_case("music");
        has_maker |= matches!(word, "by" | "from" | "is");
    }
    has_music && has_maker
}

fn begins(text: &str) -> bool {
    let text = text.trim_start_matches(['*', '_', '<', '>', 'p', 'i', ' ']);
    CREDITS.iter().any(|start| text.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes;

    #[test]
    fn a_credit_is_known_by_its_beginning_or_its_marks() {
        for text in [
            "The intro and outro music is from Moon Song",
            "*Intro music by Luna*",
            "Thanks to Luna / [CC BY-SA](https://c.example)",
            "The into and outro music is Luna's",
        ] {
            assert!(is_credit(text), "{text}");
        }
        assert!(!is_credit("The moon is far") && !is_credit("[Luna](https://a.example)"));
    }

    #[test]
    fn the_music_ends_a_list_it_touches_and_a_song_in_it_does_not() {
        let music = "The intro and outro music is from [Luna](https://m.example)";
        for section in [music.to_owned(), format!("- {music}"), format!("    - {music}")] {
            let text = format!(
                "### Picks\n- Ada\n    - [Tea](https://t.example)\n{section}\n### Links\n- One\n{music}"
            );
            let episode = notes::read("x.md", &text);
            let picks: Vec<_> = episode.picks.iter().map(|pick| pick.title.as_str()).collect();
            assert_eq!(picks, ["Tea"], "{section}");
            assert_eq!(episode.links, [], "{section}");
        }
        assert!(!is_music("Music theory for cats") && !is_music("Introduction to music"));
    }
}
