use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::*;
use crate::source::{Receipt, SnapshotFile, Status};
use crate::table::hundredths;
use crate::table::testing::rows;
use crate::testing::{Scratch, shared};

/// Snapshots of a portal's local sources, taken from their addresses.
fn snapshots(portal: &Portal) -> Result<Vec<Snapshot>> {
    let mut snapshots = Vec::new();
    for spec in &portal.sources {
        let mut files = Vec::new();
        for address in &spec.address {
            let pattern = portal.dir.join(address);
            for path in glob::glob(&pattern.to_string_lossy())? {
                let path = path?;
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                files.push(SnapshotFile::at(&path, &name, 1 << 30)?);
            }
        }
        let receipt = Receipt { address: spec.address.clone(), status: Status::Fresh, fetched: None, message: None };
        snapshots.push(Snapshot { source_id: spec.name.clone(), files, receipt });
    }
    Ok(snapshots)
}

/// A portal with one source whose declaration and files are given.
pub struct Small {
    scratch: Scratch,
}

impl Small {
    pub fn new(source: &str, files: &[(&str, &[u8])]) -> Small {
        let scratch = Scratch::new("read");
        let config = "base_url = \"https://example.org\"\ntitle = \"Uji\"\ndefault_language = \"id\"\n[extra.portal]\n\
                      region_id = \"32.04\"\nregion_name = \"Uji\"\ncurrency = \"IDR\"\ntime_zone = \"Asia/Jakarta\"\n\
                      utc_offset = \"+07:00\"\n";
        scratch.write("site/config.toml", config);
        let head = "title = { id = \"Uji\", en = \"Test\" }\nkind = \"file\"\naddress = [\"data/*\"]\n";
        scratch.write("datasets/sources/uji.toml", format!("{head}{source}"));
        for (name, bytes) in files {
            scratch.write(&format!("data/{name}"), bytes);
        }
        Small { scratch }
    }

    pub fn read(&self) -> Result<Read> {
        let portal = Portal::load(self.scratch.path())?;
        let cache = Cache::open(&self.scratch.path().join(".pantau/cache"))?;
        Read::of(read(&portal, &snapshots(&portal)?, &cache, 2)?)
    }
}

/// Tables with their rows as text.
pub struct Read {
    tables: Tables,
    rows: BTreeMap<String, Vec<BTreeMap<String, String>>>,
}

impl Read {
    fn of(tables: Tables) -> Result<Read> {
        let mut all: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for (name, files) in &tables.files {
            for file in files {
                all.entry(name.clone()).or_default().extend(rows(file)?);
            }
        }
        Ok(Read { tables, rows: all })
    }

    fn column(&self, table: &str, field: &str) -> Vec<&str> {
        self.rows.get(table).map_or(Vec::new(), |rows| rows.iter().map(|row| row[field].as_str()).collect())
    }

    fn codes(&self) -> Vec<&str> {
        self.column("problems", "code")
    }
}

/// Maps the columns that the small files below use.
pub const BIDS: &str = "as_of = \"2025-10-03\"\n[[table]]\nname = \"bids\"\n[table.fields]\nocid = \"kode\"\nbid_id = \"nomor\"\n\
                    price = \"nilai\"\nbidder_name = \"nama\"\nsubmitted = \"tanggal\"\n";

fn small(settings: &str, name: &str, bytes: &[u8]) -> Result<Read> {
    Small::new(&format!("{settings}\n{BIDS}"), &[(name, bytes)]).read()
}

#[test]
fn a_csv_with_everything_odd() -> Result<()> {
    let text = "\u{feff}LAPORAN TENDER;;;;\r\n;;;;\r\nKode;No;Nilai;Nama;Nomor\r\n\
                t-1;x;\"1.500,50\";\"PT \"\"Maju\"\"; Jaya\";1\r\n;;;;\r\nt-2;x;-;CV Dua;2;\r\nt-3;x;Rp 7;CV Tiga;3;geser\r\nt-4;x\r\n";
    let read = small("format = \"csv\"", "a.csv", text.as_bytes())?;
    assert_eq!(read.column("bids", "ocid"), ["t-1", "t-2"]);
    assert_eq!(read.column("bids", "price"), ["1500.50", ""]);
    assert_eq!(read.column("bids", "bidder_name"), ["PT \"Maju\"; Jaya", "CV Dua"]);
    assert_eq!(read.column("bids", "source_row"), ["1", "2"]);
    assert_eq!(read.codes(), ["ragged_row", "short_row", "required_missing", "missing_column"]);
    assert_eq!(read.column("problems", "line")[0], "7");
    let account = &read.tables.accounts[0];
    assert_eq!((account.rows_read, account.rows_kept, account.rows_refused), (4, 2, 2));
    Ok(())
}

