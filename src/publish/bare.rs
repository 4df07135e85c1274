//! Pictures without what cameras write into them: who took them, with what, and where.
//!
//! A photograph's pixels are published as they are; its owner, the serial number of a telephone and the place it was
//! at are personal data, and stay behind. Which way up it is stays with it. Segments, chunks and boxes are those of
//! ITU-T T.81 (JPEG), Exif 3.0, the PNG specification (third edition) and the WebP container specification.

/// The picture without its metadata, told by its first bytes; all else as it came.
///
/// # Errors
/// What is wrong with a JPEG, PNG or WebP file that ends too early or is no such file inside.
pub fn bare(bytes: Vec<u8>) -> Result<Vec<u8>, &'static str> {
    match &bytes[..] {
        [0xff, 0xd8, 0xff, ..] => jpeg(&bytes).ok_or("is a broken JPEG picture"),
        [0x89, b'P', b'N', b'G', ..] => png(&bytes).ok_or("is a broken PNG picture"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => {
            webp(&bytes).ok_or("is a broken WebP picture")
        }
        _ => Ok(bytes),
    }
}

/// Segments up to the end of the image: those of the picture, its colours (JFIF, ICC profile, Adobe), and its turn.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    const END: u8 = 0xd9;
    const SCAN: u8 = 0xda;
    let mut out = bytes[..2].to_vec();
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        // Any number of filling bytes may stand before a marker.
        while *bytes.get(at + 1)? == 0xff {
            at += 1;
        }
        let marker = bytes[at + 1];
        if marker == END {
            out.extend([0xff, END]);
            return Some(out);
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        let segment = bytes.get(at..at + 2 + length).filter(|_| length >= 2)?;
        let content = &segment[4..];
        let kept = match marker {
            0xe0 | 0xee => true,
            0xe2 => content.starts_with(b"ICC_PROFILE\0"),
            0xe1 => {
                let turn =
                    content.strip_prefix(b"Exif\0\0").and_then(orientation).filter(|turn| (2..=8).contains(turn));
                out.extend(turn.iter().flat_map(|turn| turned(*turn)));
                false
            }
            0xe3..=0xed | 0xef | 0xfe => false,
            _ => true,
        };
        if kept {
            out.extend(segment);
        }
        at += segment.len();
        if marker == SCAN {
            let from = at;
            // In coded data, 0xff is followed by a zero or a restart marker.
            while *bytes.get(at)? != 0xff || matches!(*bytes.get(at + 1)?, 0x00 | 0xd0..=0xd7) {
                at += 1;
            }
            out.extend(&bytes[from..at]);
        }
    }
}

/// The tag 0x0112 of the first directory of TIFF data.
fn orientation(tiff: &[u8]) -> Option<u16> {
    let big = tiff.starts_with(b"MM");
    let two = |at: usize| {
        let pair = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
    };
    let four = |at: usize| {
        let (one, other) = (u32::from(two(at)?), u32::from(two(at + 2)?));
        Some(if big { one << 16 | other } else { other << 16 | one } as usize)
    };
    let first = four(4)?;
    let entries = usize::from(two(first)?);
    let entry = (0..entries).map(|number| first + 2 + 12 * number).find(|at| two(*at) == Some(0x0112))?;
    two(entry + 8)
}

/// A segment that says which way up the picture is, and nothing else.
fn turned(turn: u16) -> Vec<u8> {
    let mut segment = b"\xff\xe1\x00\x22Exif\0\0MM\x00\x2a\0\0\0\x08\x00\x01\x01\x12\x00\x03\0\0\0\x01".to_vec();
    segment.extend(turn.to_be_bytes());
    segment.extend([0; 6]);
    segment
}

/// Chunks that a picture is drawn from, up to its end.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEPT: [&[u8; 4]; 12] =
        [b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"pHYs", b"bKGD", b"acTL", b"fcTL", b"fdAT"];
    let mut out = bytes.get(..8)?.to_vec();
    let mut at = 8;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
        let chunk = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        let name = &chunk[4..8];
        if name[0].is_ascii_uppercase() || KEPT.iter().any(|kept| *kept == name) {
            out.extend(chunk);
        }
        if name == b"IEND" {
            return Some(out);
        }
        at += chunk.len();
    }
}

