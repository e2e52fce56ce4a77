//! Takes out of the main module what only costs bytes.
//!
//! * wasm-bindgen calls imported functions `__wbg_createElement_0123456789abcdef` and exports closures under their mangled names. The
//!   hashes, which no compression shrinks, stand both in the module and in the script; both are renamed together.
//! * `wasm-streams`, which comes with Leptos, exports classes for streams out of Rust; this app has none, and what is exported is never
//!   dropped by the optimiser.
//! * The splitter reserves the places of the areas' functions with segments of nulls, against programs that might put something else
//!   there; wasm-bindgen, which would, has done its work by then.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context as _, Result};
use wasmparser::{BinaryReader, ElementItems, ElementSectionReader, Operator};

/// The section of a module that lists its imports.
const IMPORTS: u8 = 2;
/// The section of a module that lists its exports.
const EXPORTS: u8 = 7;
/// The section of a module that fills its tables.
const ELEMENTS: u8 = 9;
/// What the exports of `wasm-streams` contain.
const STREAMS: &str = "intounderlying";
/// The header of a module: magic number and version.
const HEADER: usize = 8;
/// Digits of the hash at the end of a name.
const HASH: usize = 16;

/// Rewrites a module and the script that wasm-bindgen wrote for it.
pub fn main_module(module: &Path, script: &Path) -> Result<()> {
    let bytes = fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    let mut names = Names::default();
    let renamed = rewrite(&bytes, &mut names).context("the main module is written in an unknown way")?;
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
        if !is_hashed(name) && !is_mangled(name) {
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

fn is_mangled(name: &str) -> bool {
    name.starts_with("_R") || name.starts_with("_ZN")
}

/// Copies the module section by section, slimmer; nothing if it is not well formed.
fn rewrite(module: &[u8], names: &mut Names) -> Option<Vec<u8>> {
    let mut out = module.get(..HEADER)?.to_vec();
    let mut rest = module.get(HEADER..)?;
    while let Some((&id, after)) = rest.split_first() {
        let mut reader = Reader(after);
        let content = reader.bytes()?;
        out.push(id);
        match id {
            IMPORTS => put_bytes(&mut out, &rewrite_imports(content, names)?),
            EXPORTS => put_bytes(&mut out, &rewrite_exports(content, names)?),
            ELEMENTS => put_bytes(&mut out, &without_reserved(content)?),
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

fn rewrite_exports(section: &[u8], names: &mut Names) -> Option<Vec<u8>> {
    let mut reader = Reader(section);
    let (mut kept, mut exports) = (0, Vec::with_capacity(section.len()));
    for _ in 0..reader.number()? {
        let name = std::str::from_utf8(reader.bytes()?).ok()?;
        let (kind, index) = (reader.byte()?, reader.number()?);
        if !name.contains(STREAMS) {
            kept += 1;
            put_bytes(&mut exports, names.shortened(name).as_bytes());
            exports.push(kind);
            put_number(&mut exports, index);
        }
    }
    let mut out = Vec::new();
    put_number(&mut out, kept);
    out.extend(exports);
    Some(out)
}

/// The segments that put something into a table.
fn without_reserved(section: &[u8]) -> Option<Vec<u8>> {
    let (mut kept, mut segments) = (0, Vec::with_capacity(section.len()));
    for element in ElementSectionReader::new(BinaryReader::new(section, 0)).ok()? {
        let element = element.ok()?;
        if !is_reserved(element.items)? {
            kept += 1;
            segments.extend_from_slice(section.get(place(&element.range)?)?);
        }
    }
    let mut out = Vec::new();
    put_number(&mut out, kept);
    out.extend(segments);
    Some(out)
}

fn place(range: &Range<u64>) -> Option<Range<usize>> {
    Some(usize::try_from(range.start).ok()?..usize::try_from(range.end).ok()?)
}

/// Whether a segment holds nothing but nulls.
fn is_reserved(items: ElementItems<'_>) -> Option<bool> {
    let ElementItems::Expressions(_, items) = items else { return Some(false) };
    for item in items {
        if !matches!(item.ok()?.get_operators_reader().read().ok()?, Operator::RefNull { .. }) {
            return Some(false);
        }
    }
    Some(true)
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
    use wasm_encoder::{ConstExpr, ElementSection, Elements, Encode, ExportKind, ExportSection, HeapType, RefType};

    use super::{Names, Reader, put_bytes, rewrite, rewrite_exports, without_reserved};

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
    fn exports_get_short_names_and_those_of_streams_are_dropped() {
        let section = |names: &[&str]| {
            let mut exports = ExportSection::new();
            for name in names {
                exports.export(name, ExportKind::Func, 300);
            }
            contents(&exports)
        };
        let written = section(&["memory", "_RNvCs1_6invoke", "intounderlyingsink_close", "__wbg_intounderlyingsink_free"]);
        let mut names = Names::default();
        assert_eq!(rewrite_exports(&written, &mut names), Some(section(&["memory", "_0"])));
        assert_eq!(names.in_script("wasm._RNvCs1_6invoke(arg)"), "wasm._0(arg)");
    }

    #[test]
    fn segments_of_nulls_are_dropped() {
        let section = |reserved: bool| {
            let mut elements = ElementSection::new();
            elements.active(None, &ConstExpr::i32_const(1), Elements::Functions((&[3, 500]).into()));
            if reserved {
                let nulls = vec![ConstExpr::ref_null(HeapType::FUNC); 2];
                elements.active(Some(0), &ConstExpr::i32_const(3), Elements::Expressions(RefType::FUNCREF, nulls.into()));
            }
            elements.active(None, &ConstExpr::i32_const(5), Elements::Functions((&[7]).into()));
            contents(&elements)
        };
        assert_eq!(without_reserved(&section(true)), Some(section(false)));
    }

    /// A section without its length.
    fn contents(section: &impl Encode) -> Vec<u8> {
        let mut bytes = Vec::new();
        section.encode(&mut bytes);
        Reader(&bytes).bytes().expect("a section").to_vec()
    }

    #[test]
    fn refuses_half_a_module() {
        let whole = module(LONG);
        assert_eq!(rewrite(&whole[..whole.len() - 2], &mut Names::default()), None);
    }
}
