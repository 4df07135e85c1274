//! One SQL file: its header, its single query, and the relations it reads.

use datafusion::common::TableReference;
use datafusion::sql::parser::{DFParser, Statement};
use datafusion::sql::resolve::resolve_table_references;
use datafusion::sql::sqlparser::ast::{Expr, OrderByExpr, OrderByKind, Statement as Sql};

use super::error::{SqlText, from_parser};
use super::header::Header;
use crate::config::{Files, parse};
use crate::problem::{Place, Problem, nearest};

/// A checked SQL file.
#[derive(Clone, Debug)]
pub struct Query {
    /// The file's stem: the relation's name.
    pub name: String,
    pub path: String,
    /// The whole file, header included: what is published and hashed.
    pub text: String,
    pub header: Header,
    /// Relations read, sorted, without the query's own `WITH` names.
    pub reads: Vec<String>,
}

impl Query {
    /// Reads one file; what is wrong with it is added to the problems.
    pub fn read(path: &str, text: String, problems: &mut Vec<Problem>) -> Option<Query> {
        let header = read_header(path, &text, problems)?;
        let sql = SqlText { file: path, text: &text };
        if let Some(problem) = sql.too_large() {
            problems.push(problem);
            return None;
        }
        let statement = match single_statement(&text) {
            Ok(statement) => statement,
            Err(Wrong::Parser(message)) => {
                problems.push(from_parser(&sql, &message));
                return None;
            }
            Err(Wrong::Other(message, hint)) => {
                problems.push(Problem::error("bad_query", Place::file(path), message).hint(hint));
                return None;
            }
        };
        let reads = match resolve_table_references(&statement, true) {
            Ok((relations, _)) => relations.iter().map(TableReference::table).map(str::to_owned).collect(),
            Err(error) => {
                problems.push(Problem::error("bad_query", Place::file(path), error.strip_backtrace()));
                return None;
            }
        };
        let listed = header.list.is_some() || header.check.is_some();
        if !listed && !is_ordered_by(&statement, &header.key) {
            let message = format!("the query is not ordered by its key ({}) first", header.key.join(", "));
            let hint =
                "begin ORDER BY with the columns of `key`, by their names: then the same inputs give the same bytes";
            problems.push(Problem::error("bad_query", Place::file(path), message).hint(hint));
        }
        let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".sql").to_owned();
        check_header(path, &header, problems);
        Some(Query { name, path: path.to_owned(), text, header, reads })
    }

    /// Reads all SQL files of a portal, sorted by path; one name may stand only once.
    pub fn read_all(files: &Files, problems: &mut Vec<Problem>) -> anyhow::Result<Vec<Query>> {
        let mut queries: Vec<Query> = Vec::new();
        for path in files.list("queries/")?.into_iter().filter(|path| path.ends_with(".sql")) {
            let Some(text) = files.text(&path)? else { continue };
            let Some(query) = Query::read(&path, text, problems) else { continue };
            if let Some(other) = queries.iter().find(|other| other.name == query.name) {
                let message = format!("the relation `{}` is also made by {}", query.name, other.path);
                problems.push(
                    Problem::error("duplicate_name", Place::file(&path), message).hint("rename one of the files"),
                );
                continue;
            }
            queries.push(query);
        }
        problems.extend(take_after(&mut queries));
        Ok(queries)
    }
}

