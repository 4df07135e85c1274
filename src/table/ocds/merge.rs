//! Releases of one contracting process into its compiled release, by the standard's merging rules.
//!
//! <https://standard.open-contracting.org/latest/en/schema/merging/>: releases in the order of their
//! dates; a value replaces the earlier one, null removes it, objects merge member by member, arrays of
//! objects with ids merge by id, other arrays are replaced whole.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate};

use crate::table::json::{Json, Object};

/// Arrays of objects that the schema marks `wholeListMerge`, or whose objects have no id in it.
const WHOLE: [&str; 3] = ["additionalIdentifiers", "additionalClassifications", "changes"];

/// One release of a process on its way into the merge.
#[derive(Debug)]
pub struct Piece<'a> {
    pub release: Json<'a>,
    /// It is a compiled release: it holds all that came before it.
    pub compiled: bool,
}

impl<'a> Piece<'a> {
    /// A release; the tag `compiled` makes it a compiled one.
    pub fn new(release: Json<'a>, compiled: bool) -> Piece<'a> {
        let compiled = compiled || tags(&release).any(|tag| tag == "compiled");
        Piece { release, compiled }
    }

    fn moment(&self) -> (i64, String) {
        moment(self.release.get("date").and_then(Json::as_str))
    }

    fn id(&self) -> Option<String> {
        self.release.get("id").and_then(Json::text).map(str::to_owned)
    }
}

/// What people should know of releases that are merged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Doubts {
    /// Two of them have one date, so that their ids say which is the later.
    pub same_date: bool,
    /// Releases without a date that can be read: they count as the earliest.
    pub undated: u64,
    /// Compiled releases that a later one replaces whole.
    pub replaced: u64,
}

/// What is doubtful about the order of several releases.
pub fn doubts(pieces: &[Piece<'_>]) -> Doubts {
    let mut moments: Vec<(i64, Option<String>)> = pieces
        .iter()
        .filter(|piece| !piece.compiled)
        .map(|piece| (piece.moment().0, piece.id()))
        .filter(|(moment, _)| *moment != i64::MIN)
        .collect();
    moments.sort();
    // The same release twice is no two.
    moments.dedup_by(|one, other| one == other && one.1.is_some());
    Doubts {
        same_date: moments.windows(2).any(|pair| pair[0].0 == pair[1].0),
        undated: pieces.iter().filter(|piece| piece.moment().0 == i64::MIN).count() as u64,
        replaced: pieces.iter().filter(|piece| piece.compiled).count().saturating_sub(1) as u64,
    }
}

/// A release's tags, whether written as a list or as one string.
pub fn tags<'r>(release: &'r Json<'_>) -> impl Iterator<Item = &'r str> {
    let tag = release.get("tag");
    let one = tag.and_then(Json::as_str);
    one.into_iter().chain(tag.map(Json::elements).unwrap_or_default().iter().filter_map(Json::as_str))
}

/// The compiled release of these releases; its tag, id and date are the last one's. `None` for none.
///
/// A compiled release stands for all releases up to its own date; later releases are merged onto it.
pub fn merge<'a>(mut pieces: Vec<Piece<'a>>) -> Option<Json<'a>> {
    drop_repeats(&mut pieces);
    // Releases of one moment go by their ids: not by the files that they happen to lie in.
    pieces.sort_by_cached_key(|piece| (piece.moment(), piece.id()));
    if let Some(last) = pieces.iter().rposition(|piece| piece.compiled) {
        let until = pieces[last].moment();
        let base = pieces.remove(last);
        pieces.retain(|piece| !piece.compiled && piece.moment() > until);
        pieces.insert(0, base);
    }
    if pieces.len() < 2 {
        // Nulls and empty parts say nothing to the tables either way.
        return pieces.pop().map(|piece| piece.release);
    }
    let mut target = Vec::new();
    for piece in pieces {
        merge_object(&mut target, piece.release);
    }
    Some(without_nothing(Json::Object(target)).unwrap_or(Json::Object(Vec::new())))
}

/// The same release twice (same id and date) counts once, as it came last.
fn drop_repeats(pieces: &mut Vec<Piece<'_>>) {
    let key = |piece: &Piece<'_>| {
        let id = piece.release.get("id").and_then(Json::text)?.to_owned();
        let date = piece.release.get("date").and_then(Json::text)?.to_owned();
        Some((id, date, piece.compiled))
    };
    let mut last = HashMap::new();
    for (place, piece) in pieces.iter().enumerate() {
        if let Some(key) = key(piece) {
            last.insert(key, place);
        }
    }
    let mut place = 0;
    pieces.retain(|piece| {
        let keep = key(piece).is_none_or(|key| last.get(&key) == Some(&place));
        place += 1;
        keep
    });
}

