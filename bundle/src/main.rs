//! The last step of a build of the app: Trunk's post-build hook.
//!
//! Trunk compiles the app and copies the static files; this program turns the compiled WASM into what is published:
//!
//! 1. [`split`]: one module for the start and one for each lazily loaded area;
//! 2. [`join`]: few files of what several areas share, in release builds;
//! 3. [`optimise`]: wasm-opt over each module, esbuild over the scripts and the stylesheets;
//! 4. [`publish`]: names with a hash of the content;
//! 5. [`page`]: an `index.html` that names them and holds the [`icons`], without inline scripts;
//! 6. [`compress`]: brotli copies, in release builds.
//!
//! [`deploy`] later copies the result for a place on the web.

mod compress;
mod context;
mod deploy;
mod hash;
mod icons;
mod join;
mod link;
mod optimise;
mod page;
mod place;
mod publish;
mod slim;
mod split;
mod tool;

use std::process::ExitCode;
use std::time::Instant;

use context::Context;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bundle: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> anyhow::Result<()> {
    let mut words = std::env::args().skip(1);
    match words.next().as_deref() {
        None => build(),
        Some("deploy") => deploy::run(words),
        Some(other) => anyhow::bail!("no such command: {other}"),
    }
}

fn build() -> anyhow::Result<()> {
    let started = Instant::now();
    let context = Context::from_env()?;
    let mut program = split::split(&context)?;
    if context.release {
        join::chunks(&context, &mut program)?;
    }
    optimise::modules(&context, &program)?;
    let texts = optimise::texts(&context, &program)?;
    let published = publish::publish(&context, &program, &texts)?;
    page::rewrite(&context, &published, &icons::symbols(&context)?)?;
    if context.release {
        compress::folder(&context.staging)?;
        print_sizes(&context, &published)?;
    }
    println!("bundle: done in {:.1} s", started.elapsed().as_secs_f32());
    Ok(())
}

fn print_sizes(context: &Context, published: &publish::Published) -> anyhow::Result<()> {
    for name in published.all() {
        let plain = context.staging.join(name);
        let small = context.staging.join(format!("{name}.br"));
        let (plain, small) = (std::fs::metadata(plain)?.len(), std::fs::metadata(small)?.len());
        println!("bundle: {name:<40} {plain:>9} bytes, {small:>7} with brotli");
    }
    Ok(())
}
