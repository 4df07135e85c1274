//! Words in dates: months in Indonesian, English, Spanish and Portuguese; zones.

/// Month names in full; three letters or more of one are enough.
const MONTHS: [(u32, &[&str]); 12] = [
    (1, &["januari", "january", "enero", "janeiro"]),
    (2, &["februari", "pebruari", "february", "febrero", "fevereiro"]),
    (3, &["maret", "march", "marzo", "março"]),
    (4, &["april", "abril"]),
    (5, &["mei", "may", "mayo", "maio"]),
    (6, &["juni", "june", "junio", "junho"]),
    (7, &["juli", "july", "julio", "julho"]),
    (8, &["agustus", "august", "agosto", "agt", "ags"]),
    (9, &["september", "septiembre", "setembro"]),
    (10, &["oktober", "october", "octubre", "outubro"]),
    (11, &["november", "nopember", "noviembre", "novembro"]),
    (12, &["desember", "december", "diciembre", "dezembro"]),
];

/// The month that a word names, from 1.
pub fn month(word: &str) -> Option<u32> {
    if word.len() < 3 {
        return None;
    }
    let word = word.to_lowercase();
    MONTHS.iter().find(|(_, names)| names.iter().any(|name| name.starts_with(&word))).map(|(month, _)| *month)
}

/// Days of the week are no news.
pub fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 15] = [
        "senin",
        "selasa",
        "rabu",
        "kamis",
        "jumat",
        "jum'at",
        "sabtu",
        "minggu",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let word = word.to_lowercase();
    word.len() >= 3 && DAYS.iter().any(|day| day.starts_with(&word))
}

/// Minutes east of UTC of a zone's abbreviation, or of the initials of its name.
pub fn zone(word: &str) -> Option<i32> {
    let hours = |hours: i32| Some(hours * 60);
    match word.to_uppercase().as_str() {
        "Z" | "UTC" | "GMT" | "WET" => hours(0),
        "WIB" => hours(7),
        "WITA" => hours(8),
        "WIT" => hours(9),
        "EST" | "CDT" => hours(-5),
        "EDT" => hours(-4),
        "CST" | "MDT" => hours(-6),
        "MST" | "PDT" => hours(-7),
        "PST" => hours(-8),
        "BST" | "CET" | "WEST" => hours(1),
        "CEST" | "EET" | "SAST" => hours(2),
        "EEST" | "MSK" => hours(3),
        "AEST" => hours(10),
        "AEDT" => hours(11),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_by_name_and_short() {
        for (word, number) in
            [("Juni", 6), ("jul", 7), ("Agt", 8), ("Nopember", 11), ("DES", 12), ("Mei", 5), ("ene", 1)]
        {
            assert_eq!(month(word), Some(number), "{word}");
        }
        assert_eq!(month("ju"), None);
        assert_eq!(month("kamis"), None);
    }

    #[test]
    fn zones_by_abbreviation() {
        assert_eq!(zone("WIB"), Some(420));
        assert_eq!(zone("EDT"), Some(-240));
        assert_eq!(zone("XYZ"), None);
    }
}
