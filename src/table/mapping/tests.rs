use super::names::Wanted;
use super::*;

#[test]
fn names_match_exactly_then_folded() {
    let mut wanted = Wanted::default();
    let (exact, folded) = (wanted.slot("kd_tender"), wanted.slot("Nama Paket"));
    assert_eq!(wanted.bind("kd_tender"), [Bound { slot: exact, exact: true }]);
    assert_eq!(wanted.bind(" KD Tender"), [Bound { slot: exact, exact: false }]);
    assert_eq!(wanted.bind("\u{feff}nama_paket "), [Bound { slot: folded, exact: false }]);
    assert!(wanted.bind("nama").is_empty());
}

#[test]
fn the_very_name_wins_and_repeats_are_told() {
    let mut wanted = Wanted::default();
    wanted.slot("nilai");
    let header = ["Nilai", "nilai", "nilai"].map(String::from);
    assert_eq!(wanted.bind_header(&header), (vec![Some(1)], vec!["nilai".to_string()]));
}
