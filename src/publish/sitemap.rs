//! The sitemap, written while pages are: files of at most 50,000 addresses, and an index of them.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::page::escaped;
use crate::page::route::Links;

/// The standard's own limit.
const MOST: usize = 50_000;
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SPACE: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

/// Collects addresses in the order in which they come. Without a base address there is nothing to
/// write: a sitemap holds full addresses only.
pub struct Sitemap {
    dir: PathBuf,
    most: usize,
    current: Option<BufWriter<File>>,
    here: usize,
    parts: Vec<String>,
}

impl Sitemap {
    pub fn new(dir: &Path) -> Sitemap {
        Sitemap { dir: dir.to_path_buf(), most: MOST, current: None, here: 0, parts: Vec::new() }
    }

    /// Adds a page by its path below the base address.
    pub fn add(&mut self, links: &Links, path: &str) -> Result<()> {
        if links.base_url.is_empty() {
            return Ok(());
        }
        if self.here == self.most {
            self.close()?;
        }
        let out = match &mut self.current {
            Some(out) => out,
            None => {
                let name = format!("sitemap-{}.xml", self.parts.len() + 1);
                let file = File::create_new(self.dir.join(&name)).with_context(|| format!("cannot write {name}"))?;
                self.parts.push(name);
                self.here = 0;
                let mut out = BufWriter::new(file);
                write!(out, "{HEAD}<urlset {SPACE}>\n")?;
                self.current.insert(out)
            }
        };
        writeln!(out, "<url><loc>{}</loc></url>", escaped(&links.absolute(path)))?;
        self.here += 1;
        Ok(())
    }

    fn close(&mut self) -> Result<()> {
        if let Some(mut out) = self.current.take() {
            out.write_all(b"</urlset>\n")?;
            out.flush()?;
        }
        self.here = 0;
        Ok(())
    }

    /// Writes `sitemap.xml` and returns the files made: one file, or an index and its parts.
    pub fn finish(mut self, links: &Links) -> Result<Vec<String>> {
        self.close()?;
        match self.parts.as_slice() {
            [] => Ok(Vec::new()),
            [only] => {
                std::fs::rename(self.dir.join(only), self.dir.join("sitemap.xml"))?;
                Ok(vec!["sitemap.xml".into()])
            }
            parts => {
                let mut text = format!("{HEAD}<sitemapindex {SPACE}>\n");
                for part in parts {
                    text += &format!("<sitemap><loc>{}</loc></sitemap>\n", escaped(&links.absolute(part)));
                }
                text += "</sitemapindex>\n";
                // A new file: one that a page query made may be the live release's too.
                let mut file = File::create_new(self.dir.join("sitemap.xml")).context("cannot write sitemap.xml")?;
                file.write_all(text.as_bytes())?;
                let mut made = parts.to_vec();
                made.push("sitemap.xml".into());
                Ok(made)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scratch;

    #[test]
    fn a_long_sitemap_is_split() -> Result<()> {
        let links = Links::new("https://kota.id/a&b", "id");
        let scratch = Scratch::new("sitemap");
        let mut map = Sitemap { most: 2, ..Sitemap::new(scratch.path()) };
        for path in ["", "x/", "en/x/"] {
            map.add(&links, path)?;
        }
        assert_eq!(map.finish(&links)?, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
        let read = |name: &str| std::fs::read_to_string(scratch.path().join(name));
        assert_eq!(read("sitemap-1.xml")?.matches("<loc>").count(), 2);
        assert!(read("sitemap-2.xml")?.contains("<loc>https://kota.id/a&amp;b/en/x/</loc>"));
        assert!(read("sitemap.xml")?.contains("<loc>https://kota.id/a&amp;b/sitemap-2.xml</loc>"));
        let scratch = Scratch::new("sitemap");
        let read = |name: &str| std::fs::read_to_string(scratch.path().join(name));
        let mut map = Sitemap::new(scratch.path());
        map.add(&links, "")?;
        assert_eq!(map.finish(&links)?, ["sitemap.xml"]);
        assert!(read("sitemap.xml")?.ends_with("</url>\n</urlset>\n"));
        Ok(())
    }

    #[test]
    fn without_an_address_there_is_no_sitemap() -> Result<()> {
        let links = Links::new("", "id");
        let scratch = Scratch::new("sitemap");
        let mut map = Sitemap::new(scratch.path());
        map.add(&links, "x/")?;
        assert_eq!(map.finish(&links)?, Vec::<String>::new());
        Ok(())
    }
}
