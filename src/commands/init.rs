//! `pantau init DIR`: a new portal, with comments that lead its keepers through.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::cli::InitArgs;
use crate::config::{embedded, embedded_paths};
use crate::problem::{Failed, Place, Problem};
use crate::terminal::Report;

const CONFIG: &str = include_str!("init/config.toml");
const SOURCE: &str = include_str!("init/source.toml");
const GUIDE: &str = include_str!("init/README.md");
const WORKFLOW: &str = include_str!("init/publish.yml");

pub fn init(args: &InitArgs) -> Result<Report> {
    ensure_empty(&args.dir)?;
    let presets: Vec<String> = embedded_paths().filter_map(preset_line).collect();
    let source = SOURCE.replace("#   PRESETS", &presets.join("\n"));
    for (path, text) in [
        ("site/config.toml", CONFIG),
        ("datasets/sources/contracts.toml.example", source.as_str()),
        ("data/.gitkeep", ""),
        (".github/workflows/publish.yml", WORKFLOW),
        ("README.md", GUIDE),
        (".gitignore", "/public\n/public.*\n/.pantau\n"),
    ] {
        let full = args.dir.join(path);
        if let Some(parent) = full.parent() {
            fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        }
        fs::write(&full, text).with_context(|| format!("cannot write {}", full.display()))?;
    }
    let mut report = Report::new("init");
    report.fact("dir", args.dir.display().to_string());
    report.lines = vec![
        format!("A new portal is in {}.", args.dir.display()),
        "Next: fill in site/config.toml, put data into data/, describe them in datasets/sources/,".into(),
        format!("then run: pantau serve {}", args.dir.display()),
    ];
    Ok(report)
}

/// A preset as the example lists it: its name, what it describes, and what its first comment says of the files.
fn preset_line(path: &str) -> Option<String> {
    let name = path.strip_prefix("datasets/presets/")?.strip_suffix(".toml")?;
    let text = std::str::from_utf8(embedded(path)?).ok()?;
    let titles: toml::Table = text.parse().ok()?;
    let title = titles.get("title")?.get("id")?.as_str()?;
    let dataset = text.split_once("Dataset \"").and_then(|(_, rest)| rest.split_once('"'));
    let file = dataset.map_or(String::new(), |(dataset, _)| format!(" (\"{dataset}\")"));
    Some(format!("#   {name:<42} {title}{file}"))
}

/// Nothing of anyone's is overwritten.
pub fn ensure_empty(dir: &Path) -> Result<()> {
    let taken = match fs::read_dir(dir) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(error) => return Err(error).with_context(|| format!("cannot look into {}", dir.display())),
    };
    if taken {
        let place = Place::file(dir.display().to_string());
        let problem = Problem::error("not_empty", place, "the folder is not empty")
            .hint("name a new folder; nothing was written");
        return Err(Failed::from(problem).into());
    }
    Ok(())
}
