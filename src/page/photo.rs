//! Photographs that the data name and the site holds: pages show them from the portal's own host, and no others.

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::Result;
use minijinja::Environment;
use minijinja::filters::urlencode;
use minijinja::value::Value;

use super::context::SiteFiles;
use super::route::Links;
use super::touched;

const FOLDER: &str = "site/static/";
/// What every browser shows as a picture.
const FORMATS: [&str; 6] = ["jpg", "jpeg", "png", "webp", "gif", "svg"];

/// Paths below `site/static/` of all pictures there.
pub fn names(files: &dyn SiteFiles) -> Result<BTreeSet<String>> {
    let is_picture = |path: &String| {
        path.rsplit_once('.').is_some_and(|(_, end)| FORMATS.iter().any(|format| end.eq_ignore_ascii_case(format)))
    };
    let below = files.list(FOLDER)?.into_iter().filter(is_picture);
    Ok(below.filter_map(|path| path.strip_prefix(FOLDER).map(str::to_owned)).collect())
}

/// Gives templates `photo(path)`: the address of a picture of the site's own, by its path below `site/static/`; none
/// where there is no such file.
pub fn register(env: &mut Environment<'static>, links: &Arc<Links>, names: &Arc<BTreeSet<String>>) {
    let (links, names) = (links.clone(), names.clone());
    env.add_function("photo", move |path: &Value| -> Value {
        touched::figures();
        let name = path.as_str().map(|path| path.trim().trim_start_matches("./").trim_start_matches('/'));
        let held = name.filter(|name| names.contains(*name)).map(|name| urlencode(&Value::from(name)));
        held.and_then(Result::ok).map_or(Value::from(()), |name| Value::from(links.file(&name)))
    });
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use minijinja::context;

    use super::*;

    #[test]
    fn only_pictures_that_the_site_holds_are_shown() {
        let held = ["foto/Jalan 1.JPG", "foto/catatan.txt", "packs.js"];
        let files: BTreeMap<String, Vec<u8>> = held.map(|name| (format!("{FOLDER}{name}"), Vec::new())).into();
        let names = Arc::new(names(&files).expect("names"));
        let mut env = Environment::new();
        register(&mut env, &Arc::new(Links::new("https://a.example/pantau", "id")), &names);
        let shown = |path: Value| env.render_str("{{ photo(path) }}", context! { path }).expect("text");
        assert_eq!(shown(Value::from("foto/Jalan 1.JPG")), "/pantau/foto/Jalan%201.JPG");
        assert_eq!(shown(Value::from(" /foto/Jalan 1.JPG ")), "/pantau/foto/Jalan%201.JPG");
        for other in ["foto/jalan 1.jpg", "foto/catatan.txt", "../foto/Jalan 1.JPG", "https://b.example/a.jpg", ""] {
            assert_eq!(shown(Value::from(other)), "None", "{other}");
        }
        assert_eq!(shown(Value::from(())), "None");
    }
}
