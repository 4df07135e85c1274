//! One thin file per command: arguments in, stages called in order, a report out.

mod build;
mod explain;
mod init;
mod last;
mod pages;
mod pipeline;
mod pull;
mod query;
mod sample;
mod serve;

use std::process::ExitCode;
use std::thread::JoinHandle;

use crate::cli::{Cli, Command};
use crate::problem::Failed;
use crate::query::STACK;
use crate::terminal::{Report, Terminal};

/// Runs one command and tells how it went: exit status 0 good, 1 problems, 2 could not run.
pub fn run(cli: Cli) -> ExitCode {
    // SQL and templates are read on this thread: the main one's stack is the system's to choose.
    let run = std::thread::Builder::new().stack_size(STACK).spawn(move || run_here(&cli));
    match run.map(JoinHandle::join) {
        Ok(Ok(code)) => code,
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        Err(error) => {
            let report = Report { error: Some(format!("cannot start a thread: {error}")), ..Report::default() };
            Terminal::new(false).finish(&report);
            ExitCode::from(report.exit_code())
        }
    }
}

fn run_here(cli: &Cli) -> ExitCode {
    let terminal = Terminal::new(cli.json);
    let (name, result) = match &cli.command {
        Command::Build(args) => ("build", build::build(args, &terminal)),
        Command::Check(args) => ("check", build::check(args, &terminal)),
        Command::Serve(args) => ("serve", serve::serve(args, &terminal)),
        Command::Pull(args) => ("pull", pull::pull(args, &terminal)),
        Command::Query(args) => ("query", query::query(args, &terminal)),
        Command::Init(args) => ("init", init::init(args)),
        Command::Sample(args) => ("sample", sample::sample(args)),
    };
    let report = result.unwrap_or_else(|error| failed(name, error));
    terminal.finish(&report);
    ExitCode::from(report.exit_code())
}

/// Problems in data or settings are told apart from a run that could not go on.
fn failed(command: &'static str, error: anyhow::Error) -> Report {
    let mut report = Report::new(command);
    match error.downcast::<Failed>() {
        Ok(Failed(problems)) => report.problems = problems,
        Err(error) => report.error = Some(format!("{error:#}")),
    }
    report
}
