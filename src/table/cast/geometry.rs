//! Boundaries and places: GeoJSON geometries (RFC 7946) and Well-Known Text (OGC 06-103r4), in degrees, into one
//! form of Well-Known Text.
//!
//! Coordinates are rounded to four decimals, some eleven metres: neighbours that share an edge share it still.

use serde_json::Value as Json;

use super::Read;
use crate::table::Value;

/// Corners of one geometry, rounded; a district's boundary drawn at a house's precision has fewer.
const CORNERS: usize = 200_000;

/// `[longitude, latitude]` in ten-thousandths of a degree.
type Corner = [i64; 2];
type Ring = Vec<Corner>;

/// `POINT(…)`, `POLYGON(…)` or `MULTIPOLYGON(…)`, longitude first.
pub fn geometry(value: &Value<'_>) -> Read<String> {
    let text = value.text();
    let text = text.trim();
    if super::is_empty(text) {
        return Read::nothing();
    }
    let parsed = if text.starts_with('{') { from_json(text) } else { from_text(text) };
    let shape = match parsed {
        Ok(shape) => shape,
        Err(Fault::Form) => {
            return Read::bad("bad_geometry", "is no point, polygon or multipolygon in GeoJSON or Well-Known Text");
        }
        Err(Fault::Degrees) => {
            let reason = "the coordinates are no degrees: give them as WGS 84, longitude first (GeoJSON asks for that)";
            return Read::bad("bad_geometry", reason);
        }
    };
    match shape {
        Shape::Point([x, y]) => Read::good(format!("POINT({} {})", degrees(x), degrees(y))),
        Shape::Area(polygons) => area(polygons),
    }
}

fn area(polygons: Vec<Vec<Ring>>) -> Read<String> {
    let kept: Vec<Vec<Ring>> = polygons.into_iter().filter_map(tidy_polygon).collect();
    let corners: usize = kept.iter().flatten().map(Vec::len).sum();
    if corners == 0 {
        return Read::bad("bad_geometry", "is an area without extent");
    }
    if corners > CORNERS {
        return Read::bad("bad_geometry", "has more than 200,000 corners: simplify the boundaries first");
    }
    let written: Vec<String> = kept.iter().map(|rings| polygon_text(rings)).collect();
    Read::good(match written.as_slice() {
        [one] => format!("POLYGON{one}"),
        _ => format!("MULTIPOLYGON({})", written.join(",")),
    })
}

#[derive(Debug)]
enum Shape {
    Point(Corner),
    /// Polygons of rings: the outer one, then its holes.
    Area(Vec<Vec<Ring>>),
}

#[derive(Debug)]
enum Fault {
    Form,
    Degrees,
}

fn corner(x: f64, y: f64) -> Result<Corner, Fault> {
    if !(-180.0..=180.0).contains(&x) || !(-90.0..=90.0).contains(&y) {
        return Err(Fault::Degrees);
    }
    Ok([(x * 1e4).round() as i64, (y * 1e4).round() as i64])
}

fn from_json(text: &str) -> Result<Shape, Fault> {
    let json: Json = serde_json::from_str(text).map_err(|_| Fault::Form)?;
    // A whole feature in a column is meant as its geometry.
    let json = json.get("geometry").unwrap_or(&json);
    let coordinates = json.get("coordinates").ok_or(Fault::Form)?;
    match json.get("type").and_then(Json::as_str) {
        Some("Point") => json_corner(coordinates).map(Shape::Point),
        Some("Polygon") => Ok(Shape::Area(vec![json_polygon(coordinates)?])),
        Some("MultiPolygon") => list(coordinates)?.iter().map(json_polygon).collect::<Result<_, _>>().map(Shape::Area),
        _ => Err(Fault::Form),
    }
}

fn list(json: &Json) -> Result<&Vec<Json>, Fault> {
    json.as_array().ok_or(Fault::Form)
}

fn json_polygon(json: &Json) -> Result<Vec<Ring>, Fault> {
    list(json)?.iter().map(|ring| list(ring)?.iter().map(json_corner).collect()).collect()
}

fn json_corner(json: &Json) -> Result<Corner, Fault> {
    // A third number is a height.
    let [x, y, ..] = list(json)?.as_slice() else { return Err(Fault::Form) };
    corner(x.as_f64().ok_or(Fault::Form)?, y.as_f64().ok_or(Fault::Form)?)
}

fn from_text(text: &str) -> Result<Shape, Fault> {
    // PostGIS writes the reference system before: `SRID=4326;POLYGON(…)`.
    let text = text.split_once(';').map_or(text, |(_, rest)| rest);
    let open = text.find('(').ok_or(Fault::Form)?;
    let name = text[..open].trim().to_ascii_uppercase();
    let name = name.trim_end_matches(" ZM").trim_end_matches(" Z").trim_end_matches(" M");
    let body = within(&text[open..])?;
    match name {
        "POINT" => text_corner(body).map(Shape::Point),
        "POLYGON" => Ok(Shape::Area(vec![text_polygon(body)?])),
        "MULTIPOLYGON" => {
            let polygons: Result<_, Fault> =
                groups(body)?.into_iter().map(|group| text_polygon(within(group)?)).collect();
            polygons.map(Shape::Area)
        }
        _ => Err(Fault::Form),
    }
}

