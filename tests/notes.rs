//! The reader of notes against the whole catalogue, and against text nobody has written.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use shownotes::address::Address;
use shownotes::episode::{Episode, Outline, Role};
use shownotes::{notes, sanitize};

/// Every episode of the catalogue: file name, text, what was read.
fn catalogue() -> Vec<(String, String, Episode)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("episodes");
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let read = |path: &Path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = sanitize::text(&fs::read_to_string(path).unwrap()).into_owned();
        let episode = notes::read(&name, &text);
        (name, text, episode)
    };
    names.iter().map(|path| read(path)).collect()
}

#[test]
fn every_episode_has_its_number_title_date_and_hosts() {
    let catalogue = catalogue();
    assert_eq!(catalogue.len(), 81);
    for (at, (name, _, episode)) in catalogue.iter().enumerate() {
        assert_eq!(episode.number, u32::try_from(at).ok(), "{name}");
        assert!(
            !episode.title.is_empty() && !episode.title.starts_with("Episode "),
            "{name}: {}",
            episode.title
        );
        assert!(episode.date.is_some(), "{name}");
        assert!(episode.people_in(Role::Host).count() > 0, "{name}");
        assert!(!episode.summary.is_empty() && episode.player.is_some(), "{name}");
    }
}

#[test]
fn every_episode_but_the_first_has_a_guest() {
    for (name, _, episode) in catalogue().iter().skip(1) {
        assert!(episode.people_in(Role::Guest).count() > 0, "{name}");
    }
}

#[test]
fn every_pick_is_made_by_somebody_on_the_episode() {
    for (name, _, episode) in catalogue() {
        assert!(!episode.picks.is_empty(), "{name}");
        for pick in &episode.picks {
            assert!(episode.people.iter().any(|person| person.name == pick.by), "{name}: {pick:?}");
            assert!(!pick.title.is_empty(), "{name}: {pick:?}");
        }
    }
}

#[test]
fn nobody_is_on_an_episode_twice() {
    for (name, _, episode) in catalogue() {
        for (at, person) in episode.people.iter().enumerate() {
            assert!(
                !episode.people.iter().skip(at + 1).any(|other| other.name == person.name),
                "{name}: {}",
                person.name
            );
        }
    }
}

#[test]
fn nothing_in_the_catalogue_has_to_be_repaired() {
    for (name, _, episode) in catalogue() {
        assert_eq!(episode.problems, [], "{name}");
    }
}

#[test]
fn every_episode_can_be_read_on_the_screen() {
    for (name, text, episode) in catalogue() {
        let readable = notes::readable(&text);
        assert!(readable.contains("### Picks\n\n- "), "{name}");
        assert!(!readable.contains("<iframe") && !readable.starts_with("Title:"), "{name}");
        // What is on the screen says the same as what is exported.
        let again = notes::read(&name, &readable);
        assert_eq!(again.picks, episode.picks, "{name}");
        assert_eq!(again.people, episode.people, "{name}");
        assert_eq!(again.contacts, episode.contacts, "{name}");
        assert_eq!(again.links, episode.links, "{name}");
        assert_eq!(again.questions, episode.questions, "{name}");
        assert_eq!(notes::readable(&readable), readable, "{name}");
    }
}

/// Every text of an episode, and every address.
fn parts(episode: &Episode) -> (Vec<&str>, Vec<&Address>) {
    let mut texts = vec![episode.title.as_str(), &episode.summary];
    let mut addresses: Vec<&Address> =
        [&episode.site, &episode.player, &episode.audio].into_iter().flatten().collect();
    texts.extend(episode.show.as_deref());
    texts.extend(episode.slug.as_deref());
    texts.extend(episode.tags.iter().map(String::as_str));
    let links = episode.people.iter().flat_map(|person| &person.links).chain(&episode.contacts);
    for link in links.chain(episode.picks.iter().flat_map(|pick| &pick.links)) {
        texts.push(&link.label);
        addresses.push(&link.url);
    }
    texts.extend(episode.people.iter().map(|person| person.name.as_str()));
    for pick in &episode.picks {
        texts.extend([pick.by.as_str(), &pick.title, &pick.note]);
    }
    for link in &episode.links {
        texts.extend([link.label.as_str(), &link.section]);
        addresses.push(&link.url);
    }
    for question in &episode.questions {
        texts.push(&question.text);
        texts.extend(question.asker.as_deref());
    }
    for sponsor in &episode.sponsors {
        texts.push(&sponsor.name);
        addresses.extend(&sponsor.url);
    }
    texts.extend(episode.problems.iter().map(|problem| problem.message.as_str()));
    (texts, addresses)
}

