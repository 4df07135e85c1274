//! Export: downloads of every published relation, and a catalogue that says what they are.
//!
//! In: relations (sorted Parquet files). Out: [`Download`]s with size and hash, `datapackage.json`,
//! `receipts.json`, `SHA256SUMS`, and the catalogue as relations for the pages. Never: choosing or
//! changing rows.

mod catalog;
mod csv;
mod cut;
mod fields;
mod jsonl;
mod package;
mod receipts;
mod text;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, Result, anyhow, ensure};
use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use flate2::Compression;
use flate2::write::GzEncoder;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use catalog::{CheckResult, add_to as add_catalog};
pub use csv::{quote as quote_cell, rows as csv_rows};
pub use fields::{FieldDoc, Glossary};
pub use jsonl::rows as json_rows;
pub use package::datapackage;
pub use receipts::receipts;

use self::cut::Piece;
use crate::cache::{Cache, Parts, hex};
use crate::query::{Kind, Relation};

/// One file that people can take away.
#[derive(Clone, Debug)]
pub struct Download {
    pub relation: String,
    /// `parquet`, `csv`, `jsonl` or `sql`.
    pub format: &'static str,
    /// Below the portal's root: `data/contracts.csv`; `.gz` follows where it is compressed.
    pub path: String,
    /// Whether it has only some of the relation's rows: `data/contracts-2024.csv`.
    pub is_piece: bool,
    pub rows: u64,
    /// Where the bytes lie now.
    pub file: PathBuf,
    /// Whether nothing is made from that file, so that it may be published as a second name of the
    /// same bytes: were they edited, its stamp would tell the next build.
    pub may_share: bool,
    pub bytes: u64,
    pub sha256: String,
}

#[derive(Serialize, Deserialize)]
struct Stamp {
    bytes: u64,
    sha256: String,
    /// When the file was written, in nanoseconds: who edits what was published edits the kept file.
    written: Option<u128>,
    compressed: bool,
}

impl Stamp {
    fn of_entry(entry: &Path) -> Option<Stamp> {
        serde_json::from_slice(&std::fs::read(entry.join("stamp.json")).ok()?).ok()
    }

    /// Whether the file is as it was when it was stamped.
    fn fits(&self, file: &Path) -> bool {
        std::fs::metadata(file)
            .is_ok_and(|found| found.len() == self.bytes && self.written.is_some() && written(&found) == self.written)
    }
}

fn written(file: &std::fs::Metadata) -> Option<u128> {
    let time = file.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some(time.as_nanos())
}

/// Bytes beyond which text is compressed and tables are cut, whatever the host takes: few programs open a
/// larger table of text, and all of those read gzip.
const LARGEST: u64 = 100_000_000;

impl Download {
    /// Whether its bytes are gzip.
    pub fn is_compressed(&self) -> bool {
        self.path.ends_with(".gz")
    }
}

/// Writes the downloads of all published relations, in order of name and format. What is more than `largest`
/// bytes (what the host takes) or 100 MB is cut, and text of more than that compressed.
///
/// # Errors
/// When a file cannot be read or written.
pub fn write(
    relations: &BTreeMap<String, Relation>,
    cache: &Cache,
    jobs: usize,
    largest: Option<u64>,
) -> Result<Vec<Download>> {
    let largest = largest.unwrap_or(LARGEST).min(LARGEST);
    let published: Vec<&Relation> = relations.values().filter(|relation| relation.kind.published()).collect();
    let pieces = each(&published, jobs, |relation| cut::pieces(relation, cache, largest))?;
    let mut wanted = Vec::new();
    for (relation, pieces) in published.iter().zip(&pieces) {
        for format in formats(relation) {
            let pieces = if format == "sql" { &pieces[..1] } else { &pieces[..] };
            wanted.extend(pieces.iter().map(|piece| (*relation, piece, format)));
        }
    }
    // First the rows themselves: of a damaged file no text is made.
    let (rows, texts): (Vec<_>, Vec<_>) =
        wanted.into_iter().enumerate().partition(|(_, (_, _, format))| *format == "parquet");
    let make = |(number, (relation, piece, format)): &(usize, (&Relation, &Piece, &'static str))| {
        Ok((*number, download(relation, piece, format, cache, largest)?))
    };
    let mut downloads = each(&rows, jobs, make)?;
    downloads.extend(each(&texts, jobs, make)?);
    downloads.sort_by_key(|(number, _)| *number);
    Ok(downloads.into_iter().map(|(_, download)| download).collect())
}

/// What comes of each item, in their order, made on `jobs` threads.
fn each<T: Sync, R: Send>(items: &[T], jobs: usize, make: impl Fn(&T) -> Result<R> + Sync) -> Result<Vec<R>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(number) else { return Ok(made) };
            made.push((number, make(item)?));
        }
    };
    let mut all = thread::scope(|scope| -> Result<Vec<(usize, R)>> {
        let workers: Vec<_> = (0..jobs.max(1)).map(|_| scope.spawn(work)).collect();
        let mut all = Vec::with_capacity(items.len());
        for worker in workers {
            let made: Result<Vec<(usize, R)>> =
                worker.join().map_err(|_| anyhow!("a thread that writes downloads failed"))?;
            all.extend(made?);
        }
        Ok(all)
    })?;
    all.sort_by_key(|(number, _)| *number);
    Ok(all.into_iter().map(|(_, made)| made).collect())
}

