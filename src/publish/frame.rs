//! The frame: `site/templates/` around finished bodies, with the names that Zola gives its templates.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use anyhow::Result;
use minijinja::value::{Kwargs, Object, Serde, Value};
use minijinja::{Environment, Error, UndefinedBehavior};

use super::content::{self, Content};
use super::stencil::{self, Stencil};
use crate::config::{Portal, Settings};
use crate::page::route::Links;
use crate::page::{self, Page, Part, SiteContext, SiteFiles, refuse};
use crate::problem::{Failed, Place, Problem};

const FOLDER: &str = "site/templates/";

/// The compiled frame templates and what they know of the site.
pub struct Frame {
    /// By language, in the site's order.
    languages: Vec<(String, Environment<'static>, Value)>,
    sources: BTreeMap<String, String>,
    links: Arc<Links>,
    /// The content pages, until they are taken.
    content: Vec<Content>,
    /// By language and shape: the frame of data pages, where it may be cut; see [`stencil`].
    stencils: Vec<[OnceLock<Option<Stencil>>; stencil::SHAPES]>,
    may_cut: bool,
}

/// The template of data pages.
const PAGE: &str = "page.html";

/// One thing to frame, in Zola's words.
#[derive(Clone, Debug, Default)]
pub struct Framed<'a> {
    pub template: &'a str,
    pub lang: &'a str,
    /// The page's path without its language; `404.html` for that one.
    pub path: &'a str,
    pub title: &'a str,
    pub description: &'a str,
    pub content: &'a str,
    /// Languages that have this page.
    pub translations: Vec<&'a str>,
    pub relation: &'a str,
    pub sql_path: &'a str,
    /// The link of its feed, and the path of the picture that stands for it.
    pub feed: &'a str,
    pub picture: &'a str,
    pub date: Option<&'a str>,
    pub extra: Value,
    /// Child pages of a section.
    pub pages: Vec<Value>,
}

impl Frame {
    /// Compiles the frame; every broken template is a problem of one [`Failed`].
    pub fn new(portal: &Portal, site: &SiteContext, files: &dyn SiteFiles) -> Result<Frame> {
        let sources = page::read_templates(files, FOLDER)?;
        let words: Arc<BTreeMap<String, BTreeMap<String, String>>> = Arc::new(portal.settings.translations.clone());
        let paths: Arc<BTreeMap<String, String>> = Arc::new(content::paths(files)?);
        let names: Vec<String> = site.languages.iter().map(|language| language.locale.language.clone()).collect();
        let content = content::read(files, &site.links, &names)?;
        let mut sections: Vec<&Content> =
            content.iter().filter(|page| page.is_section && !page.path.is_empty()).collect();
        sections.sort_by(|one, other| (one.weight, &one.path).cmp(&(other.weight, &other.path)));
        let mut languages = Vec::with_capacity(site.languages.len());
        for language in &site.languages {
            let name = language.locale.language.clone();
            // As in Tera, a name that is missing may be asked for in `if`, and not be printed.
            let mut env = page::environment(&language.locale, &site.links, UndefinedBehavior::SemiStrict);
            functions(&mut env, &name, &site.links, &words, &paths);
            page::compile(&mut env, &name, FOLDER, &sources)?;
            languages.push((name.clone(), env, config(portal, site, files, &name, &sections)?));
        }
        let stencils = languages.iter().map(|_| std::array::from_fn(|_| OnceLock::new())).collect();
        let may_cut = stencil::prints_only(&sources, PAGE);
        Ok(Frame { languages, sources, links: site.links.clone(), content, stencils, may_cut })
    }

    /// The content pages, which were read to name the sections on every page.
    pub fn take_content(&mut self) -> Vec<Content> {
        std::mem::take(&mut self.content)
    }

    pub fn has(&self, template: &str) -> bool {
        self.sources.contains_key(template)
    }

