//! What the commands share: a portal, its workspace, and the stages up to the downloads.

use std::path::{Path, PathBuf};

use anyhow::Result;
use arrow::array::{Array, AsArray};
use arrow::datatypes::Int64Type;
use chrono::NaiveDate;

use crate::cache::{Cache, Key};
use crate::cli::PortalArgs;
use crate::config::Portal;
use crate::problem::{Place, Problem};
use crate::query::{Engine, EngineOptions, Plan};
use crate::source::{self, PullOptions, Pulled, Snapshot};
use crate::table::{self, Tables};
use crate::terminal::Terminal;

impl PortalArgs {
    /// The defaults for a folder.
    pub fn of(dir: &Path) -> PortalArgs {
        let dir = dir.to_path_buf();
        PortalArgs {
            dir,
            from: Vec::new(),
            base_url: None,
            offline: false,
            jobs: None,
            memory: 512 << 20,
            no_cache: false,
        }
    }
}

/// The portal that the arguments name: a folder, or data alone.
pub fn portal(args: &PortalArgs) -> Result<Portal> {
    if args.from.is_empty() {
        return Portal::load(&args.dir);
    }
    // Sources count from the portal's folder; what stands on the command line, from where it was typed.
    let here = |address: &String| {
        let is_plain = args.dir == Path::new(".") || address.contains("://");
        let path = std::path::absolute(address).ok().filter(|_| !is_plain)?;
        path.into_os_string().into_string().ok()
    };
    let from: Vec<String> = args.from.iter().map(|address| here(address).unwrap_or(address.clone())).collect();
    let mut portal = Portal::from_ocds(&args.dir, &from)?;
    if let Some(address) = &args.base_url {
        portal.settings.base_url.clone_from(address);
    }
    Ok(portal)
}

/// Where a run keeps its results, and the bounds it keeps to.
pub struct Workspace {
    pub cache: Cache,
    pub jobs: usize,
    memory: usize,
    offline: bool,
    /// Removed at the end: results that are not to be kept.
    temporary: Option<PathBuf>,
}

/// All that is known before pages are made.
pub struct Data {
    pub plan: Plan,
    pub snapshots: Vec<Snapshot>,
    pub tables: Tables,
    pub engine: Engine,
    pub problems: Vec<Problem>,
}

impl Data {
    /// The latest date at which any source says its data stood.
    pub fn as_of(&self) -> Option<NaiveDate> {
        self.tables.sources.iter().filter_map(|source| source.as_of).max()
    }
}

impl Workspace {
    pub fn open(portal: &Portal, args: &PortalArgs) -> Result<Workspace> {
        let home = portal.dir.join(".pantau");
        crate::cache::remove_abandoned(&home, "run-");
        let root = if args.no_cache { home.join(format!("run-{}", std::process::id())) } else { home.join("cache") };
        let jobs = args.jobs.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from);
        Ok(Workspace {
            cache: Cache::open(&root)?,
            jobs,
            memory: args.memory,
            offline: args.offline,
            temporary: args.no_cache.then_some(root),
        })
    }

    /// Whether results are kept for the next run.
    pub fn keeps(&self) -> bool {
        self.temporary.is_none()
    }

    /// Stage 2: raw bytes.
    pub fn pull(&self, portal: &Portal, terminal: &Terminal) -> Result<Pulled> {
        let sample_dir = self.sample(portal, terminal)?;
        let progress = |what: &str| terminal.step(what);
        let keep = self.temporary.is_none();
        let options =
            PullOptions { offline: self.offline, sample_dir, keep, progress: &progress, ..PullOptions::default() };
        source::pull(portal, &self.cache, &options)
    }

    /// The generator's files, made when needed.
    fn sample(&self, portal: &Portal, terminal: &Terminal) -> Result<Option<PathBuf>> {
        let Some(settings) = portal.settings.sample else { return Ok(None) };
        let key = Key::new("sample").with(settings.scale.to_le_bytes()).with(settings.seed.to_le_bytes()).hex();
        if let Some(entry) = self.cache.find("sample", &key) {
            return Ok(Some(entry));
        }
        terminal.step("writing the fictional region's source files");
        let entry = self.cache.begin("sample", &key)?;
        crate::sample::write(entry.dir(), &settings)?;
        entry.commit().map(Some)
    }

    /// Stages 3 and 4, from what was pulled.
    pub fn compute_from(&self, portal: &Portal, plan: Plan, pulled: Pulled, terminal: &Terminal) -> Result<Data> {
        let Pulled { snapshots, problems } = pulled;
        terminal.step("reading the sources");
        let tables = table::read(portal, &snapshots, &self.cache, self.jobs)?;
        let mut engine = Engine::new(&self.cache, &EngineOptions { jobs: self.jobs, memory: self.memory })?;
        terminal.step("sorting the tables");
        engine.add_tables(portal, &tables)?;
        engine.run(&plan.data, &|name| terminal.step(&format!("computing {name}")))?;
        Ok(Data { plan, snapshots, tables, engine, problems })
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        if let Some(root) = &self.temporary {
            let _ = std::fs::remove_dir_all(root);
        }
    }
}

