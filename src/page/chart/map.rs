//! A map: areas the darker the larger their values, and points over them.
//!
//! Plate carrée with the middle latitude's width: a regency or a country near the equator looks as on any map. The
//! one drawing with a `viewBox`: it grows with its column, and has no text in it but titles; the legend is HTML.

use super::escaped;
use super::{Colour, Drawing, Point as Named, px};

/// Width of the drawing in its own units; corners closer than half of one are one.
const WIDTH: f64 = 640.0;
const TALLEST: f64 = 760.0;
/// Classes of values, each with about as many places.
const CLASSES: usize = 5;
const POINT: f64 = 6.0;

/// One place of the map.
pub struct Place {
    pub name: String,
    pub shape: Shape,
    /// Absent: an outline, or a point without a value.
    pub value: Option<Named>,
    /// The page about it.
    pub link: Option<String>,
}

/// In degrees: longitude, latitude.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Point([f64; 2]),
    /// Rings of all its polygons; a hole is a ring within another.
    Area(Vec<Vec<[f64; 2]>>),
}

impl Shape {
    /// From the Well-Known Text that the door makes; `None` for anything else.
    pub fn parse(text: &str) -> Option<Shape> {
        let (name, body) = text.split_once('(')?;
        let pair = |text: &str| -> Option<[f64; 2]> {
            let (x, y) = text.trim().split_once(' ')?;
            let corner = [x.parse::<f64>().ok()?, y.trim().parse::<f64>().ok()?];
            corner.iter().all(|degrees| degrees.is_finite()).then_some(corner)
        };
        match name.trim() {
            "POINT" => pair(body.trim_end_matches(')')).map(Shape::Point),
            "POLYGON" | "MULTIPOLYGON" => {
                let rings = body.split('(').map(|ring| ring.trim_end_matches([')', ',', ' ']));
                let rings: Option<Vec<Vec<[f64; 2]>>> =
                    rings.filter(|ring| !ring.is_empty()).map(|ring| ring.split(',').map(pair).collect()).collect();
                rings.filter(|rings| !rings.is_empty()).map(Shape::Area)
            }
            _ => None,
        }
    }

    fn corners(&self) -> Box<dyn Iterator<Item = &[f64; 2]> + '_> {
        match self {
            Shape::Point(point) => Box::new(std::iter::once(point)),
            Shape::Area(rings) => Box::new(rings.iter().flatten()),
        }
    }
}

/// From degrees into the drawing.
struct Frame {
    west: f64,
    north: f64,
    across: f64,
    down: f64,
    height: f64,
}

impl Frame {
    fn around(places: &[Place]) -> Option<Frame> {
        let mut bounds: Option<[f64; 4]> = None;
        for [x, y] in places.iter().flat_map(|place| place.shape.corners()) {
            let [west, south, east, north] = bounds.unwrap_or([*x, *y, *x, *y]);
            bounds = Some([west.min(*x), south.min(*y), east.max(*x), north.max(*y)]);
        }
        let [west, south, east, north] = bounds?;
        // One point alone still has surroundings.
        let (wide, high) = ((east - west).max(0.001), (north - south).max(0.001));
        let narrower = ((north + south) / 2.0).to_radians().cos().max(0.1);
        // As many units a degree both ways, so that the whole fits, with room for points at the edge.
        let room = 2.0 * (POINT + 2.0);
        let down = ((WIDTH - room) / (wide * narrower)).min((TALLEST - room) / high);
        let across = down * narrower;
        let aside = (WIDTH - wide * across) / 2.0;
        let frame = Frame { west: west - aside / across, north: north + room / 2.0 / down, across, down, height: 0.0 };
        Some(Frame { height: high * down + room, ..frame })
    }

    /// Rounded to half a unit, so that the same bytes come on every machine and neighbours still meet.
    fn place(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let half = |value: f64| (value * 2.0).round() / 2.0;
        [half((x - self.west) * self.across), half((self.north - y) * self.down)]
    }

    fn path(&self, rings: &[Vec<[f64; 2]>]) -> String {
        let mut path = String::new();
        for ring in rings {
            let mut corners: Vec<[f64; 2]> = ring.iter().map(|corner| self.place(*corner)).collect();
            corners.dedup();
            if corners.first() == corners.last() {
                corners.pop();
            }
            for (at, [x, y]) in corners.iter().enumerate() {
                path += &format!("{}{} {}", if at == 0 { "M" } else { "L" }, px(*x), px(*y));
            }
            path.push('Z');
        }
        path
    }
}