/// Chunks but those of Exif and XMP, and a header that says so.
fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    const HAS_EXIF_OR_XMP: u8 = 0b0000_1100;
    let size = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
    let end = size(4)?.checked_add(8)?;
    let mut out = bytes.get(..12)?.to_vec();
    let mut at = 12;
    while at < end {
        let length = size(at + 4)?;
        let chunk = bytes.get(at..at.checked_add(length)?.checked_add(8 + length % 2)?)?;
        if !matches!(&chunk[..4], b"EXIF" | b"XMP ") {
            let from = out.len();
            out.extend(chunk);
            if chunk.starts_with(b"VP8X") {
                *out.get_mut(from + 8)? &= !HAS_EXIF_OR_XMP;
            }
        }
        at += chunk.len();
    }
    let length = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&length.to_le_bytes());
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(bytes: &[u8], text: &str) -> bool {
        bytes.windows(text.len()).any(|part| part == text.as_bytes())
    }

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = (content.len() + 2) as u16;
        [&[0xff, marker], &length.to_be_bytes()[..], content].concat()
    }

    /// As a telephone writes it: little-endian Exif with a maker before the turn, XMP, a comment, a film at the end.
    fn photograph(turn: u8) -> Vec<u8> {
        let entry = |tag: u16, kind: u16, value: [u8; 4]| {
            [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &1u32.to_le_bytes(), &value].concat()
        };
        let tiff = [
            &b"Exif\0\0II*\0\x08\0\0\0\x02\0"[..],
            &entry(0x010f, 2, *b"Sub\0"),
            &entry(0x0112, 3, [turn, 0, 0, 0]),
            &[0; 4],
            b"GPS 6.9S 107.6E",
        ];
        [
            &[0xff, 0xd8][..],
            &segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"),
            &segment(0xe1, &tiff.concat()),
            &segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:creator>Subur</x:creator>"),
            &segment(0xe2, b"ICC_PROFILE\0\x01\x01colours"),
            &segment(0xe2, b"MPF\0secret"),
            &segment(0xfe, b"by Subur"),
            &segment(0xdb, &[1; 65]),
            &[0xff],
            &segment(0xda, &[1, 1, 0, 0, 63, 0]),
            &[0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56],
            &segment(0xc4, &[2; 20]),
            &segment(0xda, &[1, 1, 0, 0, 63, 0]),
            &[0x78, 0xff, 0xd9],
            b"ftypmp42 a film of Subur",
        ]
        .concat()
    }

    #[test]
    fn a_photograph_keeps_its_picture_and_its_turn_alone() {
        let out = bare(photograph(6)).expect("a picture");
        for gone in ["Sub", "GPS", "xap", "MPF", "film"] {
            assert!(!holds(&out, gone), "{gone}");
        }
        assert!(holds(&out, "JFIF") && holds(&out, "ICC_PROFILE") && out.ends_with(&[0x78, 0xff, 0xd9]));
        assert!(out.windows(7).any(|part| part == [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]));
        let exif = out.windows(6).position(|part| part == b"Exif\0\0").expect("its turn");
        assert_eq!(orientation(&out[exif + 6..]), Some(6));
        assert_eq!(bare(out.clone()).expect("once more"), out);
        assert!(!holds(&bare(photograph(1)).expect("upright"), "Exif"));
    }

    #[test]
    fn pictures_of_other_kinds_lose_what_is_written_beside_them() {
        let chunk = |name: &str, content: &[u8]| {
            [&(content.len() as u32).to_be_bytes()[..], name.as_bytes(), content, &[0; 4]].concat()
        };
        let start = &b"\x89PNG\r\n\x1a\n"[..];
        let (head, data, end) = (chunk("IHDR", &[1; 13]), chunk("IDAT", &[7; 9]), chunk("IEND", &[]));
        let written = [start, &head, &chunk("eXIf", b"Subur"), &chunk("tEXt", b"Author\0Subur"), &data, &end, b"Subur"];
        assert_eq!(bare(written.concat()), Ok([start, &head, &data, &end].concat()));

        let chunk = |name: &str, content: &[u8]| {
            let even = &[0][..content.len() % 2];
            [name.as_bytes(), &(content.len() as u32).to_le_bytes()[..], content, even].concat()
        };
        let file = |chunks: &[Vec<u8>]| {
            let all = chunks.concat();
            [b"RIFF", &(all.len() as u32 + 4).to_le_bytes()[..], b"WEBP", &all].concat()
        };
        let flags = |flags: u8| chunk("VP8X", &[flags, 0, 0, 0, 9, 0, 0, 9, 0, 0]);
        let data = chunk("VP8 ", &[5; 7]);
        let written = file(&[flags(0b0001_1100), data.clone(), chunk("EXIF", b"Subur"), chunk("XMP ", b"Subur!")]);
        assert_eq!(bare(written), Ok(file(&[flags(0b0001_0000), data])));
    }

    #[test]
    fn a_cut_picture_is_told_and_other_files_pass() {
        let (whole, png) = (photograph(3), &b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..]);
        let cut = whole.len() - b"\xff\xd9ftypmp42 a film of Subur".len();
        for length in 3..cut {
            assert_eq!(bare(whole[..length].to_vec()), Err("is a broken JPEG picture"), "{length}");
        }
        assert_eq!(bare(png.to_vec()), Err("is a broken PNG picture"));
        assert_eq!(bare(b"RIFF\xff\0\0\0WEBPVP8X".to_vec()), Err("is a broken WebP picture"));
        for other in [&b"<svg/>"[..], b"", b"\xff\xd8", b"body { color: red }"] {
            assert_eq!(bare(other.to_vec()), Ok(other.to_vec()));
        }
    }
}
