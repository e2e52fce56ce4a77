//! Takes out what only costs bytes: of the linked module before it is split, and of the main module after that.
//!
//! * wasm-bindgen calls imported functions `__wbg_createElement_0123456789abcdef` and exports closures under their mangled names. The
//!   hashes, which no compression shrinks, stand both in the module and in the script; both are renamed together.
//! * `wasm-streams`, which comes with Leptos, exports classes for streams out of Rust. This app has none, but what is exported, and all that
//!   it calls, would stay: without the exports neither the splitter nor wasm-bindgen knows of the classes.
//! * The splitter reserves the places of the areas' functions with segments of nulls, against programs that might put something else
//!   there; wasm-bindgen, which would, has done its work by then.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context as _, Result, anyhow};
use wasm_encoder::{ElementSection, EntityType, ExportKind, ExportSection, ImportSection, Module, RawSection};
use wasmparser::{ElementItems, ElementSectionReader, ExportSectionReader, ImportSectionReader, Operator, Parser, Payload};

/// What the exports of `wasm-streams` contain.
const STREAMS: &str = "intounderlying";
/// How wasm-bindgen's statement about one of its classes begins.
const DISPOSAL: &str = "if (Symbol.dispose) IntoUnderlying";
/// Digits of the hash at the end of a name.
const HASH: usize = 16;

/// The linked module without the exports of streams.
pub fn linked_module(module: &[u8]) -> Result<Vec<u8>> {
    sections(module, |payload, out| {
        let Payload::ExportSection(exports) = payload else { return Ok(false) };
        out.section(&renamed_exports(exports, |name| (!name.contains(STREAMS)).then(|| name.to_owned()))?);
        Ok(true)
    })
}

/// Rewrites a module and the script that wasm-bindgen wrote for it.
pub fn main_module(module: &Path, script: &Path) -> Result<()> {
    let bytes = fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    let mut names = Names::default();
    let renamed = rewrite(&bytes, &mut names).with_context(|| format!("cannot read the module {}", module.display()))?;
    let code = fs::read_to_string(script).with_context(|| format!("cannot read {}", script.display()))?;
    fs::write(module, renamed)?;
    Ok(fs::write(script, names.in_script(&without_streams(&code)))?)
}

