//! The frame in `site/` stays valid for Zola, and its words are whole in every language.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use pantau::config::{Portal, Settings};
use pantau::testing::Scratch;
use regex::Regex;
use serde_json::{Value, json};
use tera::{Context, Function, Tera};
use walkdir::WalkDir;

use crate::support::{ROOT, expect, rows, small_portal};

/// Address, the frame's template, and the page's content: one page of each kind that Zola has.
const PAGES: [(&str, &str, &str); 7] = [
    ("", "index.html", "<p>Isi beranda.</p>"),
    ("cerita/", "section.html", "<p>Isi bagian.</p>"),
    ("cerita/polos/", "page.html", "<p>Isi halaman &amp; lain.</p>"),
    ("cerita/prosa/", "prose.html", "<p>Isi prosa.</p>"),
    ("cerita/kisah/", "story.html", "<p>Isi kisah.</p>"),
    ("cerita/telusur/", "search.html", "<p>Isi telusur.</p>"),
    ("404.html", "404.html", ""),
];
const TITLES: [(&str, &str); 5] = [
    ("cerita/", "Cerita <kita>"),
    ("cerita/polos/", "Polos & \"lugas\""),
    ("cerita/prosa/", "Prosa"),
    ("cerita/kisah/", "Kisah"),
    ("cerita/telusur/", "Telusur"),
];

fn title(path: &str) -> &'static str {
    TITLES.iter().find(|(of, _)| *of == path).map_or("", |(_, title)| title)
}

/// The text of every file in a folder below the project, by its path in that folder.
fn texts(folder: &str, ending: &str) -> BTreeMap<String, String> {
    let root = Path::new(ROOT).join(folder);
    let mut all = BTreeMap::new();
    for entry in WalkDir::new(&root) {
        let entry = entry.expect("the folder can be listed");
        let name = entry.path().strip_prefix(&root).expect("below the folder").to_string_lossy().replace('\\', "/");
        if entry.file_type().is_file() && name.ends_with(ending) {
            all.insert(name, fs::read_to_string(entry.path()).expect("text"));
        }
    }
    assert!(!all.is_empty(), "{folder} holds no {ending}");
    all
}

/// Zola's `get_url`, with links below `/`: without `trailing_slash` it drops a slash at the end.
struct GetUrl(String);

impl Function for GetUrl {
    fn call(&self, names: &HashMap<String, Value>) -> tera::Result<Value> {
        let text = |name: &str| names.get(name).and_then(Value::as_str);
        let path = text("path").ok_or_else(|| tera::Error::msg("`get_url` requires a `path`"))?;
        let lang = text("lang").unwrap_or(&self.0);
        if path.starts_with("@/") {
            return Err(tera::Error::msg(format!("no content page {path} here")));
        }
        let url = if lang == self.0 { format!("/{path}") } else { format!("/{lang}/{path}") };
        let keep = names.get("trailing_slash").and_then(Value::as_bool).unwrap_or(false);
        Ok(Value::from(if keep { url } else { url.trim_end_matches('/').to_owned() }))
    }

    fn is_safe(&self) -> bool {
        true
    }
}

/// Zola's `trans`: the default language where none is named, and no other when a text is missing.
struct Trans(Settings);

impl Function for Trans {
    fn call(&self, names: &HashMap<String, Value>) -> tera::Result<Value> {
        let text = |name: &str| names.get(name).and_then(Value::as_str);
        let key = text("key").ok_or_else(|| tera::Error::msg("`trans` requires a `key`"))?;
        let lang = text("lang").unwrap_or(&self.0.default_language);
        let found = self.0.translations.get(lang).and_then(|words| words.get(key));
        found.map(|text| Value::from(text.as_str())).ok_or_else(|| tera::Error::msg(format!("no `{key}` in `{lang}`")))
    }
}

fn zola(settings: &Settings) -> Tera {
    let mut tera = Tera::default();
    tera.add_raw_templates(texts("site/templates", ".html")).expect("Tera reads every template of the frame");
    tera.register_function("get_url", GetUrl(settings.default_language.clone()));
    tera.register_function("trans", Trans(settings.clone()));
    tera
}

