//! How a language writes numbers and dates, and which plural a number takes: from the Unicode CLDR, through ICU4X.
//!
//! What ICU says is asked once a language, by samples; pages, which hold many numbers, are then written without it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use chrono::{Datelike, NaiveDate};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_datetime::input::Date;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale as Name;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesPreferences};

use super::exact::Exact;

/// Whole numbers up to this have their plurals ready.
const SMALL: u64 = 200;

/// One language's way of writing. Digits are always 0 to 9.
#[derive(Debug)]
pub struct Tongue {
    /// Before the decimals.
    point: String,
    /// Between groups of digits.
    group: String,
    /// Digits of the group before the point, and of those before it.
    sizes: (usize, usize),
    /// Whole numbers of fewer digits are not grouped.
    grouped_from: usize,
    /// By month: the text of a date, parted at its day and its year.
    months: Vec<Vec<Piece>>,
    language: PluralRulesPreferences,
    /// Tells the languages of this program's run apart.
    id: usize,
    /// Plurals of the whole numbers from nought on, as pages mostly count.
    small: Vec<&'static str>,
}

#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Text(String),
    Day,
    Year,
}

static KNOWN: LazyLock<Mutex<BTreeMap<String, Arc<Tongue>>>> = LazyLock::new(Mutex::default);

static MADE: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// Rules cannot be shared by threads, and take their time to be found: by the language's id.
    static RULES: RefCell<Vec<(usize, Option<PluralRules>)>> = const { RefCell::new(Vec::new()) };
}

impl Tongue {
    /// The language of a code such as `id` or `pt-BR`; one that ICU does not know is written as its root has it.
    pub fn of(language: &str) -> Arc<Tongue> {
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(language.to_owned()).or_insert_with(|| Arc::new(Tongue::ask(language))).clone()
    }

    fn ask(language: &str) -> Tongue {
        // English of the world: the day goes before the month.
        let base = if language == "en" { "en-001" } else { language };
        let name = || format!("{base}-u-nu-latn").parse::<Name>().unwrap_or(Name::UNKNOWN);
        let numbers = DecimalFormatter::try_new(name().into(), Default::default()).ok();
        let write = |number: i64, power: i16| {
            let mut decimal = Decimal::from(number);
            decimal.multiply_pow10(power);
            numbers.as_ref().map(|numbers| numbers.format(&decimal).to_string()).unwrap_or_default()
        };
        let (point, group, sizes) = marks(&write(1_234_567_891, -1)).unwrap_or((".".into(), ",".into(), (3, 3)));
        let small = |digits: u32| write(10i64.pow(digits - 1), 0).contains(&group);
        let grouped_from = (4..=6).find(|digits| small(*digits)).unwrap_or(4) as usize;
        let dates = FixedCalendarDateTimeFormatter::try_new(name().into(), YMD::long()).ok();
        let month = |month: u8| {
            let sample = Date::try_new_gregorian(2001, month, 22).ok()?;
            pieces(&dates.as_ref()?.format(&sample).to_string())
        };
        let iso = |month: u8| vec![Piece::Year, Piece::Text(format!("-{month:02}-")), Piece::Day];
        let months = (1..=12).map(|number| month(number).unwrap_or_else(|| iso(number))).collect();
        let language: PluralRulesPreferences = name().into();
        let rules = PluralRules::try_new_cardinal(language).ok();
        let small = |number: u64| rules.as_ref().map_or("other", |rules| word_of(rules.category_for(number)));
        let small = (0..=SMALL).map(small).collect();
        let id = MADE.fetch_add(1, Ordering::Relaxed);
        Tongue { point, group, sizes, grouped_from, months, language, id, small }
    }

    /// `1.270.000,5` from the digits `1270000` and `5`.
    pub fn digits(&self, whole: &str, part: &str) -> String {
        let mut out = String::with_capacity(whole.len() * 4 / 3 + part.len() + 2);
        let (first, other) = self.sizes;
        for (at, digit) in whole.chars().enumerate() {
            let left = whole.len() - at;
            let ends = left == first || (left > first && (left - first).is_multiple_of(other));
            if at > 0 && ends && whole.len() >= self.grouped_from {
                out.push_str(&self.group);
            }
            out.push(digit);
        }
        if !part.is_empty() {
            out.push_str(&self.point);
            out.push_str(part);
        }
        out
    }

