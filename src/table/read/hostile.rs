//! Whatever bytes come, reading ends in tables and problems, and the accounts agree.

use super::tests::{BIDS, Small, workbook};
use super::*;
use crate::privacy;
use crate::table::Value;
use crate::table::cast::{self, Hints};
use crate::table::party;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides.max(1) as u64).unwrap_or(0)
    }
}

/// A few bytes changed, cut out, doubled or put in.
fn spoil(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    const NASTY: [&[u8]; 12] = [
        b"\"",
        b"\\",
        b"\n",
        b"\0",
        b"\xff",
        b"{",
        b"]",
        b"<",
        b"&#x110000;",
        b"1e999",
        b"\xef\xbb\xbf",
        b"99999999999999999999",
    ];
    let mut out = bytes.to_vec();
    for _ in 0..=dice.roll(6) {
        let at = dice.roll(out.len() + 1);
        let end = (at + dice.roll(20)).min(out.len());
        match dice.roll(4) {
            0 => drop(out.drain(at..end)),
            1 => out.splice(at..at, NASTY[dice.roll(NASTY.len())].iter().copied()).for_each(drop),
            2 => {
                let piece = out[at..end].to_vec();
                out.splice(at..at, piece).for_each(drop);
            }
            _ => {
                if let Some(byte) = out.get_mut(at) {
                    *byte = u8::try_from(dice.roll(256)).unwrap_or(0);
                }
            }
        }
    }
    out
}

/// A spoiled name of a column may leave a required field without any.
fn lacks_a_key(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<Failed>()
        .is_some_and(|Failed(problems)| problems.iter().all(|problem| problem.code == "missing_column"))
}

#[test]
fn spoiled_files_end_in_problems_and_true_accounts() -> Result<()> {
    let csv = b"LAPORAN\r\nkode;nomor;nilai;nama;tanggal\r\nt-1;1;\"1.500,50\";\"PT \"\"A\"\"\";10 Juni 2025\r\nt-2;2;3,8 Jt;CV B;2025-01-02T03:04:05Z\r\n";
    let json = br#"{"data":[{"kode":"t-1","nomor":1,"nilai":5.5,"nama":"<p>A &amp; B</p>","tanggal":"2025-01-02"},{"kode":["t-2"],"nomor":{"a":1},"nilai":"-"}]}"#;
    let xml = br#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell><Data>kode</Data></Cell><Cell><Data>nomor</Data></Cell></Row><Row ss:Index="3"><Cell ss:Index="1"><Data>t</Data></Cell><Cell><Data>1</Data></Cell></Row></Table></Worksheet></Workbook>"#;
    let workbook = workbook()?;
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    for (name, bytes, settings) in
        [("a.csv", &csv[..], ""), ("a.json", json, "items = \"data\""), ("a.xml", xml, ""), ("a.xlsx", &workbook, "")]
    {
        for round in 0..60 {
            let spoiled = spoil(bytes, &mut dice);
            let small = Small::new(&format!("{settings}\n{BIDS}"), &[(name, &spoiled)]);
            // Another error would mean that accounts disagree or that a file could not be written.
            let stopped = small.read().err().filter(|error| !lacks_a_key(error));
            stopped
                .map_or(Ok(()), Err)
                .with_context(|| format!("{name}, round {round}: {}", spoiled.escape_ascii()))?;
        }
    }
    Ok(())
}

#[test]
fn spoiled_values_never_panic() {
    let seeds = [
        "Rp. 3.800.000,00",
        "5.509,68 M",
        "(1.5)",
        "2014-04-15 14:00 Eastern Daylight Time (EDT)",
        "Jul 16, 2025, 12:00:00AM",
        "00:00:00.-06:00",
        "10 Juni 2026",
        "<p>a &amp; b</p>_x000d_",
        "CafÃ© Ñ",
        "PT. Maju, Tbk (Persero)",
        "3204112505900001",
        "73.593.405.1-443.000",
        "1e-2147483648",
        "ａｂ\u{300}\u{200b}\u{feff}",
    ];
    let mut dice = Dice(88_172_645_463_325_252);
    for _ in 0..4000 {
        let bytes = spoil(seeds[dice.roll(seeds.len())].as_bytes(), &mut dice);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let value = Value::from(&text);
        let hints = Hints { scale: cast::Scale::new(1e9), offset_minutes: 420, ..Hints::default() };
        let (money, _, _) = (cast::money(&value, &hints), cast::number(&value, &hints), cast::integer(&value, &hints));
        let (_, _, _) = (cast::date(&value, &hints), cast::moment(&value, &hints), cast::boolean(&value));
        let clean = cast::clean(&text).value;
        let key = party::name_key(&text);
        let told = money.value.is_some() || money.note.is_some();
        assert!(told || !text.contains(|sign: char| sign.is_ascii_digit()), "an amount lost in silence: {text:?}");
        assert!(clean.is_none_or(|clean| !clean.contains("  ") && !clean.chars().any(char::is_control)), "{text:?}");
        assert!(key.trim() == key && !key.contains("  "), "{text:?}");
        let hidden = privacy::conceal(&text, true).unwrap_or(text);
        assert!(privacy::conceal(&hidden, true).is_none(), "{hidden:?}");
    }
}
