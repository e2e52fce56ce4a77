//! Where things are: what Trunk tells its hooks through the environment.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

/// The name of the app's package, hence of the compiled file.
const APP: &str = "imagineanything-dashboard";

/// The paths and the mode of this build.
pub struct Context {
    /// The checkout: where `index.html` and `style/` are.
    pub source: PathBuf,
    /// Trunk's output before it becomes `dist/`; this program edits it in place.
    pub staging: PathBuf,
    /// The module as `rustc` linked it, with relocations.
    pub linked_wasm: PathBuf,
    /// A folder of our own for what is between two steps.
    pub scratch: PathBuf,
    /// True if the files are made for publishing: optimised and precompressed.
    pub release: bool,
}

impl Context {
    /// Reads `TRUNK_SOURCE_DIR`, `TRUNK_STAGING_DIR`, `TRUNK_PROFILE` and `CARGO_TARGET_DIR`.
    ///
    /// # Errors
    /// If Trunk did not start this program, or the compiled module is not where cargo puts it.
    pub fn from_env() -> Result<Self> {
        let source = path_from_env("TRUNK_SOURCE_DIR")?;
        let staging = path_from_env("TRUNK_STAGING_DIR")?;
        let release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| source.join("target"), |dir| source.join(dir));
        let profile = if release { "wasm-release" } else { "debug" };
        let linked_wasm = target.join("wasm32-unknown-unknown").join(profile).join(APP).with_extension("wasm");
        ensure!(linked_wasm.is_file(), "{} is missing: did cargo build another profile?", linked_wasm.display());
        let scratch = empty_folder(&target.join("bundle").join(profile))?;
        Ok(Self { source, staging, linked_wasm, scratch, release })
    }
}

fn path_from_env(name: &str) -> Result<PathBuf> {
    let value = std::env::var_os(name).with_context(|| format!("{name} is not set: Trunk runs this as its post-build hook"))?;
    Ok(PathBuf::from(value))
}

fn empty_folder(path: &Path) -> Result<PathBuf> {
    if path.exists() {
        std::fs::remove_dir_all(path).with_context(|| format!("cannot empty {}", path.display()))?;
    }
    std::fs::create_dir_all(path).with_context(|| format!("cannot make {}", path.display()))?;
    Ok(path.to_path_buf())
}
