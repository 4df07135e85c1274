//! One table as the sink fills it: its declaration made ready, its writer, its account.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::Result;
use regex::Regex;

use super::Outcome;
use crate::config::{Duplicates, FieldType, Privacy, TableSpec};
use crate::table::account::{Account, KEPT, REFUSED, SKIPPED, Sums};
use crate::table::cast;
use crate::table::columns::Cell;
use crate::table::writer::{Constant, TableWriter};

/// What a field's name says about its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Text,
    /// A key or code: no markup, no guessing.
    Id,
    /// A key that names a firm or office: no sixteen digits may stand in it unless they begin with 0.
    Party,
    Tax,
    Currency,
}

pub struct Field {
    pub name: String,
    pub kind: FieldType,
    pub role: Role,
    pub privacy: Privacy,
    /// By the declaration, or as part of the primary key.
    pub required: bool,
    pub one_of: HashSet<String>,
    pub minimum: Option<f64>,
    pub maximum: Option<f64>,
    pub pattern: Option<Regex>,
}

pub struct Target {
    pub spec: Declared,
    writer: Option<TableWriter>,
    /// The hash of each key, and of the row that had it first.
    keys: HashMap<KeyMark, u64, BuildHasherDefault<KeyHasher>>,
    account: Account,
    sums: Vec<Sums>,
}

/// The part of a table that does not change while it is filled.
pub struct Declared {
    pub name: String,
    pub fields: Vec<Field>,
    pub by_name: HashMap<String, usize>,
    pub key: Vec<usize>,
    pub fold: bool,
    pub currency: Option<usize>,
    pub money: Vec<usize>,
    /// Declared texts that mean nothing, besides those that always do.
    pub missing: Vec<String>,
}

impl Declared {
    fn new(spec: &TableSpec) -> Declared {
        let fields: Vec<Field> = spec
            .fields
            .iter()
            .map(|field| Field {
                name: field.name.clone(),
                kind: field.kind,
                role: role(&field.name, field.kind),
                privacy: field.privacy,
                required: field.constraints.required || spec.primary_key.contains(&field.name),
                one_of: field.constraints.one_of.iter().cloned().collect(),
                minimum: field.constraints.minimum,
                maximum: field.constraints.maximum,
                pattern: field.constraints.pattern.as_deref().and_then(|text| Regex::new(text).ok()),
            })
            .collect();
        let by_name: HashMap<String, usize> =
            fields.iter().enumerate().map(|(at, field)| (field.name.clone(), at)).collect();
        let money = (0..fields.len()).filter(|at| fields[*at].kind == FieldType::Money).collect();
        Declared {
            name: spec.name.clone(),
            key: spec.primary_key.iter().filter_map(|name| by_name.get(name).copied()).collect(),
            fold: spec.duplicates == Duplicates::Fold,
            currency: by_name.get("currency").copied(),
            money,
            missing: spec
                .missing_values
                .iter()
                .filter(|text| !cast::is_empty(text))
                .map(|text| text.trim().to_string())
                .collect(),
            by_name,
            fields,
        }
    }

    /// Whether a trimmed text is declared to mean nothing.
    pub fn is_missing(&self, text: &str) -> bool {
        self.missing.iter().any(|missing| missing.eq_ignore_ascii_case(text))
    }
}

fn role(name: &str, kind: FieldType) -> Role {
    match name {
        _ if kind != FieldType::String => Role::Text,
        "currency" => Role::Currency,
        "tax_id" => Role::Tax,
        "party_id" | "supplier_id" | "bidder_id" | "buyer_id" | "payer_id" | "payee_id" | "recipient_id"
        | "organization_id" => Role::Party,
        name if cast::is_id_field(name) => Role::Id,
        _ => Role::Text,
    }
}

impl Target {
    pub fn new(spec: &TableSpec, source_id: &str) -> Target {
        let spec = Declared::new(spec);
        let account = Account { source_id: source_id.to_string(), table: spec.name.clone(), ..Account::default() };
        let sums = spec.money.iter().map(|_| Sums::default()).collect();
        Target { spec, writer: None, keys: HashMap::default(), account, sums }
    }

    pub fn name(&self) -> &str {
        &self.spec.name
    }

    pub fn field(&self, name: &str) -> Option<usize> {
        self.spec.by_name.get(name).copied()
    }

    pub fn is_required(&self, field: usize) -> bool {
        self.spec.fields[field].required
    }

    pub fn is_geometry(&self, field: usize) -> bool {
        self.spec.fields[field].kind == FieldType::Geometry
    }

    pub fn is_money(&self, field: usize) -> bool {
        self.spec.fields[field].kind == FieldType::Money
    }

    pub fn has_rows(&self) -> bool {
        self.account.rows_read > 0
    }

    pub fn count_refused(&mut self, records: u64) {
        self.account.rows_read += records;
        self.account.rows_refused += records;
    }

