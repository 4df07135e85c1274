//! Settings with mistakes: each is told with file, line and what to do, all at once.

use pantau::config::{FieldType, Portal};
use pantau::problem::Failed;
use pantau::testing::Scratch;

const CONFIG: &str = r#"title = "Uji"
base_url = "https://example.org"
default_language = "id"
[languages.en]
title = "Test"
[extra.portal]
region_id = "99.01"
currency = "IDR"
"#;

fn told(scratch: &Scratch) -> String {
    let error = Portal::load(scratch.path()).expect_err("the portal has mistakes");
    error.downcast::<Failed>().expect("mistakes are problems").to_string()
}

#[test]
fn a_folder_without_settings_says_how_to_begin() {
    let scratch = Scratch::new("settings");
    let told = told(&scratch);
    assert!(told.contains("site/config.toml is missing") && told.contains("pantau init"), "{told}");
}

#[test]
fn a_sound_portal_loads_with_the_programs_words() {
    let scratch = Scratch::new("settings");
    scratch.write("site/config.toml", CONFIG);
    let portal = Portal::load(scratch.path()).expect("sound settings load");
    assert_eq!(portal.settings.languages, ["id", "en"]);
    assert_eq!(portal.settings.utc_offset_minutes, 420);
    assert!(portal.settings.translations["en"].len() > 50);
    assert_eq!(portal.settings.translations["id"].len(), portal.settings.translations["en"].len());
    let contracts = portal.table("contracts").expect("contracts are declared");
    let value = contracts.fields.iter().find(|field| field.name == "value").expect("contracts have a value");
    assert_eq!(value.kind, FieldType::Money);
}

#[test]
fn every_mistake_is_told_at_once() {
    let scratch = Scratch::new("settings");
    let config =
        CONFIG.replace("currency = \"IDR\"", "curency = \"IDR\"\nfiscal_year_start = 13\nmax_shrink = \"much\"");
    scratch
        .write("site/config.toml", config.replace("base_url = \"https://example.org\"", "base_url = \"example.org\""));
    scratch.write(
        "datasets/sources/a.toml",
        r#"titel = { id = "A" }
address = ["data/a.csv"]
[[table]]
name = "contract"
[table.fields]
contract_id = "id"
"#,
    );
    scratch.write(
        "datasets/sources/b.toml",
        r#"address = ["data/b.csv"]
[[table]]
name = "contracts"
[table.fields]
ocid = { column = "kode", prefx = "tender-" }
contract_id = { column = "nomor", constant = "1" }
vaule = "nilai"
"#,
    );
    scratch.write("datasets/sources/c.toml", "preset = \"isb/spse-tender-pengumumam\"\naddress = [\"x.json\"]\n");
    let told = told(&scratch);
    for expected in [
        "site/config.toml:8:1: unknown key `curency`",
        "did you mean `currency`?",
        "site/config.toml:9:1: `fiscal_year_start` is 13",
        "site/config.toml:10:",
        "site/config.toml:2:1: `base_url` is `example.org`",
        "datasets/sources/a.toml:1:1: unknown key `titel`",
        "datasets/sources/b.toml:5:",
        "unknown key `prefx`",
        "did you mean `prefix`?",
        "there is no preset `isb/spse-tender-pengumumam`",
        "did you mean `isb/spse-tender-pengumuman`?",
    ] {
        assert!(told.contains(expected), "missing: {expected}\nin: {told}");
    }
}

#[test]
fn a_text_is_known_by_the_template_that_asks_for_it() {
    let scratch = Scratch::new("settings");
    let texts = "title = \"Test\"\ntranslations = { nav_proceses = \"Contracts\", our_motto = \"All in the open\", our_motto_few = \"Some\", awards_n_few = \"{n}\", said_lelang_umum = \"Open\" }";
    scratch.write("site/config.toml", CONFIG.replace("title = \"Test\"", texts));
    scratch.write("templates/motto.html", "<p>{{ t('our_motto') }}</p>");
    let told = told(&scratch);
    assert!(
        told.contains("no page uses the text `nav_proceses`") && told.contains("did you mean `nav_processes`?"),
        "{told}"
    );
    // Its plurals, those of the program's own texts, and what a source says are known as well.
    assert!(!["our_motto", "awards_n", "said_"].iter().any(|known| told.contains(known)), "{told}");
}

