//! Charts as SVG, drawn by our own code: fixed text, fluid shapes, no script.
//!
//! Lengths across are percentages and text keeps its size, so one drawing reads at 320 pixels and
//! on a wide screen. Colours are left to the style sheet: classes `s0` to `s5` for series,
//! `currentColor` for the rest.

mod bar;
mod column;
mod dot;
mod flow;
mod heat;
mod histogram;
mod label;
mod line;
pub mod map;
mod multiples;
mod scale;
mod slope;
pub mod timeline;
mod tree;

pub use tree::wrapped;

use super::exact::Exact;
use super::filters::escaped;

/// What is drawn: categories across, one or more series of values.
pub struct Plot {
    pub title: String,
    pub description: String,
    pub categories: Vec<String>,
    /// What tells the categories apart, whatever they are called.
    pub keys: Vec<Option<String>>,
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
            keys: Vec::new(),
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
pub fn draw(kind: &str, plot: &Plot) -> Option<Drawing> {
    plot.points().next()?;
    match kind {
        "bar" => Some(bar::draw(plot)),
        "dot" => Some(dot::draw(plot)),
        "slope" => Some(slope::draw(plot)),
        "timeline" => Some(timeline::draw(plot)),
        "column" => Some(column::draw(plot, false)),
        "histogram" => Some(histogram::draw(plot)),
        "multiples" => Some(multiples::draw(plot)),
        "stacked" => Some(column::draw(plot, true)),
        "line" => Some(line::draw(plot, false)),
        "area" => Some(line::draw(plot, true)),
        "treemap" => Some(tree::draw(plot)),
        "heat" => Some(heat::draw(plot)),
        "funnel" => Some(flow::funnel(plot)),
        "sankey" => Some(flow::sankey(plot)),
        _ => None,
    }
}

/// The kinds that [`draw`] knows.
pub const KINDS: [&str; 14] = [
    "bar",
    "dot",
    "slope",
    "timeline",
    "column",
    "histogram",
    "multiples",
    "stacked",
    "line",
    "area",
    "treemap",
    "heat",
    "funnel",
    "sankey",
];

/// Kinds whose shapes carry the names of their series.
const NAMED: [&str; 3] = ["sankey", "slope", "multiples"];

/// A drawing, and what its colours mean.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// The SVG element.
    pub svg: String,
    /// Its own width, where it scales as a whole; else it fills any width.
    pub width: Option<f64>,
    pub height: f64,
    pub keys: Vec<Colour>,
}

/// What one colour of a drawing means.
#[derive(Clone, Debug)]
pub struct Colour {
    /// Its class in the style sheet.
    pub class: String,
    /// How dark, where a scale of one colour is meant.
    pub dark: Option<f64>,
    pub text: String,
    /// How many there are of it.
    pub count: Option<usize>,
}

impl Drawing {
    /// The drawing with its legend below.
    pub fn html(&self) -> String {
        let mut html = self.svg.clone();
        if self.keys.is_empty() {
            return html;
        }
        let scale = self.keys.iter().any(|key| key.dark.is_some());
        html += if scale { "<ul class=\"legend classes\">" } else { "<ul class=\"legend\">" };
        for Colour { class, dark, text, count } in &self.keys {
            let count = count.map_or(String::new(), |count| format!(" <span class=\"quiet\">({count})</span>"));
            let opacity = dark.map_or(String::new(), |dark| format!(" fill-opacity=\"{}\"", px(dark)));
            html += &match scale {
                true => format!(
                    "<li><svg class=\"chart\" width=\"18\" height=\"14\" aria-hidden=\"true\">\
                     <rect class=\"{class}\" width=\"18\" height=\"14\"{opacity}/></svg> {}{count}</li>",
                    escaped(text)
                ),
                false => format!("<li class=\"{class}\">{}{count}</li>", escaped(text)),
            };
        }
        html + "</ul>"
    }
}

