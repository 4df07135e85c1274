//! The order in which relations are made: read from the SQL itself, never written down twice.

use std::collections::{BTreeMap, BTreeSet};

use super::error::SqlText;
use super::file::names_read;
use super::{CheckSeverity, CommonFields, FLAG_COLUMNS, Header, Query};
use crate::config::{Files, LocalText, Portal, TableSpec, parse};
use crate::problem::{Failed, Place, Problem};

/// Relations that the engine itself makes once downloads are known; only pages and lists read them.
pub const CATALOG: [&str; 6] =
    ["catalog_relations", "catalog_fields", "catalog_files", "catalog_preview", "catalog_flags", "check_results"];

/// Tables that the reader adds to the declared ones.
pub const DOOR_TABLES: [&str; 4] = ["problems", "accounts", "sources", "portal"];

/// All queries of a portal in an order in which each comes after what it reads.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Made before the downloads are written.
    pub data: Vec<Query>,
    /// Made after, since they read the catalogue.
    pub late: Vec<Query>,
    /// What a column means where no relation says it.
    pub fields: CommonFields,
}

impl Plan {
    /// Reads and orders a portal's queries.
    ///
    /// # Errors
    /// [`Failed`] with every unknown name, cycle and bad header.
    pub fn new(portal: &Portal) -> anyhow::Result<Plan> {
        let mut problems = Vec::new();
        let mut queries = Query::read_all(&portal.files, &mut problems)?;
        queries.push(flag_results(&queries));
        let fields = common_fields(&portal.files, &mut problems)?;
        let tables: BTreeSet<&str> = portal.tables.iter().map(|table| table.name.as_str()).chain(DOOR_TABLES).collect();
        let names: BTreeSet<&str> = queries.iter().map(|query| query.name.as_str()).collect();
        let known: BTreeSet<&str> = tables.iter().chain(&names).copied().chain(CATALOG).collect();
        for query in &queries {
            if tables.contains(query.name.as_str()) || CATALOG.contains(&query.name.as_str()) {
                let message = format!("`{}` is the name of a table", query.name);
                problems.push(Problem::error("duplicate_name", Place::file(&query.path), message));
            }
            let sql = SqlText { file: &query.path, text: &query.text };
            for name in query.reads.iter().filter(|name| !known.contains(name.as_str())) {
                problems.push(sql.unknown_relation(name, known.iter().copied()));
            }
            check_lists(query, &queries, &mut problems);
        }
        if !problems.is_empty() {
            return Err(Failed(problems).into());
        }
        Ok(Plan { fields, ..split(order(queries)?)? })
    }

    /// Leaves out what a question does not need. All stays where the question names something unknown:
    /// then every name may be what was meant. Returns the tables and queries that it reads.
    pub fn only_for(&mut self, sql: &str, tables: &[TableSpec]) -> BTreeSet<String> {
        let mut wanted: BTreeSet<String> = names_read(sql).into_iter().collect();
        let is_table = |name: &str| DOOR_TABLES.contains(&name) || tables.iter().any(|table| table.name == name);
        if !wanted.iter().all(|name| is_table(name) || self.data.iter().any(|query| query.name == *name)) {
            return wanted;
        }
        // Each comes after what it reads.
        for query in self.data.iter().rev() {
            if wanted.contains(&query.name) {
                wanted.extend(query.reads.iter().cloned());
            }
        }
        self.data.retain(|query| wanted.contains(&query.name));
        wanted
    }

    pub fn all(&self) -> impl Iterator<Item = &Query> {
        self.data.iter().chain(&self.late)
    }
}

fn common_fields(files: &Files, problems: &mut Vec<Problem>) -> anyhow::Result<CommonFields> {
    const PATH: &str = "queries/fields.toml";
    let Some(text) = files.text(PATH)? else { return Ok(CommonFields::new()) };
    let (fields, found) = parse::<CommonFields>(PATH, &text, 1);
    problems.extend(found);
    Ok(fields.unwrap_or_default())
}

fn check_lists(query: &Query, queries: &[Query], problems: &mut Vec<Problem>) {
    let Some(page) = &query.header.page else { return };
    for (name, list) in &page.lists {
        let message = match queries.iter().find(|other| other.name == list.relation) {
            None => format!("the list `{name}` names the relation `{}`, which is not there", list.relation),
            // Fewer columns than the page's key: pages that follow one another share the list.
            Some(_) if query.header.key.starts_with(&list.key) => continue,
            Some(_) => {
                let (list, page) = (list.key.join(", "), query.header.key.join(", "));
                format!("the list `{name}` has the key {list}, which does not begin the page's key {page}")
            }
        };
        let problem = Problem::error("bad_list", Place::file(&query.path), message);
        let near = crate::problem::nearest(&list.relation, queries.iter().map(|query| query.name.as_str()));
        problems.push(match near.filter(|near| *near != list.relation) {
            Some(near) => problem.hint(format!("did you mean `{near}`?")),
            None => problem,
        });
    }
}

