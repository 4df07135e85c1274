//! Where a name stands in the alphabet: a text that sorts byte by byte as the portal's language sorts names.

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;

/// The Unicode Collation Algorithm with the CLDR's rules for one language.
pub struct Alphabet(CollatorBorrowed<'static>);

impl Alphabet {
    /// The alphabet of a language by its tag, such as `id`; one without rules of its own has the root's.
    pub fn of(language: &str) -> Alphabet {
        let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
        let mut options = CollatorOptions::default();
        // Case and accents do not part names, unless the language has them as letters.
        options.strength = Some(Strength::Primary);
        let collator =
            Collator::try_new(locale.into(), options).or_else(|_| Collator::try_new(Default::default(), options));
        Alphabet(collator.expect("the root's rules are compiled in"))
    }

    /// The name's sort key as hexadecimal digits; empty where nothing in it counts.
    /// Keys of two releases of Pantau are not compared with each other: the rules may have changed between.
    pub fn key(&self, name: &str) -> String {
        let mut bytes = Vec::with_capacity(name.len() + 2);
        let Ok(()) = self.0.write_sort_key_to(name, &mut bytes);
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Alphabet;

    fn sorted<'n>(language: &str, mut names: Vec<&'n str>) -> Vec<&'n str> {
        let alphabet = Alphabet::of(language);
        names.sort_by_key(|name| alphabet.key(name));
        names
    }

    #[test]
    fn names_stand_as_their_language_has_them() {
        let indonesian = ["1 Ilir", "Adi Jaya", "ADI Karya", "adi makmur", "Adil", "Ångkasa", "Zamrud"];
        assert_eq!(sorted("id", indonesian.iter().rev().copied().collect()), indonesian);
        // Ñ is a letter of its own in Spanish, after N; elsewhere it is an N.
        let spanish = ["Nube", "Nzama", "Ñandutí", "Oasis"];
        assert_eq!(sorted("es", spanish.iter().rev().copied().collect()), spanish);
        assert_eq!(sorted("en", spanish.to_vec()), ["Ñandutí", "Nube", "Nzama", "Oasis"]);
        // In Swedish Å and Ö follow Z.
        assert_eq!(sorted("sv", vec!["Öresund", "Zink", "Åre", "Alm"]), ["Alm", "Zink", "Åre", "Öresund"]);
    }

    #[test]
    fn case_and_accents_do_not_part_names() {
        let alphabet = Alphabet::of("id");
        assert_eq!(alphabet.key("Ibáñez"), alphabet.key("IBANEZ"));
        assert_ne!(alphabet.key("Adi"), alphabet.key("Ado"));
        assert!(alphabet.key("Adi").bytes().all(|sign| sign.is_ascii_hexdigit()));
    }

    #[test]
    fn a_language_that_nobody_knows_has_an_order_too() {
        assert_eq!(sorted("x", vec!["b", "a"]), ["a", "b"]);
        assert_eq!(sorted("", vec!["b", "a"]), ["a", "b"]);
    }
}
