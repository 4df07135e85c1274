//! Local addresses: a path, a folder or a glob becomes a list of files in a stable order.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::trouble::Trouble;
use crate::problem::nearest;

/// A file that an address means.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    pub path: PathBuf,
    /// As people may see it: relative to the portal's folder, or from the last named folder on.
    pub name: String,
}

/// All files that an address means, sorted. A folder means all files below it; hidden files are left
/// out of folders and wildcards.
pub(super) fn find(address: &str, base: &Path) -> Result<Vec<Found>, Trouble> {
    // Patterns lose a leading `./`, and names are cut at the base.
    let base = &std::path::absolute(base).unwrap_or_else(|_| base.to_path_buf());
    let whole = base.join(address);
    let shown = shown(address, base);
    let mut paths = match fs::metadata(&whole) {
        Ok(data) if data.is_dir() => below(&whole, &shown)?,
        Ok(data) if data.is_file() => return Ok(vec![Found { path: whole, name: shown }]),
        Ok(_) => return Err(Trouble::new("file_unreadable", &shown, "is neither a file nor a folder")),
        Err(_) if address.contains(['*', '?', '[']) => matches(address, base, &shown)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(missing(Path::new(address), &whole, &shown));
        }
        Err(error) => return Err(Trouble::new("file_unreadable", &shown, format!("cannot be read: {error}"))),
    };
    paths.sort();
    if paths.is_empty() {
        let message = if whole.is_dir() { "the folder holds no files" } else { "no file matches" };
        return Err(Trouble::new("file_missing", &shown, message)
            .hint("check the path; it counts from the portal's folder, after --from from the folder that you are in"));
    }
    // Names start at the folder that the address names last, so that they tell files of two years apart.
    let fixed = fixed_folder(address, base);
    let name = |path: &Path| {
        let rest = path.strip_prefix(&fixed).unwrap_or(path);
        shown_path(&shown_folder(&fixed, base).join(rest))
    };
    Ok(paths.into_iter().map(|path| Found { name: name(&path), path }).collect())
}

/// The address as people may see it.
pub(super) fn shown(address: &str, base: &Path) -> String {
    let path = Path::new(address);
    match path.is_absolute() {
        true => shown_path(&shown_folder(path, base)),
        false => shown_path(path),
    }
}

/// An absolute path would show how someone's machine is laid out: below the portal's folder it is
/// shown from there, elsewhere by its last part.
fn shown_folder(path: &Path, base: &Path) -> PathBuf {
    match path.strip_prefix(base) {
        Ok(relative) => relative.to_path_buf(),
        // A path that is there is no pattern, whatever letters it holds.
        Err(_) if !path.exists() && path.components().any(|part| is_pattern(&part)) => {
            let fixed: PathBuf = path.components().take_while(|part| !is_pattern(part)).collect();
            let pattern = path.strip_prefix(&fixed).unwrap_or(path);
            Path::new(fixed.file_name().unwrap_or_default()).join(pattern)
        }
        Err(_) => PathBuf::from(path.file_name().unwrap_or_default()),
    }
}

/// Forward slashes, with `.` and `..` resolved; what leads above the portal's folder is not shown.
fn shown_path(path: &Path) -> String {
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => parts.push(name.to_string_lossy()),
            Component::ParentDir => drop(parts.pop()),
            _ => {}
        }
    }
    let shown = parts.join("/");
    if shown.is_empty() { ".".to_string() } else { shown }
}

fn is_pattern(part: &Component<'_>) -> bool {
    part.as_os_str().to_string_lossy().contains(['*', '?', '['])
}

/// The part of an address before its first wildcard; the folder itself when it names one.
fn fixed_folder(address: &str, base: &Path) -> PathBuf {
    let whole = base.join(address);
    if whole.is_dir() {
        return whole;
    }
    base.join(Path::new(address).components().take_while(|part| !is_pattern(part)).collect::<PathBuf>())
}

fn below(folder: &Path, shown: &str) -> Result<Vec<PathBuf>, Trouble> {
    walk(folder, usize::MAX, shown, &|entry| {
        let hidden = || entry.file_name().to_string_lossy().starts_with('.');
        entry.depth() == 0 || !hidden() && !is_portal(entry.path()) && !is_lock(entry.path())
    })
}

/// What every published portal has, and nothing else.
const PORTAL: [&str; 3] = ["release.json", "data/datapackage.json", "data/SHA256SUMS"];

/// A published portal: a folder of data may be where its portal is built too, and results are no source.
fn is_portal(folder: &Path) -> bool {
    PORTAL.iter().all(|file| folder.join(file).is_file())
}