#[test]
fn a_quote_that_is_never_closed_is_told_and_its_rows_are_counted() -> Result<()> {
    let head = "kode,nomor,nilai,nama\nt-1,1,5,PT Satu\n";
    let address = "t-2,2,6,\"PT Dua\nJalan A, No. 1\"\n";
    for (rest, line, read_rows, refused) in [
        ("t-3,3,7,\"PT Tiga\nt-4,4,8,PT Empat\nt-5,5,9,PT Lima\n", "5", 5, 3),
        ("t-3,\"3,7,PT Tiga\nt-4,4,8,PT Empat\nt-5,5,9,\"PT Lima\"\nt-6,6,1,PT Enam\n", "5", 6, 3),
        ("t-3,3,7,\"PT Tiga\"\nt-4,4,8,\"PT Empat", "6", 4, 0),
    ] {
        let read = small("format = \"csv\"", "a.csv", format!("{head}{address}{rest}").as_bytes())?;
        let account = &read.tables.accounts[0];
        assert_eq!((account.rows_read, account.rows_refused), (read_rows, refused), "{rest}");
        assert_eq!(read.column("bids", "bidder_name")[1], "PT Dua Jalan A, No. 1");
        if refused > 0 {
            assert_eq!(read.codes()[0], "unclosed_quote");
            assert_eq!(read.column("problems", "line")[0], line);
        }
    }
    Ok(())
}

#[test]
fn encodings_and_delimiters_are_told() -> Result<()> {
    let text = "kode|nomor|nilai|nama|tanggal\nt-1|1|5|PEÑA|2025-01-02\nt-1|2|6|Ñ|2025-01-02\n";
    let latin: Vec<u8> = text.chars().map(|sign| sign as u8).collect();
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (name, bytes, codes) in [
        ("latin", latin, vec!["encoding_guessed"]),
        ("utf16", utf16, vec![]),
        ("utf8", text.as_bytes().to_vec(), vec![]),
    ] {
        let read = small("", name, &bytes)?;
        assert_eq!(read.column("bids", "bidder_name"), ["PEÑA", "Ñ"], "{name}");
        assert_eq!(read.column("bids", "submitted")[0], "2025-01-01T17:00:00Z", "{name}");
        assert_eq!(read.codes(), codes, "{name}");
    }
    Ok(())
}

#[test]
fn quotes_escaped_by_backslash_are_found() -> Result<()> {
    let text =
        "kode,nomor,nilai,nama,tanggal\nt-1,1,5,\"CV \\\"Maju\\\", Jaya\",2025-01-02\nt-1,2,6,\"b\",2025-01-02\n";
    let read = small("format = \"csv\"", "a.csv", text.as_bytes())?;
    assert_eq!(read.column("bids", "bidder_name"), ["CV \"Maju\", Jaya", "b"]);
    assert!(read.codes().is_empty(), "{:?}", read.codes());
    Ok(())
}

#[test]
fn files_that_are_no_data_are_told() -> Result<()> {
    for (bytes, code) in [
        (&b""[..], "empty_file"),
        (b"<!DOCTYPE html><p>Maaf, terjadi error", "not_data"),
        (b"kode,nomor,nilai,nama,tanggal\n", "no_records"),
        (b"PK\x03\x04 broken", "unreadable"),
    ] {
        let read = small("format = \"csv\"", "a.csv", bytes)?;
        assert_eq!(read.codes(), [code]);
        assert!(read.tables.accounts.is_empty());
    }
    Ok(())
}

#[test]
fn cut_compressed_files_keep_what_came_before() -> Result<()> {
    use std::io::Write;
    let mut text = String::from("kode,nomor,nilai,nama,tanggal\n");
    for row in 0..20_000 {
        text.push_str(&format!("t-{row},1,{},\"nama {}\",2025-01-02\n", row * 7919 % 104_729, row * 31 % 977));
    }
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text.as_bytes())?;
    let mut bytes = gzip.finish()?;
    bytes.truncate(bytes.len() / 2);
    let read = small("format = \"csv\"", "a.csv.gz", &bytes)?;
    assert!(read.codes().contains(&"cut_short"), "{:?}", read.codes());
    let kept = read.tables.accounts[0].rows_kept;
    assert!((1000..20_000).contains(&kept), "{kept}");
    Ok(())
}

