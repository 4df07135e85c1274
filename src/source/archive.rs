//! Zip archives: every member becomes a file of the store, within bounds.
//!
//! Members are stored by hash, never by name, so a name cannot escape; one that tries shows that the
//! archive was made to do harm, and the whole archive is refused.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use anyhow::Result;
use zip::ZipArchive;
use zip::result::ZipError;

use super::open::Container;
use super::secret::Secrets;
use super::store::{Refusal, Store, StoredFile};
use super::trouble::Trouble;

const MAX_MEMBERS: usize = 10_000;
/// Real data files shrink to about a twentieth, tables of zeros to a hundredth; a bomb to a thousandth.
const MAX_RATIO: u64 = 250;
/// Below this size the ratio does not matter.
const HARMLESS: u64 = 16 * 1024 * 1024;

type Archive = ZipArchive<BufReader<File>>;

/// What an archive holds.
pub(super) enum Unpacked {
    /// Its members, sorted by name; each named `ARCHIVE/MEMBER`.
    Members(Vec<StoredFile>),
    /// It is a document (a workbook) and stays one file.
    Document,
}

/// Unpacks the archive at `path`, whose bytes have this hash; a second time nothing is done.
pub(super) fn unpack(path: &Path, name: &str, sha256: &str, max_bytes: u64, store: &Store) -> Result<Unpacked> {
    if let Some(members) = store.members(sha256) {
        if members.iter().map(|member| member.size).fold(0, u64::saturating_add) > max_bytes {
            return Err(too_large(name, max_bytes, "`max_bytes`").into());
        }
        return Ok(Unpacked::Members(named(members, name)));
    }
    let file = File::open(path).map_err(|error| Trouble::new("file_unreadable", name, error.to_string()))?;
    let size = file.metadata()?.len();
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| unreadable(name, &error))?;
    if archive.index_for_name("[Content_Types].xml").is_some() || archive.index_for_name("mimetype").is_some() {
        return Ok(Unpacked::Document);
    }
    check(&mut archive, name)?;
    let harmless = size.saturating_mul(MAX_RATIO).max(HARMLESS);
    let allowed = max_bytes.min(harmless);
    let too_large = || match allowed < max_bytes {
        true => too_large(name, allowed, "what an archive of its size can honestly hold (a zip bomb)"),
        false => too_large(name, allowed, "`max_bytes`"),
    };
    let mut members = Vec::new();
    let mut total = 0;
    for index in 0..archive.len() {
        if let Some(member) = extract(&mut archive, index, name, allowed - total, store, &too_large)? {
            total += member.size;
            members.push(member);
        }
    }
    members.sort_by(|a, b| a.name.cmp(&b.name));
    if members.is_empty() {
        return Err(Trouble::new("archive_unreadable", name, "the archive holds no files").into());
    }
    store.save_members(sha256, &members)?;
    Ok(Unpacked::Members(named(members, name)))
}

fn named(mut members: Vec<StoredFile>, archive: &str) -> Vec<StoredFile> {
    for member in &mut members {
        member.name = format!("{archive}/{}", member.name);
    }
    members
}

/// What must hold before anything is unpacked.
fn check(archive: &mut Archive, name: &str) -> Result<(), Trouble> {
    if archive.len() > MAX_MEMBERS {
        let message = format!("the archive holds {} files, more than the {MAX_MEMBERS} allowed", archive.len());
        return Err(Trouble::new("archive_too_large", name, message));
    }
    let unsafe_archive = |message: String| Trouble::new("archive_unsafe", name, message);
    if archive.has_duplicate_names() {
        return Err(unsafe_archive("the archive holds two files of one name; neither can be trusted".to_string()));
    }
    for member in archive.file_names() {
        let member = member.map_err(|error| unreadable(name, &error))?;
        if escapes(&member) {
            let shown = member.escape_debug().take(100).collect::<String>();
            return Err(unsafe_archive(format!("the archive holds a name that points outside of it: `{shown}`")));
        }
    }
    match archive.has_overlapping_files() {
        Ok(true) => Err(unsafe_archive("files of the archive overlap, as in a zip bomb".to_string())),
        Ok(false) => Ok(()),
        Err(error) => Err(unreadable(name, &error)),
    }
}

