//! `pantau serve`: builds, serves on this machine, and builds again when the portal's files change.

mod http;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Result;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use walkdir::{DirEntry, WalkDir};

use super::build;
use super::pipeline;
use crate::cli::{PortalArgs, ServeArgs};
use crate::page::route::Links;
use crate::problem::Failed;
use crate::query::STACK;
use crate::terminal::{Report, Terminal};

/// How often files are looked at for changes.
const EVERY: Duration = Duration::from_millis(700);

/// Serves until the process is told to stop. The first build must succeed; a later one that fails
/// is told, and the last good release stays.
pub fn serve(args: &ServeArgs, terminal: &Terminal) -> Result<Report> {
    if let Some(published) = published(args) {
        return as_is(args, &published, "/", terminal);
    }
    let portal = pipeline::portal(&args.build.portal)?;
    let links = Links::new(&portal.settings.base_url, &portal.settings.default_language);
    let target = args.build.out.clone().unwrap_or_else(|| portal.dir.join("public"));
    if args.as_is {
        return as_is(args, &target, &links.base_path, terminal);
    }
    // Before the build, so that what changes meanwhile is seen.
    let before = stamp(&portal.dir, &target);
    let first = build::build(&args.build, terminal)?;
    tell(terminal, &first);
    let runtime = runtime()?;
    let (sender, release) = watch::channel(0);
    let rebuild = || match build::build(&args.build, terminal) {
        Ok(report) => {
            tell(terminal, &report);
            if let Some(line) = moved(&links.base_path, &args.build.portal) {
                terminal.say(&line);
            }
            true
        }
        Err(error) => {
            match error.downcast::<Failed>() {
                Ok(Failed(problems)) => problems.iter().for_each(|problem| terminal.say(&problem.to_string())),
                Err(error) => terminal.say(&format!("error: {error:#}")),
            }
            terminal.say("The last good release is still served.");
            false
        }
    };
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        // Builds run on it: SQL and templates are read there.
        std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || {
            http::watch(EVERY, before, || stamp(&portal.dir, &target), rebuild, &sender, &stop);
        })?;
        let ready = |address| tell_address(terminal, address, &links.base_path);
        let served = runtime.block_on(http::serve(&target, args.port, &links.base_path, Some(release), ready));
        stop.store(true, Ordering::Relaxed);
        served
    })?;
    Ok(Report::new("serve"))
}

/// A published portal without its settings, as `build --from` leaves one: the folder itself, or `public` in it.
fn published(args: &ServeArgs) -> Option<PathBuf> {
    let dir = &args.build.portal.dir;
    if !args.as_is || dir.join("site/config.toml").exists() {
        return None;
    }
    let places = [args.build.out.clone().unwrap_or_else(|| dir.clone()), dir.join("public")];
    places.into_iter().find(|place| place.join("index.html").is_file())
}

/// Serves what is published, without building or reloading.
fn as_is(args: &ServeArgs, target: &Path, base_path: &str, terminal: &Terminal) -> Result<Report> {
    if !target.join("index.html").is_file() {
        anyhow::bail!("nothing is published in {}: run `pantau build` first", target.display());
    }
    let ready = |address| tell_address(terminal, address, base_path);
    runtime()?.block_on(http::serve(target, args.port, base_path, None, ready))?;
    Ok(Report::new("serve"))
}

fn runtime() -> Result<Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?)
}

fn tell_address(terminal: &Terminal, address: SocketAddr, base_path: &str) {
    terminal.step("serving");
    terminal.say(&format!("Open http://{address}{base_path} (stop with Ctrl-C)"));
}

/// What to say when the settings now put the portal below another path than it is served at.
fn moved(served: &str, portal: &PortalArgs) -> Option<String> {
    let settings = pipeline::portal(portal).ok()?.settings;
    let now = Links::new(&settings.base_url, &settings.default_language).base_path;
    (now != served).then(|| {
        format!("`base_url` now leads to {now}, and {served} is served: stop, and start `pantau serve` again.")
    })
}

fn tell(terminal: &Terminal, report: &Report) {
    report.problems.iter().for_each(|problem| terminal.say(&problem.to_string()));
    report.lines.iter().for_each(|line| terminal.say(line));
}

/// A hash of the names, sizes and times of what a portal is made from. Only ever compared within
/// one run: nothing of it reaches an output.
fn stamp(dir: &Path, target: &Path) -> u64 {
    let ours = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        let published = entry.path().starts_with(target) || name.starts_with("public.") || name == "target";
        // What this very command may be writing its words to.
        let told = name.ends_with(".log") || name == "nohup.out";
        entry.depth() == 0 || !(name.starts_with('.') || published || told)
    };
    let mut hasher = DefaultHasher::new();
    for entry in WalkDir::new(dir).sort_by_file_name().into_iter().filter_entry(ours).flatten() {
        let Ok(meta) = entry.metadata() else { continue };
        if meta.is_file() {
            entry.path().hash(&mut hasher);
            meta.len().hash(&mut hasher);
            meta.modified().ok().hash(&mut hasher);
        }
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scratch;

    #[test]
    fn only_the_portals_own_files_count_as_change() {
        let scratch = Scratch::new("stamp");
        let target = scratch.path().join("public");
        scratch.write("site/config.toml", "a");
        let first = stamp(scratch.path(), &target);
        for name in ["public/index.html", "public.previous/x", ".pantau/cache/x", "public.lock", "serve.log"] {
            scratch.write(name, "x");
        }
        assert_eq!(stamp(scratch.path(), &target), first);
        scratch.write("queries/marts/x.sql", "SELECT 1");
        assert_ne!(stamp(scratch.path(), &target), first);
    }
}
