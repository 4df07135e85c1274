//! Days on one axis, a row for each category: from its first day to its last, with the days between as dots.
//!
//! Values are days since 1970-01-01.

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::{Drawing, Exact, Plot, Point, dot, frame, lines, percent, px, text};

/// More rows than this are left to the table.
const MOST: usize = 30;
const NAME: f64 = 18.0;
const ROW: f64 = 42.0;
/// A name that needs a second line, and the letters in one.
const LINE: f64 = 15.0;
const LETTERS: usize = 42;
const BELOW: f64 = 22.0;
/// Half a bar, and the radius of a day.
const HALF: f64 = 4.0;
const DOT: f64 = 6.0;
/// Room at both sides for a day's dot, in percent of the narrowest screen.
const SIDE: f64 = 3.0;
/// Months from one named day to the next: the first that names no more than [`NAMED`].
const STEPS: [u32; 8] = [1, 2, 3, 6, 12, 24, 60, 120];
const NAMED: usize = 3;

pub fn draw(plot: &Plot) -> Drawing {
    let (mut low, mut high) = (f64::MAX, f64::MIN);
    for point in plot.points() {
        (low, high) = (low.min(point.value), high.max(point.value));
    }
    let length = (high - low).max(1.0);
    let across = |value: f64| SIDE + (value - low) / length * (100.0 - 2.0 * SIDE);
    let rows = plot.categories.len().min(MOST);
    let names: Vec<Vec<&str>> = plot.categories.iter().take(rows).map(|name| lines(name, LETTERS, 2)).collect();
    let height = |name: &Vec<&str>| ROW + LINE * (name.len() - 1) as f64;
    let bottom: f64 = names.iter().map(height).sum();
    let mut shapes = String::new();
    for (day, name) in named(plot, low, high) {
        let x = percent(across(day));
        let place = across(day);
        let anchor = if place < 15.0 {
            "start"
        } else if place > 85.0 {
            "end"
        } else {
            "middle"
        };
        shapes += &format!(
            "<line class=\"grid\" x1=\"{x}\" x2=\"{x}\" y1=\"0\" y2=\"{}\" stroke=\"currentColor\" stroke-opacity=\"0.15\"/>",
            px(bottom)
        );
        shapes += &text(&x, bottom + 14.0, anchor, "tick", &name, 20);
    }
    let mut top = 0.0;
    for (at, (category, name)) in plot.categories.iter().zip(&names).enumerate() {
        for (number, line) in name.iter().enumerate() {
            shapes += &text("0", top + 13.0 + LINE * number as f64, "start", "name", line, LETTERS);
        }
        let found = plot.series.iter().enumerate().filter_map(|(number, series)| Some((number, series.point(at)?)));
        shapes += &row(plot, category, &found.collect::<Vec<_>>(), top + height(name) - ROW + NAME + DOT, &across);
        top += height(name);
    }
    frame("timeline", plot, bottom + BELOW, &shapes)
}

/// A row's bar from its first day to its last, and its days.
fn row(plot: &Plot, category: &str, points: &[(usize, &Point)], y: f64, across: &dyn Fn(f64) -> f64) -> String {
    let days = || points.iter().map(|(_, point)| point.value);
    let (Some(first), Some(last)) = (days().reduce(f64::min), days().reduce(f64::max)) else { return String::new() };
    let mut shapes = format!(
        "<rect class=\"s0\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill-opacity=\"0.3\"/>",
        percent(across(first)),
        px(y - HALF),
        percent(across(last) - across(first)),
        px(2.0 * HALF),
    );
    for (number, point) in points {
        let told = format!("{category}, {}: {}", plot.series[*number].name, point.label);
        let radius = (DOT - 1.5 * *number as f64).max(2.0); // equal days are all seen
        shapes += &dot(*number, across(point.value), y, radius, &told);
    }
    shapes
}

/// The day so many days after 1970-01-01.
pub fn day_of(days: f64) -> Option<NaiveDate> {
    let days = (days.abs() < 4e6).then_some(days as i64)?;
    NaiveDate::default().checked_add_signed(TimeDelta::days(days))
}

/// Days since 1970-01-01.
pub fn days_of(day: NaiveDate) -> f64 {
    (day - NaiveDate::default()).num_days() as f64
}