/// Absolute, on a drive, or climbing.
fn escapes(member: &str) -> bool {
    let mut letters = member.chars();
    let drive = letters.next().is_some_and(|first| first.is_ascii_alphabetic()) && letters.next() == Some(':');
    member.is_empty()
        || member.contains('\0')
        || drive
        || member.starts_with(['/', '\\'])
        || member.split(['/', '\\']).any(|part| part == "..")
}

/// One member into the store; `None` for folders, links and what an operating system adds.
fn extract(
    archive: &mut Archive,
    index: usize,
    name: &str,
    left: u64,
    store: &Store,
    too_large: &dyn Fn() -> Trouble,
) -> Result<Option<StoredFile>> {
    let mut member = archive.by_index(index).map_err(|error| unreadable(name, &error))?;
    let member_name = member.name().map_err(|error| unreadable(name, &error))?.replace('\\', "/");
    let hidden = member_name.starts_with("__MACOSX/") || member_name.split('/').any(|part| part.starts_with('.'));
    if member.is_symlink() {
        let message = format!("the archive holds a link, `{member_name}`, which may point anywhere");
        return Err(Trouble::new("archive_unsafe", name, message).into());
    }
    if member.is_dir() || hidden {
        return Ok(None);
    }
    let place = format!("{name}/{member_name}");
    let part = match store.receive(&mut member as &mut dyn Read, left, &Secrets::none()) {
        Ok(part) => part,
        Err(Refusal::Store(error)) => return Err(error),
        Err(Refusal::TooLarge) => return Err(too_large().into()),
        Err(Refusal::Read(error, _)) => {
            let message = format!("the archive's member cannot be read: {error}; is the archive cut short?");
            return Err(Trouble::new("archive_unreadable", &place, message).into());
        }
    };
    if part.container == Container::Zip && !is_document(&part.preview(&place, left).path) {
        return Err(Trouble::new("archive_unreadable", &place, "is an archive within an archive")
            .hint("unpack the outer one and name the inner one as the address")
            .into());
    }
    Ok(Some(part.keep(&member_name)?))
}

fn is_document(path: &Path) -> bool {
    let archive = File::open(path).ok().and_then(|file| ZipArchive::new(BufReader::new(file)).ok());
    archive.is_some_and(|archive| {
        ["[Content_Types].xml", "mimetype"].iter().any(|name| archive.index_for_name(name).is_some())
    })
}

fn too_large(name: &str, allowed: u64, reason: &str) -> Trouble {
    let message = format!("the archive unpacks to more than {allowed} bytes: more than {reason}");
    Trouble::new("archive_too_large", name, message).hint("raise `max_bytes` under `[limits]`, or unpack it yourself")
}

