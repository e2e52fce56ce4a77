//! Joins what several areas share into few files.
//!
//! The splitter writes a module for each set of areas that have something in common: with ten areas that is more than a hundred small
//! files, each with its own request and its own dictionary for the compression. Here they become
//!
//! * part of the area that every page loads once it has shown itself ([`EVERYWHERE`]), if that one needs them,
//! * a file of two areas, if only those two need it and it is worth a request,
//! * else part of what the first page of a signed-in agent loads too ([`FORMS`]), if its composer needs them,
//! * part of the file of a family of areas that somebody goes between ([`FAMILIES`]), if only those need it,
//! * else part of one file for all other pages ([`PAGES`]).

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use wasm_encoder::{EntityType, ExportKind, ExportSection, ImportSection, Module};
use wasmparser::{Parser, Payload};

use crate::context::Context;
use crate::split::Program;
use crate::{optimise, tool};

/// The area of the tools, which are on every page.
const EVERYWHERE: &str = "tools";
/// The area of the composer, which stands on the first page of a signed-in agent.
const COMPOSER: &str = "compose";
/// The stem of the file for what the composer and other areas need.
const FORMS: &str = "shared-forms";
/// Areas that have much in common, with the stem of the file for it.
const FAMILIES: [(&str, &[&str]); 3] = [
    ("shared-studio", &["archive", "studio"]),
    ("shared-figures", &["analytics", "charts", "comparison", "payouts", "profile", "record"]),
    ("shared-trade", &["market", "orders", "payouts", "sell"]),
];
/// The stem of the file for what several other areas need.
const PAGES: &str = "shared-pages";
/// What the splitter's names of the areas' own modules begin with.
const OWN: &str = "split_";
/// Bytes, not compressed, from which on a file of two areas is worth a request.
const WORTH_A_FILE: u64 = 4_000;
/// What the splitter's modules import memory, table and globals from.
const SPLITTER: &str = "__wasm_split";
/// What a joined module imports them from; the loader gives both names (see `link.rs`).
const START: &str = "start";

/// Joins the program's chunks, and says anew which of them each area is loaded with.
///
/// # Errors
/// If a chunk is not as the splitter writes it, or cannot be joined.
pub fn chunks(context: &Context, program: &mut Program) -> Result<()> {
    let users = users(&program.areas);
    let mut groups = BTreeMap::<String, Vec<PathBuf>>::new();
    let mut group_of = HashMap::new();
    for chunk in &program.chunks {
        let stem = chunk.file_stem().context("a chunk without a name")?.to_string_lossy().into_owned();
        let group = group(&stem, &users, fs::metadata(chunk)?.len());
        groups.entry(group.clone()).or_default().push(chunk.clone());
        group_of.insert(stem, group);
    }
    program.areas = regrouped(&program.areas, &group_of)?;
    let folder = context.scratch.join("joined");
    fs::create_dir_all(&folder)?;
    program.chunks = groups.iter().map(|(name, members)| join(context, &folder, name, members)).collect::<Result<_>>()?;
    Ok(())
}

/// The areas that need each chunk.
fn users(areas: &HashMap<String, Vec<String>>) -> HashMap<&str, BTreeSet<&str>> {
    let mut users = HashMap::<&str, BTreeSet<&str>>::new();
    for (area, stems) in areas {
        for stem in stems {
            users.entry(stem).or_default().insert(area);
        }
    }
    users
}

/// The name of the file that a chunk becomes part of.
fn group(stem: &str, users: &HashMap<&str, BTreeSet<&str>>, bytes: u64) -> String {
    if let Some(area) = stem.strip_prefix(OWN) {
        return area.to_owned();
    }
    let Some(areas) = users.get(stem) else { return PAGES.to_owned() };
    let within = |(_, family): &&(&str, &[&str])| areas.iter().all(|area| family.contains(area));
    let family = FAMILIES.iter().find(within);
    if areas.contains(EVERYWHERE) {
        EVERYWHERE.to_owned()
    } else if areas.len() == 2 && bytes >= WORTH_A_FILE && family.is_none_or(|(_, family)| family.len() > 2) {
        ["both", &areas.iter().copied().collect::<Vec<_>>().join("-")].join("-")
    } else if areas.contains(COMPOSER) {
        FORMS.to_owned()
    } else {
        family.map_or(PAGES, |(stem, _)| stem).to_owned()
    }
}

fn regrouped(areas: &HashMap<String, Vec<String>>, group_of: &HashMap<String, String>) -> Result<HashMap<String, Vec<String>>> {
    let group = |stem: &String| group_of.get(stem).cloned().with_context(|| format!("{stem} was not written"));
    let regroup = |(area, stems): (&String, &Vec<String>)| {
        let groups = stems.iter().map(group).collect::<Result<BTreeSet<_>>>()?;
        Ok((area.clone(), groups.into_iter().collect()))
    };
    areas.iter().map(regroup).collect()
}

