//! Numbers, money, dates and words as one language writes them.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, Timelike};

use super::exact::Exact;
use super::tongue::Tongue;

/// Between a number and its unit: they never part at a line's end.
pub const JOINED: char = '\u{a0}';

const UNITS_ID: [&str; 4] = ["ribu", "juta", "miliar", "triliun"];
const UNITS_EN: [&str; 4] = ["thousand", "million", "billion", "trillion"];

/// One language and the portal's zone: everything that display needs to know.
#[derive(Clone, Debug)]
pub struct Locale {
    /// `id`, `en`, or any other that the CLDR knows.
    pub language: String,
    /// Its marks, months and plurals.
    tongue: Arc<Tongue>,
    pub words: BTreeMap<String, String>,
    pub offset: FixedOffset,
    /// `WIB`, `UTC+07:00`.
    pub zone: String,
    /// ISO 4217 code of amounts that name none.
    pub currency: String,
}

impl Locale {
    pub fn new(language: &str, words: BTreeMap<String, String>, zone: &str, minutes: i32, currency: &str) -> Locale {
        // More than a day east or west is no zone: the settings' check says so; UTC until then.
        let utc = FixedOffset::east_opt(0).expect("zero is within a day");
        let offset = minutes.checked_mul(60).and_then(FixedOffset::east_opt).unwrap_or(utc);
        let zone = match zone {
            "Asia/Jakarta" | "Asia/Pontianak" => "WIB".to_string(),
            "Asia/Makassar" => "WITA".to_string(),
            "Asia/Jayapura" => "WIT".to_string(),
            _ if offset == utc => "UTC".to_string(),
            _ => format!("UTC{offset}"),
        };
        let tongue = Tongue::of(language);
        Locale { language: language.to_string(), tongue, words, offset, zone, currency: currency.to_string() }
    }

    pub fn is_indonesian(&self) -> bool {
        self.language == "id"
    }

    /// What stands where a value is missing.
    pub fn nothing(&self) -> &str {
        self.words.get("no_data").map_or("—", String::as_str)
    }

    /// Interface text. With a count, that of its plural in this language (`key_one`, `key_few`, …) goes first.
    pub fn word(&self, key: &str, count: Option<Exact>) -> Option<&str> {
        let plural = count.and_then(|count| self.words.get(&format!("{key}_{}", self.tongue.plural(count))));
        plural.or_else(|| self.words.get(key)).map(String::as_str)
    }

    /// Words for a thousand times one, two, three and four.
    fn units(&self) -> [&str; 4] {
        let units = if self.is_indonesian() { UNITS_ID } else { UNITS_EN };
        let words = &self.words;
        let own = [
            words.get("unit_thousand"),
            words.get("unit_million"),
            words.get("unit_billion"),
            words.get("unit_trillion"),
        ];
        std::array::from_fn(|at| own[at].map_or(units[at], String::as_str))
    }

    /// Digits in groups, with this language's marks: `1.270.000,5` or `1,270,000.5`.
    pub fn digits(&self, number: Exact) -> String {
        let text = number.to_string();
        let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
        let digits = self.tongue.digits(whole, part);
        if zero || sign.is_empty() { digits } else { format!("{sign}{digits}") }
    }

    /// At most this many decimals, zeros at the end dropped.
    pub fn number(&self, number: Exact, decimals: u32) -> String {
        self.digits(number.rounded(decimals).trimmed())
    }

    /// The exact amount: `Rp 1.270.000.000`, `Rp1,270,000,000`, `USD 1,234.50`. Rupiah show cents only
    /// where there are some; other currencies always show two decimals, except those that have none.
    pub fn money(&self, amount: Exact, currency: &str) -> String {
        let cents = amount.trimmed().scale;
        let decimals = match currency {
            "IDR" => {
                if cents == 0 {
                    0
                } else {
                    cents.max(2)
                }
            }
            "JPY" | "KRW" | "VND" | "PYG" | "CLP" | "UGX" | "RWF" | "XAF" | "XOF" => cents,
            _ => cents.max(2),
        };
        let shown = widen(amount.trimmed(), decimals);
        self.with_currency(&self.digits(shown), currency)
    }

