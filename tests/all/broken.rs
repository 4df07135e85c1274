//! Bad input and bad luck: one clear message, the right exit status, and the live portal as it was.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use pantau::testing::Scratch;

use crate::support::{assert_same, expect, files, rows, small_portal};

const CONFIG: &str = "title = \"Uji\"\nbase_url = \"https://example.org\"\ndefault_language = \"id\"\n[languages.en]\ntitle = \"Test\"\n[extra.portal]\nregion_id = \"99.01\"\nregion_name = \"Uji\"\n";

const SOURCE: &str = "title = { id = \"Kontrak\", en = \"Contracts\" }\nkind = \"file\"\naddress = [\"data/*\"]\nas_of = \"2025-10-03\"\n[[table]]\nname = \"contracts\"\n[table.fields]\nocid = \"kode\"\ncontract_id = \"nomor\"\ntitle = \"nama\"\nvalue = \"nilai\"\nsigned = \"tanggal\"\n";

/// A portal of one source and these data files.
fn portal(scratch: &Scratch, data: &[(&str, &[u8])]) -> String {
    scratch.write("p/site/config.toml", CONFIG);
    scratch.write("p/datasets/sources/kontrak.toml", SOURCE);
    for (name, bytes) in data {
        scratch.write(&format!("p/data/{name}"), bytes);
    }
    scratch.path().join("p").to_string_lossy().into_owned()
}

const GOOD: &[u8] = b"kode,nomor,nama,nilai,tanggal\nt-1,1,Jalan,\"Rp. 3.800.000,00\",2025-03-01\nt-2,2,Jembatan,5000000,10 Juni 2025\n";

#[test]
fn data_of_every_bad_kind_end_in_a_message_or_in_rows() {
    let long = "x".repeat(1_000_000);
    let million = format!("kode,nomor,nama,nilai,tanggal\nt-1,1,{long},1500000,2025-03-01\n");
    let deep = format!("[{}]", "{\"a\":".repeat(5000));
    let latin = b"kode;nomor;nama;nilai;tanggal\nt-1;1;Perbaikan Jal\xe1n;1500000;2025-03-01\n";
    let bom = [b"\xef\xbb\xbf".as_slice(), GOOD].concat();
    // (file, bytes, contracts kept, problems told)
    let cases: Vec<(&str, Vec<u8>, usize, bool)> = vec![
        ("good.csv", GOOD.to_vec(), 2, false),
        ("bom.csv", bom, 2, false),
        ("latin.csv", latin.to_vec(), 1, true),
        ("long.csv", million.into_bytes(), 1, true),
        ("nan.json", b"[{\"kode\":\"t-1\",\"nomor\":\"1\",\"nilai\":NaN}]".to_vec(), 1, true),
        (
            "huge.csv",
            b"kode,nomor,nama,nilai,tanggal\nt-1,1,J,999999999999999999999999999999,2025-03-01\n".to_vec(),
            1,
            true,
        ),
        ("negative.csv", b"kode,nomor,nama,nilai,tanggal\nt-1,1,J,-5000,2025-03-01\n".to_vec(), 1, true),
        (
            "twice.csv",
            b"kode,nomor,nama,nilai,tanggal\nt-1,1,J,5000000,2025-03-01\nt-1,1,K,7000000,2025-03-01\n".to_vec(),
            1,
            true,
        ),
        ("deep.json", deep.into_bytes(), 0, true),
        (
            "cut.json",
            b"[{\"kode\":\"t-1\",\"nomor\":\"1\",\"nilai\":5000000},{\"kode\":\"t-2\",\"nom".to_vec(),
            1,
            true,
        ),
        ("date.csv", b"kode,nomor,nama,nilai,tanggal\nt-1,1,J,5000000,2025-13-45\n".to_vec(), 1, true),
        (
            "keyless.csv",
            b"kode,nomor,nama,nilai,tanggal\n,1,J,5000000,2025-03-01\nt-2,2,K,5000000,2025-03-01\n".to_vec(),
            1,
            true,
        ),
        ("keys.json", b"[{\"kode\":\"t-1\",\"kode\":\"t-9\",\"nomor\":\"1\"}]".to_vec(), 1, true),
    ];
    for (name, bytes, kept, problem) in cases {
        let scratch = Scratch::new("bad");
        // A good file stands beside it, so that one bad file never hides the others.
        let other = b"kode,nomor,nama,nilai,tanggal\nz-9,9,Pasar,9000000,2025-04-01\n";
        let dir = portal(&scratch, &[("0-other.csv", other.as_slice()), (name, &bytes)]);
        expect(0, &["build", &dir]);
        let public = Path::new(&dir).join("public");
        let contracts = rows(&public, "contracts");
        assert_eq!(contracts.len(), kept + 1, "{name}: {contracts:?}");
        let problems = rows(&public, "problems")
            .iter()
            .filter(|row| row["file"].as_str().is_some_and(|file| file.contains(name)))
            .count();
        assert_eq!(problems > 0, problem, "{name}: {problems} problems");
    }
}