/// Gives pages that are `like` another's that one's template, lists and descriptions.
fn take_after(queries: &mut [Query]) -> Vec<Problem> {
    let models: Vec<(String, Header)> =
        queries.iter().map(|query| (query.name.clone(), query.header.clone())).collect();
    let mut problems = Vec::new();
    for Query { path, header: Header { page, description, .. }, .. } in queries {
        let Some(page) = page else { continue };
        if let Some(like) = &page.like {
            let is_model = |header: &Header| header.page.as_ref().is_some_and(|page| page.like.is_none());
            let model = models.iter().find(|(name, header)| name == like && is_model(header));
            let Some((_, Header { page: Some(model), description: described, .. })) = model else {
                let message = format!("`{like}` is no page query with a template of its own");
                let problem = Problem::error("unknown_name", Place::file(path.as_str()), message);
                let names = models.iter().filter(|(_, header)| is_model(header)).map(|(name, _)| name.as_str());
                problems.push(match nearest(like, names) {
                    Some(near) => problem.hint(format!("did you mean `{near}`?")),
                    None => problem,
                });
                continue;
            };
            for (own, taken) in [(&mut page.description, &model.description), (description, described)] {
                if own.0.is_empty() {
                    own.clone_from(taken);
                }
            }
            if page.template.is_empty() {
                page.template.clone_from(&model.template);
            }
            if page.lists.is_empty() {
                page.lists.clone_from(&model.lists);
            }
        }
        if page.template.is_empty() {
            problems.push(Problem::error("missing_key", Place::file(path.as_str()), "`[page]` has no `template`"));
        }
    }
    problems
}

/// The relations that a user's own question reads; none where it cannot be read, which its running tells.
pub(super) fn names_read(sql: &str) -> Vec<String> {
    let statement = DFParser::parse_sql(sql).ok().and_then(|mut statements| statements.pop_front());
    let found = statement.and_then(|statement| resolve_table_references(&statement, true).ok());
    found.map_or(Vec::new(), |(relations, _)| relations.iter().map(|name| name.table().to_owned()).collect())
}

enum Wrong {
    Parser(String),
    Other(&'static str, &'static str),
}

fn single_statement(text: &str) -> Result<Statement, Wrong> {
    let mut statements = DFParser::parse_sql(text).map_err(|error| Wrong::Parser(error.strip_backtrace()))?;
    let statement = statements.pop_front().ok_or(Wrong::Other("the file holds no query", "write one SELECT"))?;
    if !statements.is_empty() {
        return Err(Wrong::Other("the file holds more than one statement", "one file, one relation: split it"));
    }
    let Statement::Statement(sql) = &statement else {
        return Err(Wrong::Other("the statement is not a SELECT", "a query only reads"));
    };
    let Sql::Query(query) = sql.as_ref() else {
        return Err(Wrong::Other("the statement is not a SELECT", "a query only reads"));
    };
    if query.order_by.is_none() {
        let hint = "end it with ORDER BY on a unique key, so that the same inputs give the same bytes";
        return Err(Wrong::Other("the query has no ORDER BY", hint));
    }
    Ok(statement)
}

/// Whether the result is ordered by the key's columns before all others: then equal keys are
/// neighbours, and no two rows may change places.
fn is_ordered_by(statement: &Statement, key: &[String]) -> bool {
    let Statement::Statement(sql) = statement else { return false };
    let Sql::Query(query) = sql.as_ref() else { return false };
    let Some(OrderByKind::Expressions(order)) = query.order_by.as_ref().map(|order| &order.kind) else { return false };
    let name = |part: &OrderByExpr| match &part.expr {
        Expr::Identifier(name) => Some(name.value.clone()),
        Expr::CompoundIdentifier(names) => names.last().map(|name| name.value.clone()),
        _ => None,
    };
    let first: Vec<Option<String>> = order.iter().take(key.len()).map(name).collect();
    key.iter().all(|column| first.iter().any(|name| name.as_ref() == Some(column)))
}

/// The TOML between `+++` lines of the first comment.
fn read_header(path: &str, text: &str, problems: &mut Vec<Problem>) -> Option<Header> {
    let mut toml = String::new();
    let mut first_line = 0;
    let mut open = false;
    for (number, line) in text.lines().enumerate() {
        if line.trim() == "+++" {
            if open {
                let (header, found) = parse::<Header>(path, &toml, first_line);
                problems.extend(found);
                return header;
            }
            open = true;
            first_line = number as u64 + 2;
        } else if open {
            toml.push_str(line);
            toml.push('\n');
        }
    }
    problems.push(
        Problem::error("no_header", Place::file(path), "the SQL file has no header")
            .hint("start with /* +++ title = { id = \"…\", en = \"…\" } +++ */, each +++ on its own line"),
    );
    None
}

