//! What one item of a container is: a release, a record with data in it, or a record of links.

use std::borrow::Cow;

use super::merge::{self, Piece};
use crate::table::json::{Json, Object};
use crate::table::{Value, cast};

/// What an item holds.
#[derive(Debug)]
pub enum Reading<'a> {
    /// Releases of one process, and how many more are only linked to.
    Releases { ocid: String, pieces: Vec<Piece<'a>>, linked: u64 },
    /// A record whose releases are addresses only.
    LinksOnly { ocid: String, linked: u64 },
    /// Nothing of the kind, and why.
    Refused { ocid: Option<String>, code: &'static str, reason: &'static str },
}

/// The process that an item belongs to, without looking at more than names.
pub fn ocid(item: &Json<'_>) -> Option<String> {
    let direct = item.get("ocid").and_then(Json::text);
    let inner = || item.path(&["compiledRelease", "ocid"]).and_then(Json::text);
    let text = direct.or_else(inner)?;
    // As its column will hold it: what is one process there is one here.
    cast::id(&Value::from(text)).value.map(Cow::into_owned).filter(|ocid| !ocid.is_empty())
}

/// Whether an item has a record's members.
pub fn is_record(item: &Json<'_>) -> bool {
    ["releases", "compiledRelease", "versionedRelease"].iter().any(|name| item.get(name).is_some())
}

/// Tells what an item is. The compiled release of a record goes before its releases, and those before
/// its versioned release.
pub fn read<'a>(item: Json<'a>) -> Reading<'a> {
    if !matches!(item, Json::Object(_)) {
        return Reading::Refused { ocid: None, code: "not_an_object", reason: "a release or record must be an object" };
    }
    let Some(ocid) = ocid(&item) else {
        let reason = "the release has no ocid, so that it belongs to no process";
        return Reading::Refused { ocid: None, code: "missing_ocid", reason };
    };
    if !is_record(&item) {
        if !has_section(&item) {
            let reason = "the object has an ocid, but no part of a release";
            return Reading::Refused { ocid: Some(ocid), code: "not_a_release", reason };
        }
        return Reading::Releases { ocid, pieces: vec![Piece::new(item, false)], linked: 0 };
    }
    let Json::Object(mut members) = item else {
        return Reading::Refused { ocid: Some(ocid), code: "not_an_object", reason: "a record must be an object" };
    };
    let compiled = take(&mut members, "compiledRelease").filter(has_section);
    let releases = take(&mut members, "releases").map(listed).unwrap_or_default();
    let (embedded, links): (Vec<_>, Vec<_>) = releases.into_iter().partition(|release| has_section(release));
    let linked = links.len() as u64;
    if let Some(compiled) = compiled {
        return Reading::Releases { ocid, pieces: vec![Piece::new(compiled, true)], linked: 0 };
    }
    if !embedded.is_empty() {
        let pieces = embedded.into_iter().map(|release| Piece::new(release, false)).collect();
        return Reading::Releases { ocid, pieces, linked };
    }
    if let Some(versioned) = take(&mut members, "versionedRelease").map(merge::from_versioned).filter(has_section) {
        return Reading::Releases { ocid, pieces: vec![Piece::new(versioned, true)], linked: 0 };
    }
    // A publisher's own mixture: a release's parts beside the links.
    let rest = Json::Object(members);
    if has_section(&rest) {
        return Reading::Releases { ocid, pieces: vec![Piece::new(rest, false)], linked };
    }
    Reading::LinksOnly { ocid, linked }
}

/// Whether an object holds any part of a contracting process.
fn has_section(release: &Json<'_>) -> bool {
    ["tender", "awards", "contracts", "planning", "parties", "buyer", "bids"]
        .iter()
        .any(|name| release.get(name).is_some_and(|part| !matches!(part, Json::Array(list) if list.is_empty())))
        || (release.get("date").is_some() && release.get("tag").is_some() && release.get("url").is_none())
}

/// Removes and gives a member that is not null.
fn take<'a>(members: &mut Object<'a>, name: &str) -> Option<Json<'a>> {
    let place = members.iter().position(|(known, _)| known == name)?;
    Some(members.remove(place).1).filter(|value| !value.is_null())
}

