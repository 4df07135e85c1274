//! What each column of a relation means: from its own header, else from the tables it was made of.

use std::collections::{BTreeMap, BTreeSet};

use arrow::datatypes::DataType;

use crate::config::{LocalText, TableSpec};
use crate::query::Relation;

/// One column as people are told of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FieldDoc {
    pub name: String,
    /// Type name of Frictionless Table Schema.
    pub kind: &'static str,
    pub title: LocalText,
    pub description: LocalText,
    pub unit: Option<String>,
}

/// Columns that every table or flag has, in both languages.
const COMMON: [(&str, &str, &str); 13] = [
    ("region_id", "Kode daerah", "Region code"),
    ("source_id", "Sumber data", "Data source"),
    ("source_row", "Nomor baris di berkas sumber", "Record number in the source file"),
    ("as_of", "Keadaan data per tanggal", "Data as of"),
    ("code", "Kode tanda bahaya", "Red flag code"),
    ("subject_id", "Yang dinilai", "Subject assessed"),
    ("state", "Hasil penilaian", "State"),
    ("threshold", "Ambang batas", "Threshold"),
    ("operands", "Angka yang menentukan", "Operands that decided"),
    ("value", "Nilai", "Value"),
    ("currency", "Mata uang", "Currency"),
    ("confidence", "Tingkat keyakinan", "Confidence"),
    ("ocid", "Nomor proses kontrak (OCID)", "Contracting process (OCID)"),
];

/// The meaning of every column of a relation, in order.
pub fn docs(relation: &Relation, all: &BTreeMap<String, Relation>) -> Vec<FieldDoc> {
    relation
        .schema
        .fields()
        .iter()
        .map(|field| {
            let mut doc = find(relation, field.name(), all);
            doc.name = field.name().clone();
            doc.kind = kind(field.data_type());
            doc
        })
        .collect()
}

fn find(relation: &Relation, column: &str, all: &BTreeMap<String, Relation>) -> FieldDoc {
    if let Some(note) = relation.query.as_ref().and_then(|query| query.header.fields.get(column)) {
        let (title, description, unit) = (note.title.clone(), note.description.clone(), note.unit.clone());
        return FieldDoc { title, description, unit, ..FieldDoc::default() };
    }
    if let Some(doc) = relation.table.as_ref().and_then(|table| declared(table, column)) {
        return doc;
    }
    // Breadth first through what it reads: the nearest relation that says what the column means.
    let mut seen = BTreeSet::new();
    let mut near: Vec<&Relation> = reads(relation, all);
    while !near.is_empty() {
        for relation in &near {
            if let Some(note) = relation.query.as_ref().and_then(|query| query.header.fields.get(column)) {
                let (title, description, unit) = (note.title.clone(), note.description.clone(), note.unit.clone());
                return FieldDoc { title, description, unit, ..FieldDoc::default() };
            }
            if let Some(doc) = relation.table.as_ref().and_then(|table| declared(table, column)) {
                return doc;
            }
        }
        near = near.into_iter().flat_map(|relation| reads(relation, all)).filter(|next| seen.insert(next.name.clone())).collect();
    }
    let common = COMMON.iter().find(|(name, _, _)| *name == column);
    let title = common.map(|(_, id, en)| LocalText(BTreeMap::from([("id".into(), (*id).into()), ("en".into(), (*en).into())])));
    FieldDoc { title: title.unwrap_or_default(), ..FieldDoc::default() }
}

fn reads<'a>(relation: &Relation, all: &'a BTreeMap<String, Relation>) -> Vec<&'a Relation> {
    relation.query.iter().flat_map(|query| &query.reads).filter_map(|name| all.get(name)).collect()
}

fn declared(table: &TableSpec, column: &str) -> Option<FieldDoc> {
    let field = table.fields.iter().find(|field| field.name == column)?;
    let (title, description, unit) = (field.title.clone(), field.description.clone(), field.unit.clone());
    Some(FieldDoc { title, description, unit, ..FieldDoc::default() })
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
