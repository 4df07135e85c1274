//! Whole releases on disk: what is published, what is refused, and what a killed build leaves.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use arrow::array::{ArrayRef, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use walkdir::WalkDir;

use super::*;
use crate::config::{LocalText, Portal, Settings};
use crate::page::{PageFamily, SiteContext};
use crate::problem::Failed;
use crate::testing::Scratch;

const PAGE: &str = "<!doctype html><title>{{ page.title }}</title><link rel=\"stylesheet\" href=\"{{ get_url(path=\"style.css\") }}\">\
    <a href=\"{{ get_url(path=\"\", lang=lang) }}\">{{ trans(key=\"home\", lang=lang) }}</a>\
    {% for other in page.translations %}<a hreflang=\"{{ other.lang }}\" href=\"{{ other.permalink }}\">{{ other.lang }}</a>{% endfor %}\
    {% if config.extra.portal.fictional %}fiksi{% endif %}{{ page.content | safe }}";

type Site = BTreeMap<String, Vec<u8>>;

fn files(more: &[(&str, &str)]) -> Site {
    let usual = [
        ("site/templates/page.html", PAGE),
        ("site/templates/404.html", "{% extends \"page.html\" %}"),
        ("site/static/style.css", "body { color: black }"),
        (
            "templates/home.html",
            "<a href=\"{{ url('penyedia', 'A') }}\">A</a><a href=\"{{ data_url('x.csv') }}\">x</a>",
        ),
        ("templates/supplier.html", "<h1>{{ row.name }}</h1><a href=\"../\">up</a>"),
        (
            "templates/list.html",
            "{% for id in ['A', 'b'] %}<a href=\"{{ url('penyedia', id) }}\">{{ id }}</a>{% endfor %}",
        ),
    ];
    usual.iter().chain(more).map(|(path, text)| (path.to_string(), text.as_bytes().to_vec())).collect()
}

fn portal(base_url: &str) -> Portal {
    let words = |home: &str| BTreeMap::from([("home".to_string(), home.to_string())]);
    let settings = Settings {
        title: "Pantau".into(),
        base_url: base_url.into(),
        default_language: "id".into(),
        languages: vec!["id".into(), "en".into()],
        translations: BTreeMap::from([("id".into(), words("Beranda")), ("en".into(), words("Home"))]),
        fictional: true,
        ..Settings::default()
    };
    Portal::of(settings)
}

fn family(scratch: &Scratch, name: &str, path: &str, template: &str, ids: &[&str]) -> Result<PageFamily> {
    let rows = scratch.path().join(format!("{name}.parquet"));
    let column: ArrayRef = Arc::new(StringArray::from(ids.to_vec()));
    let batch = RecordBatch::try_from_iter([("id", column.clone()), ("name", column)])?;
    let mut writer = ArrowWriter::try_new(File::create(&rows)?, batch.schema(), None)?;
    writer.write(&batch)?;
    writer.close()?;
    Ok(PageFamily {
        relation: name.into(),
        path: path.into(),
        template: template.into(),
        title: LocalText([("id".to_string(), "Judul {name}".to_string())].into()),
        key: vec!["id".into()],
        rows,
        ..PageFamily::default()
    })
}

fn families(scratch: &Scratch) -> Result<Vec<PageFamily>> {
    Ok(vec![
        family(scratch, "page_home", "", "home.html", &["home"])?,
        family(scratch, "page_list", "penyedia", "list.html", &["list"])?,
        family(scratch, "page_supplier", "penyedia/{id}", "supplier.html", &["A", "b"])?,
    ])
}

fn build(scratch: &Scratch, files: &Site, base_url: &str, families: &[PageFamily], jobs: usize) -> Result<Published> {
    let portal = portal(base_url);
    let site = SiteContext::new(&portal, files, None, Vec::new(), Default::default())?;
    let mut release = Release::begin(&portal, &site, files, &scratch.path().join("public"))?;
    for family in families {
        release.pages(family, jobs)?;
    }
    release.site()?;
    fs::create_dir_all(release.dir().join("data"))?;
    fs::write(release.dir().join("data/x.csv"), "a\n1\n")?;
    release.folder("data")?;
    release.declare("data/x.csv", "the catalogue");
    release.finish(&Counts { rows: BTreeMap::from([("x".to_string(), 1)]), ..Counts::default() })
}

