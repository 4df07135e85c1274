//! `pantau build` and `pantau check`: the whole flow, with and without publishing.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;

use super::explain::{self, Family};
use super::last::{self, Last};
use super::pipeline::{self, Data, Workspace};
use crate::cache::Key;
use crate::cli::BuildArgs;
use crate::config::Portal;
use crate::export::{self, Download, Glossary};
use crate::page::{SiteContext, Stored};
use crate::problem::{Failed, Place, Problem, Severity, counted};
use crate::publish::{self, Counts, KEPT_PAGES, Kept, PICTURES, Published, Release, check_shrink};
use crate::query::{Kind, Plan, Relation};
use crate::source::Pulled;
use crate::terminal::{Report, Terminal};

/// Problems that a build tells one by one on the terminal; the portal has them all.
const TOLD: usize = 12;

/// Builds and publishes a portal.
pub fn build(args: &BuildArgs, terminal: &Terminal) -> Result<Report> {
    let Start { portal, target, workspace, plan, pulled } = start(args, terminal)?;
    let key = last::key(&portal, &pulled.snapshots)?;
    if let Some(last) = Last::read(&workspace.cache, &target).filter(|last| last.stands(&key, &target)) {
        publish::clear_abandoned(&target);
        let told: Vec<Problem> = portal.warnings.iter().chain(&pulled.problems).cloned().collect();
        let mut report = report("build", &last, &target, &told, true);
        if args.explain {
            report.lines.push("nothing was made again: all inputs are as they were".into());
        }
        return Ok(report);
    }
    let mut data = workspace.compute_from(&portal, plan, pulled, terminal)?;
    let aim = Aim { target: &target, accept_shrink: args.accept_shrink, publish: true };
    let (published, families) = assemble(&portal, &workspace, &mut data, &aim, terminal)?;
    let published = published.context("published")?;
    let mut last = Last::of(key, &published, &data);
    if workspace.keeps() {
        last.write(&workspace.cache, &target)?;
    }
    workspace.cache.prune(&["tables", "relations", "pieces", "exports", "sample", KEPT_PAGES, PICTURES]);
    let mut report = report("build", &last, &target, &told(&portal, &data, TOLD)?, false);
    report.fact("made_alone", data.engine.made_alone());
    report.fact("queries", serde_json::to_value(data.engine.tries())?);
    report.fact("pages_reused", published.reused);
    if published.reused > 0 {
        report.lines.push(format!("{} taken from an earlier build.", counted(published.reused, "page")));
    }
    if args.explain {
        explain::tell(&workspace.cache, &families, &mut report)?;
    }
    workspace.cache.remember_asked()?;
    Ok(report)
}

/// What a build and a check begin with: stages 1 and 2.
struct Start {
    portal: Portal,
    /// The published portal's folder.
    target: PathBuf,
    workspace: Workspace,
    plan: Plan,
    pulled: Pulled,
}

fn start(args: &BuildArgs, terminal: &Terminal) -> Result<Start> {
    let portal = pipeline::portal(&args.portal)?;
    let target = args.out.clone().unwrap_or_else(|| portal.dir.join("public"));
    keep_apart(&portal.dir, &target)?;
    let workspace = Workspace::open(&portal, &args.portal)?;
    let plan = Plan::new(&portal)?;
    let pulled = workspace.pull(&portal, terminal)?;
    stop_on_errors(&pulled.problems)?;
    Ok(Start { portal, target, workspace, plan, pulled })
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

/// Does all that a build does, in a folder that is thrown away. What stops a build fails the check, in the
/// same words; values that were refused fail neither, and are told by kind.
pub fn check(args: &BuildArgs, terminal: &Terminal) -> Result<Report> {
    let Start { portal, target, workspace, plan, pulled } = start(args, terminal)?;
    let mut data = workspace.compute_from(&portal, plan, pulled, terminal)?;
    let aim = Aim { target: &target, accept_shrink: args.accept_shrink, publish: false };
    let (families, failed) = match assemble(&portal, &workspace, &mut data, &aim, terminal) {
        Ok((_, families)) => (families, Vec::new()),
        Err(error) => (Vec::new(), error.downcast::<Failed>()?.0),
    };
    let mut report = Report::new("check");
    report.problems = told(&portal, &data, usize::MAX)?;
    report.problems.retain(|problem| !failed.contains(problem));
    report.problems.extend(failed);
    report.fact("data_problems", severities(data.tables.problem_counts));
    report.lines.push(format!("{}.", values(data.tables.problem_counts)));
    for (code, count) in pipeline::problem_kinds(&data.engine)? {
        report.lines.push(format!("{count:>9} {code}"));
    }
    if report.exit_code() == 0 {
        report.lines.push("Nothing stops a release.".into());
    }
    if args.explain {
        explain::tell(&workspace.cache, &families, &mut report)?;
    }
    Ok(report)
}

/// Where a release goes, or would go, and whether it may hold fewer rows.
struct Aim<'a> {
    target: &'a Path,
    accept_shrink: bool,
    publish: bool,
}