/// Problems of each kind that are told.
const TOLD: usize = 3;

/// The first values and rows of each kind that were refused, most serious first: at most so many in all.
pub fn data_problems(engine: &Engine, most: usize) -> Result<Vec<Problem>> {
    let sql = format!(
        "SELECT source_id, file, row, line, field, value, code, severity, reason FROM \
         (SELECT *, row_number() OVER (PARTITION BY code, severity ORDER BY problem_id) AS nth FROM problems) AS p \
         WHERE severity IN ('error', 'warning') AND nth <= {TOLD} ORDER BY severity, problem_id"
    );
    let mut found = Vec::new();
    engine.query(&sql, &mut |batch| {
        let text = |column: usize, row: usize| {
            batch
                .column(column)
                .as_string_opt::<i32>()
                .filter(|texts| !texts.is_null(row))
                .map(|texts| texts.value(row).to_owned())
        };
        let whole = |column: usize, row: usize| {
            let numbers = batch.column(column).as_primitive_opt::<Int64Type>().filter(|numbers| !numbers.is_null(row));
            numbers.and_then(|numbers| u64::try_from(numbers.value(row)).ok())
        };
        for row in 0..batch.num_rows().min(most.saturating_sub(found.len())) {
            let place = Place {
                source: text(0, row),
                file: text(1, row),
                row: whole(2, row),
                line: whole(3, row),
                field: text(4, row),
                value: text(5, row),
                ..Place::default()
            };
            let mut message = text(8, row).unwrap_or_default();
            if let Some(value) = &place.value {
                message.push_str(&format!(" (`{value}`)"));
            }
            found.push(match text(7, row).as_deref() {
                Some("error") => Problem::error("data", place, message),
                _ => Problem::warning("data", place, message),
            });
        }
        Ok(())
    })?;
    Ok(found)
}

/// How often each kind of error and warning is listed in `problems`, the commonest first.
pub fn problem_kinds(engine: &Engine) -> Result<Vec<(String, i64)>> {
    let sql = "SELECT code, count(*) AS listed FROM problems WHERE severity IN ('error', 'warning') \
               GROUP BY code ORDER BY listed DESC, code";
    let mut found = Vec::new();
    engine.query(sql, &mut |batch| {
        let (codes, counts) = (batch.column(0).as_string::<i32>(), batch.column(1).as_primitive::<Int64Type>());
        found.extend(codes.iter().zip(counts).filter_map(|(code, count)| Some((code?.to_owned(), count?))));
        Ok(())
    })?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_counts_from_where_it_was_typed() -> Result<()> {
        let addresses = |dir: &str| -> Result<Vec<String>> {
            let from = vec!["a/b.json".to_owned(), "https://x.example/c".to_owned()];
            let portal = portal(&PortalArgs { from, ..PortalArgs::of(Path::new(dir)) })?;
            Ok(portal.sources.iter().flat_map(|source| source.address.clone()).collect())
        };
        let whole = std::env::current_dir()?.join("a/b.json").to_string_lossy().into_owned();
        assert_eq!(addresses("elsewhere")?, [whole, "https://x.example/c".to_owned()]);
        assert_eq!(addresses(".")?, ["a/b.json", "https://x.example/c"]);
        Ok(())
    }
}
