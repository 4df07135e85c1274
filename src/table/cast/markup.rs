//! HTML in text: tags out, entities decoded.

/// Tags whose place in running text is a break between words.
const BLOCKS: [&str; 18] = [
    "p",
    "br",
    "div",
    "li",
    "ul",
    "ol",
    "tr",
    "td",
    "th",
    "table",
    "tbody",
    "thead",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "blockquote",
];
/// Tags that stand inside a word or sentence.
const INLINE: [&str; 20] = [
    "a", "b", "i", "u", "em", "strong", "span", "font", "small", "big", "sub", "sup", "s", "o:p", "center", "img",
    "h5", "h6", "label", "wbr",
];
/// Tags whose content is no text.
const SILENT: [&str; 3] = ["script", "style", "head"];

/// Text without the tags of HTML. `a < b` and `<nama>` are not tags and stay.
pub fn strip_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(end) = comment(rest) {
            rest = &rest[end..];
            continue;
        }
        match tag(rest) {
            Some((name, end, opening)) => {
                rest = &rest[end..];
                if BLOCKS.contains(&name.as_str()) {
                    out.push(' ');
                } else if opening && SILENT.contains(&name.as_str()) {
                    let close = format!("</{name}");
                    rest = rest.find(&close).map_or("", |at| &rest[at..]);
                }
            }
            None => {
                out.push('<');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn comment(text: &str) -> Option<usize> {
    text.starts_with("<!--").then(|| text.find("-->").map_or(text.len(), |at| at + 3))
}

/// A known tag at the start of the text: its name in small letters, where it ends, whether it opens.
fn tag(text: &str) -> Option<(String, usize, bool)> {
    let inside = &text[1..];
    let closing = inside.starts_with('/');
    let body = inside.strip_prefix('/').unwrap_or(inside);
    let name_end = body.find(|sign: char| !(sign.is_ascii_alphanumeric() || sign == ':'))?;
    let name = body[..name_end].to_ascii_lowercase();
    let known = [&BLOCKS[..], &INLINE[..], &SILENT[..]].iter().any(|names| names.contains(&name.as_str()));
    let end = text.find('>')?;
    // A `<` inside means that this `>` belongs to something else.
    let whole = !text[1..end].contains('<') && end <= 2000;
    (known && whole).then_some((name, end + 1, !closing))
}

/// Text with HTML's entities decoded; unknown ones stay as they are.
pub fn decode_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let decoded =
            rest[1..].find(';').filter(|end| *end <= 10).and_then(|end| Some((entity(&rest[1..1 + end])?, end + 2)));
        match decoded {
            Some((sign, length)) => {
                out.push(sign);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    const NAMES: [(&str, char); 47] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("shy", '\u{ad}'),
        ("zwj", '\u{200d}'),
        ("zwnj", '\u{200c}'),
        ("nbsp", ' '),
        ("ndash", '–'),
        ("mdash", '—'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("hellip", '…'),
        ("bull", '•'),
        ("middot", '·'),
        ("deg", '°'),
        ("plusmn", '±'),
        ("sup2", '²'),
        ("sup3", '³'),
        ("times", '×'),
        ("frac12", '½'),
        ("copy", '©'),
        ("reg", '®'),
        ("trade", '™'),
        ("euro", '€'),
        ("pound", '£'),
        ("le", '≤'),
        ("ge", '≥'),
        ("aacute", 'á'),
        ("eacute", 'é'),
        ("iacute", 'í'),
        ("oacute", 'ó'),
        ("uacute", 'ú'),
        ("ntilde", 'ñ'),
        ("Aacute", 'Á'),
        ("Eacute", 'É'),
        ("Iacute", 'Í'),
        ("Oacute", 'Ó'),
        ("Uacute", 'Ú'),
        ("Ntilde", 'Ñ'),
        ("ccedil", 'ç'),
        ("atilde", 'ã'),
        ("uuml", 'ü'),
        ("ordm", 'º'),
    ];
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_comparisons_stay() {
        assert_eq!(strip_tags("<p>Satu</p><P class=\"x\">Dua<br/>Tiga</p>"), " Satu  Dua Tiga ");
        assert_eq!(strip_tags("pipa <b>6</b>\" dan a < b, c > d, <nama>"), "pipa 6\" dan a < b, c > d, <nama>");
        assert_eq!(strip_tags("x<style>p{}</style>y<!-- z -->"), "xy");
        assert_eq!(strip_tags("potong <p class="), "potong <p class=");
    }

    #[test]
    fn entities() {
        assert_eq!(decode_entities("A &amp; B&nbsp;&#39;C&#x27; &lt;5 &aneh; & D;"), "A & B 'C' <5 &aneh; & D;");
    }
}
