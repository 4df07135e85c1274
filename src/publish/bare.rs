//! Pictures without what cameras write into them: who took them, with what, and where.
//!
//! A photograph's pixels are published as they are; its owner, the serial number of a telephone and the place it was
//! at are personal data, and stay behind. Which way up a JPEG or PNG picture is stays with it. Segments and chunks are
//! those of ITU-T T.81 (JPEG), Exif 3.0, the PNG specification (third edition) and the WebP container specification.

/// The picture without its metadata, told by its first bytes; all else as it came.
///
/// # Errors
/// What is wrong with a JPEG, PNG or WebP file that ends before its picture, or with a picture of a kind that not all
/// browsers show, and whose metadata would stay.
pub fn bare(bytes: Vec<u8>) -> Result<Vec<u8>, &'static str> {
    match &bytes[..] {
        [0xff, 0xd8, 0xff, ..] => jpeg(&bytes).ok_or("is a broken JPEG picture: it ends too early"),
        [0x89, b'P', b'N', b'G', ..] => png(&bytes).ok_or("is a broken PNG picture: it ends too early"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => {
            webp(&bytes).ok_or("is a broken WebP picture: it ends too early")
        }
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] if BRANDS.iter().any(|one| brand.starts_with(*one)) => {
            Err("is an AVIF or HEIC picture, whatever its name says, and would keep what the camera wrote into it")
        }
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => {
            Err("is a TIFF picture, which browsers do not show, and would keep what the camera wrote into it")
        }
        _ => Ok(bytes),
    }
}

/// Of ISO base media files, those that are pictures.
const BRANDS: [&[u8]; 6] = [b"avif", b"avis", b"hei", b"hevc", b"mif1", b"msf1"];

/// Segments up to the end of the image: those of the picture, its colours (JFIF, ICC profile, Adobe), and its turn. As
/// browsers do, it overlooks stray bytes before a segment and a missing end after the picture.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    const END: u8 = 0xd9;
    const SCAN: u8 = 0xda;
    let mut out = bytes[..2].to_vec();
    let (mut at, mut is_drawn) = (2, false);
    loop {
        while at < bytes.len() && bytes[at] != 0xff {
            at += 1;
        }
        // Any number of filling bytes may stand before a marker.
        while bytes.get(at + 1) == Some(&0xff) {
            at += 1;
        }
        let marker = match bytes.get(at + 1) {
            // Not followed by a segment: a restart, a stray zero, TEM, a second beginning.
            Some(0x00 | 0x01 | 0xd0..=0xd8) => {
                at += 2;
                continue;
            }
            Some(marker) => *marker,
            None => END,
        };
        let length = bytes.get(at + 2..at + 4).map(|two| usize::from(u16::from_be_bytes([two[0], two[1]])));
        let segment = length.and_then(|length| bytes.get(at..at + 2 + length)).filter(|whole| whole.len() >= 4);
        let Some(segment) = segment.filter(|_| marker != END) else {
            out.extend([0xff, END]);
            return is_drawn.then_some(out);
        };
        let content = &segment[4..];
        match marker {
            // Its version, units and densities; not the small picture that may follow, which shows what was cut away.
            0xe0 if content.len() >= 14 && content.starts_with(b"JFIF\0") => {
                out.extend([0xff, 0xe0, 0, 16]);
                out.extend(&content[..12]);
                out.extend([0, 0]);
            }
            0xe1 => {
                let turn = content.strip_prefix(b"Exif\0\0").and_then(orientation);
                out.extend(turn.iter().flat_map(|turn| turned(*turn)));
            }
            0xe2 if content.starts_with(b"ICC_PROFILE\0") => out.extend(segment),
            0xee if content.len() <= 12 && content.starts_with(b"Adobe") => out.extend(segment),
            // Tables, frames and scans.
            0xc0..=0xdf => out.extend(segment),
            _ => {}
        }
        at += segment.len();
        if marker == SCAN {
            let from = at;
            // In coded data, 0xff is followed by a zero, a restart marker, or filling bytes before one.
            while at < bytes.len()
                && (bytes[at] != 0xff || matches!(bytes.get(at + 1), Some(0x00 | 0xd0..=0xd7 | 0xff)))
            {
                at += 1;
            }
            is_drawn |= at > from;
            out.extend(&bytes[from..at]);
        }
    }
}

