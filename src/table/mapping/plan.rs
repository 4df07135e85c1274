//! A source's declaration made ready.

use std::collections::HashMap;

use regex::Regex;

use super::names::Wanted;
use crate::config::{Condition, Fill, Mapping, Party, Rule, SourceSpec};
use crate::problem::{Failed, Place, Problem};
use crate::table::Sink;
use crate::table::cast::{Hints, Order, Scale, is_id_field};

/// What a source's columns become.
pub struct Plan {
    pub wanted: Wanted,
    pub fills: Vec<FillPlan>,
    /// The column that says at what date the data stood.
    pub as_of: Option<usize>,
    /// Groups of slots of which at least one must be in the files.
    pub needed: Vec<Vec<usize>>,
    /// Slots whose values may be GeoJSON objects.
    pub shapes: Vec<usize>,
}

/// Columns without any of which a required field stays empty.
pub struct Required {
    pub slots: Vec<usize>,
    pub field: String,
}

pub struct FillPlan {
    /// Position in the sink.
    pub table: usize,
    pub keep: Vec<Keep>,
    pub split: Option<(usize, String)>,
    pub required: Vec<Required>,
    pub fields: Vec<FieldPlan>,
}

pub struct Keep {
    pub slot: usize,
    /// Folded; empty: any value will do.
    pub one_of: Vec<String>,
    pub not: bool,
}

pub struct FieldPlan {
    pub field: usize,
    pub money: bool,
    /// Needed to tell what a skipped amount is in.
    pub currency: bool,
    /// The field holds an id: numbers lose a `.0` before they are shaped.
    pub id: bool,
    pub from: From,
    pub shape: Option<Shape>,
    pub hints: Hints,
}

/// Where a field's value starts from.
pub enum From {
    Column(usize),
    First(Vec<usize>),
    Join(Vec<usize>, String),
    Constant(String),
    Party {
        tax: Vec<usize>,
        local: Option<usize>,
        scheme: String,
        name: Option<usize>,
    },
    Record,
    File,
    Place,
    /// Spaces before the text of a column.
    Indent(usize),
}

impl From {
    /// The columns of which one must be there for any value; `None` where a value comes otherwise too.
    fn only_columns(&self) -> Option<Vec<usize>> {
        match self {
            From::Column(slot) | From::Indent(slot) => Some(vec![*slot]),
            From::First(slots) => Some(slots.clone()),
            _ => None,
        }
    }
}

/// What is done to the text on its way.
pub struct Shape {
    pub strip_prefix: Option<String>,
    pub strip_suffix: Option<String>,
    pub pattern: Option<Regex>,
    pub map: Option<HashMap<String, String>>,
    pub otherwise: Option<String>,
    pub prefix: String,
    pub suffix: String,
}

