//! A figure as HTML: its finding, its drawing, the table of its rows, and the links to its data.

use minijinja::value::Value;

use super::chart::map::{self, Shape};
use super::chart::timeline::{day_of, days_of};
use super::chart::{self, Axis, Drawing, Plot, Point, Series};
use super::exact::Exact;
use super::figure::{Figure, MAP};
use super::filters::escaped;
use super::locale::Locale;
use super::route::{Links, Part, Pattern};
use super::row::{Rows, Table};

/// Rows in the table below a figure; its CSV has all.
const TABLE: usize = 200;

/// The unit of figures whose values are days of the calendar.
const DATE: &str = "date";

/// What a figure says about itself: its finding (its title where there is none), its title where that is another,
/// its description.
pub struct Heading {
    pub finding: String,
    pub title: Option<String>,
    pub description: Option<String>,
}

pub fn heading_of(figure: &Figure, rows: &Rows, locale: &Locale) -> Heading {
    let title = figure.title.get(&locale.language);
    let finding = match figure.finding.get(&locale.language) {
        "" => title.to_string(),
        text => fill(text, figure, rows, locale),
    };
    let description = figure.description.get(&locale.language);
    Heading {
        title: (finding != title).then(|| title.to_string()),
        finding,
        description: (!description.is_empty()).then(|| description.to_string()),
    }
}

/// The drawings of a figure: one, or one for each currency, which is then named.
pub fn drawings(figure: &Figure, rows: &Rows, locale: &Locale, links: &Links) -> Vec<(Option<String>, Drawing)> {
    let currencies = currencies(figure, rows);
    // Each has a scale of its own: amounts of two currencies are not compared.
    let several = currencies.len() > 1;
    let drawn = currencies.into_iter().filter_map(|currency| {
        let drawing = if figure.kind == MAP {
            map(figure, rows, locale, links, currency.as_deref())
        } else {
            chart::draw(&figure.kind, &plot(figure, rows, locale, currency.as_deref()))
        };
        Some((currency.filter(|_| several), drawing?))
    });
    drawn.collect()
}

/// Drawing, table and links as HTML.
pub fn draw(figure: &Figure, rows: &Rows, locale: &Locale, links: &Links) -> String {
    // Tiles have little room for words: their table stands open beside them.
    let beside = figure.kind == "treemap";
    let class = if beside { "figure beside" } else { "figure" };
    let mut html = format!("<figure class=\"{class}\" id=\"{}\">", escaped(&figure.name));
    let heading = heading_of(figure, rows, locale);
    html += &format!("<figcaption><strong>{}</strong>", escaped(&heading.finding));
    for text in [&heading.title, &heading.description].into_iter().flatten() {
        html += &format!(" <span>{}</span>", escaped(text));
    }
    html += if beside { "</figcaption><div class=\"pair\"><div>" } else { "</figcaption>" };
    let drawings = drawings(figure, rows, locale, links);
    for (currency, drawing) in &drawings {
        if let Some(code) = currency {
            html += &format!("<p class=\"kicker\">{}</p>", escaped(code));
        }
        html += &drawing.html();
    }
    if drawings.is_empty() {
        html += &format!("<p class=\"empty\">{}</p>", escaped(locale.nothing()));
    }
    if beside {
        html += "</div>";
    }
    html += &table(figure, rows, locale, beside);
    if beside {
        html += "</div>";
    }
    html += &downloads(figure, locale, links);
    if !drawings.is_empty() {
        html += &share(figure, &heading.finding, locale, links);
    }
    html += "</figure>";
    html
}

/// Currencies in the order of their first rows; one `None` for figures without.
fn currencies(figure: &Figure, rows: &Rows) -> Vec<Option<String>> {
    let Some(column) = &figure.currency else { return vec![None] };
    let mut seen: Vec<Option<String>> = Vec::new();
    for (table, index) in rows.iter() {
        let currency = table.text(column, index);
        if !seen.contains(&currency) {
            seen.push(currency);
        }
    }
    // A place without an amount is on every map.
    if figure.kind == MAP && seen.iter().any(Option::is_some) {
        seen.retain(Option::is_some);
    }
    seen
}

