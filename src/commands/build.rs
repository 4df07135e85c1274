//! `pantau build` and `pantau check`: the whole flow, with and without publishing.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;

use super::last::{self, Last};
use super::pipeline::{self, Data, Workspace};
use crate::cli::{BuildArgs, CheckArgs};
use crate::config::Portal;
use crate::export::{self, Download, Glossary};
use crate::page::SiteContext;
use crate::problem::{Failed, Place, Problem, Severity};
use crate::publish::{Counts, Published, Release, check_shrink};
use crate::query::{Kind, Plan};
use crate::terminal::{Report, Terminal};

/// Problems of one kind that are told one by one on the terminal; the portal has them all.
const TOLD: usize = 12;

/// Builds and publishes a portal.
pub fn build(args: &BuildArgs, terminal: &Terminal) -> Result<Report> {
    let portal = pipeline::portal(&args.portal)?;
    let target = args.out.clone().unwrap_or_else(|| portal.dir.join("public"));
    keep_apart(&portal.dir, &target)?;
    let workspace = Workspace::open(&portal, &args.portal)?;
    let plan = Plan::new(&portal)?;
    let pulled = workspace.pull(&portal, terminal)?;
    stop_on_errors(&pulled.problems)?;
    let key = last::key(&portal, &pulled.snapshots)?;
    if let Some(last) = Last::read(&workspace.cache, &target).filter(|last| last.stands(&key, &target)) {
        return Ok(report("build", &last, &target, &pulled.problems, true));
    }
    let mut data = workspace.compute_from(&portal, plan, pulled, terminal)?;
    let published = assemble(&portal, &workspace, &mut data, Some((&target, args.accept_shrink)), terminal)?;
    let last = Last::of(key, &published.context("published")?, &data, &target)?;
    last.write(&workspace.cache, &target)?;
    workspace.cache.prune(&["tables", "relations", "exports", "sample"]);
    let mut report = report("build", &last, &target, &told(&data)?, false);
    report.fact("made_alone", data.engine.made_alone());
    Ok(report)
}

/// A portal published among the files that it is made from would be made from itself the next time.
fn keep_apart(dir: &Path, target: &Path) -> Result<()> {
    let whole = |path: &Path| std::path::absolute(path).with_context(|| format!("bad path {}", path.display()));
    let (dir, target) = (whole(dir)?, whole(target)?);
    for own in ["site", "datasets", "queries", "templates", ".pantau"] {
        if target.starts_with(dir.join(own)) {
            let place = Place::file(target.display().to_string());
            let problem = Problem::error(
                "bad_target",
                place,
                format!("the portal's own folder {own}/ cannot hold what is published"),
            );
            return Err(Failed::from(problem.hint("publish beside it: --out public")).into());
        }
    }
    Ok(())
}

/// Does all that a build does, in a folder that is thrown away, and lists every problem.
pub fn check(args: &CheckArgs, terminal: &Terminal) -> Result<Report> {
    let portal = pipeline::portal(&args.portal)?;
    let workspace = Workspace::open(&portal, &args.portal)?;
    let mut data = workspace.compute(&portal, terminal)?;
    let mut report = Report::new("check");
    report.problems = data.problems.clone();
    report.problems.extend(pipeline::data_problems(&data.engine, usize::MAX)?);
    match assemble(&portal, &workspace, &mut data, None, terminal) {
        Ok(_) => {}
        Err(error) => report.problems.extend(error.downcast::<Failed>()?.0),
    }
    let [errors, warnings, notes] = data.tables.problem_counts;
    report.fact("data_problems", json!({ "error": errors, "warning": warnings, "info": notes }));
    report.lines.push(format!("Values refused or changed: {errors} errors, {warnings} warnings, {notes} notes."));
    Ok(report)
}

