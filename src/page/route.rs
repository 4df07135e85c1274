//! Addresses: the one rule by which an id becomes part of a path, and a path becomes a link.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::cache::hex;

/// Longest path part in bytes; file systems stop at 255, and links are sent in messages.
const LONGEST: usize = 120;
/// What stays readable of a longer one, before the hash.
const KEPT: usize = 96;

/// An id as one part of a path: only `a-z 0-9 - _ . ~ , =`, and no two ids alike.
///
/// `~` changes between small and capital letters, `,` is a space, `=` and two hexadecimal digits
/// are any other byte, so nothing is dropped and two ids never differ only by case:
/// `PY-RUC-80012-1` is `~py-ruc-80012-1`, `nama-MAJU JAYA` is `nama-~maju,jaya`. Past 120 bytes the
/// rest is `=h` and 16 digits of the id's SHA-256.
pub fn slug(id: &str) -> String {
    let whole = escape(id);
    if whole.len() <= LONGEST {
        return whole;
    }
    let hash = hex(&Sha256::digest(id.as_bytes()));
    format!("{}=h{}", &whole[..KEPT], &hash[..16])
}

/// Ids as a path, `/` after each.
pub fn slugs(ids: &[String]) -> String {
    ids.iter().fold(String::new(), |path, id| path + &slug(id) + "/")
}

fn escape(id: &str) -> String {
    if id.is_empty() {
        return "=".into();
    }
    // A page is a folder: this one name would hide the page above it.
    if id == "index.html" {
        return "=69ndex.html".into();
    }
    let mut out = String::with_capacity(id.len() + 4);
    let mut capital = false;
    let last = id.len() - 1;
    for (at, byte) in id.bytes().enumerate() {
        if byte.is_ascii_alphabetic() && byte.is_ascii_uppercase() != capital {
            capital = !capital;
            out.push('~');
        }
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => out.push(byte.to_ascii_lowercase() as char),
            b' ' => out.push(','),
            // At an end a dot makes a hidden file, `..`, or a name that some systems cut.
            b'.' if at != 0 && at != last => out.push('.'),
            other => {
                out.push('=');
                out.push_str(&hex(&[other]));
            }
        }
    }
    out
}

/// The id that a slug stands for; `None` where the text is not one, or its end is a hash.
fn unescape(slug: &str) -> Option<String> {
    if slug == "=" {
        return Some(String::new());
    }
    let mut out = Vec::with_capacity(slug.len());
    let mut capital = false;
    let mut bytes = slug.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'~' => capital = !capital,
            b',' => out.push(b' '),
            b'=' => {
                let pair = [bytes.next()?, bytes.next()?];
                out.push(u8::from_str_radix(std::str::from_utf8(&pair).ok()?, 16).ok()?);
            }
            other if capital => out.push(other.to_ascii_uppercase()),
            other => out.push(other),
        }
    }
    String::from_utf8(out).ok()
}

/// Whether the text is a slug already: what [`slug`] would give for some id.
fn is_slug(part: &str) -> bool {
    if let Some((kept, hash)) = part.split_once("=h") {
        return kept.len() == KEPT && hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    unescape(part).is_some_and(|id| escape(&id) == part)
}

/// A path as pages have it: each part a slug, a `/` at its end, none at its start; home is empty.
/// Parts that are slugs already stay as they are.
pub fn page_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len() + 1);
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
        if part.len() <= LONGEST && part.bytes().all(plain) || is_slug(part) {
            out.push_str(part);
        } else {
            out.push_str(&slug(part));
        }
        out.push('/');
    }
    out
}

/// Endings of files that page queries may make instead of pages: feeds and calendars.
const BARE: [&str; 2] = [".xml", ".ics"];

/// Whether a family's path names files, not pages: its last part ends as one.
pub fn is_bare(path: &str) -> bool {
    BARE.iter().any(|ending| path.ends_with(ending))
}

/// FNV-1a of an address below the portal's root, such as `en/penyedia/x/`: by it packed pages are found,
/// here and in the browser, so it may never change.
pub fn address_hash(address: &str) -> u32 {
    address.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// How paths become links: all are relative to the host's root, so that a release works on any host.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    /// `https://host/sub/path`, no `/` at the end; may be empty.
    pub base_url: String,
    /// Path of the base address with `/` at both ends: `/` or `/sub/path/`.
    pub base_path: String,
    pub default_language: String,
    pub stored: Stored,
}

