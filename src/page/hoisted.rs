//! Templates whose imports are read once for many pages.
//!
//! An import runs its module, and that took an eighth of a page's time. So a template that begins with
//! one, of a module which asks for nothing of the page, is compiled a second time as a macro below its
//! import: one reading then does for all pages of a job. So does one run of the module's macros that are
//! called with nothing but literals, where `set` tags stand right behind the import:
//! `{% import "parts.html" as p %}{% set source = p.source(['bids'], dated=false) %}`.

use std::sync::LazyLock;

use minijinja::value::Value;
use minijinja::{Captured, Environment, Error, Template, context};
use regex::Regex;

use super::names::Context;

/// Goes before the name of a template that is compiled as a macro; no file's name has it.
const PREFIX: &str = "\0page:";
const MACRO: &str = "page_of";
/// What belongs to one page; everything else is the same for all.
const OF_PAGE: [&str; 3] = ["row", "lists", "page"];

static IMPORT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"^\{% import (?:"([^"]+)"|'([^']+)') as (\w+) %\}"#).ok());

/// What a macro says to literals, kept under a name.
static SAID: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let text = r#"(?:"[^"{}\\]*"|'[^'{}\\]*')"#;
    let literal = format!(r"(?:{text}|\d+|true|false|none|\[{text}(?:, *{text})*\])");
    let argument = format!(r"(?:\w+=)?{literal}");
    Regex::new(&format!(r"^\{{% set (\w+) = (\w+)\.\w+\((?:{argument}(?:, *{argument})*)?\) %\}}")).ok()
});

