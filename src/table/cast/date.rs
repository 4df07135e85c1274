//! Dates and moments in every form that real files use.

mod parse;

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime};

use self::parse::{Stamp, parse};
use super::{Hints, Note, Read, empty::is_empty};
use crate::table::Value;

/// Years outside these are mistakes in procurement and budget data.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// A date as its source wrote it: a moment's date is not shifted to another zone.
pub fn date(value: &Value<'_>, hints: &Hints) -> Read<NaiveDate> {
    match stamp(value, hints) {
        Ok(Some(stamp)) => Read::noted(stamp.date, None),
        Ok(None) => Read::nothing(),
        Err(note) => Read { value: None, note: Some(note) },
    }
}

/// A moment in microseconds since 1970 UTC. Without a zone, the portal's own offset is meant; a date
/// alone means its first moment.
pub fn moment(value: &Value<'_>, hints: &Hints) -> Read<i64> {
    let stamp = match stamp(value, hints) {
        Ok(Some(stamp)) => stamp,
        Ok(None) => return Read::nothing(),
        Err(note) => return Read { value: None, note: Some(note) },
    };
    let local = NaiveDateTime::new(stamp.date, stamp.time.unwrap_or(NaiveTime::MIN));
    let offset = stamp.offset.unwrap_or(hints.offset_minutes);
    let micros = local.and_utc().timestamp_micros() - i64::from(offset) * 60_000_000;
    let note = stamp
        .unknown_zone
        .then(|| Note::warning("unknown_zone", "the time zone is not known; the portal's own is taken"));
    Read::noted(micros, note)
}

fn stamp(value: &Value<'_>, hints: &Hints) -> Result<Option<Stamp>, Note> {
    let found = match value {
        Value::Empty => return Ok(None),
        Value::Date(date) => Stamp::date(*date),
        Value::Moment(moment) => Stamp { time: Some(moment.time()), ..Stamp::date(moment.date()) },
        Value::Int(number) => from_number(*number as f64)?,
        Value::Float(number) => from_number(*number)?,
        Value::Number(text) => from_number(text.parse().unwrap_or(f64::NAN))?,
        Value::Bool(_) => return Err(not_a_date()),
        Value::Text(text) => {
            let text = text.trim();
            // What databases write for "no date".
            if is_empty(text) || text.starts_with("0000-00-00") {
                return Ok(None);
            }
            parse(text, hints.order)?
        }
    };
    if YEARS.contains(&found.date.year()) {
        Ok(Some(found))
    } else {
        Err(Note::warning("year_out_of_range", "the year lies outside 1990 to 2100"))
    }
}

/// Numbers that stand for dates: `20250716`, days of a spreadsheet, seconds or milliseconds since 1970.
fn from_number(number: f64) -> Result<Stamp, Note> {
    if !number.is_finite() {
        return Err(not_a_date());
    }
    if (19_900_101.0..=21_001_231.0).contains(&number) && number.fract() == 0.0 {
        return parse(&format!("{number}"), None);
    }
    let days = |day: NaiveDate, seconds: f64| {
        let moment = day.and_time(NaiveTime::MIN).checked_add_signed(Duration::milliseconds((seconds * 1000.0) as i64));
        moment.ok_or_else(not_a_date)
    };
    let epoch = NaiveDate::default();
    let sheet = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default();
    let (moment, offset) = if (32_874.0..73_416.0).contains(&number) {
        (days(sheet, number * 86_400.0)?, None)
    } else if (6.3e8..4.2e9).contains(&number) {
        (days(epoch, number)?, Some(0))
    } else if (6.3e11..4.2e12).contains(&number) {
        (days(epoch, number / 1000.0)?, Some(0))
    } else {
        return Err(not_a_date());
    };
    Ok(Stamp { time: Some(moment.time()), offset, ..Stamp::date(moment.date()) })
}

fn not_a_date() -> Note {
    Note::warning("not_a_date", "cannot be read as a date")
}

#[cfg(test)]
mod tests {
    use super::super::Order;
    use super::*;

    fn of(text: &str) -> Option<String> {
        date(&Value::from(text), &Hints::default()).value.map(|date| date.to_string())
    }

