//! Which version of the standard a package or release follows.

use crate::table::json::Json;

/// What can be done with data of a version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// 1.0 or 1.1 (1.0 packages need not say).
    #[default]
    Readable,
    /// Before 1.0: other names, other meanings.
    TooOld,
    /// A number that the standard has not reached: read as 1.1, and told.
    Unknown,
}

/// Reads a `version` member.
pub fn of(version: Option<&str>) -> Version {
    let Some(version) = version.map(str::trim).filter(|version| !version.is_empty()) else { return Version::Readable };
    let major = version.trim_start_matches(['v', 'V']).split('.').next().unwrap_or("");
    match major.parse::<u32>() {
        Ok(0) => Version::TooOld,
        Ok(1) => Version::Readable,
        _ => Version::Unknown,
    }
}

/// A release that says no version but speaks the language of 0.3: `releaseID`, `releaseTag`, `formation`.
pub fn looks_too_old(release: &Json<'_>) -> bool {
    let old = ["releaseID", "releaseTag", "releaseDate", "formation"];
    old.iter().filter(|name| release.get(name).is_some()).count() >= 2
        && release.get("tag").is_none()
        && release.get("tender").is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_told_apart() {
        for version in [None, Some(""), Some("1.0"), Some("1.1"), Some("1.1.5"), Some("1.0.1")] {
            assert_eq!(of(version), Version::Readable, "{version:?}");
        }
        assert_eq!(of(Some("0.3.3")), Version::TooOld);
        assert_eq!(of(Some("2.0")), Version::Unknown);
        assert_eq!(of(Some("draft")), Version::Unknown);
    }
}
