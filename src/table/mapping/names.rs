//! Which column of a file stands for which column of a declaration.

use std::collections::HashMap;

/// A column's name for comparing: small letters, no spaces, `_`, `-` or `.`; a byte order mark is no letter.
pub fn fold(name: &str) -> String {
    name.chars()
        .filter(|sign| !sign.is_whitespace() && !matches!(sign, '_' | '-' | '.' | '\u{feff}' | '\u{200b}'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The columns that a declaration names, by their slot.
#[derive(Debug, Default)]
pub struct Wanted {
    names: Vec<String>,
    exact: HashMap<String, usize>,
    folded: HashMap<String, Vec<usize>>,
}

/// A column of a file that is wanted, and whether its name is the very one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    pub slot: usize,
    pub exact: bool,
}

impl Wanted {
    /// The slot of a column, a new one if need be.
    pub fn slot(&mut self, name: &str) -> usize {
        if let Some(slot) = self.exact.get(name) {
            return *slot;
        }
        let slot = self.names.len();
        self.names.push(name.to_string());
        self.exact.insert(name.to_string(), slot);
        self.folded.entry(fold(name)).or_default().push(slot);
        slot
    }

    pub fn len(&self) -> usize {
        self.names.len()
    }

    pub fn name(&self, slot: usize) -> &str {
        &self.names[slot]
    }

    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The slots that a file's column may fill, the one of its very name first.
    pub fn bind(&self, column: &str) -> Vec<Bound> {
        let column = column.trim_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}');
        let exact = self.exact.get(column).copied();
        let others = self.folded.get(&fold(column)).map_or(&[][..], Vec::as_slice);
        exact
            .map(|slot| Bound { slot, exact: true })
            .into_iter()
            .chain(others.iter().filter(|slot| Some(**slot) != exact).map(|slot| Bound { slot: *slot, exact: false }))
            .collect()
    }

    /// For each slot the position of its column in a header. The very name goes before a folded one, an
    /// earlier column before a later one. Also the columns that are wanted and there twice.
    pub fn bind_header(&self, header: &[String]) -> (Vec<Option<usize>>, Vec<String>) {
        let mut positions: Vec<Option<(usize, bool)>> = vec![None; self.len()];
        let mut twice = Vec::new();
        for (at, column) in header.iter().enumerate() {
            for bound in self.bind(column) {
                match positions[bound.slot] {
                    Some((_, exact)) if exact == bound.exact => twice.push(column.trim().to_string()),
                    Some((_, true)) => {}
                    _ => positions[bound.slot] = Some((at, bound.exact)),
                }
            }
        }
        (positions.into_iter().map(|position| position.map(|(at, _)| at)).collect(), twice)
    }
}