    /// A data page in its frame: `index.html` for the front page, else `page.html`. With it the hashes of
    /// the files that the frame's links lead to, where they are known without reading the page.
    pub fn page(&self, page: &Page) -> Result<(String, Option<Vec<u64>>)> {
        match self.stencil(page)? {
            Some(stencil) => Ok((stencil.fill(page), stencil.wanted(page, &self.links))),
            None => Ok((self.rendered(page)?, None)),
        }
    }

    fn stencil(&self, page: &Page) -> Result<Option<&Stencil>> {
        let at = self.languages.iter().position(|(name, _, _)| *name == page.lang);
        let (Some(at), true, false) = (at, self.may_cut, page.path.is_empty()) else { return Ok(None) };
        let shape = stencil::shape(page);
        let cut = &self.stencils[at][shape];
        if cut.get().is_none() {
            let html = self.rendered(&stencil::stand_in(&page.lang, shape))?;
            // The first page says whether the cut is right.
            let stencil = Stencil::cut(&html, &self.links);
            let whole = self.rendered(page)?;
            let _ = cut.set(stencil.filter(|stencil| stencil.fill(page) == whole));
        }
        Ok(cut.get().and_then(Option::as_ref))
    }

    fn rendered(&self, page: &Page) -> Result<String> {
        let template = if page.path.is_empty() && self.has("index.html") { "index.html" } else { PAGE };
        self.frame(&Framed {
            template,
            lang: &page.lang,
            path: &page.path,
            title: &page.title,
            description: &page.description,
            content: &page.body,
            translations: self.languages.iter().map(|(name, _, _)| name.as_str()).collect(),
            relation: &page.relation,
            sql_path: &page.sql_path,
            feed: &page.feed,
            picture: &page.picture,
            ..Framed::default()
        })
    }

    /// A content page in its frame.
    pub fn content(&self, content: &Content, translations: Vec<&str>, pages: Vec<Value>) -> Result<String> {
        let usual = match (content.is_section, content.path.as_str()) {
            (true, "") => "index.html",
            (true, _) => "section.html",
            (false, _) => "page.html",
        };
        let template = content.template.as_deref().unwrap_or(usual);
        if !self.has(template) {
            let place = Place::file(&content.file);
            let problem = Problem::error("no_template", place, format!("there is no {FOLDER}{template}"));
            return Err(Failed::from(problem).into());
        }
        self.frame(&Framed {
            template,
            lang: &content.lang,
            path: &content.path,
            title: &content.title,
            description: &content.description,
            content: &content.html,
            translations,
            date: content.date.as_deref(),
            extra: content.extra.clone(),
            pages,
            ..Framed::default()
        })
    }

    /// Renders one frame.
    pub fn frame(&self, framed: &Framed) -> Result<String> {
        let Some((_, env, config)) = self.languages.iter().find(|(name, _, _)| name == framed.lang) else {
            anyhow::bail!("the site has no language `{}`", framed.lang);
        };
        let about = self.about(framed);
        let context = Value::from_pairs([
            ("page", about.clone()),
            ("section", about),
            ("config", config.clone()),
            ("lang", Value::from(framed.lang)),
            ("current_path", Value::from(format!("/{}{}", self.links.language_prefix(framed.lang), framed.path))),
        ]);
        let rendered = env.get_template(framed.template).and_then(|template| template.render(context));
        rendered.map_err(|error| {
            let source = error.name().and_then(|name| self.sources.get(name)).map(String::as_str);
            let mut problem = page::template_problem(&error, FOLDER, source, &[]);
            problem.message = format!("{} (page /{} in `{}`)", problem.message, framed.path, framed.lang);
            Failed::from(problem).into()
        })
    }

    /// The whole address of a picture: it is shown elsewhere.
    fn picture(&self, path: &str) -> String {
        if path.is_empty() { String::new() } else { self.links.absolute(path) }
    }

