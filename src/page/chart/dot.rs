//! Dots on one axis, a row for each category: how far apart two or more measures lie.

use super::scale::Scale;
use super::{Drawing, LETTER, Plot, Point, dot, escaped, frame, percent, px, text, truncate};

/// More rows than this are left to the table.
const MOST: usize = 30;
const NAME: f64 = 18.0;
const ROW: f64 = 46.0;
const BELOW: f64 = 22.0;
/// The largest dot; each further series has a smaller one, so that equal values are all seen.
const DOT: f64 = 6.5;
/// From a dot's middle to its value, in pixels, and in percent of the narrowest screen.
const BESIDE: f64 = 11.0;
const GAP: f64 = BESIDE / 328.0 * 100.0;
/// Values that need more than this at each side are left to the axis.
const ROOM: f64 = 27.0;

pub fn draw(plot: &Plot) -> Drawing {
    let scale = Scale::of(plot.points().map(|point| point.value));
    let longest = plot.points().map(|point| point.label.chars().count()).max().unwrap_or(0);
    let room = longest as f64 * LETTER + GAP;
    let is_valued = room <= ROOM;
    let margin = if is_valued { room } else { GAP };
    let across = |value: f64| margin + scale.place(value) * (100.0 - 2.0 * margin);

    let axis = (plot.axis)(scale.high.max(-scale.low));
    let top = if axis.caption.is_empty() { 0.0 } else { NAME };
    let rows = plot.categories.len().min(MOST);
    let bottom = top + ROW * rows as f64;
    let ticks: Vec<Tick> = scale.ticks().into_iter().map(|tick| (tick, across(tick), plot.tick(&axis, tick))).collect();
    let mut shapes = numbers(&ticks, bottom + 12.0);
    if !axis.caption.is_empty() {
        shapes += &text("0", 11.0, "start", "tick", &axis.caption, 40);
    }
    for (at, category) in plot.categories.iter().enumerate().take(rows) {
        let y = top + ROW * at as f64;
        shapes += &text("0", y + 13.0, "start", "name", category, 42);
        let middle = y + NAME + DOT + 3.0;
        shapes += &grid(&ticks, middle);
        let found = plot.series.iter().enumerate().filter_map(|(number, series)| Some((number, series.point(at)?)));
        let points: Vec<(usize, &Point)> = found.collect();
        shapes += &row(plot, category, &points, middle, is_valued, &across);
    }
    frame("dot", plot, bottom + BELOW, &shapes)
}

/// A row's dots, the line that joins them, and the values of the outermost.
fn row(
    plot: &Plot,
    category: &str,
    points: &[(usize, &Point)],
    y: f64,
    is_valued: bool,
    across: &dyn Fn(f64) -> f64,
) -> String {
    let by_value = |one: &&(usize, &Point), other: &&(usize, &Point)| one.1.value.total_cmp(&other.1.value);
    let Some(((_, least), (_, most))) = points.iter().min_by(by_value).zip(points.iter().max_by(by_value)) else {
        return String::new();
    };
    let (low, high) = (across(least.value), across(most.value));
    let mut shapes = format!(
        "<line x1=\"{}\" x2=\"{}\" y1=\"{y}\" y2=\"{y}\" stroke=\"currentColor\" stroke-opacity=\"0.5\"/>",
        percent(low),
        percent(high),
        y = px(y),
    );
    for (number, point) in points {
        let told = format!("{category}, {}: {}", plot.series[*number].name, point.label);
        let radius = (DOT - 1.5 * *number as f64).max(2.0);
        shapes += &dot(*number, across(point.value), y, radius, &told);
    }
    if is_valued {
        shapes += &value(high, BESIDE, y, &most.label);
        if least.value < most.value {
            shapes += &value(low, -BESIDE, y, &least.label);
        }
    }
    shapes
}

/// A value beside its dot: so many pixels to the right, or to the left.
fn value(x: f64, beside: f64, y: f64, label: &str) -> String {
    let anchor = if beside < 0.0 { " text-anchor=\"end\"" } else { "" };
    let (x, y) = (percent(x), px(y + 4.5));
    let label = escaped(&truncate(label, 16));
    format!("<text class=\"value\" x=\"{x}\" y=\"{y}\" dx=\"{}\"{anchor}>{label}</text>", px(beside))
}

