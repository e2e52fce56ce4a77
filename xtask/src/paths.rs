//! Where things are kept: in the checkout, and per user so that all checkouts share them.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

/// The folder name under the user's cache and data folders.
const NAME: &str = "imagineanything-dashboard";

/// The checkout.
pub fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(PathBuf::from).unwrap_or(here)
}

/// The built app.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// Where installed tools are kept.
///
/// # Errors
/// If the user has no home folder.
pub fn tools() -> Result<PathBuf> {
    Ok(user_folder("XDG_CACHE_HOME", ".cache")?.join("tools"))
}

/// The file of the local service's demo world.
///
/// # Errors
/// If the user has no home folder.
pub fn demo_database() -> Result<PathBuf> {
    Ok(user_folder("XDG_DATA_HOME", ".local/share")?.join("demo.db"))
}

fn user_folder(variable: &str, fallback: &str) -> Result<PathBuf> {
    let set = std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = match set {
        Some(base) => base,
        None => PathBuf::from(std::env::var_os("HOME").context("HOME is not set")?).join(fallback),
    };
    Ok(base.join(NAME))
}