/// Downloads, catalogue, pages: stages 5 to 7.
fn assemble(
    portal: &Portal,
    workspace: &Workspace,
    data: &mut Data,
    aim: &Aim<'_>,
    terminal: &Terminal,
) -> Result<(Option<Published>, Vec<Family>)> {
    let as_of = data.as_of();
    terminal.step("writing downloads");
    let downloads = export::write(
        data.engine.relations(),
        &workspace.cache,
        workspace.jobs,
        portal.settings.host.limits().largest_file,
    )?;
    let checks = export::add_catalog(&mut data.engine, &data.plan.fields, &downloads, &workspace.cache)?;
    let failed = super::pages::failed_checks(&data.engine)?;
    stop_on_errors(&failed)?;
    data.problems.extend(failed);
    stop_when_empty(portal, data)?;
    data.problems.extend(only_names(data));
    let counts = counts(data);
    guard_shrink(portal, aim, &counts)?;
    let late = data.plan.late.clone();
    data.engine.run(&late, &|name| terminal.step(&format!("computing {name}")))?;
    let figures = super::pages::figures(&data.engine, &data.plan.fields);
    // Their rows (named by content), words and columns: what pages that show figures hang on, and photographs.
    let drawn = Key::new("figures").with(format!("{figures:?}"));
    let stored = stored(&downloads);
    let site = SiteContext::new(portal, &portal.files, as_of, figures, stored.clone())?;
    let replies = publish::replies(&portal.files, &site.links, &portal.settings.languages)?;
    let site = site
        .with_replies(&replies)
        .with_parts(super::pages::parts(&data.engine), super::pages::has_purchases(&data.engine));
    let drawn = drawn.with(format!("{:?}", site.photos)).hex();
    let scratch = workspace.cache.scratch("check");
    let place = if aim.publish { aim.target } else { scratch.as_path() };
    let mut release = Release::begin(portal, &site, &portal.files, place)?;
    if workspace.keeps() {
        release.keep_pages(Kept::new(&workspace.cache, portal, place, &site, drawn, &stored)?);
    }
    let files = portal.settings.page_files.unwrap_or(portal.settings.host.page_files());
    let rows = files / portal.settings.languages.len().max(1) as u64;
    let mut families = Vec::new();
    for family in super::pages::families(&data.engine, rows, !site.links.base_url.is_empty())? {
        terminal.step(&format!("rendering {}", family.relation));
        let before = release.reused();
        let pages = release.pages(&family, workspace.jobs)?;
        let reused = release.reused() - before;
        let shown = |relation: &&Relation| family.lists.iter().any(|list| list.rows == relation.path);
        let lists = data.engine.relations().values().filter(shown).map(|relation| relation.name.clone()).collect();
        families.push(Family { relation: family.relation, lists, template: family.template, pages, reused });
    }
    release.site()?;
    terminal.step("drawing pictures");
    let pictures = site.pictures(portal, &portal.files)?;
    release.pictures(&pictures, workspace.keeps().then_some(&workspace.cache), workspace.jobs)?;
    terminal.step("making the search index");
    let searched = super::pages::searched(&data.engine)?;
    release.search(&searched, &workspace.cache.scratch("search"))?;
    terminal.step("placing downloads");
    let receipts = export::receipts(&data.snapshots, &data.tables, &checks, as_of)?;
    let glossary = Glossary { relations: data.engine.relations(), common: &data.plan.fields };
    let package = export::datapackage(portal, glossary, &downloads, &data.tables, as_of)?;
    place_downloads(&mut release, &downloads)?;
    release.write("data/datapackage.json", package.as_bytes(), "the catalogue")?;
    release.write("data/receipts.json", receipts.as_bytes(), "the receipts")?;
    release.write("data/SHA256SUMS", export::checksums(&downloads).as_bytes(), "the checksums")?;
    terminal.step("verifying");
    let published = if aim.publish { Some(release.finish(&counts)?) } else { release.verify().map(|()| None)? };
    Ok((published, families))
}

