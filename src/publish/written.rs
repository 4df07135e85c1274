//! What rendering threads do with a page, and what the release remembers of it.

use std::collections::HashMap;
use std::fs;
use std::hash::{BuildHasherDefault, DefaultHasher};
use std::path::Path;

use anyhow::Result;

use super::frame::Frame;
use super::kept::{File, Found, Kept};
use super::linked::Content;
use super::links::{self, Target};
use super::pack;
use super::release::Hashes;
use super::sitemap::Sitemap;
use super::stage::write_new;
use crate::page::route::is_bare;
use crate::page::{Page, Rendered, SiteContext, Work};
use crate::problem::{Failed, Place, Problem};

/// Bytes of pages after which another pack begins: who opens a page takes its whole pack.
const FULL: usize = 768 << 10;

/// The most bytes of a calendar's line.
const FOLD: usize = 75;

/// A file that a rendering thread wrote: one page, or a pack of pages.
pub struct Written {
    /// Path of the file in the release.
    file: String,
    /// The pack's name; `None` for a page of its own.
    pack: Option<String>,
    /// The pages in it, by their addresses below the base address and their rows.
    pages: Vec<(String, u64)>,
    bytes: u64,
    is_new: bool,
    wanted: Vec<u64>,
    problems: Vec<Problem>,
}

/// How large the files of a release are.
#[derive(Default)]
pub struct Sizes {
    pub bytes: u64,
    /// The largest file that the host takes.
    pub most: Option<u64>,
    /// Files that are larger.
    pub over: Vec<(String, u64)>,
}

impl Sizes {
    pub fn add(&mut self, file: &str, bytes: u64) {
        self.bytes += bytes;
        if self.most.is_some_and(|most| bytes > most) {
            self.over.push((file.to_owned(), bytes));
        }
    }
}

/// The release's memory while threads write: everything of [`Release`] that they do not share.
pub struct Memory<'r> {
    pub maker: u32,
    pub makers: &'r [String],
    pub made: &'r mut HashMap<u64, (u32, u64), BuildHasherDefault<DefaultHasher>>,
    pub wanted: &'r mut Hashes,
    pub problems: &'r mut Vec<Problem>,
    pub sitemap: &'r mut Sitemap,
    pub index: &'r mut pack::Index,
    pub files: &'r mut u64,
    pub sizes: &'r mut Sizes,
}

impl Memory<'_> {
    /// Remembers a file; returns how many pages are in it.
    pub fn keep(&mut self, site: &SiteContext, written: Written) -> Result<u64> {
        let first = written.pages.first().map_or(0, |(_, row)| *row);
        if !written.is_new {
            return Err(self.twice(&written.file, first));
        }
        if let Some(pack) = &written.pack {
            self.made.insert(links::hash(&written.file), (self.maker, first));
            self.index.add(pack, written.pages.iter().map(|(address, _)| address.as_str()));
        }
        for (address, row) in &written.pages {
            let page = file_of(address);
            if self.made.contains_key(&links::hash(&page)) {
                return Err(self.twice(&page, *row));
            }
            self.made.insert(links::hash(&page), (self.maker, *row));
            // Hosts answer for a packed page that it is not found: searchers should not be sent there.
            if written.pack.is_none() && page.ends_with(".html") {
                self.sitemap.add(&site.links, address)?;
            }
        }
        *self.files += 1;
        self.sizes.add(&written.file, written.bytes);
        let made = &self.made;
        self.wanted.extend(written.wanted.into_iter().filter(|hash| !made.contains_key(hash)));
        // A frame that loads from elsewhere does so on every page: the first ones say enough.
        if self.problems.len() < 1000 {
            self.problems.extend(written.problems);
        }
        Ok(written.pages.len() as u64)
    }

    fn twice(&self, path: &str, row: u64) -> anyhow::Error {
        let me = name_of(self.makers, Some(&(self.maker, row)));
        twice(path, &me, name_of(self.makers, self.made.get(&links::hash(path))))
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

/// A file that a rendering thread made and has not written.
pub struct Made {
    /// Path of the file in the release.
    pub file: String,
    /// The pack's name; `None` for a page of its own.
    pub pack: Option<String>,
    /// The pages in it, by their addresses below the base address and their rows.
    pub pages: Vec<(String, u64)>,
    pub bytes: Vec<u8>,
    /// Hashes of the files that its links lead to.
    pub wanted: Vec<u64>,
    pub problems: Vec<Problem>,
}

/// Makes files of pages: each page its own, or one pack of neighbours in each language.
pub struct Writer<'r> {
    pub frame: &'r Frame,
    pub dir: &'r Path,
    pub site: &'r SiteContext,
    pub kept: Option<&'r Kept>,
}

