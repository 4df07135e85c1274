//! The check before the swap: a release with a dead link, a missing file or a foreign script never goes live.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};
use walkdir::WalkDir;

use super::links::{self, Target};
use super::pack;
use super::release::Release;
use crate::page::SiteContext;
use crate::problem::{Failed, Place, Problem};

/// The most problems told at once; their number is told in full.
const MOST: usize = 50;

/// Every link leads to a file of the release, every declared file is there, nothing is loaded from elsewhere.
pub fn check(release: &Release) -> Result<()> {
    let mut problems = release.problems.clone();
    for (path, why) in &release.declared {
        if !release.stage.dir().join(path).is_file() {
            let message = format!("/{path} is missing, and {why} needs it");
            problems.push(Problem::error("missing_file", Place::file(path), message));
        }
    }
    let dead = release.wanted.iter().any(|hash| !release.made.contains_key(hash));
    if dead {
        problems.extend(dead_links(release)?);
    }
    problems.extend(over_limits(release));
    if problems.is_empty() {
        return Ok(());
    }
    // What is on many pages first: it says most.
    let order = |problem: &Problem| problem.hint.as_deref() != Some(ON_MANY);
    problems.sort_by(|one, two| {
        (order(one), one.code, &one.place.file, &one.message).cmp(&(
            order(two),
            two.code,
            &two.place.file,
            &two.message,
        ))
    });
    let more = problems.len().saturating_sub(MOST);
    problems.truncate(MOST);
    if more > 0 {
        problems.push(Problem::error("more", Place::default(), format!("and {more} more problems like these")));
    }
    Err(Failed(problems).into())
}

/// What the host that the settings name would not take.
fn over_limits(release: &Release) -> Vec<Problem> {
    let limits = release.host.limits();
    let mut problems = Vec::new();
    let place = || Place::file("site/config.toml");
    if let Some(most) = limits.files.filter(|most| release.files_written > *most) {
        let message = format!("the portal has {} files, and its host takes {most}", release.files_written);
        let hint = "lower `page_files` under [extra.portal]: more pages then go into packs";
        problems.push(Problem::error("too_many_files", place(), message).hint(hint));
    }
    if let Some(most) = limits.bytes.filter(|most| release.sizes.bytes > *most) {
        let message = format!("the portal has {} bytes, and its host takes {most}", release.sizes.bytes);
        let hint = "lower `page_files` under [extra.portal], or leave formats out of downloads; `host` says where it is published";
        problems.push(Problem::error("too_large", place(), message).hint(hint));
    }
    for (path, size) in &release.sizes.over {
        let most = limits.largest_file.unwrap_or_default();
        let message = format!("has {size} bytes, and the host takes files of at most {most}");
        problems.push(Problem::error("file_too_large", Place::file(path), message));
    }
    problems
}

/// Only hashes are kept while writing, so the pages are read once more to say who links where.
fn dead_links(release: &Release) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    // How many pages hold each dead link, by the file that is not there.
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for entry in WalkDir::new(release.stage.dir()).sort_by_file_name() {
        let entry = entry.context("cannot list the release")?;
        let path = entry.path().strip_prefix(release.stage.dir()).unwrap_or(entry.path());
        let file = path.to_string_lossy().replace('\\', "/");
        let read = || fs::read(entry.path()).with_context(|| format!("cannot read {file}"));
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("html") => dead_links_of(release, &file, &String::from_utf8_lossy(&read()?), &mut told, &mut problems),
            Some("pack") => {
                for (address, html) in pack::unpack(&read()?)? {
                    dead_links_of(release, &format!("{address}index.html"), &html, &mut told, &mut problems);
                }
            }
            _ => {}
        }
        // A broken template breaks every page of its kind: the first few say enough.
        if problems.len() > MOST * 20 || told.values().any(|pages| *pages > PAGES) {
            break;
        }
    }
    let read_all = problems.len() <= MOST * 20 && told.values().all(|pages| *pages <= PAGES);
    let mut all: Vec<Problem> = Vec::new();
    for (path, pages) in told.into_iter().filter(|(_, pages)| *pages > EACH) {
        let many = if read_all { pages.to_string() } else { format!("at least {pages}") };
        let message = format!("links to /{path}, which is not there, are on {many} pages");
        all.push(Problem::error("dead_link", Place::file(&path), message).hint(ON_MANY));
    }
    all.extend(problems);
    Ok(all)
}

const ON_MANY: &str = "look for the link in templates/, site/templates/ and the menus of the settings";
/// So many pages are named for each dead link,
const EACH: usize = 3;
/// and so many are counted.
const PAGES: usize = 1000;

fn dead_links_of(
    release: &Release,
    file: &str,
    html: &str,
    told: &mut BTreeMap<String, usize>,
    problems: &mut Vec<Problem>,
) {
    let mut here: Vec<String> = Vec::new();
    let _ = links::find(html, |found| {
        let Target::File(path) = links::resolve(&release.site.links, file, &found.url) else { return };
        if release.made.contains_key(&links::hash(&path)) || here.contains(&path) {
            return;
        }
        let pages = told.entry(path.clone()).or_default();
        *pages += 1;
        here.push(path.clone());
        if *pages > EACH {
            return;
        }
        let message = format!("links to {}, and there is no /{path}", found.url);
        let problem = Problem::error("dead_link", Place::file(file), message);
        let folder = format!("{path}/index.html");
        problems.push(if release.made.contains_key(&links::hash(&folder)) {
            problem.hint("end the link with `/`")
        } else {
            problem
        });
    });
}

/// Looks for what a style sheet loads from other hosts.
pub fn style(file: &str, text: &str, site: &SiteContext, problems: &mut Vec<Problem>) {
    let urls = text.split("url(").skip(1).filter_map(|rest| rest.split_once(')')).map(|(url, _)| url);
    let imports = text.split("@import").skip(1).filter_map(|rest| rest.split_once(';')).map(|(url, _)| url);
    for url in urls.chain(imports) {
        let url = url.trim().trim_matches(['"', '\'']);
        if links::resolve(&site.links, file, url) == Target::Elsewhere {
            let message = format!("loads {url} from another host");
            problems.push(
                Problem::error("external_resource", Place::file(file), message).hint("put a copy into site/static/"),
            );
        }
    }
}
