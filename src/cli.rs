//! The command line, and nothing else.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns a government's plans, budgets, tenders, contracts and payments into a public portal made only of files.
#[derive(Debug, Parser)]
#[command(
    version,
    propagate_version = true,
    after_help = "Exit status: 0 good, 1 problems in data or settings, 2 could not run."
)]
pub struct Cli {
    /// Print a report as JSON on standard output
    #[arg(long, global = true)]
    pub json: bool,

    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build a portal: pull, check, compute, write, publish
    Build(BuildArgs),
    /// Build a portal and serve it on this machine, rebuilding on change
    Serve(ServeArgs),
    /// Do all that a build does but publish, and list every problem
    Check(BuildArgs),
    /// Fetch the sources only
    Pull(PullArgs),
    /// Run SQL over the portal's relations
    // What clap would write puts --from before the SQL, which it would swallow.
    #[command(
        override_usage = "pantau query [OPTIONS] <SQL> [DIR]\n       pantau query [OPTIONS] <SQL> --from <FILE|GLOB|URL>..."
    )]
    Query(QueryArgs),
    /// Start a new portal in an empty folder
    Init(InitArgs),
    /// Write a fictional regency's source files
    Sample(SampleArgs),
}

/// What every command that works on a portal takes.
#[derive(Args, Clone, Debug)]
pub struct PortalArgs {
    /// The portal's folder
    #[arg(default_value = ".")]
    pub dir: PathBuf,

    /// Build from OCDS files, globs or addresses alone; no settings needed
    #[arg(long, num_args = 1.., value_name = "FILE|GLOB|URL")]
    pub from: Vec<String>,

    /// Where a portal built with --from will stand: with it, it has feeds, calendars, canonical addresses and
    /// pictures to share
    #[arg(long, value_name = "URL", requires = "from", value_parser = parse_address)]
    pub base_url: Option<String>,

    /// Do not use the network: take each source's last good snapshot
    #[arg(long)]
    pub offline: bool,

    /// Threads [default: all processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,

    /// Memory for sorting and joining before spilling to disk, such as 512M or 2G
    #[arg(long, value_name = "SIZE", default_value = "512M", value_parser = parse_size)]
    pub memory: usize,

    /// Keep no results between runs
    #[arg(long)]
    pub no_cache: bool,
}

#[derive(Args, Clone, Debug)]
pub struct BuildArgs {
    #[command(flatten)]
    pub portal: PortalArgs,

    /// The published portal's folder [default: DIR/public]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Do not mind that a table lost more rows than the settings allow
    #[arg(long)]
    pub accept_shrink: bool,

    /// Say what was made again, and why
    #[arg(long)]
    pub explain: bool,
}

#[derive(Args, Clone, Debug)]
pub struct ServeArgs {
    #[command(flatten)]
    pub build: BuildArgs,

    /// Port on 127.0.0.1
    #[arg(long, default_value_t = 8080)]
    pub port: u16,

    /// Serve what is published, and neither build nor reload: behind a web server, for packed pages
    #[arg(long)]
    pub as_is: bool,
}

#[derive(Args, Clone, Debug)]
pub struct PullArgs {
    /// The portal's folder
    #[arg(default_value = ".")]
    pub dir: PathBuf,
}

#[derive(Args, Clone, Debug)]
pub struct QueryArgs {
    /// One SELECT
    pub sql: String,

    #[command(flatten)]
    pub portal: PortalArgs,

    #[arg(long, value_enum, default_value_t = OutputFormat::Table)]
    pub format: OutputFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    Table,
    Csv,
    Json,
    Parquet,
}

#[derive(Args, Clone, Debug)]
pub struct InitArgs {
    /// A folder that is empty or not there yet
    pub dir: PathBuf,
}

#[derive(Args, Clone, Debug)]
pub struct SampleArgs {
    /// A folder that is empty or not there yet
    pub dir: PathBuf,

    /// 1 is one regency-year
    #[arg(long, default_value_t = 1.0, allow_negative_numbers = true)]
    pub scale: f64,

    #[arg(long, default_value_t = 2025)]
    pub seed: u64,

    /// Write only this part
    #[arg(long, value_enum)]
    pub only: Option<SamplePart>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SamplePart {
    /// Only the OCDS release file
    Ocds,
}

/// An address on the web, without the slash at its end.
fn parse_address(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or("");
    match host.starts_with(|sign: char| sign.is_alphanumeric()) && !text.contains(char::is_whitespace) {
        true => Ok(text.trim_end_matches('/').to_owned()),
        false => Err("not an address such as https://example.org/contracts".to_owned()),
    }
}

fn parse_size(text: &str) -> Result<usize, String> {
    let digits = text.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let unit: usize = match text[digits.len()..].to_ascii_uppercase().trim_end_matches("IB").trim_end_matches('B') {
        "" => 1,
        "K" => 1 << 10,
        "M" => 1 << 20,
        "G" => 1 << 30,
        unit => return Err(format!("`{unit}` is no unit: write K, M or G")),
    };
    let number: f64 = digits.parse().map_err(|_| format!("`{text}` is no size: write 512M or 2G"))?;
    let bytes = number * unit as f64;
    if !(bytes >= 16e6) {
        return Err("at least 16M".into());
    }
    if bytes >= 1e15 {
        return Err(format!("`{text}` is more than any machine has"));
    }
    Ok(bytes as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn sizes_are_read() {
        assert_eq!(parse_size("512M"), Ok(512 << 20));
        assert_eq!(parse_size("1.5GiB"), Ok(3 << 29));
        assert!(parse_size("2X").is_err());
        assert!(parse_size("1K").is_err());
        assert!(parse_size("NaNG").is_err());
    }
}