/// The places of one currency, and those without an amount: each is there once.
fn map(figure: &Figure, rows: &Rows, locale: &Locale, links: &Links, currency: Option<&str>) -> Option<Drawing> {
    let unit = figure.unit.as_deref();
    let link = figure.link.as_deref().map(Pattern::parse);
    let places = rows.iter().filter_map(|(table, index)| {
        let shape = Shape::parse(&table.text(figure.geometry.as_ref()?, index)?)?;
        let own = figure.currency.as_ref().is_none_or(|column| table.text(column, index).as_deref() == currency);
        let exact = figure.y.first().and_then(|column| Exact::of(&table.value(column, index))).filter(|_| own);
        let value = exact.map(|exact| Point {
            value: exact.to_f64(),
            label: short(locale, unit, currency.unwrap_or(&locale.currency), exact),
        });
        let name = figure.label.as_ref().and_then(|label| spoken(label, table, index, locale));
        let name = name.or_else(|| spoken(&figure.x, table, index, locale)).unwrap_or_default();
        let path = link.as_ref().and_then(|link| table.path(link, index));
        Some(map::Place { name, shape, value, link: path.map(|path| links.of_slugs(&locale.language, &path)) })
    });
    let places: Vec<map::Place> = places.collect();
    let language = &locale.language;
    map::draw(figure.title.get(language), figure.description.get(language), locale.nothing(), &places)
}

fn plot(figure: &Figure, rows: &Rows, locale: &Locale, currency: Option<&str>) -> Plot {
    let unit = figure.unit.as_deref();
    let mut plot = Plot::new(locale, unit, currency);
    plot.title = figure.title.get(&locale.language).to_string();
    plot.description = figure.description.get(&locale.language).to_string();
    if let (Some(code), true) = (currency, figure.currency.is_some()) {
        plot.description = format!("{} ({code})", plot.description);
    }
    for (table, index) in rows.iter() {
        if figure.currency.as_ref().is_some_and(|column| table.text(column, index).as_deref() != currency) {
            continue;
        }
        let label = figure.label.as_ref().and_then(|label| spoken(label, table, index, locale));
        let x = label.or_else(|| spoken(&figure.x, table, index, locale));
        let x = x.unwrap_or_else(|| locale.nothing().to_string());
        for column in &figure.y {
            let series = match &figure.series {
                Some(by) => spoken(by, table, index, locale).unwrap_or_else(|| locale.nothing().to_string()),
                None => heading(figure, column, locale),
            };
            let value = match unit {
                Some(DATE) => table.text(column, index).and_then(|text| days(&text, locale)),
                _ => Exact::of(&table.value(column, index)),
            };
            // Two things of one name are two.
            plot.add(table.text(&figure.x, index), &x, &series, value);
        }
    }
    plot
}

/// A name as this language has it: the column `<name>_<language>`, or the interface's word
/// `<name>_<value>` for a code, or the value itself.
fn spoken(column: &str, table: &Table, index: usize, locale: &Locale) -> Option<String> {
    let own = table.text(&format!("{column}_{}", locale.language), index);
    own.or_else(|| {
        let value = table.text(column, index)?;
        let word = locale.words.get(&format!("{column}_{value}"));
        Some(word.cloned().unwrap_or(value))
    })
}

