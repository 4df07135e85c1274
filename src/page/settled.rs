//! What a template says on every page alike, written out once: words and addresses.

use std::borrow::Cow;
use std::sync::LazyLock;

use minijinja::{Environment, context};
use regex::Regex;

/// A tag that only calls for a word or an address, by literals and the page's language.
static CALL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let literal = r#"(?:"[^"{}\\]*"|'[^'{}\\]*'|lang|true|false)"#;
    let argument = format!(r"(?:\w+\s*=\s*)?{literal}");
    let names = "t|trans|get_url|url|data_url|asset_url";
    Regex::new(&format!(r"\{{\{{ *(?:{names})\({argument}(?:\s*,\s*{argument})*\) *\}}\}}")).ok()
});

/// Where `lang` is given another meaning, it is not known before the page is.
static OWN_LANG: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"set\s+lang\b|for\s+(?:\w+\s*,\s*)?lang\b|macro[^%]*\blang\b|\{%-?\s*raw\b").ok());

/// The template with every such tag replaced by what it says in this language. Lines stay where they
/// are; what cannot be said (an unknown word) is left for the page to tell.
pub fn settle(env: &Environment<'_>, language: &str, source: &str) -> String {
    let (Some(call), Some(own)) = (&*CALL, &*OWN_LANG) else { return source.to_string() };
    if own.is_match(source) {
        return source.to_string();
    }
    let said = |found: &regex::Captures<'_>| -> Option<String> {
        let said = env.render_str(&found[0], context! { lang => language }).ok()?;
        // Braces would be read as a template's; white space at an end could be taken by a tag beside it.
        let plain = !said.contains(['{', '}', '\n', '\r']) && said.trim() == said && !said.is_empty();
        plain.then_some(said)
    };
    let settled =
        call.replace_all(source, |found: &regex::Captures<'_>| said(found).unwrap_or_else(|| found[0].to_string()));
    match settled {
        Cow::Borrowed(same) => same.to_string(),
        Cow::Owned(settled) => settled,
    }
}

#[cfg(test)]
mod tests {
    use minijinja::AutoEscape;

    use super::*;

    fn env() -> Environment<'static> {
        let mut env = Environment::new();
        env.set_auto_escape_callback(|_| AutoEscape::Html);
        env.add_function("t", |key: &str| match key {
            "paid" => Ok("Dibayar & lunas".to_string()),
            "braces" => Ok("{{ x }}".to_string()),
            "spaces" => Ok(" x ".to_string()),
            _ => Err(minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, "no such word")),
        });
        env.add_function("trans", |names: minijinja::value::Kwargs| -> Result<String, minijinja::Error> {
            Ok(format!("{}-{}", names.get::<String>("key")?, names.get::<String>("lang")?))
        });
        env
    }

    #[test]
    fn words_are_written_out_and_escaped() {
        let settled = |source: &str| settle(&env(), "id", source);
        assert_eq!(
            settled("<b>{{ t('paid') }}</b>\n{{ t(\"paid\") }}"),
            "<b>Dibayar &amp; lunas</b>\nDibayar &amp; lunas"
        );
        assert_eq!(settled(r#"{{ trans(key="x", lang=lang) }}"#), "x-id");
    }

    #[test]
    fn what_hangs_on_the_page_stays() {
        for source in [
            "{{ t('unknown') }}",
            "{{ t('braces') }}",
            "{{ t('spaces') }}",
            "{{ t(row.key) }}",
            "{{ t('paid', n=row.n) }}",
            "{{ t('paid') ~ row.x }}",
            "{{- t('paid') }}",
            "{{ page.t('paid') }}",
            "{% set lang = 'en' %}{{ t('paid') }}",
            "{% raw %}{{ t('paid') }}{% endraw %}",
        ] {
            assert_eq!(settle(&env(), "id", source), source);
        }
    }

    #[test]
    fn a_page_says_the_same_either_way() -> Result<(), minijinja::Error> {
        let source = "{% macro m(x) -%}\n {{ t('paid') }}\n{%- endmacro %}{% if true -%} {{ t('paid') }} {%- endif %} {{ m(1) }}";
        let env = env();
        assert_eq!(env.render_str(source, ())?, env.render_str(&settle(&env, "id", source), ())?);
        Ok(())
    }
}
