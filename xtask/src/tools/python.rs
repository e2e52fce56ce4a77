//! Virtual environments, one per set of requirements.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::{paths, process, say};

/// The Python of an environment that holds exactly what `requirements` (a file of the checkout) asks for.
///
/// # Errors
/// If Python is missing or pip fails.
pub fn with(requirements: &str) -> Result<PathBuf> {
    let file = paths::root().join(requirements);
    let text = fs::read_to_string(&file).with_context(|| format!("cannot read {requirements}"))?;
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let folder = paths::tools()?.join(format!("python-{:016x}", hasher.finish()));
    let (python, ready) = (folder.join("bin/python"), folder.join("ready"));
    if ready.is_file() && process::answers(&python) {
        return Ok(python);
    }
    ensure!(process::answers("python3"), "python3 is missing: install Python 3.10 or newer with its venv module");
    say::timed(&format!("installing the Python packages of {requirements}"), || {
        process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
        process::run(Command::new(&python).args(pip).arg(&file))
    })?;
    fs::write(ready, "")?;
    Ok(python)
}
