use std::collections::BTreeMap;

use super::*;
use crate::config::{Constraints, Duplicates, FieldSpec, FieldType, Files, LocalText, Privacy, Settings, TableSpec};
use crate::table::{Value, testing::rows};
use crate::testing::Scratch as Folder;

fn field(name: &str, kind: FieldType) -> FieldSpec {
    FieldSpec {
        name: name.into(),
        kind,
        title: LocalText::default(),
        description: LocalText::default(),
        unit: None,
        privacy: Privacy::Public,
        constraints: Constraints::default(),
    }
}

fn table(name: &str, key: &[&str], fields: Vec<FieldSpec>) -> TableSpec {
    TableSpec {
        name: name.into(),
        text: String::new(),
        title: LocalText::default(),
        description: LocalText::default(),
        primary_key: key.iter().map(|name| name.to_string()).collect(),
        foreign_keys: Vec::new(),
        missing_values: vec!["NaN".into(), "tidak ada".into()],
        duplicates: Duplicates::Refuse,
        made: false,
        fields,
    }
}

fn portal() -> Portal {
    let bids = table(
        "bids",
        &["ocid", "bid_id"],
        vec![
            field("ocid", FieldType::String),
            field("bid_id", FieldType::String),
            field("bidder_id", FieldType::String),
            field("price", FieldType::Money),
            field("currency", FieldType::String),
            field("status", FieldType::String),
            field("score", FieldType::Number),
            field("reason", FieldType::String),
            field("contact", FieldType::String),
            field("secret", FieldType::String),
        ],
    );
    let mut bids = bids;
    bids.fields[5].constraints.one_of = vec!["valid".into(), "submitted".into()];
    bids.fields[6].constraints.maximum = Some(100.0);
    bids.fields[8].privacy = Privacy::Mask;
    bids.fields[9].privacy = Privacy::Private;
    let names = ["party_id", "role", "name", "scheme", "name_key", "legal_form", "kind", "tax_id"];
    let mut parties = table(
        "parties",
        &["party_id", "role", "name"],
        names.iter().map(|name| field(name, FieldType::String)).collect(),
    );
    parties.duplicates = Duplicates::Fold;
    parties.fields[7].privacy = Privacy::Mask;
    let settings =
        Settings { region_id: "32.04".into(), currency: "IDR".into(), utc_offset_minutes: 420, ..Settings::default() };
    Portal {
        dir: PathBuf::new(),
        settings,
        tables: vec![bids, parties],
        sources: Vec::new(),
        files: Files::embedded(),
        warnings: Vec::new(),
    }
}

fn at(row: u64) -> At<'static> {
    At { file: "a.json", row, line: None }
}

/// Fills with `fill`, and gives the result and the rows by table.
fn filled(
    fill: impl FnOnce(&mut Sink) -> Result<()>,
) -> Result<(Filled, BTreeMap<String, Vec<BTreeMap<String, String>>>)> {
    let folder = Folder::new("sink");
    let mut sink = Sink::open(&portal(), "src", folder.path())?;
    fill(&mut sink)?;
    let filled = sink.finish(None, 1)?;
    let mut tables = BTreeMap::new();
    for (name, path) in &filled.files {
        tables.insert(name.clone(), rows(path)?);
    }
    Ok((filled, tables))
}

fn bid(sink: &mut Sink, row: u64, id: &str, price: &str) -> Result<Outcome> {
    let mut new = sink.row("bids", at(row));
    new.set("ocid", "t-1").set("bid_id", id).set("price", price);
    new.finish()
}

#[test]
fn rows_are_typed_and_dated() -> Result<()> {
    let (filled, tables) = filled(|sink| {
        sink.as_of(NaiveDate::from_ymd_opt(2025, 10, 3).unwrap_or_default());
        bid(sink, 7, "1.0", "Rp. 3.800.000,00").map(drop)
    })?;
    let row = &tables["bids"][0];
    assert_eq!(row["bid_id"], "1");
    assert_eq!(row["price"], "3800000.00");
    assert_eq!(row["currency"], "IDR");
    assert_eq!(
        (&*row["region_id"], &*row["source_id"], &*row["source_row"], &*row["as_of"]),
        ("32.04", "src", "7", "2025-10-03")
    );
    assert_eq!(filled.problem_counts, [0, 0, 0]);
    assert_eq!(filled.accounts.len(), 1);
    Ok(())
}