/// Tags that mean something else within a macro.
static OTHER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\{%[-+]?\s*(?:extends|block|include|macro|call|raw)\b").ok());

/// What hides what a module asks for, or lets it remember a page.
static OPEN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\{%[-+]?\s*(?:extends|include|import|from)\b|\bnamespace\b").ok());

/// Adds the template as a macro, if it can be one; `source` is its text, which compiled. Lines stay where
/// they are.
pub fn add(env: &mut Environment<'static>, name: &str, source: &str) {
    let Some((module, import)) = hoistable(source) else { return };
    let Ok(module) = env.get_template(module) else { return };
    let asks = module.undeclared_variables(false);
    let is_open = OPEN.as_ref().is_none_or(|open| open.is_match(module.source()));
    if is_open || OF_PAGE.iter().any(|of_page| asks.contains(*of_page)) {
        return;
    }
    let body = &source[import.len()..];
    // As the engine does at a template's end.
    let body = body.strip_suffix('\n').unwrap_or(body);
    let body = body.strip_suffix('\r').unwrap_or(body);
    let text = format!("{import}{{% macro {MACRO}({}) %}}{body}{{% endmacro %}}", OF_PAGE.join(", "));
    // What does not compile so is rendered as it is.
    let _ = env.add_template_owned(format!("{PREFIX}{name}"), text);
}

/// The imported module, and the tags that are the same for all pages.
fn hoistable(source: &str) -> Option<(&str, &str)> {
    let (import, other) = (IMPORT.as_ref()?, OTHER.as_ref()?);
    let found = import.captures(source)?;
    let module = found.get(1).or_else(|| found.get(2))?.as_str();
    let (tag, alias) = (found.get(0)?.as_str(), found.get(3)?.as_str());
    let hidden = |name: &str| OF_PAGE.contains(&name) || name == MACRO;
    let mut end = tag.len();
    let said = SAID.as_ref()?;
    while let Some(set) = said.captures(&source[end..]) {
        let (whole, name, of) = (set.get(0)?, set.get(1)?.as_str(), set.get(2)?.as_str());
        if of != alias || name == alias || hidden(name) {
            break;
        }
        end += whole.end();
    }
    (!hidden(alias) && !other.is_match(&source[end..])).then_some((module, &source[..end]))
}

/// A template of one language, ready for the pages of a job.
pub struct Ready<'a> {
    template: Template<'a, 'a>,
    portal: Value,
    lang: Value,
    /// Its macro, where it can be one.
    once: Option<Captured<'a>>,
}

impl<'a> Ready<'a> {
    /// # Errors
    /// When there is no such template.
    pub fn new(env: &'a Environment<'static>, name: &str, portal: &Value, lang: &str) -> Result<Ready<'a>, Error> {
        let once = env.get_template(&format!("{PREFIX}{name}"));
        let once = once.and_then(|template| template.render_captured(context! { portal, lang })).ok();
        Ok(Ready { template: env.get_template(name)?, portal: portal.clone(), lang: Value::from(lang), once })
    }

    /// One page's body.
    ///
    /// # Errors
    /// Those of the template, in the words that it has by itself.
    pub fn render(&mut self, row: Value, lists: Value, page: Value) -> Result<String, Error> {
        if let Some(once) = &mut self.once {
            let of_page = [row.clone(), lists.clone(), page.clone()];
            if let Ok(body) = once.with_state_mut(|state| state.call_macro(MACRO, &of_page)) {
                return Ok(body);
            }
            self.once = None;
        }
        let context = Context { row, lists, page, portal: self.portal.clone(), lang: self.lang.clone() };
        self.template.render(Value::from_object(context))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env(sources: &[(&'static str, &'static str)]) -> Result<Environment<'static>, Error> {
        let mut env = Environment::new();
        for (name, source) in sources {
            env.add_template(name, source)?;
        }
        for (name, source) in sources {
            add(&mut env, name, source);
        }
        Ok(env)
    }

    fn pages(env: &Environment<'static>, name: &str) -> Result<(bool, Vec<String>), Error> {
        let mut ready = Ready::new(env, name, &Value::from("P"), "id")?;
        let mut texts = Vec::new();
        for row in 1..3 {
            texts.push(ready.render(Value::from(row), Value::from(vec![row; 2]), Value::from("x"))?);
        }
        Ok((ready.once.is_some(), texts))
    }

    const PARTS: &str = "{% macro cell(x) %}<b>{{ x }} {{ lang }}</b>{% endmacro %}";

    #[test]
    fn pages_are_the_same_either_way() -> Result<(), Error> {
        let source = "{% import 'parts' as p %}\n  {{ p.cell(row) }} {% set y = row + 1 %}{{ y }}\n{% for x in lists %}{{ x }}{% endfor %} {{ portal }} {{ page }}\n";
        let env = env(&[("parts", PARTS), ("t", source)])?;
        let (hoisted, texts) = pages(&env, "t")?;
        assert!(hoisted);
        for (row, text) in (1..).zip(&texts) {
            let context = context! { row, lists => vec![row; 2], page => "x", portal => "P", lang => "id" };
            assert_eq!(*text, env.get_template("t")?.render(context)?);
        }
        assert_eq!(texts[0], "\n  <b>1 id</b> 2\n11 P x");
        Ok(())
    }

    #[test]
    fn what_a_macro_says_to_literals_is_said_once() -> Result<(), Error> {
        let sets = "{% set a = p.cell('1', of=['2', '3']) %}{% set b = p.cell(2) %}{% set c = p.cell(row) %}";
        let source: &'static str = format!("{{% import 'parts' as p %}}{sets}{{{{ a }}}}{{{{ b }}}}{{{{ c }}}}").leak();
        assert_eq!(hoistable(source).map(|(_, head)| head.matches("set").count()), Some(2));
        let env = env(&[
            ("parts", "{% macro cell(x, of=[]) %}<b>{{ x }}{{ of|length }}{{ lang }}</b>{% endmacro %}"),
            ("t", source),
        ])?;
        let (hoisted, texts) = pages(&env, "t")?;
        assert!(hoisted);
        assert_eq!(texts[0], "<b>12id</b><b>20id</b><b>10id</b>");
        for (row, text) in (1..).zip(&texts) {
            assert_eq!(*text, env.get_template("t")?.render(context! { row, lang => "id" })?);
        }
        for wrong in ["row = p.cell(1)", "a = q.cell(1)", "a = p.cell(row)", "a = p.cell(row.x, 1)"] {
            let source = format!("{{% import 'parts' as p %}}{{% set {wrong} %}}");
            assert_eq!(hoistable(&source).map(|(_, head)| head.contains("set")), Some(false), "{wrong}");
        }
        Ok(())
    }

    #[test]
    fn what_a_macro_would_change_is_left_as_it_is() -> Result<(), Error> {
        let import = "{% import 'parts' as p %}";
        for (parts, rest, expected) in [
            ("{% macro cell(x) %}{{ row }}{% endmacro %}", "{{ p.cell(1) }}", ["1", "2"]),
            ("{% set y = page %}", "{{ p.y }}{{ row }}", ["x1", "x2"]),
            ("{% include 'asks' %}", "{{ row }}", ["1", "2"]),
            (PARTS, "{% include 'asks' %}", ["1", "2"]),
            (PARTS, "{% block b %}{{ row }}{% endblock %}", ["1", "2"]),
            (
                "{% set ns = namespace(n=0) %}{% macro cell(x) %}{% set ns.n = ns.n + x %}{{ ns.n }}{% endmacro %}",
                "{{ p.cell(row) }}",
                ["1", "2"],
            ),
            (PARTS, "{% macro m() %}{{ row }}{% endmacro %}{{ m() }}", ["1", "2"]),
        ] {
            let source: &'static str = format!("{import}{rest}").leak();
            let env = env(&[("asks", "{{ row }}"), ("parts", parts), ("t", source)])?;
            assert_eq!(pages(&env, "t")?, (false, expected.map(String::from).into()), "{parts} {rest}");
        }
        Ok(())
    }

    #[test]
    fn names_of_the_page_stay_what_the_template_makes_them() -> Result<(), Error> {
        let source = "{% import 'parts' as page %}{{ page.cell(row) }}\r\n";
        let env = env(&[("parts", PARTS), ("t", source)])?;
        assert_eq!(pages(&env, "t")?, (false, vec!["<b>1 id</b>".into(), "<b>2 id</b>".into()]));
        Ok(())
    }

    #[test]
    fn the_last_line_ends_as_it_does_alone() -> Result<(), Error> {
        for end in ["", "\n", "\r\n", "\r", "\n\n"] {
            let source: &'static str = format!("{{% import 'parts' as p %}}\r\n{{{{ row }}}}{end}").leak();
            let env = env(&[("parts", PARTS), ("t", source)])?;
            let alone = env.get_template("t")?.render(context! { row => 1 })?;
            assert_eq!(pages(&env, "t")?, (true, vec![alone.clone(), alone.replace('1', "2")]), "{end:?}");
        }
        Ok(())
    }

    #[test]
    fn errors_name_the_templates_line() -> Result<(), Error> {
        let env = env(&[("parts", PARTS), ("t", "{% import 'parts' as p %}\n\n{{ row.x.y }}")])?;
        let Err(error) = pages(&env, "t") else { panic!("a number has no fields") };
        assert_eq!((error.name(), error.line()), (Some("t"), Some(3)));
        let env = self::env(&[("parts", PARTS), ("t", "{% import 'parts' as p %}{{ nosuch(1) }}")])?;
        let Err(error) = pages(&env, "t") else { panic!("there is no such function") };
        assert!(error.to_string().contains("nosuch"), "{error}");
        Ok(())
    }
}
