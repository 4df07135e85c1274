//! Whole families rendered from Parquet: order, joins, escaping, and every way to be refused.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use arrow::array::{ArrayRef, Date32Array, Decimal128Array, Int64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;

use super::*;
use crate::config::{Portal, Settings};
use crate::problem::Failed;
use crate::testing::Scratch;

mod figures;

/// Writes columns as a Parquet file, in row groups of 100 rows.
fn parquet(path: &Path, columns: Vec<(&str, ArrayRef)>) -> Result<PathBuf> {
    let batch =
        RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, column)| (name, column, true)))?;
    let properties =
        parquet::file::properties::WriterProperties::builder().set_max_row_group_row_count(Some(100)).build();
    let mut writer = ArrowWriter::try_new(File::create(path)?, batch.schema(), Some(properties))?;
    writer.write(&batch)?;
    writer.close()?;
    Ok(path.to_path_buf())
}

fn text(values: &[Option<&str>]) -> ArrayRef {
    Arc::new(StringArray::from(values.to_vec()))
}

fn words(values: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(values.to_vec()))
}

fn money(values: &[Option<i128>]) -> Result<ArrayRef> {
    Ok(Arc::new(Decimal128Array::from(values.to_vec()).with_precision_and_scale(20, 2)?))
}

fn both(id: &str, en: &str) -> LocalText {
    LocalText([("id".to_string(), id.to_string()), ("en".to_string(), en.to_string())].into())
}

fn site(templates: &[(&str, &str)], figures: Vec<Figure>) -> Result<SiteContext> {
    let words = |pairs: &[(&str, &str)]| pairs.iter().map(|(key, text)| (key.to_string(), text.to_string())).collect();
    let settings = Settings {
        title: "Pantau".into(),
        base_url: "https://kota.id/sub".into(),
        default_language: "id".into(),
        languages: vec!["id".into(), "en".into()],
        translations: BTreeMap::from([
            ("id".to_string(), words(&[("bids_other", "{n} tawaran dari {who}"), ("no_data", "tidak ada data")])),
            ("en".to_string(), words(&[("bids_one", "{n} bid of {who}"), ("bids_other", "{n} bids of {who}")])),
        ]),
        currency: "IDR".into(),
        time_zone: "Asia/Jakarta".into(),
        utc_offset_minutes: 420,
        ..Settings::default()
    };
    let portal = Portal::of(settings);
    let files: BTreeMap<String, Vec<u8>> =
        templates.iter().map(|(name, text)| (format!("templates/{name}"), text.as_bytes().to_vec())).collect();
    SiteContext::new(&portal, &files, None, figures, Default::default())
}

fn family(scratch: &Scratch, template: &str) -> Result<PageFamily> {
    let rows = parquet(
        &scratch.path().join("page_supplier.parquet"),
        vec![
            ("supplier_id", words(&["PY-1", "a/b", "npwp-1"])),
            ("name", text(&[Some("<script>alert(1)</script>"), Some("A & B"), None])),
            ("total", money(&[Some(127_000_000_050), None, Some(-99_999_999_999_999_999_933)])?),
            ("signed", Arc::new(Date32Array::from(vec![Some(20614), None, None]))),
        ],
    )?;
    Ok(PageFamily {
        relation: "page_supplier".into(),
        path: "penyedia/{supplier_id}".into(),
        template: template.into(),
        title: both("Penyedia {name}", "Supplier {name}"),
        key: vec!["supplier_id".into()],
        weight: Some("total".into()),
        rows,
        ..PageFamily::default()
    })
}

fn bids(scratch: &Scratch, suppliers: &[&str]) -> Result<PageList> {
    let numbers: Vec<i64> = (0..suppliers.len() as i64).collect();
    let rows = parquet(
        &scratch.path().join("list_bids.parquet"),
        vec![("supplier_id", words(suppliers)), ("bid", Arc::new(Int64Array::from(numbers)))],
    )?;
    Ok(PageList { name: "bids".into(), key: vec!["supplier_id".into()], rows })
}

fn all(site: &SiteContext, family: &PageFamily, jobs: usize) -> Result<Vec<Page>> {
    let mut pages = Vec::new();
    render(site, family, jobs, &mut |page| {
        pages.push(page);
        Ok(())
    })?;
    Ok(pages)
}

fn refusal(site: &SiteContext, family: &PageFamily) -> Result<String> {
    let error = all(site, family, 2).err().context("the family must be refused")?;
    let failed = error.downcast_ref::<Failed>().context("a refusal is a problem")?;
    Ok(failed.to_string())
}

