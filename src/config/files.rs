//! The portal's own files over the ones that the program carries.
//!
//! A file in the portal's folder stands in for the embedded one of the same path; an empty one
//! switches it off. Settings and sources are never taken from the embedded portal.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use walkdir::WalkDir;

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

/// Folders and files that belong to a portal and to no other.
const OWN: [&str; 2] = ["site/config.toml", "datasets/sources/"];
const CONTENT: &str = "site/content/";

/// A view of the portal's files; paths use `/` and are relative to the portal's folder.
#[derive(Clone, Debug)]
pub struct Files {
    dir: Option<PathBuf>,
    /// Take settings from the embedded portal as well (`build --from`).
    whole: bool,
    names: Option<PageNames>,
}

/// How content pages are named by their language: `x.md` in the default one, `x.en.md` in another.
/// The carried pages are seen under the names they have in a portal of other languages.
#[derive(Clone, Debug)]
struct PageNames {
    /// The portal's languages, the default first.
    languages: Vec<String>,
    /// The default language of the carried pages.
    carried: String,
}

impl PageNames {
    /// The name in the portal of a carried page; `None` if the portal does not have its language.
    fn seen(&self, carried: &str) -> Option<String> {
        let (stem, language) = content_name(carried);
        let language = language.unwrap_or(&self.carried);
        self.languages.iter().any(|one| one == language).then(|| page_name(stem, language, self.default()))
    }

    /// The name of the carried page that the portal sees under this one.
    fn carried(&self, seen: &str) -> Option<String> {
        let (stem, language) = content_name(seen);
        let carried = page_name(stem, language.unwrap_or(self.default()), &self.carried);
        (self.seen(&carried).as_deref() == Some(seen)).then_some(carried)
    }

    fn default(&self) -> &str {
        self.languages.first().map_or("", String::as_str)
    }
}

fn page_name(stem: &str, language: &str, default: &str) -> String {
    if language == default { format!("{stem}.md") } else { format!("{stem}.{language}.md") }
}

/// `a/b.en.md` without its end is `a/b`, and its language.
pub fn content_name(name: &str) -> (&str, Option<&str>) {
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let last = stem.rfind('/').map_or(0, |at| at + 1);
    match stem[last..].rfind('.') {
        Some(at) => (&stem[..last + at], Some(&stem[last + at + 1..])),
        None => (stem, None),
    }
}

impl Files {
    /// The files of a portal folder.
    pub fn of(dir: &Path) -> Files {
        Files { dir: Some(dir.to_path_buf()), whole: false, names: None }
    }

    /// Only what the program carries.
    pub fn embedded() -> Files {
        Files { dir: None, whole: true, names: None }
    }

    /// Sees the carried content pages under the names they have in a portal of these languages, the
    /// default first; `carried` is the default language that their own names are made for.
    pub(super) fn speak(&mut self, languages: &[String], carried: &str) {
        self.names = Some(PageNames { languages: languages.to_vec(), carried: carried.to_owned() });
    }

    /// One file's bytes; `None` where there is none or it is switched off.
    pub fn read(&self, path: &str) -> Result<Option<Vec<u8>>> {
        if let Some(dir) = &self.dir {
            let full = dir.join(path);
            if full.is_file() {
                let bytes = fs::read(&full).with_context(|| format!("cannot read {path}"))?;
                return Ok((!bytes.is_empty()).then_some(bytes));
            }
        }
        Ok(self.inherited(path).map(<[u8]>::to_vec))
    }

    /// One file's text; other encodings than UTF-8 are an error that names the file.
    pub fn text(&self, path: &str) -> Result<Option<String>> {
        match self.read(path)? {
            None => Ok(None),
            Some(bytes) => {
                let text = String::from_utf8(bytes).with_context(|| format!("{path} is not UTF-8 text"))?;
                Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
            }
        }
    }

    /// All paths below a folder (given with its closing slash), sorted.
    pub fn list(&self, folder: &str) -> Result<Vec<String>> {
        let mut paths: BTreeSet<String> = embedded::FILES
            .iter()
            .filter_map(|(path, _)| self.seen(path))
            .filter(|path| path.starts_with(folder) && self.inherited(path).is_some())
            .map(Cow::into_owned)
            .collect();
        if let Some(dir) = &self.dir {
            let root = dir.join(folder);
            for entry in WalkDir::new(&root).follow_links(true).sort_by_file_name() {
                let entry = match entry {
                    Ok(entry) => entry,
                    Err(_) if !root.exists() => break,
                    Err(error) => return Err(error).with_context(|| format!("cannot list {folder}")),
                };
                let hidden = entry.file_name().to_string_lossy().starts_with('.');
                if !entry.file_type().is_file() || hidden {
                    continue;
                }
                let relative = entry.path().strip_prefix(dir).unwrap_or(entry.path());
                let path = relative.to_string_lossy().replace('\\', "/");
                let off = entry.metadata().map(|meta| meta.len() == 0).unwrap_or(false);
                if off {
                    paths.remove(&path);
                } else {
                    paths.insert(path);
                }
            }
        }
        Ok(paths.into_iter().collect())
    }