/// The tag 0x0112 of the first directory of TIFF data, where it turns the picture.
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
    two(entry + 8).filter(|turn| (2..=8).contains(turn))
}

/// TIFF data that say which way up the picture is, and nothing else.
fn only_turn(turn: u16) -> Vec<u8> {
    [&b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01"[..], &turn.to_be_bytes(), &[0; 6]].concat()
}

fn turned(turn: u16) -> Vec<u8> {
    [&b"\xff\xe1\0\x22Exif\0\0"[..], &only_turn(turn)].concat()
}

/// Chunks that a picture is drawn from, up to its end, and its turn. As browsers do, it overlooks a missing end.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEPT: [&[u8; 4]; 15] = [
        b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"pHYs", b"bKGD",
        b"acTL", b"fcTL", b"fdAT",
    ];
    let mut out = bytes.get(..8)?.to_vec();
    let (mut at, mut is_drawn) = (8, false);
    while at < bytes.len() {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
        let chunk = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        let (name, content) = (&chunk[4..8], &chunk[8..8 + length]);
        if KEPT.iter().any(|kept| *kept == name) {
            out.extend(chunk);
        } else if name == b"eXIf" {
            out.extend(orientation(content).iter().flat_map(|turn| png_chunk(b"eXIf", &only_turn(*turn))));
        }
        is_drawn |= name == b"IDAT";
        if name == b"IEND" {
            break;
        }
        at += chunk.len();
    }
    out.extend(png_chunk(b"IEND", &[]));
    is_drawn.then_some(out)
}

fn png_chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let named = [&name[..], content].concat();
    // The CRC of the specification's annex, a bit at a time: these chunks are small.
    let sum = named.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 })
    });
    [&(content.len() as u32).to_be_bytes()[..], &named, &(!sum).to_be_bytes()].concat()
}

/// Chunks that a picture is drawn from, and a header that says so. Its turn is not among them: browsers do not heed it.
fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    const HAS_EXIF_OR_XMP: u8 = 0b0000_1100;
    let mut out = bytes.get(..12)?.to_vec();
    let said = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
    let mut is_drawn = false;
    for chunk in webp_chunks(bytes.get(12..bytes.len().min(said.checked_add(8)?))?)? {
        match &chunk[..4] {
            b"VP8X" => {
                let from = out.len();
                out.extend(chunk);
                *out.get_mut(from + 8)? &= !HAS_EXIF_OR_XMP;
            }
            b"VP8 " | b"VP8L" => {
                is_drawn = true;
                out.extend(chunk);
            }
            b"ALPH" | b"ANIM" | b"ICCP" => out.extend(chunk),
            // A frame of a moving picture: its place and time, then chunks of its own.
            b"ANMF" => {
                is_drawn = true;
                let mut frame = chunk.get(8..24)?.to_vec();
                for part in webp_chunks(&chunk[24..])? {
                    if matches!(&part[..4], b"ALPH" | b"VP8 " | b"VP8L") {
                        frame.extend(part);
                    }
                }
                out.extend(b"ANMF");
                out.extend(u32::try_from(frame.len()).ok()?.to_le_bytes());
                out.extend(frame);
            }
            _ => {}
        }
    }
    let length = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&length.to_le_bytes());
    is_drawn.then_some(out)
}

