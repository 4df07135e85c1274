//! Loading a portal: every file is read, every check made, and all problems told at once.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;
use toml::de::DeTable;

use super::{
    FieldType, Files, Format, LocalText, Mapping, Portal, SourceKind, SourceSpec, TableSpec, locate, parse,
    settings_file,
};
use crate::problem::{Failed, Place, Problem, Severity, nearest};

/// Columns that every table has; the reader fills them in.
pub const ADDED_FIELDS: [&str; 4] = ["region_id", "source_id", "source_row", "as_of"];

impl Portal {
    /// Reads a portal's folder.
    ///
    /// # Errors
    /// [`Failed`] with every problem found in settings, tables and sources.
    pub fn load(dir: &Path) -> Result<Portal> {
        Portal::read(dir, Files::of(dir), None)
    }

    /// A portal from data alone: the program's own settings, and one source of OCDS files or addresses.
    ///
    /// # Errors
    /// [`Failed`] if the program's own files do not hold together.
    pub fn from_ocds(dir: &Path, addresses: &[String]) -> Result<Portal> {
        let network = |address: &String| address.starts_with("https://") || address.starts_with("http://");
        let mut sources = Vec::new();
        for (name, kind, wanted) in [("ocds", SourceKind::File, false), ("ocds-web", SourceKind::Http, true)] {
            let address: Vec<String> = addresses.iter().filter(|address| network(address) == wanted).cloned().collect();
            if !address.is_empty() {
                let title =
                    [("id", "Data OCDS"), ("en", "OCDS data")].map(|(language, text)| (language.into(), text.into()));
                let text = format!("{name} {kind:?} {address:?}");
                let title = LocalText(title.into());
                sources.push(SourceSpec {
                    name: name.into(),
                    text,
                    title,
                    kind,
                    address,
                    format: Format::Ocds,
                    ..SourceSpec::default()
                });
            }
        }
        let mut portal = Portal::read(dir, Files::embedded(), Some(sources))?;
        let settings = &mut portal.settings;
        settings.fictional = false;
        settings.sample = None;
        settings.region_id = "ocds".into();
        settings.region_name = "OCDS".into();
        settings.title = "Pantau OCDS".into();
        settings.titles.clear();
        settings.description = String::new();
        settings.feedback_url = None;
        settings.base_url = "/".into();
        settings.currency = String::new();
        settings.utc_offset_minutes = 0;
        settings.time_zone = "UTC".into();
        if settings.languages.iter().any(|language| language == "en") {
            settings.default_language = "en".into();
            settings.languages.sort_by_key(|language| language != "en");
        }
        portal.files.speak(&portal.settings.languages, &settings_file::carried_language());
        Ok(portal)
    }

    fn read(dir: &Path, mut files: Files, sources: Option<Vec<SourceSpec>>) -> Result<Portal> {
        let mut problems = Vec::new();
        let settings = settings_file::read(&files, &mut problems)?;
        let tables = read_tables(&files, &mut problems)?;
        let sources = match sources {
            Some(sources) => sources,
            None => read_sources(&files, &tables, &mut problems)?,
        };
        let broken = problems.iter().any(|problem| problem.severity == Severity::Error);
        match settings {
            Some(settings) if !broken => {
                files.speak(&settings.languages, &settings_file::carried_language());
                Ok(Portal { dir: dir.to_path_buf(), settings, tables, sources, files, warnings: problems })
            }
            _ => Err(Failed(problems).into()),
        }
    }

    /// The declaration of a table.
    pub fn table(&self, name: &str) -> Option<&TableSpec> {
        self.tables.iter().find(|table| table.name == name)
    }
}

