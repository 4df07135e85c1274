//! One written date, perhaps with a time and a zone, taken apart.

use chrono::{Days, NaiveDate, NaiveTime};

use super::super::{Note, Order, words};
use super::not_a_date;

/// What a text said, no more.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    pub date: NaiveDate,
    pub time: Option<NaiveTime>,
    /// Minutes east of UTC.
    pub offset: Option<i32>,
    pub unknown_zone: bool,
}

impl Stamp {
    pub fn date(date: NaiveDate) -> Stamp {
        Stamp { date, time: None, offset: None, unknown_zone: false }
    }
}

/// Reads a trimmed text that is not empty.
pub fn parse(text: &str, order: Option<Order>) -> Result<Stamp, Note> {
    if let Some((date, rest)) = iso(text) {
        return after_date(date?, rest);
    }
    let mut reader = Reader { rest: text };
    let date = reader.date(order)?;
    after_date(date, reader.rest)
}

/// `YYYY-MM-DD`, the common form, or `YYYYMMDD`.
fn iso(text: &str) -> Option<(Result<NaiveDate, Note>, &str)> {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| -> Option<u32> {
        bytes
            .get(range)?
            .iter()
            .try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    };
    let year = digits(0..4)?;
    let (month, day, end) = if bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-') {
        (digits(5..7)?, digits(8..10)?, 10)
    } else {
        (digits(4..6)?, digits(6..8)?, 8)
    };
    if bytes.get(end).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    Some((make(year, month, day), text.get(end..)?))
}

fn make(year: u32, month: u32, day: u32) -> Result<NaiveDate, Note> {
    NaiveDate::from_ymd_opt(i32::try_from(year).unwrap_or(0), month, day)
        .ok_or_else(|| Note::warning("impossible_date", "there is no such day"))
}

