//! A treemap: each category a tile as large as its value, largest first.
//!
//! Tiles are laid out by the squarified method (Bruls, Huizing, van Wijk 2000), for a drawing somewhat
//! wider than it is high: it is stretched to the width that there is.

use super::{Drawing, Plot, escaped, frame, percent, px, truncate};

/// More tiles than this are left to the table.
const MOST: usize = 40;
const HEIGHT: f64 = 340.0;
/// The width for which tiles are made as square as they can be: between a phone's and a desk's.
const WIDTH: f64 = 460.0;
/// How wide the drawing is on the narrowest screen, and from 30rem on: names are cut for both.
const NARROW: f64 = 328.0;
const BROAD: f64 = 424.0;
const LETTER: f64 = 8.2;
/// Values are not bold.
const DIGIT: f64 = 7.0;
const LINE: f64 = 15.0;

#[derive(Clone, Copy, Debug, PartialEq)]
struct Tile {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

pub fn draw(plot: &Plot) -> Drawing {
    let series = plot.series.first();
    let mut tiles: Vec<(&str, &str, f64)> = plot
        .categories
        .iter()
        .enumerate()
        .filter_map(|(at, category)| {
            let point = series?.point(at).filter(|point| point.value > 0.0)?;
            Some((category.as_str(), point.label.as_str(), point.value))
        })
        .collect();
    tiles.sort_by(|one, other| other.2.total_cmp(&one.2));
    tiles.truncate(MOST);
    let values: Vec<f64> = tiles.iter().map(|tile| tile.2).collect();
    let mut shapes = String::new();
    for (at, (tile, (name, label, _))) in layout(&values, WIDTH, HEIGHT).into_iter().zip(&tiles).enumerate() {
        shapes += &one(at, tile, name, label);
    }
    frame("tree", plot, HEIGHT, &shapes)
}

fn one(at: usize, tile: Tile, name: &str, label: &str) -> String {
    let (x, width) = (tile.x / WIDTH * 100.0, tile.width / WIDTH * 100.0);
    let of_screen = |screen: f64| words(width / 100.0 * screen - 10.0, tile.height, name, label);
    let words = match (of_screen(NARROW), of_screen(BROAD)) {
        (slim, broad) if slim == broad => slim,
        (slim, broad) => format!("<g class=\"slim\">{slim}</g><g class=\"broad\">{broad}</g>"),
    };
    format!(
        "<svg x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"><title>{}</title>\
         <rect class=\"s{} tile\" width=\"100%\" height=\"100%\"/>{words}</svg>",
        percent(x),
        px(tile.y),
        percent(width),
        px(tile.height),
        escaped(&format!("{name}: {label}")),
        at % 6,
    )
}

/// A tile's name and value, as far as there is room. What is left out is told by the tile's title, and by the table.
fn words(width: f64, height: f64, name: &str, label: &str) -> String {
    let letters = (width / LETTER).max(0.0) as usize;
    let room = ((height - 6.0) / LINE).max(0.0) as usize;
    let mut words = String::new();
    if letters >= 5 && room > 0 {
        let valued = room > 1 && label.chars().count() as f64 * DIGIT <= width;
        let lines = wrapped(name, letters, room - usize::from(valued));
        let texts = lines.iter().map(|line| ("name", line.as_str())).chain(valued.then_some(("value", label)));
        for (at, (class, text)) in texts.enumerate() {
            let y = px(LINE * (at + 1) as f64 + 1.0);
            words += &format!("<text class=\"{class}\" x=\"6\" y=\"{y}\">{}</text>", escaped(text));
        }
    }
    words
}

/// Words in lines of at most so many letters; what is left over of them ends in an ellipsis.
pub fn wrapped(text: &str, letters: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let is_cut = lines.len() > most;
    lines.truncate(most);
    let last = lines.len().saturating_sub(1);
    lines
        .iter()
        .enumerate()
        .map(|(at, line)| match is_cut && at == last {
            true => truncate(&format!("{line} …"), letters.max(2)),
            false => truncate(line, letters),
        })
        .collect()
}

/// Places for values that fall, in a rectangle: rows along its shorter side, each as square as it can be.
fn layout(values: &[f64], width: f64, height: f64) -> Vec<Tile> {
    let total: f64 = values.iter().sum();
    if total <= 0.0 {
        return Vec::new();
    }
    let areas: Vec<f64> = values.iter().map(|value| value / total * width * height).collect();
    let mut tiles = Vec::with_capacity(areas.len());
    let (mut x, mut y, mut wide, mut high) = (0.0, 0.0, width, height);
    let mut rest = areas.as_slice();
    while !rest.is_empty() {
        let side = f64::min(wide, high);
        let mut taken = 1;
        while taken < rest.len() && worst(&rest[..taken + 1], side) <= worst(&rest[..taken], side) {
            taken += 1;
        }
        let (row, after) = rest.split_at(taken);
        let area: f64 = row.iter().sum();
        let thick = if side > 0.0 { area / side } else { 0.0 };
        let mut along = 0.0;
        for part in row {
            let length = if thick > 0.0 { part / thick } else { 0.0 };
            tiles.push(match wide >= high {
                true => Tile { x, y: y + along, width: thick, height: length },
                false => Tile { x: x + along, y, width: length, height: thick },
            });
            along += length;
        }
        if wide >= high {
            (x, wide) = (x + thick, (wide - thick).max(0.0));
        } else {
            (y, high) = (y + thick, (high - thick).max(0.0));
        }
        rest = after;
    }
    tiles
}

/// How far from square the least square tile of a row is: 1 is a square.
fn worst(row: &[f64], side: f64) -> f64 {
    let sum: f64 = row.iter().sum();
    let ratio = |area: f64| f64::max(side * side * area / (sum * sum), sum * sum / (side * side * area));
    row.iter().map(|area| ratio(*area)).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_fill_the_rectangle_and_are_as_large_as_their_values() {
        // The example of the method's paper: 6 by 4.
        let values = [6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0];
        let tiles = layout(&values, 6.0, 4.0);
        let area: f64 = tiles.iter().map(|tile| tile.width * tile.height).sum();
        assert!((area - 24.0).abs() < 1e-9, "{area}");
        for (tile, value) in tiles.iter().zip(values) {
            assert!((tile.width * tile.height - value).abs() < 1e-9, "{tile:?} {value}");
            assert!(
                tile.x >= 0.0 && tile.x + tile.width <= 6.0 + 1e-9 && tile.y + tile.height <= 4.0 + 1e-9,
                "{tile:?}"
            );
        }
        assert_eq!(tiles[0], Tile { x: 0.0, y: 0.0, width: 3.0, height: 2.0 });
        for (at, one) in tiles.iter().enumerate() {
            for other in &tiles[at + 1..] {
                let apart = one.x + one.width <= other.x + 1e-9
                    || other.x + other.width <= one.x + 1e-9
                    || one.y + one.height <= other.y + 1e-9
                    || other.y + other.height <= one.y + 1e-9;
                assert!(apart, "{one:?} {other:?}");
            }
        }
        assert_eq!(wrapped("DINAS PEKERJAAN UMUM DAN", 9, 3), ["DINAS", "PEKERJAAN", "UMUM DAN"]);
        assert_eq!(wrapped("DINAS PEKERJAAN UMUM DAN", 7, 2), ["DINAS", "PEKERJ…"]);
        assert_eq!(wrapped("DINAS UMUM", 7, 1), ["DINAS …"]);
        // What a phone has room for stands as it is on every screen, or beside what there is room for elsewhere.
        let tile = |width: f64| one(0, Tile { x: 0.0, y: 0.0, width, height: 60.0 }, "DINAS PENDIDIKAN", "Rp 1");
        assert!(tile(0.9 * WIDTH).contains(">DINAS PENDIDIKAN</text>") && !tile(0.9 * WIDTH).contains("slim"));
        assert!(tile(0.25 * WIDTH).contains(">PENDIDI…</text>") && tile(0.25 * WIDTH).contains(">PENDIDIKAN</text>"));
        assert!(layout(&[], 6.0, 4.0).is_empty() && layout(&[0.0], 6.0, 4.0).is_empty());
    }
}
