//! Where things are: the districts' boundaries as GeoJSON, their residents, and what supervisors saw in the field.
//!
//! The regency is an island that no map has. Its districts are the cells of a crooked grid; neighbours share
//! their edges to the last digit, as good boundaries do.

use super::amount::Cents;
use super::contract::Contract;
use super::names::Name;
use super::random::Rng;
use super::tender::Tender;
use super::words::{REGENCY, REGENCY_CODE};
use super::{AS_OF, Block, Out, YEAR};

pub const RESIDENTS_HEAD: &str = "kode_wilayah,tahun,jumlah_penduduk\r\n";
pub const FIELD_HEAD: &str = "kd_tender,no_sppbj,tanggal,persen,lintang,bujur,foto,catatan\r\n";

/// Columns and rows of the grid; its corners are sea, which leaves 31 districts.
const GRID: (usize, usize) = (7, 5);
/// The south-western corner, in degrees.
const ORIGIN: (f64, f64) = (109.05, -5.42);
const CELL: (f64, f64) = (0.07, 0.062);
/// Steps of an edge: 2 to the power of this.
const HALVINGS: u32 = 3;

type Point = (f64, f64);

/// The district of this number as a column and a row.
fn cell(district: usize) -> (usize, usize) {
    let corner = |at: usize| [0, GRID.0 - 1, (GRID.1 - 1) * GRID.0, GRID.0 * GRID.1 - 1].contains(&at);
    let at = (0..GRID.0 * GRID.1).filter(|at| !corner(*at)).nth(district).unwrap_or_default();
    (at % GRID.0, at / GRID.0)
}

/// A crossing of the grid, pushed aside.
fn crossing(seed: u64, column: usize, row: usize) -> Point {
    let mut rng = Rng::new(seed, "crossing", (row * 100 + column) as u64);
    let x = column as f64 + rng.between(-0.24, 0.24);
    let y = row as f64 + rng.between(-0.24, 0.24);
    (ORIGIN.0 + x * CELL.0, ORIGIN.1 + y * CELL.1)
}

/// From one crossing to the next, both ends included: the same for the districts on both sides.
fn edge(seed: u64, from: (usize, usize), to: (usize, usize)) -> Vec<Point> {
    let (low, high) = if from <= to { (from, to) } else { (to, from) };
    let name = (low.0 * 1_000_000 + low.1 * 10_000 + high.0 * 100 + high.1) as u64;
    let mut rng = Rng::new(seed, "edge", name);
    let mut points = vec![crossing(seed, low.0, low.1), crossing(seed, high.0, high.1)];
    for _ in 0..HALVINGS {
        let mut finer = vec![points[0]];
        for pair in points.windows(2) {
            let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
            let aside = rng.between(-0.16, 0.16);
            finer.push(((x + to_x) / 2.0 - (to_y - y) * aside, (y + to_y) / 2.0 + (to_x - x) * aside));
            finer.push(pair[1]);
        }
        points = finer;
    }
    if from > to {
        points.reverse();
    }
    points
}

/// A district's boundary, closed, counter-clockwise as GeoJSON asks.
fn boundary(seed: u64, district: usize) -> Vec<Point> {
    let (x, y) = cell(district);
    let corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)];
    let mut ring = vec![crossing(seed, x, y)];
    for pair in corners.windows(2) {
        ring.extend(edge(seed, pair[0], pair[1]).into_iter().skip(1));
    }
    ring
}

/// A place well within a district.
fn spot(seed: u64, district: usize, rng: &mut Rng) -> Point {
    let (x, y) = cell(district);
    let middle = [(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)]
        .iter()
        .map(|(column, row)| crossing(seed, *column, *row))
        .fold((0.0, 0.0), |sum, point| (sum.0 + point.0 / 4.0, sum.1 + point.1 / 4.0));
    (middle.0 + CELL.0 * rng.between(-0.2, 0.2), middle.1 + CELL.1 * rng.between(-0.2, 0.2))
}

fn code(district: usize) -> String {
    format!("{REGENCY_CODE}.{:02}", district + 1)
}