/// What an outline tells otherwise than the episode it is of.
fn differences(episode: &Episode, outline: &Outline<'_>) -> Vec<String> {
    let expected = Outline::from(episode);
    let mut told = Vec::new();
    if *outline != expected {
        told.push(format!("{outline:?} is not {expected:?}"));
    }
    told
}

#[test]
fn an_outline_tells_what_the_episode_tells() {
    for (name, text, episode) in catalogue() {
        assert_eq!(differences(&episode, &notes::index(&name, &text)), [""; 0], "{name}");
    }
}

#[test]
fn the_addresses_to_search_are_those_of_links_players_and_sponsors() {
    let spelled_out =
        "### Intro\n- Welcome to Luna\n- Acme is sponsoring us, see acme.example/luna";
    let boxed = "<div class=\"ad\"><a href=\"//acme.example/luna\">Acme</a></div>";
    let player = "<iframe src=\"https://acme.example/luna\"></iframe>";
    for text in [spelled_out, boxed, player] {
        assert_eq!(notes::addresses(text), "https://acme.example/luna\n", "{text}");
    }
    let everywhere = "### Links\n- [One](https://a.example)\n\n### Picks\n- Ada\n    \
                      - [Two](b.example)\n\n### Contact\n- Twitter: @ada\n- [x](https://a.example)";
    assert_eq!(
        notes::addresses(everywhere),
        "https://twitter.com/ada\nhttps://a.example\nhttps://b.example\n"
    );
}

/// What must hold for any text at all.
fn check(raw: &str) -> Result<(), TestCaseError> {
    let text = sanitize::text(raw);
    let episode = notes::read("any.md", &text);
    let (texts, addresses) = parts(&episode);
    for text in texts {
        prop_assert!(!text.chars().any(sanitize::is_removed), "{text:?}");
    }
    for address in addresses {
        let address = address.as_str();
        prop_assert!(
            ["http://", "https://", "mailto:"].iter().any(|scheme| address.starts_with(scheme)),
            "{address}"
        );
        prop_assert!(
            !address.contains(|c: char| c.is_whitespace() || sanitize::is_removed(c)),
            "{address:?}"
        );
    }
    prop_assert!(!episode.title.is_empty());
    let lines = u32::try_from(text.lines().count()).unwrap();
    prop_assert!(
        episode.problems.iter().all(|problem| (1..=lines.max(1)).contains(&problem.line)),
        "{:?}",
        episode.problems
    );
    prop_assert_eq!(differences(&episode, &notes::index("any.md", &text)), Vec::<String>::new());
    let readable = notes::readable(&text);
    prop_assert!(!readable.chars().any(sanitize::is_removed), "{readable:?}");
    Ok(())
}

