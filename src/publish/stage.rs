//! The place beside the live directory where a release is made, and the one step that swaps it in.

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::counts::MARKER;

/// A folder beside the target, held by a lock so that two builds never meet. Dropped without
/// [`Stage::swap`], it is removed, and the target is as it was.
pub struct Stage {
    dir: PathBuf,
    target: PathBuf,
    swapped: bool,
    /// The system releases the lock when the process ends, however it ends.
    _lock: File,
}

impl Stage {
    /// Takes the target's lock, clears what dead builds left, and makes an empty folder.
    pub fn begin(target: &Path) -> Result<Stage> {
        let target = std::path::absolute(target).with_context(|| format!("bad path {}", target.display()))?;
        let (Some(parent), Some(_)) = (target.parent(), target.file_name()) else {
            bail!("{} cannot be published to: name a folder", target.display());
        };
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        check_target(&target)?;
        let lock_path = beside(&target, "lock");
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock_path)
            .with_context(|| format!("cannot write beside {}", target.display()))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => bail!("another build is publishing to {} now", target.display()),
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot lock {}", lock_path.display()));
            }
        }
        clear_stale(&target, parent)?;
        let dir = beside(&target, &format!("staging-{}", std::process::id()));
        fs::create_dir(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
        Ok(Stage { dir, target, swapped: false, _lock: lock })
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Puts the folder in the target's place in one step; what was there becomes `<target>.previous`.
    pub fn swap(mut self) -> Result<PathBuf> {
        let previous = beside(&self.target, "previous");
        if !self.target.exists() {
            fs::rename(&self.dir, &self.target)
                .with_context(|| format!("cannot move the release to {}", self.target.display()))?;
            self.swapped = true;
            return Ok(self.target.clone());
        }
        exchange(&self.dir, &self.target, &previous)?;
        self.swapped = true;
        if self.dir.exists() {
            // The release is live already: an old copy that cannot be moved is no reason to fail it.
            let kept = remove(&previous).and_then(|()| Ok(fs::rename(&self.dir, &previous)?));
            if kept.is_err() {
                let _ = fs::remove_dir_all(&self.dir);
            }
        }
        Ok(self.target.clone())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.swapped {
            let _ = fs::remove_dir_all(&self.dir);
        }
    }
}

/// `public` and `lock` give `public.lock`.
fn beside(target: &Path, what: &str) -> PathBuf {
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    target.with_file_name(format!("{name}.{what}"))
}

/// A folder with something in it that no build of ours made is never swapped away.
fn check_target(target: &Path) -> Result<()> {
    let Ok(kind) = fs::symlink_metadata(target) else { return Ok(()) };
    if !kind.is_dir() {
        bail!("{} is not a folder (nor is a link to one replaced): publish elsewhere", target.display());
    }
    let empty = fs::read_dir(target).with_context(|| format!("cannot read {}", target.display()))?.next().is_none();
    if !empty && !target.join(MARKER).is_file() {
        bail!("{} holds files that are no release of ours: publish to another folder, or empty it", target.display());
    }
    Ok(())
}

/// Removes the staging folders of builds that were killed, unless another build is publishing to this target now.
pub fn clear_abandoned(target: &Path) {
    let Ok(target) = std::path::absolute(target) else { return };
    let lock = File::options().write(true).open(beside(&target, "lock"));
    if let (Ok(lock), Some(parent)) = (lock, target.parent())
        && stale(&target, parent).is_ok_and(|stale| !stale.is_empty())
        && lock.try_lock().is_ok()
    {
        let _ = clear_stale(&target, parent); // what stays is in nobody's way
    }
}

/// Staging folders are only there while their build holds the lock: with the lock ours, all are of the dead.
fn clear_stale(target: &Path, parent: &Path) -> Result<()> {
    stale(target, parent)?.iter().try_for_each(|dir| remove(dir))
}

fn stale(target: &Path, parent: &Path) -> Result<Vec<PathBuf>> {
    let prefix = beside(target, "staging-");
    let prefix = prefix.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut found = Vec::new();
    for entry in fs::read_dir(parent).with_context(|| format!("cannot read {}", parent.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let number = name.strip_prefix(&prefix);
        if number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())) {
            found.push(entry.path());
        }
    }
    Ok(found)
}

