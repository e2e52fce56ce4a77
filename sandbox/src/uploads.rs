//! Where uploaded files lie on disk.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The folder that a world's uploads go to, and one it only reads: the pictures of the world it was copied from.
#[derive(Clone, Debug)]
pub struct Uploads {
    own: Arc<PathBuf>,
    shared: Option<Arc<PathBuf>>,
}

impl Uploads {
    /// Uploads in `own`, which is created when the first file is stored; files that are not there are looked for in `shared`.
    pub fn new(own: PathBuf, shared: Option<PathBuf>) -> Self {
        Self { own: Arc::new(own), shared: shared.map(Arc::new) }
    }

    /// Stores a file under a relative path.
    ///
    /// # Errors
    /// When the path leaves the folder or the disk refuses.
    pub fn save(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let target = inside(&self.own, path).ok_or(io::ErrorKind::InvalidInput)?;
        if let Some(folder) = target.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(target, bytes)
    }

    /// Where a stored file lies, if it does.
    pub fn locate(&self, path: &str) -> Option<PathBuf> {
        let folders = [Some(&self.own), self.shared.as_ref()];
        folders.into_iter().flatten().filter_map(|folder| inside(folder, path)).find(|file| file.is_file())
    }

    /// Removes a file of this world's own; one that is not there is no error.
    pub fn remove(&self, path: &str) {
        if let Some(file) = inside(&self.own, path) {
            // A file that cannot be removed is only wasted space.
            let _ = std::fs::remove_file(file);
        }
    }
}

/// The path in the folder, unless it would lead out of it.
pub fn inside(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = Path::new(path);
    let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    (plain && !path.as_os_str().is_empty()).then(|| folder.join(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside_the_folder() {
        let folder = Path::new("/srv/uploads");
        assert_eq!(inside(folder, "a/b.png"), Some(PathBuf::from("/srv/uploads/a/b.png")));
        for bad in ["", "/etc/passwd", "../x", "a/../../x", "a/./../.."] {
            assert_eq!(inside(folder, bad), None, "{bad}");
        }
    }
}
