//! Builds the app for publishing: `dist/`.

use std::fs;

use anyhow::Result;

use crate::{fingerprint, paths, process, say, tools};

/// Everything that `dist/` is made of.
pub const SOURCES: [&str; 14] = [
    "src",
    "contract/src",
    "contract/Cargo.toml",
    "bundle/src",
    "bundle/Cargo.toml",
    "style",
    "public",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "package-lock.json",
    ".cargo/config.toml",
    "xtask/src/tools.rs",
];

/// Builds `dist/` unless it is up to date.
///
/// # Errors
/// If a tool cannot be installed or the build fails.
pub fn build() -> Result<()> {
    let fingerprint = fingerprint::of(&paths::root(), &SOURCES)?;
    let stamp = paths::target().join("dist.fingerprint");
    if paths::dist().join("index.html").is_file() && fingerprint::matches(&stamp, &fingerprint) {
        say::line("the app is up to date");
        return Ok(());
    }
    tools::for_building()?;
    say::timed("building the app", || {
        process::run(tools::trunk_for_publishing()?.args(["build", "--release", "--cargo-profile", "wasm-release"]))
    })?;
    fs::write(stamp, fingerprint)?;
    Ok(())
}