/// Each chunk with its name and size, filled to an even length.
fn webp_chunks(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let (mut chunks, mut at) = (Vec::new(), 0);
    while at + 8 <= bytes.len() {
        let length = u32::from_le_bytes(bytes.get(at + 4..at + 8)?.try_into().ok()?) as usize;
        let chunk = bytes.get(at..at.checked_add(length)?.checked_add(8 + length % 2)?)?;
        chunks.push(chunk);
        at += chunk.len();
    }
    Some(chunks)
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
    fn only_what_is_known_to_draw_stays() {
        let head = [&[0xff, 0xd8][..], &segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01RGB")].concat();
        let owners = [0xe0, 0xee, 0xf0].map(|marker| segment(marker, b"HEAP of Subur")).concat();
        let scan = [&segment(0xda, &[1, 1, 0, 0, 63, 0])[..], &[0x12, 0xff, 0xff, 0xd0, 0x34]].concat();
        let stray = [0, 0, 0xff, 0x01];
        let adobe = segment(0xee, b"Adobe\0\x64\0\0\0\0\x01");
        // Without an end, with filling bytes in the scan and stray ones before a segment: browsers show it.
        let out = bare([&head[..], &owners, &stray, &adobe, &scan].concat()).expect("a picture");
        assert!(!holds(&out, "Subur") && !holds(&out, "RGB") && holds(&out, "Adobe") && holds(&out, "JFIF"));
        assert!(out.ends_with(&[0x12, 0xff, 0xff, 0xd0, 0x34, 0xff, 0xd9]));
        for foreign in [&b"\0\0\0\x20ftypavif"[..], b"\0\0\0\x20ftypheic", b"\0\0\0\x20ftypmif1", b"II*\0", b"MM\0*"] {
            assert!(bare(foreign.to_vec()).is_err_and(|told| told.contains("would keep")), "{foreign:?}");
        }
        assert!(bare(b"\0\0\0\x20ftypmp42".to_vec()).is_ok(), "a film is no picture");
    }

    #[test]
    fn pictures_of_other_kinds_lose_what_is_written_beside_them() {
        let chunk = |name: &str, content: &[u8]| {
            [&(content.len() as u32).to_be_bytes()[..], name.as_bytes(), content, &[0; 4]].concat()
        };
        let start = &b"\x89PNG\r\n\x1a\n"[..];
        let (head, data) = (chunk("IHDR", &[1; 13]), chunk("IDAT", &[7; 9]));
        let end = &b"\0\0\0\0IEND\xae\x42\x60\x82"[..];
        let texts = [chunk("eXIf", b"Subur"), chunk("tEXt", b"Author\0Subur"), chunk("OWNR", b"Subur")].concat();
        let written = [start, &head, &texts, &data, end, b"Subur"];
        assert_eq!(bare(written.concat()), Ok([start, &head, &data, end].concat()));
        assert_eq!(bare([start, &head, &data].concat()), Ok([start, &head, &data, end].concat()));
        let turn = png_chunk(b"eXIf", &only_turn(6));
        let written = [start, &head, &chunk("eXIf", &only_turn(6)), &data, end].concat();
        assert_eq!(bare(written), Ok([start, &head, &turn, &data, end].concat()));

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
        let frame = |parts: &[Vec<u8>]| chunk("ANMF", &[&[3; 16][..], &parts.concat()].concat());
        let full = frame(&[data.clone(), chunk("EXIF", b"Subur")]);
        let owners = ["EXIF", "XMP ", "C2PA"].map(|name| chunk(name, b"Subur"));
        let written = [&[flags(0b0001_1100), data.clone(), full][..], &owners].concat();
        assert_eq!(bare(file(&written)), Ok(file(&[flags(0b0001_0000), data.clone(), frame(&[data])])));
    }

    #[test]
    fn a_cut_picture_is_told_and_other_files_pass() {
        let (whole, png) = (photograph(3), &b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..]);
        let picture = whole.windows(2).position(|part| part == [0x12, 0xff]).expect("coded data");
        for length in 3..=picture {
            let told = bare(whole[..length].to_vec());
            assert_eq!(told, Err("is a broken JPEG picture: it ends too early"), "{length}");
        }
        assert!(!holds(&bare(whole[..picture + 3].to_vec()).expect("part of a picture"), "Subur"));
        assert_eq!(bare(png.to_vec()), Err("is a broken PNG picture: it ends too early"));
        assert_eq!(bare(b"RIFF\xff\0\0\0WEBPVP8X".to_vec()), Err("is a broken WebP picture: it ends too early"));
        for other in [&b"<svg/>"[..], b"", b"\xff\xd8", b"body { color: red }"] {
            assert_eq!(bare(other.to_vec()), Ok(other.to_vec()));
        }
    }
}
