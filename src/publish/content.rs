//! Pages that people write: Markdown with TOML front matter, as Zola reads it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use anyhow::Result;
use minijinja::value::{Serde, Value};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};
use regex::Regex;

use crate::config::content_name;
use crate::page::route::{Links, page_path};
use crate::page::{Reply, SiteFiles};
use crate::problem::{Failed, Place, Problem};

const FOLDER: &str = "site/content/";

/// The folder of answers to what pages say of an office or a supplier.
pub const REPLIES: &str = "site/content/tanggapan/";

/// One page of `site/content/` in one language.
#[derive(Clone, Debug)]
pub struct Content {
    /// The Markdown file.
    pub file: String,
    /// Without its language; `/` at the end; empty for the front page.
    pub path: String,
    pub lang: String,
    pub title: String,
    pub description: String,
    pub template: Option<String>,
    /// Sections are `_index.md`.
    pub is_section: bool,
    pub weight: i64,
    pub date: Option<String>,
    pub extra: Value,
    /// What it answers to, and who answers, where it stands in [`REPLIES`].
    pub answers: Option<(String, String)>,
    pub html: String,
}

/// Where each content file's page is: path below `site/content/` -> page path. A page that the default
/// language lacks is also under the name that it would have there.
pub fn paths(files: &dyn SiteFiles) -> Result<BTreeMap<String, String>> {
    let mut paths = BTreeMap::new();
    let mut problems = Vec::new();
    for file in files.list(FOLDER)?.iter().filter(|file| file.ends_with(".md")) {
        let text = files.text(file)?.unwrap_or_default();
        let name = file.strip_prefix(FOLDER).unwrap_or(file);
        match split(file, &text) {
            Ok((front, _)) => _ = paths.insert(name.to_string(), path_of(name, &front)),
            Err(problem) => problems.push(problem),
        }
    }
    for (name, path) in paths.clone() {
        paths.entry(content_name(&name).0.to_string() + ".md").or_insert(path);
    }
    if problems.is_empty() { Ok(paths) } else { Err(Failed(problems).into()) }
}

/// Where the page that `@/about.md` names is in a language.
pub fn path_in<'a>(paths: &'a BTreeMap<String, String>, name: &str, lang: &str) -> Option<&'a String> {
    let (stem, _) = content_name(name);
    paths.get(&format!("{stem}.{lang}.md")).or_else(|| paths.get(&format!("{stem}.md")))
}

/// All content pages, in the order of their files; every broken one is a problem of one [`Failed`].
pub fn read(files: &dyn SiteFiles, links: &Links, languages: &[String]) -> Result<Vec<Content>> {
    let paths = paths(files)?;
    let mut pages = Vec::new();
    let mut problems = Vec::new();
    for file in files.list(FOLDER)?.iter().filter(|file| file.ends_with(".md")) {
        let text = files.text(file)?.unwrap_or_default();
        match page(file, &text, links, languages, &paths) {
            Ok(Some(page)) => pages.push(page),
            Ok(None) => {}
            Err(problem) => problems.push(problem),
        }
    }
    // A language without any text of its own has those of the default one, so that the frame's links lead
    // somewhere.
    for language in languages {
        if !pages.iter().any(|page: &Content| page.lang == *language) {
            let spoken = pages.iter().filter(|page| page.lang == links.default_language).cloned();
            let copies: Vec<Content> = spoken.map(|page| Content { lang: language.clone(), ..page }).collect();
            pages.extend(copies);
        }
    }
    if problems.is_empty() { Ok(pages) } else { Err(Failed(problems).into()) }
}

