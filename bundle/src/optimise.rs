//! Makes few and small files: wasm-opt for the modules, esbuild for the scripts and the stylesheets.
//!
//! Debug builds skip wasm-opt and minifying; scripts and stylesheets are always joined, since the page links one of each.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::context::Context;
use crate::split::Program;
use crate::tool;

/// What `rustc` and wasm-bindgen use; wasm-opt refuses a module with an instruction that was not announced to it.
pub const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
];

/// How a module is made small once it is compressed; docs/architecture.md tells what each is good for.
const PASSES: [&str; 9] = [
    "-Oz",
    // Nothing lies in the first kilobyte: the linker puts the end of the stack there.
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Oz",
    "--one-caller-inline-max-function-size=100",
    // Functions that are made of the same ones stand together.
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
];

/// Optimises the modules of a release build in place.
pub fn modules(context: &Context, program: &Program) -> Result<()> {
    if !context.release {
        return Ok(());
    }
    for module in program.chunks.iter().chain([&program.main]) {
        let mut command = tool::npm(&context.source, "wasm-opt");
        command.args(PASSES).args(FEATURES);
        tool::run(command.arg(module).arg("-o").arg(module))?;
    }
    Ok(())
}

/// The joined scripts and the joined stylesheet, not yet under their published names.
pub struct Texts {
    /// The script that starts the app, with wasm-bindgen's and the splitter's.
    pub script: PathBuf,
    /// The script that runs before anything is painted.
    pub boot: PathBuf,
    /// `style/main.css` with all that it imports.
    pub style: PathBuf,
}

/// Joins scripts and stylesheets.
pub fn texts(context: &Context, program: &Program) -> Result<Texts> {
    Ok(Texts {
        // wasm-bindgen names a module once for each of its imports.
        script: join(
            context,
            &program.entry,
            "app.js",
            &["--format=esm", "--log-override:duplicate-object-key=silent", "--pure:FinalizationRegistry"],
        )?,
        boot: join(context, &context.source.join("public/boot.js"), "boot.js", &["--format=iife"])?,
        style: join(context, &context.source.join("style/main.css"), "style.css", &[])?,
    })
}

fn join(context: &Context, from: &Path, name: &str, options: &[&str]) -> Result<PathBuf> {
    let to = context.scratch.join(name);
    let mut command = tool::npm(&context.source, "esbuild");
    command.arg(from).args(["--bundle", "--log-level=warning", "--target=es2022"]).args(options);
    if context.release {
        command.args(["--minify", "--legal-comments=none"]);
    }
    tool::run(command.arg(format!("--outfile={}", to.display())))?;
    Ok(to)
}
