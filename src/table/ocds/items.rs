//! Items out of the source's files, in batches that threads can take.

use std::io::BufRead;
use std::ops::Range;

use anyhow::Result;

use crate::source::Snapshot;
use crate::table::json::{self, Envelope, Fault, Item, Options, Receiver};

/// Bytes in a batch before it is handed on.
const BYTES: usize = 1 << 20;

/// Items in a batch before it is handed on.
const ITEMS: usize = 2000;

/// Something to work on. The order of jobs is the order of the files.
pub enum Job {
    Items(Batch),
    Envelope(usize, Envelope),
    /// What could not be read of a file.
    Faults(usize, Vec<Fault>),
}

/// Some items of one file, in order.
#[derive(Default)]
pub struct Batch {
    pub file: usize,
    pub bytes: Vec<u8>,
    pub items: Vec<BatchItem>,
}

/// One item of a batch.
pub struct BatchItem {
    pub bytes: Range<usize>,
    pub row: u64,
    pub line: u64,
    /// Number of the package within the file, from 1; 0 for none.
    pub envelope: u64,
}

/// Splits every file of a snapshot and submits its items, packages and faults.
///
/// An error comes only from `submit`: a file that cannot be opened is a fault of that file.
pub fn feed(snapshot: &Snapshot, encoding: Option<&str>, submit: &mut dyn FnMut(Job) -> Result<()>) -> Result<()> {
    let options = Options { packages: true, encoding: encoding.map(str::to_owned), ..Options::default() };
    for (file, entry) in snapshot.files.iter().enumerate() {
        let mut reader = match entry.open() {
            Ok(reader) => reader,
            Err(error) => {
                let message = format!("the file cannot be opened: {error:#}");
                let fault = Fault { code: "cannot_open", line: 1, index: None, message };
                submit(Job::Faults(file, vec![fault]))?;
                continue;
            }
        };
        // What cannot be read is told by the reading below.
        if reader.fill_buf().is_ok_and(|start| start.starts_with(b"PK\x03\x04")) {
            let message = "this is a spreadsheet or a zip archive, not JSON: give the publisher's JSON file, or describe \
                           the sheet in a dataset file (`pantau init` shows how)";
            let fault = Fault { code: "not_json", line: 1, index: None, message: message.into() };
            submit(Job::Faults(file, vec![fault]))?;
            continue;
        }
        let mut gather = Gather { batch: Batch { file, ..Batch::default() }, submit };
        let outcome = json::items(reader, &options, &mut gather)?;
        gather.flush()?;
        if !outcome.faults.is_empty() {
            submit(Job::Faults(file, outcome.faults))?;
        }
    }
    Ok(())
}

struct Gather<'s> {
    batch: Batch,
    submit: &'s mut dyn FnMut(Job) -> Result<()>,
}

impl Gather<'_> {
    fn flush(&mut self) -> Result<()> {
        if self.batch.items.is_empty() {
            return Ok(());
        }
        let next = Batch { file: self.batch.file, ..Batch::default() };
        (self.submit)(Job::Items(std::mem::replace(&mut self.batch, next)))
    }
}

impl Receiver for Gather<'_> {
    fn item(&mut self, item: Item<'_>) -> Result<()> {
        let start = self.batch.bytes.len();
        self.batch.bytes.extend_from_slice(item.bytes);
        let bytes = start..self.batch.bytes.len();
        self.batch.items.push(BatchItem { bytes, row: item.index, line: item.line, envelope: item.envelope });
        if self.batch.bytes.len() >= BYTES || self.batch.items.len() >= ITEMS {
            self.flush()?;
        }
        Ok(())
    }

    fn envelope(&mut self, envelope: Envelope) -> Result<()> {
        // In order with the items, so that nothing depends on how batches fall.
        (self.submit)(Job::Envelope(self.batch.file, envelope))
    }
}