/// Files below the root that are published under other names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stored {
    /// With `.gz` after their name: `data/bids.csv`.
    pub compressed: BTreeSet<String>,
    /// In pieces: `data/bids.csv` where there are `data/bids-2024.csv` and others.
    pub cut: BTreeSet<String>,
}

impl Links {
    pub fn new(base_url: &str, default_language: &str) -> Links {
        let base_url = base_url.trim().trim_end_matches('/').to_string();
        let after_scheme = base_url.split_once("://").map_or(base_url.as_str(), |(_, rest)| rest);
        let base_path = match after_scheme.split_once('/') {
            Some((_, path)) if !path.is_empty() => format!("/{path}/"),
            _ => "/".to_string(),
        };
        Links { base_url, base_path, default_language: default_language.to_string(), ..Links::default() }
    }

    /// `en/` for a language other than the default one, else empty.
    pub fn language_prefix(&self, language: &str) -> String {
        if language == self.default_language { String::new() } else { format!("{language}/") }
    }

    /// A page's link in a language; a `?query` or `#place` after the path is kept.
    pub fn page(&self, language: &str, path: &str) -> String {
        let end = path.find(['?', '#']).unwrap_or(path.len());
        let (path, rest) = path.split_at(end);
        format!("{}{}{}{rest}", self.base_path, self.language_prefix(language), page_path(path))
    }

    /// The link of a page whose path is slugs already, each with a `/` after it.
    pub fn of_slugs(&self, language: &str, path: &str) -> String {
        let mut link = String::with_capacity(self.base_path.len() + path.len() + 3);
        link.push_str(&self.base_path);
        if language != self.default_language {
            link.push_str(language);
            link.push('/');
        }
        link.push_str(path);
        link
    }

    /// The link of a bare file in a language: all parts but the last are ids.
    pub fn bare(&self, language: &str, parts: &[String]) -> String {
        let (name, ids) = parts.split_last().map_or(("", &[][..]), |(name, ids)| (name.as_str(), ids));
        format!("{}{name}", self.of_slugs(language, &slugs(ids)))
    }

    /// The link of a file, the same in every language.
    pub fn file(&self, path: &str) -> String {
        let path = path.trim_start_matches('/');
        let end = if self.stored.compressed.contains(path) { ".gz" } else { "" };
        format!("{}{path}{end}", self.base_path)
    }

    /// The link of a file; of a download that is cut into pieces, the page that names them.
    pub fn download(&self, language: &str, path: &str) -> String {
        let path = path.trim_start_matches('/');
        match path.rsplit_once('.') {
            Some((page, _)) if self.stored.cut.contains(path) => self.page(language, &format!("{page}#unduh")),
            _ => self.file(path),
        }
    }

    /// The full address of a page in a language; its link, where the portal has no address.
    pub fn absolute_page(&self, language: &str, path: &str) -> String {
        format!("{}{}", self.origin(), self.page(language, path))
    }

    /// `https://host` of the base address.
    pub fn origin(&self) -> &str {
        self.base_url.strip_suffix(self.base_path.trim_end_matches('/')).unwrap_or(&self.base_url)
    }

    /// The full address of a path below the base address, for sitemaps and canonical links.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}/{}", self.base_url, path.trim_start_matches('/'))
    }
}

/// Text with `{column}` places, such as `penyedia/{supplier_id}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern(pub Vec<Part>);

#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    Text(String),
    Column(String),
}