    /// The amount in three figures at most: `Rp 1,27 miliar`, `Rp1.27 billion`.
    pub fn money_short(&self, amount: Exact, currency: &str) -> String {
        if amount.whole() < 1000 {
            let near = amount.rounded(0);
            if near.whole() < 1000 {
                return self.money(if currency == "IDR" { near } else { amount.rounded(2) }, currency);
            }
        }
        let units = self.units();
        for (at, unit) in units.iter().enumerate() {
            let power = 3 * (at as u32 + 1);
            let scaled = Exact { unscaled: amount.unscaled, scale: amount.scale + power };
            let figures = match scaled.whole() {
                0..10 => 2,
                10..100 => 1,
                _ => 0,
            };
            let rounded = scaled.rounded(figures);
            // 999.95 million is one billion, not a thousand million.
            if rounded.whole() < 1000 || at == units.len() - 1 {
                let figures = if rounded.whole() >= 100 {
                    0
                } else if rounded.whole() >= 10 {
                    1
                } else {
                    2
                };
                let text = format!("{}{JOINED}{unit}", self.number(rounded, figures));
                return self.with_currency(&text, currency);
            }
        }
        self.money(amount, currency)
    }

    /// For an axis up to this value: the power of ten that its numbers are divided by, and the words
    /// that say so, such as `Rp miliar` or `million`.
    pub fn axis(&self, largest: f64, currency: &str) -> (u32, String) {
        let units = self.units();
        let place = (1..=4u32).rev().find(|place| largest >= 10f64.powi(3 * *place as i32));
        let unit = place.map_or("", |place| units[place as usize - 1]);
        let currency = if currency == "IDR" { "Rp" } else { currency };
        let words: Vec<&str> = [currency, unit].into_iter().filter(|word| !word.is_empty()).collect();
        (place.unwrap_or(0) * 3, words.join(" "))
    }

    fn with_currency(&self, digits: &str, currency: &str) -> String {
        let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
        match (currency, self.is_indonesian()) {
            ("IDR", true) => format!("{sign}Rp{JOINED}{digits}"),
            ("IDR", false) => format!("{sign}Rp{digits}"),
            ("", _) => format!("{sign}{digits}"),
            (code, _) => format!("{sign}{code}{JOINED}{digits}"),
        }
    }

    /// A ratio as percent: 0.123 is `12,3%` or `12.3%` (as CLDR has it for both languages).
    pub fn percent(&self, ratio: Exact, decimals: u32) -> String {
        self.percent_points(ratio.shifted(2).unwrap_or(ratio), decimals)
    }

    /// A number that is percent already. What is not quite a hundred is not rounded up to it.
    pub fn percent_points(&self, number: Exact, decimals: u32) -> String {
        let hundred = Exact { unscaled: 100, scale: 0 };
        let is_whole = |number: Exact| number.trimmed() == hundred;
        let most = decimals + 3;
        let told = match is_whole(number.rounded(decimals)) && !is_whole(number) {
            true => (decimals..most).find(|decimals| !is_whole(number.rounded(*decimals))).unwrap_or(most),
            false => decimals,
        };
        format!("{}%", self.number(number, told))
    }

    pub fn days(&self, days: Exact) -> String {
        let digits = self.number(days, 1);
        let one = self.tongue.plural(days.rounded(1)) == "one";
        let otherwise = if self.is_indonesian() {
            "hari"
        } else if one {
            "day"
        } else {
            "days"
        };
        let word = self.word("unit_days", Some(days.rounded(1))).unwrap_or(otherwise);
        format!("{digits}{JOINED}{word}")
    }

    /// A size in decimal units, as hosts state their limits: `1,2 MB`.
    pub fn bytes(&self, size: Exact) -> String {
        let mut scaled = Exact { unscaled: size.rounded(0).unscaled, scale: 0 };
        for unit in ["B", "kB", "MB", "GB"] {
            let rounded = scaled.rounded(if scaled.whole() < 10 { 1 } else { 0 });
            if rounded.whole() < 1000 {
                return format!("{}{JOINED}{unit}", self.number(rounded, 1));
            }
            scaled.scale += 3;
        }
        format!("{}{JOINED}TB", self.number(scaled, 1))
    }

    /// `10 Juni 2026`, `10 June 2026`.
    pub fn date(&self, date: NaiveDate) -> String {
        self.tongue.date(date)
    }