fn unreadable(name: &str, error: &ZipError) -> Trouble {
    let message = match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => {
            "the archive is locked with a password".to_string()
        }
        ZipError::CompressionMethodNotSupported(_) => format!("the archive uses an unusual compression: {error}"),
        _ => format!("cannot be read as a zip archive ({error}); is it cut short?"),
    };
    Trouble::new("archive_unreadable", name, message)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;
    use crate::cache::Cache;
    use crate::source::SnapshotFile;
    use crate::testing::Scratch;

    fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in members {
            writer.start_file(*name, SimpleFileOptions::default()).expect("memory");
            writer.write_all(bytes).expect("memory");
        }
        writer.finish().expect("memory").into_inner()
    }

    fn try_unpack(bytes: &[u8], max_bytes: u64) -> (Scratch, Store, Result<Unpacked>) {
        let scratch = Scratch::new("archive");
        let store = Store::open(&Cache::open(scratch.path()).expect("scratch")).expect("scratch");
        let path = scratch.write("data.zip", bytes);
        let sha256 = SnapshotFile::at(&path, "data.zip", 0).expect("scratch").sha256;
        let first = unpack(&path, "data.zip", &sha256, max_bytes, &store);
        if let Ok(Unpacked::Members(first)) = &first {
            // The second time the members come from the store, without the archive.
            std::fs::remove_file(&path).expect("scratch");
            let Ok(Unpacked::Members(second)) = unpack(&path, "data.zip", &sha256, max_bytes, &store) else {
                panic!("the members are kept")
            };
            assert_eq!(*first, second);
        }
        (scratch, store, first)
    }

    fn trouble(bytes: &[u8], max_bytes: u64) -> Trouble {
        match try_unpack(bytes, max_bytes).2 {
            Ok(_) => panic!("must be refused"),
            Err(error) => error.downcast().expect("a trouble"),
        }
    }

    #[test]
    fn members_become_files_sorted_by_name() {
        let gzipped = [0x1f, 0x8b, 8];
        let members: [(&str, &[u8]); 4] =
            [("b/two.json", b"{}"), ("a.json.gz", &gzipped), ("__MACOSX/a.json", b"x"), ("b/.DS_Store", b"x")];
        let (_scratch, store, outcome) = try_unpack(&zip(&members), 1000);
        let Ok(Unpacked::Members(files)) = outcome else { panic!("two members") };
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["data.zip/a.json.gz", "data.zip/b/two.json"]);
        assert_eq!(files[0].compression, "gzip");
        let mut text = String::new();
        store.file(&files[1], 10).open().expect("kept").read_to_string(&mut text).expect("whole");
        assert_eq!(text, "{}");
    }

    #[test]
    fn a_workbook_stays_one_file() {
        let bytes = zip(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")]);
        assert!(matches!(try_unpack(&bytes, 1000).2, Ok(Unpacked::Document)));
        let (_scratch, _store, outer) = try_unpack(&zip(&[("book.xlsx", &bytes)]), 1000);
        assert!(matches!(outer, Ok(Unpacked::Members(files)) if files.len() == 1));
    }

    #[test]
    fn names_that_point_outside_are_refused() {
        for name in
            ["../evil.json", "a/../../evil.json", "/etc/evil.json", "..\\evil.json", "C:\\evil.json", "\\\\host\\evil"]
        {
            // The writer tidies names; a name of the same length is put in afterwards.
            let stand_in = "x".repeat(name.len());
            let mut bytes = zip(&[("good.json", b"{}"), (&stand_in, b"{}")]);
            while let Some(at) = bytes.windows(name.len()).position(|window| window == stand_in.as_bytes()) {
                bytes[at..at + name.len()].copy_from_slice(name.as_bytes());
            }
            let trouble = trouble(&bytes, 1000);
            assert_eq!(trouble.code, "archive_unsafe", "{name}: {trouble}");
            assert!(trouble.message.contains(&name.escape_debug().to_string()), "{trouble}");
        }
        assert!(!escapes("a..b/c.json") && !escapes("2024/a:b.json"));
    }

    #[test]
    fn bombs_are_refused() {
        let zeros = vec![b'0'; 40 * 1024 * 1024];
        let bomb = trouble(&zip(&[("zeros.csv", &zeros)]), 20_000_000_000);
        assert_eq!(bomb.code, "archive_too_large");
        assert!(bomb.message.contains("zip bomb"), "{bomb}");
        // Many small members count together, and the limit holds below the harmless size too.
        let members: [(&str, &[u8]); 3] = [("a", &[b'a'; 400]), ("b", &[b'b'; 400]), ("c", &[b'c'; 400])];
        assert!(trouble(&zip(&members), 1199).message.contains("`max_bytes`"));
        assert!(try_unpack(&zip(&members), 1200).2.is_ok());
    }

    #[test]
    fn cut_nested_and_empty_archives_are_told() {
        let whole = zip(&[("a.json", b"{}")]);
        assert!(trouble(&whole[..whole.len() - 30], 1000).message.contains("cut short"));
        assert!(trouble(&zip(&[("inner.zip", &whole)]), 1000).message.contains("archive within an archive"));
        assert!(trouble(&zip(&[]), 1000).message.contains("holds no files"));
        let mut broken = zip(&[("a.json", &[b'a'; 100])]);
        // The first byte of the member's data, after a header of 30 bytes and its name.
        broken[36] ^= 0xff;
        assert_eq!(trouble(&broken, 1000).code, "archive_unreadable");
    }
}
