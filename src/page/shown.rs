//! The rows that a page shows as a CSV file within the page itself: no further file, no script.

use minijinja::value::{Rest, Value, ValueKind};
use minijinja::{Environment, Error};

use super::exact::Exact;
use super::text::refuse;
use crate::export::quote_cell;

/// Adds `csv_of(rows, column, …)`: an address that holds the rows' columns as CSV, as the downloads write it.
pub fn register(env: &mut Environment<'static>) {
    env.add_function("csv_of", |rows: Value, columns: Rest<String>| -> Result<Value, Error> {
        let mut text = String::from("\u{feff}");
        let mut line = |cells: &mut dyn Iterator<Item = Result<Cell, Error>>| -> Result<(), Error> {
            for (at, cell) in cells.enumerate() {
                if at > 0 {
                    text.push(',');
                }
                match cell? {
                    Cell::Nothing => {}
                    Cell::Plain(number) => text.push_str(&number),
                    Cell::Text(words) => quote_cell(&mut text, &words),
                }
            }
            text.push_str("\r\n");
            Ok(())
        };
        line(&mut columns.iter().map(|column| Ok(Cell::Text(column.clone()))))?;
        for row in rows.try_iter()? {
            line(&mut columns.iter().map(|column| cell(&row, column)))?;
        }
        Ok(Value::from_safe_string(format!("data:text/csv;charset=utf-8,{}", encoded(&text))))
    });
}

enum Cell {
    Nothing,
    Plain(String),
    Text(String),
}

fn cell(row: &Value, column: &str) -> Result<Cell, Error> {
    let value = row.get_attr(column)?;
    if value.is_undefined() {
        return Err(refuse(format!("the rows have no column `{column}`")));
    }
    Ok(match (value.as_str(), Exact::of(&value)) {
        _ if value.is_none() => Cell::Nothing,
        (Some(text), _) => Cell::Text(text.to_string()),
        (None, Some(number)) => Cell::Plain(number.to_string()),
        (None, None) if value.kind() == ValueKind::Bool => Cell::Plain(value.to_string()),
        (None, None) => Cell::Text(value.to_string()),
    })
}

/// Percent-encoded where an address or an attribute needs it (RFC 3986, 3.4: `pchar`).
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 5 / 4);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b','
            | b';'
            | b':'
            | b'('
            | b')'
            | b'/' => {
                out.push(char::from(byte));
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(rows: &[(&str, Value)]) -> String {
        let mut env = Environment::new();
        register(&mut env);
        let rows: Vec<Value> = rows
            .iter()
            .map(|(name, value)| Value::from_pairs([("a", Value::from(*name)), ("b", value.clone())]))
            .collect();
        env.render_str("{{ csv_of(rows, 'a', 'b') }}", minijinja::context! { rows })
            .unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn rows_become_an_address_without_anything_that_ends_an_attribute() {
        let text = made(&[("x\"<y>&", Value::from(5)), ("=1+1", Value::from(()))]);
        let start = "data:text/csv;charset=utf-8,%EF%BB%BF%22a%22,%22b%22%0D%0A";
        let rest = "%22x%22%22%3Cy%3E%26%22,5%0D%0A%22%27%3D1%2B1%22,%0D%0A";
        assert_eq!(text, format!("{start}{rest}"));
    }

    #[test]
    fn a_column_that_is_not_there_is_told() {
        let mut env = Environment::new();
        register(&mut env);
        let rows = vec![Value::from_pairs([("a", 1)])];
        let error = env.render_str("{{ csv_of(rows, 'c') }}", minijinja::context! { rows }).expect_err("no column");
        assert!(format!("{error:?}").contains("no column `c`"), "{error:?}");
    }
}