/// Everything below a folder: path and bytes.
fn tree(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    WalkDir::new(dir)
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(dir).unwrap_or(entry.path()).to_string_lossy().into_owned();
            (path, fs::read(entry.path()).unwrap_or_default())
        })
        .collect()
}

fn refusal(scratch: &Scratch, files: &Site, families: &[PageFamily]) -> Result<String> {
    let before = tree(&scratch.path().join("public"));
    let error = build(scratch, files, "https://kota.id/sub", families, 2).err().context("must be refused")?;
    assert!(tree(&scratch.path().join("public")) == before, "a refused build changed the live folder");
    let left: Vec<PathBuf> = WalkDir::new(scratch.path())
        .max_depth(1)
        .into_iter()
        .flatten()
        .map(|entry| entry.into_path())
        .filter(|path| path.to_string_lossy().contains("staging"))
        .collect();
    assert!(left.is_empty(), "a refused build left {left:?}");
    Ok(format!("{error:#}"))
}

#[test]
fn a_release_holds_every_page_in_both_languages() -> Result<()> {
    let scratch = Scratch::new("publish");
    let content = [
        ("site/content/tentang.md", "+++\ntitle = \"Tentang\"\n+++\n[data](/data/x.csv)"),
        ("site/content/tentang.en.md", "+++\ntitle = \"About\"\n+++\n[home](@/tentang.md)"),
    ];
    let published = build(&scratch, &files(&content), "https://kota.id/sub", &families(&scratch)?, 2)?;
    let made = tree(&published.target);
    let names: Vec<&str> = made.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            ".nojekyll",
            "404.html",
            "data/x.csv",
            "en/404.html",
            "en/index.html",
            "en/penyedia/b/index.html",
            "en/penyedia/index.html",
            "en/penyedia/~a/index.html",
            "en/tentang/index.html",
            "index.html",
            "penyedia/b/index.html",
            "penyedia/index.html",
            "penyedia/~a/index.html",
            "release.json",
            "robots.txt",
            "sitemap.xml",
            "style.css",
            "tentang/index.html",
        ]
    );
    assert_eq!((published.pages, published.files), (10, 18));
    let text = |name: &str| String::from_utf8_lossy(&made[name]).into_owned();
    let page = text("en/penyedia/~a/index.html");
    assert!(page.contains("<title>Judul A</title>") && page.contains("<a href=\"/sub/en/\">Home</a>"), "{page}");
    assert!(page.contains("<a hreflang=\"id\" href=\"/sub/penyedia/~a/\">id</a>") && page.contains("fiksi<h1>A</h1>"));
    assert!(text("robots.txt").ends_with("Sitemap: https://kota.id/sub/sitemap.xml\n"));
    assert!(text("sitemap.xml").contains("<loc>https://kota.id/sub/en/tentang/</loc>"));
    assert!(text("404.html").contains("<a href=\"/sub/\">Beranda</a>"));
    assert!(text("en/404.html").contains("<a href=\"/sub/en/\">Home</a>"));
    assert_eq!(Counts::of_release(&published.target)?.map(|counts| counts.rows["x"]), Some(1));
    Ok(())
}

