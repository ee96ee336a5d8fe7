//! The command line: what can be asked for, in the words of `--help`.
//!
//! Owns arguments and the help and completions made from them. It must not do what they ask.

use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args as ClapArgs, CommandFactory as _, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

/// Ways to call the program, and what each does.
pub const EXAMPLES: &[(&str, &str)] = &[
    ("shownotes", "the folder ./episodes, or the built-in catalogue"),
    ("shownotes ~/podcast/notes", "a folder, with all folders below it"),
    ("shownotes --browser w3m", "read links in the terminal"),
    ("shownotes --filter '@cory #web'", "begin with a filter"),
    ("shownotes list text:asyncio year:2016", "episodes of 2016 whose notes say asyncio"),
    ("shownotes people --in ~/podcast/notes", "everybody who was on"),
    ("shownotes picks --format csv @tobias", "what somebody recommended, for a spreadsheet"),
    ("shownotes show 43", "the notes of episode 43 and its links"),
    ("shownotes open 43 2", "its link with the label 2"),
    ("shownotes open cory wsgi 2", "the same, of the episode these words find"),
    ("shownotes export --format bookmarks", "every contact and pick, for a browser"),
    ("shownotes check ~/podcast/notes", "what had to be repaired in them"),
];

/// Browse podcast show notes: any guest's contact and any pick, one keystroke away.
#[derive(Debug, Parser)]
#[command(name = "shownotes", version, about, max_term_width = 100)]
#[command(args_conflicts_with_subcommands = true, subcommand_precedence_over_arg = true)]
#[command(
    long_about = "Browse podcast show notes in the terminal. Point it at a folder of episode \
                  notes in Markdown: every guest's contact, every pick and every link carries \
                  a label, and pressing that key opens it in the browser.\n\n\
                  Without a PATH it opens the folder ./episodes if there is one, else the \
                  catalogue built into the program."
)]
#[command(after_long_help = examples())]
pub struct Args {
    /// What to do; without a command, browse.
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Folders to search for notes (.md, .markdown), or single files
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,

    /// Begin with this filter
    #[arg(long, value_name = "QUERY")]
    pub filter: Option<String>,

    /// Begin with this list
    #[arg(long, value_enum, value_name = "VIEW", default_value_t = ViewName::Episodes)]
    pub view: ViewName,

    /// Sort it this way
    #[arg(long, value_enum, value_name = "ORDER")]
    pub sort: Option<OrderName>,

    /// How links are opened.
    #[command(flatten)]
    pub opening: BrowserArgs,

    /// Leave the mouse to the terminal, to select text with it
    #[arg(long)]
    pub no_mouse: bool,

    /// Draw links without telling the terminal where they lead
    #[arg(long)]
    pub no_hyperlinks: bool,
}

/// How links are opened.
#[derive(Clone, Debug, ClapArgs)]
pub struct BrowserArgs {
    /// Open links with this command instead of $BROWSER or the system's browser
    ///
    /// The address becomes its last argument, or stands in place of %s. Browsers known to need
    /// the terminal, such as w3m and lynx, are given it until they end.
    #[arg(long, value_name = "CMD", value_hint = ValueHint::CommandString)]
    pub browser: Option<String>,

    /// Give the terminal to the browser of --browser or $BROWSER until it ends
    #[arg(long)]
    pub foreground: bool,
}

/// Which notes a command reads.
#[derive(Clone, Debug, ClapArgs)]
pub struct NotesArgs {
    /// A folder or file to read instead of ./episodes or the built-in catalogue; may be repeated
    #[arg(long = "in", value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
}

/// What a list shows and how.
#[derive(Clone, Debug, ClapArgs)]
pub struct ListArgs {
    /// Only what matches, as in the filter: words, "a phrase", @name, #tag, pick:, link:, text:,
    /// year:, after:, before:, and !anything for what must not
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,

    /// Which notes to read.
    #[command(flatten)]
    pub notes: NotesArgs,

    /// How to write it
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub format: ListFormat,

    /// Sort it this way
    #[arg(long, value_enum, value_name = "ORDER")]
    pub sort: Option<OrderName>,
}