    /// A moment in the portal's zone: `10 Juni 2026 11.00 WIB`, `10 June 2026, 11:00 WIB`.
    pub fn datetime(&self, moment: DateTime<FixedOffset>) -> String {
        let local = moment.with_timezone(&self.offset);
        let date = self.date(local.date_naive());
        let (hour, minute, zone) = (local.hour(), local.minute(), &self.zone);
        if self.is_indonesian() {
            format!("{date} {hour:02}.{minute:02} {zone}")
        } else {
            format!("{date}, {hour:02}:{minute:02} {zone}")
        }
    }

    /// The moment in ISO 8601 text; without a zone it is UTC, as timestamps in tables are.
    pub fn moment(text: &str) -> Option<DateTime<FixedOffset>> {
        DateTime::parse_from_rfc3339(text).ok().or_else(|| {
            let naive = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
                .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f"));
            naive.ok().map(|naive| naive.and_utc().fixed_offset())
        })
    }

    /// The day in ISO 8601 text; of a moment, the day in the portal's zone.
    pub fn day(&self, text: &str) -> Option<NaiveDate> {
        if let Some(day) = plain_day(text) {
            return Some(day);
        }
        match Locale::moment(text) {
            Some(moment) => Some(moment.with_timezone(&self.offset).date_naive()),
            None => NaiveDate::parse_from_str(text, "%Y-%m-%d").ok(),
        }
    }
}

/// `2025-03-09`, as dates are written for templates: read without a pattern, since pages hold many.
fn plain_day(text: &str) -> Option<NaiveDate> {
    let part = |from: usize, to: usize| {
        let digits = text.as_bytes().get(from..to)?;
        digits.iter().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i32::from(byte - b'0')))
    };
    let dashes = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    let (month, day) = (part(5, 7)?.cast_unsigned(), part(8, 10)?.cast_unsigned());
    dashes.then(|| NaiveDate::from_ymd_opt(part(0, 4)?, month, day)).flatten()
}

