//! Lines over a row of categories: the last value stands at a lone line's end, those of several in the legend.

use super::scale::Scale;
use super::{Drawing, Plot, column, frame, percent, px, text};

pub fn draw(plot: &Plot) -> Drawing {
    let scale = Scale::of(plot.points().map(|point| point.value));
    let ground = column::Ground::of(plot, scale, false);
    let mut shapes = ground.axis();
    for (number, series) in plot.series.iter().enumerate() {
        shapes += &strokes(number, series, scale, &ground);
        let mut last = None;
        for (at, point) in series.points.iter().enumerate() {
            let Some(point) = point else { continue };
            let (x, y) = (percent(ground.middle(at)), column::place(scale, point.value));
            let category = plot.categories.get(at).map_or("", String::as_str);
            shapes += &format!(
                "<circle class=\"s{}\" cx=\"{x}\" cy=\"{}\" r=\"3\"><title>{}</title></circle>",
                number % 6,
                px(y),
                super::escaped(&format!("{category}, {}: {}", series.name, point.label))
            );
            last = Some((x, y, &point.label));
        }
        if let Some((x, y, label)) = last.filter(|_| plot.series.len() == 1) {
            shapes += &text(&x, (y - 7.0).max(11.0), "end", "value", label, 20);
        }
    }
    shapes += &ground.names(plot);
    frame("line", plot, 234.0, &shapes)
}

/// The line itself: pieces between neighbours, so that a missing value is a gap. Lines take
/// percentages where paths do not, and so keep to the drawing's width.
fn strokes(number: usize, series: &super::Series, scale: Scale, ground: &column::Ground) -> String {
    let mut shapes = String::new();
    for (at, pair) in series.points.windows(2).enumerate() {
        let [Some(from), Some(to)] = pair else { continue };
        shapes += &format!(
            "<line class=\"s{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"currentColor\" stroke-width=\"2\"/>",
            number % 6,
            percent(ground.middle(at)),
            px(column::place(scale, from.value)),
            percent(ground.middle(at + 1)),
            px(column::place(scale, to.value)),
        );
    }
    shapes
}
