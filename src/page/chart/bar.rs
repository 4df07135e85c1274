//! Horizontal bars: the name above and the value beside each bar, so that long names fit a phone.

use super::scale::Scale;
use super::{Drawing, LETTER, Plot, frame, percent, px, text};

/// More bars than this are left to the table.
const MOST: usize = 30;
const NAME: f64 = 18.0;
const BAR: f64 = 12.0;
/// The part of the width that bars take; the rest is for their values.
const WIDTH: f64 = 70.0;
/// The least that is left to bars beside long values.
const LEAST: f64 = 40.0;

pub fn draw(plot: &Plot) -> Drawing {
    let scale = Scale::of(plot.points().map(|point| point.value));
    // Values stand at the right end, on a phone too.
    let longest = plot.points().map(|point| point.label.chars().count()).max().unwrap_or(0);
    let width = (98.0 - longest as f64 * LETTER).clamp(LEAST, WIDTH);
    let zero = scale.place(0.0) * width;
    let mut shapes = String::new();
    let mut y = 0.0;
    for (at, category) in plot.categories.iter().enumerate().take(MOST) {
        shapes += &text("0", y + 13.0, "start", "name", category, 42);
        y += NAME;
        for (number, series) in plot.series.iter().enumerate() {
            let Some(point) = series.point(at) else { continue };
            let end = scale.place(point.value) * width;
            let name = if plot.series.len() > 1 { format!("{category}, {}", series.name) } else { category.clone() };
            shapes += &bar(number, zero.min(end), y, (end - zero).abs(), &format!("{name}: {}", point.label));
            shapes += &text("100%", y + 10.5, "end", "value", &point.label, 24);
            y += BAR + 4.0;
        }
        y += 8.0;
    }
    frame("bar", plot, y, &shapes)
}

fn bar(number: usize, x: f64, y: f64, width: f64, title: &str) -> String {
    format!(
        "<rect class=\"s{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"><title>{}</title></rect>",
        number % 6,
        percent(x),
        px(y),
        percent(width),
        px(BAR),
        super::escaped(title)
    )
}
