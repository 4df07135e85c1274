//! Tables too large for one file, cut by year and by size.
//!
//! A host refuses a file that is too large, and a reader who wants one year should not fetch all of them.
//! So a table of more than half of what one file may hold (its text is larger than its Parquet) is cut: by
//! its year where it has one, then by rows. A table that fits stays whole.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use arrow::array::{BooleanArray, Int64Array, RecordBatch};
use arrow::compute::filter_record_batch;
use arrow::datatypes::DataType;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde::{Deserialize, Serialize};

use super::batches;
use crate::cache::{Cache, Parts};
use crate::query::{ROW_GROUP, Relation, RelationWriter};

/// Columns that say a row's year.
const YEARS: [&str; 2] = ["year", "fiscal_year"];

/// With more years than these, a year is no way to cut.
const MOST_YEARS: usize = 40;

/// Rows of a relation that are one file.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// What follows the relation's name in the file's: nothing where it is whole.
    pub suffix: String,
    pub file: PathBuf,
    pub rows: u64,
}

#[derive(Serialize, Deserialize)]
struct Listed {
    suffix: String,
    rows: u64,
}

/// The files of a relation, of which none should be larger than `largest` bytes: itself, or pieces of it.
pub fn pieces(relation: &Relation, cache: &Cache, largest: u64) -> Result<Vec<Piece>> {
    let whole = Piece { suffix: String::new(), file: relation.path.clone(), rows: relation.rows };
    let bytes = fs::metadata(&relation.path).with_context(|| format!("cannot read {}", relation.path.display()))?.len();
    let most = largest / 2;
    let groups = u128::from(relation.rows) * u128::from(most) / u128::from(bytes.max(1)) / ROW_GROUP as u128;
    let rows = u64::try_from(groups)?.max(1) * ROW_GROUP as u64;
    if bytes <= most || relation.rows <= rows {
        return Ok(vec![whole]);
    }
    let parts = Parts::default().with(&relation.name, &relation.key).with("the largest file", largest.to_le_bytes());
    let key = parts.key("pieces");
    let kept = cache.find("pieces", &key);
    cache.asked("pieces", &relation.name, &parts, kept.is_none());
    let entry = match kept {
        Some(entry) => entry,
        None => {
            let entry = cache.begin("pieces", &key)?;
            let listed =
                cut(relation, entry.dir(), rows).with_context(|| format!("cannot cut {} into files", relation.name))?;
            fs::write(entry.dir().join("pieces.json"), serde_json::to_vec(&listed)?)?;
            entry.commit()?
        }
    };
    let listed: Vec<Listed> = serde_json::from_slice(&fs::read(entry.join("pieces.json"))?)?;
    let piece = |one: Listed| Piece { file: file(&entry, &one.suffix), suffix: one.suffix, rows: one.rows };
    Ok(listed.into_iter().map(piece).collect())
}

fn file(folder: &Path, suffix: &str) -> PathBuf {
    folder.join(format!("rows{suffix}.parquet"))
}

/// Writes pieces of at most `most` rows into `folder`; each keeps the order of the whole.
fn cut(relation: &Relation, folder: &Path, most: u64) -> Result<Vec<Listed>> {
    let years = years(relation)?;
    let mut groups: Vec<Group<'_>> = match &years {
        Some((_, years)) => years.iter().map(|year| Group::new(relation, folder, most, label(*year))).collect(),
        None => vec![Group::new(relation, folder, most, String::new())],
    };
    for batch in batches(&relation.path)? {
        let batch = batch?;
        match &years {
            None => groups[0].write(batch)?,
            Some((column, years)) => {
                for (group, year) in groups.iter_mut().zip(years) {
                    let mask: BooleanArray = whole(&batch, *column)?.iter().map(|one| Some(one == *year)).collect();
                    group.write(filter_record_batch(&batch, &mask)?)?;
                }
            }
        }
    }
    let listed: Result<Vec<Vec<Listed>>> = groups.into_iter().map(Group::finish).collect();
    Ok(listed?.into_iter().flatten().collect())
}

fn label(year: Option<i64>) -> String {
    year.map_or("-tanpa-tahun".to_owned(), |year| format!("-{year}"))
}

/// The column of years, and the years in it.
fn years(relation: &Relation) -> Result<Option<(usize, BTreeSet<Option<i64>>)>> {
    let is_whole =
        |name: &&&str| relation.schema.field_with_name(name).is_ok_and(|field| *field.data_type() == DataType::Int64);
    let Some(name) = YEARS.iter().find(is_whole) else { return Ok(None) };
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(&relation.path)?)?;
    let mask = ProjectionMask::columns(builder.parquet_schema(), [*name]);
    let mut years = BTreeSet::new();
    for batch in builder.with_projection(mask).build()? {
        years.extend(whole(&batch?, 0)?.iter());
        if years.len() > MOST_YEARS {
            return Ok(None);
        }
    }
    Ok(Some((relation.schema.index_of(name)?, years)))
}

fn whole(batch: &RecordBatch, column: usize) -> Result<&Int64Array> {
    batch.column(column).as_any().downcast_ref().context("a year is a whole number")
}

/// The files of one year, or of all.
struct Group<'a> {
    relation: &'a Relation,
    folder: &'a Path,
    most: u64,
    /// What all its files have after the relation's name.
    label: String,
    open: Option<(RelationWriter, u64)>,
    ended: Vec<Listed>,
}

impl<'a> Group<'a> {
    fn new(relation: &'a Relation, folder: &'a Path, most: u64, label: String) -> Group<'a> {
        Group { relation, folder, most, label, open: None, ended: Vec::new() }
    }

    fn numbered(&self, number: usize) -> String {
        format!("{}-{number}", self.label)
    }

    fn write(&mut self, mut rows: RecordBatch) -> Result<()> {
        while rows.num_rows() > 0 {
            let path = file(self.folder, &self.numbered(self.ended.len() + 1));
            let (writer, written) = match &mut self.open {
                Some(open) => open,
                none => none
                    .insert((RelationWriter::new(&path, &self.relation.schema, self.relation.key_columns(), &[])?, 0)),
            };
            let taken = usize::try_from(self.most - *written)?.min(rows.num_rows());
            writer.write(&rows.slice(0, taken))?;
            *written += taken as u64;
            rows = rows.slice(taken, rows.num_rows() - taken);
            if *written == self.most {
                self.end()?;
            }
        }
        Ok(())
    }

    fn end(&mut self) -> Result<()> {
        if let Some((writer, rows)) = self.open.take() {
            writer.finish()?;
            self.ended.push(Listed { suffix: self.numbered(self.ended.len() + 1), rows });
        }
        Ok(())
    }

    /// A year that is one file needs no number.
    fn finish(mut self) -> Result<Vec<Listed>> {
        self.end()?;
        if let [only] = &mut self.ended[..]
            && !self.label.is_empty()
        {
            fs::rename(file(self.folder, &only.suffix), file(self.folder, &self.label))?;
            only.suffix.clone_from(&self.label);
        }
        Ok(self.ended)
    }
}