#[test]
fn refused_rows_and_their_money_are_counted() -> Result<()> {
    let (filled, tables) = filled(|sink| {
        assert_eq!(bid(sink, 1, "a", "100")?, Outcome::Kept);
        assert_eq!(bid(sink, 2, "a", "50")?, Outcome::Refused);
        assert_eq!(bid(sink, 3, "-", "7,5")?, Outcome::Refused);
        assert_eq!(bid(sink, 4, "b", "banyak")?, Outcome::Kept);
        assert_eq!(bid(sink, 5, "c", "1e25")?, Outcome::Kept);
        let mut left_out = sink.row("bids", at(6));
        left_out.set("price", 9).set("ocid", "t-2");
        left_out.skip();
        Ok(())
    })?;
    let account = &filled.accounts[0];
    assert_eq!((account.rows_read, account.rows_kept, account.rows_refused, account.rows_skipped), (6, 3, 2, 1));
    let huge = 10i128.pow(27);
    let key = ("price".to_string(), "IDR".to_string());
    assert_eq!(account.money[&key], [16_650 + huge, 10_000, 5_750 + huge, 900]);
    let codes: Vec<(&str, &str)> = tables["problems"].iter().map(|row| (&*row["code"], &*row["row"])).collect();
    assert_eq!(
        codes,
        [("duplicate_key", "2"), ("required_missing", "3"), ("not_money", "4"), ("too_large", "5"), ("no_date", "")]
    );
    assert_eq!(tables["problems"][0]["value"], "t-1 / a");
    assert_eq!(filled.problem_counts, [2, 2, 1]);
    Ok(())
}

#[test]
fn a_row_that_is_repeated_is_told_apart_from_one_that_conflicts() -> Result<()> {
    let (filled, tables) = filled(|sink| {
        bid(sink, 1, "a", "100")?;
        bid(sink, 2, "a", "100,00")?;
        bid(sink, 3, "a", "101")?;
        bid(sink, 4, "a", "100").map(drop)
    })?;
    let told: Vec<(&str, &str, &str)> =
        tables["problems"].iter().map(|row| (&*row["code"], &*row["severity"], &*row["row"])).collect();
    assert_eq!(
        told[..3],
        [("duplicate_row", "warning", "2"), ("duplicate_key", "error", "3"), ("duplicate_row", "warning", "4")]
    );
    let account = &filled.accounts[0];
    assert_eq!((account.rows_read, account.rows_kept, account.rows_refused), (4, 1, 3));
    Ok(())
}

#[test]
fn keys_are_forgotten_only_of_tables_that_begin_with_the_field() -> Result<()> {
    let (filled, _) = filled(|sink| {
        bid(sink, 1, "a", "100")?;
        sink.forget_keys_of("bid_id");
        bid(sink, 2, "a", "100")?; // refused: the key begins with another field
        sink.forget_keys_of("ocid");
        bid(sink, 3, "a", "100").map(drop)
    })?;
    let account = &filled.accounts[0];
    assert_eq!((account.rows_read, account.rows_kept, account.rows_refused), (3, 2, 1));
    Ok(())
}

#[test]
fn odd_values_are_kept_and_told_or_lost_and_told() -> Result<()> {
    let (_, tables) = filled(|sink| {
        for (row, (name, value)) in [
            ("price", Value::from(-5)),
            ("price", Value::from(1)),
            ("price", Value::from("99999999")),
            ("price", Value::Float(f64::NAN)),
            ("price", Value::from("NaN")),
            ("status", Value::from("menang")),
            ("score", Value::from(101)),
            ("reason", Value::from("tidak ada")),
            ("currency", Value::from("MNX")),
        ]
        .into_iter()
        .enumerate()
        {
            let mut new = sink.row("bids", at(row as u64 + 1));
            new.set("ocid", "t").set("bid_id", row).set(name, value);
            assert_eq!(new.finish()?, Outcome::Kept);
        }
        Ok(())
    })?;
    let codes: Vec<&str> = tables["problems"].iter().map(|row| &*row["code"]).collect();
    assert_eq!(
        codes,
        [
            "negative_amount",
            "placeholder_amount",
            "placeholder_amount",
            "not_finite",
            "not_finite",
            "not_in_list",
            "out_of_range",
            "unknown_currency",
            "no_date"
        ]
    );
    let prices: Vec<&str> = tables["bids"].iter().map(|row| &*row["price"]).collect();
    assert_eq!(prices, ["-5.00", "1.00", "99999999.00", "", "", "", "", "", ""]);
    assert_eq!(
        (&*tables["bids"][5]["status"], &*tables["bids"][6]["score"], &*tables["bids"][8]["currency"]),
        ("", "", "MNX")
    );
    Ok(())
}

#[test]
fn personal_data_stop_at_the_door() -> Result<()> {
    const NIK: &str = "3204112505900001";
    let folder = Folder::new("sink");
    let mut sink = Sink::open(&portal(), "src", folder.path())?;
    let mut row = sink.row("bids", at(1));
    row.set("ocid", "t").set("bid_id", "1").set("bidder_id", format!("spse-{NIK}"));
    row.set("reason", format!("a.n. NIK {NIK}")).set("contact", "siti aminah").set("secret", NIK);
    row.set("price", format!("Rp {NIK} x"));
    row.finish()?;
    let mut row = sink.row("parties", at(1));
    row.set("party_id", "nama-siti").set("role", "supplier").set("name", "Siti").set("tax_id", NIK);
    row.finish()?;
    let filled = sink.finish(None, 1)?;
    for (name, path) in &filled.files {
        for row in rows(path)? {
            assert!(row.values().all(|value| !value.contains(NIK)), "{name}: {row:?}");
        }
        if name == "bids" {
            let row = &rows(path)?[0];
            assert_eq!((&*row["bidder_id"], &*row["contact"], &*row["secret"]), ("", "S. A.", ""));
            assert_eq!(row["reason"], "a.n. NIK (hidden)");
        }
    }
    Ok(())
}

