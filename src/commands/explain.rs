//! `--explain`: what a build made again, and why.

use anyhow::Result;
use serde_json::{Value, json};

use crate::cache::{Cache, Explained, Why};
use crate::problem::counted;
use crate::publish::{PAGES_ALL, PAGES_SOME};
use crate::terminal::Report;

/// A family of pages in a release.
pub struct Family {
    pub relation: String,
    /// Relations that are shown on its pages.
    pub lists: Vec<String>,
    pub template: String,
    pub pages: u64,
    /// Of them, pages that an earlier build rendered.
    pub reused: u64,
}

/// Names that a reason gives at most.
const NAMES: usize = 5;

/// What is done for each kind of result, and how many are called.
const KINDS: [(&str, &str, &str); 4] = [
    ("source", "read again: source", "source"),
    ("table", "sorted again: table", "table"),
    ("query", "computed again:", "query result"),
    ("download", "written again: data/", "download"),
];

/// Adds to the report what was made again and why, and how much was kept.
pub fn tell(cache: &Cache, families: &[Family], report: &mut Report) -> Result<()> {
    let explained = cache.explain();
    let mut made = Vec::new();
    for (kind, begin, _) in KINDS {
        for (_, name, why) in explained.made.iter().filter(|(found, ..)| *found == kind) {
            let space = if begin.ends_with('/') { "" } else { " " };
            report.lines.push(format!("{begin}{space}{name}: {}", reason(why)));
            made.push(json!({ "kind": kind, "name": name, "why": reason(why) }));
        }
    }
    for family in families.iter().filter(|family| family.reused < family.pages) {
        let (rendered, why) = (family.pages - family.reused, reason(&why_rendered(&explained, family)));
        let pages = counted(family.pages, "page");
        report.lines.push(format!("rendered again: {}, {rendered} of {pages}: {why}", family.relation));
        made.push(json!({
            "kind": "pages", "name": family.relation, "rendered": rendered, "pages": family.pages, "why": why,
        }));
    }
    let reused: u64 = families.iter().map(|family| family.reused).sum();
    let mut kept: Vec<String> =
        KINDS.iter().filter_map(|(kind, _, word)| Some(counted(*explained.kept.get(kind)?, word))).collect();
    if reused > 0 {
        kept.push(counted(reused, "page"));
    }
    if !kept.is_empty() {
        report.lines.push(format!("kept: {}", kept.join(", ")));
    }
    report.fact("made_again", Value::Array(made));
    Ok(())
}

/// Why pages of a family were rendered: what all pages hang on, its template, its relations, or the date and
/// the figures that some show.
fn why_rendered(explained: &Explained, family: &Family) -> Why {
    let why = |kind: &'static str, name: &str| explained.whys.get(&(kind, name.to_owned()));
    for name in [PAGES_ALL, &family.template] {
        if let Some(why @ (Why::First | Why::Program | Why::Changed(_))) = why("pages", name) {
            return why.clone();
        }
    }
    let is_other = |name: &&String| matches!(why("query", name), Some(Why::First | Why::Changed(_)));
    let mut names: Vec<String> =
        std::iter::once(&family.relation).chain(&family.lists).filter(is_other).cloned().collect();
    if let Some(Why::Changed(shown)) = why("pages", PAGES_SOME) {
        names.extend(shown.iter().cloned());
    }
    if names.is_empty() { Why::Lost } else { Why::Changed(names) }
}

fn reason(why: &Why) -> String {
    match why {
        Why::First => "nothing was kept of it".to_owned(),
        Why::Program => "the program changed".to_owned(),
        Why::Lost => "what was kept is gone, or was touched".to_owned(),
        Why::Changed(names) if names.len() > NAMES => {
            format!("changed: {} and {} more", names[..NAMES].join(", "), names.len() - NAMES)
        }
        Why::Changed(names) => format!("changed: {}", names.join(", ")),
    }
}