#[test]
fn sources_that_cannot_be_had_stop_the_build_with_their_reason() {
    let scratch = Scratch::new("missing");
    let dir = portal(&scratch, &[]);
    let told = expect(1, &["build", &dir]);
    assert!(told.contains("data/*"), "{told}");
    assert!(!Path::new(&dir).join("public").exists());

    let scratch = Scratch::new("unreachable");
    let dir = portal(&scratch, &[("a.csv", GOOD)]);
    // Nothing listens on port 9 of this machine.
    let web = SOURCE.replace("kind = \"file\"", "kind = \"http\"").replace("data/*", "http://127.0.0.1:9/a.csv");
    let web = web.replace("[[table]]", "[limits]\nretries = 0\n[[table]]");
    scratch.write("p/datasets/sources/web.toml", web.replace("Kontrak", "Web"));
    let told = expect(1, &["build", &dir]);
    assert!(told.contains("127.0.0.1:9"), "{told}");

    let scratch = Scratch::new("gzip");
    let dir = portal(&scratch, &[("a.csv.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03cut")]);
    let told = expect(1, &["build", &dir]);
    assert!(told.contains("a.csv.gz"), "{told}");
}

#[test]
fn a_national_id_shows_nowhere_wherever_it_stands() {
    const NIK: &str = "3204112505900001";
    const WRITTEN: &str = "320411-250590-0001";
    let scratch = Scratch::new("personal");
    let release = |number: u32, ocid: &str| {
        format!(
            r#"{{"ocid":"{ocid}","id":"r{number}","date":"2025-0{number}-01T00:00:00Z","tag":["contract"],
            "tender":{{"id":"{NIK}","title":"Jalan, hubungi 0812-3456-7890","{NIK}":1,"{NIK}":2}},
            "awards":[{{"id":"{NIK}","suppliers":[{{"id":"{NIK}","name":"Budi"}}]}}],
            "contracts":[{{"id":"{WRITTEN}","awardID":"{NIK}"}},{{"id":"{WRITTEN}","awardID":"x{NIK}"}}]}}"#
        )
    };
    // One process of two releases, which are merged by their ocid, and one that can be kept.
    let releases = [release(1, NIK), release(2, NIK), release(3, "ocds-1")].join(",");
    scratch.write(&format!("data/{NIK}.json"), format!("{{\"version\":\"1.1\",\"releases\":[{releases}]}}"));
    let (dir, out) = (scratch.path().to_string_lossy().into_owned(), scratch.path().join("public"));
    let out_text = out.to_string_lossy().into_owned();
    let told = expect(0, &["build", &dir, "--out", &out_text, "--from", &format!("{dir}/data/*.json")]);
    assert!(told.contains("ids_are_not_personal"), "{told}");
    let hidden = [NIK, WRITTEN, "0812-3456-7890"];
    for id in hidden {
        assert!(!told.contains(id), "{told}");
        for (name, bytes) in files(&out) {
            assert!(!name.contains(id), "{name}");
            assert!(!bytes.windows(id.len()).any(|window| window == id.as_bytes()), "{name}");
        }
    }
    for table in ["problems", "processes", "contracts", "awards", "parties", "sources"] {
        let text = format!("{:?}", rows(&out, table));
        assert!(hidden.iter().all(|id| !text.contains(id)), "{table}: {text}");
    }
    assert_eq!(rows(&out, "processes").len(), 1);
    assert!(rows(&out, "problems").iter().any(|row| row["code"] == "personal_id" && row["severity"] == "error"));
    let page = std::fs::read_to_string(out.join("data/parties/index.html")).expect("a page for each table");
    assert!(page.contains("Masked: of a person"), "the page says which fields are masked");
}