/// What a build holds while it writes its portal beside it; no data end so.
fn is_lock(file: &Path) -> bool {
    file.extension().is_some_and(|end| end == "lock")
}

/// The files below a folder, as deep as this; what is not wanted is not opened.
fn walk(
    folder: &Path,
    depth: usize,
    shown: &str,
    wanted: &dyn Fn(&walkdir::DirEntry) -> bool,
) -> Result<Vec<PathBuf>, Trouble> {
    let mut files = Vec::new();
    let entries = walkdir::WalkDir::new(folder).follow_links(true).max_depth(depth);
    for entry in entries.into_iter().filter_entry(wanted) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => files.push(entry.into_path()),
            Ok(_) => {}
            Err(error) => {
                let reason =
                    error.io_error().map_or("a link leads back to its own folder".to_string(), ToString::to_string);
                return Err(Trouble::new("file_unreadable", shown, format!("a file below cannot be read: {reason}")));
            }
        }
    }
    Ok(files)
}

/// The files that a pattern means. Folders are walked by our own hand: a name that is not UTF-8 is compared
/// as people may see it, and only folders that the pattern can mean are opened.
fn matches(address: &str, base: &Path, shown: &str) -> Result<Vec<PathBuf>, Trouble> {
    let invalid = |error: glob::PatternError| {
        Trouble::new("address_invalid", shown, format!("is no usable pattern: {}", error.msg))
    };
    let parts: Vec<String> = Path::new(address)
        .components()
        .skip_while(|part| !is_pattern(part))
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    let whole = glob::Pattern::new(&parts.join("/")).map_err(invalid)?;
    let each: Vec<glob::Pattern> =
        parts.iter().map(|part| glob::Pattern::new(part)).collect::<Result<_, _>>().map_err(invalid)?;
    // From here on any number of folders may lie between.
    let deep = parts.iter().position(|part| part == "**");
    let options =
        glob::MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };
    let wanted = |entry: &walkdir::DirEntry| {
        let (depth, name) = (entry.depth(), entry.file_name().to_string_lossy());
        match (depth, deep) {
            (0, _) => true,
            (_, Some(deep)) if depth > deep => !name.starts_with('.'),
            _ => each.get(depth - 1).is_some_and(|part| part.matches_with(&name, options)),
        }
    };
    let fixed = fixed_folder(address, base);
    if !fixed.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = walk(&fixed, if deep.is_some() { usize::MAX } else { parts.len() }, shown, &wanted)?;
    files.retain(|path| {
        let rest = path.strip_prefix(&fixed).unwrap_or(path).to_string_lossy();
        whole.matches_with(&rest, options)
    });
    Ok(files)
}

