//! Brotli copies (`name.br`) for servers that send precompressed files.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use brotli::enc::BrotliEncoderParams;

/// What shrinks; pictures are compressed already.
const EXTENSIONS: [&str; 8] = ["wasm", "js", "css", "html", "svg", "json", "txt", "webmanifest"];
/// Brotli's highest quality: slow once, small for everybody.
const QUALITY: i32 = 11;
/// The base-2 logarithm of brotli's largest standard window, which holds a whole module.
const WINDOW: i32 = 22;

/// Writes a brotli copy beside every compressible file of the folder that has none.
pub fn folder(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        let target = sibling(&path);
        if path.is_file() && EXTENSIONS.contains(&extension.as_ref()) && !target.exists() {
            fs::write(&target, brotli(&fs::read(&path)?)?).with_context(|| format!("cannot write {}", target.display()))?;
        }
    }
    Ok(())
}

/// The name of a file's brotli copy.
pub fn sibling(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".br");
    PathBuf::from(name)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams { quality: QUALITY, lgwin: WINDOW, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut small, &params)?;
    Ok(small)
}
