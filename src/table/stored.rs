//! What is kept beside a source's files in the cache: accounts, data date, counts.

use std::path::Path;

use anyhow::Result;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Account;
use super::sink::{Filled, Imprint};

const FILE: &str = "account.json";

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stored {
    /// Names of the tables that have a file, `problems` last.
    pub files: Vec<String>,
    pub accounts: Vec<Account>,
    /// ISO 8601.
    pub as_of_text: Option<String>,
    pub imprint: Imprint,
    pub problem_counts: [u64; 3],
}

impl Stored {
    pub fn new(filled: Filled) -> Stored {
        Stored {
            files: filled.files.into_iter().map(|(name, _)| name).collect(),
            accounts: filled.accounts,
            as_of_text: filled.as_of.map(|date| date.to_string()),
            imprint: filled.imprint,
            problem_counts: filled.problem_counts,
        }
    }

    pub fn as_of(&self) -> Option<NaiveDate> {
        self.as_of_text.as_deref().and_then(|date| date.parse().ok())
    }

    pub fn save(&self, dir: &Path) -> Result<()> {
        Ok(std::fs::write(dir.join(FILE), serde_json::to_vec(self)?)?)
    }

    /// `None` when the entry is damaged: the source is read again then.
    pub fn load(dir: &Path) -> Option<Stored> {
        let stored: Stored = serde_json::from_slice(&std::fs::read(dir.join(FILE)).ok()?).ok()?;
        let whole = stored.files.iter().all(|name| dir.join(format!("{name}.parquet")).is_file());
        whole.then_some(stored)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::testing::Scratch;

    #[test]
    fn what_is_stored_comes_back_exactly() -> Result<()> {
        let money = BTreeMap::from([(("price".to_string(), "IDR".to_string()), [10i128.pow(27), -1, 250, 0])]);
        let account =
            Account { source_id: "s".into(), table: "bids".into(), rows_read: 3, money, ..Account::default() };
        let filled = Filled {
            accounts: vec![account],
            as_of: NaiveDate::from_ymd_opt(2025, 10, 3),
            problem_counts: [1, 2, 3],
            ..Filled::default()
        };
        let stored = Stored::new(filled);
        let scratch = Scratch::new("stored");
        stored.save(scratch.path())?;
        assert_eq!(Stored::load(scratch.path()), Some(stored));
        scratch.write("account.json", "{");
        assert_eq!(Stored::load(scratch.path()), None);
        Ok(())
    }
}