/// The upper bounds of the classes: each class has about as many of the values; fewer where values repeat.
/// Values that are told alike are alike: where one class ends, the next begins with another number.
fn bounds(places: &[Place]) -> Vec<f64> {
    let mut named: Vec<&Named> = places.iter().filter_map(|place| place.value.as_ref()).collect();
    named.sort_by(|one, other| one.value.total_cmp(&other.value));
    let alike = named.chunk_by(|one, next| one.label == next.label);
    let values: Vec<f64> = alike.flat_map(|told| told.iter().map(|_| told[told.len() - 1].value)).collect();
    let mut bounds: Vec<f64> = (1..=CLASSES)
        .filter_map(|class| values.get((values.len() * class).div_ceil(CLASSES).checked_sub(1)?).copied())
        .collect();
    bounds.dedup();
    // Where most share one value, that value is a class of its own.
    let below = bounds.first().and_then(|one| values.iter().rev().find(|value| *value < one).copied());
    match (bounds.len(), below) {
        (1, Some(below)) => vec![below, bounds[0]],
        _ => bounds,
    }
}

fn class_of(value: f64, bounds: &[f64]) -> usize {
    bounds.iter().position(|bound| value <= *bound).unwrap_or(bounds.len().saturating_sub(1))
}

/// How dark a class is: the last one fully.
fn dark(class: usize, classes: usize) -> f64 {
    if classes < 2 { 0.6 } else { 0.14 + 0.86 * class as f64 / (classes - 1) as f64 }
}

/// The drawing and its legend; `None` where no place has a shape.
pub fn draw(title: &str, description: &str, nothing: &str, places: &[Place]) -> Option<Drawing> {
    let frame = Frame::around(places)?;
    let bounds = bounds(places);
    let points = |place: &&Place| matches!(place.shape, Shape::Point(_));
    let mut shapes = String::new();
    // Points lie on top.
    for place in places.iter().filter(|place| !points(place)).chain(places.iter().filter(points)) {
        shapes += &drawn(place, &frame, &bounds);
    }
    let height = frame.height.ceil();
    let svg = format!(
        "<svg class=\"chart map\" role=\"{}\" width=\"100%\" viewBox=\"0 0 {} {}\"><title>{}</title><desc>{}</desc>{shapes}</svg>",
        // A picture may hold no links.
        if places.iter().any(|place| place.link.is_some()) { "group" } else { "img" },
        px(WIDTH),
        px(height),
        escaped(title),
        escaped(description),
    );
    Some(Drawing { svg, width: Some(WIDTH), height, keys: legend(places, &bounds, nothing) })
}

fn drawn(place: &Place, frame: &Frame, bounds: &[f64]) -> String {
    let fill = match &place.value {
        Some(value) => {
            format!("class=\"s0\" fill-opacity=\"{}\"", px(dark(class_of(value.value, bounds), bounds.len())))
        }
        None => "class=\"empty\"".to_string(),
    };
    let label = place.value.as_ref().map_or(String::new(), |value| format!(": {}", value.label));
    let name = escaped(&format!("{}{label}", place.name)).to_string();
    let title = format!("<title>{name}</title>");
    let shape = match &place.shape {
        Shape::Point(at) => {
            let [x, y] = frame.place(*at);
            format!("<circle {fill} cx=\"{}\" cy=\"{}\" r=\"{}\">{title}</circle>", px(x), px(y), px(POINT))
        }
        Shape::Area(rings) => format!("<path {fill} fill-rule=\"evenodd\" d=\"{}\">{title}</path>", frame.path(rings)),
    };
    match &place.link {
        Some(link) => format!("<a href=\"{}\" aria-label=\"{name}\" tabindex=\"-1\">{shape}</a>", escaped(link)),
        None => shape,
    }
}

