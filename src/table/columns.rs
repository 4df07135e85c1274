//! Typed cells and the Arrow columns that collect them.

use std::sync::Arc;

use anyhow::Result;
use arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, Decimal128Builder, Float64Builder, Int64Builder, StringBuilder,
    TimestampMicrosecondBuilder,
};
use arrow::datatypes::{DataType, TimeUnit};

use crate::config::FieldType;

/// Digits and decimal places of an amount.
pub const MONEY: (u8, i8) = (20, 2);

/// One typed value of a row. Text is a range of the row's own buffer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Cell {
    #[default]
    Empty,
    Text(usize, usize),
    Int(i64),
    Number(f64),
    /// Hundredths.
    Money(i128),
    Bool(bool),
    /// Days since 1970.
    Date(i32),
    /// Microseconds since 1970 UTC.
    Moment(i64),
}

/// The Arrow type of a field.
pub fn data_type(kind: FieldType) -> DataType {
    match kind {
        FieldType::String | FieldType::Geometry => DataType::Utf8,
        FieldType::Integer => DataType::Int64,
        FieldType::Number => DataType::Float64,
        FieldType::Money => DataType::Decimal128(MONEY.0, MONEY.1),
        FieldType::Boolean => DataType::Boolean,
        FieldType::Date => DataType::Date32,
        FieldType::DateTime => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
    }
}

/// A column being filled.
pub enum Column {
    Text(StringBuilder),
    Int(Int64Builder),
    Number(Float64Builder),
    Money(Decimal128Builder),
    Bool(BooleanBuilder),
    Date(Date32Builder),
    Moment(TimestampMicrosecondBuilder),
}

impl Column {
    pub fn new(kind: FieldType) -> Column {
        match kind {
            FieldType::String | FieldType::Geometry => Column::Text(StringBuilder::new()),
            FieldType::Integer => Column::Int(Int64Builder::new()),
            FieldType::Number => Column::Number(Float64Builder::new()),
            FieldType::Money => Column::Money(Decimal128Builder::new().with_data_type(data_type(kind))),
            FieldType::Boolean => Column::Bool(BooleanBuilder::new()),
            FieldType::Date => Column::Date(Date32Builder::new()),
            FieldType::DateTime => Column::Moment(TimestampMicrosecondBuilder::new().with_timezone("UTC")),
        }
    }

    /// Appends a cell; one of another kind than the column's counts as empty.
    pub fn push(&mut self, cell: Cell, text: &str) {
        match (self, cell) {
            (Column::Text(column), Cell::Text(start, end)) => column.append_option(text.get(start..end)),
            (Column::Text(column), _) => column.append_null(),
            (Column::Int(column), Cell::Int(value)) => column.append_value(value),
            (Column::Int(column), _) => column.append_null(),
            (Column::Number(column), Cell::Number(value)) => column.append_value(value),
            (Column::Number(column), _) => column.append_null(),
            (Column::Money(column), Cell::Money(value)) => column.append_value(value),
            (Column::Money(column), _) => column.append_null(),
            (Column::Bool(column), Cell::Bool(value)) => column.append_value(value),
            (Column::Bool(column), _) => column.append_null(),
            (Column::Date(column), Cell::Date(value)) => column.append_value(value),
            (Column::Date(column), _) => column.append_null(),
            (Column::Moment(column), Cell::Moment(value)) => column.append_value(value),
            (Column::Moment(column), _) => column.append_null(),
        }
    }

    /// The cells so far as an array; the column is empty again.
    pub fn finish(&mut self) -> Result<ArrayRef> {
        Ok(match self {
            Column::Text(column) => Arc::new(column.finish()),
            Column::Int(column) => Arc::new(column.finish()),
            Column::Number(column) => Arc::new(column.finish()),
            Column::Money(column) => Arc::new(column.finish()),
            Column::Bool(column) => Arc::new(column.finish()),
            Column::Date(column) => Arc::new(column.finish()),
            Column::Moment(column) => Arc::new(column.finish()),
        })
    }
}
