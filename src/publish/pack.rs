//! Packed pages: finished pages that are no files of their own, many to one compressed file.
//!
//! A pack is gzip: a line of JSON, `[[address, bytes], …]`, and then the pages one after the other. An
//! address is found by its hash ([`address_hash`]): its first bits name a file of the index, whose lines
//! are the hash in 8 hexadecimal digits and the pack's name in 12. A portal's 404 page holds a script
//! that does this in the browser; [`find`] does it for a server.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::links::decode;
use crate::cache::hex;
use crate::page::route::address_hash;

/// The folder of packs and of their index.
pub const FOLDER: &str = "packs";
/// Says how many bits of a hash name a file of the index.
pub const MANIFEST: &str = "packs/packs.json";
/// Pages that one file of the index should name: 20 KB of text.
const INDEXED: usize = 1024;
/// The most bytes that a pack may unpack to.
const LARGEST: u64 = 256 << 20;

/// Where the packed pages of a release are.
#[derive(Default)]
pub struct Index {
    /// Hash of a page's address, number of its pack.
    pages: Vec<(u32, u32)>,
    packs: Vec<String>,
}

/// What readers of packs must know.
#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    pub bits: u32,
    pub pages: usize,
    pub packs: usize,
}

/// The pages of one pack, as addresses and HTML.
pub fn pack<'a>(pages: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> Result<Vec<u8>> {
    let head: Vec<(&str, usize)> = pages.clone().map(|(address, html)| (address, html.len())).collect();
    let mut out = GzEncoder::new(Vec::new(), Compression::new(4));
    out.write_all(&serde_json::to_vec(&head)?)?;
    out.write_all(b"\n")?;
    for (_, html) in pages {
        out.write_all(html.as_bytes())?;
    }
    Ok(out.finish()?)
}

/// The pages of a pack.
pub fn unpack(bytes: &[u8]) -> Result<Vec<(String, String)>> {
    let mut text = String::new();
    GzDecoder::new(bytes).take(LARGEST).read_to_string(&mut text).context("the pack is damaged")?;
    let (head, mut rest) = text.split_once('\n').context("the pack has no head")?;
    let head: Vec<(String, usize)> = serde_json::from_str(head).context("the pack's head is damaged")?;
    let mut pages = Vec::with_capacity(head.len());
    for (address, length) in head {
        let (html, after) = rest.split_at_checked(length).context("the pack is cut short")?;
        pages.push((address, html.to_owned()));
        rest = after;
    }
    Ok(pages)
}

/// A pack's name: of its first page, so that it stays while that page does.
pub fn name(first: &str) -> String {
    hex(&Sha256::digest(first.as_bytes())[..6])
}

/// A pack's file below the release.
pub fn path(name: &str) -> String {
    format!("{FOLDER}/{}/{name}.pack", &name[..2])
}

impl Index {
    pub fn add<'a>(&mut self, pack: &str, addresses: impl Iterator<Item = &'a str>) {
        let number = self.packs.len() as u32;
        self.packs.push(pack.to_owned());
        self.pages.extend(addresses.map(|address| (address_hash(address), number)));
    }

    pub fn manifest(&self) -> Option<Manifest> {
        let files = self.pages.len().div_ceil(INDEXED).next_power_of_two();
        let bits = files.trailing_zeros().min(16);
        (!self.pages.is_empty()).then_some(Manifest { bits, pages: self.pages.len(), packs: self.packs.len() })
    }

    /// The index's files: path below the release, and text.
    pub fn files(mut self, bits: u32) -> impl Iterator<Item = (String, String)> {
        let packs = std::mem::take(&mut self.packs);
        self.pages.sort_unstable_by(|one, two| (one.0, &packs[one.1 as usize]).cmp(&(two.0, &packs[two.1 as usize])));
        let pages = self.pages;
        let mut at = 0;
        (0..1_u32 << bits).map(move |number| {
            let mut text = String::new();
            while let Some((hash, pack)) = pages.get(at).filter(|(hash, _)| shard(*hash, bits) == number) {
                text.push_str(&format!("{hash:08x}{}\n", packs[*pack as usize]));
                at += 1;
            }
            (index_path(number), text)
        })
    }
}

fn shard(hash: u32, bits: u32) -> u32 {
    hash.checked_shr(32 - bits).unwrap_or(0)
}

fn index_path(number: u32) -> String {
    format!("{FOLDER}/index/{number:x}.txt")
}

/// The packed page of an address (below the portal's root, `/` at its end, `%7E` or `~`); `None` where
/// there is none.
pub fn find(release: &Path, address: &str) -> Option<String> {
    let address = &decode(address);
    let manifest: Manifest = serde_json::from_slice(&fs::read(release.join(MANIFEST)).ok()?).ok()?;
    let hash = address_hash(address);
    let index = fs::read_to_string(release.join(index_path(shard(hash, manifest.bits)))).ok()?;
    let hash = format!("{hash:08x}");
    index.lines().filter_map(|line| line.strip_prefix(&hash)).find_map(|pack| {
        let safe = pack.len() == 12 && pack.bytes().all(|byte| byte.is_ascii_hexdigit());
        let pages = unpack(&fs::read(release.join(safe.then(|| path(pack))?)).ok()?).ok()?;
        pages.into_iter().find(|(other, _)| other == address).map(|(_, html)| html)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scratch;

    #[test]
    fn every_packed_page_is_found_again_and_no_other() -> Result<()> {
        let scratch = Scratch::new("pack");
        let pages: Vec<(String, String)> =
            (0..5000).map(|number| (format!("en/paket/ä{number}/"), format!("<p>{number} é\n</p>"))).collect();
        let mut index = Index::default();
        for part in pages.chunks(70) {
            let bytes = pack(part.iter().map(|(address, html)| (address.as_str(), html.as_str())))?;
            assert_eq!(unpack(&bytes)?, part);
            let name = name(&part[0].0);
            scratch.write(&path(&name), &bytes);
            index.add(&name, part.iter().map(|(address, _)| address.as_str()));
        }
        let manifest = index.manifest().context("there are pages")?;
        assert_eq!((manifest.bits, manifest.pages, manifest.packs), (3, 5000, 72));
        scratch.write(MANIFEST, serde_json::to_vec(&manifest)?);
        for (path, text) in index.files(manifest.bits) {
            assert!(text.len() < 50_000, "{path}: {}", text.len());
            scratch.write(&path, text);
        }
        for (address, html) in &pages {
            assert_eq!(find(scratch.path(), address).as_ref(), Some(html), "{address}");
        }
        assert_eq!(find(scratch.path(), "en/paket/%C3%A47/"), Some(pages[7].1.clone()));
        assert_eq!(find(scratch.path(), "en/paket/ä5000/"), None);
        assert_eq!(find(scratch.path(), "../x"), None);
        Ok(())
    }

    #[test]
    fn one_page_needs_no_bits() -> Result<()> {
        let mut index = Index::default();
        assert!(index.manifest().is_none());
        index.add("0123456789ab", ["a/"].into_iter());
        let manifest = index.manifest().context("a page")?;
        assert_eq!(manifest.bits, 0);
        let files: Vec<(String, String)> = index.files(0).collect();
        assert_eq!(files, [("packs/index/0.txt".to_owned(), format!("{:08x}0123456789ab\n", address_hash("a/")))]);
        Ok(())
    }

    #[test]
    fn damaged_packs_are_no_pages() -> Result<()> {
        let bytes = pack([("a/", "<p>")].into_iter())?;
        for broken in [&bytes[..bytes.len() / 2], b"", b"x"] {
            assert!(unpack(broken).is_err());
        }
        Ok(())
    }
}
