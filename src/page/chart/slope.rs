//! The first and the last of some moments: a line for each series, named and valued at both of its ends.

use super::scale::Scale;
use super::{Drawing, LETTER, Plot, Point, dot, frame, lines, percent, px, text};

/// More series than this are left to the table.
const MOST: usize = 12;
/// Room for the names of the moments.
const TOP: f64 = 20.0;
const HEIGHT: f64 = 180.0;
const LINE: f64 = 15.0;
/// Lines that a name may take, and the letters in one; capitals are wider than other letters.
const LINES: usize = 2;
const LETTERS: usize = 14;
const CAPITALS: usize = 12;
/// From a label to its point, in percent: a stroke leads over it where the label had to give way.
const LEAD: f64 = 3.0;

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

/// The lines of a name and its value, around the middle of their height.
fn words(x: f64, middle: f64, right: bool, name: &str, value: &str) -> String {
    let anchor = if right { "start" } else { "end" };
    let named = parts(name).into_iter().map(|line| ("name", line, letters(name)));
    let written: Vec<_> = named.chain([("value", value, LETTERS + 2)]).collect();
    let top = middle - LINE * written.len() as f64 / 2.0 + 11.5;
    let places = (0..written.len()).map(|at| top + LINE * at as f64);
    places.zip(written).map(|(y, (class, line, most))| text(&percent(x), y, anchor, class, line, most)).collect()
}

fn parts(name: &str) -> Vec<&str> {
    lines(name, letters(name), LINES)
}

fn letters(name: &str) -> usize {
    let count = |is: fn(char) -> bool| name.chars().filter(|letter| is(*letter)).count();
    if count(char::is_uppercase) > count(char::is_lowercase) { CAPITALS } else { LETTERS }
}

fn stroke(number: usize, from: (f64, f64), to: (f64, f64), style: &str) -> String {
    format!(
        "<line class=\"s{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"currentColor\" {style}/>",
        number % 6,
        percent(from.0),
        px(from.1),
        percent(to.0),
        px(to.1)
    )
}

/// Places at least a gap apart and within bounds, as near as can be to those wanted, which rise: places that
/// are too close share the mean of what they want.
fn apart(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (at, place) in wanted.iter().enumerate() {
        let mut block = (place - gap * at as f64, 1);
        while let Some(before) = blocks.pop_if(|before| before.0 > block.0) {
            let count = before.1 + block.1;
            block = ((before.0 * before.1 as f64 + block.0 * block.1 as f64) / count as f64, count);
        }
        blocks.push(block);
    }
    let highest = (high - gap * (wanted.len().max(1) - 1) as f64).max(low);
    let starts = blocks.iter().flat_map(|(start, count)| std::iter::repeat_n(start.clamp(low, highest), *count));
    starts.enumerate().map(|(at, start)| start + gap * at as f64).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{attributes, plot};
    use super::*;

    #[test]
    fn labels_keep_apart_and_near_their_points() {
        assert_eq!(apart(&[10.0, 50.0], 20.0, 0.0, 100.0), [10.0, 50.0]);
        assert_eq!(apart(&[50.0, 50.0], 20.0, 0.0, 100.0), [40.0, 60.0]);
        assert_eq!(apart(&[50.0, 52.0, 90.0], 20.0, 0.0, 100.0), [41.0, 61.0, 90.0]);
        assert_eq!(apart(&[100.0, 100.0, 100.0], 20.0, 0.0, 100.0), [60.0, 80.0, 100.0]);
        assert_eq!(apart(&[0.0, 0.0], 20.0, 0.0, 100.0), [0.0, 20.0]);
        assert!(apart(&[], 20.0, 0.0, 100.0).is_empty());
    }

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