/// What Zola gives a template, and not a name more: `section` to sections, `page` to pages, neither to the 404.
fn context(
    settings: &Settings,
    config: &toml::Table,
    lang: &str,
    path: &str,
    template: &str,
    about: (&str, &str),
) -> Context {
    let (content, description) = about;
    let prefix = |lang: &str| if lang == settings.default_language { String::new() } else { format!("{lang}/") };
    let link = |lang: &str, path: &str| format!("/{}{path}", prefix(lang));
    let translations: Vec<Value> = settings
        .languages
        .iter()
        .map(|other| json!({ "lang": other, "permalink": link(other, path), "title": title(path), "path": link(other, path) }))
        .collect();
    let child = |path: &str| json!({ "title": title(path), "description": "Tentang <ini> & itu", "permalink": link(lang, path), "path": link(lang, path), "date": null, "extra": {} });
    let about = json!({
        "title": if path.is_empty() { Value::Null } else { Value::from(title(path)) },
        "description": if description.is_empty() { Value::Null } else { Value::from(description) },
        "content": content,
        "path": link(lang, path),
        "permalink": format!("{}{}", settings.base_url, link(lang, path)),
        "lang": lang,
        "translations": translations,
        "date": null,
        "feed": if path.is_empty() { Value::from(link(lang, "pembaruan.xml")) } else { Value::Null },
        "extra": {},
        "pages": if path == "cerita/" { json!([child("cerita/kisah/"), child("cerita/polos/"), child("cerita/prosa/"), child("cerita/telusur/")]) } else { json!([]) },
    });
    // Zola knows no feed of ours: it is given here, so that the rest can be compared.
    // Links to other languages begin at the host's root here, and the head puts the host before them.
    let mut extra = json!(config.get("extra"));
    let part = |path: &str, id: &str, en: &str| json!({ "title": if lang == "id" { id } else { en }, "permalink": link(lang, path) });
    let parts =
        [("anggaran/", "Anggaran", "Budget"), ("izin/", "Izin", "Permits"), ("wilayah/", "Kecamatan", "Districts")];
    extra["portal"]["parts"] = parts.map(|(path, id, en)| part(path, id, en)).into_iter().collect();
    extra["portal"]["sections"] = json!([{ "title": title("cerita/"), "permalink": link(lang, "cerita/") }]);
    extra["portal"]["origin"] = Value::from(settings.base_url.as_str());
    extra["portal"]["card"] = json!(format!("gambar/{lang}/portal.png"));
    let languages: BTreeMap<&String, Value> = settings.languages.iter().map(|lang| (lang, json!({}))).collect();
    let mut context = json!({
        "config": {
            "title": settings.titles.get(lang).unwrap_or(&settings.title),
            "description": settings.description,
            "base_url": settings.base_url,
            "default_language": settings.default_language,
            "languages": languages,
            "extra": extra,
        },
        "lang": lang,
    });
    match template {
        "404.html" | "base.html" => {}
        "index.html" | "section.html" => {
            context["section"] = about;
            context["current_path"] = Value::from(link(lang, path));
        }
        _ => {
            context["page"] = about;
            context["current_path"] = Value::from(link(lang, path));
        }
    }
    Context::from_value(context).expect("an object")
}

/// HTML as tags and texts. Not told apart: spaces, how a letter is escaped, a slash at an address's end.
fn tokens(html: &str) -> Vec<String> {
    let plain = |text: &str| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let marks = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#39;", "'"),
            ("&#x27;", "'"),
            ("&#x2F;", "/"),
            ("&amp;", "&"),
        ];
        marks.into_iter().fold(text, |text, (mark, letter)| text.replace(mark, letter))
    };
    let mut all = Vec::new();
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        all.push(format!("<{}>", plain(tag).replace("/\"", "\"")));
        if !text.trim().is_empty() {
            all.push(plain(text));
        }
    }
    all
}

