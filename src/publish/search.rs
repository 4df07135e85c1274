//! Search: an index made of small text files, which a script reads by prefix.
//!
//! `search/index.json` names the kinds of entries, the first entry of each block, and the first word of
//! each file. `search/e/N.txt` holds blocks of entries, a line each: path, title (by language, U+001F
//! between), detail, amount, currency, with tabs between. `search/w/N.txt` holds words in order, a line
//! each: the word, how many entries have it, and their numbers in base 36, each after the first less the
//! one before; at most [`MOST`] of a kind, which are the weightiest since entries come in that order.
//! `search/s/N.txt` holds slips: what remains of a word when a letter is left out, and the words. All
//! words are cut as [`words`] does.

mod store;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Context, Result};
use regex::Regex;
use serde::Serialize;

use self::store::{Bins, Files, base36};

use super::content::Content;
use crate::page::Batches;
use crate::page::route::Pattern;

/// Where the index goes.
pub trait Sink {
    /// Takes a file: path below the release, and bytes.
    fn file(&mut self, path: &str, bytes: &[u8]) -> Result<()>;
    /// An entry of a relation leads to this page, in every language.
    fn leads(&mut self, relation: &str, path: &str);
}

/// The folder of the index.
pub const FOLDER: &str = "search";
/// Bytes of a file of words: a slow connection takes one in a breath, packed by the host or not.
const FULL: usize = 48 << 10;
/// Bytes of a file of entries, of which a search needs several.
const BLOCK: usize = 24 << 10;
/// Entries of one kind that are listed for a word.
const MOST: usize = 1000;
/// Words of which a letter may be mistyped.
const TYPED: Range<usize> = 4..15;

/// Pages that can be found: one row, one entry, weightiest first.
#[derive(Clone, Debug)]
pub struct Entries {
    pub relation: String,
    /// What the entries are: `supplier`, `process`.
    pub kind: String,
    /// `penyedia/{supplier_id}`.
    pub path: String,
    /// Whether names may be written without spaces.
    pub joined: bool,
    /// A Parquet file, or a folder of them.
    pub rows: PathBuf,
}

/// One entry that is no row: a page of text.
pub struct Guide {
    pub path: String,
    /// By language, in the site's order.
    pub titles: Vec<String>,
    pub description: String,
}

/// What the script reads first.
#[derive(Serialize)]
struct Index<'a> {
    languages: Vec<&'a str>,
    forms: [&'static str; words::FORMS.len()],
    /// Kind, and the number of its first entry.
    kinds: Vec<(String, u32)>,
    entries: u32,
    /// The most entries of a kind that a word names.
    most: usize,
    /// The first entry of each file of entries.
    blocks: Vec<u32>,
    /// The first word of each file of words.
    words: Vec<String>,
    slips: Vec<String>,
}

/// Makes the index of all entries, in the order of the families, and hands its files to `sink`. Only a few
/// megabytes are held; words wait in `scratch`.
///
/// # Errors
/// Where rows cannot be read or files not written.
pub fn make(
    families: &[Entries],
    guides: &[Guide],
    languages: &[&str],
    scratch: &Path,
    sink: &mut dyn Sink,
) -> Result<()> {
    fs::create_dir_all(scratch).with_context(|| format!("cannot write to {}", scratch.display()))?;
    let mut maker = Maker {
        words: Bins::new(scratch.join("words")),
        entries: Files::new("e", BLOCK),
        blocks: Vec::new(),
        kinds: Vec::new(),
        count: 0,
    };
    for family in families {
        maker.family(family, languages, sink)?;
    }
    maker.guides(guides, sink)?;
    maker.entries.end(sink)?;
    let (lists, slips) = maker.lists(scratch, sink)?;
    let slips = slipped(slips, sink)?;
    let index = Index {
        languages: languages.to_vec(),
        forms: words::FORMS,
        kinds: maker.kinds,
        entries: maker.count,
        most: MOST,
        blocks: maker.blocks,
        words: lists,
        slips,
    };
    sink.file(&format!("{FOLDER}/index.json"), &serde_json::to_vec(&index)?)
}

struct Maker {
    /// Word, tab, number.
    words: Bins,
    entries: Files,
    blocks: Vec<u32>,
    kinds: Vec<(String, u32)>,
    count: u32,
}

