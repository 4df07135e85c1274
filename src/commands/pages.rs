//! From the query stage's relations to the page stage's families and figures.

use anyhow::Result;

use crate::export::Glossary;
use crate::page::route::{Pattern, is_bare};
use crate::page::{Field, Figure, PageFamily, PageList, Part, share};
use crate::problem::{Failed, Place, Problem, counted, nearest};
use crate::publish::Entries;
use crate::query::{CheckSeverity, CommonFields, Engine, Kind, Relation};

/// All families of pages, by name. At most `most` of all their rows become files of their own. Feeds and
/// calendars are made only for a portal with an address: they name themselves and their pages by it.
///
/// # Errors
/// [`Failed`] where a `weight` is no number of its relation.
pub fn families(engine: &Engine, most: u64, has_address: bool) -> Result<Vec<PageFamily>> {
    let relations = engine.relations();
    let wrong: Vec<Problem> = relations
        .values()
        .flat_map(|relation| wrong_weight(relation).into_iter().chain(unknown_columns(relation)))
        .collect();
    if !wrong.is_empty() {
        return Err(Failed(wrong).into());
    }
    // A page at a fixed address leads to others: it is always a file. So is what programs fetch.
    let path = |relation: &Relation| Some(relation.query.as_ref()?.header.page.as_ref()?.path.clone());
    let made: Vec<&Relation> = relations
        .values()
        .filter(|relation| relation.kind == Kind::Page)
        .filter(|relation| has_address || !path(relation).is_some_and(|path| is_bare(&path)))
        .collect();
    let (fixed, open): (Vec<&Relation>, Vec<&Relation>) =
        made.iter().partition(|page| path(page).is_some_and(|path| !path.contains('{') || is_bare(&path)));
    let rows: Vec<u64> = open.iter().map(|page| page.rows).collect();
    let taken: u64 = fixed.iter().map(|page| page.rows).sum();
    let each = share(&rows, most.saturating_sub(taken));
    let family = |relation: &Relation| -> Option<PageFamily> {
        let query = relation.query.as_ref()?;
        let page = query.header.page.as_ref()?;
        let lists = page.lists.iter().filter_map(|(name, list)| {
            let rows = relations.get(&list.relation)?.path.clone();
            Some(PageList { name: name.clone(), key: list.key.clone(), rows })
        });
        // The first published relation that a page is made of: its rows are the page's to check.
        let shown = query.reads.iter().filter_map(|name| relations.get(name)).find(|read| read.kind.published());
        let sql_path =
            shown.filter(|read| read.query.is_some()).map_or(String::new(), |read| format!("{}.sql", read.name));
        Some(PageFamily {
            relation: relation.name.clone(),
            path: page.path.clone(),
            template: page.template.clone(),
            title: page.title.clone(),
            description: page.description.clone(),
            key: query.header.key.clone(),
            weight: page.weight.clone(),
            feed: page.feed.clone(),
            figure: page.figure.clone(),
            files: Some(each).filter(|each| page.path.contains('{') && !is_bare(&page.path) && relation.rows > *each),
            rows: relation.path.clone(),
            lists: lists.collect(),
            sql_path,
        })
    };
    Ok(made.into_iter().filter_map(family).collect())
}

/// The pages that say so and exist, for the head of every page; by the name of their relation.
pub fn parts(engine: &Engine) -> Vec<Part> {
    let part = |relation: &Relation| {
        let page = relation.query.as_ref()?.header.page.as_ref()?;
        let is_named = relation.rows > 0 && !page.nav.0.is_empty();
        is_named.then(|| Part { path: format!("{}/", page.path), title: page.nav.clone() })
    };
    engine.relations().values().filter_map(part).collect()
}

/// Whether any purchase has a page.
pub fn has_purchases(engine: &Engine) -> bool {
    engine.relations().get("page_process").is_some_and(|pages| pages.rows > 0)
}

/// All that the portal's search finds, by the name of its relation.
///
/// # Errors
/// [`Failed`] where a relation lacks a column that its entries need.
pub fn searched(engine: &Engine) -> Result<Vec<Entries>> {
    let mut wrong = Vec::new();
    let mut entries = |relation: &Relation| {
        let query = relation.query.as_ref()?;
        let search = query.header.list.as_ref()?.search.as_ref()?;
        let has = |column: &str| relation.schema.field_with_name(column).is_ok();
        let mut lacks: Vec<String> = Pattern::parse(&search.path).columns().map(str::to_owned).collect();
        lacks.push("title".to_owned());
        lacks.retain(|column| {
            let spoken = column == "title" && (has("title_id") || has("title_en"));
            !has(column) && !spoken
        });
        wrong.extend(lacks.iter().map(|column| {
            let message = format!("what search finds needs a column `{column}`, which the query does not have");
            Problem::error("unknown_column", Place::file(&query.path), message)
        }));
        Some(Entries {
            relation: relation.name.clone(),
            kind: search.kind.clone(),
            path: search.path.clone(),
            joined: search.joined,
            rows: relation.path.clone(),
        })
    };
    let all = engine.relations().values().filter_map(&mut entries).collect();
    if wrong.is_empty() { Ok(all) } else { Err(Failed(wrong).into()) }
}

