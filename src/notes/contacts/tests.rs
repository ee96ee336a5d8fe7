//! How people and projects are reached, in the forms notes give it.

use crate::notes;

/// `owner: label address` of every contact, nobody's last.
fn contacts(guests: &str, section: &str) -> Vec<String> {
    let text = format!(
        "### Intro\n- Hosts: Dora Maar\n- Interview with {guests}\n\n### Keep In Touch\n{section}"
    );
    let episode = notes::read("x.md", &text);
    let mut found = Vec::new();
    for person in &episode.people {
        found.extend(
            person.links.iter().map(|link| format!("{}: {} {}", person.name, link.label, link.url)),
        );
    }
    found.extend(episode.contacts.iter().map(|link| format!("{} {}", link.label, link.url)));
    found
}

#[test]
fn flat_contacts_belong_to_the_only_guest() {
    let text = "- [Blog](https://ada.example)\n- Twitter: [@ada](https://twitter.com/ada)\n\nThe intro music is [CC BY](https://c.example)";
    assert_eq!(
        contacts("Ada Lovelace", text),
        [
            "Ada Lovelace: Blog https://ada.example",
            "Ada Lovelace: Twitter: @ada https://twitter.com/ada",
        ]
    );
}

#[test]
fn contacts_below_a_name_are_that_person_s_and_flat_ones_nobody_s() {
    let text = "- [Forum](https://f.example)\n- Bob\n    - [Blog](https://bob.example)\n- Ada:\n  - GitHub\n    - [@al](https://github.com/al)";
    assert_eq!(
        contacts("Ada Lovelace and Bob Shaw", text),
        [
            "Ada Lovelace: GitHub: @al https://github.com/al",
            "Bob Shaw: Blog https://bob.example",
            "Forum https://f.example",
        ]
    );
}

#[test]
fn a_name_before_a_link_owns_the_rest_of_its_bullet_and_what_is_below() {
    let text = "- Ada\n- [Blog](https://ada.example)\n- Bob - [Code](https://c.example/b), [Blog](https://b.example)";
    assert_eq!(
        contacts("Ada Lovelace and Bob Shaw", text),
        [
            "Ada Lovelace: Blog https://ada.example",
            "Bob Shaw: Code https://c.example/b",
            "Bob Shaw: Blog https://b.example",
        ]
    );
    let text = "- Bob (@bs)\n    - [Blog](https://b.example)\n- Ada [@al](https://twitter.com/al)\n    - [Blog](https://a.example)";
    assert_eq!(
        contacts("Ada Lovelace and Bob Shaw", text),
        [
            "Ada Lovelace: @al https://twitter.com/al",
            "Ada Lovelace: Blog https://a.example",
            "Bob Shaw: @bs https://twitter.com/bs",
            "Bob Shaw: Blog https://b.example",
        ]
    );
    assert_eq!(
        contacts("Jo Hassan and Al Vu", "- [Jo's Blog](https://b.example)"),
        ["Jo Hassan: Jo's Blog https://b.example"]
    );
}

#[test]
fn a_name_before_a_service_owns_the_rest_of_its_bullet() {
    for mark in [":", " -"] {
        let text = format!(
            "- Ada{mark} Twitter [@x](https://twitter.com/x), email [me](mailto:x@l.example)"
        );
        assert_eq!(
            contacts("Ada Lovelace and Bob Shaw", &text),
            ["Ada Lovelace: @x https://twitter.com/x", "Ada Lovelace: me mailto:x@l.example",]
        );
    }
}

#[test]
fn a_heading_may_name_whose_contacts_stand_below_it() {
    let heading = |of: [&str; 2]| {
        let [ada, bob] = of;
        format!(
            "- [Forum](https://f.example)\n### {ada}\n- [Blog](https://a.example)\n### {bob}\n- [Blog](https://b.example)"
        )
    };
    for of in [
        ["Keep In Touch with Ada", "Keep In Touch with Bob Shaw"],
        ["Contact Ada", "Contact Bob"],
        ["Ada's Contact Info", "Bob's Contact Info"],
    ] {
        assert_eq!(
            contacts("Ada Lovelace and Bob Shaw", &heading(of)),
            [
                "Ada Lovelace: Blog https://a.example",
                "Bob Shaw: Blog https://b.example",
                "Forum https://f.example",
            ],
            "{of:?}"
        );
    }
}

#[test]
fn beside_contacts_below_a_person_flat_ones_are_nobody_s() {
    let text = "- Ada\n    - [Blog](https://ada.example)\n- [Forum](https://f.example)";
    assert_eq!(
        contacts("Ada Lovelace", text),
        ["Ada Lovelace: Blog https://ada.example", "Forum https://f.example",]
    );
}

#[test]
fn a_name_beside_a_link_or_inside_a_handle_owns_it() {
    let text = "- Ada: [blog](https://a.example), Bob - [blog](https://b.example)\n- Twitter [@luna](https://twitter.com/luna), [@b_shaw](https://twitter.com/b_shaw)\n- [Ada's page](https://p.example)";
    assert_eq!(
        contacts("Ada Lovelace and Bob Shaw", text),
        [
            "Ada Lovelace: blog https://a.example",
            "Ada Lovelace: Ada's page https://p.example",
            "Bob Shaw: blog https://b.example",
            "Bob Shaw: @b_shaw https://twitter.com/b_shaw",
            "Twitter: @luna https://twitter.com/luna",
        ]
    );
}

