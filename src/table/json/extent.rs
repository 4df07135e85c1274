//! Where values, names and strings end.

use std::io::BufRead;

use super::scan::{Scan, Step};
use super::split::{Document, Splitter};

/// The end of a value, and what was learned on the way.
pub struct Extent {
    pub end: usize,
    pub deepest: usize,
    /// All its bytes are still in memory.
    pub held: bool,
}

/// Where and why a document broke.
pub struct Flaw {
    pub at: usize,
    /// Start of the record that is lost.
    pub start: usize,
    pub why: &'static str,
    /// A record was lost, not only something around the records.
    pub lost: bool,
}

pub enum Member {
    /// The object ends before this position.
    End(usize),
    Next {
        key: String,
        value: usize,
    },
}

impl<R: BufRead> Splitter<'_, R> {
    pub(super) fn skip_space(&mut self, mut at: usize) -> usize {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.window.byte(at) {
            at += 1;
        }
        at
    }

    /// The next member of an object: `at` lies after its brace, or after an earlier member.
    pub(super) fn member(&mut self, at: usize, document: &mut Document) -> Result<Member, Flaw> {
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

    /// Finds the end of the value at `at`, part of a record that began at `start`.
    pub(super) fn value_end(&mut self, at: usize, start: usize, limit: Option<usize>) -> Result<Extent, Flaw> {
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
                let why =
                    if scan.in_string() { "a string does not end" } else { "the file ends in the middle of a record" };
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
    pub(super) fn word_end(&mut self, at: usize, start: usize) -> Result<Extent, Flaw> {
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
    pub(super) fn string_end(&mut self, at: usize) -> Option<usize> {
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
}
