//! Puts the files into Trunk's output under names that carry a hash of their content.
//!
//! A name is decided once the content is final: first the modules, then the list that names them, then the script. An unchanged area
//! keeps its name, and whoever has it cached keeps it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use crate::context::Context;
use crate::hash;
use crate::link;
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
    /// The list of what each area is loaded with.
    pub areas: String,
    /// The modules that are loaded when an area is first opened.
    pub chunks: Vec<String>,
}

impl Published {
    /// All names, what the page starts with first.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        [&self.boot, &self.style, &self.script, &self.wasm, &self.areas].into_iter().chain(&self.chunks)
    }
}

/// Copies everything to its final name and makes the script refer to it.
pub fn publish(context: &Context, program: &Program, texts: &Texts) -> Result<Published> {
    let mut code = fs::read_to_string(&texts.script).context("cannot read the joined script")?;
    let areas = place_areas(context, program)?;
    rename(&mut code, link::LIST, &areas.list)?;
    let wasm = place_module(context, &program.main)?;
    rename(&mut code, "main_bg.wasm", &wasm)?;
    let script = place(context, "app", "js", code.as_bytes())?;
    let style = place(context, "style", "css", &fs::read(&texts.style)?)?;
    let boot = place(context, "boot", "js", &fs::read(&texts.boot)?)?;
    fs::remove_file(context.staging.join("boot.js")).context("cannot replace boot.js")?;
    Ok(Published { boot, script, wasm, style, areas: areas.list, chunks: areas.chunks })
}

struct Areas {
    list: String,
    chunks: Vec<String>,
}

/// Publishes the modules of the areas, and the list of them.
fn place_areas(context: &Context, program: &Program) -> Result<Areas> {
    let mut names = BTreeMap::new();
    for chunk in &program.chunks {
        names.insert(stem(chunk)?, place_module(context, chunk)?);
    }
    let list = serde_json::to_vec(&link::list(&program.areas, |stem| names.get(stem).cloned())?)?;
    Ok(Areas { list: place(context, "areas", "json", &list)?, chunks: names.into_values().collect() })
}

fn place_module(context: &Context, module: &Path) -> Result<String> {
    let bytes = fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    place(context, &published_stem(&stem(module)?), "wasm", &bytes)
}

fn stem(module: &Path) -> Result<String> {
    Ok(module.file_stem().context("a module without a name")?.to_string_lossy().into_owned())
}

/// Replaces a file's name in the script.
fn rename(code: &mut String, known: &str, name: &str) -> Result<()> {
    let quoted = format!("{known}\"");
    ensure!(code.contains(&quoted), "the script does not load {known}");
    *code = code.replace(&quoted, &format!("{name}\""));
    Ok(())
}

/// The name of a module as it is published, without its hash.
fn published_stem(stem: &str) -> String {
    match stem {
        "main_bg" => "app".into(),
        _ => stem.trim_start_matches("split_").to_owned(),
    }
}

fn place(context: &Context, stem: &str, extension: &str, bytes: &[u8]) -> Result<String> {
    let name = format!("{stem}-{}.{extension}", hash::short(bytes));
    fs::write(context.staging.join(&name), bytes).with_context(|| format!("cannot write {name}"))?;
    Ok(name)
}
