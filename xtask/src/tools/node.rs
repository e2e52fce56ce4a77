//! The packages of package-lock.json, in the checkout's `node_modules`.

use std::fs;
use std::process::Command;

use anyhow::{Result, ensure};

use crate::{fingerprint, paths, process, say};

/// Runs `npm ci` unless the packages are those of the lock file.
///
/// # Errors
/// If Node.js with npm is missing or npm fails.
pub fn packages() -> Result<()> {
    let _alone = super::installing();
    let root = paths::root();
    let fingerprint = fingerprint::of(&root, &["package-lock.json"])?;
    let stamp = root.join("node_modules/.fingerprint");
    if fingerprint::matches(&stamp, &fingerprint) {
        return Ok(());
    }
    ensure!(process::answers("npm"), "npm is missing: install Node.js 20 or newer (https://nodejs.org)");
    say::timed("installing the packages of package-lock.json", || {
        process::run(Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&root))
    })?;
    Ok(fs::write(stamp, fingerprint)?)
}