/// The time and the zone behind a date.
fn after_date(date: NaiveDate, rest: &str) -> Result<Stamp, Note> {
    let mut stamp = Stamp::date(date);
    let mut reader = Reader { rest };
    reader.skip(&[' ', ',', 'T', 't', '\u{a0}']);
    for word in ["pukul", "jam", "at"] {
        if let Some(rest) = reader.rest.strip_prefix(word) {
            reader.rest = rest.trim_start();
        }
    }
    if reader.rest.is_empty() {
        return Ok(stamp);
    }
    if reader.rest.starts_with(|sign: char| sign.is_ascii_digit()) {
        let (time, next_day) = reader.time()?;
        stamp.time = Some(time);
        if next_day {
            stamp.date = date.checked_add_days(Days::new(1)).ok_or_else(not_a_date)?;
        }
    }
    reader.skip(&[' ', ',']);
    if !reader.rest.is_empty() {
        stamp.offset = reader.zone()?;
        stamp.unknown_zone = stamp.offset.is_none();
        if stamp.time.is_none() && stamp.unknown_zone {
            // Words after a date alone are no zone: `2025-01-01 s/d selesai`.
            return Err(not_a_date());
        }
    }
    Ok(stamp)
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn skip(&mut self, signs: &[char]) {
        self.rest = self.rest.trim_start_matches(signs);
    }

    fn take(&mut self, matches: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|sign| !matches(sign)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    /// A run of at most nine digits; leaves the rest where it stands.
    fn digits(&mut self) -> Option<(u32, usize)> {
        let taken = self.take(|sign| sign.is_ascii_digit());
        if taken.is_empty() || taken.len() > 9 {
            return None;
        }
        Some((taken.parse().ok()?, taken.len()))
    }

    /// Three parts in any order, one of which may be a month's name.
    fn date(&mut self, order: Option<Order>) -> Result<NaiveDate, Note> {
        let mut numbers = [(0, 0); 3];
        let mut count = 0;
        let mut month = None;
        while count < 3 - usize::from(month.is_some()) {
            self.skip(&[' ', '-', '/', '.', ',', '\u{a0}']);
            if let Some(number) = self.digits() {
                numbers[count] = number;
                count += 1;
                continue;
            }
            let word = self.take(|sign| sign.is_alphabetic() || sign == '\'');
            match words::month(word) {
                Some(named) if month.is_none() && count < 3 => month = Some(named),
                _ if words::is_weekday(word)
                    || (count > 0 && matches!(word, "st" | "nd" | "rd" | "th" | "de" | "of")) => {}
                _ => return Err(not_a_date()),
            }
        }
        let year_at = numbers[..count].iter().position(|(_, length)| *length == 4).ok_or_else(not_a_date)?;
        match month {
            Some(month) => make(numbers[year_at].0, month, numbers[1 - year_at.min(1)].0),
            None => numeric([numbers[0].0, numbers[1].0, numbers[2].0], year_at, order),
        }
    }

    /// `HH:MM[:SS[.fraction]][ AM|PM]`; the flag says that `24:00` meant the next day.
    fn time(&mut self) -> Result<(NaiveTime, bool), Note> {
        let bad = || Note::warning("impossible_time", "there is no such time");
        let (mut hour, _) = self.digits().ok_or_else(bad)?;
        let mut parts = [0, 0];
        for part in &mut parts {
            let Some(rest) = self.rest.strip_prefix([':', '.']) else { break };
            self.rest = rest;
            *part = self.digits().ok_or_else(bad)?.0;
        }
        let mut micros = 0;
        if let Some(rest) = self.rest.strip_prefix(['.', ',']) {
            self.rest = rest;
            let fraction = self.take(|sign| sign.is_ascii_digit());
            let padded: String = fraction.chars().chain("000000".chars()).take(6).collect();
            micros = padded.parse().unwrap_or(0);
        }
        let before = self.rest;
        self.skip(&[' ']);
        match self.rest.get(..2).map(str::to_ascii_uppercase).as_deref() {
            Some(half @ ("AM" | "PM")) if hour <= 12 => {
                self.rest = &self.rest[2..];
                hour = hour % 12 + if half == "PM" { 12 } else { 0 };
            }
            _ => self.rest = before,
        }
        let next_day = hour == 24 && parts == [0, 0];
        let hour = if next_day { 0 } else { hour };
        let time = NaiveTime::from_hms_micro_opt(hour, parts[0], parts[1], micros).ok_or_else(bad)?;
        Ok((time, next_day))
    }

    /// `Z`, `+07:00`, `-0600`, `WIB`, `Eastern Daylight Time (EDT)`. `None`: a zone that is not known.
    fn zone(&mut self) -> Result<Option<i32>, Note> {
        if let Some(sign) = self.rest.chars().next().filter(|sign| matches!(sign, '+' | '-' | '\u{2212}')) {
            self.rest = &self.rest[sign.len_utf8()..];
            let (number, length) = self.digits().ok_or_else(not_a_date)?;
            let (hours, minutes) = match length {
                1 | 2 => {
                    let minutes = match self.rest.strip_prefix(':') {
                        Some(rest) => {
                            self.rest = rest;
                            self.digits().ok_or_else(not_a_date)?.0
                        }
                        None => 0,
                    };
                    (number, minutes)
                }
                _ => (number / 100, number % 100),
            };
            if hours > 15 || minutes > 59 {
                return Err(not_a_date());
            }
            let east = i32::try_from(hours * 60 + minutes).unwrap_or(0);
            return Ok(Some(if sign == '+' { east } else { -east }));
        }
        let text = self.rest.trim();
        if let Some(inside) = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
            return Ok(words::zone(inside.1.trim()));
        }
        let initials: String = text.split_whitespace().filter_map(|word| word.chars().next()).collect();
        Ok(words::zone(text).or_else(|| words::zone(&initials).filter(|_| initials.len() > 1)))
    }
}

/// Three numbers, one of which has four digits and is the year.
fn numeric(numbers: [u32; 3], year_at: usize, order: Option<Order>) -> Result<NaiveDate, Note> {
    let [first, second, third] = numbers;
    match year_at {
        0 => make(first, second, third),
        2 => match order {
            Some(Order::MonthDayYear) => make(third, first, second),
            Some(_) => make(third, second, first),
            None if first > 12 || first == second => make(third, second, first),
            None if second > 12 => make(third, first, second),
            None => Err(Note::warning(
                "ambiguous_date",
                "day and month cannot be told apart: say which comes first in the mapping, such as { column = \"…\", date_order = \"dmy\" }",
            )),
        },
        _ => Err(not_a_date()),
    }
}
