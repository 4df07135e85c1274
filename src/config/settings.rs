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

#[cfg(test)]
impl Portal {
    /// A portal of settings alone, over the program's own files.
    pub fn of(settings: Settings) -> Portal {
        let (tables, sources, warnings) = (Vec::new(), Vec::new(), Vec::new());
        Portal { dir: PathBuf::new(), settings, tables, sources, files: Files::embedded(), warnings }
    }
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
    /// `#rrggbb` of links and first bars, on light paper.
    pub accent: Option<String>,
    /// The share of a table's rows that may vanish between releases before a build is refused.
    pub max_shrink: f64,
    /// Where the portal will be published, which bounds what it may be.
    pub host: Host,
    /// Pages that are files of their own, in all languages; the rest go into packs. The host's own
    /// number unless set.
    pub page_files: Option<u64>,
    pub sample: Option<SampleSettings>,
}

/// A kind of host, with what it is known to allow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Host {
    GithubPages,
    CloudflarePages,
    Netlify,
    S3,
    #[default]
    Server,
}

/// What a host allows; `None` where nothing is known to stop a portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostLimits {
    pub files: Option<u64>,
    pub bytes: Option<u64>,
    pub largest_file: Option<u64>,
}

impl Host {
    pub const ALL: [(&'static str, Host); 5] = [
        ("github-pages", Host::GithubPages),
        ("cloudflare-pages", Host::CloudflarePages),
        ("netlify", Host::Netlify),
        ("s3", Host::S3),
        ("server", Host::Server),
    ];

    /// The host's own statements: GitHub Pages publishes sites of at most 1 GB; Cloudflare Pages takes
    /// 20,000 files of at most 25 MiB on its free plan; Netlify 54,000 files in one folder; S3 5 GiB in
    /// one upload.
    pub fn limits(self) -> HostLimits {
        let (files, bytes, largest_file) = match self {
            Host::GithubPages => (None, Some(1_000_000_000), None),
            Host::CloudflarePages => (Some(20_000), None, Some(25 << 20)),
            Host::Netlify | Host::Server => (None, None, None),
            Host::S3 => (None, None, Some(5 << 30)),
        };
        HostLimits { files, bytes, largest_file }
    }

    /// How many pages are files of their own there unless the portal says otherwise: what is left of
    /// the host's files, or what is still quick to upload.
    pub fn page_files(self) -> u64 {
        match self {
            Host::CloudflarePages => 10_000,
            Host::GithubPages | Host::Netlify => 40_000,
            Host::S3 | Host::Server => 200_000,
        }
    }
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
