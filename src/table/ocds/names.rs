//! Party ids that name many parties at once, found by looking at the whole source first.
//!
//! Some publishers give every supplier the id `1.0`; others number the parties of each release anew
//! (`org-1`, `org-2`). Such an id joins what does not belong together, so that the party's name is used
//! instead. The rule: an id that looks local (up to four digits, perhaps after a word such as `org`) is
//! not used once it stands beside two different names, and none of its kind is once that is true of a fifth
//! of them; any other id is not used once about nine firms of different names have it. Offices that buy may
//! have one id and many names: those of their divisions.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

use crate::table::json::Json;
use crate::table::{cast, party};

use super::record::list;
use super::value::words;

/// About how many names an id may have: spellings, branches and former names are common.
const MANY: u32 = 9;

/// Hash of a text, the same in every run.
pub fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// A set of hashes, which need no hashing again.
pub type Marks = HashSet<u64, BuildHasherDefault<Same>>;

/// A map by hashes.
pub type ByMark<T> = HashMap<u64, T, BuildHasherDefault<Same>>;

/// The hash of a hash: itself.
#[derive(Default)]
pub struct Same(u64);

impl Hasher for Same {
    fn write(&mut self, bytes: &[u8]) {
        // Only whole numbers are asked for; anything else is still a hash.
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A text's letters and digits, whatever their case, as a hash: near enough to tell names apart.
fn name_hash(name: &str) -> u64 {
    let mut letters = String::with_capacity(name.len());
    for sign in name.chars() {
        if sign.is_ascii() {
            if sign.is_ascii_alphanumeric() {
                letters.push(sign.to_ascii_uppercase());
            }
        } else if sign.is_alphanumeric() {
            letters.extend(sign.to_uppercase());
        }
    }
    hash(&letters)
}

/// Which names were seen beside an id: the first, whether there were others, and a sketch of how many.
#[derive(Clone, Copy, Debug)]
struct Sighting {
    first: u64,
    several: bool,
    sketch: u32,
    /// Place in [`WORDS`] of the word before a local number.
    kind: Option<u8>,
}

/// Words before the number of an id that looks local.
const WORDS: [&str; 13] =
    ["", "org", "organization", "organisation", "party", "supplier", "buyer", "tenderer", "bidder", "s", "p", "b", "t"];

/// Names seen beside ids, gathered over the source.
#[derive(Default)]
pub struct Sightings(ByMark<Sighting>);

impl Sightings {
    /// Notes the names beside the ids of every party that a release mentions.
    pub fn look(&mut self, release: &Json<'_>) {
        for (party, firm) in mentions(release) {
            let Some(name) = name(&party) else { continue };
            let name = name_hash(name);
            if let Some(id) = party.get("id").and_then(Json::text) {
                self.add(id, name, firm);
            }
            if let Some(id) = party.path(&["identifier", "id"]).and_then(Json::text) {
                let scheme = party.path(&["identifier", "scheme"]).and_then(Json::as_str);
                self.add(&qualified(scheme, id), name, firm);
            }
        }
    }

    /// `firm`: the party supplies, or wants to.
    fn add(&mut self, id: &str, name: u64, firm: bool) {
        let id = id.trim();
        let bit = if firm { 1 << (name % 32) } else { 0 };
        let sighting =
            self.0.entry(hash(id)).or_insert(Sighting { first: name, several: false, sketch: 0, kind: local_kind(id) });
        sighting.several |= sighting.first != name;
        sighting.sketch |= bit;
    }

    /// Adds what another thread saw.
    pub fn join(&mut self, other: Sightings) {
        for (id, seen) in other.0 {
            let sighting = self.0.entry(id).or_insert(seen);
            sighting.several |= seen.several || sighting.first != seen.first;
            sighting.sketch |= seen.sketch;
        }
    }

    /// The ids that are not to be used.
    pub fn shared(self) -> SharedIds {
        let (mut known, mut several) = ([0u64; WORDS.len()], [0u64; WORDS.len()]);
        for (kind, seen) in self.0.values().filter_map(|seen| Some((usize::from(seen.kind?), seen))) {
            known[kind] += 1;
            several[kind] += u64::from(seen.several);
        }
        let kinds = std::array::from_fn(|kind| several[kind] > 0 && several[kind] * 5 >= known[kind]);
        let shared = self.0.into_iter().filter(|(_, seen)| match seen.kind {
            Some(_) => seen.several,
            None => seen.sketch.count_ones() >= MANY,
        });
        SharedIds { ids: shared.map(|(id, _)| id).collect(), kinds }
    }
}

/// Ids that stand for many parties.
#[derive(Default)]
pub struct SharedIds {
    ids: Marks,
    /// By place in [`WORDS`]: no local number after this word is used.
    kinds: [bool; WORDS.len()],
}

impl SharedIds {
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    fn is_shared(&self, id: &str) -> bool {
        self.ids.contains(&hash(id.trim())) || local_kind(id).is_some_and(|kind| self.kinds[usize::from(kind)])
    }

    /// Whether an id says who a party is.
    pub fn names_one_party(&self, id: &str) -> bool {
        !is_nothing(id) && !self.is_shared(id)
    }

    /// Whether an id may stand for a party that has no name: it can be a `1`, but not one shared by many.
    pub fn may_name_one(&self, id: &str) -> bool {
        let says = !cast::is_empty(id) && id.chars().any(|sign| sign.is_alphanumeric() && sign != '0');
        says && !self.is_shared(id)
    }
}

/// Ids that say nothing: placeholders, nothing but zeros, no letter or digit at all.
fn is_nothing(id: &str) -> bool {
    party::is_placeholder_id(id) || id.chars().all(|sign| sign == '0' || !sign.is_alphanumeric())
}

/// `12`, `3.0`, `org-7`, `ORG-0001`, `party 2`: numbered within one document as likely as not. Gives the
/// place of its word in [`WORDS`].
fn local_kind(id: &str) -> Option<u8> {
    let id = id.trim();
    let id = id.strip_suffix(".0").unwrap_or(id);
    let digits = id.len() - id.trim_end_matches(|sign: char| sign.is_ascii_digit()).len();
    if !(1..=4).contains(&digits) {
        return None;
    }
    let word = id[..id.len() - digits].trim_end_matches(['-', '_', ' ', ':', '.', '/']);
    let place = WORDS.iter().position(|known| known.eq_ignore_ascii_case(word))?;
    u8::try_from(place).ok()
}

/// An identifier with its scheme in front, where the scheme is a code and not a sentence.
pub fn qualified(scheme: Option<&str>, id: &str) -> String {
    let id = id.trim();
    let scheme = scheme.map(str::trim).filter(|scheme| {
        (2..=30).contains(&scheme.len())
            && scheme.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '.'))
    });
    match scheme {
        Some(scheme) if !id.starts_with(&format!("{scheme}-")) => format!("{scheme}-{id}"),
        _ => id.to_owned(),
    }
}

