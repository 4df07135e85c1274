//! JSON at the door: one record at a time out of any container, and a borrowed tree for each.
//!
//! In: bytes, as they came. Out: the raw bytes of each record with its line, and every fault with a
//! line and a reason. Never: more than one record in memory, a panic, or silence about what it skipped.
//!
//! Containers: one document a line, documents one after another, one array, an array below a key,
//! and OCDS packages (`releases`, `records`) alone, in arrays or one after another.

mod envelope;
mod extent;
mod parse;
mod recover;
mod scan;
mod split;
mod value;
mod window;

use std::io::BufRead;

use anyhow::Result;

pub use parse::{MAX_DEPTH, ParseFault, Parsed, parse};
pub use value::{Json, Object};

/// How to find the records.
#[derive(Clone, Debug)]
pub struct Options {
    /// Dotted path to the array of records in an envelope, such as `data` or `result.rows`.
    pub items: Option<String>,
    /// An object with `releases` or `records` (and no `ocid` of its own) is a package of them.
    pub packages: bool,
    /// Label of the text encoding when the source declares one; UTF-8 and UTF-16 are told from the bytes.
    pub encoding: Option<String>,
    /// Records nested deeper are refused.
    pub max_depth: usize,
    /// Longer records are refused; this bounds the memory.
    pub max_item_bytes: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { items: None, packages: false, encoding: None, max_depth: MAX_DEPTH, max_item_bytes: 64 << 20 }
    }
}

/// Where in its document a record lay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Under<'a> {
    /// It is a document of its own.
    Root,
    /// It is an element of a top-level array.
    Element,
    /// It is an element of the array below this key.
    Key(&'a str),
}

/// One record's bytes.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    pub bytes: &'a [u8],
    /// Line of the first byte, from 1.
    pub line: u64,
    /// Number of the record within the file, from 1; refused records count.
    pub index: u64,
    pub under: Under<'a>,
    /// Number of the envelope it lay in, from 1 within the file; 0 when it lay in none.
    pub envelope: u64,
}

/// Something that could not be read, or only with a repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub code: &'static str,
    /// Line where the trouble was noticed, from 1.
    pub line: u64,
    /// Number of the record that was lost, if one was.
    pub index: Option<u64>,
    pub message: String,
}

/// What stood around an array of records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Envelope {
    /// From 1 within the file.
    pub number: u64,
    pub line: u64,
    /// Members other than the records, raw, those over 64 KiB left out.
    pub members: Vec<(String, Vec<u8>)>,
}

/// Receives what the splitter finds, in the order of the file; an envelope follows its records.
pub trait Receiver {
    fn item(&mut self, item: Item<'_>) -> Result<()>;

    fn envelope(&mut self, envelope: Envelope) -> Result<()> {
        let _ = envelope;
        Ok(())
    }
}

impl<F: FnMut(Item<'_>) -> Result<()>> Receiver for F {
    fn item(&mut self, item: Item<'_>) -> Result<()> {
        self(item)
    }
}

/// What was found in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Records found, those lost to a fault included.
    pub items: u64,
    /// Top-level values.
    pub documents: u64,
    /// At most [`MAX_FAULTS`]; the last then says how many more there were.
    pub faults: Vec<Fault>,
}

/// Faults kept from one file, so that a hostile one cannot fill the memory.
pub const MAX_FAULTS: usize = 10_000;

/// Splits a stream into records and hands each to `receiver` (a closure over [`Item`] will do).
///
/// Faults in the data are in the outcome; an error comes only from the receiver.
///
/// ```
/// let mut titles = Vec::new();
/// let outcome = pantau::table::json::items(
///     &b"{\"t\":\"a\"}\n{\"t\":\"b\"}\n"[..],
///     &pantau::table::json::Options::default(),
///     &mut |item: pantau::table::json::Item<'_>| {
///         let mut scratch = String::new();
///         let parsed = pantau::table::json::parse(item.bytes, &mut scratch)?;
///         titles.push(parsed.value.get("t").and_then(|t| t.as_str()).map(str::to_owned));
///         Ok(())
///     },
/// )?;
/// assert_eq!(outcome.items, 2);
/// assert_eq!(titles, [Some("a".to_owned()), Some("b".to_owned())]);
/// # anyhow::Ok(())
/// ```
pub fn items(reader: impl BufRead, options: &Options, receiver: &mut dyn Receiver) -> Result<Outcome> {
    split::Splitter::new(reader, options).run(receiver)
}

#[cfg(test)]
mod tests;