/// Tables and small results come in every format; marts in those that their header names.
fn formats(relation: &Relation) -> Vec<&'static str> {
    let named = relation.query.as_ref().and_then(|query| query.header.download.as_ref());
    let wants = |format: &str| named.is_some_and(|named| named.formats.iter().any(|name| name == format));
    let every = relation.kind != Kind::Mart;
    let mut formats = vec!["parquet"];
    formats.extend(["csv", "jsonl"].into_iter().filter(|format| every || wants(format)));
    if relation.query.is_some() {
        formats.push("sql");
    }
    formats
}

fn download(relation: &Relation, piece: &Piece, format: &'static str, cache: &Cache, largest: u64) -> Result<Download> {
    let name = if format == "sql" { relation.name.clone() } else { format!("{}{}", relation.name, piece.suffix) };
    let parts = Parts::default()
        .with("its format", format)
        .with("its piece", &piece.suffix)
        .with(&relation.name, &relation.key)
        .with("the largest file that the host takes", largest.to_le_bytes());
    let key = parts.key("export");
    let may_share = format != "parquet"; // the rows' own file is published as it is
    let file_of = |entry: &Path| if may_share { entry.join("file") } else { piece.file.clone() };
    let kept = cache.find("exports", &key).and_then(|entry| {
        let stamp = Stamp::of_entry(&entry).filter(|stamp| stamp.fits(&file_of(&entry)))?;
        Some((entry, stamp))
    });
    cache.asked("download", format!("{name}.{format}"), &parts, kept.is_none());
    let (entry, stamp) = match kept {
        Some(kept) => kept,
        None => {
            if let Some(edited) = cache.find("exports", &key) {
                if format == "parquet" {
                    undamaged(&piece.file, Stamp::of_entry(&edited))?;
                }
                std::fs::remove_dir_all(&edited).with_context(|| format!("cannot remove {}", edited.display()))?;
            }
            let entry = cache.begin("exports", &key)?;
            let path = entry.dir().join("file");
            match format {
                "parquet" => {}
                "csv" => csv::write(&piece.file, &path)?,
                "jsonl" => jsonl::write(&piece.file, &path)?,
                _ => std::fs::write(&path, relation.query.as_ref().map_or("", |query| &query.text))?,
            }
            let is_text = matches!(format, "csv" | "jsonl");
            let compressed = is_text && std::fs::metadata(&path)?.len() > largest;
            if compressed {
                compress(&path).with_context(|| format!("cannot compress {}", path.display()))?;
            }
            let source = if may_share { &path } else { &piece.file };
            let mut stamp = stamp(source).with_context(|| format!("cannot hash {}", source.display()))?;
            stamp.compressed = compressed;
            std::fs::write(entry.dir().join("stamp.json"), serde_json::to_vec(&stamp)?)?;
            (entry.commit()?, stamp)
        }
    };
    let end = if stamp.compressed { ".gz" } else { "" };
    let path = format!("data/{name}.{format}{end}");
    let Stamp { bytes, sha256, .. } = stamp;
    let is_piece = name != relation.name;
    let rows = if format == "sql" { relation.rows } else { piece.rows };
    let relation = relation.name.clone();
    Ok(Download { relation, format, path, is_piece, rows, file: file_of(&entry), may_share, bytes, sha256 })
}

/// Rows that are not what they were when they were first published must not be: other results came of them.
fn undamaged(file: &Path, before: Option<Stamp>) -> Result<()> {
    let now = stamp(file).with_context(|| format!("cannot hash {}", file.display()))?;
    ensure!(
        before.is_none_or(|before| before.sha256 == now.sha256),
        "the kept result {} is damaged: delete the cache folder and build again",
        file.display()
    );
    Ok(())
}