/// What can be done besides browsing.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List episodes
    List(ListArgs),
    /// List hosts and guests, with their contacts
    People(ListArgs),
    /// List what people recommended
    Picks(ListArgs),
    /// List tags
    Tags(ListArgs),
    /// Show the notes of an episode and its links
    Show {
        /// Its number, the name of its file, or words that find it
        #[arg(value_name = "EPISODE", required = true)]
        episode: Vec<String>,

        /// Which notes to read.
        #[command(flatten)]
        notes: NotesArgs,
    },
    /// Open one link of an episode
    #[command(override_usage = "shownotes open [OPTIONS] <EPISODE>... <LABEL>")]
    Open {
        /// EPISODE is its number, the name of its file, or words that find it; LABEL, the last
        /// word, is that of the link, as `show` and the screen have it
        // Two arguments would not do: of the words before an option, clap takes the last for the
        // second.
        #[arg(value_name = "EPISODE LABEL", required = true)]
        link: Vec<String>,

        /// Open it as the Wayback Machine kept it when the episode came out
        #[arg(long)]
        archived: bool,

        /// How it is opened.
        #[command(flatten)]
        opening: BrowserArgs,

        /// Which notes to read.
        #[command(flatten)]
        notes: NotesArgs,
    },
    /// Write everything the notes say, for other programs
    Export {
        /// Only episodes that match, as in the filter
        #[arg(value_name = "QUERY")]
        query: Vec<String>,

        /// How to write it
        #[arg(long, value_enum, default_value_t = ExportFormat::Jsonl)]
        format: ExportFormat,

        /// Which notes to read.
        #[command(flatten)]
        notes: NotesArgs,
    },
    /// Tell what is wrong with notes, by file and line, like a linter
    ///
    /// The exit status is 1 when there is anything to tell.
    Check {
        /// How to write it
        #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
        format: CheckFormat,

        /// Folders or files to read instead of ./episodes or the built-in catalogue
        #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
        paths: Vec<PathBuf>,
    },
    /// Write a completion script for a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Write the manual page, for man(1)
    Man,
}

/// The lists there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ViewName {
    /// All episodes
    Episodes,
    /// Hosts and guests
    People,
    /// What people recommended
    Picks,
    /// All tags
    Tags,
}

/// The orders of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OrderName {
    /// The newest first
    Newest,
    /// The oldest first
    Oldest,
    /// By the number of the episode
    Number,
    /// By title or name
    Title,
    /// What comes up most first
    Busiest,
}

/// The formats of lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// Aligned on a terminal; in a pipe a line each, fields between tabs
    Table,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values, with a header
    Csv,
}

/// The formats of `export`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One JSON object a line for each episode, newest first
    Jsonl,
    /// Every contact and pick as bookmarks that browsers import, in folders by episode
    Bookmarks,
    /// The same as an outline (OPML 2.0)
    Opml,
}

/// The formats of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// A line for each problem, `file:line: message`, and one with the count
    Text,
    /// One JSON array
    Json,
}

/// The completion script for a shell.
pub fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "shownotes", &mut script);
    script
}

/// The episode and the label that the words after `open` mean: the last is the label.
pub fn episode_and_label(words: &[String]) -> Result<(String, char), clap::Error> {
    let error = |kind, told: &str| {
        let mut command = Args::command();
        command.build();
        match command.find_subcommand_mut("open") {
            Some(open) => open.error(kind, told),
            None => command.error(kind, told),
        }
    };
    let Some((typed, episode)) = words.split_last().filter(|(_, episode)| !episode.is_empty())
    else {
        let told = "the label of the link is missing: it comes last, as in `shownotes open 43 2`";
        return Err(error(ErrorKind::MissingRequiredArgument, told));
    };
    let mut letters = typed.chars();
    if let (Some(label), None) = (letters.next(), letters.next()) {
        return Ok((episode.join(" "), label));
    }
    let told = format!(
        "‘{typed}’ is no label: a label is one letter or digit, as `show` has it beside each link"
    );
    Err(error(ErrorKind::ValueValidation, &told))
}

/// The examples as `--help` shows them, in two columns.
fn examples() -> String {
    let widest = EXAMPLES.iter().map(|(command, _)| command.len()).max().unwrap_or(0);
    let line = |(command, what): &(&str, &str)| format!("  {command:<widest$}  {what}");
    let lines: Vec<String> = EXAMPLES.iter().map(line).collect();
    format!("Examples:\n{}\n\nInside the program, ? shows the keys.", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definitions_agree_with_each_other() {
        Args::command().debug_assert();
    }

    #[test]
    fn paths_and_commands_are_told_apart() {
        let browse = Args::parse_from(["shownotes", "notes", "other.md"]);
        assert!(browse.command.is_none());
        assert_eq!(browse.paths, [PathBuf::from("notes"), PathBuf::from("other.md")]);
        let export = Args::parse_from(["shownotes", "export", "--in", "a", "--in", "b"]);
        let Some(Command::Export { notes, .. }) = export.command else {
            panic!("export is a command");
        };
        assert_eq!(notes.paths.len(), 2);
        let folder = Args::parse_from(["shownotes", "./export"]);
        assert!(folder.command.is_none());
    }
}
