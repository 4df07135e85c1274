//! APIs that answer page by page: by cursor, offset, page number, or a link to the next page.

use std::collections::HashSet;
use std::io::Read;

use anyhow::Result;
use serde_json::Value;

use super::SnapshotFile;
use super::address::{Origin, resolve, with_parameter};
use super::answer::excerpt;
use super::fetch::fetch;
use super::http::Client;
use super::store::{Answer, Record};
use super::trouble::Trouble;
use crate::config::{Paging, PagingKind};

/// A page is read whole to find the next one; more than this is no page.
const MAX_PAGE: u64 = 256 * 1024 * 1024;

/// All pages of one address, and what should be said about them though they are good.
#[derive(Default)]
pub(super) struct Pages {
    pub answers: Vec<Answer>,
    pub notes: Vec<Trouble>,
}

/// What one page tells about the next.
struct Told {
    /// Records in the page, where it says.
    count: Option<u64>,
    next: Option<Next>,
}

/// Where the next page is.
enum Next {
    /// A value for the paging parameter.
    Value(String),
    /// A link, as it stands in the answer.
    Link(String),
}

/// Fetches page after page until the answers say that there is no more.
pub(super) fn pages(client: &Client<'_>, address: &str, paging: &Paging, earlier: Option<&Record>) -> Result<Pages> {
    let mut pages = Pages::default();
    let walk = Walk { client, paging, address };
    let mut request = walk.first();
    let mut seen = HashSet::from([request.clone()]);
    let mut position = match paging.kind {
        PagingKind::Page => paging.first.unwrap_or(1),
        _ => 0,
    };
    let max_pages = client.spec.limits.max_pages.max(1);
    for number in 1..=max_pages {
        let name = walk.page_name(number);
        (client.progress)(&name);
        let page = fetch(client, &request, &name, earlier)?;
        pages.notes.extend(page.notes);
        let told = walk.read(&page.answer, &name, position)?;
        let empty = told.count == Some(0);
        walk.refuse_repetition(&pages.answers, &page.answer, &name, empty)?;
        if !empty || number == 1 {
            pages.answers.push(page.answer);
        }
        let Some(next) = told.next.filter(|_| !empty) else { return Ok(pages) };
        position = match paging.kind {
            PagingKind::Offset => position.saturating_add(told.count.unwrap_or(0)),
            _ => position.saturating_add(1),
        };
        request = walk.request(next, &page.address, &name)?;
        if !seen.insert(request.clone()) {
            let message = "the server names a next page that it named before; it would never end";
            return Err(Trouble::new("paging_stopped", &name, message).into());
        }
        if number == max_pages {
            let message = format!("stopped after `max_pages` = {max_pages} pages, though the server has more");
            pages.notes.push(Trouble::new("paging_stopped", &name, message).hint("raise `max_pages` under `[limits]`"));
        }
    }
    Ok(pages)
}

struct Walk<'a> {
    client: &'a Client<'a>,
    paging: &'a Paging,
    /// As declared, with `${NAME}`.
    address: &'a str,
}

