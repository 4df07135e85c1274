//! What a table means (`datasets/tables/*.toml`) and where its rows come from (`datasets/sources/*.toml`).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::problem::Place;

/// The same text in several languages: `{ id = "…", en = "…" }`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct LocalText(pub BTreeMap<String, String>);

impl LocalText {
    /// The text in this language, else in any, else empty.
    pub fn get(&self, language: &str) -> &str {
        self.0.get(language).or_else(|| self.0.values().next()).map_or("", String::as_str)
    }
}

/// One standard table: property names of Frictionless Table Schema.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TableSpec {
    /// The file's stem.
    #[serde(skip)]
    pub name: String,
    /// The declaration's text, part of every cache key.
    #[serde(skip)]
    pub text: String,
    pub title: LocalText,
    pub description: LocalText,
    pub primary_key: Vec<String>,
    #[serde(default)]
    pub foreign_keys: Vec<ForeignKey>,
    /// Values that mean "nothing here", besides the empty one.
    #[serde(default)]
    pub missing_values: Vec<String>,
    #[serde(default)]
    pub duplicates: Duplicates,
    /// Made by the reader itself (accounts, portal, problems, sources): no source may fill it.
    #[serde(default)]
    pub made: bool,
    pub fields: Vec<FieldSpec>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForeignKey {
    pub fields: Vec<String>,
    pub reference: Reference,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    pub resource: String,
    pub fields: Vec<String>,
}

/// What happens to a second row with the same primary key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Duplicates {
    /// It is refused, with a problem.
    #[default]
    Refuse,
    /// It is folded into the first without a problem (sightings of the same party).
    Fold,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldSpec {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: FieldType,
    pub title: LocalText,
    #[serde(default)]
    pub description: LocalText,
    /// `money`, `percent`, `ratio`, `days`, `count`, `degrees`; absent where there is none.
    #[serde(default)]
    pub unit: Option<String>,
    #[serde(default)]
    pub privacy: Privacy,
    #[serde(default)]
    pub constraints: Constraints,
}

/// A field's type. `Money` is written `number` with `unit = "money"`: decimal(20,2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldType {
    String,
    Integer,
    Number,
    /// Set by the loader for `type = "number"` with `unit = "money"`.
    #[serde(skip)]
    Money,
    Boolean,
    Date,
    DateTime,
    /// A point or an area in degrees, as Well-Known Text.
    Geometry,
}

/// Private fields never pass the door; masked ones pass without what identifies a person: firms and offices
/// as they are, of other names the initials, of other numbers nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Privacy {
    #[default]
    Public,
    Mask,
    Private,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Constraints {
    #[serde(default)]
    pub required: bool,
    #[serde(default, rename = "enum")]
    pub one_of: Vec<String>,
    #[serde(default)]
    pub minimum: Option<f64>,
    #[serde(default)]
    pub maximum: Option<f64>,
    #[serde(default)]
    pub pattern: Option<String>,
}

/// One upstream system: where its bytes are, how to read them, which tables they fill.
///
/// Every key may come from the preset; [`super::load`] checks that nothing needed is missing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SourceSpec {
    /// The file's stem: `source_id` in every row.
    #[serde(skip)]
    pub name: String,
    /// The file that declares it; empty where the command line does.
    #[serde(skip)]
    pub file: String,
    /// The declaration's text (preset included), part of every cache key.
    #[serde(skip)]
    pub text: String,
    /// Lines of `text` that are the preset's.
    #[serde(skip)]
    pub preset_lines: usize,
    pub title: LocalText,
    pub publisher: String,
    pub licence: String,
    /// The preset this file started from, already merged in.
    pub preset: Option<String>,
    pub kind: SourceKind,
    /// Paths and globs below the portal's folder, the generator's file names, or URLs.
    pub address: Vec<String>,
    pub format: Format,
    /// Name of the text encoding when it cannot be told from the bytes.
    pub encoding: Option<String>,
    pub delimiter: Option<char>,
    /// Quotes inside quoted fields are written `\"`.
    pub backslash_quotes: bool,
    /// The line (from 1) that holds the column names; sniffed when absent.
    pub header_row: Option<u64>,
    /// Sheet of a workbook; the first when absent.
    pub sheet: Option<String>,
    /// The key below which an enveloped array of records lies, such as `data`.
    pub items: Option<String>,
    /// The data's own date; else the latest value of `as_of_column`; else what the format says.
    #[serde(deserialize_with = "date_from_text")]
    pub as_of: Option<NaiveDate>,
    pub as_of_column: Option<String>,
    /// Ids of this source that are built like a person's national id are not one: they are kept. Tax
    /// numbers and parties' ids are judged all the same.
    pub ids_are_not_personal: bool,
    pub paging: Option<Paging>,
    /// Values may hold `${NAME}` from the environment; they are never printed, cached or published.
    pub headers: BTreeMap<String, String>,
    pub limits: Limits,
    #[serde(rename = "table")]
    pub tables: Vec<Fill>,
}

