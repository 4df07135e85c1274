//! Which values in a stream are records, and where reading goes on after a broken one.

use std::io::BufRead;

use anyhow::Result;
use encoding_rs::Encoding;

use super::scan::{Scan, Step};
use super::window::Window;
use super::{Envelope, Fault, Item, MAX_FAULTS, Options, Outcome, Receiver, Under};

/// A package whose `ocid` follows its releases (so that it is a record) is recognised up to this size.
const LOOK_AHEAD: usize = 1 << 20;

/// Longer members of an envelope are not kept.
const MAX_MEMBER: usize = 64 << 10;

/// Bytes that may be scanned a second time to find where reading can go on.
const SECOND_LOOKS: usize = 256 << 20;

/// The end of a value, and what was learned on the way.
struct Extent {
    end: usize,
    deepest: usize,
    /// All its bytes are still in memory.
    held: bool,
}

/// Where and why a document broke.
struct Flaw {
    at: usize,
    /// Start of the record that is lost.
    start: usize,
    why: &'static str,
    /// A record was lost, not only something around the records.
    lost: bool,
}

/// One top-level object (or element of a top-level array) while it is looked through.
#[derive(Default)]
struct Document {
    start: usize,
    found: bool,
    has_ocid: bool,
    envelope: Envelope,
}

enum Member {
    /// The object ends before this position.
    End(usize),
    Next { key: String, value: usize },
}