    fn code(text: &str) -> Option<&'static str> {
        date(&Value::from(text), &Hints::default()).note.map(|note| note.code)
    }

    fn at(text: &str) -> Option<String> {
        let hints = Hints { offset_minutes: 420, ..Hints::default() };
        let micros = moment(&Value::from(text), &hints).value?;
        chrono::DateTime::from_timestamp_micros(micros).map(|moment| moment.format("%Y-%m-%dT%H:%M:%S%.f").to_string())
    }

    #[test]
    fn dates_in_all_forms() {
        for (text, expected) in [
            ("2025-10-03", "2025-10-03"),
            ("2025-03-21T00:00:00.000000Z", "2025-03-21"),
            ("2025-01-31 14:00:00.000000Z", "2025-01-31"),
            ("2025-01-22 12:31:28", "2025-01-22"),
            ("Jul 16, 2025, 12:00:00AM", "2025-07-16"),
            ("10 Juni 2026", "2026-06-10"),
            ("Senin, 10 Juni 2026", "2026-06-10"),
            ("29-05-2026", "2026-05-29"),
            ("3/18/2015", "2015-03-18"),
            ("2014-04-15 14:00 Eastern Daylight Time (EDT)", "2014-04-15"),
            ("2016-01-05T00:00:00.-06:00", "2016-01-05"),
            ("20250716", "2025-07-16"),
            ("16-Jul-2025", "2025-07-16"),
            ("2025/07/16", "2025-07-16"),
            ("07/07/2025", "2025-07-07"),
        ] {
            assert_eq!(of(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn dates_that_are_none() {
        assert_eq!(code("2025-02-30"), Some("impossible_date"));
        assert_eq!(code("31/04/2025"), Some("impossible_date"));
        assert_eq!(code("03-05-2026"), Some("ambiguous_date"));
        assert_eq!(code("0202-05-13"), Some("year_out_of_range"));
        assert_eq!(code("1970-01-01"), Some("year_out_of_range"));
        assert_eq!(code("29-05-26"), Some("not_a_date"));
        assert_eq!(code("segera"), Some("not_a_date"));
        assert_eq!(code("2025"), Some("not_a_date"));
        assert_eq!((of("0000-00-00 00:00:00"), code("0000-00-00 00:00:00")), (None, None));
    }

    #[test]
    fn the_mapping_says_the_order() {
        let day = Hints { order: Some(Order::DayMonthYear), ..Hints::default() };
        let month = Hints { order: Some(Order::MonthDayYear), ..Hints::default() };
        let value = Value::from("03-05-2026");
        assert_eq!(date(&value, &day).value, NaiveDate::from_ymd_opt(2026, 5, 3));
        assert_eq!(date(&value, &month).value, NaiveDate::from_ymd_opt(2026, 3, 5));
        // A hint does not make an impossible date.
        assert_eq!(date(&Value::from("3/18/2015"), &day).note.map(|note| note.code), Some("impossible_date"));
    }

    #[test]
    fn moments_are_utc() {
        assert_eq!(at("2025-01-22 12:31:28").as_deref(), Some("2025-01-22T05:31:28"));
        assert_eq!(at("2025-01-31 14:00:00.000000Z").as_deref(), Some("2025-01-31T14:00:00"));
        assert_eq!(at("2024-08-29T10:00:01.679000Z").as_deref(), Some("2024-08-29T10:00:01.679"));
        assert_eq!(at("Jul 16, 2025, 12:00:00AM").as_deref(), Some("2025-07-15T17:00:00"));
        assert_eq!(at("2014-04-15 14:00 Eastern Daylight Time (EDT)").as_deref(), Some("2014-04-15T18:00:00"));
        assert_eq!(at("2016-01-05T00:00:00.-06:00").as_deref(), Some("2016-01-05T06:00:00"));
        assert_eq!(at("10 Juni 2026 14:30 WIB").as_deref(), Some("2026-06-10T07:30:00"));
        assert_eq!(at("2025-07-16T09:00:00+0800").as_deref(), Some("2025-07-16T01:00:00"));
        assert_eq!(at("2025-07-16").as_deref(), Some("2025-07-15T17:00:00"));
        assert_eq!(at("7/16/2025 1:05 PM").as_deref(), Some("2025-07-16T06:05:00"));
    }

    #[test]
    fn an_unknown_zone_is_told() {
        let read = moment(&Value::from("2025-07-16 09:00 Mars"), &Hints::default());
        assert_eq!(read.note.map(|note| note.code), Some("unknown_zone"));
        assert!(read.value.is_some());
    }

    #[test]
    fn spreadsheet_days_and_unix_time() {
        let of = |number: f64| date(&Value::Float(number), &Hints::default()).value.map(|date| date.to_string());
        assert_eq!(of(45_854.0).as_deref(), Some("2025-07-16"));
        assert_eq!(of(1_752_624_000_000.0).as_deref(), Some("2025-07-16"));
        assert_eq!(of(12.0), None);
        assert_eq!(of(f64::NAN), None);
    }
}
