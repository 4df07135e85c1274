//! Districts: boundaries at the door, processes joined by name, the map, its picture, and a region's own look.

use std::fs;
use std::path::Path;

use pantau::testing::Scratch;
use serde_json::Value;

use crate::support::{expect, rows, small_portal};

const CONFIG: &str = "title = \"Uji\"\nbase_url = \"https://uji.example/portal\"\ndefault_language = \"id\"\n[languages.en]\ntitle = \"Test\"\n[extra.portal]\nregion_id = \"99.01\"\nregion_name = \"Uji\"\naccent = \"#7a1020\"\naccent_dark = \"#f0a0a8\"\ncrest = \"lambang.svg\"\n";

const REGIONS: &str = "title = { id = \"Batas\", en = \"Boundaries\" }\nkind = \"file\"\naddress = [\"data/batas.json\"]\nformat = \"json\"\nitems = \"features\"\nas_of = \"2025-01-02\"\n[[table]]\nname = \"regions\"\n[table.fields]\nregion_code = \"properties.kode\"\nlevel = { constant = \"district\" }\nname = \"properties.nama\"\ngeometry = \"geometry\"\n";

const PROCESSES: &str = "title = { id = \"Tender\", en = \"Tenders\" }\nkind = \"file\"\naddress = [\"data/tender.csv\"]\nas_of = \"2025-01-02\"\n[[table]]\nname = \"processes\"\n[table.fields]\nocid = \"kode\"\ntitle = \"nama\"\nlocation = \"lokasi\"\nyear = \"tahun\"\n";

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn geojson_becomes_districts_a_map_and_a_picture() {
    let scratch = Scratch::new("places");
    scratch.write("p/site/config.toml", CONFIG);
    scratch.write("p/site/static/lambang.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    scratch.write("p/datasets/sources/batas.toml", REGIONS);
    scratch.write("p/datasets/sources/tender.toml", PROCESSES);
    let square = |x: f64| format!("[[[{x},0],[{0},0],[{0},1.000012345],[{x},1],[{x},0]]]", x + 1.0);
    let feature = |code: &str, name: &str, geometry: String| {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"kode\":\"{code}\",\"nama\":\"{name}\"}},\"geometry\":{geometry}}}"
        )
    };
    let polygon = |x: f64| format!("{{\"type\":\"Polygon\",\"coordinates\":{}}}", square(x));
    let features = [
        feature("1.01", "Barat", polygon(110.0)),
        feature("1.02", "Timur & Laut", polygon(111.0)),
        feature("1.03", "Jauh", "{\"type\":\"Point\",\"coordinates\":[700000,9200000]}".into()),
        feature("1.04", "Tanpa", "null".into()),
    ];
    let collection = format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","));
    scratch.write("p/data/batas.json", collection);
    scratch.write(
        "p/data/tender.csv",
        "kode,nama,lokasi,tahun\nt-1,Jalan,Kec. Barat,2025\nt-2,Jembatan Kecamatan Barat,-,2025\nt-3,Pasar,Barat,2025\n",
    );
    let dir = scratch.path().join("p");
    expect(0, &["build", &dir.to_string_lossy()]);
    let public = dir.join("public");
    let regions = rows(&public, "regions");
    let shapes: Vec<Option<&str>> = regions.iter().map(|row| row["geometry"].as_str()).collect();
    assert_eq!(
        shapes,
        [
            Some("POLYGON((110 0,111 0,111 1,110 1,110 0))"),
            Some("POLYGON((111 0,112 0,112 1,111 1,111 0))"),
            None,
            None
        ]
    );
    let problems = rows(&public, "problems");
    let bad: Vec<&Value> = problems.iter().filter(|row| row["code"] == "bad_geometry").collect();
    assert_eq!(bad.len(), 1, "{problems:?}");
    assert_eq!((bad[0]["row"].as_i64(), bad[0]["field"].as_str()), (Some(3), Some("geometry")));
    let named: Vec<(String, String)> = rows(&public, "region_processes")
        .iter()
        .map(|row| (row["ocid"].as_str().unwrap_or("").into(), row["basis"].as_str().unwrap_or("").into()))
        .collect();
    assert_eq!(named, [("t-1".into(), "place".into()), ("t-2".into(), "title".into())]);
    let page = text(&public.join("wilayah/index.html"));
    assert!(page.contains("aria-label=\"Barat\" tabindex=\"-1\"><path class=\"empty\""), "no amount is known: {page}");
    assert!(page.contains("<title>Timur &amp; Laut</title>") && !page.contains("Timur & Laut"), "{page}");
    assert!(page.contains("--accent:#7a1020") && page.contains("src=\"/portal/lambang.svg\""), "{page}");
    assert!(public.join("wilayah/1.04/index.html").is_file());
    // The picture that the page leads to, and the one that stands for the portal.
    for (picture, size) in [("fig_region_values", None), ("portal", Some((1200, 630)))] {
        for language in ["id", "en"] {
            let bytes = fs::read(public.join(format!("gambar/{language}/{picture}.png"))).expect("a picture");
            assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
            let number = |at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
            assert!(size.is_none_or(|size| size == (number(16), number(20))), "{picture}");
        }
    }
    let share = "&lt;img src=&quot;https://uji.example/portal/gambar/id/fig_region_values.png&quot;";
    assert!(page.contains(share), "{page}");
    // A page of a figure is shared with it, another with the portal's card.
    assert!(page.contains("content=\"https://uji.example/portal/gambar/id/fig_region_values.png\""), "{page}");
    let home = text(&public.join("index.html"));
    assert!(home.contains("content=\"https://uji.example/portal/gambar/id/portal.png\""), "{home}");
}