    /// Counts a row and its money. Amounts that their field cannot hold are refused whatever the row's fate.
    pub fn count(&mut self, fate: Outcome, cells: &[Cell], lost: &[(usize, i128)], text: &str) {
        self.account.rows_read += 1;
        let position = match fate {
            Outcome::Kept => KEPT,
            Outcome::Refused => REFUSED,
            Outcome::Skipped => SKIPPED,
        };
        *match fate {
            Outcome::Kept => &mut self.account.rows_kept,
            Outcome::Refused => &mut self.account.rows_refused,
            Outcome::Skipped => &mut self.account.rows_skipped,
        } += 1;
        let currency = match self.spec.currency.map(|at| cells[at]) {
            Some(Cell::Text(start, end)) => text.get(start..end).unwrap_or(""),
            _ => "",
        };
        for (sums, at) in self.sums.iter_mut().zip(&self.spec.money) {
            if let Cell::Money(amount) = cells[*at] {
                sums.add(currency, amount, position);
            }
            for (_, amount) in lost.iter().filter(|(field, _)| field == at) {
                sums.add(currency, *amount, if fate == Outcome::Skipped { SKIPPED } else { REFUSED });
            }
        }
    }

    /// Whether a row with this primary key came before, and the same one.
    pub fn sighting(&mut self, cells: &[Cell], text: &str) -> Sighting {
        if self.spec.key.is_empty() {
            return Sighting::First;
        }
        let hash = |seed: u8, places: &mut dyn Iterator<Item = usize>| {
            let mut hasher = DefaultHasher::new();
            seed.hash(&mut hasher);
            for at in places {
                hash_cell(cells[at], text, &mut hasher);
            }
            hasher.finish()
        };
        let key = |seed| hash(seed, &mut self.spec.key.iter().copied());
        // Two independent halves: among a billion keys, a chance agreement has odds of 1 to 10^20.
        let mark = KeyMark(key(0), key(1));
        // What folds is never compared.
        let content = if self.spec.fold { 0 } else { hash(2, &mut (0..cells.len())) };
        match self.keys.entry(mark) {
            Entry::Vacant(entry) => {
                entry.insert(content);
                Sighting::First
            }
            Entry::Occupied(entry) if *entry.get() == content => Sighting::Repeat,
            Entry::Occupied(_) => Sighting::Conflict,
        }
    }

    /// Forgets the keys seen so far if the table's key begins with this field.
    pub fn forget_keys_of(&mut self, field: &str) {
        if self.spec.key.first().is_some_and(|first| self.spec.fields[*first].name == field) {
            self.keys.clear();
        }
    }

    pub fn write(&mut self, cells: &[Cell], text: &str, dir: &Path) -> Result<()> {
        if self.writer.is_none() {
            let mut fields: Vec<(String, FieldType)> =
                self.spec.fields.iter().map(|field| (field.name.clone(), field.kind)).collect();
            fields.push(("source_row".to_string(), FieldType::Integer));
            self.writer = Some(TableWriter::create(dir, &self.spec.name, &fields)?);
        }
        match &mut self.writer {
            Some(writer) => writer.push(cells, text),
            None => Ok(()),
        }
    }

    /// Ends the table: name, file if any row was kept, account, names of the money fields. `None` when
    /// the source had nothing to do with it.
    #[expect(clippy::type_complexity, reason = "used once, in the loop that takes it apart")]
    pub fn finish(
        mut self,
        constants: &[(&str, Constant)],
    ) -> Result<Option<(String, Option<PathBuf>, Account, Vec<String>)>> {
        if !self.has_rows() {
            return Ok(None);
        }
        let money: Vec<String> = self.spec.money.iter().map(|at| self.spec.fields[*at].name.clone()).collect();
        for (sums, name) in self.sums.into_iter().zip(&money) {
            self.account.money.extend(sums.into_lines(name));
        }
        let path = match self.writer {
            Some(writer) => Some(writer.finish(constants)?.0),
            None => None,
        };
        Ok(Some((self.spec.name, path, self.account, money)))
    }
}

fn hash_cell(cell: Cell, text: &str, hasher: &mut impl Hasher) {
    match cell {
        Cell::Empty => 0u8.hash(hasher),
        Cell::Text(start, end) => text.get(start..end).hash(hasher),
        Cell::Int(value) => value.hash(hasher),
        Cell::Number(value) => value.to_bits().hash(hasher),
        Cell::Money(value) => value.hash(hasher),
        Cell::Bool(value) => value.hash(hasher),
        Cell::Date(value) => value.hash(hasher),
        Cell::Moment(value) => value.hash(hasher),
    }
}

/// What is known of a row's primary key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sighting {
    First,
    /// The same row came before.
    Repeat,
    /// Another row with this key came before.
    Conflict,
}

/// Two hashes of one key. As two numbers of 64 bits, an entry of the map takes 24 bytes instead of 32.
#[derive(PartialEq, Eq)]
struct KeyMark(u64, u64);

impl Hash for KeyMark {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        // One half is as good as both.
        hasher.write_u64(self.0);
    }
}

/// The keys are hashes already.
#[derive(Default)]
pub struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}