    fn about(&self, framed: &Framed) -> Value {
        let translations = framed.translations.iter().map(|lang| {
            Value::from_pairs([
                ("lang", Value::from(*lang)),
                ("permalink", Value::from_safe_string(page::escaped(&self.links.page(lang, framed.path)))),
                ("title", Value::from(framed.title)),
            ])
        });
        let below = format!("{}{}", self.links.language_prefix(framed.lang), framed.path);
        let permalink =
            if self.links.base_url.is_empty() { self.links.file(&below) } else { self.links.absolute(&below) };
        Value::from_pairs([
            ("title", Value::from(framed.title)),
            ("description", Value::from(framed.description)),
            ("content", Value::from_safe_string(framed.content.to_string())),
            ("path", Value::from(format!("/{below}"))),
            ("permalink", Value::from_safe_string(page::escaped(&permalink))),
            ("lang", Value::from(framed.lang)),
            ("translations", translations.collect()),
            ("relation", Value::from(framed.relation)),
            ("sql_path", Value::from(framed.sql_path)),
            ("feed", Value::from_safe_string(page::escaped(framed.feed))),
            ("picture", Value::from_safe_string(page::escaped(&self.picture(framed.picture)))),
            ("date", framed.date.map_or(Value::from(()), Value::from)),
            (
                "extra",
                if framed.extra.is_undefined() {
                    Value::from_pairs::<[(&str, Value); 0], _, _>([])
                } else {
                    framed.extra.clone()
                },
            ),
            ("pages", Value::from(framed.pages.clone())),
        ])
    }
}

/// `get_url` and `trans`, as Zola has them, with links relative to the host's root.
fn functions(
    env: &mut Environment<'static>,
    language: &str,
    links: &Arc<Links>,
    words: &Arc<BTreeMap<String, BTreeMap<String, String>>>,
    paths: &Arc<BTreeMap<String, String>>,
) {
    let (links, paths, default) = (links.clone(), paths.clone(), links.default_language.clone());
    env.add_function("get_url", move |names: Kwargs| -> Result<Value, Error> {
        let path: String = names.get("path")?;
        let lang: Option<String> = names.get("lang")?;
        let slash: Option<bool> = names.get("trailing_slash")?;
        let _: Option<bool> = names.get("cachebust")?;
        names.assert_all_used()?;
        let lang = lang.unwrap_or_else(|| default.clone());
        let url = address(&links, &paths, &path, &lang, slash.unwrap_or(false));
        url.map(|url| Value::from_safe_string(page::escaped(&url)))
            .ok_or_else(|| refuse(format!("there is no content page `{path}`")))
    });
    let (words, own) = (words.clone(), language.to_string());
    env.add_function("trans", move |names: Kwargs| -> Result<String, Error> {
        let key: String = names.get("key")?;
        let lang: Option<String> = names.get("lang")?;
        names.assert_all_used()?;
        let lang = lang.unwrap_or_else(|| own.clone());
        let text = words.get(&lang).and_then(|words| words.get(&key));
        text.cloned().ok_or_else(|| refuse(format!("no translation `{key}` in language `{lang}`")))
    });
}

/// `@/about.md` is a content page; a path that ends like a file is a file; all else is a page.
fn address(links: &Links, paths: &BTreeMap<String, String>, path: &str, lang: &str, slash: bool) -> Option<String> {
    if let Some(file) = path.strip_prefix("@/") {
        let (file, place) = file.split_once('#').map_or((file, String::new()), |(file, at)| (file, format!("#{at}")));
        return Some(format!("{}{place}", links.page(lang, content::path_in(paths, file, lang)?)));
    }
    let bare = &path[..path.find(['?', '#']).unwrap_or(path.len())];
    let last = bare.rsplit('/').next().unwrap_or("");
    if last.contains('.') && !slash { Some(links.download(lang, path)) } else { Some(links.page(lang, path)) }
}

/// Where readers write to, from the front page: a page's own links name it in place of `{page}`.
fn feedback(settings: &Settings, links: &Links) -> Value {
    let Some(url) = &settings.feedback_url else { return Value::from(()) };
    let page = minijinja::filters::urlencode(&Value::from(links.absolute("")));
    Value::from(url.replace("{page}", &page.unwrap_or_default()))
}

