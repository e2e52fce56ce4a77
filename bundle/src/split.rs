//! Splits the linked module into one for the start and one for each lazily loaded area (`#[wasm_split]` in the app).
//!
//! The splitter wants the module as the linker left it, with relocations (`-Clink-args=--emit-relocs`) and unstripped;
//! wasm-bindgen comes after it and must keep the linker's exports, because the areas import them.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, anyhow};
use wasm_split_cli_support::SplitWasm;

use crate::context::Context;
use crate::{link, slim, tool};

/// The module that the main one imports its loaders from.
const LINK: &str = "./split-link.js";
/// The stem of the files that wasm-bindgen writes.
const STEM: &str = "main";

/// Starts the app; a failed start is marked on the root element, and the stylesheet shows the page's own message. Where posts are about
/// to be there, it waits a moment for them: then they are drawn at once, and nothing has to stand in for them.
const ENTRY: &str = r#"import init from "./main.js";
const start = async () => {
    const compiled = await window.iaProgram?.catch(() => undefined);
    await Promise.race([window.iaAwaited, new Promise((done) => setTimeout(done, 50))]);
    return init(compiled && { module_or_path: compiled });
};
start().catch((error) => {
    document.documentElement.classList.add("start-failed");
    throw error;
});
"#;

/// What was made of the linked module.
pub struct Program {
    /// The script to start with; imports wasm-bindgen's, which imports the splitter's.
    pub entry: PathBuf,
    /// The module to start with.
    pub main: PathBuf,
    /// The modules of the areas and what several of them share.
    pub chunks: Vec<PathBuf>,
    /// The stems of the modules that each area is loaded with.
    pub areas: HashMap<String, Vec<String>>,
}

/// Splits, binds, and writes the entry script.
pub fn split(context: &Context) -> Result<Program> {
    let out = context.scratch.join("out");
    let unbound = context.scratch.join("main.wasm");
    let parts = cut(&context.linked_wasm, &out, &unbound)?;
    bind(&unbound, &out, context.release)?;
    let main = out.join(format!("{STEM}_bg.wasm"));
    if context.release {
        slim::main_module(&main, &out.join(format!("{STEM}.js")))?;
    }
    let entry = out.join("entry.js");
    fs::write(&entry, ENTRY)?;
    Ok(Program { entry, main, chunks: parts.split_modules, areas: parts.prefetch_map })
}

fn cut(linked: &Path, out: &Path, unbound: &Path) -> Result<SplitWasm> {
    let input = fs::read(linked).with_context(|| format!("cannot read {}", linked.display()))?;
    let main_module = format!("./{STEM}.js");
    let input = slim::linked_module(&input).with_context(|| format!("cannot read the module {}", linked.display()))?;
    let mut options = wasm_split_cli_support::Options::new(&input);
    options.output_dir = out;
    options.main_out_path = unbound;
    options.main_module = &main_module;
    options.link_name = LINK;
    let parts = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("cannot split: {error:#}"))?;
    let script = out.join(LINK);
    fs::write(&script, link::script(&fs::read_to_string(&script)?, &parts.prefetch_map)?)?;
    Ok(parts)
}

fn bind(unbound: &Path, out: &Path, release: bool) -> Result<()> {
    let mut command = Command::new("wasm-bindgen");
    command.args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", STEM]);
    if release {
        command.arg("--no-demangle");
    } else {
        command.args(["--debug", "--keep-debug"]);
    }
    tool::run(command.arg("--out-dir").arg(out).arg(unbound))
}
