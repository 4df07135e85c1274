//! Currency codes: ISO 4217, three capital letters.

use std::borrow::Cow;

use super::{Note, Read, empty::is_empty};
use crate::table::Value;

/// ISO 4217 codes of currencies in use, sorted.
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN \
BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP \
GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR \
LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR \
PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD \
TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XDR XOF XPF XSU XUA YER ZAR ZMW ZWL ";

/// Whether a word is a currency's code, in any case.
pub fn is_code(word: &str) -> bool {
    code(word).is_some()
}

fn code(word: &str) -> Option<&'static str> {
    if word.len() != 3 || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    CODES.split_ascii_whitespace().find(|known| known.eq_ignore_ascii_case(word))
}

/// ISO 4217's own code for no known currency.
const NONE: &str = "XXX";

/// A currency's code. Unknown codes are kept in capitals, other words become `XXX`, with a warning:
/// amounts in different currencies are never added, so keeping them apart is what is safe.
pub fn currency<'v>(value: &'v Value<'_>) -> Read<Cow<'v, str>> {
    let Value::Text(text) = value else {
        return match value {
            Value::Empty => Read::nothing(),
            _ => Read::noted(Cow::Borrowed(NONE), Some(Note::warning("unknown_currency", "is not a currency"))),
        };
    };
    let text = text.trim();
    if is_empty(text) {
        return Read::nothing();
    }
    if let Some(code) = code(text) {
        return Read::good(Cow::Borrowed(code));
    }
    let named = match text.trim_end_matches('.').to_lowercase().as_str() {
        "rp" | "rupiah" => Some("IDR"),
        "naira" => Some("NGN"),
        "guaranies" | "guaraníes" | "gs" => Some("PYG"),
        "peso mexicano" | "pesos mexicanos" => Some("MXN"),
        "euro" | "euros" | "€" => Some("EUR"),
        "us$" | "us dollar" | "us dollars" => Some("USD"),
        _ => None,
    };
    if let Some(code) = named {
        return Read::good(Cow::Borrowed(code));
    }
    if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        let note = Note::warning("unknown_currency", "is not a code of ISO 4217; kept as it is");
        return Read::noted(Cow::Owned(text.to_ascii_uppercase()), Some(note));
    }
    let note = Note::warning("unknown_currency", "names no currency that is known: XXX stands for it");
    Read::noted(Cow::Borrowed(NONE), Some(note))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (Option<String>, Option<&'static str>) {
        let value = Value::from(text);
        let read = currency(&value);
        (read.value.map(Cow::into_owned), read.note.map(|note| note.code))
    }

    #[test]
    fn codes_names_and_strangers() {
        assert_eq!(of("mdl"), (Some("MDL".into()), None));
        assert_eq!(of("Naira"), (Some("NGN".into()), None));
        assert_eq!(of("MNX"), (Some("MNX".into()), Some("unknown_currency")));
        assert_eq!(of("ringgit lama"), (Some("XXX".into()), Some("unknown_currency")));
        assert_eq!(currency(&Value::Int(360)).value.as_deref(), Some("XXX"));
        assert_eq!(of(" "), (None, None));
    }
}
