//! Figures by name: an SVG drawn from a relation's rows, with its table, its data and its SQL.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error};

use super::chart;
use super::figure_html::{draw, drawings, heading_of, picture_path};
use super::locale::Locale;
use super::picture::{Foot, Palette, Picture};
use super::route::Links;
use super::row::Rows;
use super::stream::whole;
use super::text::refuse;
use super::touched;
use crate::config::LocalText;
use crate::problem::{Place, Problem, nearest};

/// The most rows that a figure's relation may have: a drawing of more says nothing.
const ROWS: usize = 5_000;

/// The kind that draws places, not categories.
pub const MAP: &str = "map";

/// A figure relation: what to draw from which columns.
#[derive(Clone, Debug, Default)]
pub struct Figure {
    pub name: String,
    /// One of [`chart::KINDS`], or [`MAP`].
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
    /// `money`, `ratio`, `percent`, `days`, `count`, `date` (of timelines); absent for plain numbers.
    pub unit: Option<String>,
    /// Column of the currency of `y`; each currency has a drawing of its own.
    pub currency: Option<String>,
    /// Of maps: the column of places or boundaries, as Well-Known Text in degrees.
    pub geometry: Option<String>,
    /// Of maps: the page that a place leads to, such as `wilayah/{region_code}`.
    pub link: Option<String>,
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
    /// Every figure whose kind is not known, and every map without places, is a problem.
    pub fn problems(&self) -> Vec<Problem> {
        let problem = |figure: &Figure| {
            let place = Place { source: Some(figure.name.clone()), ..Place::default() };
            if figure.kind == MAP {
                let message = format!("figure `{}` is a map and names no column of places", figure.name);
                let problem = Problem::error("figure_kind", place, message);
                let hint = "say `geometry = \"…\"`: a column of points or boundaries in degrees";
                return figure.geometry.is_none().then(|| problem.hint(hint));
            }
            let message = format!("figure `{}` has the kind `{}`, which nothing draws", figure.name, figure.kind);
            let problem = Problem::error("figure_kind", place, message);
            let hint = format!("kinds are {}, {MAP}", chart::KINDS.join(", "));
            (!chart::KINDS.contains(&figure.kind.as_str())).then(|| problem.hint(hint))
        };
        self.known.values().filter_map(problem).collect()
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

    /// The pictures of all figures that have a drawing, in one language.
    pub fn pictures(
        &self,
        locale: &Locale,
        links: &Links,
        palette: &Palette,
        foot: &dyn Fn(&str) -> Foot,
    ) -> anyhow::Result<Vec<Picture>> {
        let mut pictures = Vec::new();
        for figure in self.known.values() {
            let rows = self.rows(figure)?;
            let drawn = drawings(figure, &rows, locale, links);
            if drawn.is_empty() {
                continue;
            }
            let heading = heading_of(figure, &rows, locale);
            let path = picture_path(&locale.language, &figure.name);
            let foot = foot(&format!("data/{}/", figure.name));
            pictures.push(Picture::figure(path, &heading, &drawn, &foot, palette));
        }
        Ok(pictures)
    }

    /// The path of a figure's picture in this language, where it has a drawing.
    pub fn picture_of(&self, name: &str, locale: &Locale, links: &Links) -> Result<Option<String>, Error> {
        touched::figures();
        let figure = self.find(name)?;
        let drawn = !drawings(figure, &*self.rows(figure)?, locale, links).is_empty();
        Ok(drawn.then(|| picture_path(&locale.language, &figure.name)))
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
