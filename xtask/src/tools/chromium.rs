//! The browser of the browser tests and of the bench.

use anyhow::{Context as _, Result};

use super::apt;
use crate::process;

/// Chromium without a window and all that belongs to one: the browser tests take three fifths of their time in it.
const SHELL: &str = "chromium-headless-shell";
/// Names under which systems install the whole of it.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// A Chromium's program: `CHROMIUM_PATH`, or one on the PATH, or Debian's, installed now.
///
/// # Errors
/// If there is none and it cannot be installed from here; the error says what to install.
pub fn ensure() -> Result<String> {
    if let Some(found) = find(&NAMES) {
        return Ok(found);
    }
    apt::install(&["chromium"])?;
    find(&NAMES).context("chromium was installed but does not start")
}

/// The same for tests of what pages do: its headless shell, where there is one.
///
/// # Errors
/// As [`ensure`].
pub fn for_tests() -> Result<String> {
    if let Some(found) = find(&[SHELL]) {
        return Ok(found);
    }
    // Where it cannot be installed, the whole browser does.
    let shell = apt::install(&[SHELL]).ok().and_then(|()| find(&[SHELL]));
    shell.map_or_else(ensure, Ok)
}

fn find(names: &[&str]) -> Option<String> {
    let wished = std::env::var("CHROMIUM_PATH").ok();
    let known = names.iter().map(|name| on_path(name).unwrap_or_else(|| (*name).to_owned()));
    wished.into_iter().chain(known).find(|program| process::answers(program))
}

/// The full path, which Playwright wants.
fn on_path(name: &str) -> Option<String> {
    let folders = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())?;
    Some(found.display().to_string())
}
