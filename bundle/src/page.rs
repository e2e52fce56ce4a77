//! Rewrites `index.html`: what Trunk put there goes (its start script is inline, which the content security policy
//! forbids, and it names the unsplit module), ours comes.

use std::fs;

use anyhow::{Context as _, Result, ensure};

use crate::context::Context;
use crate::publish::Published;

/// Where `index.html` wants our links.
const MARKER: &str = "<!-- app -->";
/// Where it wants the icons.
const ICONS: &str = "<!-- icons -->";
/// What only Trunk's own start script says.
const TRUNK_START: &str = "TrunkApplicationStarted";
/// What only Trunk's reload script says; `trunk serve` would put its address there, but only in the page.
const TRUNK_RELOAD: &str = "'{{__TRUNK_ADDRESS__}}'";
/// The name of the reload script as a file.
const RELOAD: &str = "trunk-reload.js";

/// Edits the page in place and removes the files that Trunk named in it.
pub fn rewrite(context: &Context, published: &Published, icons: &str) -> Result<()> {
    let path = context.staging.join("index.html");
    let page = fs::read_to_string(&path).context("cannot read index.html")?;
    for marker in [MARKER, ICONS] {
        ensure!(page.contains(marker), "index.html has no {marker}");
    }
    let (page, reload) = without_trunk(&page);
    if let Some(reload) = reload {
        fs::write(context.staging.join(RELOAD), reload).context("cannot write the reload script")?;
    }
    let page = page.replace(MARKER, &links(published)).replace(ICONS, icons);
    ensure!(!has_inline_script(&page), "index.html still has an inline script");
    fs::write(&path, tidy(&page)).context("cannot write index.html")?;
    remove_unsplit(context)
}

fn links(published: &Published) -> String {
    let Published { boot, script, wasm, style, .. } = published;
    format!(
        "<link rel=\"preload\" href=\"/{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n\
         <link rel=\"preload\" href=\"/{style}\" as=\"style\">\n\
         <link rel=\"modulepreload\" href=\"/{script}\">\n\
         <script src=\"/{boot}\"></script>\n\
         <link rel=\"stylesheet\" href=\"/{style}\">\n\
         <script type=\"module\" src=\"/{script}\"></script>"
    )
}

/// Drops Trunk's start script and its preload links; makes a file of its reload script, which is returned.
fn without_trunk(page: &str) -> (String, Option<String>) {
    let mut kept = String::with_capacity(page.len());
    let (mut rest, mut reload) = (page, None);
    while let Some((before, script, after)) = next_script(rest) {
        kept.push_str(before);
        if script.contains(TRUNK_RELOAD) {
            reload = Some(code(script).replace(TRUNK_RELOAD, "location.host").replace("{{__TRUNK_WS_BASE__}}", "/"));
            kept.extend(["<script src=\"/", RELOAD, "\"></script>"]);
        } else if !script.contains(TRUNK_START) {
            kept.push_str(script);
        }
        rest = after;
    }
    kept.push_str(rest);
    (without_links(&kept, &["rel=\"modulepreload\"", "rel=\"preload\""]), reload)
}

/// What stands inside a script element.
fn code(script: &str) -> &str {
    let (_, inside) = script.split_once('>').unwrap_or_default();
    inside.trim_end_matches("</script>")
}

/// The text before the next script element, that element, and the text after it.
fn next_script(page: &str) -> Option<(&str, &str, &str)> {
    let start = page.find("<script")?;
    let end = start + page[start..].find("</script>")? + "</script>".len();
    Some((&page[..start], &page[start..end], &page[end..]))
}

fn without_links(page: &str, marks: &[&str]) -> String {
    let mut pieces = page.split("<link ");
    let mut kept = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once('>') {
            Some((tag, after)) if marks.iter().any(|mark| tag.contains(mark)) => kept.push_str(after),
            _ => kept.extend(["<link ", piece]),
        }
    }
    kept
}

fn has_inline_script(page: &str) -> bool {
    page.split("<script").skip(1).any(|tag| !tag.split('>').next().unwrap_or_default().contains("src="))
}

/// Drops the empty lines that removed elements left.
fn tidy(page: &str) -> String {
    page.lines().filter(|line| !line.trim().is_empty()).fold(String::new(), |text, line| text + line + "\n")
}

/// Removes the unsplit module and its script from Trunk's output: nothing refers to them any more.
fn remove_unsplit(context: &Context) -> Result<()> {
    let package = context.linked_wasm.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    for entry in fs::read_dir(&context.staging)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name == "snippets" {
            fs::remove_dir_all(entry.path())?;
        } else if name.starts_with(&package) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{has_inline_script, without_trunk};

    const PAGE: &str = "<head><link rel=\"icon\" href=\"/favicon.svg\">\n<link rel=\"modulepreload\" href=\"/x.js\" crossorigin>\
        <link rel=\"preload\" href=\"/x_bg.wasm\" as=\"fetch\"></head>\
        <body><script src=\"/boot.js\"></script><script type=\"module\">\nimport init from '/x.js';\n\
        dispatchEvent(new CustomEvent(\"TrunkApplicationStarted\"));\n</script><p>x</p></body>";

    #[test]
    fn keeps_everything_but_what_trunk_added() {
        let kept = "<head><link rel=\"icon\" href=\"/favicon.svg\">\n</head><body><script src=\"/boot.js\"></script><p>x</p></body>";
        assert_eq!(without_trunk(PAGE), (kept.to_owned(), None));
    }

    #[test]
    fn finds_inline_scripts() {
        assert!(has_inline_script(PAGE));
        assert!(!has_inline_script(&without_trunk(PAGE).0));
    }

    #[test]
    fn the_reload_script_becomes_a_file() {
        let (page, reload) = without_trunk("<body><script>const a = '{{__TRUNK_ADDRESS__}}';</script></body>");
        assert_eq!(page, "<body><script src=\"/trunk-reload.js\"></script></body>");
        assert_eq!(reload.as_deref(), Some("const a = location.host;"));
    }
}