fn check_header(path: &str, header: &Header, problems: &mut Vec<Problem>) {
    let kinds = [
        header.page.is_some(),
        header.list.is_some(),
        header.figure.is_some(),
        header.flag.is_some(),
        header.check.is_some(),
    ];
    if kinds.iter().filter(|kind| **kind).count() > 1 {
        let message = "a relation is at most one of page, list, figure, flag and check";
        problems.push(Problem::error("bad_header", Place::file(path), message));
    }
    if header.title.0.is_empty() && header.list.is_none() {
        problems.push(Problem::error("missing_key", Place::file(path), "the header has no `title`"));
    }
    if header.key.is_empty() && header.check.is_none() {
        let problem = Problem::error("missing_key", Place::file(path), "the header has no `key`");
        problems.push(problem.hint("key = [\"ocid\"], the columns that are unique together"));
    }
    const SUBJECTS: [&str; 4] = ["process", "buyer", "supplier", "bidder"];
    if let Some(flag) = header.flag.as_ref().filter(|flag| !SUBJECTS.contains(&flag.subject.as_str())) {
        let message = format!("a flag's subject cannot be `{}`", flag.subject);
        let problem = Problem::error("unknown_value", Place::file(path), message);
        problems.push(problem.hint(format!("one of {}", SUBJECTS.join(", "))));
    }
    if header.page.as_ref().is_some_and(|page| !page.nav.0.is_empty() && page.path.contains(['{', '.'])) {
        let message = "`nav` is for one page at a fixed address, and `path` makes many, or a file";
        let problem = Problem::error("bad_header", Place::file(path), message);
        problems.push(problem.hint("give the family's index page a `nav`"));
    }
    let formats = header.download.iter().flat_map(|download| &download.formats);
    for format in formats.filter(|format| !["csv", "jsonl", "parquet"].contains(&format.as_str())) {
        let problem =
            Problem::error("unknown_value", Place::file(path), format!("there is no download format `{format}`"));
        problems.push(problem.hint("csv, jsonl (Parquet is always written)"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Query>, Vec<String>) {
        let mut problems = Vec::new();
        let query = Query::read("queries/marts/a.sql", text.to_owned(), &mut problems);
        (query, problems.iter().map(Problem::to_string).collect())
    }

    const HEADER: &str = "/*\n+++\ntitle = { en = \"A\" }\nkey = [\"x\"]\n+++\n*/\n";

    #[test]
    fn a_flag_is_about_something_known() {
        let told = |subject: &str| {
            let header = HEADER.replace("+++\n*/", &format!("[flag]\ncode = \"X\"\nsubject = \"{subject}\"\n+++\n*/"));
            read(&format!("{header}SELECT 1 AS x ORDER BY x")).1
        };
        assert!(told("proces").iter().any(|one| one.contains("cannot be `proces`")), "{:?}", told("proces"));
        assert!(!told("process").iter().any(|one| one.contains("subject")), "{:?}", told("process"));
    }

    #[test]
    fn only_a_page_at_a_fixed_address_is_in_the_navigation() {
        let told = |path: &str| {
            let page = format!("[page]\npath = \"{path}\"\ntemplate = \"a.html\"\ntitle = {{ en = \"A\" }}\n");
            let header = HEADER.replace("+++\n*/", &format!("{page}nav = {{ en = \"A\" }}\n+++\n*/"));
            read(&format!("{header}SELECT 1 AS x ORDER BY x")).1
        };
        assert_eq!(told("izin"), Vec::<String>::new());
        assert!(told("izin/{x}")[0].contains("`nav` is for one page"), "{:?}", told("izin/{x}"));
    }

    #[test]
    fn reads_are_found_in_the_sql_without_its_own_names() {
        let sql =
            "WITH own AS (SELECT x FROM b WHERE x IN (SELECT x FROM c)) SELECT x FROM own JOIN d USING (x) ORDER BY x";
        let (query, problems) = read(&format!("{HEADER}{sql}"));
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(query.map(|query| query.reads), Some(vec!["b".into(), "c".into(), "d".into()]));
    }

    #[test]
    fn pages_take_after_another_page_query() {
        let mut problems = Vec::new();
        let mut query = |name: &str, page: &str| {
            let text = format!(
                "/*\n+++\ntitle = {{ en = \"A\" }}\nkey = [\"x\"]\n[page]\ntitle = {{ en = \"T\" }}\n{page}\n+++\n*/\nSELECT x FROM b ORDER BY x"
            );
            Query::read(&format!("queries/pages/{name}.sql"), text, &mut problems).expect("a query")
        };
        let model = "path = \"a/{x}\"\ntemplate = \"a.html\"\ndescription = { en = \"D\" }\n[page.lists]\nrows = { relation = \"r\", key = [\"x\"] }";
        let mut queries = vec![
            query("model", model),
            query("first", "path = \"a\"\nlike = \"model\""),
            query("wrong", "path = \"b\"\nlike = \"modle\""),
            query("bare", "path = \"c\""),
        ];
        assert!(problems.is_empty(), "{problems:?}");
        let told: Vec<String> = take_after(&mut queries).iter().map(Problem::to_string).collect();
        assert!(told.len() == 2 && told[0].contains("did you mean `model`?"), "{told:?}");
        assert!(told[1].contains("queries/pages/bare.sql") && told[1].contains("`template`"), "{told:?}");
        let page = queries[1].header.page.as_ref().expect("a page");
        assert_eq!((page.path.as_str(), page.template.as_str(), page.lists.len()), ("a", "a.html", 1));
        assert_eq!(page.description.get("en"), "D");
    }

    #[test]
    fn a_syntax_error_has_its_line_in_the_file() {
        let (_, problems) = read(&format!("{HEADER}SELECT x\nFORM b ORDER BY x"));
        assert!(problems[0].contains("queries/marts/a.sql:8:"), "{problems:?}");
    }

    #[test]
    fn what_would_overflow_the_stack_is_told_with_its_line() {
        for (sql, line) in [
            (format!("SELECT x FROM b WHERE {}\nORDER BY x", ["x > 0"; 5_000].join("\nOR ")), 1_339),
            (format!("SELECT x FROM ({}) AS u ORDER BY x", ["SELECT x FROM b"; 5_000].join("\nUNION ALL ")), 673),
            (format!("SELECT\n{}1{} AS x ORDER BY x", "(".repeat(5_000), ")".repeat(5_000)), 8),
        ] {
            let (query, problems) = read(&format!("{HEADER}{sql}"));
            assert!(query.is_none() && problems.len() == 1, "{problems:?}");
            assert!(problems[0].starts_with(&format!("error: queries/marts/a.sql:{line}:")), "{problems:?}");
        }
    }

    #[test]
    fn a_query_must_be_ordered_and_alone_and_only_read() {
        assert!(read(&format!("{HEADER}SELECT 1 AS x")).1[0].contains("no ORDER BY"));
        assert!(
            read(&format!("{HEADER}SELECT 1 AS x, 2 AS y ORDER BY y, x")).1[0].contains("not ordered by its key (x)")
        );
        assert_eq!(read(&format!("{HEADER}SELECT b.x, 2 AS y FROM b ORDER BY b.x DESC, y")).1, Vec::<String>::new());
        assert!(read(&format!("{HEADER}SELECT 1 AS x ORDER BY x; SELECT 2")).1[0].contains("more than one"));
        assert!(read(&format!("{HEADER}DELETE FROM a")).1[0].contains("not a SELECT"));
        assert!(read("SELECT 1 AS x ORDER BY x").1[0].contains("no header"));
        assert!(
            read(&format!("{}SELECT 1 AS x ORDER BY x", HEADER.replace("key", "keys"))).1[0]
                .contains("did you mean `key`")
        );
    }
}
