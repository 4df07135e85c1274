//! A frame cut around its pages: what stands around them is the same on all, so it is rendered once.
//!
//! Only a frame that does nothing with a data page but print it can be cut so: [`prints_only`] reads its
//! templates and refuses all that it does not know. Links of the frame are found once as well.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::links::{self, Target};
use crate::page::route::Links;
use crate::page::{Page, escaped};

/// Stand for a page's own words: control characters, which no template writes. The path is a slug.
const TITLE: &str = "\u{1}t\u{1}";
const DESCRIPTION: &str = "\u{1}d\u{1}";
const CONTENT: &str = "\u{1}c\u{1}";
const RELATION: &str = "\u{1}r\u{1}";
const SQL: &str = "\u{1}s\u{1}";
const PATH: &str = "=00pantau=00/";
/// A link from the root, and a file.
const FEED: &str = "/=00pantau=01.xml";
const PICTURE: &str = "=00pantau=02.png";

/// A page whose words are all stand-ins; `shape` says which of them it has.
pub fn stand_in(lang: &str, shape: Shape) -> Page {
    let word = |bit: Shape, word: &str| if shape & bit == 0 { String::new() } else { word.to_string() };
    Page {
        path: PATH.to_string(),
        lang: lang.to_string(),
        title: word(1, TITLE),
        description: word(2, DESCRIPTION),
        body: CONTENT.to_string(),
        relation: word(4, RELATION),
        sql_path: word(8, SQL),
        feed: word(16, FEED),
        picture: word(32, PICTURE),
        is_file: true,
        row: 0,
    }
}

/// Which of a page's words are not empty: templates may ask for that.
pub type Shape = usize;
pub const SHAPES: usize = 64;

