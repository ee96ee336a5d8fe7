//! How long a keystroke in the filter takes among many episodes: `cargo bench --bench filter`.
//!
//! The episodes are made up of the catalogue's words, names and tags. `fuzzy_matcher` is what
//! each keystroke would cost if every field were matched anew.

use std::fmt;

use divan::{Bencher, black_box};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use shownotes::episode::{Episode, Role};
use shownotes::fuzzy::{Finder, Haystack, words};
use shownotes::{catalogue, notes};

const FILTER: &str = "wsgi django";

/// About what the fields of an episode have, in characters.
const ITEM: usize = 110;

fn main() {
    divan::main();
}

/// A filter to be brought from one text to another among so many items.
struct Keystroke {
    items: usize,
    before: &'static str,
    after: &'static str,
}

impl fmt::Display for Keystroke {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:6} {:?}", self.items, self.after)
    }
}

/// Every beginning of the filter and the one after it, from none to all of it.
fn beginnings() -> impl DoubleEndedIterator<Item = (&'static str, &'static str)> {
    (0..FILTER.len()).filter_map(|end| Some((FILTER.get(..end)?, FILTER.get(..=end)?)))
}

fn typed() -> Vec<Keystroke> {
    let typed = |items| beginnings().map(move |(before, after)| Keystroke { items, before, after });
    [10_000, 100_000].into_iter().flat_map(typed).collect()
}

fn deleted() -> Vec<Keystroke> {
    let deleted =
        |items| beginnings().rev().map(move |(after, before)| Keystroke { items, before, after });
    [10_000, 100_000].into_iter().flat_map(deleted).collect()
}

/// A letter is typed at the end.
#[divan::bench(args = typed(), sample_size = 1, sample_count = 20)]
fn typing(bencher: Bencher<'_, '_>, keystroke: &Keystroke) {
    press(bencher, keystroke, beginnings().map(|(_, after)| after));
}

/// The last letter is deleted.
#[divan::bench(args = deleted(), sample_size = 1, sample_count = 20)]
fn deleting(bencher: Bencher<'_, '_>, keystroke: &Keystroke) {
    press(bencher, keystroke, [FILTER]);
}

/// Measures a keystroke after the texts before it were typed.
fn press(
    bencher: Bencher<'_, '_>,
    keystroke: &Keystroke,
    typed: impl IntoIterator<Item = &'static str>,
) {
    let mut haystack = Haystack::default();
    for fields in items(keystroke.items) {
        haystack.push(fields.iter().map(String::as_str));
    }
    let typed: Vec<_> = typed
        .into_iter()
        .take_while(|text| *text != keystroke.after)
        .chain([keystroke.before])
        .map(words)
        .collect();
    let after = words(keystroke.after);
    bencher
        .with_inputs(|| {
            let mut finder = Finder::default();
            for words in &typed {
                finder.find(&haystack, words);
            }
            finder
        })
        .bench_refs(|finder| finder.find(&haystack, black_box(&after)));
}

/// The same by a matcher that looks at every field anew.
#[divan::bench(args = typed(), sample_size = 1, sample_count = 3)]
fn fuzzy_matcher(bencher: Bencher<'_, '_>, keystroke: &Keystroke) {
    let items = items(keystroke.items);
    let matcher = SkimMatcherV2::default();
    let words = words(keystroke.after);
    bencher.bench_local(|| {
        let best = |fields: &Vec<String>, word: &String| {
            fields
                .iter()
                .filter_map(|field| matcher.fuzzy_indices(field, word))
                .map(|(s, _)| s)
                .max()
        };
        let score = |fields| words.iter().map(|word| best(fields, word)).sum::<Option<i64>>();
        items.iter().filter_map(score).count()
    });
}

/// Fields of made-up episodes: number, title, one or two guests, three tags.
fn items(count: usize) -> Vec<Vec<String>> {
    let episodes: Vec<Episode> =
        catalogue::FILES.iter().map(|(file, text)| notes::read(file, text)).collect();
    let titles: Vec<&str> = episodes.iter().flat_map(|it| it.title.split_whitespace()).collect();
    let guests = episodes.iter().flat_map(|it| it.people_in(Role::Guest));
    let names: Vec<&str> = guests.flat_map(|guest| guest.name.split_whitespace()).collect();
    let tags: Vec<&str> = episodes.iter().flat_map(|it| &it.tags).map(String::as_str).collect();
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    (0..count)
        .map(|number| {
            let mut fields = vec![number.to_string()];
            for _ in 0..=dice.roll(2) {
                fields.push(format!("{} {}", dice.pick(&names), dice.pick(&names)));
            }
            fields.extend((0..3).map(|_| dice.pick(&tags).to_owned()));
            let others: usize = fields.iter().map(String::len).sum();
            let mut title = dice.pick(&titles).to_owned();
            while others + title.len() < ITEM {
                title = format!("{title} {}", dice.pick(&titles));
            }
            fields.insert(1, title);
            fields
        })
        .collect()
}

/// The same throws in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 32).unwrap_or_default() % sides
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }
}
