//! Runs the tests of `tests/sql`: given rows, a query, and the rows it must hold (their README.md has the format).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use arrow::array::Array;
use arrow::datatypes::DataType;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use datafusion::datasource::MemTable;
use datafusion::prelude::{DataFrame, SessionContext, cast, ident, lit};
use datafusion::scalar::ScalarValue;
use pantau::config::Portal;
use pantau::query::{Plan, Query, table_schema};

/// One file.
#[derive(Default)]
struct Case {
    given: Vec<(String, String)>,
    query: String,
    columns: String,
    expect: String,
}

impl Case {
    fn parse(text: &str) -> Result<Case> {
        let mut case = Case::default();
        let mut into: Option<&mut String> = None;
        for line in text.lines() {
            if let Some(name) = line.strip_prefix("-- given ") {
                case.given.push((name.trim().to_owned(), String::new()));
                into = case.given.last_mut().map(|(_, sql)| sql);
            } else if let Some(name) = line.strip_prefix("-- query ") {
                case.query = name.trim().to_owned();
                into = None;
            } else if let Some(columns) = line.strip_prefix("-- expect ") {
                case.columns = columns.trim().to_owned();
                into = Some(&mut case.expect);
            } else if let Some(sql) = into.as_deref_mut() {
                sql.push_str(line);
                sql.push('\n');
            }
        }
        ensure!(!case.query.is_empty() && !case.expect.is_empty(), "a test needs `-- query` and `-- expect`");
        Ok(case)
    }

    async fn run(&self, portal: &Portal, queries: &BTreeMap<&str, &Query>) -> Result<(Vec<String>, Vec<String>)> {
        let context = SessionContext::new();
        for spec in &portal.tables {
            let schema = Arc::new(table_schema(spec));
            let Some((_, sql)) = self.given.iter().find(|(name, _)| *name == spec.name) else {
                context.register_table(spec.name.as_str(), Arc::new(MemTable::try_new(schema, vec![Vec::new()])?))?;
                continue;
            };
            let rows = context.sql(sql).await?;
            for field in rows.schema().fields() {
                ensure!(
                    schema.field_with_name(field.name()).is_ok(),
                    "`{}` has no field `{}`",
                    spec.name,
                    field.name()
                );
            }
            let mut columns = Vec::new();
            for field in schema.fields() {
                let known = rows.schema().fields().iter().any(|have| have.name() == field.name());
                let value = if known {
                    cast(ident(field.name()), field.data_type().clone())
                } else {
                    lit(ScalarValue::try_from(field.data_type())?)
                };
                columns.push(value.alias(field.name()));
            }
            context.register_table(spec.name.as_str(), rows.select(columns)?.into_view())?;
        }
        for (name, sql) in self.given.iter().filter(|(name, _)| portal.table(name).is_none()) {
            let rows = context.sql(sql).await?;
            context.register_table(name.as_str(), rows.into_view())?;
        }
        for name in order(&self.query, queries, &|name| context.table_exist(name).unwrap_or(false))? {
            let rows = context.sql(&queries[name].text).await.with_context(|| format!("in {name}"))?;
            context.register_table(name, rows.into_view())?;
        }
        let found = context.sql(&format!("SELECT {} FROM {}", self.columns, self.query)).await?;
        Ok((texts(found).await?, texts(context.sql(&self.expect).await?).await?))
    }
}

/// The relations that must be made, each after what it reads.
fn order<'q>(
    name: &str,
    queries: &BTreeMap<&'q str, &'q Query>,
    is_there: &dyn Fn(&str) -> bool,
) -> Result<Vec<&'q str>> {
    let mut ordered: Vec<&str> = Vec::new();
    let mut waiting = vec![name.to_owned()];
    while let Some(name) = waiting.last().cloned() {
        let query = queries.get(name.as_str()).with_context(|| format!("there is no relation `{name}`"))?;
        let missing: Vec<String> =
            query.reads.iter().filter(|read| !is_there(read) && !ordered.contains(&read.as_str())).cloned().collect();
        if missing.is_empty() {
            waiting.pop();
            if !ordered.contains(&query.name.as_str()) {
                ordered.push(&query.name);
            }
        } else {
            waiting.extend(missing);
        }
    }
    Ok(ordered)
}

/// Rows as text, sorted: numbers of any type alike, moments without their `T`.
async fn texts(rows: DataFrame) -> Result<Vec<String>> {
    let options = FormatOptions::default().with_null("NULL");
    let mut lines = Vec::new();
    for batch in rows.collect().await? {
        for row in 0..batch.num_rows() {
            let mut cells = Vec::new();
            for column in batch.columns() {
                let text = ArrayFormatter::try_new(column, &options)?.value(row).to_string();
                cells.push(match column.data_type() {
                    _ if column.is_null(row) => "NULL".to_owned(),
                    DataType::Timestamp(..) => text.replace('T', " "),
                    kind if kind.is_numeric() => format!("{:.6}", text.parse::<f64>()?),
                    _ => text,
                });
            }
            lines.push(cells.join(" | "));
        }
    }
    lines.sort();
    Ok(lines)
}

#[test]
fn every_query_test_holds() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let portal = Portal::load(root)?;
    let plan = Plan::new(&portal)?;
    let queries: BTreeMap<&str, &Query> = plan.data.iter().map(|query| (query.name.as_str(), query)).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut paths: Vec<_> = fs::read_dir(root.join("tests/sql"))?
        .collect::<std::io::Result<Vec<_>>>()?
        .iter()
        .map(|entry| entry.path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "sql"));
    paths.sort();
    ensure!(paths.len() >= 10, "only {} tests were found", paths.len());
    let mut failures = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let case = Case::parse(&fs::read_to_string(&path)?).with_context(|| name.clone())?;
        let (found, expected) = runtime.block_on(case.run(&portal, &queries)).with_context(|| name.clone())?;
        if found != expected {
            let only = |these: &[String], those: &[String]| -> Vec<String> {
                these.iter().filter(|row| !those.contains(row)).cloned().collect()
            };
            failures.push(format!(
                "{name}: {}\n  found only:    {}\n  expected only: {}",
                case.columns,
                only(&found, &expected).join("\n                 "),
                only(&expected, &found).join("\n                 ")
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    Ok(())
}
