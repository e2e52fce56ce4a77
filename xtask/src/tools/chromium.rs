//! The browser of the browser tests.

use anyhow::{Context as _, Result};

use super::apt;
use crate::process;

/// Names under which systems install it.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// A Chromium's program: `CHROMIUM_PATH`, or one on the PATH, or Debian's, installed now.
///
/// # Errors
/// If there is none and it cannot be installed from here; the error says what to install.
pub fn ensure() -> Result<String> {
    if let Some(found) = find() {
        return Ok(found);
    }
    apt::install(&["chromium"])?;
    find().context("chromium was installed but does not start")
}

fn find() -> Option<String> {
    let named = std::env::var("CHROMIUM_PATH").ok();
    let known = NAMES.iter().map(|name| on_path(name).unwrap_or_else(|| (*name).to_owned()));
    named.into_iter().chain(known).find(|program| process::answers(program))
}

/// The full path, which Playwright wants.
fn on_path(name: &str) -> Option<String> {
    let folders = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())?;
    Some(found.display().to_string())
}
