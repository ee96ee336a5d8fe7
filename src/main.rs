//! The program: arguments, start-up failures, the terminal on and off.

use std::io::{self, IsTerminal as _, Write};
use std::mem::ManuallyDrop;
use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;

use clap::Parser as _;
use shownotes::app::Model;
use shownotes::check::{self, Form};
use shownotes::cli::{self, Args, CheckFormat, Command, ExportFormat};
use shownotes::desktop::{Desktop, Lent};
use shownotes::error::Error;
use shownotes::run::End;
use shownotes::start::{self, Opening};
use shownotes::terminal::{self, Taken};
use shownotes::{desktop, export, input, man, run, sanitize};

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return not_understood(&error),
    };
    let outcome = match &args.command {
        None => browse(&args),
        Some(Command::Export { format: ExportFormat::Jsonl, paths }) => {
            Opening::new(paths).and_then(|opening| write_export(&opening))
        }
        Some(Command::Check { format, paths }) => {
            Opening::new(paths).and_then(|opening| check_notes(&opening, *format))
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

fn browse(args: &Args) -> Result<ExitCode, Error> {
    let opening = Opening::new(&args.paths)?;
    let browser = start::browser(args.browser.as_deref(), args.foreground)?;
    if !io::stdout().is_terminal() {
        return Err(Error::NoTerminal);
    }
    let (sender, inbox) = mpsc::channel();
    let lent = Lent::default();
    // First of all: a signal in between would leave the terminal taken over.
    desktop::watch_signals(sender.clone(), lent.clone()).map_err(Error::Terminal)?;
    let taken = Taken::take(!args.no_mouse).map_err(Error::Terminal)?;
    // Never dropped: its end would write to a terminal that has been given back, or is gone.
    let mut screen = ManuallyDrop::new(terminal::screen().map_err(Error::Terminal)?);
    let size = screen.size().map_err(Error::Terminal)?;
    let (mut model, effects) = Model::new(size, opening.name, opening.notice);
    let mut desktop = Desktop::new(opening.source, browser, taken, lent, sender.clone());
    thread::spawn(move || input::read(&sender));
    let ended = run::run(&mut screen, &mut model, effects, &inbox, &mut desktop);
    drop(desktop);
    Ok(match ended.map_err(Error::Terminal)? {
        End::Asked | End::Alone => ExitCode::SUCCESS,
        // By custom, 128 and the number of the signal that ended a program.
        End::Signal(signal) => u8::try_from(128 + signal).map_or(ExitCode::FAILURE, ExitCode::from),
    })
}

fn write_export(opening: &Opening) -> Result<ExitCode, Error> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let problems = export::json_lines(&opening.source, &mut out).map_err(Error::Output)?;
    out.flush().map_err(Error::Output)?;
    for problem in &problems {
        complain(&format!("{}: {}", problem.file, problem.reason));
    }
    let complete = problems.iter().all(|problem| !problem.skipped);
    Ok(if complete { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn check_notes(opening: &Opening, format: CheckFormat) -> Result<ExitCode, Error> {
    let form = match format {
        CheckFormat::Text => Form::Text,
        CheckFormat::Json => Form::Json,
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let found = check::report(&opening.source, form, &mut out).map_err(Error::Output)?;
    out.flush().map_err(Error::Output)?;
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
