//! `site/config.toml` as written: Zola's keys, and ours under `[extra.portal]`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::look::{self, Look};
use super::{Files, Host, SampleSettings, Settings, locate, parse};
use crate::problem::{Problem, nearest};

pub(super) const FILE: &str = "site/config.toml";

/// Zola's own keys: those we use, and those that only Zola reads.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    base_url: String,
    title: String,
    description: String,
    default_language: String,
    languages: BTreeMap<String, Language>,
    translations: BTreeMap<String, String>,
    extra: Extra,
    theme: IgnoredAny,
    author: IgnoredAny,
    mode: IgnoredAny,
    output_dir: IgnoredAny,
    compile_sass: IgnoredAny,
    minify_html: IgnoredAny,
    build_search_index: IgnoredAny,
    generate_feeds: IgnoredAny,
    feed_filenames: IgnoredAny,
    feed_limit: IgnoredAny,
    generate_sitemap: IgnoredAny,
    generate_robots_txt: IgnoredAny,
    exclude_paginated_pages_in_sitemap: IgnoredAny,
    hard_link_static: IgnoredAny,
    taxonomies: IgnoredAny,
    ignored_content: IgnoredAny,
    ignored_static: IgnoredAny,
    link_checker: IgnoredAny,
    slugify: IgnoredAny,
    search: IgnoredAny,
    markdown: IgnoredAny,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Language {
    title: String,
    description: String,
    translations: BTreeMap<String, String>,
    generate_feeds: IgnoredAny,
    feed_filenames: IgnoredAny,
    build_search_index: IgnoredAny,
    taxonomies: IgnoredAny,
    search: IgnoredAny,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Extra {
    portal: Ours,
}

#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Ours {
    region_id: String,
    region_name: String,
    currency: String,
    fiscal_year_start: u32,
    time_zone: String,
    utc_offset: String,
    fictional: bool,
    feedback_url: String,
    /// Colours of links and first bars, on light and on dark paper; the style sheet's own where empty.
    accent: String,
    accent_dark: String,
    /// The region's arms or seal, a file below `site/static/`.
    crest: String,
    max_shrink: f64,
    host: String,
    page_files: Option<u64>,
    sample: Option<Sample>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    scale: f64,
    seed: u64,
}

impl Default for Ours {
    fn default() -> Ours {
        Ours {
            region_id: String::new(),
            region_name: String::new(),
            currency: "IDR".into(),
            fiscal_year_start: 1,
            time_zone: "Asia/Jakarta".into(),
            utc_offset: String::new(),
            fictional: false,
            feedback_url: String::new(),
            accent: String::new(),
            accent_dark: String::new(),
            crest: String::new(),
            max_shrink: 0.2,
            host: "server".into(),
            page_files: None,
            sample: None,
        }
    }
}

/// Reads and checks the settings; problems are added to the list, and what could be read is returned.
pub(super) fn read(files: &Files, problems: &mut Vec<Problem>) -> anyhow::Result<Option<Settings>> {
    let Some(text) = files.text(FILE)? else {
        let place = crate::problem::Place::file(FILE);
        problems.push(
            Problem::error("no_settings", place, "there is no portal here: site/config.toml is missing")
                .hint("`pantau init DIR` makes a new portal; OCDS data need no settings: pantau build --from FILE, pantau query 'SELECT …' --from FILE"),
        );
        return Ok(None);
    };
    let (written, found) = parse::<Written>(FILE, &text, 1);
    problems.extend(found);
    let Some(written) = written else { return Ok(None) };
    check(&written, &text, problems);
    let ours = &written.extra.portal;
    let look = Look { accent: &ours.accent, accent_dark: &ours.accent_dark, crest: &ours.crest };
    look::check(files, &look, &text, problems)?;
    tell_examples(&written, &text, problems);
    check_words(files, &written, &text, problems)?;
    Ok(Some(resolve(written, &carried_translations())))
}

fn carried() -> Written {
    let text = super::embedded(FILE).map(String::from_utf8_lossy).unwrap_or_default();
    parse::<Written>(FILE, &text, 1).0.unwrap_or_default()
}

/// The default language of what the program carries.
pub(super) fn carried_language() -> String {
    language_or_default(carried().default_language)
}

/// The interface text that the program carries: a portal's own file needs only what it changes.
fn carried_translations() -> BTreeMap<String, BTreeMap<String, String>> {
    let written = carried();
    let mut all: BTreeMap<_, _> =
        written.languages.into_iter().map(|(language, settings)| (language, settings.translations)).collect();
    all.insert(language_or_default(written.default_language), written.translations);
    all
}

fn host(ours: &Ours) -> Option<Host> {
    Host::ALL.iter().find(|(name, _)| *name == ours.host).map(|(_, host)| *host)
}

fn language_or_default(written: String) -> String {
    if written.is_empty() { "id".into() } else { written }
}

