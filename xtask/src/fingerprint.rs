//! A hash over files, to skip what is up to date.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// A hash over the names and contents of the files, and of all files in the folders, under `root`.
///
/// # Errors
/// If one of them cannot be read; a path that does not exist is an error too.
pub fn of(root: &Path, paths: &[&str]) -> Result<String> {
    let mut files = BTreeSet::new();
    for path in paths {
        collect(&root.join(path), &mut files)?;
    }
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.strip_prefix(root).unwrap_or(&file).hash(&mut hasher);
        fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn collect(path: &Path, files: &mut BTreeSet<PathBuf>) -> Result<()> {
    let about = fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?;
    if about.is_file() {
        files.insert(path.to_path_buf());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        collect(&entry?.path(), files)?;
    }
    Ok(())
}

/// Whether `stamp` holds this fingerprint.
pub fn matches(stamp: &Path, fingerprint: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|known| known == fingerprint)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn follows_names_and_contents() -> anyhow::Result<()> {
        let root = std::env::temp_dir().join(format!("fingerprint-{}", std::process::id()));
        std::fs::create_dir_all(root.join("a/b"))?;
        std::fs::write(root.join("a/b/one"), "1")?;
        let first = of(&root, &["a"])?;
        assert_eq!(first, of(&root, &["a"])?);
        std::fs::write(root.join("a/b/one"), "2")?;
        assert_ne!(first, of(&root, &["a"])?);
        std::fs::write(root.join("a/b/one"), "1")?;
        std::fs::rename(root.join("a/b/one"), root.join("a/b/two"))?;
        assert_ne!(first, of(&root, &["a"])?);
        assert!(of(&root, &["missing"]).is_err());
        std::fs::remove_dir_all(root)?;
        Ok(())
    }
}