impl Maker {
    fn family(&mut self, family: &Entries, languages: &[&str], sink: &mut dyn Sink) -> Result<()> {
        let pattern = Pattern::parse(&family.path);
        self.kinds.push((family.kind.clone(), self.count));
        let mut batches = Batches::open(&family.relation, &family.rows)?;
        while let Some((_, table)) = batches.next()? {
            for row in 0..table.batch.num_rows() {
                let Some(path) = table.path(&pattern, row) else { continue };
                let text = |column: &str| table.text(column, row).unwrap_or_default();
                // A language of its own, then the one for all, then any.
                let title = |language: &&str| {
                    let names = [format!("title_{language}"), "title".into(), "title_id".into(), "title_en".into()];
                    names.iter().find_map(|name| table.text(name, row)).unwrap_or_default()
                };
                let titles: Vec<String> = languages.iter().map(title).collect();
                let fields = [text("detail"), text("amount"), text("currency")];
                sink.leads(&family.relation, &path);
                self.entry(&path, &titles, &fields, &text("words"), family.joined, sink)?;
            }
        }
        Ok(())
    }

    fn guides(&mut self, guides: &[Guide], sink: &mut dyn Sink) -> Result<()> {
        self.kinds.push(("guide".to_string(), self.count));
        for guide in guides {
            let fields = [String::new(), String::new(), String::new()];
            self.entry(&guide.path, &guide.titles, &fields, &guide.description, false, sink)?;
        }
        Ok(())
    }

    fn entry(
        &mut self,
        path: &str,
        titles: &[String],
        fields: &[String],
        more: &str,
        joined: bool,
        sink: &mut dyn Sink,
    ) -> Result<()> {
        let number = self.count;
        self.count += 1;
        let mut found: BTreeSet<String> = words::telling(words::words(more)).into_iter().collect();
        found.extend(words::telling(words::words(fields.first().map_or("", String::as_str))));
        let mut shown: Vec<&str> = titles.iter().map(String::as_str).collect();
        if shown.iter().all(|title| *title == shown[0]) {
            shown.truncate(1);
        }
        for title in &shown {
            let title = words::telling(words::words(title));
            found.extend(words::joined(&title).filter(|_| joined));
            found.extend(title);
        }
        for word in &found {
            self.words.add(word, &number.to_string())?;
        }
        let mut line = flat(path);
        line.push('\t');
        line += &shown.iter().map(|title| flat(title)).collect::<Vec<_>>().join("\u{1f}");
        for field in fields {
            line.push('\t');
            line += &flat(field);
        }
        let line = line.trim_end_matches('\t');
        if self.entries.line(line, sink)? {
            self.blocks.push(number);
        }
        Ok(())
    }

    /// Writes the words with their entries; gives the first word of each file, and the words' slips.
    fn lists(&mut self, scratch: &Path, sink: &mut dyn Sink) -> Result<(Vec<String>, Bins)> {
        let mut slips = Bins::new(scratch.join("slips"));
        let (mut files, mut firsts) = (Files::new("w", FULL), Vec::new());
        let starts: Vec<u32> = self.kinds.iter().map(|(_, first)| *first).collect();
        self.words.each(&mut |word, numbers| {
            let mut line = format!("{word}\t{}\t", numbers.len());
            let (mut before, mut kind, mut of_kind) = (0, 0, 0);
            for number in numbers {
                let number: u32 = number.parse()?;
                let here = starts.partition_point(|first| *first <= number);
                of_kind = if here == kind { of_kind + 1 } else { 1 };
                kind = here;
                if of_kind > MOST {
                    continue;
                }
                base36(number - before, &mut line);
                line.push(' ');
                before = number;
            }
            line.pop();
            if files.line(&line, sink)? {
                firsts.push(word.to_string());
            }
            let letters = word.chars().count();
            if TYPED.contains(&letters) && word.chars().all(char::is_alphabetic) {
                for slip in words::slips(word) {
                    slips.add(&slip, word)?;
                }
            }
            Ok(())
        })?;
        files.end(sink)?;
        Ok((firsts, slips))
    }
}