    /// `10 Juni 2026`.
    pub fn date(&self, date: NaiveDate) -> String {
        let mut out = String::with_capacity(20);
        for piece in &self.months[date.month0() as usize] {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Day => out.push_str(&date.day().to_string()),
                Piece::Year => out.push_str(&date.year().to_string()),
            }
        }
        out
    }

    /// The plural that a number takes: `one`, `few`, `other` and their kind.
    pub fn plural(&self, number: Exact) -> &'static str {
        let number = number.trimmed();
        if let (0, Ok(whole)) = (number.scale, usize::try_from(number.unscaled.unsigned_abs()))
            && let Some(known) = self.small.get(whole)
        {
            return known;
        }
        let Ok(number) = number.to_string().trim_start_matches('-').parse::<Decimal>() else { return "other" };
        RULES.with_borrow_mut(|known| {
            let rules = match known.iter().position(|(id, _)| *id == self.id) {
                Some(at) => &known[at].1,
                None => {
                    known.push((self.id, PluralRules::try_new_cardinal(self.language).ok()));
                    &known[known.len() - 1].1
                }
            };
            rules.as_ref().map_or("other", |rules| word_of(rules.category_for(&number)))
        })
    }
}

fn word_of(plural: PluralCategory) -> &'static str {
    match plural {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// What stands between the digits of `123.456.789,1`.
fn marks(sample: &str) -> Option<(String, String, (usize, usize))> {
    let is_digit = |letter: char| letter.is_ascii_digit();
    let mut groups: Vec<&str> = sample.split(|letter| !is_digit(letter)).filter(|part| !part.is_empty()).collect();
    let mut between = sample.split(is_digit).filter(|part| !part.is_empty());
    let group = between.next()?.to_owned();
    let point = between.last()?.to_owned();
    groups.pop()?;
    let (first, other) = (groups.pop()?.len(), groups.pop()?.len());
    Some((point, group, (first, other)))
}

/// A date of the 22nd of a month of 2001, parted at its day and its year.
fn pieces(sample: &str) -> Option<Vec<Piece>> {
    let (mut pieces, mut rest) = (Vec::new(), sample);
    while !rest.is_empty() {
        let next = [("2001", Piece::Year), ("22", Piece::Day)].into_iter();
        let next =
            next.filter_map(|(digits, piece)| Some((rest.find(digits)?, digits, piece))).min_by_key(|next| next.0);
        let Some((at, digits, piece)) = next else { break };
        if at > 0 {
            pieces.push(Piece::Text(rest[..at].to_owned()));
        }
        pieces.push(piece);
        rest = &rest[at + digits.len()..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    let count = |piece: Piece| pieces.iter().filter(|one| **one == piece).count();
    (count(Piece::Year) == 1 && count(Piece::Day) == 1).then_some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_write_as_their_speakers_do() {
        let day = NaiveDate::from_ymd_opt(2026, 6, 9).expect("a day");
        for (language, number, small, date) in [
            ("id", "12.345.678,50", "1.234", "9 Juni 2026"),
            ("en", "12,345,678.50", "1,234", "9 June 2026"),
            ("es", "12.345.678,50", "1234", "9 de junio de 2026"),
            ("de", "12.345.678,50", "1.234", "9. Juni 2026"),
            ("fr", "12\u{202f}345\u{202f}678,50", "1\u{202f}234", "9 juin 2026"),
            ("hi", "1,23,45,678.50", "1,234", "9 जून, 2026"),
            ("zh", "12,345,678.50", "1,234", "2026年6月9日"),
            ("fa", "12,345,678.50", "1,234", "9 ژوئن 2026"),
        ] {
            let tongue = Tongue::of(language);
            assert_eq!(tongue.digits("12345678", "50"), number, "{language}");
            assert_eq!(tongue.digits("1234", ""), small, "{language}");
            assert_eq!(tongue.date(day), date, "{language}");
        }
    }

    #[test]
    fn numbers_take_their_plurals() {
        let plurals = |language: &str| -> Vec<&str> {
            let numbers = ["0", "1", "2", "5", "1021", "1.5", "-1"].iter().filter_map(|text| Exact::parse(text));
            numbers.map(|number| Tongue::of(language).plural(number)).collect()
        };
        assert_eq!(plurals("id"), ["other"; 7]);
        assert_eq!(plurals("en"), ["other", "one", "other", "other", "other", "other", "one"]);
        assert_eq!(plurals("uk"), ["many", "one", "few", "many", "one", "other", "one"]);
    }

    #[test]
    fn what_is_no_language_is_written_as_iso_has_it_or_as_the_root() {
        for name in ["xx", "not a language", ""] {
            let tongue = Tongue::of(name);
            assert!(tongue.date(NaiveDate::from_ymd_opt(2026, 6, 9).expect("a day")).contains("2026"), "{name}");
            assert_eq!(tongue.digits("12", "5").len(), 4, "{name}");
            assert_eq!(tongue.plural(Exact { unscaled: 3, scale: 0 }), "other", "{name}");
        }
    }
}