#[test]
fn the_same_inputs_give_the_same_bytes() -> Result<()> {
    let scratch = Scratch::new("publish");
    let ids: Vec<String> = (0..700).map(|number| format!("{number:04}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).chain(["A", "b"]).collect();
    let mut families = families(&scratch)?;
    families[2] = family(&scratch, "page_supplier", "penyedia/{id}", "supplier.html", &ids)?;
    let mut seen = Vec::new();
    for jobs in [1, 2, 4] {
        let published = build(&scratch, &files(&[]), "https://kota.id", &families, jobs)?;
        seen.push((published.bytes, tree(&published.target)));
    }
    assert_eq!(seen[0].1.len(), 1_400 + 16);
    assert!(seen[0] == seen[1] && seen[1] == seen[2], "threads changed the bytes");
    Ok(())
}

#[test]
fn a_dead_link_on_many_pages_is_told_once_with_their_number() -> Result<()> {
    let scratch = Scratch::new("publish");
    let mut families = families(&scratch)?;
    let ids: Vec<String> = (0..40).map(|number| format!("{number:04}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).chain(["A", "b"]).collect();
    families[2] = family(&scratch, "page_supplier", "penyedia/{id}", "supplier.html", &ids)?;
    let broken = files(&[("templates/supplier.html", "<a href='/tidak/ada/'>x</a>")]);
    let error = build(&scratch, &broken, "https://kota.id", &families, 2).err().context("it must be refused")?;
    let Failed(problems) = error.downcast::<Failed>()?;
    assert_eq!(problems.len(), 4, "{problems:?}");
    let first = problems.first().map(ToString::to_string).unwrap_or_default();
    assert!(first.contains("which is not there, are on 84 pages") && first.contains("templates/"), "{first}");
    Ok(())
}

#[test]
fn what_is_broken_never_goes_live() -> Result<()> {
    let scratch = Scratch::new("publish");
    let good = families(&scratch)?;
    build(&scratch, &files(&[]), "https://kota.id/sub", &good, 1)?;
    let with = |template: &str| files(&[("templates/supplier.html", template)]);
    for (template, expected) in [
        (
            "<a href='/sub/tidak/ada/'>x</a>",
            "en/penyedia/b/index.html: links to /sub/tidak/ada/, and there is no /tidak/ada/index.html",
        ),
        ("<a href='/sub/penyedia'>x</a>", "hint: end the link with `/`"),
        ("<a href='/lain/'>x</a>", "which is outside /sub/"),
        ("<script src='https://cdn.example/x.js'></script>", "loads https://cdn.example/x.js from another host"),
        ("<img src='//cdn.example/x.png'>", "loads //cdn.example/x.png from another host"),
        ("<a href='javascript:alert(1)'>x</a>", "holds the unsafe link"),
        ("{{ row.nothing }}", "templates/supplier.html:1 row 1: undefined value"),
    ] {
        let told = refusal(&scratch, &with(template), &good)?;
        assert!(told.contains(expected), "{told}");
    }
    let style = files(&[("site/static/style.css", "@font-face { src: url('https://fonts.example/a.woff2') }")]);
    assert!(refusal(&scratch, &style, &good)?.contains("style.css: loads https://fonts.example/a.woff2"));
    let frame = files(&[("site/templates/page.html", "\n{{ page.titel }}")]);
    let told = refusal(&scratch, &frame, &good)?;
    assert!(told.contains("site/templates/page.html:2: undefined value"), "{told}");
    let words = files(&[("site/templates/page.html", "{{ trans(key=\"hoem\", lang=lang) }}")]);
    assert!(refusal(&scratch, &words, &good)?.contains("no translation `hoem` in language `id`"));
    let allowed = with("<a href='https://lpse.example/'>x</a>");
    build(&scratch, &allowed, "https://kota.id/sub", &good, 1)?;
    Ok(())
}

#[test]
fn two_makers_of_one_path_are_both_named() -> Result<()> {
    let scratch = Scratch::new("publish");
    let mut families = families(&scratch)?;
    families.push(family(&scratch, "page_other", "penyedia/{id}", "supplier.html", &["b"])?);
    let told = refusal(&scratch, &files(&[]), &families)?;
    assert!(
        told.contains("/penyedia/b/index.html is made twice: by row 2 of relation `page_supplier`, and by row 1 of relation `page_other`"),
        "{told}"
    );
    families.pop();
    let content = files(&[("site/content/penyedia.md", "+++\ntitle = \"x\"\n+++\n")]);
    let told = refusal(&scratch, &content, &families)?;
    assert!(told.contains("row 1 of relation `page_list`, and by site/content/penyedia.md"), "{told}");
    Ok(())
}

#[test]
fn a_declared_file_must_be_there() -> Result<()> {
    let scratch = Scratch::new("publish");
    let (portal, files) = (portal(""), files(&[]));
    let site = SiteContext::new(&portal, &files, None, Vec::new(), Default::default())?;
    let mut release = Release::begin(&portal, &site, &files, &scratch.path().join("public"))?;
    release.declare("data/y.parquet", "relation `y`");
    let told = release.finish(&Counts::default()).err().context("a file is missing")?.to_string();
    assert!(told.contains("/data/y.parquet is missing, and relation `y` needs it"), "{told}");
    assert!(!scratch.path().join("public").exists());
    Ok(())
}

/// Not a test of its own: the build that the next test starts as a process and kills.
#[test]
fn build_until_killed() -> Result<()> {
    let Ok(dir) = std::env::var("PANTAU_TEST_KILLED") else { return Ok(()) };
    let scratch = std::mem::ManuallyDrop::new(Scratch::new("unused"));
    let (rows, portal) = (Scratch::new("rows"), portal(""));
    fs::remove_dir_all(scratch.path())?;
    let ids: Vec<String> = (0..300).map(|number| format!("{number:04}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    for generation in 1.. {
        let template = format!("generasi {generation}.");
        let files = files(&[("templates/supplier.html", template.as_str())]);
        let site = SiteContext::new(&portal, &files, None, Vec::new(), Default::default())?;
        let mut release = Release::begin(&portal, &site, &files, &Path::new(&dir).join("public"))?;
        release.pages(&family(&rows, "page_home", "", "supplier.html", &["home"])?, 1)?;
        release.pages(&family(&rows, "page_supplier", "penyedia/{id}", "supplier.html", &ids)?, 2)?;
        release.site()?;
        release.finish(&Counts::default())?;
        println!("generation {generation}");
    }
    Ok(())
}

#[test]
fn a_build_killed_at_any_moment_leaves_a_whole_release() -> Result<()> {
    let scratch = Scratch::new("killed");
    let target = scratch.path().join("public");
    for delay in [3, 11, 19, 31, 47, 5, 23, 38] {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["publish::tests::build_until_killed", "--exact", "--nocapture"])
            .env("PANTAU_TEST_KILLED", scratch.path())
            .env("TMPDIR", scratch.path()) // what the killed leave goes with the folder
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let lines = BufReader::new(child.stdout.take().context("the child's output is piped")?).lines();
        let built = lines.map_while(Result::ok).any(|line| line.contains("generation 1"));
        assert!(built, "the child built nothing");
        std::thread::sleep(Duration::from_millis(delay));
        child.kill()?;
        child.wait()?;
        let pages: BTreeMap<String, Vec<u8>> =
            tree(&target).into_iter().filter(|(path, _)| path.contains("penyedia/")).collect();
        assert_eq!(pages.len(), 600);
        let generation = |bytes: &Vec<u8>| {
            let text = String::from_utf8_lossy(bytes).into_owned();
            text.rsplit_once("generasi ").map(|(_, number)| number.to_string())
        };
        let first = pages.values().next().and_then(generation);
        assert!(first.is_some() && pages.values().all(|bytes| generation(bytes) == first), "two releases were mixed");
    }
    // The dead builds' lock and staging folders do not stand in the way of the next one.
    build(&scratch, &files(&[]), "", &families(&scratch)?, 1)?;
    let left =
        fs::read_dir(scratch.path())?.flatten().filter(|entry| entry.file_name().to_string_lossy().contains("staging"));
    assert_eq!(left.count(), 0);
    Ok(())
}

/// Run by hand for the speed of whole pages, framed and written:
/// `cargo test --release --lib publish::tests::speed -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn speed() -> Result<()> {
    let scratch = Scratch::new("publish");
    let ids: Vec<String> = (0..10_000).map(|number| format!("{number:06}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).chain(["A", "b"]).collect();
    let mut families = families(&scratch)?;
    families[2] = family(&scratch, "page_supplier", "penyedia/{id}", "supplier.html", &ids)?;
    for jobs in [1, 2] {
        let start = std::time::Instant::now();
        let published = build(&scratch, &files(&[]), "https://kota.id", &families, jobs)?;
        let seconds = start.elapsed().as_secs_f64();
        println!("{jobs} threads: {:.0} pages a second", published.pages as f64 / seconds);
    }
    Ok(())
}
