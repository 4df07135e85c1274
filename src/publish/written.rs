//! What rendering threads do with a page, and what the release remembers of it.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};
use std::path::Path;

use anyhow::Result;

use super::frame::Frame;
use super::links::{self, Target};
use super::release::Hashes;
use super::sitemap::Sitemap;
use super::stage::write_new;
use crate::page::{Page, SiteContext};
use crate::problem::{Failed, Place, Problem};

/// A page that a rendering thread framed and wrote.
pub struct Written {
    /// Path of the file in the release, and of the page below the base address.
    file: String,
    address: String,
    row: u64,
    bytes: u64,
    is_new: bool,
    wanted: Vec<u64>,
    problems: Vec<Problem>,
}

/// The release's memory while threads write: everything of [`Release`] that they do not share.
pub struct Memory<'r> {
    pub maker: u32,
    pub makers: &'r [String],
    pub made: &'r mut HashMap<u64, (u32, u64), BuildHasherDefault<DefaultHasher>>,
    pub wanted: &'r mut Hashes,
    pub problems: &'r mut Vec<Problem>,
    pub sitemap: &'r mut Sitemap,
    pub bytes: &'r mut u64,
}

impl Memory<'_> {
    pub fn keep(&mut self, site: &SiteContext, written: Written) -> Result<()> {
        let hash = links::hash(&written.file);
        if !written.is_new {
            let me = name_of(self.makers, Some(&(self.maker, written.row)));
            return Err(twice(&written.file, &me, name_of(self.makers, self.made.get(&hash))));
        }
        self.made.insert(hash, (self.maker, written.row));
        *self.bytes += written.bytes;
        let made = &self.made;
        self.wanted.extend(written.wanted.into_iter().filter(|hash| !made.contains_key(hash)));
        // A frame that loads from elsewhere does so on every page: the first ones say enough.
        if self.problems.len() < 1000 {
            self.problems.extend(written.problems);
        }
        self.sitemap.add(&site.links, &written.address)
    }
}

pub fn name_of(makers: &[String], maker: Option<&(u32, u64)>) -> String {
    let Some((maker, row)) = maker else { return "another file".to_string() };
    let name = makers.get(*maker as usize).map_or("another file", String::as_str);
    if *row == 0 { name.to_string() } else { format!("row {row} of {name}") }
}

pub fn twice(path: &str, one: &str, two: String) -> anyhow::Error {
    let message = format!("/{path} is made twice: by {two}, and by {one}");
    Failed::from(Problem::error("duplicate_path", Place::file(path), message)).into()
}

/// Frames a page, finds its links and writes its file.
pub fn write_page(frame: &Frame, dir: &Path, site: &SiteContext, page: &Page) -> Result<Written> {
    let html = frame.page(page)?;
    let address = format!("{}{}", site.links.language_prefix(&page.lang), page.path);
    let file = format!("{address}index.html");
    let (wanted, problems) = look(site, &file, &html);
    let is_new = write_new(dir, &file, html.as_bytes())?;
    Ok(Written { file, address, row: page.row, bytes: html.len() as u64, is_new, wanted, problems })
}

/// What a page's links lead to, and those that no page should hold.
pub fn look(site: &SiteContext, file: &str, html: &str) -> (Vec<u64>, Vec<Problem>) {
    let (mut wanted, mut problems) = (Vec::new(), Vec::new());
    links::find(html, |found| match links::resolve(&site.links, file, &found.url) {
        Target::File(path) => wanted.push(links::hash(&path)),
        Target::Nowhere => {}
        Target::Elsewhere if !found.resource => {}
        Target::Elsewhere => problems.push(
            Problem::error("external_resource", Place::file(file), format!("loads {} from another host", found.url))
                .hint("put a copy into site/static/"),
        ),
        Target::Outside => problems.push(Problem::error(
            "dead_link",
            Place::file(file),
            format!("links to {}, which is outside {}", found.url, site.links.base_path),
        )),
        Target::Unsafe => problems.push(
            Problem::error("unsafe_link", Place::file(file), format!("holds the unsafe link {:?}", found.url))
                .hint("pass addresses that come with the data through the filter `weburl`"),
        ),
    });
    wanted.sort_unstable();
    wanted.dedup();
    (wanted, problems)
}