pub struct Splitter<'o, R> {
    window: Window<R>,
    options: &'o Options,
    path: Vec<&'o str>,
    at: usize,
    index: u64,
    envelopes: u64,
    outcome: Outcome,
    more_faults: u64,
    second_looks: usize,
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

    fn fault(&mut self, code: &'static str, line: u64, index: Option<u64>, message: String) {
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
                Some(0xef) if self.window.byte(self.at + 1) == Some(0xbb) && self.window.byte(self.at + 2) == Some(0xbf) => {
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

    fn skip_space(&mut self, mut at: usize) -> usize {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.window.byte(at) {
            at += 1;
        }
        at
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
                    Some(b'[') if last => self.envelope(&name, value, document, receiver)?,
                    Some(b'{') if last => self.single(&name, value, document, receiver)?,
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

    fn leads_to_items(&mut self, key: &str, level: usize, value: usize, document: &Document) -> bool {
        if !self.path.is_empty() {
            return self.path.get(level) == Some(&key);
        }
        level == 0
            && (document.found || !document.has_ocid)
            && matches!(key, "releases" | "records")
            && matches!(self.window.byte(value), Some(b'[' | b'{'))
            && (document.found || !self.ocid_follows(value))
    }

    /// Whether the object that holds this value has an `ocid` further on.
    fn ocid_follows(&mut self, value: usize) -> bool {
        let limit = value + LOOK_AHEAD;
        let mut probe = Document::default();
        let mut at = match self.value_end(value, value, Some(LOOK_AHEAD)) {
            Ok(extent) => extent.end,
            Err(_) => return false,
        };
        while at < limit {
            match self.member(at, &mut probe) {
                Ok(Member::Next { key, value }) if key != "ocid" => match self.value_end(value, value, Some(LOOK_AHEAD)) {
                    Ok(extent) => at = extent.end,
                    Err(_) => return false,
                },
                Ok(Member::Next { .. }) => return true,
                _ => return false,
            }
        }
        false
    }

    /// The next member of an object: `at` lies after its brace, or after an earlier member.
    fn member(&mut self, at: usize, document: &mut Document) -> Result<Member, Flaw> {
        let flaw = |at, why| Flaw { at, start: document.start, why, lost: !document.found };
        let mut at = self.skip_space(at);
        if self.window.byte(at) == Some(b',') {
            at = self.skip_space(at + 1);
        }
        match self.window.byte(at) {
            Some(b'}') => return Ok(Member::End(at + 1)),
            Some(b'"') => {}
            None => return Err(flaw(at, "the file ends in the middle of a document")),
            Some(_) => return Err(flaw(at, "a name in quotes was expected")),
        }
        let Some(end) = self.string_end(at) else {
            return Err(flaw(at, "the file ends in the middle of a name"));
        };
        let key = String::from_utf8_lossy(self.window.slice(at + 1, end - 1)).trim().to_owned();
        let colon = self.skip_space(end);
        if self.window.byte(colon) != Some(b':') {
            return Err(flaw(colon, "a colon was expected after a name"));
        }
        Ok(Member::Next { key, value: self.skip_space(colon + 1) })
    }

    fn keep_member(&mut self, name: String, value: usize, document: &mut Document) -> Result<usize, Flaw> {
        let lost = !document.found;
        let extent = self.value_end(value, document.start, None).map_err(|flaw| Flaw { lost, ..flaw })?;
        if extent.held && extent.end - value <= MAX_MEMBER {
            document.envelope.members.push((name, self.window.slice(value, extent.end).to_vec()));
        }
        if document.found {
            self.window.release(extent.end);
        }
        Ok(extent.end)
    }

    fn begin_envelope(&mut self, document: &mut Document) {
        if !document.found {
            document.found = true;
            self.envelopes += 1;
            document.envelope.number = self.envelopes;
            document.envelope.line = self.window.line(document.start);
        }
    }

    fn envelope(
        &mut self,
        name: &str,
        value: usize,
        document: &mut Document,
        receiver: &mut dyn Receiver,
    ) -> Result<Result<usize, Flaw>> {
        self.begin_envelope(document);
        self.elements(value, Under::Key(name), document.envelope.number, receiver)
    }

    /// An object where an array of records was expected: one record.
    fn single(
        &mut self,
        name: &str,
        value: usize,
        document: &mut Document,
        receiver: &mut dyn Receiver,
    ) -> Result<Result<usize, Flaw>> {
        self.begin_envelope(document);
        self.record(value, Under::Key(name), document.envelope.number, receiver)
    }

    /// The elements of an array, each a record (or, at the top level, perhaps a package).
    fn elements(
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
    fn record(
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
            let message = format!("the record is nested {} deep; {} is allowed", extent.deepest, self.options.max_depth);
            self.fault("too_deep", line, Some(index), message);
        } else {
            let bytes = self.window.slice(start, extent.end);
            receiver.item(Item { bytes, line, index, under, envelope })?;
        }
        Ok(Ok(extent.end))
    }

    /// Finds the end of the value at `at`, part of a record that began at `start`.
    fn value_end(&mut self, at: usize, start: usize, limit: Option<usize>) -> Result<Extent, Flaw> {
        let flaw = |at, why| Flaw { at, start, why, lost: true };
        match self.window.byte(at) {
            Some(b'{' | b'[') => {}
            Some(b'"') => {
                let end = self.string_end(at).ok_or_else(|| flaw(at, "a string does not end"))?;
                return Ok(Extent { end, deepest: 0, held: self.window.floor() <= at });
            }
            Some(_) => return self.word_end(at, start),
            None => return Err(flaw(at, "the file ends where a value was expected")),
        }
        let mut scan = Scan::new();
        let mut position = at;
        let mut held = true;
        loop {
            let rest = self.window.rest(position);
            if rest.is_empty() {
                let why = if scan.in_string() { "a string does not end" } else { "the file ends in the middle of a record" };
                return Err(flaw(position, why));
            }
            let length = rest.len();
            match scan.step(rest) {
                Step::More => position += length,
                Step::End(end) => {
                    return Ok(Extent { end: position + end, deepest: scan.deepest, held });
                }
                Step::Flaw(offset, why) => return Err(flaw(position + offset, why)),
            }
            if limit.is_some_and(|limit| position - at > limit) {
                return Err(flaw(position, "too long to look through"));
            }
            if limit.is_none() && position - start > self.options.max_item_bytes {
                self.window.release(position);
                held = false;
            }
        }
    }

    /// The end of a number or a word such as `null`.
    fn word_end(&mut self, at: usize, start: usize) -> Result<Extent, Flaw> {
        let mut end = at;
        while let Some(byte) = self.window.byte(end) {
            if !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')) || end - at > 4096 {
                break;
            }
            end += 1;
        }
        if end == at || end - at > 4096 {
            return Err(Flaw { at, start, why: "a value was expected", lost: true });
        }
        Ok(Extent { end, deepest: 0, held: true })
    }

    /// The position after the closing quote of the string at `at`.
    fn string_end(&mut self, at: usize) -> Option<usize> {
        let mut end = at + 1;
        loop {
            match self.window.byte(end)? {
                b'"' => return Some(end + 1),
                b'\\' => end += 2,
                _ => end += 1,
            }
            if end - at > self.options.max_item_bytes {
                return None;
            }
        }
    }

    /// Something that is no document where one was expected.
    fn stray(&mut self, start: usize) -> Result<usize, Flaw> {
        let why = match self.window.byte(start) {
            Some(b'"') => {
                if let Some(end) = self.string_end(start).filter(|end| end - start < MAX_MEMBER) {
                    let line = self.window.line(start);
                    self.index += 1;
                    let message = "a bare string stands where a record was expected".to_owned();
                    self.fault("stray_value", line, Some(self.index), message);
                    return Ok(end);
                }
                "a string does not end"
            }
            Some(b'<') => "a web page or XML stands where JSON was expected",
            _ => "text that is not JSON stands where a record was expected",
        };
        Err(Flaw { at: start, start, why, lost: true })
    }

    /// Reports a flaw and moves to where reading can certainly go on: the next line that begins with `{`.
    /// False when there is none.
    fn recover(&mut self, flaw: Flaw) -> bool {
        // Documents that ran into each other are told apart by looking again from the broken one's start.
        let from = (flaw.start + 1).max(self.window.floor());
        let again = flaw.at.saturating_sub(from);
        let from = if again <= self.second_looks { from } else { flaw.at };
        self.second_looks = self.second_looks.saturating_sub(again);
        let line = self.window.line(flaw.at.min(self.window.end()));
        let start_line = if flaw.start >= self.window.floor() { self.window.line(flaw.start) } else { line };
        let mut message = flaw.why.to_owned();
        if start_line < line {
            message.push_str(&format!("; the record begins at line {start_line}"));
        }
        let found = self.next_line_with_brace(from);
        self.at = found.unwrap_or(self.window.end());
        self.window.release(self.at);
        match found {
            Some(at) => message.push_str(&format!("; reading goes on at line {}", self.window.line(at))),
            None => message.push_str("; the rest of the file is not read"),
        }
        let index = flaw.lost.then(|| {
            self.index += 1;
            self.index
        });
        self.fault("broken_json", line, index, message);
        found.is_some()
    }

    fn next_line_with_brace(&mut self, from: usize) -> Option<usize> {
        let mut at = from;
        let mut line_start = false;
        loop {
            let rest = self.window.rest(at);
            if rest.is_empty() {
                return None;
            }
            for (offset, byte) in rest.iter().enumerate() {
                if line_start && *byte == b'{' {
                    return Some(at + offset);
                }
                line_start = *byte == b'\n';
            }
            at += rest.len();
            self.window.release(at);
        }
    }
}
