//! What each column of a relation means: from its own header, else from what it was made
//! of, else from the words that all relations share.

use std::collections::{BTreeMap, BTreeSet};

use arrow::datatypes::DataType;

use crate::config::{LocalText, Privacy, TableSpec};
use crate::query::{CommonFields, FieldNote, Relation};

/// One column as people are told of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FieldDoc {
    pub name: String,
    /// Type name of Frictionless Table Schema.
    pub kind: &'static str,
    pub title: LocalText,
    pub description: LocalText,
    pub unit: Option<String>,
    /// Shown without what identifies a person.
    pub masked: bool,
}

/// Where the meaning of columns is found.
#[derive(Clone, Copy)]
pub struct Glossary<'a> {
    pub relations: &'a BTreeMap<String, Relation>,
    pub common: &'a CommonFields,
}

impl Glossary<'_> {
    /// The meaning of every column of a relation, in order.
    pub fn docs(&self, relation: &Relation) -> Vec<FieldDoc> {
        let fields = relation.schema.fields().iter();
        fields
            .map(|field| {
                let doc = self.nearest(relation, field.name()).or_else(|| self.common.get(field.name()).map(noted));
                FieldDoc { name: field.name().clone(), kind: kind(field.data_type()), ..doc.unwrap_or_default() }
            })
            .collect()
    }

    /// Breadth first through what it reads: the nearest relation that says what the column means.
    fn nearest(&self, relation: &Relation, column: &str) -> Option<FieldDoc> {
        let mut seen = BTreeSet::new();
        let mut near: Vec<&Relation> = vec![relation];
        while !near.is_empty() {
            if let Some(doc) = near.iter().find_map(|relation| own(relation, column)) {
                return Some(doc);
            }
            let next = near.into_iter().flat_map(|relation| reads(relation, self.relations));
            near = next.filter(|next| seen.insert(next.name.clone())).collect();
        }
        None
    }
}

/// What a relation itself says of a column: its header, else its declaration.
fn own(relation: &Relation, column: &str) -> Option<FieldDoc> {
    let note = relation.query.as_ref().and_then(|query| query.header.fields.get(column));
    note.map(noted).or_else(|| declared(relation.table.as_ref()?, column))
}

fn noted(note: &FieldNote) -> FieldDoc {
    FieldDoc {
        title: note.title.clone(),
        description: note.description.clone(),
        unit: note.unit.clone(),
        ..FieldDoc::default()
    }
}

fn reads<'a>(relation: &Relation, all: &'a BTreeMap<String, Relation>) -> Vec<&'a Relation> {
    relation.query.iter().flat_map(|query| &query.reads).filter_map(|name| all.get(name)).collect()
}

fn declared(table: &TableSpec, column: &str) -> Option<FieldDoc> {
    let field = table.fields.iter().find(|field| field.name == column)?;
    let (title, description, unit) = (field.title.clone(), field.description.clone(), field.unit.clone());
    let masked = field.privacy == Privacy::Mask;
    Some(FieldDoc { title, description, unit, masked, ..FieldDoc::default() })
}

fn kind(kind: &DataType) -> &'static str {
    match kind {
        DataType::Int64 => "integer",
        DataType::Float64 | DataType::Decimal128(_, _) => "number",
        DataType::Boolean => "boolean",
        DataType::Date32 => "date",
        DataType::Timestamp(_, _) => "datetime",
        DataType::List(_) => "array",
        _ => "string",
    }
}
