//! The functions and filters that templates have, for one language.

use std::sync::Arc;

use minijinja::value::{Kwargs, Rest, Value};
use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior};

use super::exact::Exact;
use super::locale::Locale;
use super::metadata;
use super::qr;
use super::route::{Links, page_path, slug};
use super::shown;
use super::text::refuse;

type Answer<T = Value> = Result<T, Error>;

/// An environment that escapes everything, refuses unknown names, prints nothing for null, and has
/// this language's filters and functions.
pub fn environment(locale: &Arc<Locale>, links: &Arc<Links>, undefined: UndefinedBehavior) -> Environment<'static> {
    let mut env = Environment::new();
    env.set_auto_escape_callback(|name| match name.ends_with(".ics") {
        true => AutoEscape::Custom(CALENDAR.into()),
        false => AutoEscape::Html,
    });
    env.set_undefined_behavior(undefined);
    env.set_formatter(print);
    // Data must not be able to send a template into a deep recursion.
    env.set_recursion_limit(100);
    numbers(&mut env, locale);
    words(&mut env, locale);
    addresses(&mut env, locale, links);
    metadata::register(&mut env, locale, links);
    qr::register(&mut env, locale, links);
    shown::register(&mut env);
    env
}

/// How calendars escape text (RFC 5545, 3.3.11).
const CALENDAR: &str = "ics";

/// Writes a value: text escaped where a browser needs it, nothing for null.
fn print(out: &mut Output, state: &mut State, value: &Value) -> Answer<()> {
    let written = match value.as_str() {
        Some(text) if value.is_safe() || *state.auto_escape() == AutoEscape::None => out.write_str(text),
        Some(text) if matches!(state.auto_escape(), AutoEscape::Custom(_)) => out.write_str(&in_calendar(text)),
        Some(text) => escape(text, |part| out.write_str(part)),
        None if value.is_none() || value.is_undefined() => Ok(()),
        None => return minijinja::escape_formatter(out, state, value),
    };
    written.map_err(|_| refuse("cannot write the page"))
}

fn in_calendar(text: &str) -> String {
    let lines = text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    lines.replace("\r\n", "\\n").replace(['\r', '\n'], "\\n")
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
        let currency = currency_of(name, &locale, currency)?;
        Ok(match exact(name, value)? {
            Some(amount) => write(&locale, amount, currency),
            None => locale.nothing().to_string(),
        })
    });
}

/// `{{ row.amount | money_data(row.currency) }}`: short for reading, exact for machines and on hover; a dash
/// where there is none. A filter, and not a macro of the templates, because it is most of what lists say.
fn money_data(env: &mut Environment<'static>, locale: &Arc<Locale>) {
    let locale = locale.clone();
    env.add_filter("money_data", move |value: &Value, currency: Option<&Value>| -> Answer {
        let Some(amount) = exact("money_data", value)? else { return Ok(nothing()) };
        let currency = currency_of("money_data", &locale, currency)?;
        let (whole, short) = (locale.money(amount, currency), locale.money_short(amount, currency));
        let (whole, short) = (escaped(&whole), escaped(&short));
        Ok(Value::from_safe_string(format!("<data value=\"{amount}\" title=\"{whole}\">{short}</data>")))
    });
}

/// What a table says where there is nothing.
fn nothing() -> Value {
    Value::from_safe_string("<span class=\"quiet\">–</span>".to_string())
}

fn currency_of<'a>(filter: &str, locale: &'a Locale, currency: Option<&'a Value>) -> Answer<&'a str> {
    match currency {
        None => Ok(&locale.currency),
        Some(currency) if currency.is_none() => Ok(&locale.currency),
        Some(currency) => {
            currency.as_str().ok_or_else(|| refuse(format!("`{filter}` needs a currency code, not {currency:?}")))
        }
    }
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
    money_data(env, locale);
    let days = locale.clone();
    // A date that a line does not break; a dash where there is none.
    env.add_filter("day", move |value: &Value| -> Answer {
        if value.is_none() {
            return Ok(nothing());
        }
        let text = value.as_str().and_then(|text| days.day(text));
        let day = text.ok_or_else(|| refuse(format!("`day` needs a date, not {value:?}")))?;
        Ok(Value::from_safe_string(format!("<span class=\"nowrap\">{}</span>", escaped(&days.date(day)))))
    });
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
    // `{{ row.status | word('status') }}`: the text `status_complete`; none where no text says that code.
    env.add_filter("word", move |value: &Value, family: &str| -> Value {
        let Some(code) = value.as_str() else { return Value::from(()) };
        let key = code_key(family, code);
        // A code without letters is no code: the family's own name is another text.
        words.word(&key, None).filter(|_| key != family).map_or(Value::from(()), Value::from)
    });
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
        // A language that the row does not speak is as good as nothing said.
        Ok(if own.is_undefined() { Value::from(()) } else { own })
    });
}