/// The answers among the content pages, for the pages that they are about.
pub fn replies(files: &dyn SiteFiles, links: &Links, languages: &[String]) -> Result<Vec<Reply>> {
    if files.list(REPLIES)?.is_empty() {
        return Ok(Vec::new());
    }
    let (mut replies, mut problems): (Vec<Reply>, Vec<Problem>) = Default::default();
    for page in read(files, links, languages)? {
        let Some((about, from)) = page.answers else { continue };
        let date = page.date.unwrap_or_default().chars().take(10).collect();
        let reply = Reply { about, from, date, path: page.path, lang: page.lang, title: page.title, html: page.html };
        let of_same = |other: &&Reply| other.path == reply.path;
        if let Some(other) = replies.iter().find(of_same)
            && (&other.about, &other.date) != (&reply.about, &reply.date)
        {
            let message = "names another page or day than the same reply in another language";
            problems.push(Problem::error("front_matter", Place::line(&page.file, 1), message));
        }
        replies.push(reply);
    }
    if problems.is_empty() { Ok(replies) } else { Err(Failed(problems).into()) }
}

/// What an answer is about, and whose it is: without these, and a day, it cannot stand on a page.
fn answers(file: &str, front: &toml::Table) -> Result<(String, String), Problem> {
    let extra = |key: &str| front.get("extra").and_then(|extra| extra.get(key)).and_then(toml::Value::as_str);
    let lacks = |key: &str, hint: &str| {
        let problem = Problem::error("front_matter", Place::line(file, 1), format!("is a reply, and has no `{key}`"));
        problem.hint(hint)
    };
    let about = extra("about").map(page_path).filter(|path| !path.is_empty());
    let about = about.ok_or_else(|| {
        lacks("about", "write the address of the page below [extra], such as about = \"paket/tender-123\"")
    })?;
    let shows = |family: &&str| about.strip_prefix(family).is_some_and(|rest| rest.matches('/').count() == 1);
    if !["paket/", "penyedia/", "instansi/"].iter().any(|family| shows(&family)) {
        let message = format!("is a reply to /{about}, where none is shown");
        let problem = Problem::error("front_matter", Place::line(file, 1), message);
        return Err(problem.hint(
            "`about` is a process, a supplier or an office, without the language: paket/…, penyedia/…, instansi/…",
        ));
    }
    let from = extra("from").filter(|from| !from.trim().is_empty());
    let from =
        from.ok_or_else(|| lacks("from", "write who replies below [extra], such as from = \"Dinas Kesehatan\""))?;
    if front.get("date").and_then(toml::Value::as_datetime).is_none_or(|date| date.date.is_none()) {
        return Err(lacks("date", "write its day, such as date = 2025-03-31, above [extra]"));
    }
    Ok((about, from.to_owned()))
}

fn path_of(name: &str, front: &toml::Table) -> String {
    let text = |key: &str| front.get(key).and_then(toml::Value::as_str);
    if let Some(path) = text("path") {
        return page_path(path);
    }
    let (stem, _) = content_name(name);
    let (folder, last) = stem.rsplit_once('/').unwrap_or(("", stem));
    match (last, text("slug")) {
        ("_index" | "index", _) => page_path(folder),
        (_, Some(slug)) => page_path(&format!("{folder}/{slug}")),
        (last, None) => page_path(&format!("{folder}/{last}")),
    }
}

/// A figure in a text, as Zola writes a shortcode: `{{ figure(name="fig_chain") }}`, alone in its paragraph.
static FIGURE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?m)^\{\{ *figure\(name="(\w+)"\) *\}\}[ \t\r]*$"#).ok());

static SHORTCODE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}").ok());

/// What stands in the HTML where a figure is to be drawn.
fn figure_mark(name: &str) -> String {
    format!("<!--figure {name}-->")
}

