//! The planted cases are where truth says, and the chain from plan to payment holds together.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::names::Name;
use super::{Sample, text};

fn find<'r>(rows: &'r [Value], key: &str, id: &Value) -> Vec<&'r Value> {
    let id = id.as_str().unwrap_or_default();
    rows.iter().filter(|row| row[key].to_string() == id).collect()
}

#[test]
fn every_kind_of_case_is_planted() {
    let sample = Sample::small();
    let kinds = [
        "award_above_estimate",
        "contract_past_year_end",
        "contract_signed_before_award",
        "estimate_with_digit_too_many",
        "growth_above_tenth",
        "hostile_title",
        "id_overflow",
        "joint_venture",
        "list_of_plans",
        "long_selection",
        "losing_partner",
        "lowest_bid_disqualified",
        "missing_bid_list",
        "national_id_in_tax_field",
        "near_estimate_award",
        "negative_ceiling",
        "paid_above_contract",
        "paid_ahead_of_progress",
        "placeholder_ceiling",
        "plan_above_budget_line",
        "plan_announced_after_process",
        "plan_announced_late",
        "plan_split_by_review",
        "programme_above_its_parts",
        "repeated_plan",
        "retendered_three_times",
        "same_price_bids",
        "short_submission_period",
        "single_bid",
        "splitting_cluster",
        "splitting_cluster_plan",
        "tender_without_bidders",
    ];
    for kind in kinds {
        let found = sample.cases(kind).len();
        assert!(found > 0, "no {kind}");
        assert_eq!(sample.truth["case_counts"][kind], found);
    }
}

#[test]
fn tenders_have_the_bidders_that_truth_tells() {
    let sample = Sample::small();
    let bidders = sample.rows(Name::Bidders);
    let of = |kind: &str| -> Vec<Vec<&Value>> {
        sample.cases(kind).iter().map(|case| find(&bidders, "kd_tender", &case["id"])).collect()
    };
    let priced = |rows: &[&Value]| rows.iter().filter(|row| !row["nilai_penawaran"].is_null()).count();
    let none = &of("tender_without_bidders")[0];
    assert!(none.len() == 1 && none[0]["kd_penyedia"].is_null(), "one row of nulls");
    let single = &of("single_bid")[0];
    assert_eq!((single.len(), priced(single), single[0]["pemenang"].as_i64()), (1, 1, Some(1)));
    assert!(of("missing_bid_list")[0].is_empty());
    let same = &of("same_price_bids")[0];
    let prices: BTreeSet<String> = same.iter().map(|row| row["nilai_penawaran"].to_string()).collect();
    assert_eq!((priced(same), prices.len()), (2, 2), "one price, and null");
    let lowest = &of("lowest_bid_disqualified")[0];
    let low = lowest.iter().filter(|row| row["nilai_penawaran"].is_number());
    let low =
        low.min_by(|a, b| a["nilai_penawaran"].as_f64().partial_cmp(&b["nilai_penawaran"].as_f64()).expect("numbers"));
    assert!(low.is_some_and(|row| row["pemenang"] == 0 && row["alasan"].is_string()));
    let pairs: BTreeSet<(String, String)> = of("losing_partner")
        .iter()
        .map(|rows| {
            let offered: Vec<&&Value> = rows.iter().filter(|row| row["nilai_penawaran"].is_number()).collect();
            (offered[0]["kd_penyedia"].to_string(), offered[1]["kd_penyedia"].to_string())
        })
        .collect();
    assert_eq!(pairs.len(), 1, "the same two each time");
}

#[test]
fn tenders_have_the_dates_and_values_that_truth_tells() {
    let sample = Sample::small();
    let values = sample.rows(Name::TenderValue);
    let ratio = |kind: &str| {
        let rows = find(&values, "kd_tender", &sample.cases(kind)[0]["id"]);
        rows[0]["nilai_kontrak"].as_f64().expect("a contract") / rows[0]["hps"].as_f64().expect("an estimate")
    };
    assert!((0.99..1.0).contains(&ratio("near_estimate_award")), "{}", ratio("near_estimate_award"));
    assert!(ratio("award_above_estimate") > 1.0);
    let contracts = sample.rows(Name::TenderContract);
    let amended = find(&contracts, "kd_tender", &sample.cases("growth_above_tenth")[0]["id"]);
    let value = |row: &Value| row["nilai_kontrak"].as_f64().expect("a value");
    assert!(amended.len() == 2 && value(amended[1]) > 1.1 * value(amended[0]));
    let early = find(&contracts, "kd_tender", &sample.cases("contract_signed_before_award")[0]["id"]);
    let award = find(&values, "kd_tender", &sample.cases("contract_signed_before_award")[0]["id"]);
    assert!(text(early[0], "tgl_kontrak")[..10] < text(award[0], "tgl_penetapan_pemenang")[..10]);
    let joint = find(&contracts, "kd_tender", &sample.cases("joint_venture")[0]["id"]);
    assert_eq!(text(joint[0], "tipe_penyedia"), "Penyedia Badan Usaha KSO");
    assert_eq!(text(joint[0], "anggota_kso").split(';').count(), 2);
    let paid = sample.rows(Name::TenderPaid);
    let above = find(&paid, "kd_tender", &sample.cases("paid_above_contract")[0]["id"]);
    assert!(above[0]["besar_pembayaran"].as_f64() > above[0]["nilai_kontrak"].as_f64());
    let schedule = sample.rows(Name::Schedule);
    let short = find(&schedule, "kd_tender", &sample.cases("short_submission_period")[0]["id"]);
    let upload = short.iter().find(|row| row["nama_tahapan"] == "Upload Dokumen Penawaran").expect("the stage");
    assert!(text(upload, "tgl_awal") < text(upload, "tgl_akhir"));
}