/// The script without the statements that would have its bundler keep the classes of `wasm-streams`.
fn without_streams(code: &str) -> String {
    code.split_inclusive('\n').filter(|line| !line.starts_with(DISPOSAL)).collect()
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

/// A copy of the main module that is slimmer.
fn rewrite(module: &[u8], names: &mut Names) -> Result<Vec<u8>> {
    sections(module, |payload, out| {
        match payload {
            Payload::ImportSection(imports) => drop(out.section(&renamed_imports(imports, names)?)),
            Payload::ExportSection(exports) => drop(out.section(&renamed_exports(exports, |name| Some(names.shortened(name)))?)),
            Payload::ElementSection(elements) => drop(out.section(&without_reserved(elements, module)?)),
            _ => return Ok(false),
        }
        Ok(true)
    })
}

/// Copies a module section by section; `edit` writes those that it changes, and says so.
fn sections(module: &[u8], mut edit: impl FnMut(Payload<'_>, &mut Module) -> Result<bool>) -> Result<Vec<u8>> {
    let mut out = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        let raw = payload.as_section();
        if edit(payload, &mut out)? {
            continue;
        }
        if let Some((id, range)) = raw {
            let data = module.get(place(&range)?).context("a section beyond the end")?;
            out.section(&RawSection { id, data });
        }
    }
    Ok(out.finish())
}

fn renamed_imports(section: ImportSectionReader<'_>, names: &mut Names) -> Result<ImportSection> {
    let mut out = ImportSection::new();
    for import in section.into_imports() {
        let import = import?;
        let kind: EntityType = import.ty.try_into().map_err(|_| anyhow!("{} is of an unknown kind", import.name))?;
        out.import(import.module, &names.shortened(import.name), kind);
    }
    Ok(out)
}

/// The exports under their new names; those that get none are dropped.
fn renamed_exports(section: ExportSectionReader<'_>, mut name: impl FnMut(&str) -> Option<String>) -> Result<ExportSection> {
    let mut out = ExportSection::new();
    for export in section {
        let export = export?;
        if let Some(name) = name(export.name) {
            out.export(&name, ExportKind::from(export.kind), export.index);
        }
    }
    Ok(out)
}

/// The segments that put something into a table.
fn without_reserved(section: ElementSectionReader<'_>, module: &[u8]) -> Result<ElementSection> {
    let mut out = ElementSection::new();
    for element in section {
        let element = element?;
        if !is_reserved(element.items)? {
            out.raw(module.get(place(&element.range)?).context("a segment beyond the end")?);
        }
    }
    Ok(out)
}

/// Whether a segment holds nothing but nulls.
fn is_reserved(items: ElementItems<'_>) -> Result<bool> {
    let ElementItems::Expressions(_, items) = items else { return Ok(false) };
    for item in items {
        if !matches!(item?.get_operators_reader().read()?, Operator::RefNull { .. }) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn place(range: &Range<u64>) -> Result<Range<usize>> {
    Ok(usize::try_from(range.start)?..usize::try_from(range.end)?)
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{ConstExpr, DataSection, Elements, HeapType, RefType, TypeSection};

    use super::*;

    const LONG: &str = "__wbg_createElement_0123456789abcdef";

    /// A module with a type, two imported functions, and one section more.
    fn module(name: &str) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for name in [name, "__wbindgen_throw"] {
            imports.import("./main_bg.js", name, EntityType::Function(0));
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&DataSection::new());
        module.finish()
    }

    fn slimmed(module: &[u8]) -> Option<Vec<u8>> {
        rewrite(module, &mut Names::default()).ok()
    }

    #[test]
    fn renames_in_module_and_script_alike() {
        let mut names = Names::default();
        assert_eq!(rewrite(&module(LONG), &mut names).ok(), Some(module("_0")));
        let script = format!("x = {{ {LONG}: function(a) {{}}, __wbindgen_throw: 1, {LONG}0: 2 }};");
        let expected = format!("x = {{ _0: function(a) {{}}, __wbindgen_throw: 1, {LONG}0: 2 }};");
        assert_eq!(names.in_script(&script), expected);
    }

    fn with_exports(names: &[&str]) -> Vec<u8> {
        let mut exports = ExportSection::new();
        for name in names {
            exports.export(name, ExportKind::Func, 300);
        }
        let mut module = Module::new();
        module.section(&exports);
        module.finish()
    }

    #[test]
    fn exports_get_short_names() {
        let mut names = Names::default();
        assert_eq!(rewrite(&with_exports(&["memory", "_RNvCs1_6invoke"]), &mut names).ok(), Some(with_exports(&["memory", "_0"])));
        assert_eq!(names.in_script("wasm._RNvCs1_6invoke(arg)"), "wasm._0(arg)");
    }

    #[test]
    fn streams_are_neither_exported_nor_described_nor_disposed_of() {
        let linked =
            ["memory", "intounderlyingsink_close", "__wbg_intounderlyingsink_free", "__wbindgen_describe_intounderlyingsink_close"];
        assert_eq!(linked_module(&with_exports(&linked)).ok(), Some(with_exports(&["memory"])));
        let statement = |name: &str| format!("if (Symbol.dispose) {name}.prototype[Symbol.dispose] = {name}.prototype.free;\n");
        let (kept, dropped) = (statement("Other"), statement("IntoUnderlyingSink"));
        assert_eq!(without_streams(&format!("a\n{kept}{dropped}b")), format!("a\n{kept}b"));
    }

    #[test]
    fn segments_of_nulls_are_dropped() {
        let module = |reserved: bool| {
            let mut elements = ElementSection::new();
            elements.active(None, &ConstExpr::i32_const(1), Elements::Functions((&[3, 500]).into()));
            if reserved {
                let nulls = vec![ConstExpr::ref_null(HeapType::FUNC); 2];
                elements.active(Some(0), &ConstExpr::i32_const(3), Elements::Expressions(RefType::FUNCREF, nulls.into()));
            }
            elements.active(None, &ConstExpr::i32_const(5), Elements::Functions((&[7]).into()));
            let mut module = Module::new();
            module.section(&elements);
            module.finish()
        };
        assert_eq!(slimmed(&module(true)), Some(module(false)));
    }

    #[test]
    fn refuses_half_a_module() {
        let whole = module(LONG);
        assert_eq!(slimmed(&whole[..whole.len() - 2]), None);
    }
}