/// A round number: itself, where it lies, and how it is written.
type Tick = (f64, f64, String);

/// Lines at round numbers behind a row's dots, and not behind its name.
fn grid(ticks: &[Tick], y: f64) -> String {
    ticks.iter().fold(String::new(), |shapes, (tick, x, _)| {
        let (class, faint) = if *tick == 0.0 { ("zero", "0.4") } else { ("grid", "0.15") };
        let (x, top, bottom) = (percent(*x), px(y - DOT - 2.0), px(y + DOT + 2.0));
        let line = format!("<line class=\"{class}\" x1=\"{x}\" x2=\"{x}\" y1=\"{top}\" y2=\"{bottom}\"");
        shapes + &line + &format!(" stroke=\"currentColor\" stroke-opacity=\"{faint}\"/>")
    })
}

/// As many of the numbers, zero among them, as do not meet.
fn numbers(ticks: &[Tick], y: f64) -> String {
    let zero = ticks.iter().position(|tick| tick.0 == 0.0).unwrap_or(0);
    let longest = ticks.iter().map(|tick| tick.2.chars().count()).max().unwrap_or(0);
    let apart = ticks.windows(2).map(|pair| pair[1].1 - pair[0].1).fold(100.0, f64::min);
    let every = ((longest as f64 + 1.0) * LETTER / apart.max(1.0)).ceil().max(1.0) as usize;
    let told = ticks.iter().enumerate().filter(|(at, _)| at.abs_diff(zero) % every == 0);
    told.map(|(_, (_, x, number))| text(&percent(*x), y, "middle", "tick", number, 20)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{attributes, plot};
    use super::*;

    fn places(svg: &str) -> Vec<f64> {
        let places = attributes(svg, "circle", "cx");
        places.iter().filter_map(|place| place.trim_end_matches('%').parse().ok()).collect()
    }

    #[test]
    fn dots_lie_on_one_axis_from_zero() {
        let svg = draw(&plot(&[("a", &[Some(5.0), Some(10.0)]), ("b", &[None, Some(20.0)])])).html();
        let [five, ten, twenty] = places(&svg)[..] else { panic!("{svg}") };
        assert!((twenty - ten - 2.0 * (ten - five)).abs() < 0.02, "{svg}");
        let zero = svg.split_once("class=\"zero\" x1=\"").and_then(|(_, rest)| rest.split_once('%'));
        let zero: f64 = zero.and_then(|(zero, _)| zero.parse().ok()).unwrap_or_default();
        assert!((five - zero - (ten - five)).abs() < 0.02, "{zero} {svg}");
        // The row of one dot tells its value once, the other both of its.
        assert_eq!(svg.matches("class=\"value\"").count(), 3, "{svg}");
        assert_eq!(attributes(&svg, "circle", "cy"), ["27.5", "27.5", "73.5"]);
    }

    #[test]
    fn equal_and_negative_values_are_seen() {
        let svg = draw(&plot(&[("a", &[Some(4.0), Some(4.0)]), ("b", &[Some(-4.0), Some(0.0)])])).html();
        assert_eq!(attributes(&svg, "circle", "r"), ["6.5", "5", "6.5", "5"]);
        let at = places(&svg);
        assert!(at[0] == at[1] && at[2] < at[3] && at[3] < at[0], "{at:?}");
        assert_eq!(svg.matches(">4!<").count(), 1, "{svg}");
        let svg = draw(&plot(&[("a", &[Some(0.0), Some(0.0)])])).html();
        assert!(!svg.contains("NaN") && places(&svg).len() == 2, "{svg}");
    }

    #[test]
    fn long_values_are_left_to_the_axis() {
        let mut plot = plot(&[("a", &[Some(1.0)]), ("b", &[Some(3.0)])]);
        for point in plot.series[0].points.iter_mut().flatten() {
            point.label = "Rp 1.234,5 triliun".into();
        }
        let svg = draw(&plot).html();
        assert!(!svg.contains("class=\"value\"") && svg.contains("class=\"tick\""), "{svg}");
    }
}
