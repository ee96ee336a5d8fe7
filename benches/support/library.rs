//! A show of any size, made up from the built-in catalogue.
//!
//! Owns notes that look like the catalogue's and are as long as notes usually are, the same for
//! the same seed. Names, titles, tags and addresses differ from episode to episode, as they do
//! in a real show: otherwise whatever keeps a text only once would look better than it is.

mod random;

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use jiff::Span;
use jiff::civil::date;
use shownotes::catalogue;
use shownotes::episode::{Episode, Role};
use shownotes::notes;

use self::random::Random;

/// Notes are made this long, in bytes, as the show's own are on average. Those have eight picks,
/// two or three contacts and eighteen other addresses; the rest is prose.
const LENGTH: usize = 6_600;

/// What the introduction of every episode says.
const INVITATIONS: &str = "\
- Hello and welcome to the show about Python and those who write it
- Subscribe on [iTunes](https://itunes.example/show?mt=2), [TuneIn](https://tunein.example/show/#) \
  or [RSS](https://show.example/rss)
- Follow us on [Twitter](https://twitter.com/show) and write us an \
  [email](mailto:hosts@show.example)
- A review helps others to find us, and so does telling your friends and colleagues
- Whoever wants to keep the show going finds out how at [our site](https://show.example/support)
";

/// Made-up notes.
pub(crate) struct Show {
    seed: u64,
    stock: Stock,
}

/// What notes are put together from: the catalogue, taken apart.
#[derive(Default)]
struct Stock {
    title_words: Vec<String>,
    first_names: Vec<String>,
    last_names: Vec<String>,
    tags: Vec<String>,
    pick_words: Vec<String>,
    hosts: Vec<String>,
    sentences: Vec<String>,
    questions: Vec<String>,
    /// Label and address.
    links: Vec<(String, String)>,
}

impl Show {
    /// A show, the same for the same seed.
    pub(crate) fn new(seed: u64) -> Self {
        let mut stock = Stock::default();
        for (file, text) in catalogue::FILES {
            stock.take(&notes::read(file, text));
        }
        Self { seed, stock }
    }

    /// Writes this many episodes into a folder, which is made if need be, and gives their
    /// length in bytes.
    pub(crate) fn write(&self, count: u32, folder: &Path) -> io::Result<u64> {
        fs::create_dir_all(folder)?;
        let mut length = 0;
        for number in 1..=count {
            let text = self.episode(number);
            length += text.len() as u64;
            fs::write(folder.join(format!("{number:06}.md")), text)?;
        }
        Ok(length)
    }

    /// The notes of one episode.
    pub(crate) fn episode(&self, number: u32) -> String {
        let mut random = Random::new(self.seed, number);
        let guests: Vec<String> =
            (0..=random.below(6) / 5).map(|_| self.name(&mut random)).collect();
        let among = guests.join(" and ");
        let mut text = self.header(number, &guests, &mut random);
        self.opening(&mut text, number, &among, &mut random);
        let mut closing = String::new();
        self.closing(&mut closing, number, &guests, &mut random);
        // A `String` takes whatever is written.
        let _ = writeln!(text, "\n### Interview with {among}");
        while text.len() + closing.len() < LENGTH {
            let host = if random.below(2) == 0 { "Tobias" } else { "Chris" };
            let _ = writeln!(text, "- {} - {host}", random.one_of(&self.stock.questions));
        }
        text + &closing
    }

    /// Summary, player, introduction and the boxes of two sponsors.
    fn opening(&self, text: &mut String, number: u32, among: &str, random: &mut Random) {
        text.push_str("\n### Summary\n");
        for _ in 0..4 {
            let _ = write!(text, "{} ", random.one_of(&self.stock.sentences));
        }
        let _ = write!(
            text,
            "\n\n<iframe src=\"https://player.example/media/{number}-{}?from=show&amp;skin=103\" \
             height=\"100\" width=\"100%\" frameborder=\"0\" scrolling=\"no\"></iframe>\n\n\
             ### Brief Introduction\n",
            random.word()
        );
        text.push_str(INVITATIONS);
        let sponsors = [capital(&random.word()), capital(&random.word())];
        for sponsor in &sponsors {
            let host = handle(sponsor);
            let _ = writeln!(
                text,
                "- {sponsor} is sponsoring us this week. Check them out at \
                 [{host}.example/show](https://{host}.example/show?utm_campaign={number}) and get \
                 a $20 credit for your next project"
            );
        }
        let _ = write!(
            text,
            "- Your hosts as usual are Tobias Macey and Chris Patti\n\
             - Today we are interviewing {among} about {}\n",
            words(&self.stock.title_words, 3, random)
        );
        for sponsor in &sponsors {
            let host = handle(sponsor);
            let _ = write!(
                text,
                "\n<div class=\"well\">\n\
                 <a href=\"https://{host}.example/show?utm_source=show&amp;utm_campaign={number}\">\
                 <img src=\"/images/{host}.png\" alt=\"{sponsor} Logo\" style=\"width: 100%;\">\
                 </a>\n<p>{}</p>\n</div>\n",
                random.one_of(&self.stock.sentences)
            );
        }
    }

    /// Contacts, picks, links and the music.
    fn closing(&self, text: &mut String, number: u32, guests: &[String], random: &mut Random) {
        text.push_str("\n### Keep In Touch\n");
        for guest in guests {
            let handle = handle(guest);
            let _ = writeln!(
                text,
                "- {guest}\n    - [Twitter](https://twitter.com/{handle})\n    - \
                 [Website](https://{handle}{number}.example/)"
            );
        }
        text.push_str("\n### Picks\n");
        for by in
            ["Tobias Macey", "Chris Patti"].into_iter().chain(guests.iter().map(String::as_str))
        {
            let first = by.split(' ').next().unwrap_or(by);
            let _ = writeln!(text, "- {first}");
            for _ in 0..2 + random.below(2) {
                let (title, address) = self.pick(random);
                let _ = writeln!(text, "    - [{title}]({address})");
            }
        }
        text.push_str("\n### Links\n");
        for _ in 0..6 + random.below(6) {
            let (label, address) = random.one_of(&self.stock.links);
            let mark = random.word();
            let _ = writeln!(text, "- [{label} {mark}]({address}#{mark})");
        }
        text.push_str(
            "\nThe intro and outro music is by [The Band](https://music.example/the-band/) / \
             [CC BY-SA](https://creativecommons.org/licenses/by-sa/3.0/)\n",
        );
    }

    fn header(&self, number: u32, guests: &[String], random: &mut Random) -> String {
        let title = words(&self.stock.title_words, 3, random);
        let with = guests.first().map_or("", String::as_str);
        let day = date(2000, 1, 1).saturating_add(Span::new().days(number / 10));
        let mut tags: Vec<String> =
            (0..=random.below(2)).map(|_| random.one_of(&self.stock.tags).clone()).collect();
        tags.push(random.word());
        format!(
            "Title: Episode {number} - {title} with {with}\nDate: {day}\nCategory: Episodes\n\
             Tags: {}\nurl: episode-{number}.html\nsave_as: episode-{number}.html\n",
            tags.join(", ")
        )
    }

    /// A name out of two people's, now and then with a made-up part.
    fn name(&self, random: &mut Random) -> String {
        let first = random.one_of(&self.stock.first_names).clone();
        let last = match random.below(2) {
            0 => random.one_of(&self.stock.last_names).clone(),
            _ => capital(&random.word()),
        };
        format!("{first} {last}")
    }

    fn pick(&self, random: &mut Random) -> (String, String) {
        let title = words(&self.stock.pick_words, 2, random);
        let title = format!("{title} {}", capital(&random.word()));
        let host = random.one_of(&self.stock.hosts);
        let address = format!("https://{host}/{}/{}", random.word(), handle(&title));
        (title, address)
    }
}

impl Stock {
    fn take(&mut self, episode: &Episode) {
        let plain = |word: &str| word.chars().all(char::is_alphanumeric);
        let owned = |words: &str| -> Vec<String> {
            words.split(' ').filter(|word| plain(word)).map(str::to_owned).collect()
        };
        self.title_words.extend(owned(&episode.title));
        for guest in episode.people_in(Role::Guest) {
            if let Some((first, last)) = guest.name.split_once(' ') {
                self.first_names.push(first.to_owned());
                self.last_names.push(last.to_owned());
            }
        }
        self.tags.extend(episode.tags.iter().cloned());
        for pick in &episode.picks {
            self.pick_words.extend(owned(&pick.title));
            self.hosts.extend(pick.links.iter().map(|link| link.url.host().to_owned()));
        }
        self.hosts.retain(|host| !host.is_empty());
        self.sentences.extend(episode.summary.split_inclusive(". ").map(|s| s.trim().to_owned()));
        self.questions.extend(episode.questions.iter().map(|question| question.text.clone()));
        let links = episode.links.iter().filter(|link| !link.url.as_str().contains(['#', ')']));
        self.links.extend(links.map(|link| (link.label.clone(), link.url.as_str().to_owned())));
    }
}

/// Some words of a stock.
fn words(stock: &[String], count: usize, random: &mut Random) -> String {
    let words: Vec<&str> = (0..count).map(|_| random.one_of(stock).as_str()).collect();
    words.join(" ")
}

/// A name as part of an address.
fn handle(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
