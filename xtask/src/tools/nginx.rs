//! The web server whose configuration is tested.

use anyhow::{Context as _, Result};

use super::apt;
use crate::process;

/// Where systems keep it; Debian's folder is often not on a user's PATH.
const NAMES: [&str; 3] = ["nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx"];

/// An nginx's program, or Debian's, installed now.
///
/// # Errors
/// If there is none and it cannot be installed from here; the error says what to install.
pub fn ensure() -> Result<&'static str> {
    if let Some(found) = find() {
        return Ok(found);
    }
    apt::install(&["nginx-light"])?;
    find().context("nginx was installed but does not start")
}

fn find() -> Option<&'static str> {
    // `-v` is all that nginx knows of `--version`.
    NAMES.into_iter().find(|program| process::answers_to(program, "-v"))
}
