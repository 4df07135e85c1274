//! What a file is, told from its declaration and its first bytes.

use std::io::Read;

use crate::config::Format;
use crate::source::SnapshotFile;

/// A file's format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Json,
    Csv,
    Xlsx,
    /// A workbook as one XML document; some exports give it the ending `.csv`.
    SheetXml,
    Empty,
    WebPage,
    /// The bytes could not be had at all.
    Unreadable(String),
}

/// Tells the format from the first bytes where the declaration leaves room: a declared CSV may be a
/// workbook in XML, and anything may be empty or an error page.
pub fn kind_of(format: Format, file: &SnapshotFile) -> Kind {
    let mut start = Vec::new();
    let read = file.open().and_then(|reader| Ok(reader.take(4096).read_to_end(&mut start)?));
    if let Err(error) = read
        && start.is_empty()
    {
        return Kind::Unreadable(format!("{error:#}"));
    }
    told(format, &start)
}

fn told(format: Format, start: &[u8]) -> Kind {
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        return Kind::Xlsx;
    }
    // UTF-16 has a zero in every other byte of plain text.
    let text: Vec<u8> = start.iter().copied().filter(|byte| *byte != 0).collect();
    let text = text.strip_prefix(b"\xef\xbb\xbf").or(text.strip_prefix(b"\xff\xfe")).unwrap_or(&text);
    let text = text.strip_prefix(b"\xfe\xff").unwrap_or(text).trim_ascii_start();
    if text.is_empty() {
        return Kind::Empty;
    }
    let lower = text.to_ascii_lowercase();
    if text[0] == b'<' {
        let has = |word: &[u8]| lower.windows(word.len()).any(|window| window == word);
        if has(b"urn:schemas-microsoft-com:office:spreadsheet") {
            return Kind::SheetXml;
        }
        if has(b"<html") || has(b"<!doctype html") || has(b"<body") || has(b"<head") {
            return Kind::WebPage;
        }
    }
    match format {
        Format::Json | Format::JsonLines | Format::Ocds => Kind::Json,
        Format::Csv => Kind::Csv,
        Format::Xlsx => Kind::Unreadable("the file is not a workbook (XLSX)".to_string()),
        Format::Auto => match text[0] {
            b'{' | b'[' => Kind::Json,
            _ => Kind::Csv,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_tell() {
        assert_eq!(told(Format::Auto, b"\xef\xbb\xbf [{"), Kind::Json);
        assert_eq!(told(Format::Auto, b"a;b\n"), Kind::Csv);
        assert_eq!(told(Format::Csv, b"PK\x03\x04"), Kind::Xlsx);
        assert_eq!(told(Format::Csv, b"\n<!DOCTYPE html><p>Maaf"), Kind::WebPage);
        assert_eq!(told(Format::Json, b"\xff\xfe[\0"), Kind::Json);
        assert_eq!(told(Format::Json, b" \r\n"), Kind::Empty);
        let xml = b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";
        assert_eq!(told(Format::Csv, xml), Kind::SheetXml);
        assert!(matches!(told(Format::Xlsx, b"a,b"), Kind::Unreadable(_)));
    }
}
