//! Accounts: rows and money read, kept, refused and skipped, and the proof that they agree.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::path::Path;

use anyhow::{Result, bail};
use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::Decimal128Type;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What became of one source's rows in one table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Account {
    pub source_id: String,
    pub table: String,
    pub files: u64,
    /// Records seen that were meant for this table (after a split).
    pub rows_read: u64,
    pub rows_kept: u64,
    pub rows_refused: u64,
    /// Left out by a declared condition, or folded duplicates.
    pub rows_skipped: u64,
    /// Money field and currency -> hundredths: read, kept, refused, skipped. As JSON a list of objects
    /// with the sums as decimal text.
    #[serde(serialize_with = "money_as_list", deserialize_with = "money_from_list")]
    pub money: BTreeMap<(String, String), [i128; 4]>,
}

/// Positions in an account's sums of money.
pub const READ: usize = 0;
pub const KEPT: usize = 1;
pub const REFUSED: usize = 2;
pub const SKIPPED: usize = 3;

impl Account {
    /// Why the account does not add up, if it does not.
    pub fn fault(&self) -> Option<String> {
        let name = || format!("source {}, table {}", self.source_id, self.table);
        let rows = self.rows_kept + self.rows_refused + self.rows_skipped;
        if self.rows_read != rows {
            let parts = (self.rows_kept, self.rows_refused, self.rows_skipped);
            return Some(format!("{}: {} rows read, but {parts:?} kept, refused, skipped", name(), self.rows_read));
        }
        self.money.iter().find(|(_, sums)| sums[READ] != sums[KEPT] + sums[REFUSED] + sums[SKIPPED]).map(
            |((field, currency), sums)| {
                let texts = sums.map(hundredths);
                format!("{}: {field} in {currency}: {texts:?} read, kept, refused, skipped", name())
            },
        )
    }
}

/// Hundredths as decimal text: `1234.50`.
pub fn hundredths(amount: i128) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    let amount = amount.unsigned_abs();
    format!("{sign}{}.{:02}", amount / 100, amount % 100)
}

#[derive(Serialize, Deserialize)]
struct MoneyLine {
    field: String,
    currency: String,
    read: String,
    kept: String,
    refused: String,
    skipped: String,
}

fn money_as_list<S: Serializer>(money: &BTreeMap<(String, String), [i128; 4]>, out: S) -> Result<S::Ok, S::Error> {
    out.collect_seq(money.iter().map(|((field, currency), sums)| {
        let [read, kept, refused, skipped] = sums.map(hundredths);
        MoneyLine { field: field.clone(), currency: currency.clone(), read, kept, refused, skipped }
    }))
}

fn money_from_list<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<(String, String), [i128; 4]>, D::Error> {
    let parse = |text: &str| -> Option<i128> {
        let (whole, cents) = text.split_once('.').filter(|(_, cents)| cents.len() == 2)?;
        format!("{whole}{cents}").parse().ok()
    };
    let mut money = BTreeMap::new();
    for line in Vec::<MoneyLine>::deserialize(from)? {
        let mut sums = [0; 4];
        for (sum, text) in sums.iter_mut().zip([&line.read, &line.kept, &line.refused, &line.skipped]) {
            *sum = parse(text).ok_or_else(|| serde::de::Error::custom(format!("`{text}` is not an amount")))?;
        }
        money.insert((line.field, line.currency), sums);
    }
    Ok(money)
}

/// Sums by currency of one money field while rows pass.
#[derive(Debug, Default)]
pub struct Sums(HashMap<String, [i128; 4]>);

impl Sums {
    /// Counts an amount as read and as one of kept, refused and skipped.
    pub fn add(&mut self, currency: &str, amount: i128, fate: usize) {
        let sums = match self.0.get_mut(currency) {
            Some(sums) => sums,
            None => self.0.entry(currency.to_string()).or_default(),
        };
        sums[READ] = sums[READ].saturating_add(amount);
        sums[fate] = sums[fate].saturating_add(amount);
    }

    pub fn into_lines(self, field: &str) -> impl Iterator<Item = ((String, String), [i128; 4])> {
        self.0.into_iter().map(move |(currency, sums)| ((field.to_string(), currency), sums))
    }
}

