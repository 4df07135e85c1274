//! Firms and offices: tax numbers, name keys, legal forms, and the id that holds one party together.

mod forms;
mod key;

pub use forms::{kind, legal_form};
pub use key::{name_key, without_form};

use super::cast;

/// What a tax number tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tax {
    /// A firm's number in its 16-digit form.
    Firm(String),
    /// A person's national id: never kept.
    Person,
    /// None, masked, zeros, or something else.
    None,
}

/// Reads an Indonesian tax number: 15 digits with or without punctuation, 16 digits, or 16 digits and
/// a branch of six.
pub fn tax_number(text: &str) -> Tax {
    let mut digits = String::with_capacity(22);
    for sign in text.chars() {
        match sign {
            '0'..='9' => digits.push(sign),
            '.' | '-' | '/' | ' ' | '\u{a0}' => {}
            // Letters, stars and the like: masked, or no number at all.
            _ => return Tax::None,
        }
    }
    if digits.len() == 22 {
        digits.truncate(16);
    }
    let firm = match digits.len() {
        15 => format!("0{digits}"),
        16 if digits.starts_with('0') => digits,
        16 => return Tax::Person,
        _ => return Tax::None,
    };
    // The first nine digits of the older form name the firm; branch and office alone name nobody.
    let meaningful = firm[..10].bytes().any(|digit| digit != b'0');
    if meaningful && firm[1..].bytes().any(|digit| digit != b'9') { Tax::Firm(firm) } else { Tax::None }
}

/// Ids that publishers write when they have none.
pub fn is_placeholder_id(text: &str) -> bool {
    let text = text.trim();
    cast::is_empty(text)
        || matches!(text, "0" | "1" | "0.0" | "1.0" | "00" | "000" | "-1" | "." | "2147483647")
        || ["na", "n.a.", "unknown", "tidak ada", "undefined", "test"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word))
}

/// The columns that say who a party is, as they stand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clues<'a> {
    /// Tax numbers, best first.
    pub tax: [&'a str; 4],
    /// What the local id belongs to: `spse`, `lpse`, an OCDS identifier scheme.
    pub scheme: &'a str,
    pub local: &'a str,
    pub name: &'a str,
}

/// A party's id, and whether a person's number was among its clues (it is not in the id).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartyId {
    pub id: Option<String>,
    /// `npwp`, the local scheme or `nama`.
    pub scheme: Option<String>,
    pub personal: bool,
}

/// `npwp-<16 digits>`, else `<scheme>-<local id>`, else `nama-<name key>`, else nothing.
///
/// A person's tax number is not used either: a name that says that it is a person's falls to the
/// local id, and so does a row whose best number is a person's or was masked, whatever older number
/// of the same person stands beside it.
pub fn party_id(clues: &Clues<'_>) -> PartyId {
    let mut personal = false;
    let person = kind(clues.name) == "person";
    for text in clues.tax.iter().filter(|text| !text.is_empty()) {
        match tax_number(text) {
            Tax::Firm(number) if !person => return PartyId::new(format!("npwp-{number}"), "npwp", personal),
            Tax::Person => {
                personal = true;
                break;
            }
            _ if text.contains('*') => break,
            _ => {}
        }
    }
    let local = clues.local.trim();
    if !is_placeholder_id(local) {
        if tax_number(local) == Tax::Person {
            personal = true;
        } else {
            return PartyId::new(format!("{}-{local}", clues.scheme), clues.scheme, personal);
        }
    }
    let key = name_key(clues.name);
    if key.is_empty() {
        return PartyId { id: None, scheme: None, personal };
    }
    PartyId::new(format!("nama-{}", slug(&key)), "nama", personal)
}

impl PartyId {
    fn new(id: String, scheme: &str, personal: bool) -> PartyId {
        PartyId { id: Some(id), scheme: Some(scheme.to_string()), personal }
    }
}

/// A name key as part of an id: small letters, hyphens for spaces.
pub fn slug(key: &str) -> String {
    key.to_lowercase().replace(' ', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn firm(number: &str) -> Tax {
        Tax::Firm(number.to_string())
    }

    #[test]
    fn tax_numbers_in_every_form() {
        assert_eq!(tax_number("73.593.405.1-443.000"), firm("0735934051443000"));
        assert_eq!(tax_number("735934051443000"), firm("0735934051443000"));
        assert_eq!(tax_number("0735934051443000"), firm("0735934051443000"));
        assert_eq!(tax_number("0735934051443000000000"), firm("0735934051443000"));
        for none in
            ["", "00.000.000.0-000.000", "0000000000000000", "73.593.xxx.x-443.000", "123", "***", "999999999999999"]
        {
            assert_eq!(tax_number(none), Tax::None, "{none}");
        }
        assert_eq!(tax_number("3204112505900001"), Tax::Person);
        assert_eq!(tax_number("3204.1125.0590.0001"), Tax::Person);
    }

    fn id(tax: &str, local: &str, name: &str) -> PartyId {
        party_id(&Clues { tax: [tax, "", "", ""], scheme: "spse", local, name })
    }

    #[test]
    fn the_best_clue_makes_the_id() {
        assert_eq!(id("73.593.405.1-443.000", "5", "PT X").id.as_deref(), Some("npwp-0735934051443000"));
        assert_eq!(id("", "325183009", "PT X").id.as_deref(), Some("spse-325183009"));
        assert_eq!(id("0", "0", "PT. Tatar Sunda").id.as_deref(), Some("nama-tatar-sunda"));
        assert_eq!(id("", "", " - ").id, None);
    }

    #[test]
    fn a_national_id_never_becomes_part_of_an_id() {
        let found = id("3204112505900001", "3204112505900001", "PERORANGAN D9A783");
        assert_eq!(found.id.as_deref(), Some("nama-perorangan-d9a783"));
        assert!(found.personal);
        let person = id("91.496.716.1-444.000", "29136014", "PERORANGAN D9A783");
        assert_eq!(person.id.as_deref(), Some("spse-29136014"));
    }

    #[test]
    fn an_older_number_of_the_same_person_is_not_used() {
        for best in ["3204112505900001", "****************"] {
            let clues = Clues {
                tax: [best, "91.496.716.1-444.000", "", ""],
                scheme: "spse",
                local: "29136014",
                name: "Tatang",
            };
            assert_eq!(party_id(&clues).id.as_deref(), Some("spse-29136014"), "{best}");
        }
    }

    #[test]
    fn real_participants_have_ids_without_national_ids() {
        let Some(path) = crate::testing::shared("indonesia/isb-kab-bandung-2025/SPSE-PesertaTender.json") else {
            return;
        };
        let text = std::fs::read_to_string(path).expect("the file is text");
        let rows: Vec<serde_json::Value> = serde_json::from_str(&text).expect("the file is JSON");
        let mut ids = std::collections::BTreeSet::new();
        let mut nameless = 0;
        for row in &rows {
            let field = |name: &str| row[name].as_str().unwrap_or("");
            let local = row["kd_penyedia"].to_string();
            let clues = Clues {
                tax: [field("npwp_penyedia_16"), field("npwp_penyedia"), "", ""],
                scheme: "spse",
                local: &local,
                name: field("nama_penyedia"),
            };
            let Some(found) = party_id(&clues).id else {
                nameless += 1;
                continue;
            };
            assert!(crate::privacy::conceal(&found, true).is_none(), "{found}");
            ids.insert(found);
        }
        // Tenders without participants have one row in which all is null.
        assert_eq!((rows.len(), nameless), (4224, 2));
        assert!(ids.len() > 500, "{}", ids.len());
    }
}