/// Zola's `config`: the file's own keys under the checked settings.
fn config(
    portal: &Portal,
    site: &SiteContext,
    files: &dyn SiteFiles,
    language: &str,
    sections: &[&Content],
) -> Result<Value> {
    let links = &site.links;
    let settings = &portal.settings;
    let text = files.text("site/config.toml")?.unwrap_or_default();
    // A file that does not parse was told when settings were checked; nothing of it is needed then.
    let table: toml::Table = toml::from_str(&text).unwrap_or_default();
    let mut extra: BTreeMap<String, Value> = BTreeMap::new();
    let mut own: BTreeMap<String, Value> = BTreeMap::new();
    if let Some(toml::Value::Table(keys)) = table.get("extra") {
        for (key, value) in keys {
            extra.insert(key.clone(), Value::from(Serde(value)));
        }
        if let Some(toml::Value::Table(keys)) = keys.get("portal") {
            own = keys.iter().map(|(key, value)| (key.clone(), Value::from(Serde(value)))).collect();
        }
    }
    own.insert("fictional".into(), Value::from(settings.fictional));
    own.insert("region_name".into(), Value::from(settings.region_name.as_str()));
    own.insert("currency".into(), Value::from(settings.currency.as_str()));
    // Before a permalink of ours, which begins at the host's root; Zola's are whole, and it has no such key.
    own.insert("origin".into(), Value::from(links.origin()));
    // Pages of the data for the head of each page, and sections of content for its foot; Zola has no such keys.
    let link = |title: &str, path: &str| {
        let permalink = Value::from_safe_string(page::escaped(&links.page(language, path)));
        Value::from_pairs([("title", Value::from(title)), ("permalink", permalink)])
    };
    let named = |part: &Part| {
        let title =
            part.title.0.get(language).map_or_else(|| part.title.get(&settings.default_language), String::as_str);
        link(title, &part.path)
    };
    own.insert("parts".into(), site.parts.iter().map(named).collect());
    own.insert("no_purchases".into(), Value::from(!site.has_purchases));
    let sections = sections.iter().filter(|section| section.lang == language);
    own.insert("sections".into(), sections.map(|section| link(&section.title, &section.path)).collect());
    // The picture that stands for the portal where its pages are shared; Zola has no such key.
    let card = (!links.base_url.is_empty()).then(|| page::card_path(language));
    own.insert("card".into(), card.map_or(Value::from(()), Value::from));
    own.insert("feedback_url".into(), feedback(settings, links));
    extra.insert("portal".into(), Value::from(own));
    let title = settings.titles.get(language).unwrap_or(&settings.title);
    // A map to Zola, whose loops go over its pairs.
    let options = || Value::from_pairs(std::iter::empty::<(&str, Value)>());
    let languages =
        settings.languages.iter().map(|language| Value::from(vec![Value::from(language.as_str()), options()]));
    Ok(Value::from_pairs([
        ("title", Value::from(title.as_str())),
        ("description", Value::from(settings.description.as_str())),
        ("base_url", Value::from(settings.base_url.trim_end_matches('/'))),
        ("default_language", Value::from(settings.default_language.as_str())),
        ("languages", languages.collect()),
        ("extra", Value::from(extra)),
    ]))
}

/// A content page as `section.pages` lists it.
#[derive(Debug)]
pub struct Child {
    pub title: String,
    pub description: String,
    pub permalink: String,
    pub date: Option<String>,
}

impl Object for Child {
    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        match key {
            "title" => Some(Value::from(self.title.as_str())),
            "description" => Some(Value::from(self.description.as_str())),
            "permalink" => Some(Value::from_safe_string(page::escaped(&self.permalink))),
            "date" => Some(self.date.as_deref().map_or(Value::from(()), Value::from)),
            _ => None,
        }
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }
}
