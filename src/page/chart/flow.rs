//! What becomes of amounts on their way: funnels, and flows from one set of names to another.

use super::scale::Scale;
use super::{Drawing, Plot, escaped, frame, percent, px, text};

/// Steps below each other, each bar centred and as wide as its share of the widest.
pub fn funnel(plot: &Plot) -> Drawing {
    let scale = Scale::of(plot.points().map(|point| point.value.max(0.0)));
    let mut shapes = String::new();
    let mut y = 0.0;
    for (at, category) in plot.categories.iter().enumerate().take(30) {
        for (number, series) in plot.series.iter().enumerate() {
            let Some(point) = series.point(at) else { continue };
            let width = scale.place(point.value.max(0.0)) * 100.0;
            shapes += &text("0", y + 13.0, "start", "name", category, 27);
            shapes += &text("100%", y + 13.0, "end", "value", &point.label, 24);
            shapes += &format!(
                "<rect class=\"s{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"16\"><title>{}</title></rect>",
                number % 6,
                percent((100.0 - width) / 2.0),
                px(y + 18.0),
                percent(width),
                escaped(&format!("{category}: {}", point.label))
            );
            y += 44.0;
        }
    }
    frame("funnel", plot, y, &shapes)
}

const NODE: f64 = 4.0;
const GAP: f64 = 18.0;

/// Flows from the categories (left) to the series (right), as thick as their amounts.
pub fn sankey(plot: &Plot) -> Drawing {
    let flows = |category: usize, series: usize| -> f64 {
        let point = plot.series.get(series).and_then(|series| series.point(category));
        point.map_or(0.0, |point| point.value.max(0.0))
    };
    let (lefts, rights) = (plot.categories.len(), plot.series.len());
    let total: f64 = (0..lefts).map(|left| (0..rights).map(|right| flows(left, right)).sum::<f64>()).sum();
    let room = 60.0 + 28.0 * lefts.max(rights) as f64;
    let unit = if total > 0.0 { room / total } else { 0.0 };
    let mut shapes = String::new();
    let mut paths = String::new();
    let mut right_at: Vec<f64> = Vec::with_capacity(rights);
    let mut y = GAP;
    for (right, series) in plot.series.iter().enumerate() {
        right_at.push(y);
        let thick = (0..lefts).map(|left| flows(left, right)).sum::<f64>() * unit;
        shapes += &node(right, 100.0 - NODE / 2.0, y, thick);
        shapes += &text("100%", y - 4.0, "end", "name", &series.name, 20);
        y += thick + GAP;
    }
    let height = room + GAP * (lefts.max(rights) + 1) as f64;
    let mut y = GAP;
    for (left, category) in plot.categories.iter().enumerate() {
        let start = y;
        for (right, series) in plot.series.iter().enumerate() {
            let thick = flows(left, right) * unit;
            if thick <= 0.0 {
                continue;
            }
            let label = series.point(left).map_or("", |point| point.label.as_str());
            let title = format!("{category} → {}: {label}", series.name);
            paths += &ribbon(right, y, right_at[right], thick, &title);
            y += thick;
            right_at[right] += thick;
        }
        shapes += &format!(
            "<rect class=\"node\" x=\"0\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            px(start),
            percent(NODE / 2.0),
            px(y - start)
        );
        shapes += &text("0", start - 4.0, "start", "name", category, 20);
        y += GAP;
    }
    // A drawing within the drawing stretches with the width; its flows have no outline to distort.
    let inner = format!(
        "<svg x=\"0\" y=\"0\" width=\"100%\" height=\"{h}\" viewBox=\"0 0 100 {h}\" preserveAspectRatio=\"none\">{paths}</svg>",
        h = px(height)
    );
    frame("sankey", plot, height, &format!("{inner}{shapes}"))
}

fn node(number: usize, x: f64, y: f64, height: f64) -> String {
    let (x, y, width, height) = (percent(x), px(y), percent(NODE / 2.0), px(height));
    format!("<rect class=\"s{}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>", number % 6)
}

fn ribbon(number: usize, from: f64, to: f64, thick: f64, title: &str) -> String {
    let (a, b, c, d) = (px(from), px(to), px(to + thick), px(from + thick));
    format!(
        "<path class=\"s{}\" fill-opacity=\"0.45\" d=\"M2 {a}C50 {a} 50 {b} 98 {b}L98 {c}C50 {c} 50 {d} 2 {d}Z\"><title>{}</title></path>",
        number % 6,
        escaped(title)
    )
}
