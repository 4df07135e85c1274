//! Bytes into text, whatever they were written in.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The encoding that a whole stream must be decoded from; `None` where bytes are ASCII or more, field by
/// field. A byte order mark goes before a declared name.
pub fn of_stream(label: Option<&str>, start: &[u8]) -> Result<Option<&'static Encoding>, String> {
    if let Some((encoding, _)) = Encoding::for_bom(start) {
        return Ok(Some(encoding).filter(|encoding| *encoding != UTF_8));
    }
    if let Some(label) = label {
        let encoding = Encoding::for_label(label.as_bytes()).ok_or_else(|| format!("unknown encoding `{label}`"))?;
        return Ok(Some(encoding).filter(|encoding| *encoding != UTF_8));
    }
    // Plain text in UTF-16 without a mark: a zero beside nearly every letter.
    let start = &start[..start.len() / 2 * 2];
    let zeros = |parity: usize| start.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    Ok(match start.len() / 2 {
        pairs if pairs >= 4 && odd * 3 > pairs && even * 10 < pairs => Some(UTF_16LE),
        pairs if pairs >= 4 && even * 3 > pairs && odd * 10 < pairs => Some(UTF_16BE),
        _ => None,
    })
}

/// A stream of bytes as a stream of UTF-8.
pub struct Transcoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// Decoded bytes that were not taken yet.
    ready: Vec<u8>,
    taken: usize,
    ended: bool,
}

impl<R: Read> Transcoded<R> {
    pub fn new(inner: R, encoding: &'static Encoding) -> Transcoded<R> {
        let decoder = encoding.new_decoder_with_bom_removal();
        Transcoded { inner, decoder, raw: vec![0; 32 << 10], ready: Vec::new(), taken: 0, ended: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        let count = self.inner.read(&mut self.raw)?;
        self.ended = count == 0;
        self.taken = 0;
        self.ready.resize(self.decoder.max_utf8_buffer_length(count).unwrap_or(4 * count + 16), 0);
        let (result, _, written, _) = self.decoder.decode_to_utf8(&self.raw[..count], &mut self.ready, self.ended);
        self.ready.truncate(written);
        // The buffer holds the longest possible result, so all input was taken.
        debug_assert!(matches!(result, CoderResult::InputEmpty));
        Ok(())
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.ready.len() && !self.ended {
            self.refill()?;
        }
        let count = out.len().min(self.ready.len() - self.taken);
        out[..count].copy_from_slice(&self.ready[self.taken..self.taken + count]);
        self.taken += count;
        Ok(count)
    }
}

/// One field's text. Bytes that are not UTF-8 are Windows-1252, unless other letters of the same field
/// are good UTF-8: then they are damage. The flag says that the text was guessed.
pub fn text(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), false),
        Err(_) => {
            let good = bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii());
            if good {
                (String::from_utf8_lossy(bytes), true)
            } else {
                (WINDOWS_1252.decode_without_bom_handling(bytes).0, true)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], label: Option<&str>) -> String {
        let mut out = String::new();
        match of_stream(label, bytes).expect("known encodings") {
            Some(encoding) => Transcoded::new(bytes, encoding).read_to_string(&mut out).expect("it decodes"),
            None => {
                out.push_str(&text(bytes).0);
                0
            }
        };
        out
    }

    #[test]
    fn encodings_are_told() {
        let utf16: Vec<u8> = "kode;é\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&utf16, None), "kode;é\n");
        let marked: Vec<u8> = "\u{feff}kode;é\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(&marked, None), "kode;é\n");
        assert_eq!(decoded(b"A\xd1O", None), "AÑO");
        assert_eq!(decoded("AÑO \u{20ac}".as_bytes(), None), "AÑO €");
        assert_eq!(decoded(b"\xcf\xee", Some("windows-1251")), "По");
        assert_eq!(decoded("é \u{1F600}".as_bytes(), None), "é \u{1F600}");
        assert!(of_stream(Some("klingon"), b"").is_err());
    }

    #[test]
    fn long_streams_cross_the_buffer() {
        let text = "añ".repeat(100_000);
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&bytes, None), text);
    }
}