impl Walk<'_> {
    fn first(&self) -> String {
        let mut address = self.address.to_string();
        if let Some(size) = self.paging.size {
            let name = self.paging.size_parameter.as_deref().unwrap_or("limit");
            address = with_parameter(&address, name, &size.to_string());
        }
        match self.paging.kind {
            PagingKind::Offset => with_parameter(&address, self.parameter(), "0"),
            PagingKind::Page => with_parameter(&address, self.parameter(), &self.paging.first.unwrap_or(1).to_string()),
            PagingKind::Cursor | PagingKind::Link => address,
        }
    }

    fn parameter(&self) -> &str {
        self.paging.parameter.as_deref().unwrap_or(match self.paging.kind {
            PagingKind::Cursor | PagingKind::Link => "cursor",
            PagingKind::Offset => "offset",
            PagingKind::Page => "page",
        })
    }

    fn page_name(&self, number: u64) -> String {
        format!("{} (page {number})", super::address::without_login(self.address))
    }

    /// Reads what the page tells; `position` is its own offset or page number.
    fn read(&self, answer: &Answer, name: &str, position: u64) -> Result<Told> {
        let not_a_page = |message: String| Trouble::new("answer_not_data", name, message);
        let [stored] = answer.files.as_slice() else {
            return Err(not_a_page("a page must be one JSON document, not an archive".to_string()).into());
        };
        let file = self.client.store.file(stored, MAX_PAGE);
        let page: Value = serde_json::from_reader(file.open()?).map_err(|error| {
            not_a_page(format!("the page is not whole JSON: {}: {}", cause(&error), self.text(&file)))
        })?;
        let count = self
            .count(&page)
            .map_err(|path| not_a_page(format!("the page has no list of records at `{path}`: {}", self.text(&file))))?;
        let more = self.paging.more.as_deref().and_then(|path| at(&page, path)).and_then(truth);
        let next = match more {
            Some(false) => None,
            _ => self.next(&page, count, position, name)?,
        };
        Ok(Told { count, next })
    }

    fn text(&self, file: &SnapshotFile) -> String {
        let mut start = Vec::new();
        // The file was read just before; whatever is readable now is shown.
        let _ = file.open().map(|reader| reader.take(64 * 1024 + 1).read_to_end(&mut start));
        excerpt(&start, self.client.secrets)
    }

    /// How many records the page holds: `Ok(None)` when nothing says where they are.
    fn count(&self, page: &Value) -> Result<Option<u64>, String> {
        let path = self.paging.items.as_deref().or(self.client.spec.items.as_deref());
        match path.map(|path| (path, at(page, path))) {
            Some((_, Some(Value::Array(items)))) => Ok(Some(items.len() as u64)),
            Some((_, Some(Value::Null))) => Ok(Some(0)),
            Some((path, _)) => Err(path.to_string()),
            None => Ok(page.as_array().map(|items| items.len() as u64)),
        }
    }

    fn next(&self, page: &Value, count: Option<u64>, position: u64, name: &str) -> Result<Option<Next>, Trouble> {
        let told = self.paging.next.as_deref().map(|path| at(page, path).and_then(text));
        match self.paging.kind {
            PagingKind::Link => {
                let told = told.unwrap_or_else(|| at(page, "links.next").and_then(text));
                Ok(told.map(Next::Link))
            }
            PagingKind::Cursor => match told {
                Some(cursor) => Ok(cursor.map(Next::Value)),
                None => Err(Trouble::new("paging_stopped", name, "nothing says where the next cursor is")
                    .hint("set `next` under `[paging]`, such as `next = \"meta.cursor\"`")),
            },
            // A declared `next` that is empty ends these too.
            PagingKind::Offset | PagingKind::Page if told == Some(None) => Ok(None),
            PagingKind::Offset | PagingKind::Page => match count {
                Some(count) if self.paging.kind == PagingKind::Offset => {
                    Ok(Some(Next::Value(position.saturating_add(count).to_string())))
                }
                Some(_) => Ok(Some(Next::Value(position.saturating_add(1).to_string()))),
                None => Err(Trouble::new("paging_stopped", name, "nothing says where the page's records are")
                    .hint("set `items`, such as `items = \"data\"`")),
            },
        }
    }

    /// The next request, as declared text with `${NAME}`.
    fn request(&self, next: Next, current: &str, name: &str) -> Result<String, Trouble> {
        let link = match next {
            Next::Value(value) => return Ok(with_parameter(&self.first(), self.parameter(), &value)),
            Next::Link(link) => link,
        };
        let stopped = |message: String| Trouble::new("paging_stopped", name, message);
        let shown = self.client.secrets.redact(&link);
        let target = resolve(current, &self.client.secrets.fill_address(&link));
        let home = Origin::of(&self.client.secrets.fill_address(self.address));
        let origin = target.as_deref().and_then(Origin::of);
        let (Some(target), Some(home), Some(origin)) = (target, home, origin) else {
            return Err(stopped(format!("the next page's address cannot be used: {shown}")));
        };
        // Behind a proxy, servers often write http:// links to themselves.
        let plain = Origin { https: false, port: 80, ..home.clone() };
        if home.https && home.port == 443 && origin == plain {
            return Ok(format!("https{}", &target[4..]));
        }
        match home.trusts(&origin) {
            true => Ok(target),
            false => Err(stopped(format!("the next page is on another host, which is not asked: {shown}"))),
        }
    }

    /// A server that ignores the paging parameter sends its first page for ever.
    fn refuse_repetition(&self, before: &[Answer], page: &Answer, name: &str, empty: bool) -> Result<(), Trouble> {
        let hash = |answer: &Answer| answer.files.first().map(|file| file.sha256.clone());
        let counted = matches!(self.paging.kind, PagingKind::Offset | PagingKind::Page);
        match before.last() {
            Some(last) if counted && !empty && hash(last) == hash(page) => {
                let message =
                    format!("the page is the same as the one before; does the server know `{}`?", self.parameter());
                Err(Trouble::new("paging_stopped", name, message))
            }
            _ => Ok(()),
        }
    }
}

/// The place and kind of a JSON error, without the value.
fn cause(error: &serde_json::Error) -> String {
    let kind = if error.is_eof() { "it is cut short" } else { "a mistake" };
    format!("{kind} in line {} column {}", error.line(), error.column())
}

/// The value at a dotted path; numbers are places in lists.
fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, part| match value {
        Value::Object(object) => object.get(part),
        Value::Array(items) => items.get(part.parse::<usize>().ok()?),
        _ => None,
    })
}

/// A cursor or link: text or a number, not empty.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Whether more follows, however it is written.
fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(more) => Some(*more),
        Value::Number(number) => number.as_f64().map(|number| number != 0.0),
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" => Some(true),
            "false" | "0" | "no" | "" => Some(false),
            _ => None,
        },
        _ => None,
    }
}