impl Plot {
    fn new(locale: &Locale, unit: Option<&str>, currency: Option<&str>) -> Plot {
        let currency = currency.unwrap_or(&locale.currency).to_string();
        let (kept, unit) = (locale.clone(), unit.map(str::to_string));
        let (axis_locale, axis_unit, axis_currency) = (kept.clone(), unit.clone(), currency.clone());
        let write = move |value: Exact| short(&kept, unit.as_deref(), &currency, value);
        let axis = move |largest: f64| match axis_unit.as_deref() {
            Some("ratio" | "percent" | "days") => Axis { power: 0, caption: String::new(), scaled: false },
            unit => {
                let currency = if unit == Some("money") { axis_currency.as_str() } else { "" };
                let (power, caption) = axis_locale.axis(largest, currency);
                Axis { power, caption, scaled: true }
            }
        };
        let digits = locale.clone();
        let number = move |value: Exact| digits.number(value, 2);
        Plot { write: Box::new(write), axis: Box::new(axis), number: Box::new(number), ..Plot::default() }
    }

    fn add(&mut self, key: Option<String>, x: &str, series: &str, value: Option<Exact>) {
        let category = self.keys.iter().position(|known| *known == key).unwrap_or_else(|| {
            self.keys.push(key);
            self.categories.push(x.to_string());
            self.categories.len() - 1
        });
        let at = self.series.iter().position(|known| known.name == series).unwrap_or_else(|| {
            self.series.push(Series { name: series.to_string(), points: Vec::new() });
            self.series.len() - 1
        });
        let points = &mut self.series[at].points;
        points.resize(points.len().max(category + 1), None);
        points[category] = value.map(|exact| Point { value: exact.to_f64(), label: (self.write)(exact) });
    }
}

/// A day's place on an axis of days.
fn days(text: &str, locale: &Locale) -> Option<Exact> {
    Exact::from_f64(days_of(locale.day(text)?))
}

/// A value as figures label it.
fn short(locale: &Locale, unit: Option<&str>, currency: &str, value: Exact) -> String {
    match unit {
        Some("money") => locale.money_short(value, currency),
        Some("ratio") => locale.percent(value, 1),
        Some("percent") => locale.percent_points(value, 1),
        Some("days") => locale.days(value),
        Some(DATE) => day_of(value.to_f64()).map_or(String::new(), |day| locale.date(day)),
        _ => locale.number(value, 2),
    }
}

/// A value in full, for the table.
fn long(locale: &Locale, unit: Option<&str>, currency: &str, value: &Value) -> String {
    match (Exact::of(value), value.as_str()) {
        (_, Some(text)) => match (text.len(), locale.day(text)) {
            (10, Some(day)) => locale.date(day),
            _ => text.to_string(),
        },
        (Some(exact), None) => match unit {
            Some("money") => locale.money(exact, currency),
            // Years and other numbers that name things are not grouped.
            None if exact.scale == 0 && exact.whole() < 10_000 => exact.to_string(),
            unit => short(locale, unit, currency, exact),
        },
        (None, None) if value.is_none() => locale.nothing().to_string(),
        (None, None) => value.to_string(),
    }
}

fn heading(figure: &Figure, column: &str, locale: &Locale) -> String {
    let has = |name: &str| figure.fields.iter().any(|field| field.name == name);
    let field = figure.fields.iter().find(|field| field.name == column);
    let stem = column.strip_suffix(&format!("_{}", locale.language));
    let is_spoken = stem.is_some_and(|stem| ["id", "en"].iter().all(|code| has(&format!("{stem}_{code}"))));
    match field.map(|field| field.title.get(&locale.language)) {
        // Of what is told in several languages, only this one stands there: it needs no name.
        Some(title) if is_spoken => title.split_once(" (").map_or(title, |(title, _)| title).to_string(),
        Some(title) if !title.is_empty() => title.to_string(),
        _ => column.to_string(),
    }
}

fn unit_of<'a>(figure: &'a Figure, column: &str) -> Option<&'a str> {
    let field = figure.fields.iter().find(|field| field.name == column);
    let own = figure.y.iter().any(|name| name == column).then_some(figure.unit.as_deref()).flatten();
    own.or_else(|| field.and_then(|field| field.unit.as_deref()))
}

