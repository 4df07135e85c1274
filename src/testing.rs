//! What tests need and no portal does: the place of the shared real data, and scratch folders.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// A file or folder of real data beside the project, or `None` (the caller prints why it skips).
pub fn shared(path: &str) -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(path);
    if !found.exists() {
        eprintln!("skipped: real data {path} is not beside this checkout");
        return None;
    }
    Some(found)
}

/// A folder that is removed when dropped.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new(name: &str) -> Scratch {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("pantau-{name}-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a scratch folder can be made in the temporary directory");
        Scratch(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file below the folder, making its parents.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).expect("a scratch folder can be made");
        }
        std::fs::write(&path, bytes).expect("a scratch file can be written");
        path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
