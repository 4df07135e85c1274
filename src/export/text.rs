//! A cell as text, the same in every text format: exact decimals, ISO dates, UTC moments.

use std::fmt::Write;

use anyhow::Result;
use arrow::array::{Array, AsArray};
use arrow::datatypes::{DataType, Date32Type, Decimal128Type, Float64Type, Int64Type, TimestampMicrosecondType};
use arrow::util::display::array_value_to_string;
use chrono::{DateTime, NaiveDate, SecondsFormat};

/// Appends the cell's text; a null appends nothing.
pub fn push(out: &mut String, column: &dyn Array, row: usize) -> Result<()> {
    if column.is_null(row) {
        return Ok(());
    }
    match column.data_type() {
        DataType::Utf8 => out.push_str(column.as_string::<i32>().value(row)),
        DataType::Int64 => write!(out, "{}", column.as_primitive::<Int64Type>().value(row))?,
        DataType::Float64 => write!(out, "{}", column.as_primitive::<Float64Type>().value(row))?,
        DataType::Boolean => out.push_str(if column.as_boolean().value(row) { "true" } else { "false" }),
        DataType::Decimal128(_, scale) => decimal(out, column.as_primitive::<Decimal128Type>().value(row), *scale)?,
        DataType::Date32 => {
            let days = column.as_primitive::<Date32Type>().value(row);
            if let Some(date) = NaiveDate::from_epoch_days(days) {
                write!(out, "{date}")?;
            }
        }
        DataType::Timestamp(_, _) => {
            let micros = column.as_primitive::<TimestampMicrosecondType>().value(row);
            if let Some(moment) = DateTime::from_timestamp_micros(micros) {
                out.push_str(&moment.to_rfc3339_opts(SecondsFormat::AutoSi, true));
            }
        }
        _ => out.push_str(&array_value_to_string(column, row)?),
    }
    Ok(())
}

/// Whether the cell's text is a JSON number or boolean as it stands.
pub fn bare_in_json(kind: &DataType) -> bool {
    matches!(kind, DataType::Int64 | DataType::Boolean | DataType::Decimal128(_, _) | DataType::Float64)
}

/// `1234.5`, never `1234.50`: the same text for the same number whatever the column's scale.
fn decimal(out: &mut String, unscaled: i128, scale: i8) -> Result<()> {
    let scale = u32::try_from(scale).unwrap_or(0);
    let power = 10u128.pow(scale.min(38));
    let (whole, mut rest) = (unscaled.unsigned_abs() / power, unscaled.unsigned_abs() % power);
    if unscaled < 0 {
        out.push('-');
    }
    write!(out, "{whole}")?;
    let mut digits = scale as usize;
    while digits > 0 && rest.is_multiple_of(10) {
        rest /= 10;
        digits -= 1;
    }
    if digits > 0 {
        write!(out, ".{rest:0digits$}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_and_short() -> Result<()> {
        for (unscaled, scale, expected) in [
            (127_000_000_000, 2, "1270000000"),
            (150, 2, "1.5"),
            (-5, 2, "-0.05"),
            (99_999_999_999_999_999_933, 2, "999999999999999999.33"),
            (0, 6, "0"),
        ] {
            let mut out = String::new();
            decimal(&mut out, unscaled, scale)?;
            assert_eq!(out, expected);
        }
        Ok(())
    }
}
