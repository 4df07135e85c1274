//! The first and the last of some moments: a line for each series, named and valued at both of its ends.

use super::label::{LEAD, LETTERS, LINE, apart, parts, stroke, words};
use super::scale::Scale;
use super::{Drawing, LETTER, Plot, Point, dot, frame, percent, px, text};

/// More series than this are left to the table.
const MOST: usize = 12;
/// Room for the names of the moments.
const TOP: f64 = 20.0;
const HEIGHT: f64 = 180.0;

pub fn draw(plot: &Plot) -> Drawing {
    let last = plot.categories.len().saturating_sub(1);
    let ends = if last > 0 { vec![0, last] } else { vec![0] };
    let told = |number: &usize| ends.iter().any(|at| plot.series[*number].point(*at).is_some());
    let shown: Vec<usize> = (0..plot.series.len()).filter(told).take(MOST).collect();
    let points = || shown.iter().flat_map(|number| ends.iter().filter_map(|at| plot.series[*number].point(*at)));
    let names = || shown.iter().map(|number| parts(&plot.series[*number].name));

    let most = names().map(|name| name.len()).max().unwrap_or(1) + 1;
    let gap = most as f64 * LINE + 4.0;
    let labels = names().flatten().chain(points().map(|point| point.label.as_str()));
    let moments = ends.iter().filter_map(|at| plot.categories.get(*at)).map(String::as_str);
    let longest = labels.chain(moments).map(|text| text.chars().count()).max().unwrap_or(0).min(LETTERS);
    let ground = Ground {
        scale: Scale::of(points().map(|point| point.value)),
        gap,
        top: TOP + gap / 2.0,
        height: HEIGHT.max(gap * (shown.len().max(1) - 1) as f64),
        room: (longest as f64 + 0.5) * LETTER,
    };

    let mut shapes = String::new();
    for number in &shown {
        shapes += &ground.line(plot, *number, &ends);
    }
    for (side, at) in ends.iter().enumerate() {
        shapes += &ground.end(plot, &shown, *at, side > 0);
    }
    frame("slope", plot, ground.height + TOP + gap, &shapes)
}

struct Ground {
    scale: Scale,
    /// From the middle of one label to the next.
    gap: f64,
    top: f64,
    height: f64,
    /// What labels take at each side, in percent.
    room: f64,
}

impl Ground {
    fn place(&self, point: &Point) -> f64 {
        self.top + self.height * (1.0 - self.scale.place(point.value))
    }

    /// Where points stand, and the labels beside them: at the left or at the right.
    fn sides(&self, right: bool) -> (f64, f64) {
        let (point, label) = (self.room + LEAD, self.room);
        if right { (100.0 - point, 100.0 - label) } else { (point, label) }
    }

    fn line(&self, plot: &Plot, number: usize, ends: &[usize]) -> String {
        let series = &plot.series[number];
        let [first, last] = ends else { return String::new() };
        let (Some(from), Some(to)) = (series.point(*first), series.point(*last)) else { return String::new() };
        let (left, right) = (self.sides(false).0, self.sides(true).0);
        stroke(number, (left, self.place(from)), (right, self.place(to)), "stroke-width=\"2\"")
    }

    /// All that stands at one end: its name, its points, and their labels from the top down.
    fn end(&self, plot: &Plot, shown: &[usize], at: usize, right: bool) -> String {
        let (x, beside) = self.sides(right);
        let moment = plot.categories.get(at).map_or("", String::as_str);
        let anchor = if right { "start" } else { "end" };
        // With the room that the stroke has, a letter more than a label.
        let mut shapes = text(&percent(x), 12.0, anchor, "name", moment, LETTERS + 1);
        shapes += &format!(
            "<line x1=\"{x}\" x2=\"{x}\" y1=\"{}\" y2=\"{}\" stroke=\"currentColor\" stroke-opacity=\"0.15\"/>",
            px(TOP),
            px(self.top + self.height),
            x = percent(x),
        );
        let found = shown.iter().filter_map(|number| Some((*number, plot.series[*number].point(at)?)));
        let mut points: Vec<(usize, &Point, f64)> =
            found.map(|(number, point)| (number, point, self.place(point))).collect();
        points.sort_by(|one, other| one.2.total_cmp(&other.2));
        let wanted: Vec<f64> = points.iter().map(|point| point.2).collect();
        let labels = apart(&wanted, self.gap, self.top, self.top + self.height);
        for ((number, point, y), label) in points.into_iter().zip(labels) {
            let name = &plot.series[number].name;
            if (label - y).abs() > 1.5 {
                let near = if right { beside - 0.5 } else { beside + 0.5 };
                shapes += &stroke(number, (near, label), (x, y), "stroke-opacity=\"0.5\"");
            }
            shapes += &dot(number, x, y, 4.0, &format!("{name}, {moment}: {}", point.label));
            shapes += &words(beside, label, right, name, &point.label);
        }
        shapes
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{attributes, plot};
    use super::*;

    #[test]
    fn lines_join_the_first_moment_and_the_last() {
        let svg = draw(&plot(&[
            ("2021", &[Some(0.0), Some(50.0), None]),
            ("2023", &[Some(900.0), Some(900.0), Some(900.0)]),
            ("2025", &[Some(100.0), Some(50.0), Some(7.0)]),
        ]))
        .html();
        assert!(!svg.contains(">2023<") && !svg.contains("legend"), "{svg}");
        // From the bottom to the top, level, and none where a moment is missing.
        let bottom = TOP + 34.0 / 2.0 + HEIGHT;
        let lines: Vec<&str> = svg.split("<line ").filter(|line| line.contains("stroke-width")).collect();
        assert_eq!(lines.len(), 2, "{svg}");
        assert!(lines[0].contains(&format!("y1=\"{bottom}\"")) && lines[0].contains("y2=\"37\""), "{svg}");
        assert!(lines[1].contains("y1=\"127\"") && lines[1].contains("y2=\"127\""), "{svg}");
        assert_eq!(svg.matches(">7!<").count(), 1, "{svg}");
        assert_eq!(svg.matches("<circle").count(), 5, "{svg}");
        // Both sides have room alike.
        assert_eq!(svg.matches(">50!<").count(), 2, "{svg}");
        let sides = attributes(&svg, "circle", "cx");
        let sum: f64 = [sides[0], sides[4]].iter().filter_map(|x| x.trim_end_matches('%').parse::<f64>().ok()).sum();
        assert!((sum - 100.0).abs() < 0.02, "{sides:?}");
    }

    #[test]
    fn one_moment_and_many_series_are_drawn() {
        let svg = draw(&plot(&[("2025", &[Some(1.0); 14])])).html();
        assert_eq!(svg.matches("<circle").count(), MOST, "{svg}");
        assert!(!svg.contains("stroke-width") && !svg.contains("NaN"), "{svg}");
        let names: Vec<f64> = svg
            .split("<text class=\"name\" ")
            .skip(2)
            .filter_map(|text| text.split_once(" y=\"")?.1.split_once('"')?.0.parse().ok())
            .collect();
        assert!(names.len() == MOST && names.windows(2).all(|pair| pair[1] - pair[0] >= 33.9), "{names:?}");
        let svg = draw(&plot(&[("2024", &[Some(-2.0)]), ("2025", &[Some(0.0)])])).html();
        assert!(svg.contains("stroke-width") && !svg.contains("NaN"), "{svg}");
    }
}
