//! Rewrites the script that loads the areas. The splitter writes lines for each of many small files; here they stand in a list that is
//! read when the first area is wanted, so that a start is not the larger for it.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use anyhow::{Context as _, Result};

/// Where the splitter's list of files begins; what stands before serves all of them.
const FILES: &str = "/* ";
/// The name of the list, as the script has it before the list is published.
pub const LIST: &str = "areas.json";

/// Reads the list, and loads each file once. A network that fails for a moment is given three tries; what failed then is tried again
/// the next time that it is wanted. A file that is not there (a newer version was published) is not asked for again.
const LOADERS: &str = r#"const pauses = [500, 1500];
const got = async (name, at = 0) => {
    const again = async (error) => {
        if (at === pauses.length) throw error;
        await new Promise((resolve) => setTimeout(resolve, pauses[at]));
        return got(name, at + 1);
    };
    const answer = await fetch(new URL(name, import.meta.url)).catch(again);
    if (answer.ok) return answer;
    const error = new Error(`${name} answered ${answer.status}`);
    if (answer.status < 500) throw error;
    return again(error);
};
let list;
const areas = () => (list ??= got("./areas.json").then((answer) => answer.json()).catch((error) => {
    list = undefined;
    throw error;
}));
const loaded = {};
const file = (name) => (loaded[name] ??= makeLoad(() => {
    const src = got(name);
    src.catch(() => {});
    return async (imports) => WebAssembly.instantiateStreaming(src, { ...imports, start: imports.__wasm_split });
}, []));
const area = (name) => wrapAsyncCb(async () => {
    const files = (await areas())[name];
    await Promise.all(files.map((path) => file(path)()));
});
"#;

/// The script with what is common to all files, and a loader for each area.
///
/// # Errors
/// If the splitter writes another script than expected.
pub fn script(written: &str, areas: &HashMap<String, Vec<String>>) -> Result<String> {
    let (common, _) = written.split_once(FILES).context("the splitter's script has no list of files")?;
    let mut script = format!("{common}{LOADERS}");
    for area in areas.keys().collect::<std::collections::BTreeSet<_>>() {
        writeln!(script, "export const __wasm_split_load_{area} = area(\"{area}\");")?;
    }
    Ok(script)
}

/// The files that each area is loaded with, by the names that `published` gives them.
///
/// # Errors
/// If one of them was not published.
pub fn list(areas: &HashMap<String, Vec<String>>, published: impl Fn(&str) -> Option<String>) -> Result<BTreeMap<&str, Vec<String>>> {
    let name = |stem: &String| published(stem).with_context(|| format!("{stem} was not published"));
    areas.iter().map(|(area, stems)| Ok((area.as_str(), stems.iter().map(name).collect::<Result<_>>()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_area_has_a_loader_and_its_files() {
        let files = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let areas = HashMap::from([("tools".to_owned(), files(&["chunk_2", "split_tools"])), ("post".to_owned(), files(&["split_post"]))]);
        let script = script("common\n/* post */ const x = 1;", &areas).expect("a script");
        assert!(script.starts_with("common\nconst pauses"));
        assert!(
            script.ends_with(
                "export const __wasm_split_load_post = area(\"post\");\nexport const __wasm_split_load_tools = area(\"tools\");\n"
            )
        );
        let list = list(&areas, |stem| Some(format!("{stem}-1.wasm"))).expect("a list");
        assert_eq!(list["tools"], ["chunk_2-1.wasm", "split_tools-1.wasm"]);
        assert!(super::list(&areas, |_| None).is_err());
        assert!(super::script("nothing", &areas).is_err());
    }
}
