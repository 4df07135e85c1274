//! Web addresses as text: joining, query parameters, and telling one host from another.

use std::fmt::Write;

use ureq::http::Uri;

/// Whether this is an address to fetch rather than a path.
pub(super) fn is_web(address: &str) -> bool {
    let start = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    start.starts_with("http://") || start.starts_with("https://")
}

/// Percent-encodes all but letters, digits and `-._~`.
pub(super) fn encode(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// Encodes only what may never stand in an address, such as spaces and letters beyond ASCII.
pub(super) fn tidy(address: &str) -> String {
    let address = address.trim();
    let address = address.split_once('#').map_or(address, |(address, _fragment)| address);
    address.bytes().fold(String::with_capacity(address.len()), |mut out, byte| {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// Scheme, host and port: what decides whether a token may be sent along.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Origin {
    pub https: bool,
    pub host: String,
    pub port: u16,
}

impl Origin {
    /// `None` when the text is no usable http or https address.
    pub(super) fn of(address: &str) -> Option<Origin> {
        let uri: Uri = address.parse().ok()?;
        let https = match uri.scheme_str()?.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let host = uri.host().filter(|host| !host.is_empty())?.to_ascii_lowercase();
        Some(Origin { https, host, port: uri.port_u16().unwrap_or(if https { 443 } else { 80 }) })
    }

    /// The same place, or the same host on plain http's way up to https.
    pub(super) fn trusts(&self, other: &Origin) -> bool {
        let upgrade = !self.https && self.port == 80 && other.https && other.port == 443;
        self == other || (upgrade && self.host == other.host)
    }

    pub(super) fn is_loopback(&self) -> bool {
        self.host == "localhost" || self.host.starts_with("127.") || self.host == "[::1]"
    }
}

/// A link as it stands in an answer or a `Location` header, seen from the address it came from.
pub(super) fn resolve(base: &str, link: &str) -> Option<String> {
    let link = link.trim();
    let link = link.split_once('#').map_or(link, |(link, _)| link);
    if is_web(link) {
        return Some(link.to_string());
    }
    let (scheme, rest) = base.split_once("://")?;
    if let Some(elsewhere) = link.strip_prefix("//") {
        return Some(format!("{scheme}://{elsewhere}"));
    }
    if link.split(['/', '?']).next().is_some_and(|start| start.contains(':')) {
        return None; // another scheme
    }
    let rest = rest.split('#').next().unwrap_or_default();
    let whole_path = rest.split('?').next().unwrap_or_default();
    let (host, path) = whole_path.split_at(whole_path.find('/').unwrap_or(whole_path.len()));
    if link.is_empty() {
        return Some(format!("{scheme}://{rest}"));
    }
    if link.starts_with('?') {
        return Some(format!("{scheme}://{host}{}{link}", if path.is_empty() { "/" } else { path }));
    }
    let (link_path, query) = link.split_at(link.find('?').unwrap_or(link.len()));
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let joined = if link_path.starts_with('/') { link_path.to_string() } else { format!("{folder}/{link_path}") };
    Some(format!("{scheme}://{host}{}{query}", without_dots(&joined)))
}

/// Resolves `.` and `..` in a path that starts with `/`.
fn without_dots(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').skip(1) {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    if path.ends_with("/.") || path.ends_with("/..") {
        parts.push("");
    }
    format!("/{}", parts.join("/"))
}

/// The address with this query parameter set: replaced where it stands, else added at the end.
/// `${NAME}` in the address is left as it is; in the value it is encoded, so it can never be filled in.
pub(super) fn with_parameter(address: &str, name: &str, value: &str) -> String {
    let name = encode(name);
    let pair = format!("{name}={}", encode(value));
    let Some((path, query)) = address.split_once('?') else { return format!("{address}?{pair}") };
    let mut found = false;
    let mut pairs: Vec<&str> = Vec::new();
    for part in query.split('&').filter(|part| !part.is_empty()) {
        let is_it = part.split('=').next() == Some(name.as_str());
        if !is_it {
            pairs.push(part);
        } else if !found {
            found = true;
            pairs.push(&pair);
        }
    }
    if !found {
        pairs.push(&pair);
    }
    format!("{path}?{}", pairs.join("&"))
}

/// The address as people may see it: a login written into it is left out.
pub(super) fn without_login(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_string() };
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest[..host_end].rfind('@') {
        Some(at) => format!("{scheme}://{}", &rest[at + 1..]),
        None => address.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_resolve_as_a_browser_would() {
        let base = "https://x.example/api/v1/list?page=1";
        for (link, expected) in [
            ("https://y.example/z", "https://y.example/z"),
            ("//y.example/z", "https://y.example/z"),
            ("/z?p=2", "https://x.example/z?p=2"),
            ("?page=2", "https://x.example/api/v1/list?page=2"),
            ("list?page=2#top", "https://x.example/api/v1/list?page=2"),
            ("../v2/./list", "https://x.example/api/v2/list"),
            ("../../../../z", "https://x.example/z"),
            ("?next=http://a/b:c", "https://x.example/api/v1/list?next=http://a/b:c"),
        ] {
            assert_eq!(resolve(base, link).as_deref(), Some(expected), "{link}");
        }
        assert_eq!(resolve("https://x.example", "a").as_deref(), Some("https://x.example/a"));
        assert_eq!(resolve(base, "file:///etc/passwd"), None);
    }

    #[test]
    fn a_parameter_is_replaced_or_added() {
        assert_eq!(with_parameter("http://x/a", "page", "2"), "http://x/a?page=2");
        assert_eq!(
            with_parameter("http://x/a?t=${T}&cursor=&n=1", "cursor", "a/b"),
            "http://x/a?t=${T}&cursor=a%2Fb&n=1"
        );
        assert_eq!(with_parameter("http://x/a?n=1", "cursor", "${T}"), "http://x/a?n=1&cursor=%24%7BT%7D");
    }

    #[test]
    fn a_token_goes_to_its_own_host_only() {
        let of = |text: &str| Origin::of(text).expect("an address");
        let home = of("https://x.example/a");
        assert!(home.trusts(&of("https://X.example:443/b")));
        for other in
            ["http://x.example/", "https://x.example:8443/", "https://x.example.evil.example/", "https://y.example/"]
        {
            assert!(!home.trusts(&of(other)), "{other}");
        }
        assert!(of("http://x.example/").trusts(&home));
        assert!(!of("http://x.example:8080/").trusts(&home));
        assert_eq!(of("https://x.example@evil.example/").host, "evil.example");
        assert_eq!(Origin::of("ftp://x.example/"), None);
        assert_eq!(Origin::of("https://"), None);
    }

    #[test]
    fn a_login_is_not_shown() {
        assert_eq!(without_login("https://user:pa@ss@x.example/a@b"), "https://x.example/a@b");
        assert_eq!(without_login("https://x.example/?q=@"), "https://x.example/?q=@");
    }
}
