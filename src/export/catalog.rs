//! The catalogue as relations, so that pages about data are made like any other page.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;

use super::{Download, FieldDoc, Glossary, batches, text};
use crate::cache::{Cache, Key};
use crate::config::LocalText;
use crate::query::{CheckSeverity, CommonFields, Engine, Relation};

/// Rows shown of each dataset.
const PREVIEW: usize = 10;

/// How many rows a check found: none is good.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckResult {
    pub name: String,
    pub severity: &'static str,
    pub title: LocalText,
    pub rows: u64,
}

/// The results of all checks that were run.
pub fn check_results(relations: &BTreeMap<String, Relation>) -> Vec<CheckResult> {
    let mut results = Vec::new();
    for relation in relations.values() {
        let Some(query) = &relation.query else { continue };
        let Some(check) = &query.header.check else { continue };
        let severity = match check.severity {
            CheckSeverity::Error => "error",
            CheckSeverity::Warning => "warning",
        };
        results.push(CheckResult {
            name: relation.name.clone(),
            severity,
            title: query.header.title.clone(),
            rows: relation.rows,
        });
    }
    results
}

/// Adds the catalogue's relations to the engine.
pub fn add_to(
    engine: &mut Engine,
    common: &CommonFields,
    downloads: &[Download],
    cache: &Cache,
) -> Result<Vec<CheckResult>> {
    let glossary = Glossary { relations: engine.relations(), common };
    let checks = check_results(engine.relations());
    let published: Vec<Relation> =
        engine.relations().values().filter(|relation| relation.kind.published()).cloned().collect();
    let field_docs: BTreeMap<String, Vec<FieldDoc>> =
        published.iter().map(|relation| (relation.name.clone(), glossary.docs(relation))).collect();
    let tables = [
        ("catalog_relations", relations_table(&published)),
        ("catalog_fields", fields_table(&field_docs)),
        ("catalog_files", files_table(downloads)),
        ("catalog_preview", preview_table(&published)?),
        ("catalog_flags", flags_table(&published)),
        ("check_results", checks_table(&checks)),
    ];
    for (name, table) in tables {
        let key = table.key(name);
        let entry = match cache.find("relations", &key) {
            Some(entry) => entry,
            None => {
                let entry = cache.begin("relations", &key)?;
                table.write(&entry.dir().join("rows.parquet")).with_context(|| format!("cannot write {name}"))?;
                entry.commit()?
            }
        };
        engine.add_file(name, key, entry.join("rows.parquet"))?;
    }
    Ok(checks)
}

/// A small table of texts and whole numbers.
#[derive(Default)]
struct Small {
    columns: Vec<(&'static str, Column)>,
}

enum Column {
    Text(Vec<Option<String>>),
    Whole(Vec<i64>),
}

impl Small {
    fn text(mut self, name: &'static str, values: impl Iterator<Item = String>) -> Small {
        self.columns
            .push((name, Column::Text(values.map(|text| Some(text).filter(|text| !text.is_empty())).collect())));
        self
    }

    fn whole(mut self, name: &'static str, values: impl Iterator<Item = u64>) -> Small {
        self.columns
            .push((name, Column::Whole(values.map(|value| i64::try_from(value).unwrap_or(i64::MAX)).collect())));
        self
    }

    /// `title_id`, `title_en` from one text.
    fn local<'a>(
        self,
        id: &'static str,
        en: &'static str,
        values: impl Iterator<Item = &'a LocalText> + Clone,
    ) -> Small {
        let texts = |language: &'static str| values.clone().map(move |text| text.get(language).to_owned());
        let (first, second): (Vec<String>, Vec<String>) = (texts("id").collect(), texts("en").collect());
        self.text(id, first.into_iter()).text(en, second.into_iter())
    }

    fn key(&self, name: &str) -> String {
        let mut key = Key::new("catalog").with(name);
        for (name, column) in &self.columns {
            key.add(name);
            match column {
                Column::Text(values) => values.iter().for_each(|value| key.add(value.as_deref().unwrap_or("\u{0}"))),
                Column::Whole(values) => values.iter().for_each(|value| key.add(value.to_le_bytes())),
            }
        }
        key.hex()
    }

    fn write(self, path: &Path) -> Result<()> {
        let columns = self.columns.into_iter().map(|(name, column)| {
            let array: ArrayRef = match column {
                Column::Text(values) => Arc::new(StringArray::from(values)),
                Column::Whole(values) => Arc::new(Int64Array::from(values)),
            };
            (name, array, true)
        });
        let batch = RecordBatch::try_from_iter_with_nullable(columns)?;
        let mut writer = ArrowWriter::try_new(File::create(path)?, batch.schema(), None)?;
        writer.write(&batch)?;
        writer.close()?;
        Ok(())
    }
}

fn titles(relation: &Relation) -> (&LocalText, &LocalText) {
    static NONE: LocalText = LocalText(BTreeMap::new());
    match (&relation.table, &relation.query) {
        (Some(table), _) => (&table.title, &table.description),
        (None, Some(query)) => (&query.header.title, &query.header.description),
        (None, None) => (&NONE, &NONE),
    }
}

