//! Pages of earlier builds: what was made of the same rows by the same templates is not made again.
//!
//! One file of the cache holds what came of one job: how long its head is, the head (JSON), and the files' bytes, the
//! last two in zstd. The head alone is read where the last release has the same files.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result};
use regex::Regex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::content;
use super::linked::{Content, Linked};
use super::written::Made;
use crate::cache::{Cache, Key, Parts};
use crate::config::Portal;
use crate::page::{SiteContext, SiteFiles, Stored, Touched, read_templates};

/// The cache's folder of pages.
pub const STAGE: &str = "pages";

/// Bytes of a head's length.
const HEAD: usize = 4;

/// What is asked of the cache for every page, and for those that show what is not their own; what is asked
/// for those of a template has its name.
pub const ALL: &str = "all";
pub const SOME: &str = "some";

/// A tag that reads another template.
static READS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\{%[-+]?\s*(?:include|import|from|extends)\b").ok());

/// The same where the other's name stands there as it is, and nothing else could be meant.
static READS_NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let name = r#"(?:"[^"\\]*"|'[^'\\]*')"#;
    let rest = r"(?:\s+(?:as\s+\w+|import\s+[\w\s,]+|ignore\s+missing|with(?:out)?\s+context))*";
    Regex::new(&format!(r"\{{%[-+]?\s*(?:include|import|from|extends)\s*{name}{rest}\s*[-+]?%\}}")).ok()
});

/// Where the pages of a portal are kept, and what they all hang on.
pub struct Kept {
    cache: Cache,
    /// Hash of settings, words, frame templates and addresses.
    site: String,
    /// Texts of templates by their names.
    templates: BTreeMap<String, String>,
    /// Hash of the template at work, and of those that it may read.
    template: String,
    /// What only some templates read.
    as_of: String,
    figures: String,
    /// The files of the last release.
    pub linked: Linked,
    reused: AtomicU64,
}

/// Files that a job made, without their bytes.
pub struct Found {
    /// What the job made, told from all else that it could have made.
    pub content: Content,
    pub files: Vec<File>,
}

/// The head of a kept job.
#[derive(Serialize, Deserialize)]
struct Head {
    /// The date of the data and the figures' hash, where the pages show them.
    as_of: Option<String>,
    figures: Option<String>,
    files: Vec<File>,
}

#[derive(Serialize, Deserialize)]
pub struct File {
    pub file: String,
    pub pack: Option<String>,
    /// Addresses, and rows counted from the job's first.
    pub pages: Vec<(String, u64)>,
    pub wanted: Vec<u64>,
    /// Bytes.
    pub length: usize,
}

impl Kept {
    /// `figures` is a hash of all that figures show; `target` the folder that is published to.
    pub fn new(
        cache: &Cache,
        portal: &Portal,
        target: &Path,
        context: &SiteContext,
        figures: String,
        stored: &Stored,
    ) -> Result<Kept> {
        let as_of = context.as_of;
        let mut site = Parts::default()
            .with("settings", format!("{:?}", portal.settings))
            .with("names of downloads", format!("{stored:?}"))
            .with("pages in the navigation", format!("{:?} {}", context.parts, context.has_purchases));
        let files: &dyn SiteFiles = &portal.files;
        // Of content pages, others show where they are, of sections what they are called, and replies. Which
        // pictures stand among the static files is known with the figures.
        let elsewhere = |path: &String| {
            let is_section = path.contains("/_index.");
            let is_shown = is_section || path.starts_with(content::REPLIES);
            path.starts_with("site/static/") || (path.starts_with("site/content/") && !is_shown)
        };
        for path in files.list("site/")?.into_iter().filter(|path| !elsewhere(path)) {
            let bytes = files.read(&path)?.unwrap_or_default();
            site.add(path, bytes);
        }
        site.add("addresses of content pages", format!("{:?}", content::paths(files)?));
        let as_of = as_of.map_or(String::new(), |date| date.to_string());
        cache.asked("pages", ALL, &site, false);
        cache.asked("pages", SOME, &Parts::default().with("the data's date", &as_of).with("figures", &figures), false);
        let (site, templates) = (site.key("site"), read_templates(files, "templates/")?);
        let (linked, reused) = (Linked::open(cache, target), AtomicU64::new(0));
        let (cache, template) = (cache.clone(), String::new());
        Ok(Kept { cache, site, templates, template, as_of, figures, linked, reused })
    }

    /// From here on, pages are of this template.
    pub fn begin(&mut self, template: &str) {
        let mut parts = Parts::default();
        for name in read_by(template, &self.templates) {
            parts.add(format!("templates/{name}"), self.templates.get(name).map_or("", String::as_str));
        }
        self.cache.asked("pages", template, &parts, false);
        self.template = parts.key("template");
    }

    /// Pages that were not rendered again.
    pub fn reused(&self) -> u64 {
        self.reused.load(Ordering::Relaxed)
    }

    fn key(&self, job: &str) -> String {
        Key::new(STAGE).with(&self.site).with(&self.template).with(job).hex()
    }

    /// Counts pages that were not rendered again.
    pub fn count(&self, pages: u64) {
        self.reused.fetch_add(pages, Ordering::Relaxed);
    }