#[test]
fn an_id_that_is_a_national_id_is_lost_and_refuses_the_row() -> Result<()> {
    const NIK: &str = "3204112505900001";
    let fill = |declared: bool| -> Result<_> {
        let folder = Folder::new("sink");
        let mut portal = portal();
        let source =
            crate::config::SourceSpec { name: "src".into(), ids_are_not_personal: declared, ..Default::default() };
        portal.sources.push(source);
        let mut sink = Sink::open(&portal, "src", folder.path())?;
        let outcomes = [
            bid(&mut sink, 1, &format!("K-{NIK}/1"), "5")?,
            bid(&mut sink, 2, "320411-250590-0001", "7")?,
            bid(&mut sink, 3, "2025123101010001", "9")?,
        ];
        let filled = sink.finish(None, 1)?;
        let problems = filled.files.iter().find(|(name, _)| name == "problems").map(|(_, path)| rows(path));
        Ok((outcomes, filled.accounts, problems.expect("always there")?))
    };
    let (outcomes, accounts, problems) = fill(false)?;
    assert_eq!(outcomes, [Outcome::Refused, Outcome::Refused, Outcome::Kept]);
    assert_eq!((accounts[0].rows_kept, accounts[0].rows_refused), (1, 2));
    assert_eq!((&*problems[0]["code"], &*problems[0]["severity"]), ("personal_id", "error"));
    assert!(problems[0]["reason"].contains("ids_are_not_personal"), "{:?}", problems[0]);
    for row in &problems {
        assert!(row.values().all(|value| !value.contains(NIK) && !value.contains("320411-")), "{row:?}");
    }
    assert_eq!(fill(true)?.0, [Outcome::Kept; 3]);
    Ok(())
}

#[test]
fn contacts_in_texts_are_hidden_and_told() -> Result<()> {
    let (_, tables) = filled(|sink| {
        let mut row = sink.row("bids", at(1));
        row.set("ocid", "t-1").set("bid_id", "a").set("reason", "hubungi Budi 0812-3456-7890, budi@contoh.id");
        row.finish().map(drop)
    })?;
    assert_eq!(tables["bids"][0]["reason"], "hubungi Budi (hidden), (hidden)");
    let problem = &tables["problems"][0];
    assert_eq!((&*problem["code"], &*problem["severity"]), ("personal_contact", "info"));
    assert_eq!(problem["value"], "hubungi Budi (hidden), (hidden)");
    Ok(())
}

#[test]
fn parties_fold_and_are_completed() -> Result<()> {
    let (filled, tables) = filled(|sink| {
        for row in 1..=3 {
            let mut new = sink.row("parties", at(row));
            new.set("party_id", "npwp-0735934051443000").set("role", "supplier").set("name", "PT. GIS  SAINS");
            new.finish()?;
        }
        Ok(())
    })?;
    let row = &tables["parties"][0];
    assert_eq!(tables["parties"].len(), 1);
    assert_eq!((&*row["name"], &*row["name_key"], &*row["legal_form"]), ("PT. GIS SAINS", "GIS SAINS", "PT"));
    assert_eq!((&*row["kind"], &*row["scheme"], &*row["tax_id"]), ("company", "npwp", "0735934051443000"));
    assert_eq!((filled.accounts[0].rows_read, filled.accounts[0].rows_skipped), (3, 2));
    Ok(())
}

#[test]
fn a_persons_tax_number_does_not_pass() -> Result<()> {
    let (_, tables) = filled(|sink| {
        for (name, kind) in [("PERORANGAN D9A783", ""), ("Siti", "person"), ("Siti", "company")] {
            let mut new = sink.row("parties", at(1));
            new.set("party_id", format!("spse-1{kind}")).set("role", "supplier").set("name", name);
            new.set("kind", kind).set("tax_id", "91.496.716.1-444.000");
            new.finish()?;
        }
        Ok(())
    })?;
    let numbers: Vec<&str> = tables["parties"].iter().map(|row| &*row["tax_id"]).collect();
    assert_eq!(numbers, ["", "", "0914967161444000"]);
    Ok(())
}

#[test]
fn an_undeclared_table_goes_nowhere() -> Result<()> {
    let (filled, _) = filled(|sink| {
        assert!(!sink.has("permits"));
        sink.row("permits", at(1)).finish().map(drop)
    })?;
    assert!(filled.accounts.is_empty());
    Ok(())
}