fn wrong_weight(relation: &Relation) -> Option<Problem> {
    let query = relation.query.as_ref()?;
    let weight = query.header.page.as_ref()?.weight.as_deref()?;
    let place = Place::file(&query.path);
    let Ok(field) = relation.schema.field_with_name(weight) else {
        return Some(unknown_column(relation, place, weight, "to weigh its pages by"));
    };
    let message = format!("pages are weighed by `{weight}`, which is no number");
    (!field.data_type().is_numeric()).then(|| Problem::error("wrong_value", place, message))
}

/// Columns that a page's feed and picture are told by, and which the query does not have.
fn unknown_columns(relation: &Relation) -> Vec<Problem> {
    let Some(query) = &relation.query else { return Vec::new() };
    let Some(page) = &query.header.page else { return Vec::new() };
    let feed = Pattern::parse(&page.feed);
    let told = feed.columns().map(|column| (column, "feed")).chain(page.figure.as_deref().map(|name| (name, "figure")));
    let unknown = told.filter(|(column, _)| relation.schema.field_with_name(column).is_err());
    let problem = |(column, what): (&str, &str)| {
        unknown_column(relation, Place::file(&query.path), column, &format!("for the pages' `{what}`"))
    };
    unknown.map(problem).collect()
}

fn unknown_column(relation: &Relation, place: Place, column: &str, what_for: &str) -> Problem {
    let problem = Problem::error("unknown_column", place, format!("the query has no column `{column}` {what_for}"));
    match nearest(column, relation.schema.fields().iter().map(|field| field.name().as_str())) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem,
    }
}

/// All figures, by name.
pub fn figures(engine: &Engine, common: &CommonFields) -> Vec<Figure> {
    let relations = engine.relations();
    let glossary = Glossary { relations, common };
    let figure = |relation: &Relation| -> Option<Figure> {
        let query = relation.query.as_ref()?;
        let header = query.header.figure.as_ref()?;
        let fields = glossary.docs(relation).into_iter();
        Some(Figure {
            name: relation.name.clone(),
            kind: header.kind.clone(),
            x: header.x.clone(),
            y: header.y.clone(),
            series: header.series.clone(),
            label: header.label.clone(),
            unit: header.unit.clone(),
            currency: header.currency.clone(),
            geometry: header.geometry.clone(),
            link: header.link.clone(),
            title: query.header.title.clone(),
            finding: header.finding.clone(),
            description: query.header.description.clone(),
            rows: relation.path.clone(),
            formats: ["csv", "parquet", "jsonl"].map(str::to_owned).to_vec(),
            sql_path: format!("{}.sql", relation.name),
            fields: fields.map(|doc| Field { name: doc.name, title: doc.title, unit: doc.unit }).collect(),
        })
    };
    relations.values().filter_map(figure).collect()
}

/// The checks that found rows: errors stop a release, warnings are published.
pub fn failed_checks(engine: &Engine) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    for relation in engine.relations().values().filter(|relation| relation.rows > 0) {
        let Some(query) = &relation.query else { continue };
        let Some(check) = &query.header.check else { continue };
        let mut first = String::new();
        engine.query(&format!("SELECT * FROM \"{}\" LIMIT 3", relation.name), &mut |batch| {
            first = arrow::util::pretty::pretty_format_batches(std::slice::from_ref(batch))?.to_string();
            Ok(())
        })?;
        let title = query.header.title.get("en");
        let message = format!("the check `{}` ({title}) found {}", relation.name, counted(relation.rows, "row"));
        let place = Place::file(&query.path);
        let description = query.header.description.get("en");
        problems.push(match check.severity {
            CheckSeverity::Error => {
                let problem = Problem::error("check_failed", place, format!("{message}; the first:\n{first}"));
                if description.is_empty() { problem } else { problem.hint(description) }
            }
            CheckSeverity::Warning => Problem::warning("check_failed", place, message),
        });
    }
    Ok(problems)
}