#[test]
fn a_quote_that_is_never_closed_ends_in_a_problem() -> Result<()> {
    let mut text = b"kode,nomor,nilai,nama,tanggal\nt-1,1,5,a,2025-01-02\nt-2,2,6,\"b,2025-01-02\n".to_vec();
    text.extend(b"t-3,3,7,c,2025-01-02\n".repeat(4_000_000));
    let read = small("format = \"csv\"", "a.csv", &text)?;
    assert_eq!(read.codes(), ["unclosed_quote"]);
    assert_eq!(read.column("problems", "line"), ["3"]);
    assert_eq!(read.column("bids", "ocid"), ["t-1"]);
    assert_eq!(read.tables.accounts[0].rows_refused, 1);
    Ok(())
}

#[test]
fn json_in_every_container() -> Result<()> {
    let array = br#"[{"kode":"t-1","nomor":1.0,"nilai":1269963504.15,"nama":"<p>A &amp; B</p>","tanggal":null}]"#;
    let envelope =
        br#"{"success":true,"data":[{"Kode ":"t-1","NOMOR":"1","nilai":"1269963504,15","nama":"A & B"}],"meta":{}}"#;
    let lines = b"\xef\xbb\xbf{\"kode\":[\"t-1\"],\"nomor\":1,\"nilai\":1.26996350415e9,\"nama\":\"A  & B\"}\n";
    let (plain, items) = ("format = \"json\"", "items = \"data\"");
    for (settings, name, bytes) in
        [(plain, "array", &array[..]), (items, "envelope", envelope), (plain, "lines", lines)]
    {
        let read = small(settings, name, bytes)?;
        assert_eq!(read.column("bids", "ocid"), ["t-1"], "{name}");
        assert_eq!(read.column("bids", "bid_id"), ["1"], "{name}");
        assert_eq!(read.column("bids", "price"), ["1269963504.15"], "{name}");
        assert_eq!(read.column("bids", "bidder_name"), ["A & B"], "{name}");
    }
    Ok(())
}

