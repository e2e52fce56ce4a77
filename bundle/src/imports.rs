//! Gives the functions that the main module imports short names.
//!
//! wasm-bindgen calls them `__wbg_createElement_0123456789abcdef`; the hashes, which no compression shrinks, stand both in
//! the module and in the script. The script's object of imports is what matches the two, so both are renamed together.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

/// The section of a module that lists its imports.
const IMPORTS: u8 = 2;
/// The header of a module: magic number and version.
const HEADER: usize = 8;
/// Digits of the hash at the end of a name.
const HASH: usize = 16;

/// Renames in a module and in the script that wasm-bindgen wrote for it.
pub fn shorten(module: &Path, script: &Path) -> Result<()> {
    let bytes = fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    let mut names = Names::default();
    let renamed = rewrite(&bytes, &mut names).context("the module's imports are written in an unknown way")?;
    let code = fs::read_to_string(script).with_context(|| format!("cannot read {}", script.display()))?;
    fs::write(module, renamed)?;
    Ok(fs::write(script, names.in_script(&code))?)
}

/// Old names and their short ones.
#[derive(Default)]
struct Names(HashMap<String, String>);

impl Names {
    /// The short name for a hashed one; other names stay.
    fn shortened(&mut self, name: &str) -> String {
        if !is_hashed(name) {
            return name.to_owned();
        }
        let next = format!("_{}", self.0.len());
        self.0.entry(name.to_owned()).or_insert(next).clone()
    }

    fn in_script(&self, code: &str) -> String {
        let mut renamed = String::with_capacity(code.len());
        for word in code.split_inclusive(|c: char| !is_name(c)) {
            let name = word.trim_end_matches(|c: char| !is_name(c));
            renamed.push_str(self.0.get(name).map_or(name, String::as_str));
            renamed.push_str(&word[name.len()..]);
        }
        renamed
    }
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

fn is_hashed(name: &str) -> bool {
    let hash = name.strip_prefix("__wbg_").and_then(|rest| rest.rsplit_once('_')).map(|(_, hash)| hash);
    hash.is_some_and(|hash| hash.len() == HASH && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Copies the module section by section with other names in its imports; nothing if it is not well formed.
fn rewrite(module: &[u8], names: &mut Names) -> Option<Vec<u8>> {
    let mut out = module.get(..HEADER)?.to_vec();
    let mut rest = module.get(HEADER..)?;
    while let Some((&id, after)) = rest.split_first() {
        let mut reader = Reader(after);
        let content = reader.bytes()?;
        out.push(id);
        match id {
            IMPORTS => put_bytes(&mut out, &rewrite_imports(content, names)?),
            _ => put_bytes(&mut out, content),
        }
        rest = reader.0;
    }
    Some(out)
}

fn rewrite_imports(section: &[u8], names: &mut Names) -> Option<Vec<u8>> {
    let mut reader = Reader(section);
    let mut out = Vec::with_capacity(section.len());
    let count = reader.number()?;
    put_number(&mut out, count);
    for _ in 0..count {
        put_bytes(&mut out, reader.bytes()?);
        let name = std::str::from_utf8(reader.bytes()?).ok()?;
        put_bytes(&mut out, names.shortened(name).as_bytes());
        out.extend_from_slice(reader.description()?);
    }
    Some(out)
}

/// Reads numbers (unsigned LEB128) and what is preceded by its length.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    fn number(&mut self) -> Option<u32> {
        let mut value = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    /// What an import is: a function, table, memory, global or tag, with its type.
    fn description(&mut self) -> Option<&'a [u8]> {
        let start = self.0;
        match self.byte()? {
            0 => drop(self.number()?),
            1 => {
                self.byte()?;
                self.limits()?;
            }
            2 => self.limits()?,
            3 => {
                self.byte()?;
                self.byte()?;
            }
            4 => {
                self.byte()?;
                self.number()?;
            }
            _ => return None,
        }
        start.get(..start.len() - self.0.len())
    }

    fn limits(&mut self) -> Option<()> {
        let has_maximum = self.byte()? & 1 == 1;
        self.number()?;
        if has_maximum {
            self.number()?;
        }
        Some(())
    }
}

fn put_number(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(u8::try_from(value & 0x7f).unwrap_or_default() | 0x80);
        value >>= 7;
    }
    out.push(u8::try_from(value).unwrap_or_default());
}

fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, u32::try_from(bytes.len()).unwrap_or(u32::MAX));
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::{Names, put_bytes, rewrite};

    const LONG: &str = "__wbg_createElement_0123456789abcdef";

    /// A module with a type, two imported functions, and one section more.
    fn module(name: &str) -> Vec<u8> {
        let mut imports = vec![2];
        for name in [name, "__wbindgen_throw"] {
            put_bytes(&mut imports, b"./main_bg.js");
            put_bytes(&mut imports, name.as_bytes());
            imports.extend([0, 0]);
        }
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        for (id, content) in [(1, vec![1, 0x60, 0, 0]), (2, imports), (11, vec![0])] {
            module.push(id);
            put_bytes(&mut module, &content);
        }
        module
    }

    #[test]
    fn renames_in_module_and_script_alike() {
        let mut names = Names::default();
        assert_eq!(rewrite(&module(LONG), &mut names), Some(module("_0")));
        let script = format!("x = {{ {LONG}: function(a) {{}}, __wbindgen_throw: 1, {LONG}0: 2 }};");
        let expected = format!("x = {{ _0: function(a) {{}}, __wbindgen_throw: 1, {LONG}0: 2 }};");
        assert_eq!(names.in_script(&script), expected);
    }

    #[test]
    fn refuses_half_a_module() {
        let whole = module(LONG);
        assert_eq!(rewrite(&whole[..whole.len() - 2], &mut Names::default()), None);
    }
}
