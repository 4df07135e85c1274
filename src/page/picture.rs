//! Figures as PNG pictures, and the card that stands for the portal where its pages are shared.
//!
//! What a page shows as text around its drawing is drawn in the picture: heading, legend, whose data, of which day.
//! Letters come from a font that the program carries, so that the same picture comes on every machine.

use std::sync::{Arc, LazyLock};

use anyhow::{Context, Result, anyhow};
use resvg::{tiny_skia, usvg};

use super::chart::{Colour, Drawing};
use super::escaped;
use super::figure_html::Heading;

/// Points a unit of the drawing.
const SCALE: f32 = 2.0;
const WIDTH: f64 = 600.0;
const MARGIN: f64 = 24.0;
const INNER: f64 = WIDTH - 2.0 * MARGIN;
/// A card is as wide to its height as networks show them: 1200 by 630 points.
const CARD: f64 = 315.0;

/// Width of a letter by the size of the text: of many, not of each.
const LETTER: f64 = 0.56;
const BOLD: f64 = 0.7;

/// The colours of the portal's style sheet, for light surroundings.
#[derive(Clone, Debug)]
pub struct Palette {
    paper: String,
    raised: String,
    ink: String,
    quiet: String,
    line: String,
    accent: String,
    bars: [String; 6],
}

impl Palette {
    /// From the first block of the sheet; a colour that is not there, or is written otherwise than `#rrggbb`, is ours.
    pub fn of(sheet: &str) -> Palette {
        let block = sheet.split_once(":root").and_then(|(_, rest)| rest.split_once('}')).map_or("", |(block, _)| block);
        let colour = |name: &str, ours: &str| {
            let found = block.split_once(&format!("--{name}:")).map(|(_, rest)| rest.trim_start());
            let hex = found.and_then(|text| text.split([';', ' ', '}']).next()).filter(|text| is_hex(text));
            hex.unwrap_or(ours).to_string()
        };
        Palette {
            paper: colour("paper", "#fcfbf8"),
            raised: colour("raised", "#f4f2ec"),
            ink: colour("ink", "#1d1c1a"),
            quiet: colour("quiet", "#5c5952"),
            line: colour("line", "#dcd8cd"),
            accent: colour("accent", "#0c5a52"),
            bars: [
                colour("bar-1", "#0c5a52"),
                colour("bar-2", "#c8742b"),
                colour("bar-3", "#4b6fb3"),
                colour("bar-4", "#93822c"),
                colour("bar-5", "#8b5a86"),
                colour("bar-6", "#6d6a62"),
            ],
        }
    }

    /// With the portal's own colour for what leads, where it has one.
    pub fn with_accent(mut self, accent: Option<&str>) -> Palette {
        if let Some(accent) = accent {
            self.accent = accent.to_string();
            self.bars[0] = accent.to_string();
        }
        self
    }

    /// What the portal's style sheet says of drawings, for a program that knows no variables.
    fn style(&self) -> String {
        let Palette { paper, raised, ink, quiet, line, .. } = self;
        let mut style = format!(
            "text{{paint-order:stroke;stroke:{paper};stroke-width:3px;stroke-linejoin:round}}\
             .chart-tree text{{stroke:none}}.chart-tree .name,.strong{{font-weight:700}}.quiet{{fill:{quiet}}}\
             .node{{fill:{ink}}}.tile{{fill-opacity:.28;stroke:{paper};stroke-width:2px}}.slim{{display:none}}\
             .map path,.map circle{{stroke:{paper};stroke-width:1px}}.empty{{fill:{raised};stroke:{line}}}"
        );
        for (at, bar) in self.bars.iter().enumerate() {
            style += &format!(".s{at}{{fill:{bar};color:{bar}}}");
        }
        style
    }
}

fn is_hex(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or("");
    matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What stands at the foot of every picture.
#[derive(Clone, Debug)]
pub struct Foot {
    pub portal: String,
    /// Of which day the data are; whether they are made up.
    pub notes: Vec<String>,
    pub address: String,
}

/// A picture that is composed, and not yet drawn.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Below the portal's root.
    pub path: String,
    height: f64,
    /// SVG documents and their places from the top.
    parts: Vec<(f64, f64, String)>,
    paper: String,
}

impl Picture {
    /// A figure: heading, drawings (each under its currency, where there are several) with their legends, foot.
    pub fn figure(
        path: String,
        heading: &Heading,
        drawings: &[(Option<String>, Drawing)],
        foot: &Foot,
        palette: &Palette,
    ) -> Picture {
        let mut picture = Picture { path, height: MARGIN, parts: Vec::new(), paper: palette.paper.clone() };
        let mut head = Sheet::default();
        head.text(&heading.finding, 19.0, "strong", 4);
        for text in [&heading.title, &heading.description].into_iter().flatten() {
            head.text(text, 13.0, "quiet", 5);
        }
        picture.add(head, palette);
        for (currency, drawing) in drawings {
            picture.height += 10.0;
            if let Some(code) = currency {
                let mut sheet = Sheet::default();
                sheet.text(code, 13.0, "quiet", 1);
                picture.add(sheet, palette);
            }
            picture.draw(drawing, palette);
            let mut sheet = Sheet::default();
            sheet.legend(&drawing.keys);
            picture.add(sheet, palette);
        }
        picture.height += 8.0;
        let mut sheet = Sheet::default();
        sheet.foot(foot, palette);
        picture.add(sheet, palette);
        picture.height += MARGIN / 2.0;
        picture
    }

