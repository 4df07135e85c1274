//! Lines over a row of categories, the last value written at each line's end.

use super::scale::Scale;
use super::{Plot, column, frame, percent, px, text};

pub fn draw(plot: &Plot) -> String {
    let scale = Scale::of(plot.points().map(|point| point.value));
    let mut shapes = column::axis(plot, scale);
    let slot = 100.0 / plot.categories.len().max(1) as f64;
    for (number, series) in plot.series.iter().enumerate() {
        shapes += &strokes(number, series, scale, slot);
        let mut last = None;
        for (at, point) in series.points.iter().enumerate() {
            let Some(point) = point else { continue };
            let (x, y) = (percent(slot * (at as f64 + 0.5)), column::place(scale, point.value));
            let category = plot.categories.get(at).map_or("", String::as_str);
            shapes += &format!(
                "<circle class=\"s{}\" cx=\"{x}\" cy=\"{}\" r=\"3\"><title>{}</title></circle>",
                number % 6,
                px(y),
                super::escaped(&format!("{category}, {}: {}", series.name, point.label))
            );
            last = Some((x, y, &point.label));
        }
        if let Some((x, y, label)) = last {
            shapes += &text(&x, (y - 7.0).max(11.0), "end", "value", label, 20);
        }
    }
    shapes += &column::names(plot, slot);
    frame("line", plot, 232.0, &shapes)
}

/// The line itself: pieces between neighbours, so that a missing value is a gap. Lines take
/// percentages where paths do not, and so keep to the drawing's width.
fn strokes(number: usize, series: &super::Series, scale: Scale, slot: f64) -> String {
    let mut shapes = String::new();
    for (at, pair) in series.points.windows(2).enumerate() {
        let [Some(from), Some(to)] = pair else { continue };
        shapes += &format!(
            "<line class=\"s{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"currentColor\" stroke-width=\"2\"/>",
            number % 6,
            percent(slot * (at as f64 + 0.5)),
            px(column::place(scale, from.value)),
            percent(slot * (at as f64 + 1.5)),
            px(column::place(scale, to.value)),
        );
    }
    shapes
}
