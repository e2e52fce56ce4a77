//! The list of operations against the one that the documentation's reading gave.

use std::collections::BTreeSet;

use contract::{Auth, operations};
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const DOCUMENTED: &str = include_str!("../fixtures/operations.tsv");

#[test]
fn the_contract_lists_the_documented_operations() {
    let documented: BTreeSet<String> = DOCUMENTED
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').take(4).collect::<Vec<_>>().join("\t"))
        .collect();
    let listed: BTreeSet<String> = operations()
        .map(|operation| format!("{}\t{}\t{}\t{}", operation.name, operation.method.as_str(), operation.path, auth(operation.auth)))
        .collect();
    assert_eq!(listed, documented);
    assert_eq!(listed.len(), 101);
}

fn auth(auth: Auth) -> &'static str {
    match auth {
        Auth::None => "none",
        Auth::Optional => "optional",
        Auth::Bearer => "bearer",
    }
}