#[test]
fn retenders_share_their_package() {
    let sample = Sample::small();
    let tenders = sample.rows(Name::Tender);
    let versions: Vec<&Value> =
        sample.cases("retendered_three_times").iter().map(|case| find(&tenders, "kd_tender", &case["id"])[0]).collect();
    let packets: BTreeSet<String> = versions.iter().map(|row| row["kd_pkt_dce"].to_string()).collect();
    assert_eq!(packets.len(), 1);
    let told: Vec<(i64, &str)> = versions
        .iter()
        .map(|row| (row["versi_tender"].as_i64().expect("a version"), text(row, "status_tender")))
        .collect();
    assert_eq!(told, [(1, "Gagal/Batal"), (2, "Gagal/Batal"), (3, "Selesai")]);
}

#[test]
fn the_splitting_cluster_stays_just_under_the_limit() {
    let sample = Sample::small();
    let direct = sample.rows(Name::Direct);
    let rows: Vec<&Value> =
        sample.cases("splitting_cluster").iter().map(|case| find(&direct, "kd_nontender", &case["id"])[0]).collect();
    assert_eq!(rows.len(), 6);
    let sum: f64 = rows.iter().filter_map(|row| row["hps"].as_f64()).sum();
    assert!(rows.iter().all(|row| row["hps"].as_f64().is_some_and(|hps| hps < 2e8)) && sum > 1e9);
    let days: BTreeSet<&str> = rows.iter().map(|row| &text(row, "tgl_pengumuman_nontender")[..10]).collect();
    assert!(days.first() >= Some(&"2025-06-01") && days.last() <= Some(&"2025-06-12"), "{days:?}");
    let units: BTreeSet<&str> = rows.iter().map(|row| text(row, "kd_satker_str")).collect();
    assert_eq!(units.len(), 1);
}

#[test]
fn most_processes_join_to_a_plan_and_most_plans_to_the_budget() {
    let sample = Sample::small();
    let plans: BTreeSet<String> = sample.rows(Name::Provider).iter().map(|row| row["kd_rup"].to_string()).collect();
    let direct = sample.rows(Name::Direct);
    let joined = direct.iter().filter(|row| text(row, "kd_rup").split(';').all(|id| plans.contains(id))).count();
    let share = joined as f64 / direct.len() as f64;
    assert!((0.9..1.0).contains(&share), "{joined} of {}", direct.len());
    // Lines by unit and MAK, as the budget file writes them.
    let bytes = std::fs::read(sample.path().join(Name::Lines.path())).expect("written");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(&bytes[3..]);
    let mut lines: BTreeMap<(String, String), f64> = BTreeMap::new();
    for record in reader.records() {
        let record = record.expect("even rows");
        let number = record[25].trim().replace(',', "").parse::<f64>().unwrap_or(0.0);
        lines.insert((record[1].to_string(), format!("{}.{}.", &record[9], &record[21])), number);
    }
    let mut planned: BTreeMap<(String, String), f64> = BTreeMap::new();
    let mut unjoined = 0;
    let funding = [sample.rows(Name::ProviderFunding), sample.rows(Name::SelfManagedFunding)].concat();
    for row in &funding {
        let key = (text(row, "kd_satker_str").to_string(), text(row, "mak").to_string());
        let live = row["status_aktif_rup"] == true
            && row["status_delete_rup"] == false
            && row["status_umumkan_rup"] == "Terumumkan";
        unjoined += u64::from(!lines.contains_key(&key));
        if live {
            *planned.entry(key).or_default() += row["pagu"].as_f64().expect("an amount");
        }
    }
    assert!(unjoined > 0 && unjoined * 25 < funding.len() as u64, "{unjoined} of {} without a line", funding.len());
    let over: BTreeSet<(String, String)> = sample
        .cases("plan_above_budget_line")
        .iter()
        .map(|case| (text(case, "unit_id").to_string(), text(case, "id").to_string()))
        .collect();
    assert!(!over.is_empty());
    for (key, sum) in &planned {
        let budgeted = lines.get(key).copied().unwrap_or(f64::MAX);
        assert!(*sum <= budgeted || over.contains(key), "{key:?}: {sum} planned of {budgeted}");
    }
}

#[test]
fn the_budget_adds_up() {
    let sample = Sample::small();
    let sum = |name: Name, field: &str| -> f64 { sample.rows(name).iter().filter_map(|row| row[field].as_f64()).sum() };
    let spending: f64 =
        sample.truth["money"]["budget.revised.spending"].as_str().expect("a sum").parse().expect("a number");
    assert_eq!(sum(Name::SubActivities, "pagu_subkegiatan"), spending);
    assert_eq!(sum(Name::Activities, "pagu_kegiatan"), spending);
    assert_eq!(sum(Name::Structure, "total_belanja"), spending);
    assert_eq!(sum(Name::Programs, "pagu_program"), spending + 62_915_000.0, "one programme is off, as truth tells");
    for row in sample.rows(Name::Structure).iter().filter(|row| row["tahun_anggaran"].is_number()) {
        let part = |key: &str| row[key].as_f64().expect("an amount");
        assert_eq!(part("belanja_operasi") + part("belanja_modal") + part("belanja_btt"), part("belanja_pengadaan"));
        assert_eq!(part("belanja_pengadaan") + part("belanja_non_pengadaan"), part("total_belanja"));
    }
}