/// The name beside an id.
fn name<'r>(party: &'r Json<'_>) -> Option<&'r str> {
    let direct = party.get("name").and_then(Json::as_str);
    direct
        .or_else(|| party.path(&["identifier", "legalName"]).and_then(Json::as_str))
        .filter(|name| !name.trim().is_empty())
}

/// Every party that a release mentions, wherever it does, and whether it supplies or wants to.
fn mentions<'r, 'a>(release: &'r Json<'a>) -> Vec<(Cow<'r, Json<'a>>, bool)> {
    let mut all = Vec::new();
    let mut add =
        |value: Option<&'r Json<'a>>, firm: bool| all.extend(list(value).into_iter().map(|party| (party, firm)));
    add(release.get("buyer"), false);
    add(release.path(&["tender", "procuringEntity"]), false);
    add(release.path(&["tender", "tenderers"]), true);
    for section in ["awards", "contracts"] {
        for element in release.get(section).map(Json::elements).unwrap_or_default() {
            add(element.get("suppliers"), true);
        }
    }
    for bid in release.path(&["bids", "details"]).map(Json::elements).unwrap_or_default() {
        add(bid.get("tenderers"), true);
    }
    let firm = |party: &Json<'_>| {
        let roles = words(party.get("roles")).unwrap_or_default();
        ["supplier", "tenderer", "payee"].iter().any(|role| roles.contains(role))
    };
    let parties = list(release.get("parties")).into_iter();
    all.extend(parties.map(|party| {
        let firm = firm(&party);
        (party, firm)
    }));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(pairs: &[(&str, &str)]) -> SharedIds {
        let mut sightings = Sightings::default();
        for (id, name) in pairs {
            sightings.add(id, name_hash(name), true);
        }
        sightings.shared()
    }

    #[test]
    fn an_id_of_many_names_is_not_used() {
        let names: Vec<String> = (0..40).map(|number| format!("Firm number {number}")).collect();
        let pairs: Vec<(&str, &str)> = names.iter().map(|name| ("MX-RFC-XAXX010101000", name.as_str())).collect();
        assert!(!shared(&pairs).names_one_party("MX-RFC-XAXX010101000"));
        assert!(shared(&pairs[..4]).names_one_party("MX-RFC-XAXX010101000"));
    }

    #[test]
    fn an_office_may_have_many_names() {
        let mut sightings = Sightings::default();
        for number in 0..40 {
            sightings.add("HPIPH_2000", name_hash(&format!("Division {number}")), false);
        }
        assert!(sightings.shared().names_one_party("HPIPH_2000"));
    }

    #[test]
    fn local_numbers_are_not_used_once_two_share_them() {
        let mut pairs = vec![("7", "X"), ("7", "Y"), ("AB-7", "X"), ("AB-7", "Y")];
        let names: Vec<String> = (10..30).map(|number| number.to_string()).collect();
        pairs.extend(names.iter().map(|name| (name.as_str(), name.as_str())));
        let ids = shared(&pairs);
        assert!(!ids.names_one_party("7"));
        assert!(ids.names_one_party("12"), "one in twenty-one has two names");
        assert!(ids.names_one_party("AB-7"));
        for nothing in ["1.0", "0", "", "-", "N/A", "000-000", "1"] {
            assert!(!ids.names_one_party(nothing), "{nothing}");
        }
    }

    #[test]
    fn a_kind_of_number_that_is_often_shared_is_not_used_at_all() {
        let ids = shared(&[
            ("org-3", "Swansea"),
            ("org-3", "Cardiff"),
            ("org-4", "Barry"),
            ("ORG-4", "BARRY."),
            ("2", "X"),
            ("2.0", "X."),
        ]);
        assert!(!ids.names_one_party("org-3") && !ids.names_one_party("org-4") && !ids.names_one_party("ORG-0099"));
        assert!(ids.names_one_party("2"), "one name in two spellings");
    }

    #[test]
    fn schemes_that_are_codes_qualify_an_id() {
        assert_eq!(qualified(Some("GB-COH"), "123"), "GB-COH-123");
        assert_eq!(qualified(Some("GB-COH"), "GB-COH-123"), "GB-COH-123");
        assert_eq!(qualified(Some("Registro Único de Contribuyente"), "80023118-0"), "80023118-0");
        assert_eq!(qualified(None, " 7 "), "7");
    }
}
