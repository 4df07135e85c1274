//! Columns side by side or on top of each other, over a few round numbers.

use super::scale::Scale;
use super::{Plot, frame, percent, px, text};

const TOP: f64 = 20.0;
const HEIGHT: f64 = 190.0;
const BELOW: f64 = 22.0;

pub fn draw(plot: &Plot, stacked: bool) -> String {
    let scale = if stacked { stacked_scale(plot) } else { Scale::of(plot.points().map(|point| point.value)) };
    let mut shapes = axis(plot, scale);
    let slots = plot.categories.len().max(1) as f64;
    let slot = 100.0 / slots;
    let beside = if stacked { 1.0 } else { plot.series.len().max(1) as f64 };
    let width = slot * 0.76 / beside;
    for (at, category) in plot.categories.iter().enumerate() {
        let left = slot * at as f64 + slot * 0.12;
        let (mut up, mut down) = (0.0, 0.0);
        for (number, series) in plot.series.iter().enumerate() {
            let Some(point) = series.point(at) else { continue };
            let base = match (stacked, point.value < 0.0) {
                (false, _) => 0.0,
                (true, false) => up,
                (true, true) => down,
            };
            let x = if stacked { left } else { left + width * number as f64 };
            let title = if plot.series.len() > 1 { format!("{category}, {}: {}", series.name, point.label) } else { format!("{category}: {}", point.label) };
            shapes += &column(number, x, width, place(scale, base), place(scale, base + point.value), &title);
            if point.value < 0.0 { down += point.value } else { up += point.value }
        }
        if !stacked && plot.series.len() == 1 && plot.categories.len() <= 4 {
            shapes += &above(plot, at, left + width / 2.0, scale);
        }
    }
    shapes += &names(plot, slot);
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

/// Thin lines at round numbers, each with its number.
pub fn axis(plot: &Plot, scale: Scale) -> String {
    let labelled = plot.series.len() == 1 && plot.categories.len() <= 4;
    let mut shapes = String::new();
    for tick in scale.ticks() {
        let y = place(scale, tick);
        let class = if tick == 0.0 { "zero" } else { "grid" };
        let (y1, y2) = (px(y), px(y));
        shapes += &format!(
            "<line class=\"{class}\" x1=\"0\" x2=\"100%\" y1=\"{y1}\" y2=\"{y2}\" stroke=\"currentColor\" stroke-opacity=\"{}\"/>",
            if tick == 0.0 { "0.6" } else { "0.15" }
        );
        if tick != 0.0 && !labelled {
            shapes += &text("0", y - 3.0, "start", "tick", &plot.written(tick), 20);
        }
    }
    shapes
}

/// Names below: as many as have room, evenly spaced.
pub fn names(plot: &Plot, slot: f64) -> String {
    let count = plot.categories.len();
    let longest = plot.categories.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let room = if longest <= 5 { 7 } else { 4 };
    let every = count.div_ceil(room).max(1);
    let most = if longest <= 5 { 5 } else { 44 / count.div_ceil(every).clamp(1, 44) };
    let mut shapes = String::new();
    for (at, name) in plot.categories.iter().enumerate().step_by(every) {
        let x = percent(slot * (at as f64 + 0.5));
        shapes += &text(&x, TOP + HEIGHT + 16.0, "middle", "name", name, most.max(4));
    }
    shapes
}