    /// The card of a portal: its name and what it says of itself.
    pub fn card(path: String, description: &str, foot: &Foot, palette: &Palette) -> Picture {
        let mut picture = Picture { path, height: MARGIN, parts: Vec::new(), paper: palette.paper.clone() };
        let mut head = Sheet { y: 34.0, ..Sheet::default() };
        head.shapes += &format!("<rect width=\"64\" height=\"6\" fill=\"{}\"/>", palette.accent);
        head.text(&foot.portal, 34.0, "strong", 2);
        head.y += 6.0;
        head.text(description, 18.0, "quiet", 4);
        picture.add(head, palette);
        let mut sheet = Sheet::default();
        sheet.foot(foot, palette);
        picture.height = picture.height.max(CARD - MARGIN - sheet.y);
        picture.add(sheet, palette);
        picture.height = CARD;
        picture
    }

    fn add(&mut self, sheet: Sheet, palette: &Palette) {
        if sheet.y > 0.0 {
            let svg = document(INNER, sheet.y, palette, &sheet.shapes);
            self.parts.push((self.height, sheet.y, svg));
            self.height += sheet.y;
        }
    }

    fn draw(&mut self, drawing: &Drawing, palette: &Palette) {
        let height = drawing.width.map_or(drawing.height, |width| drawing.height * INNER / width);
        // Percentages are of the document's own width.
        let width = format!("width=\"{INNER}\"");
        let size = if drawing.width.is_some() { format!("{width} height=\"{height:.2}\"") } else { width };
        let svg = drawing.svg.replacen("width=\"100%\"", &size, 1);
        self.parts.push((self.height, height, document(INNER, height, palette, &svg)));
        self.height += height;
    }

    /// All that the picture shows: pictures of the same are the same.
    pub fn content(&self) -> String {
        format!("{self:?}")
    }

    /// The picture as PNG.
    ///
    /// # Errors
    /// A drawing that is no SVG, which is a fault of this program.
    pub fn png(&self) -> Result<Vec<u8>> {
        let fonts = FONTS.clone();
        let options = usvg::Options { fontdb: fonts, font_family: "DejaVu Sans".into(), ..usvg::Options::default() };
        let (width, height) = ((WIDTH as f32 * SCALE) as u32, (self.height as f32 * SCALE).ceil() as u32);
        let mut pixels = tiny_skia::Pixmap::new(width, height).context("a picture has a size")?;
        let paper = u32::from_str_radix(&six(&self.paper), 16)?.to_be_bytes();
        pixels.fill(tiny_skia::Color::from_rgba8(paper[1], paper[2], paper[3], 255));
        for (top, _, svg) in &self.parts {
            let tree = usvg::Tree::from_str(svg, &options).map_err(|error| anyhow!("{}: {error}", self.path))?;
            let place = tiny_skia::Transform::from_translate(MARGIN as f32, *top as f32).post_scale(SCALE, SCALE);
            resvg::render(&tree, place, &mut pixels.as_mut());
        }
        encoded(&pixels).with_context(|| format!("cannot write {} as PNG", self.path))
    }
}

/// As PNG without transparency, packed quickly: what is drawn is mostly flat.
fn encoded(pixels: &tiny_skia::Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header()?;
    let opaque: Vec<u8> = pixels.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    writer.write_image_data(&opaque)?;
    writer.finish()?;
    Ok(bytes)
}

static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    for font in [dejavu::sans::regular(), dejavu::sans::bold()] {
        fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(font)));
    }
    Arc::new(fonts)
});

/// `#abc` and `#aabbcc` as six digits.
fn six(colour: &str) -> String {
    let digits = colour.trim_start_matches('#');
    if digits.len() == 3 { digits.chars().flat_map(|digit| [digit, digit]).collect() } else { digits.to_string() }
}

fn document(width: f64, height: f64, palette: &Palette, shapes: &str) -> String {
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height:.2}\" color=\"{ink}\" fill=\"{ink}\" \
         font-family=\"DejaVu Sans\" font-size=\"13\"><style>{}</style>{shapes}</svg>",
        palette.style(),
        ink = palette.ink,
    );
    // XML has no such signs.
    svg.replace(|sign: char| sign.is_control() && sign != '\n' || matches!(sign, '\u{fffe}' | '\u{ffff}'), "")
}

/// Lines of text below each other.
#[derive(Default)]
struct Sheet {
    y: f64,
    shapes: String,
}

