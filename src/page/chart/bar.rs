//! Horizontal bars: the name and the value above each bar, so that long names fit a phone.

use super::scale::Scale;
use super::{Plot, frame, percent, px, text};

/// More bars than this are left to the table.
const MOST: usize = 30;
const ROW: f64 = 26.0;
const BAR: f64 = 12.0;

pub fn draw(plot: &Plot) -> String {
    let scale = Scale::of(plot.points().map(|point| point.value));
    let zero = scale.place(0.0) * 100.0;
    let mut shapes = String::new();
    let mut y = 0.0;
    let several = plot.series.len() > 1;
    for (at, category) in plot.categories.iter().enumerate().take(MOST) {
        shapes += &text("0", y + 13.0, "start", "name", category, if several { 42 } else { 27 });
        if several {
            y += ROW - BAR + 4.0;
        }
        for (number, series) in plot.series.iter().enumerate() {
            let Some(point) = series.point(at) else { continue };
            let end = scale.place(point.value) * 100.0;
            let (x, width) = (zero.min(end), (end - zero).abs());
            if several {
                shapes += &bar(number, x, y, width, &format!("{category}, {}: {}", series.name, point.label));
                shapes += &text("100%", y + 10.0, "end", "value", &point.label, 24);
                y += BAR + 4.0;
            } else {
                shapes += &text("100%", y + 13.0, "end", "value", &point.label, 24);
                shapes += &bar(number, x, y + 18.0, width, &format!("{category}: {}", point.label));
            }
        }
        y += if several { 8.0 } else { ROW + BAR };
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
