//! The links of a page, found in its finished HTML, and the file each one leads to.

use std::borrow::Cow;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use crate::page::route::Links;

/// A link as it stands in the HTML, entities undone.
#[derive(Debug, PartialEq)]
pub struct Found<'a> {
    pub url: Cow<'a, str>,
    /// The browser fetches it to show the page: it must come from the portal itself.
    pub resource: bool,
}

/// Where a link leads.
#[derive(Debug, PartialEq)]
pub enum Target {
    /// A file of the release, by its path below the release's folder.
    File(String),
    /// Another host.
    Elsewhere,
    /// A place on the same page, an e-mail address, data within the page.
    Nowhere,
    /// On this host but outside the portal's base path.
    Outside,
    /// A scheme that no page should hold, such as `javascript:`.
    Unsafe,
}

/// The hash by which paths of a release are remembered.
pub fn hash(path: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(path)
}

/// Where a link on a page leads; `page` is the page's own file, such as `en/penyedia/x/index.html`.
pub fn resolve(links: &Links, page: &str, url: &str) -> Target {
    let url = url.trim();
    let own = !links.base_url.is_empty() && url.starts_with(&links.base_url);
    let url = match own.then(|| &url[links.base_url.len()..]) {
        Some("") => links.base_path.as_str(),
        Some(rest) if rest.starts_with(['/', '?', '#']) => {
            return inside(links, page, &format!("{}{}", links.base_path, rest.trim_start_matches('/')));
        }
        _ => url,
    };
    if !url.starts_with('/')
        && let Some(scheme) = scheme(url)
    {
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" => Target::Elsewhere,
            "mailto" | "tel" | "geo" | "data" => Target::Nowhere,
            _ => Target::Unsafe,
        };
    }
    if url.starts_with("//") {
        return Target::Elsewhere;
    }
    inside(links, page, url)
}

fn inside(links: &Links, page: &str, url: &str) -> Target {
    let path = &url[..url.find(['?', '#']).unwrap_or(url.len())];
    if path.is_empty() {
        return Target::Nowhere;
    }
    if let Some(file) = straight(links, path) {
        return Target::File(file);
    }
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let whole = match path.strip_prefix('/') {
        Some(rest) => rest.to_string(),
        None => format!("{}{folder}/{path}", &links.base_path[1..]),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let mut file = parts.join("/");
    if path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..") || file.is_empty() {
        file += "/index.html";
    }
    let base = links.base_path.trim_matches('/');
    let below = if base.is_empty() { Some(file.as_str()) } else { file.strip_prefix(base) };
    match below {
        Some(path) if base.is_empty() || path.starts_with('/') => Target::File(decode(path.trim_start_matches('/'))),
        _ => Target::Outside,
    }
}

/// The file of a path as our own templates write it: from the root, with nothing to resolve or decode.
fn straight(links: &Links, path: &str) -> Option<String> {
    let below = path.strip_prefix(&links.base_path)?;
    let mut before = b'/';
    for byte in below.bytes() {
        if byte == b'%' || (byte == b'/' && matches!(before, b'/' | b'.')) {
            return None;
        }
        before = byte;
    }
    if before == b'.' || !links.base_path.ends_with('/') {
        return None;
    }
    let mut file = String::with_capacity(below.len() + "index.html".len());
    file.push_str(below);
    if file.is_empty() || file.ends_with('/') {
        file.push_str("index.html");
    }
    Some(file)
}

fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let valid = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    // Control characters are dropped by browsers: `java\nscript:` is a scheme to them.
    let scheme_like = scheme.bytes().all(|byte| valid(byte) || byte.is_ascii_control());
    (!scheme.is_empty() && scheme_like && !scheme.contains('/')).then_some(scheme)
}

