//! The functions and filters that templates have, for one language.

use std::sync::Arc;

use minijinja::value::{Kwargs, Rest, Value};
use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior};

use super::exact::Exact;
use super::locale::Locale;
use super::route::{Links, page_path, slug};
use super::text::refuse;

type Answer<T = Value> = Result<T, Error>;

/// An environment that escapes everything, refuses unknown names, prints nothing for null, and has
/// this language's filters and functions.
pub fn environment(locale: &Arc<Locale>, links: &Arc<Links>, undefined: UndefinedBehavior) -> Environment<'static> {
    let mut env = Environment::new();
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.set_undefined_behavior(undefined);
    env.set_formatter(print);
    // Data must not be able to send a template into a deep recursion.
    env.set_recursion_limit(100);
    numbers(&mut env, locale);
    words(&mut env, locale);
    addresses(&mut env, locale, links);
    env
}

/// Writes a value: text escaped where a browser needs it, nothing for null.
fn print(out: &mut Output, state: &mut State, value: &Value) -> Answer<()> {
    let written = match value.as_str() {
        Some(text) if value.is_safe() || *state.auto_escape() == AutoEscape::None => out.write_str(text),
        Some(text) => escape(text, |part| out.write_str(part)),
        None if value.is_none() || value.is_undefined() => Ok(()),
        None => return minijinja::escape_formatter(out, state, value),
    };
    written.map_err(|_| refuse("cannot write the page"))
}

/// Text with `& < > " '` as entities, in as few parts as possible.
pub fn escape<E>(text: &str, mut write: impl FnMut(&str) -> Result<(), E>) -> Result<(), E> {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        write(&text[from..at])?;
        write(entity)?;
        from = at + 1;
    }
    write(&text[from..])
}

/// Text as HTML.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let never: Result<(), std::convert::Infallible> = escape(text, |part| {
        out.push_str(part);
        Ok(())
    });
    match never {
        Ok(()) => out,
    }
}

/// A number for a filter: null gives `None`; text that is no number is the author's error.
fn exact(filter: &str, value: &Value) -> Answer<Option<Exact>> {
    if value.is_none() {
        return Ok(None);
    }
    match Exact::of(value) {
        Some(exact) => Ok(Some(exact)),
        None => Err(refuse(format!("`{filter}` needs a number, not {value:?}"))),
    }
}

fn number_filter(
    env: &mut Environment<'static>,
    locale: &Arc<Locale>,
    name: &'static str,
    write: fn(&Locale, Exact, Option<u32>) -> String,
) {
    let locale = locale.clone();
    env.add_filter(name, move |value: &Value, decimals: Option<u32>| -> Answer<String> {
        Ok(match exact(name, value)? {
            Some(number) => write(&locale, number, decimals),
            None => locale.nothing().to_string(),
        })
    });
}

fn money_filter(
    env: &mut Environment<'static>,
    locale: &Arc<Locale>,
    name: &'static str,
    write: fn(&Locale, Exact, &str) -> String,
) {
    let locale = locale.clone();
    env.add_filter(name, move |value: &Value, currency: Option<&Value>| -> Answer<String> {
        let currency = match currency {
            None => locale.currency.as_str(),
            Some(currency) if currency.is_none() => locale.currency.as_str(),
            Some(currency) => {
                currency.as_str().ok_or_else(|| refuse(format!("`{name}` needs a currency code, not {currency:?}")))?
            }
        };
        Ok(match exact(name, value)? {
            Some(amount) => write(&locale, amount, currency),
            None => locale.nothing().to_string(),
        })
    });
}

fn numbers(env: &mut Environment<'static>, locale: &Arc<Locale>) {
    money_filter(env, locale, "money", Locale::money);
    money_filter(env, locale, "money_short", Locale::money_short);
    number_filter(env, locale, "number", |locale, number, decimals| locale.number(number, decimals.unwrap_or(2)));
    number_filter(env, locale, "percent", |locale, number, decimals| locale.percent(number, decimals.unwrap_or(1)));
    number_filter(env, locale, "percent_points", |locale, number, decimals| {
        locale.percent_points(number, decimals.unwrap_or(1))
    });
    number_filter(env, locale, "days", |locale, number, _| locale.days(number));
    number_filter(env, locale, "bytes", |locale, number, _| locale.bytes(number));
    let dates = locale.clone();
    env.add_filter("date", move |value: &Value| -> Answer<String> {
        let Some(text) = value.as_str() else { return missing(&dates, "date", value) };
        let day = dates.day(text).ok_or_else(|| refuse(format!("`date` needs a date, not {text:?}")))?;
        Ok(dates.date(day))
    });
    let moments = locale.clone();
    env.add_filter("datetime", move |value: &Value| -> Answer<String> {
        let Some(text) = value.as_str() else { return missing(&moments, "datetime", value) };
        match (Locale::moment(text), moments.day(text)) {
            (Some(moment), _) => Ok(moments.datetime(moment)),
            (None, Some(day)) => Ok(moments.date(day)),
            _ => Err(refuse(format!("`datetime` needs a moment, not {text:?}"))),
        }
    });
}