fn relations_table(published: &[Relation]) -> Small {
    let all = || published.iter();
    let header = |relation: &Relation| relation.query.as_ref().map(|query| query.header.clone()).unwrap_or_default();
    Small::default()
        .text("name", all().map(|relation| relation.name.clone()))
        .text("kind", all().map(|relation| relation.kind.as_str().to_owned()))
        .local("title_id", "title_en", all().map(|relation| titles(relation).0))
        .local("description_id", "description_en", all().map(|relation| titles(relation).1))
        .text("citation", all().map(|relation| header(relation).source))
        .text(
            "sql_path",
            all().map(|relation| relation.query.as_ref().map_or(String::new(), |query| query.path.clone())),
        )
        .whole("row_count", all().map(|relation| relation.rows))
        .whole("column_count", all().map(|relation| relation.schema.fields().len() as u64))
        .text("key_columns", all().map(|relation| relation.key_columns().join(", ")))
        .text(
            "depends_on",
            all().map(|relation| relation.query.as_ref().map_or(String::new(), |query| query.reads.join(", "))),
        )
        .text("code", all().map(|relation| header(relation).flag.map_or(String::new(), |flag| flag.code)))
}

fn fields_table(docs: &BTreeMap<String, Vec<FieldDoc>>) -> Small {
    let all = || {
        docs.iter().flat_map(|(relation, docs)| docs.iter().enumerate().map(move |(place, doc)| (relation, place, doc)))
    };
    Small::default()
        .text("relation", all().map(|(relation, _, _)| relation.clone()))
        .whole("position", all().map(|(_, place, _)| place as u64 + 1))
        .text("field", all().map(|(_, _, doc)| doc.name.clone()))
        .text("type", all().map(|(_, _, doc)| doc.kind.to_owned()))
        .local("title_id", "title_en", all().map(|(_, _, doc)| &doc.title).collect::<Vec<_>>().into_iter())
        .local(
            "description_id",
            "description_en",
            all().map(|(_, _, doc)| &doc.description).collect::<Vec<_>>().into_iter(),
        )
        .text("unit", all().map(|(_, _, doc)| doc.unit.clone().unwrap_or_default()))
        .whole("masked", all().map(|(_, _, doc)| u64::from(doc.masked)))
}

fn files_table(downloads: &[Download]) -> Small {
    let all = || downloads.iter();
    Small::default()
        .text("relation", all().map(|download| download.relation.clone()))
        .text("format", all().map(|download| download.format.to_owned()))
        .text("path", all().map(|download| download.path.clone()))
        .whole("row_count", all().map(|download| download.rows))
        .whole("bytes", all().map(|download| download.bytes))
        .text("sha256", all().map(|download| download.sha256.clone()))
}

fn preview_table(published: &[Relation]) -> Result<Small> {
    let mut cells: Vec<(String, u64, u64, String, String)> = Vec::new();
    for relation in published {
        let Some(batch) = batches(&relation.path)?.next().transpose()? else { continue };
        for row in 0..batch.num_rows().min(PREVIEW) {
            for (place, (column, field)) in batch.columns().iter().zip(relation.schema.fields()).enumerate() {
                let mut value = String::new();
                text::push(&mut value, column, row)?;
                cells.push((relation.name.clone(), row as u64 + 1, place as u64 + 1, field.name().clone(), value));
            }
        }
    }
    let all = || cells.iter();
    Ok(Small::default()
        .text("relation", all().map(|cell| cell.0.clone()))
        .whole("row_no", all().map(|cell| cell.1))
        .whole("position", all().map(|cell| cell.2))
        .text("field", all().map(|cell| cell.3.clone()))
        .text("value", all().map(|cell| cell.4.clone())))
}

fn flags_table(published: &[Relation]) -> Small {
    let flags: Vec<_> = published
        .iter()
        .filter_map(|relation| relation.query.as_ref())
        .filter_map(|query| Some((query, query.header.flag.as_ref()?)))
        .collect();
    let all = || flags.iter();
    Small::default()
        .text("code", all().map(|(_, flag)| flag.code.clone()))
        .text("relation", all().map(|(query, _)| query.name.clone()))
        .local("title_id", "title_en", all().map(|(query, _)| &query.header.title))
        .local("description_id", "description_en", all().map(|(query, _)| &query.header.description))
        .local("why_id", "why_en", all().map(|(_, flag)| &flag.why))
        .local("formula_id", "formula_en", all().map(|(_, flag)| &flag.formula))
        .local("threshold_id", "threshold_en", all().map(|(_, flag)| &flag.threshold))
        .text("citation", all().map(|(query, _)| query.header.source.clone()))
        .text("subject", all().map(|(_, flag)| flag.subject.clone()))
        .text("sql_path", all().map(|(query, _)| query.path.clone()))
}

fn checks_table(checks: &[CheckResult]) -> Small {
    let all = || checks.iter();
    Small::default()
        .text("name", all().map(|check| check.name.clone()))
        .text("severity", all().map(|check| check.severity.to_owned()))
        .local("title_id", "title_en", all().map(|check| &check.title))
        .whole("rows_found", all().map(|check| check.rows))
}