#[test]
fn an_empty_portal_is_never_published_in_silence() {
    for (name, bytes) in [
        ("empty.csv", b"".as_slice()),
        ("header.csv", b"kode,nomor,nama,nilai,tanggal\n".as_slice()),
        ("text.json", b"Data Kosong".as_slice()),
    ] {
        let scratch = Scratch::new("empty");
        let dir = portal(&scratch, &[(name, bytes)]);
        let told = expect(1, &["build", &dir]);
        assert!(told.contains("no row could be read") || told.contains(name), "{name}: {told}");
        assert!(!Path::new(&dir).join("public").exists(), "{name}");
    }
}

#[test]
fn mistakes_in_sql_and_templates_name_their_place() {
    let head = "/*\n+++\ntitle = { en = \"x\" }\nkey = [\"ocid\"]\n+++\n*/\n";
    for (file, text, expected) in [
        (
            "queries/marts/mine.sql",
            format!("{head}SELECT ocid, vallue FROM contracts ORDER BY ocid"),
            vec!["queries/marts/mine.sql:7:", "did you mean `value`"],
        ),
        (
            "queries/marts/mine.sql",
            format!("{head}SELECT ocid FROM contrakts ORDER BY ocid"),
            vec!["queries/marts/mine.sql:7:", "did you mean `contracts`"],
        ),
        (
            "queries/marts/mine.sql",
            format!("{head}SELECT ocid FRM contracts ORDER BY ocid"),
            vec!["queries/marts/mine.sql:7:"],
        ),
        (
            "queries/marts/mine.sql",
            format!("{head}SELECT 'a' AS ocid FROM contracts ORDER BY ocid"),
            vec!["not unique"],
        ),
        (
            "queries/marts/mine.sql",
            format!("{head}SELECT ocid, now() AS seen FROM contracts ORDER BY ocid"),
            vec!["queries/marts/mine.sql", "`now` gives another answer each time"],
        ),
        (
            "queries/marts/mine.sql",
            format!("{head}SELECT ocid, (SELECT max(random()) FROM contracts) AS luck FROM contracts ORDER BY ocid"),
            vec!["`random` gives another answer each time"],
        ),
        (
            "queries/marts/mine.sql",
            format!("{head}SELECT ocid, value FROM contracts ORDER BY value"),
            vec!["not ordered by its key (ocid) first"],
        ),
        (
            "queries/checks/mine.sql",
            format!(
                "{}SELECT ocid FROM contracts ORDER BY ocid",
                head.replace("+++\n*/", "[check]\nseverity = \"error\"\n+++\n*/")
            ),
            vec!["the check `mine`", "t-1"],
        ),
        (
            "queries/search/mine.sql",
            format!(
                "{}SELECT ocid, title FROM contracts ORDER BY ocid",
                head.replace("+++\n*/", "[list.search]\nkind = \"contract\"\npath = \"tidak/{ocid}\"\n+++\n*/")
            ),
            vec!["search leads to /tidak/t-1/index.html", "`path` and rows"],
        ),
        (
            "queries/search/mine.sql",
            format!(
                "{}SELECT ocid FROM contracts ORDER BY ocid",
                head.replace("+++\n*/", "[list.search]\nkind = \"contract\"\npath = \"paket/{oicd}\"\n+++\n*/")
            ),
            vec!["needs a column `oicd`", "needs a column `title`"],
        ),
        ("templates/home.html", "{{ row.nothing_here }}".into(), vec!["templates/home.html", "nothing_here"]),
        ("templates/home.html", "{% if %}".into(), vec!["templates/home.html"]),
        (
            "queries/marts/mine.sql",
            format!("{head}SELECT ocid FROM contracts WHERE {} ORDER BY ocid", ["value > 0"; 50_000].join("\nOR ")),
            vec!["queries/marts/mine.sql:1339:", "more than 4000 names and signs"],
        ),
        (
            "templates/home.html",
            format!("<p>\n{{{{ {} }}}}", ["1"; 200_000].join(" + ")),
            vec!["templates/home.html:2:", "a tag of more than 10000 bytes"],
        ),
        (
            "datasets/sources/mine.toml",
            format!("title = {{ en = \"x\" }}\naddress = {}", "[".repeat(200_000)),
            vec!["datasets/sources/mine.toml:2:", "nested too deeply"],
        ),
        ("site/content/broken.md", "+++\ntitle = \"x\n+++\ntext".into(), vec!["site/content/broken.md"]),
        ("site/content/broken.md", "+++\ntitle = \"x\"\n+++\n[gone](/not/there/)".into(), vec!["not/there"]),
    ] {
        let scratch = Scratch::new("mistake");
        let dir = portal(&scratch, &[("a.csv", GOOD)]);
        scratch.write(&format!("p/{file}"), &text);
        let told = expect(1, &["build", &dir]);
        for expected in expected {
            assert!(told.contains(expected), "{file} {text}\nmissing: {expected}\nin: {told}");
        }
        agree(&dir, &told);
        assert!(!Path::new(&dir).join("public").exists(), "{file}");
    }
}