#[test]
fn json_that_is_bad_in_parts() -> Result<()> {
    let bytes = b"{\"kode\":\"t-1\",\"nomor\":1,\"nilai\":NaN}\n\"URL-NOT-DEFINED\"\n{\"kode\":\"t-1\",\"nomor\":2,\"nilai\":{\"a\":1}}\n{\"kode\":";
    let read = small("format = \"jsonlines\"", "a.ndjson", bytes)?;
    assert_eq!(read.column("bids", "bid_id"), ["1", "2"]);
    let codes = read.codes();
    for code in ["not_finite", "stray_value", "nested_value", "broken_json"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    let account = &read.tables.accounts[0];
    assert_eq!((account.rows_read, account.rows_kept, account.rows_refused), (4, 2, 2), "{codes:?}");
    Ok(())
}

#[test]
fn a_workbook_with_titles_dates_and_numbers_as_ids() -> Result<()> {
    let read = small("", "a.xlsx", &workbook()?)?;
    assert_eq!(read.column("problems", "reason"), [""; 0]);
    assert_eq!(read.column("bids", "ocid"), ["10011868000", "t-2"]);
    assert_eq!(read.column("bids", "price"), ["5.50", "7.00"]);
    assert_eq!(read.column("bids", "submitted")[0], "2025-07-15T17:00:00Z");
    assert_eq!(read.column("bids", "source_row"), ["1", "2"]);
    assert!(read.codes().is_empty(), "{:?}", read.codes());
    Ok(())
}

#[test]
fn a_workbooks_failed_formulas_become_problems() -> Result<()> {
    let row = r#"<row r="6"><c r="A6" t="inlineStr"><is><t>t-3</t></is></c><c r="B6"><v>3</v></c>
        <c r="C6" t="e"><v>#N/A</v></c><c r="D6" t="e"><v>#REF!</v></c><c r="E6" t="e"><v>#VALUE!</v></c></row>
        <row r="7"><c r="A7" t="e"><v>#NAME?</v></c><c r="B7"><v>4</v></c></row>"#;
    let read = small("", "a.xlsx", &workbook_with(row)?)?;
    assert_eq!(read.codes(), ["formula_error"; 4]);
    assert_eq!(read.column("problems", "value"), ["#REF!", "#N/A!", "#VALUE!", "#NAME?"]);
    assert_eq!(read.column("problems", "severity"), ["warning", "warning", "warning", "error"]);
    for field in ["price", "bidder_name", "submitted"] {
        assert_eq!(read.column("bids", field)[2], "", "{field}");
    }
    assert_eq!((read.tables.accounts[0].rows_kept, read.tables.accounts[0].rows_refused), (3, 1));
    Ok(())
}

/// A workbook of one sheet: a title, a blank row, the header, two rows.
pub fn workbook() -> Result<Vec<u8>> {
    workbook_with("")
}

/// The same with more rows.
fn workbook_with(rows: &str) -> Result<Vec<u8>> {
    use std::io::Write;
    let sheet = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>LAPORAN</t></is></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><t>Kode</t></is></c><c r="B3" t="inlineStr"><is><t>Nomor</t></is></c>
        <c r="C3" t="inlineStr"><is><t>Nilai</t></is></c><c r="D3" t="inlineStr"><is><t>Nama</t></is></c>
        <c r="E3" t="inlineStr"><is><t>Tanggal</t></is></c></row>
        <row r="4"><c r="A4"><v>10011868000</v></c><c r="B4"><v>1</v></c><c r="C4"><v>5.5</v></c>
        <c r="D4" t="inlineStr"><is><t>CV A</t></is></c><c r="E4" s="1"><v>45854</v></c></row>
        <row r="5"><c r="A5" t="inlineStr"><is><t>t-2</t></is></c><c r="B5"><v>2</v></c><c r="C5"><v>7</v></c></row>
        "#;
    let sheet = &format!("{sheet}{rows}</sheetData></worksheet>");
    let styles = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let book = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let root = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
    for (name, text) in [
        ("[Content_Types].xml", types),
        ("_rels/.rels", root),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/styles.xml", styles),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        archive.start_file(name, zip::write::SimpleFileOptions::default())?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

#[test]
fn a_workbook_in_xml_with_the_ending_csv() -> Result<()> {
    let text = r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
        <Worksheet ss:Name="a"><Table><Row><Cell><Data ss:Type="String">kode</Data></Cell><Cell><Data ss:Type="String">nomor</Data></Cell>
        <Cell><Data ss:Type="String">nilai</Data></Cell><Cell ss:Index="5"><Data ss:Type="String">nama</Data></Cell></Row>
        <Row ss:Index="4"><Cell><Data ss:Type="String">t&amp;1</Data></Cell><Cell ss:Index="2"><Data ss:Type="Number">1</Data></Cell>
        <Cell/><Cell ss:Index="5"><Data ss:Type="String">A &lt; B</Data></Cell></Row></Table></Worksheet></Workbook>"#;
    let read = small("format = \"csv\"", "a.csv", text.as_bytes())?;
    assert_eq!(read.column("bids", "ocid"), ["t&1"]);
    assert_eq!((read.column("bids", "bid_id"), read.column("bids", "bidder_name")), (vec!["1"], vec!["A < B"]));
    assert_eq!(read.codes(), ["missing_column"]);
    Ok(())
}

#[test]
fn records_that_are_lists_have_columns_by_number() -> Result<()> {
    let Some(path) = shared("indonesia/spse-pages/dt_swakelola.json") else { return Ok(()) };
    let source = "format = \"json\"\nitems = \"data\"\nas_of = \"2025-10-03\"\n[[table]]\nname = \"processes\"\n[table.fields]\n\
                  ocid = { column = \"0\", prefix = \"swakelola-\" }\ntitle = \"1\"\n";
    let bytes = std::fs::read(&path)?;
    let read = Small::new(source, &[("a.json", &bytes)]).read()?;
    let document: serde_json::Value = serde_json::from_slice(&bytes)?;
    let rows = document["data"].as_array().context("a list")?;
    assert_eq!(read.column("processes", "title").len(), rows.len());
    assert_eq!(read.column("processes", "title")[0], rows[0][1].as_str().context("a title")?.trim());
    Ok(())
}

const RULES: &str = r#"
format = "csv"
as_of_column = "ditarik"
[[table]]
name = "process_plans"
split = { column = "rup", separator = ";" }
[table.fields]
ocid = { column = "kode", prefix = "tender-" }
plan_id = "rup"
[[table]]
name = "processes"
keep = [{ column = "status", one_of = ["AKTIF"] }, { column = "hapus", one_of = ["ya"], not = true }]
[table.fields]
ocid = { column = "kode", prefix = "tender-" }
title = { join = ["judul", "sub"], with = " / " }
year = { special = "file", pattern = '(20\d\d)' }
kind = { constant = "tender" }
method = { column = "cara", map = { "Tender" = "open", "Penunjukan  Langsung" = "limited" } }
status = { column = "status", map = { "aktif" = "active" }, otherwise = "planned" }
mak = { column = "mak", strip_suffix = "." }
estimate = { column = "hps", scale = 1000000, decimal = "." }
buyer_id = { first = ["satker_str", "satker"] }
announced = { column = "tgl", date_order = "dmy" }
location = { special = "indent", column = "judul" }
"#;

#[test]
fn every_rule_of_a_mapping() -> Result<()> {
    let text = "kode,rup,status,hapus,judul,sub,cara,mak,hps,satker_str,satker,tgl,ditarik\n\
        7.0,1;2; ,Aktif,,\"   Jalan\",,TENDER,1.2.,1.5,-,9,03-05-2025,2025-10-01\n\
        8,,aktif,,Jembatan,Baja,penunjukan langsung,1.3,2.250,0.1,9,04-05-2025,2025-10-03\n\
        9,3,batal,,x,,Tender,,4,,9,,2025-09-01\n\
        10,4,aktif,YA,x,,Lelang,,5,,9,,\n\
        11,5,aktif,,x,,Lelang,,6,,9,,\n";
    let read = Small::new(RULES, &[("tender-2025.csv", text.as_bytes())]).read()?;
    assert_eq!(read.column("process_plans", "ocid"), ["tender-7", "tender-7", "tender-9", "tender-10", "tender-11"]);
    assert_eq!(read.column("process_plans", "plan_id"), ["1", "2", "3", "4", "5"]);
    assert_eq!(read.column("processes", "ocid"), ["tender-7", "tender-8", "tender-11"]);
    assert_eq!(read.column("processes", "title"), ["Jalan", "Jembatan / Baja", "x"]);
    assert_eq!(read.column("processes", "year"), ["2025"; 3]);
    assert_eq!(read.column("processes", "method"), ["open", "limited", ""]);
    assert_eq!(read.column("processes", "status"), ["active"; 3]);
    assert_eq!(read.column("processes", "mak"), ["1.2", "1.3", ""]);
    assert_eq!(read.column("processes", "estimate"), ["1500000.00", "2250000.00", "6000000.00"]);
    assert_eq!(read.column("processes", "buyer_id"), ["9", "0.1", "9"]);
    assert_eq!(read.column("processes", "announced")[0], "2025-05-02T17:00:00Z");
    assert_eq!(read.column("processes", "location"), ["3", "0", "0"]);
    assert_eq!(read.column("processes", "as_of"), ["2025-10-03"; 3]);
    assert_eq!(read.codes(), ["not_mapped"]);
    let account = read.tables.accounts.iter().find(|account| account.table == "processes").context("processes")?;
    assert_eq!((account.rows_read, account.rows_kept, account.rows_skipped), (5, 3, 2));
    let sums = account.money[&("estimate".to_string(), "IDR".to_string())];
    assert_eq!(sums.map(hundredths), ["18750000.00", "9750000.00", "0.00", "9000000.00"]);
    Ok(())
}

#[test]
fn an_unchanged_source_is_not_read_again() -> Result<()> {
    let small = Small::new(BIDS, &[("a.csv", b"kode,nomor,nilai,nama,tanggal\nt-1,1,x,a,\n")]);
    let first = small.read()?;
    let again = small.read()?;
    assert_eq!(first.tables.files, again.tables.files);
    assert_eq!(
        (first.tables.accounts.clone(), first.tables.problem_counts),
        (again.tables.accounts, again.tables.problem_counts)
    );
    assert_eq!(first.codes(), ["not_money"]);
    small.scratch.write("data/a.csv", "kode,nomor,nilai,nama,tanggal\nt-2,1,5,a,\n");
    let changed = small.read()?;
    assert_ne!(first.tables.files["bids"], changed.tables.files["bids"]);
    assert_eq!(changed.column("bids", "ocid"), ["t-2"]);
    Ok(())
}

#[test]
fn a_missing_column_is_told_once_with_the_nearest() -> Result<()> {
    let text = "kode,nomor,nilay,nama,tanggal\nt-1,1,5,a,\nt-1,2,5,a,\n";
    let read = small("format = \"csv\"", "a.csv", text.as_bytes())?;
    assert_eq!(read.codes(), ["missing_column"]);
    assert_eq!(read.column("problems", "reason"), ["no record has the column `nilai` (there is `nilay`)"]);
    Ok(())
}

#[test]
fn a_source_that_failed_is_a_problem_and_a_row() -> Result<()> {
    let small = Small::new(BIDS, &[]);
    let portal = Portal::load(small.scratch.path())?;
    let cache = Cache::open(&small.scratch.path().join(".pantau/cache"))?;
    let receipt = Receipt { address: vec![], status: Status::Failed, fetched: None, message: Some("no answer".into()) };
    let snapshot = Snapshot { source_id: "uji".into(), files: vec![], receipt };
    let read = Read::of(read(&portal, &[snapshot], &cache, 1)?)?;
    assert_eq!(read.codes(), ["source_failed"]);
    assert_eq!(read.column("sources", "status"), ["failed"]);
    assert_eq!(read.tables.problem_counts, [1, 0, 0]);
    Ok(())
}

#[derive(serde::Deserialize)]
struct Expected {
    account: Vec<ExpectedAccount>,
}

#[derive(serde::Deserialize)]
struct ExpectedAccount {
    source: String,
    table: String,
    read: u64,
    kept: u64,
    refused: u64,
    skipped: u64,
    #[serde(default)]
    money: BTreeMap<String, BTreeMap<String, String>>,
}

/// The accounts of the real files of Bandung Regency and Bojonegoro are those that a separate reading found.
#[test]
fn real_files_have_the_accounts_that_a_separate_reading_found() -> Result<()> {
    if shared("indonesia/isb-kab-bandung-2025").is_none() {
        return Ok(());
    }
    let case: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/bandung");
    let expected: Expected = toml::from_str(&std::fs::read_to_string(case.join("expected.toml"))?)?;
    let portal = Portal::load(&case)?;
    let scratch = Scratch::new("bandung");
    let cache = Cache::open(scratch.path())?;
    let started = std::time::Instant::now();
    let tables = read(&portal, &snapshots(&portal)?, &cache, 2)?;
    eprintln!("read in {:?}", started.elapsed());
    let mut faults = Vec::new();
    for want in &expected.account {
        let found =
            tables.accounts.iter().find(|account| account.source_id == want.source && account.table == want.table);
        let Some(found) = found else {
            faults.push(format!("{} {}: no account", want.source, want.table));
            continue;
        };
        let rows = (found.rows_read, found.rows_kept, found.rows_refused, found.rows_skipped);
        if rows != (want.read, want.kept, want.refused, want.skipped) {
            let want_rows = (want.read, want.kept, want.refused, want.skipped);
            faults.push(format!("{} {}: {rows:?} where {want_rows:?} is expected", want.source, want.table));
        }
        for (field, sums) in &want.money {
            let found =
                found.money.get(&(field.clone(), "IDR".to_string())).copied().unwrap_or_default().map(hundredths);
            let want_sums =
                ["read", "kept", "refused", "skipped"].map(|key| sums.get(key).cloned().unwrap_or_default());
            if found != want_sums {
                faults
                    .push(format!("{} {} {field}: {found:?} where {want_sums:?} is expected", want.source, want.table));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(!expected.account.is_empty());
    Ok(())
}

/// What the real files' problems are, by kind: a change here is a change of what people are told.
#[test]
fn real_files_show_no_national_id_anywhere() -> Result<()> {
    if shared("indonesia/isb-kab-bandung-2025").is_none() {
        return Ok(());
    }
    let portal = Portal::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/bandung"))?;
    let scratch = Scratch::new("bandung");
    let read = Read::of(read(&portal, &snapshots(&portal)?, &Cache::open(scratch.path())?, 2)?)?;
    let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
    for row in &read.rows["problems"] {
        *kinds
            .entry(format!("{} {} {} {}", row["source_id"], row["table_name"], row["field"], row["code"]))
            .or_default() += 1;
    }
    eprintln!("{kinds:#?}");
    for (table, rows) in &read.rows {
        for row in rows {
            for (field, value) in row {
                assert!(crate::privacy::conceal(value, false).is_none(), "{table}.{field}: {value}");
            }
        }
    }
    Ok(())
}
