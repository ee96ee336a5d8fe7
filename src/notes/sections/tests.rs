//! Which headings begin which sections.

use super::*;
use crate::notes::blocks::Memory;
use crate::notes::header::Body;
use crate::notes::repair;

fn topics(text: &str) -> Vec<(Topic, usize)> {
    let notes = repair::blocks(Body { text, line: 1 }, &mut Memory::default(), &mut Vec::new());
    of(&notes).into_iter().map(|section| (section.topic, section.blocks.len())).collect()
}

#[test]
fn a_misspelt_title_begins_its_section() {
    assert_eq!(topics("### Pciks\n- x")[1].0, Topic::Picks);
    assert_eq!(topics("### Linus\n- x")[1].0, Topic::Other);
}

#[test]
fn a_heading_is_known_by_what_it_means() {
    for (heading, topic) in [
        ("Picks!", Topic::Picks),
        ("Our picks of the week", Topic::Picks),
        ("Keep In Touch", Topic::Contacts),
        ("Keep It Touch", Topic::Contacts),
        ("Social", Topic::Contacts),
        ("Contacting the Luna Team", Topic::Contacts),
        ("Closing remarks", Topic::Contacts),
        ("Closing Announcements", Topic::Intro),
        ("Final Thoughts", Topic::Contacts),
        ("How can people find you?", Topic::Contacts),
        ("Final Questions", Topic::Interview),
        ("Parting Words", Topic::Contacts),
        ("Announcements and Links", Topic::Links),
        ("More From Ada", Topic::Links),
        ("Links mentioned in the interview", Topic::Links),
        ("Ada Lovelace Interview", Topic::Interview),
        ("Panel Discussion", Topic::Interview),
        ("Join the Discussion", Topic::Contacts),
        ("Episode 12 Brief intro", Topic::Intro),
    ] {
        assert_eq!(topic_of(heading), Some(topic), "{heading}");
    }
}

#[test]
fn a_guest_s_name_or_subject_does_not_make_a_topic() {
    assert_eq!(topic_of("Interview with Jo Pick about links"), Some(Topic::Interview));
    assert_eq!(topic_of("Jo Pickering"), None);
    assert_eq!(topic_of("Why we do this"), None);
    assert_eq!(topic_of(""), None);
}

#[test]
fn deeper_headings_belong_to_the_section_above() {
    let text = "hello\n\n### Picks\n#### Ada\n- a\n#### Bob\n- b\n### Else\n- c";
    assert_eq!(
        topics(text),
        [
            (Topic::Lead, 1),
            (Topic::Picks, 0),
            (Topic::Picks, 1),
            (Topic::Picks, 1),
            (Topic::Other, 1)
        ]
    );
}

#[test]
fn people_under_an_empty_heading_of_the_same_level_belong_to_it() {
    let text = "### Picks\n### Ada\n- a\n### Bob\n- b\n### Links\n- c";
    assert_eq!(
        topics(text),
        [
            (Topic::Lead, 0),
            (Topic::Picks, 0),
            (Topic::Picks, 1),
            (Topic::Picks, 1),
            (Topic::Links, 1)
        ]
    );
}