/// What stops a build fails the check, in the same words.
fn agree(dir: &str, build: &str) {
    let check = expect(1, &["check", dir]);
    let errors = |told: &str| -> Vec<String> {
        told.lines().filter(|line| line.starts_with("error: ")).map(str::to_owned).collect()
    };
    assert!(!errors(build).is_empty(), "{build}");
    assert_eq!(errors(build), errors(&check), "{dir}");
}

#[test]
fn values_that_were_refused_fail_no_command_and_are_told_by_kind() {
    let scratch = Scratch::new("refused");
    let rows = "kode,nomor,nama,nilai,tanggal\n,1,a,x,2025-03-01\n,2,a,x,2025-03-01\n,3,a,1,2025-03-01\n,4,a,1,2025-03-01\nt-9,9,a,5,2025-03-01\n";
    let dir = portal(&scratch, &[("a.csv", rows.as_bytes())]);
    let check = expect(0, &["check", &dir]);
    let told = |text: &str| text.lines().filter(|line| line.contains("`ocid` is required")).count();
    assert_eq!(told(&check), 3, "{check}");
    assert!(check.contains("        4 required_missing") && check.contains("Nothing stops a release"), "{check}");
    assert!(check.contains("warning: a.csv:2 row 1 field ocid") || check.contains("a.csv"), "{check}");
    let build = expect(0, &["build", &dir]);
    assert_eq!(told(&build), 3, "{build}");
    assert!(build.contains("4 errors"), "{build}");
}

#[test]
fn a_column_that_the_data_lack_is_told_with_the_line_that_names_it() {
    let scratch = Scratch::new("column");
    let dir = portal(&scratch, &[("a.csv", GOOD)]);
    scratch.write("p/datasets/sources/kontrak.toml", SOURCE.replace("\"nilai\"", "\"nilay\""));
    let told = expect(0, &["check", &dir]);
    assert!(told.contains("warning: datasets/sources/kontrak.toml:11 field nilay: no record has"), "{told}");
    assert!(told.contains("there is `nilai`") && told.contains("1 warning,"), "{told}");
    scratch.write("p/datasets/sources/kontrak.toml", SOURCE.replace("\"nomor\"", "\"nomer\""));
    let told = expect(1, &["build", &dir]);
    assert!(told.contains("error: datasets/sources/kontrak.toml:9 field nomer"), "{told}");
    assert!(told.contains("`contracts.contract_id` needs it") && told.contains("there is `nomor`"), "{told}");
    agree(&dir, &told);
}

#[test]
fn two_sources_that_give_the_same_row_are_named() {
    let scratch = Scratch::new("shared");
    let dir = portal(&scratch, &[("a.csv", GOOD)]);
    scratch.write("p/datasets/sources/lain.toml", SOURCE);
    let told = expect(1, &["build", &dir]);
    let expected = "the sources `kontrak` and `lain` both give `contracts` the row ocid, contract_id = t-1, 1; rows that they share: 2";
    assert!(told.contains(expected), "{told}");
    agree(&dir, &told);
    scratch
        .write("p/datasets/sources/lain.toml", SOURCE.replace("\"nomor\"", "{ column = \"nomor\", prefix = \"b-\" }"));
    expect(0, &["check", &dir]);
}