/// What stands between the outer brackets.
fn within(text: &str) -> Result<&str, Fault> {
    text.trim().strip_prefix('(').and_then(|text| text.strip_suffix(')')).ok_or(Fault::Form)
}

/// Bracketed parts with commas between them.
fn groups(text: &str) -> Result<Vec<&str>, Fault> {
    let (mut depth, mut start, mut found) = (0_i32, 0, Vec::new());
    for (at, sign) in text.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        if depth < 0 {
            return Err(Fault::Form);
        }
    }
    found.push(&text[start..]);
    if depth == 0 { Ok(found) } else { Err(Fault::Form) }
}

fn text_polygon(body: &str) -> Result<Vec<Ring>, Fault> {
    groups(body)?.into_iter().map(|ring| within(ring)?.split(',').map(text_corner).collect()).collect()
}

fn text_corner(text: &str) -> Result<Corner, Fault> {
    let mut numbers = text.split_whitespace().map(|number| number.parse::<f64>().map_err(|_| Fault::Form));
    let (Some(x), Some(y)) = (numbers.next(), numbers.next()) else { return Err(Fault::Form) };
    corner(x?, y?)
}

/// Rings that enclose something, closed, without corners that rounding made one.
fn tidy_polygon(rings: Vec<Ring>) -> Option<Vec<Ring>> {
    let mut rings = rings.into_iter().map(|mut ring| {
        ring.dedup();
        if ring.first() != ring.last() {
            ring.extend(ring.first().copied());
        }
        ring
    });
    // A polygon without its outer ring is none; holes may vanish.
    let outer = rings.next().filter(|ring| ring.len() > 3)?;
    Some(std::iter::once(outer).chain(rings.filter(|ring| ring.len() > 3)).collect())
}

fn polygon_text(rings: &[Ring]) -> String {
    let ring = |ring: &Ring| {
        let corners: Vec<String> = ring.iter().map(|[x, y]| format!("{} {}", degrees(*x), degrees(*y))).collect();
        format!("({})", corners.join(","))
    };
    format!("({})", rings.iter().map(ring).collect::<Vec<_>>().join(","))
}

/// Ten-thousandths as a decimal number: exact, the same on every machine.
fn degrees(value: i64) -> String {
    let (whole, rest) = (value.abs() / 10_000, value.abs() % 10_000);
    let sign = if value < 0 { "-" } else { "" };
    let text = format!("{sign}{whole}.{rest:04}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        geometry(&Value::from(text)).value
    }

    #[test]
    fn geojson_and_text_become_one_form() {
        let json = r#"{"type":"Polygon","coordinates":[[[110,-7,12.5],[110.5,-7],[110.5,-6.51234567],[110,-7]]]}"#;
        assert_eq!(read(json).as_deref(), Some("POLYGON((110 -7,110.5 -7,110.5 -6.5123,110 -7))"));
        assert_eq!(read(" srid=4326;polygon z ((110 -7 1, 110.5 -7 1, 110.5 -6.5123 1)) "), read(json));
        let feature = format!(r#"{{"type":"Feature","properties":{{}},"geometry":{json}}}"#);
        assert_eq!(read(&feature), read(json));
        let many = r#"{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]],[[0.2,0.1],[0.3,0.1],[0.3,0.2],[0.2,0.1]]],[[[2,2],[3,2],[3,3],[2,2]]]]}"#;
        let text = "MULTIPOLYGON(((0 0,1 0,1 1,0 0),(0.2 0.1,0.3 0.1,0.3 0.2,0.2 0.1)),((2 2,3 2,3 3,2 2)))";
        assert_eq!(read(many).as_deref(), Some(text));
        assert_eq!(read(text).as_deref(), Some(text));
        assert_eq!(read(r#"{"type":"Point","coordinates":[-0.00004,-7.12345]}"#).as_deref(), Some("POINT(0 -7.1235)"));
    }

    #[test]
    fn rounding_leaves_no_empty_rings() {
        // The hole is smaller than a street: it goes. The polygon of the same size goes whole.
        let text = "POLYGON((0 0,1 0,1 1,0 0),(0.5 0.5,0.50001 0.5,0.50001 0.50001,0.5 0.5))";
        assert_eq!(read(text).as_deref(), Some("POLYGON((0 0,1 0,1 1,0 0))"));
        let reason = geometry(&Value::from("POLYGON((0 0,0.00001 0,0.00001 0.00001,0 0))")).note.map(|note| note.code);
        assert_eq!(reason, Some("bad_geometry"));
    }

    #[test]
    fn what_is_no_place_in_degrees_is_told() {
        for text in [
            "POLYGON((670000 9200000,670001 9200000,670001 9200001,670000 9200000))",
            r#"{"type":"Point","coordinates":[-7.1,112.0]}"#,
            "LINESTRING(0 0,1 1)",
            "POLYGON((0 0,1 0",
            "POLYGON((0 0,1 x,1 1,0 0))",
            "POINT()",
            r#"{"type":"Point"}"#,
            r#"{"type":"Polygon","coordinates":[[0,1]]}"#,
            "{",
            "Jalan Raya 5",
        ] {
            let read = geometry(&Value::from(text));
            assert_eq!((read.value, read.note.map(|note| note.code)), (None, Some("bad_geometry")), "{text}");
        }
        assert_eq!(geometry(&Value::from(" - ")), Read::nothing());
    }
}