fn check(written: &Written, text: &str, problems: &mut Vec<Problem>) {
    let ours = &written.extra.portal;
    let mut say = |code, key: &[&str], message: String, hint: &str| {
        problems.push(Problem::error(code, locate(FILE, text, key), message).hint(hint));
    };
    if written.title.trim().is_empty() {
        say("missing_key", &["title"], "the portal has no `title`".into(), "title = \"Pantau Bojonegoro\"");
    }
    let plain = written.base_url.starts_with("https://") || written.base_url.starts_with("http://");
    if !(plain || written.base_url == "/") {
        let message = format!("`base_url` is `{}`, not an address", written.base_url);
        say("wrong_value", &["base_url"], message, "base_url = \"https://example.org\", where the portal will stand");
    }
    let default = language_or_default(written.default_language.clone());
    if written.languages.contains_key(&default) {
        let message = format!("`{default}` is the default language and stands among the others: one is missing");
        let hint = format!(
            "the other language in its place, such as [languages.{}], or none",
            if default == "id" { "en" } else { "id" }
        );
        say("wrong_value", &["languages", &default], message, &hint);
    }
    let known = ["https://", "http://", "mailto:"].iter().any(|start| ours.feedback_url.starts_with(start));
    if !known && !ours.feedback_url.is_empty() {
        let message = format!("`feedback_url` is `{}`, not an address", ours.feedback_url);
        say(
            "wrong_value",
            &["extra", "portal", "feedback_url"],
            message,
            "it begins with https://, or with mailto: where residents are to write a letter",
        );
    }
    let currency = ours.currency.len() == 3 && ours.currency.bytes().all(|byte| byte.is_ascii_uppercase());
    if !currency {
        let message = format!("`{}` is not a currency code", ours.currency);
        say("wrong_value", &["extra", "portal", "currency"], message, "three capital letters, such as IDR");
    }
    if !(1..=12).contains(&ours.fiscal_year_start) {
        let message = format!("`fiscal_year_start` is {}", ours.fiscal_year_start);
        say(
            "wrong_value",
            &["extra", "portal", "fiscal_year_start"],
            message,
            "the month in which the year starts, 1 to 12",
        );
    }
    if !(0.0..=1.0).contains(&ours.max_shrink) {
        let message = format!("`max_shrink` is {}", ours.max_shrink);
        say("wrong_value", &["extra", "portal", "max_shrink"], message, "a share of the rows, 0 to 1");
    }
    if host(ours).is_none() {
        let known = Host::ALL.map(|(name, _)| format!("`{name}`")).join(", ");
        let message = format!("`host` is `{}`", ours.host);
        say("wrong_value", &["extra", "portal", "host"], message, &format!("one of {known}"));
    }
    if offset(ours).is_none() {
        let message = match ours.utc_offset.as_str() {
            "" => format!("how far the zone `{}` is from UTC is not known", ours.time_zone),
            offset => format!("`utc_offset` is `{offset}`, which is not understood"),
        };
        say("wrong_value", &["extra", "portal", "utc_offset"], message, "utc_offset = \"+07:00\"");
    }
    if let Some((message, hint)) = ours.sample.as_ref().and_then(|sample| SampleSettings::wrong_scale(sample.scale)) {
        say("wrong_value", &["extra", "portal", "sample"], message, &hint);
    }
}

/// What `pantau init` writes for people to change.
const EXAMPLES: [(&[&str], &str); 5] = [
    (&["title"], "Pantau Kabupaten Anda"),
    (&["base_url"], "https://example.org"),
    (&["languages", "en", "title"], "Pantau Your Region"),
    (&["extra", "portal", "region_name"], "Kabupaten Anda"),
    (&["extra", "portal", "region_id"], "00.00"),
];

/// A new portal whose settings nobody has filled in would tell its readers so.
fn tell_examples(written: &Written, text: &str, problems: &mut Vec<Problem>) {
    if written.extra.portal.fictional {
        return;
    }
    let english = written.languages.get("en").map_or("", |language| &language.title);
    let portal = &written.extra.portal;
    let values = [&written.title, &written.base_url, english, &portal.region_name, &portal.region_id];
    for ((path, example), value) in EXAMPLES.iter().zip(values) {
        if value.trim_end_matches('/') == *example {
            let message = format!("`{}` is still the example's: {example}", path.last().copied().unwrap_or_default());
            let problem = Problem::warning("example_value", locate(FILE, text, path), message);
            problems.push(problem.hint("put your portal's own in its place"));
        }
    }
}