fn read_tables(files: &Files, problems: &mut Vec<Problem>) -> Result<Vec<TableSpec>> {
    let mut tables: Vec<TableSpec> = Vec::new();
    for path in files.list("datasets/tables/")? {
        let Some(text) = files.text(&path)? else { continue };
        let (table, found) = parse::<TableSpec>(&path, &text, 1);
        problems.extend(found);
        let Some(mut table) = table else { continue };
        table.name = stem(&path);
        for field in &mut table.fields {
            if field.kind == FieldType::Number && field.unit.as_deref() == Some("money") {
                field.kind = FieldType::Money;
            }
        }
        check_table(&table, &path, &text, problems);
        table.text = text;
        tables.push(table);
    }
    let names: Vec<String> = tables.iter().map(|table| table.name.clone()).collect();
    for table in &tables {
        let path = format!("datasets/tables/{}.toml", table.name);
        for key in &table.foreign_keys {
            let target = tables.iter().find(|other| other.name == key.reference.resource);
            let place = || locate(&path, &table.text, &["foreignKeys"]);
            match target {
                None => problems.push(unknown("table", &key.reference.resource, &names, place())),
                Some(target) => {
                    let known = field_names(target);
                    for field in key.reference.fields.iter().filter(|field| !known.contains(field)) {
                        problems.push(unknown("field", field, &known, place()));
                    }
                }
            }
        }
    }
    Ok(tables)
}

fn check_table(table: &TableSpec, path: &str, text: &str, problems: &mut Vec<Problem>) {
    let names = field_names(table);
    let mut seen = BTreeSet::new();
    for name in &names {
        let place = || locate(path, text, &["fields"]);
        if !seen.insert(name) {
            problems.push(Problem::error("duplicate_field", place(), format!("the field `{name}` is declared twice")));
        }
        if ADDED_FIELDS.contains(&name.as_str()) && !table.made {
            let message = format!("the field `{name}` is added to every table and must not be declared");
            problems.push(Problem::error("reserved_field", place(), message));
        }
    }
    if table.primary_key.is_empty() {
        problems.push(Problem::error("no_primary_key", Place::file(path), "`primaryKey` is empty"));
    }
    for key in table.primary_key.iter().chain(table.foreign_keys.iter().flat_map(|key| &key.fields)) {
        if !names.contains(key) {
            problems.push(unknown("field", key, &names, locate(path, text, &["primaryKey"])));
        }
    }
    for field in &table.fields {
        if let Some(Err(error)) = field.constraints.pattern.as_deref().map(regex::Regex::new) {
            let message = format!("the pattern of `{}` is not a regular expression: {error}", field.name);
            problems.push(Problem::error("bad_pattern", locate(path, text, &["fields"]), message));
        }
    }
}

fn read_sources(files: &Files, tables: &[TableSpec], problems: &mut Vec<Problem>) -> Result<Vec<SourceSpec>> {
    let mut sources = Vec::new();
    for path in files.list("datasets/sources/")? {
        if !path.ends_with(".toml") {
            // `.toml.example` and a readme are meant so; `.TOML` and an editor's `.toml.txt` are not.
            if path.to_lowercase().contains(".toml") && !path.ends_with(".example") {
                let problem =
                    Problem::warning("not_read", Place::file(&path), "is not read: its name must end in .toml");
                problems.push(problem.hint("rename it"));
            }
            continue;
        }
        let Some(text) = files.text(&path)? else { continue };
        let (source, found) = parse::<SourceSpec>(&path, &text, 1);
        let sound = found.is_empty();
        problems.extend(found);
        let Some(source) = source else { continue };
        let Some(mut source) = with_preset(files, source, &path, &text, problems)? else { continue };
        source.name = stem(&path);
        source.file.clone_from(&path);
        if sound {
            check_source(&source, tables, &path, &text, problems);
        }
        sources.push(source);
    }
    Ok(sources)
}

/// Lays a source's own keys over its preset's.
fn with_preset(
    files: &Files,
    source: SourceSpec,
    path: &str,
    text: &str,
    problems: &mut Vec<Problem>,
) -> Result<Option<SourceSpec>> {
    let Some(preset) = source.preset.clone() else {
        return Ok(Some(SourceSpec { text: text.to_owned(), ..source }));
    };
    let preset_path = format!("datasets/presets/{preset}.toml");
    let Some(preset_text) = files.text(&preset_path)? else {
        let known: Vec<String> = files
            .list("datasets/presets/")?
            .iter()
            .filter_map(|path| Some(path.strip_prefix("datasets/presets/")?.strip_suffix(".toml")?.to_owned()))
            .collect();
        problems.push(unknown("preset", &preset, &known, locate(path, text, &["preset"])));
        return Ok(None);
    };
    let (_, found) = parse::<SourceSpec>(&preset_path, &preset_text, 1);
    let sound = found.is_empty();
    problems.extend(found);
    let (Ok(mut base), Ok(own), true) = (DeTable::parse(&preset_text), DeTable::parse(text), sound) else {
        return Ok(None);
    };
    for (key, value) in own.into_inner() {
        base.get_mut().remove(&key);
        base.get_mut().insert(key, value);
    }
    let merged = serde::Deserialize::deserialize(toml::de::Deserializer::from(base));
    match merged {
        Ok(merged) => {
            let preset_lines = preset_text.matches('\n').count() + 1;
            Ok(Some(SourceSpec { text: format!("{preset_text}\n{text}"), preset_lines, ..merged }))
        }
        Err(_) => Ok(None), // told when the source's own file was read
    }
}

