//! What stands around an array of records, and which array that is.

use std::io::BufRead;

use anyhow::Result;

use super::extent::{Flaw, Member};
use super::split::{Document, Splitter};
use super::{Receiver, Under};

/// A package whose `ocid` follows its releases (so that it is a record) is recognised up to this size.
const LOOK_AHEAD: usize = 1 << 20;

/// Longer members of an envelope are not kept.
const MAX_MEMBER: usize = 64 << 10;

impl<R: BufRead> Splitter<'_, R> {
    pub(super) fn leads_to_items(&mut self, key: &str, level: usize, value: usize, document: &Document) -> bool {
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
                Ok(Member::Next { key, value }) if key != "ocid" => {
                    match self.value_end(value, value, Some(LOOK_AHEAD)) {
                        Ok(extent) => at = extent.end,
                        Err(_) => return false,
                    }
                }
                Ok(Member::Next { .. }) => return true,
                _ => return false,
            }
        }
        false
    }

    pub(super) fn keep_member(&mut self, name: String, value: usize, document: &mut Document) -> Result<usize, Flaw> {
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

    /// Records under a package's name: an array of them, or one object where an array was expected.
    pub(super) fn envelope(
        &mut self,
        name: &str,
        value: usize,
        array: bool,
        document: &mut Document,
        receiver: &mut dyn Receiver,
    ) -> Result<Result<usize, Flaw>> {
        self.begin_envelope(document);
        let (under, number) = (Under::Key(name), document.envelope.number);
        if array { self.elements(value, under, number, receiver) } else { self.record(value, under, number, receiver) }
    }
}
