//! Charts as SVG, drawn by our own code: fixed text, fluid shapes, no script.
//!
//! Lengths across are percentages and text keeps its size, so one drawing reads at 320 pixels and
//! on a wide screen. Colours are left to the style sheet: classes `s0` to `s5` for series,
//! `currentColor` for the rest.

mod bar;
mod column;
mod flow;
mod heat;
mod line;
mod scale;
mod tree;

use super::exact::Exact;
use super::filters::escaped;

/// What is drawn: categories across, one or more series of values.
pub struct Plot {
    pub title: String,
    pub description: String,
    pub categories: Vec<String>,
    pub series: Vec<Series>,
    /// A value as the reader sees it, with its unit.
    pub write: Box<dyn Fn(Exact) -> String + Send + Sync>,
    /// A number on an axis whose unit is told beside it.
    pub number: Box<dyn Fn(Exact) -> String + Send + Sync>,
    /// How an axis up to a value is written.
    pub axis: Box<dyn Fn(f64) -> Axis + Send + Sync>,
}

/// How an axis writes its numbers.
pub struct Axis {
    /// They are divided by this power of ten,
    pub power: u32,
    /// and this says so.
    pub caption: String,
    /// Numbers alone; else each carries its unit (percent, days).
    pub scaled: bool,
}

pub struct Series {
    pub name: String,
    /// By category; shorter than the categories where the rest is missing.
    pub points: Vec<Option<Point>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    pub value: f64,
    pub label: String,
}

impl Default for Plot {
    fn default() -> Plot {
        Plot {
            title: String::new(),
            description: String::new(),
            categories: Vec::new(),
            series: Vec::new(),
            write: Box::new(|value| value.to_string()),
            number: Box::new(|value| value.to_string()),
            axis: Box::new(|_| Axis { power: 0, caption: String::new(), scaled: false }),
        }
    }
}

impl Series {
    pub fn point(&self, category: usize) -> Option<&Point> {
        self.points.get(category).and_then(Option::as_ref)
    }
}

impl Plot {
    fn points(&self) -> impl Iterator<Item = &Point> {
        self.series.iter().flat_map(|series| series.points.iter().flatten())
    }

    /// A round number as the axis writes it.
    fn tick(&self, axis: &Axis, value: f64) -> String {
        let Some(exact) = Exact::from_f64(value) else { return String::new() };
        if axis.scaled {
            (self.number)(Exact { scale: exact.scale + axis.power, ..exact })
        } else {
            (self.write)(exact)
        }
    }
}

/// The drawing; `None` where there is nothing to draw, or the kind is not known.
pub fn draw(kind: &str, plot: &Plot) -> Option<String> {
    plot.points().next()?;
    match kind {
        "bar" => Some(bar::draw(plot)),
        "column" | "histogram" => Some(column::draw(plot, false)),
        "stacked" => Some(column::draw(plot, true)),
        "line" | "area" => Some(line::draw(plot)),
        "treemap" => Some(tree::draw(plot)),
        "heat" => Some(heat::draw(plot)),
        "funnel" => Some(flow::funnel(plot)),
        "sankey" => Some(flow::sankey(plot)),
        _ => None,
    }
}

/// The kinds that [`draw`] knows.
pub const KINDS: [&str; 10] =
    ["bar", "column", "histogram", "stacked", "line", "area", "treemap", "heat", "funnel", "sankey"];

/// An SVG element of a kind and height in pixels around its shapes, and a legend for several series.
fn frame(kind: &str, plot: &Plot, height: f64, shapes: &str) -> String {
    let mut html = format!(
        "<svg class=\"chart chart-{kind}\" role=\"img\" width=\"100%\" height=\"{}\" font-size=\"13\" fill=\"currentColor\">\
         <title>{}</title><desc>{}</desc>{shapes}</svg>",
        px(height),
        escaped(&plot.title),
        escaped(&describe(plot)),
    );
    if plot.series.len() > 1 && kind != "sankey" {
        html += "<ul class=\"legend\">";
        for (at, series) in plot.series.iter().enumerate() {
            // Ends of several lines would write over each other.
            let last = series.points.iter().flatten().next_back().filter(|_| kind == "line");
            let value = last.map_or(String::new(), |point| format!(": {}", point.label));
            html += &format!("<li class=\"s{}\">{}</li>", at % 6, escaped(&format!("{}{value}", series.name)));
        }
        html += "</ul>";
    }
    html
}

/// The description, and the values of the first categories, for those who cannot see the drawing.
fn describe(plot: &Plot) -> String {
    let mut text = plot.description.clone();
    for (at, category) in plot.categories.iter().enumerate().take(12) {
        let values: Vec<&str> =
            plot.series.iter().filter_map(|series| series.point(at)).map(|point| point.label.as_str()).collect();
        if !values.is_empty() {
            text += &format!("{}{category}: {}", if text.is_empty() { "" } else { "; " }, values.join(", "));
        }
    }
    text
}

/// Text at a place; one that is cut carries the whole in a title.
fn text(x: &str, y: f64, anchor: &str, class: &str, whole: &str, most: usize) -> String {
    let cut = truncate(whole, most);
    let title = if cut == whole { String::new() } else { format!("<title>{}</title>", escaped(whole)) };
    let anchor = if anchor == "start" { String::new() } else { format!(" text-anchor=\"{anchor}\"") };
    format!("<text class=\"{class}\" x=\"{x}\" y=\"{}\"{anchor}>{title}{}</text>", px(y), escaped(&cut))
}