fn missing(named: &Path, whole: &Path, shown: &str) -> Trouble {
    // What is shown hides where `..` leads; the settings' own words may be told.
    let message = match named.is_relative() && named.components().any(|part| part == Component::ParentDir) {
        true => format!("there is no such file; the address is `{}`", named.display()),
        false => "there is no such file".to_string(),
    };
    let trouble = Trouble::new("file_missing", shown, message);
    let wanted = whole.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let names: Vec<String> = match whole.parent().map(fs::read_dir) {
        Some(Ok(entries)) => entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect(),
        _ => return trouble.hint("its folder does not exist either; a relative path counts from the portal's folder"),
    };
    match nearest(&wanted, names.iter().map(String::as_str)) {
        Some(name) => trouble.hint(format!("did you mean `{name}`?")),
        None if named.is_absolute() => trouble.hint("check the path's spelling"),
        None => trouble.hint("the path counts from the portal's folder; after --from, from the folder that you are in"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scratch;

    fn names(address: &str, base: &Path) -> Vec<String> {
        match find(address, base) {
            Ok(found) => found.into_iter().map(|found| found.name).collect(),
            Err(trouble) => panic!("{address}: {trouble}"),
        }
    }

    fn layout() -> Scratch {
        let scratch = Scratch::new("local [1]");
        for name in
            ["portal/data/b.json", "portal/data/a.json", "portal/data/2024/a.json", "portal/data/.hidden", "out/x.json"]
        {
            scratch.write(name, "{}");
        }
        scratch
    }

    #[test]
    fn files_globs_and_folders_are_sorted_and_named_from_the_portal() {
        let scratch = layout();
        let portal = scratch.path().join("portal");
        assert_eq!(names("data/b.json", &portal), ["data/b.json"]);
        assert_eq!(names("data/*.json", &portal), ["data/a.json", "data/b.json"]);
        assert_eq!(names("data/**/a.json", &portal), ["data/2024/a.json", "data/a.json"]);
        assert_eq!(names("data", &portal), ["data/2024/a.json", "data/a.json", "data/b.json"]);
        assert_eq!(names("./data/../../out/*.json", &portal), ["out/x.json"]);
        let here = Path::new("."); // tests run in the program's own folder
        assert_eq!(names("queries/f*.toml", here), ["queries/fields.toml"]);
    }

    #[test]
    fn a_portal_built_among_its_data_is_not_read_as_data() {
        let scratch = layout();
        let data = scratch.path().join("portal/data");
        for name in ["release.json", "data/datapackage.json", "data/SHA256SUMS", "data/awards.jsonl"] {
            scratch.write(&format!("portal/data/public/{name}"), "{}");
        }
        scratch.write("portal/data/public.lock", "");
        // A folder that only has a file of that name is data.
        scratch.write("portal/data/2025/release.json", "{}");
        let read = ["2024/a.json", "2025/release.json", "a.json", "b.json"];
        assert_eq!(names(".", &data), read);
        assert_eq!(names("public/data/*.jsonl", &data), ["public/data/awards.jsonl"], "asked for by name");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_that_are_not_utf_8_are_found_by_what_is_shown_of_them() {
        use std::os::unix::ffi::OsStrExt;
        let scratch = layout();
        let portal = scratch.path().join("portal");
        for name in [&b"\xff.json"[..], b"x\xff/z.json"] {
            let path = portal.join("data").join(std::ffi::OsStr::from_bytes(name));
            fs::create_dir_all(path.parent().expect("below the folder")).expect("scratch");
            fs::write(path, "{}").expect("scratch");
        }
        assert_eq!(names("data/*.json", &portal), ["data/a.json", "data/b.json", "data/\u{fffd}.json"]);
        assert_eq!(names("data/x*/*.json", &portal), ["data/x\u{fffd}/z.json"]);
        assert_eq!(names("data/**/*.json", &portal).len(), 5);
    }

    #[test]
    fn patterns_open_only_what_they_can_mean() {
        let scratch = layout();
        scratch.write("portal/more/2024/deep/c.json", "{}");
        scratch.write("portal/more/.hidden/c.json", "{}");
        let portal = scratch.path().join("portal");
        assert_eq!(names("*/2024/*.json", &portal), ["data/2024/a.json"]);
        assert_eq!(names("more/**/c.json", &portal), ["more/2024/deep/c.json"]);
        assert_eq!(names("more/.h*/c.json", &portal), ["more/.hidden/c.json"]);
        assert_eq!(names("m[ao]re/20??/*/c.json", &portal), ["more/2024/deep/c.json"]);
        assert_eq!(find("more/*.json", &portal).expect_err("too deep").message, "no file matches");
        assert_eq!(find("none/*.json", &portal).expect_err("no folder").message, "no file matches");
    }

    #[test]
    fn an_absolute_path_is_shown_without_the_machine() {
        let scratch = layout();
        let portal = scratch.path().join("portal");
        let inside = portal.join("data/a.json").display().to_string();
        assert_eq!(names(&inside, &portal), ["data/a.json"]);
        let elsewhere = Path::new("/somewhere");
        assert_eq!(names(&inside, elsewhere), ["a.json"]);
        let folder = portal.join("data").display().to_string();
        assert_eq!(names(&folder, elsewhere), ["data/2024/a.json", "data/a.json", "data/b.json"]);
        let plain = Scratch::new("local");
        plain.write("set/2024/a.json", "{}");
        let pattern = plain.path().join("set/*/a.json").display().to_string();
        assert_eq!(names(&pattern, elsewhere), ["set/2024/a.json"]);
        assert_eq!(shown(&pattern, elsewhere), "set/*/a.json");
    }

    #[test]
    fn what_is_missing_is_told_with_the_nearest_name() {
        let scratch = layout();
        let portal = scratch.path().join("portal");
        let trouble = find("data/aa.json", &portal).expect_err("not there");
        assert_eq!((trouble.code, trouble.file.as_deref()), ("file_missing", Some("data/aa.json")));
        assert_eq!(trouble.hint.as_deref(), Some("did you mean `a.json`?"));
        assert_eq!(find("data/*.csv", &portal).expect_err("none").message, "no file matches");
        assert_eq!(find("data/[", &portal).expect_err("not a pattern").code, "address_invalid");
        let absolute = scratch.path().join("nowhere/a.json").display().to_string();
        let trouble = find(&absolute, &portal).expect_err("not there");
        assert!(!format!("{trouble:?}").contains(&*scratch.path().to_string_lossy()), "{trouble:?}");
    }
}
