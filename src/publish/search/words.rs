//! Text as the words that people search by; `search.js` cuts a query in the same way.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Forms of firms, which tell none from another and are left out of names as often as not.
pub const FORMS: [&str; 26] = [
    "pt", "cv", "ud", "pd", "tbk", "persero", "perum", "perumda", "koperasi", "firma", "ltd", "limited", "llc", "llp",
    "plc", "inc", "corp", "co", "company", "sa", "sac", "srl", "lda", "ltda", "gmbh", "pvt",
];

/// The longest word that is kept, in letters.
const LONGEST: usize = 24;

/// Words in small letters without accents, in their order: what is neither letter nor digit parts them.
pub fn words(text: &str) -> Vec<String> {
    let plain = DecomposingNormalizerBorrowed::new_nfkd().normalize(text);
    let mut words = Vec::new();
    let mut word = String::new();
    let mut letters = 0;
    for letter in plain.chars().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)) {
        if !letter.is_alphanumeric() {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            letters = 0;
        } else if letters < LONGEST {
            letters += 1;
            // Sigma at a word's end has a form of its own, which a word's beginning does not show.
            word.extend(letter.to_lowercase().map(|letter| if letter == 'ς' { 'σ' } else { letter }));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// The words without the forms of firms, unless there are no others.
pub fn telling(words: Vec<String>) -> Vec<String> {
    let (forms, others): (Vec<String>, Vec<String>) =
        words.into_iter().partition(|word| FORMS.contains(&word.as_str()));
    if others.is_empty() { forms } else { others }
}

/// A name written without spaces; `None` where it is one word or none.
pub fn joined(words: &[String]) -> Option<String> {
    (words.len() > 1).then(|| words.concat().chars().take(LONGEST).collect())
}

/// What remains of a word when one of its letters is left out, each once.
pub fn slips(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut slips: Vec<String> = (0..letters.len())
        .map(|out| letters.iter().enumerate().filter(|(at, _)| *at != out).map(|(_, letter)| *letter).collect())
        .collect();
    slips.sort();
    slips.dedup();
    slips
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_plain() {
        assert_eq!(words("PT. Maju-Jaya 2, Tbk"), ["pt", "maju", "jaya", "2", "tbk"]);
        assert_eq!(words("Construção  ÉCOLE ﬁrst"), ["construcao", "ecole", "first"]);
        assert_eq!(words("ΟΔΟΣ οδος"), ["οδοσ", "οδοσ"]);
        assert_eq!(words(" — "), Vec::<String>::new());
        assert_eq!(words(&"x".repeat(99))[0].len(), LONGEST);
    }

    #[test]
    fn forms_of_firms_are_left_out() {
        assert_eq!(telling(words("CV Maju Jaya")), ["maju", "jaya"]);
        assert_eq!(telling(words("PT CV")), ["pt", "cv"]);
    }

    #[test]
    fn names_without_spaces_and_with_a_letter_less() {
        assert_eq!(joined(&words("Maju Jaya")).as_deref(), Some("majujaya"));
        assert_eq!(joined(&words("Maju")), None);
        assert_eq!(slips("aab"), ["aa", "ab"]);
        assert_eq!(slips(""), Vec::<String>::new());
    }
}
