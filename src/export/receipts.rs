//! `receipts.json`: where every row came from, and the account of what was kept and refused.

use anyhow::Result;
use chrono::NaiveDate;
use serde_json::{Value, json};

use super::CheckResult;
use crate::source::Snapshot;
use crate::table::{Account, Tables};

/// The receipts' text: sources with their files' hashes, accounts, checks.
pub fn receipts(
    snapshots: &[Snapshot],
    tables: &Tables,
    checks: &[CheckResult],
    as_of: Option<NaiveDate>,
) -> Result<String> {
    let sources: Vec<Value> = tables
        .sources
        .iter()
        .map(|source| {
            let mut value = serde_json::to_value(source)?;
            let files = snapshots
                .iter()
                .filter(|snapshot| snapshot.source_id == source.source_id)
                .flat_map(|snapshot| &snapshot.files);
            value["content"] = files
                .map(|file| json!({ "name": file.name, "bytes": file.size, "sha256": file.sha256 }))
                .collect::<Vec<Value>>()
                .into();
            Ok(value)
        })
        .collect::<Result<_>>()?;
    let checks: Vec<Value> = checks
        .iter()
        .map(|check| json!({ "name": check.name, "severity": check.severity, "rows_found": check.rows }))
        .collect();
    let [errors, warnings, notes] = tables.problem_counts;
    let text = json!({
        "as_of": as_of.map(|date| date.to_string()),
        "sources": sources,
        "accounts": tables.accounts.iter().map(account).collect::<Vec<Value>>(),
        "problems": { "error": errors, "warning": warnings, "info": notes },
        "checks": checks,
    });
    Ok(serde_json::to_string_pretty(&text)? + "\n")
}

fn account(account: &Account) -> Value {
    let money: Vec<Value> = account
        .money
        .iter()
        .map(|((field, currency), [read, kept, refused, skipped])| {
            json!({
                "field": field,
                "currency": currency,
                "read": hundredths(*read),
                "kept": hundredths(*kept),
                "refused": hundredths(*refused),
                "skipped": hundredths(*skipped),
            })
        })
        .collect();
    json!({
        "source_id": account.source_id,
        "table": account.table,
        "files": account.files,
        "rows_read": account.rows_read,
        "rows_kept": account.rows_kept,
        "rows_refused": account.rows_refused,
        "rows_skipped": account.rows_skipped,
        "money": money,
    })
}

/// An amount as exact text, since JSON readers cut numbers past 15 digits.
fn hundredths(amount: i128) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    let size = amount.unsigned_abs();
    format!("{sign}{}.{:02}", size / 100, size % 100)
}

#[cfg(test)]
mod tests {
    #[test]
    fn amounts_are_exact_text() {
        assert_eq!(super::hundredths(-5), "-0.05");
        assert_eq!(super::hundredths(1885601029900), "18856010299.00");
    }
}
