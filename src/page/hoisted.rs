//! Templates whose imports are read once for many pages.
//!
//! An import runs its module, and that took an eighth of a page's time. So a template that begins with
//! one, of a module which asks for nothing of the page, is compiled a second time as a macro below its
//! import: one reading then does for all pages of a job.

use std::sync::LazyLock;

use minijinja::value::Value;
use minijinja::{Captured, Environment, Error, Template, context};
use regex::Regex;

use super::names::Context;

/// Goes before the name of a template that is compiled as a macro.
const PREFIX: &str = "page:";
const MACRO: &str = "page_of";
/// What belongs to one page; everything else is the same for all.
const OF_PAGE: [&str; 3] = ["row", "lists", "page"];

static IMPORT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"^\{% import (?:"([^"]+)"|'([^']+)') as \w+ %\}"#).ok());

/// Tags that mean something else within a macro.
static OTHER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\{%[-+]?\s*(?:extends|block|include|macro|call|raw)\b").ok());

/// Tags that hide what a module asks for.
static NESTED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\{%[-+]?\s*(?:extends|include|import|from)\b").ok());

/// The name of the template in the portal's folder.
pub fn plain_name(name: &str) -> &str {
    name.strip_prefix(PREFIX).unwrap_or(name)
}

/// Adds the template as a macro, if it can be one; `source` is its text, which compiled. Lines stay where
/// they are.
pub fn add(env: &mut Environment<'static>, name: &str, source: &str) {
    let Some((module, import)) = hoistable(source) else { return };
    let Ok(module) = env.get_template(module) else { return };
    let asks = module.undeclared_variables(false);
    let hides = NESTED.as_ref().is_none_or(|nested| nested.is_match(module.source()));
    if hides || OF_PAGE.iter().any(|of_page| asks.contains(*of_page)) {
        return;
    }
    let body = &source[import.len()..];
    let body = body.strip_suffix('\n').unwrap_or(body); // as the engine does at a template's end
    let text = format!("{import}{{% macro {MACRO}({}) %}}{body}{{% endmacro %}}", OF_PAGE.join(", "));
    // What does not compile so is rendered as it is.
    let _ = env.add_template_owned(format!("{PREFIX}{name}"), text);
}

/// The imported module, and the tag.
fn hoistable(source: &str) -> Option<(&str, &str)> {
    let (import, other) = (IMPORT.as_ref()?, OTHER.as_ref()?);
    let found = import.captures(source)?;
    let module = found.get(1).or_else(|| found.get(2))?.as_str();
    let tag = found.get(0)?.as_str();
    (!other.is_match(&source[tag.len()..])).then_some((module, tag))
}

/// A template of one language, ready for the pages of a job.
pub enum Ready<'a> {
    Plain { template: Template<'a, 'a>, portal: Value, lang: Value },
    Macro(Captured<'a>),
}

impl<'a> Ready<'a> {
    /// # Errors
    /// Those of the module that is imported.
    pub fn new(env: &'a Environment<'static>, name: &str, portal: &Value, lang: &str) -> Result<Ready<'a>, Error> {
        match env.get_template(&format!("{PREFIX}{name}")) {
            Ok(template) => template.render_captured(context! { portal, lang }).map(Ready::Macro),
            Err(_) => {
                let (portal, lang) = (portal.clone(), Value::from(lang));
                Ok(Ready::Plain { template: env.get_template(name)?, portal, lang })
            }
        }
    }

    /// One page's body.
    ///
    /// # Errors
    /// Those of the template.
    pub fn render(&mut self, row: Value, lists: Value, page: Value) -> Result<String, Error> {
        match self {
            Ready::Plain { template, portal, lang } => {
                let context = Context { row, lists, page, portal: portal.clone(), lang: lang.clone() };
                template.render(Value::from_object(context))
            }
            Ready::Macro(module) => module.with_state_mut(|state| state.call_macro(MACRO, &[row, lists, page])),
        }
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
        Ok((matches!(ready, Ready::Macro(_)), texts))
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
    fn what_a_macro_would_change_is_left_as_it_is() -> Result<(), Error> {
        let import = "{% import 'parts' as p %}";
        for (parts, rest, expected) in [
            ("{% macro cell(x) %}{{ row }}{% endmacro %}", "{{ p.cell(1) }}", ["1", "2"]),
            ("{% set y = page %}", "{{ p.y }}{{ row }}", ["x1", "x2"]),
            ("{% include 'asks' %}", "{{ row }}", ["1", "2"]),
            (PARTS, "{% include 'asks' %}", ["1", "2"]),
            (PARTS, "{% block b %}{{ row }}{% endblock %}", ["1", "2"]),
            (PARTS, "{% macro m() %}{{ row }}{% endmacro %}{{ m() }}", ["1", "2"]),
        ] {
            let source: &'static str = format!("{import}{rest}").leak();
            let env = env(&[("asks", "{{ row }}"), ("parts", parts), ("t", source)])?;
            assert_eq!(pages(&env, "t")?, (false, expected.map(String::from).into()), "{parts} {rest}");
        }
        Ok(())
    }

    #[test]
    fn errors_name_the_templates_line() -> Result<(), Error> {
        let env = env(&[("parts", PARTS), ("t", "{% import 'parts' as p %}\n\n{{ row.x.y }}")])?;
        let Err(error) = pages(&env, "t") else { panic!("a number has no fields") };
        assert_eq!((error.name().map(plain_name), error.line()), (Some("t"), Some(3)));
        Ok(())
    }
}
