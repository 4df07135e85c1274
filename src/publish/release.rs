//! A release being made: everything that is written is remembered, checked, and then goes live at once.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::hash::{BuildHasherDefault, DefaultHasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use minijinja::value::Value;
use walkdir::WalkDir;

use super::bare::bare;
use super::content::{self, Content};
use super::counts::{Counts, MARKER};
use super::frame::{Child, Frame, Framed};
use super::kept::Kept;
use super::search::{self, Entries, Guide};
use super::sitemap::Sitemap;
use super::stage::{Stage, write_new};
use super::written::{Memory, Sizes, Writer, look, name_of, twice};
use super::{links, pack};
use crate::cache::{Cache, Key};
use crate::config::{Host, Portal};
use crate::page::route::is_bare;
use crate::page::{self, PageFamily, Picture, SiteContext, SiteFiles};
use crate::problem::{Failed, Place, Problem};

/// The cache's folder of pictures.
pub const PICTURES: &str = "pictures";

pub(super) type Hashes = HashSet<u64, BuildHasherDefault<DefaultHasher>>;

/// A release in its staging folder. Dropped without [`Release::finish`], nothing has happened.
pub struct Release<'a> {
    pub(super) site: &'a SiteContext,
    files: &'a dyn SiteFiles,
    frame: Frame,
    pub(super) stage: Stage,
    /// Hash of each file's path -> who made it, and from which row.
    pub(super) made: HashMap<u64, (u32, u64), BuildHasherDefault<DefaultHasher>>,
    makers: Vec<String>,
    /// Hashes of files that links lead to.
    pub(super) wanted: Hashes,
    /// Files that must be there, and why.
    pub(super) declared: Vec<(String, String)>,
    pub(super) problems: Vec<Problem>,
    sitemap: Sitemap,
    index: pack::Index,
    packed: Option<pack::Manifest>,
    pages: u64,
    /// Files written: pages in packs are none.
    pub(super) files_written: u64,
    pub(super) sizes: Sizes,
    pub(super) host: Host,
    kept: Option<Kept>,
    /// The content pages, for search.
    guides: Vec<Guide>,
}

/// What was published.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    pub target: PathBuf,
    pub pages: u64,
    pub files: u64,
    pub bytes: u64,
    /// Pages that were made by an earlier build.
    pub reused: u64,
}