/// The key of a code's text: `said_gagal_batal` for `Gagal/Batal`.
fn code_key(family: &str, code: &str) -> String {
    let mut key = String::with_capacity(family.len() + code.len() + 1);
    key.push_str(family);
    let mut between = true;
    for letter in code.chars() {
        if !letter.is_alphanumeric() {
            between = true;
            continue;
        }
        if std::mem::take(&mut between) {
            key.push('_');
        }
        key.extend(letter.to_lowercase());
    }
    key
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
    let (to, language) = (links.clone(), locale.language.clone());
    env.add_function("data_url", move |name: &str| link(&to.download(&language, &format!("data/{name}"))));
    let (to, language) = (links.clone(), locale.language.clone());
    // A feed or a calendar: ids, and the file's name last.
    env.add_function("feed_url", move |parts: Rest<String>| link(&to.bare(&language, &parts)));
    let to = links.clone();
    env.add_function("asset_url", move |name: &str| link(&to.file(name)));
    env.add_filter("path_slug", |value: &Value| slug(&value.to_string()));
    env.add_filter("page_path", |value: &str| page_path(value));
    // An address that came with the data: only the web's own schemes may become a link. A path may hold spaces,
    // which are written as addresses have them; a host may not.
    env.add_filter("weburl", |value: &Value| -> Value {
        let safe = value.as_str().map(str::trim).filter(|text| {
            let start = text.get(..8).unwrap_or(text).to_ascii_lowercase();
            let host = text.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or(text);
            let is_odd = |sign: char| sign.is_whitespace() && sign != ' ';
            (start.starts_with("https://") || start.starts_with("http://"))
                && !host.contains(char::is_whitespace)
                && !text.contains(is_odd)
        });
        safe.map_or(Value::from(()), |text| Value::from(text.replace(' ', "%20")))
    });
}

/// A link made of slugs: escaped where it must be, and not once more by the template.
fn link(path: &str) -> Value {
    Value::from_safe_string(escaped(path))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use minijinja::context;

    use super::*;

    fn said(template: &str, value: Value) -> Result<String, String> {
        let words = [("status_complete", "Selesai & tuntas"), ("said_gagal_batal", "Gagal")];
        let words: BTreeMap<String, String> =
            words.into_iter().map(|(key, text)| (key.to_string(), text.to_string())).collect();
        let locale = Arc::new(Locale::new("id", words, "Asia/Jakarta", 420, "IDR"));
        let env = environment(&locale, &Arc::new(Links::new("", "id")), UndefinedBehavior::Strict);
        env.render_str(template, context! { v => value }).map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn amounts_are_short_to_read_and_exact_to_machines() {
        let data = |value: Value| said("{{ v | money_data('IDR') }}", value);
        let one = "<data value=\"1270000000\" title=\"Rp 1.270.000.000\">Rp 1,27 miliar</data>";
        assert_eq!(data(Value::from(1_270_000_000)).map(|text| text.replace('\u{a0}', " ")), Ok(one.into()));
        assert_eq!(data(Value::from(())), Ok("<span class=\"quiet\">–</span>".into()));
        assert!(data(Value::from("x")).is_err_and(|error| error.contains("`money_data` needs a number")));
        let hostile = said("{{ 1 | money_data(v) }}", Value::from("\"><script>"));
        assert!(hostile.is_ok_and(|text| !text.contains("<script>")));
        assert!(said("{{ 1 | money_data(v) }}", Value::from(7)).is_err());
    }

    #[test]
    fn calendars_escape_as_they_must() -> Result<(), Error> {
        let locale = Arc::new(Locale::new("id", BTreeMap::new(), "Asia/Jakarta", 420, "IDR"));
        let mut env = environment(&locale, &Arc::new(Links::new("", "id")), UndefinedBehavior::Strict);
        env.add_template("x.ics", "SUMMARY:{{ v }}")?;
        let text = env.get_template("x.ics")?.render(context! { v => "a, b; c\\d\r\nURL:x\n<i>" })?;
        assert_eq!(text, r"SUMMARY:a\, b\; c\\d\nURL:x\n<i>");
        Ok(())
    }

    #[test]
    fn days_do_not_break() {
        let day = |value: Value| said("{{ v | day }}", value);
        assert_eq!(day(Value::from("2026-06-10")), Ok("<span class=\"nowrap\">10 Juni 2026</span>".into()));
        assert_eq!(day(Value::from(())), Ok("<span class=\"quiet\">–</span>".into()));
        assert!(day(Value::from("kemarin")).is_err_and(|error| error.contains("`day` needs a date")));
    }

    #[test]
    fn codes_have_the_words_of_their_family() {
        let word = |value: Value| said("{{ v | word('status') or 'lain' }}", value);
        assert_eq!(word(Value::from("complete")), Ok("Selesai &amp; tuntas".into()));
        for other in [Value::from("unknown"), Value::from(()), Value::from(7), Value::from("")] {
            assert_eq!(word(other), Ok("lain".into()));
        }
        assert_eq!(said("{{ v | word('status_complete') or 'lain' }}", Value::from("--")), Ok("lain".into()));
        assert_eq!(code_key("said", "Gagal/Batal"), "said_gagal_batal");
        assert_eq!(code_key("said", " Kontrak  Sedang-Berjalan. "), "said_kontrak_sedang_berjalan");
    }
}
