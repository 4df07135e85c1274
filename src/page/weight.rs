//! Which rows of a family become files of their own: the weightiest.

use anyhow::Result;
use minijinja::value::Value;

use super::PageFamily;
use super::exact::Exact;
use super::stream::Batches;

/// The bound between the rows that are files and those that go into packs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// Every row is a file.
    All,
    /// Rows heavier than `weight`, and of those that weigh the same the ones up to row `last`.
    Above { weight: f64, last: u64 },
}

impl Bound {
    /// Reads the weights of all rows, if not all of them can be files. Eight bytes a row are held.
    pub fn of(family: &PageFamily) -> Result<Bound> {
        let Some(most) = family.files else { return Ok(Bound::All) };
        let mut weights = Vec::new();
        let mut batches = Batches::open(&family.relation, &family.rows)?;
        while let Some((_, table)) = batches.next()? {
            weights.extend((0..table.batch.num_rows()).map(|row| match &family.weight {
                Some(column) => weight(&table.value(column, row)),
                None => 0.0,
            }));
        }
        Ok(Bound::among(&weights, most))
    }

    fn among(weights: &[f64], most: u64) -> Bound {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        if weights.len() <= most {
            return Bound::All;
        }
        let mut sorted = weights.to_vec();
        sorted.sort_by(|one, two| two.total_cmp(one));
        // The first that is no file any more: of its equals, so many still are.
        let weight = sorted[most];
        let heavier = sorted[..most].iter().filter(|other| **other > weight).count();
        let mut left = most - heavier;
        let mut last = 0;
        for (row, _) in weights.iter().enumerate().filter(|(_, other)| **other == weight) {
            if left == 0 {
                break;
            }
            left -= 1;
            last = row as u64 + 1;
        }
        Bound::Above { weight, last }
    }

    /// Whether this row (counted from 1) is a file of its own.
    pub fn is_file(self, weight: f64, row: u64) -> bool {
        match self {
            Bound::All => true,
            Bound::Above { weight: bound, last } => weight > bound || (weight == bound && row <= last),
        }
    }
}

/// A row's weight; what is no number weighs nothing.
pub fn weight(value: &Value) -> f64 {
    let weight = Exact::of(value).map_or(0.0, Exact::to_f64);
    if weight.is_finite() { weight } else { 0.0 }
}

/// How many rows of each family may be files, so that all together keep to `most`: no family gives up
/// rows while another has more.
pub fn share(rows: &[u64], most: u64) -> u64 {
    let mut rows = rows.to_vec();
    rows.sort_unstable();
    let mut left = most;
    for (at, count) in rows.iter().enumerate() {
        let each = left / (rows.len() - at) as u64;
        if *count > each {
            return each;
        }
        left -= count;
    }
    u64::MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weightiest_are_files_and_equals_go_by_their_order() {
        let weights = [5.0, 1.0, 9.0, 5.0, 5.0, 0.0];
        for (most, expected) in
            [(0, vec![]), (1, vec![3]), (2, vec![1, 3]), (3, vec![1, 3, 4]), (5, vec![1, 2, 3, 4, 5])]
        {
            let bound = Bound::among(&weights, most);
            let files: Vec<u64> = (1..=6).filter(|row| bound.is_file(weights[*row as usize - 1], *row)).collect();
            assert_eq!(files, expected, "{most}");
        }
        assert_eq!(Bound::among(&weights, 6), Bound::All);
    }

    #[test]
    fn small_families_stay_whole() {
        assert_eq!(share(&[1, 10, 1000, 5000], 500), 244);
        assert_eq!(share(&[1, 10, 1000, 5000], 2000), 994);
        assert_eq!(share(&[1, 10], 11), u64::MAX);
        assert_eq!(share(&[], 0), u64::MAX);
        assert_eq!(share(&[5, 5], 0), 0);
    }
}