/// First days of months or years between two days, and what they are called.
fn named(plot: &Plot, low: f64, high: f64) -> Vec<(f64, String)> {
    let (Some(from), Some(to)) = (day_of(low), day_of(high)) else { return Vec::new() };
    let months = |step: u32| {
        let first = from.year() * 12 + from.month0() as i32;
        let last = to.year() * 12 + to.month0() as i32;
        let step = step as i32;
        let all = (first.div_euclid(step)..=last.div_euclid(step)).map(move |at| at * step);
        let days =
            all.filter_map(|month| NaiveDate::from_ymd_opt(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1));
        days.filter(|day| (from..=to).contains(day)).collect::<Vec<_>>()
    };
    let step = STEPS.iter().copied().find(|step| months(*step).len() <= NAMED).unwrap_or(1200);
    let name = |day: NaiveDate| {
        if step >= 12 {
            return day.year().to_string();
        }
        let whole = Exact::from_f64(days_of(day)).map_or(String::new(), |days| (plot.write)(days));
        // Languages that do not begin with the day have the month as ISO does.
        whole.strip_prefix("1 ").map_or_else(|| day.format("%Y-%m").to_string(), str::to_owned)
    };
    months(step).into_iter().map(|day| (days_of(day), name(day))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{attributes, plot};
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Option<f64> {
        NaiveDate::from_ymd_opt(year, month, day).map(days_of)
    }

    #[test]
    fn bars_reach_from_the_first_day_to_the_last() {
        let svg = draw(&plot(&[
            ("a", &[day(2025, 1, 1), day(2025, 7, 2)]),
            ("b", &[day(2025, 7, 2), day(2025, 12, 31)]),
            ("c", &[None, None]),
            ("d", &[day(2025, 7, 2), None]),
        ]))
        .html();
        assert_eq!(attributes(&svg, "rect", "x"), ["3%", "50%", "50%"]);
        assert_eq!(attributes(&svg, "rect", "width"), ["47%", "47%", "0%"]);
        assert_eq!(attributes(&svg, "circle", "cx"), ["3%", "50%", "50%", "97%", "50%"]);
        assert!(svg.contains(">c</text>") && !svg.contains("NaN"), "{svg}");
    }

    #[test]
    fn long_names_take_two_lines_and_what_nothing_tells_has_no_colour() {
        let long = "Pembangunan Jalan Lingkungan Desa Sukamaju Tahap Kedua";
        let drawing = draw(&plot(&[
            (long, &[day(2025, 1, 1), None, day(2025, 3, 1)]),
            ("b", &[day(2025, 2, 1), None, day(2025, 3, 1)]),
        ]));
        let svg = drawing.html();
        assert!(svg.contains(">Tahap Kedua</text>") && !svg.contains('…'), "{svg}");
        let heights = attributes(&svg, "circle", "cy");
        let row = |at: usize| heights[at].parse::<f64>().unwrap_or_default();
        assert!((row(2) - row(0) - ROW).abs() < 0.01, "{heights:?}");
        assert!((row(0) - LINE - NAME - DOT).abs() < 0.01, "{heights:?}");
        assert!(svg.contains(">series 2</li>") && !svg.contains("series 1</li>"), "{svg}");
    }

    #[test]
    fn months_and_years_are_named_by_their_first_day() {
        let names = |low: Option<f64>, high: Option<f64>| -> Vec<(f64, String)> {
            let mut plot = plot(&[]);
            plot.write =
                Box::new(|days| day_of(days.to_f64()).map_or(String::new(), |day| day.format("%-d %B %Y").to_string()));
            named(&plot, low.unwrap_or_default(), high.unwrap_or_default())
        };
        let told = |names: Vec<(f64, String)>| names.into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(told(names(day(2025, 1, 15), day(2025, 4, 1))), ["February 2025", "March 2025", "April 2025"]);
        assert_eq!(told(names(day(2025, 1, 15), day(2025, 12, 30))), ["April 2025", "July 2025", "October 2025"]);
        assert_eq!(told(names(day(2019, 3, 1), day(2025, 12, 30))), ["2020", "2022", "2024"]);
        assert_eq!(told(names(day(2025, 7, 1), day(2025, 7, 1))), ["July 2025"]);
        assert_eq!((day_of(0.0), day(1970, 1, 2)), (NaiveDate::from_ymd_opt(1970, 1, 1), Some(1.0)));
        assert!(names(Some(f64::MAX), Some(f64::MAX)).is_empty());
    }
}