/// Texts that neither the program's templates nor the portal's own ask for are typing mistakes.
fn check_words(files: &Files, written: &Written, text: &str, problems: &mut Vec<Problem>) -> anyhow::Result<()> {
    let carried = carried_translations();
    let known: Vec<&str> = carried.values().flat_map(|texts| texts.keys().map(String::as_str)).collect();
    let mut templates = Vec::new();
    for path in files.list("templates/")?.into_iter().chain(files.list("site/templates/")?) {
        templates.extend(files.text(&path)?);
    }
    // What a source's own words are in the page's language is for the portal to say.
    let asked = |key: &str| {
        key.starts_with("said_")
            || ['\'', '"']
                .iter()
                .any(|quote| templates.iter().any(|text| text.contains(&format!("{quote}{key}{quote}"))))
    };
    let default = language_or_default(written.default_language.clone());
    let own = written.languages.iter().map(|(language, settings)| (language, &settings.translations));
    let whole = words_of(&carried, &carried_language());
    for (language, texts) in own.chain([(&default, &written.translations)]) {
        let missing: Vec<&str> = whole.keys().filter(|key| !texts.contains_key(*key)).map(String::as_str).collect();
        if let (false, [first, ..]) = (carried.contains_key(language), missing.as_slice()) {
            let other = if *language == default { carried_language() } else { default.clone() };
            let count = missing.len();
            let message = format!("`{language}` lacks {count} texts, such as `{first}`: pages say them in `{other}`");
            let place = locate(FILE, text, &["languages", language.as_str()]);
            problems.push(
                Problem::warning("missing_texts", place, message)
                    .hint("add them where its other texts are; the program's own site/config.toml has the whole list"),
            );
        }
        let is_used = |key: &str| known.contains(&key) || asked(key);
        for key in texts.keys().filter(|key| !is_used(key) && !is_used(without_plural(key))) {
            let path = ["languages", language.as_str(), "translations", key.as_str()];
            let place = if *language == default { locate(FILE, text, &path[2..]) } else { locate(FILE, text, &path) };
            let problem = Problem::error("unknown_key", place, format!("no page uses the text `{key}`"));
            problems.push(match nearest(key, known.iter().copied()) {
                Some(near) => problem.hint(format!("did you mean `{near}`?")),
                None => problem,
            });
        }
    }
    Ok(())
}

/// The text that `key_few` is a form of.
fn without_plural(key: &str) -> &str {
    const PLURALS: [&str; 6] = ["_zero", "_one", "_two", "_few", "_many", "_other"];
    PLURALS.iter().find_map(|plural| key.strip_suffix(plural)).unwrap_or(key)
}

fn words_of(all: &BTreeMap<String, BTreeMap<String, String>>, language: &str) -> BTreeMap<String, String> {
    all.get(language).cloned().unwrap_or_default()
}

/// Minutes east of UTC.
fn offset(ours: &Ours) -> Option<i32> {
    if ours.utc_offset.is_empty() {
        return match ours.time_zone.as_str() {
            "Asia/Jakarta" | "Asia/Pontianak" => Some(420),
            "Asia/Makassar" => Some(480),
            "Asia/Jayapura" => Some(540),
            "UTC" | "Etc/UTC" => Some(0),
            _ => None,
        };
    }
    let (sign, rest) = match ours.utc_offset.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let (hours, minutes) = (hours.parse::<i32>().ok()?, minutes.parse::<i32>().ok()?);
    ((0..=14).contains(&hours) && (0..60).contains(&minutes)).then_some(sign * (hours * 60 + minutes))
}

fn resolve(written: Written, carried: &BTreeMap<String, BTreeMap<String, String>>) -> Settings {
    let ours = written.extra.portal;
    let host = host(&ours).unwrap_or_default();
    let default_language = language_or_default(written.default_language);
    let mut translations = carried.clone();
    let mut languages = vec![default_language.clone()];
    let mut titles = BTreeMap::from([(default_language.clone(), written.title.clone())]);
    let first = words_of(carried, &carried_language());
    translations.entry(default_language.clone()).or_insert(first).extend(written.translations);
    let default = words_of(&translations, &default_language);
    for (language, settings) in written.languages {
        // A language that the program does not speak says in the default one what its file leaves out.
        translations.entry(language.clone()).or_insert_with(|| default.clone()).extend(settings.translations);
        if !settings.title.is_empty() {
            titles.insert(language.clone(), settings.title);
        }
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    Settings {
        utc_offset_minutes: offset(&Ours {
            time_zone: ours.time_zone.clone(),
            utc_offset: ours.utc_offset.clone(),
            ..Ours::default()
        })
        .unwrap_or(0),
        title: written.title,
        titles,
        description: written.description,
        base_url: written.base_url.trim_end_matches('/').to_owned(),
        default_language,
        languages,
        translations,
        region_id: ours.region_id,
        region_name: ours.region_name,
        currency: ours.currency,
        fiscal_year_start: ours.fiscal_year_start,
        time_zone: ours.time_zone,
        fictional: ours.fictional,
        feedback_url: Some(ours.feedback_url).filter(|url| !url.is_empty()),
        accent: Some(ours.accent).filter(|colour| !colour.is_empty()),
        max_shrink: ours.max_shrink,
        host,
        page_files: ours.page_files,
        sample: ours.sample.map(|sample| SampleSettings { scale: sample.scale, seed: sample.seed }),
    }
}
