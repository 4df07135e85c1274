//! Lines over a row of categories, or areas from zero to them: each is named and valued where it ends.

use super::column::{Ground, HEIGHT, TOP, place};
use super::label::{LEAD, LETTERS, LINE, apart, parts, stroke, words};
use super::scale::Scale;
use super::{Drawing, LETTER, Plot, Point, Series, dot, frame, percent, px, text};

/// `filled`: areas lie over each other, later series in front; they do not add up.
pub fn draw(plot: &Plot, filled: bool) -> Drawing {
    let scale = Scale::of(plot.points().map(|point| point.value));
    let ends = Ends::of(plot);
    let ground = Ground::of(plot, scale, false, ends.margin());
    let mut shapes = ground.axis();
    if filled {
        shapes += &areas(plot, scale, &ground);
    }
    for (number, series) in plot.series.iter().enumerate() {
        shapes += &strokes(number, series, scale, &ground);
        for (at, point) in series.points.iter().enumerate() {
            let Some(point) = point else { continue };
            let category = plot.categories.get(at).map_or("", String::as_str);
            let told = format!("{category}, {}: {}", series.name, point.label);
            shapes += &dot(number, ground.middle(at), place(scale, point.value), 3.0, &told);
        }
    }
    shapes += &ends.labels(plot, scale, &ground);
    shapes += &ground.names(plot);
    let mut drawing = frame(if filled { "area" } else { "line" }, plot, TOP + HEIGHT + 22.0, &shapes);
    if ends.fit {
        drawing.keys.clear();
    }
    for (key, (number, _, last)) in drawing.keys.iter_mut().zip(&ends.found) {
        key.text = format!("{}: {}", plot.series[*number].name, last.label);
    }
    drawing
}

/// Where the series end: their number, their last category and its point.
struct Ends<'a> {
    found: Vec<(usize, usize, &'a Point)>,
    /// From the middle of one label to the next.
    gap: f64,
    /// What labels take beside the drawing, in percent.
    room: f64,
    /// Several, and few enough to stand below each other; else the legend speaks for them.
    fit: bool,
}

impl Ends<'_> {
    fn of(plot: &Plot) -> Ends<'_> {
        let last = |series: &'_ Series| series.points.iter().rposition(Option::is_some);
        let found: Vec<(usize, usize, &Point)> = plot
            .series
            .iter()
            .enumerate()
            .filter_map(|(number, series)| {
                let at = last(series)?;
                Some((number, at, series.point(at)?))
            })
            .collect();
        let names = || found.iter().map(|(number, ..)| parts(&plot.series[*number].name));
        let most = names().map(|name| name.len()).max().unwrap_or(1) + 1;
        let gap = most as f64 * LINE + 4.0;
        let labels = names().flatten().chain(found.iter().map(|(_, _, point)| point.label.as_str()));
        let longest = labels.map(|text| text.chars().count()).max().unwrap_or(0).min(LETTERS);
        let fit = plot.series.len() > 1 && gap * (found.len() - 1) as f64 <= HEIGHT;
        Ends { gap, room: (longest as f64 + 0.5) * LETTER, fit, found }
    }

    fn margin(&self) -> f64 {
        if self.fit { self.room + LEAD } else { 0.0 }
    }

    fn labels(&self, plot: &Plot, scale: Scale, ground: &Ground) -> String {
        if let ([(_, at, point)], 1) = (self.found.as_slice(), plot.series.len()) {
            let y = (place(scale, point.value) - 7.0).max(11.0);
            return text(&percent(ground.middle(*at)), y, "end", "value", &point.label, 20);
        }
        if !self.fit {
            return String::new();
        }
        let mut found: Vec<_> =
            self.found.iter().map(|(number, at, point)| (*number, *at, *point, place(scale, point.value))).collect();
        found.sort_by(|one, other| one.3.total_cmp(&other.3));
        let wanted: Vec<f64> = found.iter().map(|end| end.3).collect();
        let beside = 100.0 - self.room;
        let mut shapes = String::new();
        for ((number, at, point, y), label) in found.into_iter().zip(apart(&wanted, self.gap, TOP, TOP + HEIGHT)) {
            shapes += &stroke(number, (ground.middle(at), y), (beside - 0.5, label), "stroke-opacity=\"0.5\"");
            shapes += &words(beside, label, true, &plot.series[number].name, &point.label);
        }
        shapes
    }
}