/// At most this many characters, an ellipsis the last of them.
fn truncate(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let cut: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

/// Width of a letter, in percent of the narrowest screen that we draw for.
const LETTER: f64 = 7.4 / 328.0 * 100.0;

/// A length with at most two decimals, the same on every machine.
fn px(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_string() } else { text.to_string() }
}

fn percent(value: f64) -> String {
    format!("{}%", px(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot(values: &[(&str, &[Option<f64>])]) -> Plot {
        let series = (0..values.first().map_or(0, |(_, values)| values.len())).map(|at| Series {
            name: format!("series {at}"),
            points: values
                .iter()
                .map(|(_, values)| values[at].map(|value| Point { value, label: format!("{value}!") }))
                .collect(),
        });
        Plot {
            title: "Judul <b>".into(),
            description: "Uraian".into(),
            categories: values.iter().map(|(name, _)| name.to_string()).collect(),
            series: series.collect(),
            ..Plot::default()
        }
    }

    fn attributes<'a>(svg: &'a str, element: &str, name: &str) -> Vec<&'a str> {
        svg.split(&format!("<{element} "))
            .skip(1)
            .filter_map(|rest| rest.split_once('>')?.0.split_once(&format!(" {name}=\""))?.1.split_once('"'))
            .map(|(value, _)| value)
            .collect()
    }

    #[test]
    fn every_kind_says_what_it_shows() {
        let plot = plot(&[("A & B", &[Some(3.0), Some(1.0)]), ("C", &[Some(2.0), None])]);
        for kind in KINDS {
            let svg = draw(kind, &plot).unwrap_or_default();
            assert!(svg.contains("role=\"img\"") && svg.contains("<title>Judul &lt;b&gt;</title>"), "{kind}");
            assert!(svg.contains("<desc>Uraian; A &amp; B: 3!, 1!; C: 2!</desc>"), "{kind}: {svg}");
            // A calendar draws days only.
            let drawn = svg.contains("A &amp; B") || kind == "heat";
            assert!(drawn && !svg.contains("A & B") && !svg.contains("NaN"), "{kind}");
        }
        assert_eq!(draw("pie", &plot), None);
        assert_eq!(draw("bar", &Plot::default()), None);
    }

    #[test]
    fn bars_are_as_long_as_their_values() {
        let svg =
            draw("bar", &plot(&[("a", &[Some(50.0)]), ("b", &[Some(100.0)]), ("c", &[None])])).unwrap_or_default();
        assert_eq!(attributes(&svg, "rect", "width"), ["35%", "70%"]);
        let svg = draw("bar", &plot(&[("a", &[Some(-1.0)]), ("b", &[Some(3.0)])])).unwrap_or_default();
        assert_eq!(attributes(&svg, "rect", "width"), ["17.5%", "52.5%"]);
        assert_eq!(attributes(&svg, "rect", "x"), ["0%", "17.5%"]);
    }

    #[test]
    fn columns_leave_room_for_their_axis_and_names() {
        let years: Vec<String> = (2010..2026).map(|year| year.to_string()).collect();
        let values = [Some(2_500.0)];
        let plot = plot(&years.iter().map(|year| (year.as_str(), values.as_slice())).collect::<Vec<_>>());
        let svg = draw("column", &plot).unwrap_or_default();
        let first: f64 = attributes(&svg, "rect", "x")[0].trim_end_matches('%').parse().unwrap_or_default();
        assert!(first > 8.0, "the axis has no room: {first}");
        let named = svg.matches("class=\"name\"").count();
        assert!((4..=9).contains(&named), "{named} of 16 years are named");
    }

    #[test]
    fn several_lines_have_their_last_values_in_the_legend() {
        let svg =
            draw("line", &plot(&[("2024", &[Some(3.0), Some(1.0)]), ("2025", &[Some(2.0), None])])).unwrap_or_default();
        assert!(svg.contains(">series 0: 2!</li>") && svg.contains(">series 1: 1!</li>"), "{svg}");
        assert!(!svg.contains("class=\"value\""), "{svg}");
        assert!(draw("line", &plot(&[("2024", &[Some(3.0)])])).unwrap_or_default().contains("class=\"value\""));
    }

    #[test]
    fn stacks_sum_to_their_height() {
        let svg = draw("stacked", &plot(&[("a", &[Some(30.0), Some(70.0)])])).unwrap_or_default();
        let heights: Vec<f64> =
            attributes(&svg, "rect", "height").iter().filter_map(|height| height.parse().ok()).collect();
        assert_eq!(heights.len(), 2);
        assert!((heights[1] / heights[0] - 7.0 / 3.0).abs() < 0.01, "{heights:?}");
    }

    #[test]
    fn long_names_are_cut_and_told_whole() {
        let name = "Pembangunan Jalan Lingkungan Desa Sukamaju Tahap Kedua";
        let svg = draw("bar", &plot(&[(name, &[Some(1.0)])])).unwrap_or_default();
        assert!(svg.contains(&format!("<title>{name}</title>")) && svg.contains("…</text>"));
    }
}
