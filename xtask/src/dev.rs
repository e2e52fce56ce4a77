//! `cargo xtask dev`: Trunk rebuilds and reloads on change; its proxy passes the API to the local service.

use std::process::ExitCode;

use anyhow::Result;

use crate::args::Args;
use crate::sandbox::{self, Sandbox};
use crate::{paths, port, process, say, tools};

/// Where Trunk serves the app unless told otherwise.
const PORT: u16 = 8080;
/// Where Trunk.toml has its proxy look for the service.
const SERVICE_PORT: &str = "8081";

/// Starts both and stays until Ctrl-C.
///
/// # Errors
/// If something cannot be installed, built or started.
pub fn run(args: &Args) -> Result<ExitCode> {
    args.only(&[], &["--port"])?;
    let port = args.port()?.filter(|port| *port != 0).unwrap_or(PORT);
    port::ensure_free(port)?;
    tools::for_building()?;
    sandbox::build()?;
    let _service = Sandbox::start(&["--port", SERVICE_PORT, "--db", ":memory:", "--world", "demo", "--life"].map(String::from), true)?;
    say::line(&format!("the app: http://127.0.0.1:{port}"));
    let mut trunk = tools::trunk()?;
    // A folder of its own: `dist/` holds the release build.
    trunk.args(["serve", "--port", &port.to_string(), "--dist"]).arg(paths::target().join("dev-dist"));
    process::run(&mut trunk)?;
    Ok(ExitCode::SUCCESS)
}
