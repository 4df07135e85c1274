//! How many rows each relation has: the guard against a release that lost its data.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::problem::{Place, Problem, counted};

/// The file that marks a folder as a release of ours.
pub const MARKER: &str = "release.json";

/// Rows by relation, as they stand in a release's `release.json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    pub rows: BTreeMap<String, u64>,
    /// The sources that they came from, each with its address; unknown in older releases.
    #[serde(default)]
    pub sources: BTreeSet<String>,
}

impl Counts {
    /// The counts of a published release; `None` where there is none yet.
    pub fn of_release(target: &Path) -> Result<Option<Counts>> {
        let path = target.join(MARKER);
        if !path.is_file() {
            return Ok(None);
        }
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let counts = serde_json::from_str(&text)
            .with_context(|| format!("{} is damaged; move the folder away to publish anew", path.display()))?;
        Ok(Some(counts))
    }

    pub(super) fn text(&self) -> Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

/// The relations that lost more than a share (0 to 1) of their rows since the last release.
/// A relation that is gone lost all of them.
pub fn check_shrink(previous: &Counts, now: &Counts, max_share: f64) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (relation, &before) in &previous.rows {
        let after = now.rows.get(relation).copied().unwrap_or(0);
        let lost = before.saturating_sub(after);
        if lost == 0 || lost as f64 <= before as f64 * max_share {
            continue;
        }
        let place = Place { source: Some(relation.clone()), ..Place::default() };
        let message = format!("`{relation}` had {} in the last release and has {after} now", counted(before, "row"));
        problems.push(Problem::error("shrunken", place, message).hint(shrink_hint(previous, now)));
    }
    problems
}

/// What to do: another publisher's portal in the same folder is no loss of data, but a mistake.
fn shrink_hint(previous: &Counts, now: &Counts) -> String {
    let listed = |sources: &BTreeSet<String>| sources.iter().cloned().collect::<Vec<_>>().join("; ");
    let gone: BTreeSet<String> = previous.sources.difference(&now.sources).cloned().collect();
    if gone.is_empty() {
        return "look at its sources; if this is right, build again with --accept-shrink".to_owned();
    }
    if gone.len() == previous.sources.len() {
        return format!(
            "the folder holds a portal made from other sources ({}), this one is made from {}: publish it elsewhere \
             with --out FOLDER, or replace that portal with --accept-shrink",
            listed(&gone),
            listed(&now.sources)
        );
    }
    format!(
        "the last release also had the source {}; if it is meant to be gone, build again with --accept-shrink",
        listed(&gone)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(rows: &[(&str, u64)]) -> Counts {
        let rows = rows.iter().map(|(name, rows)| (name.to_string(), *rows)).collect();
        Counts { rows, sources: BTreeSet::new() }
    }

    #[test]
    fn the_hint_says_that_another_publisher_was_there() {
        let of = |rows: u64, sources: &[&str]| Counts {
            sources: sources.iter().map(|source| source.to_string()).collect(),
            ..counts(&[("a", rows)])
        };
        let hint = |previous: &Counts, now: &Counts| {
            check_shrink(previous, now, 0.1).pop().and_then(|problem| problem.hint).expect("a loss, with a hint")
        };
        let (uk, india) = (of(100, &["ocds: uk.json"]), of(5, &["ocds: india.json"]));
        let told = hint(&uk, &india);
        assert!(
            told.contains("ocds: uk.json") && told.contains("ocds: india.json") && told.contains("--out"),
            "{told}"
        );
        let both = of(100, &["ocds: uk.json", "ocds: india.json"]);
        assert!(hint(&both, &india).starts_with("the last release also had the source ocds: uk.json;"));
        assert!(hint(&uk, &of(5, &["ocds: uk.json"])).starts_with("look at its sources"));
        assert!(hint(&of(100, &[]), &india).starts_with("look at its sources"));
    }

    #[test]
    fn only_a_loss_beyond_the_share_is_told() {
        let before = counts(&[("a", 100), ("b", 100), ("c", 100), ("d", 0)]);
        let now = counts(&[("a", 90), ("b", 89), ("d", 0), ("e", 5)]);
        let told: Vec<Option<String>> =
            check_shrink(&before, &now, 0.1).into_iter().map(|problem| problem.place.source).collect();
        assert_eq!(told, [Some("b".to_string()), Some("c".to_string())]);
    }
}