    fn inherited(&self, path: &str) -> Option<&'static [u8]> {
        if !self.whole && OWN.iter().any(|own| path.starts_with(own)) {
            return None;
        }
        match &self.names {
            Some(names) if is_content(path) => embedded(&names.carried(path)?),
            _ => embedded(path),
        }
    }

    /// The path under which a carried file is seen.
    fn seen<'a>(&self, carried: &'a str) -> Option<Cow<'a, str>> {
        match &self.names {
            Some(names) if is_content(carried) => names.seen(carried).map(Cow::Owned),
            _ => Some(Cow::Borrowed(carried)),
        }
    }
}

fn is_content(path: &str) -> bool {
    path.starts_with(CONTENT) && path.ends_with(".md")
}

/// One file that the program carries.
pub fn embedded(path: &str) -> Option<&'static [u8]> {
    let place = embedded::FILES.binary_search_by(|(name, _)| (*name).cmp(path)).ok()?;
    Some(embedded::FILES[place].1)
}

/// Paths of all files that the program carries, sorted.
pub fn embedded_paths() -> impl Iterator<Item = &'static str> {
    embedded::FILES.iter().map(|(path, _)| *path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scratch;

    #[test]
    fn every_carried_file_is_found_by_its_name() {
        let lost: Vec<&str> = embedded_paths().filter(|path| embedded(path).is_none()).collect();
        assert_eq!(lost, Vec::<&str>::new());
        let is_own = |path: &str| ["/cerita/", "/tanggapan/", "/foto/"].iter().any(|own| path.contains(own));
        assert!(!embedded_paths().any(is_own), "stories, replies and photographs are of the default portal alone");
    }

    #[test]
    fn the_portals_file_wins_and_an_empty_one_switches_off() -> Result<()> {
        let scratch = Scratch::new("files");
        let carried =
            embedded_paths().find(|path| path.starts_with("datasets/tables/")).context("tables are carried")?;
        let files = Files::of(scratch.path());
        assert!(files.read(carried)?.is_some());
        scratch.write(carried, "mine");
        assert_eq!(files.text(carried)?.as_deref(), Some("mine"));
        scratch.write(carried, "");
        assert_eq!(files.text(carried)?, None);
        assert!(!files.list("datasets/tables/")?.contains(&carried.to_owned()));
        Ok(())
    }

    #[test]
    fn carried_pages_are_named_by_the_portals_languages() -> Result<()> {
        let scratch = Scratch::new("files");
        let mut files = Files::of(scratch.path());
        let text = |files: &Files, path: &str| files.text(path);
        let (carried, english) = ("site/content/tentang.md", "site/content/tentang.en.md");
        let (in_indonesian, in_english) = (text(&files, carried)?, text(&files, english)?);
        assert!(in_indonesian.is_some() && in_english.is_some() && in_indonesian != in_english);

        files.speak(&["en".into(), "id".into()], "id");
        assert_eq!(text(&files, carried)?, in_english);
        assert_eq!(text(&files, "site/content/tentang.id.md")?, in_indonesian);
        assert_eq!(text(&files, english)?, None);
        let listed = files.list("site/content/")?;
        assert!(listed.contains(&carried.to_owned()) && !listed.iter().any(|path| path.ends_with(".en.md")));
        scratch.write(carried, "mine");
        assert_eq!(text(&files, carried)?.as_deref(), Some("mine"));

        files.speak(&["en".into()], "id");
        assert_eq!(text(&files, "site/content/tentang.id.md")?, None);
        assert!(files.list("site/content/")?.iter().all(|path| content_name(path).1.is_none()));
        Ok(())
    }

    #[test]
    fn settings_and_sources_are_never_inherited() -> Result<()> {
        let scratch = Scratch::new("files");
        assert_eq!(Files::of(scratch.path()).text("site/config.toml")?, None);
        assert!(Files::embedded().text("site/config.toml")?.is_some());
        assert_eq!(Files::of(scratch.path()).list("datasets/sources/")?, Vec::<String>::new());
        Ok(())
    }
}