/// The HTML with its figures, which `draw` gives by name.
pub fn with_figures<E>(html: &str, mut draw: impl FnMut(&str) -> Result<String, E>) -> Result<String, E> {
    let (mut out, mut rest) = (String::with_capacity(html.len()), html);
    while let Some((before, after)) = rest.split_once("<!--figure ") {
        let Some((name, tail)) = after.split_once("-->") else { break };
        out.push_str(before);
        out.push_str(&draw(name)?);
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

/// Front matter and Markdown.
fn split<'a>(file: &str, text: &'a str) -> Result<(toml::Table, &'a str), Problem> {
    let text = text.trim_start();
    let Some(rest) = text.strip_prefix("+++") else {
        let problem = Problem::error("front_matter", Place::line(file, 1), "begins without front matter");
        return Err(problem.hint("begin with a line `+++`, `title = \"…\"`, and a line `+++`"));
    };
    let Some((front, body)) = rest.split_once("\n+++") else {
        let problem = Problem::error("front_matter", Place::line(file, 1), "front matter has no end");
        return Err(problem.hint("end it with a line `+++`"));
    };
    match front.parse::<toml::Table>() {
        Ok(table) => Ok((table, body)),
        Err(error) => {
            let before = error.span().map_or("", |span| front.get(..span.start).unwrap_or(""));
            let line = before.matches('\n').count() as u64 + 1;
            Err(Problem::error("front_matter", Place::line(file, line), error.message().to_string()))
        }
    }
}

fn page(
    file: &str,
    text: &str,
    links: &Links,
    languages: &[String],
    paths: &BTreeMap<String, String>,
) -> Result<Option<Content>, Problem> {
    let (front, body) = split(file, text)?;
    if front.get("draft").and_then(toml::Value::as_bool) == Some(true) {
        return Ok(None);
    }
    let name = file.strip_prefix(FOLDER).unwrap_or(file);
    let (stem, language) = content_name(name);
    let lang = language.unwrap_or(&links.default_language).to_string();
    if language == Some(&links.default_language) {
        let message = format!("`{lang}` is the default language, whose pages do not name it");
        let hint = format!("name it {FOLDER}{stem}.md");
        return Err(Problem::error("language", Place::file(file), message).hint(hint));
    }
    if !languages.contains(&lang) {
        let message = format!("is in language `{lang}`, which site/config.toml does not name");
        return Err(Problem::error("language", Place::file(file), message));
    }
    let words = |key: &str| front.get(key).and_then(toml::Value::as_str).map(str::to_string);
    let Some(title) = words("title").or_else(|| stem.ends_with("_index").then(String::new)) else {
        return Err(Problem::error("front_matter", Place::line(file, 1), "has no `title`"));
    };
    let is_section = stem.rsplit('/').next() == Some("_index");
    let answers = (file.starts_with(REPLIES) && !is_section).then(|| answers(file, &front)).transpose()?;
    let html = markdown(body, file, links, &lang, paths, answers.is_some())?;
    Ok(Some(Content {
        file: file.to_string(),
        path: path_of(name, &front),
        title,
        description: words("description").unwrap_or_default(),
        template: words("template"),
        is_section,
        weight: front.get("weight").and_then(toml::Value::as_integer).unwrap_or(0),
        date: front.get("date").map(|date| date.as_str().map_or_else(|| date.to_string(), str::to_string)),
        extra: front.get("extra").map_or(Value::UNDEFINED, |extra| Value::from(Serde(extra))),
        answers,
        html,
        lang,
    }))
}

/// Markdown as HTML: tables, footnotes, headings with ids. Links to `@/page.md` and `/path` are made
/// to fit the base address. HTML in it stays: it comes from those who run the portal, not from data. In the words of
/// others (`quoted`), which stand on another page, HTML is text, and nothing has an id.
fn markdown(
    text: &str,
    file: &str,
    links: &Links,
    lang: &str,
    paths: &BTreeMap<String, String>,
    quoted: bool,
) -> Result<String, Problem> {
    let mut options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    if !quoted {
        options |= Options::ENABLE_FOOTNOTES | Options::ENABLE_HEADING_ATTRIBUTES;
    }
    let text = match FIGURE.as_ref() {
        Some(figure) if !quoted => figure.replace_all(text, |found: &regex::Captures<'_>| figure_mark(&found[1])),
        _ => text.into(),
    };
    let mut events: Vec<Event> = Parser::new_ext(&text, options).collect();
    if let Some(tag) = left_over(&events).filter(|_| !quoted) {
        let message = format!("`{tag}` is no figure: pages would show it as it stands");
        let hint =
            "alone in its paragraph, as in {{ figure(name=\"fig_chain\") }}; in `backquotes` where it is meant so";
        return Err(Problem::error("shortcode", Place::file(file), message).hint(hint));
    }
    let mut used = BTreeSet::new();
    for at in 0..events.len() {
        let words = heading_words(&events, at);
        match &mut events[at] {
            Event::Html(html) | Event::InlineHtml(html) if quoted => {
                let text = std::mem::replace(html, CowStr::Borrowed(""));
                events[at] = Event::Text(text);
            }
            Event::Start(Tag::Heading { id, .. }) if !quoted => {
                let wanted = id.as_deref().map_or_else(|| anchor(&words), str::to_string);
                let mut free = wanted.clone();
                let mut number = 1;
                while !used.insert(free.clone()) {
                    free = format!("{wanted}-{number}");
                    number += 1;
                }
                *id = Some(CowStr::from(free));
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                if let Some(page) = dest_url.strip_prefix("@/") {
                    let (page, place) = page.split_once('#').unwrap_or((page, ""));
                    let Some(path) = path_in(paths, page, lang) else {
                        let message = format!("links to `@/{page}`, and there is no such page");
                        return Err(Problem::error("dead_link", Place::file(file), message));
                    };
                    let place = if place.is_empty() { String::new() } else { format!("#{place}") };
                    *dest_url = CowStr::from(format!("{}{place}", links.page(lang, path)));
                } else if dest_url.starts_with('/') && !dest_url.starts_with("//") {
                    *dest_url = CowStr::from(links.download(lang, dest_url));
                }
            }
            _ => {}
        }
    }
    let mut out = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut out, events.into_iter());
    Ok(out)
}

/// A shortcode of Zola's that is none of ours, in the text of a paragraph.
fn left_over(events: &[Event]) -> Option<String> {
    let (mut words, mut in_code) = (String::new(), false);
    for event in events {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if !in_code => words.push_str(text),
            Event::Code(_) | Event::SoftBreak | Event::HardBreak => words.push('\n'),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell) => words.push('\n'),
            _ => {}
        }
    }
    let found = SHORTCODE.as_ref()?.find(&words)?;
    Some(found.as_str().to_owned())
}