#[test]
fn a_new_portal_says_what_to_do_next_and_what_is_still_the_examples() {
    let scratch = Scratch::new("new");
    let dir = scratch.path().join("n").to_string_lossy().into_owned();
    expect(0, &["init", &dir]);
    let told = expect(1, &["build", &dir]);
    assert!(
        told.contains("no source of data") && told.contains("copy datasets/sources/contracts.toml.example"),
        "{told}"
    );
    agree(&dir, &told);
    scratch.write("n/datasets/sources/kontrak.toml", SOURCE);
    scratch.write("n/data/a.csv", GOOD);
    let told = expect(0, &["check", &dir]);
    for key in ["title", "base_url", "region_name"] {
        assert!(told.contains(&format!("`{key}` is still the example's")), "{key}: {told}");
    }
    let example = fs::read_to_string(Path::new(&dir).join("datasets/sources/contracts.toml.example")).expect("a file");
    scratch.write("n/datasets/sources/kontrak.toml", example.replace("SPSE-TenderPengumuman-2025.json", "t.json"));
    scratch.write("n/data/t.json", b"[]");
    let told = expect(1, &["build", &dir]);
    assert!(told.contains("no row could be read") && !told.contains("no source of data"), "{told}");
}

#[test]
fn a_reader_that_goes_away_ends_a_command_quietly() {
    let scratch = Scratch::new("pipe");
    let dir = portal(&scratch, &[("a.csv", GOOD)]);
    let ten = (0..10).map(|number| format!("({number})")).collect::<Vec<_>>().join(", ");
    let ten = |name: &str| format!("(VALUES {ten}) AS {name}(x)");
    let many = format!(
        "SELECT a.x FROM {} CROSS JOIN {} CROSS JOIN {} CROSS JOIN {} CROSS JOIN {}",
        ten("a"),
        ten("b"),
        ten("c"),
        ten("d"),
        ten("e")
    );
    for (format, both) in [("csv", false), ("json", false), ("table", false), ("csv", true)] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_pantau"))
            .args(["query", many.as_str(), &dir, "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        if both {
            drop(child.stderr.take());
        }
        let ended = child.wait_with_output().expect("it ends");
        let told = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert_eq!((ended.status.code(), told.as_str()), (Some(0), ""), "{format}");
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_pantau"))
        .args(["check", &dir])
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stderr.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(0), "no panic without a reader of messages");
}

#[test]
fn nothing_is_published_into_what_it_is_made_from() {
    let scratch = Scratch::new("inside");
    let dir = portal(&scratch, &[("a.csv", GOOD)]);
    let out = format!("{dir}/site/static/public");
    let told = expect(1, &["build", &dir, "--out", &out]);
    assert!(told.contains("own folder site/") && !Path::new(&out).exists(), "{told}");
}

#[test]
fn who_edits_a_published_file_does_not_edit_what_is_kept() {
    let scratch = Scratch::new("edited");
    let dir = portal(&scratch, &[("a.csv", GOOD)]);
    expect(0, &["build", &dir]);
    let public = Path::new(&dir).join("public");
    let before = files(&public);
    let csv = public.join("data/contracts.csv");
    let edited = fs::read_to_string(&csv).expect("a download").replace("3800000", "9900000");
    fs::write(&csv, edited).expect("the edit");
    fs::remove_dir_all(&public).expect("the release goes");
    expect(0, &["build", &dir]);
    assert_same(&before, &files(&public), "made again from what was kept");
}

#[test]
fn answers_have_columns_whatever_their_rows_and_types() {
    let scratch = Scratch::new("answers");
    let dir = portal(&scratch, &[("a.csv", GOOD)]);
    let ask = |sql: &str, format: &str| expect(0, &["query", sql, &dir, "--format", format]);
    let moment = "SELECT to_timestamp_seconds(0) AS t";
    assert!(ask(moment, "csv").contains("1970-01-01") && ask(moment, "json").contains("1970-01-01"));
    assert!(ask("SELECT ocid, value FROM contracts WHERE ocid = 'none'", "csv").contains("\"ocid\",\"value\""));
}