/// What each shade means: the least and the largest value of its class, and how many places are in it.
fn legend(places: &[Place], bounds: &[f64], nothing: &str) -> Vec<Colour> {
    let mut keys = Vec::new();
    for class in 0..bounds.len() {
        let mut within: Vec<&Named> = places
            .iter()
            .filter_map(|place| place.value.as_ref())
            .filter(|value| class_of(value.value, bounds) == class)
            .collect();
        within.sort_by(|one, other| one.value.total_cmp(&other.value));
        let (Some(least), Some(most)) = (within.first(), within.last()) else { continue };
        let text =
            if least.label == most.label { least.label.clone() } else { format!("{} – {}", least.label, most.label) };
        let dark = Some(dark(class, bounds.len()));
        keys.push(Colour { class: "s0".into(), dark, text, count: Some(within.len()) });
    }
    let areas = || places.iter().filter(|place| matches!(place.shape, Shape::Area(_)));
    let empty = areas().filter(|place| place.value.is_none()).count();
    // Outlines below points say nothing of their own.
    if empty > 0 && areas().any(|place| place.value.is_some()) {
        keys.push(Colour { class: "empty".into(), dark: None, text: nothing.to_string(), count: Some(empty) });
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, y: f64) -> Shape {
        Shape::Area(vec![vec![[x, y], [x + 1.0, y], [x + 1.0, y + 1.0], [x, y + 1.0], [x, y]]])
    }

    fn place(shape: Shape, value: Option<f64>) -> Place {
        let value = value.map(|value| Named { value, label: format!("{value}!") });
        Place { name: "A & B".into(), shape, value, link: None }
    }

    #[test]
    fn text_becomes_shapes() {
        assert_eq!(Shape::parse("POINT(110.5 -7)"), Some(Shape::Point([110.5, -7.0])));
        let two =
            Shape::parse("MULTIPOLYGON(((0 0,1 0,1 1,0 0),(0.2 0.1,0.3 0.1,0.3 0.2,0.2 0.1)),((2 2,3 2,3 3,2 2)))");
        let Some(Shape::Area(rings)) = two else { panic!("{two:?}") };
        assert_eq!(rings.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4, 4]);
        for wrong in ["", "POINT()", "POINT(a b)", "POLYGON((0 0,1))", "LINESTRING(0 0,1 1)", "POINT(inf 1)"] {
            assert_eq!(Shape::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn north_is_up_and_degrees_keep_their_proportion() {
        let places = [place(square(110.0, -8.0), Some(1.0)), place(square(111.0, -7.0), Some(2.0))];
        let frame = Frame::around(&places).expect("places");
        let ([west, south], [east, north]) = (frame.place([110.0, -8.0]), frame.place([112.0, -6.0]));
        assert!(west < east && north < south);
        let ratio = (east - west) / (south - north);
        assert!((ratio - 7f64.to_radians().cos()).abs() < 0.01, "{ratio}");
        assert!(west >= POINT && east <= WIDTH - POINT && north >= POINT && south <= frame.height - POINT);
        // Twice as high as wide: the height decides.
        let tall = Frame::around(&[place(Shape::Point([0.0, 0.0]), None), place(Shape::Point([0.1, 3.0]), None)]);
        assert!((tall.expect("points").height - TALLEST).abs() < 1.0);
    }

    #[test]
    fn classes_hold_as_many_each_and_the_largest_is_darkest() {
        let places: Vec<Place> = (0..10).map(|at| place(square(f64::from(at), 0.0), Some(f64::from(at)))).collect();
        assert_eq!(bounds(&places), [1.0, 3.0, 5.0, 7.0, 9.0]);
        let svg = draw("T", "D", "–", &places).expect("a map").html();
        assert_eq!(svg.matches("<path class=\"s0\" fill-opacity=\"1\"").count(), 2, "{svg}");
        assert!(svg.contains("8! – 9! <span class=\"quiet\">(2)</span>"), "{svg}");
        let equal: Vec<Place> = (0..3).map(|at| place(square(f64::from(at), 0.0), Some(4.0))).collect();
        assert_eq!(bounds(&equal), [4.0]);
        let most: Vec<Place> = [2.0, 3.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0]
            .into_iter()
            .map(|value| place(square(0.0, 0.0), Some(value)))
            .collect();
        assert_eq!(bounds(&most), [3.0, 9.0], "the many are a class of their own");
        let svg = draw("T", "D", "–", &equal).expect("a map").html();
        assert!(svg.contains("> 4! <span class=\"quiet\">(3)</span>") && !svg.contains("NaN"), "{svg}");
    }

    #[test]
    fn where_a_class_ends_the_next_begins_with_another_number() {
        let places: Vec<Place> = (0..10)
            .map(|at| {
                let label = format!("{} ribu", (f64::from(at) / 4.0).round());
                Place { value: Some(Named { value: f64::from(at), label }), ..place(square(0.0, 0.0), None) }
            })
            .collect();
        assert_eq!(bounds(&places), [1.0, 5.0, 9.0], "0 and 1 are 0 thousand, 2 to 5 one, 6 to 9 two");
        let keys = legend(&places, &bounds(&places), "–");
        let told: Vec<(&str, Option<usize>)> = keys.iter().map(|key| (&*key.text, key.count)).collect();
        assert_eq!(told, [("0 ribu", Some(2)), ("1 ribu", Some(4)), ("2 ribu", Some(4))]);
    }

    #[test]
    fn places_without_a_value_are_told_and_points_lie_on_top() {
        let point = Place { link: Some("/a/?b&c".into()), ..place(Shape::Point([0.5, 0.5]), Some(3.0)) };
        let svg = draw("T", "D", "tidak ada", &[point, place(square(0.0, 0.0), None)]).expect("a map").html();
        assert!(svg.find("<path class=\"empty\"") < svg.find("<circle class=\"s0\""), "{svg}");
        assert!(svg.contains("<a href=\"/a/?b&amp;c\"") && svg.contains("<title>A &amp; B: 3!</title>"), "{svg}");
        assert!(!svg.contains("tidak ada"), "outlines below points are no places without data");
        let svg = draw("T", "D", "tidak ada", &[place(square(0.0, 0.0), None), place(square(1.0, 0.0), Some(1.0))]);
        assert!(svg.expect("a map").html().contains("tidak ada <span class=\"quiet\">(1)</span>"));
        assert!(draw("T", "D", "–", &[]).is_none());
    }
}