/// The media type of a download, by its name without what packs it.
pub fn media_type(file: &str) -> &'static str {
    let file = file.strip_suffix(".gz").unwrap_or(file);
    match file.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "csv" => "text/csv",
        "parquet" => "application/vnd.apache.parquet",
        "jsonl" => "application/x-ndjson",
        "json" => "application/json",
        "sql" => "application/sql",
        _ => "application/octet-stream",
    }
}

/// Puts the file's bytes as gzip in its place.
fn compress(path: &Path) -> Result<()> {
    let beside = path.with_extension("gz");
    let mut out = GzEncoder::new(BufWriter::new(File::create(&beside)?), Compression::new(5));
    io::copy(&mut BufReader::with_capacity(1 << 20, File::open(path)?), &mut out)?;
    out.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok(std::fs::rename(beside, path)?)
}

fn stamp(path: &Path) -> Result<Stamp> {
    let file = File::open(path)?;
    let written = written(&file.metadata()?);
    let mut reader = BufReader::with_capacity(1 << 20, file);
    let (mut hash, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let read = reader.read(&mut buffer)?;
        if read == 0 {
            return Ok(Stamp { bytes, sha256: hex(&hash.finalize()), written, compressed: false });
        }
        hash.update(&buffer[..read]);
        bytes += read as u64;
    }
}

/// `SHA256SUMS` in the form that `sha256sum --check` reads.
pub fn checksums(downloads: &[Download]) -> String {
    downloads
        .iter()
        .map(|download| format!("{}  {}\n", download.sha256, download.path.trim_start_matches("data/")))
        .collect()
}

/// A relation's columns.
fn schema(path: &Path) -> Result<SchemaRef> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    Ok(ParquetRecordBatchReaderBuilder::try_new(file)?.schema().clone())
}