#[test]
fn lists_hold_their_rows_as_csv_and_filter_by_district() {
    let scratch = Scratch::new("lists");
    let portal = small_portal(&scratch, "0.05");
    expect(0, &["build", &portal.to_string_lossy()]);
    let public = portal.join("public");
    let districts: Vec<Value> =
        rows(&public, "region_summary").into_iter().filter(|row| row["process_count"].as_i64() > Some(0)).collect();
    assert!(districts.len() > 3, "{districts:?}");
    for district in &districts {
        let code = district["region_code"].as_str().expect("a code");
        let page = text(&public.join(format!("paket/tahun/2025/wilayah-{code}/1/index.html")));
        let (_, data) = page.split_once("href=\"data:text/csv;charset=utf-8,").expect("the rows as CSV");
        let encoded = data.split('"').next().unwrap_or_default();
        let shown = page.matches("<th scope=\"row\"><a href=\"/paket/").count();
        assert_eq!(encoded.matches("%0D%0A").count(), shown + 1, "a line a row, and the names");
        let counted =
            district["process_count"].as_i64().unwrap_or(0) + district["cancelled_count"].as_i64().unwrap_or(0);
        assert_eq!(shown as i64, counted.min(50), "{code}");
    }
    // Without an address nothing is shared, so nothing is drawn for it.
    let config = portal.join("site/config.toml");
    let plain = text(&config).replace("base_url = \"https://pantau.example\"", "base_url = \"/\"");
    fs::write(&config, plain).expect("settings can be written");
    expect(0, &["build", &portal.to_string_lossy()]);
    assert!(!public.join("gambar").exists());
}

#[test]
fn terms_that_pages_link_to_are_in_both_glossaries() {
    let root = Path::new(crate::support::ROOT);
    let mut used = std::collections::BTreeSet::new();
    for entry in fs::read_dir(root.join("templates")).expect("templates").flatten() {
        let template = text(&entry.path());
        for part in template.split("term('").skip(1) {
            used.extend(part.split_once('\'').map(|(id, _)| id.to_string()));
        }
    }
    assert!(used.len() > 6, "{used:?}");
    for file in ["glosarium.md", "glosarium.en.md"] {
        let glossary = text(&root.join("site/content").join(file));
        for id in &used {
            assert!(glossary.contains(&format!("{{#{id}}}\n")), "{file} has no {id}");
        }
    }
}