fn cell(figure: &Figure, column: &str, table: &Table, index: usize, locale: &Locale) -> String {
    let currency = figure.currency.as_ref().and_then(|column| table.text(column, index));
    let currency = currency.as_deref().unwrap_or(&locale.currency);
    let value = table.value(column, index);
    // A code such as a stage's has its words.
    let word = value.as_str().and_then(|code| locale.word(&format!("{column}_{code}"), None));
    word.map_or_else(|| long(locale, unit_of(figure, column), currency, &value), str::to_owned)
}

fn fill(text: &str, figure: &Figure, rows: &Rows, locale: &Locale) -> String {
    let title = || figure.title.get(&locale.language).to_string();
    let Some((table, index)) = rows.get(0) else { return title() };
    let mut out = String::new();
    for part in Pattern::parse(text).0 {
        match part {
            Part::Text(text) => out.push_str(&text),
            Part::Column(name) => {
                let value = table.value(&name, index);
                // A finding that lacks a part is none.
                if value.is_none() {
                    return title();
                }
                let currency = figure.currency.as_ref().and_then(|column| table.text(column, index));
                let currency = currency.as_deref().unwrap_or(&locale.currency);
                match (unit_of(figure, &name), Exact::of(&value), value.as_str()) {
                    (Some(unit), Some(exact), None) => out.push_str(&short(locale, Some(unit), currency, exact)),
                    _ => out.push_str(&cell(figure, &name, table, index, locale)),
                }
            }
        }
    }
    out
}

/// `is_beside`: it stands open beside the drawing, with names, values and shares alone, as short
/// as the drawing says them.
fn table(figure: &Figure, rows: &Rows, locale: &Locale, is_beside: bool) -> String {
    let word = locale.word("figure_table", None);
    let summary = word.unwrap_or(if locale.is_indonesian() { "Tabel" } else { "Table" });
    let Some((first, _)) = rows.get(0) else { return String::new() };
    // Of names told in every language, only this one's.
    let all = first.names.order();
    let foreign = |column: &&String| {
        column.rsplit_once('_').is_some_and(|(name, language)| {
            let spoken = ["id", "en"].iter().all(|code| all.contains(&format!("{name}_{code}")));
            spoken && language != locale.language
        })
    };
    // A code that a label speaks for is for machines: it stands in the downloads.
    let coded =
        |column: &&String| figure.label.as_ref().is_some_and(|label| **column == figure.x && *label != figure.x);
    // Corners of boundaries are no reading matter.
    let drawn = |column: &&String| figure.geometry.as_ref() == Some(*column);
    // The place in the order is what the order shows; one currency stands in each amount.
    let several = figure.currency.is_some() && currencies(figure, rows).len() > 1;
    let idle = |column: &&String| {
        *column == "row_no" || column.starts_with("finding_") || !several && figure.currency.as_ref() == Some(*column)
    };
    let named = |column: &String| {
        [Some(&figure.x), figure.label.as_ref(), figure.series.as_ref()]
            .into_iter()
            .flatten()
            .any(|name| name == column || *column == format!("{name}_{}", locale.language))
    };
    let brief =
        |column: &&String| named(column) || figure.y.contains(column) || unit_of(figure, column) == Some("ratio");
    // Digits stand under digits.
    let is_amount = |column: &String| figure.y.contains(column) || unit_of(figure, column).is_some();
    let shown = |column: &&String| !foreign(column) && !coded(column) && !drawn(column) && !idle(column);
    let columns: Vec<String> = all.iter().filter(shown).filter(|column| !is_beside || brief(column)).cloned().collect();
    let mut html = format!(
        "<details{}><summary>{}</summary><div class=\"scroll\"><table><thead><tr>",
        if is_beside { " open" } else { "" },
        escaped(summary)
    );
    for column in &columns {
        let class = if is_amount(column) { " class=\"n\"" } else { "" };
        html += &format!("<th scope=\"col\"{class}>{}</th>", escaped(&heading(figure, column, locale)));
    }
    html += "</tr></thead><tbody>";
    // Outlines below a map's places lead nowhere: they are drawn, not read.
    let link = figure.link.as_deref().filter(|_| figure.kind == "map").map(Pattern::parse);
    let read = rows.iter().filter(|(table, index)| link.as_ref().is_none_or(|link| table.path(link, *index).is_some()));
    for (table, index) in read.take(TABLE) {
        html += "<tr>";
        for column in &columns {
            let number = figure.y.contains(column);
            html += if is_amount(column) { "<td class=\"n\">" } else { "<td>" };
            let named = *column == figure.x || figure.series.as_ref() == Some(column);
            let is_code = named && table.value(column, index).as_str().is_some();
            let name = if is_code { spoken(column, table, index, locale) } else { None };
            let exact = Exact::of(&table.value(column, index)).filter(|_| is_beside && number);
            let currency = figure.currency.as_ref().and_then(|column| table.text(column, index));
            let currency = currency.as_deref().unwrap_or(&locale.currency);
            let value = exact.map(|exact| short(locale, unit_of(figure, column), currency, exact));
            html += &escaped(&name.or(value).unwrap_or_else(|| cell(figure, column, table, index, locale)));
            html += "</td>";
        }
        html += "</tr>";
    }
    html += "</tbody></table></div></details>";
    html
}