/// One module of several. What all of them import goes through a first one, or the result would import it once for each.
fn join(context: &Context, folder: &Path, name: &str, members: &[PathBuf]) -> Result<PathBuf> {
    let first = folder.join(format!("{name}.start"));
    fs::write(&first, forwarding(members)?)?;
    let joined = folder.join(format!("{name}.wasm"));
    let mut command = tool::npm(&context.source, "wasm-merge");
    command.args(optimise::FEATURES).arg(&first).arg(SPLITTER);
    for (at, member) in members.iter().enumerate() {
        command.arg(member).arg(format!("member{at}"));
    }
    tool::run(command.arg("-o").arg(&joined))?;
    Ok(joined)
}

/// A module that imports what the members import, and hands it on under the same names.
fn forwarding(members: &[PathBuf]) -> Result<Vec<u8>> {
    let mut imports = ImportSection::new();
    let mut exports = ExportSection::new();
    let mut known = BTreeSet::new();
    let mut next = Indexes::default();
    for member in members {
        let bytes = fs::read(member)?;
        for import in imports_of(&bytes)? {
            if !known.insert(import.name.to_owned()) {
                continue;
            }
            ensure!(import.module == SPLITTER, "{} imports {} from {}", member.display(), import.name, import.module);
            let kind: EntityType = import.ty.try_into().map_err(|_| anyhow!("{} is of an unknown kind", import.name))?;
            imports.import(START, import.name, kind);
            let (kind, index) = next.of(kind)?;
            exports.export(import.name, kind, index);
        }
    }
    let mut module = Module::new();
    module.section(&imports).section(&exports);
    Ok(module.finish())
}

fn imports_of(module: &[u8]) -> Result<Vec<wasmparser::Import<'_>>> {
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(section) = payload? {
            return Ok(section.into_imports().collect::<wasmparser::Result<_>>()?);
        }
    }
    Ok(Vec::new())
}

/// How many of each kind were imported.
#[derive(Default)]
struct Indexes {
    memories: u32,
    tables: u32,
    globals: u32,
}

impl Indexes {
    fn of(&mut self, kind: EntityType) -> Result<(ExportKind, u32)> {
        let (kind, next) = match kind {
            EntityType::Memory(_) => (ExportKind::Memory, &mut self.memories),
            EntityType::Table(_) => (ExportKind::Table, &mut self.tables),
            EntityType::Global(_) => (ExportKind::Global, &mut self.globals),
            other => bail!("the splitter's modules import {other:?}"),
        };
        let index = *next;
        *next += 1;
        Ok((kind, index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn areas() -> HashMap<String, Vec<String>> {
        let stems = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        HashMap::from([
            ("tools".to_owned(), stems(&["chunk_1", "split_tools"])),
            ("post".to_owned(), stems(&["chunk_1", "chunk_2", "chunk_3", "split_post"])),
            ("profile".to_owned(), stems(&["chunk_2", "chunk_3", "split_profile"])),
            ("charts".to_owned(), stems(&["chunk_3", "chunk_4", "split_charts"])),
            ("compose".to_owned(), stems(&["chunk_4", "split_compose"])),
            ("market".to_owned(), stems(&["chunk_5", "split_market"])),
            ("orders".to_owned(), stems(&["chunk_5", "split_orders"])),
            ("sell".to_owned(), stems(&["chunk_5", "split_sell"])),
        ])
    }

    #[test]
    fn a_chunk_goes_where_most_pages_have_it_already() {
        let areas = areas();
        let users = users(&areas);
        assert_eq!(group("split_post", &users, 1), "post");
        assert_eq!(group("chunk_1", &users, 99_999), "tools");
        assert_eq!(group("chunk_2", &users, WORTH_A_FILE), "both-post-profile");
        assert_eq!(group("chunk_2", &users, WORTH_A_FILE - 1), "shared-pages");
        assert_eq!(group("chunk_3", &users, 99_999), "shared-pages");
        assert_eq!(group("chunk_4", &users, 1), "shared-forms");
        assert_eq!(group("chunk_5", &users, 99_999), "shared-trade");
    }

    #[test]
    fn an_area_is_loaded_with_each_file_once() {
        let areas = areas();
        let users = users(&areas);
        let group_of: HashMap<_, _> = areas.values().flatten().map(|stem| (stem.clone(), group(stem, &users, WORTH_A_FILE))).collect();
        let regrouped = regrouped(&areas, &group_of).expect("all are known");
        assert_eq!(regrouped["post"], ["both-post-profile", "post", "shared-pages", "tools"]);
        assert_eq!(regrouped["charts"], ["both-charts-compose", "charts", "shared-pages"]);
        assert!(super::regrouped(&areas, &HashMap::new()).is_err());
    }
}
