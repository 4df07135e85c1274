//! Figures by name: an SVG drawn from a relation's rows, with its table, its data and its SQL.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error};

use super::chart;
use super::figure_html::draw;
use super::locale::Locale;
use super::route::Links;
use super::row::Rows;
use super::stream::whole;
use super::text::refuse;
use super::touched;
use crate::config::LocalText;
use crate::problem::{Place, Problem, nearest};

/// The most rows that a figure's relation may have: a drawing of more says nothing.
const ROWS: usize = 5_000;

/// A figure relation: what to draw from which columns.
#[derive(Clone, Debug, Default)]
pub struct Figure {
    pub name: String,
    /// One of [`chart::KINDS`].
    pub kind: String,
    /// Column of the categories (sankey: where a flow comes from; heat: the day).
    pub x: String,
    /// Columns of the values.
    pub y: Vec<String>,
    /// Column that splits the rows into series (sankey: where a flow goes).
    pub series: Option<String>,
    /// Column with the categories' names, when `x` is an id; here and in `series`, a column
    /// `<name>_<language>` or the interface's word `<name>_<value>` goes first.
    pub label: Option<String>,
    /// `money`, `ratio`, `percent`, `days`, `count`; absent for plain numbers.
    pub unit: Option<String>,
    /// Column of the currency of `y`; each currency has a drawing of its own.
    pub currency: Option<String>,
    pub title: LocalText,
    /// A title that says what the figure shows; `{column}` is taken from the first row.
    pub finding: LocalText,
    pub description: LocalText,
    /// The relation's Parquet file.
    pub rows: PathBuf,
    /// Formats published as `data/<name>.<format>`, such as `csv`, `parquet`.
    pub formats: Vec<String>,
    /// The published SQL file, below `data/`.
    pub sql_path: String,
    /// Titles and units of columns, for the table; others show their names.
    pub fields: Vec<Field>,
}

/// What a column of a figure means.
#[derive(Clone, Debug, Default)]
pub struct Field {
    pub name: String,
    pub title: LocalText,
    pub unit: Option<String>,
}

/// All figures, their rows read when first asked for.
pub struct Figures {
    known: BTreeMap<String, Figure>,
    rows: Mutex<HashMap<String, Arc<Rows>>>,
}

impl Figures {
    /// Every figure whose kind is not known is a problem.
    pub fn problems(&self) -> Vec<Problem> {
        let unknown = self.known.values().filter(|figure| !chart::KINDS.contains(&figure.kind.as_str()));
        let problems = unknown.map(|figure| {
            let place = Place { source: Some(figure.name.clone()), ..Place::default() };
            let message = format!("figure `{}` has the kind `{}`, which nothing draws", figure.name, figure.kind);
            Problem::error("figure_kind", place, message).hint(format!("kinds are {}", chart::KINDS.join(", ")))
        });
        problems.collect()
    }

    pub fn new(figures: Vec<Figure>) -> Figures {
        let known = figures.into_iter().map(|figure| (figure.name.clone(), figure)).collect();
        Figures { known, rows: Mutex::default() }
    }

    /// Adds `figure(name)` and `figure_rows(name)` to a language's environment. Drawings are kept:
    /// a figure on a million pages is drawn once.
    pub fn register(self: &Arc<Figures>, env: &mut Environment<'static>, locale: &Arc<Locale>, links: &Arc<Links>) {
        let drawn: Mutex<HashMap<String, Value>> = Mutex::default();
        let (figures, locale, links) = (self.clone(), locale.clone(), links.clone());
        env.add_function("figure", move |name: &str, options: Kwargs| -> Result<Value, Error> {
            options.assert_all_used()?;
            touched::figures();
            let mut drawn = drawn.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            if let Some(ready) = drawn.get(name) {
                return Ok(ready.clone());
            }
            let figure = figures.find(name)?;
            let rows = figures.rows(figure)?;
            let html = Value::from_safe_string(draw(figure, &rows, &locale, &links));
            drawn.insert(name.to_string(), html.clone());
            Ok(html)
        });
        let figures = self.clone();
        env.add_function("figure_rows", move |name: &str| -> Result<Value, Error> {
            touched::figures();
            let figure = figures.find(name)?;
            Ok(Value::from_dyn_object(figures.rows(figure)?))
        });
    }

    fn find(&self, name: &str) -> Result<&Figure, Error> {
        self.known.get(name).ok_or_else(|| match nearest(name, self.known.keys().map(String::as_str)) {
            Some(near) => refuse(format!("no figure `{name}`; did you mean `{near}`?")),
            None => refuse(format!("no figure `{name}`")),
        })
    }

    fn rows(&self, figure: &Figure) -> Result<Arc<Rows>, Error> {
        let mut kept = self.rows.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(rows) = kept.get(&figure.name) {
            return Ok(rows.clone());
        }
        let rows = whole(&figure.name, &figure.rows, ROWS).map_err(|error| refuse(format!("{error:#}")))?;
        kept.insert(figure.name.clone(), rows.clone());
        Ok(rows)
    }
}
