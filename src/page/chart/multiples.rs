//! Small columns, a panel for each series, all on one scale: what is high in one is high in all.

use super::scale::Scale;
use super::{Drawing, LETTER, Plot, Series, escaped, frame, lines, percent, px, text};

/// More panels than this are left to the table.
const MOST: usize = 12;
const HEIGHT: f64 = 92.0;
const LINE: f64 = 15.0;
/// Room for the value above the highest column, and for the names below.
const ABOVE: f64 = 26.0;
const BELOW: f64 = 20.0;
const GAP: f64 = 18.0;
/// Between two panels, in percent.
const GUTTER: f64 = 4.0;
/// Names of offices are often all capitals, which are wider than other letters; two stand beside each other.
const CAPITAL: f64 = 8.0 / 288.0 * 100.0;
/// Lines that a name may take.
const LINES: usize = 3;

pub fn draw(plot: &Plot) -> Drawing {
    let shown: Vec<&Series> = plot.series.iter().filter(|series| series.points.iter().any(Option::is_some)).collect();
    let shown = &shown[..shown.len().min(MOST)];
    let scale = Scale::of(shown.iter().flat_map(|series| series.points.iter().flatten()).map(|point| point.value));
    let across = if shown.len() > 1 { 2 } else { 1 };
    let width = (100.0 - GUTTER * (across - 1) as f64) / across as f64;
    let letters = (width / CAPITAL) as usize;
    let mut shapes = String::new();
    let mut y = 0.0;
    for row in shown.chunks(across) {
        let names: Vec<Vec<&str>> = row.iter().map(|series| lines(&series.name, letters, LINES)).collect();
        let head = LINE * names.iter().map(Vec::len).max().unwrap_or(1) as f64;
        let height = head + ABOVE + HEIGHT + BELOW;
        for (at, (series, name)) in row.iter().zip(&names).enumerate() {
            let line = |(at, line): (usize, &&str)| text("0", 12.0 + LINE * at as f64, "start", "name", line, letters);
            let name: String = name.iter().enumerate().map(line).collect();
            shapes += &format!(
                "<svg x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" overflow=\"visible\">\
                 <title>{}</title>{name}{}</svg>",
                percent((width + GUTTER) * at as f64),
                px(y),
                percent(width),
                px(height),
                escaped(&series.name),
                panel(plot, series, scale, head + ABOVE, width),
            );
        }
        y += height + GAP;
    }
    frame("multiples", plot, y - GAP, &shapes)
}

/// Columns from zero below `top`, the largest with its value, and the names of the first and the last.
fn panel(plot: &Plot, series: &Series, scale: Scale, top: f64, width: f64) -> String {
    let place = |value: f64| top + HEIGHT * (1.0 - scale.place(value));
    let zero = place(0.0);
    let slot = 100.0 / plot.categories.len().max(1) as f64;
    let mut shapes = String::new();
    for (at, category) in plot.categories.iter().enumerate() {
        let Some(point) = series.point(at) else { continue };
        let end = place(point.value);
        shapes += &format!(
            "<rect class=\"s0\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"><title>{}</title></rect>",
            percent(slot * (at as f64 + 0.1)),
            px(zero.min(end)),
            percent(slot * 0.8),
            px((end - zero).abs()),
            escaped(&format!("{}, {category}: {}", series.name, point.label)),
        );
    }
    shapes += &format!(
        "<line class=\"zero\" x1=\"0\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\" \
         stroke=\"currentColor\" stroke-opacity=\"0.6\"/>",
        y = px(zero)
    );
    let letter = LETTER / width * 100.0;
    // The first of the largest; the value stands within the panel.
    let points = (0..plot.categories.len()).rev().filter_map(|at| Some((at, series.point(at)?)));
    if let Some((at, point)) = points.max_by(|one, other| one.1.value.total_cmp(&other.1.value)) {
        let (middle, half) = (slot * (at as f64 + 0.5), point.label.chars().count() as f64 * letter / 2.0);
        let (x, anchor) = match (middle < half, middle + half > 100.0) {
            (true, _) => (0.0, "start"),
            (_, true) => (100.0, "end"),
            _ => (middle, "middle"),
        };
        shapes += &text(&percent(x), place(point.value.max(0.0)) - 5.0, anchor, "value", &point.label, 20);
    }
    let cut = (50.0 / letter) as usize;
    let below = top + HEIGHT + 15.0;
    if let [first, .., last] = &plot.categories[..] {
        shapes += &text("0", below, "start", "name", first, cut);
        shapes += &text("100%", below, "end", "name", last, cut);
    } else if let Some(only) = plot.categories.first() {
        shapes += &text("0", below, "start", "name", only, cut * 2);
    }
    shapes
}

#[cfg(test)]
mod tests {
    use super::super::tests::{attributes, plot};
    use super::*;

    #[test]
    fn panels_share_one_scale() {
        let svg = draw(&plot(&[("Jan", &[Some(50.0), Some(10.0)]), ("Feb", &[Some(100.0), None])])).html();
        assert_eq!(attributes(&svg, "rect", "height"), ["46", "92", "9.2"]);
        assert_eq!(attributes(&svg, "rect", "x"), ["5%", "55%", "5%"]);
        let panels: Vec<&str> = svg.split("<svg x=").skip(1).collect();
        assert!(panels[0].starts_with("\"0%\" y=\"0\" width=\"48%\"") && panels[1].starts_with("\"52%\" y=\"0\""));
        assert!(panels[0].contains(">series 0</text>") && panels[0].contains(">100!<") && !panels[0].contains(">50!<"));
        assert!(panels[1].contains(">10!<") && panels[1].contains(">Jan<") && panels[1].contains(">Feb<"));
        assert!(!svg.contains("legend"), "{svg}");
    }

    #[test]
    fn below_zero_and_nothing_at_all_are_drawn() {
        let svg = draw(&plot(&[("a", &[Some(-30.0), Some(0.0), Some(60.0)])])).html();
        assert_eq!(attributes(&svg, "rect", "height"), ["30.67", "0", "61.33"]);
        // All columns begin at one line: from it down, none, from it up.
        let tops = attributes(&svg, "rect", "y");
        let zero: f64 = tops[0].parse().unwrap_or_default();
        assert_eq!(tops[1], tops[0], "{svg}");
        assert!((tops[2].parse::<f64>().unwrap_or_default() + 61.33 - zero).abs() < 0.02, "{tops:?}");
        let svg = draw(&plot(&[("a", &[Some(0.0)]), ("b", &[Some(0.0)])])).html();
        assert!(!svg.contains("NaN") && attributes(&svg, "rect", "height") == ["0", "0"], "{svg}");
        // A lone panel takes the width.
        assert!(svg.contains("<svg x=\"0%\" y=\"0\" width=\"100%\""), "{svg}");
    }
}
