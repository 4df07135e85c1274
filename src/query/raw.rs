//! What the reader hands over: a table's files, one a source, before they are sorted into one relation.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use arrow::datatypes::Schema;
use arrow::util::display::array_value_to_string;
use datafusion::prelude::SessionContext;

use crate::cache::{Cache, Parts};
use crate::config::{Duplicates, TableSpec};
use crate::problem::{Failed, Place, Problem};

/// A declared table, or one of the reader's own, before it is sorted.
pub(super) struct RawTable {
    pub name: String,
    pub files: Vec<PathBuf>,
    /// The source that each file came from.
    pub sources: Vec<String>,
    pub spec: Option<Arc<TableSpec>>,
}

impl RawTable {
    pub fn parts(&self, cache: &Cache) -> Parts {
        let mut parts = Parts::default().with("its name", &self.name);
        for (file, source) in self.files.iter().zip(&self.sources) {
            // The path below the cache holds the content's hash.
            let path = file.strip_prefix(cache.root()).unwrap_or(file).to_string_lossy();
            parts.add(source, path.as_bytes());
        }
        let text = self.spec.as_ref().map_or("", |spec| &spec.text);
        parts.with(format!("datasets/tables/{}.toml", self.name), text)
    }

    /// The columns that no two sources may share. Tables whose duplicates fold repeat them: marts see every
    /// sighting. Within one source the reader has seen to it.
    pub fn unique_key(&self) -> &[String] {
        match &self.spec {
            Some(spec) if self.files.len() > 1 && spec.duplicates == Duplicates::Refuse && !spec.made => {
                &spec.primary_key
            }
            _ => &[],
        }
    }

    /// Columns that its rows are sorted by. Several sources may show the same key: their order must
    /// not hang on threads.
    pub fn order(&self) -> Vec<String> {
        let Some(spec) = &self.spec else { return Vec::new() };
        let mut order = spec.primary_key.clone();
        if !spec.made {
            order.extend(["source_id", "as_of", "source_row"].map(str::to_owned));
        }
        order
    }

    /// The key that two sources give, and which two they are.
    pub async fn shared_key(&self, context: &SessionContext, raw: &str) -> Result<Failed> {
        let key = self.unique_key();
        let columns: Vec<String> = key.iter().map(|name| quoted(name)).collect();
        let columns = columns.join(", ");
        let sql = format!(
            "SELECT min(source_id) AS one, max(source_id) AS other, count(*) OVER () AS keys, {columns} FROM {raw} \
             GROUP BY {columns} HAVING count(*) > 1 ORDER BY {columns} LIMIT 1"
        );
        let batches = context.sql(&sql).await?.collect().await?;
        let first = batches.iter().find(|batch| batch.num_rows() > 0).context("a key came twice and once")?;
        let texts: Result<Vec<String>, _> =
            first.columns().iter().map(|column| array_value_to_string(column, 0)).collect();
        let texts = texts?;
        let [one, other, keys, values @ ..] = texts.as_slice() else { return Err(anyhow!("a key has no columns")) };
        let message = format!(
            "the sources `{one}` and `{other}` both give `{}` the row {} = {}; rows that they share: {keys}",
            self.name,
            key.join(", "),
            values.join(", ")
        );
        let place = Place::file(format!("datasets/sources/{other}.toml"));
        let hint =
            "take the rows from one of them, tell them apart by a `prefix` of an id, or leave rows out by `keep`";
        Ok(Failed::from(Problem::error("shared_key", place, message).hint(hint)))
    }
}

pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

pub(super) fn column_list(schema: &Schema) -> String {
    let names: Vec<String> = schema.fields().iter().map(|field| quoted(field.name())).collect();
    names.join(", ")
}
