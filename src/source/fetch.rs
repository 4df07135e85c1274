//! One network address into the store: asked only for what is new, and kept only if it is data.

use anyhow::Result;
use chrono::{SecondsFormat, Utc};

use super::archive::{Unpacked, unpack};
use super::http::{Client, Got};
use super::open::Container;
use super::store::{Answer, Record, Store, StoredFile};
use super::trouble::Trouble;
use super::{answer, echo};
use crate::problem::counted;

/// A good answer, in the store.
pub(super) struct Page {
    pub answer: Answer,
    /// Where redirects led; may hold secrets.
    pub address: String,
    pub notes: Vec<Trouble>,
}

/// Fetches `request` (with `${NAME}` still in it) and shows it as `name`.
pub(super) fn fetch(client: &Client<'_>, request: &str, name: &str, earlier: Option<&Record>) -> Result<Page> {
    let address = client.secrets.fill_address(request);
    let shown = client.secrets.redact(&address);
    let known = earlier
        .and_then(|record| record.answers.iter().find(|answer| answer.request == shown))
        .filter(|answer| client.store.has_all(std::slice::from_ref(answer)));
    let conditional = known.filter(|answer| answer.etag.is_some() || answer.last_modified.is_some());
    let bytes = match (client.get(&address, name, conditional)?, known) {
        (Got::Unchanged(address), Some(known)) => {
            return Ok(Page { answer: known.clone(), address, notes: Vec::new() });
        }
        (Got::Unchanged(_), None) => {
            return Err(Trouble::new("fetch_failed", name, "the server says `not modified` without being asked").into());
        }
        (Got::Bytes(bytes), _) => *bytes,
    };
    let max_bytes = client.spec.limits.max_bytes;
    echo::check(&bytes.part, name, max_bytes, client.secrets)?;
    let is_archive = bytes.part.container == Container::Zip;
    if !is_archive {
        answer::check(&bytes.part.preview(name, max_bytes), client.spec.format, client.secrets)?;
    }
    let mut notes = Vec::new();
    if bytes.part.replaced > 0 {
        let message = format!(
            "the answer held a secret of ours ({}); it is stored with the variable's name instead",
            counted(bytes.part.replaced, "time")
        );
        notes.push(Trouble::new("secret_echoed", name, message));
    }
    let sha256 = bytes.part.sha256.clone();
    // The same bytes again are not new: pages that show the date stay as they are.
    let fetched = known
        .filter(|known| known.sha256.as_ref() == Some(&sha256))
        .and_then(|known| known.fetched.clone())
        .unwrap_or_else(now);
    let whole = bytes.part.keep(name)?;
    let (archives, files) = match is_archive {
        true => members(whole, name, max_bytes, client.store)?,
        false => (Vec::new(), vec![whole]),
    };
    let (etag, last_modified) = (bytes.etag, bytes.last_modified);
    let answer =
        Answer { request: shown, fetched: Some(fetched), etag, last_modified, sha256: Some(sha256), archives, files };
    Ok(Page { answer, address: bytes.address, notes })
}

/// An archive as its members; a workbook as itself. Gives the archives' hashes and the files.
pub(super) fn members(
    whole: StoredFile,
    name: &str,
    max_bytes: u64,
    store: &Store,
) -> Result<(Vec<String>, Vec<StoredFile>)> {
    let path = store.file(&whole, max_bytes).path;
    Ok(match unpack(&path, name, &whole.sha256, max_bytes, store)? {
        Unpacked::Members(files) => (vec![whole.sha256], files),
        Unpacked::Document => (Vec::new(), vec![whole]),
    })
}

/// The moment, to the second: the only clock in the store, and only of fetching.
pub(super) fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}