#[test]
fn a_build_that_lost_its_rows_leaves_the_live_portal() {
    let scratch = Scratch::new("shrink");
    let mut text = String::from("kode,nomor,nama,nilai,tanggal\n");
    (0..40).for_each(|number| text.push_str(&format!("t-{number},{number},Jalan,5000000,2025-03-01\n")));
    let dir = portal(&scratch, &[("a.csv", text.as_bytes())]);
    expect(0, &["build", &dir]);
    let public = Path::new(&dir).join("public");
    let before = files(&public);
    scratch.write("p/data/a.csv", GOOD);
    let told = expect(1, &["build", &dir]);
    assert!(told.contains("contracts") && told.contains("40") && told.contains("--accept-shrink"), "{told}");
    agree(&dir, &told);
    expect(0, &["check", &dir, "--accept-shrink"]);
    assert_same(&before, &files(&public), "after a refused build");
    expect(0, &["build", &dir, "--accept-shrink"]);
    assert_eq!(rows(&public, "contracts").len(), 2);
    assert!(Path::new(&dir).join("public.previous/index.html").exists(), "the previous release is kept");
}

#[test]
fn a_budget_without_a_year_and_one_that_is_stated_twice_stop_the_build() {
    let table = "akun,anggaran,realisasi\nPendapatan Daerah,\"5.219,45 M\",\"3.631,47 M\"\nBelanja Daerah,\"6.100,00 M\",\"5.000,00 M\"\n";
    let budget = |files: &[(&str, &str)]| {
        let scratch = Scratch::new("budget");
        scratch.write("p/site/config.toml", CONFIG);
        let source = "preset = \"djpk/apbd\"\nkind = \"file\"\naddress = [\"data/*.csv\"]\nas_of = \"2025-01-02\"\n";
        scratch.write("p/datasets/sources/apbd.toml", source);
        for (name, text) in files {
            scratch.write(&format!("p/data/{name}"), text);
        }
        let dir = scratch.path().join("p").to_string_lossy().into_owned();
        (scratch, dir)
    };
    let (_scratch, dir) = budget(&[("anggaran.csv", table)]);
    let told = expect(1, &["build", &dir]);
    assert!(told.contains("file's name") && !Path::new(&dir).join("public").exists(), "{told}");
    let other = table.replace("6.100,00", "6.200,00");
    let (_scratch, dir) = budget(&[("2024-a.csv", table), ("2024-b.csv", &other)]);
    let told = expect(1, &["build", &dir]);
    assert!(told.contains("check_budget_stated_twice"), "{told}");
    let (_scratch, dir) = budget(&[("2024-a.csv", table), ("2023-a.csv", &other)]);
    expect(0, &["build", &dir]);
}

#[test]
fn a_killed_build_leaves_the_live_portal_and_the_next_is_whole() {
    let scratch = Scratch::new("killed");
    let portal = small_portal(&scratch, "0.02");
    let dir = portal.to_string_lossy().into_owned();
    expect(0, &["build", &dir]);
    let public = portal.join("public");
    let first = files(&public);
    let config = portal.join("site/config.toml");
    let settings = fs::read_to_string(&config).expect("readable");
    // Most pages in packs: these are as whole as files are.
    let packed = settings.replacen("\n[extra.portal]\n", "\n[extra.portal]\npage_files = 60\n", 1);
    assert_ne!(settings, packed);
    fs::write(&config, packed.replace("Pantau Tirta Kencana", "Pantau Lain")).expect("writable");
    let mut killed = 0;
    for milliseconds in [5, 40, 120, 250, 450, 700, 1000] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_pantau"))
            .args(["build", &dir, "--no-cache"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(Duration::from_millis(milliseconds));
        if child.try_wait().expect("a child can be asked").is_none() {
            child.kill().expect("a child can be killed");
            killed += 1;
            child.wait().expect("a killed child ends");
            let now = files(&public);
            let whole = now == first
                || now.get("index.html").is_some_and(|page| String::from_utf8_lossy(page).contains("Pantau Lain"));
            assert!(whole, "killed after {milliseconds} ms, the live portal is neither the old nor the new one");
        } else {
            break;
        }
    }
    assert!(killed > 1, "the builds ended before they could be killed");
    expect(0, &["build", &dir]);
    let page = fs::read_to_string(public.join("index.html")).expect("a page");
    assert!(page.contains("Pantau Lain"));
    let left: Vec<String> = fs::read_dir(&portal)
        .expect("a folder")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains("staging"))
        .collect();
    assert_eq!(left, Vec::<String>::new(), "half-written folders are left");
}

