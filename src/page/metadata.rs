//! What a page tells machines about itself: schema.org's words as JSON-LD, in a `<script>`.

use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error};
use serde_json::{Map, Value as Json, json};

use super::locale::Locale;
use super::route::Links;
use crate::export::media_type;

/// Adds `breadcrumb_data(here, links)` and `dataset_data(name=…, …)`. Both give nothing where the portal has
/// no address of its own: what they say is for those who found the page elsewhere.
pub fn register(env: &mut Environment<'static>, locale: &Locale, links: &Links) {
    let (to, language) = (links.clone(), locale.language.clone());
    let home = locale.word("home", None).unwrap_or("").to_owned();
    env.add_function("breadcrumb_data", move |here: &Value, above: Vec<Vec<Value>>| -> Value {
        let root = [(String::new(), home.clone())];
        let above = above.iter().filter_map(|link| Some((link.first()?.to_string(), link.get(1)?.to_string())));
        let mut items: Vec<Json> = Vec::new();
        for (path, name) in root.into_iter().chain(above) {
            let item = to.absolute_page(&language, &path);
            items.push(json!({"@type": "ListItem", "position": items.len() + 1, "name": name, "item": item}));
        }
        items.push(json!({"@type": "ListItem", "position": items.len() + 1, "name": here.to_string()}));
        script(&to, json!({"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}))
    });
    let (to, language) = (links.clone(), locale.language.clone());
    env.add_function("dataset_data", move |names: Kwargs| -> Result<Value, Error> {
        let text = |key: &str| names.get::<Option<String>>(key);
        let mut about = Map::new();
        for (key, value) in [("@context", CONTEXT), ("@type", "Dataset"), ("inLanguage", &language)] {
            about.insert(key.into(), value.into());
        }
        for key in ["name", "description", "identifier", "dateModified"] {
            about.extend(text(key)?.filter(|text| !text.is_empty()).map(|text| (key.to_owned(), text.into())));
        }
        about.insert("isAccessibleForFree".into(), true.into());
        about.insert("url".into(), to.absolute_page(&language, &names.get::<String>("path")?).into());
        if let Some(creator) = text("creator")? {
            about.insert("creator".into(), json!({"@type": "Organization", "name": creator}));
        }
        let files: Vec<String> = names.get("files")?;
        let distribution = files.iter().map(|file| {
            let url = to.absolute(file);
            json!({"@type": "DataDownload", "encodingFormat": media_type(file), "contentUrl": url})
        });
        about.insert("distribution".into(), distribution.collect());
        names.assert_all_used()?;
        Ok(script(&to, Json::Object(about)))
    });
}

const CONTEXT: &str = "https://schema.org";

/// JSON within HTML: no `<` that could end the element.
fn script(links: &Links, data: Json) -> Value {
    if links.base_url.is_empty() {
        return Value::from("");
    }
    let text = data.to_string().replace('<', "\\u003c");
    Value::from_safe_string(format!("<script type=\"application/ld+json\">{text}</script>"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use minijinja::context;

    use super::*;

    fn env(base_url: &str) -> Environment<'static> {
        let words = BTreeMap::from([("home".to_owned(), "Beranda".to_owned())]);
        let locale = Locale::new("en", words, "Asia/Jakarta", 420, "IDR");
        let mut env = Environment::new();
        register(&mut env, &locale, &Links::new(base_url, "id"));
        env
    }

    fn data(html: &str) -> Json {
        let json = html.strip_prefix("<script type=\"application/ld+json\">");
        let json = json.and_then(|rest| rest.strip_suffix("</script>")).unwrap_or("");
        serde_json::from_str(json).unwrap_or_default()
    }

    #[test]
    fn breadcrumbs_are_whole_addresses_and_end_no_element() {
        let source = "{{ breadcrumb_data(here, [['penyedia/', 'Penyedia']]) }}";
        let here = "PT </script><b>";
        let html = env("https://a.example/p").render_str(source, context! { here }).unwrap_or_default();
        assert_eq!(html.matches("</script>").count(), 1, "{html}");
        let items = &data(&html)["itemListElement"];
        assert_eq!(
            items[0],
            json!({"@type": "ListItem", "position": 1, "name": "Beranda", "item": "https://a.example/p/en/"})
        );
        assert_eq!(items[1]["item"], "https://a.example/p/en/penyedia/");
        assert_eq!(items[2], json!({"@type": "ListItem", "position": 3, "name": here}));
        assert_eq!(env("").render_str(source, context! { here }).unwrap_or_default(), "");
    }

    #[test]
    fn datasets_name_their_files() {
        let source = "{{ dataset_data(name='Bids', description='', path='data/bids/', files=['data/bids.csv.gz', 'data/bids.parquet']) }}";
        let said = data(&env("https://a.example").render_str(source, ()).unwrap_or_default());
        assert_eq!((&said["name"], &said["url"]), (&json!("Bids"), &json!("https://a.example/en/data/bids/")));
        assert_eq!(said.get("description"), None);
        let file = &said["distribution"][0];
        assert_eq!(
            (&file["encodingFormat"], &file["contentUrl"]),
            (&json!("text/csv"), &json!("https://a.example/data/bids.csv.gz"))
        );
        assert!(env("https://a.example").render_str("{{ dataset_data(path='', files=[], nmae='x') }}", ()).is_err());
    }
}
