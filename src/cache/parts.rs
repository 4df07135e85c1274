//! What a result was made from, by name: its key, and later why it was made again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::PoisonError;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Cache, Key, PROGRAM, hex};

/// Where the cache folder remembers what the last build asked for.
const ASKED: &str = "asked.json";

/// Digits of a part's hash that are remembered.
const SHORT: usize = 16;

/// The named parts that a result is made from.
#[derive(Clone, Debug, Default)]
pub struct Parts(Vec<(String, String)>);

impl Parts {
    pub fn with(mut self, name: impl Into<String>, content: impl AsRef<[u8]>) -> Parts {
        self.add(name, content);
        self
    }

    pub fn add(&mut self, name: impl Into<String>, content: impl AsRef<[u8]>) {
        self.0.push((name.into(), hex(&Sha256::digest(content))));
    }

    /// The content key of the result of this kind.
    pub fn key(&self, kind: &str) -> String {
        self.0.iter().fold(Key::new(kind), |key, (name, hash)| key.with(name).with(hash)).hex()
    }

    fn short(&self) -> BTreeMap<String, String> {
        self.0.iter().map(|(name, hash)| (name.clone(), hash.chars().take(SHORT).collect())).collect()
    }
}

/// One result that a run asked for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    parts: Parts,
    made: bool,
}

/// A result by the kind of work and its name: `("query", "process_summary")`.
pub(super) type Log = BTreeMap<(&'static str, String), Asked>;

/// What earlier runs asked for, as the cache folder has it.
#[derive(Default, Serialize, Deserialize)]
struct Before {
    program: String,
    /// Kind of work -> result -> its parts.
    results: BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>,
}

/// Why a result was made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nothing is known of an earlier one.
    First,
    Program,
    /// Parts that are other than before, or new, or gone.
    Changed(Vec<String>),
    /// All parts are as before, and what was kept is not there, or damaged.
    Lost,
}

/// What a run asked for, and what of it was made again.
#[derive(Debug, Default)]
pub struct Explained {
    /// Kind of work, name and reason of what was made.
    pub made: Vec<(&'static str, String, Why)>,
    /// Results by kind of work that were taken from the cache.
    pub kept: BTreeMap<&'static str, u64>,
    /// Why each result that was asked for is other than before, made now or not; `Lost` where it is not.
    pub whys: BTreeMap<(&'static str, String), Why>,
}

impl Cache {
    /// Notes that a result was asked for, of which parts, and whether it had to be made.
    pub fn asked(&self, kind: &'static str, name: impl Into<String>, parts: &Parts, made: bool) {
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        log.insert((kind, name.into()), Asked { parts: parts.clone(), made });
    }

    /// What this run asked for so far, against what is remembered of earlier ones.
    pub fn explain(&self) -> Explained {
        let text = fs::read(self.root.join(ASKED)).unwrap_or_default();
        let before: Before = serde_json::from_slice(&text).unwrap_or_default();
        let mut explained = Explained::default();
        for ((kind, name), asked) in &*self.log.lock().unwrap_or_else(PoisonError::into_inner) {
            let known = before.results.get(*kind).and_then(|results| results.get(name));
            let why = match known {
                None => Why::First,
                Some(_) if before.program != PROGRAM => Why::Program,
                Some(known) => match changed(known, &asked.parts.short()) {
                    names if names.is_empty() => Why::Lost,
                    names => Why::Changed(names),
                },
            };
            match asked.made {
                true => explained.made.push((kind, name.clone(), why.clone())),
                false => *explained.kept.entry(kind).or_default() += 1,
            }
            explained.whys.insert((kind, name.clone()), why);
        }
        explained
    }

    /// Remembers what this run asked for.
    pub fn remember_asked(&self) -> Result<()> {
        let mut before = Before { program: PROGRAM.to_owned(), ..Before::default() };
        for ((kind, name), asked) in &*self.log.lock().unwrap_or_else(PoisonError::into_inner) {
            before.results.entry((*kind).to_owned()).or_default().insert(name.clone(), asked.parts.short());
        }
        let beside = self.scratch(ASKED);
        if let Some(folder) = beside.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&beside, serde_json::to_vec(&before)?)?;
        fs::rename(beside, self.root.join(ASKED)).with_context(|| format!("cannot write to {}", self.root.display()))
    }
}

fn changed(before: &BTreeMap<String, String>, now: &BTreeMap<String, String>) -> Vec<String> {
    let names: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    let other = |name: &String| match (before.get(name), now.get(name)) {
        (Some(before), Some(now)) => (before != now).then(|| name.clone()),
        (Some(_), None) => Some(format!("{name} (no longer)")),
        (None, _) => Some(format!("{name} (new)")),
    };
    names.into_iter().filter_map(other).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scratch;

    /// What a run says after it asked for these: a name, its part's text, and whether it was made.
    fn run(scratch: &Scratch, asked: &[(&str, &str, bool)]) -> Result<Explained> {
        let cache = Cache::open(scratch.path())?;
        for (name, text, made) in asked {
            cache.asked("query", *name, &Parts::default().with("its SQL", text), *made);
        }
        let explained = cache.explain();
        cache.remember_asked()?;
        Ok(explained)
    }

    #[test]
    fn reasons_are_told_against_the_run_before() -> Result<()> {
        let scratch = Scratch::new("parts");
        let why = |explained: &Explained| explained.made.iter().map(|(_, _, why)| why.clone()).collect::<Vec<_>>();
        let first = run(&scratch, &[("a", "1", true), ("b", "1", true)])?;
        assert_eq!(why(&first), [Why::First, Why::First]);
        let second = run(&scratch, &[("a", "2", true), ("b", "1", false)])?;
        assert_eq!(why(&second), [Why::Changed(vec!["its SQL".to_owned()])]);
        assert_eq!(second.kept["query"], 1);
        let third = run(&scratch, &[("a", "2", true), ("b", "1", false), ("c", "1", true)])?;
        assert_eq!(why(&third), [Why::Lost, Why::First]);
        let other = fs::read_to_string(scratch.path().join(ASKED))?.replace(PROGRAM, "pantau of another day");
        fs::write(scratch.path().join(ASKED), other)?;
        assert_eq!(why(&run(&scratch, &[("a", "2", true)])?), [Why::Program]);
        Ok(())
    }

    #[test]
    fn parts_that_come_and_go_are_changes() {
        let parts = |names: &[&str]| names.iter().fold(Parts::default(), |parts, name| parts.with(*name, "")).short();
        assert_eq!(changed(&parts(&["a", "b"]), &parts(&["b", "c"])), ["a (no longer)", "c (new)"]);
        assert_ne!(Parts::default().with("a", "1").key("k"), Parts::default().with("b", "1").key("k"));
    }
}
