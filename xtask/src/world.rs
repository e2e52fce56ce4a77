//! The demo world of `cargo xtask run`: a database, and what the service keeps beside it, all named after it.

use std::fs::{self, File, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::{paths, say};

/// What the name of the file ends with that the service locks while it works with a database.
const LOCK: &str = ".lock";

/// The file of the database, in a folder that exists.
///
/// # Errors
/// If the folder cannot be made.
pub fn database() -> Result<PathBuf> {
    let database = paths::demo_database()?;
    let folder = folder(&database)?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(database)
}

/// A world that no service uses, nor begins to use while this value lives.
#[derive(Debug)]
pub struct Unused {
    database: PathBuf,
    _locked: File,
}

impl Unused {
    /// Locks the world; none when a service uses it, which is told.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn find(database: PathBuf) -> Result<Option<Self>> {
        let path = beside(&database, LOCK);
        let mut file = File::options().create(true).truncate(false).write(true).open(&path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let holder = fs::read_to_string(&path).ok().filter(|noted| !noted.is_empty());
                let holder = holder.unwrap_or_else(|| "another process".to_owned());
                say::line(&format!(
                    "{} is in use by {holder}: this service gets a demo world of its own, which is not kept",
                    database.display()
                ));
                return Ok(None);
            }
            Err(TryLockError::Error(error)) => return Err(error).with_context(|| format!("cannot lock {}", path.display())),
        }
        file.set_len(0)?;
        write!(file, "process {}", std::process::id())?;
        Ok(Some(Self { database, _locked: file }))
    }

    /// Unlocks it for the service that is started with it, made empty if `fresh`.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn hand_over(self, fresh: bool) -> Result<PathBuf> {
        if fresh {
            self.remove()?;
        }
        Ok(self.database)
    }

    /// Removes all of it but the locked file: whoever waits for that lock must not get one on another file.
    fn remove(&self) -> Result<()> {
        let (name, lock) = (name(&self.database), name(&beside(&self.database, LOCK)));
        for entry in fs::read_dir(folder(&self.database)?)? {
            let entry = entry?;
            let found = entry.file_name().to_string_lossy().into_owned();
            if !found.starts_with(&name) || found == lock {
                continue;
            }
            if entry.file_type()?.is_dir() {
                fs::remove_dir_all(entry.path())?;
            } else {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

fn folder(database: &Path) -> Result<&Path> {
    database.parent().context("the database has no folder")
}

fn beside(database: &Path, ending: &str) -> PathBuf {
    database.with_file_name(name(database) + ending)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_world_in_use_is_not_removed() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("xtask-world-{}", std::process::id()));
        fs::create_dir_all(folder.join("demo.db.uploads"))?;
        for file in ["demo.db", "demo.db-wal", "demo.db.uploads/a.png", "other.db"] {
            fs::write(folder.join(file), "x")?;
        }
        let database = folder.join("demo.db");
        let lock = folder.join("demo.db.lock");
        fs::write(&lock, "process 7")?;
        let service = File::options().write(true).open(&lock)?;
        service.try_lock()?;
        assert!(Unused::find(database.clone())?.is_none());

        service.unlock()?;
        assert_eq!(Unused::find(database.clone())?.context("still in use")?.hand_over(true)?, database);
        let mut left: Vec<_> = fs::read_dir(&folder)?.map(|entry| Ok(name(&entry?.path()))).collect::<Result<_>>()?;
        left.sort_unstable();
        assert_eq!(left, ["demo.db.lock", "other.db"]);
        fs::remove_dir_all(&folder)?;
        Ok(())
    }
}
