//! A region's own look: colours that can be read, and arms that browsers show.

use super::{Files, locate};
use crate::problem::Problem;

/// What the settings say of it; empty where they say nothing.
pub(super) struct Look<'s> {
    pub accent: &'s str,
    pub accent_dark: &'s str,
    pub crest: &'s str,
}

/// The least contrast of text with what it stands on (WCAG 2.2, 1.4.3).
const CONTRAST: f64 = 4.5;

/// A colour that cannot be read, and arms that are not there, are told.
pub(super) fn check(files: &Files, look: &Look<'_>, text: &str, problems: &mut Vec<Problem>) -> anyhow::Result<()> {
    let mut say = |key: &str, message: String, hint: &str| {
        let place = locate(super::settings_file::FILE, text, &["extra", "portal", key]);
        problems.push(Problem::error("wrong_value", place, message).hint(hint));
    };
    for (key, value, paper) in [("accent", look.accent, "#fcfbf8"), ("accent_dark", look.accent_dark, "#141613")] {
        if value.is_empty() {
            continue;
        }
        match (luminance(value), luminance(paper)) {
            (None, _) => {
                say(key, format!("`{key}` is `{value}`, which is no colour"), "six digits, such as \"#0c5a52\"")
            }
            (Some(one), Some(other)) => {
                let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
                if contrast < CONTRAST {
                    let message =
                        format!("`{key}` has a contrast of {contrast:.1} with the paper: too little to be read");
                    let hint = "at least 4.5: a darker colour on light paper, a lighter one for `accent_dark`";
                    say(key, message, hint);
                }
            }
            _ => {}
        }
    }
    if look.accent.is_empty() != look.accent_dark.is_empty() {
        let (key, other) = if look.accent.is_empty() { ("accent_dark", "accent") } else { ("accent", "accent_dark") };
        say(
            key,
            format!("`{key}` is set and `{other}` is not"),
            "readers choose light or dark paper: each needs its own colour",
        );
    }
    if !look.crest.is_empty() {
        let hint = "put the file there, an SVG or a small PNG";
        match files.read(&format!("site/static/{}", look.crest))? {
            None => say("crest", format!("there is no site/static/{}", look.crest), hint),
            Some(bytes) if !is_picture(look.crest, &bytes) => {
                say("crest", format!("site/static/{} is no picture that browsers show", look.crest), hint)
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Whether a file begins as its name says.
fn is_picture(name: &str, bytes: &[u8]) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "svg" => std::str::from_utf8(bytes).is_ok_and(|text| text.contains("<svg")),
        "png" => bytes.starts_with(b"\x89PNG\r\n"),
        "jpg" | "jpeg" => bytes.starts_with(b"\xff\xd8\xff"),
        "webp" => bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"),
        "gif" => bytes.starts_with(b"GIF8"),
        _ => false,
    }
}

/// The relative luminance of `#rrggbb` (WCAG 2.2); `None` for anything else.
fn luminance(colour: &str) -> Option<f64> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| -> Option<f64> {
        let value = f64::from(u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?) / 255.0;
        Some(if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126 * part(0)? + 0.7152 * part(2)? + 0.0722 * part(4)?)
}
