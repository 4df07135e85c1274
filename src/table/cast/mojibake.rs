//! UTF-8 that was once read as Windows-1252: repaired only where no other reading makes sense.

/// The repaired text, or `None` where nothing is certain enough to touch.
///
/// A run of two or more letters beyond ASCII, each of which Windows-1252 has, whose bytes in that
/// encoding are valid UTF-8, does not occur in real words.
pub fn repair(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut repaired = false;
    let mut rest = text;
    while let Some(start) = rest.find(|sign: char| !sign.is_ascii()) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(|sign: char| sign.is_ascii()).unwrap_or(rest.len());
        let run = &rest[..end];
        match decoded(run) {
            Some(better) => {
                out.push_str(&better);
                repaired = true;
            }
            None => out.push_str(run),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    repaired.then_some(out)
}

fn decoded(run: &str) -> Option<String> {
    let bytes: Vec<u8> = run.chars().map(byte).collect::<Option<_>>()?;
    if bytes.len() < 2 {
        return None;
    }
    String::from_utf8(bytes).ok()
}

/// The byte of Windows-1252 for a letter.
fn byte(sign: char) -> Option<u8> {
    const HIGH: [(char, u8); 27] = [
        ('€', 0x80),
        ('‚', 0x82),
        ('ƒ', 0x83),
        ('„', 0x84),
        ('…', 0x85),
        ('†', 0x86),
        ('‡', 0x87),
        ('ˆ', 0x88),
        ('‰', 0x89),
        ('Š', 0x8a),
        ('‹', 0x8b),
        ('Œ', 0x8c),
        ('Ž', 0x8e),
        ('‘', 0x91),
        ('’', 0x92),
        ('“', 0x93),
        ('”', 0x94),
        ('•', 0x95),
        ('–', 0x96),
        ('—', 0x97),
        ('˜', 0x98),
        ('™', 0x99),
        ('š', 0x9a),
        ('›', 0x9b),
        ('œ', 0x9c),
        ('ž', 0x9e),
        ('Ÿ', 0x9f),
    ];
    match u32::from(sign) {
        code @ 0x80..=0xff => u8::try_from(code).ok(),
        _ => HIGH.iter().find(|(known, _)| *known == sign).map(|(_, byte)| *byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_certain() {
        assert_eq!(repair("CafÃ© â€“ SecretarÃ­a").as_deref(), Some("Café – Secretaría"));
        for fine in ["SECRETARÍA", "CORAÇÃO", "NAÇÕES", "Rp 5 – Rp 6", "m²"] {
            assert_eq!(repair(fine), None, "{fine}");
        }
    }
}
