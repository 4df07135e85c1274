//! Names and values beside the points that they speak for, kept from writing over each other.

use super::{lines, percent, px, text};

pub const LINE: f64 = 15.0;
/// Lines that a name may take, and the letters in one; capitals are wider than other letters.
const LINES: usize = 2;
pub const LETTERS: usize = 14;
const CAPITALS: usize = 12;
/// From a label to its point, in percent: a stroke leads over it where the label had to give way.
pub const LEAD: f64 = 3.0;

/// The lines of a name and its value, around the middle of their height.
pub fn words(x: f64, middle: f64, right: bool, name: &str, value: &str) -> String {
    let anchor = if right { "start" } else { "end" };
    let named = parts(name).into_iter().map(|line| ("name", line, letters(name)));
    let written: Vec<_> = named.chain([("value", value, LETTERS + 2)]).collect();
    let top = middle - LINE * written.len() as f64 / 2.0 + 11.5;
    let places = (0..written.len()).map(|at| top + LINE * at as f64);
    places.zip(written).map(|(y, (class, line, most))| text(&percent(x), y, anchor, class, line, most)).collect()
}

pub fn parts(name: &str) -> Vec<&str> {
    lines(name, letters(name), LINES)
}

fn letters(name: &str) -> usize {
    if is_capital(name) { CAPITALS } else { LETTERS }
}

/// More capitals than small letters.
pub fn is_capital(name: &str) -> bool {
    let count = |is: fn(char) -> bool| name.chars().filter(|letter| is(*letter)).count();
    count(char::is_uppercase) > count(char::is_lowercase)
}

pub fn stroke(number: usize, from: (f64, f64), to: (f64, f64), style: &str) -> String {
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
pub fn apart(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
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
}