/// `%20` and its like as bytes.
pub(super) fn decode(path: &str) -> String {
    if !path.contains('%') {
        return path.to_string();
    }
    let mut out = Vec::with_capacity(path.len());
    let bytes = path.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let pair = bytes.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        match (bytes[at], pair.and_then(|pair| u8::from_str_radix(pair, 16).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Calls back for every link in the HTML, in order; false where it ends within a tag, a comment or what
/// is not HTML, so that what came after it would be read otherwise.
pub fn find<'a>(html: &'a str, mut each: impl FnMut(Found<'a>)) -> bool {
    let mut attributes = Vec::new();
    let mut rest = html;
    let mut whole = true;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            let end = comment.find("-->");
            whole &= end.is_some();
            rest = end.map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if length == 0 {
            // The beginning of something, perhaps: `</a>` is whole, `</a` and `<` are not.
            whole &= !rest.is_empty() && (!rest.starts_with(['/', '!', '?']) || rest.contains('>'));
            continue;
        }
        let name = &rest[..length];
        let after = tag(&rest[length..], &mut attributes);
        whole &= after.is_some();
        rest = after.unwrap_or("");
        links_of(name, &attributes, &mut each);
        if is(name, "script") || is(name, "style") {
            // What stands between is not HTML.
            rest = after_element(name, rest);
            whole &= !rest.is_empty();
        }
    }
    whole
}

/// From the closing tag on.
fn after_element<'a>(name: &str, text: &'a str) -> &'a str {
    let mut at = 0;
    while let Some(found) = text[at..].find("</") {
        at += found;
        if text.get(at + 2..at + 2 + name.len()).is_some_and(|closing| is(closing, name)) {
            return &text[at..];
        }
        at += 2;
    }
    ""
}

/// HTML's names have no case.
fn is(name: &str, known: &str) -> bool {
    name.eq_ignore_ascii_case(known)
}

fn links_of<'a>(name: &str, attributes: &[(&'a str, &'a str)], each: &mut impl FnMut(Found<'a>)) {
    for (key, value) in attributes {
        // Most attributes are no address: their first letters tell.
        if !matches!(key.as_bytes().first(), Some(b'h' | b'H' | b's' | b'S' | b'x' | b'X' | b'd' | b'D'))
            && !["poster", "action", "formaction"].iter().any(|known| is(key, known))
        {
            continue;
        }
        let resource = match () {
            () if is(key, "href") && is(name, "link") => !is_about(attributes),
            () if is(key, "href") || is(key, "xlink:href") => is(name, "image") || is(name, "use"),
            () if is(key, "src") || is(key, "poster") => true,
            () if is(key, "data") && is(name, "object") => true,
            () if is(key, "action") || is(key, "formaction") => false,
            () if is(key, "srcset") => {
                for url in value.split(',').filter_map(|part| part.split_ascii_whitespace().next()) {
                    each(Found { url: unescape(url), resource: true });
                }
                continue;
            }
            () => continue,
        };
        each(Found { url: unescape(value), resource });
    }
}

/// A `<link>` that only tells about the page: no browser fetches it to show the page.
fn is_about(attributes: &[(&str, &str)]) -> bool {
    let rel = attributes.iter().find(|(key, _)| is(key, "rel")).map_or("", |(_, value)| value);
    rel.split_ascii_whitespace().any(|word| {
        ["canonical", "alternate", "license", "author", "help", "next", "prev", "me"]
            .iter()
            .any(|about| is(word, about))
    })
}

/// Fills in the attributes of a tag, whose name came before; gives what follows the tag, if it ends.
fn tag<'a>(text: &'a str, attributes: &mut Vec<(&'a str, &'a str)>) -> Option<&'a str> {
    attributes.clear();
    let bytes = text.as_bytes();
    let skip = |mut at: usize, skipped: fn(u8) -> bool| {
        while at < bytes.len() && skipped(bytes[at]) {
            at += 1;
        }
        at
    };
    let mut at = 0;
    loop {
        at = skip(at, |byte| byte.is_ascii_whitespace() || byte == b'/');
        match bytes.get(at) {
            None => return None,
            Some(b'>') => return Some(&text[at + 1..]),
            Some(_) => {}
        }
        // A name has one letter at least: `=` may be it.
        let name = at;
        at = skip(at + 1, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>' | b'/'));
        let name = &text[name..at];
        let equals = skip(at, |byte| byte.is_ascii_whitespace());
        if bytes.get(equals) != Some(&b'=') {
            attributes.push((name, ""));
            continue;
        }
        at = skip(equals + 1, |byte| byte.is_ascii_whitespace());
        let (start, end) = match bytes.get(at) {
            Some(quote @ (b'"' | b'\'')) => {
                let start = at + 1;
                (start, memchr::memchr(*quote, &bytes[start..]).map_or(bytes.len(), |length| start + length))
            }
            _ => (at, skip(at, |byte| !byte.is_ascii_whitespace() && byte != b'>')),
        };
        attributes.push((name, &text[start..end]));
        let quoted = start > at;
        at = if quoted { (end + 1).min(bytes.len()) } else { end };
    }
}

