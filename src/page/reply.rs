//! Answers of offices and suppliers to what a page says of them: texts that stand on that page.

use std::collections::BTreeMap;

use minijinja::value::Value;
use minijinja::{Environment, context};

use super::locale::Locale;
use super::route::{Links, page_path};

/// One answer in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The page that it is about: its path without the language, `/` at the end.
    pub about: String,
    /// The answer's own page.
    pub path: String,
    pub lang: String,
    pub title: String,
    /// Who answers.
    pub from: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    pub html: String,
}

/// Gives templates `replies(path)`: those about a page, earliest first, in the page's language, else in the default
/// one, else as they were written.
pub fn register(env: &mut Environment<'static>, locale: &Locale, links: &Links, replies: &[Reply]) {
    let rank = |reply: &Reply| match &reply.lang {
        own if *own == locale.language => 0,
        first if *first == links.default_language => 1,
        _ => 2,
    };
    let mut chosen: BTreeMap<&str, &Reply> = BTreeMap::new();
    for reply in replies {
        let held = chosen.entry(&reply.path).or_insert(reply);
        if rank(reply) < rank(held) {
            *held = reply;
        }
    }
    let mut chosen: Vec<&Reply> = chosen.into_values().collect();
    chosen.sort_by_key(|reply| (&reply.about, &reply.date, &reply.path));
    let mut pages: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for reply in chosen {
        let value = context! {
            title => &reply.title,
            from => &reply.from,
            date => &reply.date,
            lang => (reply.lang != locale.language).then_some(&reply.lang),
            url => links.page(&reply.lang, &reply.path),
            text => Value::from_safe_string(reply.html.clone()),
        };
        pages.entry(reply.about.clone()).or_default().push(value);
    }
    env.add_function("replies", move |path: &str| -> Value {
        if pages.is_empty() {
            return Value::from(Vec::<Value>::new());
        }
        Value::from(pages.get(&page_path(path)).cloned().unwrap_or_default())
    });
}