fn missing(locale: &Locale, filter: &str, value: &Value) -> Answer<String> {
    if value.is_none() {
        Ok(locale.nothing().to_string())
    } else {
        Err(refuse(format!("`{filter}` needs text, not {value:?}")))
    }
}

fn words(env: &mut Environment<'static>, locale: &Arc<Locale>) {
    let words = locale.clone();
    env.add_function("t", move |key: &str, names: Kwargs| translate(&words, key, &names));
    let words = locale.clone();
    // `{{ row | tr('title') }}`: `title_id` or `title_en`; the other language where this one is empty.
    env.add_filter("tr", move |row: &Value, field: &str| -> Answer {
        let own = row.get_attr(&format!("{field}_{}", words.language))?;
        let filled = |value: &Value| !value.is_none() && !value.is_undefined() && value.as_str() != Some("");
        if filled(&own) {
            return Ok(own);
        }
        for language in ["id", "en"] {
            let other = row.get_attr(&format!("{field}_{language}"))?;
            if filled(&other) {
                return Ok(other);
            }
        }
        Ok(own)
    });
}

/// Interface text with `{name}` places filled; `n` chooses the plural and is written as a number.
fn translate(locale: &Locale, key: &str, names: &Kwargs) -> Answer<String> {
    let n: Option<Value> = names.get("n")?;
    let count = n.as_ref().and_then(Exact::of);
    let Some(text) = locale.word(key, count) else {
        let near = crate::problem::nearest(key, locale.words.keys().map(String::as_str));
        let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        return Err(refuse(format!("no translation `{key}` in language `{}`{hint}", locale.language)));
    };
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        out.push_str(before);
        let value: Value = names.get(name).map_err(|_| refuse(format!("text `{key}` needs `{name}`")))?;
        match (Exact::of(&value), value.as_str()) {
            (_, Some(text)) => out.push_str(text),
            (Some(number), None) => out.push_str(&locale.number(number, 2)),
            (None, None) if value.is_none() => out.push_str(locale.nothing()),
            (None, None) => out.push_str(&value.to_string()),
        }
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

fn addresses(env: &mut Environment<'static>, locale: &Arc<Locale>, links: &Arc<Links>) {
    let (to, language) = (links.clone(), locale.language.clone());
    // One text: a path. Several values: its parts, each an id that may hold anything, even `/`.
    env.add_function("url", move |parts: Rest<Value>| -> Answer {
        let [path] = parts.as_slice() else {
            let mut path = String::new();
            for part in parts.iter() {
                match part.as_str() {
                    Some(text) => path.push_str(&slug(text)),
                    None => path.push_str(&slug(&part.to_string())),
                }
                path.push('/');
            }
            return Ok(link(&to.of_slugs(&language, &path)));
        };
        Ok(match path.as_str() {
            Some(path) => link(&to.page(&language, path)),
            None => link(&to.page(&language, &path.to_string())),
        })
    });
    let to = links.clone();
    env.add_function("data_url", move |name: &str| link(&to.file(&format!("data/{name}"))));
    let to = links.clone();
    env.add_function("asset_url", move |name: &str| link(&to.file(name)));
    env.add_filter("path_slug", |value: &Value| slug(&value.to_string()));
    env.add_filter("page_path", |value: &str| page_path(value));
    // An address that came with the data: only the web's own schemes may become a link.
    env.add_filter("weburl", |value: &Value| -> Value {
        let safe = value.as_str().map(str::trim).filter(|text| {
            let start = text.get(..8).unwrap_or(text).to_ascii_lowercase();
            (start.starts_with("https://") || start.starts_with("http://")) && !text.contains(char::is_whitespace)
        });
        safe.map_or(Value::from(()), Value::from)
    });
}

/// A link made of slugs: escaped where it must be, and not once more by the template.
fn link(path: &str) -> Value {
    Value::from_safe_string(escaped(path))
}