impl Work<Written> for Writer<'_> {
    fn keeps(&self) -> bool {
        self.kept.is_some()
    }

    fn kept(&self, key: &str, first: u64) -> Result<Option<Vec<Written>>> {
        let Some(kept) = self.kept else { return Ok(None) };
        let Some(Found { content, files }) = kept.find(key) else { return Ok(None) };
        let (mut written, mut read, mut at) = (Vec::with_capacity(files.len()), None, 0);
        for File { file, pack, pages, wanted, length } in files {
            let range = at..at + length;
            at = range.end;
            let pages: Vec<(String, u64)> = pages.into_iter().map(|(address, row)| (address, first + row)).collect();
            if let Some(bytes) = kept.linked.link(self.dir, &file, &content) {
                written.push(Written { file, pack, pages, bytes, is_new: true, wanted, problems: Vec::new() });
                continue;
            }
            let all = read.get_or_insert_with(|| kept.bytes(key));
            let Some(bytes) = all.as_ref().and_then(|all| all.get(range)) else {
                // Damaged: all of them are made anew.
                for done in written.iter().filter(|done| done.is_new) {
                    fs::remove_file(self.dir.join(&done.file))?;
                }
                return Ok(None);
            };
            let made = Made { file, pack, pages, bytes: bytes.to_vec(), wanted, problems: Vec::new() };
            written.push(self.write(made, Some(&content))?);
        }
        kept.count(written.iter().map(|written| written.pages.len() as u64).sum());
        Ok(Some(written))
    }

    fn make(&self, rendered: Rendered) -> Result<Vec<Written>> {
        let made = self.frame(&rendered.pages)?;
        let content = match (self.kept, &rendered.key) {
            (Some(kept), Some(key)) => kept.keep(key, rendered.first, rendered.touched, &made)?,
            _ => None,
        };
        made.into_iter().map(|made| self.write(made, content.as_ref())).collect()
    }
}

impl Writer<'_> {
    fn frame(&self, pages: &[Page]) -> Result<Vec<Made>> {
        let mut made = Vec::with_capacity(pages.len());
        let mut packs: Vec<(&str, Vec<Framed>)> = Vec::new();
        for page in pages {
            let framed = Framed::of(self.frame, self.site, page)?;
            if page.is_file {
                made.push(framed.file());
                continue;
            }
            let has_room = |held: &[Framed]| held.iter().map(|page| page.html.len()).sum::<usize>() < FULL;
            match packs.iter_mut().find(|(lang, held)| *lang == page.lang && has_room(held)) {
                Some((_, pages)) => pages.push(framed),
                None => packs.push((&page.lang, vec![framed])),
            }
        }
        for (_, pages) in packs {
            made.push(pack_of(pages)?);
        }
        Ok(made)
    }

    fn write(&self, made: Made, content: Option<&Content>) -> Result<Written> {
        let Made { file, pack, pages, bytes, wanted, problems } = made;
        let new = write_new(self.dir, &file, &bytes)?;
        if let (Some(new), Some(kept), Some(content)) = (&new, self.kept, content) {
            kept.linked.written(&file, content, new, &bytes);
        }
        Ok(Written { file, pack, pages, bytes: bytes.len() as u64, is_new: new.is_some(), wanted, problems })
    }
}

/// A finished page, before it is known where its bytes go.
struct Framed {
    address: String,
    row: u64,
    html: String,
    wanted: Vec<u64>,
    problems: Vec<Problem>,
}

