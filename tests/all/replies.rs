//! Replies of offices and suppliers on the pages that they are about; and what a release takes from the one before.

use std::fs;
use std::path::Path;

use pantau::testing::Scratch;

use crate::support::{assert_same, expect, files};

const CONFIG: &str = "title = \"Uji\"\nbase_url = \"/\"\ndefault_language = \"id\"\n[languages.en]\ntitle = \"Test\"\n[extra.portal]\nregion_id = \"99.01\"\nregion_name = \"Uji\"\n";

const SOURCE: &str = "title = { id = \"Tender\", en = \"Tenders\" }\nkind = \"file\"\naddress = [\"data/tender.csv\"]\nas_of = \"2025-01-02\"\n[[table]]\nname = \"processes\"\n[table.fields]\nocid = \"kode\"\ntitle = \"nama\"\nyear = \"tahun\"\n";

const REPLY: &str = "+++\ntitle = \"Jawaban <b>kami</b>\"\ndate = 2025-03-04\n[extra]\nabout = \"/paket/t-1/\"\nfrom = \"Dinas <i>Uji</i>\"\n+++\nKarena **hujan** <script>x</script>.\n\n<!-- tidak ditutup\n";

fn portal(scratch: &Scratch, processes: usize) -> String {
    scratch.write("p/site/config.toml", CONFIG);
    scratch.write("p/datasets/sources/tender.toml", SOURCE);
    let rows: String = (1..=processes).map(|number| format!("t-{number},Jalan {number},2025\n")).collect();
    scratch.write("p/data/tender.csv", format!("kode,nama,tahun\n{rows}"));
    scratch.path().join("p").to_string_lossy().into_owned()
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn a_reply_stands_on_the_page_that_it_is_about() {
    let scratch = Scratch::new("replies");
    let dir = portal(&scratch, 2);
    expect(0, &["build", &dir]);
    scratch.write("p/site/content/tanggapan/satu.md", REPLY);
    expect(0, &["build", &dir]);
    let public = scratch.path().join("p/public");
    let page = text(&public.join("paket/t-1/index.html"));
    for part in [
        "<h2 id=\"tanggapan\">Tanggapan</h2>",
        "<a href=\"/tanggapan/satu/\">Jawaban &lt;b&gt;kami&lt;/b&gt;</a>",
        "Dinas &lt;i&gt;Uji",
        "4 Maret 2025",
        "<p>Karena <strong>hujan</strong> &lt;script&gt;x&lt;/script&gt;.</p>",
        "&lt;!-- tidak ditutup",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!text(&public.join("paket/t-2/index.html")).contains("hujan"));
    assert!(text(&public.join("tanggapan/satu/index.html")).contains("hujan"));
    // It was not translated: the English page says so to those who read aloud.
    let english = text(&public.join("en/paket/t-1/index.html"));
    assert!(english.contains("<div lang=\"id\"><p>Karena"), "{english}");
    scratch.write("p/site/content/tanggapan/satu.en.md", REPLY.replace("Karena **hujan**", "Because of **rain**"));
    expect(0, &["build", &dir]);
    let english = text(&public.join("en/paket/t-1/index.html"));
    assert!(english.contains("Because of <strong>rain") && !english.contains("hujan"), "{english}");
    scratch.write("p/site/content/tanggapan/satu.md", REPLY.replace("paket/t-1", "paket/t-2"));
    let said = expect(1, &["build", &dir]);
    assert!(said.contains("names another page or day"), "{said}");
    fs::remove_file(scratch.path().join("p/site/content/tanggapan/satu.en.md")).expect("removed");
    for (old, new, told) in [
        ("about = \"/paket/t-1/\"", "about = \"paket/t-9\"", "replies to the page /paket/t-9/, and there is none"),
        ("about = \"/paket/t-1/\"", "about = \"en/paket/t-1\"", "where none is shown"),
        ("about = \"/paket/t-1/\"", "x = 1", "has no `about`"),
        ("from = \"Dinas <i>Uji</i>\"", "from = \" \"", "has no `from`"),
        ("date = 2025-03-04", "", "has no `date`"),
    ] {
        scratch.write("p/site/content/tanggapan/satu.md", REPLY.replace(old, new));
        let said = expect(1, &["build", &dir]);
        assert!(said.contains(told) && said.contains("site/content/tanggapan/satu."), "{told}: {said}");
    }
}

#[test]
#[cfg(unix)]
fn pages_that_stay_are_the_last_releases_files_and_edited_ones_are_made_anew() {
    use std::os::unix::fs::MetadataExt;
    let scratch = Scratch::new("linked");
    let dir = portal(&scratch, 200);
    expect(0, &["build", &dir]);
    let public = scratch.path().join("p/public");
    let inode = |page: &str| fs::metadata(public.join(page)).map(|file| file.ino()).expect("a page");
    let (same, damaged) = ("paket/t-100/index.html", "paket/t-101/index.html");
    let (was, held) = (inode(same), text(&public.join(damaged)));
    // By hand, and of the same length.
    fs::write(public.join(damaged), held.replace("Jalan", "JALAN")).expect("written");
    let data = scratch.path().join("p/data/tender.csv");
    fs::write(&data, text(&data).replace("t-7,Jalan 7", "t-7,Jembatan 7")).expect("written");
    expect(0, &["build", &dir]);
    assert_eq!(inode(same), was, "one file with two names");
    assert_eq!(text(&public.join(damaged)), held, "what was edited is as it was made");
    assert!(text(&public.join("paket/t-7/index.html")).contains("Jembatan 7"));
    let linked = files(&public);
    let fresh = scratch.path().join("fresh").to_string_lossy().into_owned();
    expect(0, &["build", &dir, "--out", &fresh, "--no-cache"]);
    assert_same(&linked, &files(Path::new(&fresh)), "from the last release, and from nothing");
}