/// All flags as one relation, so that a new flag needs no registration anywhere.
fn flag_results(queries: &[Query]) -> Query {
    let columns = FLAG_COLUMNS.join(", ");
    let flags: Vec<&Query> = queries.iter().filter(|query| query.header.flag.is_some()).collect();
    let body = if flags.is_empty() {
        let texts = FLAG_COLUMNS.map(|column| match column {
            "value" | "threshold" => format!("CAST(NULL AS DOUBLE) AS {column}"),
            _ => format!("CAST(NULL AS VARCHAR) AS {column}"),
        });
        format!("SELECT {} WHERE 1 = 0", texts.join(", "))
    } else {
        let parts: Vec<String> = flags.iter().map(|flag| format!("SELECT {columns} FROM {}", flag.name)).collect();
        parts.join("\nUNION ALL ")
    };
    let text = |id: &str, en: &str| LocalText(BTreeMap::from([("id".into(), id.into()), ("en".into(), en.into())]));
    Query {
        name: "flag_results".into(),
        path: "queries/flag_results.sql".into(),
        text: format!("SELECT * FROM (\n{body}\n) AS all_flags\nORDER BY code, subject_id\n"),
        header: Header {
            title: text("Hasil semua tanda", "Results of all flags"),
            description: text(
                "Satu baris per tanda per subjek yang dinilai, gabungan semua berkas di queries/flags.",
                "One row per flag and subject assessed: all files of queries/flags together.",
            ),
            key: vec!["code".into(), "subject_id".into()],
            download: Some(super::DownloadHeader { formats: vec!["csv".into(), "jsonl".into()] }),
            ..Header::default()
        },
        reads: flags.iter().map(|flag| flag.name.clone()).collect(),
    }
}

/// A stable topological order; a cycle is told with its members.
fn order(queries: Vec<Query>) -> anyhow::Result<Vec<Query>> {
    let mut waiting: BTreeMap<String, Query> = queries.into_iter().map(|query| (query.name.clone(), query)).collect();
    let mut ordered: Vec<Query> = Vec::new();
    loop {
        let ready: Vec<String> = waiting
            .values()
            .filter(|query| query.reads.iter().all(|name| !waiting.contains_key(name)))
            .map(|query| query.name.clone())
            .collect();
        if ready.is_empty() {
            break;
        }
        ordered.extend(ready.iter().filter_map(|name| waiting.remove(name)));
    }
    if waiting.is_empty() {
        return Ok(ordered);
    }
    // What is left waits for itself; drop those that only wait for the cycle.
    let mut circle: BTreeSet<String> = waiting.keys().cloned().collect();
    loop {
        let needed: BTreeSet<String> = circle.iter().flat_map(|name| waiting[name].reads.clone()).collect();
        let before = circle.len();
        circle.retain(|name| needed.contains(name));
        if circle.len() == before {
            break;
        }
    }
    let names: Vec<&str> = circle.iter().map(String::as_str).collect();
    let place = circle.first().map(|name| Place::file(&waiting[name].path)).unwrap_or_default();
    let message = format!("these relations read each other in a circle: {}", names.join(", "));
    Err(Failed::from(Problem::error("query_cycle", place, message)).into())
}

/// Parts the relations that read the catalogue, which only pages and lists may.
fn split(ordered: Vec<Query>) -> anyhow::Result<Plan> {
    let mut late_names: BTreeSet<String> = CATALOG.iter().map(|name| (*name).to_owned()).collect();
    let (mut data, mut late, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    for query in ordered {
        if !query.reads.iter().any(|name| late_names.contains(name)) {
            data.push(query);
            continue;
        }
        if query.header.page.is_none() && query.header.list.is_none() {
            let message = "only pages and lists may read the catalogue, which is made after the data are written";
            problems.push(Problem::error("late_relation", Place::file(&query.path), message));
        }
        late_names.insert(query.name.clone());
        late.push(query);
    }
    if problems.is_empty() {
        Ok(Plan { data, late, fields: CommonFields::new() })
    } else {
        Err(Failed(problems).into())
    }
}

/// Severity of a check by name of its relation.
pub fn check_severity(query: &Query) -> Option<CheckSeverity> {
    query.header.check.as_ref().map(|check| check.severity)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(name: &str, reads: &[&str]) -> Query {
        let mut problems = Vec::new();
        let from = reads.join(" CROSS JOIN ");
        let text =
            format!("/*\n+++\ntitle = {{ en = \"t\" }}\nkey = [\"x\"]\n+++\n*/\nSELECT 1 AS x FROM {from} ORDER BY x");
        Query::read(&format!("queries/{name}.sql"), text, &mut problems).expect("a sound query")
    }

    #[test]
    fn each_comes_after_what_it_reads() -> anyhow::Result<()> {
        let ordered = order(vec![query("a", &["b", "c"]), query("b", &["c"]), query("c", &["t"])])?;
        let names: Vec<&str> = ordered.iter().map(|query| query.name.as_str()).collect();
        assert_eq!(names, ["c", "b", "a"]);
        Ok(())
    }

    #[test]
    fn a_circle_names_its_members_only() {
        let error = order(vec![query("a", &["b"]), query("b", &["a"]), query("z", &["a"])]).expect_err("a circle");
        assert!(error.to_string().contains("in a circle: a, b"), "{error}");
    }

    #[test]
    fn a_question_needs_what_it_names_and_what_that_reads() -> anyhow::Result<()> {
        let plan = || split(order(vec![query("a", &["b"]), query("b", &["sources"]), query("c", &["sources"])])?);
        for (sql, expected) in [
            ("SELECT * FROM a", vec!["b", "a"]),
            ("SELECT * FROM b WHERE x IN (SELECT x FROM c)", vec!["b", "c"]),
            ("SELECT count(*) FROM problems", vec![]),
            ("SELECT * FROM unknown", vec!["b", "c", "a"]),
        ] {
            let mut plan = plan()?;
            plan.only_for(sql, &[]);
            let names: Vec<&str> = plan.data.iter().map(|query| query.name.as_str()).collect();
            assert_eq!(names, expected, "{sql}");
        }
        Ok(())
    }

    #[test]
    fn only_pages_read_the_catalogue() {
        assert!(split(vec![query("a", &["catalog_files"])]).is_err());
    }
}
