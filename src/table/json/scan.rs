//! The end of a JSON value, found without parsing it: brackets, strings and nothing else.

/// How far a piece of input brought the scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// All bytes were used; the value goes on.
    More,
    /// The value ends before this offset of the piece.
    End(usize),
    /// At this offset stands what no JSON value can hold.
    Flaw(usize, &'static str),
}

const SPACE: u8 = 0;
const PLAIN: u8 = 1;
const QUOTE: u8 = 2;
const OPEN: u8 = 3;
const CLOSE: u8 = 4;
const BAD: u8 = 5;

/// What each byte means outside strings.
static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [BAD; 256];
    // Numbers, the words true, false, null, NaN and Infinity (refused or mended when parsed), separators.
    let plain = b"0123456789+-.eEtrufalsnNIity:,";
    let mut index = 0;
    while index < plain.len() {
        table[plain[index] as usize] = PLAIN;
        index += 1;
    }
    table[b' ' as usize] = SPACE;
    table[b'\t' as usize] = SPACE;
    table[b'\n' as usize] = SPACE;
    table[b'\r' as usize] = SPACE;
    table[b'"' as usize] = QUOTE;
    table[b'{' as usize] = OPEN;
    table[b'[' as usize] = OPEN;
    table[b'}' as usize] = CLOSE;
    table[b']' as usize] = CLOSE;
    table
}

/// Bracket kinds are remembered to this depth; below it they are only counted.
const REMEMBERED: usize = 256;

/// The state of one scan, so that input may come in pieces.
pub struct Scan {
    depth: usize,
    /// Deepest nesting so far.
    pub deepest: usize,
    /// Bit set: the bracket at this depth is `{`.
    braces: [u64; REMEMBERED / 64],
    in_string: bool,
    escaped: bool,
    /// The last byte outside strings that was not space.
    previous: u8,
}

impl Scan {
    /// A scan that starts at a `{` or `[`.
    pub fn new() -> Scan {
        Scan { depth: 0, deepest: 0, braces: [0; REMEMBERED / 64], in_string: false, escaped: false, previous: b':' }
    }

    pub fn in_string(&self) -> bool {
        self.in_string
    }

    pub fn step(&mut self, bytes: &[u8]) -> Step {
        let mut at = 0;
        if self.in_string {
            match self.string(bytes, 0) {
                Some(end) => at = end,
                None => return Step::More,
            }
        }
        // Indexes, not iterators: this loop sees every byte, also in builds that inline little.
        while at < bytes.len() {
            let byte = bytes[at];
            match CLASS[byte as usize] {
                SPACE => at += 1,
                PLAIN => {
                    self.previous = byte;
                    at += 1;
                }
                QUOTE => {
                    self.in_string = true;
                    match self.string(bytes, at + 1) {
                        Some(end) => at = end,
                        None => return Step::More,
                    }
                }
                OPEN => {
                    if !self.open(byte) {
                        return Step::Flaw(at, "a bracket opens where none can stand");
                    }
                    at += 1;
                }
                CLOSE => {
                    if !self.close(byte) {
                        return Step::Flaw(at, "brackets do not match");
                    }
                    at += 1;
                    if self.depth == 0 {
                        return Step::End(at);
                    }
                }
                _ => return Step::Flaw(at, "a character stands where JSON has none"),
            }
        }
        Step::More
    }

    /// The offset after the string's closing quote; `None` when the piece ends first.
    #[inline]
    fn string(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        if self.escaped {
            bytes.get(at)?;
            self.escaped = false;
            at += 1;
        }
        loop {
            at += find_quote(bytes.get(at..)?)?;
            if bytes[at] == b'"' {
                self.in_string = false;
                self.previous = b'"';
                return Some(at + 1);
            }
            if at + 1 >= bytes.len() {
                self.escaped = true;
                return None;
            }
            at += 2;
        }
    }