/// Entities that an attribute may hold, undone.
fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').filter(|end| *end <= 10);
        let letter = end.and_then(|end| entity(&rest[1..end]));
        match (letter, end) {
            (Some(letter), Some(end)) => {
                out.push(letter);
                rest = &rest[end + 1..];
            }
            _ => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "colon" => Some(':'),
        "Tab" => Some('\t'),
        "NewLine" => Some('\n'),
        "sol" => Some('/'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(html: &str) -> Vec<(String, bool)> {
        let mut all = Vec::new();
        find(html, |found| all.push((found.url.into_owned(), found.resource)));
        all
    }

    #[test]
    fn links_are_found_as_browsers_find_them() {
        let html = r#"<a href="/a?x=1&amp;y=2">1 < 2</a><IMG SRC='b.png' alt="<a href='no'>"><a href=c/>x</a>
            <!-- <a href="no"> --><script src="d.js">"<a href='no'>"</script><link rel="stylesheet" href=e.css>
            <link rel=canonical href="f"><img srcset="g.png 1x, h.png 2x"><a name="x" href>y</a><a href="&#x2f;i">z"#;
        let expected = [
            ("/a?x=1&y=2", false),
            ("b.png", true),
            ("c/", false),
            ("d.js", true),
            ("e.css", true),
            ("f", false),
            ("g.png", true),
            ("h.png", true),
            ("", false),
            ("/i", false),
        ];
        assert_eq!(found(html), expected.map(|(url, resource)| (url.to_string(), resource)));
        for broken in ["<", "<a", "<a href", "<a href=", "<a href=\"x", "<!--", "<script>", "<a é=1", "<a =>", "<é>"]
        {
            found(broken);
        }
    }

    #[test]
    fn what_ends_in_the_middle_is_told() {
        for whole in ["", "a", "<a>", "<a href='x>'>b</a>", "a < b", "<!-- a -->", "<script>a</script>", "a</p>"] {
            assert!(find(whole, |_| {}), "{whole}");
        }
        for cut in ["a<", "<a", "<a href='x>", "<a href=x", "</a", "<!-- a", "<script>a", "<style> <b>", "<!doctype"] {
            assert!(!find(cut, |_| {}), "{cut}");
        }
    }

    #[test]
    fn links_lead_to_files() {
        let links = Links::new("https://kota.id/sub", "id");
        let to = |url: &str| resolve(&links, "en/x/index.html", url);
        let file = |path: &str| Target::File(path.to_string());
        assert_eq!(to("/sub/penyedia/a/?q#f"), file("penyedia/a/index.html"));
        assert_eq!(to("/sub/"), file("index.html"));
        assert_eq!(to("https://kota.id/sub"), file("index.html"));
        assert_eq!(to("https://kota.id/sub/data/a.csv"), file("data/a.csv"));
        assert_eq!(to("https://kota.id/subway"), Target::Elsewhere);
        assert_eq!(to("../y/"), file("en/y/index.html"));
        assert_eq!(to("z%20z.png"), file("en/x/z z.png"));
        assert_eq!(to("/sub/a"), file("a"));
        assert_eq!(to("/other/"), Target::Outside);
        assert_eq!(to("/subway/"), Target::Outside);
        assert_eq!(to("//cdn.example/x.js"), Target::Elsewhere);
        assert_eq!(to("#top"), Target::Nowhere);
        assert_eq!(to("mailto:a@b.id"), Target::Nowhere);
        assert_eq!(to(" JavaScript:alert(1)"), Target::Unsafe);
        assert_eq!(to("java\nscript:alert(1)"), Target::Unsafe);
        let root = Links::new("", "id");
        assert_eq!(resolve(&root, "index.html", "/paket/"), file("paket/index.html"));
        assert_eq!(resolve(&root, "index.html", "a:b/"), Target::Unsafe);
        assert_eq!(resolve(&root, "a/index.html", "../../../etc"), file("etc"));
    }
}