#[test]
fn names_that_do_not_exist_get_the_nearest() {
    let scratch = Scratch::new("settings");
    scratch.write("site/config.toml", CONFIG);
    scratch.write(
        "datasets/sources/a.toml",
        r#"title = { id = "A" }
address = ["data/a.csv"]
[[table]]
name = "contract"
[table.fields]
contract_id = "id"
[[table]]
name = "contracts"
[table.fields]
ocid = "kode"
contract_id = { column = "nomor", constant = "1" }
vaule = "nilai"
"#,
    );
    let told = told(&scratch);
    for expected in [
        "there is no table `contract`",
        "did you mean `contracts`?",
        "there is no field `vaule`",
        "did you mean `value`?",
        "`contract_id` needs exactly one of",
    ] {
        assert!(told.contains(expected), "missing: {expected}\nin: {told}");
    }
}

#[test]
fn a_source_may_not_fill_what_the_reader_makes_nor_leave_a_key_empty() {
    let scratch = Scratch::new("settings");
    scratch.write("site/config.toml", CONFIG);
    scratch.write(
        "datasets/sources/a.toml",
        "title = { id = \"A\" }\naddress = [\"a.csv\"]\n[[table]]\nname = \"accounts\"\n[table.fields]\nsource_id = \"x\"\n\n[[table]]\nname = \"contracts\"\n[table.fields]\nocid = \"x\"\n",
    );
    let told = told(&scratch);
    assert!(
        told.contains("datasets/sources/a.toml:4:1: no source may fill `accounts`") && !told.contains("did you mean"),
        "{told}"
    );
    assert!(told.contains("`contracts` needs its key field `contract_id`"), "{told}");
}

#[test]
fn a_language_that_is_lost_and_a_letter_without_an_address_are_told() {
    let scratch = Scratch::new("settings");
    scratch.write("site/config.toml", CONFIG.replace("default_language = \"id\"", "default_language = \"en\""));
    let all = told(&scratch);
    assert!(all.contains("`en` is the default language and stands among the others"), "{all}");
    assert!(all.contains("[languages.id]") && all.matches("error:").count() == 1, "{all}");
    scratch.write("site/config.toml", format!("{CONFIG}feedback_url = \"lapor@example.org\"\n"));
    let all = told(&scratch);
    assert!(all.contains("`feedback_url` is `lapor@example.org`") && all.contains("mailto:"), "{all}");
}

#[test]
fn a_look_that_cannot_be_read_is_told() {
    let scratch = Scratch::new("settings");
    let look = |text: &str| scratch.write("site/config.toml", format!("{CONFIG}{text}\n"));
    look("accent = \"#ffee00\"\naccent_dark = \"teal\"\ncrest = \"lambang.svg\"");
    let all = told(&scratch);
    for (line, part) in [(9, "contrast of 1.2"), (10, "`teal`, which is no colour"), (11, "no site/static/lambang.svg")]
    {
        let here = all.lines().find(|told| told.contains(part)).unwrap_or_else(|| panic!("{part}: {all}"));
        assert!(here.contains(&format!("config.toml:{line}")), "{here}");
    }
    look("accent = \"#7a1020\"");
    assert!(told(&scratch).contains("`accent` is set and `accent_dark` is not"));
    scratch.write("site/static/lambang.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    scratch.write("site/static/lambang.png", "<html></html>");
    look("accent = \"#7a1020\"\naccent_dark = \"#f0a0a8\"\ncrest = \"lambang.png\"");
    assert!(told(&scratch).contains("site/static/lambang.png is no picture"));
    look("accent = \"#7a1020\"\naccent_dark = \"#f0a0a8\"\ncrest = \"lambang.svg\"");
    let portal = Portal::load(scratch.path()).expect("a look that can be read");
    assert_eq!(portal.settings.accent.as_deref(), Some("#7a1020"));
}
