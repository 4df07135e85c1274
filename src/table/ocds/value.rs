//! Amounts, texts and ids as releases write them.

use std::borrow::Cow;
use std::collections::HashSet;

use super::record::list;
use crate::table::json::Json;
use crate::table::{Value, cast};

/// An amount and its currency, as they stand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Money<'r, 'a> {
    pub amount: Option<&'r Json<'a>>,
    pub currency: Option<&'r str>,
}

/// Reads `{amount, currency}`, a bare number or text, and amounts that lie one object too deep.
pub fn money<'r, 'a>(value: Option<&'r Json<'a>>) -> Money<'r, 'a> {
    let mut value = value;
    let mut money = Money::default();
    for _ in 0..3 {
        match value {
            Some(Json::Object(_)) => {
                let object = value.filter(|_| true);
                let text = |name| object.and_then(|object| object.get(name)).and_then(Json::as_str);
                money.currency = money.currency.or_else(|| text("currency")).filter(|text| !text.trim().is_empty());
                value = object.and_then(|object| object.get("amount").or_else(|| object.get("value")));
            }
            Some(Json::Array(values)) => value = values.first(),
            Some(Json::Null) | None => return money,
            scalar => {
                money.amount = scalar;
                return money;
            }
        }
    }
    money
}

/// The currency that a release's amounts name, when they all name the same.
pub fn only_currency<'r>(release: &'r Json<'_>) -> Option<&'r str> {
    let mut found: Option<&str> = None;
    let mut same = true;
    let mut look = |value: Option<&'r Json<'_>>| {
        if let Some(currency) = money(value).currency {
            same &= found.is_none_or(|found| found.eq_ignore_ascii_case(currency));
            found = found.or(Some(currency));
        }
    };
    look(release.path(&["tender", "value"]));
    look(release.path(&["tender", "minValue"]));
    look(release.path(&["planning", "budget", "amount"]));
    let lists = [release.get("awards"), release.get("contracts"), release.path(&["bids", "details"])];
    for elements in lists.into_iter().flatten() {
        // A list, or an object that stands for one.
        elements.elements().iter().for_each(|element| look(element.get("value")));
        elements.members().iter().for_each(|(_, element)| look(element.get("value")));
        look(elements.get("value"));
    }
    found.filter(|_| same)
}

/// A text wherever it may stand: itself, the parts of a list, the first of several languages.
pub fn words<'r>(value: Option<&'r Json<'_>>) -> Option<Cow<'r, str>> {
    match value? {
        Json::Array(values) => {
            let parts: Vec<&str> =
                values.iter().filter_map(Json::text).map(str::trim).filter(|part| !part.is_empty()).collect();
            (!parts.is_empty()).then(|| Cow::Owned(parts.join(", ")))
        }
        Json::Object(members) => members
            .iter()
            .find_map(|(_, value)| value.as_str())
            .filter(|text| !text.trim().is_empty())
            .map(Cow::Borrowed),
        scalar => scalar.text().filter(|text| !text.trim().is_empty()).map(Cow::Borrowed),
    }
}

/// The first of these texts that says something.
pub fn first_words<'r>(values: &[Option<&'r Json<'_>>]) -> Option<Cow<'r, str>> {
    values.iter().find_map(|value| words(*value))
}

/// Year of the first of these dates that can be read.
pub fn year(dates: &[Option<&Json<'_>>]) -> Option<i64> {
    use chrono::Datelike;
    let hints = cast::Hints::default();
    dates
        .iter()
        .flatten()
        .find_map(|date| cast::date(&Value::from(*date), &hints).value)
        .map(|date| i64::from(date.year()))
}

/// Ids of one list, made unique.
#[derive(Default)]
pub struct Ids(HashSet<String>);

/// What was wrong with an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    Missing,
    Repeated,
}

impl Ids {
    /// The id given, in the form in which it is written; one made from the position (from 1) when there is
    /// none; the next free one when it was there already.
    pub fn unique(&mut self, given: Option<&Json<'_>>, word: &str, position: usize) -> (String, Option<Oddity>) {
        let given = given.and_then(|given| cast::id(&Value::from(given)).value.map(Cow::into_owned));
        let (base, mut oddity) = match given {
            Some(id) => (id, None),
            None => (format!("{word}-{position}"), Some(Oddity::Missing)),
        };
        if self.0.insert(base.clone()) {
            return (base, oddity);
        }
        let mut number = 2;
        let mut id = format!("{base}-{number}");
        while !self.0.insert(id.clone()) {
            number += 1;
            id = format!("{base}-{number}");
        }
        oddity.get_or_insert(Oddity::Repeated);
        (id, oddity)
    }
}

/// The elements of a section that should be a list of objects, with their paths.
pub fn section<'r, 'a>(value: Option<&'r Json<'a>>, name: &str) -> Vec<(String, Cow<'r, Json<'a>>)> {
    list(value).into_iter().enumerate().map(|(place, element)| (format!("{name}[{place}]"), element)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::json;

    fn amount(text: &str) -> (Option<String>, Option<String>) {
        let mut scratch = String::new();
        let parsed = json::parse(text.as_bytes(), &mut scratch).expect("readable");
        let money = money(Some(&parsed.value));
        (money.amount.and_then(Json::text).map(str::to_owned), money.currency.map(str::to_owned))
    }

    #[test]
    fn amounts_in_every_form() {
        let of = |amount: &str, currency: &str| (Some(amount.to_owned()), Some(currency.to_owned()));
        assert_eq!(amount(r#"{"amount":1.50,"currency":"IDR"}"#), of("1.50", "IDR"));
        assert_eq!(amount(r#"{"amount":{"amount":"7","currency":"IDR"}}"#), of("7", "IDR"));
        assert_eq!(amount(r#"{"currency":"IDR","value":3}"#), of("3", "IDR"));
        assert_eq!(amount("12"), (Some("12".to_owned()), None));
        assert_eq!(amount(r#""Rp 12""#), (Some("Rp 12".to_owned()), None));
        assert_eq!(amount(r#"{"amount":null,"currency":" "}"#), (None, None));
        assert_eq!(amount(r#"{"amount":{"amount":{"amount":{"amount":1}}}}"#), (None, None));
    }

    #[test]
    fn ids_become_unique() {
        let mut ids = Ids::default();
        assert_eq!(ids.unique(Some(&Json::Number("1.0")), "award", 1), ("1".to_owned(), None));
        assert_eq!(ids.unique(Some(&Json::Str("1".into())), "award", 2), ("1-2".to_owned(), Some(Oddity::Repeated)));
        assert_eq!(ids.unique(None, "award", 3), ("award-3".to_owned(), Some(Oddity::Missing)));
        assert_eq!(ids.unique(Some(&Json::Str("-".into())), "award", 4), ("award-4".to_owned(), Some(Oddity::Missing)));
    }
}