/// Streams a relation's rows.
pub(crate) fn batches(path: &Path) -> Result<impl Iterator<Item = Result<RecordBatch>>> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)?.with_batch_size(4096).build()?;
    Ok(reader.map(|batch| batch.map_err(anyhow::Error::from)))
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::sync::Arc;

    use arrow::array::{ArrayRef, StringArray};
    use flate2::read::GzDecoder;
    use parquet::arrow::ArrowWriter;

    use super::*;
    use crate::testing::Scratch;

    fn relation(scratch: &Scratch) -> Result<Relation> {
        let column: ArrayRef = Arc::new(StringArray::from(vec!["satu"; 1000]));
        let batch = RecordBatch::try_from_iter([("x", column)])?;
        let path = scratch.path().join("rows.parquet");
        let mut writer = ArrowWriter::try_new(File::create(&path)?, batch.schema(), None)?;
        writer.write(&batch)?;
        writer.close()?;
        let (name, key, schema) = ("words".to_owned(), "k".to_owned(), batch.schema());
        Ok(Relation { name, kind: Kind::Table, key, path, rows: 1000, schema, query: None, table: None })
    }

    #[test]
    fn long_texts_are_compressed_and_say_the_same() -> Result<()> {
        let scratch = Scratch::new("export");
        let relations = BTreeMap::from([("words".to_owned(), relation(&scratch)?)]);
        let cache = Cache::open(&scratch.path().join("cache"))?;
        let plain = write(&relations, &cache, 1, None)?;
        let packed = write(&relations, &cache, 1, Some(100))?;
        let paths = |downloads: &[Download]| downloads.iter().map(|one| one.path.clone()).collect::<Vec<_>>();
        assert_eq!(paths(&plain), ["data/words.parquet", "data/words.csv", "data/words.jsonl"]);
        assert_eq!(paths(&packed), ["data/words.parquet", "data/words.csv.gz", "data/words.jsonl.gz"]);
        for (plain, packed) in plain.iter().zip(&packed).skip(1) {
            let mut text = Vec::new();
            GzDecoder::new(File::open(&packed.file)?).read_to_end(&mut text)?;
            assert_eq!(text, std::fs::read(&plain.file)?);
            assert_eq!((packed.bytes, packed.is_compressed()), (std::fs::metadata(&packed.file)?.len(), true));
            assert_ne!(plain.sha256, packed.sha256);
        }
        Ok(())
    }

    #[test]
    fn large_tables_are_cut_by_year_and_size_and_lose_no_row() -> Result<()> {
        let scratch = Scratch::new("export");
        let cache = Cache::open(&scratch.path().join("cache"))?;
        let year = |row: i64| if row < 45_000 { Some(2023 + row % 2) } else { None };
        let columns = |years: &str| -> Result<RecordBatch> {
            let rows: ArrayRef = Arc::new(arrow::array::Int64Array::from_iter_values(0..90_000));
            let years_of: ArrayRef = Arc::new((0..90_000).map(year).collect::<arrow::array::Int64Array>());
            Ok(RecordBatch::try_from_iter([("row", rows), (years, years_of)])?)
        };
        for (column, expected) in [
            ("year", vec![("-tanpa-tahun-1", 40_000), ("-tanpa-tahun-2", 5_000), ("-2023", 22_500), ("-2024", 22_500)]),
            ("number", vec![("-1", 40_000), ("-2", 40_000), ("-3", 10_000)]),
        ] {
            let mut whole = relation(&scratch)?;
            let batch = columns(column)?;
            let mut writer = crate::query::RelationWriter::new(&whole.path, &batch.schema(), &[], &[])?;
            writer.write(&batch)?;
            (whole.rows, whole.schema, whole.key) = (writer.finish()?.rows, batch.schema(), column.to_owned());
            // Pieces of half of what a file may hold: here of two row groups.
            let bytes = std::fs::metadata(&whole.path)?.len();
            let relations = BTreeMap::from([("words".to_owned(), whole)]);
            let downloads = write(&relations, &cache, 2, Some(bytes))?;
            let tables: Vec<&Download> = downloads.iter().filter(|one| one.format == "parquet").collect();
            let found: Vec<(&str, u64)> = tables.iter().map(|one| (one.path.as_str(), one.rows)).collect();
            let named: Vec<(String, u64)> =
                expected.iter().map(|(end, rows)| (format!("data/words{end}.parquet"), *rows)).collect();
            assert_eq!(found, named.iter().map(|(path, rows)| (path.as_str(), *rows)).collect::<Vec<_>>());
            let mut seen = Vec::new();
            for table in &tables {
                assert!(table.is_piece && table.bytes <= bytes, "{table:?}");
                let before = seen.len();
                for batch in batches(&table.file)? {
                    let batch = batch?;
                    let rows = batch.column(0).as_any().downcast_ref::<arrow::array::Int64Array>();
                    seen.extend(rows.expect("whole numbers").values().iter().copied());
                }
                assert!(seen[before..].is_sorted());
                assert_eq!((seen.len() - before) as u64, table.rows);
            }
            seen.sort_unstable();
            assert!(seen.into_iter().eq(0..90_000), "rows are lost or come twice");
            let texts = downloads.iter().filter(|one| one.format == "csv").count();
            assert_eq!(texts, tables.len());
        }
        Ok(())
    }

    #[test]
    fn damaged_rows_are_not_published() -> Result<()> {
        let scratch = Scratch::new("export");
        let words = relation(&scratch)?;
        let rows = words.path.clone();
        let relations = BTreeMap::from([("words".to_owned(), words)]);
        let cache = Cache::open(&scratch.path().join("cache"))?;
        let first = write(&relations, &cache, 1, None)?;
        let whole = std::fs::read(&rows)?;
        let mut damaged = whole.clone();
        damaged[20] ^= 1;
        for _ in 0..2 {
            std::fs::write(&rows, &damaged)?;
            let error = write(&relations, &cache, 1, None).expect_err("damaged rows were published");
            assert!(error.to_string().contains("rows.parquet is damaged: delete the cache folder"), "{error}");
        }
        // Written again with the same bytes, such as from a copy of the cache: nothing is wrong.
        std::fs::write(&rows, &whole)?;
        let again = write(&relations, &cache, 1, None)?;
        assert_eq!(again[0].sha256, first[0].sha256);
        Ok(())
    }

    #[test]
    fn an_edited_file_is_written_again() -> Result<()> {
        let scratch = Scratch::new("export");
        let relations = BTreeMap::from([("words".to_owned(), relation(&scratch)?)]);
        let cache = Cache::open(&scratch.path().join("cache"))?;
        let first = write(&relations, &cache, 1, None)?;
        let whole = std::fs::read(&first[1].file)?;
        let mut edited = whole.clone();
        edited[5] ^= 1;
        std::fs::write(&first[1].file, &edited)?;
        let again = write(&relations, &cache, 1, None)?;
        assert_eq!(std::fs::read(&again[1].file)?, whole);
        Ok(())
    }
}
