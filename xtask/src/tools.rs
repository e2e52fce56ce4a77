//! The programs that the commands need, installed on first use into a folder that all checkouts of a user share.

mod apt;
pub mod chromium;
mod crates;
pub mod nginx;
pub mod node;
pub mod python;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, Result};

use crate::{paths, process, say};

/// Held while something is installed, since steps that run side by side want the same.
static INSTALLING: Mutex<()> = Mutex::new(());

fn installing() -> MutexGuard<'static, ()> {
    INSTALLING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The target that the app is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";
/// Compiles the app, watches, serves.
const TRUNK: crates::Tool = crates::Tool { package: "trunk", version: "0.21.14", program: "trunk" };
/// Must have the very version of the `wasm-bindgen` crate in Cargo.lock.
const WASM_BINDGEN: crates::Tool = crates::Tool { package: "wasm-bindgen-cli", version: "0.2.126", program: "wasm-bindgen" };

/// Looks at the licences and sources of crates, and at the advisories on them.
const CARGO_DENY: crates::Tool = crates::Tool { package: "cargo-deny", version: "0.20.2", program: "cargo-deny" };

/// cargo-deny in the checkout, installed on first use.
///
/// # Errors
/// If it cannot be installed.
pub fn cargo_deny() -> Result<Command> {
    CARGO_DENY.ensure()?;
    let mut command = Command::new(CARGO_DENY.path()?);
    command.current_dir(paths::root()).arg("--workspace");
    Ok(command)
}

/// Installs what a build of the app needs.
///
/// # Errors
/// If something is missing that cannot be installed from here.
pub fn for_building() -> Result<()> {
    wasm_target()?;
    TRUNK.ensure()?;
    WASM_BINDGEN.ensure()?;
    node::packages()
}

/// Installs what is needed to run tests that were compiled to WASM.
///
/// # Errors
/// As [`for_building`].
pub fn for_wasm_tests() -> Result<()> {
    wasm_target()?;
    WASM_BINDGEN.ensure()
}

/// Trunk in the checkout, with wasm-bindgen on its PATH and no compiler flags but the checkout's own.
///
/// # Errors
/// If the user has no home folder.
pub fn trunk() -> Result<Command> {
    let mut command = Command::new(TRUNK.path()?);
    command.current_dir(paths::root()).env("PATH", path_with(&WASM_BINDGEN)?);
    // Flags of the environment would replace those of .cargo/config.toml, which the splitter relies on.
    command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    // Trunk reads NO_COLOR as its own option and refuses other values than true and false.
    command.env_remove("NO_COLOR");
    Ok(command)
}

/// Trunk for a build to publish: std is compiled with the app, for size, and a panic stops the program without words.
///
/// Both are unstable options of the compiler, which `RUSTC_BOOTSTRAP` lets the pinned stable one take. They make the module that
/// starts the app a tenth smaller; the same code builds without them.
///
/// # Errors
/// If the user has no home folder, or std's source cannot be installed.
pub fn trunk_for_publishing() -> Result<Command> {
    std_source()?;
    let mut command = trunk()?;
    command.env("RUSTC_BOOTSTRAP", "1");
    command.env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort").env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
    // Cargo adds these flags to those of .cargo/config.toml.
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Zunstable-options -Cpanic=immediate-abort");
    Ok(command)
}

fn std_source() -> Result<()> {
    let _alone = installing();
    let manifest = rustc_folder(&["--print", "sysroot"])?.map(|sysroot| sysroot.join("lib/rustlib/src/rust/library/std/Cargo.toml"));
    if manifest.is_some_and(|manifest| manifest.is_file()) {
        return Ok(());
    }
    say::timed("installing the source of std", || process::run(Command::new("rustup").args(["component", "add", "rust-src"])))
}

/// The folder that the compiler names, if it knows one.
fn rustc_folder(question: &[&str]) -> Result<Option<PathBuf>> {
    let output = Command::new("rustc").args(question).output().context("cannot start rustc")?;
    let folder = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    Ok(output.status.success().then_some(folder))
}

/// The program that runs a test compiled to WASM.
///
/// # Errors
/// If the user has no home folder.
pub fn wasm_test_runner() -> Result<OsString> {
    Ok(WASM_BINDGEN.path()?.with_file_name("wasm-bindgen-test-runner").into_os_string())
}

fn path_with(tool: &crates::Tool) -> Result<OsString> {
    let folder = tool.path()?.parent().map(Into::into).context("a tool without a folder")?;
    let rest = std::env::var_os("PATH").unwrap_or_default();
    Ok(std::env::join_paths(std::iter::once(folder).chain(std::env::split_paths(&rest)))?)
}

fn wasm_target() -> Result<()> {
    let _alone = installing();
    if rustc_folder(&["--print", "target-libdir", "--target", WASM])?.is_some_and(|folder| folder.is_dir()) {
        return Ok(());
    }
    say::timed(&format!("installing the Rust target {WASM}"), || process::run(Command::new("rustup").args(["target", "add", WASM])))
}