impl SourceSpec {
    /// Where the declaration first names this column: in the source's own file, else in its preset's.
    pub fn place_of_column(&self, column: &str) -> Place {
        let quoted = [format!("\"{column}\""), format!("'{column}'")];
        let names = |line: &str| !line.trim_start().starts_with('#') && quoted.iter().any(|text| line.contains(text));
        let found = |skip: usize, take: usize| {
            self.text.lines().skip(skip).take(take).position(names).map(|line| line as u64 + 1)
        };
        let own = format!("datasets/sources/{}.toml", self.name);
        match (found(self.preset_lines, usize::MAX), found(0, self.preset_lines), &self.preset) {
            (Some(line), _, _) => Place::line(own, line),
            (None, Some(line), Some(preset)) => Place::line(format!("datasets/presets/{preset}.toml"), line),
            _ => Place::file(own),
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    #[default]
    /// Files and globs below the portal's folder.
    File,
    /// One URL, one file.
    Http,
    /// A URL that answers page by page.
    Api,
    /// A file of the built-in generator.
    Sample,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Told from the name and the first bytes.
    #[default]
    Auto,
    Json,
    JsonLines,
    Csv,
    Xlsx,
    Ocds,
}

/// How an API gives its next page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paging {
    pub kind: PagingKind,
    /// Query parameter that carries the cursor, offset or page number.
    #[serde(default)]
    pub parameter: Option<String>,
    /// Dotted path in the answer to the next cursor or address, such as `meta.cursor` or `links.next`.
    #[serde(default)]
    pub next: Option<String>,
    /// Dotted path to a boolean that says whether more follows.
    #[serde(default)]
    pub more: Option<String>,
    /// Dotted path to the array of records; its emptiness ends offset and page paging.
    #[serde(default)]
    pub items: Option<String>,
    #[serde(default)]
    pub size_parameter: Option<String>,
    #[serde(default)]
    pub size: Option<u64>,
    /// First page number (page paging); 1 when absent.
    #[serde(default)]
    pub first: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PagingKind {
    Cursor,
    Offset,
    Page,
    /// The answer holds the next address.
    Link,
}

/// Bounds on what a source may send.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    pub max_bytes: u64,
    /// How long a server may be silent: before it answers, and between two parts of its answer.
    pub timeout_seconds: u64,
    /// How long a whole request may take, to the last byte; 60 times `timeout_seconds` when absent.
    pub request_seconds: Option<u64>,
    pub retries: u32,
    pub requests_per_second: f64,
    pub max_pages: u64,
}

impl Limits {
    /// The longest that one request may take, in seconds: a server that drips would hold up the run for ever.
    pub fn whole_request_seconds(&self) -> u64 {
        self.request_seconds.unwrap_or(self.timeout_seconds.saturating_mul(60)).max(1)
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            max_bytes: 20_000_000_000,
            timeout_seconds: 60,
            request_seconds: None,
            retries: 4,
            requests_per_second: 4.0,
            max_pages: 100_000,
        }
    }
}

/// One table that a source fills.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fill {
    #[serde(rename = "name")]
    pub table: String,
    /// Rows that meet every condition are read; others are counted as skipped.
    #[serde(default)]
    pub keep: Vec<Condition>,
    /// One row per part of a column that holds a list.
    #[serde(default)]
    pub split: Option<Split>,
    pub fields: BTreeMap<String, Mapping>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    pub column: String,
    /// Compared as text, case folded; an empty list means "has any value".
    #[serde(default)]
    pub one_of: Vec<String>,
    /// Keeps the rows that do not meet the condition instead.
    #[serde(default)]
    pub not: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Split {
    pub column: String,
    pub separator: String,
}

/// Where a field's value comes from.
#[derive(Clone, Debug)]
pub enum Mapping {
    /// A column's name.
    Column(String),
    Rule(Box<Rule>),
}

/// A value's making: exactly one of `column`, `first`, `join`, `constant`, `party`; the rest shape it, in this order:
/// strip, pattern, map, scale, prefix, suffix.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rule {
    pub column: Option<String>,
    /// The first of these columns that holds something.
    pub first: Vec<String>,
    /// These columns' values (empty ones left out) with `with` between them.
    pub join: Vec<String>,
    pub with: String,
    pub constant: Option<String>,
    pub party: Option<Party>,
    /// `record` gives the record number, `file` the file's name, `place` both (`<file>#<record>`),
    /// `indent` the number of spaces before the text of `column`.
    pub special: Option<String>,
    pub strip_prefix: Option<String>,
    pub strip_suffix: Option<String>,
    /// Group 1 of this regular expression, or nothing.
    pub pattern: Option<String>,
    /// Value (case folded, trimmed) to value.
    pub map: BTreeMap<String, String>,
    /// What a value that is not in `map` becomes; absent: a problem, and no value.
    pub otherwise: Option<String>,
    /// Multiplies a number: 1000000000 where the column is in billions.
    pub scale: Option<f64>,
    /// Decimal sign when it cannot be told: `,` or `.`.
    pub decimal: Option<String>,
    /// Order of a date's parts when it cannot be told: `dmy`, `mdy` or `ymd`.
    pub date_order: Option<String>,
    pub prefix: String,
    pub suffix: String,
}

/// The columns that identify a firm or office.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Party {
    /// Tax numbers, best first.
    pub tax: Vec<String>,
    pub local: Option<String>,
    pub scheme: String,
    pub name: Option<String>,
}

/// A date written `"2025-10-03"`.
fn date_from_text<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    let text = String::deserialize(from)?;
    text.parse().map(Some).map_err(|_| serde::de::Error::custom(format!("`{text}` is not a date such as 2025-10-03")))
}

/// A plain text is a column's name, a table is a rule. Written out (not `untagged`) so that an
/// unknown key inside a rule is reported with its own place.
impl<'de> Deserialize<'de> for Mapping {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Mapping, D::Error> {
        struct Either;
        impl<'de> serde::de::Visitor<'de> for Either {
            type Value = Mapping;

            fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
                out.write_str("a column's name, or a rule such as { column = \"nilai\", scale = 1000000 }")
            }

            fn visit_str<E: serde::de::Error>(self, column: &str) -> Result<Mapping, E> {
                Ok(Mapping::Column(column.to_owned()))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Mapping, A::Error> {
                Rule::deserialize(serde::de::value::MapAccessDeserializer::new(map))
                    .map(|rule| Mapping::Rule(Box::new(rule)))
            }
        }
        from.deserialize_any(Either)
    }
}
