//! What every page knows: settings, words, addresses, templates and figures.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::{Context, Result};
use chrono::NaiveDate;
use minijinja::value::Value;
use minijinja::{Environment, UndefinedBehavior};

use super::bounds;
use super::figure::{Figure, Figures};
use super::filters;
use super::hoisted;
use super::locale::Locale;
use super::photo;
use super::picture::{Foot, Palette, Picture};
use super::reply::{self, Reply};
use super::route::{Links, Stored};
use super::settled::settle;
use super::text;
use super::touched;
use crate::config::{Files, LocalText, Portal};
use crate::problem::{Failed, Place, Problem};

/// Where the templates and the site come from; paths use `/`, folders end with it.
pub trait SiteFiles {
    /// One file's bytes; `None` where there is none.
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>>;
    /// All paths below a folder, sorted.
    fn list(&self, folder: &str) -> Result<Vec<String>>;

    /// One file's text; other encodings than UTF-8 are a problem.
    fn text(&self, path: &str) -> Result<Option<String>> {
        let Some(bytes) = self.read(path)? else { return Ok(None) };
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))),
            Err(_) => Err(Failed::from(Problem::error("encoding", Place::file(path), "is not UTF-8 text")).into()),
        }
    }
}

impl SiteFiles for Files {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>> {
        Files::read(self, path)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>> {
        Files::list(self, folder)
    }
}

impl SiteFiles for BTreeMap<String, Vec<u8>> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>> {
        Ok(self.get(path).cloned())
    }

    fn list(&self, folder: &str) -> Result<Vec<String>> {
        Ok(self.keys().filter(|path| path.starts_with(folder)).cloned().collect())
    }
}

/// One language's words and templates.
pub struct Language {
    pub locale: Arc<Locale>,
    pub templates: Environment<'static>,
    /// `portal` in templates.
    pub portal: Value,
}

/// A page of the data that the head of every page leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The page's path without its language.
    pub path: String,
    pub title: LocalText,
}

/// Everything that pages share; built once, read by all threads.
pub struct SiteContext {
    pub links: Arc<Links>,
    /// The default language first.
    pub languages: Vec<Language>,
    /// Date of the newest data.
    pub as_of: Option<NaiveDate>,
    /// Pages of this portal's data that the head of every page leads to.
    pub parts: Vec<Part>,
    /// Whether the head leads to purchases: not where the portal has other parts and none of these.
    pub has_purchases: bool,
    /// Pictures below `site/static/`.
    pub photos: Arc<BTreeSet<String>>,
    figures: Arc<Figures>,
    /// Names of templates, for problems.
    sources: BTreeMap<String, String>,
}

impl SiteContext {
    /// Reads and compiles all of `templates/`; every broken template is a problem of one [`Failed`].
    /// `stored` says which downloads are not what their plain names say.
    pub fn new(
        portal: &Portal,
        files: &dyn SiteFiles,
        as_of: Option<NaiveDate>,
        figures: Vec<Figure>,
        stored: Stored,
    ) -> Result<SiteContext> {
        let settings = &portal.settings;
        let mut links = Links::new(&settings.base_url, &settings.default_language);
        links.stored = stored;
        let links = Arc::new(links);
        let figures = Arc::new(Figures::new(figures));
        let unknown = figures.problems();
        if !unknown.is_empty() {
            return Err(Failed(unknown).into());
        }
        let sources = read_templates(files, "templates/")?;
        let photos = Arc::new(photo::names(files)?);
        let mut names = settings.languages.clone();
        names.retain(|language| *language != settings.default_language);
        names.insert(0, settings.default_language.clone());
        let mut languages = Vec::with_capacity(names.len());
        for name in &names {
            let words = settings.translations.get(name).cloned().unwrap_or_default();
            let locale = Arc::new(Locale::new(
                name,
                words,
                &settings.time_zone,
                settings.utc_offset_minutes,
                &settings.currency,
            ));
            let mut env = filters::environment(&locale, &links, UndefinedBehavior::Strict);
            figures.register(&mut env, &locale, &links);
            reply::register(&mut env, &locale, &links, &[]);
            photo::register(&mut env, &links, &photos);
            compile(&mut env, name, "templates/", &sources)?;
            languages.push(Language { portal: describe(portal, &links, name, as_of), locale, templates: env });
        }
        Ok(SiteContext { links, languages, as_of, parts: Vec::new(), has_purchases: true, photos, figures, sources })
    }

    /// The same, with what offices and suppliers replied to their pages.
    pub fn with_replies(mut self, replies: &[Reply]) -> SiteContext {
        for Language { locale, templates, .. } in &mut self.languages {
            reply::register(templates, locale, &self.links, replies);
        }
        self
    }

    /// The same, with the pages that are led to from the head of every page; and whether there are purchases.
    pub fn with_parts(mut self, parts: Vec<Part>, has_purchases: bool) -> SiteContext {
        // A portal without anything shows where all will be.
        self.has_purchases = has_purchases || parts.is_empty();
        self.parts = parts;
        self
    }