#[test]
fn hostile_data_and_missing_values_are_shown_safely() -> Result<()> {
    let scratch = Scratch::new("page");
    let template = "<h1 title='{{ row.name }}'>{{ row.name }}</h1>{{ row.total | money }}|{{ row.total | money_short('USD') }}|\
        {{ row.signed | date }}|{{ url('penyedia/' ~ row.supplier_id ~ '/') }}|{{ url('penyedia', row.supplier_id) }}|{{ lang }}";
    let pages = all(&site(&[("s.html", template)], vec![])?, &family(&scratch, "s.html")?, 1)?;
    let bodies: Vec<String> = pages.iter().map(|page| page.body.replace('\u{a0}', " ")).collect();
    assert_eq!(
        bodies[0],
        "<h1 title='&lt;script&gt;alert(1)&lt;/script&gt;'>&lt;script&gt;alert(1)&lt;/script&gt;</h1>\
         Rp 1.270.000.000,50|USD 1,27 miliar|10 Juni 2026|/sub/penyedia/~py-1/|/sub/penyedia/~py-1/|id"
    );
    assert!(bodies[3].ends_with("—|—|—|/sub/en/penyedia/a/b/|/sub/en/penyedia/a=2fb/|en"), "{}", bodies[3]);
    assert!(bodies[4].contains("<h1 title=''></h1>-Rp 999.999.999.999.999.999,33|"), "{}", bodies[4]);
    let shown: Vec<(&str, &str, &str, u64)> =
        pages.iter().map(|page| (page.path.as_str(), page.lang.as_str(), page.title.as_str(), page.row)).collect();
    assert_eq!(shown[1], ("penyedia/~py-1/", "en", "Supplier <script>alert(1)</script>", 1));
    assert_eq!(shown[2], ("penyedia/a=2fb/", "id", "Penyedia A & B", 2));
    assert!(pages.iter().all(|page| page.is_file));
    Ok(())
}

#[test]
fn addresses_in_data_become_links_only_when_they_are_the_webs() -> Result<()> {
    let scratch = Scratch::new("page");
    let template = "{% for url in ['https://a.example/x', ' HTTP://a.example', 'javascript:alert(1)', 'a.jpg', '//b.example', 'https://a b', 'https://a.example/b\tc', none, 7, 'https://a.example/b c.pdf'] %}\
        {% if url | weburl %}<a href=\"{{ url | weburl }}\">{% else %}-{% endif %}{% endfor %}";
    let pages = all(&site(&[("s.html", template)], vec![])?, &family(&scratch, "s.html")?, 1)?;
    assert_eq!(
        pages[0].body,
        "<a href=\"https://a.example/x\"><a href=\"HTTP://a.example\">-------<a href=\"https://a.example/b%20c.pdf\">"
    );
    Ok(())
}

#[test]
fn lists_meet_their_pages() -> Result<()> {
    let scratch = Scratch::new("page");
    let template = "{{ lists.bids.length }}:{% for bid in lists.bids %}{{ bid.bid }},{% endfor %}\
        {{ t('bids', n=lists.bids | length, who=row.name) }};{{ lists.everything | length }}";
    let site = site(&[("s.html", template)], vec![])?;
    let mut family = family(&scratch, "s.html")?;
    family.lists = vec![
        bids(&scratch, &["0", "PY-1", "PY-1", "a", "npwp-1", "z"])?,
        PageList { name: "everything".into(), key: vec![], rows: family.rows.clone() },
    ];
    let bodies: Vec<String> = all(&site, &family, 2)?.into_iter().map(|page| page.body).collect();
    let script = "&lt;script&gt;alert(1)&lt;/script&gt;";
    assert_eq!(
        bodies,
        [
            format!("2:1,2,2 tawaran dari {script};3"),
            format!("2:1,2,2 bids of {script};3"),
            "0:0 tawaran dari A &amp; B;3".into(),
            "0:0 bids of A &amp; B;3".into(),
            "1:4,1 tawaran dari tidak ada data;3".into(),
            "1:4,1 bid of —;3".into(),
        ]
    );
    Ok(())
}