#[test]
fn commands_end_as_they_should() {
    let scratch = Scratch::new("commands");
    let at = |name: &str| scratch.path().join(name).to_string_lossy().into_owned();
    let told = expect(1, &["build", &at("nothing")]);
    assert!(told.contains("pantau init"), "{told}");
    expect(0, &["init", &at("new")]);
    let told = expect(1, &["init", &at("new")]);
    assert!(told.contains("not empty"), "{told}");
    let told = expect(1, &["build", &at("new")]);
    assert!(told.contains("no source"), "{told}");
    for scale in ["0", "-1", "1e-300", "NaN", "inf", "501"] {
        let told = expect(1, &["sample", &at("s"), "--scale", scale]);
        assert!(told.contains("the scale is") && told.contains("from 0.0001 to 500"), "{scale}: {told}");
    }
    expect(0, &["sample", &at("s"), "--scale", "0.01"]);
    assert!(scratch.path().join("s/truth.json").exists());
    expect(2, &["build", "--jobs", "many"]);
    let dir = portal(&scratch, &[("a.csv", GOOD)]);
    let told =
        expect(0, &["query", "SELECT contract_id, value FROM contracts ORDER BY contract_id", &dir, "--format", "csv"]);
    assert!(told.contains("\"1\",3800000\r\n\"2\",5000000\r\n"), "{told}");
    let told = expect(1, &["query", "SELECT contract_idd FROM contracts", &dir]);
    assert!(told.contains("did you mean `contract_id`"), "{told}");
    let told = expect(1, &["query", "SELECT 1 FROM contrakts", &dir]);
    assert!(told.contains("there is no relation `contrakts`") && told.contains("did you mean `contracts`"), "{told}");
    let told = expect(2, &["query", "--from", "a.json", "SELECT 1"]);
    assert!(told.contains("<SQL> --from <FILE|GLOB|URL>..."), "{told}");
    // A file that could not be read has no answer: not even that there is nothing.
    scratch.write("cut.json", "[{\"ocid\":\"x-1\",\"releases\": ");
    for (file, said) in [("cut.json", "no row could be read"), ("none.json", "there is no such file")] {
        let asked = ["query", "SELECT count(*) FROM contracts", "--format", "csv", "--from", &at(file)];
        let output = crate::support::pantau(&asked);
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty() && String::from_utf8_lossy(&output.stderr).contains(said), "{output:?}");
    }
    // Neither has a table of which nothing could be read, where others could.
    scratch.write(
        "p/datasets/sources/lain.toml",
        SOURCE
            .replace("data/*", "lain/*")
            .replace("contracts", "payments")
            .replace("contract_id", "payment_id")
            .replace("title = \"nama\"\nvalue = \"nilai\"\nsigned = \"tanggal\"", "amount = \"nilai\""),
    );
    scratch.write("p/lain/b.csv", "");
    let output = crate::support::pantau(&["query", "SELECT count(*) FROM payments", &dir, "--format", "csv"]);
    assert!(output.status.code() == Some(1) && output.stdout.is_empty(), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("no row of `payments` could be read"), "{output:?}");
    fs::remove_file(scratch.path().join("p/datasets/sources/lain.toml")).expect("there");
    let told = expect(0, &["check", &dir]);
    assert!(told.contains("0 errors"), "{told}");
    let told = expect(1, &["build", &at("nothing"), "--json"]);
    let report: serde_json::Value = serde_json::from_str(told.trim()).expect("a report is JSON");
    assert_eq!(report["exit_status"], 1);
    assert_eq!(report["problems"][0]["code"], "no_settings");
}
