//! Quotes that are opened and never closed: the rows that follow are taken into one field.

use csv::ByteRecord;

/// What an unclosed quote took.
#[derive(Debug, PartialEq, Eq)]
pub struct Swallowed {
    /// Where the quote opened.
    pub line: u64,
    /// Rows after the one that it stands in.
    pub rows: u64,
}

/// Looks for rows in the first field of a record that spans lines. `line` is the record's own, `width` the
/// header's, and `open` says that the file ended within quotes.
///
/// A text of several lines is common, and its lines hold commas. Rows are told by their number of fields:
/// in a record of another width than the header's one line that is a whole row is enough; in one of the
/// same width every line must be one, with a stray quote among them.
pub fn swallowed(record: &ByteRecord, line: u64, delimiter: u8, width: usize, open: bool) -> Option<Swallowed> {
    let place = record.iter().position(|field| field.contains(&b'\n'))?;
    let field = &record[place];
    let lines: Vec<&[u8]> = field.split(|byte| *byte == b'\n').collect();
    let cells = |line: &[u8]| 1 + line.iter().filter(|byte| **byte == delimiter).count();
    let last = lines.len() - 1;
    let fits = |(at, line): (usize, &&[u8])| {
        let before = if at == 0 { place } else { 0 };
        let after = if at == last { record.len() - 1 - place } else { 0 };
        before + cells(line) + after == width
    };
    let certain = match record.len() == width {
        true => width > 2 && field.contains(&b'"') && lines.iter().enumerate().all(fits),
        false => width > 1 && lines.iter().enumerate().skip(1).any(fits),
    };
    let rows = lines[1..].iter().filter(|line| cells(line) > 1 || !line.trim_ascii().is_empty()).count() as u64;
    // The first field with a line break is where the quote opened: fields before it lie in one line.
    (open || certain).then_some(Swallowed { line, rows })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, width: usize) -> Option<Swallowed> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut record = ByteRecord::new();
        reader.read_byte_record(&mut record).expect("memory");
        swallowed(&record, 7, b',', width, reader.is_done() && !text.trim_end().ends_with('"'))
    }

    #[test]
    fn rows_in_a_field_are_told_from_lines_of_a_text() {
        let rows = |rows| Some(Swallowed { line: 7, rows });
        assert_eq!(found("1,\"abc,5\n2,def,6\n3,ghi,7\n", 3), rows(2), "to the end of the file");
        assert_eq!(found("1,\"abc,5\n2,\"def\",6\n3,x,7\n", 3), rows(1), "to the next quote");
        assert_eq!(found("1,\"abc,5\n2,def,6\n3,\"ghi\",7\n4,x,8\n", 3), rows(2));
        assert_eq!(found("1,\"abc,5\n2,\"def, g\",6\n3,x,7\n", 3), None, "a row of four fields: told as slipped");
        assert_eq!(found("1,\"Jl. A\nBandung, Jawa, ID\",5\n", 3), None);
        assert_eq!(found("1,5,\"Jl. A\nBandung, Jawa, ID\"\n", 3), None);
        assert_eq!(found("1,5,\"Jl. \"\"A\"\"\nBandung, ID\nIndonesia\"", 3), None);
        assert_eq!(found("1,x,5\n", 3), None);
    }
}