    fn open(&mut self, byte: u8) -> bool {
        // A value follows `:` in an object, `[` or `,` in an array. Anything else is a broken
        // document into which the next one runs.
        let fits = match self.previous {
            b':' => true,
            b'[' | b',' => !self.in_braces(),
            _ => false,
        };
        if self.depth < REMEMBERED {
            let bit = 1 << (self.depth % 64);
            if byte == b'{' {
                self.braces[self.depth / 64] |= bit;
            } else {
                self.braces[self.depth / 64] &= !bit;
            }
        }
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        self.previous = byte;
        fits
    }

    fn close(&mut self, byte: u8) -> bool {
        let known = self.depth <= REMEMBERED;
        let fits = !known || self.in_braces() == (byte == b'}');
        self.depth -= 1;
        self.previous = byte;
        fits
    }

    fn in_braces(&self) -> bool {
        match self.depth {
            0 => false,
            depth if depth > REMEMBERED => false,
            depth => self.braces[(depth - 1) / 64] >> ((depth - 1) % 64) & 1 == 1,
        }
    }
}

/// Offset of the first quote or backslash, eight bytes at a time.
#[inline]
pub fn find_quote(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    const QUOTES: u64 = ONES * b'"' as u64;
    const BACKSLASHES: u64 = ONES * b'\\' as u64;
    let (words, rest) = bytes.as_chunks::<8>();
    let mut place = 0;
    while place < words.len() {
        let word = u64::from_le_bytes(words[place]);
        let (quotes, backslashes) = (word ^ QUOTES, word ^ BACKSLASHES);
        let hit = (quotes.wrapping_sub(ONES) & !quotes | backslashes.wrapping_sub(ONES) & !backslashes) & HIGHS;
        if hit != 0 {
            return Some(place * 8 + hit.trailing_zeros() as usize / 8);
        }
        place += 1;
    }
    let mut at = 0;
    while at < rest.len() {
        if matches!(rest[at], b'"' | b'\\') {
            return Some(words.len() * 8 + at);
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Step {
        Scan::new().step(text.as_bytes())
    }

    #[test]
    fn a_value_ends_at_its_own_bracket() {
        assert_eq!(whole(r#"{"a":[1,{"b":"}]\" \\"}]} tail"#), Step::End(25));
        assert_eq!(whole("[[],[]]x"), Step::End(7));
        assert_eq!(whole("{\"a\": 1"), Step::More);
    }

    #[test]
    fn input_may_come_byte_by_byte() {
        let text = r#"{"a":"x\"y\\","b":[{"c":"\\\\"},null,-1.5e3]}"#;
        let mut scan = Scan::new();
        for (index, byte) in text.bytes().enumerate() {
            let step = scan.step(&[byte]);
            if index + 1 == text.len() {
                assert_eq!(step, Step::End(1));
            } else {
                assert_eq!(step, Step::More, "after byte {index}");
            }
        }
    }

    #[test]
    fn broken_documents_are_noticed_where_the_next_begins() {
        assert!(matches!(whole("{\"a\":{\"b\":1}\n{\"c\""), Step::Flaw(13, _)));
        assert!(matches!(whole("{\"a\":1,\n{\"c\""), Step::Flaw(8, _)));
        assert!(matches!(whole("{\"a\":[1}"), Step::Flaw(7, _)));
        assert!(matches!(whole("{\"a\":<b"), Step::Flaw(5, _)));
    }

    #[test]
    fn depth_is_counted_without_limit() {
        let mut scan = Scan::new();
        assert_eq!(scan.step("[".repeat(100_000).as_bytes()), Step::More);
        assert_eq!(scan.deepest, 100_000);
        assert_eq!(scan.step("]".repeat(100_000).as_bytes()), Step::End(100_000));
    }

    #[test]
    fn the_nearest_quote_is_found_at_every_offset() {
        for length in 0..40 {
            let mut text = vec![b'x'; length];
            assert_eq!(find_quote(&text), None);
            text.push(b'"');
            text.extend_from_slice(b"\\\"xxxxxxxxxx");
            assert_eq!(find_quote(&text), Some(length));
            text[length] = b'\\';
            assert_eq!(find_quote(&text), Some(length));
        }
    }
}