fn remove(dir: &Path) -> Result<()> {
    match fs::remove_dir_all(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", dir.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(target_os = "linux")]
fn exchange(staged: &Path, target: &Path, previous: &Path) -> Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, staged, CWD, target, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        // File systems that cannot exchange two names (some network and overlay ones).
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => two_renames(staged, target, previous),
        Err(error) => Err(error).with_context(|| format!("cannot swap the release into {}", target.display())),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(staged: &Path, target: &Path, previous: &Path) -> Result<()> {
    two_renames(staged, target, previous)
}

/// Where there is no exchange: away with the old, in with the new, and back with the old if that fails.
fn two_renames(staged: &Path, target: &Path, previous: &Path) -> Result<()> {
    remove(previous)?;
    fs::rename(target, previous).with_context(|| format!("cannot move {} away", target.display()))?;
    if let Err(error) = fs::rename(staged, target) {
        fs::rename(previous, target).with_context(|| format!("cannot move {} back", previous.display()))?;
        return Err(error).with_context(|| format!("cannot move the release to {}", target.display()));
    }
    Ok(())
}

/// Writes a new file below the folder, making its parents. `Ok(None)`: there was one already.
pub fn write_new(dir: &Path, path: &str, bytes: &[u8]) -> Result<Option<File>> {
    let full = dir.join(path);
    let create = || File::options().write(true).create_new(true).open(&full);
    let file = match create() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let parent = full.parent().unwrap_or(dir);
            fs::create_dir_all(parent).with_context(|| format!("cannot make the folder of {path}"))?;
            create()
        }
        other => other,
    };
    match file {
        Ok(mut file) => {
            file.write_all(bytes).with_context(|| format!("cannot write {path}"))?;
            Ok(Some(file))
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot write {path}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scratch;

    fn release(target: &Path, text: &str) -> Result<()> {
        let stage = Stage::begin(target)?;
        write_new(stage.dir(), MARKER, b"{\"rows\":{}}")?;
        write_new(stage.dir(), "a/b.html", text.as_bytes())?;
        stage.swap()?;
        Ok(())
    }

    fn names(dir: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(dir)
            .map(|entries| entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
            .unwrap_or_default();
        names.sort();
        names
    }

    #[test]
    fn what_a_killed_build_left_is_removed_unless_one_is_at_work() -> Result<()> {
        let scratch = Scratch::new("stage");
        let target = scratch.path().join("public");
        release(&target, "one")?;
        let left = scratch.path().join("public.staging-4194305");
        fs::create_dir(&left)?;
        let at_work = Stage::begin(&scratch.path().join("public"))?;
        fs::create_dir_all(&left)?; // beginning removed it
        clear_abandoned(&target);
        assert!(left.exists() && at_work.dir().exists(), "the other build holds the lock");
        drop(at_work);
        clear_abandoned(&target);
        assert!(!left.exists() && target.join("a/b.html").exists());
        Ok(())
    }

    #[test]
    fn the_last_release_is_kept() -> Result<()> {
        let scratch = Scratch::new("stage");
        let target = scratch.path().join("out/public");
        for text in ["one", "two", "three"] {
            release(&target, text)?;
        }
        assert_eq!(fs::read_to_string(target.join("a/b.html"))?, "three");
        assert_eq!(fs::read_to_string(scratch.path().join("out/public.previous/a/b.html"))?, "two");
        assert_eq!(names(&scratch.path().join("out")), ["public", "public.lock", "public.previous"]);
        Ok(())
    }

    #[test]
    fn renames_do_where_names_cannot_be_exchanged() -> Result<()> {
        let scratch = Scratch::new("stage");
        scratch.write("new/x", "new");
        scratch.write("live/x", "live");
        let at = |name: &str| scratch.path().join(name);
        two_renames(&at("new"), &at("live"), &at("kept"))?;
        assert_eq!(
            (fs::read_to_string(at("live/x"))?, fs::read_to_string(at("kept/x"))?),
            ("new".into(), "live".into())
        );
        assert!(two_renames(&at("missing"), &at("live"), &at("kept")).is_err());
        assert_eq!(fs::read_to_string(at("live/x"))?, "new");
        Ok(())
    }

    #[test]
    fn a_dropped_stage_leaves_nothing() -> Result<()> {
        let scratch = Scratch::new("stage");
        let target = scratch.path().join("public");
        release(&target, "one")?;
        let stage = Stage::begin(&target)?;
        write_new(stage.dir(), "a/b.html", b"half")?;
        assert!(write_new(stage.dir(), "a/b.html", b"again")?.is_none());
        let second = Stage::begin(&target).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(second.contains("another build"), "{second}");
        drop(stage);
        assert_eq!(fs::read_to_string(target.join("a/b.html"))?, "one");
        assert_eq!(names(scratch.path()), ["public", "public.lock"]);
        Ok(())
    }

    #[test]
    fn folders_of_others_are_left_alone() -> Result<()> {
        let scratch = Scratch::new("stage");
        scratch.write("home/letter.txt", "mine");
        let error = Stage::begin(&scratch.path().join("home")).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains("no release of ours"), "{error}");
        scratch.write("file", "x");
        assert!(Stage::begin(&scratch.path().join("file")).is_err());
        assert!(Stage::begin(Path::new("/")).is_err());
        assert_eq!(fs::read_to_string(scratch.path().join("home/letter.txt"))?, "mine");
        Ok(())
    }

    #[test]
    fn what_dead_builds_left_is_cleared() -> Result<()> {
        let scratch = Scratch::new("stage");
        scratch.write("public.staging-1/x", "dead");
        scratch.write("public.staging-notes/x", "not ours");
        release(&scratch.path().join("public"), "one")?;
        assert_eq!(names(scratch.path()), ["public", "public.lock", "public.staging-notes"]);
        Ok(())
    }
}
