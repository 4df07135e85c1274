//! Show: rows of page relations become page bodies, through `templates/`.
//!
//! In: sorted relations (a family of pages, and the lists that stand inside them), figures, and the
//! portal's settings. Out: finished bodies, one after the other in the order of their rows, whatever
//! the number of threads. Never: arithmetic on the data, more than a fixed number of rows in memory,
//! or a value on a page that was not escaped.

mod bounds;
mod cell;
mod chart;
mod context;
mod exact;
mod figure;
mod figure_html;
mod filters;
mod hoisted;
mod locale;
mod metadata;
mod names;
mod photo;
mod picture;
mod qr;
mod render;
mod reply;
pub mod route;
mod row;
mod settled;
mod shown;
mod source;
mod stream;
mod text;
mod tongue;
mod touched;
mod weight;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

pub use chart::KINDS as FIGURE_KINDS;
pub use context::{Language, Part, SiteContext, SiteFiles, card_path, compile, read_templates};
pub use exact::Exact;
pub use figure::{Field, Figure};
pub use filters::{environment, escaped};
pub use locale::Locale;
pub use picture::Picture;
pub use render::{Rendered, Work, render, render_with};
pub use reply::Reply;
pub use route::Stored;
pub use row::Table;
pub use stream::Batches;
pub use text::{problem as template_problem, refuse};
pub use touched::Touched;
pub use weight::share;

use crate::config::LocalText;

/// A page relation: one row, one page in each language.
#[derive(Clone, Debug, Default)]
pub struct PageFamily {
    pub relation: String,
    /// `penyedia/{supplier_id}`: columns in braces become slugs; empty for the front page. One that ends in
    /// `.xml` or `.ics` makes files as the template writes them, without a frame.
    pub path: String,
    /// Name of a file in `templates/`.
    pub template: String,
    /// Columns in braces are written as plain text.
    pub title: LocalText,
    pub description: LocalText,
    /// Columns that the rows are sorted by.
    pub key: Vec<String>,
    /// Column by which the weightiest pages are told; 0 without one.
    pub weight: Option<String>,
    /// The path of the feed that a page's head names; none where it is empty or one of its columns is.
    pub feed: String,
    /// Column with the name of the figure whose picture stands for a page where it is shared.
    pub figure: Option<String>,
    /// How many rows, the weightiest, become files of their own; the others are for packs. `None`: all.
    pub files: Option<u64>,
    /// A Parquet file, or a folder of them, sorted by `key`.
    pub rows: PathBuf,
    pub lists: Vec<PageList>,
    /// The published SQL file, below `data/`: `page.sql_path` in templates.
    pub sql_path: String,
}

/// A relation shown inside the pages of a family: the rows whose key equals the page's.
#[derive(Clone, Debug, Default)]
pub struct PageList {
    /// `lists.<name>` in templates.
    pub name: String,
    /// Columns that both relations have and begin their order with; none means the whole relation.
    pub key: Vec<String>,
    /// A Parquet file, or a folder of them, sorted by `key`.
    pub rows: PathBuf,
}

/// One finished body in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Slugs with a `/` at the end, the same in every language; empty for the front page. A bare file's has no
    /// `/` at its end.
    pub path: String,
    pub lang: String,
    pub title: String,
    pub description: String,
    /// HTML, for the frame to stand around; of a bare file, all of it.
    pub body: String,
    pub relation: String,
    pub sql_path: String,
    /// The link of its feed, and the path of the picture that stands for it; empty where it has none.
    pub feed: String,
    pub picture: String,
    /// Whether it is worth a file of its own; else it is for a pack.
    pub is_file: bool,
    /// The row it was made from, counted from 1.
    pub row: u64,
}
