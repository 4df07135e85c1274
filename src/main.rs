use std::process::ExitCode;

use clap::Parser;
use pantau::cli::Cli;
use pantau::commands;

fn main() -> ExitCode {
    commands::run(Cli::parse())
}