impl<'a> Release<'a> {
    /// Takes the target's lock, compiles the frame, and makes an empty folder beside the target.
    /// The target is only ever swapped for a release of ours or an empty folder.
    pub fn begin(
        portal: &Portal,
        site: &'a SiteContext,
        files: &'a dyn SiteFiles,
        target: &Path,
    ) -> Result<Release<'a>> {
        let frame = Frame::new(portal, site, files)?;
        for needed in ["page.html"] {
            if !frame.has(needed) {
                let message = format!("there is no site/templates/{needed} to frame pages with");
                return Err(Failed::from(Problem::error("no_template", Place::default(), message)).into());
            }
        }
        let stage = Stage::begin(target)?;
        let sitemap = Sitemap::new(stage.dir());
        Ok(Release {
            site,
            files,
            frame,
            stage,
            made: HashMap::default(),
            makers: Vec::new(),
            wanted: HashSet::default(),
            declared: Vec::new(),
            problems: Vec::new(),
            sitemap,
            index: pack::Index::default(),
            packed: None,
            pages: 0,
            files_written: 0,
            sizes: Sizes { most: portal.settings.host.limits().largest_file, ..Sizes::default() },
            host: portal.settings.host,
            kept: None,
            guides: Vec::new(),
        })
    }

    /// Takes pages that earlier builds made of the same rows from there, and keeps those of this one.
    pub fn keep_pages(&mut self, kept: Kept) {
        self.kept = Some(kept);
    }

    /// Pages so far that an earlier build made.
    pub fn reused(&self) -> u64 {
        self.kept.as_ref().map_or(0, Kept::reused)
    }

    /// The staging folder. What is written there by others is told with [`Release::folder`].
    pub fn dir(&self) -> &Path {
        self.stage.dir()
    }

    /// Renders, frames and writes a family of pages; threads do all three, in any order; what is
    /// remembered of them goes in the order of the rows. Returns how many there are; feeds and calendars are
    /// counted with the release's files, not with its pages.
    pub fn pages(&mut self, family: &PageFamily, jobs: usize) -> Result<u64> {
        let maker = self.maker(&format!("relation `{}`", family.relation));
        if let Some(kept) = &mut self.kept {
            kept.begin(&family.template);
        }
        let (site, kept) = (self.site, self.kept.as_ref());
        let work = Writer { frame: &self.frame, dir: self.stage.dir(), site, kept };
        let mut remembered = Memory {
            maker,
            makers: &self.makers,
            made: &mut self.made,
            wanted: &mut self.wanted,
            problems: &mut self.problems,
            sitemap: &mut self.sitemap,
            index: &mut self.index,
            files: &mut self.files_written,
            sizes: &mut self.sizes,
        };
        let mut count = 0;
        page::render_with(site, family, jobs, &work, &mut |written| {
            count += remembered.keep(site, written)?;
            Ok(())
        })?;
        if !is_bare(&family.path) {
            self.pages += count;
        }
        Ok(count)
    }

    /// Draws and writes pictures; those that an earlier build drew are taken from the cache, where there is one.
    pub fn pictures(&mut self, pictures: &[Picture], cache: Option<&Cache>, jobs: usize) -> Result<()> {
        let draw = |picture: &Picture| -> Result<Vec<u8>> {
            let key = Key::new(PICTURES).with(picture.content()).hex();
            if let Some(kept) = cache.and_then(|cache| cache.bytes(PICTURES, &key)) {
                return Ok(kept);
            }
            let png = picture.png()?;
            cache.map_or(Ok(()), |cache| cache.keep_bytes(PICTURES, &key, png.clone()))?;
            Ok(png)
        };
        for some in pictures.chunks(jobs.max(1)) {
            let drawn: Vec<Result<Vec<u8>>> = std::thread::scope(|scope| {
                let threads: Vec<_> = some.iter().map(|picture| scope.spawn(|| draw(picture))).collect();
                let ended = |thread: std::thread::ScopedJoinHandle<'_, Result<Vec<u8>>>| {
                    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
                };
                threads.into_iter().map(ended).collect()
            });
            for (picture, png) in some.iter().zip(drawn) {
                self.write(&picture.path, &png?, "the pictures of figures")?;
            }
        }
        Ok(())
    }

    /// Writes the index of packed pages, and what `site/` holds: content pages, static files, and the page
    /// for what is not found.
    pub fn site(&mut self) -> Result<()> {
        self.packed = self.index()?;
        self.content()?;
        self.static_files()?;
        self.not_found()
    }

    /// Writes where packed pages are; `None` where there are none.
    fn index(&mut self) -> Result<Option<pack::Manifest>> {
        let index = std::mem::take(&mut self.index);
        let Some(manifest) = index.manifest() else { return Ok(None) };
        for (path, text) in index.files(manifest.bits) {
            self.write(&path, text.as_bytes(), "the program")?;
        }
        self.write(pack::MANIFEST, &serde_json::to_vec(&manifest)?, "the program")?;
        Ok(Some(manifest))
    }

    fn content(&mut self) -> Result<()> {
        let languages: Vec<String> =
            self.site.languages.iter().map(|language| language.locale.language.clone()).collect();
        let mut pages = self.frame.take_content();
        for page in &mut pages {
            page.html = content::with_figures(&page.html, |name| self.figure(name, page))?;
        }
        for page in &pages {
            let other = |other: &&Content| other.path == page.path;
            let mut translations: Vec<&str> = pages.iter().filter(other).map(|page| page.lang.as_str()).collect();
            translations.sort_by_key(|lang| languages.iter().position(|known| known == lang));
            let children = if page.is_section { self.children(page, &pages) } else { Vec::new() };
            let html = self.frame.content(page, translations, children)?;
            let prefix = self.site.links.language_prefix(&page.lang);
            let file = format!("{prefix}{}index.html", page.path);
            if let Some((about, _)) = &page.answers
                && !self.has(&format!("{prefix}{about}index.html"))
            {
                let message = format!("replies to the page /{about}, and there is none");
                let problem = Problem::error("dead_link", Place::file(&page.file), message);
                self.problems.push(problem.hint("`about` is a page's address without the language"));
            }
            self.sitemap.add(&self.site.links, &format!("{prefix}{}", page.path))?;
            self.html(&file, &html, &page.file)?;
            self.pages += 1;
        }
        let languages: Vec<&str> = languages.iter().map(String::as_str).collect();
        self.guides = search::guides(&pages, &languages);
        for path in self.files.list("site/content/")?.iter().filter(|path| !path.ends_with(".md")) {
            self.copy(path, "site/content/")?;
        }
        Ok(())
    }

    /// A figure by its name, in a content page's language.
    fn figure(&self, name: &str, page: &Content) -> Result<String> {
        let language = self.site.languages.iter().find(|language| language.locale.language == page.lang);
        let templates = &language.or(self.site.languages.first()).context("a site has a language")?.templates;
        let drawn = templates.render_str("{{ figure(name) }}", minijinja::context! { name });
        drawn.map_err(|error| {
            let message = error.detail().map_or_else(|| error.to_string(), str::to_owned);
            Failed::from(Problem::error("figure", Place::file(&page.file), message)).into()
        })
    }

    /// The pages directly below a section, lightest first, then by title.
    fn children(&self, section: &Content, pages: &[Content]) -> Vec<Value> {
        let below = |page: &&Content| {
            let rest = page.path.strip_prefix(section.path.as_str()).unwrap_or("");
            page.lang == section.lang && rest.matches('/').count() == 1
        };
        let mut children: Vec<&Content> = pages.iter().filter(below).collect();
        children.sort_by(|one, two| (one.weight, &one.title, &one.path).cmp(&(two.weight, &two.title, &two.path)));
        let values = children.into_iter().map(|page| {
            Value::from_object(Child {
                title: page.title.clone(),
                description: page.description.clone(),
                permalink: self.site.links.page(&page.lang, &page.path),
                date: page.date.clone(),
            })
        });
        values.collect()
    }

    /// Writes the search index, after [`Release::site`]: all pages are made, so that an entry that leads to none is told.
    pub fn search(&mut self, families: &[Entries], scratch: &Path) -> Result<()> {
        let site = self.site;
        let languages: Vec<&str> = site.languages.iter().map(|language| language.locale.language.as_str()).collect();
        let guides = std::mem::take(&mut self.guides);
        let _ = fs::remove_dir_all(scratch);
        let made = search::make(families, &guides, &languages, scratch, self);
        let _ = fs::remove_dir_all(scratch);
        made
    }

    fn static_files(&mut self) -> Result<()> {
        for path in self.files.list("site/static/")? {
            self.copy(&path, "site/static/")?;
        }
        // GitHub Pages would leave out what begins with `_`.
        if !self.has(".nojekyll") {
            self.write(".nojekyll", b"", "the program")?;
        }
        if !self.has("robots.txt") {
            let map = self.site.links.absolute("sitemap.xml");
            let map = if self.site.links.base_url.is_empty() { String::new() } else { format!("Sitemap: {map}\n") };
            self.write("robots.txt", format!("User-agent: *\nAllow: /\n{map}").as_bytes(), "the program")?;
        }
        Ok(())
    }

    fn copy(&mut self, path: &str, folder: &str) -> Result<()> {
        let Some(bytes) = self.files.read(path)? else { return Ok(()) };
        let name = path.strip_prefix(folder).unwrap_or(path);
        if name.ends_with(".css") {
            super::verify::style(name, &String::from_utf8_lossy(&bytes), self.site, &mut self.problems);
        }
        match bare(bytes) {
            Ok(bytes) => self.write(name, &bytes, path),
            Err(wrong) => {
                let problem = Problem::error("broken_file", Place::file(path), wrong);
                self.problems.push(problem.hint("save it once more as JPEG or PNG, or leave it out"));
                Ok(())
            }
        }
    }

    /// `404.html` in each language: some hosts take the nearest one, most only the first.
    fn not_found(&mut self) -> Result<()> {
        let site = self.site;
        if !self.frame.has("404.html") {
            return Ok(());
        }
        for language in &site.languages {
            let lang = language.locale.language.as_str();
            let file = format!("{}404.html", site.links.language_prefix(lang));
            if self.has(&file) {
                continue;
            }
            let packs = self.packed.as_ref().map(|packed| ("packs", Value::from(packed.bits.to_string())));
            let extra = Value::from_pairs(packs);
            let framed = Framed { template: "404.html", lang, path: "404.html", extra, ..Framed::default() };
            let html = self.frame.frame(&framed)?;
            self.html(&file, &html, "site/templates/404.html")?;
        }
        Ok(())
    }

    /// Remembers the files that others wrote below a folder of [`Release::dir`], such as `data`.
    pub fn folder(&mut self, folder: &str) -> Result<()> {
        let maker = self.maker(folder);
        let root = self.stage.dir().join(folder);
        if !root.is_dir() {
            return Ok(());
        }
        for entry in WalkDir::new(&root).sort_by_file_name() {
            let entry = entry.with_context(|| format!("cannot list {folder}"))?;
            if entry.file_type().is_file() {
                let path = entry.path().strip_prefix(self.stage.dir()).unwrap_or(entry.path());
                let path = path.to_string_lossy().replace('\\', "/");
                // Pages stand there too, and are known.
                if let Entry::Vacant(place) = self.made.entry(links::hash(&path)) {
                    place.insert((maker, 0));
                    self.files_written += 1;
                    self.sizes.add(&path, entry.metadata()?.len());
                }
            }
        }
        Ok(())
    }

    /// Says that a file (path below the release) must be there when all is done.
    pub fn declare(&mut self, path: &str, why: &str) {
        self.declared.push((path.to_string(), why.to_string()));
    }

    /// Writes one more file; a second of the same path is a problem.
    pub fn write(&mut self, path: &str, bytes: &[u8], from: &str) -> Result<()> {
        let maker = self.maker(from);
        if write_new(self.stage.dir(), path, bytes)?.is_none() {
            return Err(twice(path, from, self.other(path)));
        }
        self.made.insert(links::hash(path), (maker, 0));
        self.files_written += 1;
        self.sizes.add(path, bytes.len() as u64);
        Ok(())
    }

    fn html(&mut self, file: &str, html: &str, from: &str) -> Result<()> {
        self.write(file, html.as_bytes(), from)?;
        let (wanted, problems) = look(self.site, file, html).0;
        self.wanted.extend(wanted.into_iter().filter(|hash| !self.made.contains_key(hash)));
        self.problems.extend(problems);
        Ok(())
    }

    fn has(&self, path: &str) -> bool {
        self.made.contains_key(&links::hash(path))
    }

    fn maker(&mut self, name: &str) -> u32 {
        let known = self.makers.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            self.makers.push(name.to_string());
            self.makers.len() - 1
        }) as u32
    }

    fn other(&self, path: &str) -> String {
        name_of(&self.makers, self.made.get(&links::hash(path)))
    }

    /// Checks the whole release and throws it away.
    pub fn verify(mut self) -> Result<()> {
        self.complete()?;
        super::verify::check(&self)
    }

    /// Checks the whole release, and swaps it in as one step. On any problem the target stays as it is.
    pub fn finish(mut self, counts: &Counts) -> Result<Published> {
        self.complete()?;
        self.write(MARKER, counts.text()?.as_bytes(), "the program")?;
        super::verify::check(&self)?;
        let (pages, files, bytes) = (self.pages, self.files_written, self.sizes.bytes);
        let reused = self.reused();
        let target = self.stage.swap()?;
        self.kept.iter().for_each(Kept::published);
        Ok(Published { target, pages, files, bytes, reused })
    }

    /// The sitemap of all pages, which may be linked to.
    fn complete(&mut self) -> Result<()> {
        let sitemap = std::mem::replace(&mut self.sitemap, Sitemap::new(self.stage.dir()));
        for file in sitemap.finish(&self.site.links)? {
            self.sizes.add(&file, fs::metadata(self.stage.dir().join(&file))?.len());
            self.made.insert(links::hash(&file), (0, 0));
            self.files_written += 1;
        }
        Ok(())
    }
}

impl search::Sink for Release<'_> {
    fn file(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        self.write(path, bytes, "the search index")
    }

    fn leads(&mut self, relation: &str, path: &str) {
        for language in &self.site.languages {
            let prefix = self.site.links.language_prefix(&language.locale.language);
            let file = format!("{prefix}{path}index.html");
            if !self.made.contains_key(&links::hash(&file)) && self.problems.len() < 1000 {
                let place = Place { source: Some(relation.to_string()), ..Place::file(&file) };
                let problem = Problem::error("dead_link", place, format!("search leads to /{file}, and there is none"));
                self.problems.push(problem.hint("the search query's `path` and rows must be those of a page"));
            }
        }
    }
}