impl Framed {
    fn of(frame: &Frame, site: &SiteContext, page: &Page) -> Result<Framed> {
        let address = format!("{}{}", site.links.language_prefix(&page.lang), page.path);
        let file = file_of(&address);
        if is_bare(&page.path) {
            let html = bare(&page.path, &page.body);
            let (wanted, problems) = look(site, &file, &html).0;
            return Ok(Framed { address, row: page.row, html, wanted, problems });
        }
        let (html, around) = frame.page(page)?;
        let (wanted, problems) = match around {
            None => look(site, &file, &html).0,
            // A body that leaves a tag open is read with what stands around it.
            Some(around) => match look(site, &file, &page.body) {
                ((mut wanted, problems), true) => {
                    wanted.extend(around);
                    wanted.sort_unstable();
                    wanted.dedup();
                    (wanted, problems)
                }
                (_, false) => look(site, &file, &html).0,
            },
        };
        Ok(Framed { address, row: page.row, html, wanted, problems })
    }

    fn file(self) -> Made {
        let Framed { address, row, html, wanted, problems } = self;
        let file = file_of(&address);
        Made { file, pack: None, pages: vec![(address, row)], bytes: html.into_bytes(), wanted, problems }
    }
}

fn pack_of(pages: Vec<Framed>) -> Result<Made> {
    let name = pack::name(pages.first().map_or("", |page| &page.address));
    let file = pack::path(&name);
    let bytes = pack::pack(pages.iter().map(|page| (page.address.as_str(), page.html.as_str())))?;
    let (mut wanted, mut problems, mut held) = (Vec::new(), Vec::new(), Vec::new());
    for page in pages {
        wanted.extend(page.wanted);
        problems.extend(page.problems);
        held.push((page.address, page.row));
    }
    wanted.sort_unstable();
    wanted.dedup();
    Ok(Made { file, pack: Some(name), pages: held, bytes, wanted, problems })
}

/// The file of an address below the release: a page is a folder.
fn file_of(address: &str) -> String {
    if is_bare(address) { address.to_owned() } else { format!("{address}index.html") }
}

/// A feed without letters that XML does not know; a calendar in lines as RFC 5545 folds them.
fn bare(path: &str, body: &str) -> String {
    let known = |letter: &char| match letter {
        '\n' | '\t' => true,
        letter => !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}'),
    };
    let text: String = body.trim_start().chars().filter(known).collect();
    if !path.ends_with(".ics") {
        return text;
    }
    let mut out = String::with_capacity(text.len() + text.len() / 32);
    for line in text.lines().filter(|line| !line.is_empty()) {
        let mut length = 0;
        for letter in line.chars() {
            if length + letter.len_utf8() > FOLD {
                out.push_str("\r\n ");
                length = 1;
            }
            out.push(letter);
            length += letter.len_utf8();
        }
        out.push_str("\r\n");
    }
    out
}

/// What a page's links lead to, and those that no page should hold; false where the HTML ends in the
/// middle of something.
pub fn look(site: &SiteContext, file: &str, html: &str) -> ((Vec<u64>, Vec<Problem>), bool) {
    let (mut wanted, mut problems) = (Vec::new(), Vec::new());
    let whole = links::find(html, |found| match links::resolve(&site.links, file, &found.url) {
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
    ((wanted, problems), whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calendars_are_folded_where_no_letter_is_cut() {
        let text = bare("x.ics", &format!("\nBEGIN:VCALENDAR\n\nSUMMARY:{}\n", "é".repeat(100)));
        assert!(text.starts_with("BEGIN:VCALENDAR\r\nSUMMARY:é") && text.ends_with("é\r\n"), "{text:?}");
        assert!(text.split("\r\n").all(|line| line.len() <= FOLD), "{text:?}");
        assert_eq!(text.replace("\r\n ", "").matches('é').count(), 100);
    }

    #[test]
    fn feeds_hold_no_letter_that_xml_refuses() {
        assert_eq!(bare("x.xml", "\n<?xml?>\u{b}a\u{0}\u{ffff}\tb\n"), "<?xml?>a\tb\n");
        assert_eq!(
            (file_of("a/b/").as_str(), file_of("a/b.xml").as_str(), file_of("").as_str()),
            ("a/b/index.html", "a/b.xml", "index.html")
        );
    }
}