impl Pattern {
    /// A brace without its partner stays as it is written.
    pub fn parse(text: &str) -> Pattern {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, tail)) = after.split_once('}') else { break };
            if !before.is_empty() {
                parts.push(Part::Text(before.to_string()));
            }
            parts.push(Part::Column(name.trim().to_string()));
            rest = tail;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_string()));
        }
        Pattern(parts)
    }

    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| match part {
            Part::Column(name) => Some(name.as_str()),
            Part::Text(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hash_as_published_test_values_say() {
        for (text, hash) in [("", 0x811c_9dc5), ("a", 0xe40c_292c), ("foobar", 0xbf9c_f968)] {
            assert_eq!(address_hash(text), hash);
        }
    }

    #[test]
    fn whole_addresses_name_host_and_folder_once() {
        let links = Links::new("https://kota.example/pantau/", "id");
        assert_eq!(links.origin(), "https://kota.example");
        assert_eq!(links.absolute_page("en", "a/B"), "https://kota.example/pantau/en/a/~b/");
        assert_eq!(Links::new("https://kota.example", "id").origin(), "https://kota.example");
        assert_eq!(Links::new("", "id").absolute_page("id", "a/"), "/a/");
    }

    #[test]
    fn slugs_stay_readable() {
        assert_eq!(slug("npwp-0012345678901000"), "npwp-0012345678901000");
        assert_eq!(slug("PY-RUC-80012-1"), "~py-ruc-80012-1");
        assert_eq!(slug("nama-MAJU JAYA"), "nama-~maju,jaya");
        assert_eq!(slug("4.02.05"), "4.02.05");
    }

    #[test]
    fn distinct_ids_never_meet() {
        let ids = [
            "a",
            "A",
            "a ",
            " a",
            "a/b",
            "a=2fb",
            "a%2fb",
            "aB",
            "Ab",
            "AB",
            "ab",
            "a,b",
            "a b",
            "a~b",
            "",
            "=",
            ".",
            "..",
            ".a",
            "a.",
            "index.html",
            "=69ndex.html",
            "é",
            "É",
            "\u{0}",
            "a\\b",
            "a?b",
            "a#b",
            "~a",
            "a_b",
        ];
        let mut slugs: Vec<String> = ids.iter().map(|id| slug(id)).collect();
        for (id, slug) in ids.iter().zip(&slugs) {
            assert_eq!(unescape(slug).as_deref(), Some(*id));
            assert_eq!(slug.to_lowercase(), *slug);
            assert!(!slug.is_empty() && !slug.starts_with('.') && !slug.ends_with('.') && !slug.contains('/'));
        }
        slugs.sort();
        slugs.dedup();
        assert_eq!(slugs.len(), ids.len());
    }

    #[test]
    fn long_ids_end_in_a_hash() {
        let (one, two) = ("x".repeat(300), format!("{}y", "x".repeat(299)));
        assert_eq!(slug(&one).len(), 114);
        assert_ne!(slug(&one), slug(&two));
        assert_eq!(page_path(&slug(&one)), format!("{}/", slug(&one)));
        // A multi-byte letter at the cut must not split.
        assert!(slug(&"é".repeat(100)).starts_with("=c3=a9"));
    }

    #[test]
    fn a_path_is_slugged_once() {
        assert_eq!(page_path("penyedia/PY-1/"), "penyedia/~py-1/");
        assert_eq!(page_path(&page_path("penyedia/PY 1/")), page_path("penyedia/PY 1/"));
        assert_eq!(page_path("../../etc"), "=2e=2e/=2e=2e/etc/");
        assert_eq!(page_path("/"), "");
    }

    #[test]
    fn links_stand_below_the_base_address() {
        let mut links = Links::new("https://kota.github.io/pantau/", "id");
        assert_eq!(links.base_path, "/pantau/");
        assert_eq!(links.page("id", "penyedia/x?y=1#z"), "/pantau/penyedia/x/?y=1#z");
        assert_eq!(links.page("en", ""), "/pantau/en/");
        assert_eq!(links.file("data/x.csv"), "/pantau/data/x.csv");
        assert_eq!(links.download("en", "/data/x.csv"), "/pantau/data/x.csv");
        links.stored.cut.insert("data/x.csv".into());
        assert_eq!(links.download("en", "/data/x.csv"), "/pantau/en/data/x/#unduh");
        assert_eq!(links.absolute("en/"), "https://kota.github.io/pantau/en/");
        assert_eq!(Links::new("https://kota.id", "id").base_path, "/");
        assert_eq!(Links::new("", "id").page("id", "a"), "/a/");
    }

    #[test]
    fn patterns_name_their_columns() {
        let pattern = Pattern::parse("daftar/{year}/hal-{page}");
        assert_eq!(pattern.columns().collect::<Vec<_>>(), ["year", "page"]);
        assert_eq!(Pattern::parse("a {b").0, [Part::Text("a {b".into())]);
    }
}
