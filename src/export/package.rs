//! `datapackage.json` (Data Package v2): every download with its fields, keys, size and hash.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use anyhow::{Result, ensure};
use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::{Download, Glossary};
use crate::config::Portal;
use crate::query::Relation;
use crate::table::{Account, SourceInfo, Tables};

/// The catalogue's text. Titles are in the portal's default language, others under `title_<language>`.
pub fn datapackage(
    portal: &Portal,
    glossary: Glossary,
    downloads: &[Download],
    tables: &Tables,
    as_of: Option<NaiveDate>,
) -> Result<String> {
    let settings = &portal.settings;
    let data: Vec<&Download> = downloads.iter().filter(|download| download.format != "sql").collect();
    let resources: Vec<Value> = data
        .chunk_by(|one, next| (&one.relation, one.format) == (&next.relation, next.format))
        .filter_map(|files| {
            let relation = glossary.relations.get(&files[0].relation)?;
            Some(resource(portal, relation, files, glossary, tables))
        })
        .collect::<Result<_>>()?;
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": format!("pantau-{}", if settings.region_id.is_empty() { "portal" } else { &settings.region_id }),
        "title": settings.title,
        "description": settings.description,
        "resources": resources,
        "sources": tables.sources.iter().map(source).collect::<Vec<Value>>(),
    });
    if let Some(as_of) = as_of {
        package["version"] = json!(as_of.to_string());
    }
    let licences = licences(&tables.sources);
    if !licences.is_empty() {
        package["licenses"] = Value::Array(licences);
    }
    Ok(serde_json::to_string_pretty(&package)? + "\n")
}

fn resource(
    portal: &Portal,
    relation: &Relation,
    files: &[&Download],
    glossary: Glossary,
    tables: &Tables,
) -> Result<Value> {
    let download = files[0];
    let language = &portal.settings.default_language;
    let (title, description) = match (&relation.table, &relation.query) {
        (Some(table), _) => (&table.title, &table.description),
        (None, Some(query)) => (&query.header.title, &query.header.description),
        (None, None) => {
            return Ok(json!({ "name": relation.name, "path": paths(files) }));
        }
    };
    let fields: Vec<Value> = glossary
        .docs(relation)
        .into_iter()
        .map(|doc| {
            let mut field = Map::new();
            field.insert("name".into(), json!(doc.name));
            field.insert("type".into(), json!(doc.kind));
            for (key, text) in [("title", &doc.title), ("description", &doc.description)] {
                for (written, words) in &text.0 {
                    let key = if written == language { key.to_owned() } else { format!("{key}_{written}") };
                    field.insert(key, json!(words));
                }
            }
            if let Some(unit) = doc.unit {
                field.insert("unit".into(), json!(unit));
            }
            Value::Object(field)
        })
        .collect();
    let mut schema = json!({ "fields": fields });
    let key = primary_key(relation, tables);
    if !key.is_empty() {
        schema["primaryKey"] = json!(key);
    }
    let foreign: Vec<Value> = relation
        .table
        .iter()
        .flat_map(|table| &table.foreign_keys)
        .map(|key| json!({ "fields": key.fields, "reference": { "resource": format!("{}-{}", key.reference.resource.replace('_', "-"), download.format), "fields": key.reference.fields } }))
        .collect();
    if !foreign.is_empty() {
        schema["foreignKeys"] = Value::Array(foreign);
    }
    let mut resource = json!({
        "name": format!("{}-{}", relation.name.replace('_', "-"), download.format),
        "path": paths(files),
        "title": title.get(language),
        "description": description.get(language),
        "format": download.format,
        "mediatype": super::media_type(&download.path),
        "bytes": files.iter().map(|file| file.bytes).sum::<u64>(),
        "rows": relation.rows,
        "schema": schema,
    });
    if download.format == "csv" {
        resource["encoding"] = json!("utf-8");
        resource["dialect"] =
            json!({ "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true });
    }
    let details: Vec<Map<String, Value>> = files.iter().map(|file| details(file)).collect::<Result<_>>()?;
    match &details[..] {
        [only] => only.iter().for_each(|(name, value)| resource[name] = value.clone()),
        several => resource["files"] = json!(several),
    }
    Ok(resource)
}

/// One path, or a list: a resource may be several files of the same columns.
fn paths(files: &[&Download]) -> Value {
    let paths: Vec<&str> = files.iter().map(|file| file.path.trim_start_matches("data/")).collect();
    if let [only] = &paths[..] { json!(only) } else { json!(paths) }
}

/// What is true of one file: by itself or, where there are several, with its path and rows.
fn details(file: &Download) -> Result<Map<String, Value>> {
    let mut details = Map::new();
    if file.is_piece {
        details.insert("path".into(), json!(file.path.trim_start_matches("data/")));
        details.insert("rows".into(), json!(file.rows));
        details.insert("bytes".into(), json!(file.bytes));
    }
    details.insert("hash".into(), json!(format!("sha256:{}", file.sha256)));
    if file.is_compressed() {
        details.insert("compression".into(), json!("gz"));
    }
    if file.format == "parquet" {
        details.insert("footer_bytes".into(), json!(footer_bytes(&file.file)?));
    }
    Ok(details)
}

/// Bytes at the end of a Parquet file that say where everything is: a reader that knows them looks a row up
/// with one request less. The last eight are the length of what comes before them, and a mark.
fn footer_bytes(path: &Path) -> Result<u64> {
    let mut end = [0; 8];
    let mut file = File::open(path)?;
    file.seek(SeekFrom::End(-8))?;
    file.read_exact(&mut end)?;
    let [a, b, c, d, mark @ ..] = end;
    ensure!(mark == *b"PAR1", "{} is no Parquet file", path.display());
    Ok(u64::from(u32::from_le_bytes([a, b, c, d])) + 8)
}

/// Columns that are unique together. Two sources may each show the same party or unit, and both rows are published.
fn primary_key(relation: &Relation, tables: &Tables) -> Vec<String> {
    let mut key = relation.key_columns().to_vec();
    if relation.table.is_none() {
        return key;
    }
    let fills = |account: &&Account| account.table == relation.name && account.rows_kept > 0;
    if !key.is_empty() && tables.accounts.iter().filter(fills).count() > 1 {
        key.push("source_id".to_owned());
    }
    key
}

fn source(source: &SourceInfo) -> Value {
    let title = source.title.values().next().map_or(source.source_id.as_str(), String::as_str);
    let mut value = json!({ "title": title });
    if source.address.starts_with("http") {
        value["path"] = json!(source.address);
    }
    value
}

fn licences(sources: &[SourceInfo]) -> Vec<Value> {
    let mut names: Vec<&str> =
        sources.iter().map(|source| source.licence.as_str()).filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(|name| json!({ "title": name })).collect()
}
