//! Which values in a stream are records, and where reading goes on after a broken one.

use std::io::BufRead;

use anyhow::Result;
use encoding_rs::Encoding;

use super::extent::{Flaw, Member};
use super::window::Window;
use super::{Envelope, Fault, Item, MAX_FAULTS, Options, Outcome, Receiver, Under};

/// Bytes that may be scanned a second time to find where reading can go on.
const SECOND_LOOKS: usize = 256 << 20;

/// One top-level object (or element of a top-level array) while it is looked through.
#[derive(Default)]
pub struct Document {
    pub start: usize,
    /// The array of records was found: this is an envelope.
    pub found: bool,
    pub(super) has_ocid: bool,
    pub(super) envelope: Envelope,
}

pub struct Splitter<'o, R> {
    pub(super) window: Window<R>,
    pub(super) options: &'o Options,
    pub(super) path: Vec<&'o str>,
    pub(super) at: usize,
    pub(super) index: u64,
    pub(super) envelopes: u64,
    outcome: Outcome,
    more_faults: u64,
    pub(super) second_looks: usize,
}

impl<'o, R: BufRead> Splitter<'o, R> {
    pub fn new(reader: R, options: &'o Options) -> Splitter<'o, R> {
        Splitter {
            window: Window::new(reader),
            options,
            path: options.items.as_deref().map(|path| path.split('.').collect()).unwrap_or_default(),
            at: 0,
            index: 0,
            envelopes: 0,
            outcome: Outcome::default(),
            more_faults: 0,
            second_looks: SECOND_LOOKS,
        }
    }

    pub fn run(mut self, receiver: &mut dyn Receiver) -> Result<Outcome> {
        self.choose_encoding();
        loop {
            self.skip_between_documents();
            self.window.release(self.at);
            let Some(byte) = self.window.byte(self.at) else { break };
            self.outcome.documents += 1;
            let start = self.at;
            let read = match byte {
                b'{' => self.document(start, false, receiver)?,
                b'[' => self.elements(start, Under::Element, 0, receiver)?,
                _ => self.stray(start),
            };
            match read {
                Ok(end) => self.at = end,
                Err(flaw) => {
                    self.recover(flaw);
                }
            }
        }
        self.finish();
        Ok(self.outcome)
    }

    fn finish(&mut self) {
        let end = self.window.end();
        self.window.release(end);
        let line = self.window.line(end);
        if let Some(reason) = self.window.broken.take() {
            self.fault("broken_stream", line, None, format!("the file cannot be read further: {reason}"));
        } else if self.outcome.documents == 0 {
            self.fault("empty_file", line, None, "the file is empty".to_owned());
        }
        if self.more_faults > 0 {
            let more = self.more_faults;
            self.outcome.faults.pop();
            let message = format!("{} more faults in this file are not listed", more + 1);
            self.outcome.faults.push(Fault { code: "more_faults", line, index: None, message });
        }
        self.outcome.items = self.index;
    }

    fn choose_encoding(&mut self) {
        let declared = self.options.encoding.as_deref().and_then(|label| Encoding::for_label(label.as_bytes()));
        let sniffed = self.window.sniff_utf16();
        if let Some(encoding) = sniffed.or(declared).filter(|encoding| *encoding != encoding_rs::UTF_8) {
            self.window.decode(encoding);
        }
    }

    pub(super) fn fault(&mut self, code: &'static str, line: u64, index: Option<u64>, message: String) {
        if self.outcome.faults.len() < MAX_FAULTS {
            self.outcome.faults.push(Fault { code, line, index, message });
        } else {
            self.more_faults += 1;
        }
    }

    /// Space, stray commas after a document, byte order marks and record separators.
    fn skip_between_documents(&mut self) {
        loop {
            match self.window.byte(self.at) {
                Some(b' ' | b'\t' | b'\n' | b'\r' | b',' | 0x1e) => self.at += 1,
                Some(0xef)
                    if self.window.byte(self.at + 1) == Some(0xbb) && self.window.byte(self.at + 2) == Some(0xbf) =>
                {
                    self.at += 3;
                }
                _ => return,
            }
            // A long run of blanks must not pile up.
            if self.at & 0xffff == 0 {
                self.window.release(self.at);
            }
        }
    }

    /// An object that may be a record, an envelope or a package.
    fn document(&mut self, start: usize, in_array: bool, receiver: &mut dyn Receiver) -> Result<Result<usize, Flaw>> {
        if self.path.is_empty() && !self.options.packages {
            return self.record(start, if in_array { Under::Element } else { Under::Root }, 0, receiver);
        }
        let mut document = Document { start, ..Document::default() };
        let read = self.object(start, 0, "", &mut document, receiver)?;
        let under = if in_array { Under::Element } else { Under::Root };
        if document.found {
            receiver.envelope(document.envelope)?;
            return Ok(read);
        }
        if read.is_ok() && !self.path.is_empty() && !in_array {
            let line = self.window.line(start);
            self.index += 1;
            let message = format!("the document has no records at `{}`", self.path.join("."));
            self.fault("no_items", line, Some(self.index), message);
            return Ok(read);
        }
        match read {
            Err(flaw) => Ok(Err(flaw)),
            Ok(end) if self.window.floor() > start => {
                self.too_long(end);
                Ok(Ok(end))
            }
            Ok(_) => self.record(start, under, 0, receiver),
        }
    }

    fn too_long(&mut self, end: usize) {
        let line = self.window.line(end);
        self.index += 1;
        let message = format!("the record that ends here is longer than {} bytes", self.options.max_item_bytes);
        self.fault("too_long", line, Some(self.index), message);
    }

    /// Looks through an object's members for the array of records; gives the object's end.
    ///
    /// Stops early (with the object's start, unused) once an `ocid` shows that this is no package.
    fn object(
        &mut self,
        start: usize,
        level: usize,
        prefix: &str,
        document: &mut Document,
        receiver: &mut dyn Receiver,
    ) -> Result<Result<usize, Flaw>> {
        let mut at = start + 1;
        loop {
            let (key, value) = match self.member(at, document) {
                Ok(Member::End(end)) => return Ok(Ok(end)),
                Ok(Member::Next { key, value }) => (key, value),
                Err(flaw) => return Ok(Err(flaw)),
            };
            let name = format!("{prefix}{key}");
            document.has_ocid |= level == 0 && key == "ocid";
            let no_package = document.has_ocid && self.path.is_empty() && !document.found;
            if no_package && self.window.floor() <= document.start {
                return Ok(Ok(start));
            }
            let opening = self.window.byte(value);
            let read = if self.leads_to_items(&key, level, value, document) {
                let last = level + 1 >= self.path.len();
                match opening {
                    Some(b'[') if last => self.envelope(&name, value, true, document, receiver)?,
                    Some(b'{') if last => self.envelope(&name, value, false, document, receiver)?,
                    Some(b'{') => self.object(value, level + 1, &format!("{name}."), document, receiver)?,
                    _ => self.keep_member(name, value, document),
                }
            } else {
                self.keep_member(name, value, document)
            };
            match read {
                Ok(end) => at = end,
                Err(flaw) => return Ok(Err(flaw)),
            }
        }
    }

    /// The elements of an array, each a record (or, at the top level, perhaps a package).
    pub(super) fn elements(
        &mut self,
        open: usize,
        under: Under<'_>,
        envelope: u64,
        receiver: &mut dyn Receiver,
    ) -> Result<Result<usize, Flaw>> {
        let mut at = open + 1;
        let mut comma_due = false;
        loop {
            at = self.skip_space(at);
            self.window.release(at);
            let Some(byte) = self.window.byte(at) else {
                return Ok(Err(Flaw { at, start: at, why: "the file ends in the middle of an array", lost: false }));
            };
            if matches!(byte, b']' | b',') {
                at += 1;
                if byte == b']' {
                    return Ok(Ok(at));
                }
                comma_due = false;
                continue;
            }
            if comma_due {
                let line = self.window.line(at);
                self.fault("missing_comma", line, None, "a comma is missing between two records".to_owned());
            }
            let read = match (byte, under) {
                (b'{', Under::Element) => self.document(at, true, receiver)?,
                _ => self.record(at, under, envelope, receiver)?,
            };
            comma_due = true;
            match (read, under) {
                (Ok(end), _) => at = end,
                (Err(flaw), Under::Element) => {
                    let goes_on = self.recover(flaw);
                    at = self.at;
                    comma_due = false;
                    if !goes_on {
                        return Ok(Ok(at));
                    }
                }
                (Err(flaw), _) => return Ok(Err(flaw)),
            }
        }
    }

    /// Hands over one record, or says why not; gives its end.
    pub(super) fn record(
        &mut self,
        start: usize,
        under: Under<'_>,
        envelope: u64,
        receiver: &mut dyn Receiver,
    ) -> Result<Result<usize, Flaw>> {
        let extent = match self.value_end(start, start, None) {
            Ok(extent) => extent,
            Err(flaw) => return Ok(Err(flaw)),
        };
        if !extent.held {
            self.too_long(extent.end);
            return Ok(Ok(extent.end));
        }
        let line = self.window.line(start);
        self.index += 1;
        let index = self.index;
        if extent.deepest > self.options.max_depth {
            let message =
                format!("the record is nested {} deep; {} is allowed", extent.deepest, self.options.max_depth);
            self.fault("too_deep", line, Some(index), message);
        } else {
            let bytes = self.window.slice(start, extent.end);
            receiver.item(Item { bytes, line, index, under, envelope })?;
        }
        Ok(Ok(extent.end))
    }
}