/// Downloads that are compressed or in pieces, by the names they would have else.
fn stored(downloads: &[Download]) -> Stored {
    let mut stored = Stored::default();
    for download in downloads {
        if download.is_piece {
            stored.cut.insert(format!("data/{}.{}", download.relation, download.format));
        }
        if download.is_compressed() {
            stored.compressed.insert(download.path.trim_end_matches(".gz").to_owned());
        }
    }
    stored
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

fn guard_shrink(portal: &Portal, aim: &Aim<'_>, now: &Counts) -> Result<()> {
    let Some(previous) = Counts::of_release(aim.target)?.filter(|_| !aim.accept_shrink) else { return Ok(()) };
    let shrunken = check_shrink(&previous, now, portal.settings.max_shrink);
    if shrunken.is_empty() { Ok(()) } else { Err(Failed(shrunken).into()) }
}

/// Sources that together give names of offices, firms and places only: most often a preset of another export. It is said;
/// a portal may begin so.
fn only_names(data: &Data) -> Option<Problem> {
    const NAMES: [&str; 4] = ["parties", "populations", "regions", "units"];
    let mut kept = data.tables.accounts.iter().filter(|account| account.rows_kept > 0).peekable();
    kept.peek()?;
    kept.all(|account| NAMES.contains(&account.table.as_str())).then(|| {
        let message =
            "no plan, budget, process, contract or other record could be read: only names of offices, firms or places";
        let problem = Problem::warning("only_names", Place::default(), message);
        problem.hint("does each source's `preset`, or its [[table]], fit the files that its `address` names?")
    })
}

/// An empty portal is never published in silence.
pub(super) fn stop_when_empty(portal: &Portal, data: &Data) -> Result<()> {
    let kept: u64 = data.tables.accounts.iter().map(|account| account.rows_kept).sum();
    if kept > 0 {
        return Ok(());
    }
    if portal.sources.is_empty() {
        return Err(Failed::from(no_source(portal)).into());
    }
    let mut problems = told(portal, data, TOLD)?;
    let hint = match problems.len() {
        0 => "do the files of datasets/sources/*.toml hold rows, and does a `keep` leave all of them out?",
        _ => "the problems above say why",
    };
    problems.push(Problem::error("no_data", Place::default(), "no row could be read from any source").hint(hint));
    Err(Failed(problems).into())
}

fn no_source(portal: &Portal) -> Problem {
    const EXAMPLE: &str = "datasets/sources/contracts.toml.example";
    let hint = match portal.dir.join(EXAMPLE).is_file() {
        true => format!("copy {EXAMPLE} to a name that ends in .toml, and name your files in its `address`"),
        false => {
            "write datasets/sources/NAME.toml: `preset` or [[table]] say what the files are, `address` where".into()
        }
    };
    let message = "the portal has no source of data: no file here ends in .toml";
    Problem::error("no_source", Place::file("datasets/sources/"), message).hint(hint)
}

pub(super) fn stop_on_errors(problems: &[Problem]) -> Result<()> {
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(Failed(problems.to_vec()).into());
    }
    Ok(())
}

/// What the terminal tells of settings, sources and values, as warnings: none of it stops a release, and
/// the portal has an account of them all.
fn told(portal: &Portal, data: &Data, most: usize) -> Result<Vec<Problem>> {
    let mut problems = portal.warnings.clone();
    problems.extend(data.problems.iter().cloned());
    problems.extend(pipeline::data_problems(&data.engine, most)?);
    for problem in &mut problems {
        problem.severity = problem.severity.min(Severity::Warning);
    }
    Ok(problems)
}

/// Values refused or changed, by how much it matters.
fn values([errors, warnings, notes]: [u64; 3]) -> String {
    let [errors, warnings, notes] = [counted(errors, "error"), counted(warnings, "warning"), counted(notes, "note")];
    format!("Values refused or changed: {errors}, {warnings}, {notes}")
}

fn severities([errors, warnings, notes]: [u64; 3]) -> serde_json::Value {
    json!({ "error": errors, "warning": warnings, "info": notes })
}

fn report(command: &'static str, last: &Last, target: &Path, problems: &[Problem], unchanged: bool) -> Report {
    let mut report = Report::new(command);
    report.problems = problems.to_vec();
    report.fact("out", target.display().to_string());
    report.fact("unchanged", unchanged);
    report.fact("pages", last.pages);
    report.fact("files", last.files);
    report.fact("bytes", last.bytes);
    report.fact("rows", json!(last.rows));
    report.fact("data_problems", severities(last.problems));
    let state = if unchanged { "unchanged" } else { "published" };
    let place: PathBuf = target.to_path_buf();
    let (pages, files) = (counted(last.pages, "page"), counted(last.files, "file"));
    report.lines.push(format!("{}: {state}, {pages}, {files}.", place.display()));
    let values = values(last.problems);
    report.lines.push(format!(
        "{values}; the data quality page counts them all, data/problems.csv lists them or says how many more there are."
    ));
    report
}