pub fn shape(page: &Page) -> Shape {
    let words = [&page.title, &page.description, &page.relation, &page.sql_path, &page.feed, &page.picture];
    words.iter().enumerate().map(|(bit, word)| usize::from(!word.is_empty()) << bit).sum()
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Word {
    Title,
    Description,
    Content,
    Relation,
    Sql,
    Path,
    Feed,
    Picture,
}

const WORDS: [(&str, Word); 8] = [
    (TITLE, Word::Title),
    (DESCRIPTION, Word::Description),
    (CONTENT, Word::Content),
    (RELATION, Word::Relation),
    (SQL, Word::Sql),
    (PATH, Word::Path),
    (FEED, Word::Feed),
    (PICTURE, Word::Picture),
];

/// A text with places for a page's words.
#[derive(Debug)]
struct Cut {
    /// What stands before each word.
    parts: Vec<(String, Word)>,
    rest: String,
}

impl Cut {
    fn of(text: &str) -> Cut {
        let (mut parts, mut rest) = (Vec::new(), text);
        while let Some((at, mark, word)) = WORDS
            .iter()
            .filter_map(|(mark, word)| rest.find(mark).map(|at| (at, *mark, *word)))
            .min_by_key(|found| found.0)
        {
            parts.push((rest[..at].to_string(), word));
            rest = &rest[at + mark.len()..];
        }
        Cut { parts, rest: rest.to_string() }
    }

    fn fill(&self, page: &Page, out: &mut String) {
        for (before, word) in &self.parts {
            out.push_str(before);
            match word {
                Word::Title => out.push_str(&escaped(&page.title)),
                Word::Description => out.push_str(&escaped(&page.description)),
                Word::Content => out.push_str(&page.body),
                Word::Relation => out.push_str(&escaped(&page.relation)),
                Word::Sql => out.push_str(&escaped(&page.sql_path)),
                Word::Path => out.push_str(&page.path),
                Word::Feed => out.push_str(&page.feed),
                Word::Picture => out.push_str(&page.picture),
            }
        }
        out.push_str(&self.rest);
    }
}

/// A frame of one language, for pages of one shape.
#[derive(Debug)]
pub struct Stencil {
    html: Cut,
    /// Its links, where their files are the same on all pages; `None` where the frame's links must be
    /// read with each page.
    links: Option<FrameLinks>,
}

#[derive(Debug)]
struct FrameLinks {
    /// Hashes of files.
    wanted: Vec<u64>,
    /// Links that name the page.
    own: Vec<Cut>,
}

impl Stencil {
    /// Cuts what the templates gave for [`stand_in`]; `None` where the body's place is not in it once.
    pub fn cut(html: &str, links: &Links) -> Option<Stencil> {
        let (before, after) = html.split_once(CONTENT)?;
        (!after.contains(CONTENT)).then(|| Stencil { html: Cut::of(html), links: FrameLinks::of(before, after, links) })
    }

    pub fn fill(&self, page: &Page) -> String {
        let fixed: usize = self.html.parts.iter().map(|(before, _)| before.len()).sum();
        let own = page.body.len() + 2 * (page.title.len() + page.description.len()) + 8 * page.path.len() + 256;
        let mut out = String::with_capacity(fixed + self.html.rest.len() + own);
        self.html.fill(page, &mut out);
        out
    }

    /// Hashes of the files that the frame's links lead to from this page; `None` where its links must be
    /// read with the page's.
    pub fn wanted(&self, page: &Page, links: &Links) -> Option<Vec<u64>> {
        let frame = self.links.as_ref()?;
        let mut wanted = frame.wanted.clone();
        for own in &frame.own {
            let mut url = String::new();
            own.fill(page, &mut url);
            match links::resolve(links, "", &url) {
                Target::File(path) => wanted.push(links::hash(&path)),
                _ => return None,
            }
        }
        Some(wanted)
    }
}

impl FrameLinks {
    fn of(before: &str, after: &str, site: &Links) -> Option<FrameLinks> {
        let mut links = FrameLinks { wanted: Vec::new(), own: Vec::new() };
        let mut plain = true;
        for half in [before, after] {
            // The body must stand where elements may, and not within one that hides them.
            let whole = links::find(half, |found| {
                let cut = Cut::of(&found.url);
                let is_path = |part: &(String, Word)| matches!(part.1, Word::Path | Word::Feed | Word::Picture);
                // A link that is neither from the root nor whole means another file on each page.
                let is_whole = !site.base_url.is_empty() && found.url.starts_with(&site.base_url);
                match links::resolve(site, "", &found.url) {
                    Target::File(_) if !found.url.starts_with('/') && !is_whole => plain = false,
                    Target::File(path) if cut.parts.is_empty() => links.wanted.push(links::hash(&path)),
                    Target::File(_) if cut.parts.iter().all(is_path) => links.own.push(cut),
                    Target::Nowhere => {}
                    Target::Elsewhere if !found.resource && cut.parts.is_empty() => {}
                    _ => plain = false,
                }
            });
            plain &= whole;
        }
        plain.then_some(links)
    }
}

fn regex(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

static PARENT: LazyLock<Option<Regex>> = LazyLock::new(|| regex(r#"^(?:extends|include)\s+["']([\w./-]+)["']$"#));
static LOOP: LazyLock<Option<Regex>> = LazyLock::new(|| regex(r"^for\s+(\w+)\s+in\s+(?:page|section)\.translations$"));
/// The same for all data pages of a language.
static SAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(r"\b(?:page|section)\.(?:lang|date|extra|pages)\b(?:\.\w+)*|\bloop\.(?:index0?|first|last|length)\b")
});
static PRINT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"^(?:super\(\)|current_path|(?:page|section)\.(?:title|description|relation|sql_path)|(?:page|section)\.(?:content|path|permalink|feed|picture)(?:\s*\|\s*safe)?)$",
    )
});
static ASKED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"^(?:if|elif)\s+(?:not\s+)?(?:page|section)(?:\s+is\s+defined|\.(?:title|description|relation|sql_path|path|feed|picture))?$",
    )
});
static OWN: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r"\b(?:page|section|current_path|debug|__tera_context|self|super)\b|\bloop\b"));
/// Tags that take what stands within them elsewhere, or names of the page with them.
static TAKES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(r"(?s)^(?:(?:filter|call|macro|autoescape|raw|import|from|with|do|set_global)\b|set\s+\w+\s*(?:\|.*)?$)")
});
static TEXT: LazyLock<Option<Regex>> = LazyLock::new(|| regex(r#""[^"]*"|'[^']*'"#));

/// Whether a template, and those that it stands on, do nothing with a data page but print its words, ask
/// whether they are empty, and go through its languages.
pub fn prints_only(sources: &BTreeMap<String, String>, template: &str) -> bool {
    printed(sources, template).unwrap_or(false)
}

/// `None` where a template does what is not known here.
fn printed(sources: &BTreeMap<String, String>, template: &str) -> Option<bool> {
    let (mut left, mut seen) = (vec![template.to_string()], BTreeSet::new());
    let mut all: Vec<(bool, &str)> = Vec::new();
    while let Some(name) = left.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        for (prints, tag) in tags(sources.get(&name)?)? {
            if let Some(found) = PARENT.as_ref()?.captures(tag) {
                left.push(found[1].to_string());
            } else if tag.starts_with("extends") || tag.starts_with("include") {
                return None;
            }
            all.push((prints, tag));
        }
    }
    // Names that stand for a page's languages, also in what is included.
    let named = LOOP.as_ref()?;
    let loops: BTreeSet<String> =
        all.iter().filter_map(|(_, tag)| named.captures(tag)).map(|found| found[1].to_string()).collect();
    all.into_iter().map(|(prints, tag)| known(prints, tag, &loops)).collect::<Option<Vec<bool>>>().map(|_| true)
}

/// The tags of a template, whether each prints, and what is in it; `None` where their ends are not plain.
fn tags(source: &str) -> Option<Vec<(bool, &str)>> {
    let (mut tags, mut rest) = (Vec::new(), source);
    while let Some(at) = rest.find('{') {
        rest = &rest[at + 1..];
        let kind = rest.bytes().next();
        match kind {
            Some(b'#') => rest = &rest[rest.find("#}")? + 2..],
            Some(b'{' | b'%') => {
                let end = if kind == Some(b'{') { b'}' } else { b'%' };
                let inner = &rest[1..];
                let (mut quote, mut length) = (None, None);
                for (at, byte) in inner.bytes().enumerate() {
                    match (quote, byte) {
                        (_, b'\\') => return None,
                        (Some(open), byte) if byte == open => quote = None,
                        (Some(_), _) => {}
                        (None, b'"' | b'\'') => quote = Some(byte),
                        (None, byte) if byte == end && inner.as_bytes().get(at + 1) == Some(&b'}') => {
                            length = Some(at);
                            break;
                        }
                        (None, b'{' | b'}') => return None,
                        (None, _) => {}
                    }
                }
                let tag = &inner[..length?];
                tags.push((kind == Some(b'{'), tag.trim_matches(['-', '+']).trim()));
                rest = &inner[length? + 2..];
            }
            _ => {}
        }
    }
    Some(tags)
}

/// Whether a tag does nothing with its page that is not known here.
fn known(prints: bool, tag: &str, loops: &BTreeSet<String>) -> Option<bool> {
    if !prints && TAKES.as_ref()?.is_match(tag) {
        return None;
    }
    if LOOP.as_ref()?.is_match(tag) {
        return Some(true);
    }
    let bare = TEXT.as_ref()?.replace_all(tag, "''");
    let mut bare = SAME.as_ref()?.replace_all(&bare, "''").into_owned();
    for name in loops {
        bare = regex(&format!(r"\b{name}\.lang\b"))?.replace_all(&bare, "''").into_owned();
        if prints && regex(&format!(r"^{name}\.(?:title|permalink(?:\s*\|\s*safe)?)$"))?.is_match(&bare) {
            return Some(true);
        }
        if regex(&format!(r"\b{name}\b"))?.is_match(&bare) {
            return None;
        }
    }
    let plain = if prints { PRINT.as_ref()? } else { ASKED.as_ref()? };
    let of_page = OWN.as_ref()?.is_match(&bare) && (prints || !is_block(&bare));
    (!of_page || plain.is_match(&bare)).then_some(true)
}

/// The name of a block is no name of the page.
fn is_block(tag: &str) -> bool {
    tag.starts_with("block ") || tag.starts_with("endblock")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prints(templates: &[(&str, &str)]) -> bool {
        let sources = templates.iter().map(|(name, text)| (name.to_string(), text.to_string())).collect();
        prints_only(&sources, templates[0].0)
    }

    #[test]
    fn what_prints_its_page_only_may_be_cut() {
        let base = "<title>{% block title %}{{ config.title }}{% endblock title %}</title>{{- trans(key='page', lang=lang) }}{% block page %}{% endblock page %}";
        let page = r#"{% extends "base" %}{# {{ page.title | upper }} #}{% block title %}{{ page.title }} · {{ config.title }}{% endblock %}
            {% if page.description %}<meta content="{{- page.description -}}">{% elif not section.relation %}x{% endif %}{% if page is defined %}{% endif %}
            {% for other in page.translations %}<a href="{{ other.permalink | safe }}" {% if other.lang != lang %}lang="{{ other.lang }}"{% endif %}>{{ trans(key="x", lang=other.lang) }}</a>{% endfor %}
            {% if page.extra.packs %}{{ page.extra.packs }}{% endif %}{% for child in section.pages %}{{ child.title }}{% endfor %}{{ page.content | safe }}{{ current_path }}"#;
        assert!(prints(&[("page", page), ("base", base)]));
        assert!(!prints(&[("page", page)]), "a parent that is not there");
    }

    #[test]
    fn what_does_more_with_its_page_is_not_cut() {
        for source in [
            "{{ page.title | upper }}",
            "{{ page.title | safe }}",
            "{{ page.title ~ 'x' }}",
            "{{ page }}",
            "{{ page['title'] }}",
            "{{ debug() }}",
            "{% if page.title == 'x' %}{% endif %}",
            "{% if page.path is starting_with('en') %}{% endif %}",
            "{% if current_path == '/' %}{% endif %}",
            "{% set x = page %}",
            "{% set x %}{{ page.title }}{% endset %}",
            "{% filter upper %}{{ page.title }}{% endfilter %}",
            "{% macro m(page) %}{% endmacro %}",
            "{% raw %}{{ page.title }}{% endraw %}",
            "{% include page.template %}",
            "{% include ['a', 'b'] %}",
            "{% import 'm' as m %}",
            "{% for other in page.translations | reverse %}{% endfor %}",
            "{% for other in page.translations %}{{ other.permalink | upper }}{% endfor %}",
            "{% for other in page.translations %}{{ other }}{% endfor %}",
            "{% for other in page.translations %}{% if other.title == 'x' %}{% endif %}{% endfor %}",
            "{{ self.title() }}",
            "{{ get_url(path=page.path) }}",
            "{% if super() | length > 60 %}{% endif %}",
            "{{ super() | upper }}",
            "{% for o in page.translations %}{% if loop.nextitem.title == 'x' %}{% endif %}{% endfor %}",
            r#"{{ "%}" ~ page.title }}"#,
            r#"{% if {"a": {"b": 1}}.a.b and page.title == "x" %}{% endif %}"#,
            r##"{{ "{#" }}{% if page.title == "x" %}{% endif %}{{ "#}" }}"##,
            r#"{% if "\"" ~ page.title ~ "\"" == "x" %}{% endif %}"#,
            "{% set x |\n upper %}{{ page.title }}{% endset %}",
        ] {
            assert!(!prints(&[("page", source)]), "{source}");
        }
    }

    #[test]
    fn names_of_loops_are_known_in_what_is_included() {
        let page = ("page", "{% for o in page.translations %}{% include 'part' %}{% endfor %}");
        assert!(!prints(&[page, ("part", "{% if o.title == 'x' %}{% endif %}")]));
        assert!(prints(&[page, ("part", "{{ o.permalink }}{{ loop.index }}{{ super() }}")]));
    }

    fn page(path: &str, title: &str) -> Page {
        Page {
            path: path.into(),
            title: title.into(),
            description: "a & b".into(),
            body: "<p>isi</p>".into(),
            ..stand_in("id", 0)
        }
    }

    #[test]
    fn a_cut_frame_is_filled_with_each_page() {
        let shape = shape(&page("a/", "x"));
        assert_eq!(shape, 3);
        let own = stand_in("id", shape);
        let around = format!(
            "<title>{}</title><a href=\"/\">x</a><a href=\"/en/{}\">x</a><a href='#c'>y</a>{}<i>{}</i><a href=\"https://x.example/\">z</a>{}",
            own.title, own.path, own.body, own.description, own.relation
        );
        let links = Links::new("", "id");
        let stencil = Stencil::cut(&around, &links).expect("the body is in it");
        let page = page("a/b/", "<T>");
        assert_eq!(
            stencil.fill(&page),
            "<title>&lt;T&gt;</title><a href=\"/\">x</a><a href=\"/en/a/b/\">x</a><a href='#c'>y</a><p>isi</p><i>a &amp; b</i><a href=\"https://x.example/\">z</a>"
        );
        let wanted = ["index.html", "en/a/b/index.html"].map(links::hash).to_vec();
        assert_eq!(stencil.wanted(&page, &links), Some(wanted));
    }

    #[test]
    fn links_that_hang_on_the_page_are_read_with_it() {
        let links = Links::new("", "id");
        for (before, after) in [
            ("<a href='../x/'>", ""),
            ("<img src='https://x.example/a.png'>", ""),
            ("<a href='javascript:x'>", ""),
            ("<!-- ", " -->"),
            ("<script>", "</script>"),
            ("<a title='", "'>"),
            ("", "<a href='\u{1}t\u{1}'>"),
            ("", "<a href='/\u{1}t\u{1}/'>"),
        ] {
            let stencil = Stencil::cut(&format!("{before}{CONTENT}{after}"), &links).expect("the body is in it");
            assert_eq!(stencil.wanted(&page("a/", "t"), &links), None, "{before} {after}");
        }
        assert!(Stencil::cut(&format!("{CONTENT}{CONTENT}"), &links).is_none());
        assert!(Stencil::cut("nothing", &links).is_none());
    }
}
#[cfg(test)]
mod own {
    #[test]
    fn our_own_frame_may_be_cut() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("site/templates");
        let paths = std::fs::read_dir(folder).expect("the frame is there").map(|file| file.expect("a file").path());
        let files = paths.filter(|path| path.is_file()).map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("text"))
        });
        assert!(super::prints_only(&files.collect(), "page.html"));
    }
}