fn check_source(source: &SourceSpec, tables: &[TableSpec], path: &str, text: &str, problems: &mut Vec<Problem>) {
    if source.address.is_empty() {
        problems.push(
            Problem::error("missing_key", Place::file(path), "the source has no `address`")
                .hint("address = [\"data/*.json\"], relative to the portal's folder, or a URL"),
        );
    }
    if source.tables.is_empty() && source.format != Format::Ocds {
        problems.push(
            Problem::error("missing_key", Place::file(path), "the source fills no table")
                .hint("add [[table]] with `name` and [table.fields], or `preset = \"…\"`"),
        );
    }
    if source.format == Format::Ocds && source.items.is_some() {
        let problem = Problem::error(
            "unused_key",
            locate(path, text, &["items"]),
            "`items` says nothing of OCDS: packages, arrays and bare releases are told apart by themselves",
        );
        problems.push(problem.hint("leave it out; releases below another key must be taken out of it first"));
    }
    let filled = || tables.iter().filter(|table| !table.made);
    let names: Vec<String> = filled().map(|table| table.name.clone()).collect();
    for (number, fill) in source.tables.iter().enumerate() {
        let number = number.to_string();
        let Some(table) = filled().find(|table| table.name == fill.table) else {
            let place = locate(path, text, &["table", &number, "name"]);
            if tables.iter().any(|table| table.name == fill.table) {
                let message = format!("no source may fill `{}`: it is made when the others are read", fill.table);
                let problem = Problem::error("unknown_name", place, message);
                problems.push(problem.hint(format!("known: {}", names.join(", "))));
            } else {
                problems.push(unknown("table", &fill.table, &names, place));
            }
            continue;
        };
        let known = field_names(table);
        for (field, mapping) in &fill.fields {
            let place = || locate(path, text, &["table", &number, "fields", field]);
            if !known.contains(field) {
                problems.push(unknown("field", field, &known, place()));
            }
            if let Mapping::Rule(rule) = mapping {
                // The indentation is that of a column.
                let indent = rule.special.as_deref() == Some("indent");
                let ways = usize::from(rule.column.is_some() && !indent)
                    + usize::from(!rule.first.is_empty())
                    + usize::from(!rule.join.is_empty())
                    + usize::from(rule.constant.is_some())
                    + usize::from(rule.party.is_some())
                    + usize::from(rule.special.is_some());
                if ways != 1 {
                    let message =
                        format!("`{field}` needs exactly one of column, first, join, constant, party, special");
                    problems.push(Problem::error("bad_mapping", place(), message));
                }
                if let Some(Err(error)) = rule.pattern.as_deref().map(regex::Regex::new) {
                    let message = format!("the pattern of `{field}` is not a regular expression: {error}");
                    problems.push(Problem::error("bad_pattern", place(), message));
                }
            }
        }
        for key in table.primary_key.iter().filter(|key| !fill.fields.contains_key(*key)) {
            let message = format!("`{}` needs its key field `{key}`, which no column fills", fill.table);
            problems.push(Problem::error("unmapped_key", locate(path, text, &["table", &number]), message));
        }
    }
}

fn field_names(table: &TableSpec) -> Vec<String> {
    table.fields.iter().map(|field| field.name.clone()).collect()
}

fn unknown(what: &str, typed: &str, known: &[String], place: Place) -> Problem {
    let problem = Problem::error("unknown_name", place, format!("there is no {what} `{typed}`"));
    match nearest(typed, known.iter().map(String::as_str)) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem.hint(format!("known: {}", known.join(", "))),
    }
}

fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}