/// The words of the heading that starts here; empty where none does.
fn heading_words(events: &[Event], at: usize) -> String {
    if !matches!(events[at], Event::Start(Tag::Heading { .. })) {
        return String::new();
    }
    let inside = events[at..].iter().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
    inside.fold(String::new(), |mut words, event| {
        if let Event::Text(text) | Event::Code(text) = event {
            words.push_str(text);
        }
        words
    })
}

/// `Apa itu RUP?` is `apa-itu-rup`.
fn anchor(words: &str) -> String {
    let letters = words.chars().flat_map(char::to_lowercase);
    let dashed: String = letters.map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    let parts: Vec<&str> = dashed.split_whitespace().collect();
    if parts.is_empty() { "bagian".to_string() } else { parts.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(pages: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        pages.iter().map(|(name, text)| (format!("{FOLDER}{name}"), text.as_bytes().to_vec())).collect()
    }

    fn read_site(pages: &[(&str, &str)]) -> Result<Vec<Content>> {
        read(&site(pages), &Links::new("https://kota.id/sub", "id"), &["id".into(), "en".into()])
    }

    #[test]
    fn markdown_becomes_pages_in_each_language() -> Result<()> {
        let pages = read_site(&[
            (
                "tentang.md",
                "+++\ntitle = \"Tentang\"\nweight = 3\n[extra]\nx = 1\n+++\n# Apa?\n## Apa?\n[ke](@/cerita/satu.md#a) [b](/data/) <b>x</b>",
            ),
            ("tentang.en.md", "+++\ntitle = \"About\"\n+++\n[to](@/tentang.md)"),
            ("cerita/satu.md", "+++\ntitle = \"Satu\"\nslug = \"pertama\"\n+++\n"),
            ("cerita/_index.md", "+++\n+++\n"),
            ("rahasia.md", "+++\ntitle = \"x\"\ndraft = true\n+++\n"),
        ])?;
        let shown: Vec<(&str, &str, &str)> =
            pages.iter().map(|page| (page.path.as_str(), page.lang.as_str(), page.title.as_str())).collect();
        assert_eq!(
            shown,
            [
                ("cerita/", "id", ""),
                ("cerita/pertama/", "id", "Satu"),
                ("tentang/", "en", "About"),
                ("tentang/", "id", "Tentang")
            ]
        );
        let html = &pages[3].html;
        assert!(html.contains("<h1 id=\"apa\">") && html.contains("<h2 id=\"apa-1\">"), "{html}");
        assert!(html.contains("href=\"/sub/cerita/pertama/#a\"") && html.contains("href=\"/sub/data/\""), "{html}");
        assert!(html.contains("<b>x</b>") && pages[2].html.contains("href=\"/sub/en/tentang/\""));
        assert_eq!((pages[3].weight, pages[0].is_section), (3, true));
        Ok(())
    }

    #[test]
    fn figures_stand_where_they_are_named() -> Result<()> {
        let text = "+++\ntitle = \"S\"\n+++\nSatu.\n\n{{ figure(name=\"fig_a\") }}\r\n\nDua, `{{ figure(name=\"fig_b\") }}`.\n";
        let pages = read_site(&[("s.md", text)])?;
        let html =
            with_figures(&pages[0].html, |name| Ok::<String, anyhow::Error>(format!("<figure>{name}</figure>")))?;
        assert_eq!(html.matches("<figure>fig_a</figure>").count(), 1, "{html}");
        assert!(html.contains("<code>{{ figure(name=\"fig_b\") }}</code>"), "{html}");
        assert!(with_figures(&pages[0].html, |name| Err(anyhow::anyhow!("no {name}"))).is_err());
        Ok(())
    }

    #[test]
    fn broken_pages_are_told_together() {
        let error = read_site(&[
            ("a.md", "# no front matter"),
            ("b.md", "+++\ntitle = \"b\"\nweight = = 1\n+++\n"),
            ("c.md", "+++\ntitle = \"c\""),
        ]);
        let text = error.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(text.contains("site/content/a.md:1: begins without"), "{text}");
        assert!(text.contains("site/content/b.md:3: "), "{text}");
        assert!(text.contains("site/content/c.md:1: front matter has no end"), "{text}");
        let error = read_site(&[
            ("d.md", "+++\n+++\n"),
            ("e.fr.md", "+++\ntitle = \"e\"\n+++\n"),
            ("f.md", "+++\ntitle = \"f\"\n+++\n[x](@/none.md)"),
        ]);
        let text = error.err().map(|error| error.to_string()).unwrap_or_default();
        for wrong in ["{{ figur(name=\"fig_a\") }}", "Lihat {{ figure(name=\"fig_a\") }} ini", "- {% x %}"] {
            let error = read_site(&[("g.md", &format!("+++\ntitle = \"g\"\n+++\nSatu.\n\n{wrong}\n"))]);
            let text = error.err().map(|error| error.to_string()).unwrap_or_default();
            assert!(text.contains("site/content/g.md") && text.contains("is no figure"), "{wrong}: {text}");
        }
        assert!(read_site(&[("g.md", "+++\ntitle = \"g\"\n+++\n```\n{{ x }}\n```\n`{% y %}` {{ z\n}}")]).is_ok());
        assert!(
            text.contains("no `title`") && text.contains("language `fr`") && text.contains("`@/none.md`"),
            "{text}"
        );
    }
}