/// Lines as people write them in notes, with every mark that means something.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Title: Episode 7 - Cats with Ada Lovelace".to_owned()),
        Just("Date: 2020-1-31".to_owned()),
        Just(String::new()),
        Just("###Picks".to_owned()),
        Just("### Keep In Touch".to_owned()),
        Just("## Interview with Ada Lovelace & Bob".to_owned()),
        Just("- Hosts - Carol Shaw and Bob Price".to_owned()),
        Just("<div class=\"well\">".to_owned()),
        Just("</div>".to_owned()),
        Just("<a href=\"https://a.example/x\"><img src='y' alt=\"Luna Logo\"></a>".to_owned()),
        Just("<iframe src=\"//p.example/1\"></iframe>".to_owned()),
        Just(
            "This week is sponsored by Luna [at luna.example](http://luna.example/show)".to_owned()
        ),
        Just("```".to_owned()),
        Just("**Ada:** [One](a.example), [Two](https://b.example/(x)".to_owned()),
        "[ ]{0,9}[-*+~][ ]{0,2}[A-Z][a-zé]{0,8}( [A-Z][a-z]{0,8})?",
        "[ ]{0,9}[-*~] \\[[^\\]\\n]{0,12}\\]\\((https?://|www\\.|@|mailto:)?[a-z./()_&;#%@-]{0,20}[)}]{0,2}( by [A-Z][a-z]+)?",
        "[-*] [^\\n]{0,30}\\?( ?[-–(] ?(Bob|Carol|Ada)\\)?)?",
        "[-#*_<>&;!\\[\\](){}@:/\\\\`|=~ a-zA-Z0-9\\u{1b}\\u{202e}é–]{0,40}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_and_is_safe_to_show(text in "\\PC{0,200}") {
        check(&text)?;
    }

    #[test]
    fn any_bytes_that_are_text_are_safe_to_show(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn any_lines_of_notes_are_read_and_are_safe_to_show(lines in prop::collection::vec(line(), 0..40)) {
        check(&lines.join("\n"))?;
    }

    #[test]
    fn any_notes_with_a_piece_cut_out_or_doubled_are_safe_to_show(
        episode in 0_usize..81,
        from in 0.0..1.0_f64,
        length in 0_usize..300,
        double in any::<bool>(),
    ) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("episodes");
        let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let text: Vec<char> = fs::read_to_string(&paths[episode]).unwrap().chars().collect();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a short text")]
        let start = (text.len() as f64 * from) as usize;
        let end = (start + length).min(text.len());
        let mut changed: String = text[..start].iter().collect();
        if double {
            changed.extend(&text[start..end]);
            changed.extend(&text[start..end]);
        }
        changed.extend(&text[end..]);
        check(&changed)?;
    }
}

#[test]
fn hostile_notes_are_read_in_linear_time() {
    let mut nested = String::new();
    for depth in 0..100_000 {
        nested.extend(std::iter::repeat_n(' ', depth % 1000));
        nested.push_str("- x\n");
    }
    let patterns = [
        "[",
        "](",
        "[x](",
        "<",
        "<div>\n",
        "<div><a ",
        "<!--\n",
        "```\n",
        "# ",
        "- - ",
        "**",
        "&#",
        "& ;",
        "host ",
        "hosts are Ada and ",
        "sponsored by A ",
        "interview with ",
        "Ada ",
        "(x)[http://",
        "http://",
        "\\",
        "@a ",
        "- Ada\n  - B\n",
        "### Picks\n- Ada\n",
        "### Keep In Touch\n- @a\n",
        "a: b\n",
        "Title: x\n",
        "<p\n",
        "<iframe\n",
        "Sponsored by A. ",
        "[host](http://a.b/c) ",
        "### Contact\n- Ada Foo\n    - [x](y)\n",
    ];
    let hostile = patterns.iter().map(|pattern| pattern.repeat(100_000 / pattern.len()));
    let one_line = "x".repeat(10_000_000);
    let one_pick = format!("### Picks\n- Ada\n    - {}", "[x](y) ".repeat(50_000));
    let one_contact = format!("### Contact\n- Ada: {}", "[x](@y) and ".repeat(50_000));
    for text in hostile.chain([nested, one_line, one_pick, one_contact]) {
        // Were any of these not linear, this test would not end.
        let episode = notes::read("hostile.md", &text);
        assert!(episode.picks.len() <= text.len());
        assert!(notes::readable(&text).len() <= 4 * text.len());
        assert_eq!(differences(&episode, &notes::index("hostile.md", &text)), [""; 0]);
    }
}