fn downloads(figure: &Figure, locale: &Locale, links: &Links) -> String {
    let mut parts = Vec::new();
    let mut add = |path: String, name: &str| {
        let link = links.download(&locale.language, &format!("data/{path}"));
        parts.push(format!("<a href=\"{}\">{}</a>", escaped(&link), escaped(name)));
    };
    for format in &figure.formats {
        let name = match format.as_str() {
            "csv" => "CSV",
            "parquet" => "Parquet",
            "jsonl" => "JSON Lines",
            other => other,
        };
        add(format!("{}.{format}", figure.name), name);
    }
    if !figure.sql_path.is_empty() {
        add(figure.sql_path.clone(), "SQL");
    }
    if parts.is_empty() {
        return String::new();
    }
    let word = locale.word("figure_data", None);
    let label = word.unwrap_or(if locale.is_indonesian() { "Data gambar ini" } else { "Data of this figure" });
    format!("<p class=\"sources\">{}: {}</p>", escaped(label), parts.join(" · "))
}

/// Ways to show the figure elsewhere: its permanent link, its picture, and the code that puts it on a page. Only a
/// portal with an address has them.
fn share(figure: &Figure, finding: &str, locale: &Locale, links: &Links) -> String {
    if links.base_url.is_empty() {
        return String::new();
    }
    let word = |key: &str, id: &str, en: &str| {
        let fallback = if locale.is_indonesian() { id } else { en };
        escaped(locale.word(key, None).unwrap_or(fallback))
    };
    let language = &locale.language;
    let page = links.page(language, &format!("data/{}/", figure.name));
    let picture = picture_path(language, &figure.name);
    let code = format!(
        "<a href=\"{}{page}\"><img src=\"{}\" alt=\"{}\" style=\"max-width:100%\"></a>",
        links.origin(),
        links.absolute(&picture),
        escaped(finding),
    );
    format!(
        "<details class=\"sources\"><summary>{}</summary><p><a href=\"{}\">{}</a> · <a href=\"{}\" download>{}</a></p>\
         <p>{}</p><pre tabindex=\"0\"><code>{}</code></pre></details>",
        word("figure_share", "Bagikan gambar ini", "Share this figure"),
        escaped(&page),
        word("figure_link", "Tautan tetap", "Permanent link"),
        escaped(&links.file(&picture)),
        word("figure_png", "Gambar PNG", "PNG picture"),
        word("figure_embed", "Tempel di situs lain:", "Put it on another site:"),
        escaped(&code),
    )
}

/// Where a figure's picture stands below the portal's root.
pub fn picture_path(language: &str, name: &str) -> String {
    format!("gambar/{language}/{name}.png")
}
