//! Figures on pages: drawings, tables, words, currencies.

use super::*;

#[test]
fn figures_are_drawn_with_their_table_and_links() -> Result<()> {
    let scratch = Scratch::new("page");
    let rows = parquet(
        &scratch.path().join("fig_year.parquet"),
        vec![
            ("year", Arc::new(Int64Array::from(vec![2024, 2025]))),
            ("amount", money(&[Some(150_000_000_000), Some(200_000_000_000)])?),
            ("currency", words(&["IDR", "IDR"])),
        ],
    )?;
    let figure = Figure {
        name: "fig_year".into(),
        kind: "column".into(),
        x: "year".into(),
        y: vec!["amount".into()],
        unit: Some("money".into()),
        currency: Some("currency".into()),
        title: both("Belanja menurut tahun", "Spending by year"),
        finding: both("{year}: {amount}", "{amount} in {year}"),
        rows,
        formats: vec!["csv".into()],
        sql_path: "sql/fig_year.sql".into(),
        ..Figure::default()
    };
    let template = "{{ figure('fig_year') }}{{ figure_rows('fig_year') | length }}";
    let site_with = |figure: &Figure| site(&[("s.html", template)], vec![figure.clone()]);
    let pages = all(&site_with(&figure)?, &family(&scratch, "s.html")?, 2)?;
    let body = pages[1].body.replace('\u{a0}', " ");
    assert!(body.contains("<strong>Rp1.5 billion in 2024</strong> <span>Spending by year</span>"), "{body}");
    assert!(body.contains("<td>2025</td><td class=\"n\">Rp2,000,000,000</td>"), "{body}");
    assert!(
        body.contains("<a href=\"/sub/data/fig_year.csv\">CSV</a> · <a href=\"/sub/data/sql/fig_year.sql\">SQL</a>"),
        "{body}"
    );
    assert!(body.ends_with("</figure>2") && body.matches("<rect").count() == 2, "{body}");

    let error = site_with(&Figure { kind: "pie".into(), ..figure }).err().context("a kind that is not known")?;
    assert!(error.to_string().contains("`pie`"), "{error}");
    let other = site(&[("s.html", "{{ figure('fig_yaer') }}")], vec![])?;
    assert!(refusal(&other, &family(&scratch, "s.html")?)?.contains("no figure `fig_yaer`"));
    Ok(())
}

#[test]
fn figures_speak_the_pages_language() -> Result<()> {
    let scratch = Scratch::new("page");
    let rows = parquet(
        &scratch.path().join("fig_kind.parquet"),
        vec![
            ("kind", words(&["a", "b"])),
            ("label_id", words(&["Pekerjaan", "Barang"])),
            ("label_en", words(&["Works", "Goods"])),
            ("bids", words(&["one", "two"])),
            ("buyer_id", words(&["x", "y"])),
            ("rows", Arc::new(Int64Array::from(vec![3, 4]))),
        ],
    )?;
    let figure = Figure {
        name: "fig_kind".into(),
        kind: "stacked".into(),
        x: "kind".into(),
        label: Some("label".into()),
        y: vec!["rows".into()],
        series: Some("bids".into()),
        rows,
        ..Figure::default()
    };
    let mut portal = Portal::load(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    for words in portal.settings.translations.values_mut() {
        words.insert("bids_one".into(), "Satu".into());
    }
    let files = BTreeMap::from([("templates/s.html".to_string(), b"{{ figure('fig_kind') }}".to_vec())]);
    let site = SiteContext::new(&portal, &files, None, vec![figure], Default::default())?;
    let pages = all(&site, &family(&scratch, "s.html")?, 1)?;
    assert!(
        pages[0].body.contains(">Pekerjaan</text>") && pages[1].body.contains(">Works</text>"),
        "{}",
        pages[1].body
    );
    assert!(pages[0].body.contains("<li class=\"s0\">Satu</li><li class=\"s1\">two</li>"), "{}", pages[0].body);
    assert!(pages[1].body.contains("<th scope=\"col\">label_en</th><th") && !pages[1].body.contains("label_id"));
    assert!(pages[1].body.contains("<th scope=\"col\">buyer_id</th>"));
    Ok(())
}

#[test]
fn each_currency_is_drawn_apart_and_named() -> Result<()> {
    let scratch = Scratch::new("page-currencies");
    let rows = parquet(
        &scratch.path().join("fig_money.parquet"),
        vec![
            ("method", words(&["open", "open"])),
            ("value", Arc::new(Int64Array::from(vec![3_000_000, 4]))),
            ("currency", words(&["IDR", "USD"])),
        ],
    )?;
    let figure = Figure {
        name: "fig_money".into(),
        kind: "bar".into(),
        x: "method".into(),
        y: vec!["value".into()],
        unit: Some("money".into()),
        currency: Some("currency".into()),
        rows,
        ..Figure::default()
    };
    let portal = Portal::load(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    let files = BTreeMap::from([("templates/s.html".to_string(), b"{{ figure('fig_money') }}".to_vec())]);
    let site = SiteContext::new(&portal, &files, None, vec![figure], Default::default())?;
    let body = &all(&site, &family(&scratch, "s.html")?, 1)?[0].body;
    assert_eq!(body.matches("<svg").count(), 2, "{body}");
    assert!(
        body.contains("<p class=\"kicker\">IDR</p><svg") && body.contains("<p class=\"kicker\">USD</p><svg"),
        "{body}"
    );
    Ok(())
}
