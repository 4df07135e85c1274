//! The portal's own settings: Zola's keys and ours under `[extra.portal]`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{Files, SourceSpec, TableSpec};
use crate::problem::Problem;

/// A checked portal: what every stage reads and none changes.
#[derive(Clone, Debug)]
pub struct Portal {
    pub dir: PathBuf,
    pub settings: Settings,
    pub tables: Vec<TableSpec>,
    pub sources: Vec<SourceSpec>,
    pub files: Files,
    /// What is odd in the settings and stops nothing.
    pub warnings: Vec<Problem>,
}

/// `site/config.toml`, checked.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    pub title: String,
    /// The title by language, where it differs.
    pub titles: BTreeMap<String, String>,
    pub description: String,
    pub base_url: String,
    pub default_language: String,
    /// The language of `site/content` files whose names say none; the default one where empty.
    pub content_language: String,
    /// All languages, the default first.
    pub languages: Vec<String>,
    /// Interface text: language -> key -> text.
    pub translations: BTreeMap<String, BTreeMap<String, String>>,
    pub region_id: String,
    pub region_name: String,
    /// ISO 4217 code of amounts that name no currency.
    pub currency: String,
    /// First month of the fiscal year, 1 to 12.
    pub fiscal_year_start: u32,
    /// IANA name, for display.
    pub time_zone: String,
    /// Minutes east of UTC, for dates and moments that name no zone.
    pub utc_offset_minutes: i32,
    /// Every page says that the data are made up.
    pub fictional: bool,
    pub feedback_url: Option<String>,
    /// The share of a table's rows that may vanish between releases before a build is refused.
    pub max_shrink: f64,
    pub sample: Option<SampleSettings>,
}

/// The generator's settings for a fictional portal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SampleSettings {
    /// 1 is one regency-year.
    pub scale: f64,
    pub seed: u64,
}

impl SampleSettings {
    /// Below this nothing is left of a region; past it the plan's numbers would run into each other.
    const SCALES: std::ops::RangeInclusive<f64> = 0.0001..=500.0;

    /// What is wrong with the scale, and what to do.
    pub fn wrong_scale(scale: f64) -> Option<(String, String)> {
        let (least, most) = (Self::SCALES.start(), Self::SCALES.end());
        let hint = format!("1 is one regency-year; from {least} to {most}");
        (!Self::SCALES.contains(&scale)).then(|| (format!("the scale is {scale}"), hint))
    }
}