/// Boundaries and residents: once, for later blocks are the same regency grown.
pub fn write(block: &Block, out: &mut Out) {
    if block.number > 0 {
        return;
    }
    let mut features = vec![format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"kode\":\"{REGENCY_CODE}\",\"nama\":\"{REGENCY}\",\"tingkat\":\"kabupaten\"}},\"geometry\":null}}"
    )];
    for (number, name) in block.region.districts.iter().enumerate() {
        let corners: Vec<String> =
            boundary(block.seed, number).iter().map(|(x, y)| format!("[{x:.6},{y:.6}]")).collect();
        let (code, corners) = (code(number), corners.join(","));
        features.push(format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"kode\":\"{code}\",\"nama\":\"{name}\",\"tingkat\":\"kecamatan\",\"induk\":\"{REGENCY_CODE}\"}},\
             \"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{corners}]]}}}}"
        ));
    }
    let file = &mut out.files[Name::Boundaries];
    file.rows += features.len() as u64;
    file.raw(format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", features.join(",\n")).as_bytes());
    residents(block, out);
}

fn residents(block: &Block, out: &mut Out) {
    let counted: Vec<i64> = (0..block.region.districts.len())
        .map(|number| block.rng("residents", number as u64).log_normal(38_000.0, 0.4).round() as i64)
        .collect();
    let file = &mut out.files[Name::Residents];
    for year in [YEAR - 1, YEAR] {
        // About one in a hundred more each year.
        let grown = |count: i64| count + count * (year - YEAR + 1) / 100;
        let mut total = 0;
        for (number, count) in counted.iter().enumerate() {
            total += grown(*count);
            file.raw(format!("{},{year},{}\r\n", code(number), grown(*count)).as_bytes());
        }
        file.raw(format!("{REGENCY_CODE},{year},{total}\r\n").as_bytes());
        file.rows += counted.len() as u64 + 1;
    }
}

/// What the supervisor of works photographed: place, date, per cent. `place` is the announcement's words.
pub fn field_reports(block: &Block, out: &mut Out, tender: &Tender<'_>, contract: &Contract, place: &str) {
    const DEAR: Cents = 200_000_000_00;
    let district = block.region.districts.iter().position(|name| place.ends_with(&format!("Kecamatan {name}")));
    let Some(district) = district.filter(|_| !tender.selection && tender.plant.is_none() && contract.value >= DEAR)
    else {
        return;
    };
    let mut rng = block.rng("field", tender.id as u64);
    let (x, y) = spot(block.seed, district, &mut rng);
    let days = (contract.ends.0 - contract.starts.0).max(1);
    for (number, percent) in [25, 50, 75, 100].into_iter().enumerate() {
        let day = contract.starts.plus(days * percent / 100);
        if day > AS_OF {
            break;
        }
        // At the end the work is done: the handover says so too.
        let seen = if percent == 100 { 100 } else { percent - rng.range(0, 9) };
        // Some telephones write the two the other way round.
        let swapped = rng.chance(0.02);
        let (latitude, longitude) = if swapped { (x, y) } else { (y, x) };
        let note = rng.pick(&["", "Cuaca hujan", "Sesuai jadwal", "Menunggu bahan", "Pekerjaan tanah selesai"]);
        let id = tender.id;
        // Drawings of the site's own, the same for all works; the first are kept elsewhere.
        let photo = match number {
            0 => format!("https://lapangan.tirtakencana.example/foto/{id}-1.jpg"),
            _ => format!("foto/rekaan-{percent}.svg"),
        };
        let file = &mut out.files[Name::FieldReports];
        file.rows += 1;
        let letter = &contract.award_letter;
        let line = format!("{id},{letter},{},{seen},{latitude:.5},{longitude:.5},{photo},{note}\r\n", day.iso());
        file.raw(line.as_bytes());
        if swapped {
            file.quirk("swapped_coordinates");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_their_edge_and_rings_close() {
        let rings: Vec<Vec<Point>> = (0..31).map(|district| boundary(7, district)).collect();
        for ring in &rings {
            assert_eq!(ring.first(), ring.last());
            assert_eq!(ring.len(), 33);
            let twice: f64 = ring.windows(2).map(|pair| pair[0].0 * pair[1].1 - pair[1].0 * pair[0].1).sum();
            assert!(twice > 0.0, "counter-clockwise");
        }
        // Districts 0 and 1 stand side by side: nine points in common.
        assert_eq!(rings[0].iter().filter(|point| rings[1].contains(point)).count(), 9);
        assert_eq!(cell(0), (1, 0));
        assert_eq!(cell(30), (5, 4));
    }
}
