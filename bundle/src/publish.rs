//! Puts the files into Trunk's output under names that carry a hash of their content.
//!
//! A name is decided once the content is final: first the modules, then the script, which names them all. An unchanged
//! area keeps its name, and whoever has it cached keeps it.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use crate::context::Context;
use crate::hash;
use crate::optimise::Texts;
use crate::split::Program;

/// The published names, relative to the root of the site.
pub struct Published {
    /// The script that runs before anything is painted.
    pub boot: String,
    /// The script that starts the app.
    pub script: String,
    /// The module that it starts with.
    pub wasm: String,
    /// The stylesheet.
    pub style: String,
    /// The modules that are loaded when an area is first opened.
    pub chunks: Vec<String>,
}

impl Published {
    /// All names, what the page starts with first.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        [&self.boot, &self.style, &self.script, &self.wasm].into_iter().chain(&self.chunks)
    }
}

/// Copies everything to its final name and makes the script refer to it.
pub fn publish(context: &Context, program: &Program, texts: &Texts) -> Result<Published> {
    let mut code = fs::read_to_string(&texts.script).context("cannot read the joined script")?;
    let chunks = program.chunks.iter().map(|chunk| place_module(context, chunk, &mut code)).collect::<Result<_>>()?;
    let wasm = place_module(context, &program.main, &mut code)?;
    let script = place(context, "app", "js", code.as_bytes())?;
    let style = place(context, "style", "css", &fs::read(&texts.style)?)?;
    let boot = place(context, "boot", "js", &fs::read(&texts.boot)?)?;
    fs::remove_file(context.staging.join("boot.js")).context("cannot replace boot.js")?;
    Ok(Published { boot, script, wasm, style, chunks })
}

/// Publishes one module and replaces its name in the script.
fn place_module(context: &Context, module: &Path, code: &mut String) -> Result<String> {
    let bytes = fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    let stem = module.file_stem().context("a module without a name")?.to_string_lossy();
    let name = place(context, &published_stem(&stem), "wasm", &bytes)?;
    let known = format!("{stem}.wasm\"");
    ensure!(code.contains(&known), "the script does not load {stem}.wasm");
    *code = code.replace(&known, &format!("{name}\""));
    Ok(name)
}

/// The name of a module as it is published, without its hash.
pub fn published_stem(stem: &str) -> String {
    match stem {
        "main_bg" => "app".into(),
        _ => stem.trim_start_matches("split_").replace("chunk_", "shared-"),
    }
}

fn place(context: &Context, stem: &str, extension: &str, bytes: &[u8]) -> Result<String> {
    let name = format!("{stem}-{}.{extension}", hash::short(bytes));
    fs::write(context.staging.join(&name), bytes).with_context(|| format!("cannot write {name}"))?;
    Ok(name)
}