#[test]
fn zola_makes_the_same_frame() {
    let scratch = Scratch::new("frame");
    let portal = small_portal(&scratch, "0.02");
    scratch.write("portal/templates/home.html", "<p>Isi beranda.</p>");
    for ending in ["md", "en.md"] {
        let write = |name: &str, path: &str, more: &str, body: &str| {
            let front =
                format!("+++\ntitle = {:?}\ndescription = \"Tentang <ini> & itu\"\n{more}+++\n{body}\n", title(path));
            scratch.write(&format!("portal/site/content/cerita/{name}.{ending}"), front);
        };
        write("_index", "cerita/", "", "Isi bagian.");
        write("polos", "cerita/polos/", "", "Isi halaman & lain.");
        write("prosa", "cerita/prosa/", "template = \"prose.html\"\n", "Isi prosa.");
        write("kisah", "cerita/kisah/", "template = \"story.html\"\n", "Isi kisah.");
        write("telusur", "cerita/telusur/", "template = \"search.html\"\n", "Isi telusur.");
    }
    expect(0, &["build", &portal.to_string_lossy()]);
    let settings = Portal::load(&portal).expect("the portal's settings are read").settings;
    let written = fs::read_to_string(portal.join("site/config.toml")).expect("the portal has settings");
    let config: toml::Table = toml::from_str(&written).expect("settings are TOML");
    let tera = zola(&settings);
    let described = Regex::new(r#"<meta name="description" content="([^"]*)""#).expect("a pattern");
    assert!(settings.languages.len() > 1, "{:?}", settings.languages);
    for lang in &settings.languages {
        for (path, template, content) in PAGES {
            let prefix = if *lang == settings.default_language { String::new() } else { format!("{lang}/") };
            let index = if path.ends_with(".html") { "" } else { "index.html" };
            let file = format!("{prefix}{path}{index}");
            let ours =
                fs::read_to_string(portal.join("public").join(&file)).unwrap_or_else(|error| panic!("{file}: {error}"));
            // The front page's description comes from its query.
            let query = described.captures(&ours).map_or("", |found| found.get(1).map_or("", |text| text.as_str()));
            let description = if path.is_empty() { query } else { "Tentang <ini> & itu" };
            let context = context(&settings, &config, lang, path, template, (content, description));
            let theirs =
                tera.render(template, &context).unwrap_or_else(|error| panic!("{template} in {lang}: {error:?}"));
            let (ours, theirs) = (tokens(&ours), tokens(&theirs));
            let differs = ours.iter().zip(&theirs).find(|(one, other)| one != other);
            assert_eq!(differs, None, "{file}: ours and Zola's differ");
            assert_eq!(ours.len(), theirs.len(), "{file}");
            assert!(ours.len() > 40, "{file} has only {} parts", ours.len());
        }
    }
}

#[test]
fn every_template_of_the_frame_renders_in_tera_alone() {
    let settings = Portal::load(Path::new(ROOT)).expect("the default portal has settings").settings;
    let config: toml::Table = toml::from_str(&texts("site", "config.toml")["config.toml"]).expect("settings are TOML");
    let tera = zola(&settings);
    // What stands for a figure in a text is no page.
    for template in texts("site/templates", ".html").keys().filter(|name| !name.starts_with("shortcodes/")) {
        for lang in &settings.languages {
            let context = context(&settings, &config, lang, "cerita/polos/", template, ("<p>Isi.</p>", "Tentang"));
            let html =
                tera.render(template, &context).unwrap_or_else(|error| panic!("{template} in {lang}: {error:?}"));
            assert!(html.contains(&format!("<html lang=\"{lang}\">")), "{template} in {lang}");
            assert_eq!(
                html.contains("<p>Isi.</p>"),
                !["404.html", "base.html"].contains(&template.as_str()),
                "{template}"
            );
        }
        let compared = PAGES.iter().any(|(_, name, _)| name == template) || template == "base.html";
        assert!(compared, "{template} is compared with no published page: add one to PAGES");
    }
}

/// The keys of interface text that templates and the program ask for; true where with a count.
///
/// All are written out: a figure may also look up `<column>_<value>` for a code without a name of its
/// own, but no key stands for that alone.
fn asked() -> BTreeMap<String, bool> {
    let mut keys: BTreeMap<String, bool> = BTreeMap::new();
    let ways = [
        ("templates", "", r"(?:^|[^A-Za-z0-9_])t\(\s*'([a-z0-9_]+)'\s*(\)|,(?:[^)]*[ ,])?n=|,)"),
        ("site/templates", ".html", r#"trans\(key="([a-z0-9_]+)"([,)])"#),
        ("src/page", ".rs", r#"word(?:s\.get)?\("([a-z0-9_]+)"(\)|, Some\(|,)"#),
    ];
    for (folder, ending, pattern) in ways {
        let pattern = Regex::new(pattern).expect("a pattern");
        let before = keys.len();
        for (name, text) in texts(folder, ending) {
            // Tests have words of their own.
            let text = if ending == ".rs" { text.split("#[cfg(test)]").next().unwrap_or("").to_owned() } else { text };
            if name.ends_with("tests.rs") {
                continue;
            }
            for found in pattern.captures_iter(&text) {
                let counted = found[2].ends_with("n=") || found[2].ends_with("Some(");
                *keys.entry(found[1].to_owned()).or_default() |= counted;
            }
        }
        assert!(keys.len() > before, "no key was found in {folder}: the test reads the wrong thing");
    }
    keys
}

/// Families of codes that templates have words for: `status` for `name|word('status')` and `status_complete`.
fn families() -> BTreeSet<String> {
    let pattern = Regex::new(r"\|word\('([a-z]+)'\)").expect("a pattern");
    let texts = texts("templates", "");
    let found: BTreeSet<String> =
        texts.iter().flat_map(|(_, text)| pattern.captures_iter(text)).map(|found| found[1].to_owned()).collect();
    assert!(found.contains("status"), "no family was found: the test reads the wrong thing");
    found
}

#[test]
fn words_are_whole_in_every_language_and_all_are_used() {
    let settings = Portal::load(Path::new(ROOT)).expect("the default portal has settings").settings;
    let (asked, families) = (asked(), families());
    let holes = Regex::new(r"\{(\w+)\}").expect("a pattern");
    let names = |text: &str| holes.captures_iter(text).map(|found| found[1].to_owned()).collect::<BTreeSet<String>>();
    let default = &settings.translations[&settings.default_language];
    assert!(default.len() > 300 && settings.languages.len() > 1, "{} texts in {:?}", default.len(), settings.languages);
    let mut wrong = Vec::new();
    for lang in &settings.languages {
        let words = &settings.translations[lang];
        for key in asked.keys().filter(|key| !words.contains_key(*key) && !words.contains_key(&format!("{key}_other")))
        {
            wrong.push(format!("{key}: asked for, but not in {lang}"));
        }
        for (key, text) in words {
            let several = key.strip_suffix("_one").and_then(|key| words.get(key));
            match (default.get(key), several) {
                (None, _) => wrong.push(format!("{key}: in {lang} only")),
                // The text for exactly one may leave things out: "Won once."
                (_, Some(several)) if names(text).is_subset(&names(several)) => {}
                (Some(other), None) if names(other) == names(text) => {}
                _ => wrong.push(format!("{key}: other {{names}} in {lang}")),
            }
        }
        wrong.extend(default.keys().filter(|key| !words.contains_key(*key)).map(|key| format!("{key}: not in {lang}")));
    }
    for key in default.keys() {
        let plural = ["_one", "_other"].iter().find_map(|ending| key.strip_suffix(*ending));
        let counted = plural.is_some_and(|key| asked.get(key) == Some(&true));
        let of_code = families.iter().any(|family| key.strip_prefix(family).is_some_and(|code| code.starts_with('_')));
        if !asked.contains_key(key) && !counted && !of_code {
            wrong.push(format!("{key}: no template and no code asks for it"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn pages_tell_what_the_checks_found_and_what_decided_a_flag_in_words() {
    let scratch = Scratch::new("told");
    let portal = small_portal(&scratch, "0.02");
    expect(0, &["build", &portal.to_string_lossy()]);
    let public = portal.join("public");
    let page = |path: &str| fs::read_to_string(public.join(path)).expect("the page is there");
    let over: Vec<Value> = rows(&public, "check_contract_over_ceiling");
    let late: Vec<Value> = rows(&public, "check_dates_in_order");
    assert!(!over.is_empty() && !late.is_empty(), "the sample has both");
    let found = |rows: &[Value], ocid: &str| rows.iter().any(|row| row["ocid"] == ocid);
    let mut told = (0, 0);
    for process in rows(&public, "process_summary") {
        let ocid = process["ocid"].as_str().expect("an id");
        let html = page(&format!("paket/{ocid}/index.html"));
        let (above, odd) =
            (html.contains("lebih besar daripada pagunya"), html.contains("Urutan tanggal di data ini janggal"));
        assert_eq!((above, odd), (found(&over, ocid), found(&late, ocid)), "{ocid}");
        assert!(!html.contains("method="), "{ocid}: a code is no word");
        told = (told.0 + usize::from(above), told.1 + usize::from(odd));
    }
    assert_eq!(told, (over.len(), late.len()));
    let flag = page("risiko/r018/index.html");
    assert!(flag.contains("penawar: 1; pendaftar: ") && !flag.contains("tenderers="), "{flag}");
}

#[test]
fn readers_write_about_the_page_that_they_read() {
    let scratch = Scratch::new("feedback");
    let portal = small_portal(&scratch, "0.02");
    let config = portal.join("site/config.toml");
    let settings = fs::read_to_string(&config).expect("the portal has settings");
    let changed = settings.replacen("https://lapor.tirtakencana.example/", "https://lapor.example/?tentang={page}", 1);
    assert_ne!(settings, changed);
    fs::write(&config, changed).expect("settings can be written");
    expect(0, &["build", &portal.to_string_lossy()]);
    let page = |path: &str| fs::read_to_string(portal.join("public").join(path)).expect("the page is there");
    let about = |address: &str| format!("href=\"https://lapor.example/?tentang={address}\"");
    assert!(page("index.html").contains(&about("https%3A//pantau.example/")));
    let processes = fs::read_dir(portal.join("public/en/paket")).expect("processes have pages");
    let process = processes.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let process = process.filter(|name| name.starts_with("tender-")).min().expect("a tender");
    let html = page(&format!("en/paket/{process}/index.html"));
    assert!(html.contains(&about(&format!("https%3A//pantau.example/en/paket/{process}/"))), "{html}");
    assert!(!html.contains("{page}") && !html.contains("%7Bpage"), "{html}");
}

#[test]
fn a_language_that_the_program_does_not_speak_is_told_and_stands_on_the_default_one() {
    let scratch = Scratch::new("third");
    let portal = small_portal(&scratch, "0.02");
    let config = portal.join("site/config.toml");
    let settings = fs::read_to_string(&config).expect("the portal has settings");
    let own = "\n[languages.jv]\ntitle = \"Pantau Jawa\"\n[languages.jv.translations]\nhome = \"Ngarep\"\n[languages.es]\ntitle = \"Observa\"\n";
    fs::write(&config, settings + own).expect("settings can be written");
    let told = expect(0, &["build", &portal.to_string_lossy()]);
    assert!(told.contains("`jv` lacks") && told.contains("pages say them in `id`"), "{told}");
    let page = |path: &str| fs::read_to_string(portal.join("public/jv").join(path)).expect("the page is there");
    let home = page("paket/index.html");
    assert!(home.contains("Ngarep") && home.contains("Anggaran") && home.contains("<html lang=\"jv\">"), "{home}");
    assert!(page("tentang/index.html").contains("Pantau Jawa"));
    // Words may be of the default language; dates are as that language writes them.
    let spanish = fs::read_to_string(portal.join("public/es/kualitas-data/index.html")).expect("the page is there");
    assert!(spanish.contains(" de octubre de 2025") && !spanish.contains(" Oktober 2025"), "{spanish}");
}
