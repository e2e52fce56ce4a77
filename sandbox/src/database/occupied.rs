//! A database file has one process at a time: it locks a file beside it. The system lifts the lock at the process's end, whatever ends it.
//! `cargo xtask run --fresh` knows that file, too.

use std::fs::{File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::OpenError;

/// What the name of the locked file ends with.
const ENDING: &str = ".lock";

/// The right to a database file, for as long as this value lives.
#[derive(Debug)]
pub struct Occupied {
    locked: File,
}

impl Occupied {
    /// Locks, and notes who did.
    ///
    /// # Errors
    /// When another process holds the lock, or the file cannot be made.
    pub fn by_us(database: &Path) -> Result<Self, OpenError> {
        let mut name = database.as_os_str().to_owned();
        name.push(ENDING);
        let path = PathBuf::from(name);
        match lock(&path) {
            Ok(locked) => Ok(Self { locked }),
            Err(TryLockError::WouldBlock) => Err(OpenError::InUse { database: database.to_owned(), holder: holder(&path) }),
            Err(TryLockError::Error(source)) => Err(OpenError::Lock { path, source }),
        }
    }
}

impl Drop for Occupied {
    fn drop(&mut self) {
        // A program that is being started holds copies of all open files for a moment, so that closing may not be enough.
        let _ = self.locked.unlock();
    }
}

fn lock(path: &Path) -> Result<File, TryLockError> {
    let mut file = open(path).map_err(TryLockError::Error)?;
    file.try_lock()?;
    note(&mut file).map_err(TryLockError::Error)?;
    Ok(file)
}

fn open(path: &Path) -> io::Result<File> {
    File::options().create(true).truncate(false).write(true).open(path)
}

fn note(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    write!(file, "process {}", std::process::id())
}

/// What the holder of the lock noted of itself.
fn holder(path: &Path) -> String {
    let noted = std::fs::read_to_string(path).unwrap_or_default();
    if noted.is_empty() { "another process".to_owned() } else { noted }
}