/// Text for comparing with the keys of a map: trimmed, small letters, single spaces.
pub fn fold_value(text: &str, into: &mut String) {
    into.clear();
    for word in text.split_whitespace() {
        if !into.is_empty() {
            into.push(' ');
        }
        if word.is_ascii() {
            into.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
        } else {
            into.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
}

fn folded(text: &str) -> String {
    let mut out = String::new();
    fold_value(text, &mut out);
    out
}

impl Plan {
    /// Makes a declaration ready. Tables and fields that the portal does not declare, and patterns that
    /// are none, are problems in the settings.
    pub fn new(spec: &SourceSpec, sink: &Sink) -> Result<Plan, Failed> {
        let mut plan =
            Plan { wanted: Wanted::default(), fills: Vec::new(), as_of: None, needed: Vec::new(), shapes: Vec::new() };
        let mut problems = Vec::new();
        for fill in &spec.tables {
            match plan.fill(fill, sink) {
                Ok(fill) => plan.fills.push(fill),
                Err(message) => {
                    let mut place = Place::file(format!("datasets/sources/{}.toml", spec.name));
                    place.source = Some(spec.name.clone());
                    problems.push(Problem::error("bad_mapping", place, message));
                }
            }
        }
        if let Some(column) = &spec.as_of_column {
            plan.as_of = Some(plan.slot(column));
        }
        if problems.is_empty() { Ok(plan) } else { Err(Failed(problems)) }
    }

    /// A column that the files should have.
    fn slot(&mut self, column: &str) -> usize {
        let slot = self.wanted.slot(column);
        if !self.needed.iter().any(|group| group == &[slot]) {
            self.needed.push(vec![slot]);
        }
        slot
    }

    /// Columns of which one is enough.
    fn any(&mut self, columns: &[String]) -> Vec<usize> {
        let slots: Vec<usize> = columns.iter().map(|column| self.wanted.slot(column)).collect();
        if !slots.is_empty() && !self.needed.contains(&slots) {
            self.needed.push(slots.clone());
        }
        slots
    }

    fn fill(&mut self, fill: &Fill, sink: &Sink) -> Result<FillPlan, String> {
        let table = sink.table(&fill.table).ok_or_else(|| format!("there is no table `{}`", fill.table))?;
        let keep = fill.keep.iter().map(|condition| self.keep(condition)).collect();
        let split = fill.split.as_ref().map(|split| (self.slot(&split.column), split.separator.clone()));
        let (mut fields, mut required) = (Vec::new(), Vec::new());
        for (name, mapping) in &fill.fields {
            let field =
                sink.field(table, name).ok_or_else(|| format!("table `{}` has no field `{name}`", fill.table))?;
            let plain;
            let rule: &Rule = match mapping {
                Mapping::Column(column) => {
                    plain = Rule { column: Some(column.clone()), ..Rule::default() };
                    &plain
                }
                Mapping::Rule(rule) => rule,
            };
            let from = self.from(rule).map_err(|message| format!("field `{name}`: {message}"))?;
            if sink.is_geometry(table, field) {
                self.shapes.extend(from.only_columns().into_iter().flatten());
            }
            if sink.is_required(table, field)
                && let Some(slots) = from.only_columns()
            {
                required.push(Required { slots, field: format!("{}.{name}", fill.table) });
            }
            fields.push(FieldPlan {
                field,
                money: sink.is_money(table, field),
                currency: name == "currency",
                id: is_id_field(name),
                from,
                shape: shape(rule).map_err(|message| format!("field `{name}`: {message}"))?,
                hints: hints(rule, sink.hints()).map_err(|message| format!("field `{name}`: {message}"))?,
            });
        }
        Ok(FillPlan { table, keep, split, required, fields })
    }

    fn keep(&mut self, condition: &Condition) -> Keep {
        Keep {
            slot: self.slot(&condition.column),
            one_of: condition.one_of.iter().map(|value| folded(value)).collect(),
            not: condition.not,
        }
    }

    fn from(&mut self, rule: &Rule) -> Result<From, String> {
        if let Some(special) = &rule.special {
            return match (special.as_str(), &rule.column) {
                ("record", None) => Ok(From::Record),
                ("file", None) => Ok(From::File),
                ("place", None) => Ok(From::Place),
                ("indent", Some(column)) => Ok(From::Indent(self.slot(column))),
                ("indent", None) => Err("`special = \"indent\"` needs a `column`".to_string()),
                _ => Err(format!("unknown special value `{special}`")),
            };
        }
        if let Some(party) = &rule.party {
            return Ok(self.party(party));
        }
        if let Some(constant) = &rule.constant {
            return Ok(From::Constant(constant.clone()));
        }
        if !rule.first.is_empty() {
            return Ok(From::First(self.any(&rule.first)));
        }
        if !rule.join.is_empty() {
            let slots = rule.join.iter().map(|column| self.slot(column)).collect();
            return Ok(From::Join(slots, rule.with.clone()));
        }
        match &rule.column {
            Some(column) => Ok(From::Column(self.slot(column))),
            None => Err("says neither `column`, `first`, `join`, `constant`, `party` nor `special`".to_string()),
        }
    }

    fn party(&mut self, party: &Party) -> From {
        let tax = self.any(&party.tax);
        From::Party {
            tax,
            local: party.local.as_deref().map(|column| self.slot(column)),
            scheme: party.scheme.clone(),
            name: party.name.as_deref().map(|column| self.slot(column)),
        }
    }
}

fn shape(rule: &Rule) -> Result<Option<Shape>, String> {
    let plain = rule.strip_prefix.is_none()
        && rule.strip_suffix.is_none()
        && rule.pattern.is_none()
        && rule.map.is_empty()
        && rule.otherwise.is_none()
        && rule.prefix.is_empty()
        && rule.suffix.is_empty();
    if plain {
        return Ok(None);
    }
    let pattern = match &rule.pattern {
        Some(text) => Some(Regex::new(text).map_err(|error| format!("`pattern` is no regular expression: {error}"))?),
        None => None,
    };
    let map: HashMap<String, String> = rule.map.iter().map(|(from, to)| (folded(from), to.clone())).collect();
    Ok(Some(Shape {
        strip_prefix: rule.strip_prefix.clone(),
        strip_suffix: rule.strip_suffix.clone(),
        pattern,
        map: (!map.is_empty() || rule.otherwise.is_some()).then_some(map),
        otherwise: rule.otherwise.clone(),
        prefix: rule.prefix.clone(),
        suffix: rule.suffix.clone(),
    }))
}

fn hints(rule: &Rule, base: Hints) -> Result<Hints, String> {
    let scale = match rule.scale {
        None => None,
        Some(factor) => Some(Scale::new(factor).ok_or("`scale` must be a number above zero")?),
    };
    let decimal = match rule.decimal.as_deref() {
        None => None,
        Some(",") => Some(b','),
        Some(".") => Some(b'.'),
        Some(_) => return Err("`decimal` must be `,` or `.`".to_string()),
    };
    let order = match rule.date_order.as_deref() {
        None => None,
        Some("dmy") => Some(Order::DayMonthYear),
        Some("mdy") => Some(Order::MonthDayYear),
        Some("ymd") => Some(Order::YearMonthDay),
        Some(_) => return Err("`date_order` must be `dmy`, `mdy` or `ymd`".to_string()),
    };
    Ok(Hints { scale, decimal, order, ..base })
}