/// The same number with at least this many decimals written.
fn widen(number: Exact, decimals: u32) -> Exact {
    let missing = decimals.saturating_sub(number.scale);
    match 10i128.checked_pow(missing).and_then(|power| number.unscaled.checked_mul(power)) {
        Some(unscaled) => Exact { unscaled, scale: number.scale + missing },
        None => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(language: &str) -> Locale {
        Locale::new(language, BTreeMap::new(), "Asia/Jakarta", 420, "IDR")
    }

    fn exact(text: &str) -> Exact {
        Exact::parse(text).expect("a test number is a number")
    }

    fn plain(text: String) -> String {
        text.replace(JOINED, " ")
    }

    #[test]
    fn money_is_exact() {
        let (id, en) = (locale("id"), locale("en"));
        for (amount, currency, indonesian, english) in [
            ("1270000000", "IDR", "Rp 1.270.000.000", "Rp1,270,000,000"),
            ("1270000000.00", "IDR", "Rp 1.270.000.000", "Rp1,270,000,000"),
            ("-1234.5", "IDR", "-Rp 1.234,50", "-Rp1,234.50"),
            ("0", "IDR", "Rp 0", "Rp0"),
            ("1234.5", "USD", "USD 1.234,50", "USD 1,234.50"),
            ("5", "JPY", "JPY 5", "JPY 5"),
            ("99999999999999999999.99", "IDR", "Rp 99.999.999.999.999.999.999,99", "Rp99,999,999,999,999,999,999.99"),
        ] {
            assert_eq!(plain(id.money(exact(amount), currency)), indonesian);
            assert_eq!(plain(en.money(exact(amount), currency)), english);
        }
    }

    #[test]
    fn short_money_rounds_at_the_edges() {
        let (id, en) = (locale("id"), locale("en"));
        for (amount, indonesian, english) in [
            ("1270000000", "Rp 1,27 miliar", "Rp1.27 billion"),
            ("999", "Rp 999", "Rp999"),
            ("999.6", "Rp 1 ribu", "Rp1 thousand"),
            ("1500", "Rp 1,5 ribu", "Rp1.5 thousand"),
            ("999499", "Rp 999 ribu", "Rp999 thousand"),
            ("999500", "Rp 1 juta", "Rp1 million"),
            ("9995000", "Rp 10 juta", "Rp10 million"),
            ("99960000", "Rp 100 juta", "Rp100 million"),
            ("999999999", "Rp 1 miliar", "Rp1 billion"),
            ("-2504000000000", "-Rp 2,5 triliun", "-Rp2.5 trillion"),
            ("1234567000000000000", "Rp 1.234.567 triliun", "Rp1,234,567 trillion"),
            ("0", "Rp 0", "Rp0"),
        ] {
            assert_eq!(plain(id.money_short(exact(amount), "IDR")), indonesian);
            assert_eq!(plain(en.money_short(exact(amount), "IDR")), english);
        }
        assert_eq!(plain(en.money_short(exact("12.5"), "USD")), "USD 12.50");
    }

    #[test]
    fn an_axis_says_its_unit_once() {
        assert_eq!(locale("id").axis(2e10, "IDR"), (9, "Rp miliar".into()));
        assert_eq!(locale("en").axis(999.0, "USD"), (0, "USD".into()));
        assert_eq!(locale("en").axis(1e16, ""), (12, "trillion".into()));
    }

    #[test]
    fn numbers_follow_the_language() {
        let (id, en) = (locale("id"), locale("en"));
        assert_eq!(
            (id.number(exact("1234567.891"), 2), en.number(exact("1234567.891"), 2)),
            ("1.234.567,89".into(), "1,234,567.89".into())
        );
        assert_eq!(en.number(exact("-0.001"), 1), "0");
        assert_eq!(
            (plain(id.percent(exact("0.12345"), 1)), en.percent(exact("0.12345"), 1)),
            ("12,3%".into(), "12.3%".into())
        );
        // Not quite all is not all.
        let told = |ratio: &str, decimals| en.percent(exact(ratio), decimals);
        assert_eq!(
            (told("0.9995", 1), told("1", 1), told("0.99996", 1)),
            ("99.95%".into(), "100%".into(), "99.996%".into())
        );
        assert_eq!(
            (told("0.999", 0), told("1.0001", 1), told("0.99999999", 1)),
            ("99.9%".into(), "100.01%".into(), "100%".into())
        );
        assert_eq!((plain(id.days(exact("12"))), plain(en.days(exact("1")))), ("12 hari".into(), "1 day".into()));
        assert_eq!(plain(id.bytes(exact("1234567"))), "1,2 MB");
        assert_eq!(plain(en.bytes(exact("999999"))), "1 MB");
        assert_eq!(plain(en.bytes(exact("12"))), "12 B");
    }

    #[test]
    fn days_and_moments_stand_in_the_portals_zone() {
        let (id, en) = (locale("id"), locale("en"));
        let day = id.day("2026-06-10").expect("a date");
        assert_eq!((id.date(day), en.date(day)), ("10 Juni 2026".into(), "10 June 2026".into()));
        let moment = Locale::moment("2026-06-10T20:00:00Z").expect("a moment");
        assert_eq!(
            (id.datetime(moment), en.datetime(moment)),
            ("11 Juni 2026 03.00 WIB".into(), "11 June 2026, 03:00 WIB".into())
        );
        assert_eq!(id.day("2026-06-10T20:00:00Z"), NaiveDate::from_ymd_opt(2026, 6, 11));
        assert_eq!(id.day("10/06/2026"), None);
        assert_eq!(Locale::new("en", BTreeMap::new(), "Europe/London", 60, "GBP").zone, "UTC+01:00");
    }

    #[test]
    fn plurals_follow_the_language() {
        let words = BTreeMap::from([
            ("bids_one".to_string(), "{n} bid".to_string()),
            ("bids_other".to_string(), "{n} bids".to_string()),
            ("home".to_string(), "Home".to_string()),
        ]);
        let en = Locale { words: words.clone(), ..locale("en") };
        let id = Locale { words, ..locale("id") };
        assert_eq!(en.word("bids", Some(exact("1"))), Some("{n} bid"));
        assert_eq!(en.word("bids", Some(exact("0"))), Some("{n} bids"));
        assert_eq!(id.word("bids", Some(exact("1"))), Some("{n} bids"));
        assert_eq!(en.word("home", Some(exact("1"))), Some("Home"));
        assert_eq!(en.word("bids", None), None);
    }
}
