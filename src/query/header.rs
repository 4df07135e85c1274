//! The header of a SQL file: what the relation means, and what else it is.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::config::LocalText;

/// TOML between `+++` lines in the file's first comment.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Header {
    pub title: LocalText,
    pub description: LocalText,
    /// Where the method comes from.
    pub source: String,
    /// Columns whose values are unique together; the result is sorted by them.
    pub key: Vec<String>,
    /// Meaning of columns that no table it reads already names.
    pub fields: BTreeMap<String, FieldNote>,
    pub page: Option<PageHeader>,
    pub list: Option<ListHeader>,
    pub figure: Option<FigureHeader>,
    pub flag: Option<FlagHeader>,
    pub check: Option<CheckHeader>,
    pub download: Option<DownloadHeader>,
}

/// Columns that many relations share and no table declares: `queries/fields.toml`.
pub type CommonFields = BTreeMap<String, FieldNote>;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FieldNote {
    pub title: LocalText,
    pub description: LocalText,
    pub unit: Option<String>,
}

/// One row, one page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageHeader {
    /// `penyedia/{supplier_id}`; columns in braces are slugged.
    pub path: String,
    /// The page query whose template, lists and descriptions these pages share, at addresses of their own.
    #[serde(default)]
    pub like: Option<String>,
    /// Needed unless `like` names a query that has it.
    #[serde(default)]
    pub template: String,
    pub title: LocalText,
    #[serde(default)]
    pub description: LocalText,
    /// Column by which the weightiest pages are told.
    #[serde(default)]
    pub weight: Option<String>,
    #[serde(default)]
    pub lists: BTreeMap<String, ListUse>,
    /// What the links at the head of every page call it, where the page exists: of a page at a fixed address.
    #[serde(default)]
    pub nav: LocalText,
    /// The feed that the page's head names: a page query's path, such as `penyedia/{feed_id}/pembaruan.xml`.
    /// Where one of its columns is empty the page has none.
    #[serde(default)]
    pub feed: String,
    /// Column with the figure whose picture stands for the page where it is shared; empty: the portal's card.
    #[serde(default)]
    pub figure: Option<String>,
}

/// A relation shown inside a page, merged with it while streaming.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListUse {
    pub relation: String,
    /// Columns that equal the page's key, in order; empty means the whole relation.
    pub key: Vec<String>,
}

/// A relation that only serves pages and is not published.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ListHeader {
    /// Each row is what the portal's search can find.
    pub search: Option<SearchHeader>,
}

/// Rows that can be searched for, weightiest first: columns `title` (or `title_id`, `title_en`), and where
/// there are such, `detail`, `amount`, `currency`, and `words`, which are found and not shown.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchHeader {
    /// What the rows are, such as `supplier`: results stand together by it.
    pub kind: String,
    /// The page that a row leads to; columns in braces are slugged.
    pub path: String,
    /// Whether titles are names, which may be written without spaces.
    #[serde(default)]
    pub joined: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureHeader {
    pub kind: String,
    pub x: String,
    pub y: Vec<String>,
    #[serde(default)]
    pub series: Option<String>,
    #[serde(default)]
    pub label: Option<String>,
    #[serde(default)]
    pub unit: Option<String>,
    /// Column that holds the currency of `y`.
    #[serde(default)]
    pub currency: Option<String>,
    /// Column of places or boundaries, as Well-Known Text in degrees: of maps.
    #[serde(default)]
    pub geometry: Option<String>,
    /// The page that a place on a map leads to; columns in braces are slugged.
    #[serde(default)]
    pub link: Option<String>,
    /// A title that says what the figure shows.
    #[serde(default)]
    pub finding: LocalText,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlagHeader {
    pub code: String,
    /// `process`, `buyer`, `supplier` or `bidder`.
    pub subject: String,
    /// Flags that rest on the same fact count once.
    #[serde(default)]
    pub group: Option<String>,
    #[serde(default)]
    pub why: LocalText,
    #[serde(default)]
    pub formula: LocalText,
    #[serde(default)]
    pub threshold: LocalText,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckHeader {
    pub severity: CheckSeverity,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckSeverity {
    /// Stops the release.
    Error,
    /// Is published.
    Warning,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DownloadHeader {
    /// `csv`, `jsonl`; Parquet is always there.
    pub formats: Vec<String>,
}

/// Columns that every flag relation has, in this order.
pub const FLAG_COLUMNS: [&str; 9] =
    ["code", "subject_id", "ocid", "buyer_id", "supplier_id", "state", "value", "threshold", "operands"];
