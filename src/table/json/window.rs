//! A sliding view of a stream: absolute positions, and only what is still needed in memory.

use std::io::BufRead;

use encoding_rs::{Decoder, Encoding};

/// Bytes asked of the reader at a time.
const PIECE: usize = 256 << 10;

/// The view. Positions count bytes (after decoding) from the start of the stream.
pub struct Window<R> {
    reader: R,
    /// Bytes read to tell the encoding, not yet in the buffer.
    head: Vec<u8>,
    buffer: Vec<u8>,
    /// Position of the buffer's first byte.
    base: usize,
    /// Bytes before this position may be dropped.
    floor: usize,
    ended: bool,
    decoder: Option<Decoder>,
    /// Why reading stopped early, if it did.
    pub broken: Option<String>,
    /// Position up to which `lines` is counted.
    counted: usize,
    lines: u64,
}

impl<R: BufRead> Window<R> {
    pub fn new(reader: R) -> Window<R> {
        Window {
            reader,
            head: Vec::new(),
            buffer: Vec::new(),
            base: 0,
            floor: 0,
            ended: false,
            decoder: None,
            broken: None,
            counted: 0,
            lines: 0,
        }
    }

    /// Decodes from here on. Only before the first byte is read.
    pub fn decode(&mut self, encoding: &'static Encoding) {
        self.decoder = Some(encoding.new_decoder_with_bom_removal());
    }

    /// Tells UTF-16 by its mark or its pattern of zeros. Only before the first byte is read.
    pub fn sniff_utf16(&mut self) -> Option<&'static Encoding> {
        while self.head.len() < 4 {
            let read = match self.reader.fill_buf() {
                Ok(bytes) => {
                    let bytes = &bytes[..bytes.len().min(4)];
                    self.head.extend_from_slice(bytes);
                    bytes.len()
                }
                // Told again by the next read.
                Err(_) => 0,
            };
            self.reader.consume(read);
            if read == 0 {
                break;
            }
        }
        match self.head[..] {
            [0xff, 0xfe, ..] | [b'{' | b'[', 0, _, 0, ..] => Some(encoding_rs::UTF_16LE),
            [0xfe, 0xff, ..] | [0, b'{' | b'[', 0, _, ..] => Some(encoding_rs::UTF_16BE),
            _ => None,
        }
    }

    /// The byte at a position at or above the floor; `None` at the end of the stream.
    #[inline]
    pub fn byte(&mut self, at: usize) -> Option<u8> {
        match self.buffer.get(at - self.base) {
            Some(byte) => Some(*byte),
            None => self.rest(at).first().copied(),
        }
    }

    /// What is in memory from this position on: at least one byte, unless the stream has ended.
    pub fn rest(&mut self, at: usize) -> &[u8] {
        while at >= self.base + self.buffer.len() {
            if !self.more() {
                return &[];
            }
        }
        &self.buffer[at - self.base..]
    }

    /// Bytes between two positions that are in memory.
    pub fn slice(&self, from: usize, to: usize) -> &[u8] {
        &self.buffer[from - self.base..to - self.base]
    }

    pub fn floor(&self) -> usize {
        self.floor
    }

    /// Lets go of what lies before this position.
    pub fn release(&mut self, before: usize) {
        self.floor = self.floor.max(before);
    }

    /// The line (from 1) of a position that is still in memory. Positions may go back by less than is held.
    pub fn line(&mut self, at: usize) -> u64 {
        if at >= self.counted {
            self.lines += newlines(self.slice(self.counted, at));
        } else {
            self.lines -= newlines(self.slice(at, self.counted));
        }
        self.counted = at;
        self.lines + 1
    }

    /// The end of what was read so far.
    pub fn end(&self) -> usize {
        self.base + self.buffer.len()
    }

    fn more(&mut self) -> bool {
        if self.ended {
            return false;
        }
        self.drop_old();
        if !self.head.is_empty() {
            let head = std::mem::take(&mut self.head);
            match &mut self.decoder {
                None => self.buffer.extend_from_slice(&head),
                Some(decoder) => decode(decoder, &head, &mut self.buffer),
            }
            return true;
        }
        let read = match self.reader.fill_buf() {
            Ok(bytes) => {
                let bytes = &bytes[..bytes.len().min(PIECE)];
                match &mut self.decoder {
                    None => self.buffer.extend_from_slice(bytes),
                    Some(decoder) => decode(decoder, bytes, &mut self.buffer),
                }
                bytes.len()
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => return true,
            Err(error) => {
                self.broken = Some(error.to_string());
                0
            }
        };
        self.reader.consume(read);
        self.ended = read == 0;
        !self.ended
    }

    /// Moves the bytes still needed to the front once enough can be dropped to be worth the copy.
    fn drop_old(&mut self) {
        let old = self.floor.min(self.end()) - self.base;
        if old < PIECE && old * 2 < self.buffer.len() {
            return;
        }
        if self.counted < self.base + old {
            self.lines += newlines(self.slice(self.counted, self.base + old));
            self.counted = self.base + old;
        }
        self.buffer.drain(..old);
        self.base += old;
    }
}

fn decode(decoder: &mut Decoder, bytes: &[u8], out: &mut Vec<u8>) {
    let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3 + 16);
    let start = out.len();
    out.resize(start + room, 0);
    let (_, _, written, _) = decoder.decode_to_utf8(bytes, &mut out[start..], bytes.is_empty());
    out.truncate(start + written);
}

fn newlines(bytes: &[u8]) -> u64 {
    // Sums of bytes over short pieces: the compiler makes these wide.
    let count = |piece: &[u8]| u64::from(piece.iter().map(|byte| u8::from(*byte == b'\n')).sum::<u8>());
    bytes.chunks(192).map(count).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn positions_hold_while_old_bytes_are_dropped() {
        let text: String = (0..200_000).map(|number| format!("{number:07}\n")).collect();
        let mut window = Window::new(BufReader::with_capacity(10, text.as_bytes()));
        for number in (0..200_000).step_by(1000) {
            let at = number * 8;
            window.release(at);
            assert_eq!(window.byte(at + 3), Some(text.as_bytes()[at + 3]));
            assert_eq!(window.line(at), number as u64 + 1);
        }
        assert_eq!(window.byte(text.len()), None);
        assert!(window.end() - window.base < 600_000, "old bytes were dropped");
    }

    #[test]
    fn lines_can_be_asked_backwards() {
        let mut window = Window::new(&b"a\nb\nc\nd"[..]);
        assert_eq!(window.byte(6), Some(b'd'));
        assert_eq!(window.line(6), 4);
        assert_eq!(window.line(2), 2);
        assert_eq!(window.line(4), 3);
    }

    #[test]
    fn utf16_is_decoded_across_small_reads() {
        let bytes: Vec<u8> = "{\"a\":\"né😀\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut window = Window::new(BufReader::with_capacity(5, &bytes[..]));
        let encoding = window.sniff_utf16().expect("zeros at odd places");
        window.decode(encoding);
        while window.byte(window.end()).is_some() {}
        assert_eq!(window.slice(0, window.end()), "{\"a\":\"né😀\"}".as_bytes());
    }
}
