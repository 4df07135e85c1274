//! Is a good-looking answer really data? Several systems say "200 OK" and send an error text.

use std::io::Read;

use serde_json::Value;

use super::SnapshotFile;
use super::secret::Secrets;
use super::trouble::Trouble;
use crate::config::Format;

/// How much of an answer is looked at.
const LOOK: usize = 64 * 1024;
/// How much of an error text is shown, in characters.
const SHOWN: usize = 200;
/// What known systems send with status 200 when they have nothing or failed, in any format.
const ERROR_TEXTS: [&str; 4] = [
    "URL-NOT-DEFINED",
    "<invalid_response>",
    "Maaf, terjadi error pada aplikasi SPSE",
    "Halaman yang dituju tidak ditemukan",
];

/// Refuses an answer that is empty, a web page, or an error text where data of this format are due.
pub(super) fn check(file: &SnapshotFile, format: Format, secrets: &Secrets) -> Result<(), Trouble> {
    let mut start = Vec::new();
    let read = file.open().map(|reader| reader.take(LOOK as u64 + 1).read_to_end(&mut start));
    if let Ok(Err(error)) = read {
        return Err(Trouble::new("answer_not_data", &file.name, secrets.redact(&error.to_string())));
    }
    let refuse = |reason: &str| {
        let text = excerpt(&start, secrets);
        Err(Trouble::new("answer_not_data", &file.name, format!("{reason}: {text}")))
    };
    if start.trim_ascii().is_empty() {
        return Err(Trouble::new("answer_not_data", &file.name, "the answer is empty"));
    }
    let is_utf16 = start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]);
    let text = String::from_utf8_lossy(start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start));
    // Record separators stand before each document of a JSON text sequence.
    let text = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{1e}');
    let beginning = text.get(..SHOWN).unwrap_or(text);
    let known = ERROR_TEXTS.iter().any(|known| match known.contains(' ') {
        true => text.starts_with('<') && text.contains(known),
        false => beginning.contains(known),
    });
    match format {
        _ if known => refuse("the answer is an error text, not data"),
        Format::Json | Format::JsonLines | Format::Ocds if !is_utf16 && !text.starts_with(['{', '[']) => {
            refuse("the answer is not JSON but text")
        }
        Format::Auto | Format::Csv | Format::Xlsx if is_web_page(text) => refuse("the answer is a web page, not data"),
        _ if start.len() <= LOOK && is_failed_envelope(text) => refuse("the answer says that it failed"),
        _ => Ok(()),
    }
}

fn is_web_page(text: &str) -> bool {
    let start: String = text.chars().take(100).collect::<String>().to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// A small JSON object that carries a failure instead of data.
fn is_failed_envelope(text: &str) -> bool {
    let Ok(Value::Object(envelope)) = serde_json::from_str(text) else { return false };
    let says = |key: &str, value: &str| envelope.get(key).and_then(Value::as_str) == Some(value);
    let filled = |key: &str| match envelope.get(key) {
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Object(object)) => !object.is_empty(),
        Some(Value::Bool(failed)) => *failed,
        _ => false,
    };
    envelope.get("success") == Some(&Value::Bool(false)) || says("status", "error") || filled("error")
}

/// The first characters of an answer as one line of plain text, without secrets.
pub(super) fn excerpt(bytes: &[u8], secrets: &Secrets) -> String {
    // A secret that a cut left in half would not be found: the last bytes before a cut are not shown.
    let cut = if bytes.len() > LOOK { LOOK.saturating_sub(secrets.longest()) } else { bytes.len() };
    let text = secrets.redact(&String::from_utf8_lossy(&bytes[..cut]));
    let text = if is_web_page(text.trim_start()) { without_tags(&text) } else { text };
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String = line.chars().filter(|letter| !letter.is_control()).collect();
    // Tags and control characters taken out may have joined the halves of a secret.
    let line = secrets.redact(&line);
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None if line.is_empty() => "(nothing readable)".to_string(),
        None => line,
    }
}

/// What a person would read of a web page, roughly: enough for an error's text.
fn without_tags(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some((before, tag_on)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        let hidden = ["script", "style"]
            .into_iter()
            .find(|name| tag_on.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)));
        let end = hidden.and_then(|name| tag_on.to_ascii_lowercase().find(&format!("</{name}"))).unwrap_or(0);
        rest = tag_on[end..].split_once('>').map_or("", |(_, after)| after);
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scratch;

    fn verdict(bytes: &[u8], format: Format) -> Result<(), String> {
        let scratch = Scratch::new("answer");
        let file = SnapshotFile::at(&scratch.write("a", bytes), "https://x.example/a", 1 << 30).expect("scratch");
        check(&file, format, &Secrets::none()).map_err(|trouble| trouble.message)
    }

    const SPSE: &str = "<!DOCTYPE html><html><head><title>SPSE</title><style>p { color: red }</style></head>\
        <body><script>var a = '<b>';</script><p>Maaf, terjadi error pada aplikasi SPSE</p></body></html>";

    #[test]
    fn error_texts_with_status_200_are_not_data() {
        for format in [Format::Json, Format::Ocds, Format::Csv, Format::Auto] {
            assert!(verdict(b"URL-NOT-DEFINED", format).expect_err("text").ends_with(": URL-NOT-DEFINED"));
            let none = verdict(b"<invalid_response>Data Kosong", format).expect_err("text");
            assert!(none.ends_with(": <invalid_response>Data Kosong"), "{none}");
            assert_eq!(verdict(b"", format).expect_err("empty"), "the answer is empty");
            let page = verdict(SPSE.as_bytes(), format).expect_err("page");
            assert!(page.ends_with(": SPSE Maaf, terjadi error pada aplikasi SPSE"), "{page}");
        }
        let envelope = br#"{"success":false,"message":"token salah","data":[]}"#;
        assert!(verdict(envelope, Format::Json).expect_err("failed").contains("token salah"));
        assert!(verdict(b"\"Data Kosong\"", Format::Json).is_err());
        assert!(verdict(b"<html><body>login</body></html>", Format::Xlsx).is_err());
    }

    #[test]
    fn data_pass() {
        for (bytes, format) in [
            (&b"[]"[..], Format::Json),
            (b"\xef\xbb\xbf  {\"success\":true,\"error\":null,\"data\":[]}", Format::Json),
            (b"\x1e{\"a\":1}\n", Format::JsonLines),
            (b"a;b\n1;2\n", Format::Csv),
            (b"<?xml version=\"1.0\"?><Workbook/>", Format::Xlsx),
            (b"[{\"title\":\"Halaman yang dituju tidak ditemukan\"}]", Format::Json),
        ] {
            assert_eq!(verdict(bytes, format), Ok(()), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn an_excerpt_is_short_and_holds_no_secret() {
        let look_up = |_: &str| Some("top-secret-token".to_string());
        let secrets = Secrets::gather(["${TOKEN}"], &look_up).unwrap_or_else(|_| Secrets::none());
        let long = excerpt("é ".repeat(300).as_bytes(), &secrets);
        assert_eq!(long.chars().count(), SHOWN + 1);
        // The secret is cut by the look's end; the spaces before it are folded away.
        for cut in 1..16 {
            let text = format!("{}top-secret-token and more", " ".repeat(LOOK + 1 - cut));
            let shown = excerpt(&text.as_bytes()[..LOOK + 1], &secrets);
            assert!(!shown.contains("top"), "{cut}: {shown}");
        }
        assert_eq!(excerpt(b"no top-secret-token here", &secrets), "no ${TOKEN} here");
    }
}