/// Downloads, catalogue, pages: stages 5 to 7. Without a target nothing is published.
fn assemble(
    portal: &Portal,
    workspace: &Workspace,
    data: &mut Data,
    target: Option<(&Path, bool)>,
    terminal: &Terminal,
) -> Result<Option<Published>> {
    let as_of = data.as_of();
    terminal.step("writing downloads");
    let downloads = export::write(data.engine.relations(), &workspace.cache, workspace.jobs)?;
    let checks = export::add_catalog(&mut data.engine, &data.plan.fields, &downloads, &workspace.cache)?;
    stop_on_errors(&super::pages::failed_checks(&data.engine)?)?;
    stop_when_empty(data)?;
    let counts = counts(data);
    if let Some((target, accept)) = target {
        guard_shrink(portal, target, &counts, accept)?;
    }
    let late = data.plan.late.clone();
    data.engine.run(&late, &|name| terminal.step(&format!("computing {name}")))?;
    let site = SiteContext::new(portal, &portal.files, as_of, super::pages::figures(&data.engine, &data.plan.fields))?;
    let scratch = workspace.cache.scratch("check");
    let place = target.map_or(scratch.as_path(), |(target, _)| target);
    let mut release = Release::begin(portal, &site, &portal.files, place)?;
    let files = portal.settings.page_files.unwrap_or(portal.settings.host.page_files());
    let rows = files / portal.settings.languages.len().max(1) as u64;
    for family in super::pages::families(&data.engine, rows) {
        terminal.step(&format!("rendering {}", family.relation));
        release.pages(&family, workspace.jobs)?;
    }
    release.site()?;
    terminal.step("placing downloads");
    let receipts = export::receipts(&data.snapshots, &data.tables, &checks, as_of)?;
    let glossary = Glossary { relations: data.engine.relations(), common: &data.plan.fields };
    let package = export::datapackage(portal, glossary, &downloads, &data.tables, as_of)?;
    place_downloads(&mut release, &downloads)?;
    release.write("data/datapackage.json", package.as_bytes(), "the catalogue")?;
    release.write("data/receipts.json", receipts.as_bytes(), "the receipts")?;
    release.write("data/SHA256SUMS", export::checksums(&downloads).as_bytes(), "the checksums")?;
    terminal.step("verifying");
    match target {
        Some(_) => release.finish(&counts).map(Some),
        None => release.verify().map(|()| None),
    }
}

/// Puts the kept files into the release: by a second name where an edit of what is published would be
/// seen, else (and on another disk) as a copy.
fn place_downloads(release: &mut Release<'_>, downloads: &[Download]) -> Result<()> {
    fs::create_dir_all(release.dir().join("data"))?;
    for download in downloads {
        let to = release.dir().join(&download.path);
        if download.may_share && fs::hard_link(&download.file, &to).is_ok() {
            release.declare(&download.path, &format!("download of `{}`", download.relation));
            continue;
        }
        fs::copy(&download.file, &to).with_context(|| format!("cannot write {}", download.path))?;
        release.declare(&download.path, &format!("download of `{}`", download.relation));
    }
    release.folder("data")
}

/// Rows by table: what the next release is compared with.
fn counts(data: &Data) -> Counts {
    let relations = data.engine.relations().values();
    let tables = relations
        .filter(|relation| relation.kind == Kind::Table && !relation.table.as_ref().is_some_and(|table| table.made));
    let sources = data.tables.sources.iter();
    Counts {
        rows: tables.map(|relation| (relation.name.clone(), relation.rows)).collect(),
        sources: sources.map(|source| format!("{}: {}", source.source_id, source.address)).collect(),
    }
}

fn guard_shrink(portal: &Portal, target: &Path, now: &Counts, accept: bool) -> Result<()> {
    let Some(previous) = Counts::of_release(target)?.filter(|_| !accept) else { return Ok(()) };
    let shrunken = check_shrink(&previous, now, portal.settings.max_shrink);
    if shrunken.is_empty() { Ok(()) } else { Err(Failed(shrunken).into()) }
}

/// An empty portal is never published in silence.
fn stop_when_empty(data: &Data) -> Result<()> {
    let kept: u64 = data.tables.accounts.iter().map(|account| account.rows_kept).sum();
    if kept > 0 {
        return Ok(());
    }
    let mut problems = pipeline::data_problems(&data.engine, TOLD)?;
    let place = crate::problem::Place::default();
    problems.push(
        Problem::error("no_data", place, "no row could be read from any source").hint("the problems above say why"),
    );
    Err(Failed(problems).into())
}

fn stop_on_errors(problems: &[Problem]) -> Result<()> {
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(Failed(problems.to_vec()).into());
    }
    Ok(())
}

/// What the terminal tells of a build: sources that failed, and the first of what was refused, as
/// warnings, since the portal with its account of them is out.
fn told(data: &Data) -> Result<Vec<Problem>> {
    let mut problems = data.problems.clone();
    problems.extend(pipeline::data_problems(&data.engine, TOLD)?);
    for problem in &mut problems {
        problem.severity = problem.severity.min(Severity::Warning);
    }
    Ok(problems)
}

fn report(command: &'static str, last: &Last, target: &Path, problems: &[Problem], unchanged: bool) -> Report {
    let mut report = Report::new(command);
    report.problems = problems.to_vec();
    let [errors, warnings, notes] = last.problems;
    report.fact("out", target.display().to_string());
    report.fact("unchanged", unchanged);
    report.fact("pages", last.pages);
    report.fact("files", last.files);
    report.fact("bytes", last.bytes);
    report.fact("rows", json!(last.rows));
    report.fact("data_problems", json!({ "error": errors, "warning": warnings, "info": notes }));
    let state = if unchanged { "unchanged" } else { "published" };
    let place: PathBuf = target.to_path_buf();
    report.lines.push(format!("{}: {state}, {} pages, {} files.", place.display(), last.pages, last.files));
    report.lines.push(format!(
        "Values refused or changed: {errors} errors, {warnings} warnings, {notes} notes; all are on the data quality page and in data/problems.csv."
    ));
    report
}