/// The line itself: pieces between neighbours, so that a missing value is a gap. Lines take
/// percentages where paths do not, and so keep to the drawing's width.
fn strokes(number: usize, series: &Series, scale: Scale, ground: &Ground) -> String {
    let mut shapes = String::new();
    for (at, pair) in series.points.windows(2).enumerate() {
        let [Some(from), Some(to)] = pair else { continue };
        let (from, to) = (place(scale, from.value), place(scale, to.value));
        shapes += &stroke(number, (ground.middle(at), from), (ground.middle(at + 1), to), "stroke-width=\"2\"");
    }
    shapes
}

/// What lies between the lines and zero, in a drawing within the drawing that stretches with the width.
fn areas(plot: &Plot, scale: Scale, ground: &Ground) -> String {
    let zero = px(place(scale, 0.0));
    let mut paths = String::new();
    for (number, series) in plot.series.iter().enumerate() {
        for (at, pair) in series.points.windows(2).enumerate() {
            let [Some(from), Some(to)] = pair else { continue };
            paths += &format!(
                "<path class=\"s{}\" fill-opacity=\"0.3\" d=\"M{left} {zero}V{}L{right} {}V{zero}Z\"/>",
                number % 6,
                px(place(scale, from.value)),
                px(place(scale, to.value)),
                left = px(ground.middle(at)),
                right = px(ground.middle(at + 1)),
            );
        }
    }
    format!(
        "<svg x=\"0\" y=\"0\" width=\"100%\" height=\"{h}\" viewBox=\"0 0 100 {h}\" preserveAspectRatio=\"none\">{paths}</svg>",
        h = px(TOP + HEIGHT)
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::{attributes, plot};
    use super::*;

    #[test]
    fn lines_are_named_where_they_end() {
        let drawing = draw(&plot(&[("2024", &[Some(3.0), Some(1.0)]), ("2025", &[Some(2.9), None])]), false);
        let svg = drawing.html();
        assert!(!svg.contains("legend") && svg.contains(">series 0</text>") && svg.contains(">2.9!</text>"), "{svg}");
        assert!(svg.contains(">1!</text>") && !svg.contains(">3!</text>"), "{svg}");
        // The labels' room is the drawing's loss, and the one that ended early is led to its name.
        let grid = attributes(&svg, "line", "x2")[0].trim_end_matches('%').parse::<f64>().unwrap_or_default();
        assert!((60.0..90.0).contains(&grid), "{grid}");
        assert_eq!(svg.matches("stroke-opacity=\"0.5\"").count(), 2, "{svg}");
        let svg = draw(&plot(&[("2024", &[Some(3.0)])]), false).html();
        assert!(svg.contains("class=\"value\"") && !svg.contains(">series 0</text>"), "{svg}");
    }

    #[test]
    fn more_lines_than_have_room_are_told_in_the_legend() {
        let svg = draw(&plot(&[("2024", &[Some(3.0); 9]), ("2025", &[Some(2.0); 9])]), false).html();
        assert!(svg.contains(">series 8: 2!</li>") && !svg.contains("class=\"value\""), "{svg}");
    }

    #[test]
    fn areas_reach_from_zero_to_their_line_and_leave_gaps() {
        let values: [(&str, &[Option<f64>]); 4] =
            [("1", &[Some(10.0)]), ("2", &[Some(5.0)]), ("3", &[None]), ("4", &[Some(10.0)])];
        let svg = draw(&plot(&values), true).html();
        let paths = attributes(&svg, "path", "d");
        assert_eq!(paths.len(), 1, "{svg}");
        let (top, middle, zero) = (px(TOP), px(TOP + HEIGHT / 2.0), px(TOP + HEIGHT));
        assert!(
            paths[0].contains(&format!(" {zero}V{top}L")) && paths[0].ends_with(&format!(" {middle}V{zero}Z")),
            "{paths:?}"
        );
    }
}