#[test]
fn pages_may_share_a_group_of_a_list() -> Result<()> {
    let scratch = Scratch::new("page");
    let rows = parquet(
        &scratch.path().join("page_list.parquet"),
        vec![("year", words(&["2024", "2024", "2025"])), ("page_no", Arc::new(Int64Array::from(vec![1, 2, 1])))],
    )?;
    let list = parquet(
        &scratch.path().join("list_years.parquet"),
        vec![("year", words(&["2024", "2024", "2025"])), ("facet", words(&["a", "b", "c"]))],
    )?;
    let family = PageFamily {
        relation: "page_list".into(),
        path: "tahun/{year}/{page_no}".into(),
        template: "s.html".into(),
        key: vec!["year".into(), "page_no".into()],
        rows,
        lists: vec![PageList { name: "facets".into(), key: vec!["year".into()], rows: list }],
        ..PageFamily::default()
    };
    let site = site(&[("s.html", "{% for facet in lists.facets %}{{ facet.facet }}{% endfor %}")], vec![])?;
    let bodies: Vec<String> = all(&site, &family, 1)?.into_iter().map(|page| page.body).collect();
    assert_eq!(bodies, ["ab", "ab", "ab", "ab", "c", "c"]);
    Ok(())
}

/// A family of 5,000 pages with three list rows each.
fn large(scratch: &Scratch) -> Result<PageFamily> {
    let ids: Vec<String> = (0..5000).map(|number| format!("s-{number:05}")).collect();
    let list: Vec<&str> = ids.iter().flat_map(|id| [id.as_str(); 3]).collect();
    let rows = parquet(
        &scratch.path().join("page_large.parquet"),
        vec![
            ("supplier_id", words(&ids.iter().map(String::as_str).collect::<Vec<_>>())),
            ("name", words(&ids.iter().map(String::as_str).collect::<Vec<_>>())),
            ("total", money(&(0..5000).map(|number| Some(number * 12_345)).collect::<Vec<_>>())?),
        ],
    )?;
    Ok(PageFamily { rows, lists: vec![bids(scratch, &list)?], ..family(scratch, "s.html")? })
}

#[test]
fn any_number_of_threads_gives_the_same_pages() -> Result<()> {
    let scratch = Scratch::new("page");
    let template = "{{ row.name }} {{ row.total | money }}{% for bid in lists.bids %}<li>{{ bid.bid }}{% endfor %}";
    let site = site(&[("s.html", template)], vec![])?;
    let family = large(&scratch)?;
    let one = all(&site, &family, 1)?;
    assert_eq!(one.len(), 10_000);
    assert!(one[9_998].body.ends_with("<li>14997<li>14998<li>14999"), "{}", one[9_998].body);
    for jobs in [2, 5] {
        assert!(all(&site, &family, jobs)? == one, "{jobs} threads gave other pages");
    }
    Ok(())
}

#[test]
fn a_refusal_names_its_place() -> Result<()> {
    let scratch = Scratch::new("page");
    let site = site(
        &[
            ("typo.html", "<p>\n{{ row.nmae }}</p>"),
            ("filter.html", "{{ row.name | money }}"),
            ("word.html", "\n\n{{ t('bidz', n=1) }}"),
            ("include.html", "{% include 'typo.html' %}"),
            ("ok.html", "ok"),
        ],
        vec![],
    )?;
    for (template, expected) in [
        (
            "typo.html",
            "error: templates/typo.html:2 row 1: undefined value (page /penyedia/~py-1/ in `id`)\n  hint: `row` has no column `nmae`; did you mean `name`?",
        ),
        (
            "filter.html",
            "error: templates/filter.html:1 row 1: `money` needs a number, not '<script>alert(1)</script>'",
        ),
        ("word.html", "error: templates/word.html:3 row 1: no translation `bidz` in language `id`"),
        ("include.html", "error: templates/typo.html:2 row 1: undefined value"),
        ("okay.html", "there is no templates/okay.html\n  hint: did you mean `ok.html`?"),
    ] {
        let told = refusal(&site, &family(&scratch, template)?)?;
        assert!(told.contains(expected), "{told}");
    }
    Ok(())
}

#[test]
fn broken_templates_are_told_together() -> Result<()> {
    let error = site(&[("a.html", "{% if %}"), ("b.html", "\n{{ x"), ("c.html", "fine")], vec![]).err();
    let told = error.context("two templates are broken")?.to_string();
    assert!(
        told.contains("templates/a.html:1: syntax error") && told.contains("templates/b.html:2: syntax error"),
        "{told}"
    );
    Ok(())
}