impl Sheet {
    fn line(&mut self, text: &str, size: f64, class: &str) {
        let y = self.y + size;
        self.shapes += &format!(
            "<text class=\"{class}\" x=\"0\" y=\"{y:.1}\" font-size=\"{size}\" stroke=\"none\">{}</text>",
            escaped(text)
        );
        self.y += size * 1.4;
    }

    /// A text in as many lines as it needs, at most so many.
    fn text(&mut self, text: &str, size: f64, class: &str, most: usize) {
        let letter = if class == "strong" { BOLD } else { LETTER };
        let letters = (INNER / (size * letter)) as usize;
        for line in super::chart::wrapped(text, letters, most) {
            self.line(&line, size, class);
        }
        self.y += size * 0.2;
    }

    /// What colours mean, beside each other as far as there is room.
    fn legend(&mut self, keys: &[Colour]) {
        const SIZE: f64 = 13.0;
        const ROW: f64 = 20.0;
        let mut x = 0.0;
        for Colour { class, dark, text, count } in keys {
            let text = count.map_or(text.clone(), |count| format!("{text} ({count})"));
            let width = 18.0 + text.chars().count() as f64 * SIZE * LETTER + 16.0;
            if x > 0.0 && x + width > INNER {
                x = 0.0;
                self.y += ROW;
            }
            let opacity = dark.map_or(String::new(), |dark| format!(" fill-opacity=\"{dark:.2}\""));
            self.shapes += &format!(
                "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{:.1}\" width=\"12\" height=\"12\"{opacity}/>\
                 <text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                self.y + 4.0,
                x + 18.0,
                self.y + 15.0,
                escaped(&text)
            );
            x += width;
        }
        if !keys.is_empty() {
            self.y += ROW + 6.0;
        }
    }

    fn foot(&mut self, foot: &Foot, palette: &Palette) {
        self.shapes += &format!("<rect width=\"{INNER}\" height=\"1\" fill=\"{}\"/>", palette.line);
        self.y += 8.0;
        let mut said = vec![foot.portal.clone()];
        said.extend(foot.notes.iter().cloned());
        self.text(&said.join(" · "), 11.0, "quiet", 3);
        self.text(&foot.address, 11.0, "quiet", 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foot() -> Foot {
        Foot { portal: "Pantau".into(), notes: vec!["Data rekaan.".into()], address: "https://x.example/".into() }
    }

    fn pixel(png: &[u8], x: u32, y: u32) -> Option<[u8; 3]> {
        let pixels = tiny_skia::Pixmap::decode_png(png).ok()?;
        let pixel = pixels.pixel(x, y)?;
        Some([pixel.red(), pixel.green(), pixel.blue()])
    }

    #[test]
    fn a_figure_is_drawn_in_the_portals_colours() {
        let palette = Palette::of(":root { --paper: #fff; --bar-1: #ff0000; } @media { :root { --bar-1: #00f; } }");
        let svg = "<svg class=\"chart chart-bar\" width=\"100%\" height=\"40\"><rect class=\"s0\" x=\"50%\" y=\"0\" width=\"50%\" height=\"40\"/></svg>";
        let drawing = Drawing { svg: svg.into(), width: None, height: 40.0, keys: Vec::new() };
        let heading = Heading { finding: "A < B & \u{1}C".into(), title: None, description: Some("Uraian".into()) };
        let picture = Picture::figure("a.png".into(), &heading, &[(None, drawing)], &foot(), &palette);
        let png = picture.png().expect("a picture");
        let (top, height, _) = picture.parts[1];
        let y = ((top + height / 2.0) * 2.0) as u32;
        assert_eq!(pixel(&png, 1_000, y), Some([255, 0, 0]), "the right half of the drawing");
        assert_eq!(pixel(&png, 300, y), Some([255, 255, 255]), "the left half is paper");
        assert_eq!(picture.png().ok(), Some(png), "the same bytes each time");
        assert!(picture.content().contains("A &lt; B &amp; C"));
    }

    #[test]
    fn letters_are_drawn_and_a_card_has_its_size() {
        let palette = Palette::of("");
        let card = Picture::card("portal.png".into(), "Ke mana uang publik pergi", &foot(), &palette);
        let png = card.png().expect("a card");
        let pixels = tiny_skia::Pixmap::decode_png(&png).expect("PNG");
        assert_eq!((pixels.width(), pixels.height()), (1200, 630));
        let dark = pixels.pixels().iter().filter(|pixel| pixel.red() < 80 && pixel.green() < 80).count();
        assert!(dark > 2_000, "only {dark} dark points");
    }

    #[test]
    fn colours_come_from_the_sheets_first_block() {
        let palette = Palette::of(":root{--ink:#123456;--quiet: rgb(1,2,3);--bar-2:#abc}:root{--paper:#000000}");
        assert_eq!((palette.ink.as_str(), palette.bars[1].as_str()), ("#123456", "#abc"));
        assert_eq!((palette.quiet.as_str(), palette.paper.as_str()), ("#5c5952", "#fcfbf8"));
    }
}
