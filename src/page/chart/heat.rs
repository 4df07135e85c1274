//! A calendar whose days are the darker the larger their values: a week a column, Monday first.

use chrono::{Datelike, NaiveDate};

use super::{Colour, Drawing, Exact, Plot, escaped, frame, percent, px};

const CELL: f64 = 14.0;
const TOP: f64 = 18.0;
/// All months have room alike, so that their names stand above them: as much as six weeks take.
const MONTH: f64 = 100.0 / 12.0;
const WEEK: f64 = MONTH / 6.0;
/// Room for the name of a year.
const YEAR: f64 = 16.0;
/// More years than this are left to the table.
const MOST: usize = 5;

/// Categories are days (ISO 8601); those of each year stand below each other.
pub fn draw(plot: &Plot) -> Drawing {
    let series = plot.series.first();
    let days: Vec<(NaiveDate, f64, &str)> = plot
        .categories
        .iter()
        .enumerate()
        .filter_map(|(at, category)| {
            let point = series?.point(at)?;
            Some((category.parse().ok()?, point.value, point.label.as_str()))
        })
        .collect();
    let largest = days.iter().map(|day| day.1).fold(0.0, f64::max);
    let mut years: Vec<i32> = days.iter().map(|day| day.0.year()).collect();
    years.sort_unstable();
    years.dedup();
    let kept = years.len().saturating_sub(MOST);
    let mut shapes = String::new();
    let mut y = 0.0;
    for year in &years[kept..] {
        if years.len() > 1 {
            shapes += &format!("<text class=\"name\" x=\"0\" y=\"{}\">{year}</text>", px(y + 12.0));
            y += YEAR;
        }
        for month in 0..12 {
            let x = percent(f64::from(month) * MONTH);
            shapes += &format!("<text class=\"tick\" x=\"{x}\" y=\"{}\">{}</text>", px(y + 11.0), month + 1);
        }
        y += TOP;
        for (day, value, label) in days.iter().filter(|day| day.0.year() == *year) {
            shapes += &cell(*day, *value, largest, y, label);
        }
        y += 7.0 * CELL + 10.0;
    }
    let mut drawing = frame("heat", plot, y, &shapes);
    drawing.keys = classes(plot, largest);
    drawing
}

/// What the darkness of a day means: the largest value, and parts of it in round numbers.
fn classes(plot: &Plot, largest: f64) -> Vec<Colour> {
    let mut steps: Vec<f64> = [16.0, 4.0, 2.0].iter().map(|part| (largest / part).ceil()).collect();
    // Parts of a small number are not whole: they say nothing.
    steps.retain(|step| *step >= 1.0 && *step < largest);
    steps.push(largest);
    steps.dedup();
    let written = steps.into_iter().filter(|step| *step > 0.0).filter_map(|step| {
        let text = (plot.write)(Exact::from_f64(step)?);
        Some(Colour { class: "s0".into(), dark: Some(darkness(step, largest)), text, count: None })
    });
    written.collect()
}

/// How dark a day is; one with little is still to be seen.
fn darkness(value: f64, largest: f64) -> f64 {
    if largest > 0.0 { 0.15 + 0.85 * (value / largest).clamp(0.0, 1.0).sqrt() } else { 0.15 }
}

fn cell(day: NaiveDate, value: f64, largest: f64, top: f64, label: &str) -> String {
    let first = day.with_day(1).unwrap_or(day);
    let week = (day.day0() + first.weekday().num_days_from_monday()) / 7;
    let x = f64::from(day.month0()) * MONTH + f64::from(week) * WEEK;
    let y = top + f64::from(day.weekday().num_days_from_monday()) * CELL;
    let dark = darkness(value, largest);
    format!(
        "<rect class=\"s0\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill-opacity=\"{}\"><title>{}</title></rect>",
        percent(x),
        px(y),
        percent(WEEK - 0.2),
        px(CELL - 2.0),
        px(dark),
        escaped(&format!("{day}: {label}")),
    )
}

#[cfg(test)]
mod tests {
    use super::super::{Point, Series};
    use super::*;

    #[test]
    fn days_stand_by_week_and_weekday() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
        // 1 December 2025 is a Monday, the 31st a Wednesday five weeks on.
        let first = cell(day(2025, 12, 1), 4.0, 4.0, 0.0, "4");
        assert!(first.contains("x=\"91.67%\" y=\"0\"") && first.contains("fill-opacity=\"1\""), "{first}");
        let last = cell(day(2025, 12, 31), 1.0, 4.0, 0.0, "1");
        assert!(last.contains("x=\"97.22%\" y=\"28\"") && last.contains("fill-opacity=\"0.57\""), "{last}");
        assert!(last.contains("<title>2025-12-31: 1</title>"), "{last}");
    }

    #[test]
    fn years_stand_below_each_other_and_the_last_five_are_drawn() {
        let categories: Vec<String> = (2019..2026).map(|year| format!("{year}-01-01")).collect();
        let points = categories.iter().map(|_| Some(Point { value: 1.0, label: "1".into() })).collect();
        let plot = Plot { categories, series: vec![Series { name: "n".into(), points }], ..Plot::default() };
        let svg = draw(&plot).html();
        let days = svg.split_once("</svg>").map_or(0, |(days, _)| days.matches("<rect ").count());
        assert_eq!(days, 5, "{svg}");
        assert!(!svg.contains(">2020<") && svg.find(">2021<") < svg.find(">2025<"), "{svg}");
    }

    #[test]
    fn a_scale_says_how_dark_which_number_is() {
        let of = |largest| -> Vec<(String, String)> {
            let keys = classes(&Plot::default(), largest).into_iter();
            keys.map(|key| (key.text, px(key.dark.unwrap_or_default()))).collect()
        };
        let key = |text: &str, dark: &str| (text.to_string(), dark.to_string());
        assert_eq!(of(40.0), [key("3", "0.38"), key("10", "0.57"), key("20", "0.75"), key("40", "1")]);
        assert_eq!(of(2.0), [key("1", "0.75"), key("2", "1")]);
        assert_eq!(of(1.0), [key("1", "1")]);
        assert!(of(0.0).is_empty());
    }
}