/// The elements of a list, of an object used as one (`{"1": {…}, "2": {…}}`), or the value itself.
fn listed(value: Json<'_>) -> Vec<Json<'_>> {
    match value {
        Json::Array(values) => values.into_iter().filter(|value| !value.is_null()).collect(),
        other => vec![other],
    }
}

/// The elements of what should be a list of objects: nulls left out, a single object taken as a list of
/// one, an object of objects (`{"1": {…}}`) as a list with those names as ids where they have none.
pub fn list<'r, 'a>(value: Option<&'r Json<'a>>) -> Vec<Cow<'r, Json<'a>>> {
    match value {
        Some(Json::Array(values)) => values.iter().filter(|value| !value.is_null()).map(Cow::Borrowed).collect(),
        Some(Json::Object(members)) if is_keyed(members) => members
            .iter()
            .map(|(name, value)| match value {
                Json::Object(inner) if value.get("id").is_none() => {
                    let mut inner = inner.clone();
                    inner.retain(|(known, _)| known != "id");
                    inner.push((Cow::Borrowed("id"), Json::Str(Cow::Owned(name.to_string()))));
                    Cow::Owned(Json::Object(inner))
                }
                _ => Cow::Borrowed(value),
            })
            .collect(),
        Some(Json::Null) | None => Vec::new(),
        Some(Json::Object(members)) if members.is_empty() => Vec::new(),
        Some(other) => vec![Cow::Borrowed(other)],
    }
}

/// Every member is an object, and no name is one that an element itself would have.
fn is_keyed(members: &[(Cow<'_, str>, Json<'_>)]) -> bool {
    let own =
        ["value", "identifier", "address", "period", "contractPeriod", "implementation", "contactPoint", "details"];
    !members.is_empty()
        && members.iter().all(|(name, value)| matches!(value, Json::Object(_)) && !own.contains(&name.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::json;

    fn reading(text: &str) -> String {
        let mut scratch = String::new();
        let parsed = json::parse(text.as_bytes(), &mut scratch).expect("readable");
        match read(parsed.value) {
            Reading::Releases { ocid, pieces, linked } => {
                let compiled = pieces.iter().filter(|piece| piece.compiled).count();
                format!("{ocid}: {} releases, {compiled} compiled, {linked} linked", pieces.len())
            }
            Reading::LinksOnly { ocid, linked } => format!("{ocid}: {linked} links only"),
            Reading::Refused { code, .. } => code.to_owned(),
        }
    }

    #[test]
    fn items_are_told_apart() {
        let cases = [
            (r#"{"ocid":"a","tender":{}}"#, "a: 1 releases, 0 compiled, 0 linked"),
            (r#"{"ocid":"a","tag":["compiled"],"tender":{}}"#, "a: 1 releases, 1 compiled, 0 linked"),
            (r#"{"ocid":"a","tag":"compiled","tender":{}}"#, "a: 1 releases, 1 compiled, 0 linked"),
            (r#"{"ocid":"a","releases":[{"url":"u","date":"d","tag":["tender"]}]}"#, "a: 1 links only"),
            (r#"{"ocid":"a","releases":[]}"#, "a: 0 links only"),
            (
                r#"{"releases":[{"url":"u"}],"compiledRelease":{"ocid":"b","tender":{}}}"#,
                "b: 1 releases, 1 compiled, 0 linked",
            ),
            (r#"{"ocid":"a","releases":[{"tender":{}},{"url":"u"},null]}"#, "a: 1 releases, 0 compiled, 1 linked"),
            (
                r#"{"ocid":"a","versionedRelease":{"tender":{"id":"1","title":[{"releaseID":"1","value":"t"}]}}}"#,
                "a: 1 releases, 1 compiled, 0 linked",
            ),
            (r#"{"ocid":" ","tender":{}}"#, "missing_ocid"),
            (r#"{"ocid":"a","meta":{}}"#, "not_a_release"),
            ("[1]", "not_an_object"),
        ];
        for (text, expected) in cases {
            assert_eq!(reading(text), expected, "{text}");
        }
    }

    #[test]
    fn lists_in_every_form() {
        let ids = |text: &str| {
            let mut scratch = String::new();
            let parsed = json::parse(text.as_bytes(), &mut scratch).expect("readable");
            let ids: Vec<String> = list(Some(&parsed.value))
                .iter()
                .map(|value| value.get("id").and_then(Json::text).unwrap_or("none").to_owned())
                .collect();
            ids.join(",")
        };
        assert_eq!(ids(r#"[{"id":1},null,{"id":2}]"#), "1,2");
        assert_eq!(ids(r#"{"id":7,"value":{}}"#), "7");
        assert_eq!(ids(r#"{"1":{"title":"a"},"2":{"id":"x"}}"#), "1,x");
        assert_eq!(ids(r#"{"value":{"amount":1}}"#), "none");
        assert_eq!(ids("{}"), "");
    }
}