/// Counts again what a written file holds and puts it in the account as kept: an error when that is not
/// what passed through.
pub fn verify(account: &mut Account, path: &Path, money: &[String]) -> Result<()> {
    let (rows, sums) = count(path, money)?;
    account.rows_kept = rows;
    for (key, line) in &mut account.money {
        line[KEPT] = sums.get(key).copied().unwrap_or(0);
    }
    if let Some(stranger) = sums.keys().find(|key| !account.money.contains_key(*key)) {
        bail!("{} holds {} in {} that was never read", path.display(), stranger.0, stranger.1);
    }
    match account.fault() {
        Some(fault) => bail!("the accounts do not agree: {fault}"),
        None => Ok(()),
    }
}

type ByCurrency = BTreeMap<(String, String), i128>;

fn count(path: &Path, money: &[String]) -> Result<(u64, ByCurrency)> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path)?)?;
    let rows = u64::try_from(builder.metadata().file_metadata().num_rows())?;
    let mut sums = ByCurrency::new();
    if money.is_empty() {
        return Ok((rows, sums));
    }
    let wanted = money.iter().map(String::as_str).chain(["currency"]);
    let mask = ProjectionMask::columns(builder.parquet_schema(), wanted);
    for batch in builder.with_projection(mask).build()? {
        add_batch(&batch?, money, &mut sums);
    }
    Ok((rows, sums))
}

fn add_batch(batch: &RecordBatch, money: &[String], sums: &mut ByCurrency) {
    let currency = batch.column_by_name("currency").and_then(|column| column.as_string_opt::<i32>());
    for field in money {
        let column = batch.column_by_name(field).and_then(|column| column.as_primitive_opt::<Decimal128Type>());
        let Some(column) = column else { continue };
        let mut by_currency: HashMap<&str, i128> = HashMap::new();
        for row in 0..column.len() {
            if !column.is_null(row) {
                let currency = currency.filter(|column| !column.is_null(row)).map_or("", |column| column.value(row));
                let sum = by_currency.entry(currency).or_default();
                *sum = sum.saturating_add(column.value(row));
            }
        }
        for (currency, sum) in by_currency {
            let total = sums.entry((field.clone(), currency.to_string())).or_default();
            *total = total.saturating_add(sum);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::FieldType;
    use crate::table::columns::Cell;
    use crate::table::writer::TableWriter;
    use crate::testing::Scratch;

    fn account(kept: i128) -> Account {
        let money = BTreeMap::from([(("value".to_string(), "IDR".to_string()), [kept + 5, kept, 5, 0])]);
        Account { rows_read: 3, rows_kept: 2, rows_refused: 1, money, ..Account::default() }
    }

    fn file(scratch: &Scratch) -> Result<std::path::PathBuf> {
        let fields = [("value".to_string(), FieldType::Money), ("currency".to_string(), FieldType::String)];
        let mut writer = TableWriter::create(scratch.path(), "t", &fields)?;
        writer.push(&[Cell::Money(100), Cell::Text(0, 3)], "IDR")?;
        writer.push(&[Cell::Money(250), Cell::Text(0, 3)], "IDR")?;
        Ok(writer.finish(&[])?.0)
    }

    #[test]
    fn an_account_that_agrees_passes() -> Result<()> {
        let scratch = Scratch::new("account");
        let path = file(&scratch)?;
        verify(&mut account(350), &path, &["value".to_string()])
    }

    #[test]
    fn lost_money_and_lost_rows_are_found() -> Result<()> {
        let scratch = Scratch::new("account");
        let path = file(&scratch)?;
        let money = ["value".to_string()];
        assert!(verify(&mut account(351), &path, &money).is_err());
        assert!(verify(&mut Account { rows_read: 4, ..account(350) }, &path, &money).is_err());
        assert!(verify(&mut Account { money: BTreeMap::new(), ..account(350) }, &path, &money).is_err());
        Ok(())
    }

    #[test]
    fn accounts_can_be_written_as_json() -> Result<()> {
        let text = serde_json::to_string(&account(-350))?;
        assert!(text.contains(r#""currency":"IDR","read":"-3.45","kept":"-3.50","refused":"0.05""#), "{text}");
        Ok(())
    }
}