fn slipped(mut slips: Bins, sink: &mut dyn Sink) -> Result<Vec<String>> {
    let (mut files, mut firsts) = (Files::new("s", FULL), Vec::new());
    slips.each(&mut |slip, words| {
        if files.line(&format!("{slip}\t{}", words.join(" ")), sink)? {
            firsts.push(slip.to_string());
        }
        Ok(())
    })?;
    files.end(sink)?;
    Ok(firsts)
}

/// Lines and fields must stay what they are.
fn flat(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// The content pages that every language has, as entries; and of their parts those that have one name for links in every
/// language, such as the glossary's terms.
pub fn guides(pages: &[Content], languages: &[&str]) -> Vec<Guide> {
    let mut all: BTreeMap<String, Guide> = BTreeMap::new();
    for page in pages.iter().filter(|page| !page.path.is_empty()) {
        let Some(at) = languages.iter().position(|language| *language == page.lang) else { continue };
        let whole = (page.path.clone(), page.title.clone(), page.description.as_str());
        let parts = parts(&page.html).into_iter().map(|(id, title)| (format!("{}#{id}", page.path), title, ""));
        for (path, title, description) in std::iter::once(whole).chain(parts) {
            let guide = all.entry(path.clone()).or_insert_with(|| Guide {
                path,
                titles: vec![String::new(); languages.len()],
                description: String::new(),
            });
            guide.titles[at] = title;
            guide.description += " ";
            guide.description += description;
        }
    }
    all.into_values().filter(|guide| guide.titles.iter().all(|title| !title.is_empty())).collect()
}

/// The names for links and the words of a page's headings.
fn parts(html: &str) -> Vec<(String, String)> {
    static HEADING: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"(?s)<h[23] id="([^"&]+)"[^>]*>(.*?)</h[23]>"#).ok());
    static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("<[^>]*>").ok());
    let (Some(heading), Some(tag)) = (HEADING.as_ref(), TAG.as_ref()) else { return Vec::new() };
    let words = |html: &str| {
        let text = tag.replace_all(html, "").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        text.replace("&amp;", "&")
    };
    heading.captures_iter(html).map(|found| (found[1].to_owned(), words(&found[2]))).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{ArrayRef, RecordBatch, StringArray};
    use parquet::arrow::ArrowWriter;

    use super::*;
    use crate::testing::Scratch;

    #[test]
    fn terms_that_every_language_names_alike_are_guides() {
        let page = |lang: &str, title: &str, html: &str| Content {
            file: format!("glosarium.{lang}.md"),
            path: "glosarium/".into(),
            lang: lang.into(),
            title: title.into(),
            description: "Arti".into(),
            template: None,
            is_section: false,
            weight: 0,
            date: None,
            extra: minijinja::Value::from(()),
            answers: None,
            html: html.into(),
        };
        let pages = [
            page("id", "Glosarium", "<h2 id=\"hps\">HPS <em>&amp;</em> pagu</h2><p>x</p><h2 id=\"lain\">Lain</h2>"),
            page("en", "Glossary", "<h2 id=\"hps\">Estimate</h2><h2 id=\"other\">Other</h2>"),
        ];
        let told: Vec<(String, Vec<String>)> =
            guides(&pages, &["id", "en"]).into_iter().map(|guide| (guide.path, guide.titles)).collect();
        let own = |path: &str, id: &str, en: &str| (path.to_owned(), vec![id.to_owned(), en.to_owned()]);
        assert_eq!(told, [own("glosarium/", "Glosarium", "Glossary"), own("glosarium/#hps", "HPS & pagu", "Estimate")]);
    }

    #[derive(Default)]
    struct Kept {
        files: BTreeMap<String, String>,
        leads: Vec<String>,
    }

    impl Sink for Kept {
        fn file(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
            self.files.insert(path.to_string(), String::from_utf8(bytes.to_vec())?);
            Ok(())
        }

        fn leads(&mut self, relation: &str, path: &str) {
            self.leads.push(format!("{relation}: {path}"));
        }
    }

    fn family(scratch: &Scratch, kind: &str, joined: bool, columns: &[(&str, &[&str])]) -> Result<Entries> {
        let rows = scratch.path().join(format!("search_{kind}.parquet"));
        let column = |values: &[&str]| Arc::new(StringArray::from(values.to_vec())) as ArrayRef;
        let batch = RecordBatch::try_from_iter(columns.iter().map(|(name, values)| (*name, column(values))))?;
        let mut writer = ArrowWriter::try_new(fs::File::create(&rows)?, batch.schema(), None)?;
        writer.write(&batch)?;
        writer.close()?;
        let (relation, path) = (format!("search_{kind}"), format!("{kind}/{{id}}"));
        Ok(Entries { relation, kind: kind.to_string(), path, joined, rows })
    }

    fn made(scratch: &Scratch, families: &[Entries], guides: &[Guide]) -> Result<Kept> {
        let mut kept = Kept::default();
        make(families, guides, &["id", "en"], &scratch.path().join("scratch"), &mut kept)?;
        Ok(kept)
    }

    #[test]
    fn entries_words_and_slips_are_written_in_order() -> Result<()> {
        let scratch = Scratch::new("search");
        let suppliers = family(
            &scratch,
            "supplier",
            true,
            &[
                ("id", &["B-1", "a"]),
                ("title", &["PT Maju Jaya", "CV Jaya\tBaru"]),
                ("amount", &["5.50", ""]),
                ("currency", &["IDR", ""]),
                ("words", &["Madju", ""]),
            ],
        )?;
        let data = family(
            &scratch,
            "data",
            false,
            &[("id", &["x"]), ("title_id", &["Bayaran"]), ("title_en", &["Payments"])],
        )?;
        let guide = Guide { path: "tentang/".into(), titles: vec!["Sama".into(); 2], description: "Jaya".into() };
        let kept = made(&scratch, &[suppliers, data], &[guide])?;
        let file = |name: &str| kept.files[&format!("search/{name}")].as_str();
        assert_eq!(
            file("e/0.txt"),
            "supplier/~b-1/\tPT Maju Jaya\t\t5.50\tIDR\nsupplier/a/\tCV Jaya Baru\ndata/x/\tBayaran\u{1f}Payments\ntentang/\tSama\n"
        );
        assert_eq!(
            file("w/0.txt"),
            "baru\t1\t1\nbayaran\t1\t2\njaya\t3\t0 1 2\njayabaru\t1\t1\nmadju\t1\t0\nmaju\t1\t0\nmajujaya\t1\t0\npayments\t1\t2\nsama\t1\t3\n"
        );
        let slips = file("s/0.txt");
        assert!(
            slips.lines().any(|line| line == "maju\tmadju") && slips.lines().any(|line| line == "mau\tmaju"),
            "{slips}"
        );
        assert!(slips.lines().is_sorted_by_key(|line| line.split('\t').next()));
        let index: serde_json::Value = serde_json::from_str(file("index.json"))?;
        assert_eq!(index["kinds"], serde_json::json!([["supplier", 0], ["data", 2], ["guide", 3]]));
        assert_eq!((&index["entries"], &index["blocks"]), (&serde_json::json!(4), &serde_json::json!([0])));
        assert_eq!(
            kept.leads,
            ["search_supplier: supplier/~b-1/", "search_supplier: supplier/a/", "search_data: data/x/"]
        );
        Ok(())
    }

    #[test]
    fn a_common_word_names_the_weightiest_of_each_kind() -> Result<()> {
        let scratch = Scratch::new("search");
        let ids: Vec<String> = (0..MOST + 40).map(|number| format!("{number:05}")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let titles = vec!["Jalan raya desa"; ids.len()];
        let rows: [(&str, &[&str]); 2] = [("id", &ids), ("title", &titles)];
        let families = [family(&scratch, "one", false, &rows)?, family(&scratch, "two", false, &rows)?];
        let kept = made(&scratch, &families, &[])?;
        let line = kept.files["search/w/0.txt"].lines().find(|line| line.starts_with("jalan\t")).context("a line")?;
        let [_, total, steps] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let mut number = 0;
        let numbers = steps.split(' ').map(|step| {
            number += u32::from_str_radix(step, 36)?;
            Ok(number)
        });
        let numbers: Vec<u32> = numbers.collect::<Result<_>>()?;
        let (most, count) = (MOST as u32, ids.len() as u32);
        assert_eq!(total, (2 * count).to_string());
        assert_eq!(numbers, (0..most).chain(count..count + most).collect::<Vec<_>>());
        assert!(kept.files.values().all(|text| text.len() <= FULL), "a file is too large");
        assert!(kept.files.contains_key("search/e/1.txt"));
        Ok(())
    }
}
