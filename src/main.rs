//! The program: arguments, start-up failures, the terminal on and off.

use std::io::{self, IsTerminal as _, Write};
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, mpsc};
use std::thread;

use clap::Parser as _;
use ratatui::backend::Backend as _;
use ratatui::layout::Size;
use shownotes::app::{Beginning, Model};
use shownotes::browser::Browser;
use shownotes::cli::{
    self, Args, BrowserArgs, CheckFormat, Command, ExportFormat, ListArgs, ListFormat, OrderName,
    ViewName,
};
use shownotes::commands::check::{self, Form};
use shownotes::commands::{Destination, Request, export, find, list, open, show};
use shownotes::desktop::{Desktop, Lent};
use shownotes::error::Error;
use shownotes::loader::{self, Cache, FileProblem};
use shownotes::run::End;
use shownotes::start::{self, Opening};
use shownotes::terminal::{self, Mode, Screen, Taken};
use shownotes::view::{Order, View};
use shownotes::{desktop, input, man, run, sanitize};

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return not_understood(&error),
    };
    let outcome = match &args.command {
        None => browse(&args),
        Some(Command::List(args)) => write_list(View::Episodes, args),
        Some(Command::People(args)) => write_list(View::People, args),
        Some(Command::Picks(args)) => write_list(View::Picks, args),
        Some(Command::Tags(args)) => write_list(View::Tags, args),
        Some(Command::Show { episode, notes }) => opened(&notes.paths).and_then(|opening| {
            let (source, wanted) = (&opening.source, episode.join(" "));
            let (library, _, keeping) = loader::load_all(source);
            let shown = buffered(|out| show::write(source, &library, &wanted, destination(), out));
            keeping.finish();
            shown.map(|()| ExitCode::SUCCESS)
        }),
        Some(Command::Open { link, archived, opening, notes }) => {
            let (episode, label) = match cli::episode_and_label(link) {
                Ok(link) => link,
                Err(error) => return not_understood(&error),
            };
            let BrowserArgs { browser, foreground } = opening;
            opened(&notes.paths).and_then(|opening| {
                let browser = start::browser(browser.as_deref(), *foreground)?;
                let source = &opening.source;
                let (library, _, keeping) = loader::load_all(source);
                let address = open::open(source, &library, &episode, label, *archived, &browser);
                let printed = address.and_then(|it| print(format!("{it}\n").as_bytes()));
                keeping.finish();
                printed
            })
        }
        Some(Command::Export { query, format, notes }) => {
            let format = match format {
                ExportFormat::Jsonl => export::Format::JsonLines,
                ExportFormat::Bookmarks => export::Format::Bookmarks,
                ExportFormat::Opml => export::Format::Opml,
            };
            opened(&notes.paths).and_then(|opening| {
                let (source, query) = (&opening.source, query.join(" "));
                let problems = buffered(|out| export::write(source, &query, format, out))?;
                Ok(told(&problems))
            })
        }
        Some(Command::Check { format, paths }) => {
            opened(paths).and_then(|opening| check_notes(&opening, *format))
        }
        Some(Command::Completions { shell }) => print(&cli::completions(*shell)),
        Some(Command::Man) => print(&man::page()),
    };
    match outcome {
        Ok(code) => code,
        // A closed pipe is a reader that has seen enough.
        Err(Error::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// The notes at these paths. What is read of them may be kept where programs have their caches.
fn opened(paths: &[PathBuf]) -> Result<Opening, Error> {
    Opening::new(paths, Some(Cache::of_user()))
}

fn browse(args: &Args) -> Result<ExitCode, Error> {
    let opening = opened(&args.paths)?;
    let BrowserArgs { browser, foreground } = &args.opening;
    let browser = start::browser(browser.as_deref(), *foreground)?;
    let beginning = beginning(args)?;
    if !io::stdout().is_terminal() {
        return Err(Error::NoTerminal);
    }
    let end = in_terminal(args, opening, browser, &beginning).map_err(Error::Terminal)?;
    Ok(match end {
        End::Asked | End::Alone => ExitCode::SUCCESS,
        // By custom, 128 and the number of the signal that ended a program.
        End::Signal(signal) => u8::try_from(128 + signal).map_or(ExitCode::FAILURE, ExitCode::from),
    })
}

/// Takes the terminal over and runs until something ends the program. All is begun in the order
/// in which it is needed: the notes are read while the screen is prepared, whoever reads a page is
/// there before one is wanted, and nothing that waits for the user comes before the first frame.
fn in_terminal(
    args: &Args,
    opening: Opening,
    browser: Browser,
    beginning: &Beginning,
) -> io::Result<End> {
    let (sender, inbox) = mpsc::channel();
    let canvas = terminal::canvas();
    let (mut model, first_load) = Model::new(canvas.size()?, opening.name, opening.notice);
    let (source, lent) = (Arc::new(opening.source), Lent::default());
    let mode = Mode::new(!args.no_mouse);
    let (mut desktop, pages) =
        Desktop::new(Arc::clone(&source), browser, mode.clone(), lent.clone(), sender.clone());
    desktop.begin(first_load);
    // Never dropped: its end would write to a terminal that has been given back, or is gone.
    let mut screen = ManuallyDrop::new(Screen::new(canvas)?);
    model.hyperlinks = !args.no_hyperlinks
        && terminal::knows_hyperlinks(|name| std::env::var(name).unwrap_or_default());
    model.begin(beginning);
    // Before the terminal is taken: a signal in between would leave it so.
    let signals = desktop::signals()?;
    let taken = Taken::take(&mode)?;
    input::listen()?;
    let (answers, told) = (sender.clone(), sender.clone());
    thread::spawn(move || desktop::read_pages(&source, &pages, &answers));
    let effects = run::draw(&mut screen, &mut model)?;
    thread::spawn(move || desktop::watch_signals(signals, &told, &lent));
    thread::spawn(move || input::read(&sender));
    let ended = run::run(&mut screen, &mut model, effects, &inbox, &mut desktop);
    drop(taken);
    ended
}

/// What the screen is to begin with.
fn beginning(args: &Args) -> Result<Beginning, Error> {
    let (view, order) = (view(args.view), args.sort.map(order));
    if let Some(order) = order.filter(|order| !view.listing().orders().contains(order)) {
        return Err(Error::Order(view, order));
    }
    let filter = args.filter.clone().unwrap_or_default();
    find::understood(&filter)?;
    Ok(Beginning { view, order, filter })
}

fn write_list(view: View, args: &ListArgs) -> Result<ExitCode, Error> {
    let opening = opened(&args.notes.paths)?;
    let request = Request { query: args.query.join(" "), order: args.sort.map(order) };
    let format = match args.format {
        ListFormat::Table => list::Format::Table,
        ListFormat::Json => list::Format::Json,
        ListFormat::Jsonl => list::Format::JsonLines,
        ListFormat::Csv => list::Format::Csv,
    };
    find::understood(&request.query)?;
    let source = &opening.source;
    let (library, problems, keeping) = loader::load_all(source);
    let count =
        buffered(|out| list::write(source, &library, view, &request, format, destination(), out))?;
    if count == 0 {
        complain(&format!("no {} matches", view.listing().nouns().0));
    }
    let code = told(&problems);
    keeping.finish();
    Ok(code)
}

const fn view(name: ViewName) -> View {
    match name {
        ViewName::Episodes => View::Episodes,
        ViewName::People => View::People,
        ViewName::Picks => View::Picks,
        ViewName::Tags => View::Tags,
    }
}

const fn order(name: OrderName) -> Order {
    match name {
        OrderName::Newest => Order::Newest,
        OrderName::Oldest => Order::Oldest,
        OrderName::Number => Order::Number,
        OrderName::Title => Order::Title,
        OrderName::Busiest => Order::Busiest,
    }
}

/// Where the output goes and what it may look like there.
fn destination() -> Destination {
    let out = io::stdout();
    if !out.is_terminal() {
        return Destination { terminal: None, colour: false };
    }
    let size = crossterm::terminal::size().map_or(Size::ZERO, Size::from);
    let columns = terminal::size_or_assumed(size).width;
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    Destination { terminal: Some(columns), colour: terminal::in_colour() && !is_dumb }
}

/// Writes to the standard output, and all of it before the program goes on.
fn buffered<T>(
    write: impl FnOnce(&mut io::BufWriter<io::StdoutLock<'_>>) -> Result<T, Error>,
) -> Result<T, Error> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let written = write(&mut out)?;
    out.flush().map_err(Error::Output)?;
    Ok(written)
}

/// Tells what could not be read, and whether anything was left out.
fn told(problems: &[FileProblem]) -> ExitCode {
    for problem in problems {
        complain(&format!("{}: {}", problem.file, problem.reason));
    }
    let complete = problems.iter().all(|problem| !problem.skipped);
    if complete { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn check_notes(opening: &Opening, format: CheckFormat) -> Result<ExitCode, Error> {
    let form = match format {
        CheckFormat::Text => Form::Text,
        CheckFormat::Json => Form::Json,
    };
    let source = &opening.source;
    let found = buffered(|out| check::report(source, form, out).map_err(Error::Output))?;
    Ok(if found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn print(text: &[u8]) -> Result<ExitCode, Error> {
    let mut out = io::stdout().lock();
    out.write_all(text).and_then(|()| out.flush()).map_err(Error::Output)?;
    Ok(ExitCode::SUCCESS)
}

/// What clap says of arguments it does not understand: help and version as they are, complaints
/// without what the arguments may have smuggled in.
fn not_understood(error: &clap::Error) -> ExitCode {
    let written = if error.use_stderr() {
        let text = error.render().to_string();
        io::stderr().write_all(sanitize::text(&text).as_bytes())
    } else {
        error.print()
    };
    match (written, u8::try_from(error.exit_code())) {
        (Ok(()), Ok(code)) => ExitCode::from(code),
        (Err(error), _) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        (Err(_), _) | (_, Err(_)) => ExitCode::FAILURE,
    }
}

fn complain(text: &str) {
    // Nobody can be told that the place for complaints is closed.
    let _ = writeln!(io::stderr(), "shownotes: {text}");
}
