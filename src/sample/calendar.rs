//! Days and moments in the forms that exports write them. Civil dates by Hinnant's algorithm.

/// Days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub i64);

/// A second of a day, in local time (the exports name no zone).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    pub day: Day,
    pub second: i64,
}

const ENGLISH: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
#[rustfmt::skip]
const INDONESIAN: [&str; 12] = [
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
];
const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

impl Day {
    pub fn new(year: i64, month: i64, day: i64) -> Day {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let of_era = year - era * 400;
        let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
        Day(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    pub fn civil(self) -> (i64, usize, i64) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let of_era = z - era * 146_097;
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let m = (5 * of_year + 2) / 153;
        let month = if m < 10 { m + 3 } else { m - 9 };
        (year + era * 400 + i64::from(month <= 2), month as usize, of_year - (153 * m + 2) / 5 + 1)
    }

    pub fn plus(self, days: i64) -> Day {
        Day(self.0 + days)
    }

    /// The same day, or the Monday after a weekend.
    pub fn working(self) -> Day {
        match (self.0 + 3).rem_euclid(7) {
            5 => Day(self.0 + 2),
            6 => Day(self.0 + 1),
            _ => self,
        }
    }

    pub fn at(self, hour: i64, minute: i64, second: i64) -> Moment {
        Moment { day: self, second: hour * 3600 + minute * 60 + second }
    }

    pub fn iso(self) -> String {
        let (year, month, day) = self.civil();
        let mut text = String::with_capacity(32);
        digits(&mut text, year, 4);
        text.push('-');
        digits(&mut text, month as i64, 2);
        text.push('-');
        digits(&mut text, day, 2);
        text
    }

    /// `2025-07-16T00:00:00.000000Z`
    pub fn zulu(self) -> String {
        self.iso() + "T00:00:00.000000Z"
    }

    /// `Jul 16, 2025, 12:00:00AM`
    pub fn english(self) -> String {
        let (year, month, day) = self.civil();
        format!("{} {day}, {year}, 12:00:00AM", ENGLISH[month - 1])
    }

    /// `10 Juni 2026`
    pub fn indonesian(self) -> String {
        let (year, month, day) = self.civil();
        format!("{day} {} {year}", INDONESIAN[month - 1])
    }

    /// `29-05-2026`
    pub fn dashed(self) -> String {
        let (year, month, day) = self.civil();
        format!("{day:02}-{month:02}-{year}")
    }

    /// `3/18/2015`
    pub fn american(self) -> String {
        let (year, month, day) = self.civil();
        format!("{month}/{day}/{year}")
    }

    /// The month as letters number it: `VII`.
    pub fn roman_month(self) -> &'static str {
        ROMAN[self.civil().1 - 1]
    }
}

impl Moment {
    /// `2025-02-11 09:48:28`
    pub fn plain(self) -> String {
        let mut text = self.day.iso();
        text.push(' ');
        self.clock(&mut text);
        text
    }

    /// `2025-02-11 09:48:28.000000Z`
    pub fn spaced_zulu(self) -> String {
        self.plain() + ".000000Z"
    }

    /// `2025-02-11T09:48:28.419000Z`
    pub fn zulu(self, thousandths: i64) -> String {
        let mut text = self.day.iso();
        text.push('T');
        self.clock(&mut text);
        text.push('.');
        digits(&mut text, thousandths, 3);
        text.push_str("000Z");
        text
    }

    /// `2025-02-11T09:48:28+07:00`, as OCDS asks.
    pub fn rfc3339(self) -> String {
        let mut text = self.day.iso();
        text.push('T');
        self.clock(&mut text);
        text.push_str("+07:00");
        text
    }

    fn clock(self, text: &mut String) {
        digits(text, self.second / 3600, 2);
        text.push(':');
        digits(text, self.second / 60 % 60, 2);
        text.push(':');
        digits(text, self.second % 60, 2);
    }
}

/// A number with leading zeros; `format!` is several times slower and these are the hot path.
fn digits(text: &mut String, number: i64, width: u32) {
    for place in (0..width).rev() {
        text.push(char::from(b'0' + (number / 10_i64.pow(place) % 10) as u8));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_agree_for_a_century() {
        let mut expected = chrono::NaiveDate::from_ymd_opt(1970, 1, 1).expect("a real date");
        for number in 0..40_000 {
            let (year, month, day) = Day(number).civil();
            assert_eq!(Day(number).iso(), expected.to_string());
            assert_eq!(Day::new(year, month as i64, day), Day(number));
            expected = expected.succ_opt().expect("far from the end of time");
        }
    }

    #[test]
    fn forms() {
        let day = Day::new(2025, 7, 6);
        assert_eq!(day.zulu(), "2025-07-06T00:00:00.000000Z");
        assert_eq!(day.english(), "Jul 6, 2025, 12:00:00AM");
        assert_eq!(day.indonesian(), "6 Juli 2025");
        assert_eq!(day.dashed(), "06-07-2025");
        assert_eq!(day.american(), "7/6/2025");
        assert_eq!(day.working().iso(), "2025-07-07", "a Sunday becomes Monday");
        assert_eq!(day.at(9, 5, 1).zulu(419), "2025-07-06T09:05:01.419000Z");
        assert_eq!(day.at(9, 5, 1).rfc3339(), "2025-07-06T09:05:01+07:00");
    }
}