#[test]
fn a_mailbox_called_as_somebody_is_theirs() {
    let text = "- Email: ada@l.example, bob@l.example, all@l.example";
    assert_eq!(
        contacts("Ada Lovelace and Bob Shaw", text),
        [
            "Ada Lovelace: Email: ada@l.example mailto:ada@l.example",
            "Bob Shaw: bob@l.example mailto:bob@l.example",
            "all@l.example mailto:all@l.example",
        ]
    );
}

#[test]
fn addresses_without_links_are_found() {
    let text = "Twitter: @ada | GitHub: ada-l | ada@a.example";
    assert_eq!(
        contacts("Ada Lovelace", text),
        [
            "Ada Lovelace: Twitter: @ada https://twitter.com/ada",
            "Ada Lovelace: GitHub: ada-l https://github.com/ada-l",
            "Ada Lovelace: ada@a.example mailto:ada@a.example",
        ]
    );
}

#[test]
fn beside_known_guests_a_new_name_is_a_project_s() {
    let text =
        "- Ada\n    - [Blog](https://ada.example)\n- Luna Labs\n    - [Site](https://l.example)";
    assert_eq!(
        contacts("Ada Lovelace", text),
        ["Ada Lovelace: Blog https://ada.example", "Site https://l.example"]
    );
    let text = "- Eva Berg\n    - [Blog](https://eva.example)";
    assert_eq!(contacts("the makers of cats", text), ["Eva Berg: Blog https://eva.example"]);
}

#[test]
fn a_linked_name_owns_what_stands_below_it_and_a_handle_may_end_in_one() {
    let text = "- [Ada](https://a.example)\n    - [Blog](https://b.example)\n- [@cat](https://twitter.com/catbobb)";
    assert_eq!(
        contacts("Ada Lovelace and Bobb Moon", text),
        [
            "Ada Lovelace: Ada https://a.example",
            "Ada Lovelace: Blog https://b.example",
            "Bobb Moon: @cat https://twitter.com/catbobb",
        ]
    );
}

#[test]
fn a_name_may_follow_a_link_or_stand_before_all_of_a_bullet() {
    let text = "- [@x](https://twitter.com/x) - Ada\n- [@y](https://twitter.com/y) (Bob Shaw), [code](https://c.example) (Ada)\n- Bob ([blog](https://b.example), [more](https://m.example))\n- [Luna](https://l.example) - a cat";
    assert_eq!(
        contacts("Ada Lovelace and Bob Shaw", text),
        [
            "Ada Lovelace: @x https://twitter.com/x",
            "Ada Lovelace: code https://c.example",
            "Bob Shaw: @y https://twitter.com/y",
            "Bob Shaw: blog https://b.example",
            "Bob Shaw: more https://m.example",
            "Luna https://l.example",
        ]
    );
}

#[test]
fn hosts_may_be_reached_too_and_services_are_nobody() {
    let text = "- Dora\n    - [Blog](https://d.example)\n- Twitter\n    - [@luna](https://twitter.com/luna)";
    assert_eq!(
        contacts("Ada Lovelace and Bob Shaw", text),
        ["Dora Maar: Blog https://d.example", "Twitter: @luna https://twitter.com/luna",]
    );
}

#[test]
fn all_links_of_a_bullet_are_those_of_the_name_it_begins_with() {
    let text = "- Ada: [@al](https://twitter.com/al), [code](https://c.example)\n- [Forum](https://f.example)";
    assert_eq!(
        contacts("Ada Lovelace and Bob Shaw", text),
        [
            "Ada Lovelace: @al https://twitter.com/al",
            "Ada Lovelace: code https://c.example",
            "Forum https://f.example",
        ]
    );
}

#[test]
fn below_a_project_s_name_addresses_with_it_are_the_project_s() {
    let text = "- [Blog](https://ada.example)\n- Luna\n    - [Website](https://luna.example)\n    - [@getluna](https://twitter.com/getluna)\n- Photos\n    - [Album](https://p.example)";
    assert_eq!(
        contacts("Ada Lovelace", text),
        [
            "Ada Lovelace: Blog https://ada.example",
            "Ada Lovelace: Album https://p.example",
            "Website https://luna.example",
            "@getluna https://twitter.com/getluna",
        ]
    );
}

#[test]
fn a_handle_that_is_all_of_a_short_name_is_theirs() {
    let text = "- [GitHub](https://github.com/lin-chu)\n- [Twitter](https://twitter.com/linchu)\n- [Luna](https://twitter.com/lincat)";
    assert_eq!(
        contacts("Ada Lovelace and Lin Chu", text),
        [
            "Lin Chu: GitHub https://github.com/lin-chu",
            "Lin Chu: Twitter https://twitter.com/linchu",
            "Luna https://twitter.com/lincat",
        ]
    );
}
