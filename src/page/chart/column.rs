//! Columns side by side or on top of each other, over a few round numbers.

use super::scale::Scale;
use super::{Axis, Drawing, LETTER, Plot, frame, percent, px, text};

pub const TOP: f64 = 22.0;
pub const HEIGHT: f64 = 190.0;
const BELOW: f64 = 22.0;

pub fn draw(plot: &Plot, stacked: bool) -> Drawing {
    let scale = if stacked { stacked_scale(plot) } else { Scale::of(plot.points().map(|point| point.value)) };
    let labelled = !stacked && plot.series.len() == 1 && plot.categories.len() <= 3;
    let ground = Ground::of(plot, scale, labelled, 0.0);
    let mut shapes = ground.axis();
    let slot = ground.slot;
    let beside = if stacked { 1.0 } else { plot.series.len().max(1) as f64 };
    let width = slot * 0.76 / beside;
    for (at, category) in plot.categories.iter().enumerate() {
        let left = ground.left + slot * at as f64 + slot * 0.12;
        let (mut up, mut down) = (0.0, 0.0);
        for (number, series) in plot.series.iter().enumerate() {
            let Some(point) = series.point(at) else { continue };
            let base = match (stacked, point.value < 0.0) {
                (false, _) => 0.0,
                (true, false) => up,
                (true, true) => down,
            };
            let x = if stacked { left } else { left + width * number as f64 };
            let title = if plot.series.len() > 1 {
                format!("{category}, {}: {}", series.name, point.label)
            } else {
                format!("{category}: {}", point.label)
            };
            shapes += &column(number, x, width, place(scale, base), place(scale, base + point.value), &title);
            if point.value < 0.0 { down += point.value } else { up += point.value }
        }
        if labelled {
            shapes += &above(plot, at, left + width / 2.0, scale);
        }
    }
    shapes += &ground.names(plot);
    frame(if stacked { "stacked" } else { "column" }, plot, TOP + HEIGHT + BELOW, &shapes)
}

fn stacked_scale(plot: &Plot) -> Scale {
    let sums = (0..plot.categories.len()).flat_map(|at| {
        let values = || plot.series.iter().filter_map(move |series| series.point(at)).map(|point| point.value);
        [values().filter(|value| *value > 0.0).sum::<f64>(), values().filter(|value| *value < 0.0).sum::<f64>()]
    });
    Scale::of(sums)
}

/// Where a value lies, in pixels from the top.
pub fn place(scale: Scale, value: f64) -> f64 {
    TOP + HEIGHT * (1.0 - scale.place(value))
}

fn column(number: usize, x: f64, width: f64, from: f64, to: f64, title: &str) -> String {
    format!(
        "<rect class=\"s{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"><title>{}</title></rect>",
        number % 6,
        percent(x),
        px(from.min(to)),
        percent(width),
        px((from - to).abs()),
        super::escaped(title)
    )
}

/// The value above a single column, where there is room for it.
fn above(plot: &Plot, at: usize, middle: f64, scale: Scale) -> String {
    match plot.series.first().and_then(|series| series.point(at)) {
        Some(point) => {
            text(&percent(middle), place(scale, point.value.max(0.0)) - 5.0, "middle", "value", &point.label, 16)
        }
        None => String::new(),
    }
}

/// What columns and lines stand on: an axis at the left with room for its numbers, and a slot for each category.
pub struct Ground {
    scale: Scale,
    axis: Axis,
    ticks: Vec<(f64, String)>,
    /// Few enough columns that each carries its value: then the axis needs no numbers.
    bare: bool,
    /// Where the slots begin and end, and the width of one, in percent.
    pub left: f64,
    right: f64,
    pub slot: f64,
}

impl Ground {
    /// `margin`: what labels take at the right, in percent.
    pub fn of(plot: &Plot, scale: Scale, bare: bool, margin: f64) -> Ground {
        let axis = (plot.axis)(scale.high.max(-scale.low));
        let number = |tick: f64| if bare { String::new() } else { plot.tick(&axis, tick) };
        let ticks: Vec<(f64, String)> = scale.ticks().into_iter().map(|tick| (tick, number(tick))).collect();
        let longest = ticks.iter().map(|(_, text)| text.chars().count()).max().unwrap_or(0);
        let left = if bare { 0.0 } else { (longest as f64 + 1.3) * LETTER };
        let right = 100.0 - margin;
        let slot = (right - left) / plot.categories.len().max(1) as f64;
        Ground { scale, axis, ticks, bare, left, right, slot }
    }

    /// Thin lines at round numbers, each with its number, and their unit above them.
    pub fn axis(&self) -> String {
        let mut shapes = String::new();
        for (tick, number) in &self.ticks {
            let y = place(self.scale, *tick);
            let (class, faint) = if *tick == 0.0 { ("zero", "0.6") } else { ("grid", "0.15") };
            shapes += &format!(
                "<line class=\"{class}\" x1=\"{}\" x2=\"{}\" y1=\"{y}\" y2=\"{y}\" stroke=\"currentColor\" stroke-opacity=\"{faint}\"/>",
                percent(self.left),
                percent(self.right),
                y = px(y),
            );
            if !number.is_empty() {
                shapes += &text(&percent(self.left - LETTER * 0.6), y + 4.5, "end", "tick", number, 20);
            }
        }
        if !self.axis.caption.is_empty() && !self.bare {
            shapes += &text("0", 11.0, "start", "tick", &self.axis.caption, 40);
        }
        shapes
    }

    /// The middle of a category's slot, in percent.
    pub fn middle(&self, at: usize) -> f64 {
        self.left + self.slot * (at as f64 + 0.5)
    }

    /// Names below, evenly spaced: as many as stand side by side on a narrow screen.
    pub fn names(&self, plot: &Plot) -> String {
        let widths: Vec<f64> =
            plot.categories.iter().map(|name| (name.chars().count() as f64 + 1.0) * LETTER).collect();
        let meet = |every: usize| {
            let pairs = (0..widths.len()).step_by(every).zip((every..widths.len()).step_by(every));
            pairs.into_iter().any(|(one, two)| (widths[one] + widths[two]) / 2.0 > self.slot * every as f64)
        };
        // Long names are cut before too many are left out.
        let most = widths.len().div_ceil(4).max(1);
        let every = (1..most).find(|every| !meet(*every)).unwrap_or(most);
        let room = ((self.slot * every as f64 / LETTER) as usize).max(4);
        let cut = if meet(every) { room } else { 60 };
        let named = plot.categories.iter().enumerate().step_by(every);
        named.fold(String::new(), |shapes, (at, name)| {
            // A long last name ends where the drawing does.
            let beyond = self.middle(at) + widths[at].min((cut as f64 + 1.0) * LETTER) / 2.0 > 100.0;
            let (x, anchor) = if beyond { (100.0, "end") } else { (self.middle(at), "middle") };
            shapes + &text(&percent(x), TOP + HEIGHT + 16.0, anchor, "name", name, cut)
        })
    }
}
