//! A page's address as a QR code, for a board or a leaflet.

use minijinja::Environment;
use minijinja::value::{Rest, Value};
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

use super::filters::escaped;
use super::locale::Locale;
use super::route::{Links, slugs};

/// Signs around a code that stay white (ISO/IEC 18004 asks for four).
const QUIET: i32 = 4;

/// Adds `qr(label, part, …)`: the code of a page's whole address, its parts as those of `url`; nothing where
/// the portal has no address, or it is too long for a code.
pub fn register(env: &mut Environment<'static>, locale: &Locale, links: &Links) {
    let (links, language) = (links.clone(), locale.language.clone());
    env.add_function("qr", move |label: &str, parts: Rest<String>| -> Value {
        if links.base_url.is_empty() {
            return Value::from("");
        }
        let address = format!("{}{}", links.origin(), links.of_slugs(&language, &slugs(&parts)));
        svg(&address, label).map_or(Value::from(""), Value::from_safe_string)
    });
}

/// Black on white whatever the page's colours are: readers expect that. Which of the eight masks is taken
/// makes no difference to them; choosing the best would take most of the time.
fn svg(text: &str, label: &str) -> Option<String> {
    let segments = QrSegment::make_segments(text);
    let mask = Some(Mask::new(0));
    let code =
        QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, Version::MIN, Version::MAX, mask, false).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let length = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
            if length > 0 {
                path += &format!("M{x} {y}h{length}v1h-{length}z");
            }
            x += length.max(1);
        }
    }
    let side = code.size() + 2 * QUIET;
    Some(format!(
        "<svg class=\"qr\" role=\"img\" viewBox=\"-{QUIET} -{QUIET} {side} {side}\" shape-rendering=\"crispEdges\"><title>{}</title>\
         <path fill=\"#fff\" d=\"M-{QUIET} -{QUIET}h{side}v{side}h-{side}z\"/><path d=\"{path}\"/></svg>",
        escaped(label)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drawing_holds_every_dark_sign_of_the_code() {
        let text = "https://pantau.example/paket/tender-10016282000/";
        let drawn = svg(text, "Kode <QR>").unwrap_or_default();
        assert!(drawn.contains("<title>Kode &lt;QR&gt;</title>"), "{drawn}");
        // The signs again, from the path.
        let path = drawn.rsplit("d=\"").next().and_then(|rest| rest.split('"').next()).unwrap_or_default();
        let mut dark = Vec::new();
        for run in path.split('M').skip(1) {
            let numbers: Vec<i32> =
                run.split(|sign: char| !sign.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
            dark.extend((numbers[0]..numbers[0] + numbers[2]).map(|x| (x, numbers[1])));
        }
        let code = QrCode::encode_segments_advanced(
            &QrSegment::make_segments(text),
            QrCodeEcc::Medium,
            Version::MIN,
            Version::MAX,
            Some(Mask::new(0)),
            false,
        );
        let code = code.unwrap_or_else(|error| panic!("{error}"));
        let side = 0..code.size();
        let expected: Vec<(i32, i32)> = side
            .clone()
            .flat_map(|y| side.clone().map(move |x| (x, y)))
            .filter(|(x, y)| code.get_module(*x, *y))
            .collect();
        assert_eq!(dark, expected);
        assert!(expected.len() > 300);
    }

    #[test]
    fn what_is_too_long_has_no_code() {
        assert_eq!(svg(&"x".repeat(4000), "x"), None);
    }
}
