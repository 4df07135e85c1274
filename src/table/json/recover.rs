//! What is no document, and where reading goes on after a broken one.

use std::io::BufRead;

use super::extent::Flaw;
use super::split::Splitter;

/// A stray string of this length is no stray string but a lost quote.
const LONGEST_STRAY: usize = 64 << 10;

impl<R: BufRead> Splitter<'_, R> {
    /// Something that is no document where one was expected.
    pub(super) fn stray(&mut self, start: usize) -> Result<usize, Flaw> {
        let why = match self.window.byte(start) {
            Some(b'"') => {
                if let Some(end) = self.string_end(start).filter(|end| end - start < LONGEST_STRAY) {
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
    pub(super) fn recover(&mut self, flaw: Flaw) -> bool {
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

    pub(super) fn next_line_with_brace(&mut self, from: usize) -> Option<usize> {
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
