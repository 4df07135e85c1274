//! One cell of an Arrow column as a template value, read in place.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, FixedSizeListArray, RecordBatch};
use arrow::datatypes::{
    DataType, Date32Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimeUnit, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use chrono::{DateTime, NaiveDate, SecondsFormat};
use minijinja::value::{Object, ObjectRepr, Value};

use super::exact::Exact;
use super::row::{Names, Table};

/// The largest count of hundredths (or other parts) that a double carries without loss.
const SAFE: u128 = 1_000_000_000_000_000;

/// The cell as templates see it: text, whole number, double, boolean, none for null, sequences for
/// lists, rows for structs. Dates and moments are ISO 8601 text (moments in UTC, `Z`), so they
/// compare and cut as text. Decimals stay exact: see [`decimal`].
pub fn value(array: &dyn Array, index: usize) -> Value {
    if array.is_null(index) {
        return Value::from(());
    }
    match array.data_type() {
        DataType::Utf8 => Value::from(array.as_string::<i32>().value(index)),
        DataType::Utf8View => Value::from(array.as_string_view().value(index)),
        DataType::LargeUtf8 => Value::from(array.as_string::<i64>().value(index)),
        DataType::Boolean => Value::from(array.as_boolean().value(index)),
        DataType::Int64 => Value::from(array.as_primitive::<Int64Type>().value(index)),
        DataType::Int32 => Value::from(array.as_primitive::<Int32Type>().value(index)),
        DataType::Int16 => Value::from(array.as_primitive::<Int16Type>().value(index)),
        DataType::Int8 => Value::from(array.as_primitive::<Int8Type>().value(index)),
        DataType::UInt64 => Value::from(array.as_primitive::<UInt64Type>().value(index)),
        DataType::UInt32 => Value::from(array.as_primitive::<UInt32Type>().value(index)),
        DataType::UInt16 => Value::from(array.as_primitive::<UInt16Type>().value(index)),
        DataType::UInt8 => Value::from(array.as_primitive::<UInt8Type>().value(index)),
        DataType::Float64 => number(array.as_primitive::<Float64Type>().value(index)),
        DataType::Float32 => number(f64::from(array.as_primitive::<Float32Type>().value(index))),
        DataType::Decimal128(_, scale) => decimal(array.as_primitive::<Decimal128Type>().value(index), *scale),
        DataType::Date32 => date(array.as_primitive::<Date32Type>().value(index)),
        DataType::Timestamp(unit, _) => moment(array, *unit, index),
        DataType::List(_) => list(array.as_list::<i32>().value(index)),
        DataType::LargeList(_) => list(array.as_list::<i64>().value(index)),
        DataType::FixedSizeList(_, _) => array
            .as_any()
            .downcast_ref::<FixedSizeListArray>()
            .map_or(Value::from(()), |lists| list(lists.value(index))),
        DataType::Struct(_) => {
            let batch = RecordBatch::from(array.as_struct());
            Arc::new(Table::new(Names::of(&batch.schema()), batch)).row(index)
        }
        DataType::Null => Value::from(()),
        // Rare types (durations, times of day, dictionaries inside lists): as the engine's own command line prints them.
        _ => arrow::util::display::array_value_to_string(array, index).map_or(Value::from(()), Value::from),
    }
}

/// The cell as plain text for paths and titles; `None` for null.
pub fn text(array: &dyn Array, index: usize) -> Option<String> {
    let value = value(array, index);
    if value.is_none() {
        return None;
    }
    match value.as_str() {
        Some(text) => Some(text.to_string()),
        None => Some(Exact::of(&value).map_or_else(|| value.to_string(), |exact| exact.to_string())),
    }
}

/// A value that is no number (NaN, infinity) is no value.
fn number(value: f64) -> Value {
    if value.is_finite() { Value::from(value) } else { Value::from(()) }
}

/// A decimal, exact in every case: a whole number where nothing follows the point; a double where
/// its 15 digits carry it without loss; else an object that filters read exactly, that compares
/// with its own kind, and that refuses arithmetic.
pub fn decimal(unscaled: i128, scale: i8) -> Value {
    let exact = match u32::try_from(scale) {
        Ok(scale) => Exact { unscaled, scale }.trimmed(),
        Err(_) => {
            let power = 10i128.checked_pow(u32::from(scale.unsigned_abs()));
            let Some(unscaled) = power.and_then(|power| unscaled.checked_mul(power)) else { return Value::from(()) };
            Exact { unscaled, scale: 0 }
        }
    };
    if exact.scale == 0 {
        return match i64::try_from(exact.unscaled) {
            Ok(whole) => Value::from(whole),
            Err(_) => Value::from(exact.unscaled),
        };
    }
    if exact.unscaled.unsigned_abs() < SAFE { Value::from(exact.to_f64()) } else { Value::from_object(exact) }
}

fn date(days: i32) -> Value {
    match NaiveDate::from_epoch_days(days) {
        Some(date) => Value::from(date.to_string()),
        None => Value::from(()),
    }
}

fn moment(array: &dyn Array, unit: TimeUnit, index: usize) -> Value {
    let moment = match unit {
        TimeUnit::Microsecond => {
            DateTime::from_timestamp_micros(array.as_primitive::<TimestampMicrosecondType>().value(index))
        }
        TimeUnit::Millisecond => {
            DateTime::from_timestamp_millis(array.as_primitive::<TimestampMillisecondType>().value(index))
        }
        TimeUnit::Second => DateTime::from_timestamp_secs(array.as_primitive::<TimestampSecondType>().value(index)),
        TimeUnit::Nanosecond => {
            Some(DateTime::from_timestamp_nanos(array.as_primitive::<TimestampNanosecondType>().value(index)))
        }
    };
    moment.map_or(Value::from(()), |moment| Value::from(moment.to_rfc3339_opts(SecondsFormat::AutoSi, true)))
}

/// The items of one list cell.
#[derive(Debug)]
struct Items(ArrayRef);

fn list(items: ArrayRef) -> Value {
    Value::from_object(Items(items))
}

impl Object for Items {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let index = key.as_usize().filter(|index| *index < self.0.len())?;
        Some(value(&self.0, index))
    }

    fn enumerate(self: &Arc<Self>) -> minijinja::value::Enumerator {
        minijinja::value::Enumerator::Seq(self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::{
        BooleanArray, Date32Array, Decimal128Array, Float64Array, Int64Array, ListArray, StringViewArray,
        TimestampMicrosecondArray,
    };
    use arrow::datatypes::Int32Type;

    use super::*;

    #[test]
    fn each_type_has_its_value() {
        let words = StringViewArray::from(vec![Some("kata"), None]);
        assert_eq!(value(&words, 0), Value::from("kata"));
        assert!(value(&words, 1).is_none());
        assert_eq!(value(&Int64Array::from(vec![7]), 0), Value::from(7));
        assert_eq!(value(&BooleanArray::from(vec![true]), 0), Value::from(true));
        assert!(value(&Float64Array::from(vec![f64::NAN]), 0).is_none());
        assert_eq!(value(&Date32Array::from(vec![20614]), 0), Value::from("2026-06-10"));
        let moments = TimestampMicrosecondArray::from(vec![1_781_064_000_000_000]).with_timezone("UTC");
        assert_eq!(value(&moments, 0), Value::from("2026-06-10T04:00:00Z"));
        let lists = ListArray::from_iter_primitive::<Int32Type, _, _>([Some([Some(1), None])]);
        assert_eq!(value(&lists, 0).get_item_by_index(0).ok(), Some(Value::from(1)));
    }

    #[test]
    fn decimals_stay_exact() {
        let amounts = Decimal128Array::from(vec![127_000_000_000, 150, 99_999_999_999_999_999_933, i128::MAX])
            .with_precision_and_scale(38, 2)
            .expect("38 digits hold these amounts");
        let texts: Vec<String> = (0..4).filter_map(|index| text(&amounts, index)).collect();
        assert_eq!(texts, ["1270000000", "1.5", "999999999999999999.33", "1701411834604692317316873037158841057.27"]);
        // Comparison with plain numbers works for every amount below ten trillion, cents or not.
        assert!(value(&amounts, 0) > Value::from(0) && value(&amounts, 1) < Value::from(2));
    }
}