    /// What came of this job before. A file that is damaged, or shows another date or other figures, is none.
    pub fn find(&self, job: &str) -> Option<Found> {
        let key = self.key(job);
        let mut file = self.cache.open_bytes(STAGE, &key)?;
        let mut length = [0; HEAD];
        file.read_exact(&mut length).ok()?;
        let mut text = Vec::new();
        file.take(u64::from(u32::from_le_bytes(length))).read_to_end(&mut text).ok()?;
        let head: Head = serde_json::from_slice(&zstd::decode_all(text.as_slice()).ok()?).ok()?;
        let same = |shown: &Option<String>, now: &String| shown.as_ref().is_none_or(|shown| shown == now);
        if !same(&head.as_of, &self.as_of) || !same(&head.figures, &self.figures) {
            return None;
        }
        Some(Found { content: content_of(&key, &head), files: head.files })
    }

    /// The bytes of all files of a job, one after the other, unless they were damaged.
    pub fn bytes(&self, job: &str) -> Option<Vec<u8>> {
        let bytes = self.cache.bytes(STAGE, &self.key(job))?;
        let (length, rest) = bytes.split_first_chunk::<HEAD>()?;
        zstd::decode_all(rest.get(u32::from_le_bytes(*length) as usize..)?).ok()
    }

    /// Keeps what came of a job, unless something is wrong with it; `None` where it was not kept.
    pub fn keep(&self, job: &str, first: u64, touched: Touched, made: &[Made]) -> Result<Option<Content>> {
        if made.iter().any(|made| !made.problems.is_empty()) {
            return Ok(None);
        }
        let files = made.iter().map(|made| File {
            file: made.file.clone(),
            pack: made.pack.clone(),
            pages: made.pages.iter().map(|(address, row)| (address.clone(), row - first)).collect(),
            wanted: made.wanted.clone(),
            length: made.bytes.len(),
        });
        let head = Head {
            as_of: touched.as_of.then(|| self.as_of.clone()),
            figures: touched.figures.then(|| self.figures.clone()),
            files: files.collect(),
        };
        let mut packer = zstd::Encoder::new(vec![0; HEAD], 1)?;
        packer.include_checksum(true)?; // it is read without the rest
        packer.write_all(&serde_json::to_vec(&head)?)?;
        let mut text = packer.finish()?;
        let length = u32::try_from(text.len() - HEAD).context("a job's head is too long")?;
        text[..HEAD].copy_from_slice(&length.to_le_bytes());
        let bytes = made.iter().map(|made| made.bytes.as_slice()).collect::<Vec<_>>().concat();
        text.append(&mut zstd::bulk::compress(&bytes, 1).context("cannot compress pages")?);
        let key = self.key(job);
        self.cache.keep_bytes(STAGE, &key, text)?;
        Ok(Some(content_of(&key, &head)))
    }

    /// The release was published: the next one may link to its files.
    pub fn published(&self) {
        self.linked.keep();
    }
}

fn content_of(key: &str, head: &Head) -> Content {
    let mut hash = Sha256::new();
    hash.update(key);
    hash.update(format!("{:?} {:?}", head.as_of, head.figures));
    let mut content = Content::default();
    content.copy_from_slice(&hash.finalize()[..size_of::<Content>()]);
    content
}

/// A template and all that it may read, itself or through another: those whose names it holds in quotes;
/// all of them, where a name is made as it runs.
fn read_by<'a>(template: &'a str, templates: &'a BTreeMap<String, String>) -> BTreeSet<&'a str> {
    let (mut found, mut waiting) = (BTreeSet::from([template]), vec![template]);
    while let Some(name) = waiting.pop() {
        let text = templates.get(name).map_or("", String::as_str);
        let times = |tag: &Option<Regex>| tag.as_ref().map(|tag| tag.find_iter(text).count());
        let unknown = times(&READS).is_none_or(|times_read| times(&READS_NAMED) != Some(times_read));
        let named = |other: &str| text.contains(&format!("\"{other}\"")) || text.contains(&format!("'{other}'"));
        for other in templates.keys().filter(|other| unknown || named(other)) {
            if found.insert(other) {
                waiting.push(other);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_reads_what_it_names() {
        let texts = [
            ("a.html", r#"{% import "parts.html" as p %}"#),
            ("b.html", "{%- include 'c.html' -%}"),
            ("c.html", "{% import 'parts.html' as p %}"),
            ("d.html", "{% include row.kind ~ '.html' %}"),
            ("e.html", "{% import 'c' ~ '.html' as c %}"),
            ("f.html", "{% set n = 'c' ~ '.html' %}{% include(n) %}{% include 'b.html' ignore missing %}"),
            ("g.html", r"{% include 'c.h\u0074ml' %}"),
            ("h.html", "{% include 'b.html' if false else row.x %}"),
            ("i.html", "{%+ from 'parts.html' import x, y -%}{% include 'b.html' without context %}"),
            ("parts.html", "{% macro x() %}{% endmacro %}"),
        ];
        let templates: BTreeMap<String, String> = texts.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        let read = |name: &str| read_by(name, &templates).into_iter().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(read("a.html"), ["a.html", "parts.html"]);
        assert_eq!(read("b.html"), ["b.html", "c.html", "parts.html"]);
        for all in ["d.html", "e.html", "f.html", "g.html", "h.html"] {
            assert_eq!(read(all).len(), templates.len(), "{all}");
        }
        assert_eq!(read("i.html"), ["b.html", "c.html", "i.html", "parts.html"]);
        assert_eq!(read("parts.html"), ["parts.html"]);
    }
}