    /// The pictures of all figures in every language, and a card for the portal: none where the portal has no
    /// address, for then nothing leads to them from elsewhere.
    pub fn pictures(&self, portal: &Portal, files: &dyn SiteFiles) -> Result<Vec<Picture>> {
        let mut pictures = Vec::new();
        if self.links.base_url.is_empty() {
            return Ok(pictures);
        }
        let settings = &portal.settings;
        let sheet = files.text("site/static/style.css")?.unwrap_or_default();
        let palette = Palette::of(&sheet).with_accent(settings.accent.as_deref());
        for Language { locale, .. } in &self.languages {
            let language = &locale.language;
            let word = |key: &str| locale.word(key, None).unwrap_or_default();
            let mut notes = Vec::new();
            notes.extend(self.as_of.map(|day| format!("{} {}", word("data_as_of"), locale.date(day))));
            if settings.fictional {
                notes.push(format!("{} {}", word("fictional_short"), word("fictional_long")));
            }
            let title = settings.titles.get(language).unwrap_or(&settings.title).clone();
            let foot = |path: &str| Foot {
                portal: title.clone(),
                notes: notes.clone(),
                address: self.links.absolute_page(language, path),
            };
            pictures.push(Picture::card(card_path(language), word("card_text"), &foot(""), &palette));
            pictures.extend(self.figures.pictures(locale, &self.links, &palette, &foot)?);
        }
        Ok(pictures)
    }

    /// The path of a figure's picture; empty where there is nothing to draw.
    pub fn picture_of(&self, figure: &str, locale: &Locale) -> Result<String> {
        Ok(self.figures.picture_of(figure, locale, &self.links)?.unwrap_or_default())
    }

    /// A template's error as a problem.
    pub fn problem(&self, error: &minijinja::Error, columns: &[String]) -> Problem {
        let source = error.name().and_then(|name| self.sources.get(name)).map(String::as_str);
        text::problem(error, "templates/", source, columns)
    }

    pub fn has_template(&self, name: &str) -> bool {
        self.sources.contains_key(name)
    }

    pub fn template_names(&self) -> impl Iterator<Item = &str> {
        self.sources.keys().map(String::as_str)
    }
}

/// Where the portal's card stands below its root.
pub fn card_path(language: &str) -> String {
    super::figure_html::picture_path(language, "portal")
}

/// The templates of a folder by name (path below the folder).
pub fn read_templates(files: &dyn SiteFiles, folder: &str) -> Result<BTreeMap<String, String>> {
    let mut sources = BTreeMap::new();
    for path in files.list(folder)? {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string();
        if let Some(text) = files.text(&path).with_context(|| format!("cannot read {path}"))? {
            sources.insert(name, text);
        }
    }
    Ok(sources)
}

/// Adds all templates, with what is the same on every page written out; all that do not parse are
/// told at once.
pub fn compile(
    env: &mut Environment<'static>,
    language: &str,
    folder: &str,
    sources: &BTreeMap<String, String>,
) -> Result<()> {
    let mut problems = Vec::new();
    let mut compiled = Vec::new();
    for (name, source) in sources {
        if let Some((line, message)) = bounds::too_large(source) {
            let place = Place::line(format!("{folder}{name}"), line);
            problems.push(Problem::error("template", place, message).hint("let the query make long values and lists"));
            continue;
        }
        // What is settled is escaped as HTML.
        let settled = if name.ends_with(".ics") { source.clone() } else { settle(env, language, source) };
        match env.add_template_owned(name.clone(), settled.clone()) {
            Ok(()) => compiled.push((name, settled)),
            Err(error) => problems.push(text::problem(&error, folder, Some(source), &[])),
        }
    }
    for (name, settled) in compiled {
        hoisted::add(env, name, &settled);
    }
    if problems.is_empty() { Ok(()) } else { Err(Failed(problems).into()) }
}

/// `+07:00`.
fn offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

fn describe(portal: &Portal, links: &Links, language: &str, as_of: Option<NaiveDate>) -> Value {
    let settings = &portal.settings;
    let title = settings.titles.get(language).unwrap_or(&settings.title);
    Value::from_object(touched::About(BTreeMap::from([
        ("title", Value::from(title.as_str())),
        ("description", Value::from(settings.description.as_str())),
        ("region_id", Value::from(settings.region_id.as_str())),
        ("region_name", Value::from(settings.region_name.as_str())),
        ("currency", Value::from(settings.currency.as_str())),
        ("fiscal_year_start", Value::from(settings.fiscal_year_start)),
        ("time_zone", Value::from(settings.time_zone.as_str())),
        ("fictional", Value::from(settings.fictional)),
        ("base_url", Value::from(links.base_url.as_str())),
        ("origin", Value::from(links.origin())),
        ("utc_offset", Value::from(offset(settings.utc_offset_minutes))),
        ("feedback_url", settings.feedback_url.as_deref().map_or(Value::from(()), Value::from)),
        ("as_of", as_of.map_or(Value::from(()), |date| Value::from(date.to_string()))),
        ("languages", Value::from(settings.languages.clone())),
    ])))
}
