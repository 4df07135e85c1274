//! What becomes of amounts on their way: funnels, and flows from one set of names to another.

use super::scale::Scale;
use super::{Drawing, Exact, Plot, escaped, frame, label, lines, percent, px, text};

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
const LINE: f64 = 15.0;
/// Letters in a line of a name, and capitals: both sides' names stand beside each other on a narrow screen.
const LETTERS: usize = 20;
const CAPITALS: usize = 16;

/// Flows from the categories (left) to the series (right), as thick as their amounts. Each end is named and valued
/// above it.
pub fn sankey(plot: &Plot) -> Drawing {
    let flows = |category: usize, series: usize| -> f64 {
        let point = plot.series.get(series).and_then(|series| series.point(category));
        point.map_or(0.0, |point| point.value.max(0.0))
    };
    let (lefts, rights) = (plot.categories.len(), plot.series.len());
    let out: Vec<f64> = (0..lefts).map(|left| (0..rights).map(|right| flows(left, right)).sum()).collect();
    let into: Vec<f64> = (0..rights).map(|right| (0..lefts).map(|left| flows(left, right)).sum()).collect();
    let total: f64 = out.iter().sum();
    let room = 60.0 + 28.0 * lefts.max(rights) as f64;
    let unit = if total > 0.0 { room / total } else { 0.0 };

    let mut shapes = String::new();
    let mut paths = String::new();
    let mut right_at: Vec<f64> = Vec::with_capacity(rights);
    let mut y = 0.0;
    for (right, series) in plot.series.iter().enumerate() {
        y = named(&mut shapes, true, y, &series.name, &worth(plot, into[right]));
        right_at.push(y);
        shapes += &node(right, 100.0 - NODE / 2.0, y, into[right] * unit);
        y += into[right] * unit;
    }
    let mut height = y;
    let mut y = 0.0;
    for (left, category) in plot.categories.iter().enumerate() {
        y = named(&mut shapes, false, y, category, &worth(plot, out[left]));
        shapes += &format!(
            "<rect class=\"node\" x=\"0\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            px(y),
            percent(NODE / 2.0),
            px(out[left] * unit)
        );
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
    }
    height = height.max(y) + 4.0;
    // A drawing within the drawing stretches with the width; its flows have no outline to distort.
    let inner = format!(
        "<svg x=\"0\" y=\"0\" width=\"100%\" height=\"{h}\" viewBox=\"0 0 100 {h}\" preserveAspectRatio=\"none\">{paths}</svg>",
        h = px(height)
    );
    frame("sankey", plot, height, &format!("{inner}{shapes}"))
}

/// A sum as the reader sees it.
fn worth(plot: &Plot, sum: f64) -> String {
    Exact::from_f64(sum).map_or(String::new(), |sum| (plot.write)(sum))
}

/// Name and value of an end, from a height down; where the end itself begins.
fn named(shapes: &mut String, right: bool, from: f64, name: &str, value: &str) -> f64 {
    let (x, anchor) = if right { ("100%", "end") } else { ("0", "start") };
    let mut y = from + 8.0;
    let letters = if label::is_capital(name) { CAPITALS } else { LETTERS };
    let name = lines(name, letters, 3).into_iter().map(|line| ("name", line));
    for (class, line) in name.chain([("value", value)]) {
        y += LINE;
        *shapes += &text(x, y - 3.0, anchor, class, line, letters);
    }
    y
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

#[cfg(test)]
mod tests {
    use super::super::tests::{attributes, plot};
    use super::*;

    #[test]
    fn flows_are_as_thick_as_their_amounts_and_ends_say_their_sums() {
        let svg = sankey(&plot(&[("a", &[Some(30.0), Some(10.0)]), ("b", &[Some(20.0), None])])).html();
        // What leaves: 40 and 20; what arrives: 50 and 10.
        for sum in ["40", "20", "50", "10"] {
            assert!(svg.contains(&format!(">{sum}</text>")), "{sum}: {svg}");
        }
        assert!(svg.contains("<title>a → series 0: 30!</title>") && svg.matches("<path ").count() == 3, "{svg}");
        let heights: Vec<f64> =
            attributes(&svg, "rect", "height").iter().filter_map(|height| height.parse().ok()).collect();
        assert!(
            (heights[0] / heights[1] - 5.0).abs() < 0.01 && (heights[2] / heights[3] - 2.0).abs() < 0.01,
            "{heights:?}"
        );
        assert!(!sankey(&plot(&[("a", &[Some(-1.0)])])).html().contains("NaN"));
    }

    #[test]
    fn ends_do_not_lie_on_the_names_of_the_next() {
        let long = "Dinas Pekerjaan Umum dan Penataan Ruang";
        let svg = sankey(&plot(&[(long, &[Some(1.0)]), ("b", &[Some(1.0)])])).html();
        let tops: Vec<f64> = attributes(&svg, "rect", "y").iter().filter_map(|y| y.parse().ok()).collect();
        // Right: a name and a value; left: two lines and a value, a bar of half the room, a name and a value.
        assert_eq!(tops, [8.0 + 2.0 * LINE, 8.0 + 3.0 * LINE, 8.0 + 3.0 * LINE + 58.0 + 8.0 + 2.0 * LINE], "{svg}");
    }
}
