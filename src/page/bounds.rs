//! How large a template may be. The template engine calls itself once for each operator of an expression and
//! each `elif`: what would not fit on a thread's stack is refused before, since an overflow ends the program.

/// Bytes of one tag: a long one of ours has 300.
const LONGEST_TAG: usize = 10_000;

/// Tags of one template: our largest has 600.
const MOST_TAGS: usize = 10_000;

/// The line (from 1) where a template becomes too large, and what is wrong there.
pub fn too_large(source: &str) -> Option<(u64, String)> {
    let mut tags = 0;
    let mut at = 0;
    while let Some(start) = source[at..].find('{').map(|found| found + at) {
        at = start + 1;
        let close = match source.as_bytes().get(at) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            _ => continue,
        };
        at = end_of_tag(source, start + 2, close);
        tags += 1;
        let message = match () {
            () if at - start > LONGEST_TAG => format!("a tag of more than {LONGEST_TAG} bytes"),
            () if tags > MOST_TAGS => format!("more than {MOST_TAGS} tags in one template"),
            () => continue,
        };
        return Some((source[..start].matches('\n').count() as u64 + 1, message));
    }
    None
}

/// The position after a tag's end; quoted text in it ends nothing.
fn end_of_tag(source: &str, from: usize, close: &str) -> usize {
    let mut quote = None;
    let mut escaped = false;
    for (at, sign) in source.as_bytes().iter().enumerate().skip(from) {
        match (quote, sign) {
            _ if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(open), sign) if open == sign => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(sign),
            (None, _) if source.as_bytes()[at..].starts_with(close.as_bytes()) => return at + close.len(),
            (None, _) => {}
        }
    }
    source.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_chains_are_too_large_and_long_pages_are_not() {
        let chain = ["1"; 6_000].join("+");
        for (text, line) in [
            (format!("<p>\n\n{{{{ {chain} }}}}"), Some(3)),
            (format!("\n{{% set x = '%}}' ~ {chain} %}}"), Some(2)),
            (format!("\n{{{{ {chain}"), Some(2)),
            (format!("{{% if a %}}{}{{% endif %}}", "\n{% elif a %}".repeat(20_000)), Some(10_001)),
            (format!("{{ {chain} }}<p>{{{{ a }}}}"), None),
        ] {
            assert_eq!(too_large(&text).map(|(line, _)| line), line, "{:.30}", text);
        }
    }
}
