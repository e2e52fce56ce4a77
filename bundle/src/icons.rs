//! The icons of the page: a `<symbol>` for each name in `style/icons.txt`, from the Lucide set that npm installed.
//!
//! They stand in the page itself. In a file of their own, each icon on the page would be a request that waits for it, and all would be
//! laid out once without their shapes. The symbols carry no stroke: the stylesheet draws them (`.icon`).

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::context::Context;

/// The markup of all icons; `#i-{name}` refers to one. It takes no room.
pub fn symbols(context: &Context) -> Result<String> {
    let list = fs::read_to_string(context.source.join("style/icons.txt")).context("cannot read style/icons.txt")?;
    let folder = context.source.join("node_modules/lucide-static/icons");
    let symbols = list.split_whitespace().map(|name| symbol(&folder, name)).collect::<Result<String>>()?;
    Ok(format!(
        "<!-- Icons: Lucide (https://lucide.dev/license) -->\n<svg id=\"icons\" display=\"none\" aria-hidden=\"true\">{symbols}</svg>"
    ))
}

fn symbol(folder: &Path, name: &str) -> Result<String> {
    let file = fs::read_to_string(folder.join(name).with_extension("svg")).with_context(|| format!("Lucide has no icon {name}"))?;
    let shapes = shapes(&file).with_context(|| format!("{name}.svg is not one svg element"))?;
    Ok(format!("<symbol id=\"i-{name}\" viewBox=\"0 0 24 24\">{shapes}</symbol>"))
}

/// What stands inside the svg element, without the space between the shapes.
fn shapes(file: &str) -> Option<String> {
    let (_, after) = file.split_once("<svg")?;
    let (_, inside) = after.split_once('>')?;
    let (shapes, _) = inside.split_once("</svg>")?;
    Some(shapes.lines().map(str::trim).collect())
}

#[cfg(test)]
mod tests {
    use super::shapes;

    #[test]
    fn takes_the_shapes_out_of_a_file() {
        let file = "<!-- licence -->\n<svg\n  class=\"x\"\n>\n  <path d=\"M1 2\" />\n  <path d=\"M3 4\" />\n</svg>\n";
        assert_eq!(shapes(file).as_deref(), Some("<path d=\"M1 2\" /><path d=\"M3 4\" />"));
    }
}
