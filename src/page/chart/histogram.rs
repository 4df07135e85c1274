//! Columns that touch: how many there are in each of neighbouring classes.

use super::column::{Ground, place};
use super::scale::Scale;
use super::{Drawing, Plot, escaped, frame, percent, px};

pub fn draw(plot: &Plot) -> Drawing {
    let scale = Scale::of(plot.points().map(|point| point.value));
    let ground = Ground::of(plot, scale, false, 0.0);
    let mut shapes = ground.axis();
    let width = ground.slot / plot.series.len().max(1) as f64;
    for (at, category) in plot.categories.iter().enumerate() {
        for (number, series) in plot.series.iter().enumerate() {
            let Some(point) = series.point(at) else { continue };
            let (zero, end) = (place(scale, 0.0), place(scale, point.value));
            let name = if plot.series.len() > 1 { format!("{category}, {}", series.name) } else { category.clone() };
            // An outline parts neighbours of the same height.
            shapes += &format!(
                "<rect class=\"s{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" \
                 fill-opacity=\"0.7\" stroke=\"currentColor\"><title>{}</title></rect>",
                number % 6,
                percent(ground.left + ground.slot * at as f64 + width * number as f64),
                px(zero.min(end)),
                percent(width),
                px((zero - end).abs()),
                escaped(&format!("{name}: {}", point.label)),
            );
        }
    }
    shapes += &ground.names(plot);
    frame("histogram", plot, 234.0, &shapes)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{attributes, plot};
    use super::*;

    #[test]
    fn columns_touch_and_are_as_high_as_their_values() {
        let svg = draw(&plot(&[("0–9", &[Some(10.0)]), ("10–19", &[Some(20.0)]), ("20–29", &[Some(5.0)])])).html();
        let numbers = |name: &str| -> Vec<f64> {
            let texts = attributes(&svg, "rect", name);
            texts.iter().filter_map(|text| text.trim_end_matches('%').parse().ok()).collect()
        };
        let (x, width, height) = (numbers("x"), numbers("width"), numbers("height"));
        for at in 0..2 {
            assert!((x[at] + width[at] - x[at + 1]).abs() < 0.02, "{svg}");
        }
        assert!((x[2] + width[2] - 100.0).abs() < 0.02, "{svg}");
        assert_eq!(height, [95.0, 190.0, 47.5]);
        assert!(!draw(&plot(&[("0", &[Some(0.0)])])).html().contains("NaN"));
    }
}
