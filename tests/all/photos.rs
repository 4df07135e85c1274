//! Photographs of works: on the pages of the work, without what cameras write into them, and only those the site holds.

use std::fs;

use pantau::testing::Scratch;

use crate::support::expect;

const CONFIG: &str = "title = \"Uji\"\nbase_url = \"https://uji.example\"\ndefault_language = \"id\"\n[extra.portal]\nregion_id = \"99.01\"\nregion_name = \"Uji\"\n";

const SOURCE: &str = "title = { id = \"Lapangan\", en = \"Field\" }\nkind = \"file\"\naddress = [\"data/kemajuan.csv\"]\nas_of = \"2025-10-03\"\n\
    [[table]]\nname = \"processes\"\n[table.fields]\nocid = \"kode\"\ntitle = \"nama\"\nyear = \"tahun\"\n\
    [[table]]\nname = \"progress\"\n[table.fields]\nocid = \"kode\"\ncontract_id = \"kode\"\nprogress_id = \"tanggal\"\nreported = \"tanggal\"\nphysical_percent = \"persen\"\nphoto_url = \"foto\"\n";

/// A picture of no pixels as a telephone writes it: its turn and its place in Exif, a comment, a film behind it.
fn photograph() -> Vec<u8> {
    let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0GPS 6.9S 107.6E";
    let segment = |marker: u8, content: &[u8]| {
        [&[0xff, marker], &((content.len() + 2) as u16).to_be_bytes()[..], content].concat()
    };
    [
        &[0xff, 0xd8][..],
        &segment(0xe1, exif),
        &segment(0xfe, b"by its owner"),
        &segment(0xda, &[1, 1, 0, 0, 63, 0]),
        &[0x12, 0x34, 0xff, 0xd9],
        b"a film",
    ]
    .concat()
}

#[test]
fn photographs_of_the_site_stand_on_pages_and_say_nothing_of_who_took_them() {
    let scratch = Scratch::new("photos");
    let path = |name: &str| scratch.path().join("p").join(name);
    scratch.write("p/site/config.toml", CONFIG);
    scratch.write("p/datasets/sources/lapangan.toml", SOURCE);
    scratch.write(
        "p/data/kemajuan.csv",
        "kode,nama,tahun,tanggal,persen,foto\nt-1,Jalan,2025,2025-03-01,20,foto/jalan 1.jpg\n\
         t-1,Jalan,2025,2025-04-01,50,../../rahasia.jpg\nt-1,Jalan,2025,2025-05-01,90,https://lain.example/a.jpg\n\
         t-1,Jalan,2025,2025-06-01,100,javascript://a/b\n",
    );
    scratch.write("p/site/static/foto/jalan 1.jpg", photograph());
    let dir = scratch.path().join("p").to_string_lossy().into_owned();
    let page = || fs::read_to_string(path("public/paket/t-1/index.html")).expect("a page");
    expect(0, &["build", &dir]);
    let shown = page();
    assert!(shown.contains("<img src=\"/foto/jalan%201.jpg\" alt=\"Foto pekerjaan, 1 Maret 2025\""), "{shown}");
    assert_eq!(shown.matches("<img ").count(), 1);
    assert_eq!(shown.matches("Fotonya tidak ada di portal ini.").count(), 1);
    assert!(shown.contains("href=\"https://lain.example/a.jpg\"") && !shown.contains("javascript:"), "{shown}");
    let published = fs::read(path("public/foto/jalan 1.jpg")).expect("a picture");
    let has = |text: &[u8]| published.windows(text.len()).any(|part| part == text);
    assert!(has(b"Exif") && has(&[0x12, 0x34, 0xff, 0xd9]), "its turn and its pixels stay");
    assert!(!has(b"GPS") && !has(b"owner") && !has(b"film"));

    // A picture that comes and goes is followed by pages that were kept.
    fs::rename(path("site/static/foto/jalan 1.jpg"), path("site/static/foto/lain.jpg")).expect("renamed");
    expect(0, &["build", &dir]);
    assert_eq!(page().matches("Fotonya tidak ada di portal ini.").count(), 2);

    scratch.write("p/site/static/foto/lain.jpg", &photograph()[..40]);
    let told = expect(1, &["build", &dir]);
    assert!(told.contains("site/static/foto/lain.jpg: is a broken JPEG picture"), "{told}");
    assert!(path("public/foto/lain.jpg").is_file(), "what was published stays");
}

#[test]
fn the_head_leads_to_what_the_portal_has() {
    let scratch = Scratch::new("head");
    scratch.write("p/site/config.toml", CONFIG);
    scratch.write("p/datasets/sources/lapangan.toml", SOURCE);
    scratch.write("p/data/kemajuan.csv", "kode,nama,tahun,tanggal,persen,foto\nt-1,Jalan,2025,2025-03-01,20,\n");
    let dir = scratch.path().join("p").to_string_lossy().into_owned();
    let head = || {
        let page = fs::read_to_string(scratch.path().join("p/public/index.html")).expect("a page");
        page.split("</header>").next().unwrap_or_default().to_owned()
    };
    expect(0, &["build", &dir]);
    assert!(
        head().contains("/paket/")
            && !head().contains("/wilayah/")
            && !head().contains("/anggaran/")
            && !head().contains("/izin/"),
        "{}",
        head()
    );
    let source = "title = { id = \"Batas\", en = \"Boundaries\" }\nkind = \"file\"\naddress = [\"data/batas.csv\"]\nas_of = \"2025-01-02\"\n\
        [[table]]\nname = \"regions\"\n[table.fields]\nregion_code = \"kode\"\nlevel = { constant = \"district\" }\nname = \"nama\"\n";
    scratch.write("p/datasets/sources/batas.toml", source);
    scratch.write("p/data/batas.csv", "kode,nama\n99.01.01,Barat\n99.02.01,Lain\n");
    let told = expect(0, &["build", &dir]);
    assert!(head().contains("<a href=\"/wilayah/\">Kecamatan</a>") && !head().contains("/anggaran/"), "{}", head());
    // The page of a process was kept, and has the new head all the same.
    let page = fs::read_to_string(scratch.path().join("p/public/paket/t-1/index.html")).expect("a page");
    assert!(page.contains("<a href=\"/wilayah/\">Kecamatan</a>"), "{page}");
    assert!(told.contains("check_regions_outside"), "{told}");
}