/// An SVG element of a kind and height in pixels around its shapes, and what several series' colours mean.
fn frame(kind: &str, plot: &Plot, height: f64, shapes: &str) -> Drawing {
    let svg = format!(
        "<svg class=\"chart chart-{kind}\" role=\"img\" width=\"100%\" height=\"{}\" font-size=\"13\" \
         fill=\"currentColor\"><title>{}</title><desc>{}</desc>{shapes}</svg>",
        px(height),
        escaped(&plot.title),
        escaped(&describe(plot)),
    );
    let mut keys = Vec::new();
    if plot.series.len() > 1 && !NAMED.contains(&kind) {
        // A series that has no value here has no colour to explain.
        for (at, series) in
            plot.series.iter().enumerate().filter(|(_, series)| series.points.iter().any(Option::is_some))
        {
            keys.push(Colour { class: format!("s{}", at % 6), dark: None, text: series.name.clone(), count: None });
        }
    }
    Drawing { svg, width: None, height, keys }
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

/// A value's dot in the colour of its series, which says what it is.
fn dot(series: usize, x: f64, y: f64, radius: f64, told: &str) -> String {
    format!(
        "<circle class=\"s{}\" cx=\"{}\" cy=\"{}\" r=\"{}\"><title>{}</title></circle>",
        series % 6,
        percent(x),
        px(y),
        px(radius),
        escaped(told)
    )
}

/// At most this many characters, an ellipsis the last of them.
fn truncate(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let cut: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

/// A name parted at spaces into lines of so many letters; the last line has what is left over, fit or not.
fn lines(name: &str, letters: usize, most: usize) -> Vec<&str> {
    let (mut lines, mut rest) = (Vec::new(), name.trim());
    while lines.len() + 1 < most && rest.chars().count() > letters {
        let spaces = rest.char_indices().take(letters + 1).filter(|(_, letter)| letter.is_whitespace());
        let Some((at, _)) = spaces.last() else { break };
        lines.push(rest[..at].trim_end());
        rest = rest[at..].trim_start();
    }
    lines.push(rest);
    lines
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

    pub(super) fn plot(values: &[(&str, &[Option<f64>])]) -> Plot {
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

    pub(super) fn attributes<'a>(svg: &'a str, element: &str, name: &str) -> Vec<&'a str> {
        svg.split(&format!("<{element} "))
            .skip(1)
            .filter_map(|rest| rest.split_once('>')?.0.split_once(&format!(" {name}=\""))?.1.split_once('"'))
            .map(|(value, _)| value)
            .collect()
    }

    fn html(kind: &str, plot: &Plot) -> String {
        draw(kind, plot).map(|drawing| drawing.html()).unwrap_or_default()
    }

    #[test]
    fn every_kind_says_what_it_shows() {
        let plot = plot(&[("A & B", &[Some(3.0), Some(1.0)]), ("C", &[Some(2.0), None])]);
        for kind in KINDS {
            let svg = html(kind, &plot);
            assert!(svg.contains("role=\"img\"") && svg.contains("<title>Judul &lt;b&gt;</title>"), "{kind}");
            assert!(svg.contains("<desc>Uraian; A &amp; B: 3!, 1!; C: 2!</desc>"), "{kind}: {svg}");
            // A calendar draws days only.
            let drawn = svg.contains("A &amp; B") || kind == "heat";
            assert!(drawn && !svg.contains("A & B") && !svg.contains("NaN"), "{kind}");
        }
        assert_eq!(html("pie", &plot), "");
        assert_eq!(html("bar", &Plot::default()), "");
    }

    #[test]
    fn bars_are_as_long_as_their_values() {
        let svg = html("bar", &plot(&[("a", &[Some(50.0)]), ("b", &[Some(100.0)]), ("c", &[None])]));
        assert_eq!(attributes(&svg, "rect", "width"), ["35%", "70%"]);
        let svg = html("bar", &plot(&[("a", &[Some(-1.0)]), ("b", &[Some(3.0)])]));
        assert_eq!(attributes(&svg, "rect", "width"), ["17.5%", "52.5%"]);
        assert_eq!(attributes(&svg, "rect", "x"), ["0%", "17.5%"]);
    }

    #[test]
    fn columns_leave_room_for_their_axis_and_names() {
        let years: Vec<String> = (2010..2026).map(|year| year.to_string()).collect();
        let values = [Some(2_500.0)];
        let plot = plot(&years.iter().map(|year| (year.as_str(), values.as_slice())).collect::<Vec<_>>());
        let svg = html("column", &plot);
        let first: f64 = attributes(&svg, "rect", "x")[0].trim_end_matches('%').parse().unwrap_or_default();
        assert!(first > 8.0, "the axis has no room: {first}");
        let named = svg.matches("class=\"name\"").count();
        assert!((4..=9).contains(&named), "{named} of 16 years are named");
    }

    #[test]
    fn stacks_sum_to_their_height() {
        let svg = html("stacked", &plot(&[("a", &[Some(30.0), Some(70.0)])]));
        let heights: Vec<f64> =
            attributes(&svg, "rect", "height").iter().filter_map(|height| height.parse().ok()).collect();
        assert_eq!(heights.len(), 2);
        assert!((heights[1] / heights[0] - 7.0 / 3.0).abs() < 0.01, "{heights:?}");
    }

    #[test]
    fn names_are_parted_at_spaces() {
        assert_eq!(lines("Dinas Pendidikan", 16, 3), ["Dinas Pendidikan"]);
        assert_eq!(lines("Dinas Pendidikan", 15, 3), ["Dinas", "Pendidikan"]);
        assert_eq!(lines("Dinas Pekerjaan Umum", 5, 2), ["Dinas", "Pekerjaan Umum"]);
        assert_eq!(lines("Pembangunan é", 4, 3), ["Pembangunan é"]);
        assert_eq!(lines("é é é é é", 3, 3), ["é é", "é é", "é"]);
        assert_eq!(lines(" ", 3, 3), [""]);
    }

    #[test]
    fn long_names_are_cut_and_told_whole() {
        let name = "Pembangunan Jalan Lingkungan Desa Sukamaju Tahap Kedua";
        let svg = html("bar", &plot(&[(name, &[Some(1.0)])]));
        assert!(svg.contains(&format!("<title>{name}</title>")) && svg.contains("…</text>"));
    }
}
