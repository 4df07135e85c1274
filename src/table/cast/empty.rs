//! The many ways in which a source says nothing.

/// Whether a text, trimmed, means that there is no value.
pub fn is_empty(text: &str) -> bool {
    let text = text.trim();
    match text.len() {
        0 => true,
        1..=6 => {
            let mut small = [0; 6];
            let small = &mut small[..text.len()];
            small.copy_from_slice(text.as_bytes());
            small.make_ascii_lowercase();
            matches!(
                &*small,
                b"-" | b"--" | b"---"
                    | b"\xe2\x80\x93" // en dash
                    | b"\xe2\x80\x94" // em dash
                    | b"n/a" | b"#n/a" | b"null" | b"none" | b"nil" | b"[null]" | b"[]" | b"{}" | b"\"\"" | b"''"
            )
        }
        _ => false,
    }
}

/// Whether a text is what a workbook's cell shows when its formula failed. A plain `#N/A` is what people type
/// for nothing; the reader of workbooks writes a failed one as `#N/A!`.
pub fn is_formula_error(text: &str) -> bool {
    text.starts_with('#')
        && ["#N/A!", "#REF!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#DATA!"]
            .iter()
            .any(|error| text.eq_ignore_ascii_case(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_empty_form_is_empty() {
        for form in ["", " ", "-", " -   ", "N/A", "null", "NULL", "[null]", "[]", "{}", "–", "#N/A", "None"] {
            assert!(is_empty(form), "{form:?}");
        }
    }

    #[test]
    fn a_value_is_not_empty() {
        for form in ["0", "-1", "Rp. 0,00", "NA", "nol", "nullable", "[1]"] {
            assert!(!is_empty(form), "{form:?}");
        }
    }
}