#[test]
fn relations_out_of_order_are_refused() -> Result<()> {
    let scratch = Scratch::new("page");
    let site = site(&[("s.html", "")], vec![])?;
    let mut unsorted_list = family(&scratch, "s.html")?;
    unsorted_list.lists = vec![bids(&scratch, &["npwp-1", "PY-1"])?];
    let told = refusal(&site, &unsorted_list)?;
    assert!(told.contains("relation `list_bids` is not sorted by supplier_id"), "{told}");

    let mut unsorted_pages = family(&scratch, "s.html")?;
    unsorted_pages.rows = parquet(&scratch.path().join("u.parquet"), vec![("supplier_id", words(&["b", "a"]))])?;
    assert!(refusal(&site, &unsorted_pages)?.contains("`page_supplier` is not sorted by supplier_id"));

    let mut other_type = family(&scratch, "s.html")?;
    other_type.lists = vec![PageList {
        rows: parquet(&scratch.path().join("n.parquet"), vec![("supplier_id", Arc::new(Int64Array::from(vec![1])))])?,
        ..bids(&scratch, &[])?
    }];
    assert!(refusal(&site, &other_type)?.contains("cannot be joined"));

    let mut no_column = family(&scratch, "s.html")?;
    no_column.key = vec!["suplier_id".into()];
    assert!(refusal(&site, &no_column)?.contains("did you mean `supplier_id`?"));
    Ok(())
}

#[test]
fn two_rows_with_one_path_are_refused() -> Result<()> {
    let scratch = Scratch::new("page");
    let site = site(&[("s.html", "")], vec![])?;
    let mut family = family(&scratch, "s.html")?;
    family.path = "penyedia/{year}".into();
    let years = |ids: &[Option<&str>]| {
        let supplier = words(&["a", "b", "c"]);
        parquet(&scratch.path().join("y.parquet"), vec![("supplier_id", supplier), ("year", text(ids))])
    };
    family.rows = years(&[Some("2024"), Some("2025"), Some("2024")])?;
    let told = refusal(&site, &family)?;
    assert!(told.contains("rows 1 and 3 of `page_supplier` have one path, /penyedia/2024/"), "{told}");
    family.rows = years(&[Some("2024"), None, Some("2026")])?;
    assert!(refusal(&site, &family)?.contains("row 2 of `page_supplier` has no `year`"));
    Ok(())
}

#[test]
fn the_programs_own_templates_compile_and_have_their_words() -> Result<()> {
    let portal = Portal::load(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    SiteContext::new(&portal, &portal.files, None, Vec::new(), Default::default())?;
    let mut missing = Vec::new();
    for name in portal.files.list("templates/")?.into_iter().chain(portal.files.list("site/templates/")?) {
        let source = portal.files.text(&name)?.unwrap_or_default();
        let calls = source.split("t('").zip(source.split("t('").skip(1));
        let calls =
            calls.filter(|(before, _)| !before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_'));
        let keys = calls.filter_map(|(_, rest)| rest.split_once('\''));
        let keys = keys.filter(|(_, after)| after.starts_with([')', ','])).map(|(key, _)| key);
        let frame_keys =
            source.split("trans(key=\"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(key, _)| key);
        for key in keys.chain(frame_keys) {
            for (language, words) in &portal.settings.translations {
                if !words.contains_key(key) && !words.contains_key(&format!("{key}_other")) {
                    missing.push(format!("{name}: {key} in {language}"));
                }
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
    Ok(())
}

/// Run by hand for the speed of rendering alone: `cargo test --release --lib page::tests::speed -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn speed() -> Result<()> {
    let scratch = Scratch::new("page");
    let template = "<h1>{{ row.name }}</h1><p>{{ row.total | money }} ({{ row.total | money_short }})</p><table>\
        {% for bid in lists.bids %}<tr><td>{{ bid.bid }}<td><a href=\"{{ url('penyedia', bid.supplier_id) }}\">{{ bid.supplier_id }}</a>\
        {% endfor %}</table>{{ t('bids', n=3, who=row.name) }}";
    let site = site(&[("s.html", template)], vec![])?;
    let family = large(&scratch)?;
    for jobs in [1, 2] {
        let start = std::time::Instant::now();
        let mut bytes = 0;
        let count = render(&site, &family, jobs, &mut |page| {
            bytes += page.body.len();
            Ok(())
        })?;
        let seconds = start.elapsed().as_secs_f64();
        println!("{jobs} threads: {:.0} pages a second, {} bytes a page", count as f64 / seconds, bytes as u64 / count);
    }
    Ok(())
}