/// A date as something that sorts: microseconds since 1970, then the text for ties and unreadable dates.
pub fn moment(date: Option<&str>) -> (i64, String) {
    let text = date.unwrap_or("").trim();
    let micros = DateTime::parse_from_rfc3339(text).map(|moment| moment.timestamp_micros()).ok().or_else(|| {
        let day = NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok()?;
        let clock = text.get(11..19).and_then(|clock| chrono::NaiveTime::parse_from_str(clock, "%H:%M:%S").ok());
        Some(day.and_time(clock.unwrap_or_default()).and_utc().timestamp_micros())
    });
    (micros.unwrap_or(i64::MIN), text.to_owned())
}

fn merge_object<'a>(target: &mut Object<'a>, source: Json<'a>) {
    let Json::Object(source) = source else { return };
    for (name, value) in source {
        let place = target.iter().position(|(known, _)| *known == name);
        let Some(place) = place else {
            target.push((name, value));
            continue;
        };
        match (value, &mut target[place].1) {
            (Json::Object(value), Json::Object(old)) => merge_object(old, Json::Object(value)),
            (Json::Array(value), Json::Array(old)) => merge_array(&name, old, value),
            (value, old) => *old = value,
        }
    }
}

/// Merges by id, unless the array is one that is replaced whole.
fn merge_array<'a>(name: &str, old: &mut Vec<Json<'a>>, new: Vec<Json<'a>>) {
    if is_whole(name, &new) || is_whole(name, old) {
        *old = new;
        return;
    }
    let id_of = |value: &Json<'_>| value.get("id").and_then(Json::text).map(str::to_owned);
    let mut places: HashMap<String, usize> = HashMap::new();
    for (place, value) in old.iter().enumerate() {
        if let Some(id) = id_of(value) {
            places.entry(id).or_insert(place);
        }
    }
    for value in new {
        match id_of(&value).and_then(|id| places.get(&id).copied()) {
            Some(place) => {
                if let Json::Object(old) = &mut old[place] {
                    merge_object(old, value);
                }
            }
            None => {
                if let Some(id) = id_of(&value) {
                    places.insert(id, old.len());
                }
                old.push(value);
            }
        }
    }
}

/// Arrays of other things than objects, of objects of which none has an id, and those the schema names.
fn is_whole(name: &str, values: &[Json<'_>]) -> bool {
    WHOLE.contains(&name)
        || values.iter().any(|value| !matches!(value, Json::Object(_) | Json::Null))
        || (!values.is_empty() && values.iter().all(|value| value.get("id").is_none()))
}

/// Without nulls and what holds nothing but nulls.
fn without_nothing(value: Json<'_>) -> Option<Json<'_>> {
    match value {
        Json::Null => None,
        Json::Object(members) => {
            let members = members.into_iter().filter_map(|(name, value)| Some((name, without_nothing(value)?)));
            Some(members.collect::<Object<'_>>()).filter(|members| !members.is_empty()).map(Json::Object)
        }
        Json::Array(values) => {
            let values: Vec<_> = values.into_iter().filter_map(without_nothing).collect();
            Some(values).filter(|values| !values.is_empty()).map(Json::Array)
        }
        other => Some(other),
    }
}

/// A versioned release as a compiled one: of every history the value that came last.
pub fn from_versioned(value: Json<'_>) -> Json<'_> {
    match value {
        Json::Array(values) if is_history(&values) => {
            let last = values
                .into_iter()
                .enumerate()
                .max_by_key(|(place, version)| (moment(version.get("releaseDate").and_then(Json::as_str)).0, *place));
            match last {
                Some((_, Json::Object(members))) => {
                    members.into_iter().find(|(name, _)| name == "value").map_or(Json::Null, |(_, value)| value)
                }
                _ => Json::Null,
            }
        }
        Json::Array(values) => Json::Array(values.into_iter().map(from_versioned).collect()),
        Json::Object(members) => {
            let members = members.into_iter().map(|(name, value)| (name, from_versioned(value)));
            Json::Object(members.filter(|(_, value)| !value.is_null()).collect())
        }
        other => other,
    }
}

fn is_history(values: &[Json<'_>]) -> bool {
    !values.is_empty()
        && values.iter().all(|value| {
            let has = |name: &str| value.members().iter().any(|(known, _)| known == name);
            has("value") && (has("releaseDate") || has("releaseID"))
        })
}

#[cfg(test)]
mod tests;
